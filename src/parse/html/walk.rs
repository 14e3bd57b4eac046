//! Walks the tree and tells a [`Flow`] what it meets.
//!
//! Elements are on an allow-list: what is not on it gives its text and nothing
//! else. The walk goes 200 elements deep; below, the text is kept flat.

use std::collections::HashSet;

use dom_query::{Element, NodeId, NodeRef};

use super::dom::{self, Step, attr, children, classes, own_text, style, texts, within};
use super::inline;
use super::losses::{Loss, Losses};
use super::notes::Notes;
use crate::article::{Block, Label, Note, RichText};
use crate::parse::{address::Base, flow::Flow};

/// How many elements deep the walk goes, and so at most the blocks of a body.
const DEPTH: usize = 200;

/// The longest hidden text that is left out, in bytes. Pages that hide more
/// show it by a script, which we do not run.
const HIDDEN: usize = 1000;

/// What is known while a document is walked.
#[derive(Debug)]
pub(super) struct Walk {
    /// What relative addresses are relative to.
    pub(super) base: Base,
    /// What was left out.
    pub(super) losses: Losses,
    /// The footnotes of the document.
    pub(super) notes: Notes,
    /// What is left out as no part of the article.
    pub(super) left_out: HashSet<NodeId>,
    /// A heading that has become the title.
    pub(super) title: Option<NodeId>,
    /// The label of the footnote that is being walked.
    pub(super) note: Option<Label>,
    /// The caption of the figure that is being walked.
    pub(super) caption: Option<RichText>,
    /// How many `<figure>` the walk is in.
    pub(super) figures: usize,
    /// How many `<q>` the walk is in.
    pub(super) quotations: usize,
    depth: usize,
}

impl Walk {
    /// A walk through a document that has not begun.
    pub(super) fn new(base: Base, notes: Notes, losses: Losses) -> Walk {
        Walk {
            base,
            losses,
            notes,
            left_out: HashSet::new(),
            title: None,
            note: None,
            caption: None,
            figures: 0,
            quotations: 0,
            depth: 0,
        }
    }

    /// Walks what is in a node.
    pub(super) fn children(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        for child in children(node) {
            self.node(child, flow);
        }
    }

    /// Walks a node.
    pub(super) fn node(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        if self.title == Some(node.id) {
            flow.end_paragraph();
        } else if self.left_out.contains(&node.id) {
            self.losses.count(Loss::Furniture);
        } else if let Some(text) = own_text(node) {
            let parts = parts_elements(node, &text);
            flow.text(if parts { " " } else { &text });
        } else if let Some(element) = node.element_ref() {
            self.element(node, &element, flow);
        }
    }

    fn element(&mut self, node: NodeRef<'_>, element: &Element, flow: &mut Flow) {
        if self.leaves_out(node, element) {
            return;
        }
        if self.depth == DEPTH {
            self.losses.count(Loss::Deep);
            flat(node, flow);
            return;
        }
        self.depth += 1;
        let set_back = flow.set_back;
        flow.set_back = text_indent(element).unwrap_or(set_back);
        match self.notes.note(node).cloned() {
            Some(label) => self.note(label, node, flow),
            None => self.known(node, element, flow),
        }
        flow.set_back = set_back;
        self.depth -= 1;
    }

