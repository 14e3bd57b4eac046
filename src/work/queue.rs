//! The queue of the near thread, and the answers that come back to the loop.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::errand::{Delivery, kept};
use super::indexing::{FEW, index_some};
use super::manners::Manners;
use super::near::{self, Near};
use super::refreshing::{Refreshing, due};
use super::source::{collect, read};
use crate::app::{Answer, Effect, Origin};
use crate::article::Collection;
use crate::locale::Sentence;
use crate::sentence;
use crate::store::StoreError;

/// One question follows the other; what can wait begins when none has come for this long.
const BREATH: Duration = Duration::from_millis(25);

/// When nothing has been asked for this long, the library is brought to rest.
const REST: Duration = Duration::from_secs(3);

/// For how long nothing has been asked, and what has been done meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quiet {
    /// Something was asked just now.
    Asked,
    /// Articles are being indexed.
    Indexing,
    /// There is nothing to index.
    Indexed,
    /// The library has been brought to rest.
    AtRest,
}

/// What is being done for the loop.
pub struct Work {
    answers: Receiver<Told>,
    jobs: Option<Sender<Job>>,
    near: Option<JoinHandle<()>>,
    /// Questions to the library that have not been answered.
    asked: usize,
    manners: Manners,
}

/// How a library is worked with beside being asked.
#[derive(Clone, Debug)]
pub struct Habits {
    /// How sources are fetched.
    pub manners: Manners,
    /// How often it is looked whether a source is due; nothing for never.
    pub looks: Option<Duration>,
}

/// An answer, and whether it settles a question.
struct Told {
    answer: Option<Answer>,
    settles: bool,
}

/// What the near thread is to do.
enum Job {
    Ask(Effect),
    /// Put on the shelf what has been opened.
    Show(Origin, Result<(Collection, usize), Sentence>),
    /// Take in what an errand has brought.
    TakeIn(Delivery),
}

impl Work {
    /// Works with the library that `near` asks; `wake` is called whenever there is an answer.
    pub fn new(near: Near, habits: Habits, wake: impl Fn() + Send + 'static) -> Work {
        let (sender, answers) = channel();
        let (jobs, queue) = channel();
        let manners = habits.manners.clone();
        let attendant = Attendant {
            near,
            habits,
            refreshing: None,
            quiet: Quiet::Asked,
            jobs: jobs.clone(),
            answers: sender,
            wake: Box::new(wake),
        };
        let thread = thread::spawn(move || attendant.attend(&queue));
        Work {
            answers,
            jobs: Some(jobs),
            near: Some(thread),
            asked: 0,
            manners,
        }
    }

    /// Does what the model asks, if it is work.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Open(origin) => self.open(origin),
            effect => self.give(Job::Ask(effect)),
        }
    }

    fn give(&mut self, job: Job) {
        let Some(jobs) = &self.jobs else { return };
        self.asked += usize::from(jobs.send(job).is_ok());
    }

    /// Reads the articles of `origin` away from the library, and has them shown.
    fn open(&mut self, origin: Origin) {
        let Some(jobs) = self.jobs.clone() else {
            return;
        };
        self.asked += 1;
        let manners = self.manners.clone();
        thread::spawn(move || {
            // A fault of ours must not leave the person waiting for ever.
            let result = panic::catch_unwind(|| {
                read(&origin, &kept(), &manners).and_then(|readings| collect(&origin, readings))
            });
            let result = result.unwrap_or_else(|_| Err(fault()));
            // Without a library the program is ending.
            let _ = jobs.send(Job::Show(origin, result));
        });
    }

    /// Whether an answer of the library is to come, which takes no time worth the name.
    pub fn is_asked(&self) -> bool {
        self.asked > 0
    }

    /// The answers that have come since this was last asked.
    pub fn answers(&mut self) -> Vec<Answer> {
        let told: Vec<Told> = self.answers.try_iter().collect();
        let settled = told.iter().filter(|told| told.settles).count();
        self.asked = self.asked.saturating_sub(settled);
        told.into_iter().filter_map(|told| told.answer).collect()
    }
}

impl Drop for Work {
    /// Everything that was asked is done before the program ends.
    fn drop(&mut self) {
        if let Some(jobs) = self.jobs.take() {
            let _ = jobs.send(Job::Ask(Effect::Quit));
        }
        let _ = self.near.take().map(JoinHandle::join);
    }
}

fn fault() -> Sentence {
    sentence!(
        "this failed: a fault of Wenlan's own; please report it",
        "文澜自身出错，烦请报告"
    )
}

/// Who does the jobs, on a thread of its own.
struct Attendant {
    near: Near,
    habits: Habits,
    /// Errands that are under way; nobody is sent out before the first.
    refreshing: Option<Refreshing>,
    /// For how long nothing has been asked.
    quiet: Quiet,
    /// Where deliveries are to be brought.
    jobs: Sender<Job>,
    answers: Sender<Told>,
    wake: Box<dyn Fn() + Send>,
}

impl Attendant {
    /// Does jobs in order until it is told to end; in between, what can wait.
    fn attend(mut self, queue: &Receiver<Job>) {
        while let Some(jobs) = self.next(queue) {
            let outdated = outdated(&jobs);
            for (job, is_outdated) in jobs.into_iter().zip(outdated) {
                if matches!(job, Job::Ask(Effect::Quit)) {
                    self.near.leave();
                    return;
                }
                let settles = !matches!(job, Job::TakeIn(_));
                let answer = if is_outdated { None } else { self.guarded(job) };
                self.lay(answer, settles);
            }
        }
    }

