//! Fills lines: the pieces of one paragraph in, lines no wider than the measure out.
//!
//! First fit: a line takes units (what stands between two places where it may
//! part) as long as they fit. A unit wider than a whole line parts between
//! clusters, at the signs of an address or between the pairs of a long dash
//! first. Blanks at the end of a line cost nothing and are not in it.
//!
//! It knows nothing of blocks, colours or the screen, and it cannot fail.

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::text::Piece;

/// How long lines may be, and what may be done to make them fit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// Cells of the first line.
    pub(crate) first: usize,
    /// Cells of every other line.
    pub(crate) rest: usize,
    /// Cells to the right of the column in which one stop may hang.
    pub(crate) hang: usize,
}

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The bytes that stand on it, without the blanks at its end.
    pub(crate) bytes: Range<usize>,
    /// Its cells, with those put in by autospace and the hyphen of a soft hyphen.
    pub(crate) cells: usize,
    /// Cells of autospace that were taken out again to make room for a stop.
    pub(crate) squeezed: usize,
    /// A soft hyphen ends it.
    pub(crate) hyphen: bool,
    /// The paragraph, or a line that the author ended, ends with it.
    pub(crate) last: bool,
}

/// Fills lines with `pieces`, the pieces of `text`.
///
/// `gaps` says before which pieces one cell stands unless they begin a line
/// (autospace); it may be shorter than `pieces`. A paragraph without text is
/// one empty line.
pub(crate) fn fill(text: &str, pieces: &[Piece], gaps: &[bool], limits: Limits) -> Vec<Line> {
    let filling = Filling {
        text,
        pieces,
        gaps,
        limits,
    };
    let mut lines = Vec::new();
    let mut next = Some(0);
    while let Some(start) = next {
        let width = if lines.is_empty() {
            limits.first
        } else {
            limits.rest
        };
        let (line, behind) = filling.line(start, width);
        lines.push(line);
        next = behind;
    }
    lines
}

struct Filling<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    gaps: &'a [bool],
    limits: Limits,
}

/// A line in the making.
#[derive(Clone, Copy, Default)]
struct Open {
    /// Behind the last piece that is no blank.
    end: usize,
    /// Cells up to there.
    cells: usize,
    /// Cells put in by autospace up to there.
    gaps: usize,
}

