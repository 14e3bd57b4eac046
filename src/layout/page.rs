//! An article as rows, laid out where somebody looks.

use std::cell::OnceCell;
use std::sync::Arc;

use super::blocks::{self, Around, Standing};
use super::front;
use super::measure::Measure;
use super::paragraph::{Column, Matter};
use super::pictures::Pictures;
use super::row::{Role, Row};
use crate::article::{Article, Block, Label, Place, RichText, Style, Url};
use crate::picture::{Picture, Pixels};
use crate::text::{self, LineRules, Writing};

/// An article set to a measure.
///
/// Block 0 is the head of the article, blocks from 1 on are those of its body,
/// and behind them, where links bear numbers, stand their addresses. A block is
/// laid out when it is first asked for, and kept.
#[derive(Debug)]
pub struct Page {
    article: Arc<Article>,
    measure: Measure,
    rules: LineRules,
    links: Vec<Url>,
    /// For each block the number of its first link.
    first_links: Vec<u32>,
    /// For each block, and for the end, the bytes of text before it.
    bytes_before: Vec<usize>,
    rows: Vec<OnceCell<Vec<Row>>>,
    pictures: Pictures,
}

/// A row of a [`Page`]. It lasts as long as the page; what outlives it is a [`Place`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowAt {
    /// The block.
    pub block: usize,
    /// The row of that block.
    pub row: usize,
}

impl Page {
    /// An article that is to be set to `measure`. Nothing is laid out yet.
    pub fn new(article: Arc<Article>, measure: Measure) -> Page {
        let rules = LineRules {
            writing: writing(&article),
            level: measure.level,
        };
        let (mut links, mut first_links, mut bytes_before) = (Vec::new(), vec![1], vec![0]);
        let mut bytes = article.title.len() + 1;
        for block in &article.body {
            first_links.push(number_after(&links));
            bytes_before.push(bytes);
            gather_links(block, &mut links);
            bytes += block
                .texts()
                .iter()
                .map(|text| text.len() + 1)
                .sum::<usize>();
        }
        first_links.push(number_after(&links));
        bytes_before.push(bytes);
        let lists_links = measure.link_numbers && !links.is_empty();
        let blocks = 1 + article.body.len() + usize::from(lists_links);
        let rows = std::iter::repeat_with(OnceCell::new).take(blocks).collect();
        Page {
            pictures: Pictures::of(&article),
            article,
            measure,
            rules,
            links,
            first_links,
            bytes_before,
            rows,
        }
    }

    /// Sets the same article to another measure. Places keep their meaning, rows do not.
    pub fn set_anew(&mut self, measure: Measure) {
        let pictures = std::mem::take(&mut self.pictures);
        *self = Page::new(Arc::clone(&self.article), measure);
        self.pictures = pictures;
    }

    /// Shows a picture that has come: it gets its plate wherever it stands in the article.
    ///
    /// Where its size is news, rows move; so this ends the life of any [`RowAt`].
    /// Of many pictures only those near the last one are held; the others leave
    /// their plates and are [wanted](Page::wanted_pictures) again.
    pub fn show(&mut self, url: &Url, picture: Arc<Picture>) {
        if self.pictures.take(url, picture) {
            for block in self.pictures.blocks_with(url) {
                self.rows[block] = OnceCell::new();
            }
        }
    }

    /// The picture at an address, if it is here.
    pub fn picture(&self, url: &Url) -> Option<&Arc<Picture>> {
        self.pictures.held(url)
    }

    /// The pictures that somebody who reads the `rows` rows from `at` on would see, but that are not here.
    ///
    /// They are to be no larger than [`Page::picture_room`]. There are none where no pictures are set.
    pub fn wanted_pictures(&self, at: RowAt, rows: usize) -> Vec<&Url> {
        let Some(room) = self.picture_room() else {
            return Vec::new();
        };
        let last = self.below(at, rows.saturating_sub(1));
        self.pictures.wanted(at.block..=last.block, room)
    }

