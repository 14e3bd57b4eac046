//! The corpus: inputs that nobody here wrote, where the folder with them is there.

use std::env;
use std::path::{Path, PathBuf};

/// A folder of the corpus, by `WENLAN_SHARED`, else beside the package.
///
/// Where it is absent, `test` is told to be skipped.
pub(crate) fn folder(name: &str, test: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = env::var_os("WENLAN_SHARED").map_or_else(beside, PathBuf::from);
    let folder = shared.join("corpus").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("{test} is skipped: there is no {}", folder.display());
    None
}
