//! Moves the terminal's cursor by the fewest bytes.

use std::io::Write as _;

/// Where the terminal's cursor is, as far as it is known; counted from (0, 0).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) column: Option<u16>,
    pub(super) row: Option<u16>,
}

impl Cursor {
    /// Whether the cursor is known to be at (x, y).
    pub(super) fn is_at(self, x: u16, y: u16) -> bool {
        self.column == Some(x) && self.row == Some(y)
    }

    /// Moves to (x, y).
    ///
    /// `\n` is used to go down, so the line discipline must be raw and (x, y)
    /// on the screen: nothing scrolls then.
    pub(super) fn go(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        let start = out.len();
        let within = self.row.map(|row| {
            down_or_up(row, y, out);
            along(self.column, x, out);
            out.len() - start
        });
        let address = out.len();
        match (x, y) {
            (0, 0) => out.extend_from_slice(b"\x1b[H"),
            (0, y) => sequence(y + 1, b'H', out),
            (x, y) => {
                let _ = write!(out, "\x1b[{};{}H", y + 1, x + 1);
            }
        }
        // The two ways stand behind each other; the longer one goes.
        match within {
            Some(length) if length <= out.len() - address => out.truncate(address),
            _ => drop(out.drain(start..address)),
        }
        (self.column, self.row) = (Some(x), Some(y));
    }
}

/// Changes the row, leaving the column.
fn down_or_up(from: u16, to: u16, out: &mut Vec<u8>) {
    match (to.saturating_sub(from), from.saturating_sub(to)) {
        (0, 0) => {}
        (down @ 1..=4, _) => out.resize(out.len() + usize::from(down), b'\n'),
        (0, 1) => out.extend_from_slice(b"\x1b[A"),
        _ => sequence(to + 1, b'd', out),
    }
}

/// Changes the column, leaving the row.
fn along(from: Option<u16>, to: u16, out: &mut Vec<u8>) {
    let (right, left) = match from {
        Some(from) => (to.saturating_sub(from), from.saturating_sub(to)),
        None => (u16::MAX, u16::MAX),
    };
    match (right, left) {
        (0, 0) => {}
        _ if to == 0 => out.push(b'\r'),
        (_, 1..=3) => out.resize(out.len() + usize::from(left), 8),
        (1, _) => out.extend_from_slice(b"\x1b[C"),
        // Never longer than the column, and shorter near the left edge of a far one.
        (2.., 0) if right < to + 1 && from.is_some() => sequence(right, b'C', out),
        _ => sequence(to + 1, b'G', out),
    }
}

/// A control sequence with one number.
fn sequence(number: u16, last: u8, out: &mut Vec<u8>) {
    let _ = write!(out, "\x1b[{number}{}", char::from(last));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::emulator;
    use super::*;

    #[track_caller]
    fn check(from: (Option<u16>, Option<u16>), to: (u16, u16), wanted: &str) {
        let mut cursor = Cursor {
            column: from.0,
            row: from.1,
        };
        let mut out = Vec::new();
        cursor.go(to.0, to.1, &mut out);
        assert_eq!(String::from_utf8_lossy(&out), wanted, "{from:?} to {to:?}");
        assert!(cursor.is_at(to.0, to.1));
    }

    #[test]
    fn the_shortest_way_is_taken() {
        let at = |x, y| (Some(x), Some(y));
        check(at(5, 5), (5, 5), "");
        check(at(5, 5), (0, 6), "\n\r");
        check(at(5, 5), (5, 7), "\n\n");
        check(at(5, 5), (6, 5), "\x1b[C");
        check(at(5, 5), (4, 5), "\x08");
        check(at(5, 5), (50, 5), "\x1b[45C");
        check(at(50, 5), (5, 5), "\x1b[6G");
        check(at(120, 5), (125, 5), "\x1b[5C");
        check(at(5, 5), (5, 4), "\x1b[A");
        check(at(5, 5), (0, 0), "\x1b[H");
        check(at(5, 5), (60, 30), "\x1b[31;61H");
        check(at(5, 5), (5, 30), "\x1b[31d");
        check((None, Some(5)), (7, 5), "\x1b[8G");
        check((None, Some(5)), (0, 6), "\n\r");
        check((None, None), (7, 5), "\x1b[6;8H");
        check((None, None), (0, 5), "\x1b[6H");
    }

    proptest! {
        #[test]
        fn every_way_leads_there(ways in prop::collection::vec((0..200u16, 0..60u16), 1..20)) {
            let mut screen = emulator(60, 200);
            let mut cursor = Cursor::default();
            for (x, y) in ways {
                let mut out = Vec::new();
                cursor.go(x, y, &mut out);
                let address = format!("\x1b[{};{}H", y + 1, x + 1);
                prop_assert!(out.len() <= address.len());
                screen.process(&out);
                prop_assert_eq!(screen.screen().cursor_position(), (y, x));
            }
        }
    }
}
