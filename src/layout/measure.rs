//! How an article is to be set.

use crate::locale::Locale;
use crate::picture::{Pixels, Plate};
use crate::text::{Level, Profile};

/// The measure: a typographer's word for the length of a line, and what goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Cells that no line exceeds; [`usize::MAX`] leaves lines as long as they are.
    pub cells: usize,
    /// How the first line of a paragraph is set back.
    pub indent: Indent,
    /// How much may not begin or end a line of Chinese.
    pub level: Level,
    /// Lines are stretched to the full measure where a few gaps can do it.
    pub justify: bool,
    /// One stop may hang to the right of the column, in two cells kept free for it.
    pub hang: bool,
    /// One cell stands between Han or kana and the letters or digits that touch them.
    pub autospace: bool,
    /// Narrow marks behind Han are drawn as the full-width marks they stand for.
    pub full_width_marks: bool,
    /// Links bear numbers, and the addresses stand below the article.
    pub link_numbers: bool,
    /// Bars, rules and signs that are not in the text may be drawn.
    pub ornaments: bool,
    /// Blank rows between blocks.
    pub block_gap: usize,
    /// Blank rows between the rows of a block.
    pub leading: usize,
    /// How many cells each cell of the title and the headings is drawn with, in
    /// width and in height (OSC 66); 1 where the terminal knows one size.
    pub heading_scale: u8,
    /// How pictures are set; nothing where they are told in words alone.
    pub plates: Option<Plates>,
    /// How the terminal draws what terminals disagree about.
    pub profile: Profile,
    /// The language of what is said about the article.
    pub locale: Locale,
}

/// How pictures are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plates {
    /// The pixels of a cell.
    pub cell: Pixels,
    /// Rows that no picture exceeds.
    pub rows: u16,
}

impl Plates {
    /// The largest plate in a column of `cells`.
    pub fn room(self, cells: usize) -> Plate {
        Plate {
            columns: u16::try_from(cells).unwrap_or(u16::MAX),
            rows: self.rows,
        }
    }
}

/// How the first line of a paragraph is set back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Indent {
    /// As the source set it.
    #[default]
    Auto,
    /// Not at all.
    None,
    /// By two characters.
    TwoHan,
}

impl Measure {
    /// A measure of `cells`, and nothing that has to be asked for.
    pub fn new(cells: usize) -> Measure {
        Measure {
            cells,
            indent: Indent::Auto,
            level: Level::Gb,
            justify: false,
            hang: false,
            autospace: false,
            full_width_marks: false,
            link_numbers: true,
            ornaments: true,
            block_gap: 1,
            leading: 0,
            heading_scale: 1,
            plates: None,
            profile: Profile::default(),
            locale: Locale::default(),
        }
    }

    /// Cells of a column that may take `cells`: an even number, so that Han fill it whole.
    ///
    /// There is at least one, and lines without an end keep theirs.
    pub(crate) fn column(cells: usize) -> usize {
        match cells {
            0 | 1 => 1,
            usize::MAX => usize::MAX,
            cells => cells & !1,
        }
    }

    /// What opens the mark of a note whose label is a bare number or word: `[`.
    ///
    /// Where links bear numbers too, the mark says that it is a note's.
    pub(crate) fn note_opening(&self) -> &'static str {
        if self.link_numbers {
            self.locale.pick("[note ", "[注")
        } else {
            "["
        }
    }

    /// Cells that the first line of a paragraph is set back by in a column of `column` cells.
    ///
    /// Two characters, or one in a narrow column (CLREQ 3.2.2).
    pub(crate) fn indent_cells(&self, indented: bool, column: usize) -> usize {
        let set_back = match self.indent {
            Indent::Auto => indented,
            Indent::None => false,
            Indent::TwoHan => true,
        };
        match column {
            _ if !set_back => 0,
            0..6 => 0,
            6..24 => 2,
            _ => 4,
        }
    }
}
