//! A mapping and what came in, articles out.

mod errands;

use proptest::prelude::*;
use serde_json::Value;

use super::{Mapping, propose};
use crate::article::{Article, Block, Label, Url};
use crate::locale::Locale;
use crate::parse::json::read;
use crate::parse::shown::lines;
use crate::parse::{Hint, Parsed};

fn mapping(toml: &str) -> Mapping {
    Mapping::parse(toml).unwrap_or_else(|faults| panic!("{toml}: {faults:?}"))
}

/// `栏目 | 题 | 日期 | 作者 | 网址 | 正文`
fn line(way: &[&Label], article: &Article) -> String {
    let join = |labels: Vec<&str>| labels.join("、");
    let url = article.url.as_ref().map_or("", Url::as_str);
    let texts: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
    let date = article
        .published
        .map(|date| date.to_string())
        .unwrap_or_default();
    let way: Vec<&str> = way.iter().map(|label| label.as_str()).collect();
    let authors = join(article.authors.iter().map(Label::as_str).collect());
    [
        way.join(" > "),
        article.title.to_string(),
        date,
        authors,
        url.to_owned(),
        texts.join("/"),
    ]
    .join(" | ")
}

#[track_caller]
fn compare(parsed: &Parsed, wanted: &[&str], complaints: &[&str]) {
    let all = lines(&parsed.collection.root, line);
    assert_eq!(all, wanted, "{:?}", parsed.complaints);
    let told: Vec<String> = parsed
        .complaints
        .iter()
        .map(|it| format!("{} {}", it.at, it.what.en))
        .collect();
    let is_told = |(told, wanted): (&String, &&str)| told.contains(wanted);
    assert!(
        told.len() == complaints.len() && told.iter().zip(complaints).all(is_told),
        "{told:?}"
    );
}

/// Reads a document by a mapping and compares its articles and complaints.
#[track_caller]
fn check(toml: &str, json: &str, wanted: &[&str], complaints: &[&str]) {
    let document: Value = serde_json::from_str(json).expect("it is JSON");
    let base = Url::new("https://e.org/api/");
    let hint = Hint {
        base,
        ..Hint::default()
    };
    compare(&mapping(toml).read(document, &hint), wanted, complaints);
}

#[test]
fn fields_come_from_where_the_mapping_says() {
    check(
        r#"
        [articles]
        at = "/data/list"
        zone = "+08:00"
        title = ["/none", "/name"]
        body = { all = ["/lead", ["/html", "/text"]] }
        published = { at = "/day", format = "%d/%m/%Y %H:%M" }
        authors = { at = "/by", filters = ["split:/"] }
        url = { template = "/a/{/id}" }
        section = { all = [{ value = "站" }, "root:/data/name"] }
        "#,
        r#"{"data": {"name": "要闻", "list": [
            {"id": "一 二", "name": "A &amp; B", "lead": "引。", "html": "<p>文。</p>", "text": "文。", "day": "17/09/2020 08:00", "by": "甲/ 乙"},
            {"id": 2, "name": "题", "text": "文。", "day": "18/09/2020 08:00", "by": "丙"}]}}"#,
        &[
            "站 > 要闻 | A & B | 2020-09-17T08:00:00+08:00 | 甲、乙 | https://e.org/a/%E4%B8%80%20%E4%BA%8C | 引。/文。",
            "站 > 要闻 | 题 | 2020-09-18T08:00:00+08:00 | 丙 | https://e.org/a/2 | 文。",
        ],
        &[],
    );
}

#[test]
fn a_passage_behind_others_may_have_a_heading() {
    check(
        r#"
        [articles]
        at = ""
        title = "/t"
        body = { all = ["/lead", { at = "$.notes[*]", heading = "注释" }] }
        "#,
        r#"[{"t": "一", "lead": "引。", "notes": ["甲。", "乙。"]}, {"t": "二", "notes": ["丙。"]}]"#,
        &[
            " | 一 |  |  |  | 引。/注释/甲。/乙。",
            " | 二 |  |  |  | 丙。",
        ],
        &[],
    );
}

