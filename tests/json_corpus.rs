//! Reads inputs that nobody here wrote, where the folder with them is there.
//!
//! It is found by `WENLAN_SHARED`, else beside the package. Without it each
//! test says by name that it is skipped.

mod corpus;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use corpus::folder;
use serde_json::Value;
use wenlan::article::Collection;
use wenlan::export;
use wenlan::parse::{Format, Hint, Parsed, Spot, parse};

/// Every file of a folder, in order, with its path in the folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).expect("it is a folder") {
            let path = entry.expect("it is readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path);
            let bytes = fs::read(&path).expect("it is readable");
            files.insert(name.to_string_lossy().into_owned(), bytes);
        }
    }
    files
}

fn read(name: &str, bytes: &[u8]) -> Parsed {
    let hint = Hint {
        name: Some(name.to_owned()),
        ..Hint::default()
    };
    let parsed = parse(bytes, &hint);
    check_clean(name, &parsed.collection);
    for complaint in &parsed.complaints {
        for text in [
            &complaint.what.en,
            &complaint.what.zh,
            &complaint.at.to_string(),
        ] {
            assert!(!text.contains(char::is_control), "{name}: {text:?}");
        }
    }
    assert!(!parsed.refused || !parsed.complaints.is_empty(), "{name}");
    parsed
}

/// Checks that no control character but a line end is in any text of a collection.
fn check_clean(name: &str, collection: &Collection) {
    let json = export::collection_json(collection);
    let value: Value = serde_json::from_str(&json).expect("what we write is JSON");
    let mut values = vec![&value];
    while let Some(value) = values.pop() {
        match value {
            Value::String(text) => {
                let odd = |c: char| c.is_control() && c != '\n';
                assert!(!text.contains(odd), "{name}: {text:?}");
            }
            Value::Array(list) => values.extend(list),
            Value::Object(object) => values.extend(object.values()),
            _ => {}
        }
    }
}

/// Feeds, how many items they have, and whether there is something to complain of.
const FEEDS: &[(&str, usize, bool)] = &[
    ("feed-rs/jsonfeed_example_1.json", 2, false),
    ("feed-rs/jsonfeed_spec_1.json", 1, false),
    ("feedparser/example.json", 2, false),
    ("gofeed/parser/json/version_json_11.json", 1, false),
    (
        "gofeed/parser/json/version_json_11_deprecated_author.json",
        1,
        false,
    ),
    (
        "gofeed/parser/json/version_json_11_deprecated_author_expected.json",
        1,
        false,
    ),
    ("gofeed/parser/json/version_json_11_expected.json", 1, false),
    ("gofeed/parser/universal/json11_feed.json", 1, false),
    ("gofeed/translator/json/json10_simple.json", 1, true),
    ("gofeed/translator/json/json11_full.json", 1, false),
    ("jsonfeed-to-rss/podcast-feed.json", 40, false),
    ("lemon24-reader/10.json", 0, false),
    ("lemon24-reader/invalid.json", 8, true),
    ("lemon24-reader/unknown.json", 0, true),
    ("netnewswire/DaringFireball.json", 48, false),
    ("netnewswire/inessential.json", 20, false),
    ("netnewswire/rose.json", 84, false),
    ("zh-blogs/996cat.feed.json", 1, false),
    ("zh-blogs/Crpdim.feed.json", 20, true),
    ("zh-blogs/Cyberotaku.feed.json", 2, true),
    ("zh-blogs/Jayden-hong.feed.json", 3, false),
    ("zh-blogs/Lane0218.feed.json", 7, true),
];

/// Feeds of RSS that are written as JSON, and how many items they have.
const RSS: &[(&str, usize)] = &[
    ("jsonfeed-to-rss/extended-feed-rss.json", 8),
    ("netnewswire/ScriptingNews.json", 50),
];

/// Broken feeds, and where they are broken.
const BROKEN: &[(&str, usize, usize)] = &[
    ("gofeed/parser/json/invalid/invalid.json", 3, 1),
    ("netnewswire/allthis-partial.json", 1, 12_171),
    ("yarr/basic.jsonc", 1, 1),
];

