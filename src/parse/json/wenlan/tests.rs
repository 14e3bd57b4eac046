//! Wenlan article JSON in, articles and complaints out.

use crate::article::{Article, Block, Label, List, Marker, Paragraph, RichText, Style, Task};
use crate::parse::Hint;
use crate::parse::json::read;
use crate::parse::{Format, Parsed};

/// Reads a document that is ours.
#[track_caller]
fn parsed(json: &str) -> Parsed {
    let parsed = read(json, &Hint::default());
    assert_eq!(parsed.format, Format::WenlanJson, "{:?}", parsed.complaints);
    parsed
}

/// Reads an article and checks where it was complained of.
#[track_caller]
fn check(json: &str, complaints: &[&str]) -> Article {
    let parsed = parsed(json);
    let places: Vec<String> = parsed.complaints.iter().map(|c| c.at.to_string()).collect();
    assert_eq!(places, complaints, "{:?}", parsed.complaints);
    let mut articles = parsed.collection.root.articles;
    assert_eq!(articles.len(), 1);
    articles.remove(0)
}

/// Reads the body of an article, of which nothing is complained.
#[track_caller]
fn body(json: &str) -> Vec<Block> {
    check(&format!(r#"{{"title": "题", "body": {json}}}"#), &[]).body
}

/// The text of the only paragraph of a body, with its styles.
#[track_caller]
fn styled(json: &str) -> String {
    let body = body(&format!("[{json}]"));
    let [Block::Paragraph(paragraph)] = &body[..] else {
        panic!("{body:?}");
    };
    let text = &paragraph.text;
    let mut all = text.text().to_owned();
    for span in text.spans() {
        all.extend([" ".to_owned(), format!("{:?}{:?}", span.range, span.style)]);
    }
    all
}

#[test]
fn an_article_has_its_fields() {
    let article = check(
        r#"{
            "id": 17, "url": "https://example.org/a", "title": "题", "subtitle": "副题",
            "breadcrumb": "首页 > 栏目", "author": "甲", "authors": ["甲", {"name": "乙"}],
            "source": "某院", "published": "2020-09-17", "updated": 1600300800,
            "language": "zh-Hans", "summary": "提要", "tags": "一、二, 三",
            "image": "https://example.org/a.png", "body": []
        }"#,
        &[],
    );
    let list = |labels: &[Label]| {
        let labels: Vec<&str> = labels.iter().map(Label::as_str).collect();
        labels.join("/")
    };
    assert_eq!(article.id.as_deref(), Some("17"));
    assert_eq!(list(&article.breadcrumb), "首页/栏目");
    assert_eq!(list(&article.authors), "甲/乙");
    assert_eq!(list(&article.sources), "某院");
    assert_eq!(list(&article.tags), "一/二/三");
    assert_eq!(
        article.published.map(|m| m.to_string()).as_deref(),
        Some("2020-09-17")
    );
    assert_eq!(
        article.updated.map(|m| m.to_string()).as_deref(),
        Some("2020-09-17T00:00:00Z")
    );
    assert_eq!(article.summary.as_ref().map(RichText::text), Some("提要"));
}

#[test]
fn a_document_is_known_by_its_fields() {
    let count = |json: &str| parsed(json).collection.root.all_articles().len();
    assert_eq!(count(r#"{"wenlan": 1}"#), 1);
    assert_eq!(count(r#"{"title": "题", "body": "文"}"#), 1);
    assert_eq!(count(r#"{"title": "题", "url": "https://example.org"}"#), 1);
    assert_eq!(
        count(r#"[{"title": "一", "body": "文"}, {"title": "二"}]"#),
        2
    );
    assert_eq!(count(r#"{"articles": [{"title": "题", "body": "文"}]}"#), 1);
    assert_eq!(count(r#"{"articles": []}"#), 0);
    let nested = r#"{"sections": [{"sections": [{"articles": [{"title": "题", "body": "文"}]}]}]}"#;
    assert_eq!(count(nested), 1);
    for json in [
        r#"{"articles": [{"title": "题", "content": "文"}], "status": "ok"}"#,
        r#"{"title": "题", "content": "文"}"#,
        r#"{"title": "题", "body": "文", "a": 1, "b": 2, "c": 3}"#,
        r#"{"title": "题", "body": "<p>文</p>"}"#,
    ] {
        assert_eq!(
            read(json, &Hint::default()).format,
            Format::InferredJson,
            "{json}"
        );
    }
    for json in [r#"{"a": 1}"#, "[1]", "\"题\""] {
        let parsed = read(json, &Hint::default());
        assert_eq!(
            (parsed.format, parsed.refused),
            (Format::UnknownJson, true),
            "{json}"
        );
    }
}

#[test]
fn what_is_not_known_is_told_by_its_fields() {
    let parsed = read(r#"{"res": 0, "data": {}}"#, &Hint::default());
    let what = &parsed.complaints[0].what;
    assert!(
        what.en.contains("an object with “res”, “data”. "),
        "{}",
        what.en
    );
    assert!(what.zh.contains("含 “res”、“data” 的对象"), "{}", what.zh);
}

#[test]
fn sections_nest_and_stand_beside_articles() {
    let json = r#"{
        "wenlan": 1, "title": "全刊", "home": "https://example.org", "language": "zh",
        "articles": [{"body": "刊首语"}],
        "sections": [{"title": "甲", "articles": [{"title": "一"}],
                      "sections": [{"title": "乙", "articles": []}]}]
    }"#;
    let parsed = parsed(json);
    assert_eq!(parsed.complaints, []);
    let collection = parsed.collection;
    assert_eq!(collection.root.title.as_str(), "全刊");
    assert_eq!(collection.language.as_deref(), Some("zh"));
    assert_eq!(
        collection.root.articles[0].body,
        [Block::paragraph("刊首语")]
    );
    let section = &collection.root.sections[0];
    assert_eq!(section.articles[0].title.as_str(), "一");
    assert_eq!(section.sections[0].title.as_str(), "乙");
}

#[test]
fn what_is_wrong_is_told_with_its_pointer() {
    let json = r#"{"title": {"zh": "题"}, "published": "昨天", "x/y": 1, "_mine": 1,
                   "url": 3, "body": [{"type": "list", "items": ["甲"], "colour": "red"}, true]}"#;
    let article = check(
        json,
        &[
            "/url",
            "/title",
            "/published",
            "/body/0/colour",
            "/body/1",
            "/x~1y",
        ],
    );
    assert_eq!(article.body.len(), 1);
}

#[test]
fn a_field_that_is_unknown_a_thousand_times_is_told_once() {
    let articles = vec![r#"{"title": "题", "body": "文", "x": 1}"#; 1000].join(",");
    let parsed = parsed(&format!("[{articles}]"));
    assert_eq!(parsed.complaints.len(), 1);
    let what = &parsed.complaints[0].what;
    assert!(what.en.ends_with("(999 more like it)"), "{}", what.en);
    let fields: Vec<String> = (0..1000).map(|n| format!(r#""x{n}": 1"#)).collect();
    let fields = fields.join(",");
    let many = self::parsed(&format!(
        r#"{{"wenlan": 1, "title": "题", "body": "", {fields}}}"#
    ));
    assert_eq!(many.complaints.len(), 201);
    assert_eq!(many.complaints[200].what.en, "800 more complaints");
}

#[test]
fn a_field_that_stands_twice_is_told() {
    check(r#"{"title": "题", "body": "一", "body": "二"}"#, &["/body"]);
}

#[test]
fn a_newer_version_is_read_and_told() {
    check(r#"{"wenlan": 2, "title": "题"}"#, &["/wenlan"]);
}

#[test]
fn a_body_is_a_text_a_marked_up_text_or_blocks() {
    let one = [Block::paragraph("文")];
    for json in [
        r#""文""#,
        r#"["文"]"#,
        r#"{"text": "文"}"#,
        r#"{"html": "<p>文</p>"}"#,
        r#"{"markdown": "文"}"#,
        r#"{"type": "paragraph", "text": "文"}"#,
        r#"[null, {"text": "文"}, " "]"#,
        r#"[["文"]]"#,
    ] {
        assert_eq!(body(json), one, "{json}");
    }
    check(
        r#"{"wenlan": 1, "title": "题", "body": "<p>文</p>"}"#,
        &["/body"],
    );
    let html = r#"{"title": "题", "body": "<p>文</p>", "body_format": "html"}"#;
    assert_eq!(check(html, &[]).body, one);
    let other = r#"{"title": "题", "body": "文", "body_format": "rtf"}"#;
    assert_eq!(check(other, &["/body_format"]).body, one);
    let two = r#"{"title": "题", "body": {"html": "<p>文</p>", "text": "文"}}"#;
    assert_eq!(check(two, &["/body/text"]).body, one);
}

#[test]
fn a_paragraph_has_its_indent_taken_off() {
    let indented = |json: &str| {
        let body = body(json);
        let [Block::Paragraph(paragraph)] = &body[..] else {
            panic!("{body:?}");
        };
        (paragraph.text.text().to_owned(), paragraph.indented)
    };
    let is = |text: &str, indented| (text.to_owned(), indented);
    assert_eq!(indented("[\"　　文 \"]"), is("文", true));
    assert_eq!(indented(r#"[{"text": "　　文"}]"#), is("文", true));
    assert_eq!(
        indented(r#"[{"text": "　　文", "indented": false}]"#),
        is("　　文", false)
    );
    assert_eq!(indented(r#"["文"]"#), is("文", false));
}

#[test]
fn a_run_says_what_its_text_is() {
    assert_eq!(
        styled(r#"{"text": ["甲", {"text": "乙", "strong": true}]}"#),
        "甲乙 3..6Strong"
    );
    assert_eq!(
        styled(r#"{"text": {"text": "乙", "strong": true, "emphasis": true, "code": false}}"#),
        "乙 0..3Strong 0..3Emphasis"
    );
    assert_eq!(
        styled(r#"{"text": {"text": ["甲", {"text": "乙", "code": true}], "emphasis": true}}"#),
        "甲乙 0..6Emphasis 3..6Code"
    );
    let link = r#"{"text": {"link": "https://example.org"}}"#;
    assert_eq!(
        styled(link),
        "https://example.org 0..19Link(Url(\"https://example.org\"))"
    );
    assert_eq!(
        styled(r#"{"text": [{"text": "漢", "ruby": "かん"}, {"note": 1}]}"#),
        "漢1 0..3Ruby(Label(\"かん\")) 3..4NoteMark(Label(\"1\"))"
    );
}

#[test]
fn what_is_wrong_with_a_run_keeps_its_text() {
    let json =
        r#"{"title": "题", "body": [{"text": [{"text": "甲", "bold": true, "code": 1}, false]}]}"#;
    let article = check(
        json,
        &[
            "/body/0/text/0/bold",
            "/body/0/text/0/code",
            "/body/0/text/1",
        ],
    );
    assert_eq!(article.body, [Block::paragraph("甲")]);
}

#[test]
fn a_list_has_items_of_every_kind() {
    let body = body(
        r#"[{"type": "list", "marker": "han", "start": 3, "items": [
            "甲", ["乙", {"type": "rule"}], {"type": "quote", "text": "丙"},
            {"done": true, "text": "丁", "blocks": ["戊"]}, []
        ]}]"#,
    );
    let [
        Block::List(List {
            marker,
            start,
            items,
        }),
    ] = &body[..]
    else {
        panic!("{body:?}");
    };
    assert_eq!((*marker, *start, items.len()), (Marker::Han, 3, 5));
    let blocks: Vec<usize> = items.iter().map(|item| item.blocks.len()).collect();
    assert_eq!(blocks, [1, 2, 1, 2, 0]);
    assert_eq!(items[3].task, Some(Task::Done));
}

#[test]
fn a_section_is_a_heading_and_its_blocks() {
    let body = body(
        r#"[{"type": "section", "title": "一", "blocks": [
            "甲", {"type": "section", "title": "二", "text": "乙"}, {"type": "heading", "text": "三"}
        ]}, {"type": "heading", "level": 9, "text": "四"}]"#,
    );
    let heading = |level, raw| Block::Heading {
        level,
        text: RichText::plain(raw),
    };
    let wanted = [
        heading(2, "一"),
        Block::paragraph("甲"),
        heading(3, "二"),
        Block::paragraph("乙"),
        heading(3, "三"),
        heading(6, "四"),
    ];
    assert_eq!(body, wanted);
}

#[test]
fn a_block_of_an_unknown_type_keeps_its_text() {
    let json = r#"{"title": "题", "body": [{"type": "poem", "text": "山路有新雨", "blocks": ["谁家未掩门"], "metre": 5}]}"#;
    let article = check(json, &["/body/0", "/body/0/metre"]);
    assert_eq!(
        article.body,
        [
            Block::paragraph("山路有新雨"),
            Block::paragraph("谁家未掩门")
        ]
    );
}

#[test]
fn a_table_has_no_more_head_rows_than_rows() {
    let json =
        r#"[{"type": "table", "head_rows": 9, "rows": [["甲", {"text": "乙", "strong": true}]]}]"#;
    let [Block::Table(table)] = &body(json)[..] else {
        panic!();
    };
    assert_eq!((table.head_rows, table.rows[0].len()), (1, 2));
}

#[test]
fn tabs_in_code_keep_their_room() {
    let [Block::Code { text, .. }] = &body(r#"[{"type": "code", "text": "if x:\n\ty()"}]"#)[..]
    else {
        panic!();
    };
    assert_eq!(text.text(), "if x:\n    y()");
}

#[test]
fn no_control_character_passes() {
    let article = check(
        r#"{"title": "题\u001b[31m", "body": [{"text": [{"text": "甲\u0007", "link": "https://e.org/\u001b]"}]}]}"#,
        &[],
    );
    assert_eq!(article.title.as_str(), "题");
    let [Block::Paragraph(Paragraph { text, .. })] = &article.body[..] else {
        panic!();
    };
    assert_eq!(text.text(), "甲");
    assert!(matches!(&text.spans()[0].style, Style::Link(url) if url.as_str() == "https://e.org/"));
}

#[test]
fn the_schema_names_what_we_read() {
    let schema = include_str!("../../../../assets/article.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).expect("it is JSON");
    let names = |pointer: &str| -> Vec<String> {
        let found = schema.pointer(pointer).expect(pointer);
        let mut names: Vec<String> = match found {
            serde_json::Value::Object(map) => map.keys().cloned().collect(),
            list => list
                .as_array()
                .into_iter()
                .flatten()
                .map(|v| v.as_str().unwrap_or_default().to_owned())
                .collect(),
        };
        names.sort();
        names
    };
    let sorted = |names: Vec<&str>| {
        let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        names.sort();
        names
    };
    let article = [super::article::FIELDS, &["wenlan"]].concat();
    assert_eq!(names("/$defs/article/properties"), sorted(article));
    let collection = [super::COLLECTION, &["articles", "sections"]].concat();
    assert_eq!(names("/$defs/collection/properties"), sorted(collection));
    let flags = super::runs::FLAGS.iter().map(|(name, _)| *name);
    let run = flags.chain(["text", "link", "ruby", "note"]).collect();
    assert_eq!(names("/$defs/run/properties"), sorted(run));
    let markers = super::blocks::MARKERS
        .iter()
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(names("/$defs/list/properties/marker/enum"), sorted(markers));
}
