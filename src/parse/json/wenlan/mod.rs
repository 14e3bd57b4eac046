//! Wenlan article JSON, our own format; `assets/article.schema.json` describes it.
//!
//! A document is a collection, an article, or a list of articles and sections.
//! It may say so by `"wenlan": 1`; without that it is known by its fields.

mod article;
mod blocks;
mod runs;
#[cfg(test)]
mod tests;

pub(super) use self::blocks::blocks;

use serde_json::{Map, Value};

use super::At;
use super::reading::{Fields, Reading};
use crate::article::{Collection, Section};
use crate::sentence;

/// The version that we read and write.
const VERSION: u32 = 1;

/// Fields of a collection beside its articles and sections.
const COLLECTION: &[&str] = &["wenlan", "title", "home", "next", "language", "description"];

/// Whether a document is Wenlan article JSON.
pub(super) fn recognises(document: &Value) -> bool {
    match document {
        Value::Array(list) => list.iter().any(holds_articles),
        Value::Object(object) => is_marked(object) || holds_articles(document),
        _ => false,
    }
}

/// `"wenlan": 1`, or a schema with our name.
fn is_marked(object: &Map<String, Value>) -> bool {
    let schema = object.get("$schema").and_then(Value::as_str);
    object.contains_key("wenlan") || schema.is_some_and(|schema| schema.contains("wenlan"))
}

/// Whether an object is plainly an article of ours, or holds one.
///
/// Many an API has `articles` or a `title`; what is not ours is read by its shape.
fn holds_articles(value: &Value) -> bool {
    let Value::Object(object) = value else {
        return false;
    };
    let list = |name: &str| object.get(name).and_then(Value::as_array);
    if let (None, None) = (list("articles"), list("sections")) {
        return is_article(object);
    }
    let inside = [list("articles"), list("sections")];
    let mut inside = inside.into_iter().flatten().flatten().peekable();
    let is_empty = inside.peek().is_none();
    let is_known = |name: &String| {
        let name = name.as_str();
        ["articles", "sections"].contains(&name) || COLLECTION.contains(&name) || is_private(name)
    };
    inside.any(holds_articles) || is_empty && object.keys().all(is_known)
}

/// Whether an object is an article of ours: nearly all its fields are, and its body is no bare HTML.
fn is_article(object: &Map<String, Value>) -> bool {
    let has = |name: &str| object.get(name).is_some_and(|value| !value.is_null());
    let is_known = |name: &&String| article::FIELDS.contains(&name.as_str()) || is_private(name);
    let known = object.keys().filter(is_known).count();
    let body = object.get("body").and_then(Value::as_str);
    let is_bare_html = !has("body_format") && body.is_some_and(article::looks_like_html);
    let unknown = object.len() - known;
    has("title") && !is_bare_html && (unknown == 0 || has("body") && unknown * 2 <= known)
}

fn is_private(name: &str) -> bool {
    name.starts_with(['_', '$'])
}

/// Reads a document.
pub(super) fn collection(reading: &mut Reading<'_>, document: Value) -> Collection {
    let mut collection = Collection::default();
    match document {
        Value::Array(list) => add_list(reading, &At::Top, list, &mut collection.root),
        Value::Object(map) if is_section(&map) => {
            let mut fields = Fields::new(map, &At::Top);
            collection = Collection {
                home: fields.url("home", reading),
                next: fields.url("next", reading),
                language: fields.label("language", reading),
                description: fields.label("description", reading),
                root: section(reading, fields),
                ..Collection::default()
            };
        }
        value => add(reading, &At::Top, value, &mut collection.root),
    }
    collection
}

fn check_version(reading: &mut Reading<'_>, fields: &mut Fields<'_>) {
    let version = fields.number("wenlan", reading);
    if let Some(version) = version.filter(|version| *version > VERSION) {
        let what = sentence!(
            "this is version {version} of Wenlan article JSON, and we know version {VERSION}; what is new in it was left out",
            "这是 Wenlan 文章 JSON 第 {version} 版，目前只认识第 {VERSION} 版；其中的新内容未读入"
        );
        reading.complain_of(&fields.at.field("wenlan"), what);
    }
}

/// Whether an object is a section or collection rather than an article.
fn is_section(map: &Map<String, Value>) -> bool {
    let has = |name| map.get(name).is_some_and(|value: &Value| !value.is_null());
    has("articles") || has("sections")
}

fn section(reading: &mut Reading<'_>, mut fields: Fields<'_>) -> Section {
    check_version(reading, &mut fields);
    let mut section = Section {
        title: fields.label("title", reading).unwrap_or_default(),
        ..Section::default()
    };
    for name in ["articles", "sections"] {
        let at = fields.at.field(name);
        match fields.take(name) {
            Value::Null => {}
            Value::Array(list) => add_list(reading, &at, list, &mut section),
            value @ Value::Object(_) => add(reading, &at, value, &mut section),
            value => reading.wrong(&at, &sentence!("a list", "列表"), &value),
        }
    }
    fields.finish(reading);
    section
}

fn add_list(reading: &mut Reading<'_>, at: &At<'_>, list: Vec<Value>, section: &mut Section) {
    for (n, value) in list.into_iter().enumerate() {
        add(reading, &at.item(n), value, section);
    }
}

/// Adds an article or a section, whichever stands there.
fn add(reading: &mut Reading<'_>, at: &At<'_>, value: Value, into: &mut Section) {
    match value {
        Value::Null => {}
        Value::Object(map) if is_section(&map) => {
            let inner = section(reading, Fields::new(map, at));
            into.sections.push(inner);
        }
        Value::Object(map) => {
            let mut fields = Fields::new(map, at);
            check_version(reading, &mut fields);
            into.articles.push(article::article(reading, fields));
        }
        value => {
            let wanted = sentence!("an article or a section", "文章或栏目");
            reading.wrong(at, &wanted, &value);
        }
    }
}
