//! One text and what is said of its parts.

use std::ops::Range;

use super::{Label, Url};
use crate::text;

/// A text with styled byte ranges.
///
/// `\n` is a line end that the author wanted; there is no other control
/// character. Ranges lie on cluster boundaries, are never empty, nest without
/// crossing, and come ordered by their start, the longer first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RichText {
    text: String,
    spans: Vec<Span>,
}

/// A styled byte range of a [`RichText`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What is said of them.
    pub style: Style,
}

/// What an author can say of a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// Stress; set in italics, or underlined where a script has none.
    Emphasis,
    /// Importance; set bold.
    Strong,
    /// No longer valid; struck through.
    Strike,
    /// Marked by the author for the reader's eye.
    Highlight,
    /// Computer text.
    Code,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
    /// Leads elsewhere.
    Link(Url),
    /// The reading of the range, as ruby gives it: 漢字 with かんじ.
    Ruby(Label),
    /// The range is the mark of the footnote with this label.
    NoteMark(Label),
}

impl RichText {
    /// Unstyled text.
    pub fn plain(raw: &str) -> RichText {
        let mut builder = RichTextBuilder::default();
        builder.push(raw);
        builder.finish()
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is said of its parts.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// How many links are in it.
    pub fn links(&self) -> u32 {
        let links = self
            .spans
            .iter()
            .filter(|span| matches!(span.style, Style::Link(_)));
        u32::try_from(links.count()).unwrap_or(u32::MAX)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The same without the characters at both ends that `blank` names.
    #[must_use]
    pub fn trimmed(self, blank: impl Fn(char) -> bool) -> RichText {
        let start = self.text.len() - self.text.trim_start_matches(&blank).len();
        let end = start + self.text[start..].trim_end_matches(&blank).len();
        if start == 0 && end == self.text.len() {
            return self;
        }
        self.slice(start..end)
    }

    /// The part of the text in `range`, with what is said of it.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> RichText {
        let text = self.text[range.clone()].to_owned();
        let cut = |at: usize| at.clamp(range.start, range.end) - range.start;
        let spans = self.spans.iter().filter_map(|span| {
            let cut = cut(span.range.start)..cut(span.range.end);
            (!cut.is_empty()).then(|| Span {
                range: cut,
                style: span.style.clone(),
            })
        });
        RichText {
            spans: spans.collect(),
            text,
        }
    }
}

/// Writes a [`RichText`] from its beginning to its end.
#[derive(Debug, Default)]
pub struct RichTextBuilder {
    text: String,
    spans: Vec<Span>,
    open: Vec<(usize, Style)>,
}

impl RichTextBuilder {
    /// Adds text, cleaned.
    pub fn push(&mut self, raw: &str) {
        let clean = text::clean(raw);
        self.text.push_str(&clean);
    }

    /// Begins a style here; styles may nest.
    pub fn open(&mut self, style: Style) {
        self.open.push((self.text.len(), style));
    }

    /// Ends the style that was opened last; without one, nothing happens.
    pub fn close(&mut self) {
        if let Some((start, style)) = self.open.pop() {
            self.spans.push(Span {
                range: start..self.text.len(),
                style,
            });
        }
    }

    /// Adds text in one style.
    pub fn push_styled(&mut self, raw: &str, style: Style) {
        self.open(style);
        self.push(raw);
        self.close();
    }

    /// What has been written so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes away blanks at the end that `blank` names.
    pub fn trim_end(&mut self, blank: impl Fn(char) -> bool) {
        let kept = self.text.trim_end_matches(blank).len();
        self.text.truncate(kept);
        // What was said of the blanks is not said of what is written next.
        let reach_too_far = |span: &&mut Span| span.range.end > kept;
        for span in self.spans.iter_mut().rev().take_while(reach_too_far) {
            span.range = span.range.start.min(kept)..kept;
        }
        let begin_too_far = |open: &&mut (usize, Style)| open.0 > kept;
        for open in self.open.iter_mut().rev().take_while(begin_too_far) {
            open.0 = kept;
        }
    }

    /// Closes what is still open and gives the text.
    ///
    /// A cluster has the styles of its first scalar. Both ends of a range snap
    /// the same way, so that ranges which nested still do.
    pub fn finish(mut self) -> RichText {
        while !self.open.is_empty() {
            self.close();
        }
        let text = self.text;
        snap(&text, &mut self.spans);
        self.spans.retain(|span| !span.range.is_empty());
        self.spans
            .sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
        RichText {
            text,
            spans: self.spans,
        }
    }
}

/// Moves both ends of every span up to the next border of a cluster.
///
/// One walk serves all of them: a thousand marks on one letter, each with a
/// style of its own, would else be walked a thousand times.
fn snap(text: &str, spans: &mut [Span]) {
    let ends = spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end]);
    let mut ends: Vec<usize> = ends.collect();
    ends.sort_unstable();
    ends.dedup();
    let mut clusters = text::clusters(text);
    let mut border = 0;
    let mut next_border = |end: usize| {
        while let Some(cluster) = (border < end).then(|| clusters.next()).flatten() {
            border += cluster.len();
        }
        border
    };
    let borders: Vec<usize> = ends.iter().map(|end| next_border(*end)).collect();
    let snapped = |end: usize| ends.binary_search(&end).map_or(end, |n| borders[n]);
    for span in spans {
        span.range = snapped(span.range.start)..snapped(span.range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(range: Range<usize>, style: Style) -> Span {
        Span { range, style }
    }

    #[test]
    fn styles_nest_and_outer_ones_come_first() {
        let mut builder = RichTextBuilder::default();
        builder.push("他");
        builder.open(Style::Strong);
        builder.open(Style::Emphasis);
        builder.push("说");
        builder.close();
        builder.push("：");
        let rich = builder.finish();
        assert_eq!(rich.text(), "他说：");
        assert_eq!(
            rich.spans(),
            [span(3..9, Style::Strong), span(3..6, Style::Emphasis)]
        );
    }

    #[test]
    fn a_style_never_cuts_a_cluster_and_is_never_empty() {
        let mut builder = RichTextBuilder::default();
        builder.push_styled("e", Style::Strong);
        builder.push("\u{301}");
        builder.push_styled("", Style::Code);
        let rich = builder.finish();
        assert_eq!(rich.spans(), [span(0..3, Style::Strong)]);
    }

    #[test]
    fn styles_that_meet_within_a_cluster_do_not_cross() {
        let mut builder = RichTextBuilder::default();
        builder.push_styled("ae", Style::Strong);
        builder.push_styled("\u{301}b", Style::Emphasis);
        let rich = builder.finish();
        assert_eq!(
            rich.spans(),
            [span(0..4, Style::Strong), span(4..5, Style::Emphasis)]
        );
    }

    #[test]
    fn a_style_ends_with_the_blanks_that_are_trimmed() {
        let mut builder = RichTextBuilder::default();
        builder.push_styled("粗  ", Style::Strong);
        builder.open(Style::Emphasis);
        builder.trim_end(char::is_whitespace);
        builder.push("斜");
        let rich = builder.finish();
        assert_eq!(
            rich.spans(),
            [span(0..3, Style::Strong), span(3..6, Style::Emphasis)]
        );
    }

    #[test]
    fn trimming_takes_the_styles_along() {
        let mut builder = RichTextBuilder::default();
        builder.push("  ");
        builder.push_styled(" 粗 ", Style::Strong);
        let rich = builder.finish().trimmed(char::is_whitespace);
        assert_eq!(
            (rich.text(), rich.spans()),
            ("粗", &[span(0..3, Style::Strong)][..])
        );
    }
}
