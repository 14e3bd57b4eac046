//! What a library holds and what it can be asked, as plain values.
//!
//! A library is a tree of folders, [`Source`]s and their sections, in which
//! articles stand. A [`Listing`] says which of them a list shows and in which
//! order, a [`Query`] what a person typed to find some, a [`Headline`] is one
//! row of the list, and a [`Bookmark`] the place where somebody stopped reading.
//!
//! Nothing here reads or keeps anything: that is done by the room `store`. Times
//! are seconds since 1970-01-01T00:00Z, and whoever makes a value brings them.

mod bookmark;
mod headline;
mod history;
mod ids;
mod keeping;
mod listing;
mod marks;
mod query;
mod source;
mod tree;

pub use bookmark::Bookmark;
pub use headline::Headline;
pub use history::{Failure, History, Moved, Validators};
pub use ids::{ArticleId, SectionId, SourceId};
pub use keeping::{Keeping, Pruned, Retention};
pub use listing::{Edge, Listing, Page, Sorting, View};
pub use marks::{Mark, Marked, Marks};
pub use query::{Ask, Field, Query, Snippet, State, Term};
pub use source::{Images, Source};
pub use tree::{Branch, Count, Kind, Tree};
