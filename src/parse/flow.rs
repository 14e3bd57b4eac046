//! Collects blocks as a reader of markup meets them: prose bit by bit, other blocks whole.
//!
//! White space collapses as CSS has it. A line end of the source vanishes
//! between two East Asian characters and is a space elsewhere (CSS Text 3,
//! segment break transformation). A blank run at the head of a paragraph is
//! its indent, not its text.

use std::cell::Cell;
use std::rc::Rc;

use super::flat::flatten;
use crate::article::{Block, Paragraph, RichText, RichTextBuilder, Style};
use crate::text;

/// Blocks, and the paragraph that is being written.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    builder: RichTextBuilder,
    styles: Vec<Rc<Wanted>>,
    /// Of the outermost `styles`, which have begun in this paragraph: all but exhausted ones.
    begun: Vec<bool>,
    blank: Blank,
    /// Line ends that the author wanted and that no text has followed yet.
    breaks: usize,
    /// Cells of the blank run at the head of the line.
    lead: usize,
    indented: bool,
    /// Paragraphs that begin now are set back by a style sheet (`text-indent`).
    pub(super) set_back: bool,
}

/// A style that a reader of markup has opened and not yet closed.
#[derive(Debug)]
struct Wanted {
    style: Style,
    /// How often it was begun: once in each paragraph that it spans.
    begun: Cell<usize>,
}

/// Collapsible white space that no text has followed yet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Blank {
    #[default]
    None,
    Space,
    LineEnd,
}

/// From this many cells on, a blank run at the head of a line is an indent:
/// one U+3000, or two U+00A0.
pub(super) const INDENT_CELLS: usize = 2;

/// A style spans at most this many paragraphs, lest one long address in front
/// of many short paragraphs be copied into each.
const PARAGRAPHS_OF_A_STYLE: usize = 64;

impl Flow {
    /// An empty flow for the inside of a block, under the styles that are open here.
    pub(super) fn inside(&self) -> Flow {
        Flow {
            styles: self.styles.clone(),
            set_back: self.set_back,
            ..Flow::default()
        }
    }

    /// Adds prose, collapsing its white space.
    pub(super) fn text(&mut self, raw: &str) {
        let mut rest = raw;
        loop {
            rest = self.skip_blanks(rest);
            let run = &rest[..run_len(rest)];
            if run.is_empty() {
                return;
            }
            self.settle(run);
            self.builder.push(run);
            rest = &rest[run.len()..];
        }
    }

    /// Takes the collapsible white space at the head of `text`, and the indent where a line begins.
    fn skip_blanks<'a>(&mut self, text: &'a str) -> &'a str {
        let begins_line = self.begins_line();
        let skipped = |c: char| is_collapsible(c) || begins_line && lead_cells(c).is_some();
        let rest = text.trim_start_matches(skipped);
        for c in text[..text.len() - rest.len()].chars() {
            self.lead += lead_cells(c).unwrap_or(0);
            if matches!(c, '\n' | '\r') {
                self.blank = Blank::LineEnd;
            } else if self.blank == Blank::None && is_collapsible(c) {
                self.blank = Blank::Space;
            }
        }
        rest
    }

    /// Decides what becomes of the blanks and line ends before `next`, and begins the open styles.
    fn settle(&mut self, next: &str) {
        let indent = self.lead >= INDENT_CELLS;
        if self.breaks > 1 || self.breaks == 1 && indent {
            let lead = self.lead;
            self.end_paragraph();
            self.lead = lead;
        }
        if self.builder.text().is_empty() {
            self.indented = indent || self.set_back;
        } else if self.breaks == 1 {
            self.builder.push("\n");
        } else if self.blank_shows(next) {
            self.builder.push(" ");
        }
        (self.blank, self.breaks, self.lead) = (Blank::None, 0, 0);
        for wanted in &self.styles[self.begun.len()..] {
            let times = wanted.begun.get() + 1;
            wanted.begun.set(times);
            let begins = times <= PARAGRAPHS_OF_A_STYLE;
            if begins {
                self.builder.open(wanted.style.clone());
            }
            self.begun.push(begins);
        }
    }

    fn blank_shows(&self, next: &str) -> bool {
        let swallows = |c: Option<char>| c.is_some_and(text::swallows_break);
        match self.blank {
            Blank::None => false,
            Blank::Space => true,
            Blank::LineEnd => {
                let before = self.builder.text().chars().next_back();
                !(swallows(before) && swallows(next.chars().next()))
            }
        }
    }

    /// Whether the next text begins a line, so that blanks before it are an indent.
    fn begins_line(&self) -> bool {
        self.breaks > 0 || self.builder.text().is_empty()
    }

    /// A line end in the source that means no more than a space.
    pub(super) fn soft_break(&mut self) {
        self.blank = Blank::LineEnd;
    }

    /// A line end that the author wanted (`<br>`). Two of them, or one before
    /// an indent, end the paragraph.
    pub(super) fn line_break(&mut self) {
        self.breaks += 1;
        (self.blank, self.lead) = (Blank::None, 0);
    }

    /// Begins a style; it goes on over the ends of paragraphs until it is closed.
    pub(super) fn open(&mut self, style: Style) {
        let begun = Cell::new(0);
        self.styles.push(Rc::new(Wanted { style, begun }));
    }

    /// Ends the style that was opened last.
    pub(super) fn close(&mut self) {
        self.styles.pop();
        if self.begun.len() > self.styles.len() && self.begun.pop() == Some(true) {
            self.builder.close();
        }
    }

    /// Ends the paragraph, if one has begun.
    pub(super) fn end_paragraph(&mut self) {
        let builder = std::mem::take(&mut self.builder);
        self.begun.clear();
        (self.blank, self.breaks, self.lead) = (Blank::None, 0, 0);
        let text = builder.finish().trimmed(char::is_whitespace);
        if !text.is_empty() {
            let indented = self.indented;
            self.blocks
                .push(Block::Paragraph(Paragraph { text, indented }));
        }
    }

    /// Ends the paragraph and adds a block.
    pub(super) fn push(&mut self, block: Block) {
        self.end_paragraph();
        self.blocks.push(block);
    }

    /// Ends the paragraph and adds blocks.
    pub(super) fn extend(&mut self, blocks: Vec<Block>) {
        self.end_paragraph();
        self.blocks.extend(blocks);
    }

    /// The last block, if no paragraph has begun behind it.
    pub(super) fn last_block(&mut self) -> Option<&mut Block> {
        self.blocks
            .last_mut()
            .filter(|_| self.builder.text().is_empty())
    }

    /// Whether the paragraph that is being written has text.
    pub(super) fn has_prose(&self) -> bool {
        !self.builder.text().is_empty()
    }

    /// Everything, in order.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        self.blocks
    }

    /// Everything as one text (see [`flatten`]).
    pub(super) fn finish_flat(self) -> RichText {
        flatten(self.finish())
    }
}

