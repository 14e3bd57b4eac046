//! XML in, elements out, however broken it is.
//!
//! 1. `token` cuts the text into tags and texts, and goes on behind what is broken.
//! 2. [`Xml::next`] gives the tag that begins next, which may be walked into.
//! 3. [`Xml::whole`] reads such an element to its end, as a small tree. Where
//!    no element is expected, what stands there is kept as HTML.
//!
//! Names come with their [`Vocabulary`], whatever their prefix, and in small
//! letters. No entity is declared, no other document is read.

mod element;
mod entity;
mod token;
mod vocabulary;

pub(super) use element::{Element, Name, in_small_letters};
pub(super) use vocabulary::Vocabulary;

use std::borrow::Cow;
use std::rc::Rc;

use self::token::{Tag, Token, Tokens};
use crate::article::Url;
use crate::parse::address::Base;

/// How many elements may be open at once; those within are read as if they stood beside.
const DEPTH: usize = 64;

/// Prefixes that are declared at once; what others mean is guessed.
const PREFIXES: usize = 64;

/// Elements that are kept in one element.
const CHILDREN: usize = 1000;

/// A document that is being read.
pub(super) struct Xml<'x> {
    tokens: Tokens<'x>,
    open: Vec<Open<'x>>,
    /// Prefixes that are declared, the innermost last.
    prefixes: Vec<(&'x str, Vocabulary)>,
    base: Rc<Base>,
    faults: Faults,
}

/// What is wrong with a document: the byte of the first of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Faults {
    /// It ends before the element that begins here does.
    pub(super) cut: Option<usize>,
    /// A tag ends what has not begun.
    pub(super) unmatched: Option<usize>,
    /// A `<` begins no tag.
    pub(super) stray: Option<usize>,
    /// Elements beyond the first thousand in this one were left out.
    pub(super) crowded: Option<usize>,
}

/// An element that has begun and not ended.
struct Open<'x> {
    name: &'x str,
    at: usize,
    base: Option<Rc<Base>>,
    /// How many prefixes were declared outside it.
    prefixes: usize,
}

