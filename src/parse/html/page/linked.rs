//! What a page says of its article in JSON-LD, and what else its scripts hold.
//!
//! Vocabulary: schema.org, `Article` and what is made of it.

use dom_query::NodeRef;
use serde_json::{Deserializer, Map, Value};

use super::head::{distinct, language};
use crate::article::{Article, Label, RichText, Url};
use crate::parse::address::Base;
use crate::parse::dates;
use crate::parse::html::dom::{Step, attr, children, own_text, within};
use crate::parse::plain::names;

/// Bytes of scripts that are read.
const LONGEST: usize = 4 << 20;

/// Values of one script that are looked at.
const VALUES: usize = 200_000;

/// Bytes of the shortest text that may be the body of an article.
const BODY: usize = 300;

/// What the scripts of a page hold.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// What JSON-LD says of the article, without its body.
    pub(super) article: Article,
    /// The page says that it is an article.
    pub(super) is_article: bool,
    /// The body that JSON-LD gives, as text or HTML.
    pub(super) body: Option<String>,
}

impl Linked {
    /// Reads the JSON-LD of a page.
    pub(super) fn of(root: NodeRef<'_>, base: &Base) -> Linked {
        let mut linked = Linked::default();
        for script in scripts(root, |kind| kind.starts_with("application/ld+json")) {
            // Some programs write line ends into texts, where JSON has none.
            let json = script.replace(['\n', '\r', '\t'], " ");
            for value in Deserializer::from_str(&json)
                .into_iter::<Value>()
                .map_while(Result::ok)
            {
                linked.take_all(&value, base);
            }
        }
        linked
    }

    /// Takes an object and those that its lists hold.
    fn take_all(&mut self, value: &Value, base: &Base) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.take_all(value, base)),
            Value::Object(object) => {
                if let Some(list) = object.get("@graph") {
                    self.take_all(list, base);
                }
                if is_a(object, is_article) {
                    self.take(object, base);
                } else if is_a(object, |kind| kind == "BreadcrumbList")
                    && self.article.breadcrumb.is_empty()
                {
                    self.article.breadcrumb = breadcrumb(object);
                } else if let Some(page) = object.get("mainEntity") {
                    self.take_all(page, base);
                }
            }
            _ => {}
        }
    }

    /// Takes what an article says of itself; the first that says anything is it.
    fn take(&mut self, object: &Map<String, Value>, base: &Base) {
        if self.is_article {
            return;
        }
        self.is_article = true;
        let text = |name: &str| {
            object
                .get(name)
                .and_then(Value::as_str)
                .filter(|text| !text.trim().is_empty())
        };
        let moment = |name: &str| text(name).and_then(dates::moment);
        self.body = text("articleBody").map(str::to_owned);
        let section = object.get("articleSection").into_iter().flat_map(texts);
        let article = &mut self.article;
        article.title = text("headline")
            .or_else(|| text("name"))
            .map(Label::new)
            .unwrap_or_default();
        article.authors = distinct(object.get("author").into_iter().flat_map(people));
        (article.published, article.updated) = (moment("datePublished"), moment("dateModified"));
        article.language = text("inLanguage").and_then(language);
        article.summary = text("description").map(|text| RichText::plain(&Label::new(text)));
        article.image = object.get("image").and_then(|image| picture(image, base));
        article.tags = distinct(object.get("keywords").into_iter().flat_map(subjects));
        if article.breadcrumb.is_empty() {
            article.breadcrumb = section.take(1).collect();
        }
    }
}

/// The texts of the scripts of some kinds, up to a length.
fn scripts(root: NodeRef<'_>, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut left = LONGEST;
    let mut texts = Vec::new();
    for step in within(root) {
        let Step::Into(node) = step else { continue };
        let Some(element) = node.element_ref().filter(|e| &*e.name.local == "script") else {
            continue;
        };
        if wanted(attr(&element, "type").unwrap_or_default()) {
            let text: String = children(node)
                .filter_map(own_text)
                .map(|text| text.to_string())
                .collect();
            left = left.saturating_sub(text.len());
            if left == 0 {
                break;
            }
            texts.push(text);
        }
    }
    texts
}

/// Whether an object is of a kind.
fn is_a(object: &Map<String, Value>, is: impl Fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

/// Whether schema.org makes this kind of `Article`.
fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("BlogPosting")
        || matches!(
            kind,
            "Report" | "SocialMediaPosting" | "DiscussionForumPosting"
        )
}

