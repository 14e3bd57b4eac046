//! What a page says of itself, for programs to read: its head and its scripts.

use dom_query::Document;

use super::head::Head;
use super::line::Line;
use super::linked::{Linked, longest, states};
use super::survey::Survey;
use super::title::{Title, title};
use crate::article::{Article, Block, Label, Url};
use crate::parse::address::Base;
use crate::parse::html::{Losses, base_of, fragment};
use crate::parse::{Hint, json, plain};

/// Bytes of prose below which what scripts hold may be the article instead.
const THIN: usize = 300;

/// What a page says of itself.
pub(super) struct Claims {
    pub(super) head: Head,
    linked: Linked,
    /// What its addresses are relative to.
    pub(super) base: Base,
    /// Where it was found.
    address: Option<Url>,
}

impl Claims {
    pub(super) fn of(document: &Document, address: Option<&Url>) -> Claims {
        let base = base_of(document, address);
        Claims {
            head: Head::of(document.root()),
            linked: Linked::of(document.root(), &base),
            base,
            address: address.filter(|url| url.opens()).cloned(),
        }
    }

    /// The title of its article.
    pub(super) fn title(&self, survey: &Survey<'_>) -> Title {
        let named = Some(self.linked.article.title.clone()).filter(|title| !title.is_empty());
        title(survey, &self.head, named)
    }

    /// Whether the page says that it is an article.
    pub(super) fn is_article(&self) -> bool {
        self.linked.is_article || self.head.is_article()
    }

    /// The address of the page: where it was found, else what it says.
    pub(super) fn here(&self) -> Option<Url> {
        self.address
            .clone()
            .or_else(|| self.head.article(&self.base).url)
    }

    /// The article, with what the page says for programs, and then what it tells people.
    pub(super) fn article(&self, title: Label, about: Article, body: Vec<Block>) -> Article {
        let mut article = Article {
            title,
            body,
            ..self.linked.article.clone()
        };
        if article.title.is_empty() {
            article.title = self.linked.article.title.clone();
        }
        for other in [self.head.article(&self.base), about] {
            fill(&mut article, other);
        }
        article.url = article.url.or_else(|| self.address.clone());
        article
    }

    /// The article with the body that scripts hold, where the page itself says next to nothing.
    pub(super) fn fuller(
        &self,
        document: &Document,
        mut article: Article,
        told: &[&Line],
        losses: &mut Losses,
    ) -> Article {
        let bytes: usize = told.iter().map(|line| line.prose()).sum();
        if bytes >= THIN {
            return article;
        }
        let begins = told.first().map_or("", |line| line.text.as_str());
        let begins = begins
            .split(['，', '。', ',', '.'])
            .next()
            .unwrap_or_default();
        let least = THIN.max(bytes * 2);
        let body = match &self.linked.body {
            Some(body) if body.len() > least => self.blocks(body, losses),
            _ => self.stated(document, begins, losses),
        };
        if length(&body) > least {
            article.body = body;
        }
        article
    }

    /// The longest body in the data of scripts: one text, or what its shape tells to be an article.
    fn stated(&self, document: &Document, begins: &str, losses: &mut Losses) -> Vec<Block> {
        let hint = Hint {
            base: self.address.clone(),
            ..Hint::default()
        };
        let states = states(document.root());
        let texts = states.iter().filter_map(|state| longest(state, begins));
        let text = texts.max_by_key(|text| text.len());
        let text = text.map_or_else(Vec::new, |text| self.blocks(text, losses));
        let articles = states.iter().filter_map(|state| json::state(state, &hint));
        let bodies = articles.map(|article| article.body).filter(|body| {
            let mut texts = body.iter().flat_map(Block::texts);
            texts.any(|text| text.contains(begins))
        });
        bodies
            .chain([text])
            .max_by_key(|body| length(body))
            .unwrap_or_default()
    }

    /// The blocks of a text that is HTML or has a paragraph a line.
    fn blocks(&self, text: &str, losses: &mut Losses) -> Vec<Block> {
        if text.contains("</") || text.contains("<br") {
            fragment(text, self.address.as_ref(), losses)
        } else {
            plain::body(text).blocks
        }
    }
}

/// Bytes of the text of some blocks.
fn length(body: &[Block]) -> usize {
    body.iter().flat_map(Block::texts).map(str::len).sum()
}

/// Fills what an article does not say with what another says of it.
fn fill(article: &mut Article, other: Article) {
    fn list(place: &mut Vec<Label>, other: Vec<Label>) {
        if place.is_empty() {
            *place = other;
        }
    }
    list(&mut article.authors, other.authors);
    list(&mut article.sources, other.sources);
    list(&mut article.tags, other.tags);
    list(&mut article.breadcrumb, other.breadcrumb);
    article.url = article.url.take().or(other.url);
    article.published = article.published.or(other.published);
    article.updated = article.updated.or(other.updated);
    article.language = article.language.take().or(other.language);
    article.summary = article.summary.take().or(other.summary);
    article.image = article.image.take().or(other.image);
}
