//! Finds the marks of footnotes and the notes that they lead to.
//!
//! HTML has no element for either. A mark is a link to a place in the same
//! document that stands in a `<sup>`, or calls itself a note reference, or
//! names its target as the makers of footnotes do (`#fn1`, `#_ftn1`,
//! `#cite_note-1`). The note is the block with that id.

use std::collections::HashMap;

use dom_query::{Element, NodeId, NodeRef};

use super::dom::{Step, attr, classes, name_of, text_of, within};
use crate::article::Label;

/// The footnotes of a document.
#[derive(Debug, Default)]
pub(super) struct Notes {
    marks: HashMap<NodeId, Label>,
    notes: HashMap<NodeId, Label>,
}

impl Notes {
    /// Looks for them in the whole document.
    pub(super) fn of(root: NodeRef<'_>) -> Notes {
        let (mut blocks, mut candidates) = (HashMap::new(), Vec::new());
        for step in within(root) {
            let Step::Into(node) = step else { continue };
            let Some(element) = node.element_ref() else {
                continue;
            };
            let names = [attr(&element, "id"), attr(&element, "name")];
            if let Some(block) = note_block(node, &element) {
                for name in names.into_iter().flatten() {
                    blocks.entry(name.to_owned()).or_insert(block);
                }
            }
            if let Some(fragment) = reference(node, &element) {
                candidates.push((node, fragment));
            }
        }
        let mut notes = Notes::default();
        for (node, fragment) in candidates {
            let label = mark_label(&text_of(node), &fragment);
            let wide = |id: &NodeId| {
                root.tree
                    .get(id)
                    .is_some_and(|node| !is_narrow(&name_of(node)))
            };
            let block = blocks.get(&fragment);
            if let Some(block) = block.filter(|id| names_a_note(&fragment) || !wide(id)) {
                notes.notes.entry(*block).or_insert_with(|| label.clone());
            } else if !names_a_note(&fragment) {
                continue;
            }
            notes.marks.insert(node.id, label);
        }
        notes
    }

    /// The label of the footnote whose mark this link is.
    pub(super) fn mark(&self, node: NodeRef<'_>) -> Option<&Label> {
        self.marks.get(&node.id)
    }

    /// The label of the footnote whose text this block is.
    pub(super) fn note(&self, node: NodeRef<'_>) -> Option<&Label> {
        self.notes.get(&node.id)
    }

    /// Whether a `<sup>` only raises the mark of a footnote, which is raised anyway.
    pub(super) fn raises_mark(&self, sup: NodeRef<'_>) -> bool {
        let marks = |node: NodeRef<'_>| self.marks.contains_key(&node.id);
        sup.first_element_child().is_some_and(marks) || sup.parent().is_some_and(marks)
    }
}

/// Whether blocks of this name hold a note at most; a `<div>` may hold all that a link leads to.
fn is_narrow(name: &str) -> bool {
    matches!(name, "li" | "p" | "dd")
}

/// The block that a reader sees as the note when `node` is the target of its mark.
fn note_block(node: NodeRef<'_>, element: &Element) -> Option<NodeId> {
    let is_block = |name: &str| is_narrow(name) || matches!(name, "div" | "aside" | "section");
    match &*element.name.local {
        name if is_block(name) => Some(node.id),
        "a" | "span" => {
            let parent = node.parent()?;
            is_block(&name_of(parent)).then_some(parent.id)
        }
        _ => None,
    }
}

/// The place that a link leads to, if the link may be the mark of a footnote.
fn reference(node: NodeRef<'_>, element: &Element) -> Option<String> {
    if &*element.name.local != "a" {
        return None;
    }
    let (_, fragment) = attr(element, "href")?.split_once('#')?;
    let says_so =
        |class: &str| matches!(class, "footnote-ref" | "noteref" | "doc-noteref" | "fn-ref");
    let is_sup = |node: NodeRef<'_>| node.has_name("sup");
    let raised = node.parent().is_some_and(is_sup) || node.first_child().is_some_and(is_sup);
    let looks = raised || names_a_note(fragment) || classes(element).any(says_so);
    (looks && !fragment.is_empty() && !names_a_mark(fragment)).then(|| fragment.to_owned())
}

/// Whether makers of footnotes give such an id to a note.
fn names_a_note(fragment: &str) -> bool {
    let prefixes = [
        "fn",
        "_ftn",
        "_edn",
        "footnote",
        "cite_note",
        "user-content-fn",
    ];
    prefixes.iter().any(|prefix| fragment.starts_with(prefix)) && !names_a_mark(fragment)
}

/// Whether makers of footnotes give such an id to a mark.
fn names_a_mark(fragment: &str) -> bool {
    let prefixes = [
        "fnref",
        "_ftnref",
        "_ednref",
        "footnote-ref",
        "footnoteref",
        "cite_ref",
        "user-content-fnref",
    ];
    prefixes.iter().any(|prefix| fragment.starts_with(prefix))
}

fn mark_label(text: &str, fragment: &str) -> Label {
    Label::some(without_brackets(text)).unwrap_or_else(|| Label::new(fragment))
}

/// `1` of `[1]`, `（1）`, `1.`.
pub(super) fn without_brackets(text: &str) -> &str {
    let around = |c: char| c.is_whitespace() || "[]()（）【】〔〕［］.".contains(c);
    text.trim_matches(around)
}

/// Whether a link in the note `label` leads back to the mark and says nothing else.
pub(super) fn leads_back(node: NodeRef<'_>, element: &Element, label: &Label, first: bool) -> bool {
    let Some((_, fragment)) = attr(element, "href").and_then(|href| href.split_once('#')) else {
        return false;
    };
    let says_so = |class: &str| {
        [
            "backref",
            "back-ref",
            "footnote-back",
            "reversefootnote",
            "doc-backlink",
        ]
        .iter()
        .any(|name| class.contains(name))
    };
    let text = text_of(node);
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{fe0e}' | '\u{fe0f}'));
    let arrow = matches!(
        text,
        "↩" | "↑" | "^" | "⏎" | "↵" | "⤴" | "«" | "⮌" | "返回" | ""
    );
    let number = first && without_brackets(text) == label.as_str();
    !fragment.is_empty() && (arrow || number || classes(element).any(says_so))
}
