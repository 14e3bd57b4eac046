//! Fetching for the loop: errands to be sent out, deliveries taken in, how it goes.

use std::collections::{HashMap, HashSet};

use super::ahead::{Ahead, AheadDelivery, AheadErrand};
use super::delivery::take_in;
use super::errand::{Delivery, SourceErrand, errands};
use super::manners::Manners;
use super::near::now;
use crate::app::Fetching;
use crate::config::Pictures;
use crate::library::{ArticleId, History, Source, SourceId};
use crate::locale::Sentence;
use crate::store::{Store, StoreError};

/// Errands that have been sent out, and how it goes.
pub(super) struct Refreshing {
    manners: Manners,
    images: Pictures,
    under_way: HashSet<SourceId>,
    ahead: Ahead,
    going: Fetching,
}

/// What a delivery has changed, and what is to be fetched for it.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) changed: Vec<ArticleId>,
    pub(super) ahead: Vec<AheadErrand>,
}

impl Refreshing {
    pub(super) fn new(manners: Manners, images: Pictures) -> Refreshing {
        Refreshing {
            ahead: Ahead::new(manners.clone(), images),
            manners,
            images,
            under_way: HashSet::new(),
            going: Fetching::default(),
        }
    }

    /// The errands to these sources, or to all; they count as sent out.
    pub(super) fn send(
        &mut self,
        store: &Store,
        sources: &[SourceId],
    ) -> Result<Vec<SourceErrand>, StoreError> {
        let all = store.sources()?;
        let asked = all.into_iter().filter(|(id, source)| {
            source.stopped.is_none() && (sources.is_empty() || sources.contains(id))
        });
        let asked: Vec<(SourceId, Source)> = asked.collect();
        let errands = errands(store, &asked, &self.manners)?;
        self.ahead = Ahead::new(self.manners.clone(), self.images);
        self.under_way = errands.iter().map(|errand| errand.source).collect();
        self.going = Fetching {
            of: errands.len(),
            ..Fetching::default()
        };
        Ok(errands)
    }

    /// How it goes.
    pub(super) fn going(&self) -> Fetching {
        self.going.clone()
    }

    /// Waits for no errand any more, and says why.
    pub(super) fn break_off(&mut self, why: Sentence) -> Fetching {
        self.under_way.clear();
        self.going.broken_off = Some(why);
        self.going.clone()
    }

    /// Takes in what an errand brought, if it was waited for.
    pub(super) fn take_in(
        &mut self,
        store: &mut Store,
        delivery: Delivery,
    ) -> Result<Option<Taken>, StoreError> {
        let id = delivery.source;
        if !self.under_way.remove(&id) {
            return Ok(None);
        }
        let brought = take_in(store, delivery, self.manners.pace(), now())?;
        let ahead = self.ahead.errands(store, id, &brought)?;
        self.going.done += 1;
        self.going.new += brought.new.len();
        self.going.ahead_of += ahead.len();
        if let Some(why) = brought.failure {
            self.going.failed += 1;
            let name = store.source(id)?.map(|source| source.shown());
            self.going.failure = name.map(|name| (name, why));
        }
        Ok(Some(Taken {
            changed: brought.updated,
            ahead,
        }))
    }

    /// Takes in what was fetched ahead, even when it was not waited for.
    pub(super) fn take_ahead(
        &mut self,
        store: &mut Store,
        delivery: AheadDelivery,
    ) -> Result<Taken, StoreError> {
        let changed = match &delivery {
            AheadDelivery::Page(page) => vec![page.article],
            AheadDelivery::Picture(..) => Vec::new(),
        };
        let ahead = self.ahead.take_in(store, delivery)?;
        if !self.is_under_way() {
            return Ok(Taken {
                changed,
                ahead: Vec::new(),
            });
        }
        self.going.ahead_done += 1;
        self.going.ahead_of += ahead.len();
        Ok(Taken { changed, ahead })
    }

    /// Whether an errand has not come back.
    pub(super) fn is_under_way(&self) -> bool {
        !self.going.is_over()
    }
}

/// The sources that are due on the timer.
pub(super) fn due(store: &Store) -> Result<Vec<SourceId>, StoreError> {
    let now = now();
    let histories: HashMap<SourceId, History> = store.histories()?.into_iter().collect();
    let is_due = |id: &SourceId| match histories.get(id) {
        Some(history) => history.attempted.is_none() || history.due.is_some_and(|due| due <= now),
        None => true,
    };
    let sources = store.sources()?.into_iter();
    let going_on = sources.filter(|(_, source)| source.stopped.is_none());
    Ok(going_on.map(|(id, _)| id).filter(is_due).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence;

    #[test]
    fn those_are_due_whose_time_has_come_or_who_were_never_asked() {
        let mut store = Store::in_memory().expect("memory");
        let mut add = |name: &str, stopped: bool, history: Option<History>| {
            let source = Source {
                address: format!("https://example.org/{name}"),
                stopped: stopped.then(|| sentence!("gone", "没有了")),
                ..Source::default()
            };
            let (id, _) = store.add(&source).expect("it is added");
            store.edit(id, &source).expect("it is edited");
            let histories: Vec<_> = history.map(|history| (id, history)).into_iter().collect();
            store.note(&histories).expect("it is noted");
            id
        };
        let asked = |due: Option<i64>| {
            Some(History {
                attempted: Some(1),
                due,
                ..History::default()
            })
        };
        let never_asked = add("new", false, None);
        let past = add("past", false, asked(Some(2)));
        add("later", false, asked(Some(i64::MAX)));
        add("for-good", false, asked(None));
        add("stopped", true, asked(Some(2)));
        assert_eq!(due(&store).expect("it can be read"), [never_asked, past]);
    }
}
