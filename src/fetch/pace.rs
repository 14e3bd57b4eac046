//! When to ask again: a source on the timer, a request that failed.
//!
//! Nothing here looks at a clock or a die; both are arguments. Times are in
//! seconds since 1970-01-01T00:00Z, spans in seconds, so that a library can
//! keep them. Whoever is asked for by the person is asked at once, whatever
//! this says.

use std::time::Duration;

/// How often a source is asked on the timer, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// What the person or the source wishes.
    pub interval: u64,
    /// Never sooner than this.
    pub shortest: u64,
    /// Never later than this, whatever a server asks, unless the interval is longer.
    pub longest: u64,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            interval: 3600,
            shortest: 300,
            longest: 24 * 3600,
        }
    }
}

/// What a source's last fetch came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It answered, new or unchanged.
    Answered {
        /// [`Fetched::fresh_for`](super::Fetched::fresh_for).
        fresh_for: Option<u64>,
        /// [`Fetched::retry_after`](super::Fetched::retry_after).
        retry_after: Option<u64>,
    },
    /// It failed.
    Failed {
        /// How often in a row, this time included.
        in_a_row: u32,
        /// [`FetchError::retry_after`](super::FetchError::retry_after).
        retry_after: Option<u64>,
    },
    /// It is gone for good ([`FetchError::is_gone`](super::FetchError::is_gone)), or says
    /// of itself that it has expired.
    Gone,
}

/// When a source is to be asked again that was asked at `at`; never, when it is gone.
///
/// After an answer, at its pace, or when the answer is no longer fresh. After
/// a failure soon, then after twice as long each time. A server that names a
/// time is not asked before.
pub fn next_due(outcome: Outcome, pace: Pace, at: i64) -> Option<i64> {
    let (wish, asked) = match outcome {
        Outcome::Answered {
            fresh_for,
            retry_after,
        } => (pace.interval.max(fresh_for.unwrap_or(0)), retry_after),
        Outcome::Failed {
            in_a_row,
            retry_after,
        } => (doubled(pace.shortest, in_a_row), retry_after),
        Outcome::Gone => return None,
    };
    let latest = pace.longest.max(pace.interval).max(pace.shortest);
    let wait = wish.max(asked.unwrap_or(0)).clamp(pace.shortest, latest);
    Some(at.saturating_add(i64::try_from(wait).unwrap_or(i64::MAX)))
}

/// `first`, doubled with every time but the first.
fn doubled(first: u64, times: u32) -> u64 {
    first.saturating_mul(1 << times.saturating_sub(1).min(32))
}

/// How often a request is repeated that may be, and after how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    /// Tries beyond the first.
    pub most: u32,
    /// Before the second try; twice as long before each further one.
    pub first: Duration,
    /// The longest wait. A server that asks for more is not waited for.
    pub longest: Duration,
}

impl Default for Retries {
    fn default() -> Retries {
        Retries {
            most: 2,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(10),
        }
    }
}

impl Retries {
    /// How long to wait when `tried` tries have failed and the server wants `asked` seconds;
    /// nothing when that was enough.
    ///
    /// `jitter`, from 0 to 1, makes half to one and a half of the wait, so that
    /// those who failed together do not come back together.
    pub fn delay(&self, tried: u32, asked: Option<u64>, jitter: f64) -> Option<Duration> {
        let asked = Duration::from_secs(asked.unwrap_or(0));
        if tried > self.most || asked > self.longest {
            return None;
        }
        let wait = self
            .first
            .saturating_mul(1 << tried.saturating_sub(1).min(16));
        let wait = wait.min(self.longest).mul_f64(0.5 + jitter.clamp(0.0, 1.0));
        Some(wait.min(self.longest).max(asked))
    }
}

/// A source that says at every fetch that it has moved for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where to.
    pub to: String,
    /// At how many fetches in a row.
    pub times: u32,
}

/// The fetches after which a move is believed: a network that asks for a
/// password first also says that everything has moved.
const BELIEVED_AFTER: u32 = 3;

impl Moved {
    /// What is known after one more fetch that was [`moved_to`](super::Fetched::moved_to) an address.
    #[must_use]
    pub fn after(before: Option<Moved>, moved_to: Option<&str>) -> Option<Moved> {
        let to = moved_to?.to_owned();
        let times = before.filter(|before| before.to == to);
        let times = times.map_or(0, |before| before.times).saturating_add(1);
        Some(Moved { to, times })
    }

