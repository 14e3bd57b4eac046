//! Counts what is read: characters of one kind of script, words of the other.

use super::properties;

/// Characters (Han, kana) and words (everything that is written with spaces, Hangul too) of `text`.
///
/// Punctuation counts as neither. A word goes on over an apostrophe or a
/// hyphen between its letters.
pub fn count(text: &str) -> (usize, usize) {
    let (mut characters, mut words, mut in_word) = (0, 0, false);
    let mut rest = text;
    loop {
        let han = properties::leading_han(rest.as_bytes());
        characters += han;
        in_word &= han == 0;
        rest = &rest[3 * han..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        let p = properties::of(c);
        if p.is_han_or_kana() {
            characters += 1;
            in_word = false;
        } else if p.is_alphabetic_script() || p.is_hangul() {
            words += usize::from(!in_word);
            in_word = true;
        } else if !(p.is_mark() || matches!(c, '\'' | '’' | '-' | '‐')) {
            in_word = false;
        }
    }
    (characters, words)
}
