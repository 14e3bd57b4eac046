//! Lets `**提示：**内容` be strong in Chinese, where no space parts words.
//!
//! `CommonMark` asks that a run of `*` beside punctuation have white space or
//! punctuation on its other side, to tell where emphasis begins and ends by
//! the spaces between words. Chinese has none, so that a phrase that ends in
//! a mark would show its asterisks. A sign that is neither is put between the
//! run and the mark, for the parser alone; it is taken out of all it gives.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use crate::text;

/// A character for private use, which is neither space nor punctuation.
const SIGN: char = '\u{e000}';

/// The Markdown with a sign where a mark of Chinese would keep a run of `*` from emphasis.
pub(super) fn eased(markdown: &str) -> Cow<'_, str> {
    if markdown.contains(SIGN) {
        return Cow::Borrowed(markdown);
    }
    let mut eased = String::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(next) = markdown[at..].find('*') {
        let start = at + next;
        let run = markdown[start..].bytes().take_while(|&b| b == b'*').count();
        at = start + run;
        let before = markdown[..start].chars().next_back();
        let behind = markdown[at..].chars().next();
        if let (Some(before), Some(behind)) = (before, behind)
            && let Some(leading) = hinders(before, behind)
        {
            let place = if leading { start } else { at };
            eased.push_str(&markdown[from..place]);
            eased.push(SIGN);
            from = place;
        }
    }
    if from == 0 {
        return Cow::Borrowed(markdown);
    }
    eased.push_str(&markdown[from..]);
    Cow::Owned(eased)
}

/// Whether one of the characters around a run of `*` is a mark that hinders it in East Asian text.
///
/// True for the one before the run, false for the one behind it.
fn hinders(before: char, behind: char) -> Option<bool> {
    let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let is_space = before.is_whitespace() || behind.is_whitespace();
    let is_asian = text::swallows_break(before) || text::swallows_break(behind);
    match (is_mark(before), is_mark(behind)) {
        _ if is_space || !is_asian || before == '\\' => None,
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// The event as it would have been without the signs.
pub(super) fn without_signs(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::InlineMath(text) => Event::InlineMath(clean(text)),
        Event::DisplayMath(text) => Event::DisplayMath(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(clean(label)),
        Event::Start(tag) => Event::Start(tag_without_signs(tag)),
        event => event,
    }
}

fn tag_without_signs(tag: Tag<'_>) -> Tag<'_> {
    match tag {
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: clean(dest_url),
            title: clean(title),
            id,
        },
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Image {
            link_type,
            dest_url: clean(dest_url),
            title: clean(title),
            id,
        },
        Tag::CodeBlock(CodeBlockKind::Fenced(about)) => {
            Tag::CodeBlock(CodeBlockKind::Fenced(clean(about)))
        }
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(clean(label)),
        tag => tag,
    }
}

fn clean(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains(SIGN) {
        return CowStr::from(text.replace(SIGN, ""));
    }
    text
}
