//! Makes blocks of computer text.

use crate::article::{Block, Label, RichText};

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// Code with its tabs set as blanks, since an article holds no tab; nothing for blank code.
pub(super) fn code(language: Option<Label>, raw: &str) -> Option<Block> {
    let lines = raw.trim_end().trim_start_matches(['\n', '\r']);
    let text = RichText::plain(&without_tabs(lines));
    let says_something = !text.text().trim().is_empty();
    says_something.then_some(Block::Code { language, text })
}

fn without_tabs(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let blanks = TAB - column % TAB;
                spaced.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            '\n' => {
                spaced.push(c);
                column = 0;
            }
            c => {
                spaced.push(c);
                column += 1;
            }
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, wanted: Option<&str>) {
        let block = code(None, raw);
        let text = block.as_ref().map(|block| block.texts().concat());
        assert_eq!(text.as_deref(), wanted);
    }

    #[test]
    fn blanks_count_in_code_and_tabs_become_blanks() {
        check("\n  a\n\tb\nab\tc\n\n", Some("  a\n    b\nab  c"));
        check(" \n\t\n", None);
        check("\u{1b}[31m", None);
    }
}
