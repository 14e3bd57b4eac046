//! The ways through the tables by which a list is read.

use rusqlite::{CachedStatement, ToSql, params};

use super::lists::{Found, List};
use super::order::{By, Order, Way};
use crate::library::State;

/// More articles than these are not sorted on the way, where an index can give them in order.
const FEW: i64 = 2000;

/// Articles, by an index.
pub(super) struct Scan {
    /// The tables and the index.
    from: &'static str,
    /// What must hold.
    conditions: Vec<String>,
    /// The sections in which they stand, one after the other; all at once, when it names none.
    sections: Option<Vec<i64>>,
    /// The index gives them in order, section by section.
    in_order: bool,
}

/// What the index of words is joined with: a hit has a label, and the label an article.
pub(super) const SEARCH: &str = "search CROSS JOIN indexed ON indexed.label = search.rowid
    CROSS JOIN article ON article.id = indexed.article";

/// The scan that gives what a list shows, in this order.
pub(super) fn scan(list: &List<'_>, order: Order) -> rusqlite::Result<Scan> {
    let scope = &list.scope;
    let whole = |from, in_order| {
        let mut conditions = scope.conditions();
        conditions.extend(scope.section_condition());
        Ok(Scan {
            from,
            conditions,
            sections: None,
            in_order,
        })
    };
    let by_section = |from, sections: &Vec<i64>, in_order| {
        Ok(Scan {
            from,
            conditions: scope.conditions(),
            sections: Some(sections.clone()),
            in_order,
        })
    };
    if list.words.wanted.is_some() {
        return whole(SEARCH, order.by == By::Label);
    }
    let by_stamp = order.by == By::Stamp;
    if scope.wants(State::Starred) {
        return whole("article INDEXED BY article_starred", by_stamp);
    }
    if scope.wants(State::Later) {
        return whole("article INDEXED BY article_later", by_stamp);
    }
    if scope.wants(State::Reading) {
        return whole(
            "article INDEXED BY article_reading",
            order.by == By::Touched,
        );
    }
    let unread = scope.wants(State::Unread);
    match (order.by, &scope.sections) {
        (By::Arrival, _) if scope.behind.is_some() => whole("article NOT INDEXED", true),
        _ if few(list, false)? => whole("article NOT INDEXED", false),
        (By::Title, _) if few(list, unread)? => whole("article INDEXED BY article_unread", false),
        (By::Title, Some(sections)) => {
            by_section("article INDEXED BY article_section_title", sections, true)
        }
        (By::Title, None) => whole("article INDEXED BY article_title", true),
        (_, Some(sections)) if unread => {
            let from = "article INDEXED BY article_section_unread";
            by_section(from, sections, by_stamp)
        }
        (_, Some(sections)) => by_section("article INDEXED BY article_section", sections, by_stamp),
        (_, None) if unread => whole("article INDEXED BY article_unread", by_stamp),
        (By::Arrival, None) => whole("article NOT INDEXED", true),
        (_, None) => whole("article INDEXED BY article_newest", by_stamp),
    }
}

/// Whether a list that shows only the recent articles, or when asked the unread ones, shows few.
pub(super) fn few(list: &List<'_>, unread: bool) -> rusqlite::Result<bool> {
    let count = |sql: &str| {
        let mut statement = list.connection.prepare_cached(sql)?;
        statement.query_row([], |row| row.get::<_, i64>(0))
    };
    if list.scope.behind.is_some() {
        return Ok(count("SELECT value FROM tally WHERE name = 'recent'")? <= FEW);
    }
    Ok(unread && count("SELECT coalesce(sum(unread), 0) FROM section")? <= FEW)
}

/// A part of what lies beyond a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stretch {
    /// Everything.
    Whole,
    /// What has the key itself, beyond its number.
    SameKey,
    /// What lies beyond the key.
    BeyondKey,
    /// Both, for what is sorted anyhow.
    Beyond,
}

