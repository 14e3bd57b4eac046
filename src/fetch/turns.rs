//! Politeness: whose turn it is to ask which machine.
//!
//! Who asks waits first for the host, then for the gap behind the request
//! before, and last for a place among all: nobody who waits for a busy host
//! keeps a place from others. All of it ends when the waiting future is dropped.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// How many hosts are remembered before idle ones are forgotten.
const HOSTS: usize = 64;

/// The turns of all requests.
pub(super) struct Turns {
    everywhere: Arc<Semaphore>,
    at_once_a_host: usize,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

struct Host {
    places: Arc<Semaphore>,
    /// Before when nobody asks.
    next: Mutex<Instant>,
}

/// A turn, until it is dropped.
pub(super) struct Turn {
    _host: OwnedSemaphorePermit,
    _everywhere: OwnedSemaphorePermit,
}

impl Turns {
    pub(super) fn new(at_once: usize, at_once_a_host: usize) -> Turns {
        Turns {
            // Nothing at once would be nothing at all.
            everywhere: Arc::new(Semaphore::new(at_once.max(1))),
            at_once_a_host: at_once_a_host.max(1),
            hosts: Mutex::default(),
        }
    }

    /// Waits for a turn to ask `host`, at least `gap` after the one before began.
    pub(super) async fn take(&self, host: &str, gap: Duration) -> Turn {
        let host = self.host(host);
        let place = occupy(&host.places).await;
        if let Some(start) = host.start(gap) {
            sleep_until(start).await;
        }
        Turn {
            _host: place,
            _everywhere: occupy(&self.everywhere).await,
        }
    }

    /// Lets nobody ask `host` for the time of `pause`.
    pub(super) fn pause(&self, host: &str, pause: Duration) {
        let host = self.host(host);
        let mut next = host.next.lock().unwrap_or_else(PoisonError::into_inner);
        *next = (*next).max(Instant::now() + pause);
    }

    fn host(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= HOSTS && !hosts.contains_key(name) {
            hosts.retain(|_, host| !host.is_idle());
        }
        let host = hosts.entry(name.to_owned()).or_insert_with(|| {
            Arc::new(Host {
                places: Arc::new(Semaphore::new(self.at_once_a_host)),
                next: Mutex::new(Instant::now()),
            })
        });
        Arc::clone(host)
    }
}

impl Host {
    /// When the next request may begin, if not now; the one behind it waits for `gap` more.
    fn start(&self, gap: Duration) -> Option<Instant> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let start = (*next).max(now);
        *next = start + gap;
        // A sleep of no time at all still lasts until the next millisecond.
        (start > now).then_some(start)
    }

    fn is_idle(self: &Arc<Host>) -> bool {
        let next = *self.next.lock().unwrap_or_else(PoisonError::into_inner);
        // A turn holds the places, a waiting request the host itself.
        Arc::strong_count(self) == 1
            && Arc::strong_count(&self.places) == 1
            && next <= Instant::now()
    }
}

async fn occupy(places: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    let place = Arc::clone(places).acquire_owned().await;
    place.expect("nobody closes the places")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use tokio::time::timeout;

    const GAP: Duration = Duration::from_millis(200);

    /// Runs on a clock that stands still until everybody waits.
    fn run<T>(story: impl Future<Output = T>) -> T {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().start_paused(true).build();
        runtime.expect("a runtime without input").block_on(story)
    }

    /// Whether a turn comes within an hour.
    async fn comes(turns: &Turns, host: &str) -> Option<Turn> {
        let turn = turns.take(host, Duration::ZERO);
        timeout(Duration::from_secs(3600), turn).await.ok()
    }

    #[test]
    fn a_host_has_two_places_and_all_hosts_three() {
        run(async {
            let turns = Turns::new(3, 2);
            let first = comes(&turns, "a").await;
            let _second = comes(&turns, "a").await;
            assert!(comes(&turns, "a").await.is_none(), "the host is busy");
            let _third = comes(&turns, "b").await;
            assert!(comes(&turns, "c").await.is_none(), "all are busy");
            drop(first);
            assert!(comes(&turns, "a").await.is_some(), "a place is free again");
        });
    }

    #[test]
    fn who_waits_for_a_busy_host_keeps_no_place_from_others() {
        run(async {
            let turns = Arc::new(Turns::new(2, 1));
            let _busy = comes(&turns, "a").await;
            let waiting = tokio::spawn({
                let turns = Arc::clone(&turns);
                async move { turns.take("a", Duration::ZERO).await }
            });
            tokio::task::yield_now().await;
            assert!(comes(&turns, "b").await.is_some());
            waiting.abort();
        });
    }

    #[test]
    fn requests_to_one_host_begin_with_a_gap_and_to_another_without() {
        run(async {
            let (turns, began) = (Turns::new(9, 9), Instant::now());
            for n in 0..4 {
                let _turn = turns.take("a", GAP).await;
                assert_eq!(began.elapsed(), GAP * n);
            }
            let _turn = turns.take("b", GAP).await;
            assert_eq!(began.elapsed(), GAP * 3);
        });
    }

    #[test]
    fn nobody_asks_a_host_that_wants_a_pause() {
        run(async {
            let (turns, began) = (Turns::new(9, 9), Instant::now());
            turns.pause("a", Duration::from_secs(5));
            let _turn = turns.take("a", GAP).await;
            assert_eq!(began.elapsed(), Duration::from_secs(5));
        });
    }

    #[test]
    fn idle_hosts_are_forgotten_and_busy_ones_are_not() {
        run(async {
            let turns = Turns::new(1000, 1);
            let _busy = turns.take("busy", Duration::ZERO).await;
            for n in 0..3 * HOSTS {
                turns.take(&n.to_string(), Duration::ZERO).await;
            }
            assert!(turns.hosts.lock().expect("nobody panicked").len() <= HOSTS);
            assert!(comes(&turns, "busy").await.is_none());
        });
    }
}
