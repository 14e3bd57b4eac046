//! Which of the texts of an article is its body, and which tells it in short.

use serde_json::Value;

use super::files::{Files, files};
use super::text::{Text, text};
use crate::article::{Markup, Part, Received, RichText, Url};
use crate::parse::address::Base;
use crate::parse::attachments::{self, Attachment, shows_address};
use crate::parse::xml::Vocabulary::{Content, Dublin, Feed, Media, Podcast, Xhtml};
use crate::parse::xml::{Element, Name};

/// Elements that hold all that an article says, the surest first.
const CONTENTS: &[Name] = &[
    (Content, "encoded"),
    (Xhtml, "body"),
    (Xhtml, "div"),
    (Feed, "fullitem"),
    (Feed, "body"),
    (Feed, "content"),
];

/// Elements that hold all or a part of it, the longest first.
const DESCRIPTIONS: &[Name] = &[
    (Feed, "description"),
    (Feed, "summary"),
    (Media, "description"),
    (Podcast, "summary"),
    (Dublin, "description"),
    (Feed, "abstract"),
    (Podcast, "subtitle"),
];

/// Files that are sought in the body, where they need not be told again.
const SOUGHT: usize = 20;

/// What an article says, before it is read.
pub(super) struct Told<'e> {
    pub(super) received: Received,
    pub(super) summary: Option<RichText>,
    pub(super) image: Option<Url>,
    /// There is a text among its parts, not files alone.
    pub(super) has_text: bool,
    /// A text that is written in no way that we read.
    pub(super) unread: Option<&'e Element<'e>>,
}

/// Finds what an article says; relative addresses in it are resolved against
/// `base` unless it names another.
pub(super) fn told<'e>(item: &'e Element<'e>, links: &Base, base: Option<&Url>) -> Told<'e> {
    let mut unread = None;
    let mut read = |element: &'e Element<'e>| {
        let text = text(element);
        if text.is_none() && element.words().is_some() {
            unread = unread.or(Some(element));
        }
        text
    };
    let content = item.each(CONTENTS).find_map(&mut read);
    let mut descriptions = descriptions(item).filter_map(&mut read);
    let body = content.or_else(|| descriptions.next());
    let other = body.as_ref().and_then(|body| {
        let differs = |text: &Text<'_>| text.words != body.words;
        descriptions.find(differs)
    });
    drop(descriptions);
    let Files {
        mut attachments,
        image,
    } = files(item, links);
    // To look for each of many in a long text would take its time.
    if let Some(body) = body.as_ref().filter(|_| attachments.len() <= SOUGHT) {
        let shows = |file: &Attachment| shows_address(&body.words, file.url.as_str());
        attachments.retain(|file| !shows(file));
    }
    let own_base = body.as_ref().and_then(|body| body.base?.address());
    let text = body.map(Text::part);
    let blocks = attachments::blocks(&attachments);
    let files = (!blocks.is_empty()).then(|| Part {
        markup: Markup::Blocks,
        text: Value::from(blocks).to_string(),
    });
    Told {
        has_text: text.is_some(),
        received: Received {
            parts: text.into_iter().chain(files).collect(),
            base: own_base.or_else(|| base.cloned()),
        },
        summary: other.and_then(summary),
        image,
        unread,
    }
}

/// The descriptions of an article; those of the films and pictures that are all of it behind its own.
fn descriptions<'e>(item: &'e Element<'e>) -> impl Iterator<Item = &'e Element<'e>> {
    let films = item.each(&[(Media, "group"), (Media, "content")]);
    let theirs = films.flat_map(|film| film.all(Media, "description"));
    item.each(DESCRIPTIONS).chain(theirs)
}

/// A description beside the body tells the article in short.
fn summary(text: Text<'_>) -> Option<RichText> {
    let summary = RichText::plain(text.plain().trim());
    Some(summary).filter(|summary| !summary.is_empty())
}
