//! What a reader does, as keys; what comes of it, as frames and effects.
//!
//! No terminal, no thread, no clock: messages go into the model, effects come
//! out, and the frame is read from the canvas.

mod journey;

use journey::{Journey, named};
use wenlan::app::{Answer, Effect, Fetching, Message, MouseKind, Origin, Reader, keys};
use wenlan::article::{Collection, Label, Place, Section};
use wenlan::locale::Sentence;
use wenlan::parse::{Bodies, Hint, parse};
use wenlan::picture::Pixels;
use wenlan::text::Profile;
use wenlan::{Locale, sentence};

fn fixture(bytes: &[u8]) -> Collection {
    let hint = Hint {
        bodies: Bodies::Kept,
        ..Hint::default()
    };
    let parsed = parse(bytes, &hint);
    assert_eq!(parsed.complaints, []);
    parsed.collection
}

fn library() -> Collection {
    fixture(include_bytes!("fixtures/collection.json"))
}

fn opened(size: (u16, u16)) -> Journey {
    Journey::opened(size, &library())
}

const SMALL: (u16, u16) = (40, 12);
const USUAL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

#[test]
fn frames_at_three_sizes() {
    for (columns, rows) in [SMALL, USUAL, LARGE] {
        let journey = opened((columns, rows));
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
    let english = Journey::begin(USUAL, Locale::En).with(&library());
    insta::assert_snapshot!("english-80x24", english.frame());
    let mut wide = opened(USUAL);
    let profile = Profile {
        ambiguous_wide: true,
        probed: true,
        ..Profile::default()
    };
    wide.tell(Message::Found {
        profile,
        sizes: false,
        cell: None,
    });
    insta::assert_snapshot!("ambiguous-wide-80x24", wide.frame());
}

#[test]
fn an_empty_screen_says_why() {
    let waiting = Journey::begin(USUAL, Locale::ZhHans);
    assert!(waiting.shows("正在读取"));
    let mut section = opened(USUAL).press("h");
    let empty = Collection {
        root: Section {
            title: Label::new("空栏"),
            ..Section::default()
        },
        ..Collection::default()
    };
    section.put("empty.json", &empty);
    section.tell(Message::Answer(Answer::Opened {
        origin: Origin::Named("empty.json".into()),
        result: Ok(0),
    }));
    assert!(section.press("G").shows("这里没有文章"));
}

#[test]
fn with_nothing_to_read_the_reasons_are_told_and_the_program_ends() {
    let mut journey = Journey::begin(USUAL, Locale::ZhHans);
    let why = wenlan::sentence!("library.json: no such file", "library.json：没有这个文件");
    journey.tell(Message::Answer(Answer::Opened {
        origin: named(),
        result: Err(why.clone()),
    }));
    assert_eq!(journey.effects.pop(), Some(Effect::GiveUp(vec![why])));
}

#[test]
fn the_list_previews_what_is_under_its_cursor() {
    let journey = opened(LARGE);
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
fn a_reader_that_comes_into_sight_shows_what_is_under_the_cursor() {
    let journey = opened(SMALL).press("j").resized(120, 40);
    assert_eq!(journey.title(), "借阅证可以在手机上续期");
    let journey = journey.resized(40, 12).press("j").resized(120, 40);
    assert_eq!(journey.title(), "Notes on a Quiet Book");
}

#[test]
fn what_is_typed_ahead_is_for_the_article_to_come() {
    let mut journey = opened(SMALL).press("<enter>");
    let before = journey.frame();
    let typed = keys("JGJ/Quiet");
    let asked = typed.into_iter().map(Message::Key);
    let asked = asked.flat_map(|key| journey.model.update(key)).collect();
    assert!(journey.title().starts_with("夜间阅览室"));
    journey.ask(asked);
    assert_eq!(journey.title(), "Notes on a Quiet Book");
    assert!(journey.shows("/Quiet"), "{}", journey.frame());
    assert_eq!(journey.press("<enter>KK").frame(), before);
}

#[test]
fn sections_narrow_the_list_and_fold() {
    let journey = opened(LARGE).press("hj");
    assert!(journey.shows("要闻 1/2"));
    let journey = journey.press("jj");
    assert_eq!(journey.title(), "Notes on a Quiet Book");
    let journey = journey.press("hh");
    assert!(!journey.shows("    书评"), "{}", journey.frame());
    assert!(journey.press("l").shows("    书评"));
}

#[test]
fn an_article_is_read_by_pages_and_then_the_next() {
    let journey = opened(SMALL).press("<enter>");
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
    let mut journey = opened(SMALL).press("<enter>jjjj");
    let (before, place) = (journey.frame(), journey.model.reader().map(Reader::place));
    for (columns, rows) in [LARGE, (20, 5), USUAL, (9, 3), (200, 60), SMALL] {
        journey = journey.resized(columns, rows);
        assert_eq!(journey.model.reader().map(Reader::place), place);
    }
    assert_eq!(journey.frame(), before);
}

#[test]
fn words_are_found_while_they_are_typed() {
    let journey = opened(USUAL).press("<enter>/开放");
    assert!(journey.shows("/开放"));
    let journey = journey.press("<enter>");
    assert!(journey.shows("匹配 1/4"), "{}", journey.frame());
    let journey = journey.press("nnn");
    assert!(journey.shows("匹配 4/4"), "{}", journey.frame());
    assert!(journey.press("n").shows("查找已绕回"));
    let journey = opened(USUAL).press("<enter>/没有这些字<enter>");
    assert!(journey.shows("文中没有“没有这些字”"));
    assert!(!journey.press("<esc>").shows("匹配"));
}

#[test]
fn headings_are_reached_by_key_and_by_outline() {
    let journey = opened((40, 8)).press("<enter>]");
    assert!(journey.shows("第 1/2 节"));
    let journey = journey.press("]");
    assert!(journey.shows("第 2/2 节"));
    assert!(journey.press("]").shows("下面没有小标题了"));
    let journey = opened((40, 8)).press("<enter>tj<enter>");
    assert!(journey.shows("第 2/2 节"), "{}", journey.frame());
}

#[test]
fn addresses_go_to_the_browser_and_the_clipboard() {
    let journey = opened(USUAL).press("oy");
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
    let journey = opened(USUAL).press("f１<enter>");
    assert!(
        matches!(&journey.effects[..], [Effect::Browse(url)] if url.as_str() == "https://example.org/rules")
    );
    assert!(
        opened(USUAL)
            .press("f9<enter>")
            .shows("没有编号为“9”的链接")
    );
    assert!(opened(USUAL).press("jo").shows("这篇文章没有网址"));
}

#[test]
fn the_type_grows_and_the_page_stays_where_it_was() {
    let journey = opened(LARGE).press("<enter>z");
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
    let journey = opened(LARGE).press("ｊ");
    assert_eq!(journey.title(), "借阅证可以在手机上续期");
    assert!(journey.press("？").shows("按键"));
}

#[test]
fn one_leaves_the_way_one_came() {
    let journey = opened(USUAL).press("<enter>z/开放<enter>q");
    assert_eq!(journey.effects, []);
    let journey = journey.press("qq");
    assert_eq!(journey.effects, []);
    assert_eq!(journey.press("q").effects, [Effect::Quit]);
    assert_eq!(opened(USUAL).press("<enter>Q").effects, [Effect::Quit]);
    assert_eq!(opened(USUAL).press("<enter>?<c-c>").effects, [Effect::Quit]);
}

#[test]
fn the_mouse_chooses_and_scrolls() {
    let journey = opened(LARGE).point(MouseKind::Press, 30, 4);
    assert_eq!(journey.title(), "借阅证可以在手机上续期");
    let journey = journey.point(MouseKind::Press, 3, 2);
    assert!(journey.shows("要闻 1/2"), "{}", journey.frame());
    let journey = opened((80, 10)).point(MouseKind::ScrollDown, 60, 3);
    assert!(!journey.shows("首页 > 要闻"), "{}", journey.frame());
}

#[test]
fn one_article_alone_has_the_whole_screen() {
    let mut alone = library();
    alone.root.sections[0].articles.truncate(1);
    alone.root.sections.truncate(1);
    let journey = Journey::begin(LARGE, Locale::ZhHans).with(&alone);
    assert!(!journey.shows("栏目"));
    assert_eq!(journey.press("q").effects, [Effect::Quit]);
}

#[test]
fn no_screen_is_too_small_and_no_key_breaks_anything() {
    let all = "jkdu<space>bgGhl<enter><tab>JKnN[]t/开<enter>f1<enter>oy+-z?/x<enter><esc>q<s-tab><pgdn><up>";
    for columns in 0..45 {
        for rows in [0, 1, 2, 3, 4, 5, 6, 7, 9, 12] {
            let mut journey = opened((columns, rows));
            for key in keys(all) {
                journey.tell(Message::Key(key));
                assert_eq!(journey.rows().len(), usize::from(rows));
            }
        }
    }
}

/// A library of two sources that have delivered the same collection each.
fn kept(size: (u16, u16)) -> Journey {
    let mut journey = Journey::new(size, Locale::ZhHans, true);
    journey.put("https://example.org/a", &library());
    journey.put("https://example.org/b", &library());
    journey.kept()
}

#[test]
fn frames_of_a_library() {
    for (columns, rows) in [SMALL, USUAL, LARGE] {
        let journey = kept((columns, rows));
        insta::assert_snapshot!(format!("library-{columns}x{rows}"), journey.frame());
        let journey = journey.press("h");
        insta::assert_snapshot!(format!("library-tree-{columns}x{rows}"), journey.frame());
    }
}

#[test]
fn what_is_opened_counts_as_read_and_what_is_passed_over_does_not() {
    let journey = kept(LARGE).press("jj");
    assert_eq!(journey.unread(), 6);
    let journey = journey.press("<enter>");
    assert_eq!(journey.unread(), 5);
    let journey = journey.press("q");
    assert!(
        journey.shows("  借阅证可以在手机上续期"),
        "{}",
        journey.frame()
    );
}

#[test]
fn marks_are_set_and_taken_back_one_by_one() {
    let journey = kept(LARGE).press("swm");
    assert!(journey.shows("★ 2026-03-02") && journey.shows("已读"));
    assert!(journey.shows("★ 收藏         1"), "{}", journey.frame());
    assert_eq!(journey.unread(), 5);
    let journey = journey.press("U");
    assert_eq!(journey.unread(), 6);
    assert!(journey.shows("已撤销“已读”，1 篇"));
    let journey = journey.press("UU");
    assert!(!journey.shows("★ 2026-03-02"), "{}", journey.frame());
    assert!(journey.press("U").shows("没有可撤销的标记"));
}

#[test]
fn what_is_starred_can_still_be_read() {
    let journey = kept(LARGE).press("s<enter>");
    assert_eq!(journey.unread(), 5);
    let journey = journey.press("hhjl");
    assert!(journey.shows(" 收藏 1 "), "{}", journey.frame());
}

#[test]
fn all_of_a_list_become_read_at_once_and_back() {
    let journey = kept(USUAL).press("A");
    assert_eq!(journey.unread(), 0);
    assert!(journey.shows("全部标为已读（按 U 撤销）"));
    let journey = journey.press("A");
    assert!(journey.shows("这里没有未读的文章"), "{}", journey.frame());
    assert_eq!(journey.press("U").unread(), 6);
}

#[test]
fn space_reads_through_all_that_is_unread() {
    let mut journey = kept(SMALL).press("<enter>");
    let mut titles = vec![journey.title().to_owned()];
    for _ in 0..200 {
        journey = journey.press("<space>");
        if titles.last().map(String::as_str) != Some(journey.title()) {
            titles.push(journey.title().to_owned());
        }
    }
    assert_eq!(journey.unread(), 0);
    assert!(journey.shows("全部读完了"), "{}", journey.frame());
    assert_eq!(titles.len(), 3, "{titles:?}");
}

#[test]
fn the_next_unread_article_may_stand_in_the_next_source() {
    let journey = kept(LARGE).press("hG");
    // The last row is the last section of the second source.
    assert!(journey.shows("书评 1/1"), "{}", journey.frame());
    let journey = journey.press("l<enter>n");
    assert!(journey.shows("山城图书馆 2/3 未读"), "{}", journey.frame());
    assert_eq!(journey.unread(), 4);
}

#[test]
fn the_library_is_searched_while_words_are_typed() {
    let journey = kept(LARGE).press("/续");
    assert!(
        journey.shows("搜索：续") && journey.shows("全部：续"),
        "{}",
        journey.frame()
    );
    let journey = journey.press("期");
    assert!(
        journey.shows("打开小程序，点“续期”即可"),
        "{}",
        journey.frame()
    );
    assert!(!journey.shows("Notes on a Quiet Book"));
    let journey = journey.press("<enter>");
    assert_eq!(journey.title(), "借阅证可以在手机上续期");
    let journey = journey.press("q");
    assert!(journey.shows("未读 6"), "{}", journey.frame());
    let journey = journey.press("/没有这样的词");
    assert!(
        journey.shows("没有找到“没有这样的词”"),
        "{}",
        journey.frame()
    );
    assert!(journey.press("<esc>").shows("未读 6"));
}

#[test]
fn a_list_is_narrowed_and_sorted() {
    let journey = kept(LARGE).press("=title:quiet<enter>");
    assert!(
        journey.shows("未读：title:quiet 1/2"),
        "{}",
        journey.frame()
    );
    let journey = journey.press("q").press("O");
    assert!(journey.shows("排序：最早在前"));
    assert!(
        journey.rows()[1].contains("● Notes on a Quiet Book"),
        "{}",
        journey.frame()
    );
}

#[test]
fn an_article_is_found_again_where_it_was_left() {
    let mut journey = kept(SMALL).press("<enter>jjjj");
    let (frame, place) = (journey.frame(), journey.model.reader().map(Reader::place));
    journey.tell(Message::Paused);
    let mut again = Journey::over(journey, (120, 40));
    again = again.press("hgl<enter>");
    assert_eq!(again.model.reader().map(Reader::place), place);
    let again = again.resized(40, 12);
    assert_eq!(again.frame().lines().nth(3), frame.lines().nth(3));
}

#[test]
fn one_goes_back_to_what_was_read_before() {
    let journey = kept(LARGE).press("<enter>J");
    assert!(journey.press("JH").title().starts_with("夜间阅览室"));
}

#[test]
fn what_arrives_moves_neither_the_cursor_nor_the_reader() {
    let mut journey = kept(SMALL).press("jj");
    let before = journey.frame();
    let mut more = library();
    more.root.sections[0].articles[0].title = Label::new("新到的一篇");
    more.root.sections[0].articles[0].id = Label::some("new");
    journey.put("https://example.org/a", &more);
    journey.tell(Message::Answer(Answer::Fetching(fetched(1))));
    assert!(journey.shows("新文章 1 篇"));
    let after = journey.press("<c-l>");
    assert_eq!(after.cursor(), "借阅证可以在手机上续期");
    assert_ne!(after.frame(), before);
}

/// The last word on a source that brought so many new articles.
fn fetched(new: usize) -> Fetching {
    Fetching {
        done: 1,
        of: 1,
        new,
        ..Fetching::default()
    }
}

#[test]
fn what_arrives_leaves_an_article_open_that_its_list_has_lost() {
    for size in [SMALL, USUAL, LARGE] {
        let mut journey = kept(size).press("<enter><space>");
        // It has been read, so that it does not stand among the unread any more.
        let (title, place) = (journey.title().to_owned(), place(&journey));
        let mut more = library();
        more.root.sections[0].articles[0].title = Label::new("新到的一篇");
        more.root.sections[0].articles[0].id = Label::some("new");
        journey.put("https://example.org/a", &more);
        journey.tell(Message::Answer(Answer::Fetching(fetched(1))));
        let journey = journey.press("<c-l>");
        assert_eq!((journey.title(), self::place(&journey)), (&*title, place));
        assert_eq!(journey.cursor(), title);
        assert!(journey.press("J").press("K").title() != "");
    }
}

fn place(journey: &Journey) -> Option<Place> {
    journey.model.reader().map(Reader::place)
}

#[test]
fn only_the_library_is_fetched_and_marked() {
    let journey = opened(USUAL).press("R");
    assert!(journey.shows("wenlan add"), "{}", journey.frame());
    assert!(opened(USUAL).press("s").shows("wenlan add"));
    let journey = kept(USUAL).press("R");
    assert_eq!(journey.effects, [Effect::Refresh(Vec::new())]);
    let journey = journey.press("R");
    assert!(journey.shows("正在更新"), "{}", journey.frame());
    let mut journey = journey.press("<c-g>");
    assert_eq!(journey.effects.last(), Some(&Effect::StopFetching));
    // What was under way comes first, and does not begin it anew.
    let going = |broken_off| Fetching {
        of: 3,
        broken_off,
        ..fetched(1)
    };
    journey.tell(Message::Answer(Answer::Fetching(going(None))));
    let stopped = Some(sentence!("stopped", "停了"));
    journey.tell(Message::Answer(Answer::Fetching(going(stopped))));
    assert!(journey.shows("停了") && !journey.shows("更新 1/3"));
    let journey = journey.press("R");
    assert_eq!(journey.effects.last(), Some(&Effect::Refresh(Vec::new())));
}

#[test]
fn pictures_are_asked_for_and_fetched_when_the_person_says_so() {
    let shown = "<p>前。</p><img src='https://example.org/a.png' alt='山'><p>后。</p>";
    let json = format!(r#"[{{"title": "有图", "content_html": "{shown}"}}]"#);
    let mut journey = Journey::opened(USUAL, &fixture(json.as_bytes()));
    assert!(journey.effects.is_empty(), "the terminal shows no pictures");
    assert!(journey.shows("山"));
    journey.tell(Message::Found {
        profile: Profile::default(),
        sizes: false,
        cell: Some(Pixels {
            width: 8,
            height: 16,
        }),
    });
    let asked = |journey: &mut Journey| match journey.effects.pop() {
        Some(Effect::Pictures {
            id, urls, fetch, ..
        }) => (id, urls, fetch),
        other => panic!("{other:?} is asked"),
    };
    let (id, urls, fetch) = asked(&mut journey);
    assert_eq!(urls[0].as_str(), "https://example.org/a.png");
    assert!(!fetch);
    journey.tell(Message::Answer(Answer::Picture {
        id,
        url: urls[0].clone(),
        result: Ok(None),
    }));
    assert!(journey.effects.is_empty(), "it is asked for once");
    let mut journey = journey.press("i");
    assert!(asked(&mut journey).2, "now it may be fetched");
    journey.tell(Message::Answer(Answer::Picture {
        id,
        url: urls[0].clone(),
        result: Err(Sentence {
            en: "it is gone".into(),
            zh: "图片没有了".into(),
        }),
    }));
    assert!(journey.shows("图片没有了"));
}

#[test]
fn a_source_tells_how_it_is() {
    let journey = kept(USUAL).press("v");
    assert!(
        journey.shows("地址：https://example.org/"),
        "{}",
        journey.frame()
    );
    assert!(journey.shows("上次取得：从未"));
    assert!(!journey.press("q").shows("上次取得"));
}

#[test]
fn one_that_cannot_be_opened_keeps_no_other_from_being_read() {
    let named = |name: &str| Origin::Named(name.to_owned());
    let opened = |origin, result| Message::Answer(Answer::Opened { origin, result });
    let failed = || opened(named("b"), Err(sentence!("no such file", "没有这个文件")));
    let model = || Journey::new(USUAL, Locale::ZhHans, false).model;
    let gives_up = |effects: &[Effect]| effects.iter().any(|it| matches!(it, Effect::GiveUp(_)));
    let mut two = model();
    two.open(vec![named("a"), named("b")]);
    assert!(!gives_up(&two.update(opened(named("a"), Ok(0)))));
    // The tree has not been told yet.
    assert!(!gives_up(&two.update(failed())));
    let mut one = model();
    one.open(vec![named("b")]);
    assert!(gives_up(&one.update(failed())));
}
