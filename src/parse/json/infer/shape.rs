//! What the values that stand at one place of a document have in common.
//!
//! All items of a list stand at one place, and so do all values of an object
//! whose keys are names of things rather than of fields. Objects at one place
//! that name their kinds, and are indeed different, are told apart.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::texts::{Numbers, Texts};
use super::{looks, names};

/// What stands at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    pub(super) texts: Texts,
    pub(super) numbers: Numbers,
    /// The objects whose keys are names of fields, by kind.
    pub(super) kinds: Vec<Kind>,
    /// How many lists stand here.
    pub(super) lists: usize,
    /// What stands in the lists.
    pub(super) items: Option<Box<Shape>>,
    /// What stands in the objects whose keys are names of things.
    pub(super) keyed: Option<Box<Shape>>,
    /// Bytes of the sentences that stand here and below, save what stands aside.
    pub(super) prose: usize,
    /// Bytes of all texts that stand here and below, save names for programs, addresses and dates.
    pub(super) words: usize,
}

/// Objects of one kind at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Kind {
    /// What they call themselves; an empty name for those that say nothing.
    pub(super) names: Vec<String>,
    /// The field in which they do.
    pub(super) named_by: Option<&'static str>,
    pub(super) count: usize,
    pub(super) fields: Vec<(String, Shape)>,
}

/// Places that are looked at; a document with more is known well enough by these.
const PLACES: usize = 20_000;
/// Fields of one object that are looked at.
const FIELDS: usize = 400;
/// Kinds that are told apart at one place.
const KINDS: usize = 12;

impl Shape {
    /// The shape of a document.
    pub(super) fn of(document: &Value) -> Shape {
        let mut shape = Shape::default();
        let mut places = PLACES;
        shape.add(document, &mut places);
        shape.settle();
        shape
    }

    fn add(&mut self, value: &Value, places: &mut usize) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(number) => self.numbers.add(number),
            Value::String(text) => self.texts.add(text),
            Value::Array(list) => {
                self.lists += 1;
                if !list.is_empty() {
                    let items = self.items.get_or_insert_default();
                    for item in list {
                        items.add(item, places);
                    }
                }
            }
            Value::Object(map) if is_keyed(map) => {
                let keyed = self.keyed.get_or_insert_default();
                map.values().for_each(|value| keyed.add(value, places));
            }
            Value::Object(map) => {
                let (field, name) = named_kind(map).unzip();
                let kind = self.kind(name.unwrap_or_default());
                kind.named_by = kind.named_by.or(field);
                kind.add(map, places);
            }
        }
    }

    /// The kind of this name; of too many kinds, the last takes the rest.
    fn kind(&mut self, name: &str) -> &mut Kind {
        let named = |kind: &Kind| kind.names.iter().any(|known| known == name);
        let at = self.kinds.iter().position(named).unwrap_or_else(|| {
            if self.kinds.len() < KINDS {
                self.kinds.push(Kind::default());
            }
            let last = self.kinds.len() - 1;
            self.kinds[last].names.push(name.to_owned());
            last
        });
        &mut self.kinds[at]
    }

    /// Makes one kind of those that have the same fields, at every place, and weighs the prose.
    fn settle(&mut self) {
        for kind in std::mem::take(&mut self.kinds) {
            match self.kinds.iter_mut().find(|known| known.is_like(&kind)) {
                Some(known) => known.absorb(kind),
                None => self.kinds.push(kind),
            }
        }
        let fields = self.kinds.iter_mut().flat_map(|kind| &mut kind.fields);
        fields.for_each(|(_, shape)| shape.settle());
        let inner = [&mut self.items, &mut self.keyed];
        inner.into_iter().flatten().for_each(|shape| shape.settle());
        self.weigh();
    }

    fn weigh(&mut self) {
        let texts = &self.texts;
        let are_other = [texts.codes, texts.addresses]
            .iter()
            .any(|some| texts.are_mostly(*some))
            || texts.are_dates();
        self.prose = if texts.are_mostly(texts.prose) {
            texts.bytes
        } else {
            0
        };
        self.words = if are_other { 0 } else { texts.bytes };
        let fields = self.kinds.iter().flat_map(|kind| &kind.fields);
        let fields = fields
            .filter(|(name, _)| !names::is_aside(name))
            .map(|(_, shape)| shape);
        let inner = [&self.items, &self.keyed].into_iter().flatten();
        for shape in fields.chain(inner.map(|shape| &**shape)) {
            self.prose += shape.prose;
            self.words += shape.words;
        }
    }

    fn absorb(&mut self, other: Shape) {
        self.texts.absorb(other.texts);
        self.numbers.absorb(&other.numbers);
        self.lists += other.lists;
        for kind in other.kinds {
            let named =
                |known: &&mut Kind| known.names.iter().any(|name| kind.names.contains(name));
            match self.kinds.iter_mut().find(named) {
                Some(known) => known.absorb(kind),
                None => self.kinds.push(kind),
            }
        }
        for (into, from) in [
            (&mut self.items, other.items),
            (&mut self.keyed, other.keyed),
        ] {
            if let Some(from) = from {
                into.get_or_insert_default().absorb(*from);
            }
        }
    }

    /// Whether nothing stands here but nulls, flags, blank texts and empty lists.
    pub(super) fn is_blank(&self) -> bool {
        let nothing = self.texts.count == 0 && self.numbers.count == 0 && self.kinds.is_empty();
        let inner = [&self.items, &self.keyed];
        nothing && inner.into_iter().flatten().all(|shape| shape.is_blank())
    }
}

