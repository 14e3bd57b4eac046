//! Where a value stands: a JSON Pointer or a JSONPath, in the article or around it.
//!
//! `/title` and `$.title` look in the article; `parent:/name` in the object
//! that holds it, `root:/site` in the whole answer, `detail:/body` in the
//! answer that was fetched for it alone, and `header:Link` among the headers
//! of the answer.

use std::borrow::Cow;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::locale::Sentence;
use crate::parse::complaint::shown;
use crate::sentence;

/// Where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Item,
    Parent,
    Root,
    Detail,
    Header,
}

/// The scopes, by what stands before the path.
const SCOPES: &[(&str, Scope)] = &[
    ("item:", Scope::Item),
    ("parent:", Scope::Parent),
    ("root:", Scope::Root),
    ("detail:", Scope::Detail),
    ("header:", Scope::Header),
];

/// A way to values.
#[derive(Clone, Debug)]
pub(super) struct Path {
    pub(super) scope: Scope,
    to: To,
}

#[derive(Clone, Debug)]
enum To {
    /// A JSON Pointer (RFC 6901).
    Pointer(String),
    /// A JSONPath (RFC 9535).
    Query(JsonPath),
    /// The name of a header.
    Header(String),
}

/// What paths look in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here<'v> {
    pub(super) root: &'v Value,
    /// The JSON Pointer of the article in the answer.
    pub(super) at: &'v str,
    pub(super) detail: Option<&'v Value>,
    pub(super) headers: &'v [(String, String)],
}

/// A value and where it was found, as it is told to people.
#[derive(Clone, Debug)]
pub(super) struct Node<'v> {
    pub(super) value: Cow<'v, Value>,
    pub(super) at: String,
}

impl Path {
    /// Reads a path that begins in `scope` where it does not say otherwise.
    pub(super) fn parse(text: &str, scope: Scope) -> Result<Path, Sentence> {
        let named = SCOPES
            .iter()
            .find_map(|(name, scope)| Some((*scope, text.strip_prefix(name)?)));
        let (scope, rest) = named.unwrap_or((scope, text));
        let to = match rest {
            name if scope == Scope::Header => To::Header(name.trim().to_ascii_lowercase()),
            pointer if pointer.is_empty() || pointer.starts_with('/') => {
                To::Pointer(pointer.to_owned())
            }
            query if query.starts_with('$') => {
                To::Query(JsonPath::parse(query).map_err(|error| {
                    let (why, at) = (shown(error.message()), error.position() + 1);
                    sentence!(
                        "this is no JSONPath, from its character {at} on: {why}",
                        "JSONPath 自第 {at} 个字符起有误：{why}"
                    )
                })?)
            }
            other => {
                let other = shown(other);
                return Err(sentence!(
                    "“{other}” is no path; a path begins with / (JSON Pointer) or $ (JSONPath), perhaps behind item:, parent:, root:, detail: or header:",
                    "“{other}”不是路径；路径以 /（JSON Pointer）或 $（JSONPath）开头，前面可加 item:、parent:、root:、detail:、header:"
                ));
            }
        };
        Ok(Path { scope, to })
    }

    /// Every value to which the path leads.
    pub(super) fn find<'v>(&self, here: &Here<'v>) -> Vec<Node<'v>> {
        let (value, at) = match self.scope {
            Scope::Header => return self.headers(here),
            Scope::Root => (Some(here.root), String::new()),
            Scope::Item => (here.root.pointer(here.at), here.at.to_owned()),
            Scope::Parent => {
                let at = parent(here.root, here.at);
                (here.root.pointer(at), at.to_owned())
            }
            Scope::Detail => (here.detail, "detail:".to_owned()),
        };
        value
            .map(|value| self.find_in(value, &at))
            .unwrap_or_default()
    }

    /// Whether the path leads somewhere in `value`.
    pub(super) fn leads(&self, value: &Value) -> bool {
        match &self.to {
            To::Header(_) => false,
            To::Pointer(pointer) => value.pointer(pointer).is_some_and(|value| !value.is_null()),
            To::Query(query) => !query.query(value).is_empty(),
        }
    }

    /// Every value of `value`, which stands at `at`, to which the path leads.
    pub(super) fn find_in<'v>(&self, value: &'v Value, at: &str) -> Vec<Node<'v>> {
        let node = |value: &'v Value, pointer: &str| Node {
            value: Cow::Borrowed(value),
            at: format!("{at}{pointer}"),
        };
        match &self.to {
            To::Header(_) => Vec::new(),
            To::Pointer(pointer) => value
                .pointer(pointer)
                .map(|value| node(value, pointer))
                .into_iter()
                .collect(),
            To::Query(query) => {
                let found = query.query_located(value);
                found
                    .iter()
                    .map(|found| node(found.node(), &found.location().to_json_pointer()))
                    .collect()
            }
        }
    }

    fn headers<'v>(&self, here: &Here<'v>) -> Vec<Node<'v>> {
        let To::Header(wanted) = &self.to else {
            return Vec::new();
        };
        let found = here
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let node = |(name, value): &(String, String)| Node {
            value: Cow::Owned(Value::String(value.clone())),
            at: format!("header:{name}"),
        };
        found.map(node).collect()
    }
}

/// The pointer of the nearest object around what stands at `at`.
fn parent<'a>(root: &Value, at: &'a str) -> &'a str {
    let mut above = at;
    while let Some((outer, _)) = above.rsplit_once('/') {
        above = outer;
        if root.pointer(outer).is_some_and(Value::is_object) {
            break;
        }
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> Value {
        serde_json::json!({
            "site": "站",
            "sections": [{"name": "要闻", "articles": [{"title": "一", "tags": ["甲", "乙"]}]}],
        })
    }

    #[track_caller]
    fn check(path: &str, wanted: &[(&str, &str)]) {
        let detail = serde_json::json!({"body": "文"});
        let headers = [("Link".to_owned(), "<x>".to_owned())];
        let root = root();
        let here = Here {
            root: &root,
            at: "/sections/0/articles/0",
            detail: Some(&detail),
            headers: &headers,
        };
        let path = Path::parse(path, Scope::Item).expect("it is a path");
        let found = path.find(&here);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|node| (node.value.as_str().unwrap_or("?"), node.at.as_str()))
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn paths_look_in_the_article_and_around_it() {
        check("/title", &[("一", "/sections/0/articles/0/title")]);
        check(
            "$.tags[*]",
            &[
                ("甲", "/sections/0/articles/0/tags/0"),
                ("乙", "/sections/0/articles/0/tags/1"),
            ],
        );
        check("parent:/name", &[("要闻", "/sections/0/name")]);
        check("root:/site", &[("站", "/site")]);
        check("root:$.sections[0].name", &[("要闻", "/sections/0/name")]);
        check("detail:/body", &[("文", "detail:/body")]);
        check("header:link", &[("<x>", "header:Link")]);
        check("/none", &[]);
    }

    #[test]
    fn what_is_no_path_is_told() {
        let why = |text| Path::parse(text, Scope::Item).expect_err("it is none").en;
        assert!(why("title").contains("begins with /"));
        assert!(why("$.a[").contains("no JSONPath"));
    }
}
