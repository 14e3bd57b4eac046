//! Who does the jobs of the near thread, and uses the quiet between them.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::ahead::{self, AheadDelivery};
use super::errand::Delivery;
use super::far::{Errand, Far, fault};
use super::full_text::{PageDelivery, PageErrand};
use super::indexing::{FEW, index_some};
use super::near::{self, Near};
use super::pictures::{Decoder, PictureErrand, Sought, is_allowed};
use super::queue::{Habits, Job, Told};
use super::refreshing::{Refreshing, Taken, due};
use crate::app::{Answer, Effect, Origin};
use crate::article::Collection;
use crate::library::{ArticleId, SourceId};
use crate::locale::Sentence;
use crate::sentence;
use crate::store::Picture;

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

/// Who does the jobs, on a thread of its own.
pub(super) struct Attendant {
    near: Near,
    habits: Habits,
    /// Who goes out for what the person asks of an article.
    far: Far,
    /// Who goes out to the sources, and is called back when that is stopped.
    rounds: Far,
    refreshing: Refreshing,
    /// The article whose pictures were asked for last.
    shown: Option<ArticleId>,
    /// Who decodes pictures; nobody before the first.
    decoder: Option<Decoder>,
    /// For how long nothing has been asked.
    quiet: Quiet,
    /// Where deliveries are to be brought.
    jobs: Sender<Job>,
    answers: Sender<Told>,
    wake: Box<dyn Fn() + Send>,
}

impl Attendant {
    /// Does jobs with the library of `near`; those of deliveries come by `jobs`.
    pub(super) fn new(
        near: Near,
        habits: Habits,
        jobs: Sender<Job>,
        answers: Sender<Told>,
        wake: impl Fn() + Send + 'static,
    ) -> Attendant {
        Attendant {
            near,
            refreshing: Refreshing::new(habits.manners.clone(), habits.images),
            far: Far::new(habits.manners.clone()),
            rounds: Far::new(habits.manners.clone()),
            shown: None,
            habits,
            decoder: None,
            quiet: Quiet::Asked,
            jobs,
            answers,
            wake: Box::new(wake),
        }
    }

