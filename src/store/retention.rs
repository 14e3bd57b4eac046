//! Takes away what shall not be kept.

use rusqlite::{Connection, params};

use super::{Store, StoreError};
use crate::article::Label;
use crate::library::{Keeping, Pruned, Retention, SourceId};

const DAY: i64 = 24 * 60 * 60;

impl Store {
    /// Removes what is older, or more, than is to be kept, and tells what that is.
    ///
    /// Starred articles and those to be read later stay, and so do unread ones when
    /// `keeping` says so. A removed article does not come back while its source
    /// still delivers it. With `dry` nothing is removed.
    pub fn prune(
        &mut self,
        keeping: Keeping,
        dry: bool,
        now: i64,
    ) -> Result<Vec<Pruned>, StoreError> {
        let prune = |connection: &Connection| {
            let mut all = Vec::new();
            for source in sources(connection, keeping.retention)? {
                let ids = overdue(connection, &source, keeping.unread, now)?;
                if !ids.is_empty() {
                    all.push(pruned(connection, &source, &ids)?);
                }
                if !dry {
                    remove(connection, &ids)?;
                }
            }
            if !dry && !all.is_empty() {
                let sql = "DELETE FROM picture WHERE id NOT IN (SELECT picture FROM pictured)";
                connection.execute(sql, [])?;
            }
            Ok(all)
        };
        if dry {
            self.read(prune)
        } else {
            self.write(prune)
        }
    }
}

struct SourceTerms {
    id: i64,
    title: Label,
    retention: Retention,
}

/// Every source with the terms that hold for it.
fn sources(connection: &Connection, general: Retention) -> rusqlite::Result<Vec<SourceTerms>> {
    let sql = "SELECT id, coalesce(name, nullif(title, ''), address), keep_days, keep_articles
        FROM source ORDER BY position, id";
    let mut statement = connection.prepare_cached(sql)?;
    let sources = statement.query_map([], |row| {
        let days: Option<u32> = row.get(2)?;
        let articles: Option<u32> = row.get(3)?;
        Ok(SourceTerms {
            id: row.get(0)?,
            title: Label::new(row.get_ref(1)?.as_str()?),
            retention: Retention {
                days: days.or(general.days),
                articles: articles.or(general.articles),
            },
        })
    })?;
    sources.collect()
}

/// The articles of a source that are to go: too long here, or not among its newest.
fn overdue(
    connection: &Connection,
    source: &SourceTerms,
    keep_unread: bool,
    now: i64,
) -> rusqlite::Result<Vec<i64>> {
    let Retention { days, articles } = source.retention;
    if days.is_none() && articles.is_none() {
        return Ok(Vec::new());
    }
    let oldest = days.map(|days| now - i64::from(days) * DAY);
    let sql = "SELECT id, arrived, starred OR later OR (unread AND ?2) FROM article
        WHERE source = ?1 ORDER BY stamp DESC, id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![source.id, keep_unread])?;
    let (mut ids, mut newer) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let (id, arrived, protected): (i64, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let too_old = oldest.is_some_and(|oldest| arrived < oldest);
        let too_many = articles.is_some_and(|articles| newer >= articles);
        newer += 1;
        if (too_old || too_many) && !protected {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn pruned(connection: &Connection, source: &SourceTerms, ids: &[i64]) -> rusqlite::Result<Pruned> {
    let sql = "SELECT coalesce(sum(octet_length(text)), 0) FROM
        (SELECT text FROM body WHERE article = ?1 UNION ALL SELECT text FROM page WHERE article = ?1
         UNION ALL SELECT text FROM former WHERE article = ?1)";
    let mut statement = connection.prepare_cached(sql)?;
    let mut bytes = 0;
    for id in ids {
        let taken: i64 = statement.query_row([id], |row| row.get(0))?;
        bytes += u64::try_from(taken).unwrap_or(0);
    }
    Ok(Pruned {
        source: SourceId(source.id),
        title: source.title.clone(),
        articles: ids.len(),
        bytes,
    })
}

fn remove(connection: &Connection, ids: &[i64]) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO gone (source, identity)
        SELECT source, identity FROM article WHERE id = ?";
    let mut remember = connection.prepare_cached(sql)?;
    let mut delete = connection.prepare_cached("DELETE FROM article WHERE id = ?")?;
    for id in ids {
        remember.execute([id])?;
        delete.execute([id])?;
    }
    Ok(())
}
