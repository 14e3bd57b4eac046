//! The blocks of a body in Wenlan article JSON.

use serde_json::{Map, Value};

use super::super::At;
use super::super::reading::{Fields, Reading};
use super::runs::rich;
use crate::article::{
    Block, Image, List, ListItem, Marker, Note, Paragraph, RichText, Table, Task,
};
use crate::parse::complaint::shown;
use crate::sentence;

/// The names of the markers of a list.
pub(super) const MARKERS: &[(&str, Marker)] = &[
    ("bullet", Marker::Bullet),
    ("none", Marker::None),
    ("decimal", Marker::Decimal),
    ("lower-latin", Marker::LowerLatin),
    ("upper-latin", Marker::UpperLatin),
    ("lower-roman", Marker::LowerRoman),
    ("upper-roman", Marker::UpperRoman),
    ("han", Marker::Han),
    ("han-parenthesized", Marker::HanParenthesized),
    ("circled", Marker::Circled),
];

/// The level of a heading that stands in no section; the title of the article is level 1.
const TOP_LEVEL: u8 = 2;

/// Reads a list of blocks, or one block.
pub(in super::super) fn blocks(reading: &mut Reading<'_>, at: &At<'_>, value: Value) -> Vec<Block> {
    let mut blocks = Blocks {
        reading,
        level: TOP_LEVEL,
        list: Vec::new(),
    };
    blocks.add_all(at, value);
    blocks.list
}

/// A list of blocks in the making.
struct Blocks<'r, 'h> {
    reading: &'r mut Reading<'h>,
    /// The level of a heading that does not say its own.
    level: u8,
    list: Vec<Block>,
}

impl Blocks<'_, '_> {
    fn add_all(&mut self, at: &At<'_>, value: Value) {
        match value {
            Value::Array(list) => {
                for (n, value) in list.into_iter().enumerate() {
                    self.add(&at.item(n), value);
                }
            }
            value => self.add(at, value),
        }
    }

    fn add(&mut self, at: &At<'_>, value: Value) {
        match value {
            Value::Null => {}
            Value::String(line) => self.list.extend(prose(RichText::plain(&line))),
            Value::Number(number) => self.list.push(Block::paragraph(&number.to_string())),
            Value::Object(map) => self.add_object(at, map),
            Value::Array(_) => self.add_all(at, value),
            Value::Bool(_) => {
                let wanted = sentence!("a block", "内容块");
                self.reading.wrong(at, &wanted, &value);
            }
        }
    }

    fn add_object(&mut self, at: &At<'_>, map: Map<String, Value>) {
        let mut block = Fields::new(map, at);
        let kind = block.text("type", self.reading).unwrap_or_default();
        match kind.as_str() {
            "paragraph" => self.add_paragraph(&mut block),
            "heading" => self.add_heading(&mut block),
            "list" => self.add_list(&mut block),
            "quote" => {
                let blocks = self.within(&mut block);
                self.list.push(Block::Quote(blocks));
            }
            "code" => {
                let language = block.label("language", self.reading);
                let text = match block.take("text") {
                    // A tab would become one space.
                    Value::String(lines) => RichText::plain(&lines.replace('\t', "    ")),
                    text => rich(self.reading, &at.field("text"), text),
                };
                self.list.push(Block::Code { language, text });
            }
            "table" => self.add_table(&mut block),
            "image" => {
                let image = Image {
                    url: block.url("url", self.reading),
                    alt: block.label("alt", self.reading).unwrap_or_default(),
                    caption: self.text(&mut block, "caption"),
                };
                self.list.push(Block::Image(image));
            }
            "rule" => self.list.push(Block::Rule),
            "note" => {
                let label = block.label("label", self.reading).unwrap_or_default();
                let blocks = self.within(&mut block);
                self.list.push(Block::Note(Note { label, blocks }));
            }
            "section" => self.add_section(&mut block),
            kind => self.add_unknown(&mut block, kind),
        }
        block.finish(self.reading);
    }

    /// The styled text in the field `name`.
    fn text(&mut self, block: &mut Fields<'_>, name: &str) -> RichText {
        let value = block.take(name);
        rich(self.reading, &block.at.field(name), value)
    }

    /// The blocks in a block: a `text` that is one paragraph, then `blocks`.
    fn within(&mut self, block: &mut Fields<'_>) -> Vec<Block> {
        let mut inner = Blocks {
            reading: self.reading,
            level: self.level,
            list: Vec::new(),
        };
        if block.has("text") {
            inner.add_paragraph(block);
        }
        let value = block.take("blocks");
        inner.add_all(&block.at.field("blocks"), value);
        inner.list
    }

    fn add_paragraph(&mut self, block: &mut Fields<'_>) {
        let text = self.text(block, "text");
        match block.flag("indented", self.reading) {
            None => self.list.extend(prose(text)),
            // Whoever says whether it is indented has put no blanks there for it.
            Some(indented) => self
                .list
                .push(Block::Paragraph(Paragraph { text, indented })),
        }
    }

