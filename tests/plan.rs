//! Keeps the plan of the house true: floors, doors, purity.
//!
//! It reads the sources as text. That is enough: a room that wanted to cheat
//! would have to write a name that stands here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may name. A room that is not listed may not exist.
const FLOORS: &[(&str, &[&str])] = &[
    ("locale", &[]),
    ("text", &[]),
    ("article", &["text"]),
    ("library", &["article", "locale", "text"]),
    ("fetch", &["locale"]),
    ("picture", &["locale"]),
    ("layout", &["article", "locale", "picture", "text"]),
    ("parse", &["article", "locale", "text"]),
    ("store", &["article", "library", "locale", "text"]),
    ("export", &["article", "layout", "text"]),
    (
        "app",
        &["article", "layout", "library", "locale", "picture", "text"],
    ),
    (
        "view",
        &[
            "app", "article", "layout", "library", "locale", "picture", "text",
        ],
    ),
    (
        "work",
        &[
            "app", "article", "config", "fetch", "library", "locale", "parse", "picture", "store",
            "text",
        ],
    ),
    ("config", &["app", "layout", "library", "locale", "text"]),
    (
        "shell",
        &[
            "app", "article", "config", "layout", "library", "locale", "picture", "text", "view",
            "work",
        ],
    ),
    (
        "cli",
        &[
            "app", "article", "config", "export", "fetch", "layout", "library", "locale", "parse",
            "shell", "store", "text", "work",
        ],
    ),
    ("main", &["cli"]),
];

/// Each foreign crate and the rooms that may name it.
const DOORS: &[(&str, &[&str])] = &[
    ("base64", &["parse"]),
    ("chardetng", &["parse"]),
    ("clap", &["cli"]),
    ("crossterm", &["shell"]),
    ("dom_query", &["parse"]),
    ("encoding_rs", &["parse", "text"]),
    ("html5ever", &["parse"]),
    ("hyper", &["fetch"]),
    ("icu_normalizer", &["text"]),
    ("icu_properties", &["text"]),
    ("image", &["picture"]),
    ("indicatif", &["cli"]),
    ("jiff", &["article", "fetch", "parse"]),
    ("open", &["shell"]),
    ("pulldown_cmark", &["parse"]),
    ("quick_xml", &["parse"]),
    ("ratatui", &["shell", "view"]),
    ("regex_lite", &["parse"]),
    ("reqwest", &["fetch"]),
    ("rusqlite", &["store"]),
    ("rustix", &["shell"]),
    ("rustls", &["fetch"]),
    ("rustls_platform_verifier", &["fetch"]),
    ("serde", &["parse"]),
    ("serde_json", &["cli", "export", "parse"]),
    ("serde_json_path", &["parse"]),
    ("signal_hook", &["shell"]),
    ("tokio", &["fetch", "work"]),
    ("toml", &["config", "parse"]),
    ("unicode_width", &["text"]),
    ("url", &["parse"]),
];

/// Rooms that touch no file, socket, thread, environment or clock.
const PURE: &[&str] = &[
    "locale", "text", "article", "picture", "library", "layout", "parse", "export", "app", "view",
];

/// What a pure room may not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::thread",
    "std::env",
    "std::process",
    "std::io::std",
    "Instant::now",
    "SystemTime",
    "::now()",
];

/// The one file that speaks C, with the proof beside each line of it.
const SPEAKS_C: &str = "src/store/tokenizer.rs";

/// The longest file that is still held in the head.
const LINES: usize = 500;

struct File {
    path: PathBuf,
    room: String,
    text: String,
}

fn sources() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut files, mut folders) = (Vec::new(), vec![src.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(&src).unwrap();
                let room = inside
                    .iter()
                    .next()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .trim_end_matches(".rs")
                    .to_owned();
                files.push(File {
                    text: fs::read_to_string(&path).unwrap(),
                    room,
                    path,
                });
            }
        }
    }
    files
}

/// The lines of a file with their numbers, without comments.
fn code(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let lines = file.text.lines().enumerate().map(|(n, line)| (n + 1, line));
    lines.map(|(n, line)| (n, line.split("//").next().unwrap_or_default()))
}

