//! Whether what stands in a field can be what its name says.

use super::names::{self, Sense, Strength};
use super::shape::{Kind, Shape};
use super::texts::Texts;

/// Whether what stands at a place can be `sense`, and how much that adds to a name of this strength.
pub(super) fn fits(sense: Sense, shape: &Shape, strength: Strength) -> Option<Strength> {
    match sense {
        Sense::Title => title(shape, strength),
        Sense::Subtitle => title(shape, 10),
        Sense::Body => body(shape, strength),
        Sense::Summary => summary(shape),
        Sense::Author | Sense::Source => people(shape),
        Sense::Published | Sense::Updated => date(shape),
        Sense::Url | Sense::Image => address(shape),
        Sense::Id => id(shape),
        Sense::Tags | Sense::Section => labels(shape),
        Sense::Language => text(shape)
            .filter(|texts| texts.are_mostly(texts.languages))
            .map(|_| 0),
    }
}

/// Names under which an object holds the text that it wraps, the best first.
pub(super) const TEXTS: &[&str] = &[
    "rendered",
    "html",
    "value",
    "text",
    "content",
    "plain_text",
    "plain",
    "raw",
    "zh-Hans",
    "zh-CN",
    "zh_CN",
    "zh",
    "cn",
    "zh-Hant",
    "zh-TW",
    "ja",
    "en",
    "en-US",
    "#text",
    "$t",
    "_",
    "$",
    "@value",
    "__cdata",
    "$date",
    "iso",
];

/// Names under which an object holds its name, the best first.
pub(super) const NAMES: &[&str] = &[
    "name",
    "display_name",
    "displayName",
    "full_name",
    "fullname",
    "title",
    "nickname",
    "screen_name",
    "user_name",
    "username",
    "label",
    "login",
    "姓名",
    "名称",
    "rendered",
    "value",
    "#text",
    "text",
    "sitename",
    "zh",
    "en",
];

/// Names under which an object holds an address, the best first.
pub(super) const ADDRESSES: &[&str] = &[
    "url",
    "src",
    "href",
    "source_url",
    "link",
    "rendered",
    "original",
    "large",
    "high_resolution_url",
    "#text",
];

/// The texts at a place, be they wrapped in an object or a list.
pub(super) fn text(shape: &Shape) -> Option<&Texts> {
    if shape.texts.count > 0 {
        return Some(&shape.texts);
    }
    inner(shape, TEXTS).map(|shape| &shape.texts)
}

/// What stands in the first of these fields in which a text stands, else in one
/// whose name ends with the first: `category_name`.
fn inner<'s>(shape: &'s Shape, wanted: &[&str]) -> Option<&'s Shape> {
    let [kind] = &shape.kinds[..] else {
        return None;
    };
    let fields = wanted.iter().filter_map(|name| kind.field(name));
    let ending = kind
        .fields
        .iter()
        .filter(|(name, _)| ends_with(name, wanted));
    let mut fields = fields.chain(ending.map(|(_, shape)| shape));
    fields.find(|shape| shape.texts.count > 0)
}

/// Whether a name ends with the first of those that are wanted.
pub(super) fn ends_with(name: &str, wanted: &[&str]) -> bool {
    let words = names::words(name);
    words.len() > 1 && words.last().map(String::as_str) == wanted.first().copied()
}

fn title(shape: &Shape, strength: Strength) -> Option<Strength> {
    let texts = text(shape)?;
    let is_title = texts.usual() <= 300 && texts.longest <= 2000;
    let is_other = texts.are_mostly(texts.addresses) || texts.are_dates();
    let is_code = texts.are_mostly(texts.codes) && strength < 8;
    let is_long = texts.are_mostly(texts.prose) && strength < 6 && texts.usual() > 90;
    (is_title && !is_other && !is_code && !is_long).then_some(0)
}

/// A text, lines, or whatever holds sentences.
fn body(shape: &Shape, strength: Strength) -> Option<Strength> {
    let texts = &shape.texts;
    if texts.count > 0 {
        let is_other = texts.are_mostly(texts.addresses) || texts.are_dates();
        let is_code = texts.are_mostly(texts.codes) && strength < 10;
        if is_other || is_code {
            return None;
        }
    }
    if shape.prose > 0 {
        return Some(if strength > 5 { 2 } else { 0 });
    }
    // What is blank everywhere is still the body when it is called so.
    let is_lyrics = strength >= 6 && texts.are_mostly(texts.of_lines);
    let is_called = is_lyrics
        || strength >= 8 && (texts.count > 0 || shape.words > 0)
        || strength >= 10 && holds_nothing(shape);
    is_called.then_some(if shape.is_blank() { -3 } else { 0 })
}

/// A blank text, or a wrapper around one.
fn holds_nothing(shape: &Shape) -> bool {
    let wraps = |kind: &Kind| TEXTS.iter().any(|name| kind.field(name).is_some());
    shape.is_blank()
        && shape.lists == 0
        && shape.numbers.count == 0
        && shape.kinds.iter().all(wraps)
}

fn summary(shape: &Shape) -> Option<Strength> {
    let texts = text(shape)?;
    let is_other = texts.are_mostly(texts.addresses) || texts.are_dates();
    (!is_other).then_some(0)
}

/// Names, be they texts or objects that have names.
fn people(shape: &Shape) -> Option<Strength> {
    if shape.texts.count > 0 {
        let texts = &shape.texts;
        let is_name = texts.usual() <= 120 || texts.are_mostly(texts.marked_up);
        let is_id = texts.are_mostly(texts.codes) && texts.usual() > 24;
        let is_other = texts.are_mostly(texts.addresses) || texts.are_dates() || is_id;
        return (is_name && !is_other).then_some(0);
    }
    if let Some(items) = &shape.items {
        return people(items);
    }
    inner(shape, NAMES).map(|_| 0)
}

fn date(shape: &Shape) -> Option<Strength> {
    let is_date = |shape: &Shape| shape.texts.are_dates() || shape.numbers.are_dates();
    let wrapped = || inner(shape, TEXTS).is_some_and(is_date);
    (is_date(shape) || wrapped()).then_some(0)
}

/// An address; one that says its host is better.
fn address(shape: &Shape) -> Option<Strength> {
    if let Some(items) = &shape.items {
        return address(items);
    }
    let texts = if shape.texts.count > 0 {
        &shape.texts
    } else {
        &inner(shape, ADDRESSES)?.texts
    };
    let more = Strength::from(texts.are_mostly(texts.absolute));
    texts.are_mostly(texts.addresses).then_some(more)
}

fn id(shape: &Shape) -> Option<Strength> {
    let texts = &shape.texts;
    let is_id =
        shape.numbers.count > 0 || texts.count > 0 && texts.usual() <= 200 && texts.longest < 500;
    is_id.then_some(0)
}

fn labels(shape: &Shape) -> Option<Strength> {
    if let Some(items) = &shape.items {
        return labels(items);
    }
    let texts = if shape.texts.count > 0 {
        &shape.texts
    } else {
        &inner(shape, NAMES)?.texts
    };
    let is_label = texts.usual() <= 120 && !texts.are_mostly(texts.addresses);
    (is_label && !texts.are_mostly(texts.marked_up)).then_some(0)
}

/// Fields of objects of a kind that tell of a person, of goods, or of a program.
pub(super) fn strange_fields(kind: &Kind) -> (usize, usize) {
    let count = |is: fn(&str) -> bool| kind.fields.iter().filter(|(name, _)| is(name)).count();
    (count(names::is_personal), count(names::is_of_things))
}
