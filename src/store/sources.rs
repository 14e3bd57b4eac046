//! What is subscribed to, the folders it stands in, and how fetching it went.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::record::{label, url};
use super::{Store, StoreError};
use crate::article::{Label, Url};
use crate::library::{
    ArticleId, Failure, History, Images, Moved, Retention, SectionId, Source, SourceId, Validators,
};
use crate::locale::Sentence;
use crate::text;

impl Store {
    /// Subscribes to a source; where its address is known already, it stays as it is.
    ///
    /// It says which source it is, and whether it is new.
    pub fn add(&mut self, source: &Source) -> Result<(SourceId, bool), StoreError> {
        self.write(|connection| {
            if let Some(known) = at_address(connection, &source.address)? {
                return Ok((known, false));
            }
            let sql = "INSERT INTO source (address, title, full_text, position)
                VALUES (?, '', 0, (SELECT coalesce(max(position), 0) + 1 FROM source))";
            connection.execute(sql, [&source.address])?;
            let id = SourceId(connection.last_insert_rowid());
            let sql = "INSERT INTO section (source, title, position) VALUES (?, '', 0)";
            connection.execute(sql, [id.0])?;
            write_source(connection, id, source)?;
            Ok((id, true))
        })
    }

    /// Changes what is known of a source.
    pub fn edit(&mut self, id: SourceId, source: &Source) -> Result<(), StoreError> {
        self.write(|connection| write_source(connection, id, source))
    }

    /// Unsubscribes from a source and removes all its articles.
    pub fn remove(&mut self, id: SourceId) -> Result<(), StoreError> {
        self.write(|connection| {
            connection.execute("DELETE FROM source WHERE id = ?", [id.0])?;
            Ok(())
        })
    }

    /// Every source, in the order in which they were added.
    pub fn sources(&self) -> Result<Vec<(SourceId, Source)>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT id, {COLUMNS} FROM source ORDER BY position, id");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([], |row| Ok((SourceId(row.get("id")?), read(row)?)))?;
            rows.collect()
        })
    }

    /// A source; nothing when it is gone.
    pub fn source(&self, id: SourceId) -> Result<Option<Source>, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM source WHERE id = ?");
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_row([id.0], read).optional()
        })
    }

    /// The source of an article; nothing when the article is gone.
    pub fn source_of(&self, article: ArticleId) -> Result<Option<Source>, StoreError> {
        match self.headlines(&[article])?.pop() {
            Some(headline) => self.source(headline.source),
            None => Ok(None),
        }
    }

    /// The source that is fetched at `address`.
    pub fn source_at(&self, address: &str) -> Result<Option<SourceId>, StoreError> {
        self.read(|connection| at_address(connection, address))
    }

    /// The folder at the end of a path of titles, made where there is none; nothing for an empty path.
    pub fn folder(&mut self, path: &[Label]) -> Result<Option<SectionId>, StoreError> {
        self.write(|connection| {
            let mut within: Option<i64> = None;
            for title in path.iter().filter(|title| !title.is_empty()) {
                within = Some(folder_in(connection, within, title)?);
            }
            Ok(within.map(SectionId))
        })
    }

    /// Gives a folder or section another title.
    pub fn rename(&mut self, section: SectionId, title: &Label) -> Result<(), StoreError> {
        self.write(|connection| {
            let sql = "UPDATE section SET title = ? WHERE id = ?";
            connection.execute(sql, params![title.as_str(), section.0])?;
            Ok(())
        })
    }

    /// Removes a folder; what stands in it moves to where it stood itself.
    pub fn remove_folder(&mut self, folder: SectionId) -> Result<(), StoreError> {
        self.write(|connection| {
            let sql = "UPDATE source SET folder = (SELECT parent FROM section WHERE id = ?1) WHERE folder = ?1";
            connection.execute(sql, [folder.0])?;
            let sql = "UPDATE section SET parent = (SELECT parent FROM section WHERE id = ?1)
                WHERE parent = ?1 AND source IS NULL";
            connection.execute(sql, [folder.0])?;
            let sql = "DELETE FROM section WHERE id = ? AND source IS NULL";
            connection.execute(sql, [folder.0])?;
            Ok(())
        })
    }

    /// The ids and the addresses by which the articles of a source are known; of those
    /// without a body too, unless only `whole` ones are meant.
    pub fn names_of(&self, source: SourceId, whole: bool) -> Result<HashSet<String>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT guid, url FROM front JOIN article ON article.id = front.article
                WHERE article.source = ?1 AND (NOT ?2 OR EXISTS
                    (SELECT 1 FROM body WHERE body.article = article.id))";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![source.0, whole])?;
            let mut names = HashSet::new();
            while let Some(row) = rows.next()? {
                names.extend(row.get::<_, Option<String>>(0)?);
                names.extend(row.get::<_, Option<String>>(1)?);
            }
            Ok(names)
        })
    }

    /// How fetching a source went so far.
    pub fn history(&self, source: SourceId) -> Result<History, StoreError> {
        self.read(|connection| {
            let sql = "SELECT * FROM history WHERE source = ?";
            let mut statement = connection.prepare_cached(sql)?;
            let history = statement.query_row([source.0], read_history).optional()?;
            Ok(history.unwrap_or_default())
        })
    }

    /// How fetching went, of every source that has been fetched.
    pub fn histories(&self) -> Result<Vec<(SourceId, History)>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT * FROM history")?;
            let rows = statement.query_map([], |row| {
                Ok((SourceId(row.get("source")?), read_history(row)?))
            })?;
            rows.collect()
        })
    }

    /// Notes how fetching went, of several sources at once.
    pub fn note(&mut self, histories: &[(SourceId, History)]) -> Result<(), StoreError> {
        self.write(|connection| {
            for (source, history) in histories {
                write_history(connection, *source, history)?;
            }
            Ok(())
        })
    }
}

