//! Forgets what the person does not want to keep.

use crate::config::Settings;
use crate::library::{Keeping, Pruned, Retention, Source};
use crate::store::{Store, StoreError};

/// Removes what is older, or more, than the settings keep, and tells what that is; with `dry`
/// nothing is removed. Terms of `instead` stand in the place of those of the settings.
pub fn prune(
    store: &mut Store,
    settings: &Settings,
    instead: Retention,
    dry: bool,
    now: i64,
) -> Result<Vec<Pruned>, StoreError> {
    for (id, source) in store.sources()? {
        let mut wishes = settings.sources.iter();
        let wishes = wishes.find(|wishes| wishes.address == source.address);
        let retention = wishes.map_or(Retention::default(), |wishes| wishes.keep);
        if retention != source.retention {
            store.edit(
                id,
                &Source {
                    retention,
                    ..source
                },
            )?;
        }
    }
    let usual = settings.keep;
    let keeping = Keeping {
        retention: Retention {
            days: instead.days.or(usual.retention.days),
            articles: instead.articles.or(usual.retention.articles),
        },
        ..usual
    };
    store.prune(keeping, dry, now)
}

/// Whether the settings say anything of what is to go.
pub fn prunes(settings: &Settings) -> bool {
    let says = |retention: Retention| retention != Retention::default();
    says(settings.keep.retention) || settings.sources.iter().any(|source| says(source.keep))
}
