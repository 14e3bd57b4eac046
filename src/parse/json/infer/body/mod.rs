//! A value that is a body, as parts that readers of HTML, Markdown and text can read.
//!
//! - A text goes to the reader that its markup asks for.
//! - Lines and paragraphs in a list become paragraphs.
//! - Objects of an editor's document (`{"type": "paragraph", …}`) become HTML: `nodes`.
//! - Other objects are parts with headings, rows of a table, or links: `sections`.
//!
//! Every text comes into some part, save names for programs, whose places are kept.

mod links;
mod markup;
mod nodes;
mod rows;
mod sections;

use serde_json::{Value, json};

pub(super) use self::markup::{decode, words_of};
pub(super) use self::sections::says_all;
use super::looks;
use crate::article::{Markup, Part};
use crate::parse::json::At;

/// Parts in the making.
#[derive(Default)]
pub(in crate::parse::json) struct Parts {
    done: Vec<Part>,
    /// Blocks of Wenlan article JSON that are not yet a part.
    blocks: Vec<Value>,
    /// The places of what was left out, names for programs and addresses.
    left_out: Vec<String>,
}

/// The level of a heading that stands in no section; the title of the article is level 1.
const TOP_LEVEL: u8 = 2;

impl Parts {
    /// Adds a value that is called `name`, in the markup that it shows.
    pub(in crate::parse::json) fn add(&mut self, at: &At<'_>, name: &str, value: &Value) {
        self.add_at(TOP_LEVEL, at, name, value);
    }

    /// Adds a heading above what comes next.
    pub(in crate::parse::json) fn head(&mut self, title: &str) {
        self.heading(TOP_LEVEL, title);
    }

    /// Whether nothing has been added.
    pub(in crate::parse::json) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.blocks.is_empty()
    }

    /// The parts, in order.
    pub(in crate::parse::json) fn finish(mut self) -> (Vec<Part>, Vec<String>) {
        self.flush();
        (self.done, self.left_out)
    }

    fn add_at(&mut self, level: u8, at: &At<'_>, name: &str, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(number) => self.blocks.push(json!(number.to_string())),
            Value::String(text) => self.text(name, text),
            Value::Array(list) => self.list(level, at, name, list),
            Value::Object(map) if nodes::is_node(map) => {
                self.nodes(at, std::slice::from_ref(value));
            }
            Value::Object(map) => self.object(level, at, map),
        }
    }

    /// Lines, nodes, rows, links, or whatever stands in a list.
    fn list(&mut self, level: u8, at: &At<'_>, name: &str, list: &[Value]) {
        let told = || list.iter().filter(|value| !value.is_null());
        if told().all(Value::is_string) {
            return self.lines(name, list);
        }
        let is_node = |value: &Value| match value {
            Value::Object(map) => nodes::is_node(map),
            value => value.is_string(),
        };
        if told().all(is_node) {
            return self.nodes(at, list);
        }
        if let Some(links) = links::links(list) {
            return self.blocks.push(links);
        }
        if let Some(table) = rows::table(list) {
            return self.blocks.push(table);
        }
        for (n, value) in list.iter().enumerate() {
            self.add_at(level, &at.item(n), name, value);
        }
    }

    /// Each text of a list is a paragraph or a line.
    fn lines(&mut self, name: &str, list: &[Value]) {
        let lines = || {
            list.iter()
                .filter_map(Value::as_str)
                .filter(|line| !line.trim().is_empty())
        };
        let marked_up = |line: &str| {
            looks::has_tags(line) || looks::has_coded_tags(line) || looks::has_entities(line)
        };
        if markup::is_markdown_name(name) && lines().any(|line| line.contains(['*', '[', '#', '`']))
        {
            let text: Vec<&str> = lines().collect();
            self.push(Markup::Markdown, text.join("\n\n"));
        } else if lines().any(marked_up) {
            let divided = lines().map(|line| format!("<div>{}</div>", markup::html(line)));
            let html: Vec<String> = divided.collect();
            self.push(Markup::Html, html.join("\n"));
        } else {
            self.blocks.extend(lines().map(|line| json!(line)));
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let (markup, text) = markup::judge(name, text);
        self.push(markup, text);
    }

    fn nodes(&mut self, at: &At<'_>, nodes: &[Value]) {
        let html = nodes::html(at, nodes, &mut self.left_out);
        self.push(Markup::Html, html);
    }

    fn heading(&mut self, level: u8, text: &str) {
        let level = level.min(6);
        self.blocks
            .push(json!({ "type": "heading", "level": level, "text": text }));
    }

    /// Adds a text in this markup.
    pub(in crate::parse::json) fn push(&mut self, markup: Markup, text: String) {
        self.flush();
        self.done.push(Part { markup, text });
    }

    /// Makes a part of the blocks.
    fn flush(&mut self) {
        if !self.blocks.is_empty() {
            let blocks = Value::Array(std::mem::take(&mut self.blocks));
            let (markup, text) = (Markup::Blocks, blocks.to_string());
            self.done.push(Part { markup, text });
        }
    }
}
