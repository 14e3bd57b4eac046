//! An answer line by line, with what a mapping takes from it.

use std::collections::HashMap;

use serde_json::Value;

use super::make::items;
use super::path::Here;
use super::recipe::Basis;
use super::written::FIELDS;
use super::{Mapping, charset};
use crate::parse::Hint;
use crate::parse::json::value;
use crate::text::clean;

/// A line of an answer that is set to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLine {
    /// The line, set back by two cells for each level.
    pub text: String,
    /// The article that begins here, counted from 0.
    pub article: Option<usize>,
    /// The field of an article that is taken from here, by its name in a mapping.
    pub field: Option<&'static str>,
    /// What stands here is in some field.
    pub is_taken: bool,
}

/// Lines that are set at most; nobody looks at more.
const MOST: usize = 20_000;

/// Scalars of a text that are set at most.
const LONGEST: usize = 300;

/// Sets an answer line by line; one that is no JSON has no lines.
pub fn sheet(bytes: &[u8], hint: &Hint, mapping: Option<&Mapping>) -> Vec<SheetLine> {
    let declared = mapping.and_then(|mapping| mapping.asking.media_type());
    let hint = Hint {
        media_type: declared.or_else(|| hint.media_type.clone()),
        ..hint.clone()
    };
    let decoded = charset::decode(bytes, &hint);
    let Ok(read) = value::whole(&decoded.text) else {
        return Vec::new();
    };
    let mut sheet = Sheet::default();
    if let Some(mapping) = mapping {
        sheet.note(mapping, &read.value);
    }
    sheet.set(&read.value, "", "", "", (0, false));
    sheet.lines
}

/// A sheet in the making.
#[derive(Default)]
struct Sheet {
    lines: Vec<SheetLine>,
    /// The fields that are taken, by the JSON Pointers of what is taken.
    fields: HashMap<String, &'static str>,
    /// The articles, by their JSON Pointers.
    articles: HashMap<String, usize>,
}

impl Sheet {
    /// Notes what a mapping takes from where.
    fn note(&mut self, mapping: &Mapping, root: &Value) {
        for (n, at) in items(mapping, root).into_iter().enumerate() {
            let here = Here {
                root,
                at: &at,
                detail: None,
                headers: &[],
            };
            for (sense, recipe) in &mapping.fields {
                let name = FIELDS.iter().find(|(_, known)| known == sense);
                let name = name.map_or("", |(name, _)| *name);
                for got in recipe.find(&here, None) {
                    let places = match &got.take.basis {
                        Basis::Path(_) => vec![got.node.at],
                        Basis::Template(template) => template.places(&here),
                        Basis::Value(_) => Vec::new(),
                    };
                    for place in places {
                        self.fields.entry(place).or_insert(name);
                    }
                }
            }
            self.articles.insert(at, n);
        }
    }

    /// Sets a value behind its name; `(depth, taken)` is where it stands, and whether that is in a field.
    fn set(
        &mut self,
        value: &Value,
        at: &str,
        name: &str,
        comma: &str,
        (depth, taken): (usize, bool),
    ) {
        if self.lines.len() > MOST {
            return;
        }
        let field = self.fields.get(at).copied();
        let taken = taken || field.is_some();
        let begin = "  ".repeat(depth) + name;
        let mut line = SheetLine {
            text: String::new(),
            article: self.articles.get(at).copied(),
            field,
            is_taken: taken,
        };
        let (open, close) = match value {
            Value::Object(map) if !map.is_empty() => ("{", "}"),
            Value::Array(list) if !list.is_empty() => ("[", "]"),
            value => {
                line.text = begin + &scalar(value) + comma;
                return self.lines.push(line);
            }
        };
        line.text = begin + open;
        self.lines.push(line);
        let within = (depth + 1, taken);
        match value {
            Value::Object(map) => {
                for (n, (key, value)) in map.iter().enumerate() {
                    let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                    let name = scalar(&Value::String(key.clone())) + ": ";
                    self.set(value, &at, &name, comma_behind(n, map.len()), within);
                }
            }
            Value::Array(list) => {
                for (n, value) in list.iter().enumerate() {
                    let comma = comma_behind(n, list.len());
                    self.set(value, &format!("{at}/{n}"), "", comma, within);
                }
            }
            _ => {}
        }
        let text = "  ".repeat(depth) + close + comma;
        self.lines.push(SheetLine {
            text,
            is_taken: taken,
            ..SheetLine::default()
        });
    }
}

fn comma_behind(n: usize, count: usize) -> &'static str {
    if n + 1 < count { "," } else { "" }
}

/// A value without anything in it, as JSON on one clean line, cut when it is long.
fn scalar(value: &Value) -> String {
    let json = match value {
        Value::String(text) => match text.char_indices().nth(LONGEST) {
            Some((end, _)) => Value::String(text[..end].to_owned() + "…").to_string(),
            None => value.to_string(),
        },
        value => value.to_string(),
    };
    clean(&json).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines with what is told of them behind: `@` and the number of an article, `<` and a field, `-` for what is not taken.
    fn set(toml: &str, json: &str) -> Vec<String> {
        let mapping = Mapping::parse(toml).ok();
        let lines = sheet(json.as_bytes(), &Hint::default(), mapping.as_ref());
        let told = lines.into_iter().map(|line| {
            let article = line.article.map(|n| format!(" @{n}")).unwrap_or_default();
            let field = line.field.map(|name| format!(" <{name}"));
            let rest = if line.is_taken { "" } else { " -" };
            line.text + &article + &field.unwrap_or(rest.to_owned())
        });
        told.collect()
    }

    #[test]
    fn what_is_taken_is_told_line_by_line() {
        let toml = "[articles]\nat = '/list'\ntitle = '/t'\nbody = '/p'\nurl = { template = 'https://e.org/{/id}' }";
        let lines = set(
            toml,
            r#"{"list": [{"t": "题\n一", "p": ["甲。", "乙。"], "id": 7, "x": {}}], "n": null}"#,
        );
        assert_eq!(
            lines,
            [
                "{ -",
                "  \"list\": [ -",
                "    { @0 -",
                "      \"t\": \"题\\n一\", <title",
                "      \"p\": [ <body",
                "        \"甲。\",",
                "        \"乙。\"",
                "      ],",
                "      \"id\": 7, <url",
                "      \"x\": {} -",
                "    } -",
                "  ], -",
                "  \"n\": null -",
                "} -",
            ]
        );
    }

    #[test]
    fn no_answer_makes_too_much_of_a_sheet() {
        let long = format!("[{}7]", "\"\u{9b}31m文\",".repeat(MOST));
        let lines = set("", &long);
        assert!(lines.len() <= MOST + 2);
        assert!(!lines[1].contains('\u{9b}'));
        assert_eq!(set("", "{").len(), 0);
        let wide = format!("[\"{}\"]", "文".repeat(5000));
        assert!(set("", &wide)[1].chars().count() < LONGEST + 20);
    }
}
