//! The text of a paragraph as it is drawn.
//!
//! Most of it is the author's text as it stands. Some of what he said has no
//! other form in a terminal than more text: the reading of a word, the number
//! of a link, the brackets of a note mark. That is put in here, and every
//! stretch knows which bytes of the author's text it shows, so that what was
//! put in is never copied, searched or taken for a place.

use std::ops::Range;

use super::measure::Measure;
use super::paragraph::Matter;
use super::row::{Look, Role};
use crate::article::{RichText, Style};

/// Joins what stands before it and behind it; it is never drawn.
const WORD_JOINER: char = '\u{2060}';

/// A text as it is drawn, and where each stretch of it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drawn {
    /// What is drawn.
    pub(crate) text: String,
    /// Its stretches, in order, without holes.
    pub(crate) stretches: Vec<Stretch>,
}

/// A stretch that looks alike and comes from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Bytes of the drawn text.
    pub(crate) drawn: Range<usize>,
    /// Bytes of the author's text; nothing for what was put in.
    pub(crate) source: Option<Range<usize>>,
    /// What it means.
    pub(crate) look: Look,
}

impl Stretch {
    /// Whether it shows the author's bytes as they are, and not something in their place.
    pub(crate) fn is_same(&self) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.len() == self.drawn.len())
    }
}

/// Draws the text of `matter`.
pub(crate) fn draw(matter: &Matter, measure: &Measure) -> Drawn {
    let Matter { rich, role, .. } = *matter;
    let mut drawing = Drawing {
        rich,
        measure,
        role,
        drawn: Drawn::default(),
        open: Vec::new(),
    };
    if !matter.before.is_empty() {
        drawing.put_in(
            matter.before,
            Look {
                role: Role::Mark,
                ..Look::default()
            },
        );
    }
    drawing.run(matter.first_link);
    drawing.drawn
}

struct Drawing<'a> {
    rich: &'a RichText,
    measure: &'a Measure,
    role: Role,
    drawn: Drawn,
    /// Styles that hold where the walk stands, each with its end and its link.
    open: Vec<(&'a Style, Range<usize>, Option<u32>)>,
}

impl<'a> Drawing<'a> {
    /// Walks over the text from border to border of its styles.
    fn run(&mut self, mut next_link: u32) {
        let (text, mut spans) = (self.rich.text(), self.rich.spans().iter().peekable());
        let mut at = 0;
        loop {
            self.close_at(at);
            while let Some(span) = spans.next_if(|span| span.range.start <= at) {
                let link = matches!(span.style, Style::Link(_)).then(|| {
                    next_link += 1;
                    next_link - 1
                });
                self.open(&span.style, span.range.clone(), link);
            }
            let next_start = spans.peek().map(|span| span.range.start);
            let next_end = self.open.iter().map(|(_, range, _)| range.end).min();
            let next = next_start
                .into_iter()
                .chain(next_end)
                .min()
                .unwrap_or(text.len());
            if at >= text.len() {
                return;
            }
            self.show(at..next);
            at = next;
        }
    }

    fn open(&mut self, style: &'a Style, range: Range<usize>, link: Option<u32>) {
        if matches!(style, Style::NoteMark(_)) && self.is_bare(&range) {
            let opening = self.measure.note_opening();
            self.put_in(&format!("{WORD_JOINER}{opening}"), self.look());
        }
        self.open.push((style, range, link));
    }

    /// Closes the styles that end at `at`, the inner first.
    fn close_at(&mut self, at: usize) {
        while let Some(inner) = self.open.iter().rposition(|(_, range, _)| range.end <= at) {
            let (style, range, link) = self.open.remove(inner);
            let look = self.look();
            match style {
                Style::Ruby(reading) => self.put_in(
                    &format!("{WORD_JOINER}（{reading}）"),
                    Look {
                        role: Role::Mark,
                        ..look
                    },
                ),
                Style::NoteMark(_) if self.is_bare(&range) => self.put_in("]", look),
                Style::Link(url)
                    if self.measure.link_numbers
                        && url.opens()
                        && self.rich.text()[range] != *url.as_str() =>
                {
                    let number = link.unwrap_or_default();
                    self.put_in(
                        &format!("{WORD_JOINER}[{number}]"),
                        Look {
                            role: Role::Mark,
                            link,
                            ..look
                        },
                    );
                }
                _ => {}
            }
        }
    }

