//! Blocks and articles as the tests of this room write them.
//!
//! ```text
//! # heading          → indented        > quote          1. item
//! ```lang|code        ![alt](url)caption  a | b           [^1] note
//! ```
//!
//! Styles stand in braces: `{b …}` strong, `{i …}` emphasis, `{s …}` strike,
//! `{m …}` highlight, `{c …}` code, `{^ …}` `{_ …}` raised and lowered,
//! `{@url …}` link, `{r:reading …}` ruby, `{n:label …}` mark of a footnote.

use crate::article::{Article, Block, Label, List, Marker, RichText, Section, Style, Task, Url};

/// The blocks, one a line; what stands in a block is set back by two spaces.
pub(super) fn shown(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(block).collect()
}

/// A line for each article of a section, as `line` writes it from the sections inside this one and the article.
pub(super) fn lines(section: &Section, line: fn(&[&Label], &Article) -> String) -> Vec<String> {
    fn add<'a>(
        section: &'a Section,
        way: &[&'a Label],
        line: fn(&[&Label], &Article) -> String,
        all: &mut Vec<String>,
    ) {
        all.extend(section.articles.iter().map(|article| line(way, article)));
        for inner in &section.sections {
            let way: Vec<&Label> = way.iter().copied().chain([&inner.title]).collect();
            add(inner, &way, line, all);
        }
    }
    let mut all = Vec::new();
    add(section, &[], line, &mut all);
    all
}

fn block(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { level, text } => {
            vec![format!("{} {}", "#".repeat((*level).into()), rich(text))]
        }
        Block::Paragraph(paragraph) => {
            let mark = if paragraph.indented { "→" } else { "" };
            vec![format!("{mark}{}", rich(&paragraph.text))]
        }
        Block::List(list) => items(list),
        Block::Quote(blocks) => within("> ", "  ", blocks),
        Block::Code { language, text } => {
            let language = language.as_deref().unwrap_or_default();
            vec![format!("```{language}|{}", text.text())]
        }
        Block::Table(table) => {
            let mut rows = Vec::new();
            if !table.caption.is_empty() {
                rows.push(format!("table: {}", rich(&table.caption)));
            }
            for (at, row) in table.rows.iter().enumerate() {
                let head = if at < table.head_rows { "= " } else { "" };
                let cells: Vec<String> = row.iter().map(rich).collect();
                rows.push(format!("{head}{}", cells.join(" | ")));
            }
            rows
        }
        Block::Image(image) => {
            let url = image.url.as_ref().map_or("", Url::as_str);
            vec![format!("![{}]({url}){}", image.alt, rich(&image.caption))]
        }
        Block::Rule => vec!["---".to_owned()],
        Block::Note(note) => within(&format!("[^{}] ", note.label), "  ", &note.blocks),
    }
}

fn items(list: &List) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, item) in (list.start..).zip(&list.items) {
        let mark = match list.marker {
            Marker::Bullet => "• ".to_owned(),
            Marker::None => "  ".to_owned(),
            Marker::Decimal => format!("{number}. "),
            marker => format!("{marker:?} {number}. "),
        };
        let task = match item.task {
            None => "",
            Some(Task::Open) => "[ ] ",
            Some(Task::Done) => "[x] ",
        };
        lines.extend(within(&format!("{mark}{task}"), "  ", &item.blocks));
    }
    lines
}

fn within(first: &str, rest: &str, blocks: &[Block]) -> Vec<String> {
    let lines = shown(blocks).into_iter().enumerate();
    lines
        .map(|(at, line)| format!("{}{line}", if at == 0 { first } else { rest }))
        .collect()
}

fn rich(rich: &RichText) -> String {
    let mut out = String::new();
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in rich.text().char_indices() {
        while ends.pop_if(|end| *end <= at).is_some() {
            out.push('}');
        }
        for span in rich.spans().iter().filter(|span| span.range.start == at) {
            assert!(!span.range.is_empty(), "an empty span in {rich:?}");
            out.push_str(&opening(&span.style));
            ends.push(span.range.end);
        }
        out.push(c);
    }
    out.push_str(&"}".repeat(ends.len()));
    out
}

fn opening(style: &Style) -> String {
    match style {
        Style::Emphasis => "{i ".to_owned(),
        Style::Strong => "{b ".to_owned(),
        Style::Strike => "{s ".to_owned(),
        Style::Highlight => "{m ".to_owned(),
        Style::Code => "{c ".to_owned(),
        Style::Superscript => "{^ ".to_owned(),
        Style::Subscript => "{_ ".to_owned(),
        Style::Link(url) => format!("{{@{url} "),
        Style::Ruby(reading) => format!("{{r:{reading} "),
        Style::NoteMark(label) => format!("{{n:{label} "),
    }
}