    /// Whether the new address is to take the place of the old one.
    pub fn is_believed(&self) -> bool {
        self.times >= BELIEVED_AFTER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        interval: 3600,
        shortest: 300,
        longest: 86_400,
    };

    #[track_caller]
    fn check_answered(fresh_for: Option<u64>, retry_after: Option<u64>, wanted: i64) {
        let outcome = Outcome::Answered {
            fresh_for,
            retry_after,
        };
        assert_eq!(next_due(outcome, PACE, 1000), Some(1000 + wanted));
    }

    #[track_caller]
    fn check_failed(in_a_row: u32, retry_after: Option<u64>, wanted: i64) {
        let outcome = Outcome::Failed {
            in_a_row,
            retry_after,
        };
        assert_eq!(next_due(outcome, PACE, 1000), Some(1000 + wanted));
    }

    #[test]
    fn a_source_that_answers_is_asked_at_its_pace_and_not_while_it_is_fresh() {
        check_answered(None, None, 3600);
        check_answered(Some(0), None, 3600);
        check_answered(Some(7200), None, 7200);
        check_answered(Some(31_536_000), None, 86_400);
        check_answered(Some(60), Some(9000), 9000);
        check_answered(None, Some(u64::MAX), 86_400);
    }

    #[test]
    fn a_source_that_fails_is_asked_soon_and_then_ever_more_rarely() {
        check_failed(1, None, 300);
        check_failed(2, None, 600);
        check_failed(4, None, 2400);
        check_failed(9, None, 76_800);
        check_failed(10, None, 86_400);
        check_failed(u32::MAX, None, 86_400);
        check_failed(1, Some(4000), 4000);
        check_failed(4, Some(1), 2400);
        check_failed(1, Some(1_000_000), 86_400);
    }

    #[test]
    fn a_pace_has_a_floor_and_its_wish_lifts_the_ceiling() {
        let due = |interval| {
            let outcome = Outcome::Answered {
                fresh_for: None,
                retry_after: None,
            };
            next_due(outcome, Pace { interval, ..PACE }, 0)
        };
        assert_eq!(due(1), Some(300));
        assert_eq!(due(604_800), Some(604_800));
        assert_eq!(next_due(Outcome::Gone, PACE, 0), None);
        let never_ending = Pace {
            interval: u64::MAX,
            ..PACE
        };
        assert_eq!(
            next_due(
                Outcome::Failed {
                    in_a_row: 1,
                    retry_after: None
                },
                never_ending,
                i64::MAX
            ),
            Some(i64::MAX)
        );
    }

    #[test]
    fn a_request_is_repeated_after_twice_as_long_each_time() {
        let retries = Retries {
            most: 3,
            first: Duration::from_millis(400),
            longest: Duration::from_secs(1),
        };
        let check = |tried, asked, jitter, wanted: Option<u64>| {
            let found = retries.delay(tried, asked, jitter);
            assert_eq!(
                found,
                wanted.map(Duration::from_millis),
                "{tried} {asked:?} {jitter}"
            );
        };
        check(1, None, 0.5, Some(400));
        check(2, None, 0.5, Some(800));
        check(1, None, 0.0, Some(200));
        check(1, None, 1.0, Some(600));
        check(3, None, 0.5, Some(1000));
        check(3, None, 1.0, Some(1000));
        check(4, None, 0.5, None);
        check(1, Some(1), 0.0, Some(1000));
        check(1, Some(0), 0.5, Some(400));
        check(1, Some(2), 0.5, None);
    }

    #[test]
    fn a_move_is_believed_when_it_was_told_three_times_in_a_row() {
        let story = |told: &[Option<&str>]| {
            let moved = told
                .iter()
                .fold(None, |before, to| Moved::after(before, *to));
            moved.is_some_and(|moved| moved.is_believed())
        };
        let (new, other) = (Some("https://new.org/"), Some("https://other.org/"));
        assert!(!story(&[new, new]));
        assert!(story(&[new, new, new]));
        assert!(!story(&[new, new, None, new]));
        assert!(!story(&[new, new, other, new]));
        assert!(story(&[other, new, new, new, new]));
    }
}
