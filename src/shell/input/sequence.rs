//! What a control sequence says (ECMA-48, xterm's ctlseqs, kitty's keyboard protocol).

use super::keys::{self, Held};
use super::{Input, Program, Reply};
use crate::app::{Key, KeyCode, Mouse, MouseKind};

/// A control sequence without its introducer, taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sequence<'a> {
    /// `<`, `=`, `>` or `?` before the parameters, or 0.
    marker: u8,
    /// Numbers, parted by `;`; the parts of one by `:`.
    parameters: &'a [u8],
    /// What stands between the parameters and the last byte.
    intermediates: &'a [u8],
    last: u8,
}

impl<'a> Sequence<'a> {
    pub(super) fn of(held: &'a [u8], last: u8) -> Sequence<'a> {
        let marked = held
            .first()
            .is_some_and(|byte| (b'<'..=b'?').contains(byte));
        let (mark, rest) = held.split_at(usize::from(marked));
        let end = rest.iter().position(|byte| (b' '..=b'/').contains(byte));
        let (parameters, intermediates) = rest.split_at(end.unwrap_or(rest.len()));
        Sequence {
            marker: mark.first().copied().unwrap_or(0),
            parameters,
            intermediates,
            last,
        }
    }

    /// A parameter's part, both counted from 0; 0 when it is not there.
    fn part(&self, parameter: usize, part: usize) -> u32 {
        let parameter = self.parameters.split(|byte| *byte == b';').nth(parameter);
        let part = parameter.and_then(|parameter| parameter.split(|byte| *byte == b':').nth(part));
        part.unwrap_or_default()
            .iter()
            .fold(0, |number: u32, byte| {
                let digit = u32::from(byte.saturating_sub(b'0'));
                number.saturating_mul(10).saturating_add(digit)
            })
    }

    fn number(&self, parameter: usize) -> u16 {
        u16::try_from(self.part(parameter, 0)).unwrap_or(u16::MAX)
    }

    /// What the sequence says, if it is one that we know.
    pub(super) fn input(&self) -> Option<Input> {
        let focus = |is| Some(Input::Focus(is));
        match (self.marker, self.intermediates, self.last) {
            (b'<', b"", b'M') => self.mouse().map(Input::Mouse),
            (b'?', b"", b'c') => Some(Input::Reply(Reply::Attributes {
                sixel: self.has_attribute(4),
            })),
            (b'?', b"", b'S') if (self.number(0), self.number(1)) == (1, 0) => {
                Some(Input::Reply(Reply::Registers(self.number(2))))
            }
            (0, b"", b't') if self.number(0) == 6 => Some(Input::Reply(Reply::Cell {
                width: self.number(2),
                height: self.number(1),
            })),
            (b'?', b"$", b'y') => Some(Input::Reply(Reply::Mode {
                mode: self.number(0),
                setting: self.number(1),
            })),
            (0, b"", b'R') if self.number(0) > 1 || self.number(1) > 16 => {
                Some(Input::Reply(Reply::Cursor {
                    column: self.number(1).saturating_sub(1),
                    row: self.number(0).saturating_sub(1),
                }))
            }
            (0, b"", b'I') => focus(true),
            (0, b"", b'O') => focus(false),
            (0, b"", _) => self.key().map(Input::Key),
            _ => None,
        }
    }

    /// Whether a terminal says that it has this; what stands first says only of which class it is.
    fn has_attribute(&self, attribute: u16) -> bool {
        let count = self.parameters.split(|byte| *byte == b';').count();
        (1..count).any(|parameter| self.number(parameter) == attribute)
    }

    fn key(&self) -> Option<Key> {
        const RELEASED: u32 = 3;
        if self.part(1, 1) == RELEASED {
            return None;
        }
        let held = Held::of(self.number(1))?;
        match self.last {
            b'u' => keys::of_code(self.part(0, 0), self.part(0, 1), held),
            b'~' if self.number(0) == 27 => keys::of_code(self.part(2, 0), 0, held),
            b'~' => Some(held.with(numbered(self.number(0))?)),
            b'^' => Some(Held::CTRL.with(numbered(self.number(0))?)),
            b'a'..=b'd' => Some(Held::SHIFT.with(lettered(self.last.to_ascii_uppercase())?)),
            b'A'..=b'E' if self.parameters == b"[" => {
                Some(keys::plain(KeyCode::F(self.last - b'A' + 1)))
            }
            last => Some(held.with(lettered(last)?)),
        }
    }

    /// The key behind `ESC O`.
    pub(super) fn keypad(&self) -> Option<Key> {
        let held = Held::of(self.number(0).max(self.number(1)))?;
        Some(held.with(match self.last {
            b'M' => KeyCode::Enter,
            // The keypad in its application mode: the codes are 64 above the characters.
            b'j'..=b'y' => KeyCode::Char(char::from(self.last - 64)),
            last => lettered(last)?,
        }))
    }

    fn mouse(&self) -> Option<Mouse> {
        mouse(self.number(0), self.number(1), self.number(2))
    }
}

/// What a text says that came behind `ESC` and this byte, if it answers a question of ours.
pub(super) fn told(introducer: u8, text: &[u8]) -> Option<Reply> {
    const NAMES: [(&[u8], Program); 5] = [
        (b"kitty", Program::Kitty),
        (b"ghostty", Program::Kitty),
        (b"iTerm2", Program::ITerm2),
        (b"WezTerm", Program::ITerm2),
        (b"tmux", Program::Tmux),
    ];
    let name = text.strip_prefix(b">|").filter(|_| introducer == b'P')?;
    let known = NAMES.iter().find(|(known, _)| name.starts_with(known));
    Some(Reply::Program(
        known.map_or(Program::Other, |(_, program)| *program),
    ))
}

/// What a mouse did; column and row are counted from 1.
///
/// Of the button's bits, 4, 8 and 16 are keys held with it, and 32 is movement.
pub(super) fn mouse(button: u16, column: u16, row: u16) -> Option<Mouse> {
    let kind = match button & !(4 | 8 | 16) {
        0 => MouseKind::Press,
        64 => MouseKind::ScrollUp,
        65 => MouseKind::ScrollDown,
        _ => return None,
    };
    Some(Mouse {
        kind,
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
    })
}

/// The key whose sequence ends with this letter.
fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'Z' => KeyCode::BackTab,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// The key whose sequence has this number before its `~`.
fn numbered(number: u16) -> Option<KeyCode> {
    let f = |n: u16| u8::try_from(n).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        // DEC left gaps between its groups of function keys.
        11..=15 => f(number - 10),
        17..=21 => f(number - 11),
        23..=26 => f(number - 12),
        28..=29 => f(number - 13),
        31..=34 => f(number - 14),
        _ => None,
    }
}
