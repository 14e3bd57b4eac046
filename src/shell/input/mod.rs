//! The bytes of a terminal in, keys and the like out.
//!
//! A machine of a few states that sees one byte after the other, so that they
//! may come in any pieces. What is begun and not ended is only given up in a
//! [`flush`](Decoder::flush), and nothing that looks like the answer to a
//! question ever becomes a key, whether it comes late, cut, or from a terminal
//! that we do not know. What is kept is bounded, however long a sequence is.

mod keys;
mod sequence;

use std::time::Duration;

use crate::app::{Key, KeyCode, Mouse};
use crate::text;

use sequence::Sequence;

/// What a terminal told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted; it is clean, with `\n` for line ends.
    Paste(String),
    /// The terminal's window came to the front, or left it.
    Focus(bool),
    /// The terminal answered.
    Reply(Reply),
}

/// What a terminal answers to the questions of the probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Where the cursor is, counted from (0, 0) (CPR).
    Cursor {
        /// Cells from the left edge.
        column: u16,
        /// Rows from the top edge.
        row: u16,
    },
    /// How a private mode stands (DECRPM).
    Mode {
        /// The number of the mode.
        mode: u16,
        /// 0 unknown, 1 set, 2 reset, 3 always set, 4 always reset.
        setting: u16,
    },
    /// What kind of terminal it is (DA1); we ask it last.
    Attributes {
        /// It draws sixels.
        sixel: bool,
    },
    /// Which program it is (XTVERSION).
    Program(Program),
    /// The pixels of a cell (XTWINOPS 16).
    Cell {
        /// From left to right.
        width: u16,
        /// From top to bottom.
        height: u16,
    },
    /// How many colours a picture in sixels may have (XTSMGRAPHICS).
    Registers(u16),
}

/// A program that is a terminal, or shows others in one, as far as it matters which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// kitty or Ghostty, which have all of kitty's graphics protocol.
    Kitty,
    /// iTerm2 or WezTerm, which have all of iTerm2's inline images.
    ITerm2,
    /// tmux, behind which there is another terminal.
    Tmux,
    /// Any other.
    Other,
}

/// Reads what a terminal sends.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// The bytes of what has begun, without its introducer.
    held: Vec<u8>,
    /// An escape stood before.
    alt: bool,
}

/// What has begun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Nothing,
    /// A scalar in UTF-8.
    Scalar,
    /// An escape, alone so far.
    Escape,
    /// `ESC [`
    Control,
    /// `ESC O`, as keys of the keypad begin.
    Keypad,
    /// `ESC [ M`: three bytes, as mice spoke once.
    OldMouse,
    /// `ESC ]` and its like (the byte is the one behind the escape), up to `ESC \` or BEL.
    Text(u8),
    /// An escape within that.
    TextEscape(u8),
    /// Pasted text; so many bytes of its end have been seen.
    Paste(usize),
}

/// The parameters of a sequence that are kept; no known one has more.
const LONGEST_SEQUENCE: usize = 128;
/// The bytes of a paste that are kept.
const LONGEST_PASTE: usize = 1 << 20;
const PASTE_END: &[u8] = b"\x1b[201~";

const ESC: u8 = 0x1b;

