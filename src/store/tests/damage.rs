//! A broken file: what is told of it, what can still be read, and what is saved.

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};

use super::*;
use crate::library::Mark;

const ARTICLES: usize = 400;

/// A closed library of 400 articles with long texts, the first of them starred.
fn filled(name: &str) -> Folder {
    let folder = Folder::new(name);
    let mut store = folder.open();
    let id = source(&mut store, "频道");
    let text = "春眠不觉晓".repeat(40);
    let line = |number: usize| format!("{number} 题{number} 2020-01-01 {text}\n");
    let lines: String = (0..ARTICLES).map(line).collect();
    put(&mut store, id, &lines);
    let first = named(&store, "题0");
    store
        .mark(&[first], Mark::Starred, true)
        .expect("it can be written");
    folder
}

/// The pages that a table takes, from the second on.
fn leaves(store: &Store, table: &str) -> Vec<u64> {
    let sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno";
    let mut statement = store.connection.prepare(sql).expect("it is SQL");
    let pages = statement
        .query_map([table], |row| row.get::<_, i64>(0))
        .expect("it can be read");
    pages
        .map(|page| page.expect("it can be read").cast_unsigned())
        .collect()
}

/// Writes nonsense over a page in the middle of each table.
fn break_tables(folder: &Folder, tables: &[&str]) {
    let store = folder.open();
    let pages: Vec<u64> = tables
        .iter()
        .map(|table| {
            let leaves = leaves(&store, table);
            leaves[leaves.len() / 2]
        })
        .collect();
    drop(store);
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(folder.library())
        .expect("it is there");
    for page in pages {
        file.seek(SeekFrom::Start((page - 1) * 8192))
            .expect("it is as long");
        file.write_all(&[0xa5; 8192]).expect("there is room");
    }
}

#[test]
fn a_sound_library_is_called_sound() {
    let folder = filled("sound");
    let store = folder.open();
    let checkup = store.check().expect("it can be read");
    assert_eq!(checkup.damage, Vec::<String>::new());
    assert_eq!(
        (checkup.articles, checkup.sources, checkup.waiting),
        (400, 1, 400)
    );
    assert!(!checkup.miscounted && checkup.bytes > 200_000);
}

#[test]
fn the_rest_of_a_broken_library_can_be_read() {
    let folder = filled("broken");
    break_tables(&folder, &["article", "body"]);
    let store = folder.open();
    let checkup = store.check().expect("it says what is wrong");
    assert!(!checkup.damage.is_empty());
    let page = store
        .page(&Listing::default(), Edge::Start, 500)
        .expect("the rest is there");
    assert!(page.unreadable > 0);
    assert_eq!(page.headlines.len() + page.unreadable, ARTICLES);
    let read = |id| store.received(id, Edition::Fullest);
    let troubles: Vec<Trouble> = (1..=400)
        .filter_map(|id| read(ArticleId(id)).err())
        .map(|error| error.trouble)
        .collect();
    assert!(!troubles.is_empty() && troubles.len() < 100);
    assert!(
        troubles
            .iter()
            .all(|trouble| matches!(trouble, Trouble::Damaged(_)))
    );
}

#[test]
fn what_can_be_read_is_saved_into_a_sound_library() {
    let folder = filled("saved");
    break_tables(&folder, &["article", "body", "article_section", "front"]);
    let saved = Store::repair(&folder.library(), NOW).expect("it can be mended");
    // What has lost its row has kept its text, and the other way round.
    assert!(saved.articles > 380, "{saved:?}");
    assert!((1..100).contains(&saved.bodiless), "{saved:?}");
    assert!((1..200).contains(&saved.headless), "{saved:?}");
    assert!(saved.lost >= saved.bodiless + saved.headless, "{saved:?}");
    assert!(saved.damaged.as_ref().is_some_and(|path| path.exists()));
    let mut store = folder.open();
    check_counts(&store);
    assert_eq!(
        rows(&store, &Listing::default()).len() as u64,
        saved.articles
    );
    check(&store, View::Starred, Sorting::Newest, "", "题0");
    assert_eq!(
        store.waiting_count().expect("it can be read") as u64,
        saved.articles
    );
    index(&mut store);
    assert!(!rows(&store, &listing(View::All, Sorting::Newest, "不觉晓")).is_empty());
    let known = store
        .source_at("https://example.org/频道")
        .expect("it can be read");
    let id = known.expect("it was saved");
    assert_eq!(put(&mut store, id, "new 新 - 文").new.len(), 1);
}

#[test]
fn articles_outlive_the_source_and_section_they_stood_in() {
    let folder = filled("rehomed");
    break_tables(&folder, &["source", "section", "history"]);
    let saved = Store::repair(&folder.library(), NOW).expect("it can be mended");
    assert_eq!((saved.articles, saved.bodiless), (400, 0));
    let store = folder.open();
    check_counts(&store);
    let tree = store.tree().expect("it can be read");
    assert_eq!((tree.branches.len(), tree.everything.all), (1, 400));
}

#[test]
fn a_file_of_which_nothing_can_be_saved_stays_where_it_is() {
    let folder = Folder::new("lost");
    fs::write(folder.library(), "近年来，".repeat(5000)).expect("there is room");
    let error = Store::repair(&folder.library(), NOW).map_err(|error| error.trouble);
    assert_eq!(error, Err(Trouble::Lost));
    let text = fs::read_to_string(folder.library()).expect("it is there");
    assert_eq!(text, "近年来，".repeat(5000));
    let names = fs::read_dir(&folder.0).expect("it is a folder").count();
    assert_eq!(names, 1);
}

#[test]
fn counts_that_are_wrong_are_found_and_mended() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let article = put(&mut store, id, "1 甲 - 文").new[0];
    store
        .mark(&[article], Mark::Starred, true)
        .expect("it can be written");
    for wrong in [
        "UPDATE section SET unread = 7",
        "UPDATE tally SET value = 7 WHERE name = 'starred'",
    ] {
        store
            .connection
            .execute_batch(wrong)
            .expect("it can be written");
        assert!(store.check().expect("it can be read").miscounted);
        store.recount().expect("it can be written");
        check_counts(&store);
    }
    assert_eq!(store.tree().expect("it can be read").starred, 1);
}

#[test]
fn a_copy_is_a_library_of_its_own() {
    let folder = filled("copied");
    let store = folder.open();
    let copy = folder.0.join("copy.db");
    store.back_up(&copy).expect("there is room");
    drop(store);
    let copy = Store::open(&copy, NOW).expect("it opens");
    assert_eq!(rows(&copy, &Listing::default()).len(), ARTICLES);
    let nowhere = copy
        .back_up(&folder.0.join("a/b.db"))
        .map_err(|error| error.trouble);
    assert!(matches!(nowhere, Err(Trouble::Unreachable(_))));
}

#[test]
fn room_that_has_become_free_is_given_back() {
    let folder = filled("compacted");
    let mut store = folder.open();
    let id = store.sources().expect("it can be read")[0].0;
    store.remove(id).expect("it can be written");
    let before = store.check().expect("it can be read");
    assert!(before.free > before.bytes / 2);
    store.compact().expect("there is room");
    let after = store.check().expect("it can be read");
    assert!(after.free == 0 && after.bytes < before.bytes / 2);
}
