//! Finds the title of the article, and the line of the page that is it.
//!
//! Pages say their title in several places, each with something added or cut.
//! A line of the page that one of them confirms is the title as its editors set it.

use std::collections::HashSet;

use super::head::Head;
use super::line::Line;
use super::survey::Survey;
use crate::article::Label;

/// The title of an article.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Its words; empty where the page has none.
    pub(super) text: Label,
    /// The line that says it.
    pub(super) line: Option<usize>,
}

/// Bytes of the shortest and the longest line that may be a title.
const SHORTEST: usize = 4;
const LONGEST: usize = 600;

/// Pieces of a title that are compared.
const PIECES: usize = 100;

/// What parts a title from the name of the site in `<title>`.
const SEPARATORS: &[&str] = &[
    " - ", "_", "|", " – ", " — ", " · ", "»", "::", "«", " -- ", "-", "–", "—",
];

/// The title of the article of a page; `named` is how the page names it for programs.
pub(super) fn title(survey: &Survey<'_>, head: &Head, named: Option<Label>) -> Title {
    let named = named.or_else(|| head.named_title());
    let site = head.site();
    let told: Vec<Told<'_>> = named.iter().chain(&head.title).map(Told::of).collect();
    let mut best: Option<(u8, usize)> = None;
    for (at, line) in survey.lines.iter().enumerate() {
        let is_site = site.as_deref() == Some(&line.text);
        if is_site || !(SHORTEST..=LONGEST).contains(&line.bytes) {
            continue;
        }
        let confirmed = told
            .iter()
            .filter_map(|told| told.confirms(&line.text))
            .max();
        let rank = confirmed.map(|confirmed| confirmed * 4 + rank_of(line));
        if rank.is_some_and(|rank| best.is_none_or(|(best, _)| rank > best)) {
            best = rank.map(|rank| (rank, at));
        }
    }
    match best {
        Some((_, line)) => Title {
            text: Label::new(&survey.lines[line].text),
            line: Some(line),
        },
        None => unconfirmed(survey, named, head.title.as_ref(), site.as_ref()),
    }
}

/// What the page says somewhere that the title is, and the pieces between its separators.
struct Told<'a> {
    whole: &'a str,
    pieces: HashSet<&'a str>,
}

impl Told<'_> {
    fn of(whole: &Label) -> Told<'_> {
        let split = |separator: &&'static str| whole.split(*separator).map(str::trim);
        let pieces = SEPARATORS.iter().flat_map(split);
        Told {
            whole,
            pieces: pieces.take(PIECES).collect(),
        }
    }

    /// How surely a line is the title: it is all of this, or begins it, or is a piece of it.
    fn confirms(&self, line: &str) -> Option<u8> {
        let ends = |rest: &str| {
            let rest = rest.trim_start();
            SEPARATORS
                .iter()
                .any(|separator| rest.starts_with(separator.trim()))
        };
        // A small part of the whole names a column or the site.
        let is_part = |of: usize| line.len() * of >= self.whole.len();
        match self.whole.strip_prefix(line) {
            Some("") => Some(3),
            Some(rest) if is_part(6) && ends(rest) => Some(2),
            _ => (is_part(3) && self.pieces.contains(line)).then_some(1),
        }
    }
}

/// The highest heading is the likeliest; a line that links elsewhere, the least.
fn rank_of(line: &Line) -> u8 {
    match line.level {
        1 => 3,
        2 | 3 => 2,
        _ if line.is_linked() => 0,
        _ => 1,
    }
}

/// The title where no line is it in so many words: the one `<h1>`, if it resembles what the page says.
fn unconfirmed(
    survey: &Survey<'_>,
    named: Option<Label>,
    whole: Option<&Label>,
    site: Option<&Label>,
) -> Title {
    let told = named.or_else(|| whole.map(|whole| without_site(whole, site)));
    let is_heading = |&&(_, line): &&(usize, &Line)| line.level == 1 && !line.is_linked();
    let lines: Vec<(usize, &Line)> = survey.lines.iter().enumerate().collect();
    let mut headings = lines.iter().filter(is_heading);
    if let (Some(&(at, line)), None) = (headings.next(), headings.next()) {
        let text = Label::new(&line.text);
        if told.as_ref().is_none_or(|told| resembles(&text, told)) {
            return Title {
                text,
                line: Some(at),
            };
        }
    }
    Title {
        text: told.unwrap_or_default(),
        line: None,
    }
}

/// A `<title>` without the name of the site; or its longest piece, the first of several.
fn without_site(whole: &Label, site: Option<&Label>) -> Label {
    let bare = site.and_then(|site| {
        let rest = whole.strip_suffix(site.as_str())?.trim_end();
        let bare = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && "-|–—_·»:".contains(c));
        (bare.len() < rest.len())
            .then(|| Label::some(bare))
            .flatten()
    });
    let longest = || {
        let separator = SEPARATORS[..6]
            .iter()
            .find(|separator| whole.contains(**separator))?;
        let pieces: Vec<&str> = whole.split(separator).map(str::trim).collect();
        let longest = pieces.into_iter().rev().max_by_key(|piece| piece.len());
        longest.and_then(Label::some)
    };
    bare.or_else(longest).unwrap_or_else(|| whole.clone())
}

/// Whether one text is mostly made of what is in the other, and no small piece of it.
fn resembles(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .take(200)
            .collect()
    };
    let (one, other) = (letters(one), letters(other));
    let shared = one
        .windows(2)
        .filter(|pair| other.windows(2).any(|two| two == *pair))
        .count();
    shared * 2 >= one.len().max(2) - 1 && one.len() * 2 >= other.len()
}
