//! Bytes in, articles and complaints out; it never fails.
//!
//! 1. `charset` decides how the bytes are to be read: BOM, else what was declared, else a guess.
//! 2. `sniff` decides what they are.
//! 3. The reader of that format gives articles, and a [`Complaint`] with its
//!    place for everything that it could not read or left out.
//!
//! This room knows no file and no network: names and declarations come in a [`Hint`].

mod address;
mod attachments;
mod body;
mod charset;
mod code;
mod complaint;
mod dates;
mod declared;
mod feed;
mod flat;
mod flow;
mod guess;
mod html;
mod json;
mod markdown;
mod plain;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod shown;
mod sniff;
mod subscriptions;
mod wide;
mod xml;

pub use body::{Bodies, Body, plain_text, read_body};
pub use complaint::{Complaint, Spot};
pub use html::{FoundFeed, feeds_of};
pub use json::{Guess, Inference, LeftOut, Sense, Sureness, mapping};
pub use subscriptions::{Subscriptions, subscriptions};

use complaint::spot;
use html::Found;
use sniff::Kind;

use crate::article::{Article, Collection, Label, Markup, Url};
use crate::locale::Sentence;
use crate::sentence;

/// What is known of some bytes beside the bytes.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// What the person says they are.
    pub from: From,
    /// The media type with its parameters that came with them, as in `Content-Type`.
    pub media_type: Option<String>,
    /// The name of the file or the last part of the address.
    pub name: Option<String>,
    /// Where they were found, against which relative addresses are resolved.
    pub base: Option<Url>,
    /// What is to become of the bodies of articles.
    pub bodies: Bodies,
}

/// What the person says some bytes are (`--from`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    /// Nothing: find out.
    #[default]
    Auto,
    /// Text, perhaps a saved page whose furniture is to be recognised.
    Text,
    /// Text of which each line is one paragraph, exactly as given.
    Plain,
    /// Markdown (`CommonMark` with tables, footnotes and strikethrough).
    Markdown,
    /// HTML of which all is read.
    Html,
    /// A web page, in which the article is to be found.
    Page,
    /// JSON of any of the kinds we read.
    Json,
    /// RSS, Atom or a feed in JSON.
    Feed,
}

/// What some bytes turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Wenlan article JSON.
    WenlanJson,
    /// JSON Feed 1.0 or 1.1.
    JsonFeed,
    /// One JSON value a line.
    JsonLines,
    /// JSON that a mapping explains.
    MappedJson,
    /// JSON of another kind, in which articles were found.
    InferredJson,
    /// JSON that holds no articles that we could find.
    UnknownJson,
    /// HTML.
    Html,
    /// A web page, with its article or the articles that it lists.
    Page,
    /// RSS 0.9x or 2.0.
    Rss,
    /// Atom.
    Atom,
    /// RSS 0.90 or 1.0, which are RDF.
    Rdf,
    /// RSS written as JSON.
    RssJson,
    /// XML that is neither a page nor a feed.
    Xml,
    /// Markdown.
    Markdown,
    /// Text.
    Text,
    /// Nothing that can be read as text.
    Binary,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What the bytes were.
    pub format: Format,
    /// The name of the charset they were read in (WHATWG Encoding); empty when they were not.
    pub charset: &'static str,
    /// The articles.
    pub collection: Collection,
    /// What could not be read or was left out, in order.
    pub complaints: Vec<Complaint>,
    /// How JSON of an unknown kind was read.
    pub inference: Option<Inference>,
    /// The name of the mapping by which JSON was read.
    pub mapping: Option<Label>,
    /// Nothing could be read; the first complaint says why.
    pub refused: bool,
}

/// The most bytes that are read: longer than any article, shorter than what fills a memory.
const LIMIT: usize = 256 << 20;

