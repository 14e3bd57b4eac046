//! Finding words in an article.

use std::ops::Range;

use crate::article::{Article, Block, Place};
use crate::text::fold;

/// What was looked for in an article, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    query: String,
    matches: Vec<Match>,
    current: Option<usize>,
}

/// A place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The block of the page: 0 for the title, from 1 on those of the body.
    pub block: usize,
    /// Bytes of that block's text.
    pub range: Range<usize>,
}

impl Match {
    /// Where it begins.
    pub fn place(&self) -> Place {
        Place {
            block: self.block,
            offset: self.range.start,
        }
    }
}

impl Search {
    /// Looks for `query` in the title and the body; case and width do not count.
    ///
    /// The current match is the first at or behind `from`, or the first of all.
    pub fn new(article: &Article, query: &str, from: Place) -> Search {
        let needle = fold(query);
        let mut matches = Vec::new();
        if !needle.as_str().is_empty() {
            find_in(0, 0, &article.title, needle.as_str(), &mut matches);
            for (at, block) in article.body.iter().enumerate() {
                find_in_block(at + 1, block, needle.as_str(), &mut matches);
            }
        }
        let behind = matches.partition_point(|found| found.place() < from);
        let current = if behind < matches.len() {
            Some(behind)
        } else {
            matches.first().map(|_| 0)
        };
        Search {
            query: query.to_owned(),
            matches,
            current,
        }
    }

    /// What was looked for.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Where it stands, in order.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// The match that the reader is at, by its place among the matches.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// The current match.
    pub fn found(&self) -> Option<&Match> {
        self.matches.get(self.current?)
    }

    /// Goes `forward` or back by one match; behind the last comes the first. Says whether it went around.
    pub fn step(&mut self, forward: bool) -> bool {
        let (Some(current), count) = (self.current, self.matches.len()) else {
            return false;
        };
        let next = if forward {
            current + 1
        } else {
            current + count - 1
        } % count;
        self.current = Some(next);
        if forward {
            next <= current
        } else {
            next >= current
        }
    }

    /// The matches in `range` of a block, each with whether it is the current one.
    pub fn matches_in(
        &self,
        block: usize,
        range: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, bool)> {
        let first = self
            .matches
            .partition_point(|found| (found.block, found.range.end) <= (block, range.start));
        let here = move |found: &&Match| found.block == block && found.range.start < range.end;
        let current = self.current;
        self.matches[first..]
            .iter()
            .take_while(here)
            .zip(first..)
            .map(move |(found, at)| (found.range.clone(), current == Some(at)))
    }
}

fn find_in_block(at: usize, block: &Block, needle: &str, matches: &mut Vec<Match>) {
    let mut offset = 0;
    for text in block.texts() {
        find_in(at, offset, text, needle, matches);
        offset += text.len() + 1;
    }
}

fn find_in(block: usize, offset: usize, text: &str, needle: &str, matches: &mut Vec<Match>) {
    let found = fold(text).find(needle).into_iter();
    matches.extend(found.map(|range| Match {
        block,
        range: offset + range.start..offset + range.end,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Label;

    fn article() -> Article {
        let body = ["春天的春", "夏Spring", "ｓｐｒｉｎｇ春"]
            .map(Block::paragraph)
            .to_vec();
        Article {
            title: Label::new("春"),
            body,
            ..Article::default()
        }
    }

    fn search(query: &str, block: usize) -> Search {
        Search::new(&article(), query, Place { block, offset: 0 })
    }

    #[test]
    fn matches_come_in_reading_order_and_go_around() {
        let mut found = search("春", 2);
        let places: Vec<(usize, usize)> = found
            .matches()
            .iter()
            .map(|m| (m.block, m.range.start))
            .collect();
        assert_eq!(places, [(0, 0), (1, 0), (1, 9), (3, 18)]);
        assert_eq!(found.current(), Some(3));
        assert!(found.step(true));
        assert_eq!(found.current(), Some(0));
        assert!(found.step(false));
        assert!(!found.step(false));
        assert_eq!(found.current(), Some(2));
    }

    #[test]
    fn case_and_width_do_not_count() {
        assert_eq!(search("SPRING", 0).matches().len(), 2);
        assert_eq!(search("", 0).matches(), []);
        assert_eq!(search("冬", 0).current(), None);
    }

    #[test]
    fn a_row_knows_its_matches() {
        let found = search("春", 1);
        let here: Vec<_> = found.matches_in(1, 3..12).collect();
        assert_eq!(here, [(9..12, false)]);
        assert_eq!(
            found.matches_in(1, 0..2).collect::<Vec<_>>(),
            [(0..3, true)]
        );
    }
}
