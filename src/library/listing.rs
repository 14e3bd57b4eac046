//! What a list shows, in which order, and which part of it.

use super::{ArticleId, Headline, Query, SectionId, SourceId};
use crate::locale::Locale;

/// A choice of articles that the pane of sections offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Every article.
    #[default]
    All,
    /// Those that have not been read.
    Unread,
    /// Those that are starred.
    Starred,
    /// Those that are to be read later.
    Later,
    /// Those that have been begun and not finished.
    Reading,
    /// Those that have arrived since the last visit.
    Recent,
    /// Those of a source.
    Source(SourceId),
    /// Those of a section, or of all sources in a folder, with everything within it.
    Section(SectionId),
}

impl View {
    /// The views that every library has, from the top, with the names that scripts give them.
    pub const FIXED: [(View, &'static str); 6] = [
        (View::All, "all"),
        (View::Unread, "unread"),
        (View::Starred, "starred"),
        (View::Later, "later"),
        (View::Reading, "reading"),
        (View::Recent, "recent"),
    ];

    /// The fixed view of this name.
    pub fn named(name: &str) -> Option<View> {
        let known = View::FIXED.iter().find(|(_, known)| *known == name);
        known.map(|(view, _)| *view)
    }

    /// What a fixed view is called; sources and sections have titles of their own.
    pub fn title(self, locale: Locale) -> Option<&'static str> {
        let (en, zh) = match self {
            View::All => ("All", "全部"),
            View::Unread => ("Unread", "未读"),
            View::Starred => ("Starred", "收藏"),
            View::Later => ("Later", "稍后"),
            View::Reading => ("Reading", "继续阅读"),
            View::Recent => ("Recent", "最近更新"),
            View::Source(_) | View::Section(_) => return None,
        };
        Some(locale.pick(en, zh))
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sorting {
    /// What was published last stands first. In [`View::Reading`] it is what was read last, in
    /// [`View::Recent`] what arrived last; what tells no date was published when it arrived.
    #[default]
    Newest,
    /// The other way round.
    Oldest,
    /// By title.
    Title,
    /// By the titles of the sources, and within a source the newest first.
    Source,
    /// As the source gave them.
    AsGiven,
    /// What answers the words of the query best; without words, the newest first.
    Relevance,
}

impl Sorting {
    /// Every order, with the name that scripts and settings give it.
    pub const NAMES: [(Sorting, &'static str); 6] = [
        (Sorting::Newest, "newest"),
        (Sorting::Oldest, "oldest"),
        (Sorting::Title, "title"),
        (Sorting::Source, "source"),
        (Sorting::AsGiven, "given"),
        (Sorting::Relevance, "relevance"),
    ];

    /// The order of this name.
    pub fn named(name: &str) -> Option<Sorting> {
        let known = Sorting::NAMES.iter().find(|(_, known)| *known == name);
        known.map(|(sorting, _)| *sorting)
    }

    /// What the order is called.
    pub fn title(self, locale: Locale) -> &'static str {
        match self {
            Sorting::Newest => locale.pick("newest first", "最新在前"),
            Sorting::Oldest => locale.pick("oldest first", "最早在前"),
            Sorting::Title => locale.pick("by title", "按标题"),
            Sorting::Source => locale.pick("by source", "按来源"),
            Sorting::AsGiven => locale.pick("as given", "原有顺序"),
            Sorting::Relevance => locale.pick("best match first", "最相关在前"),
        }
    }
}

/// What a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Which articles.
    pub view: View,
    /// In which order.
    pub sorting: Sorting,
    /// Which of these, as the person typed it.
    pub query: Query,
}

/// Where a page of a list begins, and which way it is read.
///
/// A page lies beside an article, not at a number, so that it stays where it
/// is when articles arrive or leave. The article need not be in the list (it
/// may have been read meanwhile); when it is gone from the library, the page is
/// the first, or the last when it was to lie before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edge {
    /// From the top.
    #[default]
    Start,
    /// Up to the end.
    End,
    /// Behind an article.
    After(ArticleId),
    /// Before an article.
    Before(ArticleId),
    /// From an article on.
    From(ArticleId),
}

/// A part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, from the top, whichever way they were read.
    pub headlines: Vec<Headline>,
    /// There are more of them in the direction in which the page was read.
    pub more: bool,
    /// Rows that stand here and that a damaged library does not give any more.
    pub unreadable: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_one_thing_each() {
        for (view, name) in View::FIXED {
            assert_eq!(View::named(name), Some(view));
            assert!(view.title(Locale::ZhHans).is_some());
        }
        for (sorting, name) in Sorting::NAMES {
            assert_eq!(Sorting::named(name), Some(sorting));
        }
        assert_eq!(View::Source(SourceId(1)).title(Locale::En), None);
    }
}
