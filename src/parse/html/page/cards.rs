//! Finds cards: parts that are alike, each with a link and some words about what is behind it.
//!
//! Teasers of other articles are cards, and so are the comments of readers and
//! the results of a search.

use std::collections::HashMap;

use super::survey::Survey;
use crate::parse::html::dom::attr;
use crate::parse::html::walk::is_block;

/// So many cards make a list.
const ENOUGH: usize = 3;

/// Bytes and lines that a card has at most.
const BYTES: usize = 900;
const LINES: usize = 14;

/// Bytes of prose from which on the rest of a page is an article, whatever the cards say.
const ARTICLE: usize = 1000;

/// The cards of a page, in lists.
pub(super) fn lists(survey: &Survey<'_>) -> Vec<Vec<usize>> {
    let groups = groups(survey).into_values();
    let lists = groups.filter(|(cards, others)| cards.len() >= ENOUGH && cards.len() > *others);
    lists.map(|(cards, _)| cards).collect()
}

/// For each part whether it is a card beside an article.
pub(super) fn cards(survey: &Survey<'_>) -> Vec<bool> {
    let mut is_card = vec![false; survey.parts.len()];
    let lists = lists(survey).into_iter();
    for card in lists.filter(|cards| stand_beside(survey, cards)).flatten() {
        is_card[card] = true;
    }
    is_card
}

/// The cards among the parts of each name, and how many parts of that name are none.
fn groups(survey: &Survey<'_>) -> HashMap<String, (Vec<usize>, usize)> {
    let mut groups: HashMap<String, (Vec<usize>, usize)> = HashMap::new();
    for (at, part) in survey.parts.iter().enumerate().skip(1) {
        if !is_block(&part.name) || part.lines.is_empty() || &*part.name == "blockquote" {
            continue;
        }
        let (cards, others) = groups.entry(name(survey, at)).or_default();
        if is_card(survey, at) {
            cards.push(at);
        } else {
            *others += 1;
        }
    }
    groups
}

/// What parts that are alike have in common: element and first class or, without a class, what they stand in.
fn name(survey: &Survey<'_>, at: usize) -> String {
    let part = &survey.parts[at];
    let element = part.node.element_ref();
    let classes = element.as_ref().and_then(|element| attr(element, "class"));
    match classes.and_then(|classes| classes.split_ascii_whitespace().next()) {
        Some(class) => format!("{} {class}", &*part.name),
        None => format!("{} in {}", &*part.name, part.parent),
    }
}

fn is_card(survey: &Survey<'_>, at: usize) -> bool {
    let part = &survey.parts[at];
    let held = survey.held(at);
    // Rows of a table are alike too.
    let is_row = matches!(&*part.name, "tr" | "td" | "tbody");
    let begins = survey.lines[part.lines.clone()].iter().take(2);
    (2..=LINES).contains(&part.lines.len())
        && held.bytes <= BYTES
        && held.linked * 12 >= held.bytes
        && (!is_row || held.prose > 0)
        && !is_quoting(survey, at)
        && begins
            .into_iter()
            .any(|line| line.linked * 2 >= line.bytes && line.linked >= 6)
}

/// Whether cards are not what the page is about: most is said elsewhere, or an article stands apart from them.
fn stand_beside(survey: &Survey<'_>, cards: &[usize]) -> bool {
    let prose: usize = cards.iter().map(|&at| survey.held(at).prose).sum();
    let rest = survey.held(0).prose.saturating_sub(prose);
    rest >= prose || rest >= ARTICLE.max(prose / 3) && stand_apart(survey, cards, prose)
}

/// Whether little but the cards is said in the part that holds them all.
fn stand_apart(survey: &Survey<'_>, cards: &[usize], prose: usize) -> bool {
    let (Some(&first), Some(&last)) = (cards.first(), cards.last()) else {
        return false;
    };
    let around = survey
        .ancestors(first)
        .find(|&up| survey.is_within(last, up));
    around.is_some_and(|around| survey.held(around).prose.saturating_sub(prose) * 5 < prose)
}

/// Whether a part shows somebody else's words, as a frame around a message does.
pub(super) fn is_quoting(survey: &Survey<'_>, part: usize) -> bool {
    let within = part..survey.parts[part].end;
    let quotes = within.filter(|&at| &*survey.parts[at].name == "blockquote");
    let bytes: usize = quotes.map(|at| survey.parts[at].bytes).sum();
    bytes * 2 > survey.parts[part].bytes
}