/// The texts in a text or a list of texts.
fn texts(value: &Value) -> Vec<Label> {
    match value {
        Value::String(text) => Label::some(text).into_iter().collect(),
        Value::Array(list) => list
            .iter()
            .filter_map(Value::as_str)
            .filter_map(Label::some)
            .collect(),
        _ => Vec::new(),
    }
}

/// The subjects in a text with commas, or a list.
fn subjects(value: &Value) -> Vec<Label> {
    let parted = |text: Label| -> Vec<Label> {
        text.split([',', '，', ';', '、'])
            .filter_map(Label::some)
            .collect()
    };
    texts(value).into_iter().flat_map(parted).collect()
}

/// The names of people: texts, or objects with a name.
fn people(value: &Value) -> Vec<Label> {
    match value {
        Value::String(text) if !text.contains("://") => names(text),
        Value::Object(object) => object.get("name").map(people).unwrap_or_default(),
        Value::Array(list) => list.iter().flat_map(people).collect(),
        _ => Vec::new(),
    }
}

/// The first picture: its address, or an object with one.
fn picture(value: &Value, base: &Base) -> Option<Url> {
    match value {
        Value::String(address) => base.openable(address).filter(Url::opens),
        Value::Object(object) => picture(
            object.get("url").or_else(|| object.get("contentUrl"))?,
            base,
        ),
        Value::Array(list) => list.iter().find_map(|value| picture(value, base)),
        _ => None,
    }
}

/// The names of a `BreadcrumbList`, by their positions.
fn breadcrumb(object: &Map<String, Value>) -> Vec<Label> {
    let Some(Value::Array(items)) = object.get("itemListElement") else {
        return Vec::new();
    };
    let name = |item: &Value| {
        let name = item.get("name").or_else(|| item.get("item")?.get("name"))?;
        Label::some(name.as_str()?)
    };
    items.iter().filter_map(name).take(10).collect()
}

/// The data in the scripts of a page, from which scripts build what it shows.
///
/// It is alone in a script, or the value of a variable.
pub(super) fn states(root: NodeRef<'_>) -> Vec<Value> {
    let is_data = |kind: &str| {
        !kind.contains("ld+json")
            && (kind.contains("json") || kind.is_empty() || kind.contains("javascript"))
    };
    let scripts = scripts(root, is_data);
    scripts.iter().flat_map(|script| values(script)).collect()
}

/// The JSON in a script: all of it, or what `=` gives a variable.
fn values(script: &str) -> Vec<Value> {
    const VARIABLES: usize = 20;
    let mut values = Vec::new();
    let mut rest = script;
    for _ in 0..VARIABLES {
        let Some(at) = rest.find(['{', '[']) else {
            break;
        };
        let before = rest[..at].trim_end();
        rest = &rest[at..];
        if before.is_empty() || before.ends_with(['=', '(']) {
            let mut read = Deserializer::from_str(rest).into_iter::<Value>();
            if let Some(Ok(value)) = read.next() {
                values.push(value);
            }
            let end = read.byte_offset().max(1);
            rest = rest.get(end..).unwrap_or_default();
        } else {
            rest = &rest[1..];
        }
    }
    values
}

/// The longest text in a value that reads like the body of an article and has `beginning` in it.
pub(super) fn longest<'a>(value: &'a Value, beginning: &str) -> Option<&'a str> {
    let is_longer = |text: &str, best: Option<&str>| text.len() > best.map_or(BODY, str::len);
    let mut best: Option<&str> = None;
    let mut waiting = vec![value];
    let mut seen = 0;
    while let Some(value) = waiting.pop() {
        seen += 1;
        if seen > VALUES {
            break;
        }
        match value {
            Value::String(text)
                if is_longer(text, best) && text.contains(beginning) && reads(text) =>
            {
                best = Some(text);
            }
            Value::Array(list) => waiting.extend(list),
            Value::Object(object) => waiting.extend(object.values()),
            _ => {}
        }
    }
    best
}

/// Whether a text reads like prose, with or without tags.
fn reads(text: &str) -> bool {
    const SAMPLE: usize = 4000;
    let sample: String = text.chars().take(SAMPLE).collect();
    super::words::stops(&sample) >= 3 && !sample.trim_start().starts_with(['{', '['])
}
