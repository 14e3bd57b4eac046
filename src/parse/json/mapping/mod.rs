//! A mapping: where the articles of a JSON source are, written down by a person.
//!
//! A mapping is a small TOML file. The shortest says where the articles are
//! and what their fields are:
//!
//! ```toml
//! [articles]
//! at = "/data/list"               # a JSON Pointer, or a JSONPath such as "$.data.list[*]"
//! title = "/title"
//! body = ["/content_html", "/content"]        # the first that says something
//! published = { at = "/time", format = "%Y%m%d", zone = "Asia/Shanghai" }
//! url = { template = "https://example.org/a/{/id}" }
//! authors = { at = "/by", filters = ["split:、", "trim"] }
//! section = { all = ["parent:/name", "/category"] }    # from the outermost
//! # body = { all = ["/text", { at = "/notes", heading = "Notes" }] }   # of several passages
//! ```
//!
//! Beside `[articles]` there may be
//!
//! - `[request]`: url, method, headers, user_agent, body, charset, delay in
//!   seconds. A header may come from `{ env = "NAME" }` or `{ command = "…" }`.
//! - `[answer]`: success (with is) and error, by which an answer says that it failed.
//! - `[detail]`: url, page, only_without_body. What is fetched for each article
//!   alone is found under `detail:`; a web page fills in what is missing.
//! - `[pages]`: page (with step and last), cursor, next or date (with days);
//!   limit, more, and query, the parameter that says which page it is.
//! - `[[columns]]`: title and url of each section that has an address of its own.
//! - `[match]`: url and shape, by which a source is known without being named.
//!
//! - `written` reads the TOML by means of `table`; what is wrong is told with its line.
//! - `path`, `template` and `filter` find values; `recipe` says which of them a field takes.
//! - `make` makes articles of an answer; `pages` knows what comes next.
//! - `errand` says as plain values what is to be fetched, and takes what came. Nothing here fetches.
//! - `sheet` sets an answer line by line, with what a mapping takes from it.
//! - `propose` writes a mapping of what was inferred; `known` holds those that we bring along.

mod errand;
mod filter;
mod known;
mod make;
mod pages;
mod path;
mod propose;
mod recipe;
mod request;
mod sheet;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod written;

pub use errand::Errand;
pub use propose::{Proposal, proposal, propose};
pub use request::{Answer, Request, Secret};
pub use sheet::{SheetLine, sheet};

pub(super) use known::of;

use serde_json::Value;

use self::make::Making;
use self::pages::{Paging, is_yes};
use self::path::{Here, Path};
use self::recipe::Recipe;
use self::request::Asking;
use self::template::Template;
use super::infer::{Sense, text_of};
use crate::article::{Label, Url};
use crate::locale::Sentence;
use crate::parse::complaint::shown;
use crate::parse::json::value;
use crate::parse::{Complaint, Hint, Parsed, charset};
use crate::sentence;

/// Where the articles of a JSON source are, and what their fields are.
#[derive(Clone, Debug)]
pub struct Mapping {
    name: Label,
    marks: Marks,
    asking: Asking,
    check: Check,
    /// Where the articles are; the first that leads somewhere counts.
    items: Vec<Path>,
    fields: Vec<(Sense, Recipe)>,
    detail: Option<Detail>,
    paging: Option<Paging>,
    columns: Vec<Column>,
    /// We bring it along: it has fields for what only some sources have.
    is_ours: bool,
}

/// By what a source is known.
#[derive(Clone, Debug, Default)]
struct Marks {
    /// Addresses, in which `*` stands for anything.
    addresses: Vec<String>,
    /// Paths that lead somewhere in its answers: all those of one of these lists.
    shapes: Vec<Vec<Path>>,
}

/// How an answer says that it failed.
#[derive(Clone, Debug, Default)]
struct Check {
    /// What stands here says yes, or is `is`.
    success: Option<Path>,
    is: Option<String>,
    /// The words for it.
    error: Option<Path>,
}

