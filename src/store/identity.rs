//! By what an article is known when it comes again.
//!
//! Its id, else its address, else its title with its date, else all that it
//! says: the first of these that no other article of the same delivery shares.
//! Some sources give every item one id, or the address of their front page.

use std::collections::{HashMap, HashSet};

use super::digest::Digest;
use crate::article::{Article, Url};

/// An article of a delivery.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) article: &'a Article,
    /// The number of all that it says.
    pub(super) digest: i64,
}

/// What can tell an article apart, the best first.
fn names(entry: &Entry<'_>) -> [Option<i64>; 4] {
    let article = entry.article;
    let number = |kind: &str, name: &str| Digest::new().text(kind).text(name).number();
    let title = (!article.title.is_empty()).then(|| {
        let mut digest = Digest::new();
        let date = article.published.map(|date| date.to_string());
        digest
            .text("title")
            .text(&article.title)
            .option(date.as_deref());
        digest.number()
    });
    [
        article.id.as_ref().map(|id| number("id", id)),
        article.url.as_ref().map(|url| number("url", url.as_str())),
        title,
        Some(entry.digest),
    ]
}

/// Whether two articles that share a name are one, told twice (in two sections, say).
fn are_one(name: usize, one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let (a, b) = (one.article, other.article);
    let url = |article: &Article| article.url.as_ref().map(Url::as_str).map(str::to_owned);
    match name {
        _ if one.digest == other.digest => true,
        // An id may stand beside another title or another address, not beside both.
        0 => a.title == b.title || a.url.is_some() && url(a) == url(b),
        1 => a.title == b.title,
        _ => false,
    }
}

/// The identity of each entry within its source.
pub(super) fn identities(entries: &[Entry<'_>]) -> Vec<i64> {
    let mut first: HashMap<(usize, i64), usize> = HashMap::new();
    let mut shared: HashSet<(usize, i64)> = HashSet::new();
    let all: Vec<[Option<i64>; 4]> = entries.iter().map(names).collect();
    for (at, names) in all.iter().enumerate() {
        for (kind, name) in names.iter().enumerate() {
            let Some(name) = *name else { continue };
            let before = *first.entry((kind, name)).or_insert(at);
            if !are_one(kind, &entries[before], &entries[at]) {
                shared.insert((kind, name));
            }
        }
    }
    let identity = |(names, entry): (&[Option<i64>; 4], &Entry<'_>)| {
        let mut own = names.iter().enumerate().filter_map(|(kind, name)| {
            let name = (*name)?;
            (!shared.contains(&(kind, name))).then_some(name)
        });
        own.next().unwrap_or(entry.digest)
    };
    all.iter().zip(entries).map(identity).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Label, Moment};

    /// Articles as `id url title date`, `-` for what is missing, and which of them are one.
    #[track_caller]
    fn check(articles: &[&str], wanted: &[usize]) {
        let articles: Vec<Article> = articles.iter().map(|words| article(words)).collect();
        let entries: Vec<Entry<'_>> = articles
            .iter()
            .map(|article| Entry {
                article,
                digest: super::super::record::digest(article, None),
            })
            .collect();
        let identities = identities(&entries);
        let first = |identity| identities.iter().position(|other| other == identity);
        let found: Vec<usize> = identities.iter().filter_map(first).collect();
        assert_eq!(found, wanted);
    }

    fn article(words: &str) -> Article {
        let words: Vec<Option<&str>> = words
            .split(' ')
            .map(|word| (word != "-").then_some(word))
            .collect();
        Article {
            id: words[0].and_then(Label::some),
            url: words[1].and_then(Url::new),
            title: Label::new(words[2].unwrap_or_default()),
            published: words[3].and_then(Moment::read),
            language: words.get(4).and_then(|word| word.and_then(Label::some)),
            ..Article::default()
        }
    }

    #[test]
    fn the_best_name_tells_articles_apart() {
        check(&["1 /a 题 -", "2 /a 题 -"], &[0, 1]);
        check(&["- /a 题 -", "- /b 题 -"], &[0, 1]);
        check(&["- - 题 2020-09-17", "- - 题 2020-09-18"], &[0, 1]);
        check(&["- - - - 甲", "- - - - 乙"], &[0, 1]);
    }

    #[test]
    fn an_article_that_stands_in_two_sections_is_one() {
        check(&["1 /a 题 -", "1 /a 题 -"], &[0, 0]);
        check(&["1 /a 题 - 甲", "1 /a 题目 - 乙"], &[0, 0]);
        check(&["- /a 题 - 甲", "- /a 题 - 乙"], &[0, 0]);
        check(&["- - 题 -", "- - 题 -"], &[0, 0]);
    }

    #[test]
    fn a_name_that_several_share_is_no_name() {
        check(&["1 /a 甲 -", "1 /b 乙 -", "1 /c 丙 -"], &[0, 1, 2]);
        check(&["- / 甲 -", "- / 乙 -"], &[0, 1]);
        check(&["- - 日报 - 甲", "- - 日报 - 乙"], &[0, 1]);
    }
}
