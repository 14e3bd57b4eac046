//! A small library in memory, filled by words.

mod damage;
mod keeping;
mod listing;
mod opening;
mod putting;
mod searching;

use super::*;
use crate::article::{Article, Collection, Label, Markup, Moment, Part, Received, Section, Url};
use crate::library::{ArticleId, Edge, Headline, Listing, Query, Sorting, Source, SourceId, View};

/// Noon of 2026-11-20.
const NOW: i64 = 1_795_176_000;
const DAY: i64 = 24 * 60 * 60;

fn store() -> Store {
    Store::in_memory().expect("memory is there")
}

fn source(store: &mut Store, title: &str) -> SourceId {
    let source = Source {
        address: format!("https://example.org/{title}"),
        title: Label::new(title),
        ..Source::default()
    };
    store.add(&source).expect("it can be written").0
}

/// An article of words: `id title date text`, `-` for what is missing; a text may have blanks.
fn article(words: &str) -> Article {
    let mut words = words
        .splitn(4, ' ')
        .map(|word| Some(word).filter(|word| *word != "-"));
    let mut next = || words.next().flatten();
    let (id, title, date, text) = (next(), next(), next(), next());
    Article {
        id: id.and_then(Label::some),
        title: Label::new(title.unwrap_or_default()),
        published: date.and_then(Moment::read),
        received: text.map(|text| Received {
            parts: vec![Part {
                markup: Markup::Html,
                text: text.to_owned(),
            }],
            base: None,
        }),
        ..Article::default()
    }
}

/// A delivery: articles line by line; `# title` begins a section, `## title` one within it.
fn delivery(lines: &str) -> Collection {
    let mut root = Section::default();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let depth = line.chars().take_while(|c| *c == '#').count();
        let mut section = &mut root;
        let levels = if depth == 0 { usize::MAX } else { depth - 1 };
        for _ in 0..levels.min(2) {
            if section.sections.is_empty() {
                break;
            }
            section = section.sections.last_mut().expect("it is not empty");
        }
        if depth == 0 {
            section.articles.push(article(line));
        } else {
            section.sections.push(Section {
                title: Label::new(line.trim_start_matches('#')),
                ..Section::default()
            });
        }
    }
    Collection {
        root,
        ..Collection::default()
    }
}

fn put(store: &mut Store, source: SourceId, lines: &str) -> Arrived {
    store
        .put(source, &delivery(lines), NOW)
        .expect("it can be written")
}

fn listing(view: View, sorting: Sorting, query: &str) -> Listing {
    Listing {
        view,
        sorting,
        query: Query::read(query),
    }
}

fn rows(store: &Store, listing: &Listing) -> Vec<Headline> {
    let page = store
        .page(listing, Edge::Start, 500)
        .expect("it can be read");
    assert!(!page.more && page.unreadable == 0);
    page.headlines
}

fn titles(store: &Store, listing: &Listing) -> String {
    let rows = rows(store, listing);
    let titles: Vec<&str> = rows.iter().map(|row| &*row.title).collect();
    titles.join(" ")
}

/// Compares the titles that a list shows.
#[track_caller]
fn check(store: &Store, view: View, sorting: Sorting, query: &str, wanted: &str) {
    assert_eq!(titles(store, &listing(view, sorting, query)), wanted);
}

/// The article of this title.
#[track_caller]
fn named(store: &Store, title: &str) -> ArticleId {
    let all = rows(store, &Listing::default());
    let found = all.iter().find(|row| &*row.title == title);
    found.expect("there is one").id
}

/// Whether what is kept counted is what there is.
#[track_caller]
fn check_counts(store: &Store) {
    let checkup = store.check().expect("it can be read");
    assert!(!checkup.miscounted);
    assert_eq!(checkup.damage, Vec::<String>::new());
}

/// Indexes all that waits: bodies are taken for text as they are.
fn index(store: &mut Store) {
    let waiting = store.waiting(1000, usize::MAX).expect("it can be read");
    let text = |received: Option<Received>| {
        let parts = received.into_iter().flat_map(|received| received.parts);
        parts.map(|part| part.text).collect::<String>()
    };
    let texts = waiting
        .into_iter()
        .map(|waiting| (waiting.id, text(waiting.received)));
    store
        .index(&texts.collect::<Vec<_>>())
        .expect("it can be written");
}

/// A library on disk, gone at the end.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let unique = format!("wenlan-store-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(unique);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("there is room");
        Folder(folder)
    }

    fn library(&self) -> std::path::PathBuf {
        self.0.join("library.db")
    }

    fn open(&self) -> Store {
        Store::open(&self.library(), NOW).expect("it opens")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