impl Kind {
    fn add(&mut self, map: &Map<String, Value>, places: &mut usize) {
        self.count += 1;
        for (at, (name, value)) in map.iter().enumerate() {
            if let Some(shape) = self.field_mut(name, at, places) {
                shape.add(value, places);
            }
        }
    }

    /// The field of this name; most objects of a kind have it at the same place.
    fn field_mut(&mut self, name: &str, at: usize, places: &mut usize) -> Option<&mut Shape> {
        let is_there = self.fields.get(at).is_some_and(|(known, _)| known == name);
        let known = || self.fields.iter().position(|(known, _)| known == name);
        let at = if is_there { Some(at) } else { known() };
        if let Some(at) = at {
            return Some(&mut self.fields[at].1);
        }
        if self.fields.len() >= FIELDS || *places == 0 {
            return None;
        }
        *places -= 1;
        self.fields.push((name.to_owned(), Shape::default()));
        self.fields.last_mut().map(|(_, shape)| shape)
    }

    /// The shape of a field.
    pub(super) fn field(&self, name: &str) -> Option<&Shape> {
        let field = self.fields.iter().find(|(known, _)| known == name);
        field.map(|(_, shape)| shape)
    }

    /// Whether most fields of either are fields of both, counted with those of the objects in them.
    fn is_like(&self, other: &Kind) -> bool {
        let (ours, theirs) = (self.names_within(), other.names_within());
        let both = theirs.iter().filter(|name| ours.contains(name)).count();
        both * 10 >= (ours.len() + theirs.len() - both) * 6
    }

    /// The names of the fields, and of those one step within.
    fn names_within(&self) -> HashSet<(&str, &str)> {
        let mut names = HashSet::new();
        for (name, shape) in &self.fields {
            names.insert((name.as_str(), ""));
            let inner = shape.kinds.iter().flat_map(|kind| &kind.fields);
            names.extend(inner.map(|(inner, _)| (name.as_str(), inner.as_str())));
        }
        names
    }

    fn absorb(&mut self, other: Kind) {
        self.count += other.count;
        self.names.extend(other.names);
        for (name, shape) in other.fields {
            match self.fields.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => known.absorb(shape),
                None => self.fields.push((name, shape)),
            }
        }
    }
}

/// Names of fields by which objects say what kind they are of.
const KIND_NAMES: &[&str] = &[
    "kind",
    "type",
    "_type",
    "@type",
    "__typename",
    "nodeType",
    "type_of",
    "typeName",
];

/// What an object calls the kind that it is of; nothing when it says nothing.
pub(super) fn kind_of(map: &Map<String, Value>) -> &str {
    named_kind(map).map_or("", |(_, kind)| kind)
}

