//! The library on disk: values in, values out, one SQLite file between.
//!
//! 1. `open` opens the file, or says in words why not; `schema` brings an older one up to date.
//! 2. `sources`, `tree` and `put` keep what is subscribed to and what has arrived.
//! 3. `lists` and `search` answer a [`Listing`](crate::library::Listing) page by page.
//! 4. `marks`, `bookmarks`, `pictures` and `settings` keep what the person and the reader add.
//! 5. `retention` takes away what shall not be kept, `doctor` finds and mends what broke.
//!
//! Rows and SQL stay in here. Every reading sees one state of the library, every
//! writing is one transaction: it happens whole or not at all, whatever happens to
//! the program, the disk or the power. The store parses nothing and fetches nothing;
//! the text that a search goes through is handed in. It takes the time from whoever calls.

mod arriving;
mod articles;
mod bookmarks;
mod by_source;
mod digest;
mod doctor;

mod error;
mod headlines;
mod identity;
mod indexing;
mod lists;
mod marks;
mod open;
mod order;
mod pictures;
mod put;
mod record;
mod retention;
mod scans;
mod schema;
mod scope;
mod search;
mod settings;
mod sources;
mod tokenizer;
mod tree;

use std::cell::Cell;
use std::path::PathBuf;

use rusqlite::Connection;

pub use articles::Edition;
pub use doctor::{Checkup, Salvaged};

pub use error::{StoreError, Trouble};
pub use indexing::Waiting;
pub use pictures::Picture;
pub use put::Arrived;

/// A library.
///
/// It may be opened several times at once, by one program or by several; one of
/// them writes at a time and the others wait. It may move to another thread.
pub struct Store {
    connection: Connection,
    /// Where it is; a library in memory is nowhere.
    path: Option<PathBuf>,
    /// Why it cannot be written, when it was opened for reading.
    forbidden: Option<Trouble>,
    /// Our tokenizer has been told to the connection, which is done when it is first needed.
    knows_tokens: Cell<bool>,
}

#[cfg(test)]
mod tests;
