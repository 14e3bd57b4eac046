//! What a page says of itself, for programs to read: its head and its scripts.

use dom_query::Document;

use super::head::Head;
use super::line::Line;
use super::linked::{Linked, state};
use super::survey::Survey;
use super::title::{Title, title};
use crate::article::{Article, Block, Label, Url};
use crate::parse::address::Base;
use crate::parse::html::{Losses, base_of, fragment};
use crate::parse::plain;

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
        let body = self.linked.body.clone();
        let body = body.or_else(|| state(document.root(), begins));
        let Some(body) = body.filter(|body| body.len() > THIN.max(bytes * 2)) else {
            return article;
        };
        article.body = if body.contains("</") || body.contains("<br") {
            fragment(&body, self.address.as_ref(), losses)
        } else {
            plain::body(&body).blocks
        };
        article
    }
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
