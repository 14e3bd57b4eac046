//! Styled text in Wenlan article JSON.
//!
//! A text is a string, or a list of strings and runs. A run is an object with
//! a `text`, itself a text, and what is said of it:
//! `{"text": "要点", "strong": true, "link": "https://…"}`.

use serde_json::{Map, Value};

use super::super::At;
use super::super::reading::Reading;
use crate::article::{Label, RichText, RichTextBuilder, Style, Url};
use crate::sentence;

/// The names that are true or false, and what they say.
pub(super) const FLAGS: &[(&str, Style)] = &[
    ("strong", Style::Strong),
    ("emphasis", Style::Emphasis),
    ("strike", Style::Strike),
    ("highlight", Style::Highlight),
    ("code", Style::Code),
    ("superscript", Style::Superscript),
    ("subscript", Style::Subscript),
];

/// Reads a text.
pub(super) fn rich(reading: &mut Reading<'_>, at: &At<'_>, value: Value) -> RichText {
    let mut text = RichTextBuilder::default();
    write(reading, at, value, &mut text);
    text.finish()
}

fn write(reading: &mut Reading<'_>, at: &At<'_>, value: Value, text: &mut RichTextBuilder) {
    match value {
        Value::Null => {}
        Value::String(raw) => text.push(&raw),
        Value::Number(number) => text.push(&number.to_string()),
        Value::Array(runs) => {
            for (n, run) in runs.into_iter().enumerate() {
                write(reading, &at.item(n), run, text);
            }
        }
        Value::Object(run) => write_run(reading, at, run, text),
        value @ Value::Bool(_) => {
            let wanted = sentence!(
                "a text or a list of texts and runs",
                "文本或文本与片段的列表"
            );
            reading.wrong(at, &wanted, &value);
        }
    }
}

/// A run: its styles are opened from the last named to the first, so that the
/// first is the innermost and a run says the order in which styles nest.
fn write_run(
    reading: &mut Reading<'_>,
    at: &At<'_>,
    run: Map<String, Value>,
    text: &mut RichTextBuilder,
) {
    let (mut inner, mut styles) = (None, Vec::new());
    for (name, value) in run {
        let here = at.field(&name);
        if name == "text" {
            inner = Some(value);
        } else if let Some((_, style)) = FLAGS.iter().find(|(flag, _)| *flag == name) {
            match value {
                Value::Bool(true) => styles.push(style.clone()),
                Value::Bool(false) | Value::Null => {}
                value => reading.wrong(&here, &sentence!("true or false", "true 或 false"), &value),
            }
        } else if !name.starts_with(['_', '$']) {
            styles.extend(naming_style(reading, &here, &name, value));
        }
    }
    let inner = inner.unwrap_or_else(|| Value::String(own_text(&styles).to_owned()));
    for style in styles.iter().rev() {
        text.open(style.clone());
    }
    write(reading, &at.field("text"), inner, text);
    for _ in &styles {
        text.close();
    }
}

/// The style of a field that holds a name or an address.
fn naming_style(reading: &mut Reading<'_>, at: &At<'_>, name: &str, value: Value) -> Option<Style> {
    let style: fn(&str) -> Option<Style> = match name {
        "link" => |raw| Url::new(raw).map(Style::Link),
        "ruby" => |raw| Label::some(raw).map(Style::Ruby),
        "note" => |raw| Label::some(raw).map(Style::NoteMark),
        _ => {
            reading.unknown(at, name);
            return None;
        }
    };
    reading.text(at, value).and_then(|raw| style(&raw))
}

/// The text of a run that has none: a link shows its address, a mark its label.
fn own_text(styles: &[Style]) -> &str {
    let own = styles.iter().find_map(|style| match style {
        Style::Link(url) => Some(url.as_str()),
        Style::NoteMark(label) => Some(label.as_str()),
        _ => None,
    });
    own.unwrap_or_default()
}
