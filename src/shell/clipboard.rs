//! Copies text to the clipboard of the person, wherever the program runs (OSC 52).

/// The longest text that terminals are known to take, in bytes.
const LONGEST: usize = 74_994;

/// What puts `text` on the clipboard when it is sent; nothing when the text is too long.
///
/// No terminal says whether it obeyed, so the person is told that it was sent.
pub(super) fn copied(text: &str) -> Option<String> {
    (text.len() <= LONGEST).then(|| format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes())))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            if place <= three.len() {
                let six = bits >> (18 - 6 * place) & 0x3f;
                encoded.push(ALPHABET[six as usize].into());
            } else {
                encoded.push('=');
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("文澜", "5paH5r6c"),
        ];
        for (text, wanted) in cases {
            assert_eq!(base64(text.as_bytes()), wanted);
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_not_copied_in_part() {
        assert_eq!(copied("f").as_deref(), Some("\x1b]52;c;Zg==\x1b\\"));
        assert_eq!(copied(&"a".repeat(LONGEST + 1)), None);
    }
}
