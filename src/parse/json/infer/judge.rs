//! How much the objects of a kind are articles.

use super::fit::strange_fields;
use super::legend::{Legend, Way};
use super::names::{self, Sense};
use super::shape::{Kind, Shape};

/// How much an object is an article, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It has a body, but no title: a comment, a short message.
    Untitled,
    /// It has a title, but no body.
    Headline,
    /// It has both.
    Article,
}

/// Bytes of sentences that are an article even without a title, a date and an author.
const LONG: usize = 600;

/// Bytes of a message, as a rule; what is shorter and no sentence is a label.
const MESSAGE: usize = 24;

/// Bytes of a description, as a rule, that make an article of what has only a name.
const TOLD: usize = 60;

/// How much the objects of a kind are articles; nothing when they are something else.
pub(super) fn judge(kind: &Kind, legend: &Legend, is_item: bool) -> Option<Fit> {
    let case = Case {
        kind,
        legend,
        is_item,
    };
    if case.is_other() || case.is_error() {
        None
    } else if case.is_article() {
        Some(Fit::Article)
    } else if case.is_headline() {
        Some(Fit::Headline)
    } else {
        case.is_message().then_some(Fit::Untitled)
    }
}

/// Objects of a kind, what their fields mean, and whether each is one of several.
struct Case<'s> {
    kind: &'s Kind,
    legend: &'s Legend,
    is_item: bool,
}

impl Case<'_> {
    fn has(&self, sense: Sense) -> bool {
        self.legend.has(sense)
    }

    fn title(&self) -> i8 {
        self.legend.strength(Sense::Title)
    }

    fn body(&self) -> i8 {
        self.legend.strength(Sense::Body)
    }

    /// What an article has and few other things have: a date, an author, an address.
    fn facts(&self) -> usize {
        let facts = [Sense::Published, Sense::Author, Sense::Url];
        facts.iter().filter(|sense| self.has(**sense)).count()
    }

    /// What stands in the body.
    fn passages(&self) -> impl Iterator<Item = &Shape> {
        let ways = self
            .legend
            .passages
            .iter()
            .flat_map(|passage| &passage.ways);
        ways.filter_map(|way| field(self.kind, way))
    }

    /// Bytes of the sentences in the body.
    fn prose(&self) -> usize {
        self.passages().map(|shape| shape.prose).sum()
    }

    fn has_body(&self) -> bool {
        let says_something = self.passages().any(|shape| !shape.is_blank());
        self.prose() > 0 || says_something && self.body() >= 8
    }

    /// Whether this tells of a person, of goods or of a program.
    fn is_other(&self) -> bool {
        let (personal, of_things) = strange_fields(self.kind);
        let (title, body) = (self.title(), self.body());
        personal > 1 && title < 8 && body < 8 || of_things > 0 && body < 8
    }

    /// A title and a body, both of them plain enough.
    fn is_article(&self) -> bool {
        let (title, body, facts) = (self.title(), self.body(), self.facts());
        let is_certain = title >= 8 && (body >= 4 || self.is_item || facts > 0) || body >= 8;
        self.has_body() && title >= 3 && (is_certain || body >= 4 && facts > 0)
    }

    /// A title without a body, and enough beside it; what is called only a name has to tell more.
    fn is_headline(&self) -> bool {
        let (date, summary) = (self.has(Sense::Published), self.has(Sense::Summary));
        let more = [Sense::Summary, Sense::Image, Sense::Id, Sense::Section];
        let all = self.facts() + more.iter().filter(|sense| self.has(**sense)).count();
        match self.title() {
            8.. if self.is_item => self.facts() > 0 || summary || all > 1,
            8.. => date && all > 1 || self.has(Sense::Url) && summary,
            5.. => {
                let is_told = self.usual_summary() >= TOLD;
                let is_several = self.is_item && self.kind.count > 1;
                is_told && (is_several || date) || summary && date && self.has(Sense::Url)
            }
            _ => false,
        }
    }

    /// Bytes of the sentences in one summary, as a rule.
    fn usual_summary(&self) -> usize {
        let ways = self.legend.ways(Sense::Summary).iter();
        let shapes = ways.filter_map(|way| field(self.kind, way));
        let prose = shapes.map(|shape| shape.prose).max().unwrap_or_default();
        prose / self.kind.count.max(1)
    }

    /// A body without a title, and somebody who wrote it, or a time, or much of it.
    fn is_message(&self) -> bool {
        let words: usize = self.passages().map(|shape| shape.words).sum();
        let usual = words / self.kind.count.max(1);
        let (date, author) = (self.has(Sense::Published), self.has(Sense::Author));
        let is_told = self.prose() > 0 || usual >= MESSAGE || date && author;
        let is_several = self.is_item && self.kind.count > 1;
        let has_facts = date || author || is_several && usual >= MESSAGE || usual >= LONG;
        self.title() < 3 && self.body() >= 6 && self.has_body() && is_told && has_facts
    }

    /// Whether objects of a kind tell that something failed: RFC 9457, and what came before it.
    fn is_error(&self) -> bool {
        const FAILURES: &str = "error errors errcode errmsg errormessage errorcode exception stacktrace trace documentationurl fault";
        const NUMBERS: &str = "code status statuscode errno ret res";
        const MESSAGES: &str = "message msg detail reason description errordescription error";
        let is_in =
            |list: &str, name: &str| list.split(' ').any(|known| known == names::fold(name));
        let fields = || {
            self.kind
                .fields
                .iter()
                .filter(|(_, shape)| !shape.is_blank())
        };
        let fails = fields().any(|(name, _)| is_in(FAILURES, name));
        let numbered =
            fields().any(|(name, shape)| is_in(NUMBERS, name) && shape.numbers.count > 0);
        let told = fields().any(|(name, _)| is_in(MESSAGES, name) && name != "description");
        let ways = self
            .legend
            .passages
            .iter()
            .flat_map(|passage| &passage.ways);
        let says_no_more = ways.flatten().all(|name| is_in(MESSAGES, name));
        let is_dated = self.has(Sense::Published);
        says_no_more && (fails && self.title() < 8 || numbered && told && !is_dated)
    }
}

/// What stands at the end of a way.
fn field<'s>(kind: &'s Kind, way: &Way) -> Option<&'s Shape> {
    let (first, rest) = way.split_first()?;
    let mut shape = kind.field(first)?;
    for name in rest {
        shape = shape.kinds.first()?.field(name)?;
    }
    Some(shape)
}
