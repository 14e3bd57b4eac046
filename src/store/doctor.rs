//! Looks for damage, and mends what can be mended.

use std::path::{Path, PathBuf};
use std::{fs, io};

use rusqlite::backup::Progress;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ErrorCode, OpenFlags, Rows, Statement, params};

use super::open::beside;
use super::{Store, StoreError, Trouble};
use crate::text;

/// What there is in a library, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkup {
    /// The articles.
    pub articles: u64,
    /// The sources.
    pub sources: u64,
    /// Articles whose text is still to be indexed.
    pub waiting: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of the file in which nothing is kept, and which [`Store::compact`] gives back.
    pub free: u64,
    /// What SQLite finds wrong, a line each, at most twenty; nothing when the file is sound.
    pub damage: Vec<String>,
    /// Counts that are kept are not those of the articles; [`Store::recount`] mends it.
    pub miscounted: bool,
}

/// What was saved from a damaged library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Articles that were saved.
    pub articles: u64,
    /// Articles that were saved without their body.
    pub bodiless: u64,
    /// Articles of which only the text was saved, not where it came from and not the marks.
    pub headless: u64,
    /// Rows of any kind that could not be read.
    pub lost: u64,
    /// Where the damaged file lies now.
    pub damaged: Option<PathBuf>,
}

/// The tables that are saved, in an order in which each finds what it speaks of.
const TABLES: &[&str] = &[
    "source", "section", "history", "article", "front", "body", "page", "former", "bookmark",
    "gone", "picture", "pictured", "setting",
];

/// The greatest number of a row that is looked for one by one.
const NUMBERS: i64 = 10_000_000;

impl Store {
    /// Reads the whole library and says what is wrong with it. It takes seconds for a gigabyte.
    pub fn check(&self) -> Result<Checkup, StoreError> {
        self.register_tokens()?;
        self.read(|connection| {
            let number = |sql: &str| {
                let number: i64 = connection.query_row(sql, [], |row| row.get(0))?;
                Ok::<u64, rusqlite::Error>(u64::try_from(number).unwrap_or(0))
            };
            let page_size = number("SELECT page_size FROM pragma_page_size")?;
            Ok(Checkup {
                damage: damage(connection)?,
                articles: number("SELECT count(*) FROM article NOT INDEXED").unwrap_or(0),
                sources: number("SELECT count(*) FROM source").unwrap_or(0),
                waiting: number("SELECT count(*) FROM waiting").unwrap_or(0),
                bytes: number("SELECT page_count FROM pragma_page_count")? * page_size,
                free: number("SELECT freelist_count FROM pragma_freelist_count")? * page_size,
                miscounted: miscounted(connection).unwrap_or(true),
            })
        })
    }

    /// Counts anew what is kept counted.
    pub fn recount(&mut self) -> Result<(), StoreError> {
        self.write(recount)
    }

    /// Writes a copy of the library to `to`, as it is at this moment.
    pub fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        let copied = self.connection.backup("main", to, None::<fn(Progress)>);
        copied.map_err(|error| StoreError {
            path: Some(to.to_owned()),
            trouble: error.into(),
        })
    }

    /// Writes the file anew without the room that has become free. It needs as much room again
    /// while it does.
    pub fn compact(&mut self) -> Result<(), StoreError> {
        self.may_write()?;
        let compacted = self.connection.execute_batch("VACUUM");
        compacted.map_err(|error| self.fail(error.into()))?;
        self.settle()
    }

    /// Makes a new library of what can be read of the damaged one at `path`, and puts it in its
    /// place. The damaged file is kept beside it; nobody else may have it open. Where no article
    /// can be saved everything stays as it is.
    pub fn repair(path: &Path, now: i64) -> Result<Salvaged, StoreError> {
        let fail = |trouble| StoreError {
            path: Some(path.to_owned()),
            trouble,
        };
        let disk = |error: io::Error| fail(error.into());
        let (fresh, damaged) = (
            beside(path, &format!("saved-{now}")),
            beside(path, &format!("damaged-{now}")),
        );
        let mut store = Store::open(&fresh, now)?;
        let salvaged = store.salvage(path, now);
        drop(store);
        let saved = salvaged.and_then(|salvaged| match salvaged.articles {
            0 => Err(fail(Trouble::Lost)),
            _ => Ok(salvaged),
        });
        let salvaged = saved.inspect_err(|_| drop(fs::remove_file(&fresh)))?;
        // At no moment is there no library: its old name goes over from one file to the other.
        let kept = fs::hard_link(path, &damaged).or_else(|_| fs::rename(path, &damaged));
        kept.map_err(disk)?;
        for log in ["wal", "shm"] {
            // What was in the log has been read with the file, or is there no more.
            let _ = fs::rename(beside(path, log), beside(&damaged, log));
        }
        fs::rename(&fresh, path).map_err(disk)?;
        Ok(Salvaged {
            damaged: Some(damaged),
            ..salvaged
        })
    }

    /// Takes in what can be read of another library, of which this one has nothing yet.
    pub fn salvage(&mut self, from: &Path, now: i64) -> Result<Salvaged, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let damaged = Connection::open_with_flags(from, flags).map_err(|error| StoreError {
            path: Some(from.to_owned()),
            trouble: error.into(),
        })?;
        // Rows may be missing that others speak of. Inside a transaction this could not be said.
        let loosen = "PRAGMA foreign_keys = OFF";
        let loosened = self.connection.execute_batch(loosen);
        loosened.map_err(|error| self.fail(error.into()))?;
        let salvaged = self.write(|connection| {
            let mut salvaged = Salvaged::default();
            for table in TABLES {
                salvaged.lost += save(&damaged, connection, table)?;
            }
            salvaged.headless = gather(connection, now)?;
            rehome(connection)?;
            recount(connection)?;
            let number = |sql: &str| {
                let number: i64 = connection.query_row(sql, [], |row| row.get(0))?;
                Ok::<u64, rusqlite::Error>(u64::try_from(number).unwrap_or(0))
            };
            salvaged.articles = number("SELECT count(*) FROM article")?;
            salvaged.bodiless = number(
                "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM body)
                    AND id NOT IN (SELECT article FROM page)",
            )?;
            Ok(salvaged)
        });
        let tightened = self.connection.execute_batch("PRAGMA foreign_keys = ON");
        let salvaged = salvaged?;
        tightened.map_err(|error| self.fail(error.into()))?;
        Ok(salvaged)
    }
}

