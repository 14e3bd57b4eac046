//! An object and its legend in, an article out.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::body::{self, Parts};
use super::legend::{Legend, Passage, Rank, Way};
use super::names::Sense;
use super::values::{address_of, date_of, names_of, text_of, unmarked};
use crate::article::{Article, Label, Moment, RichText, Url};
use crate::parse::address::Base;
use crate::parse::complaint::shown;
use crate::parse::dates;
use crate::parse::json::At;
use crate::parse::json::reading::Reading;
use crate::sentence;

/// What an object is asked for by its legend.
pub(super) struct Taking<'a, 'r, 'h> {
    pub(super) map: &'a Map<String, Value>,
    pub(super) at: &'a At<'a>,
    pub(super) legend: &'a Legend,
    pub(super) reading: &'r mut Reading<'h>,
    /// The ways to what the article shows.
    used: HashSet<&'a Way>,
    /// The places in the body that are left out.
    left_out: Vec<String>,
}

/// An article, the sections it says it stands in, and what it left out.
pub(super) struct Taken {
    pub(super) article: Article,
    /// The names of sections by the fields that hold them, as in the legend.
    pub(super) sections: Vec<Option<Label>>,
    pub(super) left_out: Vec<String>,
}

impl<'a, 'r, 'h> Taking<'a, 'r, 'h> {
    pub(super) fn new(
        map: &'a Map<String, Value>,
        at: &'a At<'a>,
        legend: &'a Legend,
        reading: &'r mut Reading<'h>,
    ) -> Taking<'a, 'r, 'h> {
        Taking {
            map,
            at,
            legend,
            reading,
            used: HashSet::new(),
            left_out: Vec::new(),
        }
    }

    /// The article; `base` is where addresses are resolved.
    pub(super) fn take(mut self) -> Taken {
        let base = Base::new(self.reading.base);
        let url = self.first(Sense::Url, |value| base.resolve(&address_of(value)?));
        let mut article = Article {
            id: self.label(Sense::Id),
            title: self.label(Sense::Title).unwrap_or_default(),
            subtitle: self.label(Sense::Subtitle),
            authors: self.names(Sense::Author),
            sources: self.names(Sense::Source),
            published: self.moment(Sense::Published),
            updated: self.moment(Sense::Updated),
            language: self.label(Sense::Language),
            summary: self.summary(),
            tags: self.names(Sense::Tags),
            image: self.first(Sense::Image, |value| base.resolve(&address_of(value)?)),
            url,
            ..Article::default()
        };
        if article.updated == article.published {
            article.updated = None;
        }
        let sections = self.sections();
        self.give_body(&mut article);
        self.note_rest();
        Taken {
            article,
            sections,
            left_out: self.left_out,
        }
    }

    /// What `read` makes of the first field of a sense of which it makes anything.
    fn first<T>(&mut self, sense: Sense, read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        let mut ways = self.legend.ways(sense).iter();
        let (way, found) = ways.find_map(|way| Some((way, read(at_end(self.map, way)?)?)))?;
        self.used.insert(way);
        Some(found)
    }

    fn label(&mut self, sense: Sense) -> Option<Label> {
        self.first(sense, |value| Label::some(&unmarked(&text_of(value)?)))
    }

    fn names(&mut self, sense: Sense) -> Vec<Label> {
        let names = self.first(sense, |value| {
            Some(names_of(value, sense == Sense::Tags)).filter(|names| !names.is_empty())
        });
        names.unwrap_or_default()
    }

    fn sections(&mut self) -> Vec<Option<Label>> {
        let mut sections = Vec::new();
        for way in self.legend.ways(Sense::Section) {
            let name =
                at_end(self.map, way).and_then(|value| names_of(value, false).into_iter().next());
            if name.is_some() {
                self.used.insert(way);
            }
            sections.push(name);
        }
        sections
    }

    fn moment(&mut self, sense: Sense) -> Option<Moment> {
        let moment = self.first(sense, |value| dates::moment(date_of(value)?.trim()));
        if moment.is_none() {
            self.complain_of_dates(sense);
        }
        moment
    }

    fn complain_of_dates(&mut self, sense: Sense) {
        let ways = self.legend.ways(sense).iter();
        let texts = ways.filter_map(|way| Some((way, at_end(self.map, way)?.as_str()?.trim())));
        // Programs that know no date write one of zeros.
        let told =
            texts.filter(|(_, text)| text.contains(|c: char| c.is_alphanumeric() && c != '0'));
        if let Some((way, text)) = told.into_iter().next() {
            let text = shown(text);
            let what = sentence!(
                "“{text}” is no date that we can read",
                "“{text}”不是可识别的日期"
            );
            within(self.at, way, &mut |at| {
                self.reading.complain_of(at, what.clone());
            });
        }
    }

    fn summary(&mut self) -> Option<RichText> {
        let summary = self.first(Sense::Summary, |value| {
            Some(unmarked(&text_of(value)?).trim().to_owned()).filter(|text| !text.is_empty())
        });
        summary.map(|text| RichText::plain(&text))
    }

    /// Gives the article the passages of the body, one after the other.
    fn give_body(&mut self, article: &mut Article) {
        let mut parts = Parts::default();
        let mut said: Vec<&Value> = Vec::new();
        for passage in &self.legend.passages {
            self.passage(passage, &mut said, &mut parts);
        }
        let (parts, left_out) = parts.finish();
        self.left_out.extend(left_out);
        let mut passages = self.legend.passages.iter();
        let main = passages.find(|passage| passage.rank == Rank::Main);
        let way = main.and_then(|passage| passage.ways.first()).cloned();
        let base = article.url.clone().filter(Url::opens);
        let base = base.as_ref().or(self.reading.base);
        let mut parts = Some(parts);
        within(self.at, &way.unwrap_or_default(), &mut |at| {
            self.reading
                .give_parts(article, at, parts.take().unwrap_or_default(), base);
        });
    }

    /// Adds the best field of a passage, and the others where they say something else.
    fn passage(&mut self, passage: &'a Passage, said: &mut Vec<&'a Value>, parts: &mut Parts) {
        let mut is_headed = passage.rank != Rank::More;
        for way in &passage.ways {
            let Some(value) = at_end(self.map, way).filter(|value| !is_blank(value)) else {
                continue;
            };
            self.used.insert(way);
            if said.iter().any(|said| body::says_all(said, value)) {
                continue;
            }
            let name = way.last().map_or("", String::as_str);
            if !is_headed && !said.is_empty() {
                parts.head(&body::words_of(name));
            }
            is_headed = true;
            within(self.at, way, &mut |at| parts.add(at, name, value));
            said.push(value);
        }
    }

    /// Notes what neither the article nor its body has shown.
    fn note_rest(&mut self) {
        let shown: Vec<&Value> = self
            .used
            .iter()
            .filter_map(|way| at_end(self.map, way))
            .collect();
        let mut way = Vec::new();
        note(
            self.map,
            self.at,
            &mut way,
            &self.used,
            &shown,
            &mut self.left_out,
        );
    }
}

