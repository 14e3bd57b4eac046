//! Measures a page before anything is decided about it: its parts, and the lines of text in them.
//!
//! A line is what a browser would set as one: a run of text that no block and
//! no `<br>` parts. Every part knows which lines stand in it, so that what any
//! part holds is the difference of two sums.
//!
//! Lengths are counted in bytes without white space: a character of Han says
//! as much as half a word of English, and has as many.

use std::ops::Range;

use dom_query::NodeRef;
use html5ever::{LocalName, local_name};

use super::line::{Line, Sums, difference, mark_repeats, sums_before};
use super::names::{Seems, seems};
use super::words::{says, stops};
use crate::parse::html::dom::{attr, children, own_text};
use crate::parse::html::inline::is_anchor;
use crate::parse::html::walk::{is_block, is_hidden, is_mute};

/// A page as it was measured.
pub(super) struct Survey<'a> {
    /// The body, and every element and text in it, in the order of the page.
    pub(super) parts: Vec<Part<'a>>,
    /// The lines, in the order of the page.
    pub(super) lines: Vec<Line>,
    /// Sums over the lines before each one.
    sums: Vec<Sums>,
}

/// An element, or a text.
pub(super) struct Part<'a> {
    pub(super) node: NodeRef<'a>,
    /// The name of an element; empty for a text.
    pub(super) name: LocalName,
    /// The part it stands in; its own place for the body.
    pub(super) parent: usize,
    /// The place behind the last part within it.
    pub(super) end: usize,
    /// The lines that stand in it, or those of which it is a piece.
    pub(super) lines: Range<usize>,
    /// The bytes of text in it.
    pub(super) bytes: usize,
    /// What it is by its names.
    pub(super) seems: Seems,
}

impl<'a> Survey<'a> {
    /// Measures all that stands in `body`.
    pub(super) fn of(body: NodeRef<'a>) -> Survey<'a> {
        let mut surveyor = Surveyor::default();
        surveyor.begin(body, local_name!("body"), 0, Seems::Nothing);
        surveyor.inside(body, 0, 0, Within::default());
        surveyor.end_line();
        surveyor.end(0, (0, 0, 0));
        let Surveyor {
            parts, mut lines, ..
        } = surveyor;
        for line in &mut lines {
            line.says = says(&line.text);
        }
        mark_repeats(&mut lines, |line| parts[parts[line.holder].parent].parent);
        let sums = sums_before(&lines, |_, line| Some(line.prose()));
        Survey { parts, lines, sums }
    }

    /// What a part holds.
    pub(super) fn held(&self, part: usize) -> Sums {
        difference(&self.sums, &self.parts[part].lines)
    }

    /// Whether nothing but this part stands in its lines.
    pub(super) fn fills_its_lines(&self, part: usize) -> bool {
        self.parts[part].bytes == self.held(part).bytes
    }

    /// The children of a part.
    pub(super) fn children(&self, part: usize) -> impl Iterator<Item = usize> {
        let end = self.parts[part].end;
        let mut next = part + 1;
        std::iter::from_fn(move || {
            let child = Some(next).filter(|&child| child < end)?;
            next = self.parts[child].end;
            Some(child)
        })
    }

    /// The parts around a part, the nearest first.
    pub(super) fn ancestors(&self, part: usize) -> impl Iterator<Item = usize> {
        let up = move |&part: &usize| Some(self.parts[part].parent).filter(|&up| up != part);
        std::iter::successors(up(&part), up)
    }

    /// Whether a part is another, or stands in it.
    pub(super) fn is_within(&self, part: usize, outer: usize) -> bool {
        (outer..self.parts[outer].end).contains(&part)
    }
}

/// What the elements around a text make of it.
#[derive(Clone, Copy, Default)]
struct Within {
    link: bool,
    level: u8,
    caption: bool,
    code: bool,
}

#[derive(Default)]
struct Surveyor<'a> {
    parts: Vec<Part<'a>>,
    lines: Vec<Line>,
    /// The line that is being gathered.
    line: Line,
    /// White space stands behind it.
    gap: bool,
    /// Bytes of all text so far.
    bytes: usize,
}

