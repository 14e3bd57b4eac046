//! What becomes of a library when programs are killed, share it, and find no room.

#[allow(dead_code, reason = "other tests use the rest")]
mod home;
#[allow(dead_code, reason = "other tests use the rest")]
mod server;

use std::process::Child;
use std::{fs, thread};

use home::{Home, ended, read, said};
use server::Server;
use wenlan::library::{Edge, Listing, SourceId, View};
use wenlan::parse;
use wenlan::store::{Edition, Store};

/// The paths of all sources.
const SOURCES: [&str; 6] = ["/a", "/b", "/c", "/d", "/e", "/f"];

/// A server whose sources have the first edition, and a home that is subscribed to them.
fn subscribed() -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    publish(&server, 0);
    let addresses = SOURCES.map(|path| server.at(path));
    let mut arguments = vec!["add"];
    arguments.extend(addresses.iter().map(String::as_str));
    home.says(&arguments, 0);
    server.answers();
    (server, home)
}

/// Has every source publish another edition: its articles are changed, and one is new.
fn publish(server: &Server, edition: usize) {
    for path in SOURCES {
        server.publish(path, &edition_name(edition), 3 + edition);
    }
}

fn edition_name(edition: usize) -> String {
    format!("第{edition}版")
}

/// The edition of each source, if the library is sound and no source is half of one edition.
#[track_caller]
fn editions(home: &Home) -> Vec<usize> {
    let store = Store::open(&home.library(), 1_800_000_000).expect("a library");
    let checkup = store.check().expect("it can be read");
    assert!(
        checkup.damage.is_empty() && !checkup.miscounted,
        "{checkup:?}"
    );
    let sources = store.sources().expect("it can be read");
    sources
        .into_iter()
        .map(|(id, _)| edition_of(&store, id))
        .collect()
}

#[track_caller]
fn edition_of(store: &Store, source: SourceId) -> usize {
    let listing = Listing {
        view: View::Source(source),
        ..Listing::default()
    };
    let page = store
        .page(&listing, Edge::Start, 100)
        .expect("it can be read");
    let edition = page.headlines.len() - 3;
    let name = edition_name(edition);
    for headline in page.headlines {
        assert!(
            headline.title.starts_with(&name),
            "{} of {name}",
            headline.title
        );
        let body = store.received(headline.id, Edition::Fullest);
        let body = body.expect("it can be read").expect("a body");
        let text = parse::plain_text(&body);
        assert_eq!(text.matches(&name).count(), 9, "{text}");
    }
    edition
}

/// Bytes of the log of a library.
fn log_length(home: &Home) -> u64 {
    let log = home.library().with_file_name("library.db-wal");
    fs::metadata(log).map_or(0, |log| log.len())
}

/// Refreshes, and kills that once `is_time`; gives what has become of the sources.
#[track_caller]
fn killed(home: &Home, mut is_time: impl FnMut(&mut Child) -> bool) -> Vec<usize> {
    let mut child = home.begin(&["refresh"]);
    while !is_time(&mut child) {
        thread::yield_now();
    }
    child.kill().expect("to be allowed");
    child.wait().expect("an end");
    editions(home)
}

#[test]
fn what_is_killed_while_it_fetches_leaves_a_sound_library() {
    let (server, home) = subscribed();
    let mut before = editions(&home);
    for edition in 1..=50 {
        publish(&server, edition);
        server.answers();
        // After so many answers; or when so much has been written, which may be all.
        let (answers, length) = (1 + edition % SOURCES.len(), 40_000 * edition as u64);
        let after = killed(&home, |child| {
            if edition % 2 == 0 {
                server.until_answered(answers);
                return true;
            }
            log_length(&home) >= length || child.try_wait().expect("a child").is_some()
        });
        let goes_on = |(before, after): (&usize, &usize)| after == before || *after == edition;
        assert!(
            before.iter().zip(&after).all(goes_on),
            "{before:?} {after:?}"
        );
        before = after;
    }
    home.says(&["refresh"], 0);
    assert_eq!(editions(&home), [50; SOURCES.len()]);
    assert!(home.says(&["search", "第50版"], 0).contains("第50版之53"));
}

#[test]
fn two_programs_fetch_while_a_third_is_read_from() {
    let (server, home) = subscribed();
    for edition in 1..=4 {
        publish(&server, edition);
        let mut fetching = [(); 2].map(|()| home.begin(&["refresh", "--json"]));
        while fetching
            .iter_mut()
            .any(|child| child.try_wait().expect("a child").is_none())
        {
            let listed = home.answers(&["list", "all", "--json"], 0);
            let found = home.answers(&["search", "凌晨两点", "--json"], 0);
            for all in [listed, found] {
                let articles = all.as_array().map_or(0, Vec::len);
                let editions = SOURCES.len() * (2 + edition)..=SOURCES.len() * (3 + edition);
                assert!(
                    editions.contains(&articles),
                    "{articles} in edition {edition}"
                );
            }
        }
        let [first, second] = fetching.map(|child| read(&ended(child, 0)));
        let new = |told: &serde_json::Value| told["new"].as_u64().expect("a number");
        assert_eq!(
            new(&first) + new(&second),
            SOURCES.len() as u64,
            "{first} {second}"
        );
        assert_eq!(editions(&home), [edition; SOURCES.len()]);
    }
}

#[test]
fn what_finds_no_room_says_so_and_goes_on_when_there_is_room() {
    let (server, home) = subscribed();
    let blocks = [0, 1, 40, 400, 800, 1200];
    for (at, blocks) in blocks.into_iter().enumerate() {
        publish(&server, at + 1);
        let told = said(home.run_limited(blocks, &["refresh"]), 2);
        assert!(
            told.contains("library.db：磁盘") && told.contains("请检查"),
            "{told}"
        );
        for reading in [&["list", "all"][..], &["sources"], &["print", "1"]] {
            said(home.run_limited(blocks, reading), 0);
        }
        // What could not be indexed is not found, and that is told; the rest is.
        let found = home.run_limited(blocks, &["search", "凌晨两点"]).stdout;
        let found = String::from_utf8(found).expect("UTF-8");
        assert!(
            found.matches("凌晨两点").count() >= 3 * SOURCES.len(),
            "{found}"
        );
        let editions = editions(&home);
        assert!(editions.contains(&0) && editions.iter().all(|edition| *edition <= at + 1));
    }
    home.says(&["refresh"], 0);
    assert_eq!(editions(&home), [blocks.len(); SOURCES.len()]);
    assert!(home.says(&["search", "第6版之9"], 0).contains("第6版之9"));
}
