//! The loop: what happened goes to the model, what the model asks goes to the
//! world, and when nothing more has happened one frame is drawn.

use std::time::Duration;

use super::browser::browse;
use super::error::TerminalError;
use super::terminal::{Event, Settings, Terminal};
use crate::app::{Answer, Effect, Message, Model, Origin};
use crate::locale::Sentence;
use crate::sentence;
use crate::view;
use crate::work::Work;

/// How long the first frame waits for what is to be read, so that it need not
/// show an empty page for the blink of an eye.
const FIRST_ANSWER: Duration = Duration::from_millis(60);

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

/// Shows the model on the terminal until it is left.
///
/// `browsers` is what `$BROWSER` holds.
pub fn run(
    mut model: Model,
    origins: Vec<Origin>,
    settings: &Settings,
    browsers: &str,
) -> Result<End, TerminalError> {
    let mut terminal = Terminal::open(settings)?;
    let waker = terminal.waker();
    let mut work = Work::new(move || waker.wake());
    let (columns, rows) = terminal.size();
    model.update(Message::Resized { columns, rows });
    let mut effects = model.open(origins);
    let mut patience = FIRST_ANSWER;
    loop {
        if let Some(end) = perform(effects, &mut terminal, &mut work, &mut model, browsers) {
            return Ok(end);
        }
        effects = Vec::new();
        if patience.is_zero() || model.opening() == 0 {
            terminal.draw(|canvas| view::draw(&model, canvas))?;
        }
        let mut event = terminal.next((!patience.is_zero()).then_some(patience))?;
        patience = Duration::ZERO;
        while let Some(happened) = event {
            match happened {
                Event::Ended(signal) => return Ok(End::Signal(signal)),
                Event::Woken => {}
                happened => effects.extend(
                    message(happened)
                        .into_iter()
                        .flat_map(|message| model.update(message)),
                ),
            }
            event = terminal.next(Some(Duration::ZERO))?;
        }
        for answer in work.answers() {
            effects.extend(model.update(Message::Answer(answer)));
        }
    }
}

/// The message that tells the model of an event.
fn message(event: Event) -> Option<Message> {
    Some(match event {
        Event::Key(key) => Message::Key(key),
        Event::Mouse(mouse) => Message::Mouse(mouse),
        Event::Paste(text) => Message::Paste(text),
        Event::Resized { columns, rows } => Message::Resized { columns, rows },
        Event::Found(found) => Message::Found {
            profile: found.profile,
            sizes: found.features.sized_text,
        },
        Event::Woken | Event::Ended(_) => return None,
    })
}

/// Does what the model asks; says how it asks to end.
fn perform(
    effects: Vec<Effect>,
    terminal: &mut Terminal,
    work: &mut Work,
    model: &mut Model,
    browsers: &str,
) -> Option<End> {
    for effect in effects {
        match effect {
            Effect::Open(origin) => work.open(origin),
            Effect::Browse(url) => {
                if let Err(error) = browse(&url, browsers) {
                    let why = sentence!(
                        "no browser could be started ({error}); set $BROWSER",
                        "无法启动浏览器（{error}），请设置 $BROWSER"
                    );
                    model.update(Message::Answer(Answer::NotBrowsed(url, why)));
                }
            }
            Effect::Copy(text) => {
                let sent = terminal.copy(&text);
                model.update(Message::Answer(Answer::Copied(sent)));
            }
            Effect::Repaint => terminal.repaint(),
            Effect::Quit => return Some(End::Quit),
            Effect::GiveUp(reasons) => return Some(End::Nothing(reasons)),
        }
    }
    None
}
