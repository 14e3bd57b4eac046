//! What the fields of an object mean, judged by their names and by what stands in all of them.
//!
//! 1. Fields of the object and of the objects that only wrap some of them are gathered.
//! 2. The title and the body are chosen by name, where what stands there fits;
//!    without a name that says so, by what stands there alone.
//! 3. The rest is given to the other senses, the surest name first. Several
//!    fields of one sense stand in for each other.
//! 4. Sentences that nothing has claimed belong to the body.

use super::body::words_of;
use super::fit::fits;
use super::names::{self, Sense, Strength};
use super::shape::{Kind, Shape};

/// Where a field stands in an object: names, outermost first.
pub(crate) type Way = Vec<String>;

/// What the fields of an object mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Legend {
    /// The ways to the fields of each sense, the surest first.
    senses: Vec<(Sense, Strength, Vec<Way>)>,
    /// The parts of the body, in the order in which they are read.
    pub(super) passages: Vec<Passage>,
}

/// A part of a body.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// Fields that say the same in different markup, the best first.
    pub(super) ways: Vec<Way>,
    pub(super) rank: Rank,
}

/// What a passage is to the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It leads to the body.
    Lead,
    /// It is the body.
    Main,
    /// It stands behind the body, under its name.
    More,
}

/// A field, perhaps within a wrapper.
#[derive(Clone, Debug)]
struct Field<'s> {
    way: Vec<&'s str>,
    shape: &'s Shape,
    taken: bool,
    /// It stands in the body, which does not show what is for programs.
    in_body: bool,
}

/// The names in which a field claims a sense, and how surely, behind what stands there.
struct Claim {
    at: usize,
    strength: Strength,
}

/// Wrappers in wrappers that are looked into.
const DEEPEST: usize = 3;

/// What stands for each other in one sense, at most.
const STAND_INS: usize = 4;

/// The senses beside title and body, in the order in which they choose.
const OTHERS: &[Sense] = &[
    Sense::Published,
    Sense::Updated,
    Sense::Subtitle,
    Sense::Summary,
    Sense::Author,
    Sense::Source,
    Sense::Url,
    Sense::Image,
    Sense::Section,
    Sense::Tags,
    Sense::Language,
    Sense::Id,
];

impl Legend {
    /// Judges the fields of all objects of a kind.
    pub(super) fn of(kind: &Kind) -> Legend {
        let mut fields = Vec::new();
        gather(kind, &mut Vec::new(), &mut fields);
        let mut legend = Legend::default();
        // Who gives an address is a person, and a name beside it is no title.
        let is_person = kind.fields.iter().any(|(name, _)| names::is_personal(name));
        legend.choose_title(&mut fields, if is_person { 7 } else { 3 });
        legend.choose_body(&mut fields);
        for sense in OTHERS {
            legend.choose(*sense, &mut fields);
        }
        legend.stand_in_for_what_has_no_name(&mut fields, kind.count);
        legend.add_more(&mut fields);
        legend
    }

    /// The ways to the fields of a sense, the surest first.
    pub(super) fn ways(&self, sense: Sense) -> &[Way] {
        let found = self.senses.iter().find(|(known, ..)| *known == sense);
        found.map_or(&[], |(.., ways)| ways)
    }

    /// How surely a sense was found; 0 when it was not.
    pub(super) fn strength(&self, sense: Sense) -> Strength {
        let found = self.senses.iter().find(|(known, ..)| *known == sense);
        found.map_or(0, |(_, strength, _)| *strength)
    }

    pub(super) fn has(&self, sense: Sense) -> bool {
        self.strength(sense) > 0
    }

    /// Every sense that was found, with JSON Pointers (RFC 6901) from the object:
    /// one entry for each passage of the body, and for sections one for each
    /// of the `levels`, from the outermost.
    pub(super) fn fields(&self, levels: &[usize]) -> Vec<(Sense, Vec<String>)> {
        let pointers = |ways: &[Way]| -> Vec<String> { ways.iter().map(pointer).collect() };
        let mut fields = Vec::new();
        for (sense, _, ways) in &self.senses {
            match sense {
                Sense::Body => fields.extend(
                    self.passages
                        .iter()
                        .map(|passage| (*sense, pointers(&passage.ways))),
                ),
                Sense::Section => {
                    let ways = levels.iter().filter_map(|level| ways.get(*level));
                    fields.extend(ways.map(|way| (*sense, vec![pointer(way)])));
                }
                _ => fields.push((*sense, pointers(ways))),
            }
        }
        fields.sort_by_key(|(sense, _)| *sense);
        fields
    }