/// The white space that collapses (CSS Text 3, document white space, with form feed as HTML has it).
fn is_collapsible(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// The cells that a blank of an indent has; `None` for what is no such blank.
///
/// Zero-width space and U+FEFF stand before indents on many pages and show as nothing.
pub(super) fn lead_cells(c: char) -> Option<usize> {
    match c {
        '\u{3000}' | '\u{2001}' | '\u{2003}' => Some(2),
        '\u{a0}' | '\u{2000}' | '\u{2002}' | '\u{2004}'..='\u{200a}' | '\u{202f}' => Some(1),
        '\u{200b}' | '\u{feff}' => Some(0),
        _ => None,
    }
}

/// The bytes of `text` up to white space that is not one space between two characters.
fn run_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let collapsible = |b: u8| is_collapsible(char::from(b));
    let ends = |(at, &b): (usize, &u8)| {
        collapsible(b) && (b != b' ' || bytes.get(at + 1).is_none_or(|&next| collapsible(next)))
    };
    let end = bytes.iter().enumerate().position(|(at, b)| ends((at, b)));
    end.unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes `pieces`, of which `/` is a wanted line end and `|` the end of a paragraph.
    #[track_caller]
    fn check(pieces: &[&str], wanted: &[&str]) {
        let mut flow = Flow::default();
        for piece in pieces {
            match *piece {
                "/" => flow.line_break(),
                "|" => flow.end_paragraph(),
                text => flow.text(text),
            }
        }
        let mark = |block: &Block| match block {
            Block::Paragraph(p) if p.indented => format!("→{}", p.text.text()),
            block => block.texts().concat(),
        };
        let blocks = flow.finish();
        assert_eq!(blocks.iter().map(mark).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn white_space_collapses() {
        check(&["  a  b\t c ", " d"], &["a b c d"]);
        check(&["甲 ", "|", " 乙"], &["甲", "乙"]);
        check(&[" \n "], &[]);
    }

    #[test]
    fn a_line_end_between_han_vanishes_and_a_space_stays() {
        check(&["中\n文"], &["中文"]);
        check(&["中 文"], &["中 文"]);
        check(&["中 \n", "  文"], &["中文"]);
        check(&["中\nword\n文"], &["中 word 文"]);
        check(&["한\n글"], &["한 글"]);
    }

    #[test]
    fn two_line_ends_part_paragraphs_and_one_parts_lines() {
        check(&["甲", "/", "乙"], &["甲\n乙"]);
        check(&["甲", "/", "\n", "/", "乙"], &["甲", "乙"]);
        check(&["/", "甲", "/"], &["甲"]);
    }

    #[test]
    fn an_indent_is_remembered_and_not_kept() {
        check(&["\u{3000}\u{3000}甲"], &["→甲"]);
        check(&["\u{a0} ", "\u{a0} 甲"], &["→甲"]);
        check(&["\u{a0}甲"], &["甲"]);
        check(&["甲", "/", "\u{3000}\u{3000}乙"], &["甲", "→乙"]);
        check(&["甲\u{3000}乙"], &["甲\u{3000}乙"]);
        check(&["\u{a0}\u{200b}"], &[]);
    }

    #[test]
    fn a_style_goes_on_in_the_next_paragraph_without_the_blanks_between() {
        let mut flow = Flow::default();
        flow.text("a ");
        flow.open(Style::Strong);
        flow.text(" b ");
        flow.end_paragraph();
        flow.text("c");
        flow.close();
        flow.text(" d");
        let blocks = flow.finish();
        let [Block::Paragraph(one), Block::Paragraph(two)] = blocks.as_slice() else {
            panic!("{blocks:?}");
        };
        assert_eq!(
            (one.text.text(), one.text.spans()[0].range.clone()),
            ("a b", 2..3)
        );
        assert_eq!(
            (two.text.text(), two.text.spans()[0].range.clone()),
            ("c d", 0..1)
        );
    }
}
