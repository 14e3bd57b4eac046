//! What the reader knows and wants: the model and everything that changes it.

mod commands;
mod find;
mod input;
mod keymap;
mod keys;
mod line;
mod list;
mod message;
mod model;
mod mouse;
mod overlays;
mod panes;
mod prompts;
mod reader;
mod shelf;
mod typography;
mod update;

pub use find::{Match, Search};
pub use input::{Key, KeyCode, Mouse, MouseKind};
pub use keymap::{Binding, Command, Keymap};
pub use keys::keys;
pub use line::TypedLine;
pub use list::List;
pub use message::{Answer, Effect, Message, Origin};
pub use model::{Choices, Model, Overlay, Prompt, Purpose, title};
pub use panes::{Area, Pane, Panes, Wish, panes};
pub use reader::Reader;
pub use shelf::{Node, Shelf};
pub use typography::TypeSize;
