//! `wenlan check`: tells what was recognised and what could not be read.

use serde_json::{Value, json};

use super::arguments::Check;
use super::{colon, complain, inference, tell, tell_json};
use crate::app::Origin;
use crate::article::{Article, Label, Section};
use crate::config::{Environment, Settings};
use crate::locale::{Locale, Sentence};
use crate::parse::{Complaint, Format, Hint, Parsed, Spot};
use crate::say;
use crate::work::{Manners, Reading, read};

/// Exit status of what was read with complaints.
const WITH_COMPLAINTS: u8 = 1;

/// Checks; gives the exit status, that of the worst source.
pub(super) fn run(
    asked: &Check,
    environment: &Environment,
    settings: &Settings,
    locale: Locale,
) -> u8 {
    let manners = match Manners::of(environment, settings, None) {
        Ok(manners) => manners,
        Err(why) => return complain(why.told(locale)),
    };
    let mut worst = 0;
    let mut values = Vec::new();
    let mut text = String::new();
    let hint = Hint {
        from: asked.from,
        ..Hint::default()
    };
    for origin in &asked.origins {
        match read(origin, &hint, &manners) {
            Ok(readings) => {
                for reading in &readings {
                    worst = worst.max(status(&reading.parsed));
                    if asked.json {
                        values.push(value(reading, locale));
                    } else {
                        text += &told(reading, locale);
                    }
                }
            }
            Err(why) => {
                worst = super::FAILED;
                values.push(unreadable(origin, &why, locale));
                text += why.told(locale);
                text.push('\n');
            }
        }
    }
    worst.max(if asked.json {
        tell_json(&Value::Array(values))
    } else {
        tell(&text)
    })
}

/// The exit status that tells how a source was read.
fn status(parsed: &Parsed) -> u8 {
    match (parsed.refused, parsed.complaints.is_empty()) {
        (true, _) => super::FAILED,
        (false, false) => WITH_COMPLAINTS,
        (false, true) => 0,
    }
}

/// An article and the sections it stands in, outermost first.
pub(super) struct Standing<'a> {
    pub(super) article: &'a Article,
    sections: Vec<&'a Label>,
}

fn standing<'a>(section: &'a Section, above: &[&'a Label], all: &mut Vec<Standing<'a>>) {
    let mut path = above.to_vec();
    path.extend((!section.title.is_empty()).then_some(&section.title));
    all.extend(section.articles.iter().map(|article| Standing {
        article,
        sections: path.clone(),
    }));
    for inner in &section.sections {
        standing(inner, &path, all);
    }
}

/// Every article with its sections.
pub(super) fn articles(parsed: &Parsed) -> Vec<Standing<'_>> {
    let mut all = Vec::new();
    standing(&parsed.collection.root, &[], &mut all);
    all
}

impl Standing<'_> {
    /// The way to the article: its sections or, where it says so itself, its page's breadcrumb.
    pub(super) fn section(&self) -> String {
        let labels: Vec<&str> = if self.article.breadcrumb.is_empty() {
            self.sections.iter().map(|label| label.as_str()).collect()
        } else {
            self.article.breadcrumb.iter().map(Label::as_str).collect()
        };
        labels.join(" > ")
    }

    pub(super) fn characters(&self) -> usize {
        let texts = self.article.body.iter().flat_map(|block| block.texts());
        texts
            .map(|text| text.chars().filter(|c| !c.is_whitespace()).count())
            .sum()
    }
}

pub(super) fn joined(labels: &[Label]) -> String {
    labels
        .iter()
        .map(Label::as_str)
        .collect::<Vec<_>>()
        .join("、")
}

/// Every section with the number of articles that stand directly in it.
fn sections(section: &Section, depth: usize, all: &mut Vec<(usize, Label, usize)>) {
    all.push((depth, section.title.clone(), section.articles.len()));
    for inner in &section.sections {
        sections(inner, depth + 1, all);
    }
}

/// What was found in one source, as a person reads it.
fn told(reading: &Reading, locale: Locale) -> String {
    let parsed = &reading.parsed;
    let format = format_name(parsed.format, locale);
    let mut lines = vec![reading.name.clone()];
    let line = |name: String, what: &str| format!("  {name}{}{what}", colon(locale));
    lines.push(line(say!(locale, "format", "格式"), &format));
    if !parsed.charset.is_empty() {
        lines.push(line(say!(locale, "charset", "字符集"), parsed.charset));
    }
    if let Some(mapping) = &parsed.mapping {
        lines.push(line(say!(locale, "mapping", "映射"), mapping));
    }
    if let Some(inferred) = &parsed.inference {
        lines.extend(inference::told(inferred, locale));
    }
    if !parsed.refused {
        let mut all = Vec::new();
        sections(&parsed.collection.root, 0, &mut all);
        let named = all
            .iter()
            .filter(|(depth, title, _)| *depth > 0 || !title.is_empty());
        for (depth, title, count) in named {
            let indent = "  ".repeat(*depth);
            lines.push(line(
                say!(locale, "section", "栏目"),
                &say!(
                    locale,
                    "{indent}{title} ({count})",
                    "{indent}{title}（{count} 篇）"
                ),
            ));
        }
        lines.extend(
            articles(parsed)
                .iter()
                .map(|standing| told_article(standing, locale)),
        );
    }
    let count = parsed.complaints.len();
    if count > 0 {
        lines.push(line(say!(locale, "complaints", "存疑"), &count.to_string()));
    }
    lines.extend(
        parsed
            .complaints
            .iter()
            .map(|complaint| told_complaint(complaint, locale)),
    );
    if let Some(inferred) = &parsed.inference {
        lines.extend(inference::told_left_out(&inferred.left_out, locale));
    }
    lines.join("\n") + "\n"
}

