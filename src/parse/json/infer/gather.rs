//! The articles of all places that are read, with the objects that hold them.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::LeftOut;
use super::names::{self, Sense};
use super::sections::{self, date_of, name_of, told};
use super::seek::{Finding, Step};
use super::shape::{is_id, kind_of};
use super::take::Taking;
use crate::article::{Article, Collection, Label, Moment, Url};
use crate::parse::json::At;
use crate::parse::json::reading::Reading;

/// Gathers articles.
pub(super) struct Gathering<'a, 'r, 'h> {
    reading: &'r mut Reading<'h>,
    document: &'a Value,
    entries: Vec<Entry>,
    /// By what the articles that were gathered are known.
    known: HashSet<String>,
    /// Where articles were found.
    pub(super) read: Vec<String>,
    /// Items of other kinds beside those that were read, and those that were.
    passed: Vec<String>,
    visited: HashSet<String>,
    left_out: Vec<LeftOut>,
    /// Where what is left out stands in the list, by its pointer without numbers.
    said: HashMap<String, usize>,
}

/// An article and where it belongs.
pub(super) struct Entry {
    /// The numbers of what leads to it, by which it is put in order.
    pub(super) order: Vec<usize>,
    /// The names of the sections that hold it, outermost first.
    pub(super) sections: Vec<Label>,
    /// The sections that it gives itself.
    pub(super) own: Vec<Option<Label>>,
    /// The field in which its list stands.
    pub(super) list: String,
    /// The field that names the section which holds it directly.
    named_by: Option<String>,
    pub(super) article: Article,
    left_out: Vec<String>,
}

/// The way from the document to an article.
#[derive(Clone, Default)]
struct Trail<'a> {
    order: Vec<usize>,
    sections: Vec<Label>,
    /// What the objects around say of all that they hold.
    published: Option<Moment>,
    authors: Vec<Label>,
    /// The key under which the article stands.
    key: Option<&'a str>,
    /// The field that names the section which holds it directly.
    named_by: Option<String>,
    /// A list or a map was passed.
    is_within: bool,
}

