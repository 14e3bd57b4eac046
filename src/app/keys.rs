//! Keys by name, as the help shows them and tests press them.

use std::fmt;

use super::input::{Key, KeyCode};

impl Key {
    /// A key without Control or Alt.
    pub const fn plain(code: KeyCode) -> Key {
        Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character held with Control.
    pub const fn ctrl(c: char) -> Key {
        Key {
            code: KeyCode::Char(c),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// The key that a person meant who has an input method switched on.
    ///
    /// Full-width forms are their narrow twins, and the marks that Chinese
    /// input methods put on the keys of ASCII marks are those marks.
    #[must_use]
    pub fn meant(self) -> Key {
        let KeyCode::Char(c) = self.code else {
            return self;
        };
        let meant = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            '、' => '/',
            '。' => '.',
            '【' | '「' => '[',
            '】' | '」' => ']',
            '《' => '<',
            '》' => '>',
            '—' => '_',
            c => c,
        };
        Key {
            code: KeyCode::Char(meant),
            ..self
        }
    }
}

/// The keys that a text such as `jj<enter><c-d>/词<esc>` presses.
///
/// What stands between `<` and `>` is the name of a key, `c-` or `a-` before it
/// holds Control or Alt, and `<lt>` is `<`; everything else is itself. A name
/// that no key has presses nothing.
pub fn keys(text: &str) -> Vec<Key> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|tail| tail.split_once('>'));
        rest = if let Some((name, tail)) = named {
            all.extend(named_key(name));
            tail
        } else {
            all.push(Key::plain(KeyCode::Char(c)));
            &rest[c.len_utf8()..]
        };
    }
    all
}

/// The names of keys that are no characters: in texts of keys, and in the help.
const NAMES: &[(&str, &str, KeyCode)] = &[
    ("enter", "Enter", KeyCode::Enter),
    ("tab", "Tab", KeyCode::Tab),
    ("s-tab", "S-Tab", KeyCode::BackTab),
    ("bs", "Backspace", KeyCode::Backspace),
    ("esc", "Esc", KeyCode::Escape),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pgup", "PgUp", KeyCode::PageUp),
    ("pgdn", "PgDn", KeyCode::PageDown),
    ("ins", "Ins", KeyCode::Insert),
    ("del", "Del", KeyCode::Delete),
    ("space", "Space", KeyCode::Char(' ')),
    ("lt", "<", KeyCode::Char('<')),
];

fn named_key(name: &str) -> Option<Key> {
    let (ctrl, alt, name) = match name.get(..2) {
        Some("c-") => (true, false, &name[2..]),
        Some("a-") => (false, true, &name[2..]),
        _ => (false, false, name),
    };
    let by_name = NAMES
        .iter()
        .find(|(short, ..)| *short == name)
        .map(|(.., code)| *code);
    let mut chars = name.chars();
    let code = by_name.or_else(|| {
        chars
            .next()
            .filter(|_| chars.next().is_none())
            .map(KeyCode::Char)
    })?;
    Some(Key {
        ctrl,
        alt,
        ..Key::plain(code)
    })
}

impl fmt::Display for Key {
    /// As the help shows it: `j`, `C-d`, `Space`, `↓`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = match (self.ctrl, self.alt) {
            (true, _) => "C-",
            (_, true) => "A-",
            _ => "",
        };
        f.write_str(prefix)?;
        if let Some((_, long, _)) = NAMES.iter().find(|(.., code)| *code == self.code) {
            return f.write_str(long);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            other => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_can_be_written() {
        let shown: Vec<String> = keys("j<down><c-d><space>词<lt><esc><a-x>")
            .iter()
            .map(Key::to_string)
            .collect();
        assert_eq!(shown, ["j", "↓", "C-d", "Space", "词", "<", "Esc", "A-x"]);
    }

    #[test]
    fn an_input_method_left_on_does_not_deaden_the_keys() {
        let meant: String = keys("ｊ？／：、。【】Ｑ\u{3000}")
            .into_iter()
            .filter_map(|key| match key.meant().code {
                KeyCode::Char(c) => Some(c),
                _ => None,
            })
            .collect();
        assert_eq!(meant, "j?/:/.[]Q ");
    }
}