/// Reads `bytes` as whatever they are.
pub fn parse(bytes: &[u8], hint: &Hint) -> Parsed {
    let megabytes = LIMIT >> 20;
    if bytes.len() > LIMIT {
        let what = sentence!(
            "longer than {megabytes} MiB, which is more than we read; split it",
            "超过 {megabytes} MiB 的上限，未读入；请先拆分"
        );
        return Parsed::refused(Format::Binary, Spot::Whole, what);
    }
    if let Some(what) = sniff::known_binary(bytes) {
        return Parsed::refused(Format::Binary, Spot::Whole, what);
    }
    let decoded = charset::decode(bytes, hint);
    if decoded.text.trim().is_empty() {
        let what = sentence!("there is nothing in it", "内容为空");
        return Parsed {
            charset: decoded.charset,
            ..Parsed::refused(Format::Text, Spot::Line(1, 1), what)
        };
    }
    let kind = sniff::sniff(&decoded.text, hint);
    // JSON says for itself what is wrong with it, and where.
    let is_json = matches!(kind, Kind::Json | Kind::JsonLines);
    if !is_json && sniff::is_binary(&decoded.text) {
        let what = sentence!("this is not text", "这不是文本");
        return Parsed::refused(Format::Binary, Spot::Whole, what);
    }
    let mut parsed = read(kind, &decoded.text, hint);
    parsed.charset = decoded.charset;
    // What was refused says first why.
    let at = if parsed.refused {
        parsed.complaints.len()
    } else {
        0
    };
    parsed.complaints.splice(at..at, decoded.complaints);
    if let Some(what) = sniff::contradiction(kind, hint) {
        let at_all = Spot::Whole;
        parsed.complaints.insert(at, Complaint { at: at_all, what });
    }
    parsed
}

/// One article of the pages of one, in their order: [`Collection::next`] of what each gave leads to the next.
///
/// The first page tells of the article. What its pages repeat at their heads
/// and feet stands once.
pub fn join_pages(pages: Vec<Article>) -> Article {
    html::join(pages)
}

fn read(kind: Kind, text: &str, hint: &Hint) -> Parsed {
    let base = hint.base.as_ref();
    let single = |format, markup, read: (Article, Vec<Complaint>)| {
        let mut parsed = Parsed::empty(format);
        let (mut article, complaints) = read;
        body::keep_document(&mut article, markup, text, hint);
        parsed.collection.root.articles.push(article);
        parsed.complaints = complaints;
        parsed
    };
    match kind {
        Kind::Json => json::read(text, hint),
        Kind::JsonLines => json::read_lines(text, hint),
        Kind::Html => {
            let read = html::whole(text, base);
            single(Format::Html, Markup::HtmlDocument, read)
        }
        Kind::Page => read_page(text, hint),
        Kind::Markdown => {
            let read = markdown::document(text, base);
            single(Format::Markdown, Markup::MarkdownDocument, read)
        }
        Kind::Text => single(Format::Text, Markup::SavedText, plain::page(text)),
        Kind::Plain => {
            let body = plain::verbatim(text);
            let article = Article {
                body: body.blocks,
                ..Article::default()
            };
            single(Format::Text, Markup::Plain, (article, body.complaints))
        }
        Kind::Feed | Kind::Xml => feed::read(text, hint),
    }
}

/// Reads a web page: an article, or the articles that it lists.
fn read_page(text: &str, hint: &Hint) -> Parsed {
    let page = html::page(text, hint.base.as_ref());
    let mut parsed = Parsed::empty(Format::Page);
    match page.found {
        Found::Article(mut article) => {
            body::keep_document(&mut article, Markup::Page, text, hint);
            parsed.collection.root.articles.push(*article);
        }
        Found::Links(section) => {
            parsed.collection.root = section;
            parsed.collection.home.clone_from(&hint.base);
        }
        Found::Nothing(why) => return Parsed::refused(Format::Page, Spot::Whole, why),
    }
    parsed.collection.next = page.next;
    parsed.complaints = page.complaints;
    parsed
}

