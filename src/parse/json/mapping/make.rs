//! An answer and a mapping in, articles out.

use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::path::Here;
use super::recipe::{Got, Recipe, Take};
use super::{Label, Mapping, Url};
use crate::article::{Article, Markup, Moment, Part, RichText};
use crate::parse::address::Base;
use crate::parse::complaint::shown;
use crate::parse::html::{self, Found};
use crate::parse::json::At;
use crate::parse::json::infer::{Parts, Sense, address_of, date_of, names_of, text_of, unmarked};
use crate::parse::json::reading::Reading;
use crate::parse::{Bodies, Hint, Spot, dates};
use crate::sentence;

/// Makes articles, and counts which fields were found.
pub(super) struct Making<'m, 'h> {
    mapping: &'m Mapping,
    pub(super) reading: Reading<'h>,
    /// Articles so far, and how many of them had each field.
    count: usize,
    found: Vec<usize>,
    /// Where the first of them stands.
    first: String,
}

/// The web page that was fetched for an article alone.
pub(super) struct Page<'p> {
    pub(super) html: &'p str,
    pub(super) address: Option<&'p Url>,
}

/// The JSON Pointers of the articles in an answer.
pub(super) fn items(mapping: &Mapping, root: &Value) -> Vec<String> {
    let mut found = mapping.items.iter().map(|path| path.find_in(root, ""));
    let nodes = found.find(|nodes| !nodes.is_empty()).unwrap_or_default();
    let pointers = nodes.into_iter().flat_map(|node| match &*node.value {
        Value::Array(list) => (0..list.len())
            .map(|n| format!("{}/{n}", node.at))
            .collect(),
        Value::Null => Vec::new(),
        _ => vec![node.at],
    });
    pointers.collect()
}

impl<'m, 'h> Making<'m, 'h> {
    pub(super) fn new(mapping: &'m Mapping, hint: &'h Hint) -> Making<'m, 'h> {
        Making {
            mapping,
            reading: Reading::new(hint),
            count: 0,
            found: vec![0; mapping.fields.len()],
            first: String::new(),
        }
    }

    /// The article that stands at `here`, and the sections it says it is in.
    pub(super) fn article(
        &mut self,
        here: &Here<'_>,
        base: Option<&Url>,
        page: Option<&Page<'_>>,
    ) -> (Article, Vec<Label>) {
        if self.count == 0 {
            here.at.clone_into(&mut self.first);
        }
        self.count += 1;
        let (mut article, mut sections) = (Article::default(), Vec::new());
        let mut body = None;
        let mapping = self.mapping;
        for (n, (sense, recipe)) in mapping.fields.iter().enumerate() {
            if *sense == Sense::Section {
                sections = levels(recipe, here, base);
                self.found[n] += usize::from(!sections.is_empty());
                continue;
            }
            let got = recipe.find(here, base);
            self.found[n] += usize::from(!got.is_empty());
            if *sense == Sense::Body {
                body = Some(got);
            } else {
                self.give(&mut article, *sense, &got, base);
            }
        }
        if article.updated == article.published {
            article.updated = None;
        }
        let own = article.url.clone().filter(Url::opens);
        let base = own.as_ref().or(base);
        self.give_body(&mut article, &body.unwrap_or_default(), base);
        if let Some(page) = page {
            self.fill_in(&mut article, page);
        }
        (article, sections)
    }

    /// Gives an article a field, of what a recipe found for it.
    fn give(
        &mut self,
        article: &mut Article,
        sense: Sense,
        got: &[Got<'_, '_>],
        base: Option<&Url>,
    ) {
        let label = || {
            got.iter()
                .find_map(|got| Label::some(&unmarked(&text_of(&got.node.value)?)))
        };
        let names = |are_many: bool| -> Vec<Label> {
            got.iter()
                .flat_map(|got| names_of(&got.node.value, are_many))
                .collect()
        };
        let address = || {
            let text = |value| address_of(value).or_else(|| text_of(value));
            got.iter()
                .find_map(|got| Base::new(base).resolve(&text(&got.node.value)?))
        };
        match sense {
            Sense::Title => article.title = label().unwrap_or_default(),
            Sense::Subtitle => article.subtitle = label(),
            Sense::Id => article.id = label(),
            Sense::Language => article.language = label(),
            Sense::Summary => {
                let text = got.iter().find_map(|got| text_of(&got.node.value));
                article.summary = text.map(|text| RichText::plain(unmarked(&text).trim()));
            }
            Sense::Author => article.authors = names(false),
            Sense::Source => article.sources = names(false),
            Sense::Tags => article.tags = names(true),
            Sense::Url => article.url = address(),
            Sense::Image => article.image = address(),
            Sense::Published => article.published = self.moment(got),
            Sense::Updated => article.updated = self.moment(got),
            Sense::Body | Sense::Section => {}
        }
    }

    /// The first date among what was found.
    fn moment(&mut self, got: &[Got<'_, '_>]) -> Option<Moment> {
        let read = |got: &Got<'_, '_>| {
            let has_form = !got.take.formats.is_empty();
            let text = if has_form {
                text_of(&got.node.value)?
            } else {
                date_of(&got.node.value)?
            };
            moment(text.trim(), &got.take.formats, got.take.zone.as_ref())
        };
        let moment = got.iter().find_map(read);
        if let (None, Some(first)) = (&moment, got.first())
            && let Some(text) = text_of(&first.node.value)
        {
            let (text, line) = (shown(&text), first.take.line);
            let what = sentence!(
                "“{text}” is no date of the form that line {line} of the mapping gives",
                "“{text}”不符合映射第 {line} 行的日期格式"
            );
            self.reading
                .complain(Spot::Pointer(first.node.at.clone()), what);
        }
        moment
    }

