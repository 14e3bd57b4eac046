//! What the person has set outside: environment and files become plain values.

mod graphics;
mod paths;
mod settings;
mod table;

use std::{env, fs, io};

pub use graphics::Graphics;
pub use paths::Paths;
pub use settings::{Fetching, Pictures, SecretPlace, Settings, SourceWishes};
pub use table::Wrong;

use crate::locale::{Locale, Sentence};
use crate::sentence;

/// What the environment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The language of messages (`LC_ALL`, `LC_MESSAGES`, `LANG`).
    pub locale: Locale,
    /// Nothing shall be coloured (`NO_COLOR`, see <https://no-color.org>).
    pub no_color: bool,
    /// The name of the terminal (`TERM`).
    pub term: String,
    /// The terminal says that it has all colours (`COLORTERM`).
    pub true_color: bool,
    /// The person's browsers (`BROWSER`).
    pub browsers: String,
    /// The person's editor, with its arguments (`VISUAL`, `EDITOR`).
    pub editor: String,
    /// Where our files are.
    pub paths: Paths,
}

impl Environment {
    /// Reads the environment of this process.
    pub fn read() -> Environment {
        Environment::of(|name| env::var(name).ok())
    }

    /// The environment in which a variable has the value that `value_of` gives.
    pub fn of(value_of: impl Fn(&str) -> Option<String>) -> Environment {
        let set = |name: &str| value_of(name).filter(|value| !value.is_empty());
        let language = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        Environment {
            locale: language.map(|name| Locale::of(&name)).unwrap_or_default(),
            no_color: set("NO_COLOR").is_some(),
            term: set("TERM").unwrap_or_default(),
            true_color: set("COLORTERM")
                .is_some_and(|value| matches!(value.as_str(), "truecolor" | "24bit")),
            browsers: set("BROWSER").unwrap_or_default(),
            editor: ["VISUAL", "EDITOR"]
                .into_iter()
                .find_map(set)
                .unwrap_or("vi".to_owned()),
            paths: Paths::of(set),
        }
    }
}

impl Settings {
    /// Reads the person's settings from their file; without one, all is as usual.
    ///
    /// The error is a sentence that names the file and the line.
    pub fn read(paths: &Paths) -> Result<Settings, Sentence> {
        let name = paths.settings.display();
        let text = match fs::read_to_string(&paths.settings) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Settings::default()),
            Err(error) => {
                return Err(sentence!(
                    "{name}: the settings could not be read ({error})",
                    "{name}：无法读取设置（{error}）"
                ));
            }
        };
        Settings::parse(&text).map_err(
            |Wrong {
                 line,
                 what: Sentence { en, zh },
             }| { sentence!("{name}:{line}: {en}", "{name}:{line}：{zh}") },
        )
    }
}

/// When to colour (`--color`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// On a terminal, unless the environment says no.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether to colour what is written to a terminal, or to something else.
    pub fn is_on(self, environment: &Environment, to_terminal: bool) -> bool {
        match self {
            Color::Auto => to_terminal && !environment.no_color && environment.term != "dumb",
            Color::Always => true,
            Color::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Environment {
        Environment::of(|name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_first_language_that_is_set_counts() {
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8")]).locale, Locale::ZhHans);
        assert_eq!(
            with(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]).locale,
            Locale::En
        );
        assert_eq!(
            with(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW")]).locale,
            Locale::ZhHans
        );
    }

    #[test]
    fn colour_can_be_refused_and_forced() {
        let (plain, refused) = (with(&[("TERM", "xterm")]), with(&[("NO_COLOR", "1")]));
        assert!(Color::Auto.is_on(&plain, true));
        assert!(!Color::Auto.is_on(&plain, false));
        assert!(!Color::Auto.is_on(&refused, true));
        assert!(Color::Always.is_on(&refused, false));
        assert!(!Color::Never.is_on(&plain, true));
    }
}
