//! Gaps in lines: between scripts (autospace), and to reach the full measure (justify).
//!
//! A gap is one blank cell that is drawn and nothing more: it is in no text
//! that is copied, searched or counted.

use std::ops::Range;

use super::fill::Line;
use crate::text::Piece;

/// Before which pieces one cell stands: between Han or kana and letters or digits that touch.
///
/// Not within `closed` byte ranges, which are computer text. (CLREQ 3.2.1 asks
/// for up to a quarter of a character; a cell is half of one.)
pub(crate) fn gaps(pieces: &[Piece], closed: &[Range<usize>]) -> Vec<bool> {
    let is_closed = |at: usize| {
        let behind = closed.partition_point(|range| range.start < at);
        behind > 0 && at < closed[behind - 1].end
    };
    let mut gaps = vec![false; pieces.len()];
    for (at, pair) in pieces.windows(2).enumerate() {
        let (before, piece) = (pair[0], pair[1]);
        let meet = before.is_ideographic() && piece.is_alphabetic()
            || before.is_alphabetic() && piece.is_ideographic();
        gaps[at + 1] = meet && !is_closed(piece.start());
    }
    gaps
}

/// The bytes of the paragraph before which a cell is to be drawn on `line`, in order.
///
/// `column` is the length the line should reach when `justify` asks for it.
pub(crate) fn drawn_gaps(
    text: &str,
    pieces: &[Piece],
    gaps: &[bool],
    line: &Line,
    column: Option<usize>,
) -> Vec<usize> {
    let first = pieces.partition_point(|piece| piece.start() < line.bytes.start);
    let end = pieces.partition_point(|piece| piece.start() < line.bytes.end);
    let inner = first + 1..end.max(first + 1);
    let mut drawn: Vec<usize> = inner
        .clone()
        .filter(|&at| gaps.get(at) == Some(&true))
        .map(|at| pieces[at].start())
        .collect();
    drawn.truncate(drawn.len() - line.squeezed.min(drawn.len()));
    if let Some(column) = column.filter(|_| !line.last && line.squeezed == 0) {
        let missing = column.saturating_sub(line.cells);
        if missing <= (column / 10).max(2) {
            drawn.extend(stretch(text, pieces, inner, &drawn, missing));
            drawn.sort_unstable();
        }
    }
    drawn
}

/// Up to `missing` places for one more cell each: first between words, then
/// between scripts, then behind stops and closing marks (CLREQ 3.1.9).
///
/// Places of one kind are taken evenly over the line. Han are never pulled
/// apart: that would break the grid they stand on.
fn stretch(
    text: &str,
    pieces: &[Piece],
    inner: Range<usize>,
    taken: &[usize],
    missing: usize,
) -> Vec<usize> {
    let kinds: [&dyn Fn(usize) -> bool; 3] = [
        &|at| pieces[at - 1].is_blank() && !pieces[at].is_blank(),
        &|at| {
            let (before, piece) = (pieces[at - 1], pieces[at]);
            let meet = before.is_ideographic() && piece.is_alphabetic()
                || before.is_alphabetic() && piece.is_ideographic();
            meet && !taken.contains(&piece.start())
        },
        &|at| pieces[at].may_begin_line() && is_behind_stop(text, pieces, at),
    ];
    let mut places = Vec::new();
    for kind in kinds {
        let fitting: Vec<usize> = inner
            .clone()
            .filter(|&at| kind(at))
            .map(|at| pieces[at].start())
            .collect();
        let wanted = missing - places.len();
        let count = wanted.min(fitting.len());
        places.extend((0..count).map(|n| fitting[n * fitting.len() / count]));
    }
    places
}

fn is_behind_stop(text: &str, pieces: &[Piece], at: usize) -> bool {
    let mark = text[pieces[at - 1].start()..].chars().next();
    mark.is_some_and(|c| "，。、；：！？）】》」』〉〕”’".contains(c))
}
