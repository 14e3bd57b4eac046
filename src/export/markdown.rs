//! Articles as Markdown: `CommonMark` with tables, footnotes, strikethrough and task lists.
//!
//! What an article says of itself goes into a front matter of `key: value`
//! lines, its title into the first heading. What Markdown cannot say is said
//! with less: every numbered list counts 1. 2. 3., indents are the reader's.

use std::collections::VecDeque;

use super::inline::{Context, NoteNames, destination, inline, longest_run};
use crate::article::{
    Article, Block, Image, Label, List, ListItem, Marker, Moment, Note, RichText, Table, Task, Url,
};

/// Writes an article as Markdown.
pub fn markdown(article: &Article) -> String {
    let mut notes = NoteNames::new();
    name_notes(&article.body, &mut notes);
    let mut page = Page {
        out: front_matter(article),
        prefix: String::new(),
        is_begun: false,
        notes,
        put_aside: VecDeque::new(),
    };
    if !article.title.is_empty() {
        page.heading(1, &RichText::plain(&article.title));
        page.line("");
    }
    page.blocks(&article.body, true);
    while let Some(note) = page.put_aside.pop_front() {
        page.line("");
        page.note(note);
    }
    let mut out = page.out;
    out.truncate(out.trim_end_matches('\n').len());
    out.push('\n');
    out
}

/// What the article says of itself beside its title, between two rules.
fn front_matter(article: &Article) -> String {
    let label = |label: &Option<Label>| label.as_ref().map(ToString::to_string);
    let url = |url: &Option<Url>| url.as_ref().map(ToString::to_string);
    let moment = |moment: &Option<Moment>| moment.as_ref().map(ToString::to_string);
    let list = |labels: &[Label]| {
        let items: Vec<String> = labels.iter().map(|label| scalar(label)).collect();
        (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
    };
    let summary = article.summary.as_ref();
    let summary = summary.map(|text| Label::new(text.text()).to_string());
    let one = |value: Option<String>| value.map(|value| scalar(&value));
    let fields = [
        ("id", one(label(&article.id))),
        ("url", one(url(&article.url))),
        ("subtitle", one(label(&article.subtitle))),
        ("categories", list(&article.breadcrumb)),
        ("authors", list(&article.authors)),
        ("sources", list(&article.sources)),
        ("date", moment(&article.published)),
        ("updated", moment(&article.updated)),
        ("language", one(label(&article.language))),
        ("tags", list(&article.tags)),
        ("image", one(url(&article.image))),
        ("summary", one(summary)),
    ];
    let lines: String = fields
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}\n", value?)))
        .collect();
    if lines.is_empty() {
        return lines;
    }
    format!("---\n{lines}---\n\n")
}

