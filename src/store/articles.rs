//! An article as a whole.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::record::{Columns, label, labels, moment, rich_text, url};
use super::{Store, StoreError};
use crate::article::{Article, Label, Received};
use crate::library::ArticleId;

/// Which body of an article is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// The full text of its page, where it has been fetched; else what the source delivered.
    #[default]
    Fullest,
    /// What the source delivered.
    Delivered,
    /// What the source had delivered before it changed it.
    Former,
}

impl Store {
    /// An article, its body still to be read ([`Article::received`]); nothing when it is gone.
    pub fn article(&self, id: ArticleId, edition: Edition) -> Result<Option<Article>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT article.title, article.published, front.*
                FROM article LEFT JOIN front ON front.article = article.id
                WHERE article.id = ?";
            let mut statement = connection.prepare_cached(sql)?;
            let article = statement.query_row([id.0], read).optional()?;
            let Some(article) = article else {
                return Ok(None);
            };
            let received = received(connection, id.0, edition)?;
            Ok(Some(Article {
                received,
                ..article
            }))
        })
    }

    /// The title of an article and its body as it came, without the rest.
    pub fn received(
        &self,
        id: ArticleId,
        edition: Edition,
    ) -> Result<Option<Received>, StoreError> {
        self.read(|connection| received(connection, id.0, edition))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Article> {
    let summary: Option<String> = row.get("summary")?;
    let styles: Option<String> = row.get("summary_styles")?;
    Ok(Article {
        id: label(row, "guid")?,
        url: url(row, "url")?,
        title: Label::new(&row.get::<_, String>("title")?),
        subtitle: label(row, "subtitle")?,
        breadcrumb: labels(row, "breadcrumb")?,
        authors: labels(row, "authors")?,
        sources: labels(row, "sources")?,
        published: moment(row, "published")?,
        updated: moment(row, "updated")?,
        language: label(row, "language")?,
        summary: summary.map(|summary| rich_text(&summary, &styles.unwrap_or_default())),
        tags: labels(row, "tags")?,
        image: url(row, "image")?,
        body: Vec::new(),
        received: None,
    })
}

pub(super) fn received(
    connection: &Connection,
    id: i64,
    edition: Edition,
) -> rusqlite::Result<Option<Received>> {
    let sql = match edition {
        Edition::Fullest => {
            "SELECT base, markup, text FROM page WHERE article = ?1
            UNION ALL SELECT base, markup, text FROM body WHERE article = ?1 LIMIT 1"
        }
        Edition::Delivered => "SELECT base, markup, text FROM body WHERE article = ?",
        Edition::Former => "SELECT base, markup, text FROM former WHERE article = ?",
    };
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.query_row([id], Columns::read).optional()?;
    Ok(columns.map(|columns| columns.received()))
}
