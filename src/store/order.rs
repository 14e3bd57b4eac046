//! How the articles of a list are compared, and by what key each stands in it.

use std::cmp::Ordering;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::search::Words;
use crate::library::{Listing, Sorting, View};

/// Which way a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From the top.
    Forth,
    /// From the end.
    Back,
}

/// What an article is compared by, beside its number.
pub(super) type Key = Value;

/// The order of a list: by a column, and where that is equal, by the number of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) by: By,
    /// The greatest stands first.
    pub(super) descending: bool,
}

/// A column by which articles are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// When it was published.
    Stamp,
    /// When it was last read.
    Touched,
    /// Its number: when it arrived.
    Arrival,
    /// Its title.
    Title,
    /// Its label in the index of words, which is made of the hour when it was published.
    Label,
    /// How well it answers the words; less is better.
    Rank,
}

impl By {
    pub(super) fn column(self) -> &'static str {
        match self {
            By::Stamp => "stamp",
            By::Touched => "touched",
            By::Arrival => "article.id",
            By::Title => "title_key",
            By::Label => "search.rowid",
            By::Rank => "rank",
        }
    }

    /// Whether no two articles have the same.
    pub(super) fn tells_all_apart(self) -> bool {
        matches!(self, By::Arrival | By::Label)
    }
}

impl Order {
    pub(super) fn of(listing: &Listing, searches: bool, in_order: bool) -> Order {
        let by = |by| Order {
            by,
            descending: true,
        };
        let newest = match listing.view {
            _ if searches => by(By::Label),
            View::Reading => by(By::Touched),
            View::Recent => by(By::Arrival),
            _ => by(By::Stamp),
        };
        match listing.sorting {
            Sorting::Relevance if searches => by(By::Rank).turned(),
            Sorting::Newest | Sorting::Relevance | Sorting::Source => newest,
            Sorting::Oldest => newest.turned(),
            Sorting::Title => by(By::Title).turned(),
            Sorting::AsGiven if in_order => by(By::Arrival).turned(),
            Sorting::AsGiven => by(By::Arrival),
        }
    }

    fn turned(self) -> Order {
        Order {
            descending: !self.descending,
            ..self
        }
    }

    /// Whether keys fall when the list is read this way.
    pub(super) fn falls(self, way: Way) -> bool {
        self.descending == (way == Way::Forth)
    }

    /// Which of two articles is met first when the list is read this way.
    pub(super) fn compare(self, a: &(Key, i64), b: &(Key, i64), way: Way) -> Ordering {
        let ordering = compare(&a.0, &b.0).then(a.1.cmp(&b.1));
        if self.falls(way) {
            ordering.reverse()
        } else {
            ordering
        }
    }

    /// The key of an article; nothing when it is gone, or not found by the words.
    pub(super) fn key(
        self,
        connection: &Connection,
        id: i64,
        words: &Words,
    ) -> rusqlite::Result<Option<(Key, i64)>> {
        let key = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, id));
        match self.by {
            By::Rank => {
                let sql = "SELECT rank FROM search WHERE search MATCH ?
                    AND rowid = (SELECT label FROM indexed WHERE article = ?)";
                let row = params![words.wanted, id];
                connection
                    .prepare_cached(sql)?
                    .query_row(row, key)
                    .optional()
            }
            By::Label => {
                let sql = "SELECT label FROM indexed WHERE article = ?";
                connection
                    .prepare_cached(sql)?
                    .query_row([id], key)
                    .optional()
            }
            by => {
                let sql = format!("SELECT {} FROM article WHERE id = ?", by.column());
                connection
                    .prepare_cached(&sql)?
                    .query_row([id], key)
                    .optional()
            }
        }
    }
}

/// As SQLite compares values of one type.
fn compare(a: &Key, b: &Key) -> Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Real(a), Value::Real(b)) => a.total_cmp(b),
        (Value::Blob(a), Value::Blob(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}
