//! Judges a line of a page by its shape: whether it is prose, a sentence, a link, a copy.

use std::collections::HashMap;
use std::ops::Range;

use super::words::Says;

/// A run of text that nothing parts.
#[derive(Default)]
pub(super) struct Line {
    /// The words, with one space for each run of white space.
    pub(super) text: String,
    /// The block that it stands in, as a place among the parts.
    pub(super) holder: usize,
    /// Bytes of text.
    pub(super) bytes: usize,
    /// Those of them that stand in links to elsewhere.
    pub(super) linked: usize,
    /// Marks outside links that divide or end sentences.
    pub(super) stops: usize,
    /// The level of the heading that it is; 0 for none.
    pub(super) level: u8,
    /// It stands in the caption of a picture or a table.
    pub(super) in_caption: bool,
    /// It is computer text.
    pub(super) is_code: bool,
    /// What it is by its words.
    pub(super) says: Says,
    /// The line in another part of the page that says the same, or the same and more.
    pub(super) repeats: Option<usize>,
}

/// What some lines hold together, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub(super) bytes: usize,
    pub(super) linked: usize,
    pub(super) prose: usize,
}

impl Line {
    /// Whether words stand in it for their own sake: a sentence, or many words, not only a link.
    pub(super) fn is_prose(&self) -> bool {
        let plain = self.bytes - self.linked;
        self.level == 0
            && !self.in_caption
            && self.linked * 2 <= self.bytes
            && (self.stops > 0 && plain >= 40 || plain >= 120 || self.is_code)
    }

    /// The bytes of its prose.
    pub(super) fn prose(&self) -> usize {
        if self.is_prose() {
            self.bytes - self.linked
        } else {
            0
        }
    }

    /// The bytes of its prose if an article may consist of it: it is said to its end.
    pub(super) fn told(&self) -> usize {
        let is_cut = self.text.ends_with("...") || self.text.ends_with('…');
        if self.says == Says::Anything && !is_cut {
            self.prose()
        } else {
            0
        }
    }

    /// Whether it is a sentence of an article, be it short.
    pub(super) fn is_sentence(&self) -> bool {
        const SHORTEST: usize = 20;
        let closing = ['”', '"', '」', '』', '’', ')', '）', '~'];
        let text = self.text.trim_end_matches(closing);
        let ends = text.ends_with(['。', '！', '？', '.', '!', '?', '…']);
        let is_short = self.level == 0
            && !self.in_caption
            && self.bytes >= SHORTEST
            && self.linked * 2 < self.bytes
            && ends;
        self.says == Says::Anything && (is_short || self.is_prose())
    }

    /// Whether all of it, but for a mark or two, is links.
    pub(super) fn is_linked(&self) -> bool {
        self.linked * 5 >= self.bytes * 4
    }
}

/// The sums of the lines before each one; `prose` says what a line has of it, or that it does not count.
pub(super) fn sums_before(
    lines: &[Line],
    prose: impl Fn(usize, &Line) -> Option<usize>,
) -> Vec<Sums> {
    let mut sum = Sums::default();
    let mut sums = vec![sum];
    for (at, line) in lines.iter().enumerate() {
        if let Some(prose) = prose(at, line) {
            sum.bytes += line.bytes;
            sum.linked += line.linked;
            sum.prose += prose;
        }
        sums.push(sum);
    }
    sums
}

/// What some lines hold, by the sums of the lines before.
pub(super) fn difference(sums: &[Sums], lines: &Range<usize>) -> Sums {
    let (from, to) = (sums[lines.start], sums[lines.end]);
    Sums {
        bytes: to.bytes - from.bytes,
        linked: to.linked - from.linked,
        prose: to.prose - from.prose,
    }
}

/// Marks the lines that say again what lines in another place say.
pub(super) fn mark_repeats(lines: &mut [Line], place: impl Fn(&Line) -> usize) {
    /// Shorter lines may well be said twice.
    const LONG: usize = 60;
    /// A line of this length may be a copy of a whole article.
    const COPY: usize = 1000;
    /// How many sentences are looked for in a copy.
    const FIRST: usize = 8;
    let mut begun: HashMap<String, usize> = HashMap::new();
    let mut first: Vec<(usize, String)> = Vec::new();
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.bytes < LONG {
            continue;
        }
        let is_in = |(_, text): &&(usize, String)| line.text.contains(text.as_str());
        let mut copied = first
            .iter()
            .filter(is_in)
            .take_while(|_| line.bytes >= COPY);
        if let (Some(&(of, _)), Some(_)) = (copied.next(), copied.next()) {
            lines[at].repeats = Some(of);
            continue;
        }
        let before = *begun
            .entry(beginning(&line.text, LONG).to_owned())
            .or_insert(at);
        // Near each other, the same words are a refrain.
        if before != at && place(&lines[before]) != place(line) {
            if lines[before].text == line.text {
                lines[at].repeats = Some(before);
            } else if line
                .text
                .starts_with(lines[before].text.trim_end_matches(['.', '…']))
            {
                lines[before].repeats = Some(at);
            }
        }
        if lines[at].is_prose() && first.len() < FIRST {
            first.push((at, lines[at].text.clone()));
        }
    }
}

/// The first bytes of a text, up to the end of a character.
fn beginning(text: &str, bytes: usize) -> &str {
    let end = (bytes..text.len()).find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(text.len())]
}
