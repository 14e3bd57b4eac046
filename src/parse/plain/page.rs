//! Recognises the article in the text of a saved page.
//!
//! From the top: breadcrumb, title, date, sources, authors, until the first
//! line that is prose. From the bottom: authors and furniture, until the last.
//! Between them is the body. What belongs to none of these is a complaint, so
//! that no line is lost in silence.

use super::furniture::{Key, Part, breadcrumb, is_furniture, names, parts};
use super::wrap::paragraphs;
use super::{Line, Prose, lines, marked};
use crate::article::{Article, Block, Label, RichText};
use crate::parse::{Complaint, Spot, dates};
use crate::sentence;
use crate::text;

/// How many lines from the top may stand before the breadcrumb, or show that the text is a page at all.
const HEAD: usize = 20;

/// How many lines from the bottom may be something other than the body.
const TAIL: usize = 15;

/// The longest line about the article, in scalars.
const ABOUT: usize = 120;

/// The widest title, and the widest heading, in cells.
const TITLE: usize = 100;
const HEADING: usize = 60;

/// The article of a text, which may be that of a saved page.
///
/// A text with nothing of a page about it has for its title a short first line
/// that stands alone, and all the rest is its body.
pub(crate) fn page(text: &str) -> (Article, Vec<Complaint>) {
    let marked = marked(text);
    let clean = text::clean(&marked);
    let lines = lines(&clean);
    let mut reader = Reader::default();
    let body = if is_page(&lines) {
        let begin = reader.head(&lines);
        reader.tail(&lines[begin..])
    } else {
        reader.lone_title(&lines)
    };
    reader.article.body = blocks(&paragraphs(&body));
    (reader.article, reader.complaints)
}

/// Whether a text has the signs of a page: a breadcrumb, or labels of a date, a source, an author.
fn is_page(lines: &[Line<'_>]) -> bool {
    let filled = || lines.iter().filter(|line| !line.is_blank());
    let top = || filled().take(HEAD);
    let bottom = filled().rev().take(TAIL);
    let labelled = |line: &Line<'_>| is_about(line) && parts(line.text)[0].key.is_some();
    top().any(|line| breadcrumb(line.text).is_some() || !parts_of(line).is_empty())
        || bottom.into_iter().any(labelled)
}

/// Whether a line says something about the article by labels.
fn is_about(line: &Line<'_>) -> bool {
    !parts_of(line).is_empty()
}

fn parts_of<'a>(line: &Line<'a>) -> Vec<Part<'a>> {
    if line.text.chars().count() > ABOUT {
        return Vec::new();
    }
    parts(line.text)
}

/// Whether a line ends as prose does.
fn ends_sentence(line: &Line<'_>) -> bool {
    line.text
        .ends_with(['。', '；', '，', '、', '：', ';', ',', ':', '.', '…'])
}

/// Writes an article from the lines of a page.
#[derive(Default)]
struct Reader {
    article: Article,
    complaints: Vec<Complaint>,
    /// A label without a value, whose values are the lines that follow.
    waiting: Option<Key>,
}

impl Reader {
    /// Reads from the top; gives the number of lines before the body.
    fn head(&mut self, lines: &[Line<'_>]) -> usize {
        let filled = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_blank());
        let crumb = filled
            .take(HEAD)
            .find(|(_, line)| breadcrumb(line.text).is_some());
        let crumb = crumb.map_or(0, |(at, _)| at);
        for (at, line) in lines.iter().enumerate() {
            if line.is_blank() {
                // A line of blanks is a gap that someone made; an empty one may be the file's.
                if line.column > 0 {
                    self.waiting = None;
                }
            } else if at < crumb && line.width <= HEADING && !ends_sentence(line) {
                self.leave_out(line, 0, line.text);
            } else if !self.takes(line, &lines[at + 1..]) {
                return at;
            }
        }
        lines.len()
    }

