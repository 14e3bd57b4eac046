//! What the reader knows and wants: the model and everything that changes it.

mod commands;
mod fetching;
mod find;
mod headlines;
mod input;
mod keymap;
mod keys;
mod line;
mod list;
mod marking;
mod message;
mod model;
mod mouse;
mod moving;
mod overlays;
mod panes;
mod pictures;
mod prompts;
mod reader;
mod shelf;
mod typography;
mod update;
mod visits;

pub use find::{Match, Search};
pub use headlines::{Headlines, PAGE};
pub use input::{Key, KeyCode, Mouse, MouseKind};
pub use keymap::{Binding, Command, Keymap};
pub use keys::keys;
pub use line::TypedLine;
pub use list::List;
pub use message::{Answer, Around, Effect, Fetching, Message, Opened, Origin, Which};
pub use model::{Choices, MarkRead, Model, Overlay, Prompt, Purpose};
pub use panes::{Area, Pane, Panes, Wish, panes};
pub use reader::Reader;
pub use shelf::{Shelf, ShelfRow};
pub use typography::TypeSize;
