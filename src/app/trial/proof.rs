//! What a mapping gives of an answer, as it is shown.

use std::sync::Arc;

use crate::article::{Article, Label};
use crate::layout::wrap;
use crate::library::{ArticleId, Headline, Marks, SourceId};
use crate::locale::{Locale, Sentence};
use crate::say;
use crate::text::{self, Profile};

/// What a mapping gives of an answer.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// The mapping, line by line, without control characters.
    pub mapping: Vec<String>,
    /// What is wrong with it, from the first line to the last; then there are no articles.
    pub faults: Vec<Fault>,
    /// What could not be read, each with its place.
    pub complaints: Vec<Sentence>,
    /// The answer, line by line.
    pub sample: Vec<SampleRow>,
    /// The articles.
    pub articles: Vec<Arc<Article>>,
}

/// Something that is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 1.
    pub column: usize,
    /// What it is.
    pub what: Sentence,
}

/// A line of the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleRow {
    /// What stands there.
    pub text: String,
    /// The article that begins here, counted from 0.
    pub article: Option<usize>,
    /// The field of an article that is taken from here.
    pub field: Option<&'static str>,
    /// What stands here is in some field.
    pub is_taken: bool,
}

/// A row of the mapping, or of what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingRow {
    /// The number of the line that begins here.
    pub number: Option<usize>,
    /// What stands there.
    pub text: String,
    /// It is no part of the mapping, but says what is wrong with it.
    pub is_fault: bool,
}

/// Rows that one line, or one thing that is said, may take.
const MOST: usize = 12;

/// Cells before each line of a mapping, for its number.
pub(super) const NUMBERS: usize = 4;

impl Proof {
    /// In few words, how the mapping does.
    pub(super) fn told(&self, locale: Locale) -> String {
        let (faults, complaints) = (self.faults.len(), self.complaints.len());
        let articles = self.articles.len();
        match (faults, complaints) {
            (0, 0) => say!(locale, "{articles} articles", "{articles} 篇文章"),
            (0, _) => say!(
                locale,
                "{articles} articles, {complaints} complaints (below the mapping)",
                "{articles} 篇文章，{complaints} 处存疑（见映射末尾）"
            ),
            _ => say!(
                locale,
                "{faults} faults in the mapping",
                "映射有 {faults} 处错误"
            ),
        }
    }

    /// The rows of the mapping in a pane of this width, with what is wrong below each line, and
    /// what could not be read below all.
    pub(super) fn mapping_rows(
        &self,
        cells: usize,
        locale: Locale,
        profile: Profile,
    ) -> Vec<MappingRow> {
        let cells = cells.saturating_sub(NUMBERS + 1).max(8);
        let mut rows = Vec::new();
        let row = |number, text, is_fault| MappingRow {
            number,
            text,
            is_fault,
        };
        for (n, line) in self.mapping.iter().enumerate() {
            let set = wrap(line, cells, MOST, profile);
            let is_whole = set.len() <= 1;
            let mut numbers = Some(n + 1).into_iter();
            if set.is_empty() {
                rows.push(row(numbers.next(), String::new(), false));
            }
            let set = set.into_iter();
            rows.extend(set.map(|text| row(numbers.next(), text, false)));
            for fault in self.faults.iter().filter(|fault| fault.line == n + 1) {
                let before = line.chars().take(fault.column.saturating_sub(1));
                let before = text::width(&before.collect::<String>(), profile);
                let before = if is_whole { before.min(cells - 2) } else { 0 };
                rows.push(row(None, " ".repeat(before) + "^", true));
                let told = wrap(fault.what.told(locale), cells, MOST, profile);
                rows.extend(told.into_iter().map(|text| row(None, text, true)));
            }
        }
        for complaint in &self.complaints {
            rows.push(MappingRow::default());
            let told = wrap(complaint.told(locale), cells, MOST, profile);
            rows.extend(told.into_iter().map(|text| row(None, text, true)));
        }
        rows
    }
}

/// What a list would show of an article that no library has.
pub(super) fn headline(article: &Article) -> Headline {
    Headline {
        id: ArticleId(0),
        source: SourceId(0),
        section: None,
        title: article.title.clone(),
        published: article.published,
        arrived: 0,
        from: Label::default(),
        marks: Marks::default(),
        progress: 0,
        revisions: 0,
    }
}
