//! Looks at single nodes of the tree.

use dom_query::{Element, NodeData, NodeRef};
use html5ever::tendril::StrTendril;

/// The value of an attribute.
pub(super) fn attr<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let found = element.attrs.iter().find(|a| &*a.name.local == name);
    found.map(|a| &*a.value)
}

/// The name of an element, empty for anything else.
pub(super) fn name_of(node: NodeRef<'_>) -> String {
    node.element_ref()
        .map_or_else(String::new, |element| element.name.local.to_string())
}

/// The names in its `class`, and in `role` and `epub:type`, which say the same kind of thing.
pub(super) fn classes(element: &Element) -> impl Iterator<Item = &str> {
    ["class", "role", "epub:type"]
        .into_iter()
        .filter_map(|name| attr(element, name))
        .flat_map(str::split_ascii_whitespace)
}

/// The value of a property in its `style`, in lower case.
pub(super) fn style(element: &Element, property: &str) -> Option<String> {
    let declarations = attr(element, "style")?.split(';');
    let mut values = declarations.filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let same = name.trim().eq_ignore_ascii_case(property);
        same.then(|| value.trim().to_ascii_lowercase())
    });
    values.next_back()
}

/// The children of a node.
pub(super) fn children(node: NodeRef<'_>) -> impl Iterator<Item = NodeRef<'_>> {
    std::iter::successors(node.first_child(), NodeRef::next_sibling)
}

/// The text of a text node.
pub(super) fn own_text(node: NodeRef<'_>) -> Option<StrTendril> {
    node.query_or(None, |node| match &node.data {
        NodeData::Text { contents } => Some(contents.clone()),
        _ => None,
    })
}

/// The texts within a node, in order, without those of scripts and style sheets.
pub(super) fn texts(node: NodeRef<'_>) -> impl Iterator<Item = StrTendril> {
    within(node).filter_map(|step| match step {
        Step::Into(node) => own_text(node),
        Step::OutOf(_) => None,
    })
}

/// The text of a node as one string.
pub(super) fn text_of(node: NodeRef<'_>) -> String {
    texts(node).fold(String::new(), |mut text, part| {
        text.push_str(&part);
        text
    })
}

/// A step of a walk through the nodes within a node.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// A node begins.
    Into(NodeRef<'a>),
    /// A node ends.
    OutOf(NodeRef<'a>),
}

/// Every node within `root`, without recursion, so that no depth can hurt; scripts and their like are passed over.
pub(super) fn within(root: NodeRef<'_>) -> impl Iterator<Item = Step<'_>> {
    let mut next = root.first_child().map(Step::Into);
    std::iter::from_fn(move || {
        let step = next?;
        next = match step {
            Step::Into(node) => match node.first_child().filter(|_| !is_silent(node)) {
                Some(child) => Some(Step::Into(child)),
                None => Some(Step::OutOf(node)),
            },
            Step::OutOf(node) => match node.next_sibling() {
                Some(sibling) => Some(Step::Into(sibling)),
                None => node
                    .parent()
                    .filter(|parent| parent.id != root.id)
                    .map(Step::OutOf),
            },
        };
        Some(step)
    })
}

/// Whether a node is an element whose text is not for people.
pub(super) fn is_silent(node: NodeRef<'_>) -> bool {
    node.element_ref()
        .is_some_and(|element| is_silent_name(&element.name.local))
}

/// Whether text in elements of this name is not for people.
pub(super) fn is_silent_name(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "noembed" | "noframes" | "iframe"
    )
}
