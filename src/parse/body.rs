//! Bodies that are read now, or kept as they came and read later.
//!
//! A library takes in thousands of articles at a time and shows one: reading
//! all their bodies is what would make the person wait.

use super::{Hint, html, json, markdown, plain};
use crate::article::{Article, Block, Markup, Part, Received, Url};
use crate::parse::Complaint;

/// What is to become of the bodies of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bodies {
    /// They are read, and what came is let go.
    #[default]
    Read,
    /// They are kept as they came, for [`read_body`].
    Kept,
}

/// A body, and what was lost on the way to it.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// What the body says.
    pub blocks: Vec<Block>,
    /// What was left out.
    pub complaints: Vec<Complaint>,
}

/// Reads a body that was kept.
///
/// The blocks are those that [`Bodies::Read`] would have given.
pub fn read_body(received: &Received) -> Body {
    let base = received.base.as_ref();
    let mut body = Body::default();
    let of_one =
        |one: &Part, next: &Part| (one.markup, next.markup) == (Markup::Page, Markup::Page);
    for parts in received.parts.chunk_by(of_one) {
        let read = match parts {
            [part] => read_text(part.markup, &part.text, base),
            pages => of_pages(pages, base),
        };
        body.blocks.extend(read.blocks);
        body.complaints.extend(read.complaints);
    }
    body
}

/// The body of the article that is spread over some pages.
fn of_pages(pages: &[Part], base: Option<&Url>) -> Body {
    let pages = pages.iter().map(|page| html::page(&page.text, base));
    let (mut articles, mut complaints) = (Vec::new(), Vec::new());
    for page in pages {
        complaints.extend(page.complaints);
        if let html::Found::Article(article) = page.found {
            articles.push(*article);
        }
    }
    Body {
        blocks: html::join(articles).body,
        complaints,
    }
}

/// The text of a body for a search: its blocks, joined by line ends.
///
/// Of HTML it is made without reading the blocks, and holds what they leave
/// out as hidden too.
pub fn plain_text(received: &Received) -> String {
    let base = received.base.as_ref();
    let text = |part: &Part| match part.markup {
        Markup::Html => html::words(&part.text),
        markup => {
            let blocks = read_text(markup, &part.text, base).blocks;
            let texts: Vec<&str> = blocks.iter().flat_map(Block::texts).collect();
            texts.join("\n")
        }
    };
    let texts: Vec<String> = received.parts.iter().map(text).collect();
    texts.join("\n")
}

/// The body of the article that a page holds.
fn of_page(page: html::Page) -> Body {
    let blocks = match page.found {
        html::Found::Article(article) => article.body,
        html::Found::Links(_) | html::Found::Nothing(_) => Vec::new(),
    };
    Body {
        blocks,
        complaints: page.complaints,
    }
}

/// Reads a part of a body.
pub(super) fn read_text(markup: Markup, text: &str, base: Option<&Url>) -> Body {
    let of_document = |(article, complaints): (Article, Vec<Complaint>)| Body {
        blocks: article.body,
        complaints,
    };
    match markup {
        Markup::Text => plain::body(text),
        Markup::Plain => plain::verbatim(text),
        Markup::SavedText => of_document(plain::page(text)),
        Markup::Markdown => markdown::body(text, base),
        Markup::MarkdownDocument => of_document(markdown::document(text, base)),
        Markup::Html => html::body(text, base),
        Markup::HtmlDocument => of_document(html::whole(text, base)),
        Markup::Page => of_page(html::page(text, base)),
        Markup::Blocks => json::blocks(text),
    }
}

