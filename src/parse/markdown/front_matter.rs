//! Reads the `key: value` lines that stand between two `---` before a document.
//!
//! This is the part of YAML that writers of articles use: one value, a list in
//! brackets, or a list of `- item` lines.

use crate::article::{Article, Label, RichText, Url};
use crate::parse::{Complaint, Spot, address::Base, dates, plain::names};
use crate::sentence;

/// One key with its values, and the line it stands on.
struct Field<'a> {
    line: usize,
    key: &'a str,
    values: Vec<&'a str>,
}

/// The article of the front matter, what was not understood in it, and the text behind it.
///
/// Without front matter, the article is empty and the text whole.
pub(super) fn split<'a>(
    markdown: &'a str,
    base: Option<&Url>,
) -> (Article, Vec<Complaint>, &'a str) {
    let mut article = Article {
        url: base.filter(|url| url.opens()).cloned(),
        ..Article::default()
    };
    let mut complaints = Vec::new();
    let Some((fields, rest)) = fields(markdown) else {
        return (article, complaints, markdown);
    };
    let base = Base::new(base);
    for field in fields {
        if !field.set(&mut article, &base) {
            let (key, value) = (Label::new(field.key), Label::new(&field.values.join(", ")));
            complaints.push(Complaint {
                at: Spot::Line(field.line, 1),
                what: sentence!(
                    "Front matter that is not understood was left out: {key}: {value}",
                    "文首元数据中有一项无法识别，已略去：{key}: {value}"
                ),
            });
        }
    }
    (article, complaints, rest)
}

/// The fields and what stands behind them; nothing where a line is no field.
fn fields(markdown: &str) -> Option<(Vec<Field<'_>>, &str)> {
    let mut rest = after_line(markdown, |line| line == "---")?;
    let mut fields: Vec<Field<'_>> = Vec::new();
    for number in 2.. {
        if let Some(behind) = after_line(rest, |line| line == "---" || line == "...") {
            return Some((fields, behind));
        }
        let (line, behind) = rest.split_once('\n')?;
        rest = behind;
        let line = line.trim_end();
        let text = line.trim_start();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let value = text
            .strip_prefix("- ")
            .or(Some(text).filter(|text| text.len() < line.len()));
        if let Some(value) = value {
            // An item of a list, or a line that goes on.
            fields.last_mut()?.values.push(unquoted(value));
            continue;
        }
        let (key, value) = text.split_once(':')?;
        let is_key = key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        if !is_key {
            return None;
        }
        fields.push(Field {
            line: number,
            key,
            values: values(value.trim()),
        });
    }
    None
}

/// What follows the first line of `text`, if that line is as `is` asks.
fn after_line(text: &str, is: impl Fn(&str) -> bool) -> Option<&str> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    is(line.trim_end()).then_some(rest)
}

fn values(value: &str) -> Vec<&str> {
    let list = value
        .strip_prefix('[')
        .and_then(|value| value.strip_suffix(']'));
    let values = match list {
        Some(list) => list
            .split([',', '，'])
            .map(|value| unquoted(value.trim()))
            .collect(),
        // `|` and `>` announce lines that go on.
        None if matches!(value, "|" | ">" | "|-" | ">-") => Vec::new(),
        None => vec![unquoted(value)],
    };
    values
        .into_iter()
        .filter(|value| !value.is_empty())
        .collect()
}

fn unquoted(value: &str) -> &str {
    let within = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

impl Field<'_> {
    /// Writes the field into the article; says whether it was understood.
    fn set(&self, article: &mut Article, base: &Base) -> bool {
        let joined = self.values.join(" ");
        let text = || Label::some(&joined);
        let labels = || self.values.iter().flat_map(|value| names(value)).collect();
        let url = || base.openable(&joined);
        match self.key.to_ascii_lowercase().as_str() {
            _ if self.values.is_empty() => {}
            "title" | "标题" => article.title = Label::new(&joined),
            "subtitle" | "副标题" => article.subtitle = text(),
            "id" | "slug" => article.id = text(),
            "author" | "authors" | "作者" => article.authors = labels(),
            "source" | "sources" | "来源" => article.sources = labels(),
            "tags" | "tag" | "keywords" | "标签" => {
                article.tags = self
                    .values
                    .iter()
                    .filter_map(|tag| Label::some(tag))
                    .collect();
            }
            "categories" | "category" | "分类" | "栏目" => {
                let labels = self.values.iter().filter_map(|name| Label::some(name));
                article.breadcrumb = labels.collect();
            }
            "lang" | "language" | "语言" => article.language = text(),
            "description" | "summary" | "excerpt" | "abstract" | "摘要" => {
                article.summary = text().map(|text| RichText::plain(&text));
            }
            "url" | "permalink" | "canonical" | "link" => return set(&mut article.url, url()),
            "image" | "cover" | "thumbnail" => return set(&mut article.image, url()),
            "date" | "published" | "created" | "pubdate" | "日期" | "时间" => {
                return set(&mut article.published, dates::moment(&joined));
            }
            "updated" | "lastmod" | "modified" | "更新" => {
                return set(&mut article.updated, dates::moment(&joined));
            }
            _ => return false,
        }
        true
    }
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let understood = value.is_some();
    if understood {
        *place = value;
    }
    understood
}
