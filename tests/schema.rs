//! The schema of Wenlan article JSON, the examples and the reader say the same.

mod articles;

use articles::{article, cases};
use proptest::prelude::*;
use serde_json::{Value, json};
use wenlan::export;
use wenlan::parse::{Format, Hint, Parsed, parse};

/// The examples, and how many articles they hold.
const EXAMPLES: &[(&str, &str, usize)] = &[
    (
        "minimal.json",
        include_str!("../assets/examples/minimal.json"),
        1,
    ),
    (
        "blocks.json",
        include_str!("../assets/examples/blocks.json"),
        1,
    ),
    (
        "collection.json",
        include_str!("../assets/examples/collection.json"),
        4,
    ),
    ("sample.json", include_str!("../assets/sample.json"), 17),
    ("list.json", include_str!("../assets/examples/list.json"), 4),
    (
        "lines.ndjson",
        include_str!("../assets/examples/lines.ndjson"),
        3,
    ),
];

fn schema() -> Value {
    let schema = include_str!("../assets/article.schema.json");
    serde_json::from_str(schema).expect("it is JSON")
}

/// As much of a validator of JSON Schema as our schema asks for.
struct Schema {
    root: Value,
}

impl Schema {
    /// Says why `value` is not what `rule` asks for.
    fn check(&self, rule: &Value, value: &Value) -> Result<(), String> {
        let Value::Object(rule) = rule else {
            return if rule == &Value::Bool(true) {
                Ok(())
            } else {
                Err(format!("{value} is unexpected"))
            };
        };
        for (keyword, wanted) in rule {
            let holds = match keyword.as_str() {
                "$ref" => {
                    let pointer = wanted.as_str().and_then(|name| name.strip_prefix('#'));
                    let rule = pointer.and_then(|pointer| self.root.pointer(pointer));
                    self.check(rule.expect("it is defined"), value)?;
                    true
                }
                "anyOf" => {
                    let mut ways = wanted.as_array().into_iter().flatten();
                    ways.any(|way| self.check(way, value).is_ok())
                }
                "type" => match wanted {
                    Value::Array(kinds) => kinds.iter().any(|wanted| is_a(wanted, value)),
                    wanted => is_a(wanted, value),
                },
                "const" => wanted == value,
                "enum" => wanted
                    .as_array()
                    .is_some_and(|values| values.contains(value)),
                "minimum" => value.as_f64() >= wanted.as_f64(),
                "maximum" => value.as_f64() <= wanted.as_f64(),
                "required" => {
                    let mut names = wanted
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str);
                    names.all(|name| value.get(name).is_some())
                }
                "items" => {
                    for item in value.as_array().into_iter().flatten() {
                        self.check(wanted, item)?;
                    }
                    true
                }
                "properties" => {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        let mine = name.starts_with(['_', '$']);
                        match wanted.get(name) {
                            Some(rule) => self.check(rule, value)?,
                            None if mine || rule.get("additionalProperties").is_none() => {}
                            None => return Err(format!("{name} is not known")),
                        }
                    }
                    true
                }
                "description" | "title" | "$schema" | "$id" | "$defs" => true,
                "patternProperties" => wanted == &json!({"^[_$]": true}),
                "additionalProperties" => wanted == &json!(false),
                keyword => panic!("{keyword} is no keyword that we check"),
            };
            if !holds {
                return Err(format!("{value} breaks {keyword}"));
            }
        }
        Ok(())
    }
}

fn is_a(wanted: &Value, value: &Value) -> bool {
    match wanted.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        _ => panic!("{wanted} is no type that we check"),
    }
}

#[track_caller]
fn check_valid(json: &str) {
    let root = schema();
    let schema = Schema { root: root.clone() };
    let value: Value = serde_json::from_str(json).expect(json);
    assert_eq!(schema.check(&root, &value), Ok(()), "{json}");
}

fn read(name: &str, json: &str) -> Parsed {
    let hint = Hint {
        name: Some(name.to_owned()),
        ..Hint::default()
    };
    parse(json.as_bytes(), &hint)
}

#[test]
fn the_examples_are_valid() {
    for (name, json, _) in EXAMPLES {
        if *name == "lines.ndjson" {
            json.lines().for_each(check_valid);
        } else {
            check_valid(json);
        }
    }
}

#[test]
fn the_examples_are_read_without_complaint() {
    for (name, json, articles) in EXAMPLES {
        let parsed = read(name, json);
        let format = if *name == "lines.ndjson" {
            Format::JsonLines
        } else {
            Format::WenlanJson
        };
        assert_eq!(
            (parsed.format, &parsed.complaints[..]),
            (format, &[][..]),
            "{name}"
        );
        assert_eq!(
            parsed.collection.root.all_articles().len(),
            *articles,
            "{name}"
        );
    }
}

#[test]
fn the_example_of_every_block_and_the_sample_have_every_block() {
    let shown = ["blocks.json", "sample.json"];
    for (_, json, _) in EXAMPLES.iter().filter(|(name, ..)| shown.contains(name)) {
        has_every_block(json);
    }
}

fn has_every_block(json: &str) {
    let types = schema()["$defs"]["block"]["anyOf"].clone();
    for rule in types.as_array().into_iter().flatten() {
        if let Some(name) = rule["$ref"]
            .as_str()
            .and_then(|name| name.rsplit('/').next())
        {
            let name = name.trim_end_matches("_block");
            let is_there = json.contains(&format!("\"type\": \"{name}\"")) || name == "paragraph";
            assert!(is_there, "{name}");
        }
    }
}

/// Reads an article in which `field` stands, and says whether it was known.
fn knows(document: &Value) -> bool {
    let parsed = read("a.json", &document.to_string());
    assert_eq!(parsed.format, Format::WenlanJson, "{document}");
    !parsed
        .complaints
        .iter()
        .any(|complaint| complaint.what.en.contains("is not known"))
}

#[test]
fn the_reader_knows_every_field_of_the_schema() {
    let defs = schema()["$defs"].clone();
    for (def, rule) in defs.as_object().into_iter().flatten() {
        for (name, _) in rule["properties"].as_object().into_iter().flatten() {
            let kind = def.trim_end_matches("_block");
            let document = match def.as_str() {
                "collection" => json!({"wenlan": 1, "articles": [], name: "1"}),
                "section" => json!({"wenlan": 1, "sections": [{"articles": [], name: "1"}]}),
                "article" => json!({"wenlan": 1, name: "1"}),
                "run" => json!({"wenlan": 1, "body": [{"text": {"text": "1", name: "1"}}]}),
                _ => {
                    let mut block = json!({"type": kind});
                    // Whether a text is indented is asked of one that is there.
                    if name == "indented" {
                        block["text"] = json!("1");
                    }
                    if name != "type" {
                        block[name] = json!("1");
                    }
                    json!({"wenlan": 1, "body": [block]})
                }
            };
            assert!(knows(&document), "{document}");
        }
    }
    assert!(!knows(
        &json!({"wenlan": 1, "body": [{"type": "rule", "colour": "1"}]})
    ));
}

#[test]
fn the_schema_refuses_what_is_not_known() {
    let root = schema();
    let schema = Schema { root: root.clone() };
    for value in [
        json!({"title": "题", "colour": "red"}),
        json!({"title": "题", "body": [{"type": "poem", "text": "诗"}]}),
        json!({"body": [{"type": "heading", "level": 7, "text": "题"}]}),
        json!("题"),
    ] {
        assert!(schema.check(&root, &value).is_err(), "{value}");
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn what_we_write_is_valid(article in article()) {
        check_valid(&export::json(&article));
    }
}