    /// Gives an article its body, each value in the markup that its line gives, else as it looks.
    fn give_body(&mut self, article: &mut Article, got: &[Got<'_, '_>], base: Option<&Url>) {
        let mut parts = Parts::default();
        let mut above: Option<&Take> = None;
        for Got { node, take } in got {
            let is_next = !above.is_some_and(|above| std::ptr::eq(above, *take));
            if let (Some(heading), true, false) = (&take.heading, is_next, parts.is_empty()) {
                parts.head(heading);
            }
            above = Some(take);
            let name = node.at.rsplit('/').next().unwrap_or_default();
            match (take.markup, &*node.value) {
                (Some(Markup::Blocks), value) if !value.is_string() => {
                    parts.push(Markup::Blocks, value.to_string());
                }
                (Some(markup), Value::String(text)) => parts.push(markup, text.clone()),
                (_, value) => parts.add(&At::Written(&node.at), name, value),
            }
        }
        let (parts, _) = parts.finish();
        let at = got.first().map_or("", |got| got.node.at.as_str());
        self.reading
            .give_parts(article, &At::Written(at), parts, base);
    }

    /// Takes from a web page what the article lacks.
    fn fill_in(&mut self, article: &mut Article, page: &Page<'_>) {
        let read = html::page(page.html, page.address);
        for complaint in read.complaints {
            self.reading.complain(Spot::Whole, complaint.what);
        }
        let found = match read.found {
            Found::Article(found) => *found,
            Found::Nothing(why) => return self.reading.complain(Spot::Whole, why),
            Found::Links(_) => {
                let what = sentence!(
                    "the page lists articles and is none",
                    "该网页是文章列表，不是文章"
                );
                return self.reading.complain(Spot::Whole, what);
            }
        };
        if !has_body(article) && self.reading.hint.bodies == Bodies::Read {
            article.body = found.body;
        } else if !has_body(article) {
            let (markup, text) = (Markup::Page, page.html.to_owned());
            let parts = vec![Part { markup, text }];
            self.reading
                .give_parts(article, &At::Top, parts, page.address);
        }
        if article.title.is_empty() {
            article.title = found.title;
        }
        if article.authors.is_empty() {
            article.authors = found.authors;
        }
        if article.sources.is_empty() {
            article.sources = found.sources;
        }
        article.published = article.published.or(found.published);
        article.updated = article.updated.or(found.updated);
        article.subtitle = article.subtitle.take().or(found.subtitle);
        article.summary = article.summary.take().or(found.summary);
        article.image = article.image.take().or(found.image);
        article.language = article.language.take().or(found.language);
    }

    /// Complains of fields that no article had, with their lines in the mapping.
    pub(super) fn complain_of_fields(&mut self, has_details: bool) {
        for (n, (_, recipe)) in self.mapping.fields.iter().enumerate() {
            // What was not fetched cannot be missed.
            let is_absent =
                self.count > 0 && self.found[n] == 0 && (has_details || !recipe.looks_in_detail());
            if let (true, Some(take)) = (is_absent, recipe.takes().first()) {
                let line = take.line;
                let what = sentence!(
                    "line {line} of the mapping leads to nothing in any article",
                    "映射第 {line} 行在所有文章中都没有对应内容"
                );
                self.reading
                    .complain(Spot::Pointer(self.first.clone()), what);
            }
        }
    }
}

/// Whether an article has a body, be it read or kept.
pub(super) fn has_body(article: &Article) -> bool {
    let mut kept = article.received.iter().flat_map(|received| &received.parts);
    !article.body.is_empty() || kept.next().is_some()
}

/// The sections of an article, from the outermost.
fn levels(recipe: &Recipe, here: &Here<'_>, base: Option<&Url>) -> Vec<Label> {
    let level = |recipe: &&Recipe| {
        let got = recipe.find(here, base);
        got.iter()
            .find_map(|got| names_of(&got.node.value, false).into_iter().next())
    };
    recipe.levels().iter().filter_map(level).collect()
}

/// The moment that a text names in one of these forms, else in any; a time without an offset is one in `zone`.
fn moment(text: &str, formats: &[String], zone: Option<&TimeZone>) -> Option<Moment> {
    let read = |format: &String| {
        let read = BrokenDownTime::parse(format, text).ok()?;
        if let Ok(timestamp) = read.to_timestamp() {
            let offset = read.offset();
            return match offset {
                Some(offset) => Some(Moment::time(offset.to_datetime(timestamp), Some(offset))),
                None => Moment::unix(timestamp.as_second()),
            };
        }
        let date = read.to_date().ok();
        match (date, read.hour()) {
            (Some(date), Some(_)) => Some(Moment::time(
                date.to_datetime(read.to_time().ok()?),
                read.offset(),
            )),
            (Some(date), None) => Some(Moment::day(date)),
            (None, _) => Some(Moment::month(
                jiff::civil::Date::new(read.year()?, read.month()?, 1).ok()?,
            )),
        }
    };
    let moment = if formats.is_empty() {
        dates::moment(text)
    } else {
        formats.iter().find_map(read)
    };
    match zone {
        Some(zone) => moment.map(|moment| moment.within(zone)),
        None => moment,
    }
}
