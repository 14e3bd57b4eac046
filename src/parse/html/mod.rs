//! HTML in, blocks out.
//!
//! 1. `guard` builds the tree as the HTML standard has it, or says that it
//!    would cost too much; then the text is kept in paragraphs and nothing else.
//! 2. `notes` finds the footnotes.
//! 3. `walk` goes through the tree; `inline`, `list`, `table`, `media` and
//!    `code` say what its elements mean.
//! 4. What is left out is counted, one complaint a kind.
//!
//! Nothing is executed, fetched or styled, and no markup passes: blocks are
//! made of text, not of HTML.

mod code;
mod discovery;
mod dom;
mod guard;
mod inline;
mod list;
mod losses;
mod media;
mod notes;
mod page;
mod table;
#[cfg(test)]
mod tests;
mod walk;
mod words;

pub use discovery::{FoundFeed, feeds_of};

pub(crate) use page::{Found, Page, join, page, whole};
pub(crate) use words::{is_element, words};

pub(super) use inline::style_of;
pub(super) use losses::{Loss, Losses};

use dom_query::Document;

use self::guard::Kind;
use self::notes::Notes;
use self::walk::Walk;
use super::Body;
use super::address::Base;
use super::flow::Flow;
use crate::article::{Block, Url};

/// The body that a piece of HTML, such as that of an item of a feed, stands for.
///
/// Relative addresses are resolved against `base`, or the `<base>` in the HTML.
pub(crate) fn body(html: &str, base: Option<&Url>) -> Body {
    let mut losses = Losses::default();
    Body {
        blocks: fragment(html, base, &mut losses),
        complaints: losses.complaints(),
    }
}

/// The blocks of a piece of HTML; what is left out is counted in `losses`.
pub(super) fn fragment(html: &str, base: Option<&Url>, losses: &mut Losses) -> Vec<Block> {
    let document = match tree(html, Kind::Fragment, losses) {
        Ok(document) => document,
        Err(flat) => return flat,
    };
    let base = base_of(&document, base);
    let notes = Notes::of(document.root());
    let mut walk = Walk::new(base, notes, std::mem::take(losses));
    let mut flow = Flow::default();
    walk.children(document.root(), &mut flow);
    *losses = walk.losses;
    flow.finish()
}

/// Where the tag `<a …>` leads.
pub(super) fn link(tag: &str, base: &Base) -> Option<Url> {
    let document = guard::tree(&guard::tame(tag).0, Kind::Fragment)?;
    let link = dom::within(document.root()).find_map(|step| match step {
        dom::Step::Into(node) if node.has_name("a") => Some(node),
        _ => None,
    })?;
    let element = link.element_ref()?;
    base.openable(dom::attr(&element, "href")?)
}

/// The tree of a document, or its text alone where a tree would cost too much.
fn tree(html: &str, kind: Kind, losses: &mut Losses) -> Result<Document, Vec<Block>> {
    let (tamed, cuts) = guard::tame(html);
    (0..cuts).for_each(|_| losses.count(Loss::LongTag));
    guard::tree(&tamed, kind).ok_or_else(|| {
        losses.count(Loss::Flat);
        words::flat(&tamed)
    })
}

/// What addresses in the document are relative to.
fn base_of(document: &Document, address: Option<&Url>) -> Base {
    let base = Base::new(address);
    let named = dom::within(document.root()).find_map(|step| match step {
        dom::Step::Into(node) if node.has_name("base") => {
            let element = node.element_ref()?;
            dom::attr(&element, "href").map(str::to_owned)
        }
        _ => None,
    });
    match named.and_then(|href| base.resolve(&href)) {
        Some(named) => Base::new(Some(&named)),
        None => base,
    }
}
