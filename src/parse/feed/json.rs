//! RSS written as JSON: `{"rss": {"channel": {"item": […]}}}`.
//!
//! Nobody specified it once for all. Fields are elements or attributes, the
//! latter perhaps with `@` or `#` before their names; the text of an element
//! with attributes has a name of its own (`#value`, `#text`, `_`, `$t`).

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{ARTICLES, Feed, Source};
use crate::parse::xml::{Element, Vocabulary, in_small_letters};
use crate::parse::{Format, Hint, Parsed};

/// The names that the text of an element has.
const TEXTS: [&str; 6] = ["#value", "#text", "_", "$t", "$text", "#"];

/// Reads an object if it is RSS.
pub(in crate::parse) fn of_json(object: &Map<String, Value>, hint: &Hint) -> Option<Parsed> {
    let channel = object.get("rss")?.get("channel")?;
    let channel = match channel {
        Value::Array(list) => list.first()?,
        channel => channel,
    };
    let channel = channel.as_object()?;
    let mut feed = Feed::new(hint, Source::Json);
    feed.format = Some(Format::RssJson);
    let mut items = Vec::new();
    for (name, value) in channel {
        for value in each(value) {
            if name.eq_ignore_ascii_case("item") {
                items.push(value);
            } else {
                feed.about.children.push(element(name, value, 0));
            }
        }
    }
    if items.len() > ARTICLES {
        feed.complain_of_more();
    }
    for (n, value) in items.into_iter().take(ARTICLES).enumerate() {
        feed.item(&element("item", value, n));
    }
    Some(feed.finish())
}

/// The values of a field: those in a list, or the one.
fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(list) => list,
        value => std::slice::from_ref(value),
    }
}

/// A field as an element. An object in it nests no deeper than JSON is read.
fn element<'j>(name: &'j str, value: &'j Value, at: usize) -> Element<'j> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let mut made = Element {
        vocabulary: Vocabulary::of_prefix(prefix),
        name: in_small_letters(local),
        at,
        ..Element::default()
    };
    let Value::Object(fields) = value else {
        made.text = text(value).unwrap_or_default();
        return made;
    };
    for (name, value) in fields {
        if TEXTS.contains(&name.as_str()) {
            made.text = text(value).unwrap_or_default();
            continue;
        }
        let bare = name.trim_start_matches(['@', '#', '$']);
        made.attributes.extend(text(value).map(|text| (bare, text)));
        if bare.len() == name.len() {
            made.children
                .extend(each(value).iter().map(|value| element(name, value, at)));
        }
    }
    made
}

/// The text that a plain value is.
fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(_) | Value::Bool(_) => Some(Cow::Owned(value.to_string())),
        _ => None,
    }
}
