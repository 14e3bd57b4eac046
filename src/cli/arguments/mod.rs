//! What can be asked on the command line, in both languages.

mod library;
mod map;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};

pub(super) use library::{AskedOfLibrary, Listed, Task, Wishes};
pub(super) use map::{AskedOfMap, Output};

use super::commands::command;
use crate::app::Origin;
use crate::config::{Color, Graphics, Settings};
use crate::layout::{Indent, Measure};
use crate::locale::Locale;
use crate::parse::From;
use crate::say;
use crate::text::Level;

/// What is asked.
#[derive(Debug)]
pub(super) enum Asked {
    /// `wenlan [SOURCE…]`
    Open(Open),
    /// `wenlan print`
    Print(Print),
    /// `wenlan check`
    Check(Check),
    /// `wenlan map`
    Map(AskedOfMap),
    /// A command about the library.
    Library(AskedOfLibrary),
    /// `--help` and `--version`: a text to show.
    Told(String),
}

/// `wenlan [SOURCE…]`
#[derive(Debug)]
pub(super) struct Open {
    /// What to open; the sample when it is empty.
    pub(super) origins: Vec<Origin>,
    /// How articles are set.
    pub(super) measure: Measure,
    /// When to colour.
    pub(super) color: Color,
    /// Ask the terminal what it can do.
    pub(super) probe: bool,
    /// How to draw pictures, if not as usual.
    pub(super) graphics: Option<Graphics>,
}

/// `wenlan print`
#[derive(Debug)]
pub(super) struct Print {
    /// What to print.
    pub(super) origin: Origin,
    /// What it is.
    pub(super) from: From,
    /// In which form.
    pub(super) to: To,
    /// Cells of a line, 0 for lines as long as they are, nothing for what fits.
    pub(super) width: Option<usize>,
    /// The body alone.
    pub(super) body: bool,
    /// How articles are set, but for the length of lines.
    pub(super) measure: Measure,
    /// When to colour.
    pub(super) color: Color,
}

/// The form in which articles are printed (`--to`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// Set as on the screen.
    Text,
    /// Markdown.
    Markdown,
    /// Wenlan article JSON.
    Json,
}

/// `wenlan check`
#[derive(Debug)]
pub(super) struct Check {
    /// What to look at.
    pub(super) origins: Vec<Origin>,
    /// What the person says they are.
    pub(super) from: From,
    /// Answer in JSON.
    pub(super) json: bool,
}

/// The language that `--lang` asks for; found before anything else, since errors are told in it too.
pub(super) fn language(arguments: &[OsString]) -> Option<Locale> {
    let value = value_of("--lang", arguments)?;
    Some(Locale::of(value.to_str()?))
}

/// The file that `--library` names.
pub(super) fn library(arguments: &[OsString]) -> Option<PathBuf> {
    value_of("--library", arguments).map(PathBuf::from)
}

/// The value of an option that every command has.
fn value_of(name: &str, arguments: &[OsString]) -> Option<OsString> {
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy();
        if text == "--" {
            break;
        }
        if text == name {
            return arguments.next().cloned();
        }
        if let Some(value) = text
            .strip_prefix(name)
            .and_then(|tail| tail.strip_prefix('='))
        {
            return Some(value.into());
        }
    }
    None
}

/// The arguments with the command before the options that every command has, as clap wants it.
fn command_first(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut end = 1;
    while let Some(argument) = arguments
        .get(end)
        .map(|argument| argument.to_string_lossy())
    {
        end += match &*argument {
            "--lang" | "--library" => 2,
            long if long.starts_with("--lang=") || long.starts_with("--library=") => 1,
            _ => break,
        };
    }
    if end < arguments.len() {
        arguments[1..=end].rotate_right(1);
    }
    arguments
}

