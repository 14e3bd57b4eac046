//! Builds blocks of the events of a Markdown parser.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::emphasis::{eased, without_signs};
use super::inline::{Opened, Ruby};
use crate::article::{
    Block, Image, Label, List, ListItem, Marker, Note, RichText, Style, Table, Task, Url,
};
use crate::parse::{
    Body,
    address::Base,
    code::code,
    flow::Flow,
    html,
    html::{Loss, Losses},
};

/// How deep blocks may stand in blocks; below, their text is kept without structure.
const DEPTH: usize = 100;

/// A block that has begun.
enum Frame {
    Heading(u8),
    Quote,
    List(List),
    Item(Option<Task>),
    Note(Label),
    Table(Table),
    Cell,
    Image(Option<Url>, String),
    /// Too deep to be kept as a block.
    Transparent,
}

/// Reads one Markdown text.
pub(super) struct Reader<'a> {
    pub(super) address: Option<&'a Url>,
    pub(super) base: Base,
    /// What is being written.
    pub(super) flow: Flow,
    /// The blocks that have begun, each with the flow that goes on behind it.
    frames: Vec<(Frame, Flow)>,
    /// What is open in the line that is being written.
    pub(super) opened: Vec<Opened>,
    pub(super) ruby: Option<Ruby>,
    /// The text of a code or HTML block that is being read.
    raw: Option<String>,
    language: Option<Label>,
    notes: Vec<Block>,
    pub(super) losses: Losses,
}

