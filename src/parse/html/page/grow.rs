//! Takes in what stands beside the chosen part and goes on with it.

use super::furniture::LeftOut;
use super::line::{Line, Sums, difference, sums_before};
use super::survey::Survey;

/// How far up the part may grow.
const LEVELS: usize = 4;

/// Lines without prose that may stand between two parts of one article.
const GAP: usize = 8;

/// The part that holds the chosen one and what goes on with it. What stands
/// beside them is left out.
pub(super) fn grow(survey: &Survey<'_>, chosen: usize, left_out: &mut LeftOut) -> usize {
    let beside = Beside::of(survey, left_out);
    let core = survey.held(chosen).prose;
    let (mut part, mut inner, mut rest) = (chosen, chosen, Vec::new());
    for level in 0..LEVELS {
        let lines = survey.parts[inner].lines.len();
        let larger = |&up: &usize| survey.parts[up].lines.len() > lines;
        let Some(up) = survey.ancestors(inner).find(larger) else {
            break;
        };
        let (mut sums, mut lines) = (Sums::default(), 0);
        let siblings = survey
            .children(up)
            .filter(|&child| !survey.is_within(inner, child));
        for child in siblings.filter(|&child| !left_out.part(child)) {
            let held = beside.held(survey, child);
            if beside.goes_on(survey, inner, child, core) {
                sums.prose += held.prose;
                sums.bytes += held.bytes;
                lines += survey.parts[child].lines.len();
            } else if held.linked * 4 > held.bytes {
                rest.push(child);
            }
        }
        inner = up;
        let is_much = lines > 1 && sums.prose * 4 >= core && sums.prose * 3 >= sums.bytes * 2;
        if level == 0 && sums.prose > 0 || is_much {
            rest.drain(..)
                .for_each(|child| left_out.mark(survey, child));
            part = up;
        }
    }
    part
}

/// What is known of all lines that are not left out.
struct Beside {
    /// Sums over the lines before each one that may be of the article.
    sums: Vec<Sums>,
    /// How many of the lines before each one are not left out and no prose.
    idle: Vec<usize>,
}

impl Beside {
    fn of(survey: &Survey<'_>, left_out: &LeftOut) -> Beside {
        let lines = &survey.lines;
        let prose = |at: usize, _: &Line| (!left_out.line(at)).then(|| left_out.told(survey, at));
        let mut idle = vec![0];
        for (at, line) in lines.iter().enumerate() {
            let is_idle = !left_out.line(at) && !line.is_prose();
            idle.push(idle[at] + usize::from(is_idle));
        }
        Beside {
            sums: sums_before(lines, prose),
            idle,
        }
    }

    fn held(&self, survey: &Survey<'_>, part: usize) -> Sums {
        difference(&self.sums, &survey.parts[part].lines)
    }

    /// Whether a part goes on with another: it is near, mostly prose, and long or one line of prose.
    fn goes_on(&self, survey: &Survey<'_>, inner: usize, part: usize, core: usize) -> bool {
        let held = self.held(survey, part);
        let is_dense = held.prose * 2 >= held.bytes && held.linked * 4 <= held.bytes;
        let is_line = survey.parts[part].lines.len() == 1;
        held.prose > 0
            && is_dense
            && (held.prose * 5 >= core || is_line)
            && self.gap(survey, inner, part) <= GAP
    }

    /// The lines without prose between the prose of two parts.
    fn gap(&self, survey: &Survey<'_>, one: usize, other: usize) -> usize {
        let (one, other) = (&survey.parts[one].lines, &survey.parts[other].lines);
        let (above, below) = if one.start < other.start {
            (one, other)
        } else {
            (other, one)
        };
        let prose = |line: &usize| survey.lines[*line].is_prose();
        match (above.clone().rev().find(prose), below.clone().find(prose)) {
            (Some(from), Some(to)) if from < to => self.idle[to] - self.idle[from],
            _ => 0,
        }
    }
}
