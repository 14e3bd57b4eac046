//! What is fetched ahead of reading, where the person wishes it: full texts, then pictures.

use std::collections::HashSet;
use std::slice;

use super::delivery::Brought;
use super::far::Errand;
use super::full_text::{PageDelivery, PageErrand};
use super::manners::Manners;
use super::near::now;
use super::pictures::PictureErrand;
use crate::article::{Block, Url};
use crate::config::Pictures;
use crate::fetch::Fetcher;
use crate::library::{ArticleId, Images, Source, SourceId};
use crate::locale::Sentence;
use crate::parse;
use crate::store::{self, Edition, Store, StoreError};

/// Pages that are fetched for one source at a time.
const PAGES: usize = 100;

/// Pictures that are fetched ahead until the next time.
const PICTURES: usize = 200;

/// What goes ahead of the person: the page of an article, or a picture that one shows.
#[derive(Debug)]
pub struct AheadErrand(Wish);

#[derive(Debug)]
enum Wish {
    Page(PageErrand),
    Picture(ArticleId, Url, PictureErrand),
}

/// What was brought of it.
#[derive(Debug)]
pub enum AheadDelivery {
    /// The page of an article.
    Page(PageDelivery),
    /// A picture that an article shows.
    Picture(ArticleId, Url, Result<store::Picture, Sentence>),
}

/// Knows what is to be fetched ahead, and takes it in.
#[derive(Debug)]
pub struct Ahead {
    manners: Manners,
    images: Pictures,
    /// How many pictures may still be fetched.
    left: usize,
    /// Pictures that somebody is out for, or was.
    sought: HashSet<String>,
    /// How it went.
    pub tally: Tally,
}

/// What has been fetched ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles of which there is the full text now.
    pub pages: usize,
    /// Pictures.
    pub pictures: usize,
    /// Pages that gave no more than was there, or that could not be fetched, and pictures that could not.
    pub missed: usize,
}

impl Ahead {
    /// Fetches in these manners, and pictures as they are usually fetched.
    pub fn new(manners: Manners, images: Pictures) -> Ahead {
        Ahead {
            manners,
            images,
            left: PICTURES,
            sought: HashSet::new(),
            tally: Tally::default(),
        }
    }

    /// What is to be fetched ahead for what a source has brought.
    pub fn errands(
        &mut self,
        store: &mut Store,
        source: SourceId,
        brought: &Brought,
    ) -> Result<Vec<AheadErrand>, StoreError> {
        let Some(source) = store.source(source)? else {
            return Ok(Vec::new());
        };
        let (mut errands, mut pages) = (Vec::new(), 0);
        for &article in brought.new.iter().chain(&brought.updated) {
            let page = if source.full_text && pages < PAGES {
                PageErrand::new(store, article, &self.manners)?
            } else {
                None
            };
            match page {
                Some(page) => {
                    pages += 1;
                    errands.push(AheadErrand(Wish::Page(page)));
                }
                None => errands.extend(self.pictures(store, &source, article)?),
            }
        }
        Ok(errands)
    }

    /// Takes in what was brought; says what is to be fetched for that.
    pub fn take_in(
        &mut self,
        store: &mut Store,
        delivery: AheadDelivery,
    ) -> Result<Vec<AheadErrand>, StoreError> {
        match delivery {
            AheadDelivery::Page(PageDelivery { article, result }) => {
                match result {
                    Ok(page) => {
                        store.put_page(article, &page)?;
                        self.tally.pages += 1;
                    }
                    Err(_) => self.tally.missed += 1,
                }
                match store.source_of(article)? {
                    Some(source) => self.pictures(store, &source, article),
                    None => Ok(Vec::new()),
                }
            }
            AheadDelivery::Picture(article, url, result) => {
                match result {
                    Ok(picture) => {
                        keep(store, article, &url, &picture, self.images.budget)?;
                        self.tally.pictures += 1;
                    }
                    Err(_) => self.tally.missed += 1,
                }
                Ok(Vec::new())
            }
        }
    }

    /// The pictures of an article that are not in the library, where they are wished ahead.
    fn pictures(
        &mut self,
        store: &Store,
        source: &Source,
        article: ArticleId,
    ) -> Result<Vec<AheadErrand>, StoreError> {
        let is_wished = source.images.unwrap_or(self.images.fetch) == Images::Ahead;
        if !is_wished || self.left == 0 {
            return Ok(Vec::new());
        }
        let received = store
            .received(article, Edition::Fullest)?
            .unwrap_or_default();
        let body = parse::read_body(&received).blocks;
        let mut errands = Vec::new();
        let images = body.iter().flat_map(Block::images);
        for url in images.filter_map(|image| image.url.as_ref()) {
            let is_new = url.opens() && self.sought.insert(url.to_string());
            if self.left > 0 && is_new && store.picture(url)?.is_none() {
                self.left -= 1;
                let errand = PictureErrand::new(url, source, &self.manners);
                errands.push(AheadErrand(Wish::Picture(article, url.clone(), errand)));
            }
        }
        Ok(errands)
    }
}

/// Keeps a picture that an article shows.
pub(super) fn keep(
    store: &mut Store,
    article: ArticleId,
    url: &Url,
    picture: &store::Picture,
    budget: u64,
) -> Result<(), StoreError> {
    if store.is_read_only() {
        return Ok(());
    }
    store.meet_pictures(article, slice::from_ref(url), now())?;
    store.keep_picture(url, picture, budget, now())
}

impl Errand for AheadErrand {
    type Delivery = AheadDelivery;

    async fn run(self, fetcher: &Fetcher) -> AheadDelivery {
        match self.0 {
            Wish::Page(page) => AheadDelivery::Page(page.run(fetcher).await),
            Wish::Picture(article, url, errand) => {
                AheadDelivery::Picture(article, url, errand.run(fetcher).await)
            }
        }
    }

    fn lost(&self, why: Sentence) -> AheadDelivery {
        match &self.0 {
            Wish::Page(page) => AheadDelivery::Page(page.lost(why)),
            Wish::Picture(article, url, _) => {
                AheadDelivery::Picture(*article, url.clone(), Err(why))
            }
        }
    }
}
