//! An article in Wenlan article JSON.

use serde_json::Value;

use super::super::At;
use super::super::body::{Content, Written};
use super::super::reading::{Fields, Reading};
use super::runs::rich;
use crate::article::{Article, Label, Markup, Url};
use crate::parse::complaint::shown;
use crate::sentence;

/// Every field of an article.
pub(super) const FIELDS: &[&str] = &[
    "id",
    "url",
    "title",
    "subtitle",
    "breadcrumb",
    "authors",
    "author",
    "sources",
    "source",
    "published",
    "updated",
    "language",
    "summary",
    "tags",
    "image",
    "body",
    "body_format",
];

/// What parts the tags in a text that lists them.
const COMMAS: &[char] = &[',', '，', '、', ';', '；'];

/// Reads an article.
pub(super) fn article(reading: &mut Reading<'_>, mut fields: Fields<'_>) -> Article {
    let mut article = Article {
        id: fields.label("id", reading),
        url: fields.url("url", reading),
        title: fields.label("title", reading).unwrap_or_default(),
        subtitle: fields.label("subtitle", reading),
        breadcrumb: fields.labels("breadcrumb", &['>'], reading),
        authors: one_or_many(&mut fields, "authors", "author", reading),
        sources: one_or_many(&mut fields, "sources", "source", reading),
        published: fields.moment("published", reading),
        updated: fields.moment("updated", reading),
        language: fields.label("language", reading),
        tags: fields.labels("tags", COMMAS, reading),
        image: fields.url("image", reading),
        ..Article::default()
    };
    let summary = fields.take("summary");
    let summary = rich(reading, &fields.at.field("summary"), summary);
    article.summary = Some(summary).filter(|summary| !summary.is_empty());
    let base = article.url.clone().filter(Url::opens);
    let base = base.as_ref().or(reading.base);
    let content = body(&mut fields, reading);
    reading.give_body(&mut article, content.into_iter().collect(), base);
    fields.finish(reading);
    article
}

/// The names in the field `many`, and those in the field `one`.
fn one_or_many(
    fields: &mut Fields<'_>,
    many: &str,
    one: &str,
    reading: &mut Reading<'_>,
) -> Vec<Label> {
    let mut names = fields.labels(many, &[], reading);
    for name in fields.labels(one, &[], reading) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The names of the ways in which the text of a body is written.
const MARKUPS: [(&str, Markup); 3] = [
    ("html", Markup::Html),
    ("markdown", Markup::Markdown),
    ("text", Markup::Text),
];

/// The body: a text, a text with its format as the name, or blocks.
fn body<'a>(fields: &mut Fields<'a>, reading: &mut Reading<'_>) -> Option<Content<'a>> {
    let named = fields.text("body_format", reading);
    let markup = named.map_or(Markup::Text, |name| {
        let known = MARKUPS.iter().find(|(known, _)| *known == name);
        if known.is_none() {
            let name = shown(&name);
            let what = sentence!(
                "no body is written in “{name}”, but in text, markdown or html; it was read as text",
                "正文格式只能是 text、markdown 或 html，不能是“{name}”；已按纯文本读入"
            );
            reading.complain_of(&fields.at.field("body_format"), what);
        }
        known.map_or(Markup::Text, |(_, markup)| *markup)
    });
    let at = fields.at.field("body");
    let written = match fields.take("body") {
        Value::Null => return None,
        Value::String(text) => marked_up(reading, &at, text, markup),
        Value::Object(mut map) if !map.contains_key("type") => {
            let format = MARKUPS
                .iter()
                .find(|(name, _)| map.get(*name).is_some_and(Value::is_string));
            let text = format.and_then(|(name, markup)| Some((map.shift_remove(*name)?, *markup)));
            match text {
                Some((Value::String(text), markup)) => {
                    Fields::new(map, &at).finish(reading);
                    marked_up(reading, &at, text, markup)
                }
                _ => Written::Blocks(Value::Object(map)),
            }
        }
        value => Written::Blocks(value),
    };
    Some(Content { at, written })
}

fn marked_up(reading: &mut Reading<'_>, at: &At<'_>, text: String, markup: Markup) -> Written {
    if markup == Markup::Text && looks_like_html(&text) {
        let what = sentence!(
            "this looks like HTML but was read as text; name it with \"body_format\": \"html\"",
            "正文像是 HTML，却按纯文本读入；请写明 \"body_format\": \"html\""
        );
        reading.complain_of(at, what);
    }
    Written::Text(markup, text)
}

/// Whether a text is HTML from its first to its last sign.
pub(super) fn looks_like_html(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('<') && text.ends_with('>') && text.contains("</")
}
