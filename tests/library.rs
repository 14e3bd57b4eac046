//! A library among processes: killed, shared, without room, without permission, and of every age.
//!
//! A test starts this program again where another process is needed; what that one does is
//! told by its own test, which is ignored otherwise.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use wenlan::article::{Article, Collection, Label, Markup, Part, Place, Received};
use wenlan::library::{
    ArticleId, Bookmark, Edge, History, Listing, Mark, Query, Sorting, Source, SourceId, View,
};
use wenlan::store::{Edition, Store, Trouble};

/// Noon of 2026-11-20.
const NOW: i64 = 1_795_176_000;

/// Articles of one delivery.
const DELIVERY: usize = 10;

/// A folder of our own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let unique = format!("wenlan-library-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(unique);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("there is room");
        Folder(folder)
    }

    fn library(&self) -> PathBuf {
        self.0.join("library.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn open(path: &Path) -> Store {
    Store::open(path, NOW).unwrap_or_else(|error| panic!("{}", error.sentence().en))
}

fn add(store: &mut Store, address: &str) -> SourceId {
    let source = Source {
        address: address.to_owned(),
        ..Source::default()
    };
    store.add(&source).expect("it can be written").0
}

/// The `number`th delivery of a source; each has articles of its own.
fn delivery(number: usize) -> Collection {
    let mut collection = Collection::default();
    for at in 0..DELIVERY {
        collection.root.articles.push(Article {
            id: Label::some(&format!("{number}-{at}")),
            title: Label::new(&format!("第{number}期之{at}")),
            received: Some(Received {
                parts: vec![Part {
                    markup: Markup::Text,
                    text: "春眠不觉晓，处处闻啼鸟。".repeat(50),
                }],
                base: None,
            }),
            ..Article::default()
        });
    }
    collection
}

/// Every article, page by page.
fn all(store: &Store) -> Vec<ArticleId> {
    let mut all = Vec::new();
    let mut edge = Edge::Start;
    loop {
        let page = store
            .page(&Listing::default(), edge, 100)
            .expect("it can be read");
        all.extend(page.headlines.iter().map(|row| row.id));
        match all.last().filter(|_| page.more) {
            Some(last) => edge = Edge::After(*last),
            None => return all,
        }
    }
}

/// Checks that a library is sound and holds nothing by half.
fn check_sound(store: &Store) {
    let checkup = store.check().expect("it can be read");
    assert_eq!(checkup.damage, Vec::<String>::new());
    assert!(!checkup.miscounted);
    assert_eq!(
        checkup.articles % DELIVERY as u64,
        0,
        "a delivery is whole or not there"
    );
    for id in all(store) {
        let received = store
            .received(id, Edition::Fullest)
            .expect("it can be read");
        assert!(received.is_some(), "an article has its body");
    }
}

/// This program again, to do what the test `child` tells, with a library.
fn child(child: &str, library: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args([child, "--exact", "--ignored", "--nocapture"])
        .env("WENLAN_TEST_LIBRARY", library)
        .stdout(Stdio::piped());
    command
}

/// The library that a child is to work with.
fn given() -> PathBuf {
    std::env::var_os("WENLAN_TEST_LIBRARY")
        .expect("a test starts this")
        .into()
}

/// The numbers that a child tells, each when it has done as many deliveries.
fn told(child: &mut Child) -> impl Iterator<Item = usize> + use<> {
    let output = child.stdout.take().expect("it is piped");
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    lines.filter_map(|line| line.strip_prefix("done ")?.parse().ok())
}

#[test]
#[ignore = "a child of other tests"]
fn puts_deliveries_until_it_is_stopped() {
    let mut store = open(&given());
    let source = add(&mut store, "child");
    for number in 1..=400 {
        store
            .put(source, &delivery(number), NOW)
            .expect("it can be written");
        if number % 3 == 0 {
            let waiting = store.waiting(7, usize::MAX).expect("it can be read");
            let texts = waiting
                .into_iter()
                .map(|waiting| (waiting.id, "春眠不觉晓".to_owned()));
            store
                .index(&texts.collect::<Vec<_>>())
                .expect("it can be written");
        }
        println!("done {number}");
    }
}

#[test]
fn a_library_survives_that_its_program_is_killed() {
    let folder = Folder::new("killed");
    let library = folder.library();
    let mut before = 0;
    for round in 0..50 {
        let mut writer = child("puts_deliveries_until_it_is_stopped", &library)
            .spawn()
            .expect("this program starts");
        let mut numbers = told(&mut writer);
        // The first deliveries are there from the round before and pass without a trace.
        let last = before + 1 + round % 5;
        let reached = numbers.by_ref().find(|number| *number >= last);
        writer.kill().expect("it can be killed");
        writer.wait().expect("it ends");
        // What it still told had been committed, whatever it was doing then.
        let committed = numbers.last().or(reached).expect("it told something");
        let store = open(&library);
        check_sound(&store);
        let kept = all(&store).len() / DELIVERY;
        assert!(
            kept >= committed,
            "{committed} deliveries were committed, {kept} are there"
        );
        before = kept;
    }
    assert!(before >= 50);
}

#[test]
fn two_programs_use_one_library_at_once() {
    let folder = Folder::new("shared");
    let library = folder.library();
    let mut store = open(&library);
    let source = add(&mut store, "parent");
    let mut other = child("puts_deliveries_until_it_is_stopped", &library)
        .spawn()
        .expect("this program starts");
    let mut number = 0;
    for done in told(&mut other) {
        number = done;
        if done <= 60 {
            store
                .put(source, &delivery(done), NOW)
                .expect("the other lets us write");
            let page = store
                .page(&Listing::default(), Edge::Start, 5)
                .expect("it can be read");
            let id = page.headlines[0].id;
            store
                .mark(&[id], Mark::Read, true)
                .expect("the other lets us write");
        }
    }
    assert!(other.wait().expect("it ends").success());
    assert_eq!(number, 400);
    assert_eq!(all(&store).len(), (400 + 60) * DELIVERY);
    check_sound(&store);
    let read = store.tree().expect("it can be read").everything;
    assert!(read.unread < read.all && read.unread >= read.all - 60);
}

#[test]
#[ignore = "a child of another test"]
fn finds_no_room() {
    let mut store = open(&given());
    let source = add(&mut store, "child");
    let mut number = 100;
    let error = loop {
        match store.put(source, &delivery(number), NOW) {
            Ok(_) => number += 1,
            Err(error) => break error,
        }
        assert!(number < 10_000, "there was room");
    };
    assert!(
        matches!(error.trouble, Trouble::Full | Trouble::Disk(_)),
        "{error:?}"
    );
    assert!(error.sentence().en.contains("nothing was changed"));
    check_sound(&store);
    assert_eq!(all(&store).len(), (number - 100 + 5) * DELIVERY);
}

#[test]
fn a_disk_without_room_loses_nothing_that_was_there() {
    let folder = Folder::new("room");
    let library = folder.library();
    let mut store = open(&library);
    let source = add(&mut store, "parent");
    for number in 0..5 {
        store
            .put(source, &delivery(number), NOW)
            .expect("there is room");
    }
    drop(store);
    let plain = child("finds_no_room", &library);
    // No file may grow beyond 4,000 blocks of 512 or 1,024 bytes, whatever the shell takes.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 4000; exec \"$0\" \"$@\""])
        .arg(plain.get_program())
        .args(plain.get_args())
        .env("WENLAN_TEST_LIBRARY", &library);
    assert!(limited.status().expect("a shell is there").success());
    let mut store = open(&library);
    check_sound(&store);
    store
        .put(source, &delivery(9_999), NOW)
        .expect("there is room again");
}

#[test]
#[ignore = "a child of another test"]
fn reads_without_permission_to_write() {
    let library = given();
    if std::env::var_os("WENLAN_TEST_UNFINISHED").is_some() {
        let error = Store::open(&library, NOW).err().expect("it cannot be read");
        assert_eq!(error.trouble, Trouble::Unfinished);
        return;
    }
    let mut store = open(&library);
    assert!(store.is_read_only());
    let id = all(&store)[0];
    let refused = store
        .mark(&[id], Mark::Read, true)
        .map_err(|error| error.trouble);
    assert_eq!(refused, Err(Trouble::ReadOnly));
    let listing = Listing {
        query: Query::read("春"),
        ..Listing::default()
    };
    let page = store
        .page(&listing, Edge::Start, 5)
        .expect("it can be read");
    assert_eq!(page.headlines.len(), 5);
    check_sound(&store);
    println!("done 1");
}

/// Starts a child for which files are what their permissions say, which they are not for root.
#[cfg(unix)]
fn without_privileges(mut command: Command) -> Option<Child> {
    use std::os::unix::process::CommandExt as _;
    if rustix::process::geteuid().is_root() {
        command.uid(65534).gid(65534);
    }
    // The program itself may lie where nobody else reaches.
    command.spawn().ok()
}

#[cfg(unix)]
#[test]
fn a_library_in_a_folder_that_cannot_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("permission");
    let library = folder.library();
    let mut store = open(&library);
    let source = add(&mut store, "parent");
    store
        .put(source, &delivery(0), NOW)
        .expect("it can be written");
    let waiting = store.waiting(100, usize::MAX).expect("it can be read");
    let texts = waiting
        .into_iter()
        .map(|waiting| (waiting.id, "春".to_owned()));
    store
        .index(&texts.collect::<Vec<_>>())
        .expect("it can be written");
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    let copy = folder.0.join("copy.db");
    let log = folder.0.join("copy.db-wal");
    // As if the program had been killed: the log lies beside the file.
    fs::copy(&library, &copy).expect("there is room");
    fs::copy(folder.0.join("library.db-wal"), &log).expect("it has been written to");
    drop(store);
    for file in [&library, &copy, &log] {
        allow(file, 0o444);
    }
    allow(&folder.0, 0o555);
    let reader = child("reads_without_permission_to_write", &library);
    let mut unfinished = child("reads_without_permission_to_write", &copy);
    unfinished.env("WENLAN_TEST_UNFINISHED", "1");
    let children = [reader, unfinished].map(without_privileges);
    let succeeded = children.map(|child| {
        child.map(|child| child.wait_with_output().expect("it ends").status.success())
    });
    allow(&folder.0, 0o755);
    if succeeded.contains(&None) {
        println!("a_library_in_a_folder_that_cannot_be_written_can_be_read is skipped");
        return;
    }
    assert_eq!(succeeded, [Some(true), Some(true)]);
}

