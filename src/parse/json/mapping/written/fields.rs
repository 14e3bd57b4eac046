//! The fields of an article, as a mapping writes them.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use toml::de::DeValue;

use super::super::filter::Filter;
use super::super::path::{Path, Scope};
use super::super::recipe::{Basis, Recipe, Take};
use super::super::table::{Entry, Faults, Table, text};
use super::super::template::Template;
use crate::article::Markup;
use crate::locale::Sentence;
use crate::parse::complaint::shown;
use crate::parse::json::infer::Sense;
use crate::sentence;

/// The fields of an article, by the names that stand in a mapping.
pub(in super::super) const FIELDS: &[(&str, Sense)] = &[
    ("title", Sense::Title),
    ("subtitle", Sense::Subtitle),
    ("body", Sense::Body),
    ("summary", Sense::Summary),
    ("authors", Sense::Author),
    ("sources", Sense::Source),
    ("published", Sense::Published),
    ("updated", Sense::Updated),
    ("url", Sense::Url),
    ("id", Sense::Id),
    ("tags", Sense::Tags),
    ("image", Sense::Image),
    ("section", Sense::Section),
    ("language", Sense::Language),
];

/// The ways in which a body may be written.
const MARKUPS: &[(&str, Option<Markup>)] = &[
    ("auto", None),
    ("text", Some(Markup::Text)),
    ("plain", Some(Markup::Plain)),
    ("markdown", Some(Markup::Markdown)),
    ("html", Some(Markup::Html)),
    ("blocks", Some(Markup::Blocks)),
    ("extract", Some(Markup::Page)),
];

/// The fields of an article, in the order of [`FIELDS`].
pub(super) fn fields(
    mut table: Table<'_>,
    zone: Option<&TimeZone>,
    faults: &mut Faults<'_>,
) -> Vec<(Sense, Recipe)> {
    let mut fields = Vec::new();
    for (name, sense) in FIELDS {
        if let Some(recipe) = table
            .take(name)
            .and_then(|entry| recipe(entry, zone, faults))
        {
            fields.push((*sense, recipe));
        }
    }
    let known = FIELDS.iter().map(|(name, _)| *name);
    let known: Vec<&str> = ["at", "zone"].into_iter().chain(known).collect();
    table.finish(&known.join(", "), faults);
    fields
}

fn recipe(entry: Entry<'_>, zone: Option<&TimeZone>, faults: &mut Faults<'_>) -> Option<Recipe> {
    let at = entry.span().start;
    match entry.get_ref() {
        DeValue::String(text) => {
            let path = faults.sound(at, Path::parse(text, Scope::Item))?;
            Some(take(Basis::Path(path), faults.line(at), zone))
        }
        DeValue::Array(list) => {
            let recipes = list.iter().filter_map(|entry| recipe(entry, zone, faults));
            Some(Recipe::First(recipes.collect()))
        }
        DeValue::Table(_) => recipe_of_table(Table::of(entry, faults)?, zone, faults),
        _ => {
            let what = sentence!(
                "a field is a path, a list of paths, or a table with “at”, “template”, “value”, “first” or “all”",
                "字段应为路径、路径列表，或含“at”“template”“value”“first”“all”之一的表"
            );
            faults.note(at, what);
            None
        }
    }
}

fn take(basis: Basis, line: usize, zone: Option<&TimeZone>) -> Recipe {
    Recipe::Take(Box::new(Take {
        line,
        basis,
        filters: Vec::new(),
        formats: Vec::new(),
        zone: zone.cloned(),
        markup: None,
        heading: None,
    }))
}

