//! What a laid-out article is made of: rows of runs.

use std::ops::Range;

use crate::article::Url;
use crate::picture::Plate;

/// One row of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What stands on it, from left to right.
    pub runs: Vec<Run>,
    /// The bytes of the block's text (see [`Block::texts`]) that it shows or, when
    /// it shows none, the empty range where it stands among them.
    ///
    /// [`Block::texts`]: crate::article::Block::texts
    pub source: Range<usize>,
    /// How many cells each cell is drawn with, in width and in height. The row
    /// is followed by `scale - 1` empty ones, which it is drawn over.
    pub scale: u8,
    /// The part of a picture that stands behind the runs.
    pub strip: Option<Strip>,
}

/// One row of the plate of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// Where the picture is.
    pub url: Url,
    /// The whole plate.
    pub plate: Plate,
    /// Which of its rows, from the top.
    pub row: u16,
}

/// A stretch of a row that looks alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What is drawn.
    pub text: String,
    /// Its cells.
    pub cells: usize,
    /// What it means.
    pub look: Look,
    /// The bytes of the block's text that it shows; nothing when the layout put it in.
    ///
    /// As many bytes as `text` has are the same as `text`; another number means
    /// that it stands for them as a whole.
    pub source: Option<Range<usize>>,
}

/// What a run means, from which its colour follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The part it plays.
    pub role: Role,
    /// Important.
    pub strong: bool,
    /// Stressed.
    pub emphasis: bool,
    /// No longer valid.
    pub strike: bool,
    /// Marked by the author.
    pub highlight: bool,
    /// Computer text within prose.
    pub code: bool,
    /// The link it belongs to: one more than its place in [`Page::links`].
    ///
    /// [`Page::links`]: super::Page::links
    pub link: Option<u32>,
}

/// The part that a run plays on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Prose.
    #[default]
    Body,
    /// The way to the article.
    Breadcrumb,
    /// The article's title.
    Title,
    /// What stands under the title.
    Subtitle,
    /// Date, source, authors, length.
    Byline,
    /// What the article says in short.
    Summary,
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// Somebody else's words.
    Quote,
    /// Computer text that stands alone.
    Code,
    /// The head of a column.
    TableHead,
    /// What is said of a table or a picture.
    Caption,
    /// The mark of a list item, a note or a link.
    Mark,
    /// A bar or a rule.
    Ornament,
    /// The text of a footnote.
    Note,
}

impl Row {
    /// The cells of its runs and of the picture behind them.
    pub fn cells(&self) -> usize {
        let runs: usize = self.runs.iter().map(|run| run.cells).sum();
        let strip = self.strip.as_ref();
        runs + strip.map_or(0, |strip| usize::from(strip.plate.columns))
    }

    /// Whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.runs.is_empty() && self.strip.is_none()
    }

    /// Whether it is the next row of the picture on `last`, to which it must stay close.
    pub(crate) fn goes_on_from(&self, last: &Row) -> bool {
        let strips = self.strip.as_ref().zip(last.strip.as_ref());
        strips.is_some_and(|(strip, before)| strip.row == before.row + 1)
    }

    /// Its text as it is drawn.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Nothing, standing at byte `at` of its block.
    pub(crate) fn blank(at: usize) -> Row {
        Row {
            runs: Vec::new(),
            source: at..at,
            scale: 1,
            strip: None,
        }
    }
}

impl Run {
    /// What the layout puts in.
    pub(crate) fn put_in(text: impl Into<String>, cells: usize, role: Role) -> Run {
        Run {
            text: text.into(),
            cells,
            look: Look {
                role,
                ..Look::default()
            },
            source: None,
        }
    }

    /// Blank cells.
    pub(crate) fn space(cells: usize) -> Run {
        Run::put_in(" ".repeat(cells), cells, Role::Body)
    }
}
