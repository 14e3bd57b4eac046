//! The reading of a source from its first request to its articles.
//!
//! It makes no request: [`Errand::requests`] says which are wanted, and what came
//! is given to [`Errand::feed`]. When none is wanted and none is open, the source
//! is read. No request is made twice, and a page on which everything is known
//! already is the last.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::make::{Page, has_body, items};
use super::pages::Stand;
use super::path::Here;
use super::request::{Answer, Asking, Request, host};
use super::template::Turns;
use super::{Label, Making, Mapping, Sense, Url, text_of};
use crate::article::Collection;
use crate::locale::Sentence;
use crate::parse::address::Base;
use crate::parse::json::infer::put;
use crate::parse::json::value;
use crate::parse::{Complaint, Format, Hint, Parsed, Spot, charset};
use crate::sentence;

/// The reading of a source by a mapping.
#[derive(Debug)]
pub struct Errand<'m> {
    mapping: &'m Mapping,
    /// The host that may see secrets.
    home: Option<String>,
    wanted: Vec<Request>,
    open: HashMap<usize, Purpose>,
    /// The keys of all requests so far.
    asked: HashSet<String>,
    lists: Vec<List>,
    articles: Vec<Entry>,
    /// By what the articles so far are known.
    known: HashSet<String>,
    /// By what those are known that somebody has already.
    had: HashSet<String>,
    /// Some of those were left alone.
    left: bool,
    complaints: Vec<Complaint>,
    has_details: bool,
}

/// What a request was made for.
#[derive(Clone, Debug)]
enum Purpose {
    /// A page of the source, or of its nth column.
    List(Option<usize>, Stand),
    /// What there is of the nth article alone.
    Detail(usize),
}

/// An answer in which articles are.
#[derive(Debug)]
struct List {
    root: Value,
    headers: Vec<(String, String)>,
    base: Option<Url>,
    column: Option<Label>,
}

/// An article that was found.
#[derive(Debug)]
struct Entry {
    list: usize,
    at: String,
    detail: Option<Detailed>,
}

/// What was fetched for an article alone.
#[derive(Debug)]
enum Detailed {
    Json(Value),
    Page(String, Option<Url>),
}

/// The most articles of an errand; a source that has more is read in several.
const MOST: usize = 10_000;

