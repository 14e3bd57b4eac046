//! What takes long, away from the loop.
//!
//! - [`Near`] asks the library on this machine; one thread owns it.
//! - [`Far`] sends [`Errand`]s out over the network; what they bring is taken in by [`take_in`].
//! - [`read`] and [`collect`] read what a person names: a file, a folder, an address.
//!
//! [`Work`] is all of these for the loop, which is woken when there is an answer.

mod ahead;
mod attendant;
mod delivery;
mod errand;
mod far;
mod folder;
mod full_text;
mod indexing;
mod manners;
mod mapped;
mod near;
mod onward;
mod pictures;
mod pruning;
mod queue;
mod refreshing;
mod source;
mod subscribing;

pub use ahead::{Ahead, AheadDelivery, AheadErrand, Tally};
pub use delivery::{Brought, take_in};
pub use errand::{Answered, Delivery, Failed, Outcome, SourceErrand, errands};
pub use far::{Errand, Far};
pub use full_text::{PageDelivery, PageErrand};
pub use indexing::index_all;
pub use manners::Manners;
pub use mapped::Mappings;
pub use near::{Near, now};
pub use pruning::{prune, prunes};
pub use queue::{Habits, Work};
pub use source::{Raw, Reading, collect, is_address, raw, read};
pub use subscribing::{Offer, offer};
