//! An element of XML, and what is asked of it.

use std::borrow::Cow;
use std::rc::Rc;

use super::Vocabulary;
use super::Vocabulary::{Feed, Media, Podcast, Rdf};
use crate::parse::address::Base;

/// The name of an element, in small letters.
pub(in crate::parse) type Name = (Vocabulary, &'static str);

/// An element with what stands in it.
#[derive(Clone, Debug)]
pub(in crate::parse) struct Element<'x> {
    pub(in crate::parse) vocabulary: Vocabulary,
    /// Its name without the prefix, in small letters.
    pub(in crate::parse) name: Cow<'x, str>,
    pub(in crate::parse) attributes: Vec<(&'x str, Cow<'x, str>)>,
    /// Its text; HTML when `is_markup`.
    pub(in crate::parse) text: Cow<'x, str>,
    /// Elements stood in it, which are written out in its text.
    pub(in crate::parse) is_markup: bool,
    pub(in crate::parse) children: Vec<Element<'x>>,
    /// Against what addresses in it are resolved, where the document says it.
    pub(in crate::parse) base: Option<Rc<Base>>,
    /// The byte of the document at which it begins.
    pub(in crate::parse) at: usize,
    /// What stands in it has not been read.
    pub(in crate::parse) is_open: bool,
}

impl Default for Element<'_> {
    fn default() -> Self {
        Element {
            vocabulary: Vocabulary::Other,
            name: Cow::Borrowed(""),
            attributes: Vec::new(),
            text: Cow::Borrowed(""),
            is_markup: false,
            children: Vec::new(),
            base: None,
            at: 0,
            is_open: false,
        }
    }
}

impl Element<'_> {
    /// Whether this is the element `name` of a vocabulary.
    pub(in crate::parse) fn is(&self, vocabulary: Vocabulary, name: &str) -> bool {
        self.vocabulary == vocabulary && self.name == name
    }

    /// The children that are elements `name` of a vocabulary.
    pub(in crate::parse) fn all<'e>(
        &'e self,
        vocabulary: Vocabulary,
        name: &'static str,
    ) -> impl Iterator<Item = &'e Self> {
        self.children
            .iter()
            .filter(move |child| child.is(vocabulary, name))
    }

    /// The children of some names, by the order of the names.
    pub(in crate::parse) fn each<'e>(
        &'e self,
        names: &'static [Name],
    ) -> impl Iterator<Item = &'e Self> {
        let all = |(vocabulary, name): &Name| self.all(*vocabulary, name);
        names.iter().flat_map(all)
    }

    /// The value of an attribute, by its name with the prefix; nothing for a blank one.
    pub(in crate::parse) fn attribute(&self, name: &str) -> Option<&str> {
        let is_named = |(known, _): &&(&str, _)| known.eq_ignore_ascii_case(name);
        let (_, value) = self.attributes.iter().find(is_named)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Its text without the blanks around; nothing for a blank one.
    pub(in crate::parse) fn words(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }

    /// Whether elements, not text, are expected in it.
    pub(super) fn holds_elements(&self) -> bool {
        let name = &*self.name;
        match self.vocabulary {
            Feed => matches!(
                name,
                "item" | "entry" | "author" | "contributor" | "source" | "image"
            ),
            Media => matches!(name, "group" | "content"),
            Podcast => name == "owner",
            Rdf => name == "seq",
            _ => false,
        }
    }
}

/// Whether elements of this name, with a prefix or without, are made of articles.
pub(super) fn holds_articles(name: &str) -> bool {
    let local = name.rsplit(':').next().unwrap_or(name);
    let names = ["item", "entry", "channel", "feed", "rss", "rdf"];
    names.iter().any(|known| local.eq_ignore_ascii_case(known))
}

/// `name` in small letters.
pub(in crate::parse) fn in_small_letters(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}