/// The field in which an object says what kind it is of, and the kind.
fn named_kind(map: &Map<String, Value>) -> Option<(&'static str, &str)> {
    let named = KIND_NAMES.iter().find_map(|name| match map.get(*name)? {
        Value::String(kind) => Some((*name, kind.as_str())),
        Value::Array(kinds) => Some((*name, kinds.first()?.as_str()?)),
        _ => None,
    });
    named.filter(|(_, kind)| kind.len() <= 40)
}

/// Whether the keys of an object are names of things, such as ids, dates or
/// sections: all its values are objects, or lists of objects, of one make.
pub(super) fn is_keyed(map: &Map<String, Value>) -> bool {
    let mut objects = map
        .values()
        .filter(|value| !value.is_null())
        .map(first_object);
    let Some(Some(first)) = objects.next() else {
        return false;
    };
    let mut objects = objects.peekable();
    // Nobody names so many fields.
    if map.len() > FIELDS && objects.clone().flatten().count() * 10 > map.len() * 9 {
        return true;
    }
    if map.keys().all(|key| is_id(key)) {
        return objects.all(|object| object.is_some());
    }
    // Where names are what fields are called, they are that.
    let plain = |key: &String| {
        names::is_list_of_articles(key) || names::is_wrapper(key) || names::is_aside(key)
    };
    if objects.peek().is_none() || map.keys().any(plain) {
        return false;
    }
    objects.all(|object| object.is_some_and(|object| is_alike(first, object)))
}

/// The object that a value is, or the first of the list that it is.
fn first_object(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Object(map) => Some(map),
        Value::Array(list) => list.first()?.as_object(),
        _ => None,
    }
}

fn is_alike(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    let both = one.keys().filter(|key| other.contains_key(*key)).count();
    both >= 2 && both * 10 >= (one.len() + other.len() - both) * 6
}

/// Whether a key is an id, a number or a date rather than a name.
pub(super) fn is_id(key: &str) -> bool {
    key.bytes().any(|b| b.is_ascii_digit()) && looks::is_code(key) || looks::is_address(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(json: &str) -> Shape {
        Shape::of(&serde_json::from_str(json).expect("it is JSON"))
    }

    #[test]
    fn items_of_a_list_are_judged_together() {
        let list = shape(r#"[{"a": "甲，乙。丙丁。"}, {"a": "", "b": 1}, {"a": null}, 7]"#);
        let items = list.items.as_ref().expect("there are items");
        assert_eq!(
            (list.lists, items.kinds[0].count, items.numbers.count),
            (1, 3, 1)
        );
        let a = items.kinds[0].field("a").expect("it is a field");
        assert_eq!((a.texts.count, a.texts.prose), (1, 1));
        assert_eq!(list.prose, 21);
    }

    #[test]
    fn kinds_are_told_apart_when_they_differ() {
        let kinds = |json: &str| shape(json).items.expect("there are items").kinds.len();
        let post = r#"{"kind": "t3", "title": "一", "text": "文", "score": 1}"#;
        let comment = r#"{"kind": "t1", "parent": 1, "body": "文", "depth": 2}"#;
        let video = r#"{"kind": "t9", "title": "一", "text": "文", "score": 1, "length": 3}"#;
        assert_eq!(kinds(&format!("[{post}, {comment}, {post}]")), 2);
        assert_eq!(kinds(&format!("[{post}, {video}]")), 1);
    }

    #[test]
    fn a_map_is_no_object() {
        let keyed = |json: &str| shape(json).keyed.is_some();
        assert!(keyed(r#"{"17": {"title": "一"}, "18": {"name": "二"}}"#));
        assert!(keyed(r#"{"2020-01-01": [{"title": "一"}]}"#));
        assert!(keyed(
            r#"{"科技": [{"title": "一", "url": "u"}], "体育": [{"title": "二", "url": "u"}]}"#
        ));
        assert!(!keyed(
            r#"{"title": {"rendered": "一"}, "content": {"rendered": "文"}}"#
        ));
        assert!(!keyed(
            r#"{"articles": [{"title": "一", "url": "u"}], "hot": [{"title": "二", "url": "u"}]}"#
        ));
        assert!(!keyed(r#"{"17": {"title": "一"}, "18": 1}"#));
        assert!(!keyed("{}"));
    }
}
