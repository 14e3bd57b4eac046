//! Takes what a source has sent into the library.

use super::errand::{Answered, Delivery, Failed, Outcome};
use crate::article::Url;
use crate::fetch::{self, Pace, next_due};
use crate::library::{ArticleId, Failure, History, Moved, Source, SourceId, Validators};
use crate::locale::Sentence;
use crate::sentence;
use crate::store::{Store, StoreError};

/// What a delivery brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Articles that are new.
    pub new: Vec<ArticleId>,
    /// Articles that have changed.
    pub updated: Vec<ArticleId>,
    /// Why nothing could be read.
    pub failure: Option<Sentence>,
}

/// Seconds for which it is not noted that a source has nothing new: a library to which nothing
/// has come shall not be written, for the sake of the disk and of other machines that hold a copy.
const UNNOTED: i64 = 3600;

/// Takes a delivery into the library, and notes how the errand went.
pub fn take_in(
    store: &mut Store,
    delivery: Delivery,
    pace: Pace,
    now: i64,
) -> Result<Brought, StoreError> {
    let id = delivery.source;
    let Some(mut source) = store.source(id)? else {
        // It was removed while it was asked.
        return Ok(Brought::default());
    };
    let before = store.history(id)?;
    let mut brought = Brought::default();
    let after = match delivery.outcome {
        Outcome::Unchanged(answered) => answered_well(&before, &answered, pace, now),
        Outcome::Fresh(collection, answered) => {
            let arrived = store.put(id, &collection, now)?;
            if collection.expired {
                let why = sentence!(
                    "the source says that nothing more will come; what it gave stays in the library",
                    "来源声明不再更新；已有的文章仍保留"
                );
                stop(store, id, &mut source, why)?;
            }
            brought.new = arrived.new;
            brought.updated = arrived.updated;
            answered_well(&before, &answered, pace, now)
        }
        Outcome::Failed(failed) => {
            brought.failure = Some(failed.words.clone());
            if failed.is_gone {
                let why = sentence!(
                    "the server says that it is gone for good; what it gave stays in the library",
                    "服务器表示此来源已永久移除，不再更新；已有的文章仍保留"
                );
                stop(store, id, &mut source, why)?;
            }
            went_wrong(&before, failed, pace, now)
        }
    };
    let after = follow_move(store, id, source, after)?;
    if is_worth_noting(&before, &after, now) {
        store.note(&[(id, after)])?;
    }
    Ok(brought)
}

fn answered_well(before: &History, answered: &Answered, pace: Pace, now: i64) -> History {
    let outcome = fetch::Outcome::Answered {
        fresh_for: answered.fresh_for,
        retry_after: answered.retry_after,
    };
    let moved = before.moved.as_ref().map(|moved| fetch::Moved {
        to: moved.to.to_string(),
        times: moved.times,
    });
    let moved = fetch::Moved::after(moved, answered.moved_to.as_deref());
    History {
        attempted: Some(now),
        succeeded: Some(now),
        failure: None,
        failures: 0,
        due: next_due(outcome, pace, now),
        validators: Validators {
            etag: answered.validators.etag.clone(),
            modified: answered.validators.last_modified.clone(),
            digest: answered.digest,
        },
        moved: moved.and_then(|moved| {
            Some(Moved {
                to: Url::new(&moved.to)?,
                times: moved.times,
            })
        }),
    }
}

fn went_wrong(before: &History, failed: Failed, pace: Pace, now: i64) -> History {
    let failures = before.failures.saturating_add(1);
    let outcome = if failed.is_gone {
        fetch::Outcome::Gone
    } else {
        fetch::Outcome::Failed {
            in_a_row: failures,
            retry_after: failed.retry_after,
        }
    };
    History {
        attempted: Some(now),
        failures,
        due: next_due(outcome, pace, now),
        failure: Some(Failure {
            at: now,
            status: failed.status,
            words: failed.words,
            details: failed.details,
        }),
        ..before.clone()
    }
}

/// Has a source not be asked again; what it gave stays.
fn stop(
    store: &mut Store,
    id: SourceId,
    source: &mut Source,
    why: Sentence,
) -> Result<(), StoreError> {
    source.stopped = Some(why);
    store.edit(id, source)
}

/// Takes over the address to which a source has moved, once that is to be believed.
fn follow_move(
    store: &mut Store,
    id: SourceId,
    source: Source,
    history: History,
) -> Result<History, StoreError> {
    let believed = history.moved.as_ref().filter(|moved| {
        let moved = fetch::Moved {
            to: moved.to.to_string(),
            times: moved.times,
        };
        moved.is_believed()
    });
    let Some(moved) = believed else {
        return Ok(history);
    };
    let address = moved.to.to_string();
    if store.source_at(&address)?.is_none() {
        store.edit(id, &Source { address, ..source })?;
    }
    Ok(History {
        moved: None,
        ..history
    })
}

/// Whether more has happened than that a source was asked a little later, before it was due.
fn is_worth_noting(before: &History, after: &History, now: i64) -> bool {
    let timeless = |history: &History| History {
        attempted: None,
        succeeded: None,
        due: None,
        ..history.clone()
    };
    let age = |then: Option<i64>, now: Option<i64>| now.zip(then).map(|(now, then)| now - then);
    let is_late = age(before.succeeded, after.succeeded).is_none_or(|age| age >= UNNOTED);
    let was_due = before.due.is_some_and(|due| due <= now);
    timeless(before) != timeless(after) || is_late || was_due
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_for_no_news_before_a_source_is_due() {
        let before = History {
            attempted: Some(1000),
            succeeded: Some(1000),
            due: Some(2200),
            ..History::default()
        };
        let asked_at = |now: i64| History {
            attempted: Some(now),
            succeeded: Some(now),
            due: Some(now + 1200),
            ..before.clone()
        };
        for (now, wanted) in [(1500, false), (2199, false), (2200, true), (4600, true)] {
            let after = asked_at(now);
            assert_eq!(is_worth_noting(&before, &after, now), wanted, "{now}");
        }
        let moved = History {
            failures: 1,
            ..asked_at(1500)
        };
        assert!(is_worth_noting(&before, &moved, 1500));
    }
}
