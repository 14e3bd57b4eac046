//! Articles, and the sections they stand in.

use super::{Block, Label, Moment, Place, Received, RichText, Size, Url};

/// An article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// What its source calls it by, unique there.
    pub id: Option<Label>,
    /// Where it stands on the web.
    pub url: Option<Url>,
    /// Empty when the source gave none.
    pub title: Label,
    /// What stands under the title.
    pub subtitle: Option<Label>,
    /// The way to it that its page shows (首页 > 栏目), outermost first.
    pub breadcrumb: Vec<Label>,
    /// Who wrote it.
    pub authors: Vec<Label>,
    /// The institutions it comes from (来源).
    pub sources: Vec<Label>,
    /// When it was published.
    pub published: Option<Moment>,
    /// When it was last changed.
    pub updated: Option<Moment>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<Label>,
    /// What it says in short.
    pub summary: Option<RichText>,
    /// What it is about.
    pub tags: Vec<Label>,
    /// The picture that stands for it.
    pub image: Option<Url>,
    /// What it says.
    pub body: Vec<Block>,
    /// Its body as it came, where it was asked for and has not been read yet.
    pub received: Option<Received>,
}

impl Article {
    /// The headings that stand in the body itself, in order.
    pub fn headings(&self) -> Vec<Heading<'_>> {
        let heading = |(at, block): (usize, _)| match block {
            &Block::Heading { level, ref text } => {
                let place = Place {
                    block: at + 1,
                    offset: 0,
                };
                Some(Heading {
                    place,
                    level,
                    text: text.text(),
                })
            }
            _ => None,
        };
        self.body.iter().enumerate().filter_map(heading).collect()
    }

    /// How long it is to read. The beginning of a very long article stands for the whole.
    pub fn size(&self) -> Size {
        const BEGINNING: usize = 1 << 19;
        let (mut size, mut counted, mut whole) = (Size::default(), 0, 0);
        for text in self.body.iter().flat_map(Block::texts) {
            whole += text.len();
            if counted < BEGINNING {
                size += Size::of(text);
                counted = whole;
            }
        }
        size.scaled(whole, counted)
    }
}

/// A heading of an article, for its outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// Where it stands.
    pub place: Place,
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: &'a str,
}

/// A part of a [`Collection`] (栏目).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub title: Label,
    /// The articles that stand directly in it.
    pub articles: Vec<Article>,
    /// The sections within it.
    pub sections: Vec<Section>,
}

impl Section {
    /// Every article in it and in the sections within it, in reading order.
    pub fn all_articles(&self) -> Vec<&Article> {
        let mut all: Vec<&Article> = self.articles.iter().collect();
        all.extend(self.sections.iter().flat_map(Section::all_articles));
        all
    }
}

/// What one source holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// The articles that stand in no section, the sections, and the name of the whole.
    pub root: Section,
    /// The page that people visit for it.
    pub home: Option<Url>,
    /// Where it goes on (JSON Feed `next_url`); of a web page, the next page of its list or its article.
    pub next: Option<Url>,
    /// The language of articles that do not name their own, as a BCP 47 tag.
    pub language: Option<Label>,
    /// What it is about.
    pub description: Option<Label>,
    /// It says that nothing will ever be added (JSON Feed `expired`).
    pub expired: bool,
}
