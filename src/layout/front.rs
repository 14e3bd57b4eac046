//! The head of an article: the way to it, its title, and who wrote it when.

use super::blocks::{Standing, scale_in, scaled, text_rows};
use super::measure::Measure;
use super::paragraph::Column;
use super::row::{Role, Row, Run};
use crate::article::{Article, Label, RichText};
use crate::say;

/// Sets the head of `article`.
///
/// Its text, in which places are counted, is the title and behind it, each
/// after one `\n`, the subtitle, the byline, the summary and the breadcrumb,
/// though that stands above: so a match in the title is told by its own bytes.
pub(crate) fn set(article: &Article, column: Column) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut standing = Standing::default();
    if !article.title.is_empty() {
        let bar = Run::put_in("", 0, Role::Ornament);
        rows.extend(scaled(
            &RichText::plain(&article.title),
            Role::Title,
            scale_in(column),
            column,
            &mut standing,
            &bar,
        ));
    }
    let subtitle = RichText::plain(article.subtitle.as_deref().unwrap_or_default());
    rows.extend(aside(&subtitle, Role::Subtitle, column, &mut standing));
    rows.extend(aside(
        &RichText::plain(&byline(article, column.measure)),
        Role::Byline,
        column,
        &mut standing,
    ));
    if let Some(summary) = article
        .summary
        .as_ref()
        .filter(|summary| !is_repeated(article, summary))
    {
        rows.push(Row::blank(standing.offset));
        rows.extend(aside(summary, Role::Summary, column, &mut standing));
    }
    let above = aside(
        &RichText::plain(&breadcrumb(article)),
        Role::Breadcrumb,
        column,
        &mut standing,
    );
    above.into_iter().chain(rows).collect()
}

/// Text that is told about the article and is in none of its blocks.
fn aside(rich: &RichText, role: Role, column: Column, standing: &mut Standing) -> Vec<Row> {
    if rich.is_empty() {
        return Vec::new();
    }
    let mut rows = text_rows(rich, role, 0, column, standing);
    rows.iter_mut()
        .flat_map(|row| &mut row.runs)
        .for_each(|run| run.source = None);
    rows
}

fn breadcrumb(article: &Article) -> String {
    article
        .breadcrumb
        .iter()
        .map(Label::as_str)
        .collect::<Vec<_>>()
        .join(" > ")
}

/// `2020-09-17 · 甲 乙 · 丙 · 约 9 分钟`
fn byline(article: &Article, measure: &Measure) -> String {
    let names = |labels: &[Label]| {
        labels
            .iter()
            .map(|label| kept_whole(label))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut parts = vec![
        article
            .published
            .map(|date| kept_whole(&date.to_minute()))
            .unwrap_or_default(),
        names(&article.sources),
        names(&article.authors),
    ];
    if !article.body.is_empty() {
        let minutes = article.size().minutes();
        parts.push(kept_whole(&say!(
            measure.locale,
            "about {minutes} min",
            "约 {minutes} 分钟"
        )));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// A name or number that is parted nowhere, unless it is long.
fn kept_whole(name: &str) -> String {
    const WORD_JOINER: &str = "\u{2060}";
    const LONG: usize = 17;
    if name.chars().count() >= LONG {
        return name.to_owned();
    }
    let characters: Vec<String> = name.chars().map(String::from).collect();
    characters.join(WORD_JOINER)
}

/// Whether the body begins with the summary, so that it need not be said twice.
fn is_repeated(article: &Article, summary: &RichText) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .take(60)
            .collect::<String>()
    };
    let begins = letters(summary.text());
    let body: String = article
        .body
        .iter()
        .take(3)
        .flat_map(|block| block.texts())
        .collect::<Vec<_>>()
        .join(" ");
    begins.is_empty() || letters(&body).starts_with(&begins)
}
