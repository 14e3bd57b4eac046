//! Which markup a text is written in.

use super::super::{looks, names};
use crate::article::Markup;
use crate::parse::sniff;

/// Elements that part paragraphs, as they begin in HTML.
const DIVIDING: &[&str] = &[
    "<p",
    "<br",
    "<div",
    "<li",
    "<h1",
    "<h2",
    "<h3",
    "<h4",
    "<h5",
    "<h6",
    "<tr",
    "<pre",
    "<blockquote",
    "<section",
    "<table",
    "<article",
    "<figure",
];

/// The markup of a text that is called `name`, and the text as its reader wants it.
///
/// What the text shows counts first; a name alone does not make HTML of a text.
pub(super) fn judge(name: &str, text: &str) -> (Markup, String) {
    if is_markdown_name(name) {
        return (Markup::Markdown, text.to_owned());
    }
    if looks::is_whole_page(text) {
        return (Markup::HtmlDocument, text.to_owned());
    }
    if looks::has_tags(text) || looks::has_coded_tags(text) {
        let is_markdown = !looks::has_coded_tags(text)
            && !has_dividing_tags(text)
            && sniff::looks_like_markdown(text);
        return if is_markdown {
            (Markup::Markdown, text.to_owned())
        } else {
            (Markup::Html, html(text))
        };
    }
    if sniff::looks_like_markdown(text) {
        return (Markup::Markdown, text.to_owned());
    }
    if looks::has_entities(text) {
        return (Markup::Html, html(text));
    }
    (Markup::Text, text.to_owned())
}

/// Whether a name says that what it names is Markdown.
pub(super) fn is_markdown_name(name: &str) -> bool {
    let words = names::words(name);
    words
        .iter()
        .any(|word| matches!(&**word, "markdown" | "md"))
}

fn has_dividing_tags(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    DIVIDING.iter().any(|tag| lower.contains(tag))
}

/// HTML as its reader wants it: with tags that are none of them coded, and a
/// break where a line ends that nothing else would part from the next.
pub(super) fn html(text: &str) -> String {
    if !looks::has_tags(text) && looks::has_coded_tags(text) {
        return decode(text);
    }
    if text.contains('\n') && !has_dividing_tags(text) {
        return text.trim().replace('\n', "<br>\n");
    }
    text.to_owned()
}

/// A text with the references decoded that stand for the signs of HTML itself.
pub(in super::super) fn decode(text: &str) -> String {
    const SIGNS: &[(&str, &str)] = &[
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let sign = SIGNS.iter().find(|(coded, _)| rest.starts_with(coded));
        let (coded, sign) = sign.copied().unwrap_or(("&", "&"));
        out.push_str(sign);
        rest = &rest[coded.len()..];
    }
    out + rest
}

/// Letters at the beginning by which two texts are compared.
const COMPARED: usize = 48;

/// Whether a text that is shown says all that another says in other markup: they
/// begin alike, and the other is hardly longer.
pub(super) fn says_all(shown: &str, other: &str) -> bool {
    let beginning = |text| letters(text).take(COMPARED).collect::<String>();
    let (first, second) = (beginning(shown), beginning(other));
    if first.is_empty() || !first.starts_with(&second) {
        return false;
    }
    let (shown, other) = (letters(shown).count(), letters(other).count());
    other <= shown + shown / 20
}

/// The longest tag and the longest reference that are skipped, in bytes.
const LONGEST_TAG: usize = 500;
const LONGEST_REFERENCE: usize = 10;

/// Where a sign stands in the first `most` bytes of a text.
fn within(text: &str, sign: u8, most: usize) -> Option<usize> {
    text.bytes().take(most).position(|byte| byte == sign)
}

/// The letters of a text, without its tags, references and marks.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            let skipped = match c {
                '<' => within(rest, b'>', LONGEST_TAG),
                '&' => within(rest, b';', LONGEST_REFERENCE),
                _ => None,
            };
            rest = &rest[skipped.map_or(c.len_utf8(), |end| end + 1)..];
            if skipped.is_none() && c.is_alphanumeric() {
                return Some(c);
            }
        }
    })
}

/// A name as people write it: `more_information` is “more information”.
pub(in super::super) fn words_of(name: &str) -> String {
    names::words(name).join(" ")
}
