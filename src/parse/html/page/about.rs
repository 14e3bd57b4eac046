//! What the lines above an article and below it tell of it: date, source, authors.

use std::ops::Range;

use super::crumbs::breadcrumb;
use super::dated::found_moment;
use super::head::distinct;
use super::line::Line;
use super::marked;
use super::survey::Survey;
use super::title::Title;
use super::words::Says;
use crate::article::{Article, Label, Moment};
use crate::parse::plain::{self, Key, names};

/// Lines above the title and below the article that may tell of it.
const ABOVE: usize = 12;
const BELOW: usize = 12;

/// Lines between the title and the first sentence that may tell of it.
const BETWEEN: usize = 60;

/// Scalars of the longest line without a label that may, and of the longest name.
const LINE: usize = 80;
const NAME: usize = 40;

/// How a line begins that names who wrote the article.
const BYLINES: &[&str] = &[
    "By ",
    "BY ",
    "by ",
    "Written by ",
    "作者：",
    "作者:",
    "著者：",
    "记者",
    "記者",
    "文/",
    "文／",
];

/// What the page tells of the article in a part.
pub(super) fn about(survey: &Survey<'_>, part: usize, title: &Title) -> Article {
    let around = Around::of(survey, part, title);
    let mut told = Told::default();
    for line in around.head.clone() {
        told.line(&survey.lines[line], true);
    }
    for line in around.tail.clone() {
        told.line(&survey.lines[line], false);
    }
    let all = around.head.start..around.tail.end;
    let published = marked::moment(survey, &all, &["datePublished", "pubdate"]);
    let mut article = told.article;
    article.published = published
        .or(article.published)
        .or_else(|| marked::time(survey, &all));
    article.updated = marked::moment(survey, &all, &["dateModified"]).or(article.updated);
    if article.authors.is_empty() {
        article.authors = marked::authors(survey, &all);
    }
    if article.authors.is_empty() {
        article.authors = told.editors;
    }
    article.breadcrumb = breadcrumb(survey, &(0..around.head.end), &title.text);
    article
}

/// The lines that may tell of an article: before its first sentence, and behind its last.
struct Around {
    head: Range<usize>,
    tail: Range<usize>,
}

impl Around {
    fn of(survey: &Survey<'_>, part: usize, title: &Title) -> Around {
        let lines = &survey.parts[part].lines;
        let is_sentence = |line: &usize| survey.lines[*line].is_sentence();
        let first = lines.clone().find(is_sentence).unwrap_or(lines.end);
        let last = lines
            .clone()
            .rev()
            .find(is_sentence)
            .map_or(lines.end, |last| last + 1);
        let begin = title.line.unwrap_or(lines.start).min(first);
        Around {
            head: begin.saturating_sub(ABOVE)..first.min(begin + BETWEEN),
            tail: last..(last.max(lines.end) + BELOW).min(survey.lines.len()),
        }
    }
}

/// What lines have told.
#[derive(Default)]
struct Told {
    article: Article,
    /// They stand for authors where none is named.
    editors: Vec<Label>,
}

impl Told {
    fn line(&mut self, line: &Line, is_head: bool) {
        let parts = plain::parts(&line.text);
        for part in &parts {
            self.part(part, is_head);
        }
        if parts.is_empty() && is_head && line.text.chars().count() <= LINE {
            self.unlabelled(line);
        }
    }

    /// What a label announces.
    fn part(&mut self, part: &plain::Part<'_>, is_head: bool) {
        let Article {
            published,
            updated,
            sources,
            authors,
            ..
        } = &mut self.article;
        let moment = || found_moment(part.value);
        match part.key {
            Some(Key::Published) => set(published, moment()),
            Some(Key::Updated) => set(updated, moment()),
            Some(Key::Source) if sources.is_empty() => {
                sources.extend(institution(part.value));
                set(published, moment().filter(|_| is_head));
            }
            Some(Key::Author) if part.whole.contains(['编', '編']) => {
                add(&mut self.editors, part.value);
            }
            Some(Key::Author) => add(authors, part.value),
            None if is_head => set(published, found_moment(part.whole)),
            _ => {}
        }
    }

    /// A line without labels: a date, or `By Jane Doe`, or `（记者 某某）`.
    fn unlabelled(&mut self, line: &Line) {
        set(&mut self.article.published, found_moment(&line.text));
        let text = line
            .text
            .trim_matches(['(', ')', '（', '）', '[', ']', '【', '】']);
        let is_byline = line.says == Says::About && BYLINES.iter().any(|by| text.starts_with(by));
        if is_byline && self.article.authors.is_empty() {
            let name = text
                .split(['/', '／', '|', '｜', '•', '·'])
                .find(|part| !matches!(*part, "文" | ""));
            self.article.authors = people(name.unwrap_or_default());
        }
    }
}

/// Keeps the first value.
fn set(place: &mut Option<Moment>, value: Option<Moment>) {
    *place = place.take().or(value);
}

fn add(list: &mut Vec<Label>, people_of: &str) {
    let all: Vec<Label> = list.drain(..).chain(people(people_of)).collect();
    *list = distinct(all.into_iter());
}

/// The names of people in a byline or a list.
pub(super) fn people(list: &str) -> Vec<Label> {
    const MANY: usize = 5;
    let bare = BYLINES
        .iter()
        .find_map(|by| list.strip_prefix(by))
        .unwrap_or(list);
    let bare = bare.trim_start_matches([':', '：', ' ']);
    let bare = bare
        .split(['[', '【', '<', '《'])
        .next()
        .unwrap_or_default();
    distinct(
        names(bare)
            .iter()
            .filter_map(|name| person(name))
            .take(MANY),
    )
}

/// The name at the head of a text, without the time behind it. Only a nickname has a digit in it.
fn person(text: &str) -> Option<Label> {
    let is_nickname = text.is_ascii() && text.contains(|c: char| c.is_ascii_lowercase());
    let end = text
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(text.len());
    let is_apart = end == text.len() || text[..end].ends_with(char::is_whitespace);
    let name = if is_apart { &text[..end] } else { text };
    let mark = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）' | '.');
    let name = Label::some(name.trim_end_matches(mark))?;
    let is_name = (is_apart || is_nickname) && name.contains(char::is_alphabetic);
    (is_name && name.chars().count() <= NAME).then_some(name)
}

/// The name of an institution at the head of a text: Chinese ones have no blank inside.
fn institution(text: &str) -> Option<Label> {
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let first = text
        .split_whitespace()
        .next()
        .filter(|_| text.contains(is_han));
    let name = Label::some(first.unwrap_or(text))?;
    (name.chars().count() <= NAME && name.contains(char::is_alphabetic)).then_some(name)
}
