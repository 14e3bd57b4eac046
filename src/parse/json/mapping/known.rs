//! The mappings that we bring along, and which of them a source is for.

use std::sync::LazyLock;

use serde_json::Value;

use super::Mapping;
use crate::article::Url;

/// The mappings, as they stand in `assets/mappings`.
const WRITTEN: &[&str] = &[
    include_str!("../../../../assets/mappings/wordpress.toml"),
    include_str!("../../../../assets/mappings/hacker-news.toml"),
    include_str!("../../../../assets/mappings/dev-to.toml"),
    include_str!("../../../../assets/mappings/discourse-topics.toml"),
    include_str!("../../../../assets/mappings/discourse-topic.toml"),
    include_str!("../../../../assets/mappings/reddit.toml"),
    include_str!("../../../../assets/mappings/zhihu-daily.toml"),
    include_str!("../../../../assets/mappings/zhihu-daily-story.toml"),
];

/// Those of them that are sound, which a test says all are, each behind its text.
static KNOWN: LazyLock<Vec<(&str, Mapping)>> = LazyLock::new(|| {
    let read = |toml: &&'static str| {
        let mapping = Mapping::parse(toml).ok()?;
        let is_ours = true;
        Some((*toml, Mapping { is_ours, ..mapping }))
    };
    WRITTEN.iter().filter_map(read).collect()
});

/// The mapping for an answer that was found at `address`.
pub(in crate::parse::json) fn of(
    document: &Value,
    address: Option<&Url>,
) -> Option<&'static Mapping> {
    known(document, address).map(|(_, mapping)| mapping)
}

/// The text of the mapping for an answer that was found at `address`.
pub(super) fn text_of(document: &Value, address: Option<&Url>) -> Option<&'static str> {
    known(document, address).map(|(toml, _)| *toml)
}

fn known(document: &Value, address: Option<&Url>) -> Option<&'static (&'static str, Mapping)> {
    KNOWN
        .iter()
        .find(|(_, mapping)| mapping.is_for(document, address))
}

/// The mapping for a source at `address`.
pub(super) fn at(address: &Url) -> Option<&'static Mapping> {
    let mut mappings = KNOWN.iter().map(|(_, mapping)| mapping);
    mappings.find(|mapping| mapping.is_named(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mapping_that_we_bring_along_is_sound() {
        for toml in WRITTEN {
            assert!(
                Mapping::parse(toml).is_ok(),
                "{:?}",
                Mapping::parse(toml).err()
            );
        }
    }
}
