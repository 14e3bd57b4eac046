//! Computer text, whose blanks and line ends count.

use dom_query::{Element, NodeRef};

use super::dom::{Step, attr, children, name_of, own_text, texts, within};
use super::losses::Loss;
use super::walk::{Walk, is_block};
use crate::article::Label;
use crate::parse::{code::code, flow::Flow};

impl Walk {
    /// `<pre>`: what it says, without the colours of its words.
    pub(super) fn code(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        let text = self.code_text(node);
        add_code(node, &text, flow);
    }

    /// A table with code in it, line by line or as a whole, and numbers of
    /// lines before it; says whether it was one.
    pub(super) fn code_table(&mut self, table: NodeRef<'_>, flow: &mut Flow) -> bool {
        let Some((lines, has_numbers)) = code_cells(table) else {
            return false;
        };
        let (first, mut text) = (lines[0], String::new());
        for pre in lines {
            let line = self.code_text(pre);
            text.push_str(line.trim_end_matches('\n'));
            text.push('\n');
        }
        if has_numbers {
            self.losses.count(Loss::LineNumbers);
        }
        add_code(first, &text, flow);
        true
    }

    fn code_text(&mut self, node: NodeRef<'_>) -> String {
        let mut text = String::new();
        let mut skip = None;
        for step in within(node) {
            let (Step::Into(part) | Step::OutOf(part)) = step;
            match (step, skip) {
                (Step::OutOf(part), Some(id)) if part.id == id => skip = None,
                (_, Some(_)) => {}
                (Step::Into(part), None) if self.is_skipped(part) => skip = Some(part.id),
                (Step::Into(part), None) if part.has_name("br") => text.push('\n'),
                (Step::Into(part), None) if own_text(part).is_some() => {
                    text.push_str(&own_text(part).unwrap_or_default());
                }
                _ => {
                    let parts = part.element_ref().is_some_and(|e| is_block(&e.name.local));
                    if parts && !text.is_empty() && !text.ends_with('\n') {
                        text.push('\n');
                    }
                }
            }
        }
        text
    }

    fn is_skipped(&mut self, node: NodeRef<'_>) -> bool {
        let element = node.element_ref();
        element.is_some_and(|element| self.leaves_out(node, &element))
    }
}

fn add_code(node: NodeRef<'_>, text: &str, flow: &mut Flow) {
    match code(language_of(node), text) {
        Some(block) => flow.push(block),
        None => flow.end_paragraph(),
    }
}

/// The `<pre>` of each row of a table in which every row has one, behind nothing but
/// numbers that count lines, and whether there are such numbers; nothing for any other table.
fn code_cells(table: NodeRef<'_>) -> Option<(Vec<NodeRef<'_>>, bool)> {
    let is_part =
        |node: &NodeRef<'_>| matches!(name_of(*node).as_str(), "thead" | "tbody" | "tfoot");
    let parts = children(table).filter(is_part);
    let rows = parts.flat_map(children).filter(|row| row.has_name("tr"));
    let (mut pres, mut numbers) = (Vec::new(), Vec::new());
    for row in rows {
        let mut cells: Vec<NodeRef<'_>> = children(row).filter(NodeRef::is_element).collect();
        let pre = cells.pop()?.first_element_child();
        pres.push(pre.filter(|child| child.has_name("pre"))?);
        for cell in cells {
            for text in texts(cell) {
                for word in text.split_whitespace() {
                    numbers.push(word.parse::<u32>().ok()?);
                }
            }
        }
    }
    let counts = numbers
        .windows(2)
        .all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    let says_something = pres
        .iter()
        .any(|pre| texts(*pre).any(|text| !text.trim().is_empty()));
    (counts && says_something).then_some((pres, !numbers.is_empty()))
}

/// The language that the makers of highlighters name in a class of the code, or of what is around it.
fn language_of(pre: NodeRef<'_>) -> Option<Label> {
    let inner = children(pre).find(|child| child.has_name("code"));
    let around = std::iter::successors(Some(pre), NodeRef::parent).take(8);
    let mut nodes = inner.into_iter().chain(around);
    nodes.find_map(|node| {
        let element = node.element_ref()?;
        let data = attr(&element, "data-lang").or_else(|| attr(&element, "data-language"));
        let name = data.map(str::to_owned).or_else(|| language_in(&element))?;
        Label::some(&name).filter(|name| !is_plain(name))
    })
}

fn language_in(element: &Element) -> Option<String> {
    let class = attr(element, "class")?;
    let prefixes = ["language-", "lang-", "highlight-source-", "highlight-text-"];
    let mut words = class.split_ascii_whitespace();
    let behind_prefix = |word: &str| {
        let name = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix));
        name.map(str::to_owned)
    };
    if let Some(name) = words.clone().find_map(behind_prefix) {
        return Some(name);
    }
    // `brush: rust;`, `sourceCode rust`, and `highlight rust` of a figure.
    let figure = &*element.name.local == "figure";
    let marks =
        |word: &str| matches!(word, "brush:" | "sourceCode") || figure && word == "highlight";
    words.find(|word| marks(word))?;
    let name = words.next()?.trim_end_matches(';');
    (!name.is_empty()).then(|| name.to_owned())
}

fn is_plain(language: &str) -> bool {
    matches!(
        language.to_ascii_lowercase().as_str(),
        "none" | "plain" | "plaintext" | "text" | "txt" | "nohighlight"
    )
}
