//! Counts the cells that a terminal gives to text.
//!
//! A terminal, not Unicode, decides how wide a cluster is, and terminals
//! disagree: about characters of ambiguous width, about emoji made of several
//! scalars, about what was widened since they were built. [`Profile`] holds
//! what is known of the one in front of the reader.

use super::clusters::clusters;
use super::properties::{self, Properties};

/// How the terminal at hand draws what terminals disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Characters of ambiguous width (“ … — ① █ α) take two cells instead of one.
    pub ambiguous_wide: bool,
    /// A cluster of several scalars (👩‍👩‍👧, 👍🏽) takes the cells of one character,
    /// not the sum of its scalars' cells.
    pub clusters: bool,
    /// U+FE0F makes a narrow character (❤️, 1️⃣) two cells wide.
    pub emoji_selector: bool,
    /// Symbols widened by Unicode 16 (☰ ䷀) take two cells.
    pub wide_symbols: bool,
    /// The terminal has answered; until then the fields above are what most terminals do.
    pub probed: bool,
}

impl Default for Profile {
    /// What Unicode says: ambiguous is narrow, a cluster is one character.
    fn default() -> Profile {
        Profile {
            ambiguous_wide: false,
            clusters: true,
            emoji_selector: true,
            wide_symbols: true,
            probed: false,
        }
    }
}

/// The cells of `text`, which is the sum of the cells of its clusters.
pub fn width(text: &str, profile: Profile) -> usize {
    clusters(text)
        .map(|cluster| cluster_width(cluster, profile))
        .sum()
}

/// The cells of one cluster.
///
/// A cluster of invisible format characters has none. A mark without a base
/// has one, since it is drawn on a dotted circle (see [`drawn`]).
pub fn cluster_width(cluster: &str, profile: Profile) -> usize {
    let mut cells = ClusterCells::default();
    for c in cluster.chars() {
        cells.add(c, properties::of(c), profile);
    }
    cells.total(profile).into()
}

/// `cluster` as it is to be sent to a terminal.
///
/// Invisible format characters give nothing; a lone mark gets the dotted circle
/// U+25CC as its base, lest it sit on the neighbour (Unicode, 2.11).
pub fn drawn(cluster: &str) -> std::borrow::Cow<'_, str> {
    let visible = |c: &char| !properties::of(*c).is_invisible();
    let lone = cluster
        .chars()
        .find(visible)
        .is_some_and(|c| needs_base(properties::of(c)));
    if !lone && cluster.chars().all(|c| visible(&c)) {
        return cluster.into();
    }
    let base = if lone { "\u{25cc}" } else { "" };
    base.chars()
        .chain(cluster.chars().filter(visible))
        .collect::<String>()
        .into()
}

/// Whether terminals are known to disagree about the cells of `cluster`.
///
/// What is drawn behind such a cluster must be placed by an absolute move, so
/// that a disagreement damages one glyph and not the row.
pub fn is_doubtful(cluster: &str, profile: Profile) -> bool {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let p = properties::of(first);
    if chars.next().is_some() {
        // A plain mark on a plain base is the one composition that all agree on.
        return !cluster.chars().skip(1).all(|c| {
            c < '\u{fe00}' && properties::of(c).cells() == 0 && properties::of(c).is_mark()
        }) || needs_base(p);
    }
    p.is_ambiguous() && !profile.probed
        || is_widened_symbol(first)
        || needs_base(p)
        || p.is_unassigned()
}

/// Counts the cells of one cluster, scalar by scalar.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ClusterCells {
    sum: u8,
    scalars: u8,
    selected: bool,
    half_width_mark: bool,
}

impl ClusterCells {
    /// The count behind one scalar of `cells` that has a base of its own.
    #[inline]
    pub(crate) fn of(cells: u8) -> ClusterCells {
        ClusterCells {
            sum: cells,
            scalars: 1,
            ..ClusterCells::default()
        }
    }

    pub(crate) fn add(&mut self, c: char, p: Properties, profile: Profile) {
        let lone = self.sum == 0 && needs_base(p);
        let cells = if lone { 1 } else { scalar_cells(c, p, profile) };
        self.sum = self.sum.saturating_add(cells);
        self.scalars = self.scalars.saturating_add(1);
        self.selected |= c == '\u{fe0f}';
        self.half_width_mark |= matches!(c, '\u{ff9e}' | '\u{ff9f}');
    }