    /// The next jobs; nothing when there will be none.
    fn next(&mut self, queue: &Receiver<Job>) -> Option<Vec<Job>> {
        let mut jobs: Vec<Job> = queue.try_iter().collect();
        while jobs.is_empty() {
            let patience = match self.quiet {
                Quiet::Asked => Some(BREATH),
                Quiet::Indexing => Some(Duration::ZERO),
                Quiet::Indexed => Some(REST),
                Quiet::AtRest => self.habits.looks,
            };
            let Some(patience) = patience else {
                jobs.push(queue.recv().ok()?);
                break;
            };
            match queue.recv_timeout(patience) {
                Ok(job) => jobs.push(job),
                Err(RecvTimeoutError::Timeout) => self.use_the_quiet(),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        jobs.extend(queue.try_iter());
        self.quiet = Quiet::Asked;
        Some(jobs)
    }

    /// Does what can wait: it indexes, brings the library to rest, looks whether a source is due.
    fn use_the_quiet(&mut self) {
        self.quiet = match self.quiet {
            Quiet::Asked | Quiet::Indexing => {
                if self.index() {
                    Quiet::Indexing
                } else {
                    Quiet::Indexed
                }
            }
            Quiet::Indexed => {
                self.rest();
                Quiet::AtRest
            }
            Quiet::AtRest => {
                self.look_for_due();
                Quiet::AtRest
            }
        };
    }

    /// Brings the library to rest, so that its log does not grow while nothing happens.
    fn rest(&mut self) {
        // A log that cannot be emptied now is emptied another time.
        let _ = self.near.store().settle();
    }

    /// Indexes a few articles; says whether there may be more.
    fn index(&mut self) -> bool {
        let store = self.near.store();
        // What cannot be indexed now is indexed another time; searching says what is the matter.
        !store.is_read_only() && index_some(store, FEW).unwrap_or(false)
    }

    fn lay(&self, answer: Option<Answer>, settles: bool) {
        // Nobody is left to tell when the program has ended.
        if self.answers.send(Told { answer, settles }).is_ok() {
            (self.wake)();
        }
    }

    /// Does a job; a fault of ours must not leave the person without a library.
    fn guarded(&mut self, job: Job) -> Option<Answer> {
        let done = panic::catch_unwind(AssertUnwindSafe(|| self.done(job)));
        match done {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => Some(Answer::Failed(error.sentence())),
            Err(_) => Some(Answer::Failed(fault())),
        }
    }

    fn done(&mut self, job: Job) -> Result<Option<Answer>, StoreError> {
        Ok(match job {
            Job::Ask(Effect::Refresh(sources)) => self.send_out(&sources)?,
            Job::Ask(Effect::StopFetching) => {
                self.refreshing.iter_mut().for_each(Refreshing::stop);
                None
            }
            Job::Ask(effect) => self.near.answer(effect)?,
            Job::Show(origin, result) => Some(self.show(origin, result)),
            Job::TakeIn(delivery) => self.take_in(delivery)?,
        })
    }

    fn send_out(
        &mut self,
        sources: &[crate::library::SourceId],
    ) -> Result<Option<Answer>, StoreError> {
        let jobs = self.jobs.clone();
        let manners = &self.habits.manners;
        let refreshing = self.refreshing.get_or_insert_with(|| {
            Refreshing::new(manners.clone(), move |delivery| {
                let _ = jobs.send(Job::TakeIn(delivery));
            })
        });
        let going = refreshing.send(self.near.store(), sources)?;
        Ok(Some(Answer::Fetching(going)))
    }

    fn take_in(&mut self, delivery: Delivery) -> Result<Option<Answer>, StoreError> {
        let Some(refreshing) = &mut self.refreshing else {
            return Ok(None);
        };
        let taken = refreshing.take_in(self.near.store(), delivery)?;
        Ok(taken.map(|(going, changed)| {
            self.near.forget(&changed);
            Answer::Fetching(going)
        }))
    }

    /// Sends errands to the sources that are due.
    fn look_for_due(&mut self) {
        let is_busy = self
            .refreshing
            .as_ref()
            .is_some_and(Refreshing::is_under_way);
        if let (false, Ok(due)) = (is_busy, due(self.near.store()))
            && !due.is_empty()
        {
            let answer = self.guarded(Job::Ask(Effect::Refresh(due)));
            self.lay(answer, false);
        }
    }

    fn show(&mut self, origin: Origin, result: Result<(Collection, usize), Sentence>) -> Answer {
        let result = result.and_then(|(collection, complaints)| {
            let shown = self.near.show(&origin, &collection);
            shown.map(|()| complaints).map_err(|error| error.sentence())
        });
        Answer::Opened { origin, result }
    }
}

/// What a job asks, if it is a question.
fn question(job: &Job) -> Option<&Effect> {
    match job {
        Job::Ask(effect) => Some(effect),
        _ => None,
    }
}

/// For each job, whether a later one makes it one that nobody needs an answer to.
fn outdated(jobs: &[Job]) -> Vec<bool> {
    let is_outdated = |(at, job): (usize, &Job)| {
        let later = || jobs[at + 1..].iter().filter_map(question);
        question(job).is_some_and(|asked| later().any(|later| near::is_outdated(asked, later)))
    };
    jobs.iter().enumerate().map(is_outdated).collect()
}
