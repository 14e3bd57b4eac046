//! Lends the terminal to another program, and waits for its end.

use std::io;
use std::process::Command;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitOptions, kill_current_process_group, waitpid};
use signal_hook::consts::{SIGHUP, SIGTERM};

use super::error::TerminalError;
use super::events::Happening;
use super::terminal::{Event, Terminal};

impl Terminal {
    /// Lends the terminal to a program until that ends; says what has to be heard then.
    ///
    /// The inner error says why the program could not be started. Keys and
    /// signals of the meantime were for the program, save those that end us.
    pub fn lend(
        &mut self,
        command: &mut Command,
    ) -> Result<(Vec<Event>, io::Result<()>), TerminalError> {
        self.give_back();
        let ran = run(command);
        let resized = self.take_again()?;
        let mut events = vec![resized];
        while let Some(happening) = self.happening(Some(Duration::ZERO))? {
            if let Happening::Signal(signal @ (SIGHUP | SIGTERM)) = happening {
                events.push(Event::Ended(signal));
            }
        }
        Ok((events, ran))
    }
}

/// Runs a program to its end. When the person stops it by Ctrl-Z, we stop with it.
fn run(command: &mut Command) -> io::Result<()> {
    let mut child = command.spawn()?;
    let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    while let Some((_, status)) = waitpid(id, WaitOptions::UNTRACED)? {
        if !status.stopped() {
            return Ok(());
        }
        kill_current_process_group(Signal::STOP)?;
    }
    child.wait().map(|_| ())
}
