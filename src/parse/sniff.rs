//! Decides what a text is.
//!
//! The person's word counts first, then what the bytes show beyond doubt, then
//! the media type and the name, then what the text looks like. A server that
//! calls everything `text/html` does not make a web page of a JSON feed.

use super::{From, Hint};
use crate::locale::Sentence;
use crate::sentence;

/// What a text is, and so which reader reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    /// JSON of which each line is said to be one value.
    JsonLines,
    Html,
    /// A web page, in which the article is to be found.
    Page,
    /// RSS or Atom.
    Feed,
    /// Other markup that is no page.
    Xml,
    Markdown,
    Text,
    /// Text of which each line is one paragraph.
    Plain,
}

/// Decides what `text` is.
pub(super) fn sniff(text: &str, hint: &Hint) -> Kind {
    match hint.from {
        From::Auto => {}
        From::Text => return Kind::Text,
        From::Plain => return Kind::Plain,
        From::Markdown => return Kind::Markdown,
        From::Html => return Kind::Html,
        From::Page => return Kind::Page,
        From::Feed if shown(text) == Some(Kind::Json) => return Kind::Json,
        From::Feed => return Kind::Feed,
        From::Json if told(hint) == Some(Kind::JsonLines) => return Kind::JsonLines,
        From::Json => return Kind::Json,
    }
    let kind = match (told(hint), shown(text)) {
        // Servers call feeds all kinds of things.
        (_, Some(Kind::Feed)) => Kind::Feed,
        (Some(told @ (Kind::Text | Kind::Markdown | Kind::JsonLines)), _)
        | (Some(told @ Kind::Html), Some(Kind::Xml))
        | (Some(told), None) => told,
        (_, Some(shown)) => shown,
        (None, None) if looks_like_markdown(text) => Kind::Markdown,
        (None, None) => Kind::Text,
    };
    // A server sends pages, whole or not.
    if kind == Kind::Html && (hint.media_type.is_some() || is_document(text)) {
        return Kind::Page;
    }
    kind
}

/// Whether HTML is a whole document, as pages of the web are, and not a piece of one.
fn is_document(html: &str) -> bool {
    let bytes = &html.as_bytes()[..html.len().min(SAMPLE)];
    let tags = bytes.windows(6).filter(|tag| tag[0] == b'<');
    let begins = |tag: &[u8], name: &[u8]| tag[1..=name.len()].eq_ignore_ascii_case(name);
    tags.into_iter().any(|tag| {
        begins(tag, b"html")
            || begins(tag, b"body")
            || begins(tag, b"!doct")
            || begins(tag, b"head") && tag[5] != b'e'
    })
}

/// What there is to say when the text is not what it is called.
pub(super) fn contradiction(kind: Kind, hint: &Hint) -> Option<Sentence> {
    let is_called_json = matches!(told(hint), Some(Kind::Json));
    (is_called_json && matches!(kind, Kind::Html | Kind::Page)).then(|| {
        sentence!(
            "it is called JSON but is a web page, perhaps one that tells of an error; it was read as a page",
            "名为 JSON，实为网页（可能是报错页面），已按网页读取"
        )
    })
}

/// What the name says, else the media type: servers know files by their names.
fn told(hint: &Hint) -> Option<Kind> {
    let by_name = || {
        let name = hint.name.as_deref()?;
        let name = name.split(['?', '#']).next()?;
        of_extension(&name.rsplit_once('.')?.1.to_ascii_lowercase())
    };
    let by_type = || {
        let essence = hint.media_type.as_deref()?.split(';').next()?;
        of_media_type(&essence.trim().to_ascii_lowercase())
    };
    by_name().or_else(by_type)
}

fn of_extension(extension: &str) -> Option<Kind> {
    Some(match extension {
        "json" | "jsonc" | "json5" => Kind::Json,
        "jsonl" | "ndjson" => Kind::JsonLines,
        "html" | "htm" | "xhtml" | "shtml" => Kind::Html,
        "xml" | "rss" | "atom" | "rdf" => Kind::Xml,
        "md" | "markdown" | "mdown" | "mkd" => Kind::Markdown,
        "txt" | "text" => Kind::Text,
        _ => return None,
    })
}

/// `text/plain` tells nothing: it is what servers say when they do not know.
fn of_media_type(essence: &str) -> Option<Kind> {
    Some(match essence {
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Kind::JsonLines,
        "application/json" | "text/json" => Kind::Json,
        "text/markdown" | "text/x-markdown" => Kind::Markdown,
        "text/html" | "application/xhtml+xml" => Kind::Html,
        "text/xml" | "application/xml" => Kind::Xml,
        _ if essence.ends_with("+json") => Kind::Json,
        _ if essence.ends_with("+xml") => Kind::Xml,
        _ => return None,
    })
}

