//! What a reader of a format could not read or left out.

use std::collections::HashMap;
use std::fmt;

use crate::locale::Sentence;
use crate::sentence;
use crate::text;

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

/// Different complaints that are kept; nobody reads more, and the rest is counted.
const KEPT: usize = 200;

/// The complaints of one source, in order; what is said again is only counted.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    list: Vec<(Complaint, usize)>,
    /// Where the complaint of each sentence stands in the list.
    said: HashMap<String, usize>,
    unsaid: usize,
}

impl Complaints {
    /// Complains of `what`; its place need only be found when it was not said before.
    pub(super) fn add(&mut self, what: Sentence, place: impl FnOnce(Sentence) -> Complaint) {
        if let Some(&index) = self.said.get(&what.en) {
            self.list[index].1 += 1;
        } else if self.list.len() == KEPT {
            self.unsaid += 1;
        } else {
            self.said.insert(what.en.clone(), self.list.len());
            self.list.push((place(what), 0));
        }
    }

    /// All of them, each with how often it was said.
    pub(super) fn finish(self) -> Vec<Complaint> {
        let told = self.list.into_iter().map(|(mut complaint, more)| {
            if more > 0 {
                let Sentence { en, zh } = complaint.what;
                complaint.what =
                    sentence!("{en} ({more} more like it)", "{zh}（另有 {more} 处相同）");
            }
            complaint
        });
        let unsaid = self.unsaid;
        let rest = (unsaid > 0).then(|| Complaint {
            at: Spot::Whole,
            what: sentence!("{unsaid} more complaints", "另有 {unsaid} 个问题"),
        });
        told.chain(rest).collect()
    }
}

/// Scalars of a stranger's text that are shown in a complaint.
const SHOWN: usize = 60;

/// A stranger's text, fit to stand in a complaint: one clean line, cut when it is long.
pub(super) fn shown(raw: &str) -> String {
    let cut = raw
        .char_indices()
        .nth(SHOWN)
        .map_or(raw.len(), |(at, _)| at);
    let mut line = text::clean(&raw[..cut]).replace('\n', " ");
    if cut < raw.len() {
        line.push('…');
    }
    line
}

/// The line and column of byte `at` of `text`.
pub(super) fn spot(text: &str, at: usize) -> Spot {
    Lines::new(text).spot(at)
}

/// Finds spots in a text; one near the last costs no more than the way there.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Where the last spot was.
    at: usize,
    /// Line ends before it.
    ends: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Lines<'a> {
        let (at, ends) = (0, 0);
        Lines { text, at, ends }
    }

    /// The line and column of byte `at`.
    pub(super) fn spot(&mut self, at: usize) -> Spot {
        let ends = |from: usize, to: usize| self.text[from..to].matches('\n').count();
        if at >= self.at {
            self.ends += ends(self.at, at);
        } else {
            self.ends -= ends(at, self.at);
        }
        self.at = at;
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let columns = before[line_start..].chars().count();
        Spot::Line(self.ends + 1, columns + 1)
    }
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