    /// The headings above passages of the body, by their JSON Pointers.
    pub(super) fn headings(&self) -> Vec<(String, String)> {
        let more = self.passages.iter().filter(|it| it.rank == Rank::More);
        let ways = more.flat_map(|passage| &passage.ways);
        ways.filter_map(|way| Some((pointer(way), words_of(way.last()?))))
            .collect()
    }

    fn found(&mut self, sense: Sense, strength: Strength, ways: Vec<Way>) {
        self.senses.push((sense, strength, ways));
    }

    fn choose_title(&mut self, fields: &mut [Field<'_>], least: Strength) {
        let mut claims = claims(Sense::Title, fields);
        claims.retain(|claim| claim.strength >= least);
        if let Some(best) = claims.first() {
            // What claims it less surely is something else: the name of a person, a label.
            let ways = claims
                .iter()
                .filter(|claim| claim.strength >= best.strength.max(8));
            let ways = take(fields, ways.chain([best]));
            self.found(Sense::Title, best.strength, ways);
        }
    }

    fn choose_body(&mut self, fields: &mut [Field<'_>]) {
        let mut claims = claims(Sense::Body, fields);
        let sure = claims.iter().any(|claim| claim.strength >= 5);
        // A description is the body only of what has no other.
        if !sure {
            let is_summary = |claim: &Claim| {
                let name = fields[claim.at].name();
                names::strength(name, Sense::Summary) > 0
            };
            let is_long = |claim: &Claim| fields[claim.at].shape.texts.usual() >= LONG;
            let has_others = claims.iter().any(|claim| !is_summary(claim));
            claims.retain(|claim| {
                fields[claim.at].shape.prose > 0
                    && (!is_summary(claim) || is_long(claim) && !has_others)
            });
        }
        let Some(best) = claims.first().map(|claim| claim.strength) else {
            return;
        };
        self.found(Sense::Body, best, Vec::new());
        claims.retain(|claim| claim.strength >= best.min(5));
        let mut main = true;
        while !claims.is_empty() {
            let stem = names::stem(fields[claims[0].at].name());
            let (mut same, others): (Vec<Claim>, Vec<Claim>) = claims
                .into_iter()
                .partition(|claim| stem == names::stem(fields[claim.at].name()));
            claims = others;
            same.sort_by_key(|claim| plainness(&fields[claim.at]));
            let is_told = same.iter().any(|claim| !fields[claim.at].shape.is_blank());
            if main || is_told {
                let ways = take(fields, same.iter());
                self.passages.push(Passage {
                    ways,
                    rank: if main { Rank::Main } else { Rank::More },
                });
            }
            main = false;
        }
    }

    fn choose(&mut self, sense: Sense, fields: &mut [Field<'_>]) {
        let claims = claims(sense, fields);
        let Some(best) = claims.first().map(|claim| claim.strength) else {
            return;
        };
        let is_date = matches!(sense, Sense::Published | Sense::Updated);
        if best < 4 && !is_date {
            return;
        }
        // What is called otherwise than the best of them may be something else.
        let least = match sense {
            Sense::Published | Sense::Updated => 3,
            Sense::Url | Sense::Section => 4,
            _ => best - 1,
        };
        let alike = claims.iter().filter(|claim| claim.strength >= least);
        let ways = take(fields, alike.take(STAND_INS));
        self.found(sense, best, ways);
    }

    /// Chooses by what stands in the fields alone.
    fn stand_in_for_what_has_no_name(&mut self, fields: &mut [Field<'_>], count: usize) {
        if !self.has(Sense::Body)
            && let Some(at) = most_prose(fields)
        {
            let ways = vec![claim_field(fields, at)];
            self.found(Sense::Body, 4, Vec::new());
            self.passages.push(Passage {
                ways,
                rank: Rank::Main,
            });
        }
        // One object alone does not show that a text differs from the next.
        if !self.has(Sense::Title) && self.has(Sense::Body) && count > 1 {
            let mut free = free(fields).into_iter();
            if let Some(at) = free.find(|at| may_be_title(&fields[*at], count)) {
                let way = claim_field(fields, at);
                self.found(Sense::Title, 3, vec![way]);
            }
        }
        if !self.has(Sense::Published) {
            self.publish(fields);
        }
    }

    /// The date of the last change stands for that of publishing, else any date.
    fn publish(&mut self, fields: &mut [Field<'_>]) {
        if let Some(updated) = self
            .senses
            .iter_mut()
            .find(|(sense, ..)| *sense == Sense::Updated)
        {
            updated.0 = Sense::Published;
            return;
        }
        let is_date = |at: &usize| {
            let field = &fields[*at];
            let name = field.name();
            field.shape.texts.are_dates()
                && field.way.len() == 1
                && names::senses(name).is_empty()
                && !names::is_of_another(name)
        };
        if let Some(at) = free(fields).into_iter().find(is_date) {
            let way = claim_field(fields, at);
            self.found(Sense::Published, 3, vec![way]);
        }
    }

    /// Adds the sentences that nothing has claimed.
    fn add_more(&mut self, fields: &mut [Field<'_>]) {
        let mut main = self.has(Sense::Body);
        for at in 0..fields.len() {
            if fields[at].is_taken() || !is_more(&fields[at]) {
                continue;
            }
            let rank = match (is_lead(fields[at].name()), main) {
                (true, _) => Rank::Lead,
                (false, true) => Rank::More,
                (false, false) => Rank::Main,
            };
            main |= rank == Rank::Main;
            let ways = vec![claim_field(fields, at)];
            self.passages.push(Passage { ways, rank });
        }
        if !self.has(Sense::Body) && !self.passages.is_empty() {
            self.found(Sense::Body, 3, Vec::new());
        }
        // Passages of one rank keep the order in which they were found.
        self.passages.sort_by_key(|passage| passage.rank);
    }
}

/// The field with the most sentences, if these are enough for a body.
fn most_prose(fields: &[Field<'_>]) -> Option<usize> {
    let prose = |at: &usize| fields[*at].shape.prose;
    // A list of objects that has sentences in it is hardly anything else.
    let is_list = |at: &usize| {
        let items = fields[*at].shape.items.as_ref();
        items.is_some_and(|items| !items.kinds.is_empty())
    };
    let free = free(fields).into_iter();
    let enough = free.filter(|at| prose(at) >= if is_list(at) { SOME } else { LONG });
    enough.max_by_key(prose)
}

/// Whether what stands in a field of an unknown name may be the titles of `count` articles.
fn may_be_title(field: &Field<'_>, count: usize) -> bool {
    let (texts, name) = (&field.shape.texts, field.name());
    let is_name = (4..=160).contains(&texts.usual()) && texts.longest <= 400;
    let is_other = [texts.addresses, texts.codes, texts.prose, texts.of_lines];
    let is_unknown =
        names::senses(name).is_empty() && !names::is_of_another(name) && !names::is_personal(name);
    is_name
        && is_unknown
        && texts.count * 2 > count
        && texts.are_different()
        && !texts.are_dates()
        && !is_other.iter().any(|some| texts.are_mostly(*some))
}

/// Whether a field holds sentences that belong to the body: a text, or a list of texts.
fn is_more(field: &Field<'_>) -> bool {
    let lines = field.shape.items.as_ref();
    let lines = lines.filter(|items| items.kinds.is_empty() && items.lists == 0);
    if let Some(lines) = lines.filter(|_| names::is_commentary(field.name())) {
        return lines.words > 0;
    }
    let texts = lines.map_or(&field.shape.texts, |items| &items.texts);
    texts.are_mostly(texts.prose)
        && !texts.are_mostly(texts.addresses)
        && !is_aside(field)
        && !names::is_of_another(field.name())
        && names::senses(field.name())
            .iter()
            .all(|(sense, _)| matches!(sense, Sense::Body | Sense::Summary))
}

/// The fields that nothing has taken and that do not stand aside.
fn free(fields: &[Field<'_>]) -> Vec<usize> {
    let is_free = |at: &usize| !fields[*at].is_taken() && !is_aside(&fields[*at]);
    (0..fields.len()).filter(is_free).collect()
}

impl Field<'_> {
    fn is_taken(&self) -> bool {
        self.taken || self.in_body
    }

    fn name(&self) -> &str {
        self.way.last().copied().unwrap_or_default()
    }

    fn owned_way(&self) -> Way {
        self.way.iter().map(|name| (*name).to_owned()).collect()
    }
}

/// Bytes from which a description, or a text without a name, is a body.
const LONG: usize = 300;

/// Bytes of sentences from which a list of parts is a body.
const SOME: usize = 40;

/// The fields of objects, and those of the objects that only wrap some of them.
fn gather<'s>(kind: &'s Kind, way: &mut Vec<&'s str>, fields: &mut Vec<Field<'s>>) {
    for (name, shape) in &kind.fields {
        way.push(name);
        fields.push(Field {
            way: way.clone(),
            shape,
            taken: false,
            in_body: false,
        });
        if let ([inner], 0, true) = (&shape.kinds[..], shape.lists, names::is_wrapper(name))
            && way.len() <= DEEPEST
        {
            gather(inner, way, fields);
        }
        way.pop();
    }
}

/// A way as a JSON Pointer.
fn pointer(way: &Way) -> String {
    let names = way
        .iter()
        .map(|name| name.replace('~', "~0").replace('/', "~1"));
    names.flat_map(|name| ["/".to_owned(), name]).collect()
}

fn is_aside(field: &Field<'_>) -> bool {
    field.way.iter().any(|name| names::is_aside(name))
}

/// The fields that claim a sense, the surest first.
fn claims(sense: Sense, fields: &[Field<'_>]) -> Vec<Claim> {
    let claim = |(at, field): (usize, &Field<'_>)| {
        let is_free = !field.taken && (!field.in_body || is_for_programs(sense));
        let name = field.way.last().filter(|_| is_free)?;
        if name.starts_with(['_', '$', '@']) && *name != "_id" {
            return None;
        }
        let strength = names::strength(name, sense);
        let depth = Strength::try_from(field.way.len()).unwrap_or(DEPTH) - 1;
        let fit = (strength > 0).then(|| fits(sense, field.shape, strength))??;
        Some(Claim {
            at,
            strength: strength + fit - depth,
        })
        .filter(|claim| claim.strength > 2)
    };
    let mut claims: Vec<Claim> = fields.iter().enumerate().filter_map(claim).collect();
    claims.sort_by_key(|claim| -claim.strength);
    claims
}

/// Whether what is of this sense is left out where it stands in a body.
fn is_for_programs(sense: Sense) -> bool {
    matches!(
        sense,
        Sense::Published | Sense::Updated | Sense::Url | Sense::Image | Sense::Id | Sense::Language
    )
}

/// Deeper than any field stands.
const DEPTH: Strength = 9;

fn take<'c>(fields: &mut [Field<'_>], claims: impl Iterator<Item = &'c Claim>) -> Vec<Way> {
    let mut ways = Vec::new();
    for claim in claims {
        let field = &fields[claim.at];
        if field.in_body {
            ways.push(field.owned_way());
        } else if !field.taken {
            ways.push(claim_field(fields, claim.at));
        }
    }
    ways
}

/// Takes a field, and with it what stands in it and what it stands in.
fn claim_field(fields: &mut [Field<'_>], at: usize) -> Way {
    let way = fields[at].way.clone();
    for field in fields.iter_mut() {
        field.taken |= way.starts_with(&field.way);
        field.in_body |= field.way.starts_with(&way) && field.way.len() > way.len();
    }
    fields[at].owned_way()
}

/// 0 for HTML, 1 for blocks and lists, 2 for Markdown, 3 for text.
fn plainness(field: &Field<'_>) -> u8 {
    let words = names::words(field.way.last().copied().unwrap_or_default());
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let shape = field.shape;
    if shape.is_blank() {
        4
    } else if shape.texts.are_mostly(shape.texts.marked_up) && !has(&["raw", "md", "markdown"]) {
        0
    } else if shape.texts.count == 0 {
        1
    } else if has(&["md", "markdown", "raw"]) {
        2
    } else {
        3
    }
}

/// Whether a name says that what it names leads to something.
fn is_lead(name: &str) -> bool {
    const LEADS: &[&str] = &[
        "introduction",
        "introductory",
        "intro",
        "foreword",
        "preface",
        "lead",
        "preamble",
    ];
    names::words(name)
        .iter()
        .any(|word| LEADS.contains(&word.as_str()))
        || ["前言", "序言", "引言", "导语", "導語"]
            .iter()
            .any(|lead| name.contains(lead))
}