/// A value of one line as YAML takes it, also in a list, in quotes where it must be.
fn scalar(value: &str) -> String {
    let is_plain = value.starts_with(|c: char| c.is_alphanumeric())
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.contains([',', '[', ']', '{', '}'])
        && !value.ends_with(':');
    if is_plain {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Gives each note a name that a footnote may have: its label, or else its number.
fn name_notes(blocks: &[Block], names: &mut NoteNames) {
    for block in blocks {
        match block {
            Block::Note(note) => {
                let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
                let fits = !note.label.is_empty() && note.label.chars().all(is_name);
                let number = format!("note-{}", names.len() + 1);
                let name = if fits { note.label.to_string() } else { number };
                names.entry(note.label.clone()).or_insert(name);
                name_notes(&note.blocks, names);
            }
            Block::Quote(inner) => name_notes(inner, names),
            Block::List(list) => {
                for item in &list.items {
                    name_notes(&item.blocks, names);
                }
            }
            _ => {}
        }
    }
}

/// Markdown in the making.
struct Page<'a> {
    out: String,
    /// What every line begins with.
    prefix: String,
    /// The line that comes next has its beginning already.
    is_begun: bool,
    notes: NoteNames,
    /// Notes that stand within other blocks: Markdown has them outside.
    put_aside: VecDeque<&'a Note>,
}

impl<'a> Page<'a> {
    /// Writes one or several lines.
    fn line(&mut self, lines: &str) {
        for line in lines.split('\n') {
            if !self.is_begun {
                self.out.push_str(&self.prefix);
            }
            self.is_begun = false;
            self.out.push_str(line);
            let kept = self.out.trim_end_matches(' ').len();
            self.out.truncate(kept);
            self.out.push('\n');
        }
    }

    /// Writes what stands within a quote, an item or a note: `first` begins it,
    /// `then` begins its other lines.
    fn within(&mut self, first: &str, then: &str, write: impl FnOnce(&mut Self)) {
        if !self.is_begun {
            self.out.push_str(&self.prefix);
        }
        self.out.push_str(first);
        self.is_begun = true;
        let outer = self.prefix.len();
        self.prefix.push_str(then);
        write(self);
        if self.is_begun {
            self.line("");
        }
        self.prefix.truncate(outer);
    }

    fn blocks(&mut self, blocks: &'a [Block], is_loose: bool) {
        // Two lists in a row are one unless their marks differ.
        let mut lists = 0;
        let mut is_first = true;
        for block in said(blocks) {
            if let Block::Note(note) = block
                && !self.prefix.is_empty()
            {
                self.put_aside.push_back(note);
                continue;
            }
            if !is_first && is_loose {
                self.line("");
            }
            is_first = false;
            lists = match block {
                Block::List(_) => lists + 1,
                _ => 0,
            };
            self.block(block, lists % 2 == 0);
        }
    }

    fn block(&mut self, block: &'a Block, other_marks: bool) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(paragraph) => self.prose(&paragraph.text),
            Block::List(list) => self.list(list, other_marks),
            Block::Quote(blocks) => self.within("> ", "> ", |page| page.blocks(blocks, true)),
            Block::Code { language, text } => self.code(language.as_deref(), text.text()),
            Block::Table(table) => self.table(table),
            Block::Image(image) => self.image(image),
            Block::Rule => self.line("***"),
            Block::Note(note) => self.note(note),
        }
    }

    fn note(&mut self, note: &'a Note) {
        let name = self.notes.get(&note.label).cloned().unwrap_or_default();
        let first = format!("[^{name}]: ");
        self.within(&first, "    ", |page| page.blocks(&note.blocks, true));
    }

    fn inline(&self, text: &RichText, context: Context) -> String {
        inline(text, context, &self.notes)
    }

    fn prose(&mut self, text: &RichText) {
        let text = self.inline(text, Context::Paragraph);
        self.line(&text);
    }

    fn heading(&mut self, level: u8, text: &RichText) {
        let hashes = "#".repeat(usize::from(level.clamp(1, 6)));
        let text = self.inline(text, Context::Heading);
        self.line(&format!("{hashes} {text}"));
    }

    fn list(&mut self, list: &'a List, other_marks: bool) {
        let is_bulleted = matches!(list.marker, Marker::Bullet | Marker::None);
        let is_loose = !list.items.iter().all(is_tight);
        for (n, item) in list.items.iter().enumerate() {
            if n > 0 && is_loose {
                self.line("");
            }
            // CommonMark reads no number of more than nine digits.
            let number = (list.start as usize).saturating_add(n).min(999_999_999);
            let mark = match (is_bulleted, other_marks) {
                (true, false) => "- ".to_owned(),
                (true, true) => "+ ".to_owned(),
                (false, false) => format!("{number}. "),
                (false, true) => format!("{number}) "),
            };
            let indent = " ".repeat(mark.len());
            self.within(&mark, &indent, |page| page.item(item, is_loose));
        }
    }

    fn item(&mut self, item: &'a ListItem, is_loose: bool) {
        // The box of GitHub stands only before a paragraph.
        let begins = matches!(said(&item.blocks).next(), Some(Block::Paragraph(_)));
        match (item.task, begins) {
            (None, _) => {}
            (Some(Task::Open), true) => self.out.push_str("[ ] "),
            (Some(Task::Done), true) => self.out.push_str("[x] "),
            (Some(Task::Open), false) => self.line("☐\n"),
            (Some(Task::Done), false) => self.line("☑\n"),
        }
        self.blocks(&item.blocks, is_loose);
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
        let language = language.unwrap_or_default().replace(['`', ' '], "-");
        self.line(&format!("{fence}{language}"));
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            // Unlike elsewhere blanks at the end of a line count.
            self.out.push_str(&self.prefix);
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.line(&fence);
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.prose(&table.caption);
            self.line("");
        }
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        if columns == 0 {
            return;
        }
        let (head, body) = table.rows.split_at(table.head_rows.min(1));
        let head = head.first().map_or(&[][..], Vec::as_slice);
        self.row(head, columns);
        self.line(&format!("|{}", " --- |".repeat(columns)));
        for row in body {
            self.row(row, columns);
        }
    }

    fn row(&mut self, row: &[RichText], columns: usize) {
        let mut line = String::from("|");
        for column in 0..columns {
            let cell = row.get(column);
            let cell = cell
                .map(|cell| self.inline(cell, Context::Cell))
                .unwrap_or_default();
            line.extend([" ", cell.as_str(), " |"]);
        }
        self.line(&line);
    }

    fn image(&mut self, image: &Image) {
        let alt = self.inline(&RichText::plain(&image.alt), Context::Heading);
        match &image.url {
            Some(url) => {
                let url = destination(url.as_str());
                self.line(&format!("![{alt}]({url})"));
            }
            None => self.prose(&RichText::plain(&image.alt)),
        }
        if !image.caption.is_empty() {
            self.line("");
            self.prose(&image.caption);
        }
    }
}

/// The blocks that say something: an empty paragraph does not, and in an item it
/// would end the item.
fn said(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let is_empty = |block: &Block| matches!(block, Block::Paragraph(p) if p.text.is_empty());
    blocks.iter().filter(move |block| !is_empty(block))
}

/// Whether an item is one block, or a paragraph with lists that may follow it directly.
fn is_tight(item: &ListItem) -> bool {
    let follows = |block: &Block| match block {
        // Only these interrupt a paragraph (CommonMark 0.31, 5.2).
        Block::List(List {
            marker,
            start,
            items,
        }) => {
            let counts = !matches!(marker, Marker::Bullet | Marker::None);
            let is_said = items.first().is_some_and(|item| !item.blocks.is_empty());
            is_said && (!counts || *start == 1) && items.iter().all(is_tight)
        }
        _ => false,
    };
    match item.blocks.as_slice() {
        [] | [_] => true,
        [Block::Paragraph(_), list] => follows(list),
        _ => false,
    }
}