impl<'m> Errand<'m> {
    /// Begins at `start`, else where the mapping says; pages by date begin at `now`, in seconds
    /// since 1970.
    ///
    /// Of the articles that somebody `had`, by their ids or addresses, nothing more is asked, and
    /// a page of nothing but them is the last.
    pub fn new(
        mapping: &'m Mapping,
        start: Option<&Url>,
        now: i64,
        had: HashSet<String>,
    ) -> Errand<'m> {
        let now = Timestamp::from_second(now).ok();
        let today = now.map(|now| TimeZone::UTC.to_datetime(now).date());
        let mut errand = Errand {
            had,
            ..Errand::offline(mapping)
        };
        let first = || {
            mapping
                .paging
                .as_ref()
                .map_or_else(Stand::single, |paging| paging.first(today))
        };
        if mapping.columns.is_empty() || start.is_some() {
            errand.ask(None, first().starting_at(start));
        } else {
            for n in 0..mapping.columns.len() {
                errand.ask(Some(n), first());
            }
        }
        errand
    }

    /// An errand that asks for nothing of its own.
    pub(super) fn offline(mapping: &'m Mapping) -> Errand<'m> {
        Errand {
            mapping,
            home: None,
            wanted: Vec::new(),
            open: HashMap::new(),
            asked: HashSet::new(),
            lists: Vec::new(),
            articles: Vec::new(),
            known: HashSet::new(),
            had: HashSet::new(),
            left: false,
            complaints: Vec::new(),
            has_details: false,
        }
    }

    /// The requests that are to be made now; each is given once.
    pub fn requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.wanted)
    }

    /// Whether an answer is still waited for.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Takes what came for a request; what came for none, or late, is ignored.
    pub fn feed(&mut self, answer: &Answer<'_>) {
        let Some(purpose) = self.open.remove(&answer.id) else {
            return;
        };
        let decoded = self.decoded(answer);
        if let (Purpose::Detail(n), Some(detail)) = (&purpose, &self.mapping.detail)
            && detail.is_page
        {
            self.has_details = true;
            self.articles[*n].detail = Some(Detailed::Page(decoded, answer.address.cloned()));
            return;
        }
        match (value::whole(&decoded), purpose) {
            (Ok(read), Purpose::Detail(n)) => {
                self.has_details = true;
                self.articles[n].detail = Some(Detailed::Json(read.value));
            }
            (Ok(read), Purpose::List(column, stand)) => {
                let title = column.map(|n| self.mapping.columns[n].title.clone());
                let (fresh, next) = self.list(read.value, answer, title, &stand);
                if let Some(next) = next.filter(|_| fresh > 0) {
                    self.ask(column, next);
                }
            }
            (Err(broken), _) => {
                let address = answer.address.map_or("", Url::as_str);
                let Sentence { en, zh } = &broken.why;
                let what = sentence!(
                    "{address}: this is no JSON: {en}",
                    "{address}：不是有效的 JSON：{zh}"
                );
                self.complaints.push(Complaint {
                    at: broken.spot(&decoded),
                    what,
                });
            }
        }
    }

    /// Takes why nothing came for a request.
    pub fn fail(&mut self, id: usize, why: Sentence) {
        if self.open.remove(&id).is_some() {
            self.complaints.push(Complaint {
                at: Spot::Whole,
                what: why,
            });
        }
    }

    /// The articles, and what is to be complained of.
    ///
    /// Of `hint` it is what is to become of bodies that counts.
    pub fn finish(self, hint: &Hint) -> Parsed {
        let mut making = Making::new(self.mapping, hint);
        let mut collection = Collection::default();
        collection.root.title = self.mapping.name.clone();
        for Entry { list, at, detail } in &self.articles {
            let list = &self.lists[*list];
            let detail_json = match detail {
                Some(Detailed::Json(value)) => Some(value),
                _ => None,
            };
            let page = match detail {
                Some(Detailed::Page(html, address)) => Some(Page {
                    html,
                    address: address.as_ref(),
                }),
                _ => None,
            };
            let here = Here {
                root: &list.root,
                at,
                detail: detail_json,
                headers: &list.headers,
            };
            let (article, own) = making.article(&here, list.base.as_ref(), page.as_ref());
            if article.title.is_empty() && !has_body(&article) {
                let what = sentence!(
                    "this has neither a title nor a body",
                    "此处既无标题，也无正文"
                );
                making.reading.complain(Spot::Pointer(at.clone()), what);
                continue;
            }
            let sections = list.column.iter().cloned().chain(own);
            put(&mut collection.root, sections, article);
        }
        if !self.mapping.is_ours {
            making.complain_of_fields(self.has_details);
        }
        let mut complaints = self.complaints;
        complaints.extend(making.reading.finish());
        let refused = collection.root.all_articles().is_empty() && !self.left;
        if refused && complaints.is_empty() {
            let what = sentence!(
                "the mapping finds no article here; “at” in [articles] leads to nothing",
                "映射在此找不到文章：[articles] 中的“at”没有对应内容"
            );
            complaints.push(Complaint {
                at: Spot::Whole,
                what,
            });
        }
        Parsed {
            collection,
            complaints,
            mapping: Some(self.mapping.name.clone()),
            refused,
            ..Parsed::empty(Format::MappedJson)
        }
    }

    /// Takes an answer in which articles are; gives how many nobody had before.
    pub(super) fn take_list(
        &mut self,
        root: Value,
        headers: Vec<(String, String)>,
        base: Option<Url>,
        column: Option<Label>,
    ) -> usize {
        let here = Here {
            root: &root,
            at: "",
            detail: None,
            headers: &headers,
        };
        if let Some(what) = self.mapping.failure(&here) {
            self.complaints.push(Complaint {
                at: Spot::Whole,
                what,
            });
            return 0;
        }
        let pointers = items(self.mapping, &root);
        let (list, mut taken, mut fresh) = (self.lists.len(), Vec::new(), 0);
        for at in pointers
            .into_iter()
            .take(MOST.saturating_sub(self.articles.len()))
        {
            let here = Here {
                root: &root,
                at: &at,
                detail: None,
                headers: &headers,
            };
            let names = self.names(&here, base.as_ref());
            let is_had = names.iter().any(|name| self.had.contains(name));
            let is_first = names.is_empty() || self.known.insert(names.join("\n"));
            fresh += usize::from(is_first && !is_had);
            // Without what there is of it alone it would be less than what is there.
            if is_first && is_had && self.mapping.detail.is_some() {
                self.left = true;
            } else if is_first {
                taken.push(at);
            }
        }
        self.lists.push(List {
            root,
            headers,
            base,
            column,
        });
        self.articles.extend(taken.into_iter().map(|at| Entry {
            list,
            at,
            detail: None,
        }));
        fresh
    }

    /// By what an article is known on another page.
    fn names(&self, here: &Here<'_>, base: Option<&Url>) -> Vec<String> {
        let recipes = self
            .mapping
            .fields
            .iter()
            .filter(|(sense, _)| matches!(sense, Sense::Id | Sense::Url));
        let names = recipes.filter_map(|(sense, recipe)| {
            let text = text_of(&recipe.find(here, base).first()?.node.value)?;
            // As the library knows it.
            let address = (*sense == Sense::Url).then(|| Base::new(base).resolve(&text));
            Some(address.flatten().map_or(text, |url| url.to_string()))
        });
        names.collect()
    }

    /// Takes a page, asks for what belongs to its articles, and says which page comes next.
    fn list(
        &mut self,
        root: Value,
        answer: &Answer<'_>,
        title: Option<Label>,
        stand: &Stand,
    ) -> (usize, Option<Stand>) {
        let first = self.articles.len();
        let base = answer.address.cloned();
        let fresh = self.take_list(root, answer.headers.to_vec(), base.clone(), title);
        self.ask_details(first);
        let next = self
            .mapping
            .paging
            .as_ref()
            .zip(self.lists.last())
            .and_then(|(paging, list)| {
                let here = Here {
                    root: &list.root,
                    at: "",
                    detail: None,
                    headers: &list.headers,
                };
                paging.next(stand, &here, fresh, base.as_ref())
            });
        (fresh, next)
    }

    /// Asks for what there is of each article alone, from the `first` on.
    fn ask_details(&mut self, first: usize) {
        let Some(detail) = &self.mapping.detail else {
            return;
        };
        for n in first..self.articles.len() {
            let Entry { list, at, .. } = &self.articles[n];
            let list = &self.lists[*list];
            let here = Here {
                root: &list.root,
                at,
                detail: None,
                headers: &list.headers,
            };
            let body = self
                .mapping
                .fields
                .iter()
                .find(|(sense, _)| *sense == Sense::Body);
            let has_body =
                body.is_some_and(|(_, recipe)| !recipe.find(&here, list.base.as_ref()).is_empty());
            if detail.only_without_body && has_body {
                continue;
            }
            let address = detail.address.address(Some(&here), &Turns::default());
            let base = Base::new(list.base.as_ref());
            let asking = Asking {
                address: None,
                method: None,
                body: None,
                ..self.mapping.asking.clone()
            };
            let Some(address) = address.and_then(|address| base.resolve(&address)) else {
                self.complaints.push(Complaint {
                    at: Spot::Pointer(at.clone()),
                    what: sentence!(
                        "“url” of [detail] makes no address of this",
                        "[detail] 的“url”由此得不出网址"
                    ),
                });
                continue;
            };
            self.push(&asking, address, &Turns::default(), Purpose::Detail(n));
        }
    }

    /// Asks for a page.
    fn ask(&mut self, column: Option<usize>, stand: Stand) {
        let turns = self
            .mapping
            .paging
            .as_ref()
            .map(|paging| paging.turns(&stand))
            .unwrap_or_default();
        let template = match column {
            Some(n) => Some(&self.mapping.columns[n].address),
            None => self.mapping.asking.address.as_ref(),
        };
        // The first address may be the person's own; those that follow are the template's.
        let address = stand
            .address
            .clone()
            .or_else(|| Url::new(&template?.address(None, &turns)?));
        let Some(address) = address else {
            let what = sentence!(
                "the mapping does not say where to fetch this from; give the address, or write url in [request]",
                "映射未说明从何处获取；请给出网址，或在 [request] 中写明 url"
            );
            self.complaints.push(Complaint {
                at: Spot::Whole,
                what,
            });
            return;
        };
        let mapping = self.mapping;
        self.push(
            &mapping.asking,
            address,
            &turns,
            Purpose::List(column, stand),
        );
    }

    fn push(&mut self, asking: &Asking, address: Url, turns: &Turns, purpose: Purpose) {
        if self.home.is_none() {
            self.home = host(&address);
        }
        let id = self.asked.len();
        let request = asking.request(id, address, turns, self.home.as_deref());
        if self.asked.insert(request.key()) {
            self.open.insert(id, purpose);
            self.wanted.push(request);
        }
    }

    /// The text of an answer, in the charset of the mapping or what the answer says.
    fn decoded(&self, answer: &Answer<'_>) -> String {
        let declared = answer
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let own = self.mapping.asking.media_type();
        let hint = Hint {
            media_type: own.or_else(|| declared.map(|(_, value)| value.clone())),
            ..Hint::default()
        };
        charset::decode(answer.bytes, &hint).text.into_owned()
    }
}