impl<'a> Reader<'a> {
    pub(super) fn new(address: Option<&'a Url>) -> Reader<'a> {
        Reader {
            address,
            base: Base::new(address),
            flow: Flow::default(),
            frames: Vec::new(),
            opened: Vec::new(),
            ruby: None,
            raw: None,
            language: None,
            notes: Vec::new(),
            losses: Losses::default(),
        }
    }

    /// The blocks of the text; footnotes stand at the end.
    pub(super) fn read(mut self, markdown: &str) -> Body {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_MATH;
        let eased = eased(markdown);
        for (event, range) in Parser::new_ext(&eased, options).into_offset_iter() {
            // One tilde is no deletion: 8:00~9:00，10:00~11:00.
            let tilde = eased[range].strip_prefix('~');
            let tilde = tilde.is_some_and(|rest| !rest.starts_with('~'));
            let event = match eased {
                Cow::Borrowed(_) => event,
                Cow::Owned(_) => without_signs(event),
            };
            self.take(event, tilde);
        }
        let mut blocks = self.flow.finish();
        blocks.append(&mut self.notes);
        Body {
            blocks,
            complaints: self.losses.complaints(),
        }
    }

    fn take(&mut self, event: Event<'_>, tilde: bool) {
        if let (Some(raw), Event::Text(text) | Event::Html(text)) = (&mut self.raw, &event) {
            raw.push_str(text);
            return;
        }
        match event {
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) if tilde => {
                self.text("~");
            }
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.styled(Style::Code, &text),
            Event::InlineMath(text) => self.styled(Style::Code, &format!("${text}$")),
            Event::DisplayMath(text) => self.styled(Style::Code, &format!("$${text}$$")),
            Event::Html(text) | Event::InlineHtml(text) => self.tag(&text),
            Event::FootnoteReference(label) => {
                self.styled(Style::NoteMark(Label::new(&label)), &label);
            }
            Event::SoftBreak => self.flow.soft_break(),
            Event::HardBreak => self.flow.line_break(),
            Event::Rule => self.flow.push(Block::Rule),
            Event::TaskListMarker(done) => {
                if let Some((Frame::Item(task), _)) = self.frames.last_mut() {
                    *task = Some(if done { Task::Done } else { Task::Open });
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Frame::Heading(level as u8)),
            Tag::BlockQuote(_) => self.begin(Frame::Quote),
            Tag::List(start) => {
                let marker = start.map_or(Marker::Bullet, |_| Marker::Decimal);
                let start = u32::try_from(start.unwrap_or(1)).unwrap_or(u32::MAX);
                self.begin(Frame::List(List {
                    marker,
                    start,
                    items: Vec::new(),
                }));
            }
            Tag::Item => self.begin(Frame::Item(None)),
            Tag::FootnoteDefinition(label) => self.begin(Frame::Note(Label::new(&label))),
            Tag::Table(_) => self.begin(Frame::Table(Table::default())),
            Tag::TableHead | Tag::TableRow => {
                if let Some((Frame::Table(table), _)) = self.frames.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.begin(Frame::Cell),
            Tag::Image {
                dest_url, title, ..
            } => {
                let url = self.base.openable(&dest_url);
                self.begin(Frame::Image(url, title.to_string()));
            }
            Tag::CodeBlock(kind) => {
                self.raw = Some(String::new());
                self.language = match kind {
                    CodeBlockKind::Indented => None,
                    CodeBlockKind::Fenced(about) => language(&about),
                };
            }
            Tag::HtmlBlock => self.raw = Some(String::new()),
            Tag::Emphasis => self.open(Style::Emphasis),
            Tag::Strong => self.open(Style::Strong),
            Tag::Strikethrough => self.open(Style::Strike),
            Tag::Superscript => self.open(Style::Superscript),
            Tag::Subscript => self.open(Style::Subscript),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url),
            Tag::Paragraph => self.flow.end_paragraph(),
            Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph => {
                self.end_line();
                self.flow.end_paragraph();
            }
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableCell => {
                self.end_line();
                self.finish_frame();
            }
            TagEnd::Image => self.finish_frame(),
            TagEnd::CodeBlock => {
                let text = self.raw.take().unwrap_or_default();
                let block = code(self.language.take(), &text);
                self.flow.extend(block.into_iter().collect());
            }
            TagEnd::HtmlBlock => {
                let text = self.raw.take().unwrap_or_default();
                let blocks = html::fragment(&text, self.address, &mut self.losses);
                self.flow.extend(blocks);
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => self.close(),
            TagEnd::TableHead => {
                if let Some((Frame::Table(table), _)) = self.frames.last_mut() {
                    keep_head(table);
                }
            }
            TagEnd::TableRow
            | TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
        }
    }

    fn link(&mut self, kind: LinkType, address: &CowStr<'_>) {
        let mail = kind == LinkType::Email;
        let raw = if mail {
            format!("mailto:{address}")
        } else {
            address.to_string()
        };
        match self.base.openable(&raw) {
            Some(url) if !url.as_str().starts_with('#') => self.open(Style::Link(url)),
            url => {
                if url.is_none() && !raw.is_empty() {
                    self.losses.count(Loss::Address);
                }
                self.opened.push(Opened::Nothing);
            }
        }
    }

    /// Begins a block; what is written from now on is in it.
    fn begin(&mut self, frame: Frame) {
        let is_container = matches!(
            frame,
            Frame::Quote | Frame::List(_) | Frame::Item(_) | Frame::Note(_)
        );
        if is_container && self.frames.len() >= DEPTH {
            self.losses.count(Loss::Deep);
            self.flow.end_paragraph();
            let flow = std::mem::take(&mut self.flow);
            self.frames.push((Frame::Transparent, flow));
            return;
        }
        let inner = self.flow.inside();
        let outer = std::mem::replace(&mut self.flow, inner);
        self.frames.push((frame, outer));
    }

    /// Ends the block that was begun last and adds it to what it stands in.
    fn finish_frame(&mut self) {
        let Some((frame, outer)) = self.frames.pop() else {
            return;
        };
        let inner = std::mem::replace(&mut self.flow, outer);
        match frame {
            Frame::Heading(level) => {
                let text = inner.finish_flat();
                self.add(!text.is_empty(), || Block::Heading { level, text });
            }
            Frame::Quote => {
                let blocks = inner.finish();
                self.add(!blocks.is_empty(), || Block::Quote(blocks));
            }
            Frame::List(list) => self.add(!list.items.is_empty(), || Block::List(list)),
            Frame::Item(task) => {
                let mut blocks = inner.finish();
                if blocks.is_empty() {
                    blocks.push(Block::paragraph(""));
                }
                match self.frames.last_mut() {
                    Some((Frame::List(list), _)) => list.items.push(ListItem { task, blocks }),
                    _ => self.flow.extend(blocks),
                }
            }
            Frame::Note(label) => {
                let blocks = inner.finish();
                if !blocks.is_empty() {
                    self.notes.push(Block::Note(Note { label, blocks }));
                }
            }
            Frame::Table(table) => self.add(!table.rows.is_empty(), || Block::Table(table)),
            Frame::Cell => {
                let text = inner.finish_flat();
                if let Some((Frame::Table(table), _)) = self.frames.last_mut()
                    && let Some(row) = table.rows.last_mut()
                {
                    row.push(text);
                }
            }
            Frame::Image(url, title) => {
                let alt = Label::new(inner.finish_flat().text());
                let same = title == *alt;
                let caption = if same {
                    RichText::default()
                } else {
                    RichText::plain(&title)
                };
                self.flow.push(Block::Image(Image { url, alt, caption }));
            }
            Frame::Transparent => self.flow.extend(inner.finish()),
        }
    }

    fn add(&mut self, says_something: bool, block: impl FnOnce() -> Block) {
        self.flow.end_paragraph();
        if says_something {
            self.flow.push(block());
        }
    }
}

/// Keeps the head of a table, unless all its cells are empty.
fn keep_head(table: &mut Table) {
    let says_something = table.rows.iter().flatten().any(|cell| !cell.is_empty());
    if says_something {
        table.head_rows = 1;
    } else {
        table.rows.clear();
    }
}

/// The language that stands behind the fence of a code block: `rust`, `rust,ignore`, `{.rust}`.
fn language(about: &str) -> Option<Label> {
    let names = about.split([' ', ',', '{', '}', '\t']);
    let name = names
        .map(|name| name.trim_start_matches('.'))
        .find(|name| !name.is_empty())?;
    Label::some(name)
}