#[test]
fn feeds_have_all_their_items_and_broken_ones_say_why() {
    let Some(folder) = folder(
        "01-jsonfeed",
        "feeds_have_all_their_items_and_broken_ones_say_why",
    ) else {
        return;
    };
    for (name, bytes) in files(&folder) {
        let parsed = read(&name, &bytes);
        let found = &parsed.collection.root.articles;
        if let Some((_, items, complains)) = FEEDS.iter().find(|(feed, ..)| *feed == name) {
            assert_eq!(
                (parsed.format, parsed.refused),
                (Format::JsonFeed, false),
                "{name}"
            );
            assert_eq!(found.len(), *items, "{name}");
            // A reader of HTML may complain of what it leaves out of a body.
            if *complains {
                assert!(!parsed.complaints.is_empty(), "{name}");
            }
        } else if let Some((_, items)) = RSS.iter().find(|(feed, _)| *feed == name) {
            assert_eq!(
                (parsed.format, found.len()),
                (Format::RssJson, *items),
                "{name}"
            );
        } else {
            let at = BROKEN.iter().find(|(broken, ..)| *broken == name);
            let at = at.map(|(_, line, column)| Spot::Line(*line, *column));
            // What is no feed may still hold articles.
            assert_eq!(parsed.refused, parsed.inference.is_none(), "{name}");
            assert!(
                at.is_none() || Some(&parsed.complaints[0].at) == at.as_ref(),
                "{name}"
            );
        }
    }
}

#[test]
fn a_feed_written_as_our_own_json_reads_back_to_itself() {
    let Some(folder) = folder(
        "01-jsonfeed",
        "a_feed_written_as_our_own_json_reads_back_to_itself",
    ) else {
        return;
    };
    for (name, bytes) in files(&folder) {
        let collection = read(&name, &bytes).collection;
        let again = read(
            "again.json",
            export::collection_json(&collection).as_bytes(),
        );
        assert_eq!(again.collection, collection, "{name}");
    }
}

#[test]
fn json_is_judged_as_its_specification_does() {
    let Some(folder) = folder(
        "06-json-torture",
        "json_is_judged_as_its_specification_does",
    ) else {
        return;
    };
    for (path, bytes) in files(&folder) {
        let parsed = read(&path, &bytes);
        let name = path.rsplit('/').next().unwrap_or_default();
        let what = &parsed.complaints[0];
        assert!(parsed.refused, "{path}");
        if name.starts_with("y_") {
            assert_eq!(
                (parsed.format, &what.at),
                (Format::UnknownJson, &Spot::Whole),
                "{path}"
            );
        }
        if name.starts_with("n_") || path.starts_with("real-broken") {
            assert!(matches!(what.at, Spot::Line(..)), "{path}: {what:?}");
        }
    }
}

#[test]
fn markup_and_escapes_come_through_clean() {
    for name in ["05-markup", "07-unicode-terminal", "04-api-json", "seed"] {
        let Some(folder) = folder(name, "markup_and_escapes_come_through_clean") else {
            return;
        };
        for (path, bytes) in files(&folder) {
            read(&path, &bytes);
        }
    }
}

/// Charsets that are read by the name of a larger one, or not at all.
fn charset_of(folder: &str) -> Option<&str> {
    Some(match folder {
        "CP932" | "SHIFT_JIS" => "Shift_JIS",
        "CP949" => "EUC-KR",
        "GB2312" => "GBK",
        "KOI8-R" => "KOI8-U",
        "TIS-620" => "windows-874",
        "UTF-16" => "UTF-16BE",
        "UTF-32" => "UTF-32BE",
        "iso-8859-1" => "windows-1252",
        "iso-8859-7-greek" => "windows-1253",
        "utf-8" | "utf-8-sig" => "UTF-8",
        "windows-1251-russian" => "windows-1251",
        "windows-1255-hebrew" => "windows-1255",
        // Nobody's charsets any more: the Encoding Standard leaves them out.
        "Johab" | "iso-2022-kr" => return None,
        folder => folder,
    })
}

#[test]
fn texts_are_read_in_their_charsets() {
    let Some(folder) = folder("08-charset", "texts_are_read_in_their_charsets") else {
        return;
    };
    for (path, bytes) in files(&folder) {
        let parsed = read(&path, &bytes);
        let damaged = parsed
            .complaints
            .iter()
            .any(|c| c.what.en.contains("unreadable"));
        let told = parsed
            .complaints
            .iter()
            .any(|c| c.what.en.contains("declared"));
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["chardet", folder, _] => {
                if let Some(charset) = charset_of(folder) {
                    assert_eq!(parsed.charset, charset, "{path}");
                }
            }
            ["transcoded", name] => {
                let charset = if name.starts_with("big5") {
                    "Big5"
                } else {
                    "GBK"
                };
                assert_eq!(parsed.charset, charset, "{path}");
                assert_eq!(
                    (told, damaged),
                    (name.contains("wrong-decl"), false),
                    "{path}"
                );
            }
            _ => assert!(!damaged, "{path}"),
        }
    }
}
