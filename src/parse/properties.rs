//! Laws of the readers of bodies, tried on inputs that nobody thought of.

use proptest::prelude::*;

use super::shown::shown;
use super::{Body, html, markdown, plain};
use crate::article::{Block, Note, RichText, Style};

/// Elements that keep their text in its place.
const ELEMENTS: &[&str] = &[
    "p",
    "div",
    "section",
    "b",
    "i",
    "em",
    "code",
    "mark",
    "sup",
    "span",
    "font",
    "a href=x",
    "ul",
    "li",
    "blockquote",
    "h2",
    "h5",
    "pre",
    "details",
    "dl",
    "dt",
    "dd",
    "unknown-one",
    "p style='text-indent:2em'",
    "center",
    "ruby",
    "label",
];

/// Tags that make trouble for parsers of HTML.
const TROUBLE: &[&str] = &[
    "<b>",
    "</b>",
    "<a href=1>",
    "</a>",
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<caption>",
    "<li>",
    "<ul>",
    "</ul>",
    "<select>",
    "<option>",
    "<svg>",
    "<math>",
    "<mi>",
    "<title>",
    "</title>",
    "<template>",
    "</template>",
    "<ruby>",
    "<rt>",
    "<rb>",
    "<rtc>",
    "</ruby>",
    "<br>",
    "<pre>",
    "</pre>",
    "<img src=x width=1>",
    "<figure>",
    "<figcaption>",
    "<noscript>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<q>",
    "<sup><a href=#fn1>1</a></sup>",
    "<li id=fn1>",
    "<dl>",
    "<dd>",
    "<iframe src=x>",
    "<video>",
    "<frameset>",
    "<script>",
    "</script>",
    "<style>",
    "&nbsp;",
    "&#x0;",
    "&bogus;",
    "<body a=b>",
    "<html>",
    "</body>",
    "中",
    "x",
    " ",
    "\n",
    "\u{3000}",
    "`",
    "*",
    "_",
    "> ",
    "- ",
    "1. ",
    "|",
    "---",
    "[^1]",
    "](",
    "<?",
    "\u{1b}[31m",
    "来源：",
    "首页 > ",
    "时间:2020-01-01",
    "\t",
    "\r\n",
    "\u{a0}",
    "\u{feff}",
    "e\u{301}",
    "👩\u{200d}👧",
];

#[derive(Clone, Debug)]
enum Node {
    Text(String),
    Element(&'static str, Vec<Node>),
}

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "中", "文", "，", "。", "“", "a", "b", "&", "<", ">", " ", "\n", "\u{a0}", "\u{3000}",
    ]);
    prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

fn tree() -> impl Strategy<Value = Node> {
    let leaf = text().prop_map(Node::Text);
    leaf.prop_recursive(6, 60, 6, |inner| {
        let element = prop::sample::select(ELEMENTS);
        (element, prop::collection::vec(inner, 0..6))
            .prop_map(|(element, children)| Node::Element(element, children))
    })
}

fn write(node: &Node, html: &mut String, visible: &mut String) {
    match node {
        Node::Text(text) => {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
            html.push_str(&escaped);
            visible.push_str(text);
        }
        Node::Element(element, children) => {
            let name = element.split(' ').next().unwrap_or_default();
            html.extend(["<", element, ">"]);
            for child in children {
                write(child, html, visible);
            }
            html.extend(["</", name, ">"]);
        }
    }
}

fn without_blanks<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let chars = texts.into_iter().flat_map(str::chars);
    chars.filter(|c| !c.is_whitespace()).collect()
}

/// Whether a text is as texts are: spans in order, on it, and not empty.
fn is_sound(text: &RichText) -> bool {
    let in_text =
        |range: &std::ops::Range<usize>| range.start < range.end && range.end <= text.text().len();
    let labelled = |style: &Style| match style {
        Style::Ruby(label) | Style::NoteMark(label) => !label.is_empty(),
        _ => true,
    };
    let clean = |c: char| c == '\n' || !c.is_control();
    text.spans()
        .iter()
        .all(|span| in_text(&span.range) && labelled(&span.style))
        && text.spans().is_sorted_by_key(|span| span.range.start)
        && text.text().chars().all(clean)
}