/// What SQLite says of a damaged file, line by line.
fn damage(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut lines = Vec::new();
    for pragma in ["PRAGMA integrity_check(20)", "PRAGMA foreign_key_check"] {
        let mut statement = connection.prepare(pragma)?;
        let mut rows = statement.query([])?;
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    let line: String = row.get(0)?;
                    lines.push(text::clean(&line).into_owned());
                }
                Ok(None) => break,
                // It may be too damaged even to be looked through.
                Err(error) => {
                    lines.push(text::clean(&error.to_string()).into_owned());
                    break;
                }
            }
        }
    }
    lines.retain(|line| line != "ok");
    lines.truncate(20);
    Ok(lines)
}

/// What each count is, and what it should be.
const COUNTS: &[(&str, &str)] = &[
    ("starred", "SELECT count(*) FROM article WHERE starred = 1"),
    ("later", "SELECT count(*) FROM article WHERE later = 1"),
    (
        "reading",
        "SELECT count(*) FROM article WHERE progress BETWEEN 1 AND 99",
    ),
    (
        "recent",
        "SELECT count(*) FROM article WHERE id > (SELECT value FROM tally WHERE name = 'visited')",
    ),
];

fn miscounted(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM section LEFT JOIN
            (SELECT section AS id, count(*) AS articles, sum(unread) AS unread
                FROM article GROUP BY section) AS counted ON counted.id = section.id
            WHERE section.articles <> coalesce(counted.articles, 0)
                OR section.unread <> coalesce(counted.unread, 0))";
    let mut wrong: bool = connection.query_row(sql, [], |row| row.get(0))?;
    for (name, count) in COUNTS {
        let sql = format!("SELECT value <> ({count}) FROM tally WHERE name = ?");
        wrong |= connection.query_row(&sql, [name], |row| row.get::<_, bool>(0))?;
    }
    Ok(wrong)
}

fn recount(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "UPDATE section SET articles = 0, unread = 0;
        UPDATE section SET articles = counted.articles, unread = counted.unread
            FROM (SELECT section AS id, count(*) AS articles, sum(unread) AS unread
                FROM article GROUP BY section) AS counted
            WHERE counted.id = section.id;",
    )?;
    for (name, count) in COUNTS {
        let sql = format!("UPDATE tally SET value = ({count}) WHERE name = ?");
        connection.execute(&sql, [name])?;
    }
    Ok(())
}

