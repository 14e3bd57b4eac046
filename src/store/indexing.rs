//! The index of words: made in the background, article by article, from texts that are handed in.
//!
//! The index keeps no text. A text is derived from a body by one function, which
//! lives elsewhere; kept a second time it would double the library.
//!
//! An article stands in the index under a *label*, made of the hour when it was
//! published and a count within that hour. FTS5 gives what it finds by label, so
//! that the newest of ten thousand hits are found without looking at the others.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::arriving::beginning;
use super::articles::{Edition, received};
use super::record::labels;
use super::{Store, StoreError, tokenizer};
use crate::article::{Label, Received};
use crate::library::{ArticleId, Query};
use crate::text::title_key;

/// An article whose text is to be indexed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The article.
    pub id: ArticleId,
    /// Its body as it came, in the edition that is read; nothing when it has none.
    pub received: Option<Received>,
}

/// Articles of one hour that are told apart by their labels; more of them are labelled as later ones.
const HOUR: i64 = 1 << 13;

impl Store {
    /// How many articles wait for their text to be indexed.
    pub fn waiting_count(&self) -> Result<usize, StoreError> {
        self.read(|connection| {
            let sql = "SELECT count(*) FROM waiting";
            let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or(0))
        })
    }

    /// The next articles whose text is to be indexed, the newest first: at most `most`, and no
    /// more once their bodies are `bytes` long together.
    ///
    /// When the index was made by other rules than ours it is dropped here, and
    /// every article waits again.
    pub fn waiting(&mut self, most: usize, bytes: usize) -> Result<Vec<Waiting>, StoreError> {
        if !self.read(is_current)? {
            self.rebuild_index()?;
        }
        self.read(|connection| {
            let sql = "SELECT article FROM waiting ORDER BY article DESC LIMIT ?";
            let mut statement = connection.prepare_cached(sql)?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let ids = statement.query_map([most], |row| row.get(0))?;
            let (mut all, mut length) = (Vec::new(), 0);
            for id in ids {
                let id: i64 = id?;
                let received = received(connection, id, Edition::Fullest)?;
                let parts = received.iter().flat_map(|received| &received.parts);
                length += parts.map(|part| part.text.len()).sum::<usize>();
                let id = ArticleId(id);
                all.push(Waiting { id, received });
                if length >= bytes {
                    break;
                }
            }
            Ok(all)
        })
    }

    /// Takes the texts of some articles into the index, all or none of them.
    ///
    /// A text is what a body says, its blocks parted by line ends. Where an
    /// article has no title, its beginning stands for it in lists from now on.
    pub fn index(&mut self, texts: &[(ArticleId, String)]) -> Result<(), StoreError> {
        self.register_tokens()?;
        self.write(|connection| {
            make_index(connection)?;
            clear_unlisted(connection)?;
            // FTS5 gathers rows in memory for as long as their numbers grow, and writes
            // what it has when one does not: the oldest comes first.
            let mut stamp = connection.prepare_cached("SELECT stamp FROM article WHERE id = ?")?;
            let mut dated = Vec::with_capacity(texts.len());
            for (article, text) in texts {
                let stamp: Option<i64> =
                    stamp.query_row([article.0], |row| row.get(0)).optional()?;
                dated.push((stamp, article.0, text));
            }
            dated.sort_unstable_by_key(|(stamp, article, _)| (*stamp, *article));
            for (_, article, text) in dated {
                index(connection, article, text)?;
            }
            Ok(())
        })
    }

    /// Drops the index; every article waits to be indexed again.
    pub fn rebuild_index(&mut self) -> Result<(), StoreError> {
        self.register_tokens()?;
        self.write(|connection| {
            connection.execute_batch(
                "DROP TABLE IF EXISTS search;
                DELETE FROM indexed;
                DELETE FROM unlisted;
                INSERT OR IGNORE INTO waiting (article) SELECT id FROM article;",
            )
        })
    }

    /// Makes the index readable on this connection, when a query has words for it.
    pub(super) fn learn_tokens(&self, query: &Query) -> Result<(), StoreError> {
        if query.has_words() {
            self.register_tokens()?;
        }
        Ok(())
    }

    /// Tells SQLite our tokenizer, under its own name and under the one that the index was made with.
    pub(super) fn register_tokens(&self) -> Result<(), StoreError> {
        if self.knows_tokens.get() {
            return Ok(());
        }
        let register = || {
            tokenizer::register(&self.connection, tokenizer::NAME)?;
            match made_with(&self.connection)? {
                Some(other) if other != tokenizer::NAME => {
                    tokenizer::register(&self.connection, &other)
                }
                _ => Ok(()),
            }
        };
        register().map_err(|error: rusqlite::Error| self.fail(error.into()))?;
        self.knows_tokens.set(true);
        Ok(())
    }
}