impl Scan {
    /// The first `rows` articles beyond `from`, the way they are read.
    pub(super) fn run(
        &self,
        list: &List<'_>,
        order: Order,
        way: Way,
        from: Option<&Found>,
        rows: usize,
    ) -> rusqlite::Result<Vec<Found>> {
        // SQLite sorts a list without end by writing all of it; one with an end, by keeping the
        // first rows. Only what is left out afterwards cannot be counted beforehand.
        let most = match i64::try_from(rows) {
            Ok(rows) if !list.words.exclude_any() => rows,
            _ => -1,
        };
        let mut statements = Vec::new();
        for stretch in self.stretches(list, order, from)? {
            let sql = self.sql(order, way, *stretch);
            let mut statement = list.connection.prepare_cached(&sql)?;
            bind(&mut statement, 4, &most)?;
            if let Some((key, id)) = from {
                bind(&mut statement, 2, key)?;
                bind(&mut statement, 3, id)?;
            }
            bind(&mut statement, 1, &list.words.wanted)?;
            statements.push(statement);
        }
        let mut merged: Vec<Found> = Vec::new();
        let sections = self.sections.iter().flatten().copied().map(Some);
        let all_at_once = self.sections.is_none().then_some(None);
        for section in sections.chain(all_at_once) {
            let mut more = Vec::new();
            // What would not be among the rows ends a section early: most give a row or two.
            let worst = merged.get(rows.wrapping_sub(1));
            let is_late =
                |found: &Found| worst.is_some_and(|worst| order.compare(found, worst, way).is_gt());
            for statement in &mut statements {
                if let Some(section) = section {
                    bind(statement, 1, &section)?;
                }
                let mut found = statement.raw_query();
                while more.len() < rows
                    && let Some(row) = found.next()?
                {
                    let found = (row.get(0)?, row.get(1)?);
                    if is_late(&found) {
                        break;
                    }
                    if !list.words.exclude(found.1) {
                        more.push(found);
                    }
                }
            }
            if !more.is_empty() {
                merged.append(&mut more);
                merged.sort_by(|a, b| order.compare(a, b, way));
                merged.truncate(rows);
            }
        }
        Ok(merged)
    }

    /// The numbers of all articles, in no order.
    pub(super) fn ids(&self, list: &List<'_>) -> rusqlite::Result<Vec<i64>> {
        let from = self.from;
        let mut conditions = list.scope.conditions();
        conditions.extend(list.scope.section_condition());
        conditions.push(
            if from == SEARCH {
                "search MATCH ?1"
            } else {
                "TRUE"
            }
            .to_owned(),
        );
        let conditions = conditions.join(" AND ");
        let sql = format!("SELECT article.id FROM {from} WHERE {conditions}");
        let mut statement = list.connection.prepare_cached(&sql)?;
        bind(&mut statement, 1, &list.words.wanted)?;
        let (mut ids, mut rows) = (Vec::new(), statement.raw_query());
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if !list.words.exclude(id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// The parts of what lies beyond a key, in the order in which they are read.
    ///
    /// An index does not find a pair of a key and a number; it would walk through all that
    /// shares the key. In two stretches both are found at once, and the first is left out
    /// where no other article has the key.
    fn stretches(
        &self,
        list: &List<'_>,
        order: Order,
        from: Option<&Found>,
    ) -> rusqlite::Result<&'static [Stretch]> {
        let Some((key, id)) = from else {
            return Ok(&[Stretch::Whole]);
        };
        if !self.in_order {
            return Ok(&[Stretch::Beyond]);
        }
        let shared = match order.by {
            By::Arrival | By::Label => return Ok(&[Stretch::BeyondKey]),
            By::Stamp => "SELECT 1 FROM article WHERE stamp = ? AND id <> ?",
            By::Title => "SELECT 1 FROM article WHERE title_key = ? AND id <> ?",
            By::Touched | By::Rank => return Ok(&[Stretch::SameKey, Stretch::BeyondKey]),
        };
        let mut shared = list.connection.prepare_cached(shared)?;
        if shared.exists(params![key, id])? {
            Ok(&[Stretch::SameKey, Stretch::BeyondKey])
        } else {
            Ok(&[Stretch::BeyondKey])
        }
    }

    fn sql(&self, order: Order, way: Way, stretch: Stretch) -> String {
        let column = order.by.column();
        let (beyond, direction) = if order.falls(way) {
            ("<", "DESC")
        } else {
            (">", "ASC")
        };
        let mut conditions = self.conditions.clone();
        conditions.extend(self.sections.as_ref().map(|_| "section = ?1".to_owned()));
        conditions.extend((self.from == SEARCH).then(|| "search MATCH ?1".to_owned()));
        match stretch {
            Stretch::Whole => conditions.push("TRUE".to_owned()),
            Stretch::SameKey => {
                conditions.push(format!("{column} = ?2 AND article.id {beyond} ?3"));
            }
            Stretch::BeyondKey => conditions.push(format!("{column} {beyond} ?2")),
            Stretch::Beyond => {
                conditions.push(format!("({column}, article.id) {beyond} (?2, ?3)"));
            }
        }
        let conditions = conditions.join(" AND ");
        let second = if order.by.tells_all_apart() {
            String::new()
        } else {
            format!(", article.id {direction}")
        };
        let from = self.from;
        format!(
            "SELECT {column}, article.id FROM {from} WHERE {conditions}
            ORDER BY {column} {direction}{second} LIMIT ?4"
        )
    }
}

/// Gives a statement a value, when it has a place for it.
fn bind(statement: &mut CachedStatement<'_>, at: usize, value: &dyn ToSql) -> rusqlite::Result<()> {
    if at <= statement.parameter_count() {
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(())
}
