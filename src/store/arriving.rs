//! Writes one article of a delivery, and finds the section that it stands in.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::record::{Columns, byline, lines, stamp, styles};
use crate::article::{Article, Collection, Label, Markup, RichText, Section, Url};
use crate::library::ArticleId;
use crate::text::title_key;

/// Sections within sections that are kept apart; what lies deeper stands in the last of them.
const DEPTH: usize = 32;

/// Scalars of a text that stand for a title where there is none.
const BEGINNING: usize = 60;

/// An article on its way in.
pub(super) struct Arriving<'a> {
    pub(super) article: &'a Article,
    pub(super) body: Option<Columns<'a>>,
    pub(super) language: Option<&'a Label>,
    pub(super) section: i64,
    pub(super) identity: i64,
    /// The number of all that it says.
    pub(super) digest: i64,
}

impl Arriving<'_> {
    /// Writes an article that the library does not have.
    pub(super) fn insert(
        &self,
        connection: &Connection,
        source: i64,
        now: i64,
    ) -> rusqlite::Result<ArticleId> {
        let sql =
            "INSERT INTO article (source, section, identity, digest, stamp, arrived, published,
                title, beginning, byline, title_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let title = self.title();
        connection.prepare_cached(sql)?.execute(params![
            source,
            self.section,
            self.identity,
            self.digest,
            stamp(self.article, now),
            now,
            self.published(),
            title.own,
            title.beginning.as_deref(),
            byline(self.article),
            title.key(),
        ])?;
        let id = connection.last_insert_rowid();
        self.write_front(connection, id, "INSERT")?;
        if let Some(body) = &self.body {
            write_body(connection, id, body, "INSERT")?;
        }
        let sql = "INSERT INTO waiting (article) VALUES (?)";
        connection.prepare_cached(sql)?.execute([id])?;
        Ok(ArticleId(id))
    }

    /// Writes over an article that has moved to another section or, unless it `is_same`, changed.
    pub(super) fn update(
        &self,
        connection: &Connection,
        id: i64,
        is_same: bool,
    ) -> rusqlite::Result<()> {
        if is_same {
            let sql = "UPDATE article SET section = ? WHERE id = ?";
            connection
                .prepare_cached(sql)?
                .execute(params![self.section, id])?;
            return Ok(());
        }
        let sql =
            "UPDATE article SET section = ?, digest = ?, stamp = min(?, arrived), published = ?,
                title = ?, beginning = ?, byline = ?, title_key = ?
            WHERE id = ?";
        let title = self.title();
        connection.prepare_cached(sql)?.execute(params![
            self.section,
            self.digest,
            stamp(self.article, i64::MAX),
            self.published(),
            title.own,
            title.beginning.as_deref(),
            byline(self.article),
            title.key(),
            id,
        ])?;
        self.write_front(connection, id, "REPLACE")?;
        // A source that gives no body any more does not take away the one we have.
        if let Some(body) = &self.body {
            revise(connection, id, body)?;
        }
        wait(connection, id)
    }

    fn published(&self) -> Option<String> {
        self.article.published.map(|moment| moment.to_string())
    }

    fn title(&self) -> Title<'_> {
        let own = self.article.title.as_str();
        let summary = self.article.summary.as_ref().map(RichText::text);
        let plain = [Markup::Text, Markup::Plain].map(Markup::name);
        let text = self
            .body
            .as_ref()
            .filter(|body| plain.contains(&&*body.markup));
        let text = summary.or(text.map(|body| &*body.text));
        Title {
            own,
            beginning: text.filter(|_| own.is_empty()).and_then(beginning),
        }
    }

    fn write_front(&self, connection: &Connection, id: i64, verb: &str) -> rusqlite::Result<()> {
        let sql = format!(
            "{verb} INTO front (article, guid, url, subtitle, breadcrumb, authors,
                sources, updated, language, summary, summary_styles, tags, image)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        let article = self.article;
        let summary = article.summary.as_ref();
        connection.prepare_cached(&sql)?.execute(params![
            id,
            article.id.as_deref(),
            article.url.as_ref().map(Url::as_str),
            article.subtitle.as_deref(),
            lines(&article.breadcrumb),
            lines(&article.authors),
            lines(&article.sources),
            article.updated.map(|moment| moment.to_string()),
            self.language.map(Label::as_str),
            summary.map(RichText::text),
            summary.map(styles).filter(|styles| !styles.is_empty()),
            lines(&article.tags),
            article.image.as_ref().map(Url::as_str),
        ])?;
        Ok(())
    }
}

/// What a list shows of an article, and by what it orders it.
struct Title<'a> {
    own: &'a str,
    beginning: Option<Label>,
}

impl Title<'_> {
    fn key(&self) -> Vec<u8> {
        title_key(self.beginning.as_deref().unwrap_or(self.own))
    }
}

/// The beginning of a text, in place of a title.
pub(super) fn beginning(text: &str) -> Option<Label> {
    let head = text.trim_start().char_indices().nth(BEGINNING);
    let text = text.trim_start();
    Label::some(&text[..head.map_or(text.len(), |(at, _)| at)])
}

fn write_body(
    connection: &Connection,
    id: i64,
    body: &Columns<'_>,
    verb: &str,
) -> rusqlite::Result<()> {
    let sql = format!("{verb} INTO body (article, base, markup, text) VALUES (?, ?, ?, ?)");
    let row = params![id, body.base, body.markup, body.text];
    connection.prepare_cached(&sql)?.execute(row)?;
    Ok(())
}

