//! Mappings that are proposed for answers of real interfaces give what is read without them,
//! where the folder with such answers is there.
//!
//! It is found by `WENLAN_SHARED`, else beside the package; without it the test says that it is
//! skipped.

mod corpus;

use std::fs;
use std::path::{Path, PathBuf};

use wenlan::Locale;
use wenlan::export;
use wenlan::parse::mapping::{Mapping, proposal};
use wenlan::parse::{Hint, parse};

/// Every file in a folder and the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let paths = entries.map(|entry| entry.expect("it is readable").path());
    let mut files: Vec<PathBuf> = paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_proposed_mapping_reads_what_was_read_without_it() {
    let Some(corpus) = corpus::folder(
        "04-api-json",
        "a_proposed_mapping_reads_what_was_read_without_it",
    ) else {
        return;
    };
    let (mut count, mut wrong) = (0, Vec::new());
    for path in files(&corpus) {
        let bytes = fs::read(&path).expect("it is readable");
        let hint = Hint {
            name: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned()),
            ..Hint::default()
        };
        let parsed = parse(&bytes, &hint);
        let proposed = proposal(&bytes, &hint, Locale::ZhHans);
        assert_eq!(proposed.is_err(), parsed.refused, "{}", path.display());
        let Ok(proposed) = proposed else { continue };
        let mapping = Mapping::parse(&proposed.toml)
            .unwrap_or_else(|faults| panic!("{}: {faults:?}\n{}", path.display(), proposed.toml));
        let mut mapped = mapping.read_saved(&bytes, &hint);
        mapped.collection.root.title = parsed.collection.root.title.clone();
        let (one, other) = (
            export::collection_json(&parsed.collection),
            export::collection_json(&mapped.collection),
        );
        if one != other {
            let name = path
                .strip_prefix(&corpus)
                .unwrap_or(&path)
                .display()
                .to_string();
            wrong.push(name);
        }
        count += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("{count} files");
}
