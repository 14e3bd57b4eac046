//! Small changes to the texts that were found.

use regex_lite::Regex;

use crate::article::Url;
use crate::locale::Sentence;
use crate::parse::address::Base;
use crate::parse::complaint::shown;
use crate::parse::json::infer::{decoded, unmarked};
use crate::sentence;

/// A change to texts.
#[derive(Clone, Debug)]
pub(super) enum Filter {
    /// Without the blanks at both ends.
    Trim,
    /// With the references of HTML decoded: `&amp;` is `&`.
    Entities,
    /// Without the tags of HTML.
    StripHtml,
    /// Each text parted wherever this stands.
    Split(String),
    /// The first text alone.
    First,
    /// All texts as one, with this between them.
    Join(String),
    /// Addresses made absolute.
    Absolute,
    /// What the first group matches, else what the whole matches; texts that do not match go.
    Regex(Regex),
}

impl Filter {
    /// Reads `trim`, `split:,`, `regex:第(.+)章`.
    pub(super) fn parse(text: &str) -> Result<Filter, Sentence> {
        let (name, given) = text
            .split_once(':')
            .map_or((text, None), |(name, given)| (name, Some(given)));
        Ok(match (name.trim(), given) {
            ("trim", None) => Filter::Trim,
            ("entities", None) => Filter::Entities,
            ("strip_html", None) => Filter::StripHtml,
            ("split", Some(given)) if !given.is_empty() => Filter::Split(given.to_owned()),
            ("first", None) => Filter::First,
            ("join", given) => Filter::Join(given.unwrap_or_default().to_owned()),
            ("absolute", None) => Filter::Absolute,
            ("regex", Some(given)) => Filter::Regex(Regex::new(given).map_err(|error| {
                let why = shown(&error.to_string());
                sentence!(
                    "this regular expression is wrong: {why}",
                    "正则表达式有误：{why}"
                )
            })?),
            _ => {
                let text = shown(text);
                return Err(sentence!(
                    "“{text}” is no filter; there are trim, entities, strip_html, split:…, first, join:…, absolute and regex:…",
                    "没有“{text}”这种过滤；可用的有 trim、entities、strip_html、split:…、first、join:…、absolute、regex:…"
                ));
            }
        })
    }

    /// Changes texts; `base` is what addresses are relative to.
    pub(super) fn apply(&self, texts: Vec<String>, base: Option<&Url>) -> Vec<String> {
        let each = |change: &dyn Fn(String) -> Option<String>| {
            texts.clone().into_iter().filter_map(change).collect()
        };
        match self {
            Filter::Trim => each(&|text| Some(text.trim().to_owned())),
            Filter::Entities => each(&|text| Some(decoded(&text))),
            Filter::StripHtml => each(&|text| Some(unmarked(&text))),
            Filter::Split(mark) => {
                let parts = texts.iter().flat_map(|text| text.split(mark.as_str()));
                parts
                    .map(|part| part.trim().to_owned())
                    .filter(|part| !part.is_empty())
                    .collect()
            }
            Filter::First => texts.into_iter().take(1).collect(),
            Filter::Join(mark) if texts.is_empty() => {
                let _ = mark;
                texts
            }
            Filter::Join(mark) => vec![texts.join(mark)],
            Filter::Absolute => {
                let base = Base::new(base);
                each(&|text| Some(base.resolve(&text)?.as_str().to_owned()))
            }
            Filter::Regex(regex) => each(&|text| {
                let found = regex.captures(&text)?;
                let group = found.get(1).or_else(|| found.get(0))?;
                Some(group.as_str().to_owned())
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(filters: &[&str], texts: &[&str], wanted: &[&str]) {
        let base = Url::new("https://e.org/a/");
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        let filters = filters
            .iter()
            .map(|filter| Filter::parse(filter).expect("it is a filter"));
        let found = filters
            .into_iter()
            .fold(texts, |texts, filter| filter.apply(texts, base.as_ref()));
        assert_eq!(found, wanted);
    }

    #[test]
    fn filters_change_texts_one_after_the_other() {
        check(&["trim"], &[" 一 "], &["一"]);
        check(&["entities"], &["A &amp;amp; B"], &["A &amp; B"]);
        check(
            &["strip_html", "trim"],
            &["<b>一</b> &amp; 二"],
            &["一 & 二"],
        );
        check(&["split:,", "first"], &["甲, 乙,"], &["甲"]);
        check(&["split:,", "join:、"], &["甲, 乙"], &["甲、乙"]);
        check(&["join:、"], &[], &[]);
        check(
            &["absolute"],
            &["b.html", "/c"],
            &["https://e.org/a/b.html", "https://e.org/c"],
        );
        check(&[r"regex:第(\d+)章"], &["第12章 总则", "序"], &["12"]);
        check(&["regex:[a-z]+"], &["12ab"], &["ab"]);
    }

    #[test]
    fn what_is_no_filter_is_told() {
        for text in ["upper", "split", "split:", "regex:(", "trim:x", ""] {
            assert!(Filter::parse(text).is_err(), "{text}");
        }
    }
}