fn recipe_of_table(
    mut table: Table<'_>,
    zone: Option<&TimeZone>,
    faults: &mut Faults<'_>,
) -> Option<Recipe> {
    let at = table.at;
    if let Some(recipes) = recipes(&mut table, "all", zone, faults) {
        table.finish("all", faults);
        return Some(Recipe::All(recipes));
    }
    if let Some(recipes) = recipes(&mut table, "first", zone, faults) {
        table.finish("first", faults);
        return Some(Recipe::First(recipes));
    }
    let basis = basis(&mut table, faults);
    let filters = table.texts("filters", faults).into_iter();
    let filters = filters
        .filter_map(|(text, at)| faults.sound(at, Filter::parse(text)))
        .collect();
    let formats = table
        .texts("format", faults)
        .into_iter()
        .map(|(text, _)| text.to_owned())
        .collect();
    let own = table
        .text("zone", faults)
        .and_then(|(text, at)| faults.sound(at, self::zone(text)));
    let markup = table
        .text("markup", faults)
        .and_then(|(text, at)| faults.sound(at, markup(text)));
    let heading = table.text("heading", faults);
    table.finish(
        "at, template, value, first, all, filters, format, zone, markup, heading",
        faults,
    );
    Some(Recipe::Take(Box::new(Take {
        line: faults.line(at),
        basis: basis?,
        filters,
        formats,
        zone: own.or_else(|| zone.cloned()),
        markup: markup.flatten(),
        heading: heading.map(|(text, _)| text.to_owned()),
    })))
}

fn recipes(
    table: &mut Table<'_>,
    name: &str,
    zone: Option<&TimeZone>,
    faults: &mut Faults<'_>,
) -> Option<Vec<Recipe>> {
    let entry = table.take(name)?;
    let Some(list) = entry.get_ref().as_array() else {
        faults.note(
            entry.span().start,
            sentence!("a list should stand here", "此处应为列表"),
        );
        return Some(Vec::new());
    };
    Some(
        list.iter()
            .filter_map(|entry| recipe(entry, zone, faults))
            .collect(),
    )
}

/// What a value is made of: exactly one of a path, a template and a value.
fn basis(table: &mut Table<'_>, faults: &mut Faults<'_>) -> Option<Basis> {
    let found = [("at", 0), ("template", 1), ("value", 2)];
    let found = found.map(|(name, kind)| {
        table
            .take(name)
            .and_then(|entry| Some((kind, text(entry, faults)?)))
    });
    let mut found = found.into_iter().flatten();
    let (Some((kind, (text, at))), None) = (found.next(), found.next()) else {
        let what = sentence!(
            "exactly one of “at”, “template” and “value” should stand here",
            "此处应有“at”“template”“value”之一"
        );
        faults.note(table.at, what);
        return None;
    };
    match kind {
        0 => faults
            .sound(at, Path::parse(text, Scope::Item))
            .map(Basis::Path),
        1 => faults
            .sound(at, Template::parse(text, Scope::Item))
            .map(Basis::Template),
        _ => Some(Basis::Value(text.to_owned())),
    }
}

/// A time zone by its name (`Asia/Shanghai`) or its offset (`+08:00`).
pub(super) fn zone(text: &str) -> Result<TimeZone, Sentence> {
    let offset = || jiff::fmt::strtime::parse("%:z", text).ok()?.offset();
    if let Some(offset) = offset() {
        return Ok(TimeZone::fixed(offset));
    }
    // The zones that we bring along, and not those of the machine.
    TimeZoneDatabase::bundled().get(text).map_err(|_| {
        let text = shown(text);
        sentence!(
            "“{text}” is no time zone; write it as Asia/Shanghai or +08:00",
            "“{text}”不是时区；应写作 Asia/Shanghai 或 +08:00"
        )
    })
}

fn markup(text: &str) -> Result<Option<Markup>, Sentence> {
    let known = MARKUPS.iter().find(|(name, _)| *name == text);
    known.map(|(_, markup)| *markup).ok_or_else(|| {
        let names: Vec<&str> = MARKUPS.iter().map(|(name, _)| *name).collect();
        let (text, names) = (shown(text), names.join(", "));
        sentence!(
            "no body is written in “{text}”; there are {names}",
            "没有“{text}”这种正文格式；可用的有 {names}"
        )
    })
}
