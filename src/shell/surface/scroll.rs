//! Finds the rows that only moved, and has the terminal move them (DECSTBM, IND, RI; VT100).
//!
//! A line key in an article that has the whole width moves every row by one.
//! To write them all again would cost thousands of bytes; to scroll costs ten.

use std::io::Write as _;

use super::frames::Frames;
use crate::view::Canvas;

/// Rows that moved together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row of the band that is scrolled.
    pub(super) top: u16,
    /// The row behind its last.
    pub(super) bottom: u16,
    /// By how many rows; up when positive.
    pub(super) up: i32,
}

/// Fewer rows than these are written rather than moved.
const FEWEST: usize = 3;

impl Scroll {
    /// The scroll that brings most of the painted frame to the screen, if one is worth it.
    pub(super) fn between(frames: &Frames) -> Option<Scroll> {
        if !frames.known || frames.are_pinned() {
            return None;
        }
        let rows = frames.painted.area().height;
        if (0..rows).filter(|y| !frames.is_shown(*y)).count() <= FEWEST {
            return None;
        }
        let prints =
            |canvas: &Canvas| -> Vec<u64> { (0..rows).map(|y| print_of(canvas, y)).collect() };
        let (before, after) = (prints(&frames.shown), prints(&frames.painted));
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        if changed <= FEWEST {
            return None;
        }
        let most = i32::from(rows) - 1;
        let ways = (-most..=most).filter(|up| *up != 0);
        let best = ways
            .filter_map(|up| longest_run(&before, &after, up))
            .max_by_key(|(_, gain)| *gain)?;
        (best.1 >= FEWEST).then_some(best.0)
    }

    /// Appends what has the terminal do it; it leaves the cursor anywhere.
    pub(super) fn write(self, rows: u16, out: &mut Vec<u8>) {
        let Scroll { top, bottom, up } = self;
        let is_whole = top == 0 && bottom == rows;
        if !is_whole {
            let _ = write!(out, "\x1b[{};{bottom}r", top + 1);
        }
        let by = usize::try_from(up.unsigned_abs()).unwrap_or_default();
        if up > 0 {
            let _ = write!(out, "\x1b[{bottom}H");
            out.resize(out.len() + by, b'\n');
        } else {
            let _ = write!(out, "\x1b[{}H", top + 1);
            out.extend(b"\x1bM".repeat(by));
        }
        if !is_whole {
            out.extend_from_slice(b"\x1b[r");
        }
    }
}

/// A number that two rows hardly share whose texts are not alike.
///
/// A wrong print costs a row that is written anew, as does one of a row whose
/// styles alone are others.
fn print_of(canvas: &Canvas, y: u16) -> u64 {
    let mut print = 0;
    for cell in canvas.row(y) {
        for chunk in cell.symbol().as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            print = mixed(print, u64::from_le_bytes(word));
        }
    }
    print
}

/// Mixes a word into a print, by the multiplier of Knuth's multiplicative hashing for 64 bits.
fn mixed(print: u64, word: u64) -> u64 {
    (print.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The longest band that is right once it is moved by `up`, and how many rows fewer are to be written then.
fn longest_run(before: &[u64], after: &[u64], up: i32) -> Option<(Scroll, usize)> {
    let rows = after.len();
    let from = |y: usize| y.checked_add_signed(isize::try_from(up).ok()?);
    let moved = |y: usize| from(y).is_some_and(|from| before.get(from) == Some(&after[y]));
    let (mut best, mut start) = (0..0, 0);
    for y in 0..=rows {
        if y < rows && moved(y) {
            continue;
        }
        if y - start > best.len() {
            best = start..y;
        }
        start = y + 1;
    }
    let (first, last) = (from(best.start)?, from(best.end)?);
    let band = best.start.min(first)..best.end.max(last);
    let wrong = |y: &usize| before[*y] != after[*y];
    let gain = band.clone().filter(wrong).count();
    let still = band.len() - best.len();
    let scroll = Scroll {
        top: u16::try_from(band.start).ok()?,
        bottom: u16::try_from(band.end).ok()?,
        up,
    };
    Some((scroll, gain.saturating_sub(still)))
}
