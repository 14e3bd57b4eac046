//! What a terminal does with text: clusters, cells and the places where a line may part.
//!
//! This room knows Unicode and the rules of Chinese lines, and nothing else: not
//! what an article is, not how long a line shall be, not which colour it has.

mod classes;
mod clusters;
mod count;
mod fold;
mod line;
mod lines;
mod properties;
mod sanitise;
mod simplified;
mod title;
mod tokens;
mod width;
mod writing;

pub use clusters::{clusters, snap_down, snap_up};
pub use count::count;
pub use fold::{Folded, fold};
pub use line::{Level, LineRules, Piece, opportunities, pieces};
pub use lines::{join, swallows_break};
pub use properties::UNICODE_VERSION;
pub use sanitise::clean;
pub use title::title_key;
pub use tokens::{Token, TokenKind, tokens};
pub use width::{Profile, cluster_width, drawn, is_doubtful, width};
pub use writing::Writing;
