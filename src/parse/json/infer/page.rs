//! JSON that stands in a web page beside what the page shows.
//!
//! - [`linked`]: JSON-LD, in which a page says of itself which article it is
//!   (schema.org `Article`, `NewsArticle` and their kin).
//! - [`state`]: the values from which a script builds the page, such as
//!   `__NEXT_DATA__`, in which the article is found by its shape.

use serde_json::{Map, Value};

use super::{Sureness, infer};
use crate::article::{Article, Url};
use crate::parse::json::reading::Reading;
use crate::parse::json::value;
use crate::parse::{Complaint, Hint};

/// The articles that the JSON-LD of a page tells of, in order.
///
/// `scripts` are the texts of its `<script type="application/ld+json">`; a
/// broken one is passed over, as browsers do. An article may lack its body.
pub(in crate::parse) fn linked(scripts: &[&str], base: Option<&Url>) -> Vec<Article> {
    let documents = scripts
        .iter()
        .filter_map(|script| value::whole(script).ok());
    let documents: Vec<Value> = documents.map(|read| read.value).collect();
    let mut nodes = Vec::new();
    for document in &documents {
        gather(document, &mut nodes);
    }
    let articles = nodes.iter().filter(|node| is_article(node));
    let articles: Vec<Value> = articles
        .map(|node| Value::Object(resolved(node, &nodes)))
        .collect();
    if articles.is_empty() {
        return Vec::new();
    }
    let hint = Hint {
        base: base.cloned(),
        ..Hint::default()
    };
    let mut reading = Reading::new(&hint);
    let found = infer(&mut reading, &Value::Array(articles));
    found
        .map(|found| into_articles(found.collection))
        .unwrap_or_default()
}

/// The article in the state of a page, with what is to be complained of; nothing where it is doubtful.
///
/// `script` is the text of the `<script>`: JSON, or a line of a program that
/// gives JSON a name. What follows the first value is not read.
pub(in crate::parse) fn state(
    script: &str,
    base: Option<&Url>,
) -> Option<(Article, Vec<Complaint>)> {
    let json = &script[beginning(script)?..];
    let document = value::first(json).ok()?.value;
    let hint = Hint {
        base: base.cloned(),
        ..Hint::default()
    };
    let mut reading = Reading::new(&hint);
    let found = infer(&mut reading, &document).ok()?;
    if found.inference.sureness < Sureness::Fair || !found.is_whole {
        return None;
    }
    let length = |article: &Article| -> usize {
        let texts = article.body.iter().flat_map(crate::article::Block::texts);
        texts.map(str::len).sum()
    };
    let article = into_articles(found.collection)
        .into_iter()
        .max_by_key(length)?;
    Some((article, reading.finish()))
}

/// Where the JSON in a script begins.
fn beginning(script: &str) -> Option<usize> {
    let start = script.len() - script.trim_start().len();
    if script[start..].starts_with(['{', '[']) {
        return Some(start);
    }
    let equals = script.find('=')?;
    let rest = &script[equals + 1..];
    let start = equals + 1 + (rest.len() - rest.trim_start().len());
    script[start..].starts_with(['{', '[']).then_some(start)
}

fn into_articles(collection: crate::article::Collection) -> Vec<Article> {
    let (mut articles, mut sections) = (Vec::new(), vec![collection.root]);
    while let Some(section) = sections.pop() {
        articles.extend(section.articles);
        sections.extend(section.sections.into_iter().rev());
    }
    articles
}

/// Every node of a document: what stands in `@graph` and lists, and what a page is about.
fn gather<'v>(value: &'v Value, nodes: &mut Vec<&'v Map<String, Value>>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| gather(value, nodes)),
        Value::Object(map) => {
            nodes.push(map);
            let inner = ["@graph", "mainEntity", "hasPart", "itemListElement", "item"];
            for value in inner.iter().filter_map(|name| map.get(*name)) {
                gather(value, nodes);
            }
        }
        _ => {}
    }
}

/// Kinds of articles in schema.org that do not end so.
const KINDS: &[&str] = &[
    "BlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "LiveBlogPosting",
    "Report",
];

/// Whether a node says that it is an article.
fn is_article(node: &Map<String, Value>) -> bool {
    let is_kind = |kind: &str| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
        kind.ends_with("Article") || KINDS.contains(&kind)
    };
    match node.get("@type") {
        Some(Value::String(kind)) => is_kind(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_kind),
        _ => false,
    }
}

