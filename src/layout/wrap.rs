//! Sets a short text, such as a title in a list, on a few lines.

use super::fill::{Limits, fill};
use crate::text::{self, Level, LineRules, Profile, Writing};

/// Breaks `line` into at most `most` lines of at most `cells` cells, the last cut with … when there is more.
pub fn wrap(line: &str, cells: usize, most: usize, profile: Profile) -> Vec<String> {
    let rules = LineRules {
        writing: Writing::detect(line),
        level: Level::Gb,
    };
    let mut pieces = Vec::new();
    text::pieces(line, rules, profile, &mut pieces);
    let limits = Limits {
        first: cells,
        rest: cells,
        hang: 0,
    };
    let filled = fill(line, &pieces, &[], limits);
    let mut lines: Vec<String> = filled
        .iter()
        .take(most)
        .map(|set| line[set.bytes.clone()].to_owned())
        .collect();
    if filled.len() > most
        && let (Some(last), Some(set)) = (lines.last_mut(), filled.get(most.wrapping_sub(1)))
    {
        *last = cut(&line[set.bytes.start..], cells, profile);
    }
    lines
}

/// The beginning of `line` with … behind it, in at most `cells` cells.
fn cut(line: &str, cells: usize, profile: Profile) -> String {
    let mark = if profile.ambiguous_wide { ".." } else { "…" };
    let mut kept = String::new();
    let mut left = cells.saturating_sub(text::width(mark, profile));
    for cluster in text::clusters(line) {
        let width = text::cluster_width(cluster, profile);
        if width > left {
            break;
        }
        left -= width;
        kept.push_str(cluster);
    }
    kept.truncate(kept.trim_end().len());
    kept + mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_takes_two_lines_and_no_more() {
        let lines = |title, cells| wrap(title, cells, 2, Profile::default());
        assert_eq!(lines("一二三，四五", 12), ["一二三，四五"]);
        assert_eq!(lines("一二三，四五六七八", 8), ["一二三，", "四五六…"]);
        assert_eq!(lines("一二三四，五", 8), ["一二三", "四，五"]);
        assert_eq!(lines("", 8), [""]);
    }
}
