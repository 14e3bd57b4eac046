//! Numbers that stand for texts: by them an article is known again, and a change is seen.

/// A number made of everything that is put in, the same for good.
///
/// The hasher of the standard library may change from one release to the next;
/// what is written to disk may not. Eight bytes at a time are multiplied into the
/// state and both halves of the product folded, so that different texts share a
/// number by a chance of one in 2⁶⁴.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digest(u64);

impl Digest {
    /// Half of the digits of π, odd: as good as any multiplier, and not chosen by us.
    const MULTIPLIER: u64 = 0x243f_6a88_85a3_08d3;

    pub(super) fn new() -> Digest {
        Digest(Digest::MULTIPLIER)
    }

    /// Takes a text.
    pub(super) fn text(&mut self, text: &str) -> &mut Digest {
        // The length says where the text ends and the next begins.
        self.word(text.len() as u64);
        let (words, rest) = text.as_bytes().as_chunks();
        for word in words {
            self.word(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.word(u64::from_le_bytes(last));
        self
    }

    /// Takes a text, or that there is none.
    pub(super) fn option(&mut self, text: Option<&str>) -> &mut Digest {
        if let Some(text) = text {
            return self.text(text);
        }
        self.word(u64::MAX);
        self
    }

    fn word(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word) * u128::from(Digest::MULTIPLIER);
        let (low, high) = (product & u128::from(u64::MAX), product >> 64);
        self.0 = u64::try_from(low ^ high).unwrap_or(u64::MAX);
    }

    /// The number, as SQLite keeps it.
    pub(super) fn number(self) -> i64 {
        self.0.cast_signed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(texts: &[&str]) -> i64 {
        let mut digest = Digest::new();
        for text in texts {
            digest.text(text);
        }
        digest.number()
    }

    #[test]
    fn the_number_of_a_text_never_changes() {
        assert_eq!(number(&["文澜"]), -8_958_459_713_755_435_549);
        assert_eq!(
            number(&["https://example.org/a", ""]),
            -5_723_437_396_404_672_894
        );
    }

    #[test]
    fn texts_and_their_borders_count() {
        let texts: &[&[&str]] = &[
            &[],
            &[""],
            &["", ""],
            &["a"],
            &["a\0"],
            &["ab"],
            &["a", "b"],
        ];
        for (at, one) in texts.iter().enumerate() {
            for other in &texts[..at] {
                assert_ne!(number(one), number(other), "{one:?} {other:?}");
            }
        }
        assert_ne!(
            Digest::new().option(None).0,
            Digest::new().option(Some("")).0
        );
    }
}
