//! Joins the pages of one article.

use crate::article::{Article, Block};

/// Blocks at the head and the foot of a page that may stand on every page.
const EDGE: usize = 6;

/// One article of the pages of one, in their order.
///
/// The first page tells of the article. What each page says again at its head,
/// and what all say at their feet, stands once. Bodies that are kept are kept as
/// parts of one, to be joined when they are read.
pub(crate) fn join(pages: Vec<Article>) -> Article {
    let mut pages = pages.into_iter();
    let mut whole = pages.next().unwrap_or_default();
    let head: Vec<Block> = whole.body.iter().take(EDGE).cloned().collect();
    for page in pages {
        if let (Some(whole), Some(page)) = (&mut whole.received, page.received) {
            whole.parts.extend(page.parts);
        }
        let foot = shared_foot(&whole.body, &page.body);
        let says_the_title = |block: &Block| block.texts() == [whole.title.as_str()];
        let is_again = |block: &&Block| head.contains(block) || says_the_title(block);
        let begin = page.body.iter().take(EDGE).take_while(is_again).count();
        if begin == page.body.len() {
            continue;
        }
        whole.body.truncate(whole.body.len() - foot);
        whole.body.extend(page.body.into_iter().skip(begin));
        if whole.updated.is_none() {
            whole.updated = page.updated;
        }
    }
    whole
}

/// How many blocks two bodies have in common at their ends.
fn shared_foot(one: &[Block], other: &[Block]) -> usize {
    let pairs = one.iter().rev().zip(other.iter().rev()).take(EDGE);
    pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Label;
    use crate::parse::shown::shown;

    /// Joins pages, each a word for every paragraph.
    #[track_caller]
    fn check(pages: &[&str], wanted: &str) {
        let page = |words: &&str| Article {
            title: Label::new("题"),
            body: words.split(' ').map(Block::paragraph).collect(),
            ..Article::default()
        };
        let whole = join(pages.iter().map(page).collect());
        assert_eq!(shown(&whole.body).join(" "), wanted);
        assert_eq!(whole.title.as_str(), "题");
    }

    #[test]
    fn what_every_page_says_stands_once() {
        check(&["甲 乙", "丙 丁"], "甲 乙 丙 丁");
        check(&["导语 甲", "题 导语 乙", "导语 丙"], "导语 甲 乙 丙");
        check(&["甲 责编", "乙 责编", "丙 责编"], "甲 乙 丙 责编");
    }

    #[test]
    fn a_page_that_says_nothing_new_adds_nothing() {
        check(&["甲 乙", "甲 乙", "丙"], "甲 乙 丙");
        assert_eq!(join(Vec::new()), Article::default());
    }
}
