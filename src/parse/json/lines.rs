//! Several JSON documents in one text: one a line, or one behind the other.
//!
//! Here a broken document does not spoil the others: they are kept, and it is
//! complained of with its line.

use serde_json::Value;

use super::infer::{self, Inference};
use super::known;
use super::reading::Reading;
use super::value::{self, Broken, Read};
use crate::article::{Collection, Section};
use crate::locale::Sentence;
use crate::parse::{Format, Hint, Parsed, Spot, spot};
use crate::sentence;

/// One of several documents.
pub(super) struct Document {
    /// The line on which it begins, from 1.
    line: usize,
    /// The byte at which it begins.
    start: usize,
    read: Result<Read, Broken>,
}

/// The documents of a text of which each line is one.
pub(super) fn by_line(text: &str) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut start = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        if !line.trim().is_empty() {
            documents.push(Document {
                line: n + 1,
                start,
                read: value::whole(line),
            });
        }
        start += line.len();
    }
    documents
}

/// Lines that are tried before a broken text is taken for one document after all.
const TRIED: usize = 64;

/// The documents of a text that is no single one, if it is several.
pub(super) fn several(text: &str) -> Option<Vec<Document>> {
    let opens = |line: &&str| line.starts_with(['{', '[']);
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let (count, opening) = (lines().count(), lines().filter(opens).count());
    let begins_well = || lines().take(TRIED).any(|line| value::whole(line).is_ok());
    if count > 1 && opening * 2 > count && begins_well() {
        let documents = by_line(text);
        let good = documents.iter().filter(|document| document.read.is_ok());
        let good = good.count();
        // Most lines of a broken document are no documents.
        if good * 2 > count || opening == count && good > 0 {
            return Some(documents);
        }
    }
    one_behind_the_other(text)
}

/// Documents that follow each other, each over as many lines as it likes.
///
/// Behind a broken one nothing is read: where the next begins is anybody's guess.
fn one_behind_the_other(text: &str) -> Option<Vec<Document>> {
    let mut documents: Vec<Document> = Vec::new();
    let (mut line, mut start) = (1, 0);
    loop {
        let rest = text[start..].trim_start_matches([' ', '\t', '\r', '\n']);
        if rest.is_empty() {
            return (documents.len() > 1).then_some(documents);
        }
        line += text[start..text.len() - rest.len()].matches('\n').count();
        start = text.len() - rest.len();
        if documents.len() < 2 && !rest.starts_with(['{', '[']) {
            return None;
        }
        let read = value::first(rest);
        let end = read.as_ref().ok().map(|read| read.end);
        if documents.is_empty() && end.is_none() {
            return None;
        }
        documents.push(Document { line, start, read });
        let Some(end) = end else {
            return Some(documents);
        };
        line += rest[..end].matches('\n').count();
        start += end;
    }
}

/// Reads the documents into one collection; those that nobody knows are judged together.
pub(super) fn read(documents: Vec<Document>, text: &str, hint: &Hint) -> Parsed {
    let mut reading = Reading::new(hint);
    let mut collection = Collection::default();
    let mut any = false;
    let (mut unknown, mut lines) = (Vec::new(), Vec::new());
    for Document { line, start, read } in documents {
        reading.line = Some(line);
        match read {
            Ok(read) => {
                match known(&mut reading, read.value) {
                    Ok((_, found)) => {
                        any = true;
                        add(found.root, &mut collection.root);
                    }
                    Err(document) => {
                        unknown.push(document);
                        lines.push(line);
                    }
                }
                reading.complain_of_doubles(&read.doubles);
            }
            Err(broken) => {
                let Sentence { en, zh } = &broken.why;
                let what = sentence!(
                    "this JSON is broken here and was left out: {en}",
                    "此处 JSON 有误，未读入：{zh}"
                );
                reading.complain(place(text, line, start, broken.at), what);
            }
        }
    }
    let inference = infer_all(&mut reading, Value::Array(unknown), lines, &mut collection);
    let any = any || inference.is_some();
    let format = if any {
        Format::JsonLines
    } else {
        Format::UnknownJson
    };
    Parsed {
        collection,
        complaints: reading.finish(),
        inference,
        refused: !any,
        ..Parsed::empty(format)
    }
}

/// Finds articles in documents that stand on these lines, and complains of the others.
fn infer_all(
    reading: &mut Reading<'_>,
    unknown: Value,
    lines: Vec<usize>,
    collection: &mut Collection,
) -> Option<Inference> {
    reading.line = None;
    reading.lines.clone_from(&lines);
    let found = infer::infer(reading, &unknown).ok();
    reading.lines.clear();
    let Value::Array(unknown) = unknown else {
        return None;
    };
    let is_found = |n: &usize| found.as_ref().is_some_and(|found| found.tops.contains(n));
    for (n, line) in lines.into_iter().enumerate().filter(|(n, _)| !is_found(n)) {
        reading.complain(Spot::Line(line, 1), super::unknown(&unknown[n]));
    }
    let found = found?;
    add(found.collection.root, &mut collection.root);
    Some(found.inference)
}

