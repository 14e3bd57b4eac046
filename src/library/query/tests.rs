use super::*;
use crate::text::Profile;

/// Reads `typed` and compares what is written of it; the open end is shown by `…`.
#[track_caller]
fn check(typed: &str, wanted: &str) {
    let query = Query::read(typed);
    assert_eq!(query.to_string().trim_end(), wanted, "{typed:?}");
    assert_eq!(Query::read(&query.to_string()), query, "{typed:?}");
}

#[test]
fn what_is_no_operator_is_a_word() {
    check("", "");
    check("  经济　发展 ", "经济 发展");
    check("http://example.org/a", "http://example.org/a");
    check("is:happy after:never", "is:happy after:never");
    check("C++ a-b", "C++ a-b");
    check("注意：安全", "注意：安全");
    check("\x1b[31m红", "红");
}

#[test]
fn marks_alone_ask_nothing() {
    for typed in [
        "-",
        "- -",
        "\"",
        "“”",
        "……",
        "title:",
        "标题： ",
        "is:",
        "-title:\"\"",
    ] {
        assert!(Query::read(typed).is_empty(), "{typed:?}");
    }
    check("- 经济", "经济");
}

#[test]
fn quotation_marks_hold_words_together() {
    check("\"the end\"", "\"the end\"");
    check("“经济 发展”乡村", "\"经济 发展\" 乡村");
    check("＂a b", "\"a b\"");
    check("所谓“改革”", "所谓 \"改革\"");
    check(
        "title:\"a b\" author：“张 三”",
        "title:\"a b\" author:\"张 三\"",
    );
}

#[test]
fn a_minus_excludes() {
    check("经济 -体育", "经济 -体育");
    check(
        "－“世界 杯” -title:足球 -is:read",
        "-\"世界 杯\" -title:足球 -is:read",
    );
    check("--x", "--x");
}

#[test]
fn operators_are_known_by_every_name() {
    check(
        "title:经济 ｔｉｔｌｅ：经济 标题：经济",
        "title:经济 title:经济 title:经济",
    );
    check("Author:Ann 作者：安", "author:Ann author:安");
    check(
        "source:频道 来源:“我 的” section:要闻 栏目：国际",
        "source:频道 source:\"我 的\" section:要闻 section:国际",
    );
    check(
        "is:unread 状态：收藏 is:Later is:reading is:已读",
        "is:unread is:starred is:later is:reading is:read",
    );
}

#[test]
fn days_are_read_as_they_are_written() {
    let first = [
        "2020",
        "2020-01",
        "2020-1-1",
        "2020年1月1日",
        "２０２０／１",
        "2020.1.1",
        "20200101",
    ];
    for typed in first {
        check(&format!("after:{typed}"), "after:2020-01-01");
    }
    check(
        "before:2020-09-17 早于：2021 自：2020年9月",
        "before:2020-09-17 before:2021-01-01 after:2020-09-01",
    );
    check(
        "after:2020-02-30 after:20 after:1-2-3-4",
        "after:2020-02-30 after:20 after:1-2-3-4",
    );
}

#[test]
fn only_the_word_that_is_being_typed_is_open() {
    let open = |typed: &str| {
        let query = Query::read(typed);
        let is_open = |term: &Term| matches!(term.ask, Ask::Words { open: true, .. });
        query.terms().iter().map(is_open).collect::<Vec<bool>>()
    };
    assert_eq!(open("rust eco"), [false, true]);
    assert_eq!(open("rust "), [false]);
    assert_eq!(open("\"rust"), [false]);
    assert_eq!(open("经济"), [false]);
    assert_eq!(open("title:eco"), [true]);
    assert_eq!(open("eco!"), [false]);
}

#[test]
fn what_is_typed_has_bounds() {
    let long = Query::read(&"词 ".repeat(5000));
    assert!(long.terms().len() <= 32);
    let wide = Query::read(&"字".repeat(5000));
    assert!(
        matches!(&wide.terms()[0].ask, Ask::Words { text, .. } if text.chars().count() == 1000)
    );
}

#[track_caller]
fn found(typed: &str, text: &str, wanted: &[&str]) {
    let hits = Query::read(typed).find(Field::Anywhere, text);
    let hits: Vec<&str> = hits.into_iter().map(|hit| &text[hit]).collect();
    assert_eq!(hits, wanted, "{typed:?} in {text:?}");
}

#[test]
fn words_are_found_where_they_stand() {
    found("发展", "經濟發展，发。展，发展", &["發展", "发展"]);
    found("经济 发展", "发展经济", &["发展", "经济"]);
    found(
        "rust",
        "Rust，ＲＵＳＴ and trust, rusty",
        &["Rust", "ＲＵＳＴ", "rusty"],
    );
    found("rust ", "rusty Rust", &["Rust"]);
    found("人人", "人人人", &["人人人"]);
    found("-人 is:unread title:人", "人", &[]);
    found("“state of”", "State-of-the-art", &["State-of"]);
    let title = Query::read("title:人 作者:己").find(Field::Title, "人己");
    assert_eq!(title, vec![0..3]);
}

#[track_caller]
fn shown(typed: &str, text: &str, cells: usize, wanted: &str) {
    let snippet = Query::read(typed).snippet(text, cells, Profile::default());
    let mut marked = snippet.text.clone();
    for hit in snippet.hits.iter().rev() {
        marked.insert(hit.end, ']');
        marked.insert(hit.start, '[');
    }
    let (before, behind) = (snippet.cut_before, snippet.cut_behind);
    let dots = |cut: bool| if cut { "…" } else { "" };
    assert_eq!(format!("{}{marked}{}", dots(before), dots(behind)), wanted);
}

#[test]
fn a_snippet_shows_what_was_looked_for() {
    let text = "春天来了，万物复苏。图书馆的琥珀展览开幕，\n一块琥珀引人驻足。";
    shown("琥珀", text, 20, "…馆的[琥珀]展览开幕，…");
    shown("没有", text, 10, "春天来了，…");
    shown("琥珀 驻足", text, 24, "…一块[琥珀]引人[驻足]。");
    shown("开幕 一块", text, 24, "…珀展览[开幕]， [一块]琥珀引…");
    shown("春天", "春天", 1, "…");
    shown("字", &"字".repeat(100), 4, "[字][字]…");
}
