//! Objects that are parts of a body: chapters, the articles of a statute, stanzas.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::super::looks;
use super::super::names::{self, Sense};
use super::{Parts, markup};
use crate::parse::json::At;

/// The longest heading, in bytes.
const LONGEST_HEADING: usize = 240;

impl Parts {
    /// An object: its heading, then whatever it says, in order.
    pub(super) fn object(&mut self, level: u8, at: &At<'_>, map: &Map<String, Value>) {
        let heading = heading(map);
        let mut inner = level;
        if let Some((_, text)) = heading {
            self.heading(unit_level(text).unwrap_or(level), text.trim());
            inner = level + 1;
        }
        let is_first = |other: &str| heading.is_some_and(|(first, _)| first == other);
        for (field, value) in map.iter().filter(|(field, _)| !is_first(field)) {
            let at = at.field(field);
            match value {
                Value::Null | Value::Bool(_) => {}
                Value::String(text) if text.trim().is_empty() => {}
                _ if is_said_better(map, field, value) => {}
                _ if is_meta(field, value) => self.left_out.push(at.pointer()),
                Value::String(text) if is_title_like(field, text) => self.part_title(inner, text),
                Value::String(_) if !speaks(field, value) => self.named(field, value),
                value if is_told_name(field) => {
                    self.heading(inner, field);
                    self.add_at(inner + 1, &at, field, value);
                }
                value => self.add_at(inner, &at, field, value),
            }
        }
    }

    /// A line that names its part: 第一章 总则.
    fn part_title(&mut self, level: u8, text: &str) {
        self.heading(unit_level(text).unwrap_or(level), text.trim());
    }

    /// A short text that only its name explains.
    fn named(&mut self, name: &str, value: &Value) {
        let text = value.as_str().unwrap_or_default().trim();
        if !text.is_empty() {
            let name = markup::words_of(name);
            self.blocks.push(Value::String(format!("{name}: {text}")));
        }
    }
}

/// The field that is the heading of an object, and its text.
fn heading(map: &Map<String, Value>) -> Option<(&str, &str)> {
    let fields = || {
        let texts = map
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
        texts.filter(|(_, text)| {
            let is_short = text.len() <= LONGEST_HEADING && !text.trim().contains('\n');
            !text.trim().is_empty()
                && is_short
                && !looks::is_address(text)
                && !looks::has_tags(text)
        })
    };
    let titled = fields().filter(|(name, _)| names::strength(name, Sense::Title) > 3);
    let titled = titled.max_by_key(|(name, _)| names::strength(name, Sense::Title));
    // The number of a paragraph of law, but not the number of a record.
    titled
        .or_else(|| fields().find(|(_, text)| unit(text).is_some()))
        .or_else(|| fields().find(|(name, _)| names::strength(name, Sense::Section) > 5))
        .or_else(|| fields().find(|(name, _)| names::strength(name, Sense::Author) > 5))
}

/// Whether a name is written for people rather than for programs: 释义, `First stanza`.
fn is_told_name(name: &str) -> bool {
    (!name.is_ascii() || name.contains(' ')) && names::senses(name).is_empty()
}

/// The units into which statutes and books are parted, from the largest.
const UNITS: &[&[&str]] = &[
    &["編", "编", "卷", "部", "Part", "Book", "Title"],
    &["章", "回", "Chapter"],
    &["節", "节", "Section"],
    &["款", "Subsection"],
    &["目", "條", "条", "Article", "§"],
];

/// Which unit a short line is the head of: 0 for 第一編, 4 for 第 1 條.
fn unit(line: &str) -> Option<usize> {
    let line = line.trim();
    let is_number = |c: char| {
        c.is_numeric() || c.is_whitespace() || "〇零一二三四五六七八九十百千之-".contains(c)
    };
    if let Some(rest) = line.strip_prefix('第') {
        let rest = rest.trim_start_matches(is_number);
        return UNITS
            .iter()
            .position(|names| names.iter().any(|name| rest.starts_with(name)));
    }
    UNITS.iter().position(|names| {
        names.iter().any(|name| {
            let number = line.strip_prefix(name).map(str::trim_start);
            number.is_some_and(|number| {
                number.starts_with(|c: char| c.is_ascii_digit() || "IVXLC".contains(c))
            })
        })
    })
}

