//! Which key a byte or a code point stands for.

use crate::app::{Key, KeyCode};

/// A key without anything held.
pub(super) fn plain(code: KeyCode) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
        shift: false,
    }
}

/// The key that types `c`.
pub(super) fn character(c: char) -> Key {
    plain(KeyCode::Char(c))
}

/// The key that an ASCII byte stands for.
///
/// Enter sends CR; LF comes from Ctrl+J and from pastes without brackets, and is
/// taken for Enter too. Backspace sends DEL or BS, as terminals have it.
pub(super) fn of_byte(byte: u8) -> Key {
    let ctrl = |c: u8| Key {
        ctrl: true,
        ..character(c.into())
    };
    match byte {
        b'\r' | b'\n' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        0x08 | 0x7f => plain(KeyCode::Backspace),
        0 => ctrl(b' '),
        1..=26 => ctrl(byte - 1 + b'a'),
        27 => plain(KeyCode::Escape),
        28..=31 => ctrl(byte - 28 + b'\\'),
        byte => character(byte.into()),
    }
}

/// What is held with a key.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

impl Held {
    /// Only Shift.
    pub(super) const SHIFT: Held = Held {
        shift: true,
        alt: false,
        ctrl: false,
    };
    /// Only Control.
    pub(super) const CTRL: Held = Held {
        shift: false,
        alt: false,
        ctrl: true,
    };

    /// What the parameter of a sequence says: one more than the sum of shift 1, alt 2,
    /// ctrl 4, super 8, hyper 16 and meta 32; locks do not count (xterm, kitty).
    ///
    /// A key held with super or hyper is for the window manager, not for us.
    pub(super) fn of(parameter: u16) -> Option<Held> {
        let bits = parameter.saturating_sub(1);
        (bits & (8 | 16) == 0).then_some(Held {
            shift: bits & 1 != 0,
            alt: bits & (2 | 32) != 0,
            ctrl: bits & 4 != 0,
        })
    }

    /// The key with this held.
    pub(super) fn with(self, code: KeyCode) -> Key {
        Key {
            code,
            ctrl: self.ctrl,
            alt: self.alt,
            shift: self.shift,
        }
    }
}

/// The key with this code point, as CSI u and xterm's modifyOtherKeys tell it.
///
/// `shifted` is the code point that Shift makes of it, 0 when that was not told.
pub(super) fn of_code(code: u32, shifted: u32, held: Held) -> Option<Key> {
    let named = match code {
        9 | 57346 if held.shift => KeyCode::BackTab,
        9 | 57346 => KeyCode::Tab,
        13 | 57345 | 57414 => KeyCode::Enter,
        27 | 57344 => KeyCode::Escape,
        8 | 127 | 57347 => KeyCode::Backspace,
        57399..=57408 => digit(code - 57399),
        57409..=57413 => KeyCode::Char(char::from(b"./*-+"[(code - 57409) as usize])),
        57417 => KeyCode::Left,
        57418 => KeyCode::Right,
        57419 => KeyCode::Up,
        57420 => KeyCode::Down,
        57421 => KeyCode::PageUp,
        57422 => KeyCode::PageDown,
        57423 => KeyCode::Home,
        57424 => KeyCode::End,
        57425 => KeyCode::Insert,
        57426 => KeyCode::Delete,
        _ => return of_character(code, shifted, held),
    };
    let shift = held.shift && !matches!(named, KeyCode::BackTab | KeyCode::Char(_));
    Some(Held { shift, ..held }.with(named))
}

fn digit(n: u32) -> KeyCode {
    KeyCode::Char(char::from_digit(n, 10).unwrap_or('0'))
}

fn of_character(code: u32, shifted: u32, held: Held) -> Option<Key> {
    let is_typed = |c: &char| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(c);
    let c = char::from_u32(code).filter(is_typed)?;
    let c = if held.shift {
        let mut upper = c.to_uppercase();
        let upper = upper.next().filter(|_| upper.len() == 0);
        let shifted = char::from_u32(shifted)
            .filter(|_| shifted > 0)
            .filter(is_typed);
        shifted.or(upper).unwrap_or(c)
    } else {
        c
    };
    let held = Held {
        shift: false,
        ..held
    };
    Some(held.with(KeyCode::Char(c)))
}