/// Understands the arguments, or says what is wrong with them.
pub(super) fn understand(
    arguments: Vec<OsString>,
    locale: Locale,
    settings: &Settings,
) -> Result<Asked, String> {
    let arguments = command_first(arguments);
    let matches = match command(locale).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            return Ok(Asked::Told(error.render().to_string()));
        }
        Err(error) => return Err(wrong(&error, locale)),
    };
    Ok(match matches.subcommand() {
        Some(("print", matches)) => {
            Asked::Print(print(matches, measure(matches, locale, settings.measure)))
        }
        Some(("check", matches)) => Asked::Check(Check {
            origins: origins(matches),
            from: from(matches),
            json: matches.get_flag("json"),
        }),
        Some(("map", matches)) => Asked::Map(map::asked(matches)),
        Some((name, matches)) => Asked::Library(library::asked(name, matches)),
        None => Asked::Open(Open {
            origins: origins(&matches),
            measure: measure(&matches, locale, settings.measure),
            color: color(&matches),
            probe: !matches.get_flag("no-probe"),
            graphics: graphics(&matches),
        }),
    })
}

fn print(matches: &ArgMatches, measure: Measure) -> Print {
    let chosen = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    Print {
        origin: origins(matches)
            .into_iter()
            .next()
            .unwrap_or(Origin::StandardInput),
        from: from(matches),
        to: match chosen("to") {
            Some("markdown") => To::Markdown,
            Some("json") => To::Json,
            _ => To::Text,
        },
        width: matches.get_one::<usize>("width").copied(),
        body: matches.get_flag("body"),
        measure,
        color: color(matches),
    }
}

fn from(matches: &ArgMatches) -> From {
    let chosen = matches.get_one::<String>("from").map(String::as_str);
    match chosen {
        Some("text") => From::Text,
        Some("plain") => From::Plain,
        Some("markdown") => From::Markdown,
        Some("html") => From::Html,
        Some("page") => From::Page,
        Some("json") => From::Json,
        Some("feed") => From::Feed,
        _ => From::Auto,
    }
}

fn origins(matches: &ArgMatches) -> Vec<Origin> {
    let origin = |name: &String| {
        if name == "-" {
            Origin::StandardInput
        } else {
            Origin::Named(name.clone())
        }
    };
    matches
        .get_many::<String>("SOURCE")
        .into_iter()
        .flatten()
        .map(origin)
        .collect()
}

/// The measure that the settings ask for, with what the switches change.
fn measure(matches: &ArgMatches, locale: Locale, usual: Measure) -> Measure {
    let chosen = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let mut measure = Measure { locale, ..usual };
    measure.indent = match chosen("indent") {
        Some("0") => Indent::None,
        Some("2") => Indent::TwoHan,
        Some(_) => Indent::Auto,
        None => measure.indent,
    };
    measure.level = match chosen("line-break") {
        Some("none") => Level::None,
        Some("basic") => Level::Basic,
        Some("strict") => Level::Strict,
        Some(_) => Level::Gb,
        None => measure.level,
    };
    if let Some(cells) = chosen("ambiguous") {
        measure.profile.ambiguous_wide = cells == "2";
    }
    measure.justify |= matches.get_flag("justify");
    measure.hang |= matches.get_flag("hang");
    measure.autospace |= matches.get_flag("autospace");
    measure.full_width_marks |= matches.get_flag("full-width-marks");
    measure
}

fn graphics(matches: &ArgMatches) -> Option<Graphics> {
    let chosen = matches.get_one::<String>("graphics")?;
    let named = Graphics::NAMES.iter().find(|(name, _)| name == chosen);
    named.map(|(_, graphics)| *graphics)
}

fn color(matches: &ArgMatches) -> Color {
    match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => Color::Always,
        Some("never") => Color::Never,
        _ => Color::Auto,
    }
}

