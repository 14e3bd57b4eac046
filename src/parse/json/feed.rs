//! JSON Feed 1.0 and 1.1, read as leniently as <https://jsonfeed.org/version/1.1> asks.
//!
//! The author of a feed stands for items without one. Extensions, whose names
//! begin with `_`, are left alone. An item without an id or content is kept:
//! the specification would throw the first away, and a reader would not.

use serde_json::{Map, Value};

use super::At;
use super::body::{Content, Written};
use super::reading::{Fields, Reading};
use crate::article::{Article, Collection, Label, Markup, RichText, Url};
use crate::parse::attachments::{self, Attachment, bare_link, shows_address};
use crate::parse::complaint::shown;
use crate::sentence;

/// What the `version` of a feed begins with.
const VERSION: &str = "jsonfeed.org/version/";

/// The versions that we know; the bare numbers are not right, but found.
const KNOWN: &[&str] = &["1", "1.0", "1.1"];

/// Whether an object is a JSON Feed.
pub(super) fn recognises(object: &Map<String, Value>) -> bool {
    let version = object
        .get("version")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if version.contains(VERSION) {
        return true;
    }
    let Some(Value::Array(items)) = object.get("items") else {
        return false;
    };
    let is_named = object.contains_key("feed_url") || object.contains_key("home_page_url");
    let is_item =
        |item: &Value| item.get("content_html").is_some() || item.get("content_text").is_some();
    KNOWN.contains(&version) || is_named || items.iter().any(is_item)
}

/// Reads a feed.
pub(super) fn collection(reading: &mut Reading<'_>, map: Map<String, Value>) -> Collection {
    let mut feed = Fields::new(map, &At::Top);
    check_version(reading, &mut feed);
    let mut collection = Collection {
        home: feed.url("home_page_url", reading),
        next: feed.url("next_url", reading),
        language: feed.label("language", reading),
        description: feed.label("description", reading),
        expired: feed.flag("expired", reading).unwrap_or_default(),
        ..Collection::default()
    };
    collection.root.title = feed.label("title", reading).unwrap_or_default();
    let authors = authors(&mut feed, reading);
    // What serves programs and the lists in which people look for feeds.
    for name in ["feed_url", "user_comment", "icon", "favicon", "hubs"] {
        feed.take(name);
    }
    let at = At::Top.field("items");
    match feed.take("items") {
        Value::Array(items) => {
            for (n, item) in items.into_iter().enumerate() {
                let at = at.item(n);
                match item {
                    Value::Object(item) => {
                        let item = Item {
                            fields: Fields::new(item, &at),
                            reading,
                        };
                        collection
                            .root
                            .articles
                            .push(item.article(&authors, collection.home.as_ref()));
                    }
                    item => reading.wrong(&at, &sentence!("an item", "条目"), &item),
                }
            }
        }
        items => reading.wrong(&at, &sentence!("the list of items", "条目列表"), &items),
    }
    feed.finish(reading);
    collection
}

fn check_version(reading: &mut Reading<'_>, feed: &mut Fields<'_>) {
    let version = feed.text("version", reading).unwrap_or_default();
    let number = version
        .rsplit_once(VERSION)
        .map_or(&*version, |(_, number)| number);
    if !KNOWN.contains(&number.trim_end_matches('/')) {
        let version = shown(&version);
        let what = sentence!(
            "the version “{version}” of JSON Feed is not known; it was read as 1.1",
            "未知的 JSON Feed 版本“{version}”，已按 1.1 版读取"
        );
        reading.complain_of(&feed.at.field("version"), what);
    }
}

/// The names in `authors` (1.1), else in `author` (1.0).
fn authors(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Label> {
    let one = fields.labels("author", &[], reading);
    let many = fields.labels("authors", &[], reading);
    if many.is_empty() { one } else { many }
}

/// An item in the reading.
struct Item<'a, 'r, 'h> {
    fields: Fields<'a>,
    reading: &'r mut Reading<'h>,
}

