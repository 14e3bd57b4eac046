//! What stands within a line: styles, links, ruby, quotation marks, formulas.

use dom_query::{Element, NodeRef};

use super::dom::{self, attr, children, name_of, own_text, style, text_of};
use super::losses::Loss;
use super::notes::leads_back;
use super::walk::{Walk, is_math};
use crate::article::{Label, Style};
use crate::parse::flow::Flow;

impl Walk {
    /// An element within a line. One that is not known gives its text.
    pub(super) fn inline(
        &mut self,
        name: &str,
        node: NodeRef<'_>,
        element: &Element,
        flow: &mut Flow,
    ) {
        match name {
            "a" => self.link(node, element, flow),
            "ruby" => self.ruby(node, flow),
            "q" => self.quotation(node, flow),
            "sup" if self.notes.raises_mark(node) => self.children(node, flow),
            "script" if is_math(element) => formula(&text_of_script(node), flow),
            _ => {
                let styles = styles(name, element);
                let count = styles.len();
                for style in styles {
                    flow.open(style);
                }
                self.children(node, flow);
                for _ in 0..count {
                    flow.close();
                }
            }
        }
    }

    fn styled(&mut self, style: Style, node: NodeRef<'_>, flow: &mut Flow) {
        flow.open(style);
        self.children(node, flow);
        flow.close();
    }

    fn link(&mut self, node: NodeRef<'_>, element: &Element, flow: &mut Flow) {
        if let Some(label) = self.notes.mark(node).cloned() {
            return self.styled(Style::NoteMark(label), node, flow);
        }
        if let Some(label) = &self.note
            && leads_back(node, element, label, !flow.has_prose())
        {
            return;
        }
        if is_anchor(node, element) {
            return;
        }
        let Some(href) = attr(element, "href").filter(|href| !href.trim().is_empty()) else {
            return self.children(node, flow);
        };
        match self.base.openable(href) {
            // A bare `#place` leads nowhere outside its page.
            Some(url) if !url.as_str().starts_with('#') => {
                self.styled(Style::Link(url), node, flow);
            }
            Some(_) => self.children(node, flow),
            None => {
                self.losses.count(Loss::Address);
                self.children(node, flow);
            }
        }
    }

    /// `<ruby>`: each base with the reading that follows it, or the first base
    /// with the first reading where all bases come first; an `<rtc>` reads them all.
    fn ruby(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        let mut ruby = Ruby::default();
        ruby.gather(node);
        for reading in &ruby.whole {
            flow.open(Style::Ruby(reading.clone()));
        }
        for (base, reading) in ruby.pairs {
            match reading {
                Some(reading) if base.is_empty() => flow.text(&reading),
                Some(reading) => {
                    flow.open(Style::Ruby(reading));
                    self.nodes(base, flow);
                    flow.close();
                }
                None => self.nodes(base, flow),
            }
        }
        for _ in &ruby.whole {
            flow.close();
        }
    }

    fn nodes(&mut self, nodes: Vec<NodeRef<'_>>, flow: &mut Flow) {
        for node in nodes {
            self.node(node, flow);
        }
    }

    /// `<q>` with the quotation marks that a browser would draw: those of the
    /// mainland and of English, since pages in other scripts write their own.
    fn quotation(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        let (opening, closing) = match self.quotations % 2 {
            0 => ("“", "”"),
            _ => ("‘", "’"),
        };
        self.quotations += 1;
        flow.text(opening);
        self.children(node, flow);
        flow.text(closing);
        self.quotations -= 1;
    }
}

/// Whether a link only shows where a heading can be linked to: `#` or `¶` beside it.
pub(super) fn is_anchor(node: NodeRef<'_>, element: &Element) -> bool {
    let is_heading = |node: NodeRef<'_>| matches!(name_of(node).as_bytes(), [b'h', b'1'..=b'6']);
    let leads_here = || attr(element, "href").is_some_and(|href| href.contains('#'));
    let is_sign = || matches!(text_of(node).trim(), "#" | "¶" | "§" | "🔗");
    node.parent().is_some_and(is_heading) && leads_here() && is_sign()
}

/// A formula, as the text of its author where the page holds it.
pub(super) fn math(node: NodeRef<'_>, element: &Element, flow: &mut Flow) {
    let source = |node: NodeRef<'_>| {
        let element = node.element_ref()?;
        let is_tex = attr(&element, "encoding").is_some_and(|e| e.contains("tex"));
        (&*element.name.local == "annotation" && is_tex).then(|| text_of(node))
    };
    let annotation = || {
        dom::within(node).find_map(|step| match step {
            dom::Step::Into(node) => source(node),
            dom::Step::OutOf(_) => None,
        })
    };
    match attr(element, "alttext")
        .map(str::to_owned)
        .or_else(annotation)
    {
        Some(tex) => formula(&tex, flow),
        None => flow.text(&text_of(node)),
    }
}

