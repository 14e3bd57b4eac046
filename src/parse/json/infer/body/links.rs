//! Links in a list of objects.

use serde_json::{Map, Value, json};

use super::super::names::Sense;
use super::super::{looks, names};

/// A list of links, if every item has a name and an address and no more to say.
pub(super) fn links(list: &[Value]) -> Option<Value> {
    let items: Option<Vec<Value>> = list.iter().map(|value| link(value.as_object()?)).collect();
    let items = items.filter(|items| !items.is_empty())?;
    Some(json!({ "type": "list", "items": items }))
}

/// `{"title": …, "url": …}` as an item of a list.
fn link(map: &Map<String, Value>) -> Option<Value> {
    let told = || {
        map.iter()
            .filter_map(|(name, value)| Some((name, value.as_str()?)))
    };
    let (name, text) = told().find(|(name, _)| is(name, Sense::Title) || is_text(name))?;
    let (at, url) = told().find(|(name, text)| is(name, Sense::Url) && looks::is_address(text))?;
    let is_more = |(other, value): (&String, &Value)| {
        let text = match value {
            Value::String(text) => text,
            Value::Array(_) | Value::Object(_) => return true,
            _ => return false,
        };
        other != name
            && other != at
            && !text.trim().is_empty()
            && !looks::is_code(text)
            && !looks::is_address(text)
    };
    let is_alone = !text.trim().is_empty() && !looks::has_tags(text) && !map.iter().any(is_more);
    is_alone.then(|| json!([{ "type": "paragraph", "text": [{ "text": text, "link": url }] }]))
}

fn is(name: &str, sense: Sense) -> bool {
    names::strength(name, sense) > 3
}

fn is_text(name: &str) -> bool {
    matches!(name, "text" | "label" | "anchor")
}
