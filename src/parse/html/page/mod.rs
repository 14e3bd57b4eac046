//! A web page in, its article out: or the articles that it lists, or why there is none.
//!
//! 1. `survey` measures the page: its parts, and the lines of text in them.
//! 2. `head`, `linked` and `title` gather what the page says of its article;
//!    `about` adds what stands in words above and below it.
//! 3. `furniture` marks what stands around an article by names and shape,
//!    `choose` weighs what is left, `grow` takes in what goes on beside it, and
//!    `prune` leaves out what is none of it inside.
//! 4. The walk makes blocks of the nodes that were chosen.
//! 5. `listing` reads a page of headlines, `paging` finds where it goes on,
//!    `verdict` tells an error from an article.
//!
//! It knows no site: only what pages in general are made of.

mod about;
mod cards;
mod choose;
mod claims;
mod crumbs;
mod dated;
mod furniture;
mod grow;
mod head;
mod join;
mod line;
mod linked;
mod listing;
mod marked;
mod names;
mod paging;
mod prune;
mod survey;
mod title;
mod verdict;
mod words;

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use self::furniture::LeftOut;
pub(crate) use self::join::join;

use self::claims::Claims;
use self::line::Line;
use self::survey::Survey;
use self::title::Title;
use super::guard::Kind;
use super::losses::{Loss, Losses};
use super::notes::Notes;
use super::tree;
use super::walk::Walk;
use crate::article::{Article, Block, Section, Url};
use crate::locale::Sentence;
use crate::parse::{Complaint, flow::Flow};

/// What a page turned out to be.
#[derive(Debug)]
pub(crate) struct Page {
    /// What it holds.
    pub(crate) found: Found,
    /// Where it goes on: the next page of its article, or of its list.
    pub(crate) next: Option<Url>,
    /// What was left out.
    pub(crate) complaints: Vec<Complaint>,
}

/// What a page holds.
#[derive(Debug)]
pub(crate) enum Found {
    /// An article.
    Article(Box<Article>),
    /// Links to articles; none of them has a body.
    Links(Section),
    /// Nothing to read, and why.
    Nothing(Sentence),
}

impl Page {
    /// A page of which all is kept, whatever it is.
    fn whole((article, complaints): (Article, Vec<Complaint>)) -> Page {
        Page {
            found: Found::Article(Box::new(article)),
            next: None,
            complaints,
        }
    }
}

/// Bytes of the longest page in which the article is looked for, which takes a second at most.
const LONGEST: usize = 8 << 20;

/// What the page that was found at `address` holds.
pub(crate) fn page(html: &str, address: Option<&Url>) -> Page {
    let mut losses = Losses::default();
    if html.len() > LONGEST {
        losses.count(Loss::Long);
        return Page::whole(document(html, address, losses));
    }
    let document = match tree(html, Kind::Page, &mut losses) {
        Ok(document) => document,
        Err(flat) => return Page::whole((flat_article(flat, address), losses.complaints())),
    };
    let claims = Claims::of(&document, address);
    let survey = Survey::of(body_of(&document));
    let title = claims.title(&survey);
    let chosen = Chosen::of(&survey, &title);
    let next = paging::next(&survey, &claims.head, &claims.base, claims.here().as_ref());
    let found = if let Some(why) = verdict::refuses(&survey, &title.text) {
        Found::Nothing(why)
    } else if let Some(articles) = listing::listing(&survey, &claims, &title, &chosen) {
        Found::Links(Section {
            title: title.text,
            articles,
            ..Section::default()
        })
    } else {
        let mut walk = Walk::new(claims.base.clone(), Notes::of(document.root()), losses);
        let body = body(&mut walk, &survey, &title, &chosen);
        let about = about::about(&survey, chosen.part, &title);
        let article = claims.article(title.text, about, body);
        let told = chosen.told(&survey);
        let article = claims.fuller(&document, article, &told, &mut walk.losses);
        losses = walk.losses;
        match article.body[..] {
            [] => Found::Nothing(verdict::empty()),
            _ => Found::Article(Box::new(article)),
        }
    };
    Page {
        found,
        next,
        complaints: losses.complaints(),
    }
}