impl Parsed {
    fn empty(format: Format) -> Parsed {
        Parsed {
            format,
            charset: "",
            collection: Collection::default(),
            complaints: Vec::new(),
            inference: None,
            mapping: None,
            refused: false,
        }
    }

    fn refused(format: Format, at: Spot, what: Sentence) -> Parsed {
        Parsed {
            complaints: vec![Complaint { at, what }],
            refused: true,
            ..Parsed::empty(format)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    /// Reads bytes that are refused; gives the format and the English reason.
    fn refused(bytes: &[u8]) -> (Format, String) {
        let parsed = parse(bytes, &Hint::default());
        assert!(parsed.refused && parsed.collection == Collection::default());
        (parsed.format, parsed.complaints[0].what.en.clone())
    }

    #[test]
    fn what_holds_no_text_is_refused_in_words() {
        assert_eq!(refused(b"").1, "there is nothing in it");
        assert_eq!(refused(b"\xef\xbb\xbf \n\t").1, "there is nothing in it");
        let (format, why) = refused(b"\x1f\x8b\x08\0\0\0");
        assert_eq!(
            (format, &*why),
            (
                Format::Binary,
                "this is not text but a gzip archive; unpack it first"
            )
        );
        assert_eq!(refused(b"\0\x01\x02\x03 \xff\xfe\x05").0, Format::Binary);
        assert_eq!(refused(b"<?xml version='1.0'?><catalog/>").0, Format::Xml);
    }

    #[test]
    fn broken_json_is_refused_with_its_place() {
        let parsed = parse("{\"题\": 1\n \"文\": 2}".as_bytes(), &Hint::default());
        assert!(parsed.refused);
        assert_eq!(parsed.complaints[0].at, Spot::Line(2, 2));
        let deep = parse(&b"[".repeat(100_000), &Hint::default());
        assert_eq!(deep.complaints[0].at, Spot::Line(1, 128));
    }

    #[test]
    fn every_format_has_its_reader() {
        let format = |text: &str, name: &str| {
            let hint = Hint {
                name: Some(name.to_owned()),
                ..Hint::default()
            };
            let parsed = parse(text.as_bytes(), &hint);
            assert!(!parsed.refused, "{:?}", parsed.complaints);
            (parsed.format, parsed.charset)
        };
        assert_eq!(
            format(r#"{"title": "题", "body": "文"}"#, ""),
            (Format::WenlanJson, "UTF-8")
        );
        assert_eq!(format("<p>文</p>", "a.html"), (Format::Html, "UTF-8"));
        assert_eq!(format("# 题\n\n文", "a.md"), (Format::Markdown, "UTF-8"));
        assert_eq!(format("题\n\n文", "a.txt"), (Format::Text, "UTF-8"));
        assert_eq!(format("<rss><item/></rss>", ""), (Format::Rss, "UTF-8"));
    }

    #[test]
    fn a_page_that_is_called_json_is_read_and_told() {
        let hint = Hint {
            media_type: Some("application/json".to_owned()),
            ..Hint::default()
        };
        let parsed = parse(b"<!doctype html><title>404</title>", &hint);
        assert_eq!((parsed.format, parsed.refused), (Format::Page, true));
        let told: Vec<&str> = parsed
            .complaints
            .iter()
            .map(|c| c.what.en.as_str())
            .collect();
        assert!(told[0].contains("error") && told[1].contains("called JSON"));
    }

    #[test]
    fn plain_text_is_taken_line_by_line() {
        let hint = Hint {
            from: From::Plain,
            ..Hint::default()
        };
        let parsed = parse("{\"a\"}\n\n二\n".as_bytes(), &hint);
        let body = &parsed.collection.root.articles[0].body;
        assert_eq!(
            body[..],
            [Block::paragraph("{\"a\"}"), Block::paragraph("二")]
        );
    }
}