    pub(crate) fn total(self, profile: Profile) -> u8 {
        match self.sum {
            1 if self.selected && profile.emoji_selector => 2,
            sum if profile.clusters && self.scalars > 1 && !self.half_width_mark => sum.min(2),
            sum => sum,
        }
    }
}

/// The cells of a scalar that stands alone.
#[inline]
pub(crate) fn scalar_cells(c: char, p: Properties, profile: Profile) -> u8 {
    match p.cells() {
        1 if profile.ambiguous_wide && p.is_ambiguous() => 2,
        2 if !profile.wide_symbols && is_widened_symbol(c) => 1,
        cells => cells,
    }
}

/// Whether a cluster that begins with such a scalar has lost its base.
fn needs_base(p: Properties) -> bool {
    p.is_mark() && p.cells() == 0
}

/// Trigrams, monograms and hexagrams, which Unicode 16 made wide.
fn is_widened_symbol(c: char) -> bool {
    matches!(c, '\u{2630}'..='\u{2637}' | '\u{268a}'..='\u{268f}' | '\u{4dc0}'..='\u{4dff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODERN: Profile = Profile {
        ambiguous_wide: false,
        clusters: true,
        emoji_selector: true,
        wide_symbols: true,
        probed: true,
    };
    /// As xterm, VTE, alacritty and st were measured.
    const CLASSIC: Profile = Profile {
        clusters: false,
        emoji_selector: false,
        wide_symbols: false,
        ..MODERN
    };
    /// As `xterm -cjk_width` was measured.
    const CJK: Profile = Profile {
        ambiguous_wide: true,
        ..CLASSIC
    };

    #[track_caller]
    fn check(text: &str, modern: usize, classic: usize, cjk: usize) {
        let of = |profile| width(text, profile);
        assert_eq!(
            (of(MODERN), of(CLASSIC), of(CJK)),
            (modern, classic, cjk),
            "{text:?}"
        );
    }

    #[test]
    fn han_and_full_width_marks_are_two_cells_everywhere() {
        check("中，\u{3000}𠀀𰻞", 10, 10, 10);
        check("か\u{3099}🇨🇳", 4, 4, 4);
        check("ｶ\u{ff9e}ﾊ\u{ff9f}", 4, 4, 4);
        check("abc 12", 6, 6, 6);
    }

    #[test]
    fn ambiguous_characters_follow_the_profile() {
        check("“”‘—…·×°①█─★→", 13, 13, 26);
        check("αé", 2, 2, 4);
        check("⸺", 1, 1, 1);
    }

    #[test]
    fn emoji_follow_the_profile() {
        check("👍🏽", 2, 4, 4);
        check("👩\u{200d}👩\u{200d}👧", 2, 6, 6);
        check("❤\u{fe0f}", 2, 1, 1);
        check("1\u{fe0f}\u{20e3}", 2, 1, 1);
        check("⚡\u{fe0e}", 2, 2, 2);
        check("☰", 2, 1, 1);
    }

    #[test]
    fn what_is_not_drawn_has_no_width() {
        check("\u{200b}\u{2060}\u{ad}\u{feff}", 0, 0, 0);
        check("\u{1100}\u{1161}\u{11a8}", 2, 2, 2);
    }

    #[test]
    fn a_lone_mark_stands_on_a_dotted_circle() {
        assert_eq!(drawn("\u{301}"), "\u{25cc}\u{301}");
        assert_eq!(width("\u{301}", MODERN), 1);
        assert_eq!(drawn("e\u{301}"), "e\u{301}");
        assert_eq!(drawn("\u{ad}"), "");
    }

    #[test]
    fn doubt_is_where_terminals_were_seen_to_differ() {
        let doubtful = |text| is_doubtful(text, MODERN);
        for text in [
            "❤\u{fe0f}",
            "👍🏽",
            "👩\u{200d}👧",
            "1\u{fe0f}\u{20e3}",
            "☰",
            "\u{301}",
        ] {
            assert!(doubtful(text), "{text:?}");
        }
        for text in ["中", "，", "“", "a", "e\u{301}", "か\u{3099}", "─"] {
            assert!(!doubtful(text), "{text:?}");
        }
        assert!(is_doubtful(
            "“",
            Profile {
                probed: false,
                ..MODERN
            }
        ));
    }
}
