//! Articles out, as Wenlan article JSON and as Markdown.
//!
//! [`json`] loses nothing: what it writes reads back to the same article.
//! [`markdown`] is for other programs and keeps what `CommonMark` can say.

mod inline;
mod json;
mod markdown;

pub use json::{collection_json, json};
pub use markdown::markdown;
