//! The nodes of an editor's document, as HTML.
//!
//! Editors differ in names and agree in kind: a node says what it is, and has
//! a text, or nodes within it, and marks. Known are the trees of ProseMirror,
//! Slate, Lexical, Contentful, Sanity, Telegraph and the like, and the lists
//! of Editor.js, Draft.js and Notion. A node that nobody knows is what it holds.

mod kinds;

pub(super) use kinds::is_node;

use std::fmt::Write as _;

use serde_json::{Map, Value};

use self::kinds::{
    ADDRESSES, CHILDREN, INNER, TEXTS, alt, holds_nodes, is_alt, items, link, list_of, marks,
    name_of, tag_of, unknown_tag,
};
use super::super::looks;
use super::super::shape::kind_of;
use crate::parse::json::At;

/// The nodes as HTML; the places of what is no text go to `left_out`.
pub(super) fn html(at: &At<'_>, nodes: &[Value], left_out: &mut Vec<String>) -> String {
    let mut writer = Writer {
        html: String::new(),
        left_out,
    };
    writer.all(at, nodes);
    writer.html
}

struct Writer<'l> {
    html: String,
    left_out: &'l mut Vec<String>,
}

impl Writer<'_> {
    /// Nodes that follow each other; items without a list get one.
    fn all(&mut self, at: &At<'_>, nodes: &[Value]) {
        let mut list = None;
        for (n, node) in nodes.iter().enumerate() {
            let wanted = node.as_object().and_then(list_of);
            if wanted != list {
                self.close(list);
                self.open(wanted);
                list = wanted;
            }
            self.node(&at.item(n), node);
        }
        self.close(list);
    }

    fn open(&mut self, tag: Option<&str>) {
        if let Some(tag) = tag {
            let _ = write!(self.html, "<{tag}>");
        }
    }

    fn close(&mut self, tag: Option<&str>) {
        if let Some(tag) = tag {
            let _ = writeln!(self.html, "</{tag}>");
        }
    }

    fn node(&mut self, at: &At<'_>, node: &Value) {
        match node {
            Value::String(text) => self.text(text),
            Value::Number(number) => self.text(&number.to_string()),
            Value::Array(list) => self.all(at, list),
            Value::Object(map) => self.object(at, map),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if looks::has_tags(text) {
            return self.html.push_str(text);
        }
        let coded = if looks::has_entities(text) {
            text.to_owned()
        } else {
            text.replace('&', "&amp;")
        };
        let coded = coded.replace('<', "&lt;").replace('>', "&gt;");
        self.html.push_str(&coded.replace('\n', "<br>"));
    }

    fn object(&mut self, at: &At<'_>, map: &Map<String, Value>) {
        let tag = tag_of(map).or_else(|| unknown_tag(map));
        let marks = marks(map);
        let link = link(map);
        if tag == Some("pre") {
            return self.code(map);
        }
        if let Some("hr" | "br") = tag {
            return self.open(tag);
        }
        self.open(tag);
        if let (Some("figure"), Some(address)) = (tag, &link) {
            let _ = write!(
                self.html,
                "<img src=\"{}\" alt=\"{}\"><figcaption>",
                quoted(address),
                quoted(alt(map))
            );
        } else if let Some(address) = &link {
            let _ = write!(self.html, "<a href=\"{}\">", quoted(address));
        }
        for mark in &marks {
            self.open(Some(mark));
        }
        match items(map).filter(|_| matches!(tag, Some("ul" | "ol"))) {
            Some((name, items)) => self.items(&at.field(name), items),
            None => self.inside(at, map),
        }
        for mark in marks.iter().rev() {
            let _ = write!(self.html, "</{mark}>");
        }
        match (tag, link) {
            (Some("figure"), Some(_)) => self.html.push_str("</figcaption>"),
            (_, Some(_)) => self.html.push_str("</a>"),
            _ => {}
        }
        match tag {
            Some(tag @ ("span" | "b" | "i" | "s" | "code")) => {
                let _ = write!(self.html, "</{tag}>");
            }
            tag => self.close(tag),
        }
    }

    /// Everything that stands in a node.
    fn inside(&mut self, at: &At<'_>, map: &Map<String, Value>) {
        let mut told = Vec::new();
        for name in CHILDREN.iter().chain(TEXTS) {
            if let Some(value) = map
                .get(*name)
                .filter(|value| !told.contains(name) && !value.is_boolean())
            {
                told.push(name);
                // Texts for people and texts for programs may be beside each other.
                let is_twice = *name == "plain_text" && map.contains_key("text");
                match value {
                    Value::Number(_) => {}
                    Value::String(_) if *name == "title" => {
                        self.html.push_str("<h3>");
                        self.node(&at.field(name), value);
                        self.html.push_str("</h3>");
                    }
                    _ if is_twice => {}
                    _ => self.node(&at.field(name), value),
                }
            }
        }
        let kind = kind_of(map);
        for (name, value) in map.iter().filter(|(name, _)| !told.contains(&&***name)) {
            let at = at.field(name);
            match value {
                Value::Object(inner) if INNER.contains(&&**name) || name == kind => {
                    self.inside(&at, inner);
                }
                Value::Array(_) | Value::Object(_) if holds_nodes(value) => self.node(&at, value),
                Value::String(text) if looks::is_prose(text) && !is_alt(name) => {
                    self.html.push(' ');
                    self.text(text);
                }
                Value::Null | Value::Bool(_) => {}
                Value::String(text) if text.is_empty() || text == name_of(map) => {}
                Value::String(_) if ADDRESSES.contains(&&**name) || is_alt(name) => {}
                Value::Array(_) if name == "marks" => {}
                _ => self.left_out.push(at.pointer()),
            }
        }
    }

    /// The items of a list, be they nodes of their own or not.
    fn items(&mut self, at: &At<'_>, items: &[Value]) {
        for (n, item) in items.iter().enumerate() {
            let is_item = item.as_object().and_then(tag_of) == Some("li");
            self.open((!is_item).then_some("li"));
            self.node(&at.item(n), item);
            self.close((!is_item).then_some("li"));
        }
    }

    fn code(&mut self, map: &Map<String, Value>) {
        let mut text = String::new();
        plain(&Value::Object(map.clone()), &mut text);
        let coded = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(self.html, "<pre><code>{coded}</code></pre>");
    }
}

fn quoted(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

/// The text of a node without its marks.
fn plain(value: &Value, text: &mut String) {
    match value {
        Value::String(said) => text.push_str(said),
        Value::Array(list) => list.iter().for_each(|value| plain(value, text)),
        Value::Object(map) => {
            let inner = INNER
                .iter()
                .filter_map(|name| map.get(*name))
                .filter(|inner| inner.is_object());
            let told = TEXTS
                .iter()
                .chain(&["children", "code"])
                .filter_map(|name| map.get(*name));
            let told: Vec<&Value> = told.chain(inner).collect();
            for value in told {
                plain(value, text);
            }
        }
        _ => {}
    }
}
