//! The parts of a body.

use super::{Label, RichText, Url};

/// One part of a body, or of a list item, a quotation or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Opens a part of the article; 1 is the highest level, 6 the lowest.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The heading's words.
        text: RichText,
    },
    /// Prose.
    Paragraph(Paragraph),
    /// Items with marks or numbers.
    List(List),
    /// Somebody else's words.
    Quote(Vec<Block>),
    /// Computer text, whose blanks and line ends count.
    Code {
        /// The name of the programming language.
        language: Option<Label>,
        /// The lines.
        text: RichText,
    },
    /// Rows and columns.
    Table(Table),
    /// A picture.
    Image(Image),
    /// A change of subject without a heading.
    Rule,
    /// The text of a footnote.
    Note(Note),
}

/// Prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The words, without their indent.
    pub text: RichText,
    /// The source set its first line back.
    pub indented: bool,
}

/// Items with marks or numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What stands before each item.
    pub marker: Marker,
    /// The number of the first item.
    pub start: u32,
    /// The items.
    pub items: Vec<ListItem>,
}

/// What stands before the items of a [`List`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marker {
    /// •
    #[default]
    Bullet,
    /// Nothing; the items are only set back.
    None,
    /// 1.
    Decimal,
    /// a.
    LowerLatin,
    /// A.
    UpperLatin,
    /// i.
    LowerRoman,
    /// I.
    UpperRoman,
    /// 一、
    Han,
    /// （一）
    HanParenthesized,
    /// ①
    Circled,
}

/// One item of a [`List`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListItem {
    /// A box to tick.
    pub task: Option<Task>,
    /// What the item says.
    pub blocks: Vec<Block>,
}

/// The state of a box to tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// ☐
    Open,
    /// ☑
    Done,
}

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table is called.
    pub caption: RichText,
    /// How many of the rows, from the top, are heads of columns.
    pub head_rows: usize,
    /// The cells, row by row; a short row is empty at its end.
    pub rows: Vec<Vec<RichText>>,
}

/// A picture: where it is, and what is told of it in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Where the picture is.
    pub url: Option<Url>,
    /// What it shows, for those who do not see it.
    pub alt: Label,
    /// What the author wrote below it.
    pub caption: RichText,
}

/// The text of a footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The label that the mark in the text bears.
    pub label: Label,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Block {
    /// Unstyled, unindented prose.
    pub fn paragraph(raw: &str) -> Block {
        Block::Paragraph(Paragraph {
            text: RichText::plain(raw),
            indented: false,
        })
    }

    /// Every text of the block, in reading order.
    ///
    /// The text of the block as a whole, in which a [`Place`] and a match of a
    /// search are counted, is these joined by one `\n`: an offset into it is
    /// the sum of the lengths before, plus one for each text before.
    ///
    /// [`Place`]: super::Place
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        self.visit(&mut |text| {
            texts.push(match text {
                Text::Rich(rich) => rich.text(),
                Text::Label(label) => label.as_str(),
            });
        });
        texts
    }

    /// Every styled text of the block, in reading order.
    pub fn rich_texts(&self) -> Vec<&RichText> {
        let mut texts = Vec::new();
        self.visit(&mut |text| {
            if let Text::Rich(rich) = text {
                texts.push(rich);
            }
        });
        texts
    }

    /// Every picture in the block, in reading order.
    pub fn images(&self) -> Vec<&Image> {
        match self {
            Block::Image(image) => vec![image],
            Block::List(list) => {
                let blocks = list.items.iter().flat_map(|item| &item.blocks);
                blocks.flat_map(Block::images).collect()
            }
            Block::Quote(blocks) | Block::Note(Note { blocks, .. }) => {
                blocks.iter().flat_map(Block::images).collect()
            }
            _ => Vec::new(),
        }
    }

    fn visit<'a>(&'a self, see: &mut impl FnMut(Text<'a>)) {
        match self {
            Block::Heading { text, .. } | Block::Code { text, .. } => see(Text::Rich(text)),
            Block::Paragraph(paragraph) => see(Text::Rich(&paragraph.text)),
            Block::List(list) => {
                let blocks = list.items.iter().flat_map(|item| &item.blocks);
                blocks.for_each(|block| block.visit(see));
            }
            Block::Quote(blocks) | Block::Note(Note { blocks, .. }) => {
                for block in blocks {
                    block.visit(see);
                }
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flatten();
                std::iter::once(&table.caption)
                    .chain(cells)
                    .for_each(|text| see(Text::Rich(text)));
            }
            Block::Image(image) => {
                see(Text::Label(&image.alt));
                see(Text::Rich(&image.caption));
            }
            Block::Rule => {}
        }
    }
}

/// One of the texts of a block.
enum Text<'a> {
    Rich(&'a RichText),
    Label(&'a Label),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_in_reading_order() {
        let item = |raw| ListItem {
            task: None,
            blocks: vec![Block::paragraph(raw)],
        };
        let list = List {
            marker: Marker::Han,
            start: 1,
            items: vec![item("甲"), item("乙")],
        };
        let quote = Block::Quote(vec![Block::paragraph("引"), Block::Rule, Block::List(list)]);
        assert_eq!(quote.texts(), ["引", "甲", "乙"]);
        let table = Table {
            rows: vec![vec![RichText::plain("子"), RichText::plain("丑")]],
            ..Table::default()
        };
        assert_eq!(Block::Table(table).texts(), ["", "子", "丑"]);
    }
}
