//! kitty's graphics protocol: a picture is sent once, and shown by its number.
//!
//! Every command asks for no answer (`q=2`).

use std::io::Write as _;

use super::diacritics::DIACRITICS;
use crate::picture::{Piece, Plate};
use crate::shell::base64::base64;

/// The longest piece of data in one command, in bytes of Base64.
const LONGEST: usize = 4096;

/// Sends a PNG, to be shown later. With a plate it is to be shown by [`placeholder`]s.
pub(super) fn send(id: u32, png: &[u8], plate: Option<Plate>, out: &mut Vec<u8>) {
    let mut data = Vec::new();
    base64(png, &mut data);
    let mut pieces = data.chunks(LONGEST).peekable();
    let mut first = true;
    while let Some(piece) = pieces.next() {
        let more = u8::from(pieces.peek().is_some());
        command(out, plate.is_some(), |out| {
            let _ = match plate {
                _ if !first => write!(out, "m={more}"),
                None => write!(out, "a=t,f=100,i={id},m={more}"),
                Some(Plate { columns, rows }) => {
                    write!(out, "a=T,U=1,f=100,i={id},c={columns},r={rows},m={more}")
                }
            };
            out.extend_from_slice(b",q=2;");
            out.extend_from_slice(piece);
        });
        first = false;
    }
}

/// Shows a piece of a picture on so many cells from the cursor on, which stays.
///
/// The `nth` piece is not shown any more where it was before. (kitty counts from 1: 0 is any.)
pub(super) fn show(id: u32, nth: usize, piece: Piece, cells: Plate, out: &mut Vec<u8>) {
    let Piece { x, y, size } = piece;
    let (Plate { columns, rows }, place) = (cells, nth + 1);
    command(out, false, |out| {
        let _ = write!(
            out,
            "a=p,i={id},p={place},x={x},y={y},w={},h={},c={columns},r={rows},C=1,q=2",
            size.width, size.height
        );
    });
}

/// Takes away the `nth` piece of a picture.
pub(super) fn hide(id: u32, nth: usize, out: &mut Vec<u8>) {
    let place = nth + 1;
    command(out, false, |out| {
        let _ = write!(out, "a=d,d=i,i={id},p={place},q=2");
    });
}

/// Takes away a picture, and all that is shown of it.
pub(super) fn forget(id: u32, in_tmux: bool, out: &mut Vec<u8>) {
    command(out, in_tmux, |out| {
        let _ = write!(out, "a=d,d=I,i={id},q=2");
    });
}

/// The character, with its marks, that stands for a cell of a picture; none beyond what can be counted.
///
/// The colour of the text says which picture it is, but for the highest byte of its number.
pub(super) fn placeholder(id: u32, column: u16, row: u16) -> Option<String> {
    let mark = |n: u16| DIACRITICS.get(usize::from(n)).copied();
    let marks = [
        mark(row)?,
        mark(column)?,
        mark(u16::from(id.to_be_bytes()[0]))?,
    ];
    Some(['\u{10eeee}'].into_iter().chain(marks).collect())
}

/// Writes one command; tmux is asked to pass it on as it is, for which escapes are doubled.
fn command(out: &mut Vec<u8>, in_tmux: bool, write: impl FnOnce(&mut Vec<u8>)) {
    let (before, behind): (&[u8], &[u8]) = if in_tmux {
        (b"\x1bPtmux;\x1b\x1b_G", b"\x1b\x1b\\\x1b\\")
    } else {
        (b"\x1b_G", b"\x1b\\")
    };
    out.extend_from_slice(before);
    write(out);
    out.extend_from_slice(behind);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Pixels;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn a_picture_is_sent_in_pieces_that_are_not_too_long() {
        let sent = written(|out| send(7, b"abc", None, out));
        assert_eq!(sent, "\x1b_Ga=t,f=100,i=7,m=0,q=2;YWJj\x1b\\");
        let sent = written(|out| send(7, &[0; 7000], None, out));
        let commands: Vec<&str> = sent.split_terminator("\x1b\\").collect();
        assert_eq!(commands.len(), 3);
        assert!(commands[0].starts_with("\x1b_Ga=t,f=100,i=7,m=1,q=2;AAAA"));
        assert!(commands[1].starts_with("\x1b_Gm=1,q=2;AAAA"));
        assert!(commands[2].starts_with("\x1b_Gm=0,q=2;AAAA"));
        let data = |command: &str| command.split(';').nth(1).map_or(0, str::len);
        assert_eq!([0, 1, 2].map(|at| data(commands[at])), [4096, 4096, 1144]);
    }

    #[test]
    fn tmux_passes_every_piece_on() {
        let plate = Some(Plate {
            columns: 3,
            rows: 2,
        });
        let sent = written(|out| send(7, b"abc", plate, out));
        assert_eq!(
            sent,
            "\x1bPtmux;\x1b\x1b_Ga=T,U=1,f=100,i=7,c=3,r=2,m=0,q=2;YWJj\x1b\x1b\\\x1b\\"
        );
        let sent = written(|out| send(7, &[0; 7000], plate, out));
        assert_eq!(sent.matches("\x1bPtmux;\x1b\x1b_G").count(), 3);
        assert_eq!(sent.matches("\x1b\x1b\\\x1b\\").count(), 3);
        let gone = written(|out| forget(7, true, out));
        assert_eq!(gone, "\x1bPtmux;\x1b\x1b_Ga=d,d=I,i=7,q=2\x1b\x1b\\\x1b\\");
    }

    #[test]
    fn a_piece_is_shown_and_taken_away_by_its_number() {
        let piece = Piece {
            x: 8,
            y: 16,
            size: Pixels {
                width: 24,
                height: 32,
            },
        };
        let cells = Plate {
            columns: 3,
            rows: 2,
        };
        assert_eq!(
            written(|out| show(7, 0, piece, cells, out)),
            "\x1b_Ga=p,i=7,p=1,x=8,y=16,w=24,h=32,c=3,r=2,C=1,q=2\x1b\\"
        );
        assert_eq!(
            written(|out| hide(7, 1, out)),
            "\x1b_Ga=d,d=i,i=7,p=2,q=2\x1b\\"
        );
        assert_eq!(
            written(|out| forget(7, false, out)),
            "\x1b_Ga=d,d=I,i=7,q=2\x1b\\"
        );
    }

    #[test]
    fn a_character_says_which_cell_it_stands_for() {
        // The table begins with U+0305, U+030D, U+030E, U+0310.
        let id = u32::from_be_bytes([2, 0, 0, 16]);
        let placeholder = |column, row| placeholder(id, column, row);
        assert_eq!(
            placeholder(0, 0).as_deref(),
            Some("\u{10eeee}\u{305}\u{305}\u{30e}")
        );
        assert_eq!(
            placeholder(3, 1).as_deref(),
            Some("\u{10eeee}\u{30d}\u{310}\u{30e}")
        );
        assert_eq!(placeholder(256, 0), None);
        assert_eq!(placeholder(0, 256), None);
    }
}