/// Whether there is an index.
pub(super) fn has_index(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(made_with(connection)?.is_some())
}

/// Whether the index, when there is one, was made by our rules.
fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    let name = made_with(connection)?;
    Ok(name.is_none_or(|name| name == tokenizer::NAME))
}

/// The name of the tokenizer that the index was made with.
fn made_with(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT sql FROM sqlite_schema WHERE name = 'search'";
    let mut statement = connection.prepare_cached(sql)?;
    let made: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    let name = |made: String| {
        let (_, behind) = made.split_once("tokenize = '")?;
        Some(behind.split_once('\'')?.0.to_owned())
    };
    Ok(made.map(|made| name(made).unwrap_or_default()))
}

fn make_index(connection: &Connection) -> rusqlite::Result<()> {
    let name = tokenizer::NAME;
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (title, author, text,
            content = '', contentless_delete = 1, prefix = '2 3', tokenize = '{name}')"
    ))
}

/// Takes out of the index what has left the library.
fn clear_unlisted(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM search WHERE rowid IN (SELECT label FROM unlisted)",
        [],
    )?;
    connection.execute("DELETE FROM unlisted", [])?;
    Ok(())
}

fn index(connection: &Connection, article: i64, text: &str) -> rusqlite::Result<()> {
    let sql = "SELECT stamp, title, beginning, authors, sources FROM article
        LEFT JOIN front ON front.article = article.id WHERE article.id = ?";
    let found = connection.prepare_cached(sql)?.query_row([article], |row| {
        let title: String = row.get(1)?;
        let names = [labels(row, "authors")?, labels(row, "sources")?].concat();
        let names: Vec<&str> = names.iter().map(Label::as_str).collect();
        let untitled = title.is_empty() && row.get_ref(2)?.as_str_or_null()?.is_none();
        Ok((row.get::<_, i64>(0)?, title, names.join("\n"), untitled))
    });
    // Gone meanwhile.
    let Some((stamp, title, authors, untitled)) = found.optional()? else {
        return Ok(());
    };
    if untitled && let Some(beginning) = beginning(text) {
        let sql = "UPDATE article SET beginning = ?, title_key = ? WHERE id = ?";
        let row = params![beginning.as_str(), title_key(&beginning), article];
        connection.prepare_cached(sql)?.execute(row)?;
    }
    let label = relabel(connection, article, stamp)?;
    let sql = "INSERT INTO search (rowid, title, author, text) VALUES (?, ?, ?, ?)";
    connection
        .prepare_cached(sql)?
        .execute(params![label, title, authors, text])?;
    connection
        .prepare_cached("DELETE FROM waiting WHERE article = ?")?
        .execute([article])?;
    Ok(())
}

/// Gives an article its label, and takes it out from under the one it had.
fn relabel(connection: &Connection, article: i64, stamp: i64) -> rusqlite::Result<i64> {
    let sql = "DELETE FROM indexed WHERE article = ? RETURNING label";
    let before: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([article], |row| row.get(0))
        .optional()?;
    if let Some(before) = before {
        connection
            .prepare_cached("DELETE FROM search WHERE rowid = ?")?
            .execute([before])?;
    }
    let mut hour = stamp.div_euclid(3600);
    let label = loop {
        let (first, end) = (hour * HOUR, (hour + 1) * HOUR);
        let sql = "SELECT max(label) FROM indexed WHERE label >= ? AND label < ?";
        let last: Option<i64> = connection
            .prepare_cached(sql)?
            .query_row([first, end], |row| row.get(0))?;
        let next = last.map_or(first, |last| last + 1);
        if next < end {
            break next;
        }
        hour += 1;
    };
    let sql = "INSERT INTO indexed (label, article) VALUES (?, ?)";
    connection.prepare_cached(sql)?.execute([label, article])?;
    Ok(label)
}
