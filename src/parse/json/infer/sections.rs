//! The articles of a document, in sections.
//!
//! A section is an object with a name that holds articles, a key under which
//! they stand, or the name of a section that articles give themselves.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::gather::Entry;
use super::names::{self, Sense};
use super::{body, looks, texts};
use crate::article::{Article, Collection, Label, Moment, Section, Url};
use crate::parse::dates;

/// Puts articles in the order of the document and into their sections.
pub(super) fn arrange(mut entries: Vec<Entry>, document: &Value) -> Collection {
    entries.sort_by(|one, other| one.order.cmp(&other.order));
    name_lists(&mut entries);
    let levels = self::levels(&entries);
    let is_grouped = is_grouped(&entries, &levels);
    let is_one = entries.iter().all(|entry| entry.order.is_empty());
    let mut collection = if is_one {
        Collection::default()
    } else {
        envelope(document)
    };
    for mut entry in entries {
        let own = levels
            .iter()
            .filter_map(|level| entry.own.get(*level)?.clone());
        if is_grouped {
            entry.sections.extend(own);
        } else {
            entry.article.breadcrumb = own.collect();
        }
        put(&mut collection.root, entry.sections, entry.article);
    }
    collection
}

/// Puts an article into the sections of these names, from the outermost.
pub(in crate::parse::json) fn put(
    root: &mut Section,
    sections: impl IntoIterator<Item = Label>,
    article: Article,
) {
    let mut section = root;
    for title in sections {
        section = inner(section, &title);
    }
    section.articles.push(article);
}

/// Where lists stand beside each other, their names are sections.
fn name_lists(entries: &mut [Entry]) {
    let first = entries.first().map(|entry| entry.list.clone());
    let are_several = entries
        .iter()
        .any(|entry| Some(&entry.list) != first.as_ref());
    for entry in entries.iter_mut().filter(|_| are_several) {
        if entry.sections.is_empty() && !entry.list.is_empty() {
            entry
                .sections
                .push(Label::new(&body::words_of(&entry.list)));
        }
    }
}

/// The section of this name in another, which is made when there is none.
fn inner<'s>(section: &'s mut Section, title: &Label) -> &'s mut Section {
    let at = section
        .sections
        .iter()
        .position(|inner| inner.title == *title);
    let at = at.unwrap_or_else(|| {
        let title = title.clone();
        section.sections.push(Section {
            title,
            ..Section::default()
        });
        section.sections.len() - 1
    });
    &mut section.sections[at]
}

/// Which of the sections that articles give themselves are levels, from the outermost:
/// those that differ least, as long as each lies in one of the level above.
pub(super) fn levels(entries: &[Entry]) -> Vec<usize> {
    let count = entries
        .iter()
        .map(|entry| entry.own.len())
        .max()
        .unwrap_or_default();
    let values = |level: usize| {
        entries
            .iter()
            .map(move |entry| entry.own.get(level).and_then(Option::as_ref))
    };
    let different = |level: usize| values(level).flatten().collect::<HashSet<_>>().len();
    let mut levels: Vec<usize> = (0..count).filter(|level| different(*level) > 0).collect();
    levels.sort_by_key(|level| different(*level));
    let lies_in = |inner: usize, outer: usize| {
        let mut above: HashMap<&Label, Option<&Label>> = HashMap::new();
        values(inner).zip(values(outer)).all(|(inner, outer)| {
            inner.is_none_or(|inner| *above.entry(inner).or_insert(outer) == outer)
        })
    };
    let mut kept: Vec<usize> = Vec::new();
    for level in levels {
        match kept.last() {
            Some(outer) if !lies_in(level, *outer) => {}
            _ => kept.push(level),
        }
    }
    kept
}

/// Whether the sections that articles give themselves make sections of the collection.
fn is_grouped(entries: &[Entry], levels: &[usize]) -> bool {
    let Some(level) = levels.first() else {
        return false;
    };
    let own = entries
        .iter()
        .filter_map(|entry| entry.own.get(*level)?.as_ref());
    let own: Vec<&Label> = own.collect();
    let different: HashSet<&&Label> = own.iter().collect();
    entries.len() > 1 && different.len() * 2 <= own.len() && own.len() * 2 > entries.len()
}

/// The field that names an object which holds articles, and the name.
pub(super) fn name_of(map: &Map<String, Value>) -> Option<(String, Label)> {
    const LONGEST: usize = 200;
    let label = |(name, value): (&String, &Value)| {
        let text = value.as_str().or_else(|| value.get("rendered")?.as_str())?;
        let label =
            Label::some(text).filter(|label| label.len() <= LONGEST && !looks::is_address(label));
        Some((name.clone(), label?))
    };
    let named = |sense| told_field(map, sense, 4).and_then(label);
    let kind = || {
        let kind = map.get_key_value("type").and_then(label);
        kind.filter(|(_, kind)| !looks::is_code(kind))
    };
    named(Sense::Title)
        .or_else(|| named(Sense::Section))
        .or_else(kind)
}

/// The value of the field that is most surely of a sense.
pub(super) fn told(map: &Map<String, Value>, sense: Sense, least: i8) -> Option<&Value> {
    told_field(map, sense, least).map(|(_, value)| value)
}

/// Fields of an object that holds articles which are looked at; those that tell of it come first.
const TOLD: usize = 100;

/// The field that is most surely of a sense.
fn told_field(map: &Map<String, Value>, sense: Sense, least: i8) -> Option<(&String, &Value)> {
    let fields = map.iter().take(TOLD).filter(|(_, value)| !value.is_null());
    let fields = fields.map(|field| (names::strength(field.0, sense), field));
    let mut fields: Vec<_> = fields.filter(|(strength, _)| *strength >= least).collect();
    fields.sort_by_key(|(strength, _)| -strength);
    fields.first().map(|(_, field)| *field)
}

/// The date of an object that holds articles; the clock of a server is none.
pub(super) fn date_of(map: &Map<String, Value>) -> Option<Moment> {
    let text = match told(map, Sense::Published, 9)? {
        Value::Number(number) => texts::moment_of(number)?,
        value => value.as_str()?.to_owned(),
    };
    dates::moment(text.trim())
}

/// What a document says of all its articles: the fields of the objects around the lists.
fn envelope(document: &Value) -> Collection {
    let mut collection = Collection::default();
    let Value::Object(map) = document else {
        return collection;
    };
    let text = |sense, least| told(map, sense, least).and_then(Value::as_str);
    collection.root.title = name_of(map).map(|(_, name)| name).unwrap_or_default();
    collection.description = text(Sense::Summary, 7).and_then(Label::some);
    collection.language = text(Sense::Language, 9)
        .filter(|text| looks::is_language(text))
        .and_then(Label::some);
    collection.home = text(Sense::Url, 9)
        .filter(|url| looks::is_address(url))
        .and_then(Url::new);
    collection
}
