//! One line that a person types.

use super::input::{Key, KeyCode};
use super::keymap::typed;
use crate::article::Label;
use crate::text;

/// A line being typed, with its cursor between two clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedLine {
    text: String,
    cursor: usize,
}

impl TypedLine {
    /// What has been typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Takes a key, and says whether the line has another text now.
    pub fn press(&mut self, key: Key) -> bool {
        let before = self.text.len();
        if let Some(c) = typed(key) {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        match key.code {
            KeyCode::Backspace => self.cut_back(self.left()),
            KeyCode::Delete => {
                let right = self.right();
                self.text.drain(self.cursor..right);
            }
            KeyCode::Left => self.cursor = self.left(),
            KeyCode::Right => self.cursor = self.right(),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            KeyCode::Char('a') if key.ctrl => self.cursor = 0,
            KeyCode::Char('e') if key.ctrl => self.cursor = self.text.len(),
            KeyCode::Char('h') if key.ctrl => self.cut_back(self.left()),
            KeyCode::Char('u') if key.ctrl => self.cut_back(0),
            KeyCode::Char('w') if key.ctrl => self.cut_back(self.word_start()),
            _ => {}
        }
        self.text.len() != before
    }

    /// Inserts text, as one clean line.
    pub fn insert(&mut self, raw: &str) {
        let clean = if raw == " " {
            " ".to_owned()
        } else {
            Label::new(raw).to_string()
        };
        self.text.insert_str(self.cursor, &clean);
        self.cursor = text::snap_up(&self.text, self.cursor + clean.len());
    }

    fn cut_back(&mut self, start: usize) {
        self.text.drain(start..self.cursor);
        self.cursor = start;
    }

    fn left(&self) -> usize {
        self.cursor
            .checked_sub(1)
            .map_or(0, |at| text::snap_down(&self.text, at))
    }

    fn right(&self) -> usize {
        text::snap_up(&self.text, (self.cursor + 1).min(self.text.len()))
    }

    fn word_start(&self) -> usize {
        let before = self.before_cursor().trim_end();
        before.rfind(char::is_whitespace).map_or(0, |space| {
            space + before[space..].chars().next().map_or(0, char::len_utf8)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys;

    #[track_caller]
    fn check(pressed: &str, wanted: &str) {
        let mut line = TypedLine::default();
        for key in keys(pressed) {
            line.press(key);
        }
        assert_eq!(
            format!("{}|{}", line.before_cursor(), &line.text()[line.cursor..]),
            wanted
        );
    }

    #[test]
    fn a_line_is_edited_by_cluster_and_by_word() {
        check("词语<bs>", "词|");
        check("ab<left><left>c", "c|ab");
        check("e\u{301}x<left><left><del>", "|x");
        check("one two <c-w>", "one |");
        check("one<home><del><end>!", "ne!|");
        check("春天<c-u>夏", "夏|");
        check("a b", "a b|");
    }
}