/// What is wrong with the arguments, in one sentence that says what to do.
fn wrong(error: &clap::Error, locale: Locale) -> String {
    let told = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (
        told(ContextKind::InvalidArg),
        told(ContextKind::InvalidValue),
    );
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => {
            say!(locale, "{argument} needs a value", "{argument} 需要一个值")
        }
        ErrorKind::InvalidValue => {
            let valid = told(ContextKind::ValidValue);
            say!(
                locale,
                "{argument} cannot be “{value}”; it is one of {valid}",
                "{argument} 不能是“{value}”，可用：{valid}"
            )
        }
        ErrorKind::ValueValidation => {
            say!(
                locale,
                "{argument} cannot be “{value}”; it is a number",
                "{argument} 不能是“{value}”，应为数字"
            )
        }
        ErrorKind::UnknownArgument => {
            let near = told(ContextKind::SuggestedArg);
            if near.is_empty() {
                say!(locale, "there is no {argument}", "没有 {argument} 这个选项")
            } else {
                say!(
                    locale,
                    "there is no {argument}; did you mean {near}?",
                    "没有 {argument} 这个选项，您是要 {near} 吗？"
                )
            }
        }
        ErrorKind::MissingRequiredArgument => {
            say!(locale, "missing: {argument}", "缺少 {argument}")
        }
        ErrorKind::ArgumentConflict => say!(
            locale,
            "{argument} is given twice, or with what excludes it",
            "{argument} 重复，或与其他参数冲突"
        ),
        ErrorKind::InvalidUtf8 => say!(locale, "an argument is not UTF-8", "参数不是 UTF-8 文本"),
        kind => say!(
            locale,
            "the arguments do not fit together ({kind})",
            "参数有误（{kind}）"
        ),
    };
    what + &say!(
        locale,
        "; `wenlan --help` shows what there is",
        "。用 wenlan --help 查看用法"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Asked, String> {
        let arguments = line.split_whitespace().map(OsString::from).collect();
        understand(arguments, Locale::En, &Settings::default())
    }

    #[test]
    fn the_command_line_holds_together_in_both_languages() {
        command(Locale::En).debug_assert();
        command(Locale::ZhHans).debug_assert();
    }

    #[test]
    fn sources_are_opened_and_switches_understood() {
        let Ok(Asked::Open(open)) = asked("wenlan --indent 2 a.json - --no-probe") else {
            panic!("it opens")
        };
        assert_eq!(
            open.origins,
            [Origin::Named("a.json".into()), Origin::StandardInput]
        );
        assert_eq!((open.measure.indent, open.probe), (Indent::TwoHan, false));
        let Ok(Asked::Print(print)) =
            asked("wenlan print --from plain --body --width 0 --ambiguous 2 -")
        else {
            panic!("it prints")
        };
        assert_eq!(
            (print.from, print.body, print.width),
            (From::Plain, true, Some(0))
        );
        assert!(print.measure.profile.ambiguous_wide);
    }

    #[test]
    fn a_command_may_stand_behind_the_options_that_all_have() {
        assert!(matches!(
            asked("wenlan --library l.db --lang=zh add https://example.org/f"),
            Ok(Asked::Library(_))
        ));
        let Ok(Asked::Open(open)) = asked("wenlan --lang zh a.json") else {
            panic!("it opens")
        };
        assert_eq!(open.origins, [Origin::Named("a.json".into())]);
        assert!(matches!(asked("wenlan --lang zh"), Ok(Asked::Open(_))));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let wrong = |line| asked(line).map(|_| ()).expect_err("this is wrong");
        assert!(
            wrong("wenlan print").contains("missing: <SOURCE>"),
            "{}",
            wrong("wenlan print")
        );
        assert!(wrong("wenlan print --width x -").contains("a number"));
        assert!(wrong("wenlan print --from docx -").contains("one of auto, text"));
        assert!(
            wrong("wenlan --indnet 2").contains("did you mean --indent"),
            "{}",
            wrong("wenlan --indnet 2")
        );
    }

    #[test]
    fn the_language_is_found_first() {
        let of = |line: &str| language(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("wenlan print --lang zh x"), Some(Locale::ZhHans));
        assert_eq!(of("wenlan --lang=en"), Some(Locale::En));
        assert_eq!(of("wenlan -- --lang zh"), None);
    }
}
