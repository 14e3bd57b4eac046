//! Articles out, as Wenlan article JSON and as Markdown; lists of feeds out.
//!
//! [`json`] loses nothing: what it writes reads back to the same article.
//! [`markdown`] is for other programs and keeps what `CommonMark` can say.
//! [`opml`] and [`newsboat`] write what somebody follows, for other readers.

mod inline;
mod json;
mod markdown;
mod subscriptions;

pub use json::{collection_json, json};
pub use markdown::markdown;
pub use subscriptions::{newsboat, opml};
