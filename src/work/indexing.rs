//! Takes the texts of articles into the index of words, a few at a time.

use crate::parse;
use crate::store::{Store, StoreError};

/// Articles, and bytes of their bodies, that are indexed at once where a person may ask
/// something meanwhile.
pub(super) const FEW: (usize, usize) = (32, 1 << 18);
/// The same where nobody waits: the more, the less there is to merge.
const MANY: (usize, usize) = (4000, 8 << 20);

/// Indexes all articles that wait for it.
pub fn index_all(store: &mut Store) -> Result<(), StoreError> {
    while index_some(store, MANY)? {}
    Ok(())
}

/// Indexes some of the articles that wait for it; says whether there were any.
pub(super) fn index_some(
    store: &mut Store,
    (articles, bytes): (usize, usize),
) -> Result<bool, StoreError> {
    let waiting = store.waiting(articles, bytes)?;
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
