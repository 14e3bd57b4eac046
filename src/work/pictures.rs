//! Pictures of articles: fetched where the person allows it, decoded on a thread of their own.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::far::Errand;
use super::manners::Manners;
use crate::app::Answer;
use crate::article::Url;
use crate::fetch::{Body, Fetcher, Request};
use crate::library::{ArticleId, Images, Source};
use crate::locale::Sentence;
use crate::picture::{Picture, Pixels};
use crate::sentence;
use crate::store;

/// A picture that is wanted.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    /// By an article.
    pub(super) id: ArticleId,
    /// At this address.
    pub(super) url: Url,
    /// No larger than this.
    pub(super) room: Pixels,
}

impl Sought {
    /// The answer to whoever wanted it.
    pub(super) fn answer(self, result: Result<Option<Arc<Picture>>, Sentence>) -> Answer {
        Answer::Picture {
            id: self.id,
            url: self.url,
            result,
        }
    }
}

/// Whether the pictures of a source may be fetched when an article is opened.
pub(super) fn is_allowed(source: &Source, usual: Images) -> bool {
    source.images.unwrap_or(usual) != Images::Never
}

/// A picture that is to be fetched.
#[derive(Debug)]
pub(super) struct PictureErrand {
    request: Request,
}

/// The longest picture that is fetched, in bytes.
const LONGEST: usize = 20 << 20;

impl PictureErrand {
    /// An errand for a picture that an article of `source` shows.
    pub(super) fn new(url: &Url, source: &Source, manners: &Manners) -> PictureErrand {
        let mut request = manners.request_behind(&source.address, url.as_str());
        request.accept = Some("image/png, image/jpeg, image/gif, image/webp".to_owned());
        request.limits.bytes = LONGEST;
        PictureErrand { request }
    }
}

impl Errand for PictureErrand {
    type Delivery = Result<store::Picture, Sentence>;

    async fn run(self, fetcher: &Fetcher) -> Self::Delivery {
        let fetched = fetcher.fetch(&self.request).await;
        let fetched = fetched.map_err(|error| error.sentence())?;
        match fetched.body {
            Body::Bytes(bytes) => Ok(store::Picture {
                media_type: fetched.media_type,
                bytes,
            }),
            Body::Unchanged => {
                let address = fetched.address;
                Err(sentence!(
                    "{address}: no picture came",
                    "{address}：没有得到图片"
                ))
            }
        }
    }

    fn lost(&self, why: Sentence) -> Self::Delivery {
        Err(why)
    }
}

/// Decodes pictures on a thread of its own.
pub(super) struct Decoder {
    queue: Sender<(Sought, Vec<u8>)>,
}

impl Decoder {
    /// Decodes from now on; `deliver` is called with each picture.
    pub(super) fn new(
        deliver: impl Fn(Sought, Result<Arc<Picture>, Sentence>) + Send + 'static,
    ) -> Decoder {
        let (queue, sought) = channel();
        // Where there is no thread to be had, pictures stay captions.
        let thread = thread::Builder::new().name("pictures".to_owned());
        let _ = thread.spawn(move || attend(&sought, deliver));
        Decoder { queue }
    }

    /// Has a picture decoded.
    pub(super) fn decode(&self, sought: Sought, bytes: Vec<u8>) {
        let _ = self.queue.send((sought, bytes));
    }
}

/// Decodes what is sought, in order; when another article seeks pictures, the others are left.
fn attend(
    queue: &Receiver<(Sought, Vec<u8>)>,
    deliver: impl Fn(Sought, Result<Arc<Picture>, Sentence>),
) {
    let mut waiting: Vec<(Sought, Vec<u8>)> = Vec::new();
    loop {
        if waiting.is_empty() {
            let Ok(next) = queue.recv() else { return };
            waiting.push(next);
        }
        waiting.extend(queue.try_iter());
        let last = waiting.last().map(|(sought, _)| sought.id);
        waiting.retain(|(sought, _)| Some(sought.id) == last);
        let (sought, bytes) = waiting.remove(0);
        let picture = Picture::decode(&bytes, sought.room).map(Arc::new);
        deliver(sought, picture);
    }
}
