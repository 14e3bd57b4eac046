//! Parts text into extended grapheme clusters: what a reader calls one character.
//!
//! The rules are GB3 to GB999 of UAX #29. They run as one small machine that
//! sees each scalar once, so that the line breaker can run it on its own walk.

use super::classes::{ClusterClass, ConjunctClass};
use super::properties::{self, Properties};

/// The clusters of `text`, in order; joined again they are `text`.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let len = first_cluster_len(rest);
        let (cluster, behind) = rest.split_at(len);
        rest = behind;
        (len > 0).then_some(cluster)
    })
}

/// The bytes of the first cluster of `text`; 0 when there is none.
fn first_cluster_len(text: &str) -> usize {
    let mut boundaries = Boundaries::default();
    for (at, c) in text.char_indices() {
        if boundaries.begins_cluster(properties::of(c)) && at > 0 {
            return at;
        }
    }
    text.len()
}

/// The last cluster boundary of `text` at or before byte `at`.
///
/// Style borders, search hits and places snap to it, since a cluster that is
/// cut shows as two wrong characters.
pub fn snap_down(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let start = sure_boundary(text, at);
    let mut boundary = start;
    for cluster in clusters(&text[start..]) {
        if boundary + cluster.len() > at {
            break;
        }
        boundary += cluster.len();
    }
    boundary
}

/// A cluster boundary at or before byte `at`, found without walking the whole text.
///
/// A plain scalar begins a cluster unless a Prepend stands before it.
fn sure_boundary(text: &str, at: usize) -> usize {
    let within = (at..=text.len())
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(text.len());
    let mut begins: Option<usize> = None;
    for (start, c) in text[..within].char_indices().rev() {
        let p = properties::of(c);
        if let Some(start) = begins.filter(|_| p.cluster_class() != ClusterClass::Prepend) {
            return start;
        }
        begins = (start <= at && p.is_plain()).then_some(start);
    }
    0
}

/// The first cluster boundary of `text` at or behind byte `at`.
pub fn snap_up(text: &str, at: usize) -> usize {
    let down = snap_down(text, at);
    if down == at.min(text.len()) {
        down
    } else {
        down + first_cluster_len(&text[down..])
    }
}

/// The machine that finds cluster boundaries; its memory is what the rules look back at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Boundaries {
    before: Option<Properties>,
    pictograph: Pictograph,
    /// GB9c: a linker stands before, with nothing but extenders since.
    linked: bool,
    /// An odd number of regional indicators stands directly before.
    half_flag: bool,
}

/// How much of GB11's `ExtPict Extend* ZWJ` stands directly before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Pictograph {
    #[default]
    No,
    Base,
    Joined,
}

impl Boundaries {
    /// Takes the next scalar and says whether a cluster begins with it.
    #[inline]
    pub(crate) fn begins_cluster(&mut self, p: Properties) -> bool {
        if p.is_plain() {
            return self.begins_plain(p);
        }
        let begins = self.before.is_none_or(|before| self.parts(before, p));
        self.remember(p);
        begins
    }

    /// Takes a plain scalar, in front of which only a Prepend does not end a cluster.
    #[inline]
    pub(crate) fn begins_plain(&mut self, p: Properties) -> bool {
        let begins = self
            .before
            .is_none_or(|before| before.cluster_class() != ClusterClass::Prepend);
        *self = Boundaries {
            before: Some(p),
            ..Boundaries::default()
        };
        begins
    }

    /// Whether there is a boundary between `before` and `next`, by the first rule that applies.
    fn parts(&self, before: Properties, next: Properties) -> bool {
        use ClusterClass::{
            CR, Control, Extend, L, LF, LV, LVT, Prepend, RegionalIndicator, SpacingMark, T, V, ZWJ,
        };
        match (before.cluster_class(), next.cluster_class()) {
            (CR, LF) => false,                                               // GB3
            (Control | CR | LF, _) | (_, Control | CR | LF) => true,         // GB4, GB5
            (L, L | V | LV | LVT) | (LV | V, V | T) | (LVT | T, T) => false, // GB6–8
            (_, Extend | ZWJ | SpacingMark) | (Prepend, _) => false,         // GB9, 9a, 9b
            _ if self.linked && next.conjunct_class() == ConjunctClass::Consonant => false, // GB9c
            _ if self.pictograph == Pictograph::Joined && next.is_pictograph() => false, // GB11
            (RegionalIndicator, RegionalIndicator) => !self.half_flag,       // GB12, GB13
            _ => true,                                                       // GB999
        }
    }

    fn remember(&mut self, p: Properties) {
        let class = p.cluster_class();
        self.pictograph = match (class, self.pictograph) {
            _ if p.is_pictograph() => Pictograph::Base,
            (ClusterClass::Extend, Pictograph::Base) => Pictograph::Base,
            (ClusterClass::ZWJ, Pictograph::Base) => Pictograph::Joined,
            _ => Pictograph::No,
        };
        self.linked = match p.conjunct_class() {
            ConjunctClass::Linker => true,
            ConjunctClass::Extend => self.linked,
            _ => false,
        };
        self.half_flag = class == ClusterClass::RegionalIndicator && !self.half_flag;
        self.before = Some(p);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wanted: &[&str]) {
        assert_eq!(clusters(&wanted.concat()).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_reader_counts_clusters() {
        check(&[]);
        check(&["近", "年", "a", "，"]);
        check(&["e\u{301}", "か\u{3099}", "\r\n", "\u{301}"]);
        check(&[
            "👩\u{200d}👩\u{200d}👧",
            "👍🏽",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "🇨🇳",
            "🇯🇵",
            "🇨",
        ]);
        check(&["\u{1100}\u{1161}\u{11a8}", "각", "क\u{94d}ष"]);
        check(&["邊\u{e0101}", "ｶ\u{ff9e}"]);
    }

    #[test]
    fn boundaries_snap_outward() {
        let text = "e\u{301}文\n👍🏽x";
        let wanted = [
            (0, 0, 0),
            (1, 0, 3),
            (2, 0, 3),
            (3, 3, 3),
            (4, 3, 6),
            (6, 6, 6),
            (7, 7, 7),
            (9, 7, 15),
            (15, 15, 15),
            (99, 16, 16),
        ];
        for (at, down, up) in wanted {
            assert_eq!(
                (snap_down(text, at), snap_up(text, at)),
                (down, up),
                "at {at}"
            );
        }
    }
}
