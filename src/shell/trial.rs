//! The loop in which a mapping is tried out.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::error::TerminalError;
use super::run::{End, message};
use super::terminal::{Event, Settings, Terminal};
use crate::app::{Message, Proof, Trial, TrialWish};
use crate::locale::Sentence;
use crate::sentence;
use crate::view;

/// The mapping that is tried out, outside the screen.
pub struct Bench<'a> {
    /// The file in which it stands.
    pub file: &'a Path,
    /// The person's editor, with its arguments.
    pub editor: &'a str,
    /// Gives what the mapping gives now, if it has changed since the last time.
    pub look: &'a mut dyn FnMut() -> Option<Proof>,
    /// Keeps the mapping under a name.
    pub keep: &'a mut dyn FnMut(&str) -> Result<(), Sentence>,
}

/// How often it is looked whether the mapping has changed.
const LOOKS: Duration = Duration::from_millis(500);

/// Tries a mapping out on the terminal until the person keeps it or leaves.
pub fn try_out(
    mut trial: Trial,
    bench: &mut Bench<'_>,
    settings: &Settings,
) -> Result<End, TerminalError> {
    let mut terminal = Terminal::open(settings)?;
    let (columns, rows) = terminal.size();
    trial.update(Message::Resized { columns, rows });
    loop {
        terminal.draw(|canvas| view::draw_trial(&trial, canvas))?;
        let mut event = terminal.next(Some(LOOKS))?;
        while let Some(happened) = event {
            if let Some(end) = hear(happened, &mut trial, bench, &mut terminal)? {
                return Ok(end);
            }
            event = terminal.next(Some(Duration::ZERO))?;
        }
        if let Some(proof) = (bench.look)() {
            trial.take(proof);
        }
    }
}

/// Tells the trial what happened and does what it wants; says whether that was the end.
fn hear(
    happened: Event,
    trial: &mut Trial,
    bench: &mut Bench<'_>,
    terminal: &mut Terminal,
) -> Result<Option<End>, TerminalError> {
    if let Event::Ended(signal) = happened {
        return Ok(Some(End::Signal(signal)));
    }
    match message(happened).and_then(|message| trial.update(message)) {
        None => {}
        Some(TrialWish::Quit) => return Ok(Some(End::Quit)),
        Some(TrialWish::Repaint) => terminal.repaint(),
        Some(TrialWish::Keep(name)) => match (bench.keep)(&name) {
            Ok(()) => return Ok(Some(End::Quit)),
            Err(why) => trial.tell(&why),
        },
        Some(TrialWish::Edit) => return edit(trial, bench, terminal),
    }
    Ok(None)
}

/// Has the mapping changed in the person's editor; says whether that was the end.
fn edit(
    trial: &mut Trial,
    bench: &mut Bench<'_>,
    terminal: &mut Terminal,
) -> Result<Option<End>, TerminalError> {
    let mut words = bench.editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let mut command = Command::new(program);
    command.args(words).arg(bench.file);
    let (events, ran) = terminal.lend(&mut command)?;
    if let Err(error) = ran {
        trial.tell(&sentence!(
            "set $EDITOR: {program} could not be started ({error})",
            "请设置 $EDITOR：无法启动 {program}（{error}）"
        ));
    }
    for happened in events {
        if let Event::Ended(signal) = happened {
            return Ok(Some(End::Signal(signal)));
        }
        message(happened).and_then(|message| trial.update(message));
    }
    Ok(None)
}
