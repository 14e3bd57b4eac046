//! What holds for every page.

use super::*;

/// An article with every kind of block, and every kind of trouble.
fn everything() -> Vec<Block> {
    let pictured = ListItem {
        task: None,
        blocks: vec![Block::Image(photograph())],
    };
    let quoted = vec![
        plain("引文，“近年来”——甲乙丙丁。"),
        list(Marker::Circled, &["子丑寅卯", "辰"]),
        Block::List(List {
            marker: Marker::Bullet,
            start: 1,
            items: vec![pictured],
        }),
    ];
    vec![
        Block::Heading {
            level: 1,
            text: RichText::plain("标题Heading与2018年"),
        },
        Block::Paragraph(Paragraph {
            text: RichText::plain("近年来,北京市(东城区)工商联“充分”发挥100%作用。"),
            indented: true,
        }),
        rich(&[
            ("读", None),
            ("漢字", Some(Style::Ruby(Label::new("かんじ")))),
            ("和", None),
            ("链接", link("https://a.example/b?c=d")),
            ("。", None),
        ]),
        list(
            Marker::Decimal,
            &[
                "一是理想信念。",
                "",
                "e\u{301}👩\u{200d}👩\u{200d}👧\u{ad}软\u{200b}断",
            ],
        ),
        Block::Quote(quoted),
        Block::Code {
            language: Some(Label::new("rust")),
            text: RichText::plain("fn main() {\n        println!(\"你好\");\n}\n"),
        },
        table(&[
            &["甲", "Heading"],
            &["https://a.example/very/long", "12"],
            &["", "3"],
        ]),
        Block::Image(photograph()),
        Block::Rule,
        Block::Note(Note {
            label: Label::new("注"),
            blocks: vec![plain("脚注\n第二行"), plain("\u{301}单独的符号")],
        }),
    ]
}

/// A page with all of it, and with its picture where pictures are shown.
fn set(measure: Measure) -> Page {
    let mut page = page_of(everything(), measure);
    if measure.plates.is_some() {
        page.show(&address("a"), Arc::new(picture(200, 100)));
    }
    page
}

fn measures() -> Vec<Measure> {
    let wide = Profile {
        ambiguous_wide: true,
        clusters: false,
        ..Profile::default()
    };
    let base = Measure::new(1);
    let kinds = [
        base,
        Measure {
            justify: true,
            autospace: true,
            hang: true,
            ..base
        },
        Measure {
            profile: wide,
            indent: Indent::TwoHan,
            level: Level::Strict,
            ..base
        },
        Measure {
            full_width_marks: true,
            ornaments: false,
            link_numbers: false,
            level: Level::None,
            ..base
        },
        Measure {
            heading_scale: 2,
            leading: 1,
            indent: Indent::None,
            level: Level::Basic,
            plates: Some(PLATES),
            ..base
        },
    ];
    let lengths = (0..=24).chain([40, 41, 80, 120, usize::MAX]);
    lengths
        .flat_map(|cells| kinds.map(|kind| Measure { cells, ..kind }))
        .collect()
}

#[test]
fn no_row_is_wider_than_the_measure() {
    for measure in measures() {
        for row in all_rows(&set(measure)) {
            let cells = row.cells() * usize::from(row.scale);
            assert!(
                cells <= measure.cells.max(1),
                "{cells} cells in {measure:?}: {:?}",
                row.text()
            );
            for run in &row.runs {
                let counted: usize = clusters(&run.text)
                    .map(|cluster| cluster_width(cluster, measure.profile))
                    .sum();
                assert_eq!(run.cells, counted, "{run:?}");
            }
        }
    }
}

#[test]
fn every_character_is_on_the_page_once() {
    for measure in measures().into_iter().filter(|measure| measure.cells > 1) {
        let page = set(measure);
        for (at, block) in page.article().body.iter().enumerate() {
            let text = block.texts().join("\n");
            let mut shown = vec![0; text.len()];
            for run in page.rows(at + 1).iter().flat_map(|row| &row.runs) {
                if let Some(source) = &run.source {
                    assert!(
                        source.len() != run.text.len()
                            || text[source.clone()] == run.text
                            || measure.full_width_marks,
                        "{run:?}"
                    );
                    source.clone().for_each(|byte| shown[byte] += 1);
                }
            }
            let invisible = |c: char| matches!(c, ' ' | '\n' | '\u{ad}' | '\u{200b}');
            for (at, c) in text.char_indices().filter(|(_, c)| !invisible(*c)) {
                assert_eq!(shown[at], 1, "{c} at {at} of {text:?} in {measure:?}");
            }
        }
    }
}

#[test]
fn a_place_survives_any_change_of_measure() {
    let pages: Vec<Page> = measures().into_iter().map(set).collect();
    for page in &pages {
        let mut at = RowAt::default();
        loop {
            let place = page.place_of(at);
            let again = page.row_of(place);
            assert!(page.place_of(again) == place, "{place:?} {at:?} {again:?}");
            let below = page.below(at, 1);
            if below == at {
                break;
            }
            assert_eq!(page.above(below, 1), at);
            at = below;
        }
    }
    for narrow in &pages {
        for block in 0..narrow.blocks() {
            let place = narrow.place_of(RowAt { block, row: 0 });
            for wide in pages.iter().step_by(7) {
                let shown = wide.row_of(Place {
                    block: place.block.min(wide.blocks() - 1),
                    ..place
                });
                assert!(wide.row(shown).is_some() || wide.rows(shown.block).is_empty());
            }
        }
    }
}

#[test]
fn only_what_is_looked_at_is_laid_out() {
    let body: Vec<Block> = (0..10_000)
        .map(|n| plain(&format!("第{n}段。").repeat(20)))
        .collect();
    let page = page_of(body, Measure::new(40));
    let screen = page.below(RowAt::default(), 40);
    assert!(page.laid() < 20, "{} laid", page.laid());
    page.row_of(Place {
        block: 5000,
        offset: 12,
    });
    page.above(
        RowAt {
            block: 5000,
            row: 0,
        },
        40,
    );
    assert!(page.laid() < 60, "{} laid", page.laid());
    assert!(page.share_before(screen) < 0.01);
}

#[test]
fn how_a_text_is_cut_into_styles_does_not_change_its_lines() {
    let text = "近年来，“Rust”编程e\u{301}👩\u{200d}👩\u{200d}👧——2018年60%（约）don’t：https://a.example/b。";
    let cuts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    for cells in (1..30).chain([80]) {
        let measure = Measure {
            autospace: cells % 2 == 0,
            justify: cells % 3 == 0,
            ..Measure::new(cells)
        };
        let wanted = drawn(&page_of(vec![plain(text)], measure));
        for step in 1..5 {
            let mut builder = RichTextBuilder::default();
            for (at, range) in cuts.windows(2).collect::<Vec<_>>().chunks(step).enumerate() {
                let part = &text[range[0][0]..range[range.len() - 1][1]];
                let style = [Style::Strong, Style::Emphasis, Style::Strike][at % 3].clone();
                builder.push_styled(part, style);
            }
            let block = Block::Paragraph(Paragraph {
                text: builder.finish(),
                indented: false,
            });
            assert_eq!(
                drawn(&page_of(vec![block], measure)),
                wanted,
                "{step} in {cells} cells"
            );
        }
    }
}
