//! Why there is nothing to draw on.

use std::io;

use crate::locale::Sentence;
use crate::sentence;

/// What went wrong with the terminal.
#[derive(Debug)]
pub enum TerminalError {
    /// There is none.
    Missing,
    /// It did not do what was asked.
    Failed(io::Error),
}

impl TerminalError {
    /// What to tell the person.
    pub fn sentence(&self) -> Sentence {
        match self {
            TerminalError::Missing => sentence!(
                "There is no terminal to read in. `wenlan print SOURCE` writes articles to standard output.",
                "没有可供阅读的终端。要把文章输出到标准输出，请用 `wenlan print 来源`。"
            ),
            TerminalError::Failed(error) => sentence!(
                "The terminal failed: {error}. `wenlan print SOURCE` needs none.",
                "终端出错：{error}。`wenlan print 来源` 不需要终端。"
            ),
        }
    }
}

impl From<io::Error> for TerminalError {
    fn from(error: io::Error) -> TerminalError {
        TerminalError::Failed(error)
    }
}
