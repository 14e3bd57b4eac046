//! How a source goes on, as a mapping writes it.

use super::super::pages::{By, Next, Paging};
use super::super::path::{Path, Scope};
use super::super::table::{Faults, Table};
use super::super::template::Template;
use crate::locale::Sentence;
use crate::sentence;

/// Pages that are asked for where the mapping does not say how many.
const PAGES: f64 = 5.0;

/// Reads `[pages]`.
pub(super) fn paging(mut table: Table<'_>, faults: &mut Faults<'_>) -> Option<Paging> {
    let at = table.at;
    let limit = table.number("limit", faults).unwrap_or(PAGES);
    let path = |found: Option<(&str, usize)>, faults: &mut Faults<'_>| {
        found.and_then(|(text, at)| faults.sound(at, Path::parse(text, Scope::Root)))
    };
    let more = table.text("more", faults);
    let (page, step, last) = (
        table.number("page", faults),
        table.number("step", faults),
        table.text("last", faults),
    );
    let query = table.text("query", faults).map(|(text, _)| text.to_owned());
    let (cursor, next) = (table.text("cursor", faults), table.text("next", faults));
    let (date, days) = (table.text("date", faults), table.number("days", faults));
    table.finish(
        "limit, more, page, step, last, cursor, next, date, days, query",
        faults,
    );
    let named = [
        page.is_some(),
        cursor.is_some(),
        next.is_some(),
        date.is_some(),
    ];
    if named.iter().filter(|named| **named).count() != 1 {
        let what = sentence!(
            "pages go on by exactly one of “page”, “cursor”, “next” and “date”",
            "翻页方式应为“page”“cursor”“next”“date”之一"
        );
        faults.note(at, what);
        return None;
    }
    let by = if let Some(first) = page {
        By::Number {
            first: whole(first),
            step: whole(step.unwrap_or(1.0)),
            last: path(last, faults),
        }
    } else if let Some((format, _)) = date {
        By::Date {
            format: format.to_owned(),
            days: whole(days.unwrap_or(1.0)),
        }
    } else if let Some((text, at)) = next {
        By::Next(faults.sound(at, next_way(text))?)
    } else {
        By::Cursor(path(cursor, faults)?)
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast gives the nearest"
    )]
    let limit = limit.max(1.0) as usize;
    Some(Paging {
        limit,
        by,
        more: path(more, faults),
        query,
    })
}

fn next_way(text: &str) -> Result<Next, Sentence> {
    if text.contains('{') {
        return Template::parse(text, Scope::Root).map(Next::Template);
    }
    Path::parse(text, Scope::Root).map(Next::Path)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast of what is too large gives the nearest"
)]
fn whole(number: f64) -> i64 {
    number as i64
}
