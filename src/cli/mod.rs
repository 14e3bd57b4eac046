//! The commands: one file each, told with the rooms below.

mod arguments;
mod check;
mod commands;
mod inference;
mod library;
mod map;
mod print;
mod reader;

use std::ffi::OsString;
use std::io::{self, Write as _};

use arguments::Asked;
use serde_json::Value;

use crate::config::{Environment, Settings};
use crate::locale::Locale;
use crate::shell::outlive_limits;
use crate::text::clean;

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
        Ok(Asked::Map(asked)) => map::run(&asked, &environment, &settings, locale),
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

/// Tells a person something on standard output.
///
/// What was named on the command line and what strangers have sent may stand in it: nothing of
/// that is for the terminal to obey.
fn tell(text: &str) -> u8 {
    write_out(clean(text).as_bytes())
}

/// Tells a program something on standard output; nothing is lost and nothing is obeyed.
fn tell_json(value: &Value) -> u8 {
    write_out(escaped(&format!("{value:#}\n")).as_bytes())
}

/// JSON, with escapes for what a terminal would obey (RFC 8259 7).
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        let mut utf8 = [0; 4];
        let itself = &*c.encode_utf8(&mut utf8);
        if clean(itself) == itself {
            escaped.push(c);
        } else {
            let mut utf16 = [0; 2];
            let units = c.encode_utf16(&mut utf16).iter();
            escaped.extend(units.map(|unit| format!("\\u{unit:04x}")));
        }
    }
    escaped
}

/// Says on standard error why something could not be done.
fn complain(sentence: &str) -> u8 {
    let sentence = clean(sentence);
    // Where standard error is gone, the exit status has to say it.
    let _ = writeln!(io::stderr(), "wenlan: {sentence}");
    FAILED
}

/// The locale's own colon, to join a name and what is said of it.
fn colon(locale: Locale) -> &'static str {
    locale.pick(": ", "：")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_when_it_is_escaped() {
        let value = Value::String("文\u{9b}31m\u{7f}\u{1b}[m\u{202e}\n\u{10ffff}".to_owned());
        let json = escaped(&value.to_string());
        assert_eq!(clean(&json), json);
        assert_eq!(json.parse().ok(), Some(value));
    }
}
