//! Waits for whatever happens next: bytes, signals, calls of other threads.
//!
//! One thread, one `poll`. There is no thread that reads input, so nothing
//! steals keys from a program that is started meanwhile, and an idle loop takes
//! no time at all.

use std::collections::VecDeque;
use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag;
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::input::{Decoder, Input};
use super::tty::Tty;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Happening {
    /// The terminal told something.
    Input(Input),
    /// A signal came; a terminal that is gone counts as `SIGHUP`.
    Signal(i32),
    /// A [`Waker`] was used, perhaps several times.
    Woken,
}

/// Where happenings come from, in order.
#[derive(Debug)]
pub(super) struct Events {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    calls: UnixStream,
    waker: Waker,
    decoder: Decoder,
    /// When the terminal told something last.
    told: Instant,
    inputs: Vec<Input>,
    ready: VecDeque<Happening>,
    buffer: Vec<u8>,
}

/// Wakes the loop from another thread.
#[derive(Clone, Debug)]
pub struct Waker(Arc<UnixStream>);

impl Waker {
    /// Makes the loop go round; it will look for what there is to do.
    pub fn wake(&self) {
        // When the pipe is full the loop has been called often enough.
        let _ = (&*self.0).write(&[1]);
    }
}

/// The signals that end the program.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

impl Events {
    /// Begins to listen to signals.
    ///
    /// One that ends the program does so at once when it comes a second time,
    /// should the loop be stuck.
    pub(super) fn new() -> io::Result<Events> {
        let (calls, caller) = UnixStream::pair()?;
        calls.set_nonblocking(true)?;
        caller.set_nonblocking(true)?;
        for signal in ENDING {
            let came = Arc::new(AtomicBool::new(false));
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&came))?;
            flag::register(signal, came)?;
        }
        let (read, write) = UnixStream::pair()?;
        let watched = ENDING.into_iter().chain([SIGCONT, SIGTSTP, SIGWINCH]);
        Ok(Events {
            signals: SignalDelivery::with_pipe(read, write, SignalOnly, watched)?,
            calls,
            waker: Waker(Arc::new(caller)),
            decoder: Decoder::default(),
            told: Instant::now(),
            inputs: Vec::new(),
            ready: VecDeque::new(),
            buffer: vec![0; 1 << 16],
        })
    }

    pub(super) fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// The next happening; nothing when none comes within `timeout`, if there is one.
    pub(super) fn next(
        &mut self,
        tty: &Tty,
        timeout: Option<Duration>,
    ) -> io::Result<Option<Happening>> {
        let until = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            if let Some(happening) = self.ready.pop_front() {
                return Ok(Some(happening));
            }
            let soonest = [until, self.patience()].into_iter().flatten().min();
            self.wait(Some(tty), soonest)?;
            let now = Instant::now();
            let is_past = |moment: Option<Instant>| moment.is_some_and(|moment| moment <= now);
            if self.ready.is_empty() && is_past(self.patience()) {
                self.decoder.flush(&mut self.inputs);
                self.hand_over();
            }
            if self.ready.is_empty() && is_past(until) {
                return Ok(None);
            }
        }
    }

    /// Until when what the terminal has begun to tell may be ended.
    fn patience(&self) -> Option<Instant> {
        let patience = self.decoder.patience()?;
        Some(self.told + patience)
    }

    fn hand_over(&mut self) {
        self.ready
            .extend(self.inputs.drain(..).map(Happening::Input));
    }

    /// Waits, however long it takes, until the program is continued; the rest is kept for later.
    pub(super) fn wait_for_continue(&mut self) -> io::Result<()> {
        let is_continue = |happening: &Happening| *happening == Happening::Signal(SIGCONT);
        while !self.ready.iter().any(is_continue) {
            self.wait(None, None)?;
        }
        self.ready.retain(|happening| !is_continue(happening));
        Ok(())
    }

    /// Waits for one round and gathers what has happened.
    fn wait(&mut self, tty: Option<&Tty>, until: Option<Instant>) -> io::Result<()> {
        let timeout = until.map(|until| until.saturating_duration_since(Instant::now()));
        let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
        let mut watched = vec![
            PollFd::new(self.signals.get_read(), PollFlags::IN),
            PollFd::new(&self.calls, PollFlags::IN),
        ];
        watched.extend(tty.map(|tty| PollFd::new(tty, PollFlags::IN)));
        match poll(&mut watched, timeout.as_ref()) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        let speaks: Vec<bool> = watched.iter().map(|fd| !fd.revents().is_empty()).collect();
        if speaks[0] {
            self.ready
                .extend(self.signals.pending().map(Happening::Signal));
        }
        if speaks[1] {
            while matches!(self.calls.read(&mut self.buffer), Ok(1..)) {}
            self.ready.push_back(Happening::Woken);
        }
        match tty {
            Some(tty) if speaks[2] => self.receive(tty),
            _ => Ok(()),
        }
    }

    fn receive(&mut self, tty: &Tty) -> io::Result<()> {
        match tty.receive(&mut self.buffer) {
            Ok(read @ 1..) => {
                self.told = Instant::now();
                self.decoder.feed(&self.buffer[..read], &mut self.inputs);
                self.hand_over();
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // The other end is gone; so is the person.
            Ok(_) => self.ready.push_back(Happening::Signal(SIGHUP)),
            Err(error) if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) => {
                self.ready.push_back(Happening::Signal(SIGHUP));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
