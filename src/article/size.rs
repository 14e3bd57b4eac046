//! How much there is to read.

use std::iter::Sum;
use std::ops::AddAssign;

use crate::text;

/// The length of a text as a reader feels it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Characters of scripts that are read character by character.
    pub characters: usize,
    /// Words of scripts that are read word by word.
    pub words: usize,
}

impl Size {
    /// Chinese characters that an adult reads in a minute of prose.
    const CHARACTERS_A_MINUTE: usize = 350;
    /// English words that an adult reads in a minute of prose.
    const WORDS_A_MINUTE: usize = 230;

    /// The size of `text`.
    pub fn of(text: &str) -> Size {
        let (characters, words) = text::count(text);
        Size { characters, words }
    }

    /// The size of a text `whole` bytes long of which `part` bytes have this size.
    pub(super) fn scaled(self, whole: usize, part: usize) -> Size {
        let scale = |count: usize| {
            if whole == part {
                count
            } else {
                count * (whole / part.max(1))
            }
        };
        Size {
            characters: scale(self.characters),
            words: scale(self.words),
        }
    }

    /// Minutes of reading, at least one.
    pub fn minutes(self) -> usize {
        let sixtieths = self.characters * 60 / Size::CHARACTERS_A_MINUTE
            + self.words * 60 / Size::WORDS_A_MINUTE;
        sixtieths.div_ceil(60).max(1)
    }
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Size) {
        self.characters += other.characters;
        self.words += other.words;
    }
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Size>>(sizes: I) -> Size {
        sizes.fold(Size::default(), |mut sum, size| {
            sum += size;
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_read_by_character_and_english_by_word() {
        assert_eq!(
            Size::of("近年来，Rust 编程 don't stop."),
            Size {
                characters: 5,
                words: 3
            }
        );
        assert_eq!(
            Size {
                characters: 3141,
                words: 0
            }
            .minutes(),
            9
        );
        assert_eq!(
            Size {
                characters: 0,
                words: 460
            }
            .minutes(),
            2
        );
        assert_eq!(Size::default().minutes(), 1);
    }
}
