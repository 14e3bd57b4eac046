//! Files that are, and are not, a library.

use std::fs;

use super::*;
use crate::store::open::bring_up_to_date;
use crate::store::schema::{STEPS, migrate, version};

fn trouble(path: &std::path::Path) -> Option<Trouble> {
    Store::open(path, NOW).err().map(|error| {
        let sentence = error.sentence();
        assert!(sentence.en.contains("library.db") && sentence.zh.contains("library.db"));
        error.trouble
    })
}

#[test]
fn a_library_is_made_with_its_folder_and_opens_again() {
    let folder = Folder::new("made");
    let path = folder.0.join("a/b/library.db");
    let mut store = Store::open(&path, NOW).expect("it is made");
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 甲 - 文");
    assert_eq!(store.path(), Some(&*path));
    drop(store);
    let store = Store::open(&path, NOW).expect("it opens");
    check(&store, View::All, Sorting::Newest, "", "甲");
    assert!(!store.is_read_only());
    drop(store);
    let names = fs::read_dir(folder.0.join("a/b"))
        .expect("it is a folder")
        .count();
    assert_eq!(names, 1, "nothing lies beside a library that is closed");
}

#[test]
fn what_is_no_library_is_refused_and_left_alone() {
    let folder = Folder::new("refused");
    let path = folder.library();
    fs::write(&path, "近年来，".repeat(500)).expect("there is room");
    assert_eq!(trouble(&path), Some(Trouble::NotALibrary));
    let text = fs::read_to_string(&path).expect("it is there");
    assert_eq!(text, "近年来，".repeat(500));
    fs::remove_file(&path).expect("it is there");
    let other = Connection::open(&path).expect("it is made");
    other
        .execute_batch("CREATE TABLE note (text)")
        .expect("it can be written");
    drop(other);
    let before = fs::read(&path).expect("it is there");
    assert_eq!(trouble(&path), Some(Trouble::NotALibrary));
    assert_eq!(fs::read(&path).expect("it is there"), before);
    let as_folder = folder.0.join("x/library.db");
    fs::create_dir_all(&as_folder).expect("there is room");
    assert!(matches!(trouble(&as_folder), Some(Trouble::Unreachable(_))));
    let below_a_file = path.join("library.db");
    assert!(matches!(
        trouble(&below_a_file),
        Some(Trouble::Unreachable(_))
    ));
}

#[test]
fn a_file_is_a_file_whatever_its_name() {
    let folder = Folder::new("named");
    for name in ["file:x?mode=memory.db", "a%20b#c?.db", ":memory:"] {
        let path = folder.0.join(name);
        let mut store = Store::open(&path, NOW).expect("it is made");
        source(&mut store, "频道");
        drop(store);
        assert!(path.exists(), "{name}");
    }
}

#[test]
fn a_store_may_move_to_another_thread() {
    fn moves<T: Send>(_: T) {}
    moves(store());
}

#[test]
fn an_empty_file_becomes_a_library() {
    let folder = Folder::new("empty");
    fs::write(folder.library(), "").expect("there is room");
    assert_eq!(trouble(&folder.library()), None);
}

#[test]
fn a_library_whose_making_was_stopped_is_made() {
    let folder = Folder::new("stopped");
    let path = folder.library();
    let stopped = Connection::open(&path).expect("it is made");
    let wal = stopped.pragma_update(None, "journal_mode", "wal");
    wal.expect("it is the first that is written");
    drop(stopped);
    assert_ne!(fs::metadata(&path).map(|file| file.len()).ok(), Some(0));
    assert_eq!(trouble(&path), None);
}

#[test]
fn a_newer_library_is_refused_and_left_alone() {
    let folder = Folder::new("newer");
    let store = folder.open();
    store
        .connection
        .pragma_update(None, "user_version", 99)
        .expect("it can be written");
    drop(store);
    let before = fs::read(folder.library()).expect("it is there");
    assert_eq!(trouble(&folder.library()), Some(Trouble::Newer(99)));
    assert_eq!(fs::read(folder.library()).expect("it is there"), before);
}

