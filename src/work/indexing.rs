//! Takes the texts of articles into the index of words, a few at a time.

use crate::parse;
use crate::store::{Store, StoreError};

/// Articles that are indexed at once: few enough that a question is not kept waiting.
const BATCH: usize = 16;

/// Indexes some of the articles that wait for it; says whether there were any.
pub fn index_some(store: &mut Store) -> Result<bool, StoreError> {
    let waiting = store.waiting(BATCH)?;
    let texts: Vec<_> = waiting
        .into_iter()
        .map(|waiting| {
            let text = waiting.received.as_ref().map(parse::plain_text);
            (waiting.id, text.unwrap_or_default())
        })
        .collect();
    if !texts.is_empty() {
        store.index(&texts)?;
    }
    Ok(!texts.is_empty())
}
