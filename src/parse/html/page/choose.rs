//! Chooses the part of a page that holds the article.

use super::furniture::LeftOut;
use super::names::Seems;
use super::survey::Survey;

/// What stands above the title is this much less likely to be of the article.
const ABOVE_THE_TITLE: f64 = 0.3;

/// What a part whose names say that it holds an article weighs more.
const NAMED: f64 = 1.2;

/// The part with the most prose: each line counts in full for what is right
/// around it and its neighbours, by half for what is around that, and so on.
pub(super) fn heaviest(survey: &Survey<'_>, left_out: &LeftOut, title: Option<usize>) -> usize {
    let mut mass = vec![0.0; survey.parts.len()];
    for (at, line) in survey.lines.iter().enumerate() {
        let above = title.is_some_and(|title| at < title);
        let weight = if above { ABOVE_THE_TITLE } else { 1.0 };
        let told = left_out.told(survey, at);
        if told > 0 {
            add(survey, &mut mass, line.holder, float(told) * weight);
        }
    }
    let weight = |&part: &usize| {
        let held = survey.held(part);
        let plain = 1.0 - float(held.linked) / float(held.bytes.max(1));
        let named = survey.parts[part].seems == Seems::Body;
        mass[part] * plain * if named { NAMED } else { 1.0 }
    };
    let heavier = |a: &usize, b: &usize| weight(a).total_cmp(&weight(b)).then(b.cmp(a));
    let heavy = (0..survey.parts.len()).filter(|&part| mass[part] > 0.0);
    heavy.max_by(heavier).unwrap_or(0)
}

/// Adds the weight of a line to all that is around it. A part that holds one
/// line alone is a wrapper of it; what holds the same lines as its child stands no farther off.
fn add(survey: &Survey<'_>, mass: &mut [f64], holder: usize, prose: f64) {
    let lines = |part: usize| survey.parts[part].lines.len();
    let (mut before, mut distance) = (1, 0.0);
    for part in std::iter::once(holder).chain(survey.ancestors(holder)) {
        if lines(part) == 1 {
            continue;
        }
        if lines(part) > before {
            distance += 1.0;
            before = lines(part);
        }
        mass[part] += prose / distance;
    }
}

#[expect(clippy::cast_precision_loss, reason = "no page has 2^52 bytes")]
fn float(bytes: usize) -> f64 {
    bytes as f64
}
