//! What a reader does, as keys; what comes of it, as frames and effects.
//!
//! No terminal, no thread, no clock: messages go into the model, effects come
//! out, and the frame is read from the canvas.

use wenlan::Locale;
use wenlan::app::{
    Answer, Choices, Effect, Message, Model, Mouse, MouseKind, Origin, Reader, keys,
};
use wenlan::article::{Collection, Label, Section};
use wenlan::layout::Measure;
use wenlan::parse::{Hint, parse};
use wenlan::text::Profile;
use wenlan::view::{Canvas, draw};

fn fixture(bytes: &[u8]) -> Collection {
    let parsed = parse(bytes, &Hint::default());
    assert_eq!(parsed.complaints, []);
    parsed.collection
}

fn library() -> Collection {
    fixture(include_bytes!("fixtures/collection.json"))
}

/// A reader at a screen of this size, with a collection open.
struct Journey {
    model: Model,
    size: (u16, u16),
    effects: Vec<Effect>,
}

impl Journey {
    fn begin(size: (u16, u16), locale: Locale) -> Journey {
        let measure = Measure {
            locale,
            ..Measure::new(80)
        };
        let mut model = Model::new(Choices { locale, measure });
        let (columns, rows) = size;
        model.update(Message::Resized { columns, rows });
        let effects = model.open(vec![Origin::Named("library.json".into())]);
        Journey {
            model,
            size,
            effects,
        }
    }

    fn opened(size: (u16, u16)) -> Journey {
        Journey::begin(size, Locale::ZhHans).with(library())
    }

    fn with(mut self, collection: Collection) -> Journey {
        let origin = Origin::Named("library.json".into());
        self.tell(Message::Answer(Answer::Opened {
            origin,
            result: Ok((collection, 0)),
        }));
        self.effects.clear();
        self
    }

    fn tell(&mut self, message: Message) {
        let effects = self.model.update(message);
        self.effects.extend(effects);
    }

    fn press(mut self, text: &str) -> Journey {
        for key in keys(text) {
            self.tell(Message::Key(key));
        }
        self
    }

    fn point(mut self, kind: MouseKind, column: u16, row: u16) -> Journey {
        self.tell(Message::Mouse(Mouse { kind, column, row }));
        self
    }

    fn resized(mut self, columns: u16, rows: u16) -> Journey {
        self.size = (columns, rows);
        self.tell(Message::Resized { columns, rows });
        self
    }

    fn rows(&self) -> Vec<String> {
        let mut canvas = Canvas::new(self.size.0, self.size.1, self.model.measure().profile);
        draw(&self.model, &mut canvas);
        canvas.pictures()
    }

    fn frame(&self) -> String {
        self.rows().join("\n")
    }

    fn shows(&self, text: &str) -> bool {
        self.rows().iter().any(|row| row.contains(text))
    }

    /// The title of the open article.
    fn title(&self) -> &str {
        self.model
            .reader()
            .map_or("", |reader| reader.page().article().title.as_str())
    }
}

const SMALL: (u16, u16) = (40, 12);
const USUAL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

#[test]
fn frames_at_three_sizes() {
    for (columns, rows) in [SMALL, USUAL, LARGE] {
        let journey = Journey::opened((columns, rows));
        insta::assert_snapshot!(format!("list-{columns}x{rows}"), journey.frame());
        let journey = journey.press("<enter>");
        insta::assert_snapshot!(format!("reader-{columns}x{rows}"), journey.frame());
        let journey = journey.press("t");
        insta::assert_snapshot!(format!("outline-{columns}x{rows}"), journey.frame());
        let journey = journey.press("<esc>?");
        insta::assert_snapshot!(format!("help-{columns}x{rows}"), journey.frame());
        let journey = journey.press("q/开放<enter>n");
        insta::assert_snapshot!(format!("find-{columns}x{rows}"), journey.frame());
    }
}

#[test]
fn frames_in_english_and_in_ascii() {
    let english = Journey::begin(USUAL, Locale::En).with(library());
    insta::assert_snapshot!("english-80x24", english.frame());
    let mut wide = Journey::opened(USUAL);
    let profile = Profile {
        ambiguous_wide: true,
        probed: true,
        ..Profile::default()
    };
    wide.tell(Message::Found {
        profile,
        sizes: false,
    });
    insta::assert_snapshot!("ambiguous-wide-80x24", wide.frame());
}