impl<'a> Item<'a, '_, '_> {
    fn article(mut self, feed_authors: &[Label], home: Option<&Url>) -> Article {
        let (fields, reading) = (&mut self.fields, &mut *self.reading);
        let own = fields.url("url", reading);
        let external = fields.url("external_url", reading);
        let mut article = Article {
            id: fields.label("id", reading),
            url: own.or_else(|| external.clone()),
            title: fields.label("title", reading).unwrap_or_default(),
            authors: authors(fields, reading),
            published: fields.moment("date_published", reading),
            updated: fields.moment("date_modified", reading),
            language: fields.label("language", reading),
            tags: fields.labels("tags", &[','], reading),
            image: fields.url("image", reading),
            ..Article::default()
        };
        let banner = fields.url("banner_image", reading);
        article.image = article.image.or(banner);
        let summary = fields.text("summary", reading).unwrap_or_default();
        article.summary =
            Some(RichText::plain(summary.trim())).filter(|summary| !summary.is_empty());
        if article.authors.is_empty() {
            article.authors = feed_authors.to_vec();
        }
        if article.id.is_none() {
            let address = article.url.as_ref().map(Url::as_str);
            let what = match address {
                Some(_) => sentence!(
                    "this item has no id; its address stands for it",
                    "该条目没有 id，以网址代替"
                ),
                None => sentence!(
                    "this item has neither an id nor an address",
                    "该条目既没有 id，也没有网址"
                ),
            };
            reading.complain_of(fields.at, what);
            article.id = address.and_then(Label::some);
        }
        let mut contents: Vec<Content<'_>> = self.content().into_iter().collect();
        let beside = self.beside(
            external.filter(|url| article.url.as_ref() != Some(url)),
            &contents,
        );
        contents.extend(beside);
        let base = article.url.clone();
        let base = base.as_ref().or(home).filter(|url| url.opens());
        let base = base.or(self.reading.base);
        self.reading.give_body(&mut article, contents, base);
        self.fields.finish(self.reading);
        article
    }

    /// The content: the HTML, and only without it the text, which says the same.
    fn content(&mut self) -> Option<Content<'a>> {
        let (fields, reading) = (&mut self.fields, &mut *self.reading);
        let html = fields.text("content_html", reading);
        let text = fields.text("content_text", reading);
        let is_there = |content: &String| !content.trim().is_empty();
        let (name, written) = if let Some(html) = html.filter(is_there) {
            ("content_html", Written::Text(Markup::Html, html))
        } else if let Some(text) = text.filter(is_there) {
            ("content_text", Written::Text(Markup::Text, text))
        } else {
            let what = sentence!(
                "this item has no content; open its address to read it",
                "该条目没有正文，请打开原网址阅读"
            );
            reading.complain_of(fields.at, what);
            return None;
        };
        let at = fields.at.field(name);
        Some(Content { at, written })
    }

    /// What stands behind the content: a link to what the item is about, and the attachments.
    fn beside(&mut self, about: Option<Url>, contents: &[Content<'_>]) -> Option<Content<'a>> {
        let shows = |content: &Content<'_>, url: &Url| match &content.written {
            Written::Text(_, text) => shows_address(text, url.as_str()),
            Written::Blocks(_) => false,
        };
        let about = about.filter(|url| !contents.iter().any(|content| shows(content, url)));
        let mut blocks: Vec<Value> = about.iter().map(bare_link).collect();
        blocks.extend(attachments::blocks(&self.attachments()));
        (!blocks.is_empty()).then(|| Content {
            at: *self.fields.at,
            written: Written::Blocks(blocks.into()),
        })
    }

    fn attachments(&mut self) -> Vec<Attachment> {
        let at = self.fields.at.field("attachments");
        let list = match self.fields.take("attachments") {
            Value::Null => Vec::new(),
            Value::Array(list) => list,
            value => vec![value],
        };
        let mut attachments = Vec::new();
        for (n, value) in list.into_iter().enumerate() {
            let at = at.item(n);
            match value {
                Value::Object(map) => {
                    attachments.extend(attachment(self.reading, Fields::new(map, &at)));
                }
                value => self
                    .reading
                    .wrong(&at, &sentence!("an attachment", "附件"), &value),
            }
        }
        attachments
    }
}

