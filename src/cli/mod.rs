//! The commands: one file each, told with the rooms below.

mod arguments;
mod check;
mod commands;
mod inference;
mod library;
mod print;
mod reader;

use std::ffi::OsString;
use std::io::{self, Write as _};

use arguments::Asked;

use crate::config::{Environment, Settings};
use crate::locale::Locale;
use crate::shell::outlive_limits;

/// Exit status of what could not be done.
const FAILED: u8 = 2;

/// Does what the arguments ask, and gives the exit status.
pub fn run(arguments: impl Iterator<Item = OsString>) -> u8 {
    outlive_limits();
    let mut environment = Environment::read();
    let arguments: Vec<OsString> = arguments.collect();
    if let Some(file) = arguments::library(&arguments) {
        environment.paths.library = file;
    }
    let asked = arguments::language(&arguments);
    let settings = match Settings::read(&environment.paths) {
        Ok(settings) => settings,
        Err(why) => return complain(why.told(asked.unwrap_or(environment.locale))),
    };
    let locale = asked.or(settings.locale).unwrap_or(environment.locale);
    match arguments::understand(arguments, locale, &settings) {
        Ok(Asked::Open(asked)) => reader::run(&asked, &environment, &settings, locale),
        Ok(Asked::Print(asked)) => print::run(&asked, &environment, &settings, locale),
        Ok(Asked::Check(asked)) => check::run(&asked, &environment, &settings, locale),
        Ok(Asked::Library(asked)) => library::run(asked, &environment, &settings, locale),
        Ok(Asked::Told(text)) => write_out(text.as_bytes()),
        Err(sentence) => complain(&sentence),
    }
}

/// Writes to standard output. Whoever closes the pipe early has what he wanted.
fn write_out(bytes: &[u8]) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => 0,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(error) => complain(&error.to_string()),
    }
}

/// Says on standard error why something could not be done.
fn complain(sentence: &str) -> u8 {
    // Where standard error is gone, the exit status has to say it.
    let _ = writeln!(io::stderr(), "wenlan: {sentence}");
    FAILED
}

/// The locale's own colon, to join a name and what is said of it.
fn colon(locale: Locale) -> &'static str {
    locale.pick(": ", "：")
}
