//! Laws of inference, tried on JSON that nobody thought of.

use std::ops::Range;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::article::Block;
use crate::parse::Hint;
use crate::parse::json::read;

/// Names that a body may have within it, known and unknown.
const NAMES: &[&str] = &[
    "title",
    "chapter",
    "text",
    "content",
    "body",
    "paragraphs",
    "sections",
    "parts",
    "lines",
    "note",
    "x",
    "foo_bar",
    "解说",
    "条文",
];

/// A text without anything that a reader of markup would take for markup.
fn text() -> impl Strategy<Value = Value> {
    let pieces = prop::sample::select(vec![
        "天",
        "地玄",
        "黄，",
        "宇宙。",
        "word ",
        "Two, ",
        "a < b ",
        "&",
        "\n",
    ]);
    prop::collection::vec(pieces, 1..9).prop_map(|pieces| Value::String(pieces.concat()))
}

/// A list or an object of so many values.
fn holding(
    inner: BoxedStrategy<Value>,
    names: &'static [&'static str],
    items: Range<usize>,
    fields: Range<usize>,
) -> impl Strategy<Value = Value> {
    let list = prop::collection::vec(inner.clone(), items).prop_map(Value::Array);
    let fields = prop::collection::vec((prop::sample::select(names), inner), fields);
    let object = fields.prop_map(|fields| {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        Value::Object(fields.collect::<Map<String, Value>>())
    });
    prop_oneof![list, object]
}

/// What may be a body: texts, lists and objects in each other.
fn body() -> impl Strategy<Value = Value> {
    text().prop_recursive(5, 40, 6, |inner| holding(inner, NAMES, 1..5, 1..5))
}

/// Any JSON of few names.
fn any_json() -> impl Strategy<Value = Value> {
    const NAMES: &[&str] = &[
        "title", "content", "data", "items", "type", "url", "date", "author", "children", "tag",
        "text", "error", "id", "17", "a",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|n| json!(n)),
        any::<f64>().prop_map(|n| json!(n)),
        any::<String>().prop_map(Value::String),
        prop::sample::select(vec![
            "paragraph",
            "https://e.org",
            "2020-09-17",
            "<p>天，地。</p>",
            "&lt;p&gt;",
            "天，地。",
            "# 天\n\n- 地\n- 玄",
            ""
        ])
        .prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(6, 80, 8, |inner| holding(inner, NAMES, 0..5, 0..6))
}

/// Gives each text a letter of its own, so that none says what another says.
fn tell_apart(value: &mut Value, count: &mut u32) {
    match value {
        Value::String(text) => {
            let letter = char::from_u32(0x6000 + *count).unwrap_or('无');
            text.insert(0, letter);
            *count += 1;
        }
        Value::Array(list) => list.iter_mut().for_each(|value| tell_apart(value, count)),
        Value::Object(map) => map.values_mut().for_each(|value| tell_apart(value, count)),
        _ => {}
    }
}

/// Every text in a value, in order.
fn texts(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| texts(value, all)),
        Value::Object(map) => map.values().for_each(|value| texts(value, all)),
        _ => {}
    }
}

/// The letters of a text, sorted: a heading may come before what it stands behind.
fn letters<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<char> {
    let chars = texts.into_iter().flat_map(str::chars);
    let mut letters: Vec<char> = chars
        .filter(|c| c.is_alphabetic() || "，。<&".contains(*c))
        .collect();
    letters.sort_unstable();
    letters
}

proptest! {
    // A failure is kept as a line in a table, not as a seed in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_of_a_body_is_shown(body in body()) {
        // A sentence makes sure that the body is taken for one.
        let mut body = body;
        tell_apart(&mut body, &mut 0);
        let json = json!({ "headline": "題", "date": "2020-09-17", "content": ["甲，乙。", body] });
        let parsed = read(&json.to_string(), &Hint::default());
        prop_assert!(!parsed.refused, "{}", json);
        let articles = parsed.collection.root.all_articles();
        prop_assert_eq!(articles.len(), 1, "{}", json);
        let mut wanted = Vec::new();
        texts(&json["content"], &mut wanted);
        let wanted = letters(wanted.iter().map(String::as_str));
        let mut shown = letters(articles[0].body.iter().flat_map(Block::texts));
        // Names that explain a text may stand before it.
        for letter in wanted {
            let at = shown.binary_search(&letter);
            prop_assert!(at.is_ok(), "{letter} is lost: {} gave {:?}", json, articles[0].body);
            shown.remove(at.unwrap_or_default());
        }
    }

    #[test]
    fn no_json_breaks_it_and_all_give_the_same_twice(value in any_json()) {
        let json = value.to_string();
        let (one, other) = (read(&json, &Hint::default()), read(&json, &Hint::default()));
        prop_assert_eq!(&one.collection, &other.collection);
        prop_assert_eq!(&one.inference, &other.inference);
        prop_assert_eq!(one.complaints, other.complaints);
        let is_inferred = one.inference.is_some();
        for article in one.collection.root.all_articles().iter().filter(|_| is_inferred) {
            prop_assert!(!article.title.is_empty() || !article.body.is_empty(), "{}", json);
        }
    }
}
