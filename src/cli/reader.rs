//! `wenlan [SOURCE…]`: opens the reader.

use std::time::Duration;

use super::arguments::Open;
use super::{FAILED, complain};
use crate::app::{Choices, Effect, Model, Origin};
use crate::config::{Environment, Settings};
use crate::locale::{Locale, Sentence};
use crate::shell::{self, Colours, End, TerminalError, is_plain, run as show};
use crate::store::Store;
use crate::work::{Habits, Manners, Near, now};

/// How often it is looked whether a source is due, at most.
const LOOKS: Duration = Duration::from_secs(60);

/// Opens the reader; gives the exit status.
pub(super) fn run(
    asked: &Open,
    environment: &Environment,
    settings: &Settings,
    locale: Locale,
) -> u8 {
    let terminal = terminal(asked, environment, settings);
    let choices = |keeps| Choices {
        locale,
        measure: asked.measure,
        mark_read: settings.mark_read,
        keeps,
    };
    let begun = begin(asked, environment, choices);
    let (model, effects, near) = match begun {
        Ok(begun) => begun,
        Err(why) => return complain(why.told(locale)),
    };
    let manners = match Manners::of(environment, settings, None) {
        Ok(manners) => manners,
        Err(why) => return complain(why.told(locale)),
    };
    let habits = Habits {
        manners,
        images: settings.images,
        looks: settings.fetch.interval.map(|interval| interval.min(LOOKS)),
    };
    let shown = show(
        model,
        effects,
        near,
        habits,
        &terminal,
        &environment.browsers,
    );
    ended(shown, locale)
}

/// How the terminal shall be used.
pub(super) fn terminal(
    asked: &Open,
    environment: &Environment,
    settings: &Settings,
) -> shell::Settings {
    shell::Settings {
        title: "文澜 Wenlan".to_owned(),
        colours: colours(asked, environment),
        plain: is_plain(&environment.term),
        probe: asked.probe,
        profile: asked.measure.profile,
        graphics: asked.graphics.unwrap_or(settings.images.graphics),
    }
}

/// The exit status when the terminal has been given back.
pub(super) fn ended(end: Result<End, TerminalError>, locale: Locale) -> u8 {
    match end {
        Ok(End::Quit) => 0,
        Ok(End::Signal(signal)) => u8::try_from(128 + signal).unwrap_or(FAILED),
        Ok(End::Nothing(reasons)) => reasons
            .iter()
            .fold(FAILED, |_, why| complain(why.told(locale))),
        Err(error) => complain(error.sentence().told(locale)),
    }
}

fn colours(asked: &Open, environment: &Environment) -> Colours {
    if !asked.color.is_on(environment, true) {
        Colours::None
    } else if environment.true_color {
        Colours::True
    } else if environment.term.contains("256color") {
        Colours::Indexed
    } else {
        Colours::Palette
    }
}

/// What was named, on a shelf of its own; else the library; else, while that is empty, the sample.
fn begin(
    asked: &Open,
    environment: &Environment,
    choices: impl Fn(bool) -> Choices,
) -> Result<(Model, Vec<Effect>, Near), Sentence> {
    let library = &environment.paths.library;
    if asked.origins.is_empty() && library.exists() {
        let store = Store::open(library, now())?;
        if !store.sources()?.is_empty() {
            let mut model = Model::new(choices(true));
            let effects = model.begin();
            return Ok((model, effects, Near::new(store)));
        }
    }
    let origins = if asked.origins.is_empty() {
        vec![Origin::Sample]
    } else {
        asked.origins.clone()
    };
    let mut model = Model::new(choices(false));
    let effects = model.open(origins);
    let store = Store::in_memory()?;
    Ok((model, effects, Near::new(store)))
}
