//! Everything the reader knows.

use std::collections::HashMap;

use super::headlines::Headlines;
use super::input::Key;
use super::keymap::Keymap;
use super::line::TypedLine;
use super::list::List;
use super::message::{Effect, Fetching};
use super::panes::{Area, Pane, Panes, Wish, panes};
use super::reader::Reader;
use super::shelf::Shelf;
use super::typography::TypeSize;
use super::visits::Visits;
use crate::article::Place;
use crate::layout::{Measure, Plates, wrap};
use crate::library::{
    ArticleId, Bookmark, Headline, History, Listing, Marked, Sorting, Source, View,
};
use crate::locale::{Locale, Sentence};
use crate::picture::Pixels;
use crate::say;

/// What the person has chosen before the program began.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// The language of all that we say.
    pub locale: Locale,
    /// How articles are set, but for the length of lines.
    pub measure: Measure,
    /// When an article becomes read.
    pub mark_read: MarkRead,
    /// The person's library is open, not only what was named on the command line.
    pub keeps: bool,
}

/// When an article becomes read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkRead {
    /// When it was opened and stood on the screen.
    #[default]
    Opened,
    /// Also when it was only looked at beside the list.
    Shown,
    /// When the person says so.
    Never,
}

/// What lies over the panes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The keys: the words they are searched by, and the first line shown.
    Help {
        /// The words.
        query: TypedLine,
        /// Words are being typed.
        typing: bool,
        /// The first line shown.
        top: usize,
    },
    /// The headings of the article.
    Outline(List),
    /// All that is known of a source, and the first line shown.
    Source {
        /// The source.
        source: Box<Source>,
        /// How fetching it went.
        history: Box<History>,
        /// The first line shown.
        top: usize,
    },
}

/// A line being typed at the bottom of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What has been typed.
    pub line: TypedLine,
}

/// What a typed line is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Words to find in the article; the place is where the search began.
    Find(Place),
    /// The number of a link to open.
    FollowLink,
    /// Words to find in the library; what was listed before.
    Search(Listing, Option<ArticleId>),
    /// Words to narrow the list by; what was listed before.
    Filter(Listing, Option<ArticleId>),
}

/// Everything the reader knows and wants.
#[derive(Debug)]
pub struct Model {
    pub(crate) choices: Choices,
    pub(crate) keymap: Keymap,
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    pub(crate) sizes: bool,
    /// The size of a cell, where pictures can be shown.
    pub(crate) cell: Option<Pixels>,
    pub(crate) type_size: TypeSize,
    pub(crate) shelf: Shelf,
    pub(crate) headlines: Headlines,
    pub(crate) sorting: Sorting,
    pub(crate) focus: Pane,
    pub(crate) zen: bool,
    pub(crate) reader: Option<Reader>,
    /// The article that is being opened.
    pub(crate) wanted: Option<ArticleId>,
    /// Keys that are meant for the article that is being opened.
    pub(crate) ahead: Vec<Key>,
    /// Where articles were left that no library keeps.
    pub(crate) places: HashMap<ArticleId, Bookmark>,
    pub(crate) visits: Visits,
    /// What can be undone, the last at the end.
    pub(crate) marked: Vec<Marked>,
    pub(crate) overlay: Option<Overlay>,
    pub(crate) prompt: Option<Prompt>,
    pub(crate) notice: Option<String>,
    pub(crate) opening: usize,
    /// Something that was named could be opened.
    pub(crate) has_opened: bool,
    pub(crate) fetching: Option<Fetching>,
    pub(crate) failures: Vec<Sentence>,
    /// What is asked of the world when the message at hand has been heard.
    pub(crate) asks: Vec<Effect>,
}

/// Rows of a pane from which list items show their date and source.
const ROOMY: u16 = 8;

impl Model {
    /// A reader before anything has been opened.
    pub fn new(choices: Choices) -> Model {
        let sorting = if choices.keeps {
            Sorting::Newest
        } else {
            Sorting::AsGiven
        };
        Model {
            choices,
            keymap: Keymap::default(),
            columns: 80,
            rows: 24,
            sizes: false,
            cell: None,
            type_size: TypeSize::default(),
            shelf: Shelf::new(choices.keeps),
            headlines: Headlines::default(),
            sorting,
            focus: Pane::Articles,
            zen: false,
            reader: None,
            wanted: None,
            ahead: Vec::new(),
            places: HashMap::new(),
            visits: Visits::default(),
            marked: Vec::new(),
            overlay: None,
            prompt: None,
            notice: None,
            opening: 0,
            has_opened: false,
            fetching: None,
            failures: Vec::new(),
            asks: Vec::new(),
        }
    }

    /// The language of all that is said.
    pub fn locale(&self) -> Locale {
        self.choices.locale
    }

    /// How articles are set, and how wide the terminal draws what.
    pub fn measure(&self) -> &Measure {
        &self.choices.measure
    }

    /// Which key asks for what.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The pane of sections.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The list of articles.
    pub fn headlines(&self) -> &Headlines {
        &self.headlines
    }

