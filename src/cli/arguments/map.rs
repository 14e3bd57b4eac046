//! What can be asked of a mapping on the command line.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::origins;
use crate::app::Origin;

/// `wenlan map`
#[derive(Debug)]
pub(in crate::cli) enum AskedOfMap {
    /// Propose a mapping, and show what it gives.
    Show {
        origin: Origin,
        /// Print it, even on a terminal.
        print: bool,
    },
    /// Propose a mapping, and write it.
    Write {
        origin: Origin,
        output: Output,
        /// Write over what is there.
        force: bool,
    },
    /// Read a saved answer by a mapping.
    Test {
        /// A file, or a name among the settings.
        mapping: String,
        sample: Origin,
        json: bool,
    },
}

/// Where a mapping is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Output {
    /// Among the settings, under this name.
    Named(String),
    /// In this file.
    File(PathBuf),
}

impl Output {
    /// What a person names: a file has a slash in it or ends in `.toml`, anything else is a name.
    pub(in crate::cli) fn of(named: &str) -> Output {
        let is_toml = Path::new(named).extension().is_some_and(|it| it == "toml");
        if named.contains('/') || is_toml {
            Output::File(named.into())
        } else {
            Output::Named(named.to_owned())
        }
    }
}

/// What is asked of a mapping.
pub(super) fn asked(matches: &ArgMatches) -> AskedOfMap {
    let origin = origins(matches).into_iter().next();
    let origin = origin.unwrap_or(Origin::StandardInput);
    let one = |name: &str| matches.get_one::<String>(name).cloned();
    match (one("test"), one("output")) {
        (Some(mapping), _) => AskedOfMap::Test {
            mapping,
            sample: origin,
            json: matches.get_flag("json"),
        },
        (None, Some(output)) => AskedOfMap::Write {
            origin,
            output: Output::of(&output),
            force: matches.get_flag("force"),
        },
        (None, None) => AskedOfMap::Show {
            origin,
            print: matches.get_flag("print"),
        },
    }
}
