//! Which page of a source comes next, and when there is none.

use jiff::civil::Date;
use jiff::{Span, fmt::strtime};
use serde_json::Value;

use super::path::{Here, Path, Scope};
use super::template::{Template, Turn, Turns};
use crate::article::Url;
use crate::parse::address::Base;
use crate::parse::json::infer::text_of;

/// How a source goes on.
#[derive(Clone, Debug)]
pub(super) struct Paging {
    /// Pages that are asked for, at most.
    pub(super) limit: usize,
    pub(super) by: By,
    /// Where the answer says whether there is more.
    pub(super) more: Option<Path>,
    /// The parameter of the address that says which page it is, where no template does.
    pub(super) query: Option<String>,
}

/// What leads from a page to the next.
#[derive(Clone, Debug)]
pub(super) enum By {
    /// A number in `{page}`, up to the one that stands at `last`.
    Number {
        first: i64,
        step: i64,
        last: Option<Path>,
    },
    /// A text from the answer in `{cursor}`.
    Cursor(Path),
    /// The address, which the answer or its `Link` header names.
    Next(Next),
    /// A date in `{date}`, so many days earlier each time.
    Date { format: String, days: i64 },
}

/// Where the next address comes from.
#[derive(Clone, Debug)]
pub(super) enum Next {
    Path(Path),
    Template(Template),
}

/// Where the reading of a source stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Stand {
    /// Pages that were asked for.
    pub(super) asked: usize,
    number: i64,
    cursor: String,
    date: Option<Date>,
    /// The address, where the answer before has named it.
    pub(super) address: Option<Url>,
}

impl Stand {
    /// The only page of a source that has no others.
    pub(super) fn single() -> Stand {
        Stand {
            asked: 1,
            ..Stand::default()
        }
    }

    /// The same at an address that the person has named.
    pub(super) fn starting_at(self, address: Option<&Url>) -> Stand {
        Stand {
            address: address.cloned(),
            ..self
        }
    }
}

impl Paging {
    /// The first page; `today` is where dates begin.
    pub(super) fn first(&self, today: Option<Date>) -> Stand {
        let number = match self.by {
            By::Number { first, .. } => first,
            _ => 1,
        };
        Stand {
            number,
            date: today,
            ..Stand::single()
        }
    }

    /// What stands in the template for a page.
    pub(super) fn turns(&self, stand: &Stand) -> Turns {
        let date = match (&self.by, stand.date) {
            (By::Date { format, .. }, Some(date)) => {
                strtime::format(format.as_bytes(), date).unwrap_or_default()
            }
            _ => String::new(),
        };
        Turns {
            page: stand.number.to_string(),
            cursor: stand.cursor.clone(),
            date,
        }
    }

    /// The page after `stand`, which gave `count` articles; nothing when it was the last.
    pub(super) fn next(
        &self,
        stand: &Stand,
        here: &Here<'_>,
        count: usize,
        base: Option<&Url>,
    ) -> Option<Stand> {
        if stand.asked >= self.limit || self.says_no_more(here) {
            return None;
        }
        let mut next = Stand {
            asked: stand.asked + 1,
            address: None,
            ..stand.clone()
        };
        match &self.by {
            By::Number { step, last, .. } => {
                next.number = stand.number.checked_add(*step)?;
                let last = last
                    .as_ref()
                    .and_then(|path| first_text(path, here)?.parse().ok());
                let is_last = last.is_some_and(|last: i64| next.number > last);
                let number = next.number.to_string();
                (count > 0 && !is_last).then(|| self.asking(next, &number, base))
            }
            By::Cursor(path) => {
                let cursor = first_text(path, here)?;
                let is_new = cursor != stand.cursor;
                is_new.then(|| {
                    self.asking(
                        Stand {
                            cursor: cursor.clone(),
                            ..next
                        },
                        &cursor,
                        base,
                    )
                })
            }
            By::Next(way) => {
                let address = match way {
                    Next::Path(path) if path.scope == Scope::Header => {
                        linked(&first_text(path, here)?)?
                    }
                    Next::Path(path) => first_text(path, here)?,
                    Next::Template(template) => template.address(Some(here), &Turns::default())?,
                };
                Some(Stand {
                    address: Base::new(base).resolve(&address),
                    ..next
                })
                .filter(|next| next.address.is_some())
            }
            By::Date { days, .. } => {
                let earlier = stand
                    .date?
                    .checked_sub(Span::new().try_days(*days).ok()?)
                    .ok()?;
                let next = Stand {
                    date: Some(earlier),
                    ..next
                };
                let date = self.turns(&next).date;
                Some(self.asking(next, &date, base))
            }
        }
    }