/// Puts a body in the place of another, which is kept as the former one.
fn revise(connection: &Connection, id: i64, body: &Columns<'_>) -> rusqlite::Result<()> {
    let sql = "SELECT base, markup, text FROM body WHERE article = ?";
    let before = connection
        .prepare_cached(sql)?
        .query_row([id], Columns::read)
        .optional()?;
    match before {
        Some(before) if before == *body => return Ok(()),
        Some(_) => {
            let sql = "INSERT OR REPLACE INTO former (article, base, markup, text)
                SELECT article, base, markup, text FROM body WHERE article = ?";
            connection.prepare_cached(sql)?.execute([id])?;
            let sql = "UPDATE article SET revisions = revisions + 1 WHERE id = ?";
            connection.prepare_cached(sql)?.execute([id])?;
        }
        None => {}
    }
    write_body(connection, id, body, "REPLACE")
}

/// Keeps the text of an article's page, and what the page tells that the source did not.
pub(super) fn put_page(
    connection: &Connection,
    article: ArticleId,
    page: &Article,
) -> rusqlite::Result<()> {
    let Some(text) = page.received.as_ref().and_then(Columns::of_received) else {
        return Ok(());
    };
    let sql = "INSERT OR REPLACE INTO page (article, base, markup, text) VALUES (?, ?, ?, ?)";
    let row = params![article.0, text.base, text.markup, text.text];
    connection.prepare_cached(sql)?.execute(row)?;
    let sql = "UPDATE front SET breadcrumb = coalesce(breadcrumb, ?2), authors = coalesce(authors, ?3),
            sources = coalesce(sources, ?4), updated = coalesce(updated, ?5),
            language = coalesce(language, ?6), tags = coalesce(tags, ?7), image = coalesce(image, ?8)
        WHERE article = ?1";
    connection.prepare_cached(sql)?.execute(params![
        article.0,
        lines(&page.breadcrumb),
        lines(&page.authors),
        lines(&page.sources),
        page.updated.map(|moment| moment.to_string()),
        page.language.as_deref(),
        lines(&page.tags),
        page.image.as_ref().map(Url::as_str),
    ])?;
    let sql =
        "UPDATE article SET published = coalesce(published, ?2), byline = coalesce(byline, ?3)
        WHERE id = ?1";
    connection.prepare_cached(sql)?.execute(params![
        article.0,
        page.published.map(|moment| moment.to_string()),
        byline(page),
    ])?;
    wait(connection, article.0)
}

/// Has the text of an article indexed, by and by.
pub(super) fn wait(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO waiting (article) VALUES (?)";
    connection.prepare_cached(sql)?.execute([article])?;
    Ok(())
}

/// Takes over what a collection says of its source.
pub(super) fn note_title(
    connection: &Connection,
    source: i64,
    collection: &Collection,
) -> rusqlite::Result<()> {
    let title = Some(&collection.root.title).filter(|title| !title.is_empty());
    let (title, home) = (
        title.map(Label::as_str),
        collection.home.as_ref().map(Url::as_str),
    );
    let sql = "UPDATE source SET title = coalesce(?2, title), home = coalesce(?3, home)
        WHERE id = ?1 AND (title <> ?2 OR home IS NOT coalesce(?3, home))";
    connection
        .prepare_cached(sql)?
        .execute(params![source, title, home])?;
    Ok(())
}

/// The sections of a source.
pub(super) struct Sections<'c> {
    connection: &'c Connection,
    source: i64,
    /// Where articles stand that are in no section.
    pub(super) root: i64,
    /// Each section by the one that it stands in and its title.
    known: HashMap<(i64, String), i64>,
}

impl<'c> Sections<'c> {
    pub(super) fn of(connection: &'c Connection, source: i64) -> rusqlite::Result<Sections<'c>> {
        let sql = "SELECT id, parent, title FROM section WHERE source = ?";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([source])?;
        let (mut root, mut known) = (None, HashMap::new());
        while let Some(row) = rows.next()? {
            match row.get::<_, Option<i64>>(1)? {
                None => root = Some(row.get(0)?),
                Some(parent) => drop(known.insert((parent, row.get(2)?), row.get(0)?)),
            }
        }
        Ok(Sections {
            connection,
            source,
            root: root.ok_or(rusqlite::Error::QueryReturnedNoRows)?,
            known,
        })
    }

    /// Collects the articles of `section` in reading order, each with the section it stands in.
    pub(super) fn place<'a>(
        &mut self,
        section: &'a Section,
        at: i64,
        depth: usize,
        placed: &mut Vec<(&'a Article, i64)>,
    ) -> rusqlite::Result<()> {
        placed.extend(section.articles.iter().map(|article| (article, at)));
        for inner in &section.sections {
            let deep = depth >= DEPTH || inner.title.is_empty();
            let within = if deep {
                at
            } else {
                self.within(at, &inner.title)?
            };
            self.place(inner, within, depth + 1, placed)?;
        }
        Ok(())
    }

    /// The section of this title in section `parent`, made where there is none.
    fn within(&mut self, parent: i64, title: &Label) -> rusqlite::Result<i64> {
        let key = (parent, title.to_string());
        if let Some(id) = self.known.get(&key) {
            return Ok(*id);
        }
        let sql = "INSERT INTO section (parent, source, title, position) VALUES (?, ?, ?, ?)";
        let position = i64::try_from(self.known.len()).unwrap_or(i64::MAX);
        let row = params![parent, self.source, title.as_str(), position];
        self.connection.prepare_cached(sql)?.execute(row)?;
        let id = self.connection.last_insert_rowid();
        self.known.insert(key, id);
        Ok(id)
    }
}