    /// Takes a line that is not of the body; says whether it was one.
    fn takes(&mut self, line: &Line<'_>, behind: &[Line<'_>]) -> bool {
        if self.article.breadcrumb.is_empty()
            && let Some(labels) = breadcrumb(line.text)
        {
            self.article.breadcrumb = labels;
            return true;
        }
        if is_furniture(line.text) {
            self.leave_out(line, 0, line.text);
            return true;
        }
        if is_about(line) {
            self.about(line);
            return true;
        }
        if self.waits_for(line) || self.is_byline(line) || self.is_date(line) {
            return true;
        }
        let follows = |n| {
            behind
                .iter()
                .filter(|line| !line.is_blank())
                .take(n)
                .any(is_about)
        };
        if self.article.title.is_empty() {
            let title = line.width <= TITLE && (!ends_sentence(line) || follows(1));
            let centred = line.width <= HEADING && follows(3);
            if title && (!line.is_indented() || centred) {
                self.article.title = Label::new(line.text);
                return true;
            }
        } else if self.article.subtitle.is_none()
            && line.width <= TITLE
            && (line.text.starts_with('—') || follows(2) && !ends_sentence(line))
        {
            self.article.subtitle = Label::some(line.text);
            return true;
        }
        false
    }

    /// A value for the label that waits for one.
    fn waits_for(&mut self, line: &Line<'_>) -> bool {
        let is_name = line.width <= HEADING && !line.is_indented() && !ends_sentence(line);
        match self.waiting.filter(|_| is_name) {
            Some(Key::Source) => self.article.sources.extend(Label::some(line.text)),
            Some(Key::Author) => self.add_authors(line.text),
            _ => return false,
        }
        true
    }

    /// `By Jane Doe`.
    fn is_byline(&mut self, line: &Line<'_>) -> bool {
        let by = line
            .text
            .strip_prefix("By ")
            .or_else(|| line.text.strip_prefix("BY "));
        let by = by.filter(|by| by.starts_with(char::is_uppercase) && !ends_sentence(line));
        if let Some(by) = by.filter(|by| text::count(by).1 <= 8 && self.article.authors.is_empty())
        {
            self.add_authors(by);
        }
        by.is_some() && !self.article.authors.is_empty()
    }

    /// A date on a line of its own.
    fn is_date(&mut self, line: &Line<'_>) -> bool {
        if self.article.published.is_none() {
            self.article.published = dates::moment(line.text);
            return self.article.published.is_some();
        }
        false
    }

    /// What a line of labels says.
    fn about(&mut self, line: &Line<'_>) {
        self.waiting = None;
        for part in parts(line.text) {
            if !self.part(&part) {
                self.leave_out(line, part.at, part.whole);
            }
        }
    }

    /// What one label says; whether it said something that the article keeps.
    fn part(&mut self, part: &Part<'_>) -> bool {
        match part.key {
            Some(Key::Furniture) => return false,
            Some(key @ (Key::Source | Key::Author)) if part.value.is_empty() => {
                self.waiting = Some(key);
            }
            Some(Key::Author) => self.add_authors(part.value),
            Some(Key::Source) => {
                let names = part.value.split(['、', '；', ';']).filter_map(Label::some);
                self.article.sources.extend(names);
            }
            Some(Key::Title) if self.article.title.is_empty() => {
                self.article.title = Label::new(part.value);
            }
            Some(Key::Title) => return *part.value == *self.article.title,
            Some(Key::Updated) => return set(&mut self.article.updated, dates::moment(part.value)),
            Some(Key::Published) | None => {
                return set(&mut self.article.published, dates::moment(part.value));
            }
        }
        true
    }

    fn add_authors(&mut self, list: &str) {
        for name in names(list) {
            if !self.article.authors.contains(&name) {
                self.article.authors.push(name);
            }
        }
    }

    /// Reads from the bottom; gives the lines of the body.
    fn tail<'a>(&mut self, lines: &[Line<'a>]) -> Vec<Line<'a>> {
        let mut body = lines.to_vec();
        let mut taken = Vec::new();
        let filled = (0..lines.len()).rev().filter(|&at| !lines[at].is_blank());
        for at in filled.take(TAIL) {
            let line = &lines[at];
            let about =
                is_about(line) && parts(line.text)[0].at == 0 && parts(line.text)[0].key.is_some();
            if about || is_furniture(line.text) {
                taken.push(at);
            } else if line.is_indented() || line.width > HEADING || ends_sentence(line) {
                break;
            }
        }
        for at in taken.into_iter().rev() {
            let line = &lines[at];
            if is_furniture(line.text) {
                self.leave_out(line, 0, line.text);
            } else {
                self.about(line);
            }
            body[at].text = "";
        }
        body
    }

    /// Takes a short first line that stands alone for the title; gives the lines of the body.
    fn lone_title<'a>(&mut self, lines: &[Line<'a>]) -> Vec<Line<'a>> {
        let mut filled = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_blank());
        if let (Some((at, first)), Some((_, second))) = (filled.next(), filled.next()) {
            let alone = lines[at + 1].is_blank() || second.is_indented();
            let short = first.width <= HEADING && !ends_sentence(first);
            if alone && short && !first.is_indented() {
                self.article.title = Label::new(first.text);
                return lines[at + 1..].to_vec();
            }
        }
        lines.to_vec()
    }

    /// Tells that a part of a line was left out.
    fn leave_out(&mut self, line: &Line<'_>, at: usize, what: &str) {
        let column = line.column + line.text[..at].chars().count() + 1;
        let text = Label::new(what);
        self.complaints.push(Complaint {
            at: Spot::Line(line.number, column),
            what: sentence!(
                "Taken for a part of the page and left out: {text}",
                "视为页面部件，未收入正文：{text}"
            ),
        });
    }
}

/// Keeps a value where none stands yet; whether there was one and it could be kept.
fn set<T: PartialEq>(place: &mut Option<T>, value: Option<T>) -> bool {
    match value {
        Some(value) if place.is_none() => {
            *place = Some(value);
            true
        }
        value => value.is_some() && *place == value,
    }
}

/// The blocks of a body. A bare short line among indented paragraphs is a heading.
fn blocks(body: &[Prose<'_>]) -> Vec<Block> {
    let indented = || (0..body.len()).filter(|&at| body[at].first.is_indented());
    let by_indent = indented().count() >= 2 && indented().count() * 2 >= body.len();
    let last = indented().next_back().unwrap_or(0);
    let is_heading = |at: usize| {
        let line = &body[at].first;
        let is_bare = !line.is_indented() && line.width <= HEADING && !ends_sentence(line);
        by_indent && is_bare && at < last
    };
    let block = |(at, prose): (usize, &Prose<'_>)| {
        if is_heading(at) {
            let text = RichText::plain(&prose.text);
            Block::Heading { level: 2, text }
        } else {
            prose.block()
        }
    };
    body.iter().enumerate().map(block).collect()
}