/// Notes the fields that are not used, save names of their writer's own and what was shown elsewhere.
fn note(
    map: &Map<String, Value>,
    at: &At<'_>,
    way: &mut Way,
    used: &HashSet<&Way>,
    shown: &[&Value],
    left_out: &mut Vec<String>,
) {
    for (name, value) in map {
        if is_blank(value) || name.starts_with(['_', '$', '@']) || shown.contains(&value) {
            continue;
        }
        way.push(name.clone());
        let at = at.field(name);
        if !used.contains(&*way) {
            let is_above = used
                .iter()
                .any(|used| used.len() > way.len() && used.starts_with(way));
            match value {
                Value::Object(map) if is_above => note(map, &at, way, used, shown, left_out),
                _ => left_out.push(at.pointer()),
            }
        }
        way.pop();
    }
}

/// Calls `with` with the place at the end of a way.
fn within(at: &At<'_>, way: &[String], with: &mut dyn FnMut(&At<'_>)) {
    match way.split_first() {
        None => with(at),
        Some((name, rest)) => within(&at.field(name), rest, with),
    }
}

/// What stands at the end of a way.
fn at_end<'v>(map: &'v Map<String, Value>, way: &Way) -> Option<&'v Value> {
    let (first, rest) = way.split_first()?;
    let mut value = map.get(first)?;
    for name in rest {
        value = value.get(name)?;
    }
    Some(value).filter(|value| !value.is_null())
}

/// Whether nothing is in a value that anybody could read.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_blank),
        Value::Object(map) => map.values().all(is_blank),
    }
}
