//! How a field gets its value.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use serde_json::Value;

use super::filter::Filter;
use super::path::{Here, Node, Path, Scope};
use super::template::{Template, texts};
use crate::article::{Markup, Url};

/// How a field gets its value.
#[derive(Clone, Debug)]
pub(super) enum Recipe {
    /// From the first of these that gives something.
    First(Vec<Recipe>),
    /// From all of these, one after the other.
    All(Vec<Recipe>),
    Take(Box<Take>),
}

/// One source of a value, and what is made of it.
#[derive(Clone, Debug)]
pub(super) struct Take {
    /// The line of the mapping, from 1.
    pub(super) line: usize,
    pub(super) basis: Basis,
    pub(super) filters: Vec<Filter>,
    /// Forms of a date, by the names of `strftime`.
    pub(super) formats: Vec<String>,
    /// Where a date without an offset was written.
    pub(super) zone: Option<TimeZone>,
    /// How a body is written; nothing where that is to be found out.
    pub(super) markup: Option<Markup>,
    /// The heading above a passage of the body that others stand before.
    pub(super) heading: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Basis {
    Path(Path),
    Template(Template),
    Value(String),
}

/// A value that a recipe gave, and by which source.
#[derive(Clone, Debug)]
pub(super) struct Got<'r, 'v> {
    pub(super) node: Node<'v>,
    pub(super) take: &'r Take,
}

impl Recipe {
    /// What the recipe gives; values without anything in them are nothing.
    pub(super) fn find<'r, 'v>(&'r self, here: &Here<'v>, base: Option<&Url>) -> Vec<Got<'r, 'v>> {
        match self {
            Recipe::First(recipes) => {
                let mut found = recipes.iter().map(|recipe| recipe.find(here, base));
                found.find(|found| !found.is_empty()).unwrap_or_default()
            }
            Recipe::All(recipes) => recipes
                .iter()
                .flat_map(|recipe| recipe.find(here, base))
                .collect(),
            Recipe::Take(take) => take.find(here, base),
        }
    }

    /// Every source, the first first.
    pub(super) fn takes(&self) -> Vec<&Take> {
        match self {
            Recipe::First(recipes) | Recipe::All(recipes) => {
                recipes.iter().flat_map(Recipe::takes).collect()
            }
            Recipe::Take(take) => vec![take],
        }
    }

    /// The levels of a field that has several, such as nested sections.
    pub(super) fn levels(&self) -> Vec<&Recipe> {
        match self {
            Recipe::All(recipes) => recipes.iter().collect(),
            recipe => vec![recipe],
        }
    }

    /// Whether a value may come from what is fetched for an article alone.
    pub(super) fn looks_in_detail(&self) -> bool {
        self.takes().iter().any(|take| match &take.basis {
            Basis::Path(path) => path.scope == Scope::Detail,
            Basis::Template(template) => template.looks_in(Scope::Detail),
            Basis::Value(_) => false,
        })
    }
}

impl Take {
    fn find<'v>(&self, here: &Here<'v>, base: Option<&Url>) -> Vec<Got<'_, 'v>> {
        let text = |text: String| Node {
            value: Cow::Owned(Value::String(text)),
            at: here.at.to_owned(),
        };
        let nodes = match &self.basis {
            Basis::Path(path) => path.find(here),
            Basis::Template(template) => template.fill(here, base).map(text).into_iter().collect(),
            Basis::Value(value) => vec![text(value.clone())],
        };
        let nodes: Vec<Node<'v>> = if self.filters.is_empty() {
            nodes
        } else {
            self.filtered(&nodes, here.at, base)
        };
        let told = nodes.into_iter().filter(|node| !is_nothing(&node.value));
        told.map(|node| Got { node, take: self }).collect()
    }

    /// The texts of the nodes, changed.
    fn filtered<'v>(&self, nodes: &[Node<'v>], at: &str, base: Option<&Url>) -> Vec<Node<'v>> {
        let at = nodes.first().map_or(at, |node| &node.at).to_owned();
        let found: Vec<String> = nodes.iter().flat_map(|node| texts(&node.value)).collect();
        let changed = self
            .filters
            .iter()
            .fold(found, |texts, filter| filter.apply(texts, base));
        let node = |text: String| Node {
            value: Cow::Owned(Value::String(text)),
            at: at.clone(),
        };
        changed.into_iter().map(node).collect()
    }
}

/// Whether a value says nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_nothing),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
