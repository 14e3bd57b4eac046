//! Which articles a listing means, as conditions on columns.

use rusqlite::Connection;

use super::tree::sections_within;
use crate::article::Moment;
use crate::library::{Ask, Listing, State, Term, View};
use crate::text::fold;

/// The articles that a list may show, but for the words that are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// The sections in which they stand; everywhere, when it says nothing.
    pub(super) sections: Option<Vec<i64>>,
    /// The states in which they are, and those in which they are not.
    pub(super) states: Vec<(State, bool)>,
    /// Published at this second or later.
    pub(super) since: Option<i64>,
    /// Published before this second.
    pub(super) until: Option<i64>,
    /// Arrived behind the article of this number.
    pub(super) behind: Option<i64>,
}

impl Scope {
    /// The articles that `listing` means.
    pub(super) fn of(connection: &Connection, listing: &Listing) -> rusqlite::Result<Scope> {
        let mut scope = Scope::default();
        match listing.view {
            View::All => {}
            View::Unread => scope.states.push((State::Unread, true)),
            View::Starred => scope.states.push((State::Starred, true)),
            View::Later => scope.states.push((State::Later, true)),
            View::Reading => scope.states.push((State::Reading, true)),
            View::Recent => {
                let sql = "SELECT value FROM tally WHERE name = 'visited'";
                let mut statement = connection.prepare_cached(sql)?;
                scope.behind = Some(statement.query_row([], |row| row.get(0))?);
            }
            View::Source(id) => {
                let sql = "SELECT id FROM section WHERE source = ?";
                let mut statement = connection.prepare_cached(sql)?;
                let sections = statement.query_map([id.0], |row| row.get(0))?;
                scope.sections = Some(sections.collect::<rusqlite::Result<_>>()?);
            }
            View::Section(id) => scope.sections = Some(sections_within(connection, &[id.0])?),
        }
        for term in listing.query.terms() {
            scope.ask(connection, term)?;
        }
        Ok(scope)
    }

    fn ask(&mut self, connection: &Connection, term: &Term) -> rusqlite::Result<()> {
        let day = |moment: Moment| moment.order();
        match (&term.ask, term.excluded) {
            (Ask::Words { .. }, _) => {}
            (Ask::Source(title), excluded) => {
                let named = sections_of_sources(connection, title)?;
                self.narrow(connection, &named, excluded)?;
            }
            (Ask::Section(title), excluded) => {
                let named = sections_named(connection, title)?;
                self.narrow(connection, &named, excluded)?;
            }
            (Ask::Is(State::Read), excluded) => self.states.push((State::Unread, excluded)),
            (Ask::Is(state), excluded) => self.states.push((*state, !excluded)),
            (Ask::After(moment), false) | (Ask::Before(moment), true) => {
                self.since = self.since.max(Some(day(*moment)));
            }
            (Ask::Before(moment), false) | (Ask::After(moment), true) => {
                let until = self.until.unwrap_or(i64::MAX);
                self.until = Some(until.min(day(*moment)));
            }
        }
        Ok(())
    }

    /// Keeps the sections that are among `named`, or those that are not.
    fn narrow(
        &mut self,
        connection: &Connection,
        named: &[i64],
        excluded: bool,
    ) -> rusqlite::Result<()> {
        if self.sections.is_none() {
            self.sections = Some(all_sections(connection)?);
        }
        if let Some(sections) = &mut self.sections {
            sections.retain(|section| named.contains(section) != excluded);
        }
        Ok(())
    }

    /// Whether the articles must be in `state`.
    pub(super) fn wants(&self, state: State) -> bool {
        self.states.contains(&(state, true))
    }

    /// What must hold of a row of `article`, but for its section. Every number in it is ours.
    pub(super) fn conditions(&self) -> Vec<String> {
        let mut conditions: Vec<String> = self
            .states
            .iter()
            .map(|(state, is)| condition(*state, *is).to_owned())
            .collect();
        conditions.extend(self.since.map(|stamp| format!("stamp >= {stamp}")));
        conditions.extend(self.until.map(|stamp| format!("stamp < {stamp}")));
        conditions.extend(self.behind.map(|id| format!("article.id > {id}")));
        conditions
    }

    /// The condition on the section, where there is one.
    pub(super) fn section_condition(&self) -> Option<String> {
        let sections = self.sections.as_ref()?;
        let numbers: Vec<String> = sections.iter().map(i64::to_string).collect();
        Some(format!("section IN ({})", numbers.join(", ")))
    }
}

/// A state as a condition; the indexes of the schema are made with the same words.
fn condition(state: State, is: bool) -> &'static str {
    match (state, is) {
        (State::Unread, true) | (State::Read, false) => "unread = 1",
        (State::Unread, false) | (State::Read, true) => "unread = 0",
        (State::Starred, true) => "starred = 1",
        (State::Starred, false) => "starred = 0",
        (State::Later, true) => "later = 1",
        (State::Later, false) => "later = 0",
        (State::Reading, true) => "progress BETWEEN 1 AND 99",
        (State::Reading, false) => "progress NOT BETWEEN 1 AND 99",
    }
}

pub(super) fn all_sections(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id FROM section WHERE source IS NOT NULL";
    let mut statement = connection.prepare_cached(sql)?;
    let sections = statement.query_map([], |row| row.get(0))?;
    sections.collect()
}

/// The sections of every source whose title holds `words`.
fn sections_of_sources(connection: &Connection, words: &str) -> rusqlite::Result<Vec<i64>> {
    let wanted = fold(words);
    let sql = "SELECT section.id, coalesce(source.name, ''), source.title, source.address
        FROM section JOIN source ON source.id = section.source";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut named = false;
        for column in 1..=3 {
            named |= fold(row.get_ref(column)?.as_str()?)
                .as_str()
                .contains(wanted.as_str());
        }
        if named {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Every section or folder whose title holds `words`, and what stands within it.
fn sections_named(connection: &Connection, words: &str) -> rusqlite::Result<Vec<i64>> {
    let wanted = fold(words);
    let mut statement = connection.prepare_cached("SELECT id, title FROM section")?;
    let mut rows = statement.query([])?;
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        let title = fold(row.get_ref(1)?.as_str()?);
        if title.as_str().contains(wanted.as_str()) {
            named.push(row.get(0)?);
        }
    }
    sections_within(connection, &named)
}
