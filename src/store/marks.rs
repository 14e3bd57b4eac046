//! What the person says of articles, and how to take it back.

use rusqlite::{Connection, params};

use super::lists::List;
use super::{Store, StoreError};
use crate::library::{ArticleId, Listing, Mark, Marked};

impl Store {
    /// Sets a mark on some articles, or takes it away; gives what that changed.
    pub fn mark(
        &mut self,
        articles: &[ArticleId],
        mark: Mark,
        on: bool,
    ) -> Result<Marked, StoreError> {
        self.write(|connection| {
            let ids = articles.iter().map(|id| id.0);
            let articles = set(connection, ids, mark, on)?;
            Ok(Marked { mark, on, articles })
        })
    }

    /// Sets a mark on everything that a listing shows, or takes it away; gives what that changed.
    ///
    /// What has arrived behind `latest` is left alone: the person has not seen it in the list.
    pub fn mark_all(
        &mut self,
        listing: &Listing,
        latest: ArticleId,
        mark: Mark,
        on: bool,
    ) -> Result<Marked, StoreError> {
        let in_order = self.path.is_none();
        self.learn_tokens(&listing.query)?;
        self.write(|connection| {
            let list = List::of(connection, listing, in_order)?;
            let ids = list.all_ids()?;
            let seen = ids.into_iter().filter(|id| *id <= latest.0);
            let articles = set(connection, seen, mark, on)?;
            Ok(Marked { mark, on, articles })
        })
    }

    /// Takes a marking back.
    pub fn unmark(&mut self, marked: &Marked) -> Result<(), StoreError> {
        self.mark(&marked.articles, marked.mark, !marked.on)?;
        Ok(())
    }
}

/// Sets a mark and gives the articles on which it was another.
fn set(
    connection: &Connection,
    ids: impl Iterator<Item = i64>,
    mark: Mark,
    on: bool,
) -> rusqlite::Result<Vec<ArticleId>> {
    let (sql, value) = match mark {
        Mark::Read => (
            "UPDATE article SET unread = ?1 WHERE id = ?2 AND unread <> ?1",
            !on,
        ),
        Mark::Starred => (
            "UPDATE article SET starred = ?1 WHERE id = ?2 AND starred <> ?1",
            on,
        ),
        Mark::Later => (
            "UPDATE article SET later = ?1 WHERE id = ?2 AND later <> ?1",
            on,
        ),
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute(params![value, id])? > 0 {
            changed.push(ArticleId(id));
        }
    }
    Ok(changed)
}
