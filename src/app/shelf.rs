//! What has been opened: collections, as one tree of sections over one row of articles.

use std::ops::Range;
use std::sync::Arc;

use crate::article::{Article, Collection, Label, Section};

/// Every article that has been opened, in reading order, and the sections they stand in.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    articles: Vec<Arc<Article>>,
    nodes: Vec<Node>,
}

/// A section on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name; empty for a collection without one.
    pub title: Label,
    /// How many sections it stands in.
    pub depth: usize,
    /// Its articles and those of the sections within it.
    pub articles: Range<usize>,
    /// The nodes behind it that stand within it.
    pub within: Range<usize>,
}

impl Shelf {
    /// Every article, in reading order.
    pub fn articles(&self) -> &[Arc<Article>] {
        &self.articles
    }

    /// Every section, each before those within it.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Puts a collection behind the others.
    pub fn put(&mut self, collection: Collection) {
        self.put_section(collection.root, 0);
    }

    fn put_section(&mut self, section: Section, depth: usize) {
        let (node, first) = (self.nodes.len(), self.articles.len());
        self.nodes.push(Node {
            title: section.title,
            depth,
            articles: first..first,
            within: node + 1..node + 1,
        });
        self.articles
            .extend(section.articles.into_iter().map(Arc::new));
        for inner in section.sections {
            self.put_section(inner, depth + 1);
        }
        self.nodes[node].articles.end = self.articles.len();
        self.nodes[node].within.end = self.nodes.len();
    }

    /// The deepest section that article `at` stands in.
    pub fn node_of(&self, at: usize) -> Option<usize> {
        self.nodes
            .iter()
            .rposition(|node| node.articles.contains(&at))
    }
}