/// The part of a page that holds its article.
struct Chosen {
    part: usize,
    left_out: LeftOut,
    /// Where the lines of prose that are kept stand.
    prose: Vec<usize>,
}

impl Chosen {
    fn of(survey: &Survey<'_>, title: &Title) -> Chosen {
        let mut left_out = LeftOut::of(survey, title.line);
        let heaviest = choose::heaviest(survey, &left_out, title.line);
        let part = grow::grow(survey, heaviest, &mut left_out);
        prune::prune(survey, part, title.line, &mut left_out);
        let lines = survey.parts[part].lines.clone();
        let is_kept = |&line: &usize| !left_out.line(line) && survey.lines[line].is_prose();
        Chosen {
            part,
            prose: lines.filter(is_kept).collect(),
            left_out,
        }
    }

    /// The lines of prose that are kept.
    fn told<'a>(&self, survey: &'a Survey<'_>) -> Vec<&'a Line> {
        self.prose.iter().map(|&line| &survey.lines[line]).collect()
    }
}

/// The blocks of the article, or of the whole page where all looks like furniture: the person shall judge.
fn body(walk: &mut Walk, survey: &Survey<'_>, title: &Title, chosen: &Chosen) -> Vec<Block> {
    walk.left_out = nodes(survey, chosen);
    walk.title = title.line.and_then(|line| heading(survey, line));
    let body = blocks(walk, survey.parts[chosen.part].node);
    if body.is_empty() {
        walk.left_out.clear();
        return blocks(walk, survey.parts[0].node);
    }
    if survey.parts[chosen.part].bytes < survey.parts[0].bytes {
        walk.losses.count(Loss::Furniture);
    }
    body
}

/// All that stands in the body of a document, of which nothing is taken for furniture.
pub(crate) fn whole(html: &str, address: Option<&Url>) -> (Article, Vec<Complaint>) {
    document(html, address, Losses::default())
}

fn document(html: &str, address: Option<&Url>, mut losses: Losses) -> (Article, Vec<Complaint>) {
    let document = match tree(html, Kind::Page, &mut losses) {
        Ok(document) => document,
        Err(flat) => return (flat_article(flat, address), losses.complaints()),
    };
    let claims = Claims::of(&document, address);
    let body = body_of(&document);
    let survey = Survey::of(body);
    let title = claims.title(&survey);
    let mut walk = Walk::new(claims.base.clone(), Notes::of(document.root()), losses);
    walk.title = title.line.and_then(|line| heading(&survey, line));
    let body = blocks(&mut walk, body);
    let article = claims.article(title.text, Article::default(), body);
    (article, walk.losses.complaints())
}

/// The node that holds a line and nothing else.
fn heading(survey: &Survey<'_>, line: usize) -> Option<NodeId> {
    let holder = &survey.parts[survey.lines[line].holder];
    (holder.lines.len() == 1).then_some(holder.node.id)
}

fn body_of(document: &Document) -> NodeRef<'_> {
    document.body().unwrap_or_else(|| document.root())
}

/// An article of which nothing but its text could be read.
fn flat_article(flat: Vec<Block>, address: Option<&Url>) -> Article {
    Article {
        url: address.filter(|url| url.opens()).cloned(),
        body: flat,
        ..Article::default()
    }
}

/// The blocks of what stands in a node.
fn blocks(walk: &mut Walk, node: NodeRef<'_>) -> Vec<Block> {
    let mut flow = Flow::default();
    walk.children(node, &mut flow);
    flow.finish()
}

/// The outermost nodes in the chosen part of which nothing is kept.
fn nodes(survey: &Survey<'_>, chosen: &Chosen) -> HashSet<NodeId> {
    let Chosen { part, left_out, .. } = chosen;
    let mut nodes = HashSet::new();
    let mut at = part + 1;
    while at < survey.parts[*part].end {
        let inner = &survey.parts[at];
        let is_empty =
            !inner.lines.is_empty() && inner.lines.clone().all(|line| left_out.line(line));
        if left_out.part(at) || is_empty {
            nodes.insert(inner.node.id);
            at = inner.end;
        } else {
            at += 1;
        }
    }
    nodes
}

#[cfg(test)]
mod tests;