impl Decoder {
    /// Reads bytes and appends what they say.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        for &byte in bytes {
            self.read(byte, inputs);
        }
    }

    /// How long to wait for the rest of what has begun before [`flush`](Decoder::flush).
    ///
    /// A lone escape is the key soon. What can only be the beginning of a
    /// sequence is given more time: its end would else be taken for keys.
    pub fn patience(&self) -> Option<Duration> {
        let milliseconds = match self.state {
            State::Nothing => return None,
            State::Scalar | State::Escape => 40,
            State::Control | State::Keypad | State::Text(_) if self.held.is_empty() => 40,
            State::Paste(_) => 5000,
            _ => 1000,
        };
        Some(Duration::from_millis(milliseconds))
    }

    /// Gives up waiting: what has begun is a key, or nothing.
    pub fn flush(&mut self, inputs: &mut Vec<Input>) {
        let key = |c: char| Input::Key(with_alt(true, keys::character(c)));
        let begun = self.held.is_empty();
        match self.state {
            State::Escape => inputs.push(Input::Key(keys::plain(KeyCode::Escape))),
            State::Control if begun => inputs.push(key('[')),
            State::Keypad if begun => inputs.push(key('O')),
            State::Text(introducer) if begun => inputs.push(key(introducer.into())),
            State::Paste(_) => self.end_paste(inputs),
            _ => {}
        }
        self.enter(State::Nothing);
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.held.clear();
    }

    fn read(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match self.state {
            State::Nothing => self.read_plain(byte, false, inputs),
            State::Scalar => self.read_scalar(byte, inputs),
            State::Escape => self.read_behind_escape(byte, inputs),
            State::Control => self.read_control(byte, inputs),
            State::Keypad => self.read_keypad(byte, inputs),
            State::OldMouse => self.read_old_mouse(byte, inputs),
            State::Text(introducer) => self.read_text(introducer, byte, inputs),
            State::TextEscape(introducer) => match byte {
                b'\\' => self.end_text(introducer, inputs),
                _ => self.read_behind_escape(byte, inputs),
            },
            State::Paste(seen) => self.read_paste(byte, seen, inputs),
        }
    }

    fn read_plain(&mut self, byte: u8, alt: bool, inputs: &mut Vec<Input>) {
        self.enter(State::Nothing);
        match byte {
            ESC => self.enter(State::Escape),
            0x80.. => {
                self.enter(State::Scalar);
                self.alt = alt;
                self.read_scalar(byte, inputs);
            }
            byte => inputs.push(Input::Key(with_alt(alt, keys::of_byte(byte)))),
        }
    }

    fn read_scalar(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        if byte < 0x80 {
            return self.read_plain(byte, false, inputs);
        }
        self.held.push(byte);
        match std::str::from_utf8(&self.held) {
            Ok(scalar) => {
                let scalar = scalar.chars().next().filter(|c| !c.is_control());
                let key = scalar.map(|c| with_alt(self.alt, keys::character(c)));
                inputs.extend(key.map(Input::Key));
                self.enter(State::Nothing);
            }
            // The bytes so far can begin no scalar; the last one may begin another.
            Err(error) if error.error_len().is_some() => {
                let again = self.held.len() > 1;
                self.enter(State::Nothing);
                if again {
                    self.read_plain(byte, false, inputs);
                }
            }
            Err(_) => {}
        }
    }

    fn read_behind_escape(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            b'[' => self.enter(State::Control),
            b'O' => self.enter(State::Keypad),
            b']' | b'P' | b'X' | b'^' | b'_' => self.enter(State::Text(byte)),
            ESC => {
                inputs.push(Input::Key(keys::plain(KeyCode::Escape)));
                self.enter(State::Escape);
            }
            byte => self.read_plain(byte, true, inputs),
        }
    }

    fn read_control(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            // The function keys of the Linux console have a second bracket.
            b'[' if self.held.is_empty() => self.held.push(byte),
            b' '..=b'?' => {
                if self.held.len() < LONGEST_SEQUENCE {
                    self.held.push(byte);
                }
            }
            b'M' if self.held.is_empty() => self.enter(State::OldMouse),
            b'~' if self.held == b"200" => self.enter(State::Paste(0)),
            b'@'..=b'~' => {
                if self.held.len() < LONGEST_SEQUENCE {
                    inputs.extend(Sequence::of(&self.held, byte).input());
                }
                self.enter(State::Nothing);
            }
            byte => self.read_plain(byte, false, inputs),
        }
    }

    fn read_keypad(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            b'0'..=b'9' | b';' => {
                if self.held.len() < LONGEST_SEQUENCE {
                    self.held.push(byte);
                }
            }
            b'@'..=b'~' => {
                inputs.extend(Sequence::of(&self.held, byte).keypad().map(Input::Key));
                self.enter(State::Nothing);
            }
            byte => self.read_plain(byte, false, inputs),
        }
    }

    fn read_old_mouse(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.held.push(byte);
        if let [button, column, row] = self.held[..] {
            let at = |byte: u8| u16::from(byte).saturating_sub(32);
            let mouse = sequence::mouse(at(button), at(column), at(row));
            inputs.extend(mouse.map(Input::Mouse));
            self.enter(State::Nothing);
        }
    }

    fn read_text(&mut self, introducer: u8, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            ESC => self.state = State::TextEscape(introducer),
            7 => self.end_text(introducer, inputs),
            // No answer contains one; so a person whose keys are swallowed gets free.
            0..b' ' => self.read_plain(byte, false, inputs),
            _ if self.held.len() < LONGEST_SEQUENCE => self.held.push(byte),
            _ => {}
        }
    }

    fn end_text(&mut self, introducer: u8, inputs: &mut Vec<Input>) {
        inputs.extend(sequence::told(introducer, &self.held).map(Input::Reply));
        self.enter(State::Nothing);
    }

    fn read_paste(&mut self, byte: u8, seen: usize, inputs: &mut Vec<Input>) {
        if byte == PASTE_END[seen] {
            self.state = State::Paste(seen + 1);
            if seen + 1 == PASTE_END.len() {
                self.end_paste(inputs);
            }
            return;
        }
        if self.held.len() < LONGEST_PASTE {
            self.held.extend_from_slice(&PASTE_END[..seen]);
        }
        // Only its first byte is an escape, so the end can begin anew only here.
        self.state = State::Paste(usize::from(byte == ESC));
        if byte != ESC && self.held.len() < LONGEST_PASTE {
            self.held.push(byte);
        }
    }

    fn end_paste(&mut self, inputs: &mut Vec<Input>) {
        let pasted = String::from_utf8_lossy(&self.held);
        inputs.push(Input::Paste(text::clean(&pasted).into_owned()));
        self.held = Vec::new();
        self.state = State::Nothing;
    }
}

fn with_alt(alt: bool, key: Key) -> Key {
    Key { alt, ..key }
}

#[cfg(test)]
mod tests;