    /// A page with its number, cursor or date in the address, where that is asked for.
    fn asking(&self, stand: Stand, value: &str, base: Option<&Url>) -> Stand {
        let parsed = base.and_then(|base| url::Url::parse(base.as_str()).ok());
        let (Some(name), Some(mut address)) = (&self.query, parsed) else {
            return stand;
        };
        let others = address.query_pairs().filter(|(other, _)| other != name);
        let others: Vec<(String, String)> = others
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        address
            .query_pairs_mut()
            .clear()
            .extend_pairs(others)
            .append_pair(name, value);
        Stand {
            address: Url::new(address.as_str()),
            ..stand
        }
    }

    fn says_no_more(&self, here: &Here<'_>) -> bool {
        let Some(path) = &self.more else {
            return false;
        };
        let found = path.find(here);
        !found.iter().any(|node| is_yes(&node.value))
    }

    /// Whether a template has the place that this paging fills.
    pub(super) fn fills(&self, template: &Template) -> bool {
        match self.by {
            _ if self.query.is_some() => true,
            By::Number { .. } => template.has(Turn::Page),
            By::Cursor(_) => template.has(Turn::Cursor),
            By::Date { .. } => template.has(Turn::Date),
            By::Next(_) => true,
        }
    }
}

/// Whether a value says yes: anything but nothing, false, 0 and `"false"`.
pub(super) fn is_yes(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !matches!(text.trim(), "" | "0" | "false" | "no"),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        Value::Bool(true) => true,
    }
}

fn first_text(path: &Path, here: &Here<'_>) -> Option<String> {
    let found = path.find(here);
    found.iter().find_map(|node| text_of(&node.value))
}

/// The address of `rel="next"` in a `Link` header (RFC 8288); a header that is an address alone is that.
fn linked(header: &str) -> Option<String> {
    if !header.contains('<') {
        return Some(header.trim().to_owned());
    }
    let links = header.split('<').skip(1);
    let mut next = links.filter(|link| {
        let rel = link.split(';').skip(1).map(str::trim);
        rel.map(|part| part.trim_end_matches(',')).any(|part| {
            let value = part.strip_prefix("rel=").unwrap_or_default();
            value
                .trim_matches('"')
                .split(' ')
                .any(|word| word.eq_ignore_ascii_case("next"))
        })
    });
    Some(next.next()?.split_once('>')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn path(text: &str) -> Path {
        Path::parse(text, Scope::Root).expect("it is a path")
    }

    /// What the template's places are filled with, page after page, with the same answer each time.
    #[track_caller]
    fn check(by: By, more: Option<&str>, answer: &Value, wanted: &[&str]) {
        let paging = Paging {
            limit: 4,
            by,
            more: more.map(path),
            query: None,
        };
        let headers = [(
            "Link".to_owned(),
            r#"<https://e.org/?p=1>; rel="prev", <https://e.org/?p=3>; rel="next""#.to_owned(),
        )];
        let here = Here {
            root: answer,
            at: "",
            detail: None,
            headers: &headers,
        };
        let mut stand = Some(paging.first(Some(date(2020, 3, 1))));
        let mut found = Vec::new();
        while let Some(this) = stand {
            let Turns { page, cursor, date } = paging.turns(&this);
            let address = this.address.as_ref().map_or("", Url::as_str);
            found.push(
                format!("{page} {cursor} {date} {address}")
                    .trim()
                    .to_owned(),
            );
            stand = paging.next(&this, &here, 1, None);
        }
        assert_eq!(found, wanted);
    }

    #[test]
    fn pages_follow_until_something_says_stop() {
        let answer = serde_json::json!({"pages": 3, "more": false, "cursor": "x", "next": "https://e.org/2"});
        let number = |first, last: Option<&str>| By::Number {
            first,
            step: 1,
            last: last.map(path),
        };
        check(number(1, None), None, &answer, &["1", "2", "3", "4"]);
        check(number(1, Some("/pages")), None, &answer, &["1", "2", "3"]);
        check(number(0, None), Some("/more"), &answer, &["0"]);
        // A cursor that stays the same leads nowhere.
        check(By::Cursor(path("/cursor")), None, &answer, &["1", "1 x"]);
        check(By::Cursor(path("/none")), None, &answer, &["1"]);
        check(By::Next(Next::Path(path("/none"))), None, &answer, &["1"]);
        let link = "1   https://e.org/?p=3";
        check(
            By::Next(Next::Path(path("header:Link"))),
            None,
            &answer,
            &["1", link, link, link],
        );
        let template =
            Template::parse("https://e.org/{root:/cursor}", Scope::Root).expect("it is a template");
        let named = "1   https://e.org/x";
        check(
            By::Next(Next::Template(template)),
            None,
            &answer,
            &["1", named, named, named],
        );
        let date = By::Date {
            format: "%Y%m%d".to_owned(),
            days: 1,
        };
        check(
            date,
            None,
            &answer,
            &["1  20200301", "1  20200229", "1  20200228", "1  20200227"],
        );
    }
}
