//! Whatever the bytes are, reading them gives articles or says why not, and
//! what was read can be written again.

mod articles;

use articles::cases;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use wenlan::export;
use wenlan::parse::{Bodies, From, Hint, Parsed, parse, read_body};

/// What may be known beside the bytes, right or wrong.
fn hint() -> impl Strategy<Value = Hint> {
    let from = select(vec![
        From::Auto,
        From::Text,
        From::Plain,
        From::Markdown,
        From::Html,
        From::Page,
        From::Json,
        From::Feed,
    ]);
    let media_type = select(vec![
        "application/json",
        "text/html; charset=gbk",
        "text/plain;charset=utf-16",
        "; charset=\"",
        "application/x-ndjson; charset=replacement",
    ]);
    let name = select(vec!["a.json", "a.ndjson", "a.md", "a.txt", "", "."]);
    (from, option::of(media_type), option::of(name)).prop_map(|(from, media_type, name)| Hint {
        from,
        media_type: media_type.map(str::to_owned),
        name: name.map(str::to_owned),
        ..Hint::default()
    })
}

/// Pieces of the documents that we read, put together anyhow.
fn soup() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        " ",
        "\"title\":",
        "\"body\":",
        "\"text\":",
        "\"type\":",
        "\"list\"",
        "\"items\":",
        "\"blocks\":",
        "\"articles\":",
        "\"sections\":",
        "\"version\":",
        "\"https://jsonfeed.org/version/1\"",
        "\"content_html\":",
        "\"<p>文</p>\"",
        "\"strong\":",
        "\"rows\":",
        "\"table\"",
        "\"link\":",
        "true",
        "null",
        "1",
        "-1.5e3",
        "\"文\"",
        "{\"title\": \"题\", \"body\": \"文\"}",
        "{\"type\": \"note\", \"label\": 1}",
        "\u{feff}",
        "\0",
        "\u{1b}[31m",
    ]);
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Pieces of feeds, put together anyhow.
fn feed_soup() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "<rss>",
        "<channel>",
        "</channel>",
        "<item>",
        "</item>",
        "<entry>",
        "<title>",
        "</title>",
        "<title type='xhtml'>",
        "<description>",
        "</description>",
        "<content:encoded>",
        "<content type='html' src='x' xml:base='//e.x/'>",
        "</content>",
        "<media:group>",
        "<media:content url='x' fileSize='9e99' duration='1:-2'>",
        "<author>",
        "<link href='x' rel='enclosure'/>",
        "<link>",
        "</link>",
        "<guid>",
        "<pubDate>2020-09-17",
        "<category term='一'/>",
        "<p>",
        "<br/>",
        "&lt;b&gt;",
        "&",
        "&nbsp;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?xml version='1.0'?>",
        "<!DOCTYPE rss [",
        "<x y=\"",
        "xmlns='http://www.w3.org/2005/Atom'>",
        "<",
        ">",
        "\u{feff}",
        "\u{1b}[31m",
        "文",
        "\n",
    ]);
    vec(piece, 0..24).prop_map(|pieces| format!("<feed>{}", pieces.concat()))
}

const DOCUMENTS: &[&str] = &[
    include_str!("../assets/examples/blocks.json"),
    include_str!("../assets/examples/collection.json"),
    include_str!("../assets/examples/lines.ndjson"),
    include_str!("fixtures/rss.xml"),
    include_str!("fixtures/atom.xml"),
];

/// A document of ours with some bytes changed, taken out or put in.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<usize>(), 0..3_u8, any::<u8>());
    (select(DOCUMENTS), vec(change, 1..6)).prop_map(|(document, changes)| {
        let mut bytes = document.as_bytes().to_vec();
        for (at, kind, byte) in changes {
            let at = at % bytes.len();
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, byte),
            }
        }
        bytes
    })
}

fn check(bytes: &[u8], hint: &Hint) -> Result<(), TestCaseError> {
    let parsed = parse(bytes, hint);
    prop_assert!(!parsed.refused || !parsed.complaints.is_empty());
    for article in parsed.collection.root.all_articles() {
        export::markdown(article);
        let json = export::json(article);
        prop_assert!(!json.contains(|c: char| c.is_control() && c != '\n'));
    }
    check_kept(bytes, hint, &parsed)?;
    let written = export::collection_json(&parsed.collection);
    let again = parse(written.as_bytes(), &Hint::default());
    prop_assert_eq!(again.collection, parsed.collection);
    Ok(())
}

/// Checks that a body which is kept and read later is the one that is read at once.
fn check_kept(bytes: &[u8], hint: &Hint, parsed: &Parsed) -> Result<(), TestCaseError> {
    let bodies = Bodies::Kept;
    let kept = parse(
        bytes,
        &Hint {
            bodies,
            ..hint.clone()
        },
    );
    let (articles, kept) = (
        parsed.collection.root.all_articles(),
        kept.collection.root.all_articles(),
    );
    prop_assert_eq!(articles.len(), kept.len());
    for (article, kept) in articles.into_iter().zip(kept) {
        let mut kept = kept.clone();
        prop_assert_eq!(&kept.body, &[]);
        let received = kept.received.take();
        kept.body = received
            .map(|received| read_body(&received).blocks)
            .unwrap_or_default();
        prop_assert_eq!(article, &kept);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_bytes_can_be_read(bytes in vec(any::<u8>(), 0..64), hint in hint()) {
        check(&bytes, &hint)?;
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,40}", hint in hint()) {
        check(text.as_bytes(), &hint)?;
    }

    #[test]
    fn any_pieces_can_be_read(text in soup(), hint in hint()) {
        check(text.as_bytes(), &hint)?;
    }

    #[test]
    fn any_feed_can_be_read(text in feed_soup(), hint in hint()) {
        check(text.as_bytes(), &hint)?;
    }

    #[test]
    fn damaged_documents_can_be_read(bytes in damaged()) {
        check(&bytes, &Hint::default())?;
    }
}
