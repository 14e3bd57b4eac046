//! The full text of an article whose source sends less: fetched from the article's own page.

use super::errand::kept;
use super::errand::parsed;
use super::far::Errand;
use super::manners::Manners;
use super::onward::{Onward, is_article};
use crate::article::{Article, Received, Url};
use crate::fetch::{Fetcher, Request};
use crate::library::ArticleId;
use crate::locale::Sentence;
use crate::parse::plain_text;
use crate::sentence;
use crate::store::{Edition, Store, StoreError};

/// The page of an article that is to be fetched.
#[derive(Clone, Debug)]
pub struct PageErrand {
    article: ArticleId,
    request: Request,
    /// How much its source has delivered, in Unicode scalars.
    had: usize,
}

/// What the page of an article gave.
#[derive(Clone, Debug)]
pub struct PageDelivery {
    /// The article.
    pub article: ArticleId,
    /// The article as its page has it, or why that is not worth keeping.
    pub result: Result<Box<Article>, Sentence>,
}

impl PageErrand {
    /// An errand to the page of an article; nothing when no address of it is known.
    pub fn new(
        store: &Store,
        article: ArticleId,
        manners: &Manners,
    ) -> Result<Option<PageErrand>, StoreError> {
        let Some(source) = store.source_of(article)? else {
            return Ok(None);
        };
        let found = store
            .article(article, Edition::Delivered)?
            .unwrap_or_default();
        let had = found.received.as_ref().map_or(0, length);
        let url = found.url.filter(Url::opens);
        Ok(url.map(|url| PageErrand {
            article,
            request: manners.request_behind(&source.address, url.as_str()),
            had,
        }))
    }

    async fn result(&self, fetcher: &Fetcher) -> Result<Box<Article>, Sentence> {
        let fetched = fetcher.fetch(&self.request).await;
        let fetched = fetched.map_err(|error| error.sentence())?;
        let hint = kept();
        let mut page = parsed(&fetched, &hint);
        let address = &self.request.address;
        if page.refused {
            let why = page.complaints.into_iter().next();
            let nothing = || {
                sentence!(
                    "{address}: there is nothing to read",
                    "{address}：没有可读的内容"
                )
            };
            return Err(why.map_or_else(nothing, |why| why.told(address)));
        }
        if is_article(&page) {
            Onward::new(&self.request, &fetched, &hint, fetcher)
                .join_article(&mut page)
                .await;
        }
        let mut articles = page.collection.root.articles;
        let article = (articles.len() == 1).then(|| articles.remove(0));
        let whole = |article: &Article| article.received.as_ref().map(length);
        match article.and_then(|article| Some((whole(&article)?, article))) {
            None => Err(sentence!(
                "{address}: the page holds no article of its own",
                "{address}：网页中没有单独的正文"
            )),
            Some((length, _)) if length <= self.had => Err(sentence!(
                "the page holds no more than is here already",
                "网页上的内容不比这里的多"
            )),
            Some((_, article)) => Ok(Box::new(article)),
        }
    }
}

impl Errand for PageErrand {
    type Delivery = PageDelivery;

    async fn run(self, fetcher: &Fetcher) -> PageDelivery {
        let result = self.result(fetcher).await;
        PageDelivery {
            article: self.article,
            result,
        }
    }

    fn lost(&self, why: Sentence) -> PageDelivery {
        PageDelivery {
            article: self.article,
            result: Err(why),
        }
    }
}

/// How much a body says, in Unicode scalars without white space.
fn length(received: &Received) -> usize {
    let text = plain_text(received);
    text.chars()
        .filter(|scalar| !scalar.is_whitespace())
        .count()
}
