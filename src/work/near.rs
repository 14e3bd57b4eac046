//! The near queue: what the library on this machine answers, at once.
//!
//! One thread owns the library; what is asked of it is done in order. Nothing
//! here waits for a network.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::app::{Answer, Around, Effect, Opened, Origin, PAGE, Which};
use crate::article::{Article, Collection, Label};
use crate::library::{
    ArticleId, Edge, Headline, Listing, Page, Source, SourceId, State, Tree, View,
};
use crate::locale::Sentence;
use crate::parse;
use crate::sentence;
use crate::store::{Edition, Store, StoreError};
use crate::text::Profile;

/// The library, and the articles that were read from it last.
pub struct Near {
    store: Store,
    /// The tree as it was last told.
    tree: Tree,
    /// Articles whose bodies have been read, the last at the end.
    read: VecDeque<(ArticleId, Arc<Article>)>,
}

/// Rows of the first page of a list: those of a screen. More are asked for when it is drawn.
const SCREEN: usize = 40;

/// Articles that are kept as they were read, for going back and forth.
const READ: usize = 8;

/// Seconds since 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

impl Near {
    /// Asks `store` from now on.
    pub fn new(store: Store) -> Near {
        Near {
            store,
            tree: Tree::default(),
            read: VecDeque::new(),
        }
    }

    /// The library itself.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Ends the visit of somebody who has looked at the library.
    pub(super) fn leave(&mut self) {
        if self.store.path().is_some() && !self.store.is_read_only() {
            // Whoever leaves is told nothing; what was asked has been done.
            let _ = self.store.end_visit().and_then(|()| self.store.settle());
        }
    }

    /// Does what is asked; nothing is said where there is nothing to say.
    ///
    /// What is not the library's business is not done.
    pub fn answer(&mut self, effect: Effect) -> Result<Option<Answer>, StoreError> {
        Ok(Some(match effect {
            Effect::Tree => {
                self.tree = self.store.tree()?;
                Answer::Tree(self.tree.clone())
            }
            Effect::Window { listing, around } => {
                let (above, below) = self.window(&listing, around)?;
                Answer::Window {
                    listing,
                    around,
                    above,
                    below,
                }
            }
            Effect::More { listing, edge } => {
                let page = self.store.page(&listing, edge, PAGE)?;
                Answer::More {
                    listing,
                    edge,
                    page,
                }
            }
            Effect::FindUnread { listing, edge } => {
                let unread = Listing {
                    query: listing.query.clone().with(State::Unread),
                    ..listing.clone()
                };
                let page = self.store.page(&unread, edge, 1)?;
                Answer::Unread {
                    listing,
                    edge,
                    found: page.headlines.into_iter().next(),
                }
            }
            Effect::Snippets {
                query,
                articles,
                cells,
            } => {
                let mut snippets = Vec::with_capacity(articles.len());
                for id in articles {
                    let text = self.text_of(id)?;
                    snippets.push((id, query.snippet(&text, cells, Profile::default())));
                }
                Answer::Snippets { query, snippets }
            }
            Effect::Read(id) => Answer::Article {
                id,
                result: self.read(id)?,
            },
            Effect::Mark { of, mark, on } => Answer::Marked(match of {
                Which::One(id) => self.store.mark(&[id], mark, on)?,
                Which::All(listing, latest) => self.store.mark_all(&listing, latest, mark, on)?,
            }),
            Effect::Unmark(marked) => {
                self.store.unmark(&marked)?;
                Answer::Unmarked(marked)
            }
            Effect::Keep {
                id,
                bookmark,
                progress,
            } => {
                self.store.keep_bookmark(id, &bookmark, progress, now())?;
                return Ok(None);
            }
            Effect::Inspect(id) => return self.inspect(id),
            _ => return Ok(None),
        }))
    }

    /// The rows above a place, and from it on.
    fn window(&self, listing: &Listing, around: Around) -> Result<(Page, Page), StoreError> {
        let page = |edge| self.store.page(listing, edge, PAGE);
        Ok(match around {
            Around::Start => (
                Page::default(),
                self.store.page(listing, Edge::Start, SCREEN)?,
            ),
            Around::End => (page(Edge::End)?, Page::default()),
            Around::Article(id) if self.store.headlines(&[id])?.is_empty() => {
                (Page::default(), page(Edge::Start)?)
            }
            Around::Article(id) => (page(Edge::Before(id))?, page(Edge::From(id))?),
        })
    }

    fn read(&mut self, id: ArticleId) -> Result<Result<Opened, Sentence>, StoreError> {
        let gone = || {
            sentence!(
                "this article is no longer in the library",
                "这篇文章已不在文库中"
            )
        };
        let Some(headline) = self.store.headlines(&[id])?.pop() else {
            return Ok(Err(gone()));
        };
        let Some(article) = self.article(&headline)? else {
            return Ok(Err(gone()));
        };
        Ok(Ok(Opened {
            headline,
            article,
            bookmark: self.store.bookmark(id)?,
        }))
    }

    /// An article with its body read; nothing when it is gone.
    fn article(&mut self, headline: &Headline) -> Result<Option<Arc<Article>>, StoreError> {
        let id = headline.id;
        if let Some((_, article)) = self.read.iter().find(|(read, _)| *read == id) {
            return Ok(Some(Arc::clone(article)));
        }
        let Some(mut article) = self.store.article(id, Edition::Fullest)? else {
            return Ok(None);
        };
        if let Some(received) = article.received.take() {
            article.body = parse::read_body(&received).blocks;
        }
        if article.breadcrumb.is_empty() {
            let source = View::Source(headline.source);
            let section = headline.section.map_or(source, View::Section);
            article.breadcrumb = self.tree.way(section);
        }
        let article = Arc::new(article);
        if self.read.len() == READ {
            self.read.pop_front();
        }
        self.read.push_back((id, Arc::clone(&article)));
        Ok(Some(article))
    }

    /// The text that a search went through.
    fn text_of(&self, id: ArticleId) -> Result<String, StoreError> {
        let received = self.store.received(id, Edition::Fullest)?;
        Ok(received.as_ref().map(parse::plain_text).unwrap_or_default())
    }

    /// Forgets what was read of articles that have changed.
    pub(super) fn forget(&mut self, changed: &[ArticleId]) {
        self.read.retain(|(id, _)| !changed.contains(id));
    }

    fn inspect(&self, id: SourceId) -> Result<Option<Answer>, StoreError> {
        let Some(source) = self.store.source(id)? else {
            return Ok(None);
        };
        let history = self.store.history(id)?;
        Ok(Some(Answer::Source {
            source: Box::new(source),
            history: Box::new(history),
        }))
    }

    /// Puts what was opened without being subscribed to on the shelf.
    pub fn show(&mut self, origin: &Origin, collection: &Collection) -> Result<(), StoreError> {
        let name = match origin {
            Origin::Sample => "sample".to_owned(),
            Origin::StandardInput => "-".to_owned(),
            Origin::Named(name) => name.clone(),
        };
        let source = Source {
            title: Label::new(&collection.root.title),
            address: name,
            ..Source::default()
        };
        let (id, _) = self.store.add(&source)?;
        self.store.put(id, collection, now())?;
        Ok(())
    }
}

/// Whether a later question makes `effect` one that nobody needs an answer to.
pub(super) fn is_outdated(effect: &Effect, later: &Effect) -> bool {
    matches!(
        (effect, later),
        (
            Effect::Window { .. } | Effect::More { .. } | Effect::Snippets { .. },
            Effect::Window { .. },
        ) | (Effect::Read(_), Effect::Read(_))
            | (Effect::Tree, Effect::Tree)
    )
}
