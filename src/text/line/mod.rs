//! Finds where a paragraph may part into lines.
//!
//! 1. `gather` walks over the scalars: clusters, cells, line break classes,
//!    with marks taken into the piece before them (LB9).
//! 2. `tailoring` gives marks in Chinese and Japanese the class that their
//!    place in the text gives them, not their code point.
//! 3. `uax14` decides each boundary.
//!
//! How long a line may be is not known here.
//!
//! Thai, Lao, Khmer, Burmese and their kin (class SA) part at blanks alone: their
//! words are found by dictionaries, which a reader of Chinese need not carry.

mod gather;
mod piece;
mod tailoring;
#[cfg(test)]
mod tests;
mod uax14;

pub use piece::Piece;

use super::width::Profile;
use super::writing::Writing;

/// Which rules of line breaking a text follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineRules {
    /// The way of writing; `Other` is UAX #14 as it stands.
    pub writing: Writing,
    /// How much may not begin or end a line.
    pub level: Level,
}

/// How much may not begin or end a line of Chinese: the levels of CLREQ 3.1.7
/// (prohibition rules for line start and line end).
///
/// In Japanese, [`Level::Strict`] keeps small kana and ー from the line start
/// and every other level but `None` does not, as CSS `line-break` has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Any character may stand anywhere; words and numbers stay whole.
    None,
    /// Stops, closing marks, connectors and interpuncts never begin a line;
    /// opening marks never end one.
    Basic,
    /// GB/T 15834—2011: besides, a solidus stands at neither end. The default.
    #[default]
    Gb,
    /// Besides, a dash —— never begins a line.
    Strict,
}

/// Parts `text` into pieces that know whether a line may begin with them.
///
/// `pieces` is emptied first; giving the same one again saves the room it has.
/// The first piece may begin a line when there is one. Text behind the first
/// 4 GiB is not looked at.
pub fn pieces(text: &str, rules: LineRules, profile: Profile, pieces: &mut Vec<Piece>) {
    gather::gather(text, rules, profile, pieces);
    let mut walk = uax14::Walk::default();
    for at in 0..pieces.len() {
        let piece = pieces[at];
        if piece.may_begin_line() {
            // A Han character behind another is decided.
            walk.pass_alike(piece);
            continue;
        }
        let parts = at == 0 || walk.parts_before(&pieces[at..]);
        if parts && piece.begins_cluster() && !piece.is_kept_to_last() {
            pieces[at].set_may_begin_line();
        }
        walk.pass(piece);
    }
}

/// The byte offsets at which a line of `text` may begin, the first and the end not among them.
///
/// ```
/// use wenlan::text::{Level, LineRules, Writing, opportunities};
/// let rules = LineRules { writing: Writing::Chinese, level: Level::Gb };
/// assert_eq!(opportunities("春天，来了", rules), [3, 9, 12]);
/// ```
pub fn opportunities(text: &str, rules: LineRules) -> Vec<usize> {
    let mut all = Vec::new();
    pieces(text, rules, Profile::default(), &mut all);
    all.iter()
        .skip(1)
        .filter(|piece| piece.may_begin_line())
        .map(|piece| piece.start())
        .collect()
}

#[cfg(test)]
mod conformance {
    use super::*;
    use crate::text::clusters;

    /// The cases of a Unicode test file: the text, and the byte offsets of its boundaries but the first.
    fn cases(file: &str) -> impl Iterator<Item = (String, Vec<usize>)> {
        file.lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| {
                let (mut text, mut boundaries) = (String::new(), Vec::new());
                for token in line.split_whitespace() {
                    match token {
                        "÷" if !text.is_empty() => boundaries.push(text.len()),
                        "÷" | "×" => {}
                        scalar => text.extend(
                            u32::from_str_radix(scalar, 16)
                                .ok()
                                .and_then(char::from_u32),
                        ),
                    }
                }
                (text, boundaries)
            })
    }

    /// The boundaries of UAX #14 alone, those inside clusters too.
    fn plain_boundaries(text: &str) -> Vec<usize> {
        let mut pieces = Vec::new();
        gather::gather(text, LineRules::default(), Profile::default(), &mut pieces);
        let mut walk = uax14::Walk::default();
        let mut found = Vec::new();
        for at in 0..pieces.len() {
            if walk.parts_before(&pieces[at..]) {
                found.push(pieces[at].start());
            }
            walk.pass(pieces[at]);
        }
        found.push(text.len());
        found
    }

    #[track_caller]
    fn check_file(file: &str, boundaries: impl Fn(&str) -> Vec<usize>) {
        let show = |text: &str| {
            text.chars()
                .map(|c| format!("{:04X}", u32::from(c)))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let failed: Vec<String> = cases(file)
            .filter_map(|(text, wanted)| {
                let found = boundaries(&text);
                (found != wanted)
                    .then(|| format!("{} wanted {wanted:?} found {found:?}", show(&text)))
            })
            .collect();
        assert!(cases(file).count() > 700);
        assert!(
            failed.is_empty(),
            "{} failed, first\n{}",
            failed.len(),
            failed[..failed.len().min(40)].join("\n")
        );
    }

    #[test]
    fn line_break_test_18_passes_whole() {
        check_file(
            include_str!("../../../tests/unicode/LineBreakTest.txt"),
            plain_boundaries,
        );
    }

    #[test]
    fn grapheme_break_test_18_passes_whole() {
        check_file(
            include_str!("../../../tests/unicode/GraphemeBreakTest.txt"),
            |text| {
                clusters(text)
                    .scan(0, |end, cluster| {
                        *end += cluster.len();
                        Some(*end)
                    })
                    .collect()
            },
        );
    }
}
