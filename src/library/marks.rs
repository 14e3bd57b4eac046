//! What a person has said of an article.

use super::ArticleId;
use crate::locale::Locale;

/// One thing that a person can say of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It has been read.
    Read,
    /// It is worth keeping.
    Starred,
    /// It is to be read later.
    Later,
}

impl Mark {
    /// What the mark is called.
    pub fn title(self, locale: Locale) -> &'static str {
        match self {
            Mark::Read => locale.pick("read", "已读"),
            Mark::Starred => locale.pick("starred", "收藏"),
            Mark::Later => locale.pick("later", "稍后"),
        }
    }
}

/// All that a person has said of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It has been read.
    pub read: bool,
    /// It is worth keeping.
    pub starred: bool,
    /// It is to be read later.
    pub later: bool,
}

impl Marks {
    /// Whether `mark` is among them.
    pub fn has(self, mark: Mark) -> bool {
        match mark {
            Mark::Read => self.read,
            Mark::Starred => self.starred,
            Mark::Later => self.later,
        }
    }

    /// Sets `mark`, or takes it away.
    pub fn set(&mut self, mark: Mark, on: bool) {
        match mark {
            Mark::Read => self.read = on,
            Mark::Starred => self.starred = on,
            Mark::Later => self.later = on,
        }
    }
}

/// What a marking changed: all that is needed to undo it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The mark.
    pub mark: Mark,
    /// It was set, not taken away.
    pub on: bool,
    /// The articles whose mark was another before.
    pub articles: Vec<ArticleId>,
}
