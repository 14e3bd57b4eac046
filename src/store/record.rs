//! Articles as columns of tables, and columns as articles.
//!
//! What is read back is cleaned again on its way into an [`Article`]: a file on
//! disk is data from outside like any other.

use std::borrow::Cow;

use rusqlite::Row;

use super::digest::Digest;
use crate::article::{
    Article, Block, Label, Markup, Moment, Part, Received, RichText, RichTextBuilder, Span, Style,
    Url,
};

/// Several labels in one column; a label has no line end.
pub(super) fn lines(labels: &[Label]) -> Option<String> {
    let lines: Vec<&str> = labels.iter().map(Label::as_str).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

pub(super) fn labels(row: &Row<'_>, column: &str) -> rusqlite::Result<Vec<Label>> {
    let lines = text(row, column)?.unwrap_or_default();
    Ok(lines.lines().filter_map(Label::some).collect())
}

/// What a column holds of something optional.
pub(super) fn url(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Url>> {
    Ok(text(row, column)?.and_then(Url::new))
}

pub(super) fn label(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Label>> {
    Ok(text(row, column)?.and_then(Label::some))
}

pub(super) fn moment(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Moment>> {
    Ok(text(row, column)?.and_then(Moment::read))
}

fn text<'r>(row: &'r Row<'_>, column: &str) -> rusqlite::Result<Option<&'r str>> {
    Ok(row.get_ref(column)?.as_str_or_null()?)
}

/// Whom an article is from: the institutions, else the authors.
pub(super) fn byline(article: &Article) -> Option<String> {
    let names = if article.sources.is_empty() {
        &article.authors
    } else {
        &article.sources
    };
    lines(names).map(|lines| lines.replace('\n', " "))
}

/// When an article was published, for the order of lists: never after it arrived.
///
/// Somebody who dates an article into the future would stand on top of every list.
pub(super) fn stamp(article: &Article, arrived: i64) -> i64 {
    let published = article.published.map_or(arrived, Moment::order);
    published.min(arrived)
}

/// A body as the tables `body`, `page` and `former` hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns<'a> {
    pub(super) base: Option<Cow<'a, str>>,
    /// The markup of the body's one part, or of all its parts with the bytes of each: `html 120 blocks 80`.
    pub(super) markup: Cow<'a, str>,
    /// The parts, one behind the other.
    pub(super) text: Cow<'a, str>,
}

impl<'a> Columns<'a> {
    /// The body of an article; nothing when there is none.
    ///
    /// A body that has been read already is kept as its text: that loses its form and no word.
    pub(super) fn of(article: &'a Article) -> Option<Columns<'a>> {
        if let Some(received) = &article.received {
            return Columns::of_received(received);
        }
        let texts: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
        let text = texts.join("\n");
        (!text.is_empty()).then(|| Columns {
            base: None,
            markup: Cow::Borrowed(Markup::Plain.name()),
            text: Cow::Owned(text),
        })
    }

    pub(super) fn of_received(received: &'a Received) -> Option<Columns<'a>> {
        let base = received.base.as_ref().map(|url| url.as_str().into());
        match &received.parts[..] {
            [] => None,
            [part] => Some(Columns {
                base,
                markup: part.markup.name().into(),
                text: part.text.as_str().into(),
            }),
            parts => {
                let length = |part: &Part| format!("{} {}", part.markup.name(), part.text.len());
                let lengths: Vec<String> = parts.iter().map(length).collect();
                let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
                Some(Columns {
                    base,
                    markup: lengths.join(" ").into(),
                    text: texts.concat().into(),
                })
            }
        }
    }

    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Columns<'static>> {
        Ok(Columns {
            base: row.get::<_, Option<String>>("base")?.map(Cow::Owned),
            markup: Cow::Owned(row.get("markup")?),
            text: Cow::Owned(row.get("text")?),
        })
    }

    /// The body as it came. What the columns do not tell is plain text.
    pub(super) fn received(&self) -> Received {
        let base = self.base.as_deref().and_then(Url::new);
        let named = |name: &str| Markup::named(name).unwrap_or(Markup::Plain);
        let words: Vec<&str> = self.markup.split(' ').collect();
        let mut rest = &*self.text;
        let mut parts = Vec::new();
        for pair in words.chunks_exact(2) {
            let length: usize = pair[1].parse().unwrap_or(rest.len());
            let (text, behind) = rest.split_at(boundary(rest, length));
            rest = behind;
            parts.push(Part {
                markup: named(pair[0]),
                text: text.to_owned(),
            });
        }
        if parts.is_empty() || !rest.is_empty() {
            parts.push(Part {
                markup: named(words[0]),
                text: rest.to_owned(),
            });
        }
        Received { parts, base }
    }
}

/// The last boundary of a scalar at or before byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The number of all that an article says. When it was last changed is not part of it: some
/// sources change that with every answer.
pub(super) fn digest(article: &Article, body: Option<&Columns<'_>>) -> i64 {
    let mut digest = Digest::new();
    digest.option(article.id.as_deref());
    digest.option(article.url.as_ref().map(Url::as_str));
    digest.text(&article.title);
    digest.option(article.subtitle.as_deref());
    for labels in [
        &article.breadcrumb,
        &article.authors,
        &article.sources,
        &article.tags,
    ] {
        digest.option(lines(labels).as_deref());
    }
    let published = article.published.map(|moment| moment.to_string());
    digest.option(published.as_deref());
    digest.option(article.language.as_deref());
    if let Some(summary) = &article.summary {
        digest.text(summary.text()).text(&styles(summary));
    }
    digest.option(article.image.as_ref().map(Url::as_str));
    if let Some(body) = body {
        digest.option(body.base.as_deref());
        digest.text(&body.markup).text(&body.text);
    }
    digest.number()
}

/// What is said of the parts of a text, a line each: `0 6 link https://…`.
pub(super) fn styles(text: &RichText) -> String {
    let line = |span: &Span| {
        let (name, value) = match &span.style {
            Style::Emphasis => ("emphasis", ""),
            Style::Strong => ("strong", ""),
            Style::Strike => ("strike", ""),
            Style::Highlight => ("highlight", ""),
            Style::Code => ("code", ""),
            Style::Superscript => ("superscript", ""),
            Style::Subscript => ("subscript", ""),
            Style::Link(url) => ("link", url.as_str()),
            Style::Ruby(reading) => ("ruby", reading.as_str()),
            Style::NoteMark(label) => ("note", label.as_str()),
        };
        format!("{} {} {name} {value}", span.range.start, span.range.end)
    };
    text.spans()
        .iter()
        .map(line)
        .collect::<Vec<String>>()
        .join("\n")
}

/// The text with its styles; a line that says nothing says nothing.
pub(super) fn rich_text(text: &str, styles: &str) -> RichText {
    let mut spans: Vec<Span> = styles.lines().filter_map(|line| span(line, text)).collect();
    spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    let mut builder = RichTextBuilder::default();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut write_to = |builder: &mut RichTextBuilder, open: &mut Vec<usize>, to: usize| {
        while let Some(end) = open.last().copied().filter(|end| *end <= to) {
            builder.push(&text[at..end.max(at)]);
            at = end.max(at);
            builder.close();
            open.pop();
        }
        builder.push(&text[at..to.max(at)]);
        at = to.max(at);
    };
    for span in spans {
        write_to(&mut builder, &mut open, span.range.start);
        // Styles nest; one that would cross ends with the one around it.
        let around = open.last().copied().unwrap_or(text.len());
        open.push(span.range.end.min(around));
        builder.open(span.style);
    }
    write_to(&mut builder, &mut open, text.len());
    builder.finish()
}

fn span(line: &str, text: &str) -> Option<Span> {
    let mut words = line.splitn(4, ' ');
    let start: usize = words.next()?.parse().ok()?;
    let end: usize = words.next()?.parse().ok()?;
    let (name, value) = (words.next()?, words.next().unwrap_or_default());
    let style = match name {
        "emphasis" => Style::Emphasis,
        "strong" => Style::Strong,
        "strike" => Style::Strike,
        "highlight" => Style::Highlight,
        "code" => Style::Code,
        "superscript" => Style::Superscript,
        "subscript" => Style::Subscript,
        "link" => Style::Link(Url::new(value)?),
        "ruby" => Style::Ruby(Label::new(value)),
        "note" => Style::NoteMark(Label::new(value)),
        _ => return None,
    };
    let inside = text.is_char_boundary(start) && text.is_char_boundary(end) && start < end;
    inside.then_some(Span {
        range: start..end,
        style,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_reads_back_as_it_came() {
        let part = |markup, text: &str| Part {
            markup,
            text: text.to_owned(),
        };
        let bodies = [
            vec![part(Markup::Html, "<p>春</p>")],
            vec![part(Markup::Blocks, "")],
            vec![part(Markup::Html, "<p>春</p>"), part(Markup::Blocks, "[]")],
            vec![
                part(Markup::Text, ""),
                part(Markup::Text, "文"),
                part(Markup::Html, ""),
            ],
        ];
        for parts in bodies {
            for base in [None, Url::new("https://example.org/a b")] {
                let received = Received {
                    parts: parts.clone(),
                    base,
                };
                let columns = Columns::of_received(&received).expect("it has parts");
                assert_eq!(columns.received(), received);
            }
        }
    }

    #[test]
    fn columns_that_somebody_else_wrote_lose_no_text() {
        let columns = |markup: &'static str| Columns {
            base: None,
            markup: markup.into(),
            text: "春天".into(),
        };
        for markup in [
            "",
            "docx",
            "html 1",
            "html 99 text x",
            "html 3 text 1",
            "html 3 text",
        ] {
            let parts = columns(markup).received().parts;
            let text: String = parts.into_iter().map(|part| part.text).collect();
            assert_eq!(text, "春天", "{markup:?}");
        }
    }

    #[test]
    fn a_read_body_keeps_its_words() {
        let article = Article {
            body: vec![Block::paragraph("春"), Block::Rule, Block::paragraph("夏")],
            ..Article::default()
        };
        let columns = Columns::of(&article).expect("it has a body");
        assert_eq!((&*columns.markup, &*columns.text), ("plain", "春\n夏"));
        assert_eq!(Columns::of(&Article::default()), None);
    }

    #[test]
    fn a_summary_keeps_its_styles() {
        let mut builder = RichTextBuilder::default();
        builder.push("他");
        builder.open(Style::Strong);
        builder.push("说");
        builder.push_styled("漢字", Style::Ruby(Label::new("かん じ")));
        builder.close();
        if let Some(url) = Url::new("https://example.org/?a=b") {
            builder.push_styled("链接", Style::Link(url));
        }
        builder.push_styled("1", Style::NoteMark(Label::new("1")));
        let summary = builder.finish();
        assert_eq!(rich_text(summary.text(), &styles(&summary)), summary);
    }

    #[test]
    fn styles_that_somebody_else_wrote_do_no_harm() {
        let odd = "0 3 strong\n3 99 code\n1 3 code\nx\n6 3 code\n0 6 link \n0 3 blink\n0 6 code\n3 9 strike";
        let text = rich_text("春夏秋", odd);
        assert_eq!(text.text(), "春夏秋");
        assert_eq!(text.spans().len(), 3);
    }
}
