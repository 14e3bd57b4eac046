//! JSON of a kind that nobody told us of, in which the articles are found.
//!
//! 1. `shape` says what the values at each place have in common; `texts` and
//!    `looks` say what the texts there look like.
//! 2. `legend` says what the fields of an object mean, by the `names` of the
//!    fields and by what stands in them, over all objects at that place.
//! 3. `judge` says how much an object is an article, `seek` finds the places
//!    where they stand; the best is read, with
//!    those that are like it.
//! 4. `gather` goes to every object there, `take` makes an article of it, `body`
//!    its body; `sections` puts them in order.
//! 5. JSON that holds no articles is refused in words by `refuse`.
//!
//! Every step is linear in the document and gives the same every time.

mod body;
mod fit;
mod gather;
mod judge;
mod legend;
mod looks;
mod names;
mod page;
mod refuse;
mod sections;
mod seek;
mod shape;
mod take;
#[cfg(test)]
mod tests;
mod texts;
mod values;
mod vocabulary;

pub use names::Sense;

pub(super) use body::Parts;
pub(super) use sections::put;
pub(super) use values::{address_of, date_of, decoded, names_of, text_of, unmarked};

pub(in crate::parse) use page::state;

use std::collections::HashSet;

use serde_json::Value;

use self::gather::Gathering;
use self::judge::Fit;
use self::legend::Legend;
use self::seek::Finding;
use self::shape::Shape;
use super::reading::Reading;
use crate::article::Collection;
use crate::locale::Sentence;
use crate::parse::Spot;
use crate::sentence;

/// How an unknown document was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inference {
    /// The reading that was taken.
    pub guess: Guess,
    /// How sure it is.
    pub sureness: Sureness,
    /// Another reading that was nearly as good.
    pub runner_up: Option<Guess>,
    /// What articles have that is shown nowhere.
    pub left_out: Vec<LeftOut>,
}

/// One way to read a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// Where the articles are, as JSONPaths (RFC 9535).
    pub paths: Vec<String>,
    /// How many articles there are.
    pub count: usize,
    /// What each field of an article is, with JSON Pointers (RFC 6901) from the
    /// article, of which the first that leads to something counts. A body of
    /// several passages stands here several times, and so do nested sections;
    /// `parent:` is before the pointer of a name that the object around has.
    pub fields: Vec<(Sense, Vec<String>)>,
    /// The headings above passages of the body that others stand before, by the
    /// JSON Pointers of the passages.
    pub headings: Vec<(String, String)>,
}

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// It is a guess.
    Unsure,
    /// It is likely.
    Fair,
    /// It is beyond doubt.
    Sure,
}

/// A field of articles that is shown nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The JSON Pointer of the first.
    pub at: String,
    /// How many more there are of it in other articles.
    pub more: usize,
}

/// What was found in a document of an unknown kind.
pub(super) struct Found {
    pub(super) collection: Collection,
    pub(super) inference: Inference,
    /// Which items of a document that is a list the articles come from.
    pub(super) tops: HashSet<usize>,
    /// All the articles have a title and a body.
    is_whole: bool,
}

/// Finds the articles of a document of an unknown kind; else a sentence says why it holds none.
pub(super) fn infer(reading: &mut Reading<'_>, document: &Value) -> Result<Found, Sentence> {
    let shape = Shape::of(document);
    let mut places = seek::findings(&shape);
    places.sort_by_key(|place| std::cmp::Reverse(place.weight()));
    let refused = || refuse::why(document, &shape);
    let best = places.first().cloned().ok_or_else(refused)?;
    let is_like = |place: &Finding| place.fit == best.fit && place.aside == best.aside;
    let (like, others): (Vec<Finding>, Vec<Finding>) = places.into_iter().partition(is_like);
    let mut gathering = Gathering::new(reading, document);
    for place in &like {
        gathering.gather(place);
    }
    let others: Vec<&Finding> = others.iter().filter(|place| !place.aside).collect();
    for place in &others {
        gathering.pass_over(place);
    }
    let (read, count) = (gathering.read.clone(), gathering.count());
    if read.is_empty() {
        return Err(refused());
    }
    let (levels, named_by) = (gathering.levels(), gathering.named_by());
    let (collection, left_out, tops) = gathering.finish();
    let runner_up = others.iter().find(|place| is_close(place, &best));
    let read: Vec<&Finding> = like
        .iter()
        .filter(|place| read.contains(&place.path()))
        .collect();
    let mut guess = Guess {
        count,
        ..Guess::of(&read, &levels)
    };
    if let Some(name) = named_by {
        guess.name_sections(&name);
    }
    let inference = Inference {
        guess,
        sureness: sureness(&best, runner_up.is_some()),
        runner_up: runner_up.map(|place| Guess::of(&[place], &[])),
        left_out,
    };
    if let Some(what) = doubt(&inference) {
        reading.complain(Spot::Whole, what);
    }
    Ok(Found {
        collection,
        inference,
        tops,
        is_whole: best.fit == Fit::Article,
    })
}

impl Guess {
    fn of(places: &[&Finding], levels: &[usize]) -> Guess {
        let mut paths: Vec<String> = places.iter().map(|place| place.path()).collect();
        paths.dedup();
        let legend = places.first().map(|place| &place.legend);
        Guess {
            paths,
            count: places.iter().map(|place| place.count).sum(),
            fields: legend.map(|it| it.fields(levels)).unwrap_or_default(),
            headings: legend.map(Legend::headings).unwrap_or_default(),
        }
    }
}

impl Guess {
    /// Notes the field of the object around the articles that names their section.
    fn name_sections(&mut self, name: &str) {
        let name = name.replace('~', "~0").replace('/', "~1");
        let at = self
            .fields
            .partition_point(|(sense, _)| *sense < Sense::Section);
        self.fields
            .insert(at, (Sense::Section, vec![format!("parent:/{name}")]));
    }
}

/// Whether a reading is nearly as good as the best: it has more to read, and is hardly less an article.
fn is_close(place: &Finding, best: &Finding) -> bool {
    !place.aside
        && place.weight().1 < best.fit
        && place.count > 2 * best.count
        && (best.fit < Fit::Article || best.count > 1)
}

fn sureness(best: &Finding, is_doubtful: bool) -> Sureness {
    let (title, body) = (
        best.legend.strength(Sense::Title),
        best.legend.strength(Sense::Body),
    );
    match best.fit {
        _ if is_doubtful || best.aside => Sureness::Unsure,
        Fit::Article if title >= 7 && body >= 7 => Sureness::Sure,
        Fit::Headline if title >= 8 && best.stands_alone() => Sureness::Sure,
        Fit::Article if title >= 8 || title >= 4 && body >= 4 => Sureness::Fair,
        Fit::Headline if title >= 8 => Sureness::Fair,
        Fit::Untitled if body >= 8 && (best.stands_alone() || best.count > 1) => Sureness::Fair,
        _ => Sureness::Unsure,
    }
}

/// What there is to say of a reading that is a guess.
fn doubt(inference: &Inference) -> Option<Sentence> {
    if inference.sureness > Sureness::Unsure {
        return None;
    }
    let path = inference.guess.paths.join(", ");
    Some(match &inference.runner_up {
        Some(other) => {
            let other = other.paths.join(", ");
            sentence!(
                "the articles may be at {path} or at {other}; those at the first are shown",
                "文章可能在 {path}，也可能在 {other}；现按前者读取"
            )
        }
        None => sentence!(
            "this JSON names nothing plainly; what stands at {path} was taken for articles",
            "这份 JSON 的字段名含义不明，现将 {path} 处的内容当作文章"
        ),
    })
}
