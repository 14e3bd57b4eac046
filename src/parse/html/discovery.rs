//! Finds the feeds that a page names in its `<link rel=alternate>`.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::guard::tame;
use crate::article::{Label, Url};
use crate::parse::address::Base;
use crate::parse::{Format, Hint, charset};

/// A feed that a page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFeed {
    /// Where it is.
    pub url: Url,
    /// What the page calls it; may be empty.
    pub title: Label,
    /// What the page says that it is.
    pub kind: Format,
}

/// Feeds that are kept; no honest page names more.
const MOST: usize = 50;

/// The feeds that a page names, those of its comments last.
pub fn feeds_of(page: &[u8], hint: &Hint) -> Vec<FoundFeed> {
    let decoded = charset::decode(page, hint);
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&tame(&decoded.text).0));
    // The sink never gives a script to run, so that the first call takes all.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish(hint.base.as_ref())
}

#[derive(Default)]
struct Sink(RefCell<Links>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token
            && tag.kind == TagKind::StartTag
        {
            self.0.borrow_mut().take(&tag);
        }
        TokenSinkResult::Continue
    }
}

/// What a page says of its feeds, before it is known what its addresses are relative to.
#[derive(Default)]
struct Links {
    base: Option<String>,
    /// The address, title and kind of each.
    feeds: Vec<(String, Label, Format)>,
}

impl Links {
    fn take(&mut self, tag: &Tag) {
        let attribute = |name: &str| {
            let found = tag.attrs.iter().find(|attr| *attr.name.local == *name);
            found.map(|attr| attr.value.trim())
        };
        let href = attribute("href").filter(|href| !href.is_empty());
        let (name, Some(href)) = (&*tag.name, href) else {
            return;
        };
        if name == "base" {
            self.base.get_or_insert_with(|| href.to_owned());
        } else if name == "link" && self.feeds.len() < MOST {
            let relations = attribute("rel").unwrap_or_default();
            let kind = attribute("type").unwrap_or_default();
            let kind = kind_of(relations, &kind.to_ascii_lowercase(), href);
            let title = Label::new(attribute("title").unwrap_or_default());
            self.feeds
                .extend(kind.map(|kind| (href.to_owned(), title, kind)));
        }
    }

    fn finish(self, address: Option<&Url>) -> Vec<FoundFeed> {
        let page = Base::new(address);
        let named = self.base.and_then(|base| page.resolve(&base));
        let base = named.map_or(page, |named| Base::new(Some(&named)));
        let mut found: Vec<FoundFeed> = Vec::new();
        for (href, title, kind) in self.feeds {
            let url = base.openable(&href);
            let url = url.filter(|url| found.iter().all(|feed| feed.url != *url));
            found.extend(url.map(|url| FoundFeed { url, title, kind }));
        }
        found.sort_by_key(is_of_comments);
        found
    }
}

/// What kind of feed a link leads to, if to any.
fn kind_of(relations: &str, kind: &str, href: &str) -> Option<Format> {
    let is = |relation: &str| {
        let mut all = relations.split_ascii_whitespace();
        all.any(|known| known.eq_ignore_ascii_case(relation))
    };
    if !is("alternate") && !is("feed") {
        return None;
    }
    match kind.split(';').next().unwrap_or_default().trim() {
        "application/rss+xml" => Some(Format::Rss),
        "application/atom+xml" => Some(Format::Atom),
        "application/rdf+xml" => Some(Format::Rdf),
        "application/feed+json" => Some(Format::JsonFeed),
        // Interfaces are linked to in the same way.
        "application/json" => href.contains("feed").then_some(Format::JsonFeed),
        "application/xml" | "text/xml" => Some(Format::Rss),
        "" => is("feed").then_some(Format::Rss),
        _ => None,
    }
}

/// Whether a feed has what readers wrote below the articles.
fn is_of_comments(feed: &FoundFeed) -> bool {
    let address = feed.url.as_str().to_ascii_lowercase();
    let title = feed.title.to_lowercase();
    address.contains("/comments") || title.contains("comments") || title.contains("评论")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, wanted: &[&str]) {
        let hint = Hint {
            base: Url::new("https://e.x/a/b"),
            ..Hint::default()
        };
        let found = feeds_of(html.as_bytes(), &hint);
        let told = |feed: &FoundFeed| format!("{:?} {} {}", feed.kind, feed.url, feed.title);
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), wanted, "{html}");
    }

    #[test]
    fn the_feeds_that_a_page_names_are_found() {
        check(
            "<head><link rel='alternate' type='application/rss+xml' title='评论' href='/comments/feed'>
            <LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' TITLE='刊 &amp; 物' HREF=atom.xml>
            <link rel='alternate home' type='application/feed+json' href='//o.x/feed.json'>
            <link rel=alternate type='application/json' href='/wp-json/posts/1'>
            <link rel=alternate type='application/rss+xml' href='javascript:1'>
            <link rel=alternate hreflang=en href=/en><link rel=stylesheet href=a.css>
            <link rel=alternate type='application/atom+xml' href=atom.xml><link rel=feed href=f>",
            &[
                "Atom https://e.x/a/atom.xml 刊 & 物",
                "JsonFeed https://o.x/feed.json ",
                "Rss https://e.x/a/f ",
                "Rss https://e.x/comments/feed 评论",
            ],
        );
    }

    #[test]
    fn a_base_counts_wherever_it_stands() {
        check(
            "<link rel=alternate type=application/rss+xml href=feed><base href='https://o.x/c/'>",
            &["Rss https://o.x/c/feed "],
        );
        check("<p>文</p>", &[]);
    }
}
