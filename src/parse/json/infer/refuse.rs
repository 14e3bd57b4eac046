//! Why a document holds no articles, in words.

use serde_json::{Map, Value};

use super::names;
use super::shape::Shape;
use crate::locale::Sentence;
use crate::parse::complaint::shown;
use crate::sentence;

/// Why nothing of a document can be read.
pub(super) fn why(document: &Value, shape: &Shape) -> Sentence {
    if let Some(message) = failure(document) {
        let message = shown(message);
        return sentence!(
            "this is no article but the answer of a server that something failed: “{message}”",
            "这不是文章，而是服务器返回的错误信息：“{message}”"
        );
    }
    if is_person(document) {
        return sentence!(
            "this is the record of a person or an account, and holds no article",
            "这是个人或账号信息，其中没有文章"
        );
    }
    if holds_only_empty_lists(shape) {
        return sentence!(
            "the lists in it are empty; there is no article yet",
            "其中的列表是空的，还没有文章"
        );
    }
    if holds_only_ids(shape) {
        return sentence!(
            "this is a list of numbers or texts, such as ids, and holds no article; fetch what they stand for",
            "这是一串编号或文字，其中没有文章；请改为打开它们所指的内容"
        );
    }
    super::super::unknown(document)
}

/// Whether a document is, or holds, lists of which none has anything in it.
fn holds_only_empty_lists(shape: &Shape) -> bool {
    fn lists(shape: &Shape) -> (usize, usize) {
        let own = (shape.lists, usize::from(shape.items.is_some()));
        let fields = shape
            .kinds
            .iter()
            .flat_map(|kind| &kind.fields)
            .map(|(_, shape)| shape);
        let inner = [&shape.items, &shape.keyed]
            .into_iter()
            .flatten()
            .map(|shape| &**shape);
        fields
            .chain(inner)
            .map(lists)
            .fold(own, |sum, more| (sum.0 + more.0, sum.1 + more.1))
    }
    let (all, filled) = lists(shape);
    all > 0 && filled == 0 && shape.words == 0
}

/// Whether all there is in a document is a list of numbers or texts.
fn holds_only_ids(shape: &Shape) -> bool {
    let is_plain =
        |items: &Shape| items.kinds.is_empty() && items.lists == 0 && items.keyed.is_none();
    match (&shape.items, &shape.kinds[..]) {
        (Some(items), _) => is_plain(items) && items.prose == 0,
        (None, [kind]) => {
            let mut held = kind
                .fields
                .iter()
                .filter(|(_, shape)| shape.items.is_some() || !shape.kinds.is_empty());
            held.next().is_some_and(|(_, shape)| holds_only_ids(shape)) && held.next().is_none()
        }
        _ => false,
    }
}

/// The message of an answer that tells of a failure.
fn failure(document: &Value) -> Option<&str> {
    let map = document.as_object()?;
    let is_failure = map.iter().any(|(name, value)| match &*names::fold(name) {
        "errors" => value.is_array() && is_told(value),
        "error" | "errmsg" | "errormessage" | "exception" => is_told(value),
        "code" | "errno" | "errcode" | "status" | "statuscode" | "ret" => is_bad_code(value),
        "success" | "ok" => value == &Value::Bool(false),
        "documentationurl" => true,
        _ => false,
    });
    is_failure.then(|| message(map, 0)).flatten()
}

/// Whether a code is none of those that say that all is well.
fn is_bad_code(value: &Value) -> bool {
    match value {
        Value::Number(code) => code.as_i64().is_some_and(|code| code != 0 && code != 200),
        Value::String(code) => {
            let code = code.trim_matches('0').to_ascii_lowercase();
            !matches!(&*code, "" | "2" | "ok" | "success")
        }
        _ => false,
    }
}

fn is_told(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value != 0 && value != ""
}

/// The text that says what failed, in the object or what it holds.
fn message(map: &Map<String, Value>, depth: usize) -> Option<&str> {
    const NAMES: &[&str] = &[
        "message",
        "msg",
        "errmsg",
        "errormessage",
        "errordescription",
        "detail",
        "error",
        "reason",
        "errors",
        "data",
    ];
    NAMES.iter().find_map(|wanted| {
        let mut named = map.iter().filter(|(name, _)| names::fold(name) == *wanted);
        named.find_map(|(_, value)| match value {
            Value::String(text) => Some(text.as_str()).filter(|text| !text.trim().is_empty()),
            Value::Object(inner) if depth < 3 => message(inner, depth + 1),
            Value::Array(list) if depth < 3 => message(list.first()?.as_object()?, depth + 1),
            _ => None,
        })
    })
}

/// Whether an object, perhaps within another, tells of a person.
fn is_person(document: &Value) -> bool {
    let Value::Object(map) = document else {
        return false;
    };
    let personal =
        |map: &Map<String, Value>| map.keys().filter(|name| names::is_personal(name)).count();
    personal(map) > 1
        || map
            .values()
            .any(|value| value.as_object().is_some_and(|map| personal(map) > 1))
}
