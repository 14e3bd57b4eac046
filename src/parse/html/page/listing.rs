//! Reads a page that lists articles: a section, a front page, the results of a search.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Chosen;
use super::cards::lists;
use super::claims::Claims;
use super::crumbs::breadcrumb;
use super::dated::found_moment;
use super::names::Seems;
use super::survey::Survey;
use super::title::Title;
use crate::article::{Article, Label, RichText, Url};
use crate::parse::address::Base;
use crate::parse::html::dom::{attr, text_of};

/// So many headlines make a list.
const ENOUGH: usize = 6;

/// Bytes of the shortest headline; links to sections are shorter.
const HEADLINE: usize = 15;

/// The most articles that are taken of one page.
const MOST: usize = 1000;

/// A link that may be the headline of an article.
struct Headline {
    part: usize,
    line: usize,
    url: Url,
}

/// The articles that a page lists; nothing for a page that is one article.
pub(super) fn listing(
    survey: &Survey<'_>,
    claims: &Claims,
    title: &Title,
    chosen: &Chosen,
) -> Option<Vec<Article>> {
    /// What is told so near below the title is what the page is about, be it short.
    const BELOW: usize = 40;
    const SHORT: usize = 150;
    const LONG: usize = 500;
    let told = own(survey, chosen);
    let first = chosen.prose.first().copied().unwrap_or(0);
    let is_below = title
        .line
        .is_some_and(|title| (title..title + BELOW).contains(&first));
    if claims.is_article() || told >= LONG || is_below && told >= SHORT {
        return None;
    }
    let headlines = headlines(survey, &claims.base);
    let bytes: usize = headlines
        .iter()
        .map(|headline| survey.parts[headline.part].bytes)
        .sum();
    if headlines.len() < ENOUGH || told * 8 > bytes {
        return None;
    }
    let lines: Vec<usize> = headlines.iter().map(|headline| headline.line).collect();
    // The way to the list is made of links too.
    let way = breadcrumb(survey, &(0..survey.lines.len()), &title.text);
    let is_way = |article: &Article| article.title == title.text || way.contains(&article.title);
    let listed = headlines
        .iter()
        .map(|headline| article(survey, headline, &lines));
    Some(listed.filter(|article| !is_way(article)).collect())
}

/// The bytes of prose that are kept, without those of cards: what the page says of its own.
fn own(survey: &Survey<'_>, chosen: &Chosen) -> usize {
    let mut in_card = vec![false; survey.lines.len()];
    let lists = lists(survey).into_iter();
    for card in lists.filter(|cards| cards.len() >= ENOUGH).flatten() {
        in_card[survey.parts[card].lines.clone()].fill(true);
    }
    let own = chosen.prose.iter().filter(|&&line| !in_card[line]);
    own.map(|&line| survey.lines[line].prose()).sum()
}

/// The headlines of a page: links of some length, in groups that are alike, each address once.
fn headlines(survey: &Survey<'_>, base: &Base) -> Vec<Headline> {
    let mut groups: HashMap<String, usize> = HashMap::new();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut at = 1;
    while at < survey.parts.len() {
        let part = &survey.parts[at];
        if matches!(
            part.seems,
            Seems::Furniture | Seems::Comments | Seems::Control
        ) && is_aside(survey, at)
        {
            at = part.end;
            continue;
        }
        if let Some(headline) =
            headline(survey, base, at).filter(|headline| seen.insert(headline.url.clone()))
        {
            let group = group(survey, at);
            *groups.entry(group.clone()).or_default() += 1;
            found.push((group, headline));
        }
        at += 1;
    }
    let large = |group: &String| groups[group] >= 3;
    found
        .into_iter()
        .filter(|(group, _)| large(group))
        .map(|(_, headline)| headline)
        .take(MOST)
        .collect()
}

/// Whether a part that seems furniture is not the list itself.
fn is_aside(survey: &Survey<'_>, part: usize) -> bool {
    survey.parts[part].bytes * 2 < survey.parts[0].bytes
}

/// The headline that a link is, if it is one.
fn headline(survey: &Survey<'_>, base: &Base, at: usize) -> Option<Headline> {
    let part = &survey.parts[at];
    if &*part.name != "a" || part.lines.is_empty() {
        return None;
    }
    let first = &survey.lines[part.lines.start];
    if part.bytes < HEADLINE || first.linked < HEADLINE {
        return None;
    }
    let element = part.node.element_ref()?;
    let url = base.openable(attr(&element, "href")?)?;
    let leads = !url.as_str().starts_with(['#', '?']) && !url.as_str().starts_with("mailto:");
    leads.then_some(Headline {
        part: at,
        line: part.lines.start,
        url,
    })
}

/// What headlines of one list have in common: the elements that they stand in.
fn group(survey: &Survey<'_>, at: usize) -> String {
    let around = survey.ancestors(at).take(3);
    let names = around.map(|up| {
        let part = &survey.parts[up];
        let element = part.node.element_ref();
        let class = element.as_ref().and_then(|element| attr(element, "class"));
        let class = class
            .and_then(|class| class.split_ascii_whitespace().next())
            .unwrap_or_default();
        format!("{}.{class}", &*part.name)
    });
    names.collect::<Vec<_>>().join("<")
}

/// The article behind a headline; what is told of it stands before the next one.
fn article(survey: &Survey<'_>, headline: &Headline, headlines: &[usize]) -> Article {
    let lines = item(survey, headline, headlines);
    let title = title(survey, headline);
    let others = || lines.clone().map(|line| &survey.lines[line]);
    let summary = others()
        .filter(|line| line.linked * 2 < line.bytes && line.bytes >= 40 && line.text != *title);
    let summary = summary.max_by_key(|line| line.bytes);
    Article {
        published: others().find_map(|line| found_moment(&line.text)),
        summary: summary.map(|line| RichText::plain(&Label::new(&line.text))),
        url: Some(headline.url.clone()),
        title,
        ..Article::default()
    }
}

/// The words of a headline: the first line of its link, or all of it.
fn title(survey: &Survey<'_>, headline: &Headline) -> Label {
    let part = &survey.parts[headline.part];
    if part.lines.len() > 1 {
        return Label::new(&survey.lines[part.lines.start].text);
    }
    Label::new(&text_of(part.node))
}

/// The lines of the largest part that holds this headline and no other.
fn item(survey: &Survey<'_>, headline: &Headline, headlines: &[usize]) -> Range<usize> {
    const LINES: usize = 14;
    let others = |lines: &Range<usize>| {
        let first = headlines.partition_point(|&line| line < lines.start);
        let held = headlines[first..]
            .iter()
            .take_while(|&&line| line < lines.end);
        held.filter(|&&line| line != headline.line).count()
    };
    let mut lines = survey.parts[headline.part].lines.clone();
    for up in survey.ancestors(headline.part) {
        let around = &survey.parts[up].lines;
        if around.len() > LINES || others(around) > 0 {
            break;
        }
        lines = around.clone();
    }
    lines
}
