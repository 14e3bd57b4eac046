//! Sets one text as rows.
//!
//! 1. `drawn` gives the text as it is drawn, and knows where each stretch comes from.
//! 2. `text::pieces` marks where it may part.
//! 3. `fill` makes lines of it.
//! 4. Each line becomes a row of runs: cut where its looks change, with the
//!    gaps that `adjust` asks for.
//!
//! The lines are those of the text as a whole: how it is cut into looks does
//! not change them.

use std::ops::Range;

use super::adjust::{drawn_gaps, gaps};
use super::drawn::{Drawn, Stretch, draw};
use super::fill::{Limits, Line, fill};
use super::measure::Measure;
use super::pictures::Pictures;
use super::row::{Role, Row, Run};
use crate::article::RichText;
use crate::text::{self, LineRules, Piece};

/// What is the same for every text that is set in one column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column<'a> {
    /// How the article is set.
    pub(crate) measure: &'a Measure,
    /// Where its lines may part.
    pub(crate) rules: LineRules,
    /// Cells of the column.
    pub(crate) cells: usize,
    /// The pictures that have come.
    pub(crate) pictures: &'a Pictures,
}

/// A text, and what must be known beside it to set it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Matter<'a> {
    /// The text.
    pub(crate) rich: &'a RichText,
    /// The part it plays.
    pub(crate) role: Role,
    /// What is put in before it, as a mark.
    pub(crate) before: &'a str,
    /// Cells that its first line is set back by.
    pub(crate) indent: usize,
    /// Where it begins in the text of its block, in bytes.
    pub(crate) offset: usize,
    /// The number of its first link.
    pub(crate) first_link: u32,
}

impl Column<'_> {
    /// Sets `matter`; at least one row.
    pub(crate) fn set(&self, matter: Matter) -> Vec<Row> {
        let drawn = draw(&matter, self.measure);
        let mut pieces = Vec::new();
        text::pieces(&drawn.text, self.rules, self.measure.profile, &mut pieces);
        let gaps = if self.measure.autospace {
            gaps(&pieces, &code_in(&drawn))
        } else {
            Vec::new()
        };
        let limits = self.limits(matter.indent);
        let lines = fill(&drawn.text, &pieces, &gaps, limits);
        let plain = drawn.stretches.len() <= 1
            && self.cells > 1
            && !self.measure.autospace
            && !self.measure.justify
            && pieces.iter().all(|piece| piece.is_drawn_as_it_stands());
        let mut setting = Setting {
            column: self,
            matter,
            drawn: &drawn,
            pieces: &pieces,
            gaps: &gaps,
            stretch: 0,
        };
        let row = |(at, line): (usize, Line)| {
            let indent = if at == 0 { matter.indent } else { 0 };
            let width = if at == 0 { limits.first } else { limits.rest };
            if plain {
                setting.plain_row(&line, indent)
            } else {
                setting.row(&line, indent, width)
            }
        };
        lines.into_iter().enumerate().map(row).collect()
    }

    fn limits(&self, indent: usize) -> Limits {
        let hang = if self.measure.hang && self.cells >= 8 {
            2
        } else {
            0
        };
        let rest = match self.cells {
            usize::MAX => usize::MAX,
            cells => cells - hang,
        };
        Limits {
            first: rest - indent.min(rest),
            rest,
            hang,
        }
    }
}

/// The stretches of computer text.
fn code_in(drawn: &Drawn) -> Vec<Range<usize>> {
    drawn
        .stretches
        .iter()
        .filter(|stretch| stretch.look.code)
        .map(|stretch| stretch.drawn.clone())
        .collect()
}

struct Setting<'a> {
    column: &'a Column<'a>,
    matter: Matter<'a>,
    drawn: &'a Drawn,
    pieces: &'a [Piece],
    gaps: &'a [bool],
    /// The stretch in which the last line ended; lines come in order.
    stretch: usize,
}

