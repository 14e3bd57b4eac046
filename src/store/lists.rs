//! Lists, page by page, by key: a page is found by an index, however long the list.
//!
//! 1. [`Scope`] says which articles are meant, and an [`Order`] how they are compared.
//! 2. `scans` chooses the index that gives articles in that order, or a few articles that are
//!    sorted on the way.
//! 3. The scan begins at the key of the article beside which the page lies. What the sections
//!    of a folder or a source give is merged.
//!
//! Nothing here counts rows, and nothing skips any.

use std::rc::Rc;

use rusqlite::{Connection, params};

use super::by_source;
use super::headlines::headlines;
use super::order::{Key, Order, Way};
use super::scans::{SEARCH, scan};
use super::scope::Scope;
use super::search::Words;
use super::{Store, StoreError};
use crate::library::{ArticleId, Edge, Listing, Page, Sorting};

/// The most rows of a page.
const ROWS: usize = 500;

impl Store {
    /// The `rows` of a listing beside `edge`, at most 500.
    ///
    /// A list by date or by title takes the same time however long it is and wherever the page
    /// lies, and so do the newest of those that answer some words. All that answers is looked
    /// through when it is wanted by relevance, by title or by source, and the whole section or
    /// source when it is wanted as given.
    pub fn page(&self, listing: &Listing, edge: Edge, rows: usize) -> Result<Page, StoreError> {
        let rows = rows.min(ROWS);
        let in_order = self.path.is_none();
        self.learn_tokens(&listing.query)?;
        self.read(|connection| {
            let list = List::of(connection, listing, in_order)?;
            let (way, from, including) = beginning(edge);
            let mut ids = list.ids(way, from, including, rows + 1)?;
            let more = ids.len() > rows;
            ids.truncate(rows);
            if way == Way::Back {
                ids.reverse();
            }
            let (headlines, unreadable) = headlines(connection, &ids)?;
            Ok(Page {
                headlines,
                more,
                unreadable,
            })
        })
    }
}

/// Which way a page is read, from which article on, and whether that is part of it.
fn beginning(edge: Edge) -> (Way, Option<ArticleId>, bool) {
    match edge {
        Edge::Start => (Way::Forth, None, false),
        Edge::End => (Way::Back, None, false),
        Edge::After(id) => (Way::Forth, Some(id), false),
        Edge::Before(id) => (Way::Back, Some(id), false),
        Edge::From(id) => (Way::Forth, Some(id), true),
    }
}

/// A listing, understood.
pub(super) struct List<'c> {
    pub(super) connection: &'c Connection,
    pub(super) scope: Scope,
    pub(super) words: Rc<Words>,
    pub(super) sorting: Sorting,
    pub(super) order: Order,
}

/// An article and that by which it is compared.
pub(super) type Found = (Key, i64);

impl<'c> List<'c> {
    pub(super) fn of(
        connection: &'c Connection,
        listing: &Listing,
        in_order: bool,
    ) -> rusqlite::Result<List<'c>> {
        let words = Words::of(connection, &listing.query)?;
        Ok(List {
            connection,
            scope: Scope::of(connection, listing)?,
            sorting: listing.sorting,
            order: Order::of(listing, words.wanted.is_some(), in_order),
            words: Rc::new(words),
        })
    }

    /// The numbers of at most `rows` articles, the way they are read.
    fn ids(
        &self,
        way: Way,
        from: Option<ArticleId>,
        including: bool,
        rows: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        if self.words.are_nowhere() {
            return Ok(Vec::new());
        }
        let mut ids = Vec::new();
        if let Some(ArticleId(id)) = from.filter(|_| including)
            && self.has(id)?
        {
            ids.push(id);
        }
        let rows = rows.saturating_sub(ids.len());
        if self.sorting == Sorting::Source {
            ids.extend(by_source::ids(self, way, from, rows)?);
            return Ok(ids);
        }
        let from = match from {
            Some(ArticleId(id)) => self.order.key(self.connection, id, &self.words)?,
            None => None,
        };
        let scan = scan(self, self.order)?;
        let found = scan.run(self, self.order, way, from.as_ref(), rows)?;
        ids.extend(found.into_iter().map(|(_, id)| id));
        Ok(ids)
    }

    /// The numbers of all articles that are meant, in no order.
    pub(super) fn all_ids(&self) -> rusqlite::Result<Vec<i64>> {
        if self.words.are_nowhere() {
            return Ok(Vec::new());
        }
        scan(self, self.order)?.ids(self)
    }

    /// Whether an article is one of those that are meant.
    pub(super) fn has(&self, id: i64) -> rusqlite::Result<bool> {
        let mut conditions = self.scope.conditions();
        conditions.extend(self.scope.section_condition());
        conditions.push("article.id = ?1".to_owned());
        let from = match self.words.wanted {
            Some(_) => {
                let label = "search.rowid = (SELECT label FROM indexed WHERE article = ?1)";
                conditions.push(format!("search MATCH ?2 AND {label}"));
                SEARCH
            }
            None => "article",
        };
        let conditions = conditions.join(" AND ");
        let sql = format!("SELECT 1 FROM {from} WHERE {conditions}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let is_meant = match &self.words.wanted {
            Some(words) => statement.exists(params![id, words])?,
            None => statement.exists([id])?,
        };
        Ok(is_meant && !self.words.exclude(id))
    }
}