    /// What each element that we know means.
    fn known(&mut self, node: NodeRef<'_>, element: &Element, flow: &mut Flow) {
        match &*element.name.local {
            "br" => flow.line_break(),
            "hr" => flow.push(Block::Rule),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, element, flow),
            "ul" | "ol" | "menu" | "dir" => self.list(node, element, flow),
            "dl" => self.definitions(node, flow),
            "blockquote" => self.quote(node, flow),
            "pre" | "listing" | "xmp" | "plaintext" => self.code(node, flow),
            "table" => self.table(node, element, flow),
            "figure" => self.figure(node, flow),
            "figcaption" => self.figcaption(node, flow),
            "img" | "image" => self.image(element, flow),
            "video" | "audio" | "iframe" | "embed" | "object" | "frame" => {
                self.media(node, element, flow);
            }
            "noscript" => self.noscript(node, flow),
            "math" => inline::math(node, element, flow),
            "svg" => inline::drawing(node, flow),
            name if is_block(name) => {
                if !self.caption_below(node, element, flow) {
                    self.block(node, flow);
                }
            }
            name => self.inline(name, node, element, flow),
        }
    }

    /// Walks a block that is not kept as such: its prose stands in paragraphs of its own.
    pub(super) fn block(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        flow.end_paragraph();
        self.children(node, flow);
        flow.end_paragraph();
    }

    /// Walks the inside of a block.
    pub(super) fn inside(&mut self, node: NodeRef<'_>, flow: &Flow) -> Vec<Block> {
        let mut inner = flow.inside();
        self.children(node, &mut inner);
        inner.finish()
    }

    fn heading(&mut self, node: NodeRef<'_>, element: &Element, flow: &mut Flow) {
        let mut inner = flow.inside();
        self.children(node, &mut inner);
        let text = inner.finish_flat();
        let level = element.name.local.as_bytes()[1] - b'0';
        if text.is_empty() {
            flow.end_paragraph();
        } else {
            flow.push(Block::Heading { level, text });
        }
    }

    fn quote(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        let mut inner = flow.inside();
        inner.set_back = false;
        self.children(node, &mut inner);
        let blocks = inner.finish();
        if blocks.is_empty() {
            flow.end_paragraph();
        } else {
            flow.push(Block::Quote(blocks));
        }
    }

    fn note(&mut self, label: Label, node: NodeRef<'_>, flow: &mut Flow) {
        let outer = self.note.replace(label.clone());
        let blocks = self.inside(node, flow);
        self.note = outer;
        if blocks.is_empty() {
            flow.end_paragraph();
        } else {
            flow.push(Block::Note(Note { label, blocks }));
        }
    }

    /// Whether an element is not for the reader; what is dropped is counted.
    pub(super) fn leaves_out(&mut self, node: NodeRef<'_>, element: &Element) -> bool {
        let name = &*element.name.local;
        let loss = match name {
            name if holds_no_words(name) => return true,
            "script" if is_math(element) => return false,
            name if name != "iframe" && dom::is_silent_name(name) => Loss::Script,
            _ if self.left_out.contains(&node.id) => Loss::Furniture,
            _ if element.attrs.is_empty() => return false,
            _ if is_said_twice(element) => return true,
            _ if is_hidden(node, element) => {
                if texts(node).all(|text| text.trim().is_empty()) {
                    return true;
                }
                Loss::Hidden
            }
            _ if is_line_numbers(node, element) => Loss::LineNumbers,
            _ => return false,
        };
        self.losses.count(loss);
        true
    }
}

/// Whether elements of this name say nothing to the reader where they stand.
fn holds_no_words(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "title"
            | "link"
            | "meta"
            | "base"
            | "param"
            | "source"
            | "track"
            | "col"
            | "colgroup"
            | "rp"
            | "datalist"
    )
}

/// Whether an element shows no text of its own to anybody: scripts, templates, what only describes.
pub(super) fn is_mute(element: &Element) -> bool {
    let name = &*element.name.local;
    holds_no_words(name) || matches!(name, "noscript" | "svg") || dom::is_silent_name(name)
}

/// Whether a text is the white space between two elements.
///
/// There the line end of the source shows as a space even between Han: no
/// editor broke a sentence, and browsers show names and links so apart.
fn parts_elements(node: NodeRef<'_>, text: &str) -> bool {
    let is_element = |node: Option<NodeRef<'_>>| node.is_some_and(|node| node.is_element());
    text.trim_ascii().is_empty()
        && is_element(node.prev_sibling())
        && is_element(node.next_sibling())
}

