//! Articles that nobody would write, for properties that must hold of all.
#![allow(dead_code, reason = "no test uses all of them")]

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use wenlan::article::{
    Article, Block, Image, Label, List, ListItem, Marker, Moment, Note, Paragraph, RichText,
    RichTextBuilder, Section, Style, Table, Task, Url,
};

/// So many cases, the same ones every time.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_200_917),
        ..ProptestConfig::default()
    }
}

/// Text as strangers write it: marks, blanks, controls, half clusters.
pub(crate) fn raw() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[一-龥]{1,6}",
        4 => "[a-z0-9]{1,6}",
        3 => "[，。“”、！ \\\\\"*_\\[\\]<>&#|`~.:-]{1,3}",
        1 => Just("\u{3000}".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\u{301}".to_owned()),
        1 => Just("👩\u{200d}👧".to_owned()),
        1 => Just("\u{feff}".to_owned()),
        1 => "\\PC{1,2}",
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

pub(crate) fn label() -> impl Strategy<Value = Label> {
    raw().prop_map(|raw| Label::some(&raw).unwrap_or_else(|| Label::new("名")))
}

pub(crate) fn url() -> impl Strategy<Value = Url> {
    raw().prop_filter_map("empty", |raw| {
        Url::new(&format!("https://example.org/{raw}"))
    })
}

pub(crate) fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::Emphasis),
        Just(Style::Strong),
        Just(Style::Strike),
        Just(Style::Highlight),
        Just(Style::Code),
        Just(Style::Superscript),
        Just(Style::Subscript),
        url().prop_map(Style::Link),
        label().prop_map(Style::Ruby),
        label().prop_map(Style::NoteMark),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Push(String),
    Open(Style),
    Close,
    Trim,
}

pub(crate) fn rich() -> impl Strategy<Value = RichText> {
    let step = prop_oneof![
        4 => raw().prop_map(Step::Push),
        2 => style().prop_map(Step::Open),
        2 => Just(Step::Close),
        1 => Just(Step::Trim),
    ];
    vec(step, 0..9).prop_map(|steps| {
        let mut text = RichTextBuilder::default();
        for step in steps {
            match step {
                Step::Push(raw) => text.push(&raw),
                Step::Open(style) => text.open(style),
                Step::Close => text.close(),
                Step::Trim => text.trim_end(char::is_whitespace),
            }
        }
        text.finish()
    })
}

pub(crate) fn marker() -> impl Strategy<Value = Marker> {
    proptest::sample::select(vec![
        Marker::Bullet,
        Marker::None,
        Marker::Decimal,
        Marker::LowerLatin,
        Marker::UpperLatin,
        Marker::LowerRoman,
        Marker::UpperRoman,
        Marker::Han,
        Marker::HanParenthesized,
        Marker::Circled,
    ])
}

pub(crate) fn block() -> impl Strategy<Value = Block> {
    let paragraph =
        (rich(), any::<bool>()).prop_map(|(text, indented)| Paragraph { text, indented });
    let image = (option::of(url()), label(), rich());
    let table = (rich(), vec(vec(rich(), 0..3), 0..4), 0..3_usize);
    let leaf = prop_oneof![
        4 => paragraph.prop_map(Block::Paragraph),
        2 => raw().prop_map(|raw| Block::paragraph(&raw)),
        1 => (1..=6_u8, rich()).prop_map(|(level, text)| Block::Heading { level, text }),
        1 => (option::of(label()), rich()).prop_map(|(language, text)| Block::Code { language, text }),
        1 => image.prop_map(|(url, alt, caption)| Block::Image(Image { url, alt, caption })),
        1 => table.prop_map(|(caption, rows, head_rows)| {
            let head_rows = head_rows.min(rows.len());
            Block::Table(Table { caption, head_rows, rows })
        }),
        1 => Just(Block::Rule),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let task =
            option::of(any::<bool>().prop_map(|done| if done { Task::Done } else { Task::Open }));
        let item =
            (task, vec(inner.clone(), 0..3)).prop_map(|(task, blocks)| ListItem { task, blocks });
        let list = (marker(), any::<u32>(), vec(item, 0..3));
        prop_oneof![
            list.prop_map(|(marker, start, items)| Block::List(List {
                marker,
                start,
                items
            })),
            vec(inner.clone(), 0..3).prop_map(Block::Quote),
            (label(), vec(inner, 0..3))
                .prop_map(|(label, blocks)| Block::Note(Note { label, blocks })),
        ]
    })
}

pub(crate) fn moment() -> impl Strategy<Value = Moment> {
    use jiff::civil::{Date, Time};
    let date =
        (1000..=9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| Date::constant(y, m, d));
    let time = (0..24_i8, 0..60_i8, 0..60_i8).prop_map(|(h, m, s)| Time::constant(h, m, s, 0));
    let offset = option::of(-720..=840_i32);
    (date, option::of((time, offset)), any::<bool>()).prop_map(|(date, time, whole)| match time {
        None if whole => Moment::day(date),
        None => Moment::month(date),
        Some((time, minutes)) => {
            let offset =
                minutes.map(|m| jiff::tz::Offset::from_seconds(m * 60).expect("half a day"));
            Moment::time(date.to_datetime(time), offset)
        }
    })
}

pub(crate) fn article() -> impl Strategy<Value = Article> {
    let names = || vec(label(), 0..3);
    let head = (
        option::of(label()),
        option::of(url()),
        label(),
        option::of(label()),
        names(),
        names(),
        names(),
    );
    let rest = (
        option::of(moment()),
        option::of(moment()),
        option::of(label()),
        option::of(rich()),
        names(),
        option::of(url()),
        vec(block(), 0..5),
    );
    (head, rest).prop_map(|(head, rest)| Article {
        id: head.0,
        url: head.1,
        title: head.2,
        subtitle: head.3,
        breadcrumb: head.4,
        authors: distinct(head.5),
        sources: distinct(head.6),
        published: rest.0,
        updated: rest.1,
        language: rest.2,
        summary: rest.3.filter(|text| !text.is_empty()),
        tags: rest.4,
        image: rest.5,
        body: rest.6,
        received: None,
    })
}

fn distinct(mut labels: Vec<Label>) -> Vec<Label> {
    labels.sort();
    labels.dedup();
    labels
}

pub(crate) fn section() -> impl Strategy<Value = Section> {
    let leaf = (label(), vec(article(), 0..2)).prop_map(|(title, articles)| Section {
        title,
        articles,
        sections: Vec::new(),
    });
    leaf.prop_recursive(3, 6, 2, |inner| {
        (label(), vec(article(), 0..2), vec(inner, 0..2)).prop_map(|(title, articles, sections)| {
            Section {
                title,
                articles,
                sections,
            }
        })
    })
}
