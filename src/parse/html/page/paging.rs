//! Finds where an article goes on: the link to its next page.
//!
//! A link to the next article looks much the same. Words that name a page are
//! believed; an arrow, a number, a `rel="next"` only where the address is that
//! of the page itself with the number after its own.

use super::head::Head;
use super::survey::Survey;
use crate::article::Url;
use crate::parse::address::Base;
use crate::parse::html::dom::{attr, text_of};

/// Scalars of the longest words of such a link.
const LONGEST: usize = 16;

/// Words that name the next page and nothing else.
const NEXT_PAGE: &[&str] = &[
    "下一页",
    "下一頁",
    "下页",
    "下頁",
    "后一页",
    "後一頁",
    "次のページ",
    "次ページ",
    "次のページへ",
    "next page",
    "다음 페이지",
];

/// The address of the next page of what a page holds; `here` is its own address.
///
/// Where the own address is not known, as for a saved file, words alone are believed.
pub(super) fn next(
    survey: &Survey<'_>,
    head: &Head,
    base: &Base,
    here: Option<&Url>,
) -> Option<Url> {
    let opens = |href: &str| {
        base.openable(href)
            .filter(|url| !url.as_str().starts_with('#'))
    };
    let is_here = |url: &Url| {
        here.is_some_and(|here| without_place(here.as_str()) == without_place(url.as_str()))
    };
    let follows = |url: &Url| here.is_some_and(|here| is_next(here.as_str(), url.as_str()));
    let in_head = head.next.as_deref().and_then(opens).filter(&follows);
    let mut by_number = None;
    for part in survey.parts.iter().filter(|part| &*part.name == "a") {
        let Some(element) = part.node.element_ref() else {
            continue;
        };
        let Some(url) = attr(&element, "href")
            .and_then(opens)
            .filter(|url| !is_here(url))
        else {
            continue;
        };
        if names_next_page(&text_of(part.node)) {
            return Some(url);
        }
        by_number = by_number.or_else(|| Some(url).filter(&follows));
    }
    in_head.or(by_number)
}

/// Whether the words of a link name the next page.
fn names_next_page(words: &str) -> bool {
    let words = words
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    words.chars().count() <= LONGEST && NEXT_PAGE.contains(&words.as_str())
}

/// An address without the place in its page.
fn without_place(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

/// Whether an address is another one with the number of a page one higher.
fn is_next(here: &str, there: &str) -> bool {
    let (here, there) = (Numbered::of(here), Numbered::of(there));
    there.into_iter().any(|next| {
        here.iter().any(|page| {
            page.shared == next.shared && page.number.checked_add(1) == Some(next.number)
        })
    })
}

/// An address as the page of a larger whole: what all its pages share, and the number of this one.
struct Numbered {
    shared: String,
    /// 1 where the address has no number.
    number: u32,
}

impl Numbered {
    /// The ways to read an address so.
    fn of(address: &str) -> Vec<Numbered> {
        let (path, query) = without_place(address)
            .split_once('?')
            .unwrap_or((without_place(address), ""));
        let path = path.trim_end_matches('/');
        let file = path.rfind('/').map_or(0, |slash| slash + 1);
        let dot = path[file..].rfind('.').map_or(path.len(), |dot| file + dot);
        let (stem, extension) = path.split_at(dot);
        let (query, in_query) = page_of_query(query);
        let whole = |stem: &str| format!("{}{extension}?{query}", bare(stem));
        let mut ways = vec![Numbered {
            shared: whole(stem),
            number: in_query.unwrap_or(1),
        }];
        if let (Some((stem, number)), None) = (page_of_path(stem), in_query) {
            ways.push(Numbered {
                shared: whole(stem),
                number,
            });
        }
        ways
    }
}

/// A path without what names the first page of a folder.
fn bare(stem: &str) -> &str {
    stem.trim_end_matches("index")
        .trim_end_matches(['_', '-', '/'])
}

/// The number behind a path, as in `a_2`, `a-2`, `a/page/2`, and what stands before it.
///
/// A number alone in its folder is that of a page only if it is 2: others are days and articles.
fn page_of_path(stem: &str) -> Option<(&str, u32)> {
    const DIGITS: usize = 2;
    let rest = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &stem[rest.len()..];
    let number: u32 = digits
        .parse()
        .ok()
        .filter(|_| digits.len() <= DIGITS && !digits.starts_with('0'))?;
    let cut = rest.trim_end_matches(['_', '-', '/']);
    let shared = cut.trim_end_matches("page");
    let is_named = shared.len() < cut.len();
    let is_parted = cut.len() < rest.len() && (number == 2 || !rest.ends_with('/'));
    (is_named || is_parted).then_some((shared, number))
}

/// A query without the number of the page that it asks for, and the number.
fn page_of_query(query: &str) -> (String, Option<u32>) {
    const NAMES: &[&str] = &["page", "p", "pn", "pageno", "pagenum", "paged", "pageindex"];
    let (mut rest, mut number) = (String::new(), None);
    for field in query.split('&').filter(|field| !field.is_empty()) {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        let is_page = NAMES.contains(&name.to_ascii_lowercase().as_str());
        match value.parse().ok().filter(|_| is_page && number.is_none()) {
            Some(value) => number = Some(value),
            None => rest.extend([field, "&"]),
        }
    }
    (rest, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_has_the_same_address_and_the_next_number() {
        for (here, there) in [
            ("https://e.x/2020/123.html", "https://e.x/2020/123_2.html"),
            ("https://e.x/2020/123_2.html", "https://e.x/2020/123_3.html"),
            (
                "https://e.x/2020/123-1.shtml",
                "https://e.x/2020/123-2.shtml",
            ),
            ("https://e.x/a/b", "https://e.x/a/b/2"),
            ("https://e.x/a/b/", "https://e.x/a/b/page/2/"),
            ("https://e.x/a/index.html", "https://e.x/a/index_2.html"),
            ("https://e.x/a", "https://e.x/a?page=2"),
            ("https://e.x/a?id=7", "https://e.x/a?id=7&page=2"),
            ("https://e.x/a?id=7&p=2", "https://e.x/a?id=7&p=3#top"),
        ] {
            assert!(is_next(here, there), "{here} {there}");
        }
        for (here, there) in [
            ("https://e.x/2020/123.html", "https://e.x/2020/124.html"),
            ("https://e.x/2020/123.html", "https://e.x/2020/124_2.html"),
            ("https://e.x/2020/123.html", "https://e.x/2020/123_3.html"),
            ("https://e.x/a?id=7", "https://e.x/a?id=8"),
            ("https://e.x/a", "https://e.x/b"),
            ("https://e.x/2020/01/02", "https://e.x/2020/01/03/"),
            ("https://e.x/news/17", "https://e.x/news/18"),
            ("https://e.x/a?id=7", "https://e.x/a?id=7"),
        ] {
            assert!(!is_next(here, there), "{here} {there}");
        }
    }
}
