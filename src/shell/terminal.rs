//! The terminal as the loop sees it: frames go in, events come out.
//!
//! ```text
//!            ┌─ Session ─ taken and given back
//! Terminal ──┼─ Surface ─ frames → bytes
//!            ├─ Events ── bytes, signals, calls → what happened
//!            └─ Probe ─── asked with the first frame, answered among the events
//! ```
//!
//! What concerns the terminal alone happens here and is not told: answers are
//! taken from among the keys, Ctrl-Z stops the program and `fg` takes the
//! terminal anew.

use std::io;
use std::time::{Duration, Instant};

use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};

use super::clipboard;
use super::error::TerminalError;
use super::events::{Events, Happening, Waker};
use super::input::{Input, Reply};
use super::medium::Medium;
use super::probe::{Features, Findings, Probe};
use super::session::Session;
use super::surface::{Colours, Surface};
use crate::app::{Key, KeyCode, Mouse};
use crate::config::Graphics;
use crate::picture::Pixels;
use crate::text::Profile;
use crate::view::Canvas;

/// How a terminal shall be used.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The title of its window.
    pub title: String,
    /// The colours that may be used.
    pub colours: Colours,
    /// It knows little more than to move its cursor (see [`is_plain`]).
    pub plain: bool,
    /// It may be asked what it can do.
    pub probe: bool,
    /// The widths of text for as long as nothing better is known.
    pub profile: Profile,
    /// How pictures shall be drawn.
    pub graphics: Graphics,
}

/// Something that the loop has to know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted; it is clean, with `\n` for line ends.
    Paste(String),
    /// The screen must be painted; it has this size now, in cells.
    Resized {
        /// Its width.
        columns: u16,
        /// Its height.
        rows: u16,
    },
    /// The terminal has answered; text may have other widths now.
    Found(Findings),
    /// Another thread has something to tell.
    Woken,
    /// The program shall end by this signal, with the exit status 128 + its number.
    Ended(i32),
}

/// The terminal, taken until this is dropped.
#[derive(Debug)]
pub struct Terminal {
    session: Session,
    surface: Surface,
    events: Events,
    probe: Option<Probe>,
    /// When the terminal was asked.
    asked: Instant,
    found: Findings,
    /// What has been found and not been told yet.
    news: bool,
    size: (u16, u16),
    /// The pixels of a cell, as far as the system knows.
    cell: Option<Pixels>,
    colours: Colours,
    graphics: Graphics,
    plain: bool,
    /// What waits to be sent with the next frame.
    out: Vec<u8>,
}

/// For how long we stay at the end to catch answers that the next program would take for keys.
const LINGER: Duration = Duration::from_millis(200);
/// After this long no answer is to be expected any more.
const HOPE: Duration = Duration::from_secs(1);

/// Whether a terminal of this name (`TERM`) knows little more than to move its cursor.
///
/// Such a terminal is not asked anything, and told neither titles nor links.
pub fn is_plain(term: &str) -> bool {
    matches!(term, "" | "dumb" | "linux")
}

impl Terminal {
    /// Takes the terminal; what that needs is sent with the first frame.
    pub fn open(settings: &Settings) -> Result<Terminal, TerminalError> {
        let session = Session::open(&settings.title, settings.plain)?;
        let events = Events::new()?;
        let mut out = Vec::new();
        session.enter(&mut out)?;
        let size = session.tty().size();
        let graphics = if settings.plain {
            Graphics::None
        } else {
            settings.graphics
        };
        let probe = (settings.probe && !settings.plain).then(Probe::default);
        if probe.is_some() {
            out.extend(Probe::queries(size.1, graphics != Graphics::None));
        }
        let mut terminal = Terminal {
            surface: Surface::new(settings.colours, !settings.plain),
            cell: session.tty().cell(),
            session,
            events,
            probe,
            asked: Instant::now(),
            found: Findings {
                profile: settings.profile,
                features: Features::default(),
                pictures: None,
            },
            news: false,
            size,
            colours: settings.colours,
            graphics,
            plain: settings.plain,
            out,
        };
        // What the answers may change soon is not begun.
        if terminal.probe.is_none() {
            terminal.choose_medium();
        }
        Ok(terminal)
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The widths of text, and what else is known of the terminal.
    pub fn found(&self) -> Findings {
        self.found
    }

    /// Calls the loop from other threads.
    pub fn waker(&self) -> Waker {
        self.events.waker()
    }

    /// Paints a frame on a blank canvas and shows it, in one write; nothing is written if nothing changed.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Canvas)) -> Result<(), TerminalError> {
        let (columns, rows) = self.size;
        paint(self.surface.begin(columns, rows, self.found.profile));
        self.surface.finish(&mut self.out);
        if !self.out.is_empty() {
            self.session.set_farewell(self.surface.farewell());
            self.session.send(&self.out)?;
            self.out.clear();
        }
        Ok(())
    }

    /// Has the next frame written whole, whatever is on the screen.
    pub fn repaint(&mut self) {
        self.surface.forget();
    }

    /// Sends a text to the person's clipboard with the next frame.
    ///
    /// Says whether it was sent: not when it is too long, nor to a plain
    /// terminal. No terminal says whether it obeyed.
    pub fn copy(&mut self, text: &str) -> bool {
        let copied = clipboard::copied(text).filter(|_| !self.plain);
        self.out.extend(copied.iter().flatten());
        copied.is_some()
    }

