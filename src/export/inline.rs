//! Styled text as inline Markdown.
//!
//! `CommonMark` ends `**` only beside a blank, a mark or the right neighbour,
//! and counts full-width marks as marks: `**重点。**后` is not strong. Where a
//! delimiter would not be understood the HTML element is written, which
//! `CommonMark` lets through; a style with no delimiter is always written so.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::{Label, RichText, Span, Style};

/// The labels of the notes of an article, and how they are written.
pub(super) type NoteNames = HashMap<Label, String>;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// In a paragraph, which may have several lines.
    Paragraph,
    /// In a heading, which is one line.
    Heading,
    /// In the cell of a table, which ends at a `|`.
    Cell,
}

/// Writes `text` as Markdown; its lines are to be indented by the caller.
pub(super) fn inline(text: &RichText, context: Context, notes: &NoteNames) -> String {
    let writer = Writer {
        text: text.text(),
        context,
        notes,
    };
    let mut out = String::with_capacity(text.text().len() + 16);
    let all = 0..text.text().len();
    let around = Around {
        is_start: true,
        ..Around::default()
    };
    writer.write(&mut out, all, text.spans(), &around);
    out
}

/// Styles within styles that are written; no person nests more.
const DEPTH: usize = 16;

/// What stands around a part of a text.
#[derive(Clone, Debug, Default)]
struct Around<'a> {
    /// The styles that the part is in already.
    styles: Vec<&'a Style>,
    /// What is written directly before and behind the part.
    before: Option<char>,
    behind: Option<char>,
    /// Nothing is written before the part.
    is_start: bool,
    depth: usize,
}

struct Writer<'a> {
    text: &'a str,
    context: Context,
    notes: &'a NoteNames,
}

impl<'a> Writer<'a> {
    fn write(
        &self,
        out: &mut String,
        part: Range<usize>,
        mut spans: &'a [Span],
        around: &Around<'a>,
    ) {
        let begin = out.len();
        let mut at = part.start;
        while let Some(first) = spans.first() {
            let start = first.range.start.max(at);
            let outer = start..first.range.end.min(part.end).max(start);
            let same = spans.iter().take_while(|span| span.range == first.range);
            let same = same.count();
            let inside = spans.iter().take_while(|span| span.range.start < outer.end);
            let inside = inside.count().max(same);
            self.escape(out, at..start, around.is_start && out.len() == begin);
            at = outer.end;
            let behind = match spans.get(inside) {
                Some(next) if next.range.start == at => Some(edge(&next.style)),
                _ if at == part.end => around.behind,
                _ => self.text[at..].chars().next(),
            };
            let here = Around {
                styles: around.styles.clone(),
                before: out[begin..].chars().next_back().or(around.before),
                behind,
                is_start: around.is_start && out.len() == begin,
                depth: around.depth + 1,
            };
            self.write_run(out, outer, &spans[..same], &spans[same..inside], here);
            spans = &spans[inside..];
        }
        self.escape(out, at..part.end, around.is_start && out.len() == begin);
    }

    /// Writes a part in `styles`, of which the first is the innermost.
    fn write_run(
        &self,
        out: &mut String,
        part: Range<usize>,
        styles: &'a [Span],
        inside: &'a [Span],
        around: Around<'a>,
    ) {
        let raw = &self.text[part.clone()];
        let mut new: Vec<&Style> = Vec::new();
        for Span { style, .. } in styles {
            if !says(&around.styles, style) && !says(&new, style) {
                new.push(style);
            }
        }
        let mut all = around.styles;
        all.extend(&new);
        let is_linked = all.iter().any(|style| matches!(style, Style::Link(_)));
        let mark = new.iter().find_map(|style| self.note_mark(style));
        if let Some(mark) = mark.filter(|_| !is_linked) {
            out.push_str(&mark);
            return;
        }
        // A mark without a note is only text.
        new.retain(|style| !matches!(style, Style::NoteMark(_)));
        // Nothing is understood between backticks, so they are the innermost.
        new.sort_by_key(|style| !matches!(style, Style::Code));
        // Ticks that meet would be one run of ticks.
        let is_apart = around.before != Some('`') || new.len() > 1;
        let is_code = new.first() == Some(&&Style::Code) && inside.is_empty() && is_apart;
        let ticked = self.ticked(raw).filter(|_| is_code);
        let wraps = &new[usize::from(ticked.is_some())..];
        let mut content = ticked.unwrap_or_default();
        if content.is_empty() {
            let edge = new.first().map(|style| edge(style));
            let within = Around {
                styles: all,
                before: edge.or(around.before),
                behind: edge.or(around.behind),
                is_start: around.is_start && new.is_empty(),
                depth: around.depth,
            };
            let inside = if around.depth < DEPTH { inside } else { &[] };
            self.write(&mut content, part, inside, &within);
        }
        for (n, style) in wraps.iter().enumerate() {
            let outer = wraps.get(n + 1).map(|style| edge(style));
            let (before, behind) = (outer.or(around.before), outer.or(around.behind));
            content = self.wrapped(style, &content, raw, before, behind);
        }
        out.push_str(&content);
    }

    fn note_mark(&self, style: &Style) -> Option<String> {
        let Style::NoteMark(label) = style else {
            return None;
        };
        self.notes.get(label).map(|name| format!("[^{name}]"))
    }

    /// Code between backticks; nothing when they cannot hold it.
    fn ticked(&self, code: &str) -> Option<String> {
        if code.contains('\n') || code.trim().is_empty() {
            return None;
        }
        let ticks = "`".repeat(longest_run(code, '`') + 1);
        let needs_room = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
        let room = if needs_room { " " } else { "" };
        let code = match self.context {
            Context::Cell => code.replace('|', "\\|"),
            _ => code.to_owned(),
        };
        Some(format!("{ticks}{room}{code}{room}{ticks}"))
    }

