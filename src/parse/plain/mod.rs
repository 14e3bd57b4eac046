//! Plain text in, paragraphs out.
//!
//! - [`verbatim`] takes each line for a paragraph and recognises nothing.
//! - [`body`] recognises indents, and lines that an editor broke.
//! - [`page`] recognises a saved page: its breadcrumb, title, date, sources,
//!   authors and headings, and the furniture around them.

mod furniture;
mod page;
mod wrap;

pub(crate) use page::page;

pub(super) use furniture::{Key, Part, breadcrumb, is_furniture, names, parts};

use std::borrow::Cow;

use super::Body;
use super::flow::{INDENT_CELLS, lead_cells};
use crate::article::{Block, Paragraph, RichText};
use crate::text;

/// The body of a text: each line is a paragraph, or lines that an editor broke are joined to paragraphs.
///
/// A blank run at the head of a line is an indent, not text.
pub(crate) fn body(text: &str) -> Body {
    let marked = marked(text);
    let clean = text::clean(&marked);
    let blocks = wrap::paragraphs(&lines(&clean));
    Body {
        blocks: blocks
            .into_iter()
            .map(|paragraph| paragraph.block())
            .collect(),
        complaints: Vec::new(),
    }
}

/// The body of a text of which each line that is not blank is one paragraph, exactly as given.
pub(crate) fn verbatim(text: &str) -> Body {
    let clean = text::clean(text);
    // Cleaned once more by the block, a line may turn out to have been a lone U+FEFF.
    let says_something = |block: &Block| block.texts().iter().any(|text| !text.trim().is_empty());
    let blocks = clean.split('\n').map(Block::paragraph);
    Body {
        blocks: blocks.filter(says_something).collect(),
        complaints: Vec::new(),
    }
}

/// A line of a text.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    /// From 1.
    number: usize,
    /// Unicode scalars before `text`.
    column: usize,
    /// Cells of the blanks before `text`.
    lead: usize,
    /// Cells of the text; of a long one, no more than that it is long.
    width: usize,
    /// The line without the blanks at its ends; may be empty.
    text: &'a str,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    fn is_indented(&self) -> bool {
        self.lead >= INDENT_CELLS
    }
}

/// The text with each tab at the head of a line as a wide blank, so that it stays an indent when the text is cleaned.
fn marked(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut at_head = true;
    let mark = |c: char| {
        at_head = matches!(c, '\n' | '\r') || at_head && is_blank(c);
        if c == '\t' && at_head { '\u{2003}' } else { c }
    };
    Cow::Owned(text.chars().map(mark).collect())
}

/// The lines of a clean text.
fn lines(clean: &str) -> Vec<Line<'_>> {
    clean
        .split('\n')
        .enumerate()
        .map(|(at, raw)| {
            let text = raw.trim_start_matches(is_blank);
            let blanks = &raw[..raw.len() - text.len()];
            let text = text.trim_end_matches(is_blank);
            Line {
                number: at + 1,
                column: blanks.chars().count(),
                lead: blanks.chars().map(|c| lead_cells(c).unwrap_or(1)).sum(),
                width: width(text),
                text,
            }
        })
        .collect()
}

/// Cells of a line; a line of more than 600 bytes is wider than all that we ask for.
fn width(line: &str) -> usize {
    const LONG: usize = 600;
    if line.len() > LONG {
        return LONG;
    }
    text::width(line, text::Profile::default())
}

/// White space, and what shows as nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || lead_cells(c).is_some()
}

/// A paragraph, and the line it begins on.
#[derive(Debug)]
struct Prose<'a> {
    first: Line<'a>,
    text: String,
}

impl Prose<'_> {
    fn block(&self) -> Block {
        Block::Paragraph(Paragraph {
            text: RichText::plain(&self.text),
            indented: self.first.is_indented(),
        })
    }
}

#[cfg(test)]
mod tests;