    /// The next event; nothing when none comes within `timeout`, if there is one.
    ///
    /// With a `timeout` of zero it gives what has come already: take all of it,
    /// then draw once.
    pub fn next(&mut self, timeout: Option<Duration>) -> Result<Option<Event>, TerminalError> {
        let until = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            if std::mem::take(&mut self.news) {
                return Ok(Some(Event::Found(self.found)));
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            let Some(happening) = self.events.next(self.session.tty(), left)? else {
                return Ok(None);
            };
            if let Some(event) = self.take(happening)? {
                return Ok(Some(event));
            }
        }
    }

    /// Sees to what concerns the terminal alone; the rest is an event.
    fn take(&mut self, happening: Happening) -> Result<Option<Event>, TerminalError> {
        const CTRL_Z: Key = Key {
            code: KeyCode::Char('z'),
            ctrl: true,
            alt: false,
            shift: false,
        };
        Ok(match happening {
            Happening::Input(Input::Key(CTRL_Z)) | Happening::Signal(SIGTSTP) => self.stop()?,
            Happening::Input(Input::Key(key)) => Some(Event::Key(key)),
            Happening::Input(Input::Mouse(mouse)) => Some(Event::Mouse(mouse)),
            Happening::Input(Input::Paste(text)) => Some(Event::Paste(text)),
            Happening::Input(Input::Focus(_)) => None,
            Happening::Input(Input::Reply(reply)) => self.hear(reply).map(Event::Found),
            Happening::Signal(SIGWINCH) => self.measure(),
            // Somebody stopped us without asking, and has left the terminal to others.
            Happening::Signal(SIGCONT) => {
                self.session.leave();
                Some(self.take_again()?)
            }
            Happening::Signal(signal) => Some(Event::Ended(signal)),
            Happening::Woken => Some(Event::Woken),
        })
    }

    fn hear(&mut self, reply: Reply) -> Option<Findings> {
        let probe = self.probe.as_mut()?;
        let found = probe.answer(reply)?;
        if self.graphics != Graphics::None
            && let Some(query) = probe.further_query()
        {
            self.out.extend(query);
            self.asked = Instant::now();
        }
        self.session.set_clusters_mode(found.features.clusters_mode);
        self.surface.set_features(found.features);
        self.found = found;
        self.found.features.offers.cell = found.features.offers.cell.or(self.cell);
        self.choose_medium();
        Some(self.found)
    }

    /// Draws pictures from now on in the best way that is asked for and known of.
    fn choose_medium(&mut self) {
        let Findings {
            profile, features, ..
        } = self.found;
        let chosen = Medium::chosen(self.graphics, &features, profile, self.colours);
        let (medium, cell) = chosen.unzip();
        self.surface.set_medium(medium, cell.unwrap_or_default());
        self.found.pictures = cell;
    }

    /// An event if the size is not what it was.
    fn measure(&mut self) -> Option<Event> {
        let before = std::mem::replace(&mut self.size, self.session.tty().size());
        let cell = std::mem::replace(&mut self.cell, self.session.tty().cell());
        if self.cell.is_some() && self.cell != cell && self.found.pictures.is_some() {
            self.found.features.offers.cell = self.cell;
            self.choose_medium();
            self.news = true;
        }
        let (columns, rows) = self.size;
        (before != self.size).then_some(Event::Resized { columns, rows })
    }

    /// Stops the program as Ctrl-Z does, until it is continued.
    ///
    /// The whole group stops, as it would if the terminal had not been raw:
    /// the program that feeds us, the script that started us.
    fn stop(&mut self) -> Result<Option<Event>, TerminalError> {
        // In the group of the session's leader nobody could continue us.
        if getsid(None).is_ok_and(|session| session == getpgrp()) {
            return Ok(None);
        }
        self.give_back();
        if kill_current_process_group(Signal::STOP).is_ok() {
            // Other threads may be stopped a moment before this one.
            self.events.wait_for_continue()?;
        }
        self.take_again().map(Some)
    }

    /// Takes the terminal after it was given back.
    pub(super) fn take_again(&mut self) -> Result<Event, TerminalError> {
        self.out.clear();
        self.session.enter(&mut self.out)?;
        self.surface.forget();
        self.measure();
        let (columns, rows) = self.size;
        Ok(Event::Resized { columns, rows })
    }

    /// Gives the terminal back until it is taken again.
    pub(super) fn give_back(&mut self) {
        self.linger();
        self.session.leave();
    }

    /// What happens next, as it comes.
    pub(super) fn happening(&mut self, timeout: Option<Duration>) -> io::Result<Option<Happening>> {
        self.events.next(self.session.tty(), timeout)
    }

    /// Catches the answers that are still on their way, lest the next program read them.
    fn linger(&mut self) {
        let expects = self
            .probe
            .as_ref()
            .is_some_and(|probe| !probe.is_finished() || probe.further_query().is_some());
        // What was never sent is never answered.
        if !expects || !self.out.is_empty() || self.asked.elapsed() > HOPE {
            return;
        }
        let until = Instant::now() + LINGER;
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            match self.events.next(self.session.tty(), Some(left)) {
                Ok(Some(Happening::Input(Input::Reply(reply)))) => {
                    if self.hear(reply).is_some() {
                        return;
                    }
                }
                Ok(Some(Happening::Signal(_)) | None) | Err(_) => return,
                Ok(Some(_)) => {}
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.linger();
    }
}