/// A node in which references to other nodes (`{"@id": …}`) are replaced by those nodes.
fn resolved(node: &Map<String, Value>, nodes: &[&Map<String, Value>]) -> Map<String, Value> {
    let resolve = |value: &Value| {
        let id = value.as_object().filter(|map| map.len() == 1)?.get("@id")?;
        let named = nodes
            .iter()
            .find(|node| node.len() > 1 && node.get("@id") == Some(id))?;
        Some(Value::Object((*named).clone()))
    };
    let field = |(name, value): (&String, &Value)| {
        let value = match value {
            // A page of which the article is the main thing is where it stands.
            value if name == "mainEntityOfPage" => value.get("@id").unwrap_or(value).clone(),
            Value::Array(list) => list
                .iter()
                .map(|value| resolve(value).unwrap_or_else(|| value.clone()))
                .collect(),
            value => resolve(value).unwrap_or_else(|| value.clone()),
        };
        (name.clone(), value)
    };
    // Its kind would tell it from other articles, which it is like.
    node.iter()
        .filter(|(name, _)| !name.starts_with('@'))
        .map(field)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Label};

    fn line(article: &Article) -> String {
        let texts: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
        let authors: Vec<&str> = article.authors.iter().map(Label::as_str).collect();
        let url = article.url.as_ref().map_or("", Url::as_str);
        let date = article
            .published
            .map(|date| date.to_string())
            .unwrap_or_default();
        [
            &article.title,
            &*date,
            &authors.join("、"),
            url,
            &texts.join("/"),
        ]
        .join(" | ")
    }

    #[track_caller]
    fn check(scripts: &[&str], wanted: &[&str]) {
        let lines: Vec<String> = linked(scripts, None).iter().map(line).collect();
        assert_eq!(lines, wanted);
    }

    #[test]
    fn a_page_says_which_article_it_is() {
        check(
            &[
                r#"{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "题", "articleBody": "近年来，变化很大。",
                "datePublished": "2020-09-17T08:00:00+08:00", "author": {"@type": "Person", "name": "甲"},
                "mainEntityOfPage": {"@type": "WebPage", "@id": "https://e.org/1"}, "publisher": {"@type": "Organization", "name": "某报"}}"#,
            ],
            &["题 | 2020-09-17T08:00:00+08:00 | 甲 | https://e.org/1 | 近年来，变化很大。"],
        );
    }

    #[test]
    fn a_graph_is_searched_and_its_references_followed() {
        check(
            &[
                "{broken",
                r##"{"@context": "https://schema.org", "@graph": [
                {"@type": "WebSite", "@id": "#site", "name": "站", "url": "https://e.org"},
                {"@type": "WebPage", "@id": "#page", "name": "页", "description": "一页，很长。"},
                {"@type": ["Article", "BlogPosting"], "headline": "题", "datePublished": "2020-09-17", "author": {"@id": "#a"}, "url": "https://e.org/1"},
                {"@type": "Person", "@id": "#a", "name": "甲", "url": "https://e.org/a"}]}"##,
            ],
            &["题 | 2020-09-17 | 甲 | https://e.org/1 | "],
        );
        check(&[r#"{"@type": "Organization", "name": "站"}"#], &[]);
    }

    #[test]
    fn the_state_of_a_page_holds_its_article() {
        let state = |script: &str| state(script, None).map(|(article, _)| line(&article));
        let json = r#"{"props": {"pageProps": {"article": {"title": "题", "content": "<p>近年来，变化很大。</p>", "publishedAt": "2020-09-17",
            "author": {"name": "甲"}}, "related": [{"title": "他文", "url": "/2"}]}}, "page": "/[id]", "query": {"id": "1"}, "buildId": "x"}"#;
        let wanted = "题 | 2020-09-17 | 甲 |  | 近年来，变化很大。";
        assert_eq!(state(json).as_deref(), Some(wanted));
        assert_eq!(
            state(&format!("window.__STATE__ = {json};\nrun();")).as_deref(),
            Some(wanted)
        );
        assert_eq!(
            state(r#"{"props": {"pageProps": {"user": {"name": "甲"}}}}"#),
            None
        );
        assert_eq!(state("run(1)"), None);
        assert_eq!(state(""), None);
    }
}
