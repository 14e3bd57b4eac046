//! Finds out what an address offers, before somebody subscribes to it.

use super::errand::{Answered, Failed, kept, parsed};
use super::far::wait;
use super::manners::Manners;
use crate::article::{Collection, Url};
use crate::fetch::{Fetched, Fetcher};
use crate::locale::Sentence;
use crate::parse::{Format, FoundFeed, Hint, Parsed, feeds_of};
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

/// Asks what there is at `address`: a source, or a page that names its feed.
pub fn offer(address: &str, manners: &Manners) -> Result<Offer, Sentence> {
    wait(manners, async |fetcher| {
        find(address, manners, fetcher).await
    })
}

async fn find(address: &str, manners: &Manners, fetcher: &Fetcher) -> Result<Offer, Sentence> {
    let (fetched, found) = ask(address, manners, fetcher).await?;
    let mut feeds = feeds(&fetched, &found);
    if feeds.is_empty() {
        return offered(address.to_owned(), &fetched, found, Vec::new());
    }
    let feed = feeds.remove(0);
    let feed_address = feed.url.to_string();
    let (fetched, found) = ask(&feed_address, manners, fetcher).await?;
    offered(feed_address, &fetched, found, feeds)
}

async fn ask(
    address: &str,
    manners: &Manners,
    fetcher: &Fetcher,
) -> Result<(Fetched, Parsed), Sentence> {
    let fetched = fetcher.fetch(&manners.request(address)).await;
    let fetched = fetched.map_err(|error| Failed::of(&error).words)?;
    let found = parsed(&fetched, &kept());
    Ok((fetched, found))
}

/// The feeds that a page names, the best first.
fn feeds(fetched: &Fetched, found: &Parsed) -> Vec<FoundFeed> {
    if found.format != Format::Html {
        return Vec::new();
    }
    let hint = Hint {
        media_type: fetched.media_type.clone(),
        base: Url::new(&fetched.address),
        ..Hint::default()
    };
    feeds_of(fetched.body.bytes(), &hint)
}

fn offered(
    address: String,
    fetched: &Fetched,
    found: Parsed,
    others: Vec<FoundFeed>,
) -> Result<Offer, Sentence> {
    let is_single_page =
        found.format == Format::Html && found.collection.root.all_articles().len() == 1;
    if found.refused {
        return Err(Failed::unread(fetched, &found).words);
    }
    if is_single_page {
        return Err(sentence!(
            "{address}: this is one article, and names no feed; `wenlan {address}` opens it",
            "{address}：这是一篇文章，没有写明订阅源；可用 wenlan {address} 直接打开"
        ));
    }
    Ok(Offer {
        answered: Answered::of(fetched, None),
        address,
        format: found.format,
        collection: found.collection,
        others,
    })
}