#[test]
fn a_picture_may_be_an_object_and_an_update_is_none_on_the_day_of_publishing() {
    let toml = "[articles]\nat = ''\ntitle = '/t'\nupdated = '/d'\npublished = '/d'\nimage = '/i'";
    let json = r#"{"t": "一", "d": "2020-09-17", "i": {"alt": "桥", "url": "/a.png"}}"#;
    let hint = Hint {
        base: Url::new("https://e.org/api/"),
        ..Hint::default()
    };
    let parsed = mapping(toml).read_saved(json.as_bytes(), &hint);
    let article = &parsed.collection.root.articles[0];
    assert_eq!(
        article.image.as_ref().map(Url::as_str),
        Some("https://e.org/a.png")
    );
    assert!(article.published.is_some() && article.updated.is_none());
}

#[test]
fn a_saved_answer_is_read_in_the_charset_of_the_mapping() {
    let toml = "[request]\ncharset = 'gbk'\n[articles]\nat = ''\ntitle = '/t'";
    let parsed = mapping(toml).read_saved(b"{\"t\": \"\xd2\xbb\"}", &Hint::default());
    assert_eq!(parsed.collection.root.articles[0].title.as_str(), "一");
}

#[test]
fn articles_stand_in_a_list_in_nested_ones_or_alone() {
    let nested = r#"{"sections": [{"name": "甲", "articles": [{"t": "一"}]}, {"name": "乙", "articles": [{"t": "二"}]}]}"#;
    let toml =
        |at: &str| format!("[articles]\nat = '{at}'\ntitle = '/t'\nsection = 'parent:/name'");
    let wanted = ["甲 | 一 |  |  |  | ", "乙 | 二 |  |  |  | "];
    check(&toml("$.sections[*].articles[*]"), nested, &wanted, &[]);
    check(&toml("$.sections[*].articles"), nested, &wanted, &[]);
    check(
        "[articles]\nat = ''\ntitle = '/t'",
        r#"{"t": "一"}"#,
        &[" | 一 |  |  |  | "],
        &[],
    );
    check(
        "[articles]\nat = ['/x', '/y']\ntitle = '/t'",
        r#"{"y": [{"t": "一"}, null, 7]}"#,
        &[" | 一 |  |  |  | "],
        &["/y/1 this has neither"],
    );
}

