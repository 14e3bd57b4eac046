//! Lays blocks flat where only one text fits: headings, captions, cells of tables.

use crate::article::{Block, Image, List, Marker, RichText, RichTextBuilder, Style, Table};

/// The blocks as one text, each on a line of its own.
///
/// Items of lists keep a mark or their number; pictures are told by their
/// description, which leads to them.
pub(super) fn flatten(mut blocks: Vec<Block>) -> RichText {
    if let [Block::Paragraph(paragraph)] = blocks.as_mut_slice() {
        return std::mem::take(&mut paragraph.text);
    }
    let mut lines = Lines::default();
    lines.blocks(&blocks);
    lines.builder.finish()
}

/// A text that is written line by line.
#[derive(Default)]
struct Lines {
    builder: RichTextBuilder,
    /// Something stands on the last line already, to be followed on it.
    on_line: bool,
}

impl Lines {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } | Block::Code { text, .. } => self.line(text),
            Block::Paragraph(paragraph) => self.line(&paragraph.text),
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => self.blocks(blocks),
            Block::Note(note) => {
                self.prefix(&note.label);
                self.blocks(&note.blocks);
            }
            Block::Table(table) => self.table(table),
            Block::Image(image) => self.image(image),
            Block::Rule => {}
        }
        self.on_line = false;
    }

    fn list(&mut self, list: &List) {
        for (number, item) in (list.start..).zip(&list.items) {
            match list.marker {
                Marker::None => {}
                Marker::Bullet => self.prefix("•"),
                _ => self.prefix(&format!("{number}.")),
            }
            self.blocks(&item.blocks);
            self.on_line = false;
        }
    }

    fn table(&mut self, table: &Table) {
        self.line(&table.caption);
        for row in &table.rows {
            self.on_line = false;
            for cell in row.iter().filter(|cell| !cell.is_empty()) {
                self.line(cell);
                self.on_line = true;
            }
        }
    }

    fn image(&mut self, image: &Image) {
        if !image.alt.is_empty() {
            self.begin();
            match image.url.clone() {
                Some(url) => self.builder.push_styled(&image.alt, Style::Link(url)),
                None => self.builder.push(&image.alt),
            }
        }
        self.on_line = false;
        self.line(&image.caption);
    }

    fn prefix(&mut self, mark: &str) {
        self.begin();
        self.builder.push(mark);
        self.on_line = true;
    }

    fn line(&mut self, text: &RichText) {
        if !text.is_empty() {
            self.begin();
            append(&mut self.builder, text);
        }
    }

    fn begin(&mut self) {
        if !self.builder.text().is_empty() {
            self.builder.push(if self.on_line { " " } else { "\n" });
        }
        self.on_line = false;
    }
}

/// Adds a finished text with its styles.
pub(super) fn append(builder: &mut RichTextBuilder, rich: &RichText) {
    let text = rich.text();
    let (mut at, mut ends): (usize, Vec<usize>) = (0, Vec::new());
    let mut write_to = |builder: &mut RichTextBuilder, to: usize| {
        if to > at {
            builder.push(&text[at..to]);
            at = to;
        }
    };
    for span in rich.spans() {
        while let Some(end) = ends.pop_if(|end| *end <= span.range.start) {
            write_to(builder, end);
            builder.close();
        }
        write_to(builder, span.range.start);
        builder.open(span.style.clone());
        ends.push(span.range.end);
    }
    while let Some(end) = ends.pop() {
        write_to(builder, end);
        builder.close();
    }
    write_to(builder, text.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ListItem;

    fn list(items: &[&str]) -> Block {
        let item = |raw: &&str| ListItem {
            task: None,
            blocks: vec![Block::paragraph(raw)],
        };
        Block::List(List {
            marker: Marker::Decimal,
            start: 3,
            items: items.iter().map(item).collect(),
        })
    }

    #[test]
    fn every_block_has_its_line_and_every_item_its_number() {
        let blocks = vec![Block::paragraph("甲"), list(&["乙", "丙"]), Block::Rule];
        assert_eq!(flatten(blocks).text(), "甲\n3. 乙\n4. 丙");
        assert_eq!(flatten(Vec::new()).text(), "");
    }

    #[test]
    fn styles_come_along() {
        let mut builder = RichTextBuilder::default();
        builder.push("a");
        builder.open(Style::Strong);
        builder.push("b");
        builder.push_styled("c", Style::Code);
        builder.close();
        builder.push("d");
        let rich = builder.finish();
        let mut copy = RichTextBuilder::default();
        append(&mut copy, &rich);
        assert_eq!(copy.finish(), rich);
    }
}
