//! Lists by source: the sources by title, and within each the newest first.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::OptionalExtension as _;

use super::lists::{Found, List};
use super::order::{By, Order, Way};
use super::scans::{few, scan};
use super::scope::Scope;
use crate::library::{ArticleId, Sorting, State};
use crate::text::title_key;

/// How the articles of one source are ordered.
const WITHIN: Order = Order {
    by: By::Stamp,
    descending: true,
};

/// The numbers of at most `rows` articles beyond `from`, the way they are read.
pub(super) fn ids(
    list: &List<'_>,
    way: Way,
    from: Option<ArticleId>,
    rows: usize,
) -> rusqlite::Result<Vec<i64>> {
    let sources = sources(list)?;
    let from = match from {
        Some(ArticleId(id)) => place(list, &sources, id)?,
        None => None,
    };
    let from = from.as_ref();
    let found = if is_short(list)? {
        sorted(list, &sources, way, from, rows)?
    } else {
        walked(list, &sources, way, from, rows)?
    };
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// A source and those of its sections that the list shows.
struct SourceSections {
    id: i64,
    sections: Vec<i64>,
}

/// The sources, as their titles stand.
fn sources(list: &List<'_>) -> rusqlite::Result<Vec<SourceSections>> {
    let sql = "SELECT source.id, coalesce(name, nullif(source.title, ''), address), section.id
        FROM source JOIN section ON section.source = source.id";
    let mut statement = list.connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut sources: HashMap<i64, (Vec<u8>, Vec<i64>)> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (id, section): (i64, i64) = (row.get(0)?, row.get(2)?);
        let title = row.get_ref(1)?.as_str()?;
        let source = sources
            .entry(id)
            .or_insert_with(|| (title_key(title), Vec::new()));
        let shown = list.scope.sections.as_ref();
        if shown.is_none_or(|sections| sections.contains(&section)) {
            source.1.push(section);
        }
    }
    let mut sources: Vec<(Vec<u8>, SourceSections)> = sources
        .into_iter()
        .map(|(id, (title, sections))| (title, SourceSections { id, sections }))
        .collect();
    sources.sort_by(|(a, one), (b, other)| a.cmp(b).then(one.id.cmp(&other.id)));
    Ok(sources.into_iter().map(|(_, source)| source).collect())
}

/// Where an article stands: the place of its source, and its key within.
fn place(
    list: &List<'_>,
    sources: &[SourceSections],
    id: i64,
) -> rusqlite::Result<Option<(usize, Found)>> {
    let Some(key) = WITHIN.key(list.connection, id, &list.words)? else {
        return Ok(None);
    };
    let source = source_of(list, id)?;
    let place = sources.iter().position(|known| Some(known.id) == source);
    Ok(place.map(|place| (place, key)))
}

fn source_of(list: &List<'_>, id: i64) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT source FROM article WHERE id = ?";
    let mut statement = list.connection.prepare_cached(sql)?;
    statement.query_row([id], |row| row.get(0)).optional()
}

/// Whether one scan gives the whole list, and it is short enough to be sorted.
fn is_short(list: &List<'_>) -> rusqlite::Result<bool> {
    let states = [State::Starred, State::Later, State::Reading];
    let marked = states.iter().any(|state| list.scope.wants(*state));
    Ok(marked || list.words.wanted.is_some() || few(list, false)?)
}

/// The whole list, sorted, and the part of it that is wanted.
fn sorted(
    list: &List<'_>,
    sources: &[SourceSections],
    way: Way,
    from: Option<&(usize, Found)>,
    rows: usize,
) -> rusqlite::Result<Vec<Found>> {
    let places: HashMap<i64, usize> = sources.iter().map(|source| source.id).zip(0..).collect();
    let mut found: Vec<(usize, Found)> = Vec::new();
    for hit in scan(list, WITHIN)?.run(list, WITHIN, way, None, usize::MAX)? {
        let source = source_of(list, hit.1)?;
        found.extend(source.and_then(|id| Some((*places.get(&id)?, hit))));
    }
    let compare = |(a, one): &(usize, Found), (b, other): &(usize, Found)| {
        let by_place = match way {
            Way::Forth => a.cmp(b),
            Way::Back => b.cmp(a),
        };
        by_place.then_with(|| WITHIN.compare(one, other, way))
    };
    found.sort_by(compare);
    let beyond = |found: &(usize, Found)| {
        let compared = from.map(|from| compare(found, from));
        compared.is_none_or(Ordering::is_gt)
    };
    Ok(found
        .into_iter()
        .filter(beyond)
        .map(|(_, found)| found)
        .take(rows)
        .collect())
}

/// The list source by source, until there are enough.
fn walked(
    list: &List<'_>,
    sources: &[SourceSections],
    way: Way,
    from: Option<&(usize, Found)>,
    rows: usize,
) -> rusqlite::Result<Vec<Found>> {
    let bottom = sources.len().saturating_sub(1);
    let first = from.map_or(0, |(place, _)| match way {
        Way::Forth => *place,
        Way::Back => bottom - place,
    });
    let mut found = Vec::new();
    for step in first..sources.len() {
        if found.len() >= rows {
            break;
        }
        let at = match way {
            Way::Forth => step,
            Way::Back => bottom - step,
        };
        let beyond = from.filter(|(place, _)| *place == at);
        let narrow = list.within(sources[at].sections.clone());
        let beyond = beyond.map(|(_, found)| found);
        let missing = rows - found.len();
        found.extend(scan(&narrow, WITHIN)?.run(&narrow, WITHIN, way, beyond, missing)?);
    }
    Ok(found)
}

impl<'c> List<'c> {
    /// The same list, of some sections alone.
    fn within(&self, sections: Vec<i64>) -> List<'c> {
        List {
            connection: self.connection,
            scope: Scope {
                sections: Some(sections),
                ..self.scope.clone()
            },
            words: Rc::clone(&self.words),
            sorting: Sorting::Newest,
            order: WITHIN,
        }
    }
}
