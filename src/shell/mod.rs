//! The terminal: what it is sent, what it tells, and that it is given back.
//!
//! - [`Terminal`] is the door: it takes the terminal, shows frames, and waits for events.
//! - [`Surface`] turns a painted canvas into the few bytes that change the screen.
//! - [`Decoder`] turns the bytes of a terminal into keys and answers.
//! - [`Probe`] asks the terminal what it does with text.
//! - [`browse`] opens an address outside; [`Terminal::lend`] waits for an editor.
//! - [`run`] is the loop of the reader, [`try_out`] that in which a mapping is tried out.
//!
//! Nothing is believed of a terminal that it has not said or that all of them
//! do, and nothing but this room names one.

mod base64;
mod browser;
mod clipboard;
mod error;
mod events;
mod input;
mod lending;
mod limits;
mod medium;
mod printed;
mod probe;
mod run;
mod session;
mod surface;
mod terminal;
mod trial;
mod tty;

pub use browser::browse;
pub use error::TerminalError;
pub use events::Waker;
pub use input::{Decoder, Input, Program, Reply};
pub use limits::outlive_limits;
pub use medium::Medium;
pub use printed::printed;
pub use probe::{Features, Findings, Offers, Probe};
pub use run::{End, run};
pub use surface::{Colours, Surface};
pub use terminal::{Event, Settings, Terminal, is_plain};
pub use trial::{Bench, try_out};
pub use tty::columns;
