//! One line of clean text.

use std::fmt;
use std::ops::Deref;

use crate::text;

/// A single line of clean text: a title, a name, a tag.
///
/// It has no control character, no line end, and no blank at either end. It
/// may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(String);

impl Label {
    /// Cleans `raw` and joins its lines (see [`text::join`]).
    pub fn new(raw: &str) -> Label {
        let clean = text::clean(raw);
        let mut line = String::with_capacity(clean.len());
        for part in clean.split('\n') {
            text::join(&mut line, part);
        }
        let kept = line.trim();
        if kept.len() != line.len() {
            line = kept.to_owned();
        }
        Label(line)
    }

    /// The label, or nothing when it would be empty.
    pub fn some(raw: &str) -> Option<Label> {
        Some(Label::new(raw)).filter(|label| !label.is_empty())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Label {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&str> for Label {
    fn from(raw: &str) -> Label {
        Label::new(raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_clean_line() {
        let cases = [
            ("标题", "标题"),
            ("\u{a0}\u{3000} 标题 \n", "标题"),
            ("上一行\n下一行", "上一行下一行"),
            ("two\r\n lines", "two lines"),
            ("红\x1b[31m字\u{7}", "红字"),
            ("", ""),
        ];
        for (raw, wanted) in cases {
            assert_eq!(Label::new(raw).as_str(), wanted);
        }
        assert_eq!(Label::some(" \u{200e}\n"), None);
    }
}