    /// Whether a note mark is only a number or a word, without any sign of what it is.
    fn is_bare(&self, range: &Range<usize>) -> bool {
        self.rich.text()[range.clone()]
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '*')
    }

    /// The look of what stands in the open styles.
    fn look(&self) -> Look {
        let mut look = Look {
            role: self.role,
            ..Look::default()
        };
        for (style, _, link) in &self.open {
            match style {
                Style::Emphasis => look.emphasis = true,
                Style::Strong => look.strong = true,
                Style::Strike => look.strike = true,
                Style::Highlight => look.highlight = true,
                Style::Code => look.code = true,
                Style::Link(_) => look.link = *link,
                Style::NoteMark(_) => look.role = Role::Mark,
                Style::Superscript | Style::Subscript | Style::Ruby(_) => {}
            }
        }
        look
    }

    fn put_in(&mut self, text: &str, look: Look) {
        self.push(text, None, look);
    }

    fn push(&mut self, text: &str, source: Option<Range<usize>>, look: Look) {
        let start = self.drawn.text.len();
        self.drawn.text.push_str(text);
        self.drawn.stretches.push(Stretch {
            drawn: start..start + text.len(),
            source,
            look,
        });
    }

    /// Shows the author's text in `range`, on which the open styles do not change.
    fn show(&mut self, range: Range<usize>) {
        let text = &self.rich.text()[range.clone()];
        let look = self.look();
        let shifted = self.open.iter().rev().find_map(|(style, ..)| match style {
            Style::Superscript => Some(shift(text, SUPERSCRIPTS)),
            Style::Subscript => Some(shift(text, SUBSCRIPTS)),
            _ => None,
        });
        match shifted.flatten() {
            Some(shifted) => self.push(&shifted, Some(range), look),
            None if self.measure.full_width_marks && !look.code => self.restore_marks(range, look),
            None => self.push(text, Some(range), look),
        }
    }

    /// Shows narrow marks behind East Asian characters as the full-width ones they stand for.
    fn restore_marks(&mut self, range: Range<usize>, look: Look) {
        let text = self.rich.text();
        let mut shown = range.start;
        let mut behind_wide = text[..range.start].chars().next_back().is_some_and(is_wide);
        for (at, c) in text[range.clone()]
            .char_indices()
            .map(|(at, c)| (range.start + at, c))
        {
            let next = text[at + c.len_utf8()..].chars().next();
            if let Some(mark) =
                full_width(c).filter(|_| behind_wide || c == '(' && next.is_some_and(is_wide))
            {
                if shown < at {
                    self.push(&text[shown..at], Some(shown..at), look);
                }
                shown = at + c.len_utf8();
                self.push(mark.encode_utf8(&mut [0; 4]), Some(at..shown), look);
                behind_wide = true;
            } else {
                behind_wide = is_wide(c);
            }
        }
        if shown < range.end {
            self.push(&text[shown..range.end], Some(shown..range.end), look);
        }
    }
}

fn is_wide(c: char) -> bool {
    crate::text::swallows_break(c) || matches!(c, '”' | '’' | '“' | '‘' | '—' | '…')
}

/// The mark that a narrow one stands for in Chinese.
fn full_width(c: char) -> Option<char> {
    let at = ",;:!?()".find(c)?;
    "，；：！？（）".chars().nth(at)
}

const SUPERSCRIPTS: (&str, &str) = ("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ");
const SUBSCRIPTS: (&str, &str) = ("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎");

/// `text` in raised or lowered characters, when all of it has them.
fn shift(text: &str, (plain, shifted): (&str, &str)) -> Option<String> {
    text.chars()
        .map(|c| shifted.chars().nth(plain.find(c)?))
        .collect()
}
