//! Pictures that articles show, and as many of their bytes as may be kept.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::article::Url;
use crate::library::ArticleId;

/// A picture as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its media type, as the server told it.
    pub media_type: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Store {
    /// Notes which pictures an article shows, and that it is being read now; their bytes may
    /// come later.
    pub fn meet_pictures(
        &mut self,
        article: ArticleId,
        pictures: &[Url],
        now: i64,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            for url in pictures {
                let sql = "INSERT INTO picture (url, used) VALUES (?, ?)
                    ON CONFLICT (url) DO UPDATE SET used = excluded.used";
                connection
                    .prepare_cached(sql)?
                    .execute(params![url.as_str(), now])?;
                let sql = "INSERT OR IGNORE INTO pictured (article, picture)
                    SELECT ?, id FROM picture WHERE url = ?";
                connection
                    .prepare_cached(sql)?
                    .execute(params![article.0, url.as_str()])?;
            }
            Ok(())
        })
    }

    /// Pictures that the newest articles show and whose bytes have not come yet, at most `most`.
    pub fn missing_pictures(&self, most: usize) -> Result<Vec<Url>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT url FROM picture WHERE bytes IS NULL ORDER BY id DESC LIMIT ?";
            let mut statement = connection.prepare_cached(sql)?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let urls = statement.query_map([most], |row| row.get::<_, String>(0))?;
            let urls: Vec<String> = urls.collect::<rusqlite::Result<_>>()?;
            Ok(urls.iter().filter_map(|url| Url::new(url)).collect())
        })
    }

    /// A picture whose bytes are there.
    pub fn picture(&self, url: &Url) -> Result<Option<Picture>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT media_type, bytes FROM picture WHERE url = ? AND bytes IS NOT NULL";
            let mut statement = connection.prepare_cached(sql)?;
            let picture = statement.query_row([url.as_str()], |row| {
                Ok(Picture {
                    media_type: row.get(0)?,
                    bytes: row.get(1)?,
                })
            });
            picture.optional()
        })
    }

    /// Keeps the bytes of a picture. Where all pictures together take more than `budget` bytes
    /// then, those that have not been used for longest give theirs up.
    pub fn keep_picture(
        &mut self,
        url: &Url,
        picture: &Picture,
        budget: u64,
        now: i64,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let sql =
                "INSERT INTO picture (url, media_type, size, used, bytes) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (url) DO UPDATE SET media_type = excluded.media_type,
                    size = excluded.size, used = excluded.used, bytes = excluded.bytes";
            let size = i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX);
            let row = params![url.as_str(), picture.media_type, size, now, picture.bytes];
            connection.prepare_cached(sql)?.execute(row)?;
            give_up(connection, budget)
        })
    }

    /// The bytes that all pictures take.
    pub fn picture_bytes(&self) -> Result<u64, StoreError> {
        self.read(picture_bytes)
    }
}

fn picture_bytes(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT coalesce(sum(size), 0) FROM picture";
    let bytes: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(u64::try_from(bytes).unwrap_or(0))
}

/// Drops bytes of pictures, the least used first, until they take no more than `budget`.
fn give_up(connection: &Connection, budget: u64) -> rusqlite::Result<()> {
    let mut taken = picture_bytes(connection)?;
    let mut oldest = connection
        .prepare("SELECT id, size FROM picture WHERE bytes IS NOT NULL ORDER BY used, id")?;
    let mut rows = oldest.query([])?;
    let mut given_up = Vec::new();
    while taken > budget {
        let Some(row) = rows.next()? else { break };
        let (id, size): (i64, i64) = (row.get(0)?, row.get(1)?);
        taken = taken.saturating_sub(u64::try_from(size).unwrap_or(0));
        given_up.push(id);
    }
    for id in given_up {
        let sql = "UPDATE picture SET bytes = NULL, size = 0 WHERE id = ?";
        connection.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}
