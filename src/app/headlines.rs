//! The list of articles: as much of it as is near the cursor.
//!
//! A list may have a hundred thousand rows; pages of it come and go as the
//! cursor nears the end of what is here. Rows are known by their articles, so
//! nothing moves under the reader when articles arrive.

use std::collections::HashMap;

use super::list::List;
use super::message::{Around, Effect};
use crate::library::{ArticleId, Edge, Headline, Listing, Mark, Page, Query, Snippet};

/// The rows near the cursor.
#[derive(Clone, Debug, Default)]
pub struct Headlines {
    listing: Listing,
    rows: Vec<Headline>,
    list: List,
    /// There are rows above the first and below the last one here.
    above: bool,
    below: bool,
    /// The rows here are not of this listing yet.
    waits: bool,
    /// The page that has been asked for.
    asked: Option<Edge>,
    /// The article on which the cursor is to be when its rows come.
    goal: Option<ArticleId>,
    /// What shows why an article is listed; nothing while that has only been asked.
    snippets: HashMap<ArticleId, Option<Snippet>>,
}

/// Rows in a page.
pub const PAGE: usize = 100;
/// So near to the end of what is here, more is asked for.
const NEAR: usize = 50;
/// Rows that are kept; those farthest from the cursor go.
const MOST: usize = 5 * PAGE;

impl Headlines {
    /// What is listed.
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// The rows that are here.
    pub fn rows(&self) -> &[Headline] {
        &self.rows
    }

    /// The cursor among the rows that are here.
    pub fn list(&self) -> List {
        self.list
    }

    pub(crate) fn list_mut(&mut self) -> &mut List {
        &mut self.list
    }

    /// Whether every row of the list is here.
    pub fn is_whole(&self) -> bool {
        !self.above && !self.below && !self.waits
    }