/// What the text shows beyond doubt by its beginning.
fn shown(text: &str) -> Option<Kind> {
    let text = text.trim_start();
    if text.starts_with('<') {
        markup(text)
    } else {
        opens_json(text).then_some(Kind::Json)
    }
}

/// Whether `text` begins as JSON does and prose never: brackets, then a name, a text or nothing.
fn opens_json(text: &str) -> bool {
    let blank_or = |bracket| move |c: char| c.is_ascii_whitespace() || c == bracket;
    let inside = text.trim_start_matches(blank_or('['));
    if let Some(object) = inside.strip_prefix('{') {
        let object = object.trim_start();
        return object.is_empty() || object.starts_with(['"', '}']);
    }
    inside.len() < text.len() && (inside.is_empty() || inside.starts_with(['"', ']']))
}

/// Elements with which a page or a fragment of one begins.
const ELEMENTS: &[&str] = &[
    "!doctype",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "link",
    "script",
    "style",
    "main",
    "article",
    "section",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "figure",
    "img",
    "a",
    "span",
    "b",
    "strong",
    "em",
    "i",
    "br",
    "hr",
    "center",
    "font",
    "iframe",
    "header",
    "nav",
];

/// What a text is that begins with `<`.
fn markup(text: &str) -> Option<Kind> {
    let mut rest = text;
    let is_xml = rest.starts_with("<?xml");
    // Declarations and comments may stand before the first element.
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if declares_feed(rest) => return Some(Kind::Feed),
            _ => break,
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
    let name = rest.strip_prefix('<')?.split(ends).next()?;
    if ELEMENTS
        .iter()
        .any(|element| name.eq_ignore_ascii_case(element))
    {
        return Some(Kind::Html);
    }
    let is_feed = FEEDS.iter().any(|feed| name.eq_ignore_ascii_case(feed));
    if is_feed {
        return Some(Kind::Feed);
    }
    is_xml.then_some(Kind::Xml)
}

/// Elements with which a feed begins.
const FEEDS: &[&str] = &[
    "rss",
    "feed",
    "rdf:rdf",
    "channel",
    "entry",
    "atom:feed",
    "opml",
];

/// Whether a document type names the first element of a feed.
fn declares_feed(text: &str) -> bool {
    let declared = text
        .get(..9)
        .filter(|tag| tag.eq_ignore_ascii_case("<!doctype"));
    let name = declared.and_then(|_| text[9..].split_whitespace().next());
    name.is_some_and(|name| FEEDS.iter().any(|feed| name.eq_ignore_ascii_case(feed)))
}

/// Bytes of a text that are looked at for signs of Markdown.
const SAMPLE: usize = 16_384;

/// Whether enough lines of `text` are what nobody writes outside Markdown.
pub(super) fn looks_like_markdown(text: &str) -> bool {
    let mut cut = text.len().min(SAMPLE);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let signs: usize = text[..cut].lines().map(markdown_signs).sum();
    signs >= 3
}

fn markdown_signs(line: &str) -> usize {
    let line = line.trim_end();
    let hashes = line.len() - line.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
    let is_fence = line.starts_with("```") || line.starts_with("~~~");
    let is_row = line.starts_with('|') && line.contains("---");
    let is_link = line
        .split_once("](")
        .is_some_and(|(before, behind)| before.contains('[') && behind.contains(')'));
    let is_quote = line.starts_with("> ");
    let is_item = line.starts_with("- ") || line.starts_with("* ");
    let is_strong = line.matches("**").count() >= 2;
    2 * usize::from(is_heading || is_fence || is_row || is_link)
        + usize::from(is_quote || is_item || is_strong)
}

/// How files begin that hold no text, and what they are.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (
        b"\x1f\x8b",
        "a gzip archive; unpack it first",
        "gzip 压缩文件，请先解压",
    ),
    (
        b"PK\x03\x04",
        "a ZIP archive, such as EPUB or Word; unpack it first",
        "ZIP 压缩文件（EPUB、Word 等也是），请先解压",
    ),
    (
        b"BZh",
        "a bzip2 archive; unpack it first",
        "bzip2 压缩文件，请先解压",
    ),
    (
        b"\xfd7zXZ\0",
        "an xz archive; unpack it first",
        "xz 压缩文件，请先解压",
    ),
    (
        b"\x28\xb5\x2f\xfd",
        "a Zstandard archive; unpack it first",
        "Zstandard 压缩文件，请先解压",
    ),
    (
        b"7z\xbc\xaf\x27\x1c",
        "a 7z archive; unpack it first",
        "7z 压缩文件，请先解压",
    ),
    (b"%PDF-", "a PDF", "PDF 文件"),
    (b"\x89PNG\r\n", "a PNG picture", "PNG 图片"),
    (b"\xff\xd8\xff", "a JPEG picture", "JPEG 图片"),
    (b"GIF8", "a GIF picture", "GIF 图片"),
    (b"\x7fELF", "a program", "可执行程序"),
    (b"SQLite format 3\0", "an SQLite database", "SQLite 数据库"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Office document",
        "旧版 Office 文档",
    ),
];

