//! Where the words of a query stand in a text, and the piece of it that shows them.

use std::ops::{ControlFlow, Range};

use super::{Ask, Field, Query, Term};
use crate::text::{self, Profile, Token, TokenKind};

/// A piece of a text around what was looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The piece, on one line.
    pub text: String,
    /// What was looked for: ranges of bytes of the piece on cluster boundaries, in order and apart.
    pub hits: Vec<Range<usize>>,
    /// The text begins before the piece.
    pub cut_before: bool,
    /// The text goes on behind it.
    pub cut_behind: bool,
}

/// Hits that are looked at for a [`Snippet`].
const HITS: usize = 64;

/// The tokens that stand for one term of a query.
struct Pattern {
    tokens: Vec<String>,
    /// The last may be the beginning of a longer word.
    open: bool,
}

/// A pattern of which the first tokens have been seen.
struct Begun {
    pattern: usize,
    seen: usize,
    start: usize,
}

impl Pattern {
    /// The pattern of a term, where it asks for words that may stand in `field`.
    fn of(term: &Term, field: Field) -> Option<Pattern> {
        let Ask::Words {
            field: asked,
            text,
            open,
            ..
        } = &term.ask
        else {
            return None;
        };
        if term.excluded || !(*asked == Field::Anywhere || *asked == field) {
            return None;
        }
        let mut tokens = Vec::new();
        let _ = text::tokens(text, |token| {
            tokens.push(token.text.to_owned());
            ControlFlow::<()>::Continue(())
        });
        Some(Pattern {
            tokens,
            open: *open,
        })
    }

    /// Whether `token` may stand at `place` of the pattern.
    fn takes(&self, place: usize, token: Token<'_>) -> bool {
        let wanted = self.tokens[place].as_str();
        let begins = self.open && place + 1 == self.tokens.len() && token.kind == TokenKind::Word;
        token.text == wanted || begins && token.text.starts_with(wanted)
    }
}

impl Query {
    /// Where the words that are asked for stand in a text: a title, the name of an author, or,
    /// with [`Field::Anywhere`], the text of a body.
    ///
    /// Ranges of bytes on cluster boundaries, in order and apart from each other.
    pub fn find(&self, field: Field, text: &str) -> Vec<Range<usize>> {
        let hits = self.hits(field, text, usize::MAX);
        apart(hits.into_iter().map(|hit| hit.range).collect())
    }

    /// The piece of `text`, at most `cells` wide, that shows best what was looked for.
    ///
    /// Where nothing of it stands in the text, it is the beginning.
    pub fn snippet(&self, text: &str, cells: usize, profile: Profile) -> Snippet {
        let hits = self.hits(Field::Anywhere, text, HITS);
        let lead = cells / 4;
        let best = best_start(&hits, text, cells.saturating_sub(lead), profile);
        let start = best.map_or(0, |at| before(text, at, lead, profile));
        let end = behind(text, start, cells, profile);
        // Where the text ends early there is room for more before it.
        let start = if end == text.len() {
            let left = cells.saturating_sub(text::width(&text[start..end], profile));
            before(text, start, left, profile)
        } else {
            start
        };
        let end = start + text[start..end].trim_end_matches('\n').len();
        let range = start..end;
        let inside = |hit: &Hit| {
            let (from, to) = (hit.range.start.max(start), hit.range.end.min(end));
            (from < to).then(|| from - start..to - start)
        };
        Snippet {
            text: text[range].replace('\n', " "),
            hits: apart(hits.iter().filter_map(inside).collect()),
            cut_before: start > 0,
            cut_behind: end < text.len(),
        }
    }

    fn hits(&self, field: Field, text: &str, most: usize) -> Vec<Hit> {
        let patterns: Vec<Pattern> = self
            .terms
            .iter()
            .filter_map(|term| Pattern::of(term, field))
            .collect();
        let (mut hits, mut begun) = (Vec::new(), Vec::<Begun>::new());
        if patterns.is_empty() {
            return hits;
        }
        let _ = text::tokens(text, |token| {
            begun.extend((0..patterns.len()).map(|pattern| Begun {
                pattern,
                seen: 0,
                start: token.start,
            }));
            begun.retain_mut(|run| {
                let pattern = &patterns[run.pattern];
                let goes_on = pattern.takes(run.seen, token);
                run.seen += 1;
                let whole = goes_on && run.seen == pattern.tokens.len();
                if whole {
                    hits.push(Hit {
                        pattern: run.pattern,
                        range: run.start..token.end,
                    });
                }
                goes_on && !whole
            });
            if hits.len() < most {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        hits
    }
}

/// A place where a term of a query stands.
struct Hit {
    pattern: usize,
    range: Range<usize>,
}

/// Orders ranges and joins those that touch.
fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match apart.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => apart.push(range),
        }
    }
    apart
}

/// The start of the hit from which on most different terms of the query stand within `cells`.
fn best_start(hits: &[Hit], text: &str, cells: usize, profile: Profile) -> Option<usize> {
    let terms = |first: &Hit| {
        let end = behind(text, first.range.start, cells, profile);
        let inside = hits
            .iter()
            .filter(|hit| (first.range.start..end).contains(&hit.range.start));
        let mut patterns: Vec<usize> = inside.map(|hit| hit.pattern).collect();
        patterns.sort_unstable();
        patterns.dedup();
        patterns.len()
    };
    // Of several that are alike the first is taken.
    let best = hits.iter().rev().max_by_key(|hit| terms(hit));
    best.map(|hit| hit.range.start)
}

/// The boundary at most `cells` before byte `at`, not beyond the beginning of its sentence.
fn before(text: &str, at: usize, cells: usize, profile: Profile) -> usize {
    let reach = text::snap_up(text, at.saturating_sub(cells * 4));
    let clusters: Vec<&str> = text::clusters(&text[reach..at]).collect();
    let (mut start, mut room) = (at, cells);
    for cluster in clusters.into_iter().rev() {
        let width = text::cluster_width(cluster, profile);
        if width > room || matches!(cluster, "\n" | "。" | "！" | "？" | "；") {
            break;
        }
        room -= width;
        start -= cluster.len();
    }
    start
}

/// The boundary at most `cells` behind byte `at`.
fn behind(text: &str, at: usize, cells: usize, profile: Profile) -> usize {
    let (mut end, mut room) = (at, cells);
    for cluster in text::clusters(&text[at..]) {
        // A line end is shown as a blank.
        let width = match cluster {
            "\n" => 1,
            cluster => text::cluster_width(cluster, profile),
        };
        if width > room {
            break;
        }
        room -= width;
        end += cluster.len();
    }
    end
}
