//! Lists of items, and of terms with their definitions.

use dom_query::{Element, NodeRef};

use super::dom::{Step, attr, children, style, within};
use super::walk::Walk;
use crate::article::{Block, List, ListItem, Marker, Task};
use crate::parse::flow::Flow;

impl Walk {
    /// `<ul>`, `<ol>` and their like. Items that are footnotes become notes.
    pub(super) fn list(&mut self, node: NodeRef<'_>, element: &Element, flow: &mut Flow) {
        let mut items = Items::new(node, element);
        for child in children(node) {
            let Some(item) = child.element_ref().filter(|e| &*e.name.local == "li") else {
                items.attach(self.apart(child, flow));
                continue;
            };
            if self.notes.note(child).is_some() {
                let mut inner = flow.inside();
                self.node(child, &mut inner);
                items.set(flow);
                flow.extend(inner.finish());
            } else if !self.leaves_out(child, &item) {
                let blocks = self.inside(child, flow);
                items.push(number_of(&item), task_of(child), blocks);
            }
        }
        items.set(flow);
        flow.end_paragraph();
    }

    /// What a node that is no item gives.
    fn apart(&mut self, node: NodeRef<'_>, flow: &Flow) -> Vec<Block> {
        let mut inner = flow.inside();
        self.node(node, &mut inner);
        inner.finish()
    }

    /// `<dl>`: terms are paragraphs, definitions are set back below them.
    pub(super) fn definitions(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        flow.end_paragraph();
        for child in children(node) {
            let Some(element) = child.element_ref() else {
                self.node(child, flow);
                continue;
            };
            match &*element.name.local {
                "dd" if self.notes.note(child).is_none() && !self.leaves_out(child, &element) => {
                    let blocks = self.inside(child, flow);
                    define(blocks, flow);
                }
                "div" if self.notes.note(child).is_none() => self.definitions(child, flow),
                _ => self.node(child, flow),
            }
        }
        flow.end_paragraph();
    }
}

/// Adds a definition behind the last term.
fn define(blocks: Vec<Block>, flow: &mut Flow) {
    if blocks.is_empty() {
        return;
    }
    flow.end_paragraph();
    let item = ListItem { task: None, blocks };
    match flow.last_block() {
        Some(Block::List(list)) if list.marker == Marker::None => list.items.push(item),
        _ => flow.push(Block::List(List {
            marker: Marker::None,
            start: 1,
            items: vec![item],
        })),
    }
}

/// The items of a list, in as many lists as it takes to number them as the page does.
struct Items {
    marker: Marker,
    /// The number of the next item.
    next: i64,
    /// 1, or -1 in a list that counts down.
    step: i64,
    lists: Vec<List>,
}

impl Items {
    fn new(node: NodeRef<'_>, element: &Element) -> Items {
        let ordered = &*element.name.local == "ol";
        let reversed = ordered && attr(element, "reversed").is_some();
        let count = || children(node).filter(|child| child.has_name("li")).count();
        let first = || {
            if reversed {
                i64::try_from(count()).unwrap_or(1)
            } else {
                1
            }
        };
        let start = attr(element, "start").and_then(|start| start.trim().parse().ok());
        Items {
            marker: marker_of(element, ordered),
            next: start.unwrap_or_else(first),
            step: if reversed { -1 } else { 1 },
            lists: Vec::new(),
        }
    }

    fn push(&mut self, number: Option<i64>, task: Option<Task>, blocks: Vec<Block>) {
        let number = number.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        let start = u32::try_from(number.max(0)).unwrap_or(u32::MAX);
        let item = ListItem { task, blocks };
        let numbered = !matches!(self.marker, Marker::Bullet | Marker::None);
        match self.lists.last_mut() {
            Some(list) if !numbered || follows(list, start) => list.items.push(item),
            _ => self.lists.push(List {
                marker: self.marker,
                start,
                items: vec![item],
            }),
        }
    }

    /// Adds what stands between items to the one before it.
    fn attach(&mut self, blocks: Vec<Block>) {
        if blocks.is_empty() {
            return;
        }
        let last = self.lists.last_mut().and_then(|list| list.items.last_mut());
        match last {
            Some(item) => item.blocks.extend(blocks),
            None => self.push(None, None, blocks),
        }
    }

    /// Adds the lists to what is around them.
    fn set(&mut self, flow: &mut Flow) {
        let items = self.lists.iter_mut().flat_map(|list| &mut list.items);
        for item in items.filter(|item| item.blocks.is_empty()) {
            item.blocks.push(Block::paragraph(""));
        }
        flow.extend(self.lists.drain(..).map(Block::List).collect());
    }
}

/// Whether the next item of `list` has this number.
fn follows(list: &List, number: u32) -> bool {
    let len = u32::try_from(list.items.len()).unwrap_or(u32::MAX);
    list.start.saturating_add(len) == number
}

fn number_of(item: &Element) -> Option<i64> {
    attr(item, "value")?.trim().parse().ok()
}

/// The mark of a list: `list-style-type` (CSS Counter Styles 3), else `type`.
fn marker_of(element: &Element, ordered: bool) -> Marker {
    let styled = style(element, "list-style-type").or_else(|| style(element, "list-style"));
    let styled = styled.and_then(|value| value.split_ascii_whitespace().find_map(marker_named));
    let typed = || {
        Some(match attr(element, "type")?.trim() {
            "a" => Marker::LowerLatin,
            "A" => Marker::UpperLatin,
            "i" => Marker::LowerRoman,
            "I" => Marker::UpperRoman,
            "1" => Marker::Decimal,
            _ => return None,
        })
    };
    let usual = if ordered {
        Marker::Decimal
    } else {
        Marker::Bullet
    };
    styled.or_else(typed).unwrap_or(usual)
}

/// The mark that CSS calls by this name.
fn marker_named(name: &str) -> Option<Marker> {
    Some(match name {
        "none" => Marker::None,
        "disc" | "circle" | "square" => Marker::Bullet,
        "decimal" | "decimal-leading-zero" => Marker::Decimal,
        "lower-latin" | "lower-alpha" => Marker::LowerLatin,
        "upper-latin" | "upper-alpha" => Marker::UpperLatin,
        "lower-roman" => Marker::LowerRoman,
        "upper-roman" => Marker::UpperRoman,
        "cjk-ideographic"
        | "cjk-decimal"
        | "simp-chinese-informal"
        | "simp-chinese-formal"
        | "trad-chinese-informal"
        | "trad-chinese-formal"
        | "japanese-informal"
        | "japanese-formal" => Marker::Han,
        "circled-decimal" | "filled-circled-decimal" => Marker::Circled,
        _ => return None,
    })
}

/// The box to tick that stands before all text of an item.
fn task_of(item: NodeRef<'_>) -> Option<Task> {
    for step in within(item).take(8) {
        let Step::Into(node) = step else { continue };
        if let Some(element) = node.element_ref() {
            if &*element.name.local == "input" && attr(&element, "type") == Some("checkbox") {
                let done = attr(&element, "checked").is_some();
                return Some(if done { Task::Done } else { Task::Open });
            }
        } else if node.is_nonempty_text() {
            return None;
        }
    }
    None
}
