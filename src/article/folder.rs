//! What somebody follows, as it is carried from one program to another.

use super::{Label, Url};

/// Feeds that somebody follows, in folders: what an OPML file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Its name; that of the list for the outermost.
    pub title: Label,
    /// The feeds that stand directly in it.
    pub subscriptions: Vec<Subscription>,
    /// The folders within it.
    pub folders: Vec<Folder>,
}

/// A feed that somebody follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Where it is fetched.
    pub url: Url,
    /// What it is called; empty when nobody says.
    pub title: Label,
    /// The page that people visit for it.
    pub home: Option<Url>,
    /// What the person has put it under, beside its folders.
    pub tags: Vec<Label>,
}

impl Folder {
    /// Every feed in it and in the folders within it.
    pub fn all_subscriptions(&self) -> Vec<&Subscription> {
        let mut all: Vec<&Subscription> = self.subscriptions.iter().collect();
        all.extend(self.folders.iter().flat_map(Folder::all_subscriptions));
        all
    }
}
