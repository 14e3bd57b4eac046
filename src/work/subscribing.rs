//! Finds out what an address offers, before somebody subscribes to it.

use super::errand::{Answered, Asked, Failed, is_lone_page, kept, told_of};
use super::far::wait;
use super::manners::Manners;
use crate::article::Collection;
use crate::fetch::{Fetched, Fetcher};
use crate::library::Source;
use crate::locale::Sentence;
use crate::parse::{Format, FoundFeed, Parsed, feeds_of};
use crate::sentence;

/// What can be subscribed to at an address.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The address to ask from now on.
    pub address: String,
    /// What it is.
    pub format: Format,
    /// What it holds now.
    pub collection: Collection,
    /// What is worth keeping of the answer.
    pub answered: Answered,
    /// Other feeds that the page at the address names.
    pub others: Vec<FoundFeed>,
}

/// Asks what there is at the address of `source`: a source, or a page that names its feed.
pub fn offer(source: &Source, manners: &Manners) -> Result<Offer, Sentence> {
    wait(manners, async |fetcher| {
        find(source, manners, fetcher).await
    })
}

async fn find(source: &Source, manners: &Manners, fetcher: &Fetcher) -> Result<Offer, Sentence> {
    let asked = ask(source, manners, fetcher).await?;
    let mut feeds = feeds(&asked.fetched, &asked.found);
    if feeds.is_empty() {
        return offered(source.address.clone(), asked, Vec::new());
    }
    let feed = Source {
        address: feeds.remove(0).url.to_string(),
        ..source.clone()
    };
    let asked = ask(&feed, manners, fetcher).await?;
    offered(feed.address, asked, feeds)
}

/// What an address has answered.
struct Asking {
    fetched: Fetched,
    found: Parsed,
    answered: Answered,
}

async fn ask(source: &Source, manners: &Manners, fetcher: &Fetcher) -> Result<Asking, Sentence> {
    let mapping = manners.mappings().of(source);
    let asked = Asked::new(&source.address, mapping, manners);
    let came = asked.ask(&kept(), fetcher).await;
    let (fetched, found, answered) = came.read(&source.address)?;
    Ok(Asking {
        fetched,
        found,
        answered,
    })
}

/// The feeds that a page names, the best first.
fn feeds(fetched: &Fetched, found: &Parsed) -> Vec<FoundFeed> {
    if !matches!(found.format, Format::Html | Format::Page) {
        return Vec::new();
    }
    feeds_of(fetched.body.bytes(), &told_of(fetched))
}

fn offered(address: String, asked: Asking, others: Vec<FoundFeed>) -> Result<Offer, Sentence> {
    let Asking {
        fetched,
        found,
        answered,
    } = asked;
    if found.refused {
        return Err(Failed::unread(&fetched, &found).words);
    }
    if is_lone_page(&found) {
        return Err(sentence!(
            "{address}: this is one article, and names no feed; `wenlan {address}` opens it",
            "{address}：这是一篇文章，没有写明订阅源；可用 wenlan {address} 直接打开"
        ));
    }
    Ok(Offer {
        answered,
        address,
        format: found.format,
        collection: found.collection,
        others,
    })
}
