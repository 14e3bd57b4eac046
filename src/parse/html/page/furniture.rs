//! Marks what stands around the article of a page: by its names, and by its shape.

use super::cards::{cards, is_quoting};
use super::names::Seems;
use super::survey::Survey;
use crate::parse::html::walk::is_block;

/// The parts and lines that are none of the article.
pub(super) struct LeftOut {
    /// For each part whether it is left out with all that is in it.
    parts: Vec<bool>,
    /// For each line whether it is left out.
    lines: Vec<bool>,
}

impl LeftOut {
    /// What the names and shapes of the parts give away. What holds the title is never left out.
    pub(super) fn of(survey: &Survey<'_>, title: Option<usize>) -> LeftOut {
        let mut left_out = LeftOut {
            parts: vec![false; survey.parts.len()],
            lines: vec![false; survey.lines.len()],
        };
        let cards = cards(survey);
        let mut at = 1;
        while at < survey.parts.len() {
            let part = &survey.parts[at];
            let holds_title = title.is_some_and(|title| part.lines.contains(&title));
            let is_furniture = cards[at] && is_small(survey, at) || is_furniture(survey, at);
            let is_wide = is_block(&part.name) || part.lines.len() > 1;
            let stands_around = is_furniture && is_wide && !holds_title;
            if stands_around || part.seems == Seems::Control {
                left_out.mark(survey, at);
                at = part.end;
            } else {
                at += 1;
            }
        }
        left_out
    }

    /// Leaves out a part with all that is in it.
    pub(super) fn mark(&mut self, survey: &Survey<'_>, part: usize) {
        self.parts[part] = true;
        if survey.fills_its_lines(part) {
            self.lines[survey.parts[part].lines.clone()].fill(true);
        }
    }

    /// Leaves out a line.
    pub(super) fn mark_line(&mut self, line: usize) {
        self.lines[line] = true;
    }

    /// Whether a part was left out for itself.
    pub(super) fn part(&self, part: usize) -> bool {
        self.parts[part]
    }

    /// The bytes of prose of a line that an article may consist of, where they stand first.
    pub(super) fn told(&self, survey: &Survey<'_>, line: usize) -> usize {
        let is_copy = survey.lines[line]
            .repeats
            .is_some_and(|other| !self.lines[other]);
        if self.lines[line] || is_copy {
            0
        } else {
            survey.lines[line].told()
        }
    }

    /// Whether a line is left out.
    pub(super) fn line(&self, line: usize) -> bool {
        self.lines[line]
    }
}

/// Whether a part stands around the article by its names.
fn is_furniture(survey: &Survey<'_>, part: usize) -> bool {
    match survey.parts[part].seems {
        Seems::Furniture => is_small(survey, part) && !is_quoting(survey, part),
        Seems::Doubtful => is_idle(survey, part) && !is_quoting(survey, part),
        // Many a page has more comments than article.
        Seems::Comments => survey.held(part).prose * 5 <= survey.held(0).prose * 4,
        _ => false,
    }
}

/// Whether a part holds not even two fifths of what the page says: some programs put a whole page in one form.
fn is_small(survey: &Survey<'_>, part: usize) -> bool {
    survey.held(part).prose * 5 <= survey.held(0).prose * 2
}

/// Whether a part says nothing for its own sake.
fn is_idle(survey: &Survey<'_>, part: usize) -> bool {
    let held = survey.held(part);
    is_small(survey, part) && (held.prose == 0 || held.linked * 2 > held.bytes)
}