/// Saves the rows of a table; gives how many could not be read.
///
/// They are read one after the other as far as that goes, and from there on one by one by
/// their numbers, which reaches what lies behind a broken page.
fn save(damaged: &Connection, saved: &Connection, table: &str) -> rusqlite::Result<u64> {
    let Ok(mut all) = damaged.prepare(&format!("SELECT * FROM {table}")) else {
        return Ok(1);
    };
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let columns = all
        .column_names()
        .map(quoted)
        .collect::<Vec<String>>()
        .join(", ");
    let places = vec!["?"; all.column_count()].join(", ");
    let sql = format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})");
    let mut insert = saved.prepare(&sql)?;
    if let Ok(rows) = all.query([])
        && take(rows, &mut insert)?
    {
        return Ok(0);
    }
    let one = format!("SELECT * FROM {table} WHERE rowid = ?");
    let Ok(mut one) = damaged.prepare(&one) else {
        return Ok(1);
    };
    let mut lost = 0;
    for number in 1..=greatest(damaged, saved, table).min(NUMBERS) {
        let taken = match one.query([number]) {
            Ok(rows) => take(rows, &mut insert)?,
            Err(_) => false,
        };
        lost += u64::from(!taken);
    }
    Ok(lost)
}

/// Writes rows as long as they can be read; says whether all could be.
fn take(mut rows: Rows<'_>, insert: &mut Statement<'_>) -> rusqlite::Result<bool> {
    let columns = insert.parameter_count();
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(true),
            Err(_) => return Ok(false),
        };
        for at in 0..columns {
            let value = ToSqlOutput::Borrowed(row.get_ref(at)?);
            insert.raw_bind_parameter(at + 1, value)?;
        }
        match insert.raw_execute() {
            Ok(_) => {}
            // What the table does not take is not what we wrote.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
    }
}

/// The greatest number that a row of a table may have, by whatever can still be read.
fn greatest(damaged: &Connection, saved: &Connection, table: &str) -> i64 {
    let number = |connection: &Connection, sql: &str| {
        let number = connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
        number.ok().flatten().unwrap_or(0)
    };
    let tells = [
        number(damaged, &format!("SELECT max(rowid) FROM {table}")),
        number(damaged, "SELECT max(seq) FROM sqlite_sequence"),
        number(
            damaged,
            "SELECT max(id) FROM article INDEXED BY article_newest",
        ),
        number(saved, "SELECT max(id) FROM article"),
    ];
    tells.into_iter().max().unwrap_or(0)
}

/// Makes articles of texts whose own were lost, in a source of their own.
fn gather(connection: &Connection, now: i64) -> rusqlite::Result<u64> {
    let texts =
        "SELECT article FROM body UNION SELECT article FROM page EXCEPT SELECT id FROM article";
    if !connection.prepare(texts)?.exists([])? {
        return Ok(0);
    }
    connection.execute(
        "INSERT INTO source (address, title, full_text, position) VALUES ('lost:', '?', 0, 0)",
        [],
    )?;
    let source = connection.last_insert_rowid();
    let sql = "INSERT INTO section (source, title, position) VALUES (?, '', 0)";
    connection.execute(sql, [source])?;
    let section = connection.last_insert_rowid();
    let sql = format!(
        "INSERT INTO article (id, source, section, identity, digest, stamp, arrived, title, title_key)
            SELECT article, ?1, ?2, article, 0, ?3, ?3, '', x'' FROM ({texts})"
    );
    let made = connection.execute(&sql, [source, section, now])?;
    Ok(u64::try_from(made).unwrap_or(u64::MAX))
}

/// Gives articles and sections a place whose own was lost, and takes away what belongs to no article.
fn rehome(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "INSERT OR IGNORE INTO source (id, address, title, full_text, position)
            SELECT DISTINCT source, 'lost:' || source, '', 0, source FROM article
            WHERE source NOT IN (SELECT id FROM source);
        INSERT INTO section (source, title, position)
            SELECT id, '', 0 FROM source WHERE id NOT IN
                (SELECT source FROM section WHERE source IS NOT NULL AND parent IS NULL);
        UPDATE section SET parent = (SELECT root.id FROM section AS root
                WHERE root.source = section.source AND root.parent IS NULL)
            WHERE parent NOT IN (SELECT id FROM section);
        UPDATE source SET folder = NULL WHERE folder NOT IN (SELECT id FROM section);
        UPDATE article SET section = (SELECT id FROM section AS root
                WHERE root.source = article.source AND root.parent IS NULL)
            WHERE section NOT IN (SELECT id FROM section);",
    )?;
    for table in ["front", "body", "page", "former", "bookmark", "pictured"] {
        let sql = format!("DELETE FROM {table} WHERE article NOT IN (SELECT id FROM article)");
        connection.execute(&sql, params![])?;
    }
    connection.execute_batch(
        "DELETE FROM section WHERE source IS NOT NULL AND source NOT IN (SELECT id FROM source);
        DELETE FROM history WHERE source NOT IN (SELECT id FROM source);
        DELETE FROM gone WHERE source NOT IN (SELECT id FROM source);
        DELETE FROM pictured WHERE picture NOT IN (SELECT id FROM picture);
        INSERT OR IGNORE INTO waiting (article) SELECT id FROM article;",
    )
}
