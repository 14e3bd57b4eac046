//! What was inferred, as a mapping that a person can mend.

use std::fmt::Write as _;

use super::Url;
use super::written::FIELDS;
use crate::parse::json::infer::Inference;

/// The TOML of a mapping that reads a source as it was inferred; `address` is where it was found.
pub fn propose(inference: &Inference, address: Option<&Url>) -> String {
    let mut toml = String::from(
        "# What Wenlan saw in an answer of this source. Mend what is wrong:\n\
         # a field is a path, a list of which the first that says something counts,\n\
         # or a table such as { at = \"/time\", format = \"%Y%m%d\", zone = \"Asia/Shanghai\" }.\n\n",
    );
    if let Some(address) = address {
        let bare = address
            .as_str()
            .split(['?', '#'])
            .next()
            .unwrap_or_default();
        let name = bare.split_once("://").map_or(bare, |(_, rest)| rest);
        let host = name.split('/').next().unwrap_or_default();
        let _ = writeln!(
            toml,
            "name = {}\n\n[match]\nurl = {}\n",
            quoted(host),
            quoted(&format!("{name}*"))
        );
        let _ = writeln!(toml, "[request]\nurl = {}\n", quoted(address.as_str()));
    }
    let _ = writeln!(toml, "[articles]\nat = {}", list(&inference.guess.paths));
    for (name, sense) in FIELDS {
        let ways = inference
            .guess
            .fields
            .iter()
            .filter(|(found, _)| found == sense);
        let ways: Vec<&Vec<String>> = ways
            .map(|(_, ways)| ways)
            .filter(|ways| !ways.is_empty())
            .collect();
        let written = match ways[..] {
            [] => continue,
            [ways] => list(ways),
            _ => {
                let all: Vec<String> = ways.iter().map(|ways| list(ways)).collect();
                format!("{{ all = [{}] }}", all.join(", "))
            }
        };
        let _ = writeln!(toml, "{name} = {written}");
    }
    toml
}

/// One text, or a list of several.
fn list(texts: &[String]) -> String {
    match texts {
        [text] => quoted(text),
        texts => {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