impl Filling<'_> {
    /// The line that begins with piece `start`, and the piece that begins the next, if there is one.
    fn line(&self, start: usize, width: usize) -> (Line, Option<usize>) {
        let mut open = Open {
            end: start,
            ..Open::default()
        };
        let (mut at, mut cells, mut fits) = (start, 0, None);
        while let Some(piece) = self.pieces.get(at) {
            let run = self.han_from(at, width.saturating_sub(cells) / 2);
            if run > 0 {
                let last = Open {
                    end: at + run - 1,
                    cells: cells + 2 * (run - 1),
                    ..open
                };
                fits = Some((last.end, last));
                at += run;
                cells += 2 * run;
                open = Open {
                    end: at,
                    cells,
                    ..open
                };
                continue;
            }
            if piece.ends_line() {
                return (self.close(start, open), Some(at + 1));
            }
            if piece.may_begin_line() && self.is_worth_ending(start, open, cells, width) {
                fits = Some((at, open));
            }
            let gap = self.gap_before(at, start);
            cells += piece.cells() + gap;
            at += 1;
            if piece.is_blank() {
                continue;
            }
            let longer = Open {
                end: at,
                cells,
                gaps: open.gaps + gap,
            };
            if cells > width {
                return self.part(start, width, fits, open, longer);
            }
            open = longer;
        }
        (self.close(start, open), None)
    }

    /// How many plain Han behind others stand from `at` on, but at most `most`:
    /// a line may part before each of them, and each takes two cells.
    fn han_from(&self, at: usize, most: usize) -> usize {
        self.pieces[at..]
            .iter()
            .take(most)
            .take_while(|piece| piece.is_next_han())
            .count()
    }

    /// Whether a line may end as `open`, `cells` wide with its blanks, without looking empty.
    fn is_worth_ending(&self, start: usize, open: Open, cells: usize, width: usize) -> bool {
        let has_text = open.end > start;
        if has_text {
            open.cells + self.hyphen(open) <= width
        } else {
            cells > width / 2
        }
    }

    /// Ends a line on which all of `open` fits, but not the last piece of `over`.
    fn part(
        &self,
        start: usize,
        width: usize,
        fits: Option<(usize, Open)>,
        open: Open,
        over: Open,
    ) -> (Line, Option<usize>) {
        if self.ends_unit(over) {
            let excess = over.cells - width;
            if excess <= over.gaps {
                let line = self.close(
                    start,
                    Open {
                        cells: width,
                        ..over
                    },
                );
                return self.before_next(
                    Line {
                        squeezed: excess,
                        ..line
                    },
                    over.end,
                );
            }
            if excess <= self.limits.hang && self.may_hang(over.end - 1, start) {
                return self.before_next(self.close(start, over), over.end);
            }
        }
        match fits {
            Some((next, fitting)) if !self.is_better_cut(next, fitting, width) => {
                let hyphen = self.hyphen(fitting);
                let line = self.close(
                    start,
                    Open {
                        cells: fitting.cells + hyphen,
                        ..fitting
                    },
                );
                (
                    Line {
                        hyphen: hyphen > 0,
                        last: false,
                        ..line
                    },
                    Some(next),
                )
            }
            _ => {
                let end = self.cut(start, open.end, width);
                let cells = (start..end)
                    .map(|at| self.pieces[at].cells() + self.gap_before(at, start))
                    .sum::<usize>();
                let line = self.close(
                    start,
                    Open {
                        end,
                        cells: cells.min(width),
                        gaps: 0,
                    },
                );
                self.before_next(line, end)
            }
        }
    }

    /// The line, and where the next one begins behind the blanks that follow it.
    fn before_next(&self, line: Line, end: usize) -> (Line, Option<usize>) {
        let behind = self.pieces[end..]
            .iter()
            .position(|piece| !piece.is_blank())
            .map(|blanks| end + blanks);
        match behind {
            Some(next) if self.pieces[next].ends_line() => (line, Some(next + 1)),
            Some(next) => (
                Line {
                    last: false,
                    ..line
                },
                Some(next),
            ),
            None => (line, None),
        }
    }

    fn close(&self, start: usize, open: Open) -> Line {
        Line {
            bytes: self.byte(start)..self.byte(open.end),
            cells: open.cells,
            squeezed: 0,
            hyphen: false,
            last: true,
        }
    }

    /// Whether the last piece of `open` may not begin a line and is not joined to what follows.
    fn ends_unit(&self, open: Open) -> bool {
        let parts = |next: &Piece| next.may_begin_line() || next.is_blank() || next.ends_line();
        !self.pieces[open.end - 1].may_begin_line() && self.pieces.get(open.end).is_none_or(parts)
    }

    fn byte(&self, piece: usize) -> usize {
        self.pieces
            .get(piece)
            .map_or(self.text.len(), |piece| piece.start())
    }

    /// The cell of the hyphen that a line ending as `open` does must draw.
    fn hyphen(&self, open: Open) -> usize {
        usize::from(open.end > 0 && self.pieces[open.end - 1].is_soft_hyphen())
    }

    /// The cell that autospace puts before piece `at` of a line that begins at `start`.
    fn gap_before(&self, at: usize, start: usize) -> usize {
        usize::from(at != start && self.gaps.get(at) == Some(&true))
    }

    /// Whether the mark `at` may stand right of the column: one 、，。；：！？ behind no other mark.
    fn may_hang(&self, at: usize, start: usize) -> bool {
        let mark = self.text[self.byte(at)..self.byte(at + 1)].chars().next();
        let hangs = matches!(
            mark,
            Some(
                '、' | '，' | '。' | '；' | '：' | '！' | '？' | ',' | '.' | ';' | ':' | '!' | '?'
            )
        );
        hangs && at > start && self.pieces[at - 1].may_begin_line()
    }

    /// Whether the unit from `next` on is better cut here than moved to a line that cannot hold it either.
    fn is_better_cut(&self, next: usize, fitting: Open, width: usize) -> bool {
        let room = width - fitting.cells;
        if room * 4 < width {
            return false;
        }
        let mut cells = 0;
        for (at, piece) in self.pieces.iter().enumerate().skip(next) {
            if at > next && piece.may_begin_line() || piece.ends_line() {
                return false;
            }
            cells += piece.cells();
            if cells > self.limits.rest && !piece.is_blank() {
                return true;
            }
        }
        false
    }

    /// Where to part a line of which the pieces before `end` fit, when no rule lets it part.
    ///
    /// Behind a sign of an address, between pairs of dashes or dots, or else
    /// between any two clusters. At least one cluster stays on the line, even
    /// where it is too wide, so that every line moves on.
    fn cut(&self, start: usize, end: usize, width: usize) -> usize {
        let parts = |at: &usize| {
            self.pieces
                .get(*at)
                .is_none_or(|piece| piece.begins_cluster())
        };
        let Some(last) = (start + 1..=end).rev().find(parts) else {
            return (start + 1..self.pieces.len())
                .find(parts)
                .unwrap_or(self.pieces.len());
        };
        let latter_half = || (start + 1..=last).rev().take(width / 2 + 1).filter(parts);
        let signs = latter_half().find(|&at| self.is_behind_sign(at));
        signs
            .or_else(|| latter_half().find(|&at| self.is_between_pairs(at)))
            .unwrap_or(last)
    }

    fn scalar(&self, at: usize) -> Option<char> {
        self.text[self.byte(at)..].chars().next()
    }

    fn is_behind_sign(&self, at: usize) -> bool {
        matches!(
            self.scalar(at - 1),
            Some('/' | '?' | '&' | '=' | '.' | '-' | '_')
        ) && self
            .pieces
            .get(at)
            .is_some_and(|piece| piece.is_alphabetic())
    }

    /// Whether an even number of the same dashes or dots stands before `at`, and more behind.
    fn is_between_pairs(&self, at: usize) -> bool {
        let sign = self.scalar(at);
        if !matches!(sign, Some('—' | '―' | '…' | '⋯')) {
            return false;
        }
        let before = (0..at)
            .rev()
            .take_while(|&before| self.scalar(before) == sign)
            .take(64)
            .count();
        before > 0 && before % 2 == 0
    }
}
