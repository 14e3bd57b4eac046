//! What elements near the article are marked to tell of it: `itemprop`, `rel`, `<time>`, `byline`.

use std::ops::Range;

use dom_query::Element;

use super::about::people;
use super::dated::found_moment;
use super::names::words;
use super::survey::{Part, Survey};
use crate::article::{Label, Moment};
use crate::parse::dates;
use crate::parse::html::dom::{attr, classes, text_of};

/// The moment of the first element that is marked with one of these properties.
pub(super) fn moment(
    survey: &Survey<'_>,
    around: &Range<usize>,
    properties: &[&str],
) -> Option<Moment> {
    let is_marked = |element: &Element| {
        let marks = attr(element, "itemprop")
            .unwrap_or_default()
            .split_ascii_whitespace();
        marks.into_iter().any(|mark| {
            properties
                .iter()
                .any(|property| mark.eq_ignore_ascii_case(property))
        })
    };
    parts(survey, around).find_map(|part| told(survey, part, is_marked))
}

/// The moment of the first `<time>`.
pub(super) fn time(survey: &Survey<'_>, around: &Range<usize>) -> Option<Moment> {
    parts(survey, around)
        .find_map(|part| told(survey, part, |element| &*element.name.local == "time"))
}

/// The moment that a part tells, if it is marked.
fn told(
    survey: &Survey<'_>,
    part: &Part<'_>,
    is_marked: impl Fn(&Element) -> bool,
) -> Option<Moment> {
    let element = part
        .node
        .element_ref()
        .filter(|element| is_marked(element))?;
    let mut values = ["datetime", "content", "title"].into_iter();
    let value = values.find_map(|name| attr(&element, name));
    let line = || survey.lines.get(part.lines.start);
    value
        .and_then(dates::moment)
        .or_else(|| found_moment(&line()?.text))
}

/// The names in the first element that is marked as its author.
pub(super) fn authors(survey: &Survey<'_>, around: &Range<usize>) -> Vec<Label> {
    const LONGEST: usize = 120;
    let author = parts(survey, around).find(|part| {
        let element = part.node.element_ref();
        part.bytes > 0 && element.is_some_and(|element| is_author(&element))
    });
    let Some(author) = author.filter(|part| part.bytes <= LONGEST) else {
        return Vec::new();
    };
    // Of several lines the first is the name.
    match author.lines.len() {
        1 => people(&Label::new(&text_of(author.node))),
        _ => people(&survey.lines[author.lines.start].text),
    }
}

fn is_author(element: &Element) -> bool {
    let says =
        |word: &str| word.eq_ignore_ascii_case("author") || word.eq_ignore_ascii_case("byline");
    attr(element, "rel") == Some("author")
        || attr(element, "itemprop").is_some_and(says)
        || classes(element).any(|class| words(class).any(says))
}

/// The parts in some lines.
fn parts<'a, 'n>(
    survey: &'a Survey<'n>,
    around: &Range<usize>,
) -> impl Iterator<Item = &'a Part<'n>> {
    let around = around.clone();
    let is_in =
        move |part: &&Part<'_>| around.start <= part.lines.start && part.lines.end <= around.end;
    survey.parts.iter().skip(1).filter(is_in)
}
