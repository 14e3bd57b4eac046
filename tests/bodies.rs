//! Runs the readers of bodies over real pages that nobody here wrote.
//!
//! The pages lie beside the repository, in `../shared/corpus` or where
//! `WENLAN_SHARED` says; without them these tests say so and pass.

#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

mod corpus;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wenlan::article::{Article, Block, Label, Note};
use wenlan::parse::{Complaint, From, Hint, parse};

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
    files.sort();
    files
}

/// The text of a file, unpacked where it is packed; bytes that are no UTF-8 become U+FFFD.
fn text(path: &Path) -> String {
    let packed = path.extension().is_some_and(|e| e == "gz");
    let bytes = if packed {
        Command::new("gzip")
            .arg("-dc")
            .arg(path)
            .output()
            .unwrap()
            .stdout
    } else {
        fs::read(path).unwrap()
    };
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The inputs in a file: one, or the cases of an html5lib test.
fn cases(path: &Path) -> Vec<String> {
    let text = text(path);
    if path.extension().is_none_or(|e| e != "dat") {
        return vec![text];
    }
    let cases = text.split("#data\n").skip(1);
    cases
        .map(|case| case.split("\n#errors").next().unwrap().to_owned())
        .collect()
}

/// The article that a text is when it is taken for what `from` says; an empty one when it is refused.
fn read(from: From, source: &str) -> (Article, Vec<Complaint>) {
    let parsed = parse(
        source.as_bytes(),
        &Hint {
            from,
            ..Hint::default()
        },
    );
    let article = parsed.collection.root.articles.into_iter().next();
    (article.unwrap_or_default(), parsed.complaints)
}

fn depth(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Quote(blocks) | Block::Note(Note { blocks, .. }) => 1 + depth(blocks),
        Block::List(list) => {
            1 + list
                .items
                .iter()
                .map(|item| depth(&item.blocks))
                .max()
                .unwrap_or(0)
        }
        _ => 1,
    };
    blocks.iter().map(of).max().unwrap_or(0)
}

/// What must hold of every article, whatever it was made of.
fn check(path: &Path, source: &str, (article, complaints): (Article, Vec<Complaint>)) {
    let path = path.display();
    let texts: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
    let len: usize = texts.iter().map(|text| text.len()).sum();
    assert!(len <= source.len() * 4 + 100, "{path}: {len} bytes of text");
    assert!(depth(&article.body) <= 201, "{path}");
    assert!(complaints.len() <= source.lines().count() + 20, "{path}");
    let control = |text: &&str| text.chars().any(|c| c.is_control() && c != '\n');
    assert!(!texts.iter().any(control), "{path}");
}

/// What must hold of an article that was made of HTML: nothing in it looks like markup.
fn check_markup(path: &Path, source: &str, article: &Article) {
    let escaped = ["&lt;", "&#60;", "&#x3c;", "&amp;", "&#38;", "CDATA"];
    let lower = source.to_lowercase();
    let raw = [
        "<xmp",
        "<textarea",
        "<plaintext",
        "<noframes",
        "<title",
        "<noembed",
    ];
    let raw = raw
        .iter()
        .any(|tag| lower.matches(tag).count() > usize::from(*tag == "<title"));
    if raw || escaped.iter().any(|escaped| lower.contains(escaped)) {
        return;
    }
    for text in article.body.iter().flat_map(Block::texts) {
        for mark in [
            "<p>", "<p ", "</p>", "<div", "</div>", "<br", "<span", "</a>", "<img", "&nbsp;",
            "&amp;", "&quot;",
        ] {
            assert!(!text.contains(mark), "{}: {mark} in {text}", path.display());
        }
    }
}

#[test]
fn real_pages_and_markup_are_read_without_loss_of_footing() {
    let Some(corpus) = corpus::folder("", "real_pages_and_markup_are_read_without_loss_of_footing")
    else {
        return;
    };
    let folders = fs::read_dir(&corpus)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let wanted = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name == "05-markup" || name.starts_with("03-pages-")
    };
    let mut count = 0;
    for path in folders.filter(wanted).flat_map(|folder| files(&folder)) {
        for source in cases(&path) {
            count += 1;
            let page = read(From::Html, &source);
            check_markup(&path, &source, &page.0);
            check(&path, &source, page);
            // These two read anything; long pages of HTML teach nothing more about them.
            if source.len() < 50_000 {
                check(&path, &source, read(From::Markdown, &source));
                check(&path, &source, read(From::Text, &source));
            }
        }
    }
    assert!(count > 500, "only {count} inputs");
}

#[test]
fn the_founding_page_gives_its_article() {
    let Some(corpus) = corpus::folder("", "the_founding_page_gives_its_article") else {
        return;
    };
    let source = text(&corpus.join("seed/article.txt"));
    let (article, complaints) = read(From::Text, &source);
    assert_eq!(article.breadcrumb.len(), 3);
    assert!(!article.title.is_empty());
    assert_eq!(
        article.published.map(|p| p.to_string()).as_deref(),
        Some("2020-09-17")
    );
    assert_eq!((article.sources.len(), article.authors.len()), (2, 2));
    let is_heading = |block: &&Block| matches!(block, Block::Heading { .. });
    let is_indented = |block: &&Block| matches!(block, Block::Paragraph(p) if p.indented);
    assert_eq!(article.body.iter().filter(is_heading).count(), 3);
    assert_eq!(article.body.iter().filter(is_indented).count(), 11);
    assert_eq!(article.body.len(), 14);

    let labels = [&article.breadcrumb, &article.sources, &article.authors];
    let mut kept: Vec<String> = labels.into_iter().flatten().map(Label::to_string).collect();
    kept.push(article.title.to_string());
    kept.extend(article.published.map(|published| published.to_string()));
    kept.extend(article.body.iter().map(|block| block.texts().concat()));
    kept.extend(complaints.iter().map(|complaint| complaint.what.en.clone()));
    let kept = kept.join("\n");
    for line in source.lines() {
        let line = ["时间:", "来源:", "(作者:"]
            .iter()
            .fold(line.to_owned(), |line, label| line.replace(label, "\n"));
        let blank = |c: char| c.is_whitespace() || c == '\u{a0}';
        let parts = line
            .split(['\n', '>', '\u{a0}'])
            .map(|part| part.trim_matches(blank));
        for part in parts.filter(|part| !part.is_empty()) {
            assert!(kept.contains(part.trim_end_matches(')')), "{part} is lost");
        }
    }
}
