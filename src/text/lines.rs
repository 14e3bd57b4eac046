//! Joins the lines of a source that was broken for its editor, not for its reader.

use super::properties::{self, Properties};

/// Writes `next` behind `line`, deciding what becomes of the line break between them.
///
/// The break disappears between two wide East Asian characters (CSS Text 3,
/// segment break transformation: 中⏎文 is 中文) unless one of them is Hangul,
/// which separates words by spaces; elsewhere it is one space.
pub fn join(line: &mut String, next: &str) {
    let head = next.trim_start_matches(is_blank);
    let kept = line.trim_end_matches(is_blank).len();
    line.truncate(kept);
    if let (Some(before), Some(after)) = (line.chars().next_back(), head.chars().next())
        && !(swallows_break(before) && swallows_break(after))
    {
        line.push(' ');
    }
    line.push_str(head);
}

/// The blanks that an editor puts around a line end; U+3000 and NBSP are text.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

/// Whether a line break beside `c` carries no meaning.
pub fn swallows_break(c: char) -> bool {
    let of_c: Properties = properties::of(c);
    of_c.is_east_asian() && !of_c.is_hangul()
}