impl<'a> Surveyor<'a> {
    /// Measures an element. How deep they nest is bounded by the guard that built the tree.
    fn element(&mut self, node: NodeRef<'a>, parent: usize, within: Within) {
        let Some(element) = node.element_ref() else {
            return;
        };
        let name = element.name.local.clone();
        let is_frame = &*name == "iframe";
        let is_sign = &*name == "a" && is_anchor(node, &element);
        if !is_frame && is_mute(&element) || is_sign || is_hidden(node, &element) {
            return;
        }
        let breaks = is_block(&name) || &*name == "br";
        if breaks {
            self.end_line();
        }
        let before = (self.lines.len(), self.line.bytes, self.bytes);
        let at = self.begin(node, name, parent, seems(&element));
        let inner = within.inside(&element, self.parts[at].seems);
        drop(element);
        if !is_frame {
            let holder = if breaks { at } else { self.holder(at) };
            self.inside(node, at, holder, inner);
        }
        if breaks {
            self.end_line();
        }
        self.end(at, before);
    }

    /// Measures what stands in a part.
    fn inside(&mut self, node: NodeRef<'a>, at: usize, holder: usize, within: Within) {
        for child in children(node) {
            match own_text(child) {
                Some(text) => self.text(child, &text, at, holder, within),
                None => self.element(child, at, within),
            }
        }
    }

    /// Ends a part that began behind so many lines, bytes of the line, and bytes of all.
    fn end(&mut self, at: usize, before: (usize, usize, usize)) {
        let now = (self.lines.len(), self.line.bytes);
        let has_begun_a_line = self.line.bytes > 0 && now != (before.0, before.1);
        let behind = self.parts.len();
        let part = &mut self.parts[at];
        part.end = behind;
        part.bytes = self.bytes - before.2;
        part.lines.end = now.0 + usize::from(has_begun_a_line);
    }

    fn begin(&mut self, node: NodeRef<'a>, name: LocalName, parent: usize, seems: Seems) -> usize {
        let at = self.parts.len();
        self.parts.push(Part {
            node,
            name,
            parent,
            end: at + 1,
            lines: self.lines.len()..self.lines.len(),
            bytes: 0,
            seems,
        });
        at
    }

    /// The block around a part, or the part.
    fn holder(&self, mut part: usize) -> usize {
        while part > 0 && !is_block(&self.parts[part].name) {
            part = self.parts[part].parent;
        }
        part
    }

    fn text(&mut self, node: NodeRef<'a>, text: &str, up: usize, holder: usize, within: Within) {
        let at = self.begin(node, LocalName::default(), up, Seems::Nothing);
        let bytes = self.words(text);
        if bytes == 0 {
            return;
        }
        let line = &mut self.line;
        if within.link {
            line.linked += bytes;
        } else {
            line.stops += stops(text);
        }
        line.holder = holder;
        line.level = within.level;
        line.in_caption = within.caption;
        line.is_code = within.code;
        self.parts[at].bytes = bytes;
        self.parts[at].lines.end = self.lines.len() + 1;
    }

    /// Adds words to the line; gives their bytes.
    fn words(&mut self, text: &str) -> usize {
        let line = &mut self.line;
        let before = line.bytes;
        for (n, word) in text.split(is_blank).enumerate() {
            self.gap |= n > 0;
            if word.is_empty() {
                continue;
            }
            if self.gap && !line.text.is_empty() {
                line.text.push(' ');
            }
            self.gap = false;
            line.text.push_str(word);
            line.bytes += word.len();
        }
        self.bytes += line.bytes - before;
        line.bytes - before
    }

    fn end_line(&mut self) {
        self.gap = false;
        if self.line.bytes > 0 {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }
}

impl Within {
    /// What an element makes of a text in it.
    fn inside(mut self, element: &dom_query::Element, seems: Seems) -> Within {
        // A link to a place in the same page leads nowhere else.
        let leads = |href: &str| !href.starts_with('#') || href.len() == 1;
        match &*element.name.local {
            "a" => self.link |= attr(element, "href").is_some_and(leads),
            "pre" => self.code = true,
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                self.level = name.as_bytes()[1] - b'0';
            }
            _ => {}
        }
        self.caption |= seems == Seems::Caption;
        self
    }
}

/// White space, and what shows as nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}