/// Whether blocks say something, each of them, save an item that its source left empty.
fn are_sound(blocks: &[Block], in_item: bool) -> bool {
    blocks.iter().all(|block| match block {
        Block::Heading { text, .. } | Block::Code { text, .. } => {
            !text.is_empty() && is_sound(text)
        }
        Block::Paragraph(p) => {
            is_sound(&p.text) && (!p.text.is_empty() || in_item && blocks.len() == 1)
        }
        Block::List(list) => {
            !list.items.is_empty()
                && list
                    .items
                    .iter()
                    .all(|item| !item.blocks.is_empty() && are_sound(&item.blocks, true))
        }
        Block::Quote(blocks) | Block::Note(Note { blocks, .. }) => {
            !blocks.is_empty() && are_sound(blocks, false)
        }
        Block::Table(table) => table.rows.iter().flatten().all(is_sound),
        Block::Image(image) => is_sound(&image.caption),
        Block::Rule => true,
    })
}

fn sound(body: &Body, source: &str) -> Result<(), TestCaseError> {
    prop_assert!(
        are_sound(&body.blocks, false),
        "{source:?} gave {:?}",
        body.blocks
    );
    // What shows blocks to tests refuses what is wrong with their spans.
    shown(&body.blocks);
    Ok(())
}

proptest! {
    // A failure is kept as a line in a table, not as a seed in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_visible_character_is_kept_in_order(trees in prop::collection::vec(tree(), 0..4)) {
        let (mut source, mut visible) = (String::new(), String::new());
        for node in &trees {
            write(node, &mut source, &mut visible);
        }
        let body = html::body(&source, None);
        // Lists in a heading or a cell are laid flat, with their marks.
        let kept = without_blanks(body.blocks.iter().flat_map(Block::texts)).replace('•', "");
        prop_assert_eq!(kept, without_blanks([&*visible]), "{}", source);
        sound(&body, &source)?;
        prop_assert!(body.complaints.is_empty());
        prop_assert_eq!(without_blanks([&*html::words(&source)]), without_blanks([&*visible]), "{}", source);
    }

    #[test]
    fn every_cell_is_kept_in_order(rows in prop::collection::vec(prop::collection::vec(tree(), 1..4), 1..4)) {
        let (mut source, mut visible) = ("<table>".to_owned(), String::new());
        for row in &rows {
            source.push_str("<tr>");
            for cell in row {
                source.push_str("<td>");
                write(cell, &mut source, &mut visible);
            }
        }
        let body = html::body(&source, None);
        // Lists in a heading or a cell are laid flat, with their marks.
        let kept = without_blanks(body.blocks.iter().flat_map(Block::texts)).replace('•', "");
        prop_assert_eq!(kept, without_blanks([&*visible]), "{}", source);
        sound(&body, &source)?;
    }

    #[test]
    fn no_trouble_breaks_a_reader(pieces in prop::collection::vec(prop::sample::select(TROUBLE), 0..40)) {
        let source = pieces.concat();
        for body in [html::body(&source, None), markdown::body(&source, None), plain::body(&source), plain::verbatim(&source)] {
            sound(&body, &source)?;
        }
        for (article, complaints) in [html::whole(&source, None), markdown::document(&source, None), plain::page(&source)] {
            sound(&Body { blocks: article.body, complaints }, &source)?;
        }
        if let html::Found::Article(article) = html::page(&source, None).found {
            prop_assert!(!article.body.is_empty());
            sound(&Body { blocks: article.body, complaints: Vec::new() }, &source)?;
        }
    }

    #[test]
    fn no_text_breaks_a_reader(source in any::<String>()) {
        for body in [html::body(&source, None), markdown::body(&source, None), plain::body(&source), plain::verbatim(&source)] {
            sound(&body, &source)?;
        }
        html::words(&source);
        html::page(&source, None);
        markdown::document(&source, None);
        plain::page(&source);
        super::dates::moment(&source);
    }

    #[test]
    fn plain_text_keeps_every_character(pieces in prop::collection::vec(text(), 0..8)) {
        let source = pieces.join("\n");
        for body in [plain::body(&source), plain::verbatim(&source)] {
            let kept = without_blanks(body.blocks.iter().flat_map(Block::texts));
            prop_assert_eq!(kept, without_blanks([&*source]));
        }
    }

    #[test]
    fn every_date_that_is_written_is_read(seconds in -30_000_000_000_i64..200_000_000_000) {
        if let Some(moment) = crate::article::Moment::unix(seconds)
            && moment.date().year() >= 1000
        {
            prop_assert_eq!(super::dates::moment(&moment.to_string()), Some(moment));
            let day = moment.date();
            let han = format!("{}年{}月{}日", day.year(), day.month(), day.day());
            prop_assert_eq!(super::dates::moment(&han), Some(crate::article::Moment::day(day)));
        }
    }
}
