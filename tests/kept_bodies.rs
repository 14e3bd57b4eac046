//! Bodies that are kept as they came and read later, over inputs that nobody here wrote.
//!
//! The inputs lie beside the repository, in `../shared/corpus` or where
//! `WENLAN_SHARED` says; without them the tests say so and pass.

#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

mod corpus;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use wenlan::article::{Article, Block, Markup, Part, Received, RichText, Style};
use wenlan::parse::{Bodies, Hint, parse, plain_text, read_body};

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
}

fn articles(bytes: &[u8], hint: &Hint) -> Vec<Article> {
    let root = parse(bytes, hint).collection.root;
    root.all_articles().into_iter().cloned().collect()
}

/// Reads a file both ways; gives its articles with the bodies that were kept.
fn check(path: &Path) -> Vec<Article> {
    let bytes = fs::read(path).unwrap();
    let hint = Hint {
        name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned()),
        ..Hint::default()
    };
    let read = articles(&bytes, &hint);
    let bodies = Bodies::Kept;
    let kept = articles(&bytes, &Hint { bodies, ..hint });
    assert_eq!(read.len(), kept.len(), "{}", path.display());
    for (read, kept) in read.iter().zip(&kept) {
        // What a page only lists has no body.
        let Some(received) = kept.received.as_ref() else {
            assert!(read.body.is_empty(), "{}", path.display());
            continue;
        };
        assert!(kept.body.is_empty() && read.received.is_none());
        assert!(
            read_body(received).blocks == read.body,
            "{}: {}",
            path.display(),
            read.title
        );
        let kept = Article {
            received: None,
            body: read.body.clone(),
            ..kept.clone()
        };
        assert_eq!(&kept, read, "{}", path.display());
    }
    kept
}

#[test]
fn a_body_that_is_read_later_is_the_same() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["assets", "tests/fixtures"] {
        for path in files(&own.join(folder)) {
            check(&path);
        }
    }
    let Some(corpus) = corpus::folder("", "a_body_that_is_read_later_is_the_same") else {
        return;
    };
    for path in files(&corpus) {
        check(&path);
    }
}

/// The letters and digits of a text, each with how often it is there.
fn letters<'a>(texts: impl IntoIterator<Item = &'a str>) -> HashMap<char, usize> {
    let mut letters = HashMap::new();
    let chars = texts.into_iter().flat_map(str::chars);
    for c in chars.filter(|c| c.is_alphanumeric()) {
        *letters.entry(c).or_default() += 1;
    }
    letters
}

/// The texts of a body, without those links that show their address, or their host, for want of a name.
fn shown(received: &Received) -> Vec<String> {
    let shown = |text: &RichText| {
        let mut shown = text.text().to_owned();
        for span in text.spans() {
            let linked = &text.text()[span.range.clone()];
            if matches!(&span.style, Style::Link(url) if url.as_str().contains(linked)) {
                shown = shown.replacen(linked, "", 1);
            }
        }
        shown
    };
    let labels = |block: &Block| match block {
        Block::Image(image) => image.alt.to_string(),
        _ => String::new(),
    };
    let blocks = read_body(received).blocks;
    let texts = blocks.iter().flat_map(Block::rich_texts).map(shown);
    texts.chain(blocks.iter().map(labels)).collect()
}

/// The bodies in a file: of the articles in it, or the whole as HTML.
fn bodies(path: &Path) -> Vec<Received> {
    let bytes = fs::read(path).unwrap();
    if path.extension().is_some_and(|e| e == "html") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let markup = Markup::Html;
        return vec![Received {
            parts: vec![Part { markup, text }],
            base: None,
        }];
    }
    let hint = Hint {
        bodies: Bodies::Kept,
        ..Hint::default()
    };
    articles(&bytes, &hint)
        .into_iter()
        .filter_map(|article| article.received)
        .collect()
}

#[test]
fn the_plain_text_of_a_body_has_every_letter_of_it() {
    let Some(corpus) = corpus::folder("", "the_plain_text_of_a_body_has_every_letter_of_it") else {
        return;
    };
    let (mut all, mut extra) = (0, 0);
    for path in files(&corpus) {
        for received in bodies(&path) {
            let (shown, plain) = (shown(&received), plain_text(&received));
            let (wanted, found) = (
                letters(shown.iter().map(String::as_str)),
                letters([&*plain]),
            );
            let count = |c: &char| found.get(c).copied().unwrap_or(0);
            let missing: Vec<_> = wanted.iter().filter(|(c, n)| count(c) < **n).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", path.display());
            all += wanted.values().sum::<usize>();
            extra += found.values().sum::<usize>() - wanted.values().sum::<usize>();
        }
    }
    // What a page hides is searched as well; it is little.
    assert!(extra * 40 < all, "{extra} letters of {all} too many");
}