    /// Whether the person's library is open, not only what was named on the command line.
    pub fn keeps(&self) -> bool {
        self.choices.keeps
    }

    /// The pane that has the keys.
    pub fn focus(&self) -> Pane {
        self.focus
    }

    /// The article that is open.
    pub fn reader(&self) -> Option<&Reader> {
        self.reader.as_ref()
    }

    /// Whether another article than the one shown is being opened.
    pub fn is_opening(&self) -> bool {
        self.wanted.is_some()
    }

    /// What lies over the panes.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// The line being typed.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// What there is to say since the last key.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// How many origins are still being read.
    pub fn opening(&self) -> usize {
        self.opening
    }

    /// How fetching is going, while it is.
    pub fn fetching(&self) -> Option<&Fetching> {
        self.fetching.as_ref()
    }

    /// Whether there is something to do in the person's next pause.
    pub fn awaits_pause(&self) -> bool {
        self.reader.as_ref().is_some_and(Reader::has_moved)
    }

    /// Where everything stands on the screen.
    pub fn panes(&self) -> Panes {
        panes(Wish {
            columns: self.columns,
            rows: self.rows,
            focus: self.focus,
            zen: self.zen,
            alone: self.is_alone(),
        })
    }

    /// Whether there is nothing to choose from.
    pub fn is_alone(&self) -> bool {
        !self.choices.keeps && self.shelf.everything().all == 1
    }

    /// What the list shows, in words.
    pub fn listed_title(&self) -> String {
        let locale = self.choices.locale;
        let listing = self.headlines.listing();
        let view = listing.view;
        let named = view.title(locale).map(str::to_owned).or_else(|| {
            let row = self.shelf.rows().iter().find(|row| row.view == view);
            row.map(|row| row.title.to_string())
                .filter(|title| !title.is_empty())
        });
        let title = named.unwrap_or_else(|| say!(locale, "All", "全部"));
        if listing.query.is_empty() {
            title
        } else {
            let query = listing.query.to_string();
            let query = query.trim_end();
            say!(locale, "{title}: {query}", "{title}：{query}")
        }
    }

    /// The lines of an article's title in the list, in a pane of this size.
    pub fn title_lines(&self, headline: &Headline, pane: Area) -> Vec<String> {
        let cells = self.cells_of_titles(pane);
        let most = if pane.height >= 2 * ROOMY { 2 } else { 1 };
        let title = if headline.title.is_empty() {
            say!(self.choices.locale, "(untitled)", "（无题）")
        } else {
            headline.title.to_string()
        };
        wrap(&title, cells, most, self.choices.measure.profile)
    }

    /// Cells before a title in the list, for its marks.
    pub fn mark_cells(&self) -> u16 {
        if self.choices.keeps { 2 } else { 0 }
    }

    /// Cells for a title in a list's pane of this size.
    pub(crate) fn cells_of_titles(&self, pane: Area) -> usize {
        pane.width.saturating_sub(2 + self.mark_cells()).into()
    }

    /// Whether the list shows, for each article, the piece of it that was looked for.
    pub fn lists_snippets(&self, pane: Area) -> bool {
        self.headlines.listing().query.has_words() && self.lists_sources(pane)
    }

    /// Rows of an article in the list, in a pane of this size.
    pub(crate) fn rows_of(&self, headline: &Headline, pane: Area) -> usize {
        let titles = self.title_lines(headline, pane).len();
        titles + usize::from(self.lists_sources(pane)) + usize::from(self.lists_snippets(pane))
    }

    /// Whether the list has room for the date and source of each article.
    pub fn lists_sources(&self, pane: Area) -> bool {
        pane.height >= ROOMY
    }

    /// Rows of the reader's pane, at least one.
    pub(crate) fn reader_rows(&self) -> usize {
        self.panes()
            .reader
            .map_or(1, |area| usize::from(area.height).max(1))
    }

    /// How an article is set in a pane of `width` cells.
    pub(crate) fn measure_in(&self, width: u16) -> Measure {
        let measure = self
            .type_size
            .set(self.choices.measure, text_cells(width), self.sizes);
        let rows = self.reader_rows() * 2 / 3;
        let plates = |cell| Plates {
            cell,
            rows: u16::try_from(rows.max(1)).unwrap_or(u16::MAX),
        };
        Measure {
            plates: self.cell.map(plates),
            ..measure
        }
    }
}

/// Cells for text in a reader's pane of `width` cells: without a margin of two on both sides, where there is room.
pub(crate) fn text_cells(width: u16) -> usize {
    let margin = match width {
        0..24 => 0,
        24..40 => 1,
        _ => 2,
    };
    usize::from(width.saturating_sub(2 * margin)).max(1)
}

impl Model {
    /// The list that a view shows.
    pub(crate) fn listing_of(&self, view: View) -> Listing {
        Listing {
            view,
            sorting: self.sorting,
            ..Listing::default()
        }
    }
}