/// What every library in `tests/libraries` holds: see [`a_library_of_this_version`].
fn check_held(store: &Store) {
    let rows = |view, sorting, query: &str| {
        let listing = Listing {
            view,
            sorting,
            query: Query::read(query),
        };
        let page = store
            .page(&listing, Edge::Start, 9)
            .expect("it can be read");
        let titles: Vec<String> = page
            .headlines
            .iter()
            .map(|row| row.title.to_string())
            .collect();
        titles.join(" ")
    };
    let newest = Sorting::Newest;
    assert_eq!(rows(View::All, newest, ""), "第2期之0 第1期之0");
    assert_eq!(rows(View::Starred, newest, ""), "第1期之0");
    assert_eq!(rows(View::Unread, newest, ""), "第2期之0");
    assert_eq!(rows(View::Reading, newest, ""), "第1期之0");
    assert_eq!(rows(View::All, newest, "不觉晓"), "第1期之0");
    let (id, source) = store.sources().expect("it can be read").remove(0);
    assert_eq!(
        (&*source.address, source.full_text),
        ("https://example.org/feed", true)
    );
    let history = store.history(id).expect("it can be read");
    assert_eq!(history.succeeded, Some(NOW));
    let article = ArticleId(1);
    let bookmark = store
        .bookmark(article)
        .expect("it can be read")
        .expect("it was kept");
    assert_eq!((bookmark.place.block, &*bookmark.behind), (1, "处处"));
    let text = |edition| {
        let received = store.received(article, edition).expect("it can be read");
        received.map(|received| received.parts[0].text.clone())
    };
    assert_eq!(text(Edition::Fullest).as_deref(), Some("春眠不觉晓"));
    assert_eq!(text(Edition::Former).as_deref(), Some("春眠"));
    assert_eq!(
        store.setting("sorting").expect("it can be read").as_deref(),
        Some("title")
    );
    let checkup = store.check().expect("it can be read");
    assert!(checkup.damage.is_empty() && !checkup.miscounted);
}

