//! Finds the article in pages that nobody here wrote, and keeps how well from falling.
//!
//! The pages lie beside the repository, in `../shared/corpus` or where
//! `WENLAN_SHARED` says; without them these tests say so and pass. What they
//! measure, `benches/pages.py` measures with the program itself.

#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

mod corpus;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::folder;
use serde_json::Value;
use wenlan::article::{Article, Block};
use wenlan::parse::{From, Hint, Parsed, parse};

/// The files right in a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    name.split(".html").next().unwrap_or_default().to_owned()
}

fn read(path: &Path) -> Parsed {
    let packed = path.extension().is_some_and(|e| e == "gz");
    let bytes = if packed {
        let unpacked = Command::new("gzip").arg("-dc").arg(path).output();
        unpacked.unwrap().stdout
    } else {
        fs::read(path).unwrap()
    };
    let hint = Hint {
        from: From::Page,
        ..Hint::default()
    };
    parse(&bytes, &hint)
}

fn words_of(article: &Article) -> String {
    let texts: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
    texts.join("\n")
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Every run of four words, or of four characters where each is a word, with how often it occurs.
fn runs(text: &str, by_character: bool) -> HashMap<Vec<&str>, usize> {
    let mut tokens = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        let mut rest = word;
        while let Some(c) = rest.chars().next() {
            let other = |next: char| by_character && (is_han(c) || is_han(next));
            let end = rest.char_indices().skip(1).find(|&(_, next)| other(next));
            let (token, behind) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
            tokens.push(token);
            rest = behind;
        }
    }
    let mut runs = HashMap::new();
    for run in tokens.windows(tokens.len().clamp(1, 4)) {
        *runs.entry(run.to_vec()).or_default() += 1;
    }
    runs
}

/// Precision and recall of many pages.
#[derive(Default)]
struct Score {
    precisions: Vec<f64>,
    recalls: Vec<f64>,
}

#[expect(clippy::cast_precision_loss, reason = "these are small numbers")]
fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

impl Score {
    fn add(&mut self, wanted: &str, parsed: &Parsed, by_character: bool) {
        let articles = &parsed.collection.root.articles;
        let found: Vec<String> = articles.iter().map(words_of).collect();
        let found = found.join("\n");
        let (wanted, found) = (runs(wanted, by_character), runs(&found, by_character));
        let shared = wanted
            .iter()
            .map(|(run, &n)| n.min(found.get(run).copied().unwrap_or(0)));
        let shared: usize = shared.sum();
        self.precisions.extend(share(shared, found.values().sum()));
        self.recalls.extend(share(shared, wanted.values().sum()));
    }

    #[expect(clippy::cast_precision_loss, reason = "these are small numbers")]
    fn f1(&self) -> f64 {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (precision, recall) = (mean(&self.precisions), mean(&self.recalls));
        2.0 * precision * recall / (precision + recall)
    }
}

/// The text of a piece of HTML, its tags taken for the ends of lines.
fn untagged(html: &str) -> String {
    let mut text = String::new();
    for (at, piece) in html.split('<').enumerate() {
        let shown = if at == 0 {
            piece
        } else {
            piece.split_once('>').map_or("", |(_, shown)| shown)
        };
        text.push_str(shown);
        text.push('\n');
    }
    let marks = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    marks
        .into_iter()
        .fold(text, |text, (mark, meant)| text.replace(mark, meant))
}

#[test]
fn chinese_news_keep_their_paragraphs_and_lose_the_rest() {
    let test = "chinese_news_keep_their_paragraphs_and_lose_the_rest";
    let Some(folder) = folder("03-pages-zh-daniel", test) else {
        return;
    };
    let mut score = Score::default();
    for page in files(&folder.join("html")) {
        let wanted = folder
            .join("reference")
            .join(format!("{}.txt", stem(&page)));
        let wanted = String::from_utf8_lossy(&fs::read(wanted).unwrap()).into_owned();
        score.add(&untagged(&wanted), &read(&page), true);
    }
    assert!(score.f1() > 0.95, "F1 fell to {:.4}", score.f1());
}

#[test]
fn articles_of_many_languages_keep_their_paragraphs_and_lose_the_rest() {
    let test = "articles_of_many_languages_keep_their_paragraphs_and_lose_the_rest";
    let Some(folder) = folder("03-pages-zyte", test) else {
        return;
    };
    let mut wanted: HashMap<String, Value> = HashMap::new();
    for file in files(&folder)
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "json"))
    {
        wanted.extend(
            serde_json::from_slice::<HashMap<String, Value>>(&fs::read(file).unwrap()).unwrap(),
        );
    }
    let mut score = Score::default();
    for page in files(&folder.join("html")) {
        let wanted = wanted[&stem(&page)]["articleBody"].as_str().unwrap();
        score.add(wanted, &read(&page), false);
    }
    assert!(score.f1() > 0.965, "F1 fell to {:.4}", score.f1());
}

#[test]
fn a_list_page_is_a_section_and_an_article_is_none() {
    let Some(folder) = folder(
        "03-pages-zh-gne",
        "a_list_page_is_a_section_and_an_article_is_none",
    ) else {
        return;
    };
    for list in files(&folder.join("list-pages"))
        .iter()
        .flat_map(|folder| files(folder))
    {
        let articles = read(&list).collection.root.articles;
        assert!(
            articles.len() > 20,
            "{}: {}",
            list.display(),
            articles.len()
        );
        assert!(
            articles
                .iter()
                .all(|article| article.url.is_some() && article.body.is_empty())
        );
    }
    for page in files(&folder.join("html"))
        .iter()
        .flat_map(|folder| files(folder))
    {
        let parsed = read(&page);
        let articles = &parsed.collection.root.articles;
        assert_eq!(
            (parsed.refused, articles.len()),
            (false, 1),
            "{}",
            page.display()
        );
        assert!(
            !articles[0].title.is_empty() && !articles[0].body.is_empty(),
            "{}",
            page.display()
        );
    }
}

#[test]
fn a_page_in_another_charset_is_the_same_article() {
    let test = "a_page_in_another_charset_is_the_same_article";
    let (Some(pages), Some(coded)) = (
        folder("03-pages-zh-daniel", test),
        folder("08-charset/transcoded", test),
    ) else {
        return;
    };
    for path in files(&coded) {
        let name = stem(&path);
        let Some((_, name)) = name.split_once("-decl-") else {
            continue;
        };
        let page = pages.join("html").join(format!("{name}.html"));
        if !page.is_file() {
            continue;
        }
        let (one, other) = (read(&page).collection, read(&path).collection);
        let (one, other) = (&one.root.articles[0], &other.root.articles[0]);
        assert_eq!(one.title, other.title, "{}", path.display());
        assert_eq!(words_of(one), words_of(other), "{}", path.display());
    }
}