impl<'x> Xml<'x> {
    /// A document that was found at `address`.
    pub(super) fn new(text: &'x str, address: Option<&Url>) -> Xml<'x> {
        Xml {
            tokens: Tokens::new(text),
            open: Vec::new(),
            prefixes: Vec::new(),
            base: Rc::new(Base::new(address)),
            faults: Faults::default(),
        }
    }

    /// The element that begins next, without what stands in it; how many elements it stands in.
    ///
    /// What follows may be walked, by the next call, or read by [`Xml::whole`].
    pub(super) fn next(&mut self) -> Option<(Element<'x>, usize)> {
        loop {
            match self.tokens.next() {
                Some(Token::Open(tag)) => {
                    let depth = self.open.len();
                    return Some((self.open(&tag), depth));
                }
                Some(Token::Close { name, at }) => {
                    self.close(name, at);
                }
                Some(_) => {}
                None => {
                    self.finish();
                    return None;
                }
            }
        }
    }

    /// Reads what stands in `element`, which [`Xml::next`] has just given.
    pub(super) fn whole(&mut self, mut element: Element<'x>) -> Element<'x> {
        let depth = self.open.len();
        if !element.is_open {
            return element;
        }
        if !element.holds_elements() || depth == DEPTH {
            self.text(&mut element);
            return element;
        }
        while self.open.len() >= depth {
            match self.tokens.next() {
                Some(Token::Open(tag)) if tag.begins_item() => {
                    self.unread(tag.at, depth);
                }
                Some(Token::Open(tag)) => {
                    let child = self.open(&tag);
                    let child = self.whole(child);
                    if element.children.len() < CHILDREN {
                        element.children.push(child);
                    } else {
                        self.faults.crowded = self.faults.crowded.or(Some(element.at));
                    }
                }
                Some(Token::Close { name, at }) => {
                    self.close(name, at);
                }
                Some(token) => token.write(&mut element.text),
                None => {
                    self.finish();
                    break;
                }
            }
        }
        element
    }

    /// Reads the text of an element, or as HTML what stands in its place.
    fn text(&mut self, element: &mut Element<'x>) {
        let begin = self.tokens.position();
        let depth = self.open.len();
        loop {
            match self.tokens.next() {
                Some(Token::Open(tag)) if tag.begins_item() => return self.unread(tag.at, depth),
                Some(Token::Open(_)) => {
                    self.tokens.go_to(begin);
                    element.is_markup = true;
                    element.text = self.markup(depth).into();
                    return;
                }
                Some(Token::Close { name, at }) => match self.opened(name) {
                    Some(n) if n + 1 < depth => return self.unread(at, depth),
                    Some(_) => {
                        self.close(name, at);
                        return;
                    }
                    None => self.faults.unmatched = self.faults.unmatched.or(Some(at)),
                },
                Some(token) => token.write(&mut element.text),
                None => return self.finish(),
            }
        }
    }

    /// The inside of the element that was opened last, as HTML.
    fn markup(&mut self, depth: usize) -> String {
        let own = self.open.last().map_or("", |open| open.name);
        let (mut html, mut same) = (String::new(), 0);
        loop {
            match self.tokens.next() {
                Some(Token::Open(tag)) if tag.begins_item() => {
                    self.unread(tag.at, depth);
                    return html;
                }
                Some(Token::Open(tag)) => {
                    same += usize::from(tag.name() == own && !tag.is_empty);
                    tag.write_html(&mut html);
                }
                Some(Token::Close { name, at }) if name == own => {
                    if same == 0 {
                        self.close(name, at);
                        return html;
                    }
                    same -= 1;
                    token::write_end(name, &mut html);
                }
                // No element of HTML is called so.
                Some(Token::Close { name, at })
                    if element::holds_articles(name) && self.opened(name).is_some() =>
                {
                    self.unread(at, depth);
                    return html;
                }
                Some(Token::Close { name, .. }) => token::write_end(name, &mut html),
                Some(token) => token.write_html(&mut html),
                None => {
                    self.finish();
                    return html;
                }
            }
        }
    }

    /// What is wrong with what has been read so far.
    pub(super) fn faults(&self) -> Faults {
        Faults {
            stray: self.tokens.stray,
            ..self.faults
        }
    }

    fn finish(&mut self) {
        let cut = self.open.last().map(|open| open.at);
        self.faults.cut = self.faults.cut.or(cut);
        self.open.clear();
    }

    /// Opens an element.
    fn open(&mut self, tag: &Tag<'x>) -> Element<'x> {
        let attributes = tag.attributes();
        let prefixes = self.prefixes.len();
        for (name, namespace) in &attributes {
            let prefix = match name.split_once(':') {
                Some(("xmlns", prefix)) => prefix,
                None if *name == "xmlns" => "",
                _ => continue,
            };
            if self.prefixes.len() < PREFIXES {
                let vocabulary = Vocabulary::of_namespace(namespace, prefix);
                self.prefixes.push((prefix, vocabulary));
            }
        }
        let base = self.base_of(&attributes);
        let (vocabulary, name) = self.resolve(tag.name());
        let is_open = !tag.is_empty && self.open.len() < DEPTH;
        let element = Element {
            vocabulary,
            name,
            attributes,
            is_open,
            base: base.clone(),
            at: tag.at,
            ..Element::default()
        };
        if is_open {
            self.open.push(Open {
                name: tag.name(),
                at: tag.at,
                base,
                prefixes,
            });
        } else {
            self.prefixes.truncate(prefixes);
        }
        element
    }

    /// Against what addresses in an element are resolved, where the document says it (XML Base).
    fn base_of(&self, attributes: &[(&'x str, Cow<'x, str>)]) -> Option<Rc<Base>> {
        let outer = self.open.last().and_then(|open| open.base.clone());
        let named = attributes.iter().find(|(name, _)| *name == "xml:base");
        let Some((_, address)) = named else {
            return outer;
        };
        let resolved = outer.as_ref().unwrap_or(&self.base).resolve(address);
        resolved.map_or(outer, |url| Some(Rc::new(Base::new(Some(&url)))))
    }

    /// The vocabulary of a name and the name in it, in small letters.
    fn resolve(&self, name: &'x str) -> (Vocabulary, Cow<'x, str>) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let mut declared = self.prefixes.iter().rev();
        let declared = declared.find(|(known, _)| *known == prefix);
        let vocabulary = declared.map_or_else(
            || Vocabulary::of_prefix(prefix),
            |(_, vocabulary)| *vocabulary,
        );
        (vocabulary, element::in_small_letters(local))
    }

    /// Where among the open elements the innermost of this name is.
    fn opened(&self, name: &str) -> Option<usize> {
        self.open.iter().rposition(|open| open.name == name)
    }

    /// Ends the innermost element of this name, and all within it.
    fn close(&mut self, name: &str, at: usize) {
        match self.opened(name) {
            Some(n) => self.end(n),
            None => self.faults.unmatched = self.faults.unmatched.or(Some(at)),
        }
    }

    fn end(&mut self, depth: usize) {
        if let Some(open) = self.open.get(depth) {
            self.prefixes.truncate(open.prefixes);
            self.open.truncate(depth);
        }
    }

    /// Ends the innermost of `depth` elements before the tag at `at`, which is read again.
    fn unread(&mut self, at: usize, depth: usize) {
        self.faults.unmatched = self.faults.unmatched.or(Some(at));
        self.end(depth - 1);
        self.tokens.go_to(at);
    }
}

#[cfg(test)]
mod tests;
