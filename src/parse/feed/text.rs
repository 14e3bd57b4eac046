//! Texts of a feed, which may be text or HTML, and do not always say which.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::article::{Label, Markup, Part};
use crate::parse::address::Base;
use crate::parse::html;
use crate::parse::xml::{Element, Vocabulary};

/// The text of an element, and how it is written.
#[derive(Debug)]
pub(super) struct Text<'e> {
    pub(super) markup: Markup,
    pub(super) words: Cow<'e, str>,
    /// Against what addresses in it are resolved, where the feed says it.
    pub(super) base: Option<&'e Base>,
}

impl Text<'_> {
    pub(super) fn part(self) -> Part {
        Part {
            markup: self.markup,
            text: self.words.into_owned(),
        }
    }

    /// Its words without its markup.
    pub(super) fn plain(self) -> String {
        match self.markup {
            Markup::Html => html::words(&self.words),
            _ => self.words.into_owned(),
        }
    }
}

/// The text of an element; nothing for what is no text, or blank.
pub(super) fn text<'e>(element: &'e Element<'_>) -> Option<Text<'e>> {
    let raw = element.words()?;
    let (markup, words) = if element.is_markup {
        (Markup::Html, raw.into())
    } else {
        of_type(element, raw)?
    };
    Some(Text {
        markup,
        words,
        base: element.base.as_deref(),
    })
}

/// A text as its type says it is written.
fn of_type<'e>(element: &Element<'_>, raw: &'e str) -> Option<(Markup, Cow<'e, str>)> {
    let kind = element.attribute("type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let mut kind = kind.to_ascii_lowercase();
    if kind == "text/plain" {
        // Atom says so where it means nothing by it.
        kind.clear();
    }
    let markup = named(&kind);
    if element.attribute("mode") == Some("base64") || markup.is_none() && kind.contains('/') {
        let text = decoded(raw)?;
        return Some((markup.unwrap_or_else(|| detected(&text)), text.into()));
    }
    let markup = markup.unwrap_or_else(|| match element.vocabulary {
        Vocabulary::Content if raw.contains(['<', '&']) => Markup::Html,
        _ => detected(raw),
    });
    Some((markup, raw.into()))
}

/// The markup of a type, if it says one.
fn named(kind: &str) -> Option<Markup> {
    Some(match kind {
        "html" | "xhtml" | "text/html" | "application/xhtml+xml" => Markup::Html,
        "text/markdown" | "text/x-markdown" => Markup::Markdown,
        "text" => Markup::Text,
        kind if kind.starts_with("text/") || kind.ends_with("xml") => Markup::Text,
        _ => return None,
    })
}

/// The text that is packed into letters (RFC 4648), if it is text.
fn decoded(packed: &str) -> Option<String> {
    let packed: String = packed.split_ascii_whitespace().collect();
    String::from_utf8(BASE64_STANDARD.decode(packed).ok()?).ok()
}

/// How a text is written that does not say it.
fn detected(text: &str) -> Markup {
    if is_html(text) {
        Markup::Html
    } else {
        Markup::Text
    }
}

/// Whether a text has a tag or a reference of HTML, which nobody writes in prose.
fn is_html(text: &str) -> bool {
    text.match_indices(['<', '&']).any(|(at, mark)| {
        let rest = &text[at + 1..];
        if mark == "<" {
            begins_tag(rest)
        } else {
            begins_reference(rest)
        }
    })
}

/// Whether `b>`, `/p>`, `br/>`, `a href=…` or `!--` follows a `<`.
fn begins_tag(rest: &str) -> bool {
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let is_name = |c: char| c.is_ascii_alphanumeric();
    let len = name.find(|c| !is_name(c)).unwrap_or(name.len());
    let ends = name[len..].starts_with(['>', '/', ' ', '\n', '\t', '\r']);
    // Nobody writes </x> but in markup.
    let closes = rest.len() > name.len() && len > 0 && name[len..].starts_with('>');
    rest.starts_with("!--") || closes || ends && html::is_element(&name[..len])
}

/// The longest name of a character, in bytes.
const LONGEST: usize = 31;

/// Whether `amp;`, `#8212;` or the like follows a `&`.
fn begins_reference(rest: &str) -> bool {
    let mut near = rest.bytes().take(LONGEST + 1);
    let Some(len) = near.position(|b| b == b';').filter(|len| *len > 1) else {
        return false;
    };
    let digits = rest[..len].trim_start_matches('#');
    let is_name = digits.bytes().all(|b| b.is_ascii_alphanumeric());
    is_name && !digits.is_empty() && len - digits.len() < 2
}

/// The words of a text on one line; nothing where it has none.
pub(super) fn line(element: &Element<'_>) -> Option<Label> {
    Label::some(&text(element)?.plain())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, raw: &str, wanted: Option<(Markup, &str)>) {
        let element = Element {
            attributes: vec![("type", kind.into())],
            text: raw.into(),
            ..Element::default()
        };
        let found = text(&element);
        let found = found.as_ref().map(|text| (text.markup, &*text.words));
        assert_eq!(found, wanted, "{kind} {raw}");
    }

    #[test]
    fn a_text_is_written_as_its_type_says_or_else_as_it_looks() {
        check("text", "<b>一", Some((Markup::Text, "<b>一")));
        check("html", "一", Some((Markup::Html, "一")));
        check("text/html; charset=utf-8", "一", Some((Markup::Html, "一")));
        check("", "<b>一", Some((Markup::Html, "<b>一")));
        check("text/plain", "1 < 2", Some((Markup::Text, "1 < 2")));
        check("TEXT/MARKDOWN", "*一*", Some((Markup::Markdown, "*一*")));
        check(
            "application/octet-stream",
            "5L i\nA",
            Some((Markup::Text, "一")),
        );
        check("image/png", "iVBORw0KGgo=", None);
        check("image/png", "一", None);
        check("", " ", None);
    }

    #[test]
    fn html_is_known_by_its_tags_and_references() {
        for text in [
            "<p>一",
            "a<br/>b",
            "一</div>",
            "AT&amp;T",
            "&#8212;",
            "a &nbsp; b",
            "<!-- x -->",
            "<A HREF='x'>",
            "<math><mi>x</mi></math>",
        ] {
            assert!(is_html(text), "{text}");
        }
        for text in [
            "",
            "1 < 2 & 3 > 2",
            "AT&T; 一",
            "Vec<T> and <unknown>",
            "a <b",
            "Q&A",
            "&; &#;",
            "x && y;",
            "<《书》>",
        ] {
            assert!(!is_html(text), "{text}");
        }
    }
}
