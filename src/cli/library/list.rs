//! `wenlan list` and `wenlan search`: the library for scripts.

use serde_json::{Value, json};

use super::{Desk, Done, view_named};
use crate::article::Moment;
use crate::cli::arguments::Listed;
use crate::library::{ArticleId, Edge, Headline, Listing, Query, Sorting, View};
use crate::locale::Sentence;
use crate::parse;
use crate::say;
use crate::store::{Edition, Store};
use crate::work::index_all;

/// Rows that are asked for at once.
const ROWS: usize = 500;
/// Cells of a piece of text around what was found.
const SNIPPET: usize = 72;

pub(super) fn run(desk: &Desk, asked: &Listed) -> Result<Done, Sentence> {
    let mut store = desk.open_existing()?;
    let view = match &asked.view {
        Some(name) => view_named(&store, name)?,
        None => View::Unread,
    };
    let query = Query::read(&asked.query);
    // Whoever asks now wants everything that is here to be looked through; where that cannot be
    // had, on a full disk, what has been indexed before is.
    let is_to_index = query.has_words() && !store.is_read_only();
    let indexed = if is_to_index {
        index_all(&mut store)
    } else {
        Ok(())
    };
    let listing = Listing {
        view,
        sorting: asked.sorting.unwrap_or(Sorting::Newest),
        query,
    };
    let headlines = headlines(&store, &listing, asked.limit)?;
    let (mut text, mut values) = (String::new(), Vec::new());
    for headline in &headlines {
        let snippet = snippet(&store, &listing.query, headline.id)?;
        text += &line(headline);
        text += &snippet
            .as_ref()
            .map(|snippet| format!("        {snippet}\n"))
            .unwrap_or_default();
        values.push(value(headline, snippet.as_deref()));
    }
    if headlines.is_empty() {
        text = say!(desk.locale, "No articles.\n", "没有文章。\n");
    }
    Ok(Done {
        trouble: indexed.err().map(Sentence::from),
        ..Done::well(text, Value::Array(values))
    })
}

/// The first rows of a listing.
fn headlines(store: &Store, listing: &Listing, limit: usize) -> Result<Vec<Headline>, Sentence> {
    let mut all: Vec<Headline> = Vec::new();
    let mut edge = Edge::Start;
    while all.len() < limit {
        let rows = ROWS.min(limit - all.len());
        let page = store.page(listing, edge, rows)?;
        all.extend(page.headlines);
        match all.last() {
            Some(last) if page.more => edge = Edge::After(last.id),
            _ => break,
        }
    }
    Ok(all)
}

/// The piece of an article's text that shows what was looked for.
fn snippet(store: &Store, query: &Query, id: ArticleId) -> Result<Option<String>, Sentence> {
    if !query.has_words() {
        return Ok(None);
    }
    let received = store.received(id, Edition::Fullest)?;
    let text = received.as_ref().map(parse::plain_text).unwrap_or_default();
    let snippet = query.snippet(&text, SNIPPET, crate::text::Profile::default());
    Ok(Some(snippet.text).filter(|text| !text.is_empty()))
}

/// `  1234 ● 2020-09-17  东城区工商联  突出党建引领……`
fn line(headline: &Headline) -> String {
    let marks = headline.marks;
    let sign = match (marks.read, marks.starred, marks.later) {
        (_, true, _) => "*",
        (_, _, true) => "~",
        (false, ..) => "+",
        (true, ..) => " ",
    };
    let date = headline.published.map(Moment::to_day).unwrap_or_default();
    let (id, from, title) = (headline.id.to_string(), &headline.from, &headline.title);
    format!("{id:>6} {sign} {date:10}  {from}  {title}\n")
}

fn value(headline: &Headline, snippet: Option<&str>) -> Value {
    json!({
        "id": headline.id.0, "title": headline.title.as_str(), "from": headline.from.as_str(),
        "source": headline.source.0,
        "published": headline.published.map(|moment| moment.to_string()),
        "arrived": Moment::unix(headline.arrived).map(|moment| moment.to_string()),
        "read": headline.marks.read, "starred": headline.marks.starred, "later": headline.marks.later,
        "progress": headline.progress, "revisions": headline.revisions,
        "snippet": snippet,
    })
}