    /// Does jobs in order until it is told to end; in between, what can wait.
    pub(super) fn attend(mut self, queue: &Receiver<Job>) {
        while let Some(jobs) = self.next(queue) {
            let outdated = outdated(&jobs);
            for (job, is_outdated) in jobs.into_iter().zip(outdated) {
                if matches!(job, Job::Ask(Effect::Quit)) {
                    self.near.leave();
                    return;
                }
                let settles = matches!(job, Job::Ask(_) | Job::Show(..));
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

    /// Does what can wait; where that fails by a fault of ours, it waits for another time.
    fn use_the_quiet(&mut self) {
        let used = panic::catch_unwind(AssertUnwindSafe(|| self.used()));
        self.quiet = used.unwrap_or(Quiet::AtRest);
    }

    /// It indexes, brings the library to rest, looks whether a source is due.
    fn used(&mut self) -> Quiet {
        match self.quiet {
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
        }
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
        let fetches = matches!(
            job,
            Job::TakeIn(_) | Job::TakeAhead(_) | Job::Ask(Effect::Refresh(_))
        );
        let read = match job {
            Job::Ask(Effect::Read(id)) => Some(id),
            _ => None,
        };
        let done = panic::catch_unwind(AssertUnwindSafe(|| self.done(job)));
        let why = match done {
            Ok(Ok(answer)) => return answer,
            Ok(Err(why)) => why,
            Err(_) => fault(),
        };
        Some(match read {
            // The article is waited for.
            Some(id) => Answer::Article {
                id,
                result: Err(why),
            },
            // What else comes would find the library in the same state.
            None if fetches => self.break_off(why),
            None => Answer::Failed(why),
        })
    }

    fn done(&mut self, job: Job) -> Result<Option<Answer>, Sentence> {
        Ok(match job {
            Job::Ask(Effect::Refresh(sources)) => self.send_out(&sources)?,
            Job::Ask(Effect::StopFetching) => {
                Some(self.break_off(sentence!("fetching was stopped", "已停止更新")))
            }
            Job::Ask(Effect::Pictures {
                id,
                urls,
                room,
                fetch,
            }) => {
                self.shown = Some(id);
                for url in urls {
                    let sought = Sought { id, url, room };
                    if let Err(why) = self.seek(sought.clone(), fetch) {
                        self.lay(Some(sought.answer(Err(why))), false);
                    }
                }
                None
            }
            Job::Ask(Effect::FullText(id)) => self.ask_for_page(id)?,
            Job::Ask(effect) => self.near.answer(effect)?,
            Job::Show(origin, result) => Some(self.show(origin, result)),
            Job::TakeIn(delivery) => self.take_in(delivery)?,
            Job::TakeAhead(delivery) => self.take_ahead(delivery)?,
            Job::TakePage(delivery) => Some(self.take_page(delivery)?),
            Job::Fetched(sought, result) => self.take_picture(sought, result)?,
            Job::Decoded(sought, result) => Some(sought.answer(result.map(Some))),
        })
    }

    /// Calls all back who are on the round of the sources, and says why.
    fn break_off(&mut self, why: Sentence) -> Answer {
        self.rounds.stop();
        Answer::Fetching(self.refreshing.break_off(why))
    }

    /// Has a picture decoded, if it is in the library; else fetched, where that is allowed.
    fn seek(&mut self, sought: Sought, fetch: bool) -> Result<(), Sentence> {
        if let Some(picture) = self.near.store().picture(&sought.url)? {
            self.decode(sought, picture);
            return Ok(());
        }
        let source = self.near.store().source_of(sought.id)?;
        let source = source.filter(|source| fetch || is_allowed(source, self.habits.images.fetch));
        match source.filter(|_| sought.url.opens()) {
            Some(source) => {
                let errand = PictureErrand::new(&sought.url, &source, &self.habits.manners);
                let job = move |result| Job::Fetched(sought, result);
                send(&mut self.far, &self.jobs, errand, job)?;
            }
            None => self.lay(Some(sought.answer(Ok(None))), false),
        }
        Ok(())
    }

    fn take_picture(
        &mut self,
        sought: Sought,
        result: Result<Picture, Sentence>,
    ) -> Result<Option<Answer>, Sentence> {
        let picture = match result {
            Ok(picture) => picture,
            Err(why) => return Ok(Some(sought.answer(Err(why)))),
        };
        let budget = self.habits.images.budget;
        ahead::keep(self.near.store(), sought.id, &sought.url, &picture, budget)?;
        if self.shown == Some(sought.id) {
            self.decode(sought, picture);
        }
        Ok(None)
    }

    fn decode(&mut self, sought: Sought, picture: Picture) {
        let jobs = &self.jobs;
        let decoder = self.decoder.get_or_insert_with(|| {
            let jobs = jobs.clone();
            Decoder::new(move |sought, result| {
                let _ = jobs.send(Job::Decoded(sought, result));
            })
        });
        decoder.decode(sought, picture.bytes);
    }

    fn send_out(&mut self, sources: &[SourceId]) -> Result<Option<Answer>, Sentence> {
        let errands = self.refreshing.send(self.near.store(), sources)?;
        for errand in errands {
            send(&mut self.rounds, &self.jobs, errand, Job::TakeIn)?;
        }
        Ok(Some(Answer::Fetching(self.refreshing.going())))
    }

    fn take_in(&mut self, delivery: Delivery) -> Result<Option<Answer>, Sentence> {
        match self.refreshing.take_in(self.near.store(), delivery)? {
            Some(taken) => self.go_on(taken).map(Some),
            None => Ok(None),
        }
    }

    fn take_ahead(&mut self, delivery: AheadDelivery) -> Result<Option<Answer>, Sentence> {
        let is_waited_for = self.refreshing.is_under_way();
        let taken = self.refreshing.take_ahead(self.near.store(), delivery)?;
        let answer = self.go_on(taken)?;
        Ok(Some(answer).filter(|_| is_waited_for))
    }

    /// Has fetched what is wished for what was taken in; tells how it goes.
    fn go_on(&mut self, taken: Taken) -> Result<Answer, Sentence> {
        self.near.forget(&taken.changed);
        for errand in taken.ahead {
            send(&mut self.rounds, &self.jobs, errand, Job::TakeAhead)?;
        }
        Ok(Answer::Fetching(self.refreshing.going()))
    }

    /// Sends somebody to the page of an article, because the person wants its full text.
    fn ask_for_page(&mut self, id: ArticleId) -> Result<Option<Answer>, Sentence> {
        let manners = self.habits.manners.clone();
        match PageErrand::new(self.near.store(), id, &manners)? {
            Some(errand) => {
                send(&mut self.far, &self.jobs, errand, Job::TakePage)?;
                Ok(None)
            }
            None => Ok(Some(Answer::FullText {
                id,
                result: Err(sentence!(
                    "this article gives no address of its own",
                    "这篇文章没有自己的网址"
                )),
            })),
        }
    }

    fn take_page(&mut self, delivery: PageDelivery) -> Result<Answer, Sentence> {
        let id = delivery.article;
        let result = match delivery.result {
            Ok(page) => {
                self.near.forget(&[id]);
                Ok(self.near.store().put_page(id, &page)?)
            }
            Err(why) => Err(why),
        };
        Ok(Answer::FullText { id, result })
    }

    /// Sends errands to the sources that are due.
    fn look_for_due(&mut self) {
        if self.near.store().is_read_only() {
            return;
        }
        let is_busy = self.refreshing.is_under_way();
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

/// Sends an errand out, whose delivery is a job.
fn send<E: Errand>(
    far: &mut Far,
    jobs: &Sender<Job>,
    errand: E,
    job: impl FnOnce(E::Delivery) -> Job + Send + 'static,
) -> Result<(), Sentence> {
    let jobs = jobs.clone();
    far.send(errand, move |delivery| {
        let _ = jobs.send(job(delivery));
    })
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
