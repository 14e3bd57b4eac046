//! A source is asked, and what it sends is read.

use std::collections::HashSet;
use std::sync::Arc;

use super::far::Errand;
use super::manners::Manners;
use super::mapped::Mapped;
use super::onward::Onward;
use crate::article::{Collection, Url};
use crate::fetch::{Body, FetchError, Fetched, Fetcher, Request, Validators};
use crate::library::{Source, SourceId};
use crate::locale::Sentence;
use crate::parse::mapping::Mapping;
use crate::parse::{self, Bodies, Format, Hint, Parsed};
use crate::sentence;
use crate::store::{Store, StoreError};

/// A source that is to be asked.
#[derive(Clone, Debug)]
pub struct SourceErrand {
    /// The source.
    pub source: SourceId,
    asked: Asked,
    /// It has never been asked, so that all its pages are wanted.
    is_first: bool,
}

/// An address that is to be asked for articles.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    request: Request,
    /// The mapping that the person wrote for it, or what is wrong with that.
    mapping: Result<Option<Arc<Mapping>>, Sentence>,
    /// The digest of what it sent last.
    digest: Option<u64>,
    /// By what the articles are known that are in the library, where a mapping must know.
    had: HashSet<String>,
}

/// What an address has answered.
pub(super) enum Came {
    /// Nothing new.
    Unchanged(Answered),
    /// The first answer, and all that was read.
    Read(Box<(Fetched, Parsed)>, Answered),
    /// Nothing that can be read.
    Failed(Failed),
}

impl Came {
    /// What was read at an address of which nothing was known before, or why nothing was.
    pub(super) fn read(self, address: &str) -> Result<(Fetched, Parsed, Answered), Sentence> {
        match self {
            Came::Read(read, answered) => Ok((read.0, read.1, answered)),
            Came::Failed(failed) => Err(failed.words),
            Came::Unchanged(_) => Err(sentence!(
                "{address}: the server says that nothing is new, though nothing was known; try again",
                "{address}：服务器回答内容未变，但此前并未取过，请重试"
            )),
        }
    }
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

/// What is welcome as a source; everything else is, too.
const ACCEPT: &str = "application/feed+json, application/json;q=0.9, application/atom+xml;q=0.9, \
    application/rss+xml;q=0.9, application/xml;q=0.8, text/html;q=0.7, */*;q=0.5";

/// The errands to some sources, with what the library knows of them.
pub fn errands(
    store: &Store,
    sources: &[(SourceId, Source)],
    manners: &Manners,
) -> Result<Vec<SourceErrand>, StoreError> {
    let mappings = manners.mappings();
    let mut errands = Vec::with_capacity(sources.len());
    for (id, source) in sources {
        let history = store.history(*id)?;
        let mut asked = Asked::new(&source.address, mappings.of(source), manners);
        asked.request.validators = Validators {
            etag: history.validators.etag.clone(),
            last_modified: history.validators.modified.clone(),
        };
        asked.digest = history.validators.digest;
        if let Some(mapping) = asked.may_be_mapped() {
            // What a detail has not come for is asked for again.
            asked.had = store.names_of(*id, mapping.has_details())?;
        }
        errands.push(SourceErrand {
            source: *id,
            asked,
            is_first: history.succeeded.is_none(),
        });
    }
    Ok(errands)
}

impl Asked {
    /// Asks an address of which nothing is known.
    pub(super) fn new(
        address: &str,
        mapping: Result<Option<Arc<Mapping>>, Sentence>,
        manners: &Manners,
    ) -> Asked {
        Asked {
            request: Request {
                accept: Some(ACCEPT.to_owned()),
                ..manners.request(address)
            },
            mapping,
            digest: None,
            had: HashSet::new(),
        }
    }

    /// Joins the further pages of an article that has come.
    pub(super) async fn join(&self, read: &mut (Fetched, Parsed), hint: &Hint, fetcher: &Fetcher) {
        let onward = Onward::new(&self.request, &read.0, hint, fetcher);
        onward.join_article(&mut read.1).await;
    }

    /// The mapping that may be for it.
    fn may_be_mapped(&self) -> Option<&Mapping> {
        match &self.mapping {
            Ok(Some(own)) => Some(own),
            Ok(None) => self.ours(),
            Err(_) => None,
        }
    }

    /// The mapping that we bring along for its address.
    fn ours(&self) -> Option<&'static Mapping> {
        Mapping::known(&Url::new(&self.request.address)?)
    }

    /// Asks, by the person's mapping if there is one; by ours if the answer is of its kind.
    pub(super) async fn ask(&self, hint: &Hint, fetcher: &Fetcher) -> Came {
        match &self.mapping {
            Err(why) => Came::Failed(Failed::of_words(why.clone())),
            Ok(Some(mapping)) => self.mapped(mapping, true).read(None, hint, fetcher).await,
            Ok(None) => self.ask_plainly(hint, fetcher).await,
        }
    }

