//! Further pages: of a source that gives its articles in pages, of an article that is spread over some.

use std::collections::HashSet;

use super::errand::parsed;
use crate::article::{Collection, Url};
use crate::fetch::{Fetched, Fetcher, Request, Validators};
use crate::parse::{Format, Hint, Parsed, join_pages};

/// Pages of a source or of an article that are read, the first among them.
const PAGES: usize = 20;

/// Articles after which no further page is asked for.
const ENOUGH: usize = 1000;

/// Goes on from a first page: each page once, up to a bound.
///
/// A page that fails ends it: what has come is read.
pub(super) struct Onward<'a> {
    request: Request,
    hint: &'a Hint,
    fetcher: &'a Fetcher,
    seen: HashSet<String>,
}

impl<'a> Onward<'a> {
    /// Goes on from what `request` has fetched, and reads with the same hint.
    pub(super) fn new(
        request: &Request,
        fetched: &Fetched,
        hint: &'a Hint,
        fetcher: &'a Fetcher,
    ) -> Onward<'a> {
        Onward {
            seen: HashSet::from([request.address.clone(), fetched.address.clone()]),
            request: Request {
                validators: Validators::default(),
                reach: fetched.reach,
                ..request.clone()
            },
            hint,
            fetcher,
        }
    }

    async fn page(&mut self, next: &Url) -> Option<Parsed> {
        let is_new = next.opens() && self.seen.insert(next.to_string());
        // The first page may have two addresses.
        if !is_new || self.seen.len() > PAGES + 1 {
            return None;
        }
        let request = self.request.onward(next.as_str());
        let fetched = self.fetcher.fetch(&request).await.ok()?;
        Some(parsed(&fetched, self.hint)).filter(|page| !page.refused)
    }

    /// Adds the articles of the further pages of a source.
    pub(super) async fn add_pages(mut self, collection: &mut Collection) {
        let mut articles = collection.root.all_articles().len();
        while articles < ENOUGH
            && let Some(next) = collection.next.take()
            && let Some(page) = self.page(&next).await
        {
            articles += page.collection.root.all_articles().len();
            collection.next = page.collection.next;
            let root = page.collection.root;
            collection.root.articles.extend(root.articles);
            collection.root.sections.extend(root.sections);
        }
    }

    /// Joins the further pages of the article of a web page to the first.
    pub(super) async fn join_article(mut self, first: &mut Parsed) {
        if !is_article(first) {
            return;
        }
        let mut next = first.collection.next.take();
        let mut pages = std::mem::take(&mut first.collection.root.articles);
        while let Some(address) = next
            && let Some(mut page) = self.page(&address).await
            && is_article(&page)
        {
            next = page.collection.next.take();
            pages.append(&mut page.collection.root.articles);
            first.complaints.append(&mut page.complaints);
        }
        first.collection.root.articles.push(join_pages(pages));
    }
}

/// Whether a web page held an article, and no list of articles.
pub(super) fn is_article(page: &Parsed) -> bool {
    page.format == Format::Page
        && page.collection.root.articles.len() == 1
        && page.collection.root.sections.is_empty()
}