    /// Whether the rows of the listing have not come yet.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&Headline> {
        self.rows.get(self.list.cursor).filter(|_| !self.waits)
    }

    /// Begins another list, or the same one anew.
    pub(crate) fn begin(&mut self, listing: Listing) -> Effect {
        self.waits = listing != self.listing || self.rows.is_empty();
        if listing.query != self.listing.query {
            self.snippets.clear();
        }
        self.listing = listing;
        self.asked = None;
        self.goal = None;
        self.window(Around::Start)
    }

    /// Waits for nothing any more that has been asked for.
    pub(crate) fn expect_nothing(&mut self) {
        self.waits = false;
        self.asked = None;
        self.snippets.retain(|_, snippet| snippet.is_some());
    }

    /// Asks anew for the rows around the cursor, or others.
    pub(crate) fn window(&self, around: Around) -> Effect {
        Effect::Window {
            listing: self.listing.clone(),
            around,
        }
    }

    /// Asks for the rows around an article, on which the cursor is to be if it is listed.
    pub(crate) fn seek(&mut self, id: ArticleId) -> Effect {
        self.goal = Some(id);
        self.window(Around::Article(id))
    }

    /// Asks anew for what stands around the cursor.
    pub(crate) fn again(&self) -> Effect {
        let around = self
            .current()
            .map_or(Around::Start, |row| Around::Article(row.id));
        self.window(around)
    }

    /// Takes the rows around a place; says whether the cursor is on another article now.
    ///
    /// The cursor stays where it is if nobody has sent it elsewhere: the row under it stays
    /// among the others though it may not be listed any more, as one that has just been read
    /// is not among the unread.
    pub(crate) fn take_window(
        &mut self,
        listing: &Listing,
        around: Around,
        above: Page,
        below: Page,
    ) -> bool {
        if *listing != self.listing {
            return false;
        }
        let before = self.current().cloned();
        let offset = self.list.cursor.saturating_sub(self.list.top);
        let was_at_top = !self.above && self.list.top == 0 && !self.waits;
        let middle = above.headlines.len();
        self.rows = above.headlines;
        self.rows.extend(below.headlines);
        let is_sent = match around {
            Around::Article(id) => self.goal.take_if(|goal| *goal == id).is_some(),
            Around::Start | Around::End => true,
        };
        if let Some(row) = before.as_ref().filter(|_| !is_sent)
            && !self.rows.iter().any(|other| other.id == row.id)
        {
            self.rows.insert(middle, row.clone());
        }
        let before = before.map(|row| row.id);
        let last = self.rows.len().saturating_sub(1);
        (self.above, self.below) = match around {
            Around::Start => (false, below.more),
            Around::End => (above.more, false),
            Around::Article(_) => (above.more, below.more),
        };
        let wanted = match around {
            Around::Article(id) => before.filter(|_| !is_sent).or(Some(id)),
            _ => None,
        };
        let found = wanted.and_then(|id| self.rows.iter().position(|row| row.id == id));
        self.list.cursor = match around {
            Around::Start => 0,
            Around::End => last,
            Around::Article(_) => found.unwrap_or(middle).min(last),
        };
        let keeps_top = was_at_top && matches!(around, Around::Article(_));
        self.list.top = if keeps_top {
            0
        } else {
            self.list.cursor.saturating_sub(offset)
        };
        self.waits = false;
        self.asked = None;
        self.current().map(|row| row.id) != before
    }

    /// Takes a page behind the last row or before the first.
    pub(crate) fn take_more(&mut self, listing: &Listing, edge: Edge, page: Page) {
        if *listing != self.listing || self.asked != Some(edge) {
            return;
        }
        self.asked = None;
        if let Edge::Before(_) = edge {
            self.above = page.more;
            let count = page.headlines.len();
            self.rows.splice(0..0, page.headlines);
            self.list.cursor += count;
            self.list.top += count;
        } else {
            self.below = page.more;
            self.rows.extend(page.headlines);
        }
        self.forget_far_rows();
    }

    fn forget_far_rows(&mut self) {
        let surplus = self.rows.len().saturating_sub(MOST);
        if surplus == 0 {
            return;
        }
        if self.list.cursor > self.rows.len() / 2 {
            let gone = surplus.min(self.list.top);
            self.rows.drain(..gone);
            self.list.cursor -= gone;
            self.list.top -= gone;
            self.above |= gone > 0;
        } else {
            self.rows.truncate(MOST);
            self.below = true;
        }
    }

    /// Asks for more rows when the cursor is near an end that is not the list's.
    pub(crate) fn more(&mut self) -> Option<Effect> {
        if self.waits || self.asked.is_some() {
            return None;
        }
        let left = self.rows.len() - self.list.cursor.min(self.rows.len());
        let edge = match (self.rows.first(), self.rows.last()) {
            (_, Some(last)) if self.below && left <= NEAR => Edge::After(last.id),
            (Some(first), _) if self.above && self.list.cursor < NEAR => Edge::Before(first.id),
            _ => return None,
        };
        self.asked = Some(edge);
        Some(Effect::More {
            listing: self.listing.clone(),
            edge,
        })
    }

    /// The piece of an article that shows what was looked for.
    pub fn snippet(&self, id: ArticleId) -> Option<&Snippet> {
        self.snippets.get(&id)?.as_ref()
    }

    /// Asks for the pieces that `rows` rows on the screen have to show, each at most `cells` wide.
    pub(crate) fn more_snippets(&mut self, rows: usize, cells: usize) -> Option<Effect> {
        if !self.listing.query.has_words() || self.waits {
            return None;
        }
        let shown = self.rows.iter().skip(self.list.top).take(rows);
        let wanted = shown.map(|row| row.id);
        let articles: Vec<ArticleId> = wanted
            .filter(|id| !self.snippets.contains_key(id))
            .collect();
        self.snippets.extend(articles.iter().map(|id| (*id, None)));
        (!articles.is_empty()).then(|| Effect::Snippets {
            query: self.listing.query.clone(),
            articles,
            cells,
        })
    }

    /// Takes the pieces that have been asked for.
    pub(crate) fn take_snippets(&mut self, query: &Query, snippets: Vec<(ArticleId, Snippet)>) {
        if *query == self.listing.query {
            let told = snippets
                .into_iter()
                .map(|(id, snippet)| (id, Some(snippet)));
            self.snippets.extend(told);
        }
    }

    /// Moves the cursor to an article, if it is here.
    pub(crate) fn go_to(&mut self, id: ArticleId) -> bool {
        let at = self.rows.iter().position(|row| row.id == id);
        self.list.cursor = at.unwrap_or(self.list.cursor);
        at.is_some()
    }

    /// Moves the cursor by `items`; says whether it moved, and what must be asked for to move it further.
    pub(crate) fn step(&mut self, items: isize) -> (bool, Option<Effect>) {
        let ask = match items {
            isize::MAX if self.below => Some(Around::End),
            items if items == -isize::MAX && self.above => Some(Around::Start),
            _ => None,
        };
        match ask {
            Some(around) => (false, Some(self.window(around))),
            None => (self.list.step(items, self.rows.len()), None),
        }
    }

    /// Notes a mark in the row of an article.
    pub(crate) fn mark(&mut self, id: ArticleId, mark: Mark, on: bool) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.id == id) {
            row.marks.set(mark, on);
        }
    }

    /// Notes how far an article has been read.
    pub(crate) fn note_progress(&mut self, id: ArticleId, progress: u8) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.id == id) {
            row.progress = progress;
        }
    }
}
