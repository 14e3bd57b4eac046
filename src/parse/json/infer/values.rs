//! What a value says: a text, names, an address, a date.

use serde_json::Value;

use super::body::decode;
use super::fit::{ADDRESSES, NAMES, TEXTS, ends_with};
use super::{looks, texts};
use crate::article::{Block, Label};
use crate::parse::html;

/// What parts the tags in a text that lists them.
const COMMAS: &[char] = &[',', '，', '、', ';', '；'];

/// The text that a value is or wraps.
pub(in crate::parse::json) fn text_of(value: &Value) -> Option<String> {
    wrapped(value, TEXTS)
}

/// The text that a value is or wraps, by the names under which it may be wrapped.
fn wrapped(value: &Value, names: &[&str]) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => wrapped(list.first()?, names)?,
        Value::Object(map) => {
            let known = names.iter().filter_map(|name| map.get(*name));
            let ending = map.iter().filter(|(name, _)| ends_with(name, names));
            let mut values = known.chain(ending.map(|(_, value)| value));
            values.find_map(Value::as_str)?.to_owned()
        }
        _ => return None,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The names that a value is: a name, an object that has one, or a list of
/// either; where one text may list `many`, it is parted.
pub(in crate::parse::json) fn names_of(value: &Value, many: bool) -> Vec<Label> {
    match value {
        Value::Array(list) => list
            .iter()
            .flat_map(|value| names_of(value, false))
            .collect(),
        Value::String(text) if many => text.split(COMMAS).filter_map(Label::some).collect(),
        // A number is the id of somebody, not a name.
        Value::Number(_) => Vec::new(),
        value => {
            let name = wrapped(value, NAMES).map(|text| unmarked(&text));
            let name = name.and_then(|name| Label::some(name.strip_prefix("By ").unwrap_or(&name)));
            let is_number = |name: &Label| name.bytes().all(|b| b.is_ascii_digit());
            let name = name.filter(|name| !is_number(name) && !looks::is_address(name));
            name.into_iter().collect()
        }
    }
}

/// The address that a value is or wraps.
pub(in crate::parse::json) fn address_of(value: &Value) -> Option<String> {
    let text = wrapped(value, ADDRESSES)?;
    looks::is_address(&text).then(|| text.trim().to_owned())
}

/// The date that a value is or wraps, as text.
pub(in crate::parse::json) fn date_of(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => texts::moment_of(number),
        value => text_of(value),
    }
}

/// A text of one or a few lines without markup.
pub(in crate::parse::json) fn unmarked(text: &str) -> String {
    if !looks::has_tags(text) && !looks::has_entities(text) {
        return text.to_owned();
    }
    let blocks = html::body(text, None).blocks;
    let texts: Vec<&str> = blocks.iter().flat_map(Block::texts).collect();
    texts.join("\n")
}

/// A text with the references decoded that stand for the signs of HTML itself.
pub(in crate::parse::json) fn decoded(text: &str) -> String {
    decode(text)
}
