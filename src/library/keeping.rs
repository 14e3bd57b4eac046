//! How long articles are kept.

use super::SourceId;
use crate::article::Label;

/// How much of a source is kept; `None` is without end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Days after an article has arrived.
    pub days: Option<u32>,
    /// The newest articles.
    pub articles: Option<u32>,
}

/// What a pruning keeps.
///
/// Whatever it says, starred articles and those to be read later are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// For sources that say nothing of their own, term by term.
    pub retention: Retention,
    /// Articles that have not been read are kept too.
    pub unread: bool,
}

/// What a pruning took from a source, or would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pruned {
    /// The source.
    pub source: SourceId,
    /// Its title.
    pub title: Label,
    /// How many articles.
    pub articles: usize,
    /// The bytes of their bodies.
    pub bytes: u64,
}
