//! A row of a list of articles.

use super::{ArticleId, Marks, SectionId, SourceId};
use crate::article::{Label, Moment};

/// What a list shows of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The article.
    pub id: ArticleId,
    /// The source that it came from.
    pub source: SourceId,
    /// The section of the source in which it stands; none when it stands in the source itself.
    pub section: Option<SectionId>,
    /// Its title, or the beginning of what it says; empty while neither is known.
    pub title: Label,
    /// When it was published, as far as its source told.
    pub published: Option<Moment>,
    /// When it came into the library, in seconds since 1970.
    pub arrived: i64,
    /// Whom it is from: the institution (来源), else its authors, else the source's title.
    pub from: Label,
    /// What the person has said of it.
    pub marks: Marks,
    /// How much of it has been read, in percent.
    pub progress: u8,
    /// How often its body has changed since it arrived.
    pub revisions: u32,
}

impl Headline {
    /// Whether it has been begun and not finished.
    pub fn is_begun(&self) -> bool {
        (1..100).contains(&self.progress)
    }
}
