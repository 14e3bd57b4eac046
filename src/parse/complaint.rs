//! What a reader of a format could not read or left out.

use std::fmt;

use crate::locale::Sentence;
use crate::sentence;

/// One thing that was lost or doubtful, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where it is in the source.
    pub at: Spot,
    /// A sentence that says what was lost, and what to do where something can be done.
    pub what: Sentence,
}

impl Complaint {
    /// The complaint with the name of its source and its spot before it, as compilers do.
    pub fn told(&self, source: &str) -> Sentence {
        let at = match &self.at {
            Spot::Whole => String::new(),
            at => format!(":{at}"),
        };
        let Sentence { en, zh } = &self.what;
        sentence!("{source}{at}: {en}", "{source}{at}：{zh}")
    }
}

/// A spot in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    /// The source as a whole.
    #[default]
    Whole,
    /// Line and column, both from 1; columns count Unicode scalars.
    Line(usize, usize),
    /// A JSON Pointer (RFC 6901).
    Pointer(String),
}

/// The line and column of byte `at` of `text`.
pub(super) fn spot(text: &str, at: usize) -> Spot {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let lines = before[..line_start].matches('\n').count();
    let columns = before[line_start..].chars().count();
    Spot::Line(lines + 1, columns + 1)
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spot::Whole => Ok(()),
            Spot::Line(line, column) => write!(f, "{line}:{column}"),
            Spot::Pointer(pointer) => f.write_str(pointer),
        }
    }
}
