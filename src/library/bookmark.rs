//! Where somebody stopped reading, so that it is found again in a changed text.

use crate::article::{Article, Block, Place};
use crate::text;

/// A place in an article, with the words that stand there.
///
/// A source may put a paragraph in front of the place, or mend a word behind it.
/// The words on both sides tell where the place has gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bookmark {
    /// The place.
    pub place: Place,
    /// What stands directly before it in its block.
    pub before: String,
    /// What stands directly behind it, in its block and the next ones.
    pub behind: String,
}

/// Scalars of the text that are kept on each side.
const WORDS: usize = 24;

/// Scalars by which a place is known in another block: fewer stand anywhere.
const TELLING: usize = 8;

/// Blocks on both sides of the place that are searched.
const NEAR: usize = 1000;

impl Bookmark {
    /// A bookmark at `place`.
    pub fn at(article: &Article, place: Place) -> Bookmark {
        let passage = Passage::of(article, place.block);
        let offset = text::snap_down(passage.own(), place.offset);
        let (before, behind) = passage.text.split_at(offset);
        let first = before.char_indices().rev().nth(WORDS - 1);
        Bookmark {
            place,
            before: before[first.map_or(0, |(at, _)| at)..].to_owned(),
            behind: behind.chars().take(WORDS).collect(),
        }
    }

    /// Where the place is in `article`, which may have changed since.
    ///
    /// Where the words stand no more, not even in part, it is the same block, or
    /// the last one.
    pub fn find(&self, article: &Article) -> Place {
        let (before, behind) = (self.before.as_str(), self.behind.as_str());
        let clues = [
            (before, behind),
            ("", behind),
            (before, ""),
            ("", half(behind)),
        ];
        let known = |(before, behind): &(&str, &str)| !before.is_empty() || !behind.is_empty();
        let mut clues = clues.into_iter().filter(known);
        clues
            .find_map(|clue| self.nearest(article, clue))
            .unwrap_or_else(|| self.clamped(article))
    }

    /// Where both sides stand together, in the block nearest to the one they stood in.
    fn nearest(&self, article: &Article, (before, behind): (&str, &str)) -> Option<Place> {
        let words = format!("{before}{behind}");
        let reach = if words.chars().count() < TELLING {
            0
        } else {
            NEAR
        };
        let last = article.body.len();
        let here = self.place.block;
        let mut blocks: Vec<usize> =
            (here.saturating_sub(reach).max(1)..=(here + reach).min(last)).collect();
        blocks.sort_by_key(|block| block.abs_diff(here));
        blocks.into_iter().find_map(|block| {
            let passage = Passage::of(article, block);
            let places = passage.text.match_indices(&words);
            let places = places.map(|(at, _)| at + before.len());
            let offset = places
                .filter(|at| *at <= passage.own)
                .min_by_key(|at| at.abs_diff(self.place.offset))?;
            let offset = text::snap_down(passage.own(), offset);
            Some(Place { block, offset })
        })
    }

    /// The same block and byte as far as the article has them.
    fn clamped(&self, article: &Article) -> Place {
        let block = self.place.block.min(article.body.len());
        let offset = match block {
            0 => self.place.offset,
            _ if block < self.place.block => 0,
            _ => text::snap_down(Passage::of(article, block).own(), self.place.offset),
        };
        Place { block, offset }
    }
}

/// The text of a block, and the beginning of what follows it.
struct Passage {
    text: String,
    /// How many bytes of it are the block's own.
    own: usize,
}

impl Passage {
    /// The passage that begins with a block of the body; empty for the head, which has no text of its own.
    fn of(article: &Article, block: usize) -> Passage {
        let behind = block
            .checked_sub(1)
            .and_then(|at| article.body.get(at..))
            .unwrap_or_default();
        let Some((first, rest)) = behind.split_first() else {
            return Passage {
                text: String::new(),
                own: 0,
            };
        };
        let mut text = Block::texts(first).join("\n");
        let own = text.len();
        let mut missing = WORDS;
        for line in rest.iter().flat_map(Block::texts) {
            if missing == 0 {
                break;
            }
            let before = text.len();
            text.push('\n');
            text.extend(line.chars().take(missing));
            missing = missing.saturating_sub(text[before..].chars().count());
        }
        Passage { text, own }
    }

    fn own(&self) -> &str {
        &self.text[..self.own]
    }
}

/// The first half of `words`, which a change further behind leaves alone.
fn half(words: &str) -> &str {
    let end = words.char_indices().nth(WORDS / 2);
    &words[..end.map_or(0, |(at, _)| at)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(blocks: &[&str]) -> Article {
        Article {
            body: blocks.iter().map(|text| Block::paragraph(text)).collect(),
            ..Article::default()
        }
    }

    const BEFORE: &[&str] = &[
        "春天来了。",
        "夏天的雨落在山城的屋檐上，读者把书合上又翻开。",
        "秋天。",
        "冬天的阅览室里只剩下翻书的声音。",
    ];

    /// Puts a bookmark before `words` in `BEFORE`, and compares what stands at it in another text.
    #[track_caller]
    fn check(words: &str, now: &[&str], wanted: &str) {
        let found = |text: &&&str| text.contains(words);
        let block = BEFORE
            .iter()
            .position(|text| found(&text))
            .expect("they stand there");
        let offset = BEFORE[block].find(words).expect("they stand there");
        let place = Place {
            block: block + 1,
            offset,
        };
        let place = Bookmark::at(&article(BEFORE), place).find(&article(now));
        assert!(
            now[place.block - 1][place.offset..].starts_with(wanted),
            "{place:?}"
        );
    }

    #[test]
    fn a_place_stays_where_nothing_changes() {
        for words in ["春天", "山城", "秋天", "声音"] {
            check(words, BEFORE, words);
        }
    }

    #[test]
    fn a_place_moves_with_its_words() {
        let mut more = vec!["更正：", "今年的春天来得早。"];
        more.extend(BEFORE);
        for words in ["春天来了", "山城", "秋天", "冬天", "声音"] {
            check(words, &more, words);
        }
        check("山城", &BEFORE[1..], "山城");
    }

    #[test]
    fn a_word_that_is_mended_does_not_lose_the_place() {
        let behind = [
            "春天来了。",
            "夏天的雨落在山城的屋檐上，读者把书本合上又打开。",
        ];
        check("山城", &behind, "山城");
        let before = [
            "春天来了。",
            "夏季的雨点落到山城的屋檐上，读者把书合上又翻开。",
        ];
        check("山城", &before, "山城");
        let between = ["导语。", "夏天的雨落在山城的屋檐上，读者把书合上又翻开……"];
        check("读者", &between, "读者");
    }

    #[test]
    fn another_text_is_read_from_the_same_block() {
        check("山城", &["一", "二", "三", "四"], "");
        check("冬天", &["一", "二"], "二");
        let nothing = Bookmark::default();
        assert_eq!(nothing.find(&article(BEFORE)), Place::default());
        assert_eq!(nothing.find(&article(&[])), Place::default());
    }

    #[test]
    fn the_head_is_a_place_too() {
        let head = Place {
            block: 0,
            offset: 7,
        };
        let mark = Bookmark::at(&article(BEFORE), head);
        assert_eq!(mark.find(&article(BEFORE)), head);
    }
}
