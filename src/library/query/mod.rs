//! What a person types to find articles, understood.
//!
//! Every text is a query. What is no operator is a word, and an operator that
//! has no value yet asks nothing, so that a list may follow while it is typed.

mod find;
mod read;

use std::fmt;

pub use find::Snippet;

use crate::article::Moment;

/// What a person asks of a list of articles; an empty one asks nothing.
///
/// | typed | asks for |
/// |---|---|
/// | `经济 发展` | both words, anywhere in title, author and text |
/// | `"the end"` `“经济发展”` | the words in this order, side by side |
/// | `-体育` | not this |
/// | `title:` `author:` `source:` `section:` | in the title; by the author; from a source or section whose title holds this |
/// | `is:unread` `is:read` `is:starred` `is:later` `is:reading` | marks |
/// | `after:2020-09` `before:2021` | published from that day on; before that day |
///
/// Operators have Chinese names too (`标题：`, `作者：`, `来源：`, `栏目：`, `状态：未读`, `自：`, `早于：`),
/// and everything may be typed in full-width forms. Chinese words are found wherever their
/// characters stand side by side, in traditional or simplified form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// It is not wanted.
    pub excluded: bool,
    /// What it is.
    pub ask: Ask,
}

/// What a [`Term`] asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Words, side by side, somewhere.
    Words {
        /// Where.
        field: Field,
        /// The words as they were typed; at least one letter or character.
        text: String,
        /// They were typed in quotation marks.
        quoted: bool,
        /// The last of them may be the beginning of a longer one: it is still being typed.
        open: bool,
    },
    /// A source whose title holds this.
    Source(String),
    /// A section or folder whose title holds this.
    Section(String),
    /// What the person has said of it.
    Is(State),
    /// Published on this day or later.
    After(Moment),
    /// Published before this day.
    Before(Moment),
}

/// Where words may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field {
    /// In the title, with the author, or in the text.
    #[default]
    Anywhere,
    /// In the title.
    Title,
    /// With the author or the institution that it comes from.
    Author,
}

/// What can be asked of an article's marks and progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// To be read later.
    Later,
    /// Begun and not finished.
    Reading,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Unread => "unread",
            State::Read => "read",
            State::Starred => "starred",
            State::Later => "later",
            State::Reading => "reading",
        }
    }
}

impl Query {
    /// What is asked for; an article must answer all of it.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether words are looked for, or must not be there.
    pub fn has_words(&self) -> bool {
        let is_words = |term: &Term| matches!(term.ask, Ask::Words { .. });
        self.terms.iter().any(is_words)
    }

    /// The same, and that an article be in `state`.
    #[must_use]
    pub fn with(mut self, state: State) -> Query {
        self.terms.insert(
            0,
            Term {
                excluded: false,
                ask: Ask::Is(state),
            },
        );
        self
    }
}

impl fmt::Display for Query {
    /// Writes it so that it reads back to itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, term) in self.terms.iter().enumerate() {
            let blank = if at > 0 { " " } else { "" };
            let minus = if term.excluded { "-" } else { "" };
            write!(f, "{blank}{minus}{}", term.ask)?;
        }
        // A blank says that the last word is complete.
        match self.terms.last().map(|term| &term.ask) {
            Some(Ask::Words {
                open: false,
                quoted: false,
                ..
            }) => f.write_str(" "),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut write = |operator: &str, value: &str, quoted: bool| {
            let mark = if quoted { "\"" } else { "" };
            write!(f, "{operator}{mark}{value}{mark}")
        };
        let blank = |text: &str| text.contains(char::is_whitespace);
        match self {
            Ask::Words {
                field,
                text,
                quoted,
                ..
            } => {
                let operator = match field {
                    Field::Anywhere => "",
                    Field::Title => "title:",
                    Field::Author => "author:",
                };
                write(operator, text, *quoted)
            }
            Ask::Source(title) => write("source:", title, blank(title)),
            Ask::Section(title) => write("section:", title, blank(title)),
            Ask::Is(state) => write("is:", state.name(), false),
            Ask::After(day) => write("after:", &day.to_day(), false),
            Ask::Before(day) => write("before:", &day.to_day(), false),
        }
    }
}

#[cfg(test)]
mod tests;