impl<'a, 'r, 'h> Gathering<'a, 'r, 'h> {
    pub(super) fn new(reading: &'r mut Reading<'h>, document: &'a Value) -> Gathering<'a, 'r, 'h> {
        Gathering {
            reading,
            document,
            entries: Vec::new(),
            known: HashSet::new(),
            read: Vec::new(),
            passed: Vec::new(),
            visited: HashSet::new(),
            left_out: Vec::new(),
            said: HashMap::new(),
        }
    }

    /// Gathers the articles of a place that are not known from another one.
    pub(super) fn gather(&mut self, place: &Finding) {
        let mut found = Vec::new();
        let has_kinds = place
            .steps
            .iter()
            .any(|step| matches!(step, Step::Kind(..)));
        walk(
            self.document,
            &place.steps,
            &At::Top,
            Trail::default(),
            &mut |value, at, trail| {
                let entry = value.and_then(|map| self.entry(map, at, trail, place));
                if entry.is_none() {
                    self.passed.push(at.pointer());
                } else if has_kinds {
                    self.visited.insert(at.pointer());
                }
                found.extend(entry);
            },
        );
        found.retain(|entry| !self.known.contains(&identity(&entry.article)));
        if found.is_empty() {
            return;
        }
        for entry in &mut found {
            self.known.insert(identity(&entry.article));
            for pointer in std::mem::take(&mut entry.left_out) {
                self.leave_out(pointer);
            }
        }
        self.entries.extend(found);
        self.read.push(place.path());
    }

    /// How many articles were gathered.
    pub(super) fn count(&self) -> usize {
        self.entries.len()
    }

    /// Notes a place whose objects are like articles and are not read.
    pub(super) fn pass_over(&mut self, place: &Finding) {
        walk(
            self.document,
            &place.steps,
            &At::Top,
            Trail::default(),
            &mut |value, at, _| {
                if value.is_some() {
                    self.passed.push(at.pointer());
                }
            },
        );
    }

    /// The article that an object is, if it says anything.
    fn entry(
        &mut self,
        map: &'a Map<String, Value>,
        at: &At<'_>,
        trail: Trail<'a>,
        place: &Finding,
    ) -> Option<Entry> {
        let taken = Taking::new(map, at, &place.legend, self.reading).take();
        let mut article = taken.article;
        if article.title.is_empty()
            && let Some(key) = trail.key.filter(|key| !is_id(key))
        {
            article.title = Label::new(key);
        }
        if article.title.is_empty() && size(&article) == 0 {
            return None;
        }
        trail.lend(&mut article);
        let list = place.steps.iter().rev().find_map(|step| match step {
            Step::Field(name) if !names::is_wrapper(name) => Some(name.clone()),
            _ => None,
        });
        Some(Entry {
            order: trail.order,
            sections: trail.sections,
            own: taken.sections,
            list: list.unwrap_or_default(),
            named_by: trail.named_by,
            article,
            left_out: taken.left_out,
        })
    }

    fn leave_out(&mut self, pointer: String) {
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let parts = pointer
            .split('/')
            .map(|part| if is_number(part) { "*" } else { part });
        let parts: Vec<&str> = parts.collect();
        let pattern = parts.join("/");
        if let Some(&n) = self.said.get(&pattern) {
            self.left_out[n].more += 1;
        } else {
            self.said.insert(pattern, self.left_out.len());
            self.left_out.push(LeftOut {
                at: pointer,
                more: 0,
            });
        }
    }

    /// The field that names the sections which hold all articles, if it is one.
    pub(super) fn named_by(&self) -> Option<String> {
        let first = self.entries.first()?.named_by.clone()?;
        let is_same = |entry: &Entry| entry.named_by.as_ref() == Some(&first);
        self.entries.iter().all(is_same).then_some(first)
    }

    /// Which of the sections that articles give themselves are levels, from the outermost.
    pub(super) fn levels(&self) -> Vec<usize> {
        sections::levels(&self.entries)
    }

    /// The collection, what was left out of its articles and beside them, and
    /// which items of a document that is a list they come from.
    pub(super) fn finish(mut self) -> (Collection, Vec<LeftOut>, HashSet<usize>) {
        for pointer in std::mem::take(&mut self.passed) {
            if !self.visited.contains(&pointer) {
                self.leave_out(pointer);
            }
        }
        let tops = self
            .entries
            .iter()
            .filter_map(|entry| entry.order.first().copied())
            .collect();
        let collection = sections::arrange(self.entries, self.document);
        (collection, self.left_out, tops)
    }
}

/// By what an article is known in another list: where it is, else what it is called.
fn identity(article: &Article) -> String {
    let id = article.url.as_ref().map(Url::as_str);
    let id = id.or(article.id.as_deref()).unwrap_or_default();
    let size = if id.is_empty() { size(article) } else { 0 };
    format!("{id}\n{}\n{size}", article.title)
}

/// How much of a body there is, be it read or kept.
fn size(article: &Article) -> usize {
    let kept = article.received.iter().flat_map(|received| &received.parts);
    article.body.len() + kept.map(|part| part.text.len()).sum::<usize>()
}

/// What is done with what steps lead to: an object, or nothing that could be one.
type Visit<'a, 'v> = dyn FnMut(Option<&'a Map<String, Value>>, &At<'_>, Trail<'a>) + 'v;

/// Goes along `steps` and visits everything to which they lead.
fn walk<'a>(
    value: &'a Value,
    steps: &[Step],
    at: &At<'_>,
    trail: Trail<'a>,
    visit: &mut Visit<'a, '_>,
) {
    let Some((step, rest)) = steps.split_first() else {
        if !value.is_null() {
            visit(value.as_object(), at, trail);
        }
        return;
    };
    match (step, value) {
        (Step::Kind(names, _), Value::Object(map)) => {
            if names.iter().any(|name| name == kind_of(map)) {
                walk(value, rest, at, trail, visit);
            } else if rest.is_empty() {
                visit(None, at, trail);
            }
        }
        (Step::Field(name), Value::Object(map)) => {
            if let Some((n, (name, value))) =
                map.iter().enumerate().find(|(_, (key, _))| *key == name)
            {
                let trail = trail.into_field(n, map, rest);
                walk(value, rest, &at.field(name), trail, visit);
            }
        }
        (Step::Items, Value::Array(list)) => {
            for (n, value) in list.iter().enumerate() {
                walk(value, rest, &at.item(n), trail.to_item(n), visit);
            }
        }
        (Step::Keys, Value::Object(map)) => {
            for (n, (key, value)) in map.iter().enumerate() {
                walk(
                    value,
                    rest,
                    &at.field(key),
                    trail.to_key(n, key, rest),
                    visit,
                );
            }
        }
        _ => {}
    }
}

impl<'a> Trail<'a> {
    /// On to the `n`th field of `map`, which may be the field of a section.
    fn into_field(mut self, n: usize, map: &'a Map<String, Value>, rest: &[Step]) -> Trail<'a> {
        self.order.push(n);
        // The nearest object counts.
        self.published = date_of(map).or(self.published);
        if let Some(author) = told(map, Sense::Author, 9).and_then(Value::as_str) {
            self.authors = Label::some(author).into_iter().collect();
        }
        let holds_several = rest
            .iter()
            .any(|step| matches!(step, Step::Items | Step::Keys));
        if holds_several {
            let named = name_of(map).filter(|_| self.is_within);
            self.named_by = named.as_ref().map(|(field, _)| field.clone());
            self.sections.extend(named.map(|(_, name)| name));
        }
        self
    }

    fn to_item(&self, n: usize) -> Trail<'a> {
        let mut trail = self.clone();
        trail.order.push(n);
        trail.is_within = true;
        trail
    }

    fn to_key(&self, n: usize, key: &'a str, rest: &[Step]) -> Trail<'a> {
        let mut trail = self.to_item(n);
        if rest.is_empty() {
            trail.key = Some(key);
        } else if !is_id(key) || key.contains('-') {
            // A date is a section, an id is none.
            trail.sections.extend(Label::some(key));
        }
        trail
    }

    /// Gives an article what it lacks and what holds it has.
    fn lend(&self, article: &mut Article) {
        article.published = article.published.or(self.published);
        if article.authors.is_empty() {
            article.authors.clone_from(&self.authors);
        }
    }
}
