//! What a node is, what is said of it, and where it leads.

use serde_json::{Map, Value};

use super::super::super::names::{self, Sense};
use super::super::super::shape::kind_of;

/// What a node is, by what it calls itself in small letters without marks.
const TAGS: &[(&str, &str)] = &[
    ("p", "paragraph p par para normal unstyled"),
    ("h1", "h1 headerone heading1"),
    ("h2", "heading header h2 headertwo heading2 subheading"),
    ("h3", "h3 headerthree heading3"),
    ("h4", "h4 headerfour heading4"),
    ("h5", "h5 headerfive heading5"),
    ("h6", "h6 headersix heading6"),
    (
        "ul",
        "ul list bulletlist bulletedlist unorderedlist itemlist tasklist checklist",
    ),
    ("ol", "ol orderedlist numberedlist"),
    (
        "li",
        "li listitem listitemchild bulletedlistitem numberedlistitem unorderedlistitem orderedlistitem todo taskitem checklistitem",
    ),
    ("blockquote", "quote blockquote pullquote callout"),
    ("pre", "code codeblock pre"),
    ("figure", "image img figure picture photo embed video"),
    (
        "hr",
        "hr divider delimiter horizontalrule thematicbreak rule",
    ),
    ("table", "table"),
    ("tr", "tr tablerow row"),
    ("td", "td tablecell"),
    ("th", "th tableheader tableheadercell"),
    ("br", "br hardbreak linebreak"),
    ("span", "text span link a mention emoji inline"),
    ("div", "doc document root div block"),
    ("b", "b strong bold"),
    ("i", "i em italic emphasis"),
    ("s", "s strike strikethrough del"),
    ("code", "inlinecode codespan"),
];

/// Fields in which a node has its text.
pub(super) const TEXTS: &[&str] = &[
    "text",
    "value",
    "insert",
    "t",
    "plain_text",
    "html",
    "content",
    "literal",
    "markdown",
];

/// Fields in which a node has what stands in it, in the order in which it is read.
pub(super) const CHILDREN: &[&str] = &[
    "title",
    "text",
    "rich_text",
    "children",
    "content",
    "contents",
    "blocks",
    "nodes",
    "document",
    "root",
    "ops",
    "c",
    "items",
    "paragraphs",
    "elements",
    "rows",
    "cells",
    "body",
    "value",
    "caption",
];

/// Fields of one kind of node, in which that node has everything else.
pub(super) const INNER: &[&str] = &["data", "attrs", "attributes", "props", "fields"];

/// Whether an object is a node of a document.
pub(in super::super) fn is_node(map: &Map<String, Value>) -> bool {
    let is_known = tag_of(map).is_some()
        || map
            .get("blocks")
            .or_else(|| map.get("ops"))
            .is_some_and(is_nodes);
    let has = |names: &[&str]| names.iter().any(|name| map.contains_key(*name));
    let is_rooted = ["root", "document"]
        .iter()
        .any(|name| match map.get(*name) {
            Some(Value::Object(root)) => is_node(root),
            Some(value) => is_nodes(value),
            None => false,
        });
    is_rooted
        || is_known
            && (has(TEXTS)
                || has(CHILDREN)
                || has(INNER)
                || has(&["tag", "url", "src", "file", kind_of(map)])
                || map.len() == 1)
        || map.contains_key("tag") && has(&["children"])
        || is_leaf(map)
}

/// Nodes in a list.
fn is_nodes(value: &Value) -> bool {
    let Value::Array(list) = value else {
        return false;
    };
    let is = |value: &Value| {
        value
            .as_object()
            .is_some_and(|map| tag_of(map).is_some() || map.contains_key("insert"))
    };
    !list.is_empty() && list.iter().all(is)
}

/// A text with marks: `{"text": …, "bold": true}`.
fn is_leaf(map: &Map<String, Value>) -> bool {
    let is_mark = |(name, value): (&String, &Value)| {
        name == "text" && value.is_string() || value.is_boolean() && mark(name).is_some()
    };
    map.len() > 1 && map.contains_key("text") && map.iter().all(is_mark)
}

/// What a node calls itself.
pub(super) fn name_of(map: &Map<String, Value>) -> &str {
    let named = |name: &str| {
        map.get(name)
            .and_then(Value::as_str)
            .filter(|text| text.len() <= 40)
    };
    // Sanity's blocks say by their style what they are.
    let kind = kind_of(map);
    match kind {
        "" => named("tag")
            .or_else(|| named("e"))
            .or_else(|| named("name"))
            .unwrap_or_default(),
        "block" => named("style").unwrap_or(kind),
        kind => kind,
    }
}

/// The element that a node is.
pub(super) fn tag_of(map: &Map<String, Value>) -> Option<&'static str> {
    let name = names::fold(name_of(map));
    let name = name
        .strip_prefix("core")
        .filter(|name| !name.is_empty())
        .unwrap_or(&name);
    let tag = TAGS
        .iter()
        .find(|(_, names)| names.split(' ').any(|known| known == name))?
        .0;
    let inner = INNER.iter().find_map(|field| map.get(*field)?.as_object());
    let level = map
        .get("level")
        .or_else(|| inner?.get("level"))
        .and_then(Value::as_u64);
    let is_ordered = [
        map.get("style"),
        map.get("listType"),
        inner.and_then(|inner| inner.get("style")),
    ];
    let is_ordered = is_ordered
        .into_iter()
        .flatten()
        .any(|style| style == "ordered" || style == "number");
    Some(match (tag, level) {
        _ if map.contains_key("listItem") => "li",
        ("h2", Some(1)) => "h1",
        ("h2", Some(3)) => "h3",
        ("h2", Some(4)) => "h4",
        ("h2", Some(5)) => "h5",
        ("h2", Some(6..)) => "h6",
        ("ul", _) if is_ordered => "ol",
        _ => tag,
    })
}