#[test]
fn an_empty_screen_says_why() {
    let waiting = Journey::begin(USUAL, Locale::ZhHans);
    assert!(waiting.shows("正在读取"));
    let mut section = Journey::opened(USUAL).press("h");
    section.tell(Message::Answer(Answer::Opened {
        origin: Origin::Named("empty.json".into()),
        result: Ok((
            Collection {
                root: Section {
                    title: Label::new("空栏"),
                    ..Section::default()
                },
                ..Collection::default()
            },
            0,
        )),
    }));
    assert!(section.press("G").shows("这里没有文章"));
}

#[test]
fn with_nothing_to_read_the_reasons_are_told_and_the_program_ends() {
    let mut journey = Journey::begin(USUAL, Locale::ZhHans);
    let why = wenlan::sentence!("library.json: no such file", "library.json：没有这个文件");
    let origin = Origin::Named("library.json".into());
    journey.tell(Message::Answer(Answer::Opened {
        origin,
        result: Err(why.clone()),
    }));
    assert_eq!(journey.effects.pop(), Some(Effect::GiveUp(vec![why])));
}

#[test]
fn the_list_previews_what_is_under_its_cursor() {
    let journey = Journey::opened(LARGE);
    assert!(journey.title().starts_with("夜间阅览室"));
    let journey = journey.press("j");
    assert_eq!(journey.title(), "借阅证可以在手机上续期");
    let journey = journey.press("j");
    assert_eq!(journey.title(), "Notes on a Quiet Book");
    let journey = journey.press("jjj");
    assert_eq!(journey.title(), "Notes on a Quiet Book");
    assert!(journey.press("gk").title().starts_with("夜间阅览室"));
}

#[test]
fn sections_narrow_the_list_and_fold() {
    let journey = Journey::opened(LARGE).press("hj");
    assert!(journey.shows("要闻 1/2"));
    let journey = journey.press("jj");
    assert_eq!(journey.title(), "Notes on a Quiet Book");
    let journey = journey.press("hh");
    assert!(!journey.shows("书评"), "{}", journey.frame());
    assert!(journey.press("l").shows("书评"));
}

#[test]
fn an_article_is_read_by_pages_and_then_the_next() {
    let journey = Journey::opened(SMALL).press("<enter>");
    let first = journey.title().to_owned();
    let journey = journey.press("<space>");
    assert_eq!(journey.title(), first);
    let mut journey = journey;
    while journey.title() == first {
        journey = journey.press("<space>");
    }
    let journey = journey.press("K");
    assert_eq!(journey.title(), first);
    assert!(
        journey.shows("100%"),
        "it is where it was left\n{}",
        journey.frame()
    );
    assert!(journey.press("g").shows("首页 > 要闻"));
}

#[test]
fn a_resize_there_and_back_leaves_the_place_alone() {
    let mut journey = Journey::opened(SMALL).press("<enter>jjjj");
    let (before, place) = (journey.frame(), journey.model.reader().map(Reader::place));
    for (columns, rows) in [LARGE, (20, 5), USUAL, (9, 3), (200, 60), SMALL] {
        journey = journey.resized(columns, rows);
        assert_eq!(journey.model.reader().map(Reader::place), place);
    }
    assert_eq!(journey.frame(), before);
}

#[test]
fn words_are_found_while_they_are_typed() {
    let journey = Journey::opened(USUAL).press("<enter>/开放");
    assert!(journey.shows("/开放"));
    let journey = journey.press("<enter>");
    assert!(journey.shows("匹配 1/4"), "{}", journey.frame());
    let journey = journey.press("nnn");
    assert!(journey.shows("匹配 4/4"), "{}", journey.frame());
    assert!(journey.press("n").shows("查找已绕回"));
    let journey = Journey::opened(USUAL).press("<enter>/没有这些字<enter>");
    assert!(journey.shows("文中没有“没有这些字”"));
    assert!(!journey.press("<esc>").shows("匹配"));
}