    fn add_heading(&mut self, block: &mut Fields<'_>) {
        let level = block.number("level", self.reading);
        let level = level.map_or(self.level, |level| {
            u8::try_from(level).unwrap_or(u8::MAX).clamp(1, 6)
        });
        let text = self.text(block, "text");
        self.list.push(Block::Heading { level, text });
    }

    fn add_list(&mut self, block: &mut Fields<'_>) {
        let at = block.at.field("marker");
        let marker = match block.text("marker", self.reading) {
            None => Marker::Bullet,
            Some(name) => {
                let known = MARKERS.iter().find(|(known, _)| *known == name);
                if known.is_none() {
                    let name = shown(&name);
                    let what = sentence!(
                        "no list has the marker “{name}”; it is set with bullets",
                        "没有名为“{name}”的列表标记，已改用圆点"
                    );
                    self.reading.complain_of(&at, what);
                }
                known.map_or(Marker::Bullet, |(_, marker)| *marker)
            }
        };
        let start = block.number("start", self.reading).unwrap_or(1);
        let at = block.at.field("items");
        let items = match block.take("items") {
            Value::Null => Vec::new(),
            Value::Array(items) => {
                let items = items.into_iter().enumerate();
                items
                    .map(|(n, item)| self.item(&at.item(n), item))
                    .collect()
            }
            item => vec![self.item(&at, item)],
        };
        self.list.push(Block::List(List {
            marker,
            start,
            items,
        }));
    }

    /// An item: a string, a list of blocks, a block, or an object with `done`, `text` and `blocks`.
    fn item(&mut self, at: &At<'_>, value: Value) -> ListItem {
        let mut inner = Blocks {
            reading: self.reading,
            level: self.level,
            list: Vec::new(),
        };
        match value {
            Value::Object(map) if !map.contains_key("type") => {
                let mut item = Fields::new(map, at);
                let done = item.flag("done", inner.reading);
                let task = done.map(|done| if done { Task::Done } else { Task::Open });
                let blocks = inner.within(&mut item);
                item.finish(inner.reading);
                ListItem { task, blocks }
            }
            value => {
                inner.add_all(at, value);
                ListItem {
                    task: None,
                    blocks: inner.list,
                }
            }
        }
    }

    fn add_table(&mut self, block: &mut Fields<'_>) {
        let caption = self.text(block, "caption");
        let at = block.at.field("rows");
        let rows: Vec<Vec<RichText>> = match block.take("rows") {
            Value::Array(rows) => {
                let rows = rows.into_iter().enumerate();
                rows.map(|(n, row)| self.row(&at.item(n), row)).collect()
            }
            Value::Null => Vec::new(),
            row => vec![self.row(&at, row)],
        };
        let head_rows = block.number("head_rows", self.reading).unwrap_or(1) as usize;
        self.list.push(Block::Table(Table {
            caption,
            head_rows: head_rows.min(rows.len()),
            rows,
        }));
    }

    fn row(&mut self, at: &At<'_>, value: Value) -> Vec<RichText> {
        match value {
            Value::Array(cells) => {
                let cells = cells.into_iter().enumerate();
                cells
                    .map(|(n, cell)| rich(self.reading, &at.item(n), cell))
                    .collect()
            }
            cell => vec![rich(self.reading, at, cell)],
        }
    }

    fn add_section(&mut self, block: &mut Fields<'_>) {
        let level = self.level;
        let text = self.text(block, "title");
        if !text.is_empty() {
            self.list.push(Block::Heading { level, text });
        }
        self.level = (level + 1).min(6);
        let blocks = self.within(block);
        self.list.extend(blocks);
        self.level = level;
    }

    /// A block of a type that we do not know, or of none, of which the text is kept.
    fn add_unknown(&mut self, block: &mut Fields<'_>, kind: &str) {
        let is_paragraph = kind.is_empty() && block.has("text");
        if !is_paragraph {
            let kind = shown(kind);
            let what = sentence!(
                "no block has the type “{kind}”; only its text and blocks were read",
                "没有名为“{kind}”的内容块类型，只读入了其中的 text 与 blocks"
            );
            self.reading.complain_of(block.at, what);
        }
        let blocks = self.within(block);
        self.list.extend(blocks);
    }
}

/// A paragraph as people write or copy it: the blanks at its head are its
/// indent, and blanks alone are nothing.
fn prose(text: RichText) -> Option<Block> {
    let head = text.text();
    let indented = head.starts_with(['\u{3000}', '\u{2003}', '\u{a0}']) || head.starts_with("  ");
    let text = text.trimmed(char::is_whitespace);
    (!text.is_empty()).then_some(Block::Paragraph(Paragraph { text, indented }))
}
