//! What takes long, away from the loop: reading files and addresses.
//!
//! [`read`] does it at once, for commands; [`Work`] does it on another thread
//! and has the loop woken when there is an answer.

mod folder;
mod source;

use std::panic;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

pub use source::{Reading, collect, read};

use crate::app::{Answer, Origin};
use crate::parse::From;
use crate::sentence;

/// What is being done for the loop.
pub struct Work {
    answers: Receiver<Answer>,
    sender: Sender<Answer>,
    wake: Arc<Mutex<dyn Fn() + Send>>,
}

impl Work {
    /// Nothing is being done yet; `wake` will be called whenever there is an answer.
    pub fn new(wake: impl Fn() + Send + 'static) -> Work {
        let (sender, answers) = channel();
        Work {
            answers,
            sender,
            wake: Arc::new(Mutex::new(wake)),
        }
    }

    /// Reads the articles of `origin`; an [`Answer::Opened`] will tell.
    pub fn open(&mut self, origin: Origin) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            // A fault of ours must not leave the person waiting for ever.
            let result = panic::catch_unwind(|| {
                read(&origin, From::Auto).and_then(|readings| collect(&origin, readings))
            });
            let result = result.unwrap_or_else(|_| {
                Err(sentence!(
                    "this could not be read: a fault of Wenlan's own; please report it",
                    "读取时文澜自身出错，烦请报告"
                ))
            });
            // Nobody is left to tell when the program has ended.
            if sender.send(Answer::Opened { origin, result }).is_ok() {
                let wake = wake.lock().unwrap_or_else(PoisonError::into_inner);
                wake();
            }
        });
    }

    /// The answers that have come since this was last asked.
    pub fn answers(&self) -> impl Iterator<Item = Answer> {
        self.answers.try_iter()
    }
}