    /// `content` in one style; `raw` is the text of which it was made.
    fn wrapped(
        &self,
        style: &Style,
        content: &str,
        raw: &str,
        before: Option<char>,
        behind: Option<char>,
    ) -> String {
        let element = match style {
            Style::Emphasis if flanks(before, content, behind) => return format!("*{content}*"),
            Style::Strong if flanks(before, content, behind) => return format!("**{content}**"),
            Style::Strike if flanks(before, content, behind) => return format!("~~{content}~~"),
            Style::Emphasis => "em",
            Style::Strong => "strong",
            Style::Strike => "del",
            Style::Highlight => "mark",
            Style::Code => "code",
            Style::Superscript => "sup",
            Style::Subscript => "sub",
            Style::NoteMark(_) => return content.to_owned(),
            Style::Ruby(reading) => {
                let reading = RichText::plain(reading);
                let reading = inline(&reading, self.context, self.notes);
                return format!("<ruby>{content}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>");
            }
            Style::Link(url) => {
                let is_bare = raw == url.as_str() && url.opens() && raw.contains("://");
                if is_bare && !raw.contains(['<', '>', '|', '\\', '&', '`']) {
                    return format!("<{raw}>");
                }
                return format!("[{content}]({})", destination(url.as_str()));
            }
        };
        format!("<{element}>{content}</{element}>")
    }

    /// Writes plain text so that nothing in it means anything.
    fn escape(&self, out: &mut String, part: Range<usize>, at_start: bool) {
        let mut line_start = at_start && self.context == Context::Paragraph;
        let mut is_number = line_start;
        let mut before = self.text[..part.start].chars().next_back();
        for (at, c) in self.text[part.clone()].char_indices() {
            let end = part.start + at + c.len_utf8();
            let next = self.text[end..].chars().next();
            let meets = |wanted: fn(char) -> bool| next.is_some_and(wanted);
            let means_something = match c {
                '\\' | '`' | '*' | '[' | ']' | '~' => true,
                '_' => !(before.is_some_and(char::is_alphanumeric) && meets(char::is_alphanumeric)),
                '<' => meets(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
                '&' => meets(|c| c.is_ascii_alphanumeric() || c == '#'),
                // A link may follow, and this would make an image of it.
                '!' => end == part.end && next.is_some(),
                '|' => line_start || self.context == Context::Cell,
                '#' => line_start || self.context == Context::Heading,
                '>' | '+' | '-' | '=' => line_start,
                ':' => line_start || out.ends_with(']'),
                '.' | ')' => is_number && before.is_some_and(|c| c.is_ascii_digit()),
                _ => false,
            };
            match c {
                '\n' => self.end_line(out, before, next),
                // Blanks at either end of a line would go.
                ' ' if line_start || next.is_none_or(|c| c == '\n') => out.push_str("&#32;"),
                c if means_something => out.extend(['\\', c]),
                c => out.push(c),
            }
            line_start = c == '\n' && out.ends_with('\n');
            is_number = line_start || is_number && c.is_ascii_digit();
            before = Some(c);
        }
    }

    fn end_line(&self, out: &mut String, before: Option<char>, next: Option<char>) {
        let is_between = before.is_some_and(|c| c != '\n') && next.is_some_and(|c| c != '\n');
        match self.context {
            Context::Paragraph if is_between => out.push_str("\\\n"),
            Context::Heading => out.push(' '),
            _ => out.push_str("<br>"),
        }
    }
}

/// Whether a text in `styles` is in `style` already; a link never stands in a link.
fn says(styles: &[&Style], style: &Style) -> bool {
    styles.iter().any(|other| match (other, style) {
        (Style::Link(_), Style::Link(_)) => true,
        (other, style) => *other == style,
    })
}

/// What is written at the edges of a text in `style`; `*` where that is doubtful.
fn edge(style: &Style) -> char {
    match style {
        Style::Emphasis | Style::Strong | Style::Strike | Style::NoteMark(_) => '*',
        Style::Code => '`',
        Style::Link(_) => '[',
        _ => '<',
    }
}

/// Whether a delimiter is understood on both sides of `content`.
///
/// `CommonMark` 0.31, 6.2, left- and right-flanking, where a character counts
/// as a mark only if it surely is one, and as a letter likewise.
fn flanks(before: Option<char>, content: &str, behind: Option<char>) -> bool {
    let is_delimiter = |c: char| matches!(c, '*' | '_' | '~');
    let may_stand = |inner: Option<char>, outer: Option<char>| {
        let Some(inner) = inner.filter(|c| !c.is_whitespace() && !is_delimiter(*c)) else {
            return false;
        };
        match outer {
            None => true,
            Some(outer) if is_delimiter(outer) => false,
            Some(outer) => inner.is_alphanumeric() || outer.is_whitespace() || is_mark(outer),
        }
    };
    may_stand(content.chars().next(), before) && may_stand(content.chars().next_back(), behind)
}

/// Whether `c` is surely a punctuation mark to Unicode.
fn is_mark(c: char) -> bool {
    let is_wide = matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
        || matches!(c, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}');
    c.is_ascii_punctuation() || is_wide
}

/// An address between the parentheses of a link.
pub(super) fn destination(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if matches!(c, '(' | ')' | '<' | '>' | '\\' | '&' | '`' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The length of the longest run of `wanted` in `text`.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    let runs = text.split(|c| c != wanted).map(|run| run.chars().count());
    runs.max().unwrap_or_default()
}