/// What the bytes are when they are a known kind of file without text.
pub(super) fn known_binary(bytes: &[u8]) -> Option<Sentence> {
    let (_, en, zh) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic))?;
    Some(sentence!(
        "this is not text but {en}",
        "这不是文本，而是{zh}"
    ))
}

/// Whether `text` has so many control characters that it was never text.
///
/// Recorded terminals have many escapes and still are text.
pub(super) fn is_binary(text: &str) -> bool {
    let sample = text.chars().take(SAMPLE);
    let (odd, all) = sample.fold((0, 0), |(odd, all), c| {
        let is_odd = matches!(c, '\0'..='\x06' | '\x0e'..='\x1a' | '\x1c'..='\x1f' | '\x7f');
        (odd + usize::from(is_odd), all + 1)
    });
    odd * 16 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, media_type: &str, wanted: Kind) {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let hint = Hint {
            name: some(name),
            media_type: some(media_type),
            ..Hint::default()
        };
        assert_eq!(sniff(text, &hint), wanted, "{text} {name} {media_type}");
    }

    #[test]
    fn json_is_known_by_its_brackets() {
        for text in ["{\"a\":1}", " [ {\"a\":1}]", "[\"a\"]", "{}", "[[[[", "{"] {
            check(text, "", "", Kind::Json);
            check(
                text,
                "feed.php?x=.html",
                "text/html; charset=utf-8",
                Kind::Json,
            );
        }
        for text in [
            "[字号: 大]",
            "[a](b)",
            "[1] 注",
            "[[page]]",
            "{{page}}",
            "{ 一 }",
        ] {
            check(text, "", "", Kind::Text);
        }
        check("[1]", "a.json", "", Kind::Json);
        check("(1)", "", "application/feed+json", Kind::Json);
        check("{}", "a.ndjson", "", Kind::JsonLines);
        check("{\"a\":1}", "notes.txt", "", Kind::Text);
    }

    #[test]
    fn markup_is_known_by_its_first_element() {
        check("<!DOCTYPE html><p>", "", "", Kind::Page);
        check(
            "<?xml version='1.0'?>\n<!-- x -->\n<html>",
            "",
            "",
            Kind::Page,
        );
        check("<p>一</p>", "", "", Kind::Html);
        check("<html>", "feed.json", "", Kind::Page);
        check("<?xml version='1.0'?><catalog>", "feed.xml", "", Kind::Xml);
        check("<?xml version='1.0'?><catalog>", "a.html", "", Kind::Html);
        check("<<<", "", "", Kind::Text);
        check("<p align=center>", "README.md", "", Kind::Markdown);
    }

    #[test]
    fn a_feed_is_known_by_its_first_element_whatever_it_is_called() {
        for text in [
            "<rss version='2.0'>",
            "\n<?xml version='1.0'?><feed>",
            "<?xml-stylesheet href='x'?><!-- x --><rdf:RDF>",
            "<!DOCTYPE rss SYSTEM 'x'>\n<rss>",
            "<CHANNEL>",
        ] {
            check(text, "", "", Kind::Feed);
            check(text, "index.html", "text/html", Kind::Feed);
        }
    }

    #[test]
    fn markdown_needs_more_than_one_sign() {
        check("# 题\n\n> 引\n", "", "", Kind::Markdown);
        check(
            "见 [此处](https://example.org)。\n\n- 甲\n",
            "",
            "",
            Kind::Markdown,
        );
        check("# 一行\n正文", "", "", Kind::Text);
        check("- 甲\n- 乙\n", "", "", Kind::Text);
        check("# 一行", "a.md", "", Kind::Markdown);
        check("# 一行", "", "text/markdown; charset=utf-8", Kind::Markdown);
    }

    #[test]
    fn what_the_person_says_counts() {
        let hint = |from| Hint {
            from,
            name: Some("a.html".to_owned()),
            ..Hint::default()
        };
        assert_eq!(sniff("{}", &hint(From::Plain)), Kind::Plain);
        assert_eq!(sniff("<p>", &hint(From::Json)), Kind::Json);
        assert_eq!(sniff("{}", &hint(From::Html)), Kind::Html);
        assert_eq!(sniff("一", &hint(From::Feed)), Kind::Feed);
        assert_eq!(sniff("{\"a\":1}", &hint(From::Feed)), Kind::Json);
        assert_eq!(sniff("{}", &hint(From::Page)), Kind::Page);
    }
}
