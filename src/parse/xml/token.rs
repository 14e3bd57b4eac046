//! Cuts XML into tags and texts, and goes on behind what is broken.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use super::entity;

/// A piece of a document. Comments, processing instructions and document types are none.
#[derive(Clone, Debug)]
pub(super) enum Token<'x> {
    /// A tag that begins an element, or is all of it.
    Open(Tag<'x>),
    /// A tag that ends one.
    Close { name: &'x str, at: usize },
    /// Text between tags.
    Text(&'x str),
    /// The name in `&name;`.
    Reference(&'x str),
    /// What stands in `<![CDATA[…]]>`.
    Data(&'x str),
}

/// A tag that begins an element.
#[derive(Clone, Debug)]
pub(super) struct Tag<'x> {
    /// What stands between the brackets.
    inside: &'x str,
    name_len: usize,
    /// `<a/>`
    pub(super) is_empty: bool,
    /// The byte of the document at which it stands.
    pub(super) at: usize,
}

/// How often reading is taken up again behind a `<` that begins a tag without end;
/// each time the rest of the document may have been looked through.
const RESUMED: usize = 8;

/// Attributes of a tag that are read.
const ATTRIBUTES: usize = 64;

/// The tokens of a document.
pub(super) struct Tokens<'x> {
    text: &'x str,
    reader: Reader<&'x [u8]>,
    /// The byte at which the reader began.
    begin: usize,
    resumed: usize,
    /// The first `<` that begins no tag.
    pub(super) stray: Option<usize>,
}

impl<'x> Tokens<'x> {
    pub(super) fn new(text: &'x str) -> Tokens<'x> {
        let mut tokens = Tokens {
            text,
            reader: Reader::from_str(""),
            begin: 0,
            resumed: 0,
            stray: None,
        };
        tokens.go_to(0);
        tokens
    }

    /// The byte behind the last token.
    pub(super) fn position(&self) -> usize {
        // What stands in memory has no more bytes than can be counted.
        let read = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        (self.begin + read).min(self.text.len())
    }

    /// Goes on at byte `at`.
    pub(super) fn go_to(&mut self, at: usize) {
        let rest = &self.text[at..];
        // The reader takes a byte order mark without counting it.
        let unmarked = rest.trim_start_matches('\u{feff}');
        self.begin = at + rest.len() - unmarked.len();
        self.reader = Reader::from_str(unmarked);
        let config = self.reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
    }

    pub(super) fn next(&mut self) -> Option<Token<'x>> {
        loop {
            let at = self.position();
            let event = self.reader.read_event();
            let piece = &self.text[at..self.position()];
            return match event {
                Ok(Event::Start(_)) => Some(self.tag(&piece[1..piece.len() - 1], false, at)),
                Ok(Event::Empty(_)) => Some(self.tag(&piece[1..piece.len() - 2], true, at)),
                Ok(Event::End(_)) => {
                    let name = piece[2..piece.len() - 1].trim_ascii();
                    // Some close a tag with what they opened it with.
                    let name = name.split_ascii_whitespace().next().unwrap_or_default();
                    Some(Token::Close { name, at })
                }
                Ok(Event::Text(_)) => Some(Token::Text(piece)),
                Ok(Event::CData(_)) => Some(Token::Data(&piece[9..piece.len() - 3])),
                Ok(Event::GeneralRef(_)) => Some(Token::Reference(&piece[1..piece.len() - 1])),
                Ok(Event::Eof) => None,
                Err(Error::Syntax(_)) => self.resume(at),
                // What is ill-formed has been passed over, such as a document type without a name.
                Ok(_) | Err(_) => continue,
            };
        }
    }

    /// A tag; what stands in brackets and has no name is text.
    fn tag(&mut self, inside: &'x str, is_empty: bool, at: usize) -> Token<'x> {
        let begins = |c: char| c.is_alphabetic() || c == '_' || c == ':';
        if !inside.starts_with(begins) {
            self.stray = self.stray.or(Some(at));
            self.go_to(at + 1);
            return Token::Text(&self.text[at..=at]);
        }
        let ends = |b: u8| b.is_ascii_whitespace();
        let name_len = inside.bytes().position(ends).unwrap_or(inside.len());
        Token::Open(Tag {
            inside,
            name_len,
            is_empty,
            at,
        })
    }

    /// What to take for the piece at `at`, which has no end.
    fn resume(&mut self, at: usize) -> Option<Token<'x>> {
        let rest = &self.text[at..];
        self.stray = self.stray.or(Some(at));
        self.resumed += 1;
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            self.go_to(self.text.len());
            return Some(Token::Data(data));
        }
        if self.resumed > RESUMED || rest.is_empty() {
            return None;
        }
        self.go_to(at + 1);
        Some(Token::Text(&rest[..1]))
    }
}

impl<'x> Token<'x> {
    /// Adds a text as it is meant; a tag adds nothing.
    pub(super) fn write(self, text: &mut Cow<'x, str>) {
        match self {
            Token::Text(piece) | Token::Data(piece) if text.is_empty() => {
                *text = Cow::Borrowed(piece);
            }
            Token::Text(piece) | Token::Data(piece) => text.to_mut().push_str(piece),
            Token::Reference(name) => entity::write(name, text.to_mut()),
            Token::Open(_) | Token::Close { .. } => {}
        }
    }

    /// Adds a text as HTML writes it; a tag adds nothing.
    pub(super) fn write_html(self, html: &mut String) {
        match self {
            Token::Text(piece) => html.push_str(piece),
            Token::Reference(name) => html.extend(["&", name, ";"]),
            Token::Data(piece) => html.push_str(&quick_xml::escape::minimal_escape(piece)),
            Token::Open(_) | Token::Close { .. } => {}
        }
    }
}

/// Elements that have no end tag in HTML.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

impl<'x> Tag<'x> {
    pub(super) fn name(&self) -> &'x str {
        &self.inside[..self.name_len]
    }

    /// Whether an article of a feed begins here, which can stand in no other.
    pub(super) fn begins_item(&self) -> bool {
        let name = local(self.name());
        ["item", "entry"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    }

    pub(super) fn attributes(&self) -> Vec<(&'x str, Cow<'x, str>)> {
        let mut attributes = Attributes::html(self.inside, self.name_len);
        let attributes = attributes.with_checks(false).flatten().take(ATTRIBUTES);
        attributes
            .map(|attribute| {
                let value = match attribute.value {
                    Cow::Borrowed(value) => entity::unescape(value),
                    Cow::Owned(value) => Cow::Owned(entity::unescape(&value).into_owned()),
                };
                (attribute.key.into_inner(), value)
            })
            .collect()
    }

    /// Writes the tag as HTML has it, without a prefix.
    pub(super) fn write_html(&self, html: &mut String) {
        let name = local(self.name());
        html.extend(["<", name, &self.inside[self.name_len..], ">"]);
        if self.is_empty {
            write_end(name, html);
        }
    }
}

/// Writes the tag that ends an element, where HTML has one.
pub(super) fn write_end(name: &str, html: &mut String) {
    let name = local(name);
    if !VOID.iter().any(|void| name.eq_ignore_ascii_case(void)) {
        html.extend(["</", name, ">"]);
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