#[test]
fn a_body_is_read_in_the_markup_that_is_said() {
    let body = |markup: &str, text: &str, wanted: &str| {
        let toml = format!(
            "[articles]\nat = ''\ntitle = '/t'\nbody = {{ at = '/b', markup = '{markup}' }}"
        );
        let json = serde_json::json!({"t": "题", "b": text}).to_string();
        check(&toml, &json, &[&format!(" | 题 |  |  |  | {wanted}")], &[]);
    };
    body("text", "<p>文</p>", "<p>文</p>");
    body("html", "<p>文</p>", "文");
    body("auto", "<p>文</p>", "文");
    body("markdown", "*文*", "文");
    body(
        "extract",
        "<html><body><article><p>文。</p></article></body></html>",
        "文。",
    );
    body("blocks", r#"[{"type": "paragraph", "text": "文"}]"#, "文");
}

#[test]
fn what_leads_to_nothing_is_told_with_its_line_and_place() {
    check(
        "[articles]\nat = '/list'\ntitle = '/t'\nsummary = '/none'\npublished = '/d'\nbody = 'detail:/b'",
        r#"{"list": [{"t": "一", "d": "昨天"}, {"t": "二", "d": "昨天"}]}"#,
        &[" | 一 |  |  |  | ", " | 二 |  |  |  | "],
        &[
            "/list/0/d “昨天” is no date of the form that line 5",
            "/list/0 line 4 of the mapping leads to nothing",
        ],
    );
    let nothing =
        mapping("[articles]\nat = '/none'\ntitle = '/t'").read(Value::Null, &Hint::default());
    assert!(nothing.refused && nothing.complaints[0].what.en.contains("finds no article"));
}

#[test]
fn an_answer_that_failed_is_told_in_its_own_words() {
    let toml = "[answer]\nsuccess = '/code'\nis = 0\nerror = '/msg'\n[articles]\nat = '/list'\ntitle = '/t'";
    check(
        toml,
        r#"{"code": 0, "list": [{"t": "一"}]}"#,
        &[" | 一 |  |  |  | "],
        &[],
    );
    check(
        toml,
        r#"{"code": 7, "msg": "请先登录", "list": []}"#,
        &[],
        &["the source says: “请先登录”"],
    );
}

#[track_caller]
fn faults(toml: &str, wanted: &[&str]) {
    let faults = Mapping::parse(toml).expect_err("it is wrong");
    let told: Vec<String> = faults
        .iter()
        .map(|it| format!("{} {}", it.at, it.what.en))
        .collect();
    let is_told = |(told, wanted): (&String, &&str)| told.starts_with(wanted);
    assert!(
        told.len() == wanted.len() && told.iter().zip(wanted).all(is_told),
        "{told:?}"
    );
    assert!(faults.iter().all(|fault| !fault.what.zh.is_empty()));
}

#[test]
fn what_is_wrong_with_a_mapping_is_told_with_its_line() {
    faults("name = ", &["1:8 this is no TOML"]);
    faults("name = '站'", &["1:1 there is no [articles]"]);
    faults("[articles]\ntitle = '/t'", &["1:1 “at” is missing"]);
    faults(
        "[articles]\nat = '/x'\ntitel = '/t'\ntitle = 't'\nbody = 7\nurl = { template = '{$.a[}' }\ndate = 1",
        &[
            "3:1 “titel” means nothing here",
            "4:9 “t” is no path",
            "5:8 a field is a path",
            "6:20 this is no JSONPath",
            "7:1 “date” means nothing here",
        ],
    );
    faults(
        "[articles]\nat = '/x'\nzone = 'Nowhere'\ntitle = { at = '/t', value = 't' }\nbody = { at = '/b', markup = 'rtf', filters = ['upper'] }",
        &[
            "3:8 “Nowhere” is no time zone",
            "4:9 exactly one of",
            "5:30 no body is written",
            "5:48 “upper” is no filter",
        ],
    );
    faults(
        "[pages]\nlimit = 3\n[articles]\nat = ''",
        &["1:1 pages go on by exactly one"],
    );
    faults(
        "[request]\nurl = 'https://e.org'\n[pages]\npage = 1\n[articles]\nat = ''",
        &["5:1 neither the url nor the body"],
    );
    faults(
        "[request]\nheaders = { A = 7, B = {} }\ndelay = 'x'\n[articles]\nat = ''",
        &[
            "2:17 a table should",
            "2:24 a header is a text",
            "3:9 a number should",
        ],
    );
    faults(
        "[detail]\n[[columns]]\ntitle = '甲'\n[articles]\nat = ''",
        &["1:1 [detail] needs", "2:1 a column needs"],
    );
}

#[test]
fn what_was_inferred_is_a_mapping_that_reads_the_same() {
    let story = |n: usize| {
        format!(
            r#"{{"id": {n}, "headline": "第{n}篇", "intro": "引，{n}。", "content": "<p>文，{n}。</p>", "author": {{"name": "甲"}}, "time": "2020-09-17 08:00", "channel": "国内"}}"#
        )
    };
    let json = format!(
        r#"{{"code": 0, "columns": [{{"name": "要闻", "stories": [{}, {}]}}, {{"name": "文化", "stories": [{}]}}]}}"#,
        story(1),
        story(2),
        story(3)
    );
    let inferred = read(&json, &Hint::default());
    let address = Url::new("https://e.org/api?key=a\"b");
    let toml = propose(
        &inferred.inference.clone().expect("it was inferred"),
        address.as_ref(),
        Locale::En,
    );
    let document: Value = serde_json::from_str(&json).expect("it is JSON");
    let read = mapping(&toml).read(document, &Hint::default());
    assert_eq!(read.complaints, []);
    assert_eq!(
        read.collection.root.all_articles(),
        inferred.collection.root.all_articles(),
        "{toml}"
    );
    let titles = |parsed: &Parsed| {
        parsed
            .collection
            .root
            .sections
            .iter()
            .map(|section| section.title.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(&read), ["要闻", "文化"], "{toml}");
}

#[test]
fn names_that_could_steer_a_terminal_are_written_by_number() {
    let json = r#"[{"headline": "一\n", "content": "文，一。", "a\u202eb\u009b\nc\"": "文，二。"},
        {"headline": "二", "content": "文，三。", "a\u202eb\u009b\nc\"": "文，四。"}]"#;
    let parsed = read(json, &Hint::default());
    let toml = propose(
        &parsed.inference.clone().expect("it was inferred"),
        None,
        Locale::En,
    );
    assert!(
        toml.lines().all(|line| crate::text::clean(line) == line),
        "{toml}"
    );
    let read = mapping(&toml).read_saved(json.as_bytes(), &Hint::default());
    assert_eq!(read.collection, parsed.collection, "{toml}");
}

proptest! {
    // A failure is kept as a line in a table, not as a seed in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mapping_and_no_answer_breaks_it(
        at in prop::sample::select(PLACES),
        fields in prop::sample::subsequence(FIELDS, 0..FIELDS.len()),
        others in prop::sample::subsequence(OTHERS, 0..2),
        json in prop::sample::select(ANSWERS),
    ) {
        let toml = format!("[articles]\nat = {at}\n{}\n{}", fields.join("\n"), others.join("\n"));
        let mapping = mapping(&toml);
        let parsed = mapping.read_saved(json.as_bytes(), &Hint::default());
        prop_assert!(!parsed.refused || !parsed.complaints.is_empty());
    }

    #[test]
    fn no_text_breaks_the_reader_of_mappings(text in any::<String>()) {
        let faults = Mapping::parse(&text).err().unwrap_or_default();
        prop_assert!(faults.iter().all(|fault| !fault.what.en.is_empty()));
    }
}