/// A drawing, by its title, or else by the words in it.
pub(super) fn drawing(node: NodeRef<'_>, flow: &mut Flow) {
    let title = children(node).find(|child| child.has_name("title"));
    let words = text_of(title.unwrap_or(node));
    if !words.trim().is_empty() {
        flow.text(&format!(" {words} "));
    }
}

/// A formula in the language of its author.
fn formula(tex: &str, flow: &mut Flow) {
    flow.open(Style::Code);
    flow.text(tex.trim());
    flow.close();
}

/// The text of a script, which is no text of the page.
fn text_of_script(node: NodeRef<'_>) -> String {
    children(node)
        .filter_map(own_text)
        .map(|text| text.to_string())
        .collect()
}

/// The styles that an element gives its text by its name, and by its `style` as editors write it.
fn styles(name: &str, element: &Element) -> Vec<Style> {
    let weight = style(element, "font-weight");
    let is_bold = weight.as_deref().map(|weight| match weight.parse() {
        Ok(number) => (600..=1000).contains(&number),
        Err(_) => weight.starts_with("bold"),
    });
    let slant = style(element, "font-style").map(|slant| slant.starts_with(['i', 'o']));
    let line = style(element, "text-decoration").or_else(|| style(element, "text-decoration-line"));
    let named = style_of(name);
    // Some editors wrap all they write in <b style="font-weight: normal">.
    let overruled = match named {
        Some(Style::Strong) => is_bold.is_some(),
        Some(Style::Emphasis) => slant.is_some(),
        _ => false,
    };
    let mut styles: Vec<Style> = named.into_iter().filter(|_| !overruled).collect();
    styles.extend(is_bold.filter(|&is| is).map(|_| Style::Strong));
    styles.extend(slant.filter(|&is| is).map(|_| Style::Emphasis));
    let struck = line.is_some_and(|line| line.contains("line-through"));
    styles.extend(struck.then_some(Style::Strike));
    styles
}

/// The style that an element gives its text.
pub(crate) fn style_of(name: &str) -> Option<Style> {
    Some(match name {
        "em" | "i" | "cite" | "dfn" => Style::Emphasis,
        "strong" | "b" => Style::Strong,
        "del" | "s" | "strike" => Style::Strike,
        "mark" => Style::Highlight,
        "code" | "kbd" | "samp" | "var" | "tt" => Style::Code,
        "sup" => Style::Superscript,
        "sub" => Style::Subscript,
        _ => return None,
    })
}

/// The bases and readings of a `<ruby>`.
#[derive(Default)]
struct Ruby<'a> {
    pairs: Vec<(Vec<NodeRef<'a>>, Option<Label>)>,
    /// Readings of all bases together.
    whole: Vec<Label>,
    /// The first pair without a reading.
    unread: usize,
}

impl<'a> Ruby<'a> {
    fn gather(&mut self, node: NodeRef<'a>) {
        for child in children(node) {
            let unread = self.unread < self.pairs.len();
            match name_of(child).as_str() {
                "rt" => self.read(&text_of(child)),
                "rp" => {}
                "rb" => self.pairs.push((children(child).collect(), None)),
                "rbc" => self.gather(child),
                "rtc" if children(child).any(|child| child.has_name("rt")) => {
                    // A second row of readings for bases that have theirs reads all of them.
                    if unread {
                        self.gather(child);
                    } else {
                        self.whole.extend(Label::some(&text_of(child)));
                    }
                }
                "rtc" => self.whole.extend(Label::some(&text_of(child))),
                _ if is_blank(child) => {}
                _ => match self.pairs.last_mut() {
                    Some((base, None)) if unread && !is_rb(base) => {
                        base.push(child);
                    }
                    _ => self.pairs.push((vec![child], None)),
                },
            }
        }
    }

    fn read(&mut self, reading: &str) {
        let reading = Label::some(reading);
        match self.pairs.get_mut(self.unread) {
            Some((_, unread)) => *unread = reading,
            None => self.pairs.push((Vec::new(), reading)),
        }
        self.unread += 1;
    }
}

/// Whether the nodes of a base came from an `<rb>`.
fn is_rb(base: &[NodeRef<'_>]) -> bool {
    let parent = base.first().and_then(NodeRef::parent);
    parent.is_some_and(|parent| parent.has_name("rb"))
}

fn is_blank(node: NodeRef<'_>) -> bool {
    !node.is_element() && own_text(node).is_none_or(|text| text.trim().is_empty())
}