/// Elements that end the paragraph before and behind them, the frequent ones first.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "td",
    "tr",
    "ul",
    "ol",
    "h2",
    "h3",
    "h4",
    "table",
    "section",
    "pre",
    "dd",
    "dt",
    "dl",
    "h1",
    "h5",
    "h6",
    "article",
    "aside",
    "blockquote",
    "body",
    "html",
    "figure",
    "figcaption",
    "header",
    "footer",
    "main",
    "nav",
    "form",
    "center",
    "address",
    "caption",
    "details",
    "summary",
    "dialog",
    "dir",
    "fieldset",
    "frameset",
    "hgroup",
    "hr",
    "legend",
    "listing",
    "menu",
    "noframes",
    "optgroup",
    "option",
    "plaintext",
    "search",
    "tbody",
    "tfoot",
    "th",
    "thead",
    "xmp",
];

/// Whether elements of this name end the paragraph before and behind them.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// The text of everything within a node, in paragraphs.
fn flat(node: NodeRef<'_>, flow: &mut Flow) {
    for step in within(node) {
        let (Step::Into(node) | Step::OutOf(node)) = step;
        if let Some(element) = node.element_ref() {
            match &*element.name.local {
                "br" if matches!(step, Step::Into(_)) => flow.line_break(),
                "img" if matches!(step, Step::Into(_)) => {
                    flow.text(attr(&element, "alt").unwrap_or_default());
                }
                name if is_block(name) => flow.end_paragraph(),
                _ => {}
            }
        } else if matches!(step, Step::Into(_))
            && let Some(text) = own_text(node)
        {
            flow.text(&text);
        }
    }
}

/// Whether a style sets the first line of paragraphs back; nothing where it does not say.
fn text_indent(element: &Element) -> Option<bool> {
    let value = style(element, "text-indent")?;
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%' || c == ' ');
    number.parse().ok().map(|indent: f32| indent > 0.0)
}

/// Whether the page hides an element of little text.
pub(super) fn is_hidden(node: NodeRef<'_>, element: &Element) -> bool {
    let hidden = attr(element, "hidden").is_some_and(|value| value != "until-found")
        || style(element, "display").is_some_and(|display| display.starts_with("none"));
    if hidden {
        return is_short(node, HIDDEN);
    }
    // Icons and signs of anchors; longer texts are seen by all who see.
    attr(element, "aria-hidden") == Some("true") && is_short(node, 4)
}

/// Whether an element draws a formula that stands beside it as `MathML`.
fn is_said_twice(element: &Element) -> bool {
    classes(element).any(|class| class == "katex-html")
}

/// Whether the text within a node has at most `bytes` bytes without blanks at the ends of its parts.
fn is_short(node: NodeRef<'_>, bytes: usize) -> bool {
    let mut left = bytes;
    let fits = |text: html5ever::tendril::StrTendril| {
        let len = text.trim().len();
        let fits = len <= left;
        left = left.saturating_sub(len);
        fits
    };
    within(node).take(bytes * 4 + 4).count() < bytes * 4 + 4 && texts(node).all(fits)
}

/// Whether an element beside code holds nothing but numbers of lines.
fn is_line_numbers(node: NodeRef<'_>, element: &Element) -> bool {
    let says_so = |class: &str| {
        matches!(
            class,
            "gutter"
                | "rouge-gutter"
                | "lineno"
                | "linenos"
                | "line-numbers-rows"
                | "hljs-ln-numbers"
                | "lnt"
                | "ln"
                | "blob-num"
        )
    };
    let number = |c: char| c.is_ascii_digit() || c.is_whitespace();
    classes(element).any(says_so) && texts(node).all(|text| text.chars().all(number))
}

/// Whether a script is the source of a formula, as the first `MathJax` had it.
pub(super) fn is_math(element: &Element) -> bool {
    attr(element, "type").is_some_and(|kind| kind.starts_with("math/"))
}
