//! Finds the charset that a text declares for itself.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::Hint;
use crate::article::Label;

/// What was declared.
pub(super) enum Declared {
    /// No charset.
    Nothing,
    /// A charset that can be read.
    Known(&'static Encoding),
    /// The name of one that cannot.
    Unknown(Label),
}

impl Declared {
    pub(super) fn name(&self) -> &str {
        match self {
            Declared::Nothing => "",
            Declared::Known(encoding) => encoding.name(),
            Declared::Unknown(name) => name,
        }
    }

    /// The charset that `label` names, as the Encoding Standard has it.
    fn of(label: &str) -> Declared {
        match Encoding::for_label(label.as_bytes()) {
            None => Label::some(label).map_or(Declared::Nothing, Declared::Unknown),
            Some(encoding) if encoding == REPLACEMENT => Declared::Unknown(Label::new(label)),
            Some(encoding) => Declared::Known(encoding),
        }
    }
}

/// Bytes at the head of a document in which it may declare its charset.
///
/// HTML asks for 1024; pages with long scripts before their `meta` are common.
const HEAD: usize = 8192;

/// What was declared beside the bytes, else in them.
pub(super) fn find(bytes: &[u8], hint: &Hint) -> Declared {
    if let Some(label) = hint.media_type.as_deref().and_then(charset_of) {
        return Declared::of(label);
    }
    // Only markup declares: a JSON text may hold a whole page with its `meta`.
    let head = bytes[..bytes.len().min(HEAD)].trim_ascii_start();
    if !head.starts_with(b"<") {
        return Declared::Nothing;
    }
    // Declarations are ASCII in every charset that is left here.
    let head: String = head.iter().map(|&b| char::from(b)).collect();
    let head = head.to_ascii_lowercase();
    let Some(label) = xml_encoding(&head).or_else(|| meta_charset(&head)) else {
        return Declared::Nothing;
    };
    match Declared::of(label) {
        // It could be read, so it is no UTF-16 (HTML, "prescan a byte stream").
        Declared::Known(encoding) if encoding == UTF_16BE || encoding == UTF_16LE => {
            Declared::Known(UTF_8)
        }
        declared => declared,
    }
}

/// The charset parameter of a media type such as `text/html; charset="gbk"`.
fn charset_of(media_type: &str) -> Option<&str> {
    let parameters = media_type.split(';').skip(1);
    let mut named = parameters.filter_map(|parameter| parameter.split_once('='));
    let (_, label) = named.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(label.trim().trim_matches(['"', '\'']))
}

/// `<?xml version="1.0" encoding="gbk"?>`
fn xml_encoding(head: &str) -> Option<&str> {
    let (declaration, _) = head.strip_prefix("<?xml")?.split_once("?>")?;
    assigned(declaration, "encoding")
}

/// `<meta charset=gbk>` or `<meta http-equiv=content-type content="text/html; charset=gbk">`
fn meta_charset(head: &str) -> Option<&str> {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
        } else if let Some(tag) = rest.strip_prefix("meta") {
            let tag = tag.split('>').next().unwrap_or_default();
            if let Some(label) = assigned(tag, "charset") {
                return Some(label);
            }
        }
    }
    None
}

/// The value behind `name=` in `tag`, with or without quotes.
fn assigned<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/');
        let label = value.split(ends).next()?;
        (!label.is_empty()).then_some(label)
    })
}
