//! Takes the terminal and gives it back, whatever happens.
//!
//! A [`Session`] borrows the person's terminal. It goes back when the session
//! is dropped, thus at a quit, an error and an unwinding; a panic gives it back
//! before its message is printed. For as long as it is ours, lines are not
//! wrapped by the terminal: nothing that we send can run into the next row.

use std::io::{self, IsTerminal as _, Write as _};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::error::TerminalError;
use super::tty::Tty;
use crate::text;

/// The terminal, borrowed.
#[derive(Debug)]
pub(super) struct Session {
    borrowed: Arc<Borrowed>,
}

/// What the session and the panic hook both know.
#[derive(Debug)]
struct Borrowed {
    tty: Tty,
    entering: String,
    leaving: String,
    /// The terminal is in raw mode for us.
    ours: AtomicBool,
    /// It was told so: something was sent to it.
    told: AtomicBool,
    /// The terminal's clusters mode is on because of us.
    clusters_mode: AtomicBool,
    /// What has the terminal forget the pictures that it keeps for us.
    farewell: Mutex<Vec<u8>>,
    /// The thread that draws. Another one's panic does not end the session.
    thread: ThreadId,
    /// What other threads would have printed over the screen.
    unsaid: Mutex<Vec<String>>,
}

impl Session {
    /// Finds the terminal, and sees to it that a panic gives it back.
    ///
    /// `plain` is for terminals that know little more than the cursor (see
    /// [`is_plain`](super::is_plain)): they are not told of titles and links.
    pub(super) fn open(title: &str, plain: bool) -> Result<Session, TerminalError> {
        if !io::stdout().is_terminal() {
            return Err(TerminalError::Missing);
        }
        let tty = Tty::open().map_err(|_| TerminalError::Missing)?;
        let (entering, leaving) = sequences(title, plain);
        let borrowed = Arc::new(Borrowed {
            tty,
            entering,
            leaving,
            ours: AtomicBool::new(false),
            told: AtomicBool::new(false),
            clusters_mode: AtomicBool::new(false),
            farewell: Mutex::default(),
            thread: thread::current().id(),
            unsaid: Mutex::default(),
        });
        borrowed.watch_panics();
        Ok(Session { borrowed })
    }

    pub(super) fn tty(&self) -> &Tty {
        &self.borrowed.tty
    }

    /// Takes the terminal; appends what has to be sent to it before anything else.
    pub(super) fn enter(&self, out: &mut Vec<u8>) -> Result<(), TerminalError> {
        enable_raw_mode().map_err(TerminalError::Failed)?;
        self.borrowed.ours.store(true, Ordering::SeqCst);
        out.extend_from_slice(self.borrowed.entering.as_bytes());
        if self.borrowed.clusters_mode.load(Ordering::SeqCst) {
            out.extend_from_slice(b"\x1b[?2027h");
        }
        Ok(())
    }

    /// Sends what [`enter`](Session::enter) asked for, and whatever else, in one piece.
    pub(super) fn send(&self, bytes: &[u8]) -> Result<(), TerminalError> {
        self.borrowed.told.store(true, Ordering::SeqCst);
        self.borrowed.tty.send(bytes).map_err(TerminalError::Failed)
    }

    /// Gives the terminal back until the next [`enter`](Session::enter).
    pub(super) fn leave(&self) {
        self.borrowed.give_back();
    }

    /// Remembers what is to be sent before the terminal is given back.
    pub(super) fn set_farewell(&self, farewell: Vec<u8>) {
        let kept = self.borrowed.farewell.lock();
        *kept.unwrap_or_else(PoisonError::into_inner) = farewell;
    }

    /// Remembers that the clusters mode is on because of us.
    pub(super) fn set_clusters_mode(&self, on: bool) {
        self.borrowed.clusters_mode.store(on, Ordering::SeqCst);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Borrowed {
    /// Gives the terminal back, if it is ours.
    fn give_back(&self) {
        if !self.ours.swap(false, Ordering::SeqCst) {
            return;
        }
        // A failure here has nowhere to go: the screen it would be told on is gone.
        if self.told.swap(false, Ordering::SeqCst) {
            let clusters_mode = self.clusters_mode.load(Ordering::SeqCst);
            let reset = if clusters_mode { "\x1b[?2027l" } else { "" };
            let farewell = self.farewell.lock().unwrap_or_else(PoisonError::into_inner);
            let leaving = [&farewell, reset.as_bytes(), self.leaving.as_bytes()].concat();
            let _ = self.tty.send(&leaving);
        }
        let _ = disable_raw_mode();
        let mut unsaid = self.unsaid.lock().unwrap_or_else(PoisonError::into_inner);
        for message in unsaid.drain(..) {
            let _ = writeln!(io::stderr(), "{message}");
        }
    }

    /// Makes a panic of the drawing thread give the terminal back before it speaks,
    /// and one of another thread keep silent until then.
    fn watch_panics(self: &Arc<Borrowed>) {
        let borrowed = Arc::downgrade(self);
        let speak = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let borrowed = borrowed
                .upgrade()
                .filter(|borrowed| borrowed.ours.load(Ordering::SeqCst));
            match borrowed {
                Some(borrowed) if borrowed.thread != thread::current().id() => {
                    let mut unsaid = borrowed
                        .unsaid
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner);
                    unsaid.push(panic.to_string());
                }
                Some(borrowed) => {
                    borrowed.give_back();
                    speak(panic);
                }
                None => speak(panic),
            }
        }));
    }
}

/// What takes a terminal and what gives it back.
///
/// Every mode that is set is reset in the opposite order: alternate screen, no
/// wrapping, no cursor, mouse buttons told in SGR form, pastes in brackets, and
/// a title of our own above the old one.
fn sequences(title: &str, plain: bool) -> (String, String) {
    let entering = "\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[?1000h\x1b[?1006h\x1b[?2004h";
    let leaving = "\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?25h\x1b[?7h\x1b[?1049l";
    if plain {
        // Without an alternate screen the prompt would stand on our last frame.
        return (entering.into(), format!("\x1b[m{leaving}\x1b[999H\r\n"));
    }
    let title = text::clean(title).replace('\n', " ");
    (
        format!("{entering}\x1b[22;2t\x1b]2;{title}\x1b\\"),
        format!("\x1b]8;;\x1b\\\x1b[m\x1b[23;2t{leaving}"),
    )
}