/// An article of few words, to be kept in a small file.
fn small(number: usize, text: &str) -> Collection {
    let mut collection = delivery(number);
    collection.root.articles.truncate(1);
    let received = collection.root.articles[0].received.as_mut();
    let parts = &mut received.expect("it has a body").parts;
    text.clone_into(&mut parts[0].text);
    collection
}

/// Writes the library that is kept in `tests/libraries` for good when its schema is released:
/// `cargo test --test library a_library_of_this_version -- --ignored`.
#[test]
#[ignore = "it is done once for each version of the schema"]
fn a_library_of_this_version() {
    let folder = Folder::new("version");
    let library = folder.library();
    let mut store = open(&library);
    let source = Source {
        address: "https://example.org/feed".to_owned(),
        full_text: true,
        folder: store.folder(&[Label::new("时事")]).expect("it is made"),
        ..Source::default()
    };
    let (id, _) = store.add(&source).expect("it can be written");
    for (number, text) in [(1, "春眠"), (1, "春眠不觉晓"), (2, "处处闻啼鸟")] {
        store
            .put(id, &small(number, text), NOW)
            .expect("it can be written");
    }
    let history = History {
        succeeded: Some(NOW),
        ..History::default()
    };
    store.note(&[(id, history)]).expect("it can be written");
    let article = ArticleId(1);
    store
        .index(&[(article, "春眠不觉晓".to_owned())])
        .expect("it can be written");
    for mark in [Mark::Read, Mark::Starred] {
        store
            .mark(&[article], mark, true)
            .expect("it can be written");
    }
    let bookmark = Bookmark {
        place: Place {
            block: 1,
            offset: 0,
        },
        before: String::new(),
        behind: "处处".to_owned(),
    };
    store
        .keep_bookmark(article, &bookmark, 50, NOW)
        .expect("it can be written");
    store
        .remember("sorting", Some("title"))
        .expect("it can be written");
    check_held(&store);
    drop(store);
    let shrunk = rusqlite::Connection::open(&library).expect("it opens");
    let small =
        "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL;";
    shrunk.execute_batch(small).expect("it can be written");
    let version: i64 = shrunk
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .expect("it can be read");
    drop(shrunk);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/libraries/{version}.db"));
    assert!(!kept.exists(), "a library that was released never changes");
    fs::copy(&library, kept).expect("there is room");
}

#[test]
fn a_library_of_every_version_opens_with_all_that_it_holds() {
    let folder = Folder::new("versions");
    let libraries = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/libraries");
    let mut opened = 0;
    for entry in fs::read_dir(libraries).expect("it is there") {
        let library = folder.library();
        fs::copy(entry.expect("it can be read").path(), &library).expect("there is room");
        check_held(&open(&library));
        opened += 1;
    }
    assert!(opened > 0);
}