#[test]
fn headings_are_reached_by_key_and_by_outline() {
    let journey = Journey::opened((40, 8)).press("<enter>]");
    assert!(journey.shows("第 1/2 节"));
    let journey = journey.press("]");
    assert!(journey.shows("第 2/2 节"));
    assert!(journey.press("]").shows("下面没有小标题了"));
    let journey = Journey::opened((40, 8)).press("<enter>tj<enter>");
    assert!(journey.shows("第 2/2 节"), "{}", journey.frame());
}

#[test]
fn addresses_go_to_the_browser_and_the_clipboard() {
    let journey = Journey::opened(USUAL).press("oy");
    let asked: Vec<String> = journey
        .effects
        .iter()
        .map(|effect| match effect {
            Effect::Browse(url) => format!("browse {url}"),
            Effect::Copy(text) => format!("copy {text}"),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        asked,
        [
            "browse https://example.org/night",
            "copy https://example.org/night"
        ]
    );
    let journey = Journey::opened(USUAL).press("f１<enter>");
    assert!(
        matches!(&journey.effects[..], [Effect::Browse(url)] if url.as_str() == "https://example.org/rules")
    );
    assert!(
        Journey::opened(USUAL)
            .press("f9<enter>")
            .shows("没有编号为“9”的链接")
    );
    assert!(Journey::opened(USUAL).press("jo").shows("这篇文章没有网址"));
}

#[test]
fn the_type_grows_and_the_page_stays_where_it_was() {
    let journey = Journey::opened(LARGE).press("<enter>z");
    let journey = journey.press("+");
    assert!(
        journey.shows("每行 32 字") || journey.shows("每行"),
        "{}",
        journey.frame()
    );
    let journey = journey.press("++++++");
    assert!(journey.shows("已是最大字号"));
    assert!(journey.press("------").shows("每行"));
}

#[test]
fn an_input_method_left_on_does_not_matter() {
    let journey = Journey::opened(LARGE).press("ｊ");
    assert_eq!(journey.title(), "借阅证可以在手机上续期");
    assert!(journey.press("？").shows("按键"));
}

#[test]
fn one_leaves_the_way_one_came() {
    let journey = Journey::opened(USUAL).press("<enter>z/开放<enter>q");
    assert_eq!(journey.effects, []);
    let journey = journey.press("qq");
    assert_eq!(journey.effects, []);
    assert_eq!(journey.press("q").effects, [Effect::Quit]);
    assert_eq!(
        Journey::opened(USUAL).press("<enter>Q").effects,
        [Effect::Quit]
    );
    assert_eq!(
        Journey::opened(USUAL).press("<enter>?<c-c>").effects,
        [Effect::Quit]
    );
}

#[test]
fn the_mouse_chooses_and_scrolls() {
    let journey = Journey::opened(LARGE).point(MouseKind::Press, 30, 4);
    assert_eq!(journey.title(), "借阅证可以在手机上续期");
    let journey = journey.point(MouseKind::Press, 3, 2);
    assert!(journey.shows("要闻 1/2"), "{}", journey.frame());
    let journey = Journey::opened((80, 10)).point(MouseKind::ScrollDown, 60, 3);
    assert!(!journey.shows("首页 > 要闻"), "{}", journey.frame());
}

#[test]
fn one_article_alone_has_the_whole_screen() {
    let mut alone = library();
    alone.root.sections[0].articles.truncate(1);
    alone.root.sections.truncate(1);
    let journey = Journey::begin(LARGE, Locale::ZhHans).with(alone);
    assert!(!journey.shows("栏目"));
    assert_eq!(journey.press("q").effects, [Effect::Quit]);
}

#[test]
fn no_screen_is_too_small_and_no_key_breaks_anything() {
    let all = "jkdu<space>bgGhl<enter><tab>JKnN[]t/开<enter>f1<enter>oy+-z?/x<enter><esc>q<s-tab><pgdn><up>";
    for columns in 0..45 {
        for rows in [0, 1, 2, 3, 4, 5, 6, 7, 9, 12] {
            let mut journey = Journey::opened((columns, rows));
            for key in keys(all) {
                journey.tell(Message::Key(key));
                assert_eq!(journey.rows().len(), usize::from(rows));
            }
        }
    }
}