impl Setting<'_> {
    /// A row of a text that is one stretch, all of it drawn as it stands.
    fn plain_row(&self, line: &Line, indent: usize) -> Row {
        let mut runs = Vec::with_capacity(2);
        if let Some(stretch) = self
            .drawn
            .stretches
            .first()
            .filter(|_| !line.bytes.is_empty())
        {
            runs.extend(indent_of(indent));
            runs.push(Run {
                text: self.drawn.text[line.bytes.clone()].to_owned(),
                cells: line.cells,
                look: stretch.look,
                source: self.source(stretch, &line.bytes),
            });
        }
        self.row_of(runs, line)
    }

    fn row(&mut self, line: &Line, indent: usize, width: usize) -> Row {
        let justified = self
            .column
            .measure
            .justify
            .then_some(width)
            .filter(|width| *width < usize::MAX);
        let gaps = drawn_gaps(&self.drawn.text, self.pieces, self.gaps, line, justified);
        let mut runs: Vec<Run> = indent_of(indent).into_iter().collect();
        let stretches = &self.drawn.stretches;
        while stretches
            .get(self.stretch)
            .is_some_and(|stretch| stretch.drawn.end <= line.bytes.start)
        {
            self.stretch += 1;
        }
        let on_line = stretches[self.stretch.min(stretches.len())..]
            .iter()
            .take_while(|stretch| stretch.drawn.start < line.bytes.end);
        for stretch in on_line {
            let part =
                stretch.drawn.start.max(line.bytes.start)..stretch.drawn.end.min(line.bytes.end);
            self.show(part, stretch, &gaps, width, &mut runs);
        }
        if line.hyphen {
            runs.push(Run::put_in("-", 1, self.matter.role));
        }
        self.row_of(runs, line)
    }

    fn row_of(&self, runs: Vec<Run>, line: &Line) -> Row {
        let start = self.source_at(line.bytes.start);
        let end = self.source_at(line.bytes.end).max(start);
        Row {
            runs,
            source: start..end,
            ..Row::blank(start)
        }
    }

    /// The byte of the block's text that byte `at` of the drawn text shows or stands behind.
    fn source_at(&self, at: usize) -> usize {
        let stretches = &self.drawn.stretches;
        let behind = stretches.partition_point(|stretch| stretch.drawn.start <= at);
        let before = stretches[..behind].iter().rev().find_map(|stretch| {
            let source = stretch.source.as_ref()?;
            Some(if stretch.is_same() {
                source.start + (at - stretch.drawn.start).min(source.len())
            } else {
                source.start
            })
        });
        self.matter.offset + before.unwrap_or_default()
    }

    /// The bytes of the block's text that `part` of `stretch` shows.
    fn source(&self, stretch: &Stretch, part: &Range<usize>) -> Option<Range<usize>> {
        let source = stretch.source.as_ref()?;
        let offset = self.matter.offset;
        if !stretch.is_same() {
            return Some(offset + source.start..offset + source.end);
        }
        let shift = |at: usize| offset + source.start + at - stretch.drawn.start;
        Some(shift(part.start)..shift(part.end))
    }

    /// Adds runs for `part` of `stretch`: as few as the gaps and the characters that are not drawn as they stand allow.
    fn show(
        &self,
        part: Range<usize>,
        stretch: &Stretch,
        gaps: &[usize],
        width: usize,
        runs: &mut Vec<Run>,
    ) {
        let profile = self.column.measure.profile;
        let mut open: Option<Run> = None;
        let mut at = part.start;
        for cluster in text::clusters(&self.drawn.text[part]) {
            let bytes = at..at + cluster.len();
            at = bytes.end;
            if gaps.binary_search(&bytes.start).is_ok() {
                runs.extend(open.take());
                runs.push(Run::space(1));
            }
            let shown = text::drawn(cluster);
            let cells = text::cluster_width(cluster, profile);
            if shown == cluster && cells <= width {
                let run = open.get_or_insert_with(|| self.empty_run(stretch, bytes.start));
                run.text.push_str(cluster);
                run.cells += cells;
                if let Some(source) = run.source.as_mut().filter(|_| stretch.is_same()) {
                    source.end += cluster.len();
                }
                continue;
            }
            runs.extend(open.take());
            // Too wide for the whole column, it leaves a trace and no more.
            let trace = if profile.ambiguous_wide { "." } else { "·" };
            let shown = if cells > width { trace.into() } else { shown };
            if !shown.is_empty() && width > 0 {
                let source = self.source(stretch, &bytes);
                runs.push(Run {
                    cells: text::width(&shown, profile),
                    text: shown.into_owned(),
                    look: stretch.look,
                    source,
                });
            }
        }
        runs.extend(open);
    }

    /// A run of `stretch` that begins at byte `at` of the drawn text and is still empty.
    fn empty_run(&self, stretch: &Stretch, at: usize) -> Run {
        Run {
            text: String::new(),
            cells: 0,
            look: stretch.look,
            source: self.source(stretch, &(at..at)),
        }
    }
}

fn indent_of(cells: usize) -> Option<Run> {
    (cells > 0).then(|| Run::space(cells))
}
