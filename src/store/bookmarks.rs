//! Where somebody stopped reading.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::article::Place;
use crate::library::{ArticleId, Bookmark};

impl Store {
    /// Where somebody stopped reading an article; nothing when it was never begun.
    pub fn bookmark(&self, article: ArticleId) -> Result<Option<Bookmark>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT block, offset, before, behind FROM bookmark WHERE article = ?";
            let mut statement = connection.prepare_cached(sql)?;
            let bookmark = statement.query_row([article.0], |row| {
                Ok(Bookmark {
                    place: Place {
                        block: usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
                        offset: usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                    },
                    before: row.get(2)?,
                    behind: row.get(3)?,
                })
            });
            bookmark.optional()
        })
    }

    /// Keeps where somebody stopped reading, and how many percent of the article lie before it.
    ///
    /// From 1 to 99 percent the article stands among those that have been begun.
    pub fn keep_bookmark(
        &mut self,
        article: ArticleId,
        bookmark: &Bookmark,
        progress: u8,
        now: i64,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let sql = "INSERT OR REPLACE INTO bookmark (article, block, offset, before, behind)
                VALUES (?, ?, ?, ?, ?)";
            let place = bookmark.place;
            connection.prepare_cached(sql)?.execute(params![
                article.0,
                i64::try_from(place.block).unwrap_or(i64::MAX),
                i64::try_from(place.offset).unwrap_or(i64::MAX),
                bookmark.before,
                bookmark.behind,
            ])?;
            let sql = "UPDATE article SET progress = ?, touched = ? WHERE id = ?";
            let row = params![progress.min(100), now, article.0];
            connection.prepare_cached(sql)?.execute(row)?;
            Ok(())
        })
    }
}
