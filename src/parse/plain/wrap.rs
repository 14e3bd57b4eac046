//! Recognises lines that an editor broke, and joins them to paragraphs.

use super::{Line, Prose, width};
use crate::text;

/// No editor breaks lines wider than this.
const WIDEST: usize = 100;

/// No editor breaks lines narrower than this; verses and addresses are.
const NARROWEST: usize = 30;

/// Fewer broken lines than this are no evidence.
const FEWEST: usize = 3;

/// Cells that a full line may be short of the measure, for the sake of a mark that may not begin a line.
const SLACK: usize = 4;

/// The paragraphs of some lines: one a line, or as many lines as an editor made of one.
pub(super) fn paragraphs<'a>(lines: &[Line<'a>]) -> Vec<Prose<'a>> {
    let measure = measure(lines);
    let mut paragraphs: Vec<Prose<'a>> = Vec::new();
    let mut before: Option<Line<'a>> = None;
    for &line in lines {
        if !line.is_blank() {
            let goes_on = measure.is_some_and(|measure| {
                before.is_some_and(|before| is_broken(&before, &line, measure))
            });
            match paragraphs.last_mut().filter(|_| goes_on) {
                Some(paragraph) => text::join(&mut paragraph.text, line.text),
                None => paragraphs.push(Prose {
                    first: line,
                    text: line.text.to_owned(),
                }),
            }
        }
        before = Some(line).filter(|line| !line.is_blank());
    }
    paragraphs
}

/// The width at which an editor broke the lines; nothing if none did.
///
/// Evidence is a line that another follows and that has no room for the
/// first word of the other. Nearly all such pairs must be evidence, save
/// where a paragraph ends.
fn measure(lines: &[Line<'_>]) -> Option<usize> {
    let is_word = |line: &Line<'_>| line.text.contains("://") && !line.text.contains(' ');
    let widths = lines.iter().filter(|line| !is_word(line));
    let measure = widths.map(|line| line.lead + line.width).max()?;
    if !(NARROWEST..=WIDEST).contains(&measure) {
        return None;
    }
    let pairs = lines.windows(2).filter(|pair| {
        !pair[0].is_blank() && !pair[1].is_blank() && !begins_paragraph(&pair[0], &pair[1])
    });
    let (mut broken, mut all) = (0, 0);
    for pair in pairs {
        all += 1;
        broken += usize::from(is_full(&pair[0], &pair[1], measure));
    }
    (broken >= FEWEST && broken * 10 >= all * 7).then_some(measure)
}

/// Whether `next` goes on with the paragraph of `line`.
fn is_broken(line: &Line<'_>, next: &Line<'_>, measure: usize) -> bool {
    !begins_paragraph(line, next) && is_full(line, next, measure)
}

/// Whether `next` stands farther in than `line`, or begins an item of a list.
fn begins_paragraph(line: &Line<'_>, next: &Line<'_>) -> bool {
    let mut chars = next.text.chars();
    let item = match chars.next() {
        Some('-' | '*' | '+' | '•' | '·') => chars.next() == Some(' '),
        Some('0'..='9') => {
            let rest = next.text.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with([')', '、']) || rest.starts_with(". ")
        }
        _ => false,
    };
    item || next.lead > line.lead && next.is_indented()
}

/// Whether the first word of `next` had no room behind `line`.
fn is_full(line: &Line<'_>, next: &Line<'_>, measure: usize) -> bool {
    let first = next.text.chars().next();
    let word = if first.is_some_and(text::swallows_break) {
        SLACK
    } else {
        1 + width(next.text.split(' ').next().unwrap_or_default())
    };
    line.lead + line.width + word > measure
}
