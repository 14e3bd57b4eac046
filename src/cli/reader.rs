//! `wenlan [SOURCE…]`: opens the reader.

use super::arguments::Open;
use super::{FAILED, complain};
use crate::app::{Choices, Model, Origin};
use crate::config::Environment;
use crate::locale::Locale;
use crate::shell::{Colours, End, Settings, is_plain, run as show};

/// Opens the reader; gives the exit status.
pub(super) fn run(asked: &Open, environment: &Environment, locale: Locale) -> u8 {
    let settings = Settings {
        title: "文澜 Wenlan".to_owned(),
        colours: match (asked.color.is_on(environment, true), environment.true_color) {
            (false, _) => Colours::None,
            (true, false) => Colours::Palette,
            (true, true) => Colours::True,
        },
        plain: is_plain(&environment.term),
        probe: asked.probe,
        profile: asked.measure.profile,
    };
    let origins = if asked.origins.is_empty() {
        vec![Origin::Sample]
    } else {
        asked.origins.clone()
    };
    let model = Model::new(Choices {
        locale,
        measure: asked.measure,
    });
    match show(model, origins, &settings, &environment.browsers) {
        Ok(End::Quit) => 0,
        Ok(End::Signal(signal)) => u8::try_from(128 + signal).unwrap_or(FAILED),
        Ok(End::Nothing(reasons)) => reasons
            .iter()
            .fold(FAILED, |_, why| complain(why.told(locale))),
        Err(error) => complain(error.sentence().told(locale)),
    }
}
