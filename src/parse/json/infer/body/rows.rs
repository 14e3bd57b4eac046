//! Rows of a table in a list of objects.

use serde_json::{Value, json};

use super::super::names::Sense;
use super::super::{looks, names};

/// The most columns of a table that can be read.
const COLUMNS: usize = 8;
/// The longest cell, in bytes.
const LONGEST: usize = 120;

/// A table, if the objects of a list are rows: short values under the same names.
pub(super) fn table(list: &[Value]) -> Option<Value> {
    let first = list.first()?.as_object()?;
    let names: Vec<&String> = first.keys().collect();
    if list.len() < 2
        || !(2..=COLUMNS).contains(&names.len())
        || names.iter().any(|name| is_text(name))
    {
        return None;
    }
    let row = |value: &Value| -> Option<Vec<String>> {
        let map = value.as_object().filter(|map| map.len() == names.len())?;
        names.iter().map(|name| cell(map.get(*name)?)).collect()
    };
    let rows: Option<Vec<Vec<String>>> = list.iter().map(row).collect();
    let head = names.iter().map(|name| (*name).clone()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows?).collect();
    Some(json!({ "type": "table", "head_rows": 1, "rows": rows }))
}

/// Whether a name says that text or the title of a part stands there.
fn is_text(name: &str) -> bool {
    [Sense::Body, Sense::Summary]
        .iter()
        .any(|sense| names::strength(name, *sense) >= 8)
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => {
            let is_cell = text.len() <= LONGEST
                && !text.contains('\n')
                && !looks::has_tags(text)
                && !looks::has_entities(text);
            is_cell.then(|| text.clone())
        }
        _ => None,
    }
}
