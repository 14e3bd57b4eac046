//! Reads feeds that nobody here wrote, where the folder with them is there.
//!
//! What is to be found in them is said beside them, by the programs whose
//! tests they were: gofeed and feed-rs in JSON, feedparser in a comment. The
//! folder is found by `WENLAN_SHARED`, else beside the package.

#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

mod corpus;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use wenlan::article::Label;
use wenlan::export;
use wenlan::parse::{Format, Hint, Parsed, parse};

/// Every feed in a folder of the corpus; nothing where it is absent.
fn feeds(folder: &str, test: &str) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = corpus::folder(folder, test).into_iter().collect();
    let mut feeds = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_feed = path.extension().is_some_and(|e| {
                ["xml", "rss", "atom", "rdf"]
                    .iter()
                    .any(|known| e == *known)
            });
            if path.is_dir() {
                folders.push(path);
            } else if is_feed {
                feeds.push(path);
            }
        }
    }
    feeds
}

fn read(path: &Path) -> (Vec<u8>, Parsed) {
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let hint = Hint {
        name: Some(name),
        ..Hint::default()
    };
    let parsed = parse(&bytes, &hint);
    (bytes, parsed)
}

/// How many articles a feed has.
#[derive(Debug, PartialEq)]
enum Count {
    Exactly(usize),
    AtLeast(usize),
}

/// What its makers say of the articles of a feed.
fn stated(path: &Path, bytes: &[u8]) -> Option<Count> {
    let beside = |ending| fs::read(path.with_extension(ending)).ok();
    if let Some(json) = beside("serde.json").or_else(|| beside("json")) {
        let json: Value = serde_json::from_slice(&json).unwrap();
        let lists = ["entries", "items"]
            .iter()
            .filter_map(|name| json.get(name)?.as_array());
        return Some(Count::Exactly(lists.map(Vec::len).sum()));
    }
    let text = String::from_utf8_lossy(bytes);
    if let Some((_, expected)) = text.split_once("Expect:") {
        let expected = expected.split("-->").next()?;
        let numbers = expected.split("entries[").skip(1);
        let numbers = numbers.filter_map(|rest| rest.split(']').next()?.parse::<usize>().ok());
        return numbers.max().map(|last| Count::AtLeast(last + 1));
    }
    // Real feeds are what they look like.
    let tags = ["<item>", "<item ", "<entry>", "<entry "];
    Some(Count::Exactly(
        tags.iter().map(|tag| text.matches(tag).count()).sum(),
    ))
}

#[test]
fn every_feed_has_all_its_articles() {
    let feeds = feeds("02-feeds", "every_feed_has_all_its_articles");
    let mut counted = 0;
    for path in &feeds {
        let (bytes, parsed) = read(path);
        let is_feed = matches!(parsed.format, Format::Rss | Format::Atom | Format::Rdf);
        let found = parsed.collection.root.articles.len();
        assert_eq!(is_feed, !is_none(path), "{}", path.display());
        if !is_feed {
            continue;
        }
        counted += 1;
        match stated(path, &bytes) {
            Some(Count::Exactly(count)) => assert_eq!(found, count, "{}", path.display()),
            Some(Count::AtLeast(count)) => assert!(found >= count, "{}", path.display()),
            None => {}
        }
    }
    assert!(
        feeds.is_empty() || counted > 1400,
        "{counted} feeds were read"
    );
}

/// Whether a file is no feed, though it stands among feeds.
fn is_none(path: &Path) -> bool {
    let names = [
        "feed-rs/xml/xml_sample_2.xml",
        "feedkit/FeedNotFound.xml",
        "huginn/public_transport_agent.xml",
        "miniflux/xml/testdata/iso88591.xml",
        "newsboat/empty.xml",
    ];
    names.iter().any(|name| path.ends_with(name))
}

#[test]
fn titles_and_tags_are_those_that_others_read() {
    let feeds = feeds(
        "02-feeds/gofeed/translator",
        "titles_and_tags_are_those_that_others_read",
    );
    for path in feeds {
        let expected: Value =
            serde_json::from_slice(&fs::read(path.with_extension("json")).unwrap()).unwrap();
        let collection = read(&path).1.collection;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        assert_eq!(
            collection.root.title.as_str(),
            text(&expected["title"]),
            "{}",
            path.display()
        );
        for (n, article) in collection.root.articles.iter().enumerate() {
            let item = &expected["items"][n];
            assert_eq!(
                article.title.as_str(),
                text(&item["title"]),
                "{}",
                path.display()
            );
            let tags: Vec<&str> = article.tags.iter().map(Label::as_str).collect();
            let wanted = item["categories"].as_array().into_iter().flatten();
            let wanted: Vec<&str> = wanted.filter_map(Value::as_str).collect();
            assert_eq!(tags, wanted, "{}", path.display());
        }
    }
}

#[test]
fn feeds_in_all_charsets_are_read_whole() {
    for path in feeds("08-charset", "feeds_in_all_charsets_are_read_whole") {
        let (bytes, parsed) = read(&path);
        if let Some(Count::Exactly(count)) =
            stated(&path, &bytes).filter(|_| !matches!(parsed.format, Format::Html | Format::Page))
        {
            assert_eq!(
                parsed.collection.root.articles.len(),
                count,
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn nothing_that_runs_comes_through() {
    for path in feeds(
        "02-feeds/feedparser/wellformed/sanitize",
        "nothing_that_runs_comes_through",
    ) {
        let collection = read(&path).1.collection;
        let json = export::collection_json(&collection);
        for trace in [
            "<script",
            "javascript:",
            "onclick",
            "onload",
            "<style",
            "<object",
            "<embed",
        ] {
            assert!(!json.contains(trace), "{}: {json}", path.display());
        }
    }
}