    async fn ask_plainly(&self, hint: &Hint, fetcher: &Fetcher) -> Came {
        let fetched = match fetcher.fetch(&self.request).await {
            Ok(fetched) => fetched,
            Err(error) => return Came::Failed(Failed::of(&error)),
        };
        let answered = Answered::of(&fetched, self.digest);
        if answered.is_known(&fetched, self.digest) {
            return Came::Unchanged(answered);
        }
        let parsed = parsed(&fetched, hint);
        let ours = self.ours().filter(|ours| {
            let name = parsed.mapping.as_ref();
            !parsed.refused && name == Some(ours.name())
        });
        match ours {
            Some(ours) => {
                let mapped = self.mapped(ours, false);
                mapped.read(Some(fetched), hint, fetcher).await
            }
            None => Came::Read(Box::new((fetched, parsed)), answered),
        }
    }

    fn mapped<'a>(&'a self, mapping: &'a Mapping, is_own: bool) -> Mapped<'a> {
        Mapped {
            mapping,
            is_own,
            usual: &self.request,
            had: &self.had,
            digest: self.digest,
        }
    }
}

impl SourceErrand {
    async fn outcome(&self, fetcher: &Fetcher) -> Outcome {
        match self.asked.ask(&kept(), fetcher).await {
            Came::Unchanged(answered) => Outcome::Unchanged(answered),
            Came::Failed(failed) => Outcome::Failed(failed),
            Came::Read(read, answered) => {
                let (fetched, parsed) = *read;
                if is_lone_page(&parsed) {
                    return Outcome::Failed(Failed::page(&fetched));
                }
                if parsed.refused {
                    return Outcome::Failed(Failed::unread(&fetched, &parsed));
                }
                let mut collection = parsed.collection;
                if self.is_first {
                    let hint = kept();
                    let onward = Onward::new(&self.asked.request, &fetched, &hint, fetcher);
                    onward.add_pages(&mut collection).await;
                }
                Outcome::Fresh(Box::new(collection), answered)
            }
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

    fn lost(&self, why: Sentence) -> Delivery {
        Delivery {
            source: self.source,
            outcome: Outcome::Failed(Failed::of_words(why)),
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
        bodies: hint.bodies,
        from: hint.from,
        ..told_of(fetched)
    };
    parse::parse(fetched.body.bytes(), &hint)
}

/// What is known of what was fetched beside its bytes.
pub(super) fn told_of(fetched: &Fetched) -> Hint {
    Hint {
        media_type: fetched.media_type.clone(),
        name: file_name(&fetched.address),
        base: Url::new(&fetched.address),
        ..Hint::default()
    }
}

/// Whether a page came that may be an article to be read, or nothing, but is no source of articles.
pub(super) fn is_lone_page(found: &Parsed) -> bool {
    let articles = found.collection.root.all_articles().len();
    match found.format {
        Format::Html | Format::Page => articles <= 1,
        Format::Markdown | Format::Text => articles == 1,
        _ => false,
    }
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

    /// Whether what came is what came the last time, when its digest was `digest`.
    pub(super) fn is_known(&self, fetched: &Fetched, digest: Option<u64>) -> bool {
        fetched.body == Body::Unchanged || self.digest.is_some() && self.digest == digest
    }
}

impl Failed {
    /// A failure of which there are only words.
    pub(super) fn of_words(words: Sentence) -> Failed {
        Failed {
            words,
            status: None,
            details: String::new(),
            retry_after: None,
            is_gone: false,
        }
    }

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
        let Sentence { en, zh } = first.map_or_else(
            || sentence!("{address}: no articles in it", "{address}：其中没有文章"),
            |complaint| complaint.told(address),
        );
        let words = sentence!(
            "{en}; try again later, or look into it with `wenlan check`",
            "{zh}；请稍后再试，或用 wenlan check 查看"
        );
        Failed::answered(fetched, words)
    }

    /// A page in the place of articles: a network that asks for a password, a server that
    /// excuses itself and calls that well done. It is not to be taken for the newest article.
    fn page(fetched: &Fetched) -> Failed {
        let address = &fetched.address;
        let words = sentence!(
            "{address}: a web page came instead of articles, perhaps to log in or to tell of an error; open it in a browser",
            "{address}：得到的是网页而不是文章列表，可能是登录页或出错页，请用浏览器打开查看"
        );
        Failed::answered(fetched, words)
    }

    /// An answer that came to nothing.
    fn answered(fetched: &Fetched, words: Sentence) -> Failed {
        let address = &fetched.address;
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
