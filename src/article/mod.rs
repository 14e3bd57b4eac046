//! What an article is, whoever wrote it and however it came.
//!
//! Plain values, no behaviour but their own laws. The first law: no control
//! character is in any of them. Text enters through [`Label`], [`Url`] and
//! [`RichTextBuilder`] alone, and these clean it at the door.

mod block;
mod collection;
mod folder;
mod label;
mod moment;
mod place;
mod received;
mod rich;
mod size;
mod url;

pub use self::url::Url;
pub use block::{Block, Image, List, ListItem, Marker, Note, Paragraph, Table, Task};
pub use collection::{Article, Collection, Heading, Section};
pub use folder::{Folder, Subscription};
pub use label::Label;
pub use moment::{Moment, Precision};
pub use place::Place;
pub use received::{Markup, Part, Received};
pub use rich::{RichText, RichTextBuilder, Span, Style};
pub use size::Size;
