//! What reaches the model, and what it asks of the world.

use std::sync::Arc;

use super::input::{Key, Mouse};
use crate::article::{Article, Label, Url};
use crate::library::{
    ArticleId, Bookmark, Edge, Headline, History, Listing, Mark, Marked, Page, Query, Snippet,
    Source, SourceId, Tree,
};
use crate::locale::Sentence;
use crate::picture::{Picture, Pixels};
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
        /// The size of a cell, if it can be sent pictures.
        cell: Option<Pixels>,
    },
    /// The person has paused for a moment.
    Paused,
    /// The program is going to end, whether or not the person asked for it.
    Leaving,
    /// The world has answered.
    Answer(Answer),
}

/// What the model asks of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the articles of an origin; an [`Answer::Opened`] will tell.
    Open(Origin),
    /// Tell the tree of the library: [`Answer::Tree`].
    Tree,
    /// Tell the rows of a list around a place: [`Answer::Window`].
    Window {
        /// The list.
        listing: Listing,
        /// The place.
        around: Around,
    },
    /// Tell more rows of a list: [`Answer::More`].
    More {
        /// The list.
        listing: Listing,
        /// Where the rows are.
        edge: Edge,
    },
    /// Find the nearest row of a list that is unread: [`Answer::Unread`].
    FindUnread {
        /// The list.
        listing: Listing,
        /// From where on, and which way.
        edge: Edge,
    },
    /// Tell which pieces of some articles show what a query looks for: [`Answer::Snippets`].
    Snippets {
        /// The query.
        query: Query,
        /// The articles.
        articles: Vec<ArticleId>,
        /// The longest piece, in cells.
        cells: usize,
    },
    /// Read an article: [`Answer::Article`].
    Read(ArticleId),
    /// Tell pictures of an article: an [`Answer::Picture`] for each.
    Pictures {
        /// The article.
        id: ArticleId,
        /// Their addresses.
        urls: Vec<Url>,
        /// None needs to be larger.
        room: Pixels,
        /// The person wants them fetched, whatever is usual.
        fetch: bool,
    },
    /// Fetch the full text of an article from its page: [`Answer::FullText`].
    FullText(ArticleId),
    /// Set a mark or take it away: [`Answer::Marked`].
    Mark {
        /// Of which articles.
        of: Which,
        /// The mark.
        mark: Mark,
        /// Set it.
        on: bool,
    },
    /// Undo a marking: [`Answer::Unmarked`].
    Unmark(Marked),
    /// Keep where an article is being read, and how much of it has been read.
    Keep {
        /// The article.
        id: ArticleId,
        /// Where.
        bookmark: Bookmark,
        /// In percent.
        progress: u8,
    },
    /// Tell all that is known of a source: [`Answer::Source`].
    Inspect(SourceId),
    /// Fetch these sources, or all: [`Answer::Fetching`].
    Refresh(Vec<SourceId>),
    /// Fetch nothing more: [`Answer::Fetching`] says that it is over.
    StopFetching,
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

/// Around which place of a list rows are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// From its top.
    Start,
    /// Up to its end.
    End,
    /// On both sides of an article, with the article.
    Article(ArticleId),
}

/// Which articles are marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// One.
    One(ArticleId),
    /// All of a list, but for those that arrived behind this one, which nobody has seen.
    All(Listing, ArticleId),
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

/// An article that has been read from the library.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its row.
    pub headline: Headline,
    /// What it says.
    pub article: Arc<Article>,
    /// Where it was left.
    pub bookmark: Option<Bookmark>,
}

/// How fetching is going.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetching {
    /// Sources that are done.
    pub done: usize,
    /// Sources that were to be fetched.
    pub of: usize,
    /// Pages and pictures of articles that have been fetched ahead of reading.
    pub ahead_done: usize,
    /// How many of these there are.
    pub ahead_of: usize,
    /// Articles that are new.
    pub new: usize,
    /// Sources that could not be fetched.
    pub failed: usize,
    /// The name of a source that could not be fetched, with the reason.
    pub failure: Option<(Label, Sentence)>,
    /// Why nothing more is fetched, though not all is done.
    pub broken_off: Option<Sentence>,
}

impl Fetching {
    /// Whether nothing is left to do.
    pub fn is_over(&self) -> bool {
        let is_done = self.done >= self.of && self.ahead_done >= self.ahead_of;
        is_done || self.broken_off.is_some()
    }
}

/// What the world answers. Each names what it answers.
#[derive(Debug)]
pub enum Answer {
    /// To [`Effect::Open`].
    Opened {
        /// What was to be opened.
        origin: Origin,
        /// How many complaints there were; or why there are no articles.
        result: Result<usize, Sentence>,
    },
    /// To [`Effect::Tree`].
    Tree(Tree),
    /// To [`Effect::Window`].
    Window {
        /// The list.
        listing: Listing,
        /// The place.
        around: Around,
        /// The rows before it.
        above: Page,
        /// The rows from it on.
        below: Page,
    },
    /// To [`Effect::More`].
    More {
        /// The list.
        listing: Listing,
        /// Where the rows are.
        edge: Edge,
        /// The rows.
        page: Page,
    },
    /// To [`Effect::FindUnread`].
    Unread {
        /// The list.
        listing: Listing,
        /// From where on.
        edge: Edge,
        /// The row, if there is one.
        found: Option<Headline>,
    },
    /// To [`Effect::Snippets`].
    Snippets {
        /// The query.
        query: Query,
        /// Each article with the piece that shows it.
        snippets: Vec<(ArticleId, Snippet)>,
    },
    /// To [`Effect::Read`].
    Article {
        /// The article.
        id: ArticleId,
        /// What it says, or why it cannot be read.
        result: Result<Opened, Sentence>,
    },
    /// To [`Effect::Pictures`].
    Picture {
        /// The article.
        id: ArticleId,
        /// The address.
        url: Url,
        /// The picture; nothing when it is not here and may not be fetched; or why it cannot be shown.
        result: Result<Option<Arc<Picture>>, Sentence>,
    },
    /// To [`Effect::FullText`].
    FullText {
        /// The article.
        id: ArticleId,
        /// Whether it is in the library now, or why it is not.
        result: Result<(), Sentence>,
    },
    /// To [`Effect::Mark`].
    Marked(Marked),
    /// To [`Effect::Unmark`]: what is marked as it was.
    Unmarked(Marked),
    /// To [`Effect::Inspect`].
    Source {
        /// The source.
        source: Box<Source>,
        /// How fetching it went.
        history: Box<History>,
    },
    /// To [`Effect::Refresh`]; whenever there is something new to tell.
    Fetching(Fetching),
    /// To [`Effect::Browse`], when it failed.
    NotBrowsed(Url, Sentence),
    /// To [`Effect::Copy`]: whether the text was sent to the terminal.
    Copied(bool),
    /// To anything that the library could not do.
    Failed(Sentence),
}
