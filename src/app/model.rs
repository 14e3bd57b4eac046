//! Everything the reader knows.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::keymap::Keymap;
use super::line::TypedLine;
use super::list::List;
use super::panes::{Area, Pane, Panes, Wish, panes};
use super::reader::Reader;
use super::shelf::Shelf;
use super::typography::TypeSize;
use crate::article::{Article, Place};
use crate::layout::{Measure, wrap};
use crate::locale::{Locale, Sentence};

/// What the person has chosen before the program began.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// The language of all that we say.
    pub locale: Locale,
    /// How articles are set, but for the length of lines.
    pub measure: Measure,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Words to find in the article; the place is where the search began.
    Find(Place),
    /// The number of a link to open.
    FollowLink,
}

/// Everything the reader knows and wants.
#[derive(Debug)]
pub struct Model {
    pub(crate) choices: Choices,
    pub(crate) keymap: Keymap,
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    pub(crate) sizes: bool,
    pub(crate) type_size: TypeSize,
    pub(crate) shelf: Shelf,
    pub(crate) folded: HashSet<usize>,
    pub(crate) focus: Pane,
    pub(crate) zen: bool,
    pub(crate) sections: List,
    pub(crate) articles: List,
    pub(crate) reader: Option<Reader>,
    pub(crate) places: HashMap<usize, Place>,
    pub(crate) overlay: Option<Overlay>,
    pub(crate) prompt: Option<Prompt>,
    pub(crate) notice: Option<String>,
    pub(crate) opening: usize,
    pub(crate) failures: Vec<Sentence>,
}

/// Rows of a pane from which list items show their date and source.
const ROOMY: u16 = 8;

impl Model {
    /// A reader before anything has been opened.
    pub fn new(choices: Choices) -> Model {
        Model {
            choices,
            keymap: Keymap::default(),
            columns: 80,
            rows: 24,
            sizes: false,
            type_size: TypeSize::default(),
            shelf: Shelf::default(),
            folded: HashSet::new(),
            focus: Pane::Articles,
            zen: false,
            sections: List::default(),
            articles: List::default(),
            reader: None,
            places: HashMap::new(),
            overlay: None,
            prompt: None,
            notice: None,
            opening: 0,
            failures: Vec::new(),
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

    /// What has been opened.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The pane that has the keys.
    pub fn focus(&self) -> Pane {
        self.focus
    }

    /// The cursor among the sections that can be seen (see [`Model::seen_nodes`]).
    pub fn sections(&self) -> List {
        self.sections
    }

    /// The cursor among the articles of the section.
    pub fn articles(&self) -> List {
        self.articles
    }

    /// The article that is open.
    pub fn reader(&self) -> Option<&Reader> {
        self.reader.as_ref()
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
        self.shelf.articles().len() == 1
    }

    /// The sections that no folded section hides.
    pub fn seen_nodes(&self) -> Vec<usize> {
        let nodes = self.shelf.nodes();
        let mut seen = Vec::new();
        let mut at = 0;
        while at < nodes.len() {
            seen.push(at);
            at = if self.folded.contains(&at) {
                nodes[at].within.end
            } else {
                at + 1
            };
        }
        seen
    }

    /// Whether the sections within section `node` are hidden.
    pub fn is_folded(&self, node: usize) -> bool {
        self.folded.contains(&node)
    }

    /// The section under the cursor.
    pub fn node(&self) -> Option<usize> {
        self.seen_nodes().get(self.sections.cursor).copied()
    }

    /// The articles of the section under the cursor, and the place of the first of them on the shelf.
    pub fn listed(&self) -> (&[Arc<Article>], usize) {
        let range = self
            .node()
            .map_or(0..0, |node| self.shelf.nodes()[node].articles.clone());
        (&self.shelf.articles()[range.clone()], range.start)
    }

    /// The lines of an article's title in the list, in a pane of this size.
    pub fn title_lines(&self, article: &Article, pane: Area) -> Vec<String> {
        let cells = usize::from(pane.width.saturating_sub(2));
        let most = if pane.height >= 2 * ROOMY { 2 } else { 1 };
        wrap(&title(article), cells, most, self.choices.measure.profile)
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
        self.type_size
            .set(self.choices.measure, text_cells(width), self.sizes)
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

/// An article's title, or the beginning of what it says.
pub fn title(article: &Article) -> String {
    if !article.title.is_empty() {
        return article.title.to_string();
    }
    let texts = article.body.iter().flat_map(|block| block.texts());
    let first = texts
        .map(str::trim)
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    first
        .chars()
        .take(60)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect()
}