#[test]
fn steps_are_taken_in_order_and_each_whole_or_not_at_all() {
    let connection = Connection::open_in_memory().expect("memory is there");
    let steps = [
        "CREATE TABLE a (x)",
        "CREATE TABLE b (x)",
        "CREATE TABLE c (x); CREATE TABLE a (x)",
    ];
    migrate(&connection, &steps[..1]).expect("it can be written");
    migrate(&connection, &steps[..2]).expect("it can be written");
    assert_eq!(version(&connection).expect("it can be read"), 2);
    assert!(migrate(&connection, &steps).is_err());
    assert_eq!(version(&connection).expect("it can be read"), 2);
    let tables = "SELECT group_concat(name, '') FROM sqlite_schema";
    let tables: String = connection
        .query_row(tables, [], |row| row.get(0))
        .expect("it can be read");
    assert_eq!(tables, "ab");
}

#[test]
fn an_older_library_is_copied_before_it_is_changed() {
    let folder = Folder::new("older");
    let path = folder.library();
    let store = folder.open();
    drop(store);
    // As if there were a step more than it has taken.
    let connection = Connection::open(&path).expect("it opens");
    let steps = [STEPS[0], "CREATE TABLE more (x)"];
    bring_up_to_date(&connection, &path, 1, NOW, &steps).expect("it can be written");
    let copy = folder.0.join(format!("library.db-version-1-{NOW}"));
    let copy = Connection::open(&copy).expect("it is there");
    assert_eq!(version(&copy).expect("it can be read"), 1);
    assert_eq!(version(&connection).expect("it can be read"), 2);
}

#[test]
fn two_openings_see_what_each_other_writes() {
    let folder = Folder::new("two");
    let (mut one, other) = (folder.open(), folder.open());
    let reader = Store::open_to_read(&folder.library()).expect("it opens");
    let before = other.changes_elsewhere().expect("it can be read");
    let id = source(&mut one, "频道");
    put(&mut one, id, "1 甲 - 文");
    assert_ne!(other.changes_elsewhere().expect("it can be read"), before);
    check(&other, View::All, Sorting::Newest, "", "甲");
    check(&reader, View::All, Sorting::Newest, "", "甲");
    assert!(reader.is_read_only());
}

#[test]
fn a_library_that_is_open_for_reading_says_so_when_it_is_to_be_written() {
    let folder = Folder::new("reading");
    let mut store = folder.open();
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 甲 - 春");
    index(&mut store);
    let mut reader = Store::open_to_read(&folder.library()).expect("it opens");
    let refused = reader.remember("a", None).map_err(|error| error.trouble);
    assert_eq!(refused, Err(Trouble::ReadOnly));
    check(&reader, View::All, Sorting::Newest, "春", "甲");
    reader.settle().expect("there is nothing to do");
}

#[test]
fn a_log_is_brought_into_the_file_when_there_is_time() {
    let folder = Folder::new("log");
    let mut store = folder.open();
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 甲 - 文");
    let log = folder.0.join("library.db-wal");
    assert!(fs::metadata(&log).expect("it is there").len() > 0);
    store.settle().expect("it can be written");
    assert_eq!(fs::metadata(&log).expect("it is there").len(), 0);
}

#[test]
fn a_full_disk_changes_nothing_and_is_told() {
    let folder = Folder::new("full");
    let mut store = folder.open();
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 甲 - 文");
    let pages = "PRAGMA max_page_count = 60";
    store
        .connection
        .query_row(pages, [], |_| Ok(()))
        .expect("it can be set");
    let much = format!("2 乙 - {}\n3 丙 - 文", "长".repeat(1_000_000));
    let error = store
        .put(id, &delivery(&much), NOW)
        .expect_err("there is no room");
    assert_eq!(error.trouble, Trouble::Full);
    assert!(error.sentence().en.contains("disk is full"));
    check(&store, View::All, Sorting::Newest, "", "甲");
    check_counts(&store);
    put(&mut store, id, "4 丁 - 文");
    check(&store, View::All, Sorting::AsGiven, "", "丁 甲");
}