/// Lets go of the body of an article that was read from a whole document, where bodies are kept.
///
/// The document had to be read for its title and fields anyway.
pub(super) fn keep_document(article: &mut Article, markup: Markup, text: &str, hint: &Hint) {
    if hint.bodies == Bodies::Kept {
        article.body = Vec::new();
        article.received = Some(Received {
            parts: vec![Part {
                markup,
                text: text.to_owned(),
            }],
            base: hint.base.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{From, parse};

    /// Keeps the body of the one article in `source`.
    #[track_caller]
    fn kept(source: &str, from: From) -> Received {
        let hint = Hint {
            from,
            bodies: Bodies::Kept,
            base: Url::new("https://example.org/a/"),
            ..Hint::default()
        };
        let mut articles = parse(source.as_bytes(), &hint).collection.root.articles;
        let article = articles.remove(0);
        assert_eq!((articles.len(), article.body.len()), (0, 0));
        article.received.unwrap_or_default()
    }

    #[track_caller]
    fn check(source: &str, from: From, markups: &[Markup], plain: &str) {
        let received = kept(source, from);
        let found: Vec<Markup> = received.parts.iter().map(|part| part.markup).collect();
        assert_eq!(found, markups, "{source}");
        assert_eq!(plain_text(&received), plain, "{source}");
        assert_eq!(
            received.base.as_ref().map(Url::as_str),
            Some("https://example.org/a/")
        );
    }

    #[test]
    fn a_body_is_kept_in_the_markup_that_it_came_in() {
        let check_json = |json: &str, markup, plain| check(json, From::Auto, &[markup], plain);
        check_json(
            r#"{"title": "题", "body": "一\n二"}"#,
            Markup::Text,
            "一\n二",
        );
        check_json(
            r#"{"title": "题", "body": {"html": "<p>一<b>二"}}"#,
            Markup::Html,
            "一二",
        );
        check_json(
            r#"{"title": "题", "body": ["一", {"type": "quote", "text": "二"}]}"#,
            Markup::Blocks,
            "一\n二",
        );
        check(
            "# 题\n\n*一*",
            From::Markdown,
            &[Markup::MarkdownDocument],
            "一",
        );
        let html = "<title>题</title><p>一";
        check(html, From::Html, &[Markup::HtmlDocument], "一");
        check(html, From::Page, &[Markup::Page], "一");
        check("题\n\n一。", From::Text, &[Markup::SavedText], "一。");
        check("一", From::Plain, &[Markup::Plain], "一");
    }

    #[test]
    fn what_stands_behind_the_content_of_a_feed_is_kept_as_blocks() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1", "items": [{
            "id": "1", "content_html": "<p>文", "external_url": "b", "url": "https://example.org/a/",
            "attachments": [{"url": "c", "title": "图"}]}]}"#;
        let markups = [Markup::Html, Markup::Blocks];
        check(feed, From::Auto, &markups, "文\nb\n附件 · Attachments\n图");
    }

    #[test]
    fn pages_of_one_article_are_joined_when_they_are_read() {
        let page = |text: &str| Part {
            markup: Markup::Page,
            text: format!("<title>渡口</title><h1>渡口</h1><p>{INTRODUCTION}</p><p>{text}</p>"),
        };
        let received = Received {
            parts: vec![page(ONE), page(TWO)],
            base: None,
        };
        let blocks = read_body(&received).blocks;
        let texts: Vec<&str> = blocks.iter().flat_map(Block::texts).collect();
        assert_eq!(texts, [INTRODUCTION, ONE, TWO]);
    }

    const INTRODUCTION: &str = "渡口在镇子的南头，从前每天有两班船，逢集的日子有四班。";
    const ONE: &str = "一月里，雪下得很大，船停了半个月，人们绕道走旧桥。";
    const TWO: &str = "二月里，河开了，第一班船在清早出发，载着三个人和一筐鱼。";

    #[test]
    fn blocks_that_were_kept_and_damaged_are_told() {
        let part = Part {
            markup: Markup::Blocks,
            text: "[".to_owned(),
        };
        let received = Received {
            parts: vec![part],
            base: None,
        };
        let body = read_body(&received);
        assert_eq!((body.blocks.len(), body.complaints.len()), (0, 1));
    }
}