/// The names that follow `prefix` in `line`.
fn names_behind<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let word = |text: &'a str| {
        text.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default()
    };
    line.match_indices(prefix)
        .map(|(at, _)| word(&line[at + prefix.len()..]))
        .collect()
}

#[track_caller]
fn none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn imports_go_down() {
    let mut broken = Vec::new();
    for file in sources().iter().filter(|file| file.room != "lib") {
        let Some((_, may)) = FLOORS.iter().find(|(room, _)| *room == file.room) else {
            broken.push(format!("{}: no such room in the plan", file.path.display()));
            continue;
        };
        let house = if file.room == "main" {
            "wenlan::"
        } else {
            "crate::"
        };
        for (n, line) in code(file) {
            for name in names_behind(line, house) {
                // What the root itself gives: the locale's names, and macros.
                let room = match name {
                    "Locale" | "say" | "sentence" => "locale",
                    "" => "several rooms in one `use`",
                    name => name,
                };
                if room != file.room && !may.contains(&room) {
                    broken.push(format!(
                        "{}:{n}: {} may not name {room}",
                        file.path.display(),
                        file.room
                    ));
                }
            }
        }
    }
    none(&broken);
}

#[test]
fn every_foreign_crate_has_its_doors() {
    let mut broken = Vec::new();
    for file in &sources() {
        for (n, line) in code(file) {
            for (name, rooms) in DOORS {
                let path = format!("{name}::");
                let named = line.match_indices(&path).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                });
                if named && !rooms.contains(&file.room.as_str()) {
                    broken.push(format!(
                        "{}:{n}: {name} is not entered from {}",
                        file.path.display(),
                        file.room
                    ));
                }
            }
        }
    }
    none(&broken);
}

#[test]
fn every_dependency_is_in_the_list_of_doors() {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    let names = section
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim().replace('-', "_"));
    let missing: Vec<String> = names
        .filter(|name| !DOORS.iter().any(|(door, _)| door == name))
        .collect();
    none(&missing);
}

#[test]
fn pure_rooms_touch_nothing() {
    let mut broken = Vec::new();
    for file in sources()
        .iter()
        .filter(|file| PURE.contains(&file.room.as_str()))
    {
        for (n, line) in code(file) {
            for name in IMPURE.iter().filter(|name| line.contains(**name)) {
                broken.push(format!(
                    "{}:{n}: {} is pure and names {name}",
                    file.path.display(),
                    file.room
                ));
            }
        }
    }
    none(&broken);
}

#[test]
fn one_file_alone_is_unsafe_and_proves_it() {
    let mut broken = Vec::new();
    for file in &sources() {
        let here = file.path.ends_with(SPEAKS_C);
        for (n, line) in code(file).filter(|(_, line)| line.contains("unsafe")) {
            // A block needs a proof; a declaration tells its caller what to prove.
            let before: Vec<&str> = file.text.lines().take(n - 1).collect();
            let proof = before
                .iter()
                .rev()
                .take_while(|line| line.trim().starts_with("//"));
            let proven = !line.contains("unsafe {")
                || proof.into_iter().any(|line| line.contains("SAFETY:"));
            if !(here && proven) {
                let path = file.path.display();
                broken.push(format!(
                    "{path}:{n}: unsafe code without its proof, or in the wrong file"
                ));
            }
        }
    }
    none(&broken);
}

#[test]
fn a_file_can_be_held_in_the_head() {
    let long = |file: &File| Some(file.text.lines().count()).filter(|&lines| lines > LINES);
    let broken: Vec<String> = sources()
        .iter()
        .filter_map(|file| {
            Some(format!(
                "{}: {} lines, {LINES} allowed",
                file.path.display(),
                long(file)?
            ))
        })
        .collect();
    none(&broken);
}

#[test]
fn the_plan_sees_what_it_forbids() {
    let names = |line| names_behind(line, "crate::");
    assert_eq!(names("use crate::{text, article::Label};"), [""]);
    assert_eq!(names("use crate::*;"), [""]);
    assert_eq!(
        names("    crate::shell::run(crate::app::Model)"),
        ["shell", "app"]
    );
}
