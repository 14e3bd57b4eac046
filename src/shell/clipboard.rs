//! Copies text to the clipboard of the person, wherever the program runs (OSC 52).

use super::base64::base64;

/// The longest text that terminals are known to take, in bytes.
const LONGEST: usize = 74_994;

/// What puts `text` on the clipboard when it is sent; nothing when the text is too long.
///
/// No terminal says whether it obeyed, so the person is told that it was sent.
pub(super) fn copied(text: &str) -> Option<Vec<u8>> {
    (text.len() <= LONGEST).then(|| {
        let mut copied = b"\x1b]52;c;".to_vec();
        base64(text.as_bytes(), &mut copied);
        copied.extend_from_slice(b"\x1b\\");
        copied
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_not_copied_in_part() {
        assert_eq!(copied("f").as_deref(), Some(&b"\x1b]52;c;Zg==\x1b\\"[..]));
        assert_eq!(copied(&"a".repeat(LONGEST + 1)), None);
    }
}