/// An article, as a person reads of it.
pub(super) fn told_article(standing: &Standing, locale: Locale) -> String {
    let article = standing.article;
    let title = if article.title.is_empty() {
        say!(locale, "(no title)", "（无题）")
    } else {
        article.title.to_string()
    };
    let (blocks, characters) = (article.body.len(), standing.characters());
    let facts = [
        (say!(locale, "section", "栏目"), standing.section()),
        (
            say!(locale, "date", "日期"),
            article
                .published
                .map(|date| date.to_string())
                .unwrap_or_default(),
        ),
        (say!(locale, "authors", "作者"), joined(&article.authors)),
        (say!(locale, "source", "来源"), joined(&article.sources)),
        (
            say!(locale, "body", "正文"),
            say!(
                locale,
                "{blocks} blocks, {characters} characters",
                "{blocks} 块，{characters} 字"
            ),
        ),
    ];
    let facts = facts.iter().filter(|(_, what)| !what.is_empty());
    let facts: Vec<String> = facts
        .map(|(name, what)| format!("    {name}{}{what}", colon(locale)))
        .collect();
    let name = say!(locale, "article", "文章");
    format!("  {name}{}{title}\n{}", colon(locale), facts.join("\n"))
}

pub(super) fn told_complaint(complaint: &Complaint, locale: Locale) -> String {
    let at = complaint.at.to_string();
    let what = complaint.what.told(locale);
    if at.is_empty() {
        format!("    {what}")
    } else {
        format!("    {at}{}{what}", colon(locale))
    }
}

/// The name of a format, for people.
pub(super) fn format_name(format: Format, locale: Locale) -> String {
    let (en, zh) = match format {
        Format::WenlanJson => ("Wenlan article JSON", "文澜文章 JSON"),
        Format::JsonFeed => ("JSON Feed", "JSON Feed"),
        Format::JsonLines => ("JSON, several documents", "JSON（多份）"),
        Format::MappedJson => ("JSON, read by a mapping", "JSON（按映射读取）"),
        Format::InferredJson => ("JSON, read by its shape", "JSON（按结构推断）"),
        Format::UnknownJson => ("JSON without articles", "没有文章的 JSON"),
        Format::Html => ("HTML", "HTML"),
        Format::Page => ("web page", "网页"),
        Format::Markdown => ("Markdown", "Markdown"),
        Format::Text => ("text", "纯文本"),
        Format::Rss => ("RSS", "RSS"),
        Format::Atom => ("Atom", "Atom"),
        Format::Rdf => ("RSS 1.0 (RDF)", "RSS 1.0（RDF）"),
        Format::RssJson => ("RSS in JSON", "RSS（JSON 形式）"),
        Format::Xml => ("XML", "XML"),
        Format::Binary => ("not text", "不是文本"),
    };
    locale.pick(en, zh).to_owned()
}

/// The name of a format, for programs.
fn format_key(format: Format) -> &'static str {
    match format {
        Format::WenlanJson => "wenlan-json",
        Format::JsonFeed => "json-feed",
        Format::JsonLines => "json-lines",
        Format::MappedJson => "json-mapped",
        Format::InferredJson => "json-inferred",
        Format::UnknownJson => "json",
        Format::Html => "html",
        Format::Page => "page",
        Format::Markdown => "markdown",
        Format::Text => "text",
        Format::Rss => "rss",
        Format::Atom => "atom",
        Format::Rdf => "rdf",
        Format::RssJson => "rss-json",
        Format::Xml => "xml",
        Format::Binary => "binary",
    }
}

/// What was found in one source, as a program reads it.
fn value(reading: &Reading, locale: Locale) -> Value {
    let parsed = &reading.parsed;
    let mut all = Vec::new();
    sections(&parsed.collection.root, 0, &mut all);
    let section = |(depth, title, count): &(usize, Label, usize)| json!({ "title": title.as_str(), "depth": depth, "articles": count });
    json!({
        "name": reading.name,
        "status": status(parsed),
        "format": format_key(parsed.format),
        "charset": parsed.charset,
        "mapping": parsed.mapping.as_deref(),
        "inference": parsed.inference.as_ref().map(inference::value),
        "sections": all.iter().map(section).collect::<Vec<_>>(),
        "articles": articles(parsed).iter().map(article_value).collect::<Vec<_>>(),
        "complaints": parsed.complaints.iter().map(|complaint| complaint_value(complaint, locale)).collect::<Vec<_>>(),
    })
}

/// An article, as a program reads of it.
pub(super) fn article_value(standing: &Standing) -> Value {
    let article = standing.article;
    let labels = |labels: &[Label]| labels.iter().map(Label::to_string).collect::<Vec<_>>();
    json!({
        "title": article.title.as_str(),
        "section": standing.section(),
        "date": article.published.map(|date| date.to_string()),
        "authors": labels(&article.authors),
        "source": labels(&article.sources),
        "blocks": article.body.len(),
        "characters": standing.characters(),
    })
}

pub(super) fn complaint_value(complaint: &Complaint, locale: Locale) -> Value {
    let what = complaint.what.told(locale);
    match &complaint.at {
        Spot::Whole => json!({ "what": what }),
        Spot::Line(line, column) => json!({ "line": line, "column": column, "what": what }),
        Spot::Pointer(pointer) => json!({ "pointer": pointer, "what": what }),
    }
}

fn unreadable(origin: &Origin, why: &Sentence, locale: Locale) -> Value {
    let name = match origin {
        Origin::Named(name) => name.as_str(),
        Origin::StandardInput => "-",
        Origin::Sample => "sample",
    };
    json!({ "name": name, "status": super::FAILED, "complaints": [{ "what": why.told(locale) }] })
}