/// The level of the heading that names a unit: 2 for 編, 6 for 條.
fn unit_level(line: &str) -> Option<u8> {
    let level = unit(line)? + 2;
    u8::try_from(level).ok()
}

/// A text of a body that is itself the head of a part of it.
fn is_title_like(name: &str, text: &str) -> bool {
    const LONGEST: usize = 90;
    let is_head =
        text.trim().len() <= LONGEST && unit(text).is_some() && !text.contains(['。', '，', '；']);
    is_head && !text.trim().contains('\n') && names::strength(name, Sense::Id) == 0
}

/// Whether a value is for programs, such as an id, an address or a date.
fn is_meta(name: &str, value: &Value) -> bool {
    let is = |sense| names::strength(name, sense) > 3;
    match value {
        Value::Number(_) => true,
        Value::String(text) => {
            let is_code = looks::is_code(text) && (is(Sense::Id) || is(Sense::Language) || is_kind_name(name));
            let is_date = is(Sense::Published) || is(Sense::Updated);
            text.trim().is_empty() || is_code || looks::is_address(text) || is_date && text.len() < 48
        }
        Value::Array(list) => {
            is(Sense::Id) || list.is_empty()
                || list.iter().all(|value| matches!(value, Value::String(text) if looks::is_address(text) || looks::is_code(text) && text.len() > 16))
        }
        Value::Object(map) => map.is_empty() || is(Sense::Image) || names::is_aside(name),
        _ => false,
    }
}

/// Names that say of which kind something is, how it looks, and nothing to a reader.
fn is_kind_name(name: &str) -> bool {
    let words = names::words(name);
    let word = words.last().map_or("", String::as_str);
    matches!(
        word,
        "type"
            | "kind"
            | "direction"
            | "dir"
            | "style"
            | "class"
            | "format"
            | "layout"
            | "anchor"
            | "align"
            | "level"
            | "status"
            | "node"
    )
}

/// Whether a text speaks for itself, without its name.
fn speaks(name: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let is_text = [Sense::Body, Sense::Summary, Sense::Title, Sense::Subtitle];
    looks::is_prose(text)
        || looks::has_entities(text)
        || is_text
            .iter()
            .any(|sense| names::strength(name, *sense) > 3)
}

/// Whether another field of an object says the same in better markup.
fn is_said_better(map: &Map<String, Value>, name: &str, value: &Value) -> bool {
    let stem = names::stem(name);
    let is_body = |name: &str| names::strength(name, Sense::Body) > 3;
    let place = |wanted: &str| map.keys().position(|name| name == wanted);
    let rank = |name: &str, value: &Value| (plainness(name, value), place(name));
    let better = map.iter().any(|(other, said)| {
        other != name
            && is_body(other)
            && names::stem(other) == stem
            && rank(other, said) < rank(name, value)
            && says_all(said, value)
    });
    is_body(name) && better
}

/// 0 for HTML, 1 for lists and objects, 2 for Markdown, 3 for text.
fn plainness(name: &str, value: &Value) -> u8 {
    match value {
        Value::String(text) if looks::has_tags(text) || looks::has_coded_tags(text) => 0,
        Value::Array(_) | Value::Object(_) => 1,
        _ if markup::is_markdown_name(name) => 2,
        _ => 3,
    }
}

/// Whether a value that is shown says all that another says in other markup.
pub(in super::super) fn says_all(shown: &Value, other: &Value) -> bool {
    markup::says_all(&sentences(shown), &sentences(other))
}

/// Everything that a value says.
fn sentences(value: &Value) -> Cow<'_, str> {
    let list = match value {
        Value::String(text) => return Cow::Borrowed(text),
        Value::Array(list) => list.iter().map(sentences).collect::<Vec<_>>(),
        Value::Object(map) => {
            let told = map
                .iter()
                .filter(|(name, value)| !is_meta(name, value) && !is_kind_name(name));
            told.map(|(_, value)| sentences(value)).collect()
        }
        _ => Vec::new(),
    };
    Cow::Owned(list.concat())
}
