//! Where the articles of a document are.
//!
//! From the leaves to the root: an object is an article, or holds articles, or
//! holds the parts of the one that it is. What decides is whether what it
//! holds could stand alone: has an author, a date or an address of its own.

use super::judge::{Fit, judge};
use super::legend::{Legend, Rank, Way};
use super::names::{self, Sense};
use super::shape::{Kind, Shape};

/// A place of a document where articles stand.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) steps: Vec<Step>,
    pub(super) legend: Legend,
    pub(super) fit: Fit,
    /// How many objects stand here.
    pub(super) count: usize,
    /// It stands around an article rather than being one.
    pub(super) aside: bool,
    /// Bytes of the sentences in it.
    prose: usize,
}

/// A step from a value to one in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To a field.
    Field(String),
    /// To each item of a list.
    Items,
    /// To each value of an object whose keys are names of things.
    Keys,
    /// Only on where the object is of a kind of these names, and the field that says so.
    Kind(Vec<String>, Option<&'static str>),
}

/// Every place where something like an article stands.
pub(super) fn findings(shape: &Shape) -> Vec<Finding> {
    let seeker = Seeker {
        steps: Vec::new(),
        is_item: false,
        aside: false,
    };
    seeker.seek(shape)
}

/// Where the search stands.
#[derive(Clone)]
struct Seeker {
    steps: Vec<Step>,
    /// What stands here is one of several.
    is_item: bool,
    aside: bool,
}

impl Seeker {
    fn step(&self, step: Step) -> Seeker {
        let mut next = self.clone();
        next.is_item = match &step {
            Step::Items | Step::Keys => true,
            Step::Kind(..) => self.is_item,
            Step::Field(name) => self.is_item && names::is_wrapper(name),
        };
        if let Step::Field(name) = &step {
            next.aside |= names::is_aside(name);
        }
        next.steps.push(step);
        next
    }

    fn seek(&self, shape: &Shape) -> Vec<Finding> {
        let mut places = Vec::new();
        for kind in &shape.kinds {
            if shape.kinds.len() > 1 {
                let step = Step::Kind(kind.names.clone(), kind.named_by);
                places.extend(self.step(step).seek_in(kind));
            } else {
                places.extend(self.seek_in(kind));
            }
        }
        for (inner, step) in [(&shape.items, Step::Items), (&shape.keyed, Step::Keys)] {
            if let Some(inner) = inner {
                places.extend(self.step(step).seek(inner));
            }
        }
        places
    }

    /// The objects of a kind themselves, or what they hold.
    fn seek_in(&self, kind: &Kind) -> Vec<Finding> {
        let fields = kind.fields.iter();
        let inner =
            fields.flat_map(|(name, shape)| self.step(Step::Field(name.clone())).seek(shape));
        let inner: Vec<Finding> = inner.collect();
        let legend = Legend::of(kind);
        let Some(fit) = judge(kind, &legend, self.is_item) else {
            return inner;
        };
        let fields = kind
            .fields
            .iter()
            .filter(|(name, _)| !names::is_aside(name));
        let own = Finding {
            steps: self.steps.clone(),
            legend,
            fit,
            count: kind.count,
            aside: self.aside,
            prose: fields.map(|(_, shape)| shape.prose).sum(),
        };
        if own.holds(&inner) { inner } else { vec![own] }
    }
}

impl Finding {
    /// Whether this is no article, but holds those of `inner`.
    fn holds(&self, inner: &[Finding]) -> bool {
        let Some(best) = inner
            .iter()
            .filter(|place| !place.aside)
            .max_by_key(|place| place.fit)
        else {
            return false;
        };
        let way = best.way_from(self);
        let is_list = way
            .last()
            .is_some_and(|name| names::is_list_of_articles(name));
        let mains = self
            .legend
            .passages
            .iter()
            .filter(|passage| passage.rank == Rank::Main);
        let mut ways = mains.flat_map(|passage| &passage.ways);
        let is_body = ways.any(|main| way.starts_with(main));
        let is_called_body = is_body && self.legend.strength(Sense::Body) >= 7;
        match (self.fit, best.fit) {
            (Fit::Article, Fit::Article) if is_body => {
                best.stands_alone() || is_list && !is_called_body
            }
            (Fit::Article, Fit::Headline) if is_body => is_list && !is_called_body,
            (Fit::Article, _) => false,
            (Fit::Headline, Fit::Article) => best.stands_alone() || is_list || !self.stands_alone(),
            (Fit::Headline, Fit::Headline) => is_list || !self.stands_alone(),
            (Fit::Headline, Fit::Untitled) => false,
            (Fit::Untitled, Fit::Untitled) => !is_body && self.legend.strength(Sense::Body) < 8,
            (Fit::Untitled, _) => best.count * 2 >= self.count,
        }
    }

    /// The names of the fields that lead from an outer place to this one.
    fn way_from(&self, outer: &Finding) -> Way {
        let names = self.steps[outer.steps.len()..]
            .iter()
            .filter_map(|step| match step {
                Step::Field(name) => Some(name.clone()),
                _ => None,
            });
        names.collect()
    }

    /// Whether what stands here would be an article anywhere.
    pub(super) fn stands_alone(&self) -> bool {
        let has = |sense| self.legend.strength(sense) >= 6;
        has(Sense::Author) || has(Sense::Published) || has(Sense::Url)
    }

    /// By what the best of several places is chosen: the larger the better.
    pub(super) fn weight(&self) -> (bool, Fit, i32, usize, usize) {
        let strength = |sense| i32::from(self.legend.strength(sense));
        // Names that say nothing of articles are not outweighed by many words.
        let names = (strength(Sense::Title) + strength(Sense::Body)) / 6;
        (!self.aside, self.fit, names, self.prose, self.count)
    }

    /// Where it is, as a JSONPath (RFC 9535).
    pub(super) fn path(&self) -> String {
        let mut path = "$".to_owned();
        for step in &self.steps {
            match step {
                Step::Field(name) if is_plain(name) => path.extend([".", name]),
                Step::Field(name) => {
                    let name = name.replace('\\', "\\\\").replace('\'', "\\'");
                    path.extend(["['", &name, "']"]);
                }
                Step::Items | Step::Keys => path.push_str("[*]"),
                Step::Kind(names, Some(field))
                    if path.ends_with("[*]") && !names.iter().any(String::is_empty) =>
                {
                    path.truncate(path.len() - "*]".len());
                    let are = names.iter().map(|name| format!("@['{field}'] == '{name}'"));
                    let are: Vec<String> = are.collect();
                    path.extend(["?", &are.join(" || "), "]"]);
                }
                Step::Kind(..) => {}
            }
        }
        path
    }
}

/// Whether a name may stand in a JSONPath behind a dot.
fn is_plain(name: &str) -> bool {
    let mut chars = name.chars();
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    chars.next().is_some_and(|c| is_name(c) && !c.is_numeric()) && chars.all(is_name)
}