/// What is fetched for each article alone.
#[derive(Clone, Debug)]
struct Detail {
    address: Template,
    /// It is a web page, in which the article is to be found.
    is_page: bool,
    /// It is fetched only for articles without a body.
    only_without_body: bool,
}

/// A section that has an address of its own.
#[derive(Clone, Debug)]
struct Column {
    title: Label,
    address: Template,
}

impl Mapping {
    /// Reads a mapping; else everything that is wrong with it, with its line and column.
    pub fn parse(toml: &str) -> Result<Mapping, Vec<Complaint>> {
        written::read(toml)
    }

    /// What the source is called; may be empty.
    pub fn name(&self) -> &Label {
        &self.name
    }

    /// Whether each article is fetched for itself, beside the list.
    pub fn has_details(&self) -> bool {
        self.detail.is_some()
    }

    /// Whether a source at `address` is one that this is for.
    pub fn is_named(&self, address: &Url) -> bool {
        let mut patterns = self.marks.addresses.iter();
        patterns.any(|pattern| is_like(address.as_str(), pattern))
    }

    /// Whether all its pages follow from one that is asked for first.
    pub fn begins_at_one(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether the answer of a source, found at `address`, is of the kind that this is for.
    fn is_for(&self, document: &Value, address: Option<&Url>) -> bool {
        let shapes = &self.marks.shapes;
        let fits =
            |shape: &Vec<Path>| !shape.is_empty() && shape.iter().all(|path| path.leads(document));
        // An address alone may give an error, or an answer of another kind.
        let is_named =
            || shapes.is_empty() && address.is_some_and(|address| self.is_named(address));
        shapes.iter().any(fits) || is_named() && self.items.iter().any(|path| path.leads(document))
    }

    /// The mapping that we bring along for a source at `address`, before anything is fetched.
    pub fn known(address: &Url) -> Option<&'static Mapping> {
        known::at(address)
    }

    /// Reads a saved answer, without fetching anything.
    pub fn read_saved(&self, bytes: &[u8], hint: &Hint) -> Parsed {
        let declared = hint.media_type.clone();
        let hint = &Hint {
            media_type: self.asking.media_type().or(declared),
            ..hint.clone()
        };
        let decoded = charset::decode(bytes, hint);
        let mut parsed = match value::whole(&decoded.text) {
            Ok(read) => self.read(read.value, hint),
            Err(broken) => super::refused(&decoded.text, &broken),
        };
        parsed.charset = decoded.charset;
        parsed
    }

    /// Reads an answer alone.
    pub(super) fn read(&self, document: Value, hint: &Hint) -> Parsed {
        let mut errand = Errand::offline(self);
        errand.take_list(document, Vec::new(), hint.base.clone(), None);
        errand.finish(hint)
    }

    /// What an answer says failed.
    fn failure(&self, here: &Here<'_>) -> Option<Sentence> {
        let success = self.check.success.as_ref()?;
        let found = success.find(here);
        let is_good = found.iter().any(|node| match &self.check.is {
            Some(is) => text_of(&node.value).as_deref() == Some(is),
            None => is_yes(&node.value),
        });
        if is_good {
            return None;
        }
        let error = self
            .check
            .error
            .as_ref()
            .map(|path| path.find(here))
            .unwrap_or_default();
        let message = error.iter().find_map(|node| text_of(&node.value));
        Some(match message {
            Some(message) => {
                let message = shown(&message);
                sentence!("the source says: “{message}”", "来源返回：“{message}”")
            }
            None => sentence!("the source says that it failed", "来源返回失败，未说明原因"),
        })
    }
}

/// Whether an address is like a pattern in which `*` stands for anything; the scheme does not count.
fn is_like(address: &str, pattern: &str) -> bool {
    let bare = |text: &str| {
        text.split_once("://")
            .map_or(text.to_owned(), |(_, rest)| rest.to_owned())
    };
    let (address, pattern) = (bare(address), bare(pattern));
    let mut parts = pattern.split('*');
    let Some(mut rest) = address.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, inner)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in inner {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