/// The list that an item needs which stands in none.
pub(super) fn list_of(map: &Map<String, Value>) -> Option<&'static str> {
    let name = names::fold(name_of(map));
    let is_item = map.contains_key("listItem")
        || tag_of(map) == Some("li") && name != "listitem" && name != "li";
    let is_ordered = name.contains("ordered") && !name.contains("unordered")
        || name.contains("numbered")
        || map.get("listItem").is_some_and(|kind| kind == "number");
    is_item.then_some(if is_ordered { "ol" } else { "ul" })
}

/// The items of a list, and the name of the field in which they are.
pub(super) fn items(map: &Map<String, Value>) -> Option<(&str, &[Value])> {
    let inner = INNER.iter().filter_map(|name| map.get(*name)?.as_object());
    std::iter::once(map).chain(inner).find_map(|map| {
        CHILDREN
            .iter()
            .find_map(|name| Some((*name, map.get(*name)?.as_array()?.as_slice())))
    })
}

/// The element of a node that nobody knows: a heading, a paragraph, or what it holds.
pub(super) fn unknown_tag(map: &Map<String, Value>) -> Option<&'static str> {
    let name = name_of(map);
    let children = map.get("children").or_else(|| map.get("content"))?;
    let is_text = match children {
        Value::String(_) => true,
        Value::Array(list) => list.iter().any(Value::is_string),
        _ => false,
    };
    if !is_text {
        return None;
    }
    let is_title = names::strength(name, Sense::Title) > 3;
    Some(if is_title { "h3" } else { "p" })
}

/// Whether a value holds nodes somewhere.
pub(super) fn holds_nodes(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(holds_nodes),
        Value::Object(map) => {
            is_node(map)
                || map
                    .values()
                    .any(|value| value.is_array() && holds_nodes(value))
        }
        _ => false,
    }
}

/// What a mark says, by its name.
fn mark(name: &str) -> Option<&'static str> {
    Some(match &*names::fold(name) {
        "bold" | "strong" | "isbold" => "b",
        "italic" | "em" | "emphasis" => "i",
        "underline" => "u",
        "strikethrough" | "strike" => "s",
        "code" | "inlinecode" => "code",
        "superscript" | "sup" => "sup",
        "subscript" | "sub" => "sub",
        "highlight" | "mark" => "mark",
        _ => return None,
    })
}

/// What is said of the text of a node: `"bold": true`, or a list of marks.
pub(super) fn marks(map: &Map<String, Value>) -> Vec<&'static str> {
    let annotations = map.get("annotations").and_then(Value::as_object);
    let flags = map.iter().chain(annotations.into_iter().flatten());
    let flags = flags.filter(|(_, value)| **value == Value::Bool(true));
    let mut marks: Vec<&str> = flags.filter_map(|(name, _)| mark(name)).collect();
    for value in map
        .get("marks")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let name = value.as_str().or_else(|| value.get("type")?.as_str());
        marks.extend(name.and_then(mark));
    }
    marks
}

/// Fields in which a node has an address.
pub(super) const ADDRESSES: &[&str] = &["href", "url", "src", "link", "uri"];

/// Where a node leads: an address of its own, or one in its marks.
pub(super) fn link(map: &Map<String, Value>) -> Option<String> {
    let own = |map: &Map<String, Value>| {
        ADDRESSES
            .iter()
            .find_map(|name| map.get(*name)?.as_str().map(str::to_owned))
    };
    let inner = |name: &str| own(map.get(name)?.as_object()?);
    let marks = map
        .get("marks")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut marks = marks.filter_map(|mark| own(mark.get("attrs").unwrap_or(mark).as_object()?));
    let file = || own(map.get("data")?.get("file")?.as_object()?);
    let address = own(map).or_else(|| {
        ["attrs", "data", "attributes", "file"]
            .iter()
            .find_map(|name| inner(name))
    });
    address
        .or_else(|| marks.next())
        .or_else(file)
        .filter(|address| !address.trim().is_empty())
}

pub(super) fn alt(map: &Map<String, Value>) -> &str {
    let own = |map: &Map<String, Value>| {
        map.iter()
            .find(|(name, _)| is_alt(name))
            .and_then(|(_, value)| value.as_str().map(str::len))
    };
    let holder = if own(map).is_some() {
        Some(map)
    } else {
        INNER.iter().find_map(|name| map.get(*name)?.as_object())
    };
    let alt = holder.and_then(|map| map.iter().find(|(name, _)| is_alt(name)));
    alt.and_then(|(_, value)| value.as_str())
        .unwrap_or_default()
}

pub(super) fn is_alt(name: &str) -> bool {
    matches!(&*names::fold(name), "alt" | "alttext" | "alternativetext")
}
