//! Markdown in, blocks out: `CommonMark` with tables, footnotes, strikethrough and task lists.
//!
//! 1. `front_matter` reads the `key: value` lines before a document.
//! 2. `emphasis` helps a parser that looks for spaces between words.
//! 3. The parser of `pulldown_cmark` gives a run of events.
//! 4. `blocks` builds blocks of them, `inline` what stands within a line.
//! 5. HTML blocks go to the reader of HTML; of HTML within a line, the tags
//!    that only style go on to mean what they mean, and others leave their text.

mod blocks;
mod emphasis;
mod front_matter;
mod inline;
#[cfg(test)]
mod tests;

use self::blocks::Reader;
use super::{Body, Complaint};
use crate::article::{Article, Block, Label, Url};

/// The body that a piece of Markdown stands for; relative addresses are resolved against `base`.
pub(crate) fn body(markdown: &str, base: Option<&Url>) -> Body {
    Reader::new(base).read(markdown)
}

/// The article that a Markdown document is.
///
/// Front matter gives its title and the like. Without a title there, a
/// first-level heading at the beginning is the title, and leaves the body.
pub(crate) fn document(markdown: &str, base: Option<&Url>) -> (Article, Vec<Complaint>) {
    let markdown = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    let (mut article, mut complaints, rest) = front_matter::split(markdown, base);
    let body = body(rest, base);
    article.body = body.blocks;
    complaints.extend(body.complaints);
    if let Some(Block::Heading { level: 1, text }) = article.body.first() {
        let title = Label::new(text.text());
        if article.title.is_empty() || article.title == title {
            article.title = title;
            article.body.remove(0);
        }
    }
    (article, complaints)
}