/// The place of byte `at` of the document that begins at byte `start`, on `line`.
fn place(text: &str, line: usize, start: usize, at: usize) -> Spot {
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    match spot(&text[line_start..], start - line_start + at) {
        Spot::Line(lines, column) => Spot::Line(line + lines - 1, column),
        spot => spot,
    }
}

/// Adds what a document holds; what has a name is a section of its own.
fn add(found: Section, into: &mut Section) {
    if found.title.is_empty() {
        into.articles.extend(found.articles);
        into.sections.extend(found.sections);
    } else {
        into.sections.push(found);
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::json::{read, read_lines};
    use crate::parse::{Format, Hint, Parsed};

    const A: &str = r#"{"title": "一", "body": "文"}"#;
    const B: &str = r#"{"title": "二", "body": "文"}"#;

    /// Reads several documents; checks the number of articles and the places of complaints.
    #[track_caller]
    fn check(json: &str, articles: usize, complaints: &[&str]) -> Parsed {
        let parsed = read(json, &Hint::default());
        assert_eq!(parsed.format, Format::JsonLines, "{:?}", parsed.complaints);
        let places: Vec<String> = parsed.complaints.iter().map(|c| c.at.to_string()).collect();
        assert_eq!(places, complaints, "{:?}", parsed.complaints);
        assert_eq!(parsed.collection.root.all_articles().len(), articles);
        parsed
    }

    #[test]
    fn each_line_is_a_document() {
        check(&format!("{A}\n{B}\n"), 2, &[]);
        check(&format!("{A}\r\n\n{B}"), 2, &[]);
        check(&format!("[{A}]\n{B}\n"), 2, &[]);
    }

    #[test]
    fn a_broken_line_does_not_spoil_the_others() {
        let parsed = check(&format!("{A}\n{{\"title\": 丙}}\n{B}\n"), 2, &["2:11"]);
        assert!(
            parsed.complaints[0]
                .what
                .en
                .contains("no value begins with 丙")
        );
        check(&format!("{A}\n{B}\n{{\"title"), 2, &["3:8"]);
    }

    #[test]
    fn a_line_of_something_else_is_told() {
        let parsed = check(
            &format!("{A}\n{{\"a\": 1}}\n{B}\n{{\"a\": 2}}"),
            2,
            &["2:1"],
        );
        assert!(parsed.complaints[0].what.en.ends_with("(1 more like it)"));
        let parsed = check(
            &format!("{A}\n{{\"title\": \"题\", \"body\": 1, \"x\": 1}}"),
            2,
            &["2:1"],
        );
        assert!(parsed.complaints[0].what.en.starts_with("/x: "));
    }

    #[test]
    fn documents_may_follow_each_other_anyhow() {
        check(&format!("{A}{B}"), 2, &[]);
        let pretty = A.replace(", ", ",\n").replace('{', "{\n");
        check(&format!("{pretty} {pretty}\n{B}"), 3, &[]);
        check(&format!("{pretty}{B}\n {{\"title\": x"), 2, &["4:12"]);
    }

    #[test]
    fn a_collection_among_the_lines_is_a_section() {
        let collection = format!(r#"{{"title": "刊", "articles": [{A}]}}"#);
        let parsed = check(&format!("{collection}\n{B}\n"), 2, &[]);
        assert_eq!(parsed.collection.root.sections[0].title.as_str(), "刊");
    }

    #[test]
    fn one_broken_document_is_not_several() {
        for json in [
            &format!("[\n{A},\n{B},\n]"),
            &format!("{A}}}"),
            &format!("{A} \"x\""),
            "{\"a\": 1}\nx",
            "{\n\"a\": 1\n\"b\": 2}",
        ] {
            let parsed = read(json, &Hint::default());
            assert_eq!(
                (parsed.format, parsed.refused),
                (Format::UnknownJson, true),
                "{json}"
            );
            assert_eq!(parsed.complaints.len(), 1);
            assert!(matches!(
                parsed.complaints[0].at,
                crate::parse::Spot::Line(..)
            ));
        }
    }

    #[test]
    fn unknown_lines_are_judged_together() {
        let line = |title: &str, text: &str, date: &str| {
            format!(r#"{{"headline": "{title}", "text": "{text}", "date": "{date}", "score": 1}}"#)
        };
        let (one, two) = (
            line("一", "甲，乙。", "2020-09-17"),
            line("二", "丙，丁。", "昨天"),
        );
        let parsed = check(
            &format!("{one}\n{{\"a\": 1}}\n{two}\n{A}\n"),
            3,
            &["3:1", "2:1"],
        );
        assert!(parsed.complaints[0].what.en.starts_with("/date: “昨天”"));
        let inference = parsed.inference.expect("it was inferred");
        let left_out: Vec<&str> = inference.left_out.iter().map(|it| it.at.as_str()).collect();
        assert_eq!(
            (inference.guess.count, left_out),
            (2, vec!["/0/score", "/2/date", "/1"])
        );
    }

    #[test]
    fn lines_that_hold_no_article_are_refused() {
        let parsed = read("{\"a\": 1}\n{\"a\": 2}\n", &Hint::default());
        assert_eq!((parsed.format, parsed.refused), (Format::UnknownJson, true));
        let parsed = read_lines("{\"title\": ", &Hint::default());
        assert_eq!((parsed.format, parsed.refused), (Format::UnknownJson, true));
    }
}
