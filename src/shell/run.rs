//! The loop: what happened goes to the model, what the model asks goes to the
//! world, and when nothing more has happened one frame is drawn.

use std::time::{Duration, Instant};

use super::browser::browse;
use super::error::TerminalError;
use super::terminal::{Event, Settings, Terminal};
use crate::app::{Answer, Effect, Message, Model};
use crate::locale::Sentence;
use crate::sentence;
use crate::view;
use crate::work::{Habits, Near, Work};

/// How long the first frame waits for what is to be read, so that it need not
/// show an empty page for the blink of an eye.
const FIRST_ANSWER: Duration = Duration::from_millis(60);

/// How long a frame waits for what the library is asked, so that a key is
/// answered by one frame and not by two.
const ANSWER: Duration = Duration::from_millis(8);

/// Without a key for this long, the person has paused.
const PAUSE: Duration = Duration::from_millis(800);

/// How the reader was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// By the person.
    Quit,
    /// By this signal.
    Signal(i32),
    /// There was nothing to read; these are the reasons.
    Nothing(Vec<Sentence>),
}

/// What the loop works with.
struct Desk<'a> {
    terminal: Terminal,
    work: Work,
    model: Model,
    /// Something has happened since the last frame was drawn.
    stale: bool,
    /// What `$BROWSER` holds.
    browsers: &'a str,
}

/// Shows the model on the terminal until it is left; `effects` is what it asks for first.
///
/// `near` asks the library, with these `habits`; `browsers` is what `$BROWSER` holds.
pub fn run(
    model: Model,
    effects: Vec<Effect>,
    near: Near,
    habits: Habits,
    settings: &Settings,
    browsers: &str,
) -> Result<End, TerminalError> {
    let terminal = Terminal::open(settings)?;
    let waker = terminal.waker();
    let work = Work::new(near, habits, move || waker.wake());
    let mut desk = Desk {
        terminal,
        work,
        model,
        stale: true,
        browsers,
    };
    // What is known without asking; answers come as events.
    if let Some(found) = message(Event::Found(desk.terminal.found())) {
        desk.update(found);
    }
    let (columns, rows) = desk.terminal.size();
    let resized = desk.model.update(Message::Resized { columns, rows });
    let mut end = desk.perform(effects).or(desk.perform(resized));
    let mut patience = FIRST_ANSWER;
    let ended = loop {
        if let Some(end) = end {
            break Ok(end);
        }
        match desk.go_round(patience) {
            Ok(went) => end = went,
            Err(error) => break Err(error),
        }
        patience = ANSWER;
    };
    if !matches!(ended, Ok(End::Quit | End::Nothing(_))) {
        let effects = desk.model.update(Message::Leaving);
        desk.perform(effects);
    }
    ended
}

impl Desk<'_> {
    /// Waits a little for the library, draws, and waits for what happens next; says whether that was the end.
    fn go_round(&mut self, patience: Duration) -> Result<Option<End>, TerminalError> {
        let until = Instant::now() + patience;
        while self.work.is_asked() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            if let Some(end) = self.take(Some(left))? {
                return Ok(Some(end));
            }
        }
        if std::mem::take(&mut self.stale) {
            let model = &self.model;
            self.terminal.draw(|canvas| view::draw(model, canvas))?;
        }
        let pause = self.model.awaits_pause().then_some(PAUSE);
        self.take(pause)
    }

    /// Takes what happens within `timeout`, all of it; says whether that was the end.
    fn take(&mut self, timeout: Option<Duration>) -> Result<Option<End>, TerminalError> {
        let mut event = self.terminal.next(timeout)?;
        let has_paused = event.is_none() && timeout.is_some() && !self.work.is_asked();
        let (mut effects, mut end) = (Vec::new(), None);
        if has_paused {
            effects = self.update(Message::Paused);
        }
        while let Some(happened) = event {
            if let Event::Ended(signal) = happened {
                // What was asked before is done.
                end = Some(End::Signal(signal));
                break;
            }
            if let Some(message) = message(happened) {
                effects.extend(self.update(message));
            }
            event = self.terminal.next(Some(Duration::ZERO))?;
        }
        for answer in self.work.answers() {
            effects.extend(self.update(Message::Answer(answer)));
        }
        Ok(self.perform(effects).or(end))
    }

    /// Does what the model asks; says how it asks to end.
    fn perform(&mut self, effects: Vec<Effect>) -> Option<End> {
        for effect in effects {
            match effect {
                Effect::Browse(url) => {
                    if let Err(error) = browse(&url, self.browsers) {
                        let why = sentence!(
                            "no browser could be started ({error}); set $BROWSER",
                            "无法启动浏览器（{error}），请设置 $BROWSER"
                        );
                        self.tell(Answer::NotBrowsed(url, why));
                    }
                }
                Effect::Copy(text) => {
                    let sent = self.terminal.copy(&text);
                    self.tell(Answer::Copied(sent));
                }
                Effect::Repaint => {
                    self.terminal.repaint();
                    self.stale = true;
                }
                Effect::Quit => return Some(End::Quit),
                Effect::GiveUp(reasons) => return Some(End::Nothing(reasons)),
                effect => self.work.perform(effect),
            }
        }
        None
    }

    /// Tells the model an answer to which it has nothing to ask.
    fn tell(&mut self, answer: Answer) {
        self.update(Message::Answer(answer));
    }

    /// Tells the model; what it shows has to be drawn anew.
    fn update(&mut self, message: Message) -> Vec<Effect> {
        self.stale = true;
        self.model.update(message)
    }
}

/// The message that tells the model of an event.
pub(super) fn message(event: Event) -> Option<Message> {
    Some(match event {
        Event::Key(key) => Message::Key(key),
        Event::Mouse(mouse) => Message::Mouse(mouse),
        Event::Paste(text) => Message::Paste(text),
        Event::Resized { columns, rows } => Message::Resized { columns, rows },
        Event::Found(found) => Message::Found {
            profile: found.profile,
            sizes: found.features.sized_text,
            cell: found.pictures,
        },
        Event::Woken | Event::Ended(_) => return None,
    })
}