const COLUMNS: &str = "address, title, name, home, folder, mapping, request, full_text, images,
    keep_days, keep_articles, stopped_en, stopped_zh";

fn read(row: &Row<'_>) -> rusqlite::Result<Source> {
    let images: Option<String> = row.get("images")?;
    Ok(Source {
        address: row.get("address")?,
        title: Label::new(&row.get::<_, String>("title")?),
        name: label(row, "name")?,
        home: url(row, "home")?,
        folder: row.get::<_, Option<i64>>("folder")?.map(SectionId),
        mapping: row.get("mapping")?,
        request: row.get("request")?,
        full_text: row.get("full_text")?,
        images: images.as_deref().and_then(Images::named),
        retention: Retention {
            days: row.get("keep_days")?,
            articles: row.get("keep_articles")?,
        },
        stopped: words(row.get("stopped_en")?, row.get("stopped_zh")?),
    })
}

fn write_source(connection: &Connection, id: SourceId, source: &Source) -> rusqlite::Result<()> {
    let sql =
        "UPDATE source SET address = ?, title = ?, name = ?, home = ?, folder = ?, mapping = ?,
            request = ?, full_text = ?, images = ?, keep_days = ?, keep_articles = ?,
            stopped_en = ?, stopped_zh = ?
        WHERE id = ?";
    let changed = connection.prepare_cached(sql)?.execute(params![
        source.address,
        source.title.as_str(),
        source.name.as_deref(),
        source.home.as_ref().map(Url::as_str),
        source.folder.map(|folder| folder.0),
        source.mapping,
        source.request,
        source.full_text,
        source.images.map(Images::name),
        source.retention.days,
        source.retention.articles,
        source.stopped.as_ref().map(|words| &words.en),
        source.stopped.as_ref().map(|words| &words.zh),
        id.0,
    ])?;
    match changed {
        0 => Err(rusqlite::Error::QueryReturnedNoRows),
        _ => Ok(()),
    }
}

fn at_address(connection: &Connection, address: &str) -> rusqlite::Result<Option<SourceId>> {
    let sql = "SELECT id FROM source WHERE address = ?";
    let mut statement = connection.prepare_cached(sql)?;
    statement
        .query_row([address], |row| row.get(0).map(SourceId))
        .optional()
}

/// The folder of this title in another, or at the top.
fn folder_in(connection: &Connection, parent: Option<i64>, title: &Label) -> rusqlite::Result<i64> {
    let sql = "SELECT id FROM section WHERE source IS NULL AND parent IS ? AND title = ?";
    let known = connection.query_row(sql, params![parent, title.as_str()], |row| row.get(0));
    if let Some(id) = known.optional()? {
        return Ok(id);
    }
    let sql = "INSERT INTO section (parent, title, position)
        VALUES (?1, ?2, (SELECT count(*) FROM section WHERE source IS NULL AND parent IS ?1))";
    connection.execute(sql, params![parent, title.as_str()])?;
    Ok(connection.last_insert_rowid())
}

/// A sentence of two columns. It may quote what a server said, and is cleaned as that is.
fn words(en: Option<String>, zh: Option<String>) -> Option<Sentence> {
    let clean = |column: String| text::clean(&column).into_owned();
    Some(Sentence {
        en: clean(en?),
        zh: clean(zh?),
    })
}

fn read_history(row: &Row<'_>) -> rusqlite::Result<History> {
    let failed: Option<i64> = row.get("failed")?;
    let words = words(row.get("words_en")?, row.get("words_zh")?);
    let details: Option<String> = row.get("details")?;
    let status = row.get("status")?;
    let failure = failed.zip(words).map(|(at, words)| Failure {
        at,
        status,
        words,
        details: text::clean(&details.unwrap_or_default()).into_owned(),
    });
    let moved = url(row, "moved_to")?.zip(row.get("moved_times")?);
    Ok(History {
        attempted: row.get("attempted")?,
        succeeded: row.get("succeeded")?,
        failure,
        failures: row.get("failures")?,
        due: row.get("due")?,
        validators: Validators {
            etag: row.get("etag")?,
            modified: row.get("modified")?,
            digest: row.get::<_, Option<i64>>("digest")?.map(i64::cast_unsigned),
        },
        moved: moved.map(|(to, times)| Moved { to, times }),
    })
}

fn write_history(
    connection: &Connection,
    source: SourceId,
    history: &History,
) -> rusqlite::Result<()> {
    let sql =
        "INSERT OR REPLACE INTO history (source, attempted, succeeded, failed, status, words_en,
            words_zh, details, failures, due, etag, modified, digest, moved_to, moved_times)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let failure = history.failure.as_ref();
    let validators = &history.validators;
    let moved = history.moved.as_ref();
    connection.prepare_cached(sql)?.execute(params![
        source.0,
        history.attempted,
        history.succeeded,
        failure.map(|failure| failure.at),
        failure.and_then(|failure| failure.status),
        failure.map(|failure| &failure.words.en),
        failure.map(|failure| &failure.words.zh),
        failure.map(|failure| &failure.details),
        history.failures,
        history.due,
        validators.etag,
        validators.modified,
        validators.digest.map(u64::cast_signed),
        moved.map(|moved| moved.to.as_str()),
        moved.map(|moved| moved.times),
    ])?;
    Ok(())
}
