//! Puts what a source has delivered into the library.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::arriving::{Arriving, Sections, note_title, put_page};
use super::identity::{Entry, identities};
use super::record::{Columns, digest};
use super::{Store, StoreError};
use crate::article::{Article, Collection, Label};
use crate::library::{ArticleId, SourceId};

/// What became of a delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// Articles that the library did not have.
    pub new: Vec<ArticleId>,
    /// Articles that have changed, and are kept with their marks and their bookmarks.
    pub updated: Vec<ArticleId>,
    /// How many were there already, just so.
    pub unchanged: usize,
}

impl Store {
    /// Puts a delivery of `source` into the library.
    ///
    /// An article is known again by its id, else its address, else its title and
    /// date. One that has changed keeps its marks and its bookmark, and its former
    /// body beside the new one. One that is not delivered any more stays. Where
    /// nothing has changed, nothing is written. The source takes over the title
    /// and the home page that the collection tells.
    ///
    /// Bodies are kept as they came ([`Article::received`](crate::article::Article::received)); one that has been read
    /// already is kept as plain text.
    pub fn put(
        &mut self,
        source: SourceId,
        collection: &Collection,
        now: i64,
    ) -> Result<Arrived, StoreError> {
        let mut all = self.put_all(&[(source, collection)], now)?;
        Ok(all.pop().unwrap_or_default())
    }

    /// Puts several deliveries into the library, all or none of them.
    ///
    /// Ten deliveries at once take three quarters of the time of ten alone: what they
    /// write lies on the same pages.
    pub fn put_all(
        &mut self,
        deliveries: &[(SourceId, &Collection)],
        now: i64,
    ) -> Result<Vec<Arrived>, StoreError> {
        let in_order = self.path.is_none();
        self.write(|connection| {
            let put = |(source, collection): &(SourceId, &Collection)| {
                let mut delivery = Delivery::of(connection, *source, collection)?;
                if !in_order {
                    // The first that a source names is its newest; what arrives last has the
                    // greatest number, and of two with one date it stands first.
                    delivery.entries.reverse();
                }
                delivery.put(connection, now)
            };
            deliveries.iter().map(put).collect()
        })
    }

    /// Keeps the full text of an article, as its page gave it, beside what its source delivered.
    ///
    /// What the page tells of the article fills in what the source did not tell.
    pub fn put_page(&mut self, article: ArticleId, page: &Article) -> Result<(), StoreError> {
        self.write(|connection| put_page(connection, article, page))
    }
}

/// Articles of a source, on their way in.
struct Delivery<'a> {
    source: i64,
    entries: Vec<Arriving<'a>>,
}

impl<'a> Delivery<'a> {
    fn of(
        connection: &Connection,
        source: SourceId,
        collection: &'a Collection,
    ) -> rusqlite::Result<Delivery<'a>> {
        let source = source.0;
        note_title(connection, source, collection)?;
        let mut sections = Sections::of(connection, source)?;
        let mut placed = Vec::new();
        let root = sections.root;
        sections.place(&collection.root, root, 0, &mut placed)?;
        let bodies: Vec<Option<Columns<'a>>> = placed
            .iter()
            .map(|(article, _)| Columns::of(article))
            .collect();
        let named: Vec<Entry<'a>> = placed
            .iter()
            .zip(&bodies)
            .map(|((article, _), body)| Entry {
                article,
                digest: digest(article, body.as_ref()),
            })
            .collect();
        let identities = identities(&named);
        let language: Option<&Label> = collection.language.as_ref();
        let mut met = HashSet::new();
        let all = placed.into_iter().zip(bodies).zip(named).zip(identities);
        let entries = all.filter_map(|((((article, section), body), named), identity)| {
            met.insert(identity).then_some(Arriving {
                article,
                body,
                language: article.language.as_ref().or(language),
                section,
                identity,
                digest: named.digest,
            })
        });
        Ok(Delivery {
            source,
            entries: entries.collect(),
        })
    }

    fn put(&self, connection: &Connection, now: i64) -> rusqlite::Result<Arrived> {
        let mut arrived = Arrived::default();
        let sql = "SELECT id, digest, section FROM article WHERE source = ? AND identity = ?";
        let mut known = connection.prepare_cached(sql)?;
        let sql = "SELECT 1 FROM gone WHERE source = ? AND identity = ?";
        let mut pruned = connection.prepare_cached(sql)?;
        for entry in &self.entries {
            let key = params![self.source, entry.identity];
            let before = known.query_row(key, |row| {
                let is_same = entry.digest == row.get::<_, i64>(1)?;
                let stays = entry.section == row.get::<_, i64>(2)?;
                Ok((row.get::<_, i64>(0)?, is_same, stays))
            });
            match before.optional()? {
                Some((_, true, true)) => arrived.unchanged += 1,
                Some((id, is_same, _)) => {
                    entry.update(connection, id, is_same)?;
                    arrived.updated.push(ArticleId(id));
                }
                None if pruned.exists(key)? => arrived.unchanged += 1,
                None => {
                    let id = entry.insert(connection, self.source, now)?;
                    arrived.new.push(id);
                }
            }
        }
        count(connection, &arrived.new)?;
        Ok(arrived)
    }
}

/// Counts the articles that are new, the last in the library. A trigger would count each by
/// itself, which takes a quarter of the time of a delivery.
fn count(connection: &Connection, new: &[ArticleId]) -> rusqlite::Result<()> {
    let Some(first) = new.first() else {
        return Ok(());
    };
    let sql = "UPDATE section
        SET articles = articles + arrived.count, unread = section.unread + arrived.count
        FROM (SELECT section AS id, count(*) AS count FROM article WHERE id >= ? GROUP BY section)
            AS arrived
        WHERE section.id = arrived.id";
    connection.prepare_cached(sql)?.execute([first.0])?;
    let sql = "UPDATE tally SET value = value + ? WHERE name = 'recent'";
    let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
    connection.prepare_cached(sql)?.execute([count])?;
    Ok(())
}
