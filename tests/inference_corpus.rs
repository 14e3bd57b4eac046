//! Answers of real interfaces, read by their shapes or a mapping of ours, where the folder with them is there.
//!
//! What each kind of answer holds, and where, is written here by hand, apart
//! from how Wenlan finds it. The folder is found by `WENLAN_SHARED`, else
//! beside the package; without it the tests say that they are skipped.

mod corpus;

use std::fs;
use std::path::Path;

use serde_json::Value;
use wenlan::article::{Article, Block, Label, Section};
use wenlan::parse::{Format, Hint, Parsed, parse};

/// What the answers of one family hold. Of several pointers the first that leads somewhere counts.
struct Family {
    folder: &'static str,
    /// Where the articles are; `*` stands for every item.
    items: &'static [&'static str],
    title: &'static [&'static str],
    /// All of these are shown.
    body: &'static [&'static str],
    date: &'static [&'static str],
    author: &'static [&'static str],
    section: &'static [&'static str],
}

const FAMILIES: &[Family] = &[
    Family {
        folder: "chinese-poetry",
        items: &["/*", ""],
        title: &["/title", "/chapter"],
        body: &["/paragraphs", "/para", "/content", "/comment", "/notes"],
        date: &[],
        author: &["/author"],
        section: &["/section", "/volume"],
    },
    Family {
        folder: "gne-article-json",
        items: &[""],
        title: &["/title"],
        body: &["/content"],
        date: &["/publish_time"],
        author: &["/author"],
        section: &[],
    },
    Family {
        folder: "govuk",
        items: &[""],
        title: &["/title"],
        body: &[
            "/details/body",
            "/details/parts/*/title",
            "/details/parts/*/body",
            "/details/introductory_paragraph",
            "/details/more_information",
            "/details/explanation",
            "/details/outcome_detail",
            "/details/final_outcome_detail",
            "/details/collection_groups/*/title",
            "/details/step_by_step_nav/steps/*/title",
        ],
        date: &[
            "/first_published_at",
            "/details/first_public_at",
            "/public_updated_at",
            "/updated_at",
        ],
        author: &[],
        section: &[],
    },
    Family {
        folder: "hackernews",
        items: &[""],
        title: &["/title"],
        body: &["/text"],
        date: &["/time"],
        author: &["/by"],
        section: &[],
    },
    Family {
        folder: "misc-social",
        items: &["/items/*", "/statuses/*", "/*"],
        title: &["/title"],
        body: &["/text"],
        date: &["/created", "/created_at"],
        author: &["/user/name"],
        section: &[],
    },
    Family {
        folder: "reddit",
        items: &["/data/children/*/data", "/0/data/children/*/data"],
        title: &["/title"],
        body: &["/selftext_html"],
        date: &["/created_utc"],
        author: &["/author"],
        section: &["/subreddit"],
    },
    Family {
        folder: "wordpress",
        items: &["/*", ""],
        title: &["/title/rendered"],
        body: &["/content/rendered"],
        date: &["/date"],
        author: &[],
        section: &[],
    },
    Family {
        folder: "zh-daily-digest",
        items: &["/articles/*"],
        title: &["/title"],
        body: &["/recommendReason"],
        date: &["/date"],
        author: &["/author"],
        section: &[],
    },
    Family {
        folder: "zhihu-daily",
        items: &["/stories/*"],
        title: &["/title"],
        body: &[],
        date: &[],
        author: &[],
        section: &[],
    },
];

/// Broken texts among the answers.
const BROKEN: &[&str] = &["firebase-08.json", "firebase-09.json"];

/// Every file of a folder, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let paths = entries.map(|entry| entry.expect("it is readable").path());
    let mut files: Vec<(String, Vec<u8>)> = paths
        .map(|path| {
            let name = path.file_name().unwrap_or_default();
            let bytes = fs::read(&path).expect("it is readable");
            (name.to_string_lossy().into_owned(), bytes)
        })
        .collect();
    files.sort();
    files
}

/// Everything to which a pointer leads.
fn at<'v>(value: &'v Value, pointer: &str) -> Vec<&'v Value> {
    match pointer.split_once('*') {
        None => value.pointer(pointer).into_iter().collect(),
        Some((list, rest)) => {
            let list = value.pointer(list.trim_end_matches('/'));
            let items = list.and_then(Value::as_array).into_iter().flatten();
            items.flat_map(|item| at(item, rest)).collect()
        }
    }
}