const PLACES: &[&str] = &["''", "'$..*'", "['/x', '/list']", "'$'", "'/t'"];

/// Fields of a mapping.
const FIELDS: &[&str] = &[
    "title = '/t'",
    "body = ['/none', '$']",
    "summary = { at = '/b', markup = 'blocks' }",
    "published = { at = '/d', format = '%Y %m', zone = '+08:00' }",
    "updated = '/d'",
    "url = { template = '{/id}{/t|trim|split:,|first}' }",
    "section = { all = ['parent:', 'root:/t', 'header:x', { value = '栏' }] }",
    "tags = { at = '$..t', filters = ['strip_html', 'regex:(.)', 'join:,'] }",
    "authors = 'detail:/t'",
    "zone = 'Asia/Shanghai'",
];

/// What may stand behind the articles.
const OTHERS: &[&str] = &[
    "[pages]\nnext = '/t'",
    "[detail]\nurl = '{/t}'",
    "[answer]\nsuccess = '/t'",
    "[match]\nshape = [['/t'], ['$..b']]",
];

const ANSWERS: &[&str] = &[
    "{}",
    "[]",
    "7",
    "[[[]]]",
    r#"{"t": "题", "b": "文", "d": "2020 09", "id": 1}"#,
    r#"{"list": [{"t": ["<b>一</b>", 2], "b": [{"type": "list"}], "d": 1e300}, null, {"t": {"t": "二"}}]}"#,
    "{",
];