    /// The pixels that no picture exceeds on this page; nothing where no pictures are set.
    pub fn picture_room(&self) -> Option<Pixels> {
        let plates = self.measure.plates?;
        let room = plates.room(Measure::column(self.measure.cells));
        Some(room.pixels(plates.cell))
    }

    /// The article.
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// How it is set.
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    /// The addresses of its links, in order.
    pub fn links(&self) -> &[Url] {
        &self.links
    }

    /// How many blocks it has; at least one.
    pub fn blocks(&self) -> usize {
        self.rows.len()
    }

    /// The rows of a block, laid out when this is first asked. No rows for a block that is not there.
    pub fn rows(&self, block: usize) -> &[Row] {
        self.rows
            .get(block)
            .map_or(&[], |rows| rows.get_or_init(|| self.lay(block)))
    }

    /// The row `at`, if it is there.
    pub fn row(&self, at: RowAt) -> Option<&Row> {
        self.rows(at.block).get(at.row)
    }

    /// How many blocks have been laid out.
    pub fn laid(&self) -> usize {
        self.rows.iter().filter(|rows| rows.get().is_some()).count()
    }

    fn lay(&self, block: usize) -> Vec<Row> {
        let column = Column {
            measure: &self.measure,
            rules: self.rules,
            cells: Measure::column(self.measure.cells),
            pictures: &self.pictures,
        };
        let mut rows = match block.checked_sub(1) {
            None => front::set(&self.article, column),
            Some(at) => match self.article.body.get(at) {
                Some(block) => self.lay_body(at, block, column),
                None => self.lay_links(column),
            },
        };
        if self.has_gap_before(block) {
            let start = rows.first().map_or(0, |row| row.source.start);
            rows.splice(
                0..0,
                std::iter::repeat_n(Row::blank(start), self.measure.block_gap),
            );
        }
        rows
    }

    fn lay_body(&self, at: usize, block: &Block, column: Column) -> Vec<Row> {
        let around = Around {
            role: Role::Body,
            lists: 0,
            indents: true,
        };
        let mut standing = Standing {
            offset: 0,
            next_link: self.first_links[at + 1],
        };
        let rules = self.rules_of(block);
        blocks::set(block, Column { rules, ..column }, around, &mut standing)
    }

    /// A block in another way of writing than its article follows its own rules.
    fn rules_of(&self, block: &Block) -> LineRules {
        if self.rules.writing != Writing::Other {
            return self.rules;
        }
        let texts = block.texts().into_iter();
        let writing = texts
            .map(Writing::detect)
            .find(|writing| *writing != Writing::Other)
            .unwrap_or_default();
        LineRules {
            writing,
            ..self.rules
        }
    }

    fn lay_links(&self, column: Column) -> Vec<Row> {
        let address = |(at, url): (usize, &Url)| {
            let rich = RichText::plain(url.as_str());
            let mark = format!("[{}] ", at + 1);
            let standing = Standing::default();
            let mut rows = column.set(Matter {
                before: &mark,
                ..standing.matter(&rich, Role::Note)
            });
            for run in rows.iter_mut().flat_map(|row| &mut row.runs) {
                run.look.link = u32::try_from(at + 1).ok();
                run.source = None;
            }
            // Their places are their numbers; there is no text of the article to count in.
            rows.into_iter().map(move |row| Row {
                source: at..at,
                ..row
            })
        };
        self.links
            .iter()
            .enumerate()
            .filter(|(_, url)| url.opens())
            .flat_map(address)
            .collect()
    }

    fn has_gap_before(&self, block: usize) -> bool {
        block > 1 || block == 1 && !self.rows(0).is_empty()
    }

    /// The last row; the first when there is none.
    pub fn last(&self) -> RowAt {
        let filled = (0..self.blocks())
            .rev()
            .find(|&block| !self.rows(block).is_empty());
        filled.map_or_else(RowAt::default, |block| RowAt {
            block,
            row: self.rows(block).len() - 1,
        })
    }

