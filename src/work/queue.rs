//! The queue of the near thread, and the answers that come back to the loop.

use std::panic;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::ahead::AheadDelivery;
use super::attendant::Attendant;
use super::errand::{Delivery, kept};
use super::far::fault;
use super::full_text::PageDelivery;
use super::manners::Manners;
use super::near::Near;
use super::pictures::Sought;
use super::source::{collect, read};
use crate::app::{Answer, Effect, Origin};
use crate::article::Collection;
use crate::config::Pictures;
use crate::locale::Sentence;
use crate::picture::Picture;
use crate::sentence;
use crate::store;

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
    /// What is done about pictures.
    pub images: Pictures,
    /// How often it is looked whether a source is due; nothing for never.
    pub looks: Option<Duration>,
}

/// An answer, and whether it settles a question.
pub(super) struct Told {
    pub(super) answer: Option<Answer>,
    pub(super) settles: bool,
}

/// What the near thread is to do.
pub(super) enum Job {
    Ask(Effect),
    /// Put on the shelf what has been opened.
    Show(Origin, Result<(Collection, usize), Sentence>),
    /// Take in what an errand has brought.
    TakeIn(Delivery),
    /// Take in what was fetched ahead of reading.
    TakeAhead(AheadDelivery),
    /// Take in the page of an article that the person asked for.
    TakePage(PageDelivery),
    /// Take in a picture that has come.
    Fetched(Sought, Result<store::Picture, Sentence>),
    /// Pass on a picture that has been decoded.
    Decoded(Sought, Result<Arc<Picture>, Sentence>),
}

impl Work {
    /// Works with the library that `near` asks; `wake` is called whenever there is an answer.
    pub fn new(near: Near, habits: Habits, wake: impl Fn() + Send + 'static) -> Work {
        let (sender, answers) = channel();
        let (jobs, queue) = channel();
        let manners = habits.manners.clone();
        let attendant = Attendant::new(near, habits, jobs.clone(), sender, wake);
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
        let (asked, told) = (origin.clone(), jobs.clone());
        let begun = thread::Builder::new().spawn(move || {
            // A fault of ours must not leave the person waiting for ever.
            let result = panic::catch_unwind(|| {
                read(&origin, &kept(), &manners).and_then(|readings| collect(&origin, readings))
            });
            let result = result.unwrap_or_else(|_| Err(fault()));
            // Without a library the program is ending.
            let _ = jobs.send(Job::Show(origin, result));
        });
        if begun.is_err() {
            let _ = told.send(Job::Show(
                asked,
                Err(sentence!(
                    "too much is going on; close some programs and try again",
                    "系统资源不足，请关闭一些程序后重试"
                )),
            ));
        }
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
