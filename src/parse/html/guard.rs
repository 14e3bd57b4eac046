//! Builds the tree of a document, or tells that it would cost too much.
//!
//! The HTML standard makes a parser search its stack of open elements for
//! almost every tag, and open again every formatting element that a paragraph
//! left open: 20,000 nested `<div>` take seconds, a few hundred unclosed `<b>`
//! with different attributes multiply every paragraph behind them. So the
//! parser is fed in pieces, and what it holds is counted between two of them.
//!
//! Attributes are a danger of their own: each is compared with all before it
//! in its tag. [`tame`] ends such a tag before the parser sees it.

use std::borrow::Cow;
use std::cell::Cell;

use dom_query::{Document, NodeId};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts};
use html5ever::{ParseOpts, Parser, QualName, local_name, ns};

/// Elements that may be open at once, formatting elements that wait to be reopened included.
const OPEN_ELEMENTS: usize = 500;

/// Bytes after which what the parser holds is counted again.
const PIECE: usize = 4096;

/// Words that may stand in one tag: four for each of a thousand attributes.
const WORDS_IN_A_TAG: u32 = 4000;

/// What kind of text is to be parsed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A whole document.
    Page,
    /// What stands in a `<body>`.
    Fragment,
}

/// The tree of `html`; nothing if it would nest deeper than 500 elements, or grow out of proportion.
pub(super) fn tree(html: &str, kind: Kind) -> Option<Document> {
    let mut parser = parser(kind);
    let (mut rest, mut fed) = (html, 0);
    while !rest.is_empty() {
        let fits = |&end: &usize| rest.is_char_boundary(end);
        let end = (PIECE..rest.len()).find(fits).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        parser.process(StrTendril::from_slice(piece));
        fed += piece.len();
        if is_out_of_proportion(&parser.tokenizer.sink, fed) {
            return None;
        }
        rest = behind;
    }
    Some(parser.finish())
}

fn parser(kind: Kind) -> Parser<Document> {
    let options = ParseOpts {
        tokenizer: TokenizerOpts::default(),
        tree_builder: TreeBuilderOpts {
            // We run no script, so what stands in <noscript> is read.
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
    };
    match kind {
        Kind::Page => html5ever::parse_document(Document::default(), options),
        Kind::Fragment => {
            let body = QualName::new(None, ns!(html), local_name!("body"));
            let sink = Document::fragment_sink();
            html5ever::parse_fragment(sink, options, body, Vec::new(), false)
        }
    }
}

/// Whether the parser, after `fed` bytes, holds more than an honest page needs.
fn is_out_of_proportion(builder: &TreeBuilder<NodeId, Document>, fed: usize) -> bool {
    let held = Held::default();
    builder.trace_handles(&held);
    let tree = &builder.sink.tree;
    // The densest honest markup has one node for two bytes: `x<p>x<p>`.
    let nodes = fed + 1000;
    // Attributes of a second <html> or <body> are added to those of the first, at the bottom of the stack.
    let bottom = held.first.get().into_iter().flatten();
    let attributes = bottom.filter_map(|id| Some(tree.get(&id)?.element_ref()?.attrs.len()));
    held.count.get() > OPEN_ELEMENTS || tree.len() > nodes || attributes.sum::<usize>() > 1000
}

/// What the parser holds in its lists: the document, the open elements, the
/// formatting elements that wait to be reopened.
#[derive(Default)]
struct Held {
    count: Cell<usize>,
    first: Cell<[Option<NodeId>; 3]>,
}

impl Tracer for Held {
    type Handle = NodeId;

    fn trace_handle(&self, id: &NodeId) {
        let (n, mut first) = (self.count.get(), self.first.get());
        if let Some(place) = first.get_mut(n) {
            *place = Some(*id);
            self.first.set(first);
        }
        self.count.set(n + 1);
    }
}

/// Ends every tag that has thousands of words outside quotation marks; also how many there were.
///
/// Where a tag begins depends on what stands around it: a script, a comment,
/// an attribute. Instead of deciding that, every `<` before a letter is taken
/// for the beginning of a tag, and for each state of the tokenizer the largest
/// count of all these tags is kept. Should one be none, a `>` too many is all
/// the harm.
pub(super) fn tame(html: &str) -> (Cow<'_, str>, usize) {
    let mut words = TagWords::default();
    let mut cuts = Vec::new();
    for (at, b) in html.bytes().enumerate() {
        if words.take(b) > WORDS_IN_A_TAG && html.is_char_boundary(at) {
            words.end_tag();
            cuts.push(at);
        }
    }
    if cuts.is_empty() {
        return (Cow::Borrowed(html), 0);
    }
    let mut tamed = String::with_capacity(html.len() + cuts.len());
    let mut from = 0;
    for &at in &cuts {
        tamed.push_str(&html[from..at]);
        tamed.push('>');
        from = at;
    }
    tamed.push_str(&html[from..]);
    (Cow::Owned(tamed), cuts.len())
}

/// The most words that a tag may have had, for each state that it may be in.
#[derive(Default)]
struct TagWords {
    before: u8,
    /// Among names of attributes.
    names: Option<u32>,
    /// Behind `=` and blanks.
    value: Option<u32>,
    /// In a value without quotation marks.
    bare: Option<u32>,
    double: Option<u32>,
    single: Option<u32>,
}

impl TagWords {
    /// Takes one byte; the most words that a tag may have now.
    fn take(&mut self, b: u8) -> u32 {
        let gap = |b: u8| b.is_ascii_whitespace() || b == b'/';
        let one_more = |words: Option<u32>| words.map(|words| words + 1);
        if gap(self.before) && !gap(b) {
            self.names = one_more(self.names);
            self.value = one_more(self.value);
        }
        match b {
            b'>' => self.end_tag(),
            b'"' => {
                let opened = self.value.take();
                self.names = self.names.max(one_more(self.double.take()));
                self.double = opened;
            }
            b'\'' => {
                let opened = self.value.take();
                self.names = self.names.max(one_more(self.single.take()));
                self.single = opened;
            }
            b'=' => {
                self.bare = self.bare.max(self.value);
                self.value = self.names.take();
            }
            b if b.is_ascii_whitespace() => self.names = self.names.max(self.bare.take()),
            b => {
                self.bare = self.bare.max(self.value.take());
                if self.before == b'<' && b.is_ascii_alphabetic() {
                    self.names = self.names.max(Some(0));
                }
            }
        }
        self.before = b;
        self.names.max(self.value).unwrap_or(0)
    }

    /// A `>` ends every tag that is not in a quoted value.
    fn end_tag(&mut self) {
        (self.names, self.value, self.bare) = (None, None, None);
    }
}