    /// The row `rows` below `at`, or the last.
    pub fn below(&self, at: RowAt, rows: usize) -> RowAt {
        let mut left = at.row + rows;
        for block in at.block..self.blocks() {
            let here = self.rows(block).len();
            if left < here {
                return RowAt { block, row: left };
            }
            left -= here;
        }
        self.last()
    }

    /// The row `rows` above `at`, or the first.
    pub fn above(&self, at: RowAt, rows: usize) -> RowAt {
        let mut left = rows;
        let mut at = at;
        while left > at.row {
            let Some(block) = at.block.checked_sub(1) else {
                return RowAt::default();
            };
            left -= at.row;
            at = RowAt {
                block,
                row: self.rows(block).len(),
            };
        }
        RowAt {
            row: at.row - left,
            ..at
        }
    }

    /// The row that shows `place`, or the nearest before it.
    pub fn row_of(&self, place: Place) -> RowAt {
        let block = place.block.min(self.blocks() - 1);
        let offset = if block < place.block {
            usize::MAX
        } else {
            place.offset
        };
        if place == Place::default() {
            return RowAt::default();
        }
        let rows = self.rows(block);
        let starts = rows.iter().map(|row| row.source.start);
        let start = starts
            .filter(|start| *start <= offset)
            .max()
            .unwrap_or_default();
        let begins = |row: &Row| row.source.start == start;
        let shown = rows.iter().position(|row| begins(row) && !row.is_blank());
        let row = shown
            .or_else(|| rows.iter().position(begins))
            .unwrap_or_default();
        RowAt { block, row }
    }

    /// The place that row `at` begins with.
    pub fn place_of(&self, at: RowAt) -> Place {
        let offset = self.row(at).map_or(0, |row| row.source.start);
        Place {
            block: at.block,
            offset,
        }
    }

    /// How much of the article's text stands before row `at`, from 0 to 1.
    pub fn share_before(&self, at: RowAt) -> f64 {
        let place = self.place_of(at);
        let end = *self.bytes_before.last().unwrap_or(&0);
        let before = self
            .bytes_before
            .get(place.block)
            .copied()
            .unwrap_or(end)
            .saturating_add(place.offset)
            .min(end);
        // Bytes of one article are far below 2^52.
        #[allow(clippy::cast_precision_loss)]
        let share = before as f64 / end.max(1) as f64;
        share
    }

    /// Rows from `at` to the end, but at most `most` (rows are laid out to be counted).
    pub fn rows_from(&self, at: RowAt, most: usize) -> usize {
        let mut count = 0;
        for block in at.block..self.blocks() {
            count += self.rows(block).len();
            if count >= most + at.row {
                return most;
            }
        }
        count.saturating_sub(at.row)
    }
}

fn number_after(links: &[Url]) -> u32 {
    u32::try_from(links.len() + 1).unwrap_or(u32::MAX)
}

fn gather_links(block: &Block, links: &mut Vec<Url>) {
    for rich in block.rich_texts() {
        links.extend(rich.spans().iter().filter_map(|span| match &span.style {
            Style::Link(url) => Some(url.clone()),
            _ => None,
        }));
    }
}

/// The way of writing of an article: what its language says, or else what its text shows.
fn writing(article: &Article) -> Writing {
    let declared = article
        .language
        .as_ref()
        .map(Label::as_str)
        .map(Writing::of_language);
    declared
        .filter(|writing| *writing != Writing::Other)
        .unwrap_or_else(|| {
            let mut sample = article.title.to_string();
            for text in article.body.iter().flat_map(Block::texts) {
                if sample.len() > 12_000 {
                    break;
                }
                sample.push_str(&text[..text::snap_down(text, 12_000)]);
            }
            Writing::detect(&sample)
        })
}
