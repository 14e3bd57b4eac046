//! The article that is open, and how far it has been read.

use std::sync::Arc;

use super::find::Search;
use super::message::Opened;
use super::pictures::Wanted;
use crate::article::{Place, Url};
use crate::layout::{Measure, Page, RowAt};
use crate::library::{ArticleId, Bookmark, Headline};
use crate::picture::Picture;

/// The article that is open.
#[derive(Debug)]
pub struct Reader {
    headline: Headline,
    page: Page,
    /// The first row on the screen. Derived from `place` whenever the page is set anew.
    top: RowAt,
    /// The place that is to be at the top, whatever the measure.
    place: Place,
    /// The place that the library knows of.
    kept: Place,
    /// Whether it counts as read has been decided, by the program or the person.
    pub(crate) judged: bool,
    search: Option<Search>,
    pub(super) wanted: Wanted,
}

impl Reader {
    /// Opens an article where it was left.
    pub(crate) fn new(opened: Opened, measure: Measure) -> Reader {
        let place = opened
            .bookmark
            .map_or(Place::default(), |bookmark| bookmark.find(&opened.article));
        let page = Page::new(opened.article, measure);
        let top = page.row_of(place);
        Reader {
            judged: opened.headline.marks.read,
            headline: opened.headline,
            page,
            top,
            place,
            kept: place,
            search: None,
            wanted: Wanted::default(),
        }
    }

    /// Which article it is.
    pub fn id(&self) -> ArticleId {
        self.headline.id
    }

    /// What a list shows of it.
    pub fn headline(&self) -> &Headline {
        &self.headline
    }

    pub(crate) fn headline_mut(&mut self) -> &mut Headline {
        &mut self.headline
    }

    /// Where it is being read and how much has been read, if the library does not know yet.
    pub(crate) fn unkept(&mut self, height: usize) -> Option<(Bookmark, u8)> {
        if self.kept == self.place {
            return None;
        }
        self.kept = self.place;
        self.headline.progress = self.headline.progress.max(self.percent(height));
        let bookmark = Bookmark::at(self.page.article(), self.place);
        Some((bookmark, self.headline.progress))
    }

    /// Whether it is being read elsewhere than the library knows.
    pub(crate) fn has_moved(&self) -> bool {
        self.kept != self.place
    }

    /// The article as rows.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The first row on the screen.
    pub fn top(&self) -> RowAt {
        self.top
    }

    /// The place at the top of the screen.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What is looked for in it.
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// Sets the page to another measure; the place stays.
    pub(crate) fn set(&mut self, measure: Measure) {
        if *self.page.measure() != measure {
            self.page.set_anew(measure);
            self.top = self.page.row_of(self.place);
        }
    }

    /// Shows a picture that has come; the place stays.
    pub(super) fn show(&mut self, url: &Url, picture: Arc<Picture>) {
        let rows = self.page.rows(self.top.block).len();
        self.page.show(url, picture);
        if self.page.rows(self.top.block).len() != rows {
            self.top = self.page.row_of(self.place);
        }
    }

    /// Moves down by `rows`, not further than to have the last row at the bottom of `height` rows.
    /// Says whether it moved.
    pub(crate) fn down(&mut self, rows: usize, height: usize) -> bool {
        let left = self.rows_below(height, rows);
        self.go(self.page.below(self.top, rows.min(left)))
    }

    /// Moves up by `rows`. Says whether it moved.
    pub(crate) fn up(&mut self, rows: usize) -> bool {
        self.go(self.page.above(self.top, rows))
    }

    /// Moves so that the last row is at the bottom of `height` rows.
    pub(crate) fn go_to_end(&mut self, height: usize) {
        let last = self.page.above(self.page.last(), height.saturating_sub(1));
        self.go(last);
    }

    /// Moves to a place, so that it stands at the top.
    pub(crate) fn go_to(&mut self, place: Place) {
        self.top = self.page.row_of(place);
        self.place = place;
    }

    fn go(&mut self, top: RowAt) -> bool {
        let moved = top != self.top;
        if moved {
            self.top = top;
            self.place = self.page.place_of(top);
        }
        moved
    }

    /// Rows below the `height` on the screen, counted up to `most`.
    fn rows_below(&self, height: usize, most: usize) -> usize {
        self.page
            .rows_from(self.top, height + most)
            .saturating_sub(height)
    }

    /// Whether the end is on a screen of `height` rows.
    pub fn is_at_end(&self, height: usize) -> bool {
        self.rows_below(height, 1) == 0
    }

    /// How much has been read when `height` rows are on the screen, in percent.
    pub fn percent(&self, height: usize) -> u8 {
        if self.is_at_end(height) {
            return 100;
        }
        let share = self.page.share_before(self.page.below(self.top, height));
        // A share lies between 0 and 1.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (share * 100.0) as u8;
        percent.min(99)
    }

    /// The heading that the first row stands under, by its place among the headings.
    pub fn heading(&self) -> Option<usize> {
        let headings = self.page.article().headings();
        headings
            .iter()
            .rposition(|heading| heading.place.block <= self.place.block)
    }

    /// Goes to the heading `forward` or back from here. Says whether there is one.
    pub(crate) fn go_to_heading(&mut self, forward: bool) -> bool {
        let article = Arc::clone(self.page.article());
        let headings = article.headings();
        let here = self.place;
        let next = if forward {
            headings
                .iter()
                .find(|heading| heading.place > here && self.page.row_of(heading.place) > self.top)
        } else {
            headings
                .iter()
                .rfind(|heading| self.page.row_of(heading.place) < self.top)
        };
        next.is_some_and(|heading| {
            self.go_to(heading.place);
            true
        })
    }

    /// Looks for `query` from the top of the screen on, and shows the first match.
    pub(crate) fn find(&mut self, query: &str, from: Place, height: usize) {
        let search = Search::new(self.page.article(), query, from);
        self.search = (!query.is_empty()).then_some(search);
        self.show_match(height);
    }

    /// Goes to the next match or the one before; says whether it went around the end.
    pub(crate) fn step_match(&mut self, forward: bool, height: usize) -> bool {
        let around = self
            .search
            .as_mut()
            .is_some_and(|search| search.step(forward));
        self.show_match(height);
        around
    }

    /// Looks for nothing any more. Says whether something was looked for.
    pub(crate) fn forget_search(&mut self) -> bool {
        self.search.take().is_some()
    }

    /// Brings the current match onto the screen: where it is when it is there already, else to the upper third.
    fn show_match(&mut self, height: usize) {
        let Some(found) = self.search.as_ref().and_then(Search::found) else {
            return;
        };
        let row = self.page.row_of(found.place());
        let last = self.page.below(self.top, height.saturating_sub(1));
        if row < self.top || row > last {
            self.go(self.page.above(row, height / 3));
        }
    }
}
