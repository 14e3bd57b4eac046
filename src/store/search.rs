//! The words of a query as the index of words understands them.
//!
//! A hit needs no second look at the text: marks and line ends are tokens of
//! their own in the index (see [`text::tokens`](crate::text::tokens)), so that a
//! phrase stands in a text where the index says that it does.

use std::collections::HashSet;

use rusqlite::Connection;

use super::indexing::has_index;
use crate::library::{Ask, Field, Query, Term};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// What must stand in an article, in the language of FTS5.
    pub(super) wanted: Option<String>,
    /// Articles in which something stands that must not, where nothing is wanted.
    unwanted: HashSet<i64>,
    /// Something is wanted, and there is no index yet.
    nowhere: bool,
}

impl Words {
    pub(super) fn of(connection: &Connection, query: &Query) -> rusqlite::Result<Words> {
        let said = |excluded| {
            let terms = query.terms().iter();
            let terms = terms.filter(move |term| term.excluded == excluded);
            terms.filter_map(phrase).collect::<Vec<String>>()
        };
        let (wanted, unwanted) = (said(false), said(true));
        let mut words = Words::default();
        if wanted.is_empty() && unwanted.is_empty() {
            return Ok(words);
        }
        if !has_index(connection)? {
            words.nowhere = !wanted.is_empty();
            return Ok(words);
        }
        let unwanted = unwanted.join(" OR ");
        match (wanted.is_empty(), unwanted.is_empty()) {
            (true, _) => words.unwanted = articles_with(connection, &unwanted)?,
            (false, true) => words.wanted = Some(wanted.join(" AND ")),
            (false, false) => {
                let wanted = wanted.join(" AND ");
                words.wanted = Some(format!("({wanted}) NOT ({unwanted})"));
            }
        }
        Ok(words)
    }

    /// Whether nothing can be found.
    pub(super) fn are_nowhere(&self) -> bool {
        self.nowhere
    }

    /// Whether there are articles in which something stands that must not.
    pub(super) fn exclude_any(&self) -> bool {
        !self.unwanted.is_empty()
    }

    /// Whether something stands in this article that must not.
    pub(super) fn exclude(&self, id: i64) -> bool {
        self.unwanted.contains(&id)
    }
}

/// Words, side by side. Whatever they are, in quotation marks they are words to FTS5.
fn phrase(term: &Term) -> Option<String> {
    let Ask::Words {
        field, text, open, ..
    } = &term.ask
    else {
        return None;
    };
    let column = match field {
        Field::Anywhere => "",
        Field::Title => "title : ",
        Field::Author => "author : ",
    };
    let star = if *open { " *" } else { "" };
    Some(format!("{column}\"{}\"{star}", text.replace('"', "\"\"")))
}

fn articles_with(connection: &Connection, words: &str) -> rusqlite::Result<HashSet<i64>> {
    let sql = "SELECT indexed.article FROM search
        CROSS JOIN indexed ON indexed.label = search.rowid WHERE search MATCH ?";
    let mut statement = connection.prepare_cached(sql)?;
    let articles = statement.query_map([words], |row| row.get(0))?;
    articles.collect()
}
