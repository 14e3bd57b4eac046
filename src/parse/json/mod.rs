//! JSON in: a document, or one document a line.
//!
//! 1. `value` reads the text, or says where it is broken. A broken document is
//!    refused whole: a half of it would look like a whole article.
//! 2. `wenlan` and `feed` say whether they know it, in this order, and read it.
//! 3. What a `mapping` that we bring along is for, is read by it.
//! 4. In what nobody knows, `infer` finds the articles by names and shapes.
//! 5. What holds none is refused, with the names of what it holds.

mod at;
mod body;
mod feed;
mod infer;
mod lines;
pub mod mapping;
mod reading;
mod value;
mod wenlan;

pub(in crate::parse) use self::infer::state;
pub use self::infer::{Guess, Inference, LeftOut, Sense, Sureness};

use serde_json::{Map, Value};

pub(super) use self::body::blocks;

use self::at::At;
use self::reading::{Reading, kind};
use super::complaint::shown;
use super::{Format, Hint, Parsed, Spot, feed as rss};
use crate::article::Collection;
use crate::locale::Sentence;
use crate::sentence;

/// Reads a JSON text, of one document or of several.
pub(super) fn read(text: &str, hint: &Hint) -> Parsed {
    match value::whole(text) {
        Ok(document) => single(document, hint),
        Err(broken) => match lines::several(text) {
            Some(documents) => lines::read(documents, text, hint),
            None => refused(text, &broken),
        },
    }
}

/// Reads a text of which each line is said to be a document.
pub(super) fn read_lines(text: &str, hint: &Hint) -> Parsed {
    lines::read(lines::by_line(text), text, hint)
}

/// A broken text.
fn refused(text: &str, broken: &value::Broken) -> Parsed {
    Parsed::refused(Format::UnknownJson, broken.spot(text), broken.told())
}

fn single(document: value::Read, hint: &Hint) -> Parsed {
    let mut reading = Reading::new(hint);
    reading.complain_of_doubles(&document.doubles);
    let document = match known(&mut reading, document.value) {
        Ok((format, collection)) => {
            return Parsed {
                collection,
                complaints: reading.finish(),
                ..Parsed::empty(format)
            };
        }
        Err(document) => document,
    };
    if let Some(mapping) = mapping::of(&document, reading.base) {
        let mut parsed = mapping.read(document, hint);
        parsed.complaints.splice(0..0, reading.finish());
        return parsed;
    }
    match infer::infer(&mut reading, &document) {
        Ok(found) => Parsed {
            collection: found.collection,
            complaints: reading.finish(),
            inference: Some(found.inference),
            ..Parsed::empty(Format::InferredJson)
        },
        Err(what) => Parsed::refused(Format::UnknownJson, Spot::Whole, what),
    }
}

/// Reads a document of a kind that we know, or gives it back.
fn known(reading: &mut Reading<'_>, document: Value) -> Result<(Format, Collection), Value> {
    if wenlan::recognises(&document) {
        let collection = wenlan::collection(reading, document);
        return Ok((Format::WenlanJson, collection));
    }
    if let Some(rss) = document
        .as_object()
        .and_then(|map| rss::of_json(map, reading.hint))
    {
        for complaint in rss.complaints {
            reading.complain(complaint.at, complaint.what);
        }
        return Ok((rss.format, rss.collection));
    }
    match document {
        Value::Object(map) if feed::recognises(&map) => {
            Ok((Format::JsonFeed, feed::collection(reading, map)))
        }
        document => Err(document),
    }
}

/// What a document is that we do not know, and what we would know.
fn unknown(document: &Value) -> Sentence {
    let (found_en, found_zh) = match document {
        Value::Object(map) => named(map),
        Value::Array(list) => match list.first() {
            Some(Value::Object(map)) => {
                let (en, zh) = named(map);
                (
                    format!("a list that begins with {en}"),
                    format!("列表，首项为{zh}"),
                )
            }
            Some(value) => {
                let (en, zh) = kind(value);
                (
                    format!("a list that begins with {en}"),
                    format!("列表，首项为{zh}"),
                )
            }
            None => ("an empty list".to_owned(), "空列表".to_owned()),
        },
        value => {
            let (en, zh) = kind(value);
            (en.to_owned(), zh.to_owned())
        }
    };
    sentence!(
        "this is valid JSON, but of no kind that we know: {found_en}. We read articles (“title” and “body”), collections (“articles” or “sections”), lists of articles, and JSON Feed (“version” and “items”)",
        "JSON 本身有效，但不是可读的格式：{found_zh}。可读的有文章（title 与 body）、文集（articles 或 sections）、文章列表，以及 JSON Feed（version 与 items）"
    )
}

/// Names of fields that are told of an object that we do not know.
const NAMED: usize = 8;

fn named(map: &Map<String, Value>) -> (String, String) {
    let names: Vec<String> = map
        .keys()
        .take(NAMED)
        .map(|name| format!("“{}”", shown(name)))
        .collect();
    let more = map.len() - names.len();
    let (list_en, list_zh) = (names.join(", "), names.join("、"));
    let Sentence { en, zh } = match (names.is_empty(), more) {
        (true, _) => sentence!("an empty object", "空对象"),
        (false, 0) => sentence!("an object with {list_en}", "含 {list_zh} 的对象"),
        (false, more) => sentence!(
            "an object with {list_en} and {more} more fields",
            "含 {list_zh} 等字段（另有 {more} 个）的对象"
        ),
    };
    (en, zh)
}
