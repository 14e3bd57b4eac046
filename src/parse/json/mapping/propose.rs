//! What was inferred, as a mapping that a person can mend.

use std::fmt::Write as _;

use super::written::FIELDS;
use super::{Url, known};
use crate::locale::{Locale, Sentence};
use crate::parse::complaint::shown;
use crate::parse::json::infer::{self, Guess, Inference, LeftOut};
use crate::parse::json::reading::Reading;
use crate::parse::json::value;
use crate::parse::{Complaint, Format, Hint, Spot, charset, parse};
use crate::say;
use crate::sentence;
use crate::text::clean;

/// A mapping that is proposed for a source.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The mapping.
    pub toml: String,
    /// How the source was read without one.
    pub format: Format,
    /// What was inferred; nothing where we bring a mapping along that is for the source.
    pub inference: Option<Inference>,
}

/// Proposes a mapping for a source of which `bytes` are an answer, with notes in the language of
/// `locale`; else says why there is none.
pub fn proposal(bytes: &[u8], hint: &Hint, locale: Locale) -> Result<Proposal, Complaint> {
    let parsed = parse(bytes, hint);
    let complain = |what| Complaint {
        at: Spot::Whole,
        what,
    };
    if let (true, Some(why)) = (parsed.refused, parsed.complaints.into_iter().next()) {
        return Err(why);
    }
    let format = parsed.format;
    let base = hint.base.as_ref();
    let inference = match (parsed.inference, format) {
        (Some(inference), Format::InferredJson) => inference,
        (_, Format::JsonLines) => return Err(complain(several())),
        _ => {
            let decoded = charset::decode(bytes, hint);
            let document = value::whole(&decoded.text).map_err(|_| complain(no_json()))?;
            if let Some(toml) = known::text_of(&document.value, base) {
                return Ok(Proposal {
                    toml: toml.to_owned(),
                    format,
                    inference: None,
                });
            }
            let mut reading = Reading::new(hint);
            let found = infer::infer(&mut reading, &document.value).map_err(complain)?;
            found.inference
        }
    };
    Ok(Proposal {
        toml: propose(&inference, base, locale),
        format,
        inference: Some(inference),
    })
}

fn no_json() -> Sentence {
    sentence!(
        "a mapping is for JSON, and this is something else; `wenlan check` says what",
        "映射只用于 JSON，而这不是 JSON；用 wenlan check 查看是什么"
    )
}

fn several() -> Sentence {
    sentence!(
        "a mapping is for one JSON document, and these are several; put them into a list, or give one of them",
        "映射只用于一份 JSON 文档，而这里有多份；请合为一个列表，或只给其中一份"
    )
}

/// The TOML of a mapping that reads a source as it was inferred, with notes in the language of
/// `locale`; `address` is where the source was found.
pub fn propose(inference: &Inference, address: Option<&Url>, locale: Locale) -> String {
    let mut toml = locale.pick(ABOUT_EN, ABOUT_ZH).to_owned();
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
    let guess = &inference.guess;
    let _ = writeln!(toml, "[articles]\nat = {}", list(&quoted_all(&guess.paths)));
    for (name, sense) in FIELDS {
        let found = guess.fields.iter().filter(|(found, _)| found == sense);
        let all: Vec<String> = found
            .filter(|(_, ways)| !ways.is_empty())
            .map(|(_, ways)| list(&ways.iter().map(|way| place(way, guess)).collect::<Vec<_>>()))
            .collect();
        let written = match &all[..] {
            [] => continue,
            [one] => one.clone(),
            _ => format!("{{ all = [{}] }}", all.join(", ")),
        };
        let _ = writeln!(toml, "{name} = {written}");
    }
    if let Some(other) = &inference.runner_up {
        let other = list(&quoted_all(&other.paths));
        let word = say!(locale, "# The articles may rather be at", "# 文章也可能在");
        let _ = writeln!(toml, "\n{word} {other}");
    }
    tell_left_out(&inference.left_out, locale, &mut toml);
    toml
}

const ABOUT_EN: &str = r#"# What Wenlan saw in an answer of this source. Mend what is wrong:
# a field is a path from the article on (JSON Pointer or JSONPath; parent: and root:
# begin further out), a list of which the first that says something counts, or a table,
# such as { at = "/time", format = "%Y%m%d", zone = "Asia/Shanghai" }
# or { template = "https://example.org/a/{/id}" }.

"#;

const ABOUT_ZH: &str = r#"# 文澜从该来源的一份回答推断出下列映射，不对之处请改正。
# 字段可写：从文章起的路径（JSON Pointer 或 JSONPath；以 parent:、root: 开头则从外层起）；
# 路径列表，取第一个有内容的；或表，如
# { at = "/time", format = "%Y%m%d", zone = "Asia/Shanghai" }
# { template = "https://example.org/a/{/id}" }

"#;

/// Fields that are shown nowhere and told of.
const TOLD: usize = 20;

/// Notes what of the articles no field takes.
fn tell_left_out(left_out: &[LeftOut], locale: Locale, toml: &mut String) {
    if left_out.is_empty() {
        return;
    }
    let head = say!(
        locale,
        "# Not shown, where first:",
        "# 未显示（首次出现处）："
    );
    let _ = writeln!(toml, "\n{head}");
    for LeftOut { at, .. } in left_out.iter().take(TOLD) {
        let _ = writeln!(toml, "#   {}", shown(at));
    }
    let more = left_out.len().saturating_sub(TOLD);
    if more > 0 {
        let _ = writeln!(
            toml,
            "{}",
            say!(locale, "#   and {more} more", "#   另有 {more} 项")
        );
    }
}

/// A path, with the heading above what stands there.
fn place(way: &String, guess: &Guess) -> String {
    let mut headings = guess.headings.iter();
    match headings.find(|(headed, _)| headed == way) {
        Some((_, heading)) => {
            let (way, heading) = (quoted(way), quoted(heading));
            format!("{{ at = {way}, heading = {heading} }}")
        }
        None => quoted(way),
    }
}

fn quoted_all(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| quoted(text)).collect()
}

/// One value, or a list of several.
fn list(values: &[String]) -> String {
    match values {
        [value] => value.clone(),
        values => format!("[{}]", values.join(", ")),
    }
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // What could steer a terminal, or end the line, is written by its number.
            c if c.is_control() || clean(c.encode_utf8(&mut [0; 4])).is_empty() => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