fn attachment(reading: &mut Reading<'_>, mut fields: Fields<'_>) -> Option<Attachment> {
    let at = fields.at;
    let url = fields.url("url", reading);
    let title = fields.label("title", reading);
    let media_type = fields.label("mime_type", reading);
    let bytes = fields.take("size_in_bytes").as_f64();
    let seconds = fields.take("duration_in_seconds").as_f64();
    fields.finish(reading);
    let Some(url) = url else {
        let what = sentence!("this attachment has no address", "该附件没有网址");
        reading.complain_of(at, what);
        return None;
    };
    Some(Attachment {
        url,
        title,
        media_type,
        bytes,
        seconds,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;
    use crate::parse::json::read;
    use crate::parse::{Format, Hint, Parsed};

    /// Reads a feed and checks where it was complained of.
    #[track_caller]
    fn check(json: &str, complaints: &[&str]) -> Collection {
        let parsed = parsed(json);
        let places: Vec<String> = parsed.complaints.iter().map(|c| c.at.to_string()).collect();
        assert_eq!(places, complaints, "{:?}", parsed.complaints);
        parsed.collection
    }

    #[track_caller]
    fn parsed(json: &str) -> Parsed {
        let parsed = read(json, &Hint::default());
        assert_eq!(parsed.format, Format::JsonFeed, "{:?}", parsed.complaints);
        parsed
    }

    /// Reads the only item of a feed.
    #[track_caller]
    fn item(item: &str, complaints: &[&str]) -> Article {
        let json = format!(
            r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "刊",
                "authors": [{{"name": "编者"}}], "items": [{item}]}}"#
        );
        let mut articles = check(&json, complaints).root.articles;
        assert_eq!(articles.len(), 1);
        articles.remove(0)
    }

    fn address(url: Option<&Url>) -> &str {
        url.map_or("none", Url::as_str)
    }

    fn texts(article: &Article) -> Vec<&str> {
        article.body.iter().flat_map(Block::texts).collect()
    }

    #[test]
    fn a_feed_has_its_fields() {
        let feed = check(
            r#"{
                "version": "https://jsonfeed.org/version/1", "title": "刊", "description": "月刊",
                "home_page_url": "https://example.org/", "feed_url": "https://example.org/feed.json",
                "next_url": "https://example.org/2.json", "icon": "i", "favicon": "f", "expired": false,
                "user_comment": "c", "hubs": [], "language": "zh", "_x": {"about": "y"}, "items": []
            }"#,
            &[],
        );
        assert_eq!(feed.root.title.as_str(), "刊");
        assert_eq!(address(feed.home.as_ref()), "https://example.org/");
        assert_eq!(address(feed.next.as_ref()), "https://example.org/2.json");
        assert_eq!(feed.language.as_deref(), Some("zh"));
        assert_eq!(feed.description.as_deref(), Some("月刊"));
    }

    #[test]
    fn an_item_has_its_fields() {
        let article = item(
            r#"{
                "id": 17, "url": "https://example.org/17", "title": "题", "content_html": "<p>文</p>",
                "content_text": "文", "summary": "提要", "image": "a.png", "banner_image": "b.png",
                "date_published": "2020-09-17T08:00:00+08:00", "date_modified": "2020-09-18",
                "author": {"name": "甲", "avatar": "a"}, "tags": ["一", "二"], "language": "zh-Hant",
                "_x": 1
            }"#,
            &[],
        );
        assert_eq!(article.id.as_deref(), Some("17"));
        assert_eq!(texts(&article), ["文"]);
        assert_eq!(article.authors[0].as_str(), "甲");
        assert_eq!(
            article.published.map(|m| m.to_string()).as_deref(),
            Some("2020-09-17T08:00:00+08:00")
        );
        assert_eq!(address(article.image.as_ref()), "a.png");
        assert_eq!(
            (article.tags.len(), article.language.as_deref()),
            (2, Some("zh-Hant"))
        );
    }

    #[test]
    fn what_an_item_lacks_comes_from_elsewhere() {
        let article = item(
            r#"{"external_url": "https://example.org/x", "content_text": "文", "banner_image": "b.png", "authors": []}"#,
            &["/items/0"],
        );
        assert_eq!(article.id.as_deref(), Some("https://example.org/x"));
        assert_eq!(address(article.url.as_ref()), "https://example.org/x");
        assert_eq!(article.authors[0].as_str(), "编者");
        assert_eq!(address(article.image.as_ref()), "b.png");
        let article = item(
            r#"{"id": "1", "content_html": 7, "content_text": " "}"#,
            &[],
        );
        assert_eq!(texts(&article), ["7"]);
        let empty = item(r#"{"id": "1", "summary": "提要"}"#, &["/items/0"]);
        assert_eq!(
            (empty.body.len(), empty.summary.as_ref().map(RichText::text)),
            (0, Some("提要"))
        );
    }

    #[test]
    fn where_a_link_post_points_is_not_lost() {
        let post = |html: &str| {
            let json = format!(
                r#"{{"id": 1, "url": "https://e.org/1", "external_url": "https://x.org", "content_html": "{html}"}}"#
            );
            item(&json, &[]).body.len()
        };
        assert_eq!(post("<p>文</p>"), 2);
    }

    #[test]
    fn attachments_are_links_at_the_end() {
        let article = item(
            r#"{"id": "1", "content_text": "文", "attachments": [
                {"url": "https://e.org/a.mp3", "mime_type": "audio/mpeg", "title": "第一集",
                 "size_in_bytes": 12345678, "duration_in_seconds": 3723},
                {"url": "https://e.org/b.pdf", "size_in_bytes": 900},
                {"mime_type": "audio/mpeg"}, 5
            ]}"#,
            &["/items/0/attachments/2", "/items/0/attachments/3"],
        );
        let wanted = [
            "文",
            "附件 · Attachments",
            "第一集 (audio/mpeg, 12.3 MB, 1:02:03)",
            "https://e.org/b.pdf (900 B)",
        ];
        assert_eq!(texts(&article), wanted);
    }

    #[test]
    fn items_of_the_wrong_type_do_not_spoil_the_others() {
        let json = r#"{"version": "https://jsonfeed.org/version/1", "items": [
            "题", {"id": "1", "content_text": "文", "date_published": "?", "title": ["题", 2]}, null
        ]}"#;
        let feed = check(
            json,
            &[
                "/items/0",
                "/items/1/title",
                "/items/1/date_published",
                "/items/2",
            ],
        );
        assert_eq!(feed.root.articles.len(), 1);
        check(
            r#"{"version": "https://jsonfeed.org/version/1"}"#,
            &["/items"],
        );
    }

    #[test]
    fn versions_are_judged_but_never_refused() {
        for (version, complaints) in [
            ("https://jsonfeed.org/version/1", &[][..]),
            ("http://www.jsonfeed.org/version/1.1/", &[]),
            ("1.1", &[]),
            ("https://jsonfeed.org/version/2", &["/version"]),
        ] {
            check(
                &format!(r#"{{"version": "{version}", "items": []}}"#),
                complaints,
            );
        }
        check(
            r#"{"items": [{"id": "1", "content_text": "文"}]}"#,
            &["/version"],
        );
    }
}