/// The text at the first pointer that leads to one.
fn text(value: &Value, pointers: &[&str]) -> Option<String> {
    let found = pointers.iter().flat_map(|pointer| at(value, pointer));
    let mut texts = found.filter_map(|value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    texts.find(|text| !text.is_empty())
}

/// The letters of a text, without tags and references.
fn letters(text: &str) -> String {
    let mut letters = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '<' if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 2),
            '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                rest.find('>')
            }
            '&' => rest.find(';').filter(|end| *end < 10),
            _ => None,
        };
        rest = &rest[end.map_or(c.len_utf8(), |end| end + 1)..];
        if end.is_none() && c.is_alphanumeric() {
            letters.push(c);
        }
    }
    letters
}

/// The letters of every text in a value, one text each.
fn all_letters(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(letters(text)),
        Value::Array(list) => list.iter().for_each(|value| all_letters(value, all)),
        Value::Object(map) => map.values().for_each(|value| all_letters(value, all)),
        _ => {}
    }
}

/// Every article with the names of the sections that hold it.
fn standing<'a>(
    section: &'a Section,
    way: &[&'a Label],
    all: &mut Vec<(&'a Article, Vec<&'a Label>)>,
) {
    for article in &section.articles {
        let breadcrumb = article.breadcrumb.iter();
        all.push((article, way.iter().copied().chain(breadcrumb).collect()));
    }
    for inner in &section.sections {
        let way: Vec<&Label> = way.iter().copied().chain([&inner.title]).collect();
        standing(inner, &way, all);
    }
}

fn read(name: &str, bytes: &[u8]) -> Parsed {
    let hint = Hint {
        name: Some(name.to_owned()),
        ..Hint::default()
    };
    parse(bytes, &hint)
}

/// Compares an article with the object that it was made of.
fn compare(name: &str, family: &Family, item: &Value, article: &Article, sections: &[&Label]) {
    if let Some(title) = text(item, family.title) {
        assert_eq!(letters(&article.title), letters(&title), "{name}: title");
    }
    let mut wanted = Vec::new();
    for value in family.body.iter().flat_map(|pointer| at(item, pointer)) {
        all_letters(value, &mut wanted);
    }
    let body: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
    let body: String = body
        .concat()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    for text in wanted {
        // What a browser does not show either: scripts, and what says where a video is.
        let shown: String = text.chars().take(400).collect();
        assert!(
            body.contains(&shown),
            "{name}: “{shown}” is not in the body of {}",
            article.title
        );
    }
    if let Some(date) = text(item, family.date) {
        assert!(article.published.is_some(), "{name}: {date} is not read");
    }
    if let Some(author) = text(item, family.author) {
        let author = author.replace(' ', "");
        let has = |name: &Label| name.replace(' ', "") == author;
        assert!(
            article.authors.iter().any(has),
            "{name}: {author} is not an author"
        );
    }
    if let Some(section) = text(item, family.section) {
        assert!(
            sections.iter().any(|name| name.as_str() == section),
            "{name}: no section {section}"
        );
    }
}

#[test]
fn every_family_reads_with_what_it_holds() {
    let Some(corpus) = corpus::folder("04-api-json", "every_family_reads_with_what_it_holds")
    else {
        return;
    };
    let mut count = 0;
    for family in FAMILIES {
        for (name, bytes) in files(&corpus.join(family.folder)) {
            let parsed = read(&name, &bytes);
            if BROKEN.contains(&&*name) {
                assert!(parsed.refused, "{name}");
                continue;
            }
            let is_read = matches!(parsed.format, Format::InferredJson | Format::MappedJson);
            assert!(is_read, "{name}: {:?}", parsed.complaints);
            let document: Value = serde_json::from_slice(&bytes).expect("it is JSON");
            let items = family.items.iter().map(|pointer| at(&document, pointer));
            let items = items
                .into_iter()
                .find(|items| !items.is_empty())
                .expect("it holds items");
            let mut articles = Vec::new();
            standing(&parsed.collection.root, &[], &mut articles);
            assert_eq!(articles.len(), items.len(), "{name}");
            for (n, item) in items.into_iter().enumerate() {
                // Sections may have changed the order.
                let title = text(item, family.title).map(|title| letters(&title));
                let is_it = |(article, _): &&(&Article, Vec<&Label>)| {
                    Some(letters(&article.title)) == title
                };
                let here = Some(&articles[n])
                    .filter(is_it)
                    .or_else(|| articles.iter().find(is_it));
                let (article, sections) = here.unwrap_or(&articles[n]);
                compare(&name, family, item, article, sections);
                count += 1;
            }
        }
    }
    println!("{count} articles");
}
