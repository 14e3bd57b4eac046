//! A source is asked, and what it sends is read.

use std::collections::HashSet;

use super::far::Errand;
use super::manners::Manners;
use crate::article::{Collection, Url};
use crate::fetch::{Body, FetchError, Fetched, Fetcher, Reach, Request, Validators};
use crate::library::{History, Source, SourceId};
use crate::locale::Sentence;
use crate::parse::{self, Bodies, Hint, Parsed};
use crate::sentence;

/// A source that is to be asked.
#[derive(Clone, Debug)]
pub struct SourceErrand {
    /// The source.
    pub source: SourceId,
    request: Request,
    /// The digest of what it sent last.
    digest: Option<u64>,
    /// It has never been asked, so that all its pages are wanted.
    is_first: bool,
}

/// What came of an errand.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The source.
    pub source: SourceId,
    /// What it sent.
    pub outcome: Outcome,
}

/// What a source sent.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nothing new.
    Unchanged(Answered),
    /// Articles, old and new.
    Fresh(Box<Collection>, Answered),
    /// Nothing that can be read.
    Failed(Failed),
}

/// What is worth keeping of an answer.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// By what it is known next time.
    pub validators: Validators,
    /// A number made of its bytes; nothing when none came.
    pub digest: Option<u64>,
    /// For how many seconds it is fresh, where the server says so.
    pub fresh_for: Option<u64>,
    /// After how many seconds the server wants to be asked again, where it says so.
    pub retry_after: Option<u64>,
    /// Where the source has moved for good.
    pub moved_to: Option<String>,
}

/// Why nothing came that can be read.
#[derive(Clone, Debug)]
pub struct Failed {
    /// In a sentence that says what can be done.
    pub words: Sentence,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// What was asked and answered.
    pub details: String,
    /// After how many seconds the server wants to be asked again, where it says so.
    pub retry_after: Option<u64>,
    /// There will never be anything again.
    pub is_gone: bool,
}

/// Pages of a source that are read the first time.
const PAGES: usize = 20;
/// Articles after which no further page is asked for.
const ENOUGH: usize = 1000;

/// What is welcome as a source; everything else is, too.
const ACCEPT: &str = "application/feed+json, application/json;q=0.9, application/atom+xml;q=0.9, \
    application/rss+xml;q=0.9, application/xml;q=0.8, text/html;q=0.7, */*;q=0.5";

impl SourceErrand {
    /// An errand to `source`, of which `history` is known.
    pub fn new(
        id: SourceId,
        source: &Source,
        history: &History,
        manners: &Manners,
    ) -> SourceErrand {
        let validators = Validators {
            etag: history.validators.etag.clone(),
            last_modified: history.validators.modified.clone(),
        };
        SourceErrand {
            source: id,
            request: Request {
                accept: Some(ACCEPT.to_owned()),
                validators,
                ..manners.request(&source.address)
            },
            digest: history.validators.digest,
            is_first: history.succeeded.is_none(),
        }
    }

    async fn outcome(&self, fetcher: &Fetcher) -> Outcome {
        let fetched = match fetcher.fetch(&self.request).await {
            Ok(fetched) => fetched,
            Err(error) => return Outcome::Failed(Failed::of(&error)),
        };
        let answered = Answered::of(&fetched, self.digest);
        if fetched.body == Body::Unchanged || answered.digest == self.digest {
            return Outcome::Unchanged(answered);
        }
        let parsed = parsed(&fetched, &kept());
        if parsed.refused {
            return Outcome::Failed(Failed::unread(&fetched, &parsed));
        }
        let mut collection = parsed.collection;
        if self.is_first {
            self.add_pages(&mut collection, fetched.reach, fetcher)
                .await;
        }
        Outcome::Fresh(Box::new(collection), answered)
    }

    /// Adds the further pages of a source, up to a bound, each once.
    ///
    /// A page that fails ends it: what has come is read.
    async fn add_pages(&self, collection: &mut Collection, reach: Reach, fetcher: &Fetcher) {
        let mut seen = HashSet::from([self.request.address.clone()]);
        let mut articles = collection.root.all_articles().len();
        while let Some(next) = collection.next.take() {
            let is_new = next.opens() && seen.insert(next.to_string());
            if !is_new || seen.len() > PAGES || articles >= ENOUGH {
                return;
            }
            let request = Request {
                address: next.to_string(),
                validators: Validators::default(),
                reach,
                ..self.request.clone()
            };
            let Ok(fetched) = fetcher.fetch(&request).await else {
                return;
            };
            let page = parsed(&fetched, &kept());
            if page.refused {
                return;
            }
            articles += page.collection.root.all_articles().len();
            collection.next = page.collection.next;
            let root = page.collection.root;
            collection.root.articles.extend(root.articles);
            collection.root.sections.extend(root.sections);
        }
    }
}

impl Errand for SourceErrand {
    type Delivery = Delivery;

    async fn run(self, fetcher: &Fetcher) -> Delivery {
        let outcome = self.outcome(fetcher).await;
        Delivery {
            source: self.source,
            outcome,
        }
    }
}

/// The wish to keep bodies as they came.
pub(super) fn kept() -> Hint {
    Hint {
        bodies: Bodies::Kept,
        ..Hint::default()
    }
}

/// Reads what was fetched, with what `hint` says of it.
pub(super) fn parsed(fetched: &Fetched, hint: &Hint) -> Parsed {
    let hint = Hint {
        media_type: fetched.media_type.clone(),
        name: file_name(&fetched.address),
        base: Url::new(&fetched.address),
        ..hint.clone()
    };
    parse::parse(fetched.body.bytes(), &hint)
}

/// The last part of the path of an address.
fn file_name(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    path.rsplit('/').next().map(str::to_owned)
}

/// A number that two answers hardly share (FNV-1a, 64 bits).
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl Answered {
    /// What is worth keeping of an answer; `digest` is that of the bytes, should none have come.
    pub(super) fn of(fetched: &Fetched, digest: Option<u64>) -> Answered {
        let came = match &fetched.body {
            Body::Bytes(bytes) => Some(self::digest(bytes)),
            Body::Unchanged => digest,
        };
        Answered {
            validators: fetched.validators.clone(),
            digest: came,
            fresh_for: fetched.fresh_for,
            retry_after: fetched.retry_after,
            moved_to: fetched.moved_to().map(str::to_owned),
        }
    }
}

impl Failed {
    pub(super) fn of(error: &FetchError) -> Failed {
        Failed {
            words: error.sentence(),
            status: error.trace.status,
            details: error.trace.details(),
            retry_after: error.retry_after,
            is_gone: error.is_gone(),
        }
    }

    /// An answer that holds no articles.
    pub(super) fn unread(fetched: &Fetched, parsed: &Parsed) -> Failed {
        let address = &fetched.address;
        let first = parsed.complaints.first();
        let words = first.map_or_else(
            || sentence!("{address}: no articles in it", "{address}：其中没有文章"),
            |complaint| complaint.told(address),
        );
        let media_type = fetched.media_type.as_deref().unwrap_or_default();
        let bytes = fetched.body.bytes().len();
        Failed {
            words,
            status: Some(fetched.status),
            details: format!(
                "GET {address}\n{}\ncontent-type: {media_type}\n{bytes} bytes",
                fetched.status
            ),
            retry_after: fetched.retry_after,
            is_gone: false,
        }
    }
}
