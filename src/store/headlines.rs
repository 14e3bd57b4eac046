//! The rows of a list, by the numbers of their articles.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::error::is_damage;
use super::record::moment;
use super::{Store, StoreError};
use crate::article::Label;
use crate::library::{ArticleId, Headline, Marks, SectionId, SourceId};

impl Store {
    /// The headlines of some articles, in their order; those that are gone are left out.
    pub fn headlines(&self, articles: &[ArticleId]) -> Result<Vec<Headline>, StoreError> {
        self.read(|connection| {
            let ids: Vec<i64> = articles.iter().map(|id| id.0).collect();
            Ok(headlines(connection, &ids)?.0)
        })
    }
}

/// The headlines of articles that are there, and how many of the others are damaged.
pub(super) fn headlines(
    connection: &Connection,
    ids: &[i64],
) -> rusqlite::Result<(Vec<Headline>, usize)> {
    let sql = "SELECT article.id, article.source,
            CASE WHEN section.parent IS NULL THEN NULL ELSE section.id END,
            coalesce(article.beginning, article.title), article.published, article.arrived,
            coalesce(article.byline, source.name, nullif(source.title, ''), source.address),
            article.unread, article.starred, article.later, article.progress, article.revisions
        FROM article
        JOIN section ON section.id = article.section
        JOIN source ON source.id = article.source
        WHERE article.id = ?";
    let mut statement = connection.prepare_cached(sql)?;
    let (mut found, mut unreadable) = (Vec::with_capacity(ids.len()), 0);
    for id in ids {
        match statement.query_row([id], headline).optional() {
            Ok(headline) => found.extend(headline),
            // One broken page of the file does not take the rest of the list with it.
            Err(error) if is_damage(&error) => unreadable += 1,
            Err(error) => return Err(error),
        }
    }
    Ok((found, unreadable))
}

fn headline(row: &Row<'_>) -> rusqlite::Result<Headline> {
    Ok(Headline {
        id: ArticleId(row.get(0)?),
        source: SourceId(row.get(1)?),
        section: row.get::<_, Option<i64>>(2)?.map(SectionId),
        title: Label::new(row.get_ref(3)?.as_str()?),
        published: moment(row, "published")?,
        arrived: row.get(5)?,
        from: Label::new(row.get_ref(6)?.as_str()?),
        marks: Marks {
            read: !row.get::<_, bool>(7)?,
            starred: row.get(8)?,
            later: row.get(9)?,
        },
        progress: row.get(10)?,
        revisions: row.get(11)?,
    })
}
