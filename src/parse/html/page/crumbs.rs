//! Reads the way to an article that its page shows above it: 首页 > 栏目.

use std::ops::Range;

use super::survey::{Part, Survey};
use crate::article::Label;
use crate::parse::html::dom::{attr, text_of};
use crate::parse::plain;

/// Labels of the longest way, and scalars of the longest label.
const LABELS: usize = 8;
const LABEL: usize = 40;

/// How a line begins that shows where the reader is.
const HERE: &[&str] = &[
    "当前位置",
    "当前所在",
    "您的位置",
    "您现在的位置",
    "您所在的位置",
    "您当前的位置",
    "所在位置",
    "現在位置",
    "You are here",
];

/// The way to the article of this title that the page shows in some lines above it.
pub(super) fn breadcrumb(survey: &Survey<'_>, above: &Range<usize>, title: &str) -> Vec<Label> {
    let called = || {
        survey
            .parts
            .iter()
            .find(|part| is_way(part) && part.lines.end <= above.end)
    };
    let written = || {
        above
            .clone()
            .find_map(|line| plain::breadcrumb(&survey.lines[line].text))
    };
    let begins = |line: &usize| {
        HERE.iter()
            .any(|here| survey.lines[*line].text.starts_with(here))
    };
    let announced = || {
        above
            .clone()
            .find(begins)
            .map(|line| linked(survey, &(line..line + 1)))
    };
    let way = called()
        .map(|part| linked(survey, &part.lines))
        .filter(|way| !way.is_empty());
    let way = way.or_else(written).or_else(announced).unwrap_or_default();
    way.iter()
        .filter_map(|label| place(label, title))
        .take(LABELS)
        .collect()
}

/// Whether a part is called a way of crumbs.
fn is_way(part: &Part<'_>) -> bool {
    let element = part.node.element_ref();
    let class = element.as_ref().and_then(|element| attr(element, "class"));
    part.bytes > 0 && class.is_some_and(|class| class.to_ascii_lowercase().contains("crumb"))
}

/// The place above the article that a label names; nothing for one that names the article.
fn place(label: &Label, title: &str) -> Option<Label> {
    let is_article =
        !title.is_empty() && (title.starts_with(label.as_str()) || label.starts_with(title));
    let name = label.rsplit(['：', ':']).next().filter(|_| !is_article)?;
    // The last link and the words behind it, 正文, may be one label.
    let name = name.split("正文").next()?;
    Label::some(name).filter(|name| !matches!(name.as_str(), "内容" | "详情" | "全文"))
}

/// The links in some lines.
fn linked(survey: &Survey<'_>, lines: &Range<usize>) -> Vec<Label> {
    let is_in = |part: &&Part<'_>| part.lines.start >= lines.start && part.lines.end <= lines.end;
    let anchors = survey
        .parts
        .iter()
        .filter(|part| &*part.name == "a" && part.bytes > 0);
    let mark = |c: char| c.is_whitespace() || matches!(c, '>' | '›' | '»' | '/');
    let label = |part: &Part<'_>| Label::some(text_of(part.node).trim_matches(mark));
    let labels = anchors.filter(is_in).filter_map(label);
    labels
        .filter(|label| label.chars().count() <= LABEL)
        .collect()
}
