//! What the pane of sections shows: views, folders, sources and sections with their counts.

use std::iter::Sum;
use std::ops::AddAssign;

use super::{ArticleId, View};
use crate::article::Label;

/// How many articles stand somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that have not been read.
    pub unread: u64,
    /// All of them.
    pub all: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.unread += other.unread;
        self.all += other.all;
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Count>>(counts: I) -> Count {
        counts.fold(Count::default(), |mut sum, count| {
            sum += count;
            sum
        })
    }
}

/// The whole pane of sections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Everything: the counts of [`View::All`] and [`View::Unread`].
    pub everything: Count,
    /// The articles of [`View::Starred`].
    pub starred: u64,
    /// The articles of [`View::Later`].
    pub later: u64,
    /// The articles of [`View::Reading`].
    pub reading: u64,
    /// The articles of [`View::Recent`].
    pub recent: u64,
    /// The article that arrived last.
    pub latest: Option<ArticleId>,
    /// Folders and sources, from the top.
    pub branches: Vec<Branch>,
}

impl Tree {
    /// The folder, source or section that a view shows, wherever it stands.
    pub fn branch(&self, view: View) -> Option<&Branch> {
        self.branches.iter().find_map(|branch| branch.within(view))
    }
}

impl Tree {
    /// The titles that lead to a view, from the top; none for a fixed one.
    pub fn way(&self, view: View) -> Vec<Label> {
        let mut way = Vec::new();
        let _ = self
            .branches
            .iter()
            .any(|branch| branch.leads(view, &mut way));
        way
    }
}

impl Branch {
    /// Whether `view` is this or within it; then `way` leads to it.
    fn leads(&self, view: View, way: &mut Vec<Label>) -> bool {
        way.push(self.title.clone());
        let leads = self.view == view || self.branches.iter().any(|inner| inner.leads(view, way));
        if !leads {
            way.pop();
        }
        leads
    }

    fn within(&self, view: View) -> Option<&Branch> {
        let here = (self.view == view).then_some(self);
        here.or_else(|| self.branches.iter().find_map(|branch| branch.within(view)))
    }
}

/// A folder, a source or a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// What a list shows of it: a [`View::Source`] or a [`View::Section`].
    pub view: View,
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub title: Label,
    /// Everything in it, however deep.
    pub count: Count,
    /// It is a source whose last fetching failed, or which is fetched no more.
    pub ailing: bool,
    /// What stands in it.
    pub branches: Vec<Branch>,
}

/// What a [`Branch`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It holds sources and folders.
    Folder,
    /// Articles come from it.
    Source,
    /// A part of a source (栏目).
    Section,
}
