//! `wenlan mark`: marks articles, or all that a view lists.

use serde_json::json;

use super::{Desk, Done, view_named};
use crate::library::{ArticleId, Listing, Mark};
use crate::locale::Sentence;
use crate::say;

pub(super) fn run(
    desk: &Desk,
    mark: Mark,
    on: bool,
    articles: &[ArticleId],
    view: Option<&str>,
) -> Result<Done, Sentence> {
    let mut store = desk.open_existing()?;
    let mut changed = store.mark(articles, mark, on)?.articles;
    if let Some(name) = view {
        let view = view_named(&store, name)?;
        let listing = Listing {
            view,
            ..Listing::default()
        };
        if let Some(latest) = store.tree()?.latest {
            let marked = store.mark_all(&listing, latest, mark, on)?;
            changed.extend(marked.articles);
        }
    }
    let count = changed.len();
    let text = say!(
        desk.locale,
        "{count} articles changed\n",
        "改动了 {count} 篇\n"
    );
    let ids: Vec<i64> = changed.iter().map(|id| id.0).collect();
    Ok(Done::well(text, json!({"changed": ids})))
}
