//! Hostile and broken inputs that nobody here wrote, as far as the screen.
//!
//! They are found by `WENLAN_SHARED`, else beside the package; without them
//! the test says by name that it is skipped.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod corpus;

#[allow(dead_code, reason = "the other tests of the reader use the rest")]
mod journey;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey::Journey;
use wenlan::app::{Message, keys};
use wenlan::article::Collection;
use wenlan::layout::{Measure, Page};
use wenlan::parse::{Bodies, Hint, parse};

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else {
            all.push(path);
        }
    }
}

/// Opens a collection and walks over it; no cell of any frame holds a control character.
fn walk(path: &Path, collection: &Collection, size: (u16, u16)) {
    let (_, rows) = size;
    let mut journey = Journey::opened(size, collection);
    for key in keys("<enter><space>Gt<esc>?<esc>gJq<tab>j") {
        journey.tell(Message::Key(key));
        let canvas = journey.canvas();
        for y in 0..rows {
            for cell in canvas.row(y) {
                assert!(
                    !cell.symbol().contains(char::is_control),
                    "{}: {:?}",
                    path.display(),
                    cell.symbol()
                );
            }
        }
    }
}

#[test]
fn no_input_brings_a_control_character_to_the_screen() {
    let Some(corpus) = corpus::folder("", "no_input_brings_a_control_character_to_the_screen")
    else {
        return;
    };
    let mut all = Vec::new();
    for folder in [
        "01-jsonfeed",
        "05-markup",
        "06-json-torture",
        "07-unicode-terminal",
        "08-charset",
    ] {
        files(&corpus.join(folder), &mut all);
    }
    assert!(all.len() > 400, "only {} files", all.len());
    let mut shown = 0;
    for path in all {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let bytes = fs::read(&path).unwrap();
        let hint = Hint {
            name,
            ..Hint::default()
        };
        let parsed = parse(&bytes, &hint);
        for article in parsed.collection.root.all_articles() {
            for cells in [1, 2, 7, 40] {
                let page = Page::new(Arc::new(article.clone()), Measure::new(cells));
                let rows = (0..page.blocks().min(60)).flat_map(|block| page.rows(block));
                for row in rows.take(400) {
                    assert!(row.cells() <= cells, "{}: {:?}", path.display(), row.text());
                    assert!(!row.text().contains(char::is_control), "{}", path.display());
                }
            }
            shown += 1;
        }
        let hint = Hint {
            bodies: Bodies::Kept,
            ..hint
        };
        let kept = parse(&bytes, &hint);
        if !kept.refused {
            walk(&path, &kept.collection, (40, 12));
            walk(&path, &kept.collection, (100, 30));
        }
    }
    assert!(shown > 200, "only {shown} articles");
}
