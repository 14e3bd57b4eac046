//! What reaches the model, and what it asks of the world.

use super::input::{Key, Mouse};
use crate::article::{Collection, Url};
use crate::locale::Sentence;
use crate::text::Profile;

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// The screen has this size now, in cells.
    Resized {
        /// Its width.
        columns: u16,
        /// Its height.
        rows: u16,
    },
    /// The terminal has told how it draws text.
    Found {
        /// The widths of text.
        profile: Profile,
        /// It draws text larger when asked (OSC 66).
        sizes: bool,
    },
    /// The world has answered.
    Answer(Answer),
}

/// What the model asks of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the articles of an origin; an [`Answer::Opened`] will tell.
    Open(Origin),
    /// Show an address in the person's browser; an [`Answer::NotBrowsed`] tells of a failure.
    Browse(Url),
    /// Put a text on the person's clipboard.
    Copy(String),
    /// Paint the whole screen anew.
    Repaint,
    /// End the program.
    Quit,
    /// End the program, since there is nothing to read; these are the reasons.
    GiveUp(Vec<Sentence>),
}

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The built-in collection.
    Sample,
    /// What is piped into the program.
    StandardInput,
    /// A file, a folder or an address, as the person named it.
    Named(String),
}

/// What the world answers. Each names what it answers.
#[derive(Debug)]
pub enum Answer {
    /// To [`Effect::Open`].
    Opened {
        /// What was to be opened.
        origin: Origin,
        /// The articles, and how many complaints there were; or why there are none.
        result: Result<(Collection, usize), Sentence>,
    },
    /// To [`Effect::Browse`], when it failed.
    NotBrowsed(Url, Sentence),
    /// To [`Effect::Copy`]: whether the text was sent to the terminal.
    Copied(bool),
}
