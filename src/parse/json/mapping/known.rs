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

/// Those of them that are sound, which a test says all are.
static KNOWN: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
    let sound = WRITTEN.iter().filter_map(|toml| Mapping::parse(toml).ok());
    sound
        .map(|mapping| Mapping {
            is_ours: true,
            ..mapping
        })
        .collect()
});

/// The mapping for an answer that was found at `address`.
pub(in crate::parse::json) fn of(
    document: &Value,
    address: Option<&Url>,
) -> Option<&'static Mapping> {
    KNOWN
        .iter()
        .find(|mapping| mapping.is_for(document, address))
}

/// The mapping for a source at `address`.
pub(super) fn at(address: &Url) -> Option<&'static Mapping> {
    KNOWN.iter().find(|mapping| mapping.is_named(address))
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
