//! Sets tables: columns that line up in cells, whatever script stands in them.
//!
//! A table as wide as it wants to be is set so; a wider one has its wide
//! columns narrowed until it fits; one that cannot be narrowed so far is told
//! row by row, each cell behind the head of its column.

use super::blocks::{Standing, text_rows};
use super::measure::Measure;
use super::paragraph::{Column, Matter};
use super::row::{Role, Row, Run};
use crate::article::{RichText, Table};
use crate::text::{self, Profile};

/// Cells of the narrowest column: two characters.
const NARROWEST: usize = 4;

/// Cells between two columns: a blank, a stroke, a blank.
const BETWEEN: usize = 3;

pub(crate) fn set(table: &Table, column: Column, standing: &mut Standing) -> Vec<Row> {
    let mut rows = Vec::new();
    let caption = text_rows(&table.caption, Role::Caption, 0, column, standing);
    if !table.caption.is_empty() {
        rows.extend(caption);
    }
    match widths(table, column) {
        Some(widths) => rows.extend(grid(table, &widths, column, standing)),
        None => rows.extend(told(table, column, standing)),
    }
    rows
}

/// The cells of each column, when the table can stand as a grid.
fn widths(table: &Table, column: Column) -> Option<Vec<usize>> {
    let profile = column.measure.profile;
    let columns = table.rows.iter().map(Vec::len).max()?;
    let mut wanted = vec![1; columns];
    for row in &table.rows {
        for (wanted, cell) in wanted.iter_mut().zip(row) {
            *wanted = natural(cell, profile, column.measure).max(*wanted);
        }
    }
    let room = column
        .cells
        .checked_sub(BETWEEN * columns.checked_sub(1)?)?;
    if wanted.iter().sum::<usize>() <= room {
        return Some(wanted);
    }
    narrow(&wanted, room)
}

/// The cells of a cell's longest line.
fn natural(cell: &RichText, profile: Profile, measure: &Measure) -> usize {
    let numbers = if measure.link_numbers {
        cell.links() as usize * 5
    } else {
        0
    };
    let line = cell
        .text()
        .split('\n')
        .map(|line| text::width(line, profile))
        .max();
    line.unwrap_or_default() + numbers
}

/// Gives `room` cells to columns that want more: those that want less than an
/// even share have what they want, the others share what is left.
fn narrow(wanted: &[usize], room: usize) -> Option<Vec<usize>> {
    let mut given = vec![0; wanted.len()];
    let mut open: Vec<usize> = (0..wanted.len()).collect();
    let mut left = room;
    loop {
        let share = left / open.len().max(1);
        let (small, large): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|&&at| wanted[at] <= share);
        if small.is_empty() {
            let share = Measure::column(share);
            for at in large {
                given[at] = share;
            }
            return (share >= NARROWEST).then_some(given);
        }
        for &at in &small {
            given[at] = wanted[at];
            left -= wanted[at];
        }
        open = large;
    }
}

/// The rows of the table, with a rule under its head.
fn grid(table: &Table, widths: &[usize], column: Column, standing: &mut Standing) -> Vec<Row> {
    let strokes = Strokes::of(column.measure);
    let numeric: Vec<bool> = (0..widths.len()).map(|at| is_numeric(table, at)).collect();
    let mut rows = Vec::new();
    for (at, cells) in table.rows.iter().enumerate() {
        let role = if at < table.head_rows {
            Role::TableHead
        } else {
            Role::Body
        };
        let start = standing.offset;
        let set: Vec<Vec<Row>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, &width)| {
                text_rows(
                    cell,
                    role,
                    0,
                    Column {
                        cells: width,
                        ..column
                    },
                    standing,
                )
            })
            .collect();
        rows.extend(side_by_side(set, widths, &numeric, &strokes, start));
        if at + 1 == table.head_rows {
            rows.push(Row {
                runs: vec![strokes.rule(widths)],
                ..Row::blank(start)
            });
        }
    }
    rows
}

/// Cells of one table row beside each other, as high as the highest.
fn side_by_side(
    set: Vec<Vec<Row>>,
    widths: &[usize],
    numeric: &[bool],
    strokes: &Strokes,
    start: usize,
) -> Vec<Row> {
    let height = set.iter().map(Vec::len).max().unwrap_or_default();
    let mut columns: Vec<_> = set.into_iter().map(Vec::into_iter).collect();
    let mut rows = Vec::with_capacity(height);
    for _ in 0..height {
        let mut row = Row::blank(start);
        for (at, &width) in widths.iter().enumerate() {
            if at > 0 {
                row.runs.push(strokes.between());
            }
            let cell = columns
                .get_mut(at)
                .and_then(Iterator::next)
                .unwrap_or_default();
            let blank = width.saturating_sub(cell.cells());
            if row.source.is_empty() && !cell.source.is_empty() {
                row.source = cell.source.clone();
            }
            row.source.end = row.source.end.max(cell.source.end);
            let space = (blank > 0).then(|| Run::space(blank));
            let (before, after) = if numeric[at] {
                (space, None)
            } else {
                (None, space)
            };
            row.runs
                .extend(before.into_iter().chain(cell.runs).chain(after));
        }
        trim_end(&mut row);
        rows.push(row);
    }
    rows
}

/// Takes blanks off the end of a row.
fn trim_end(row: &mut Row) {
    while row
        .runs
        .last()
        .is_some_and(|run| run.source.is_none() && run.text.trim().is_empty())
    {
        row.runs.pop();
    }
}

/// Whether every cell below the head of a column is a number, which stands on the right.
fn is_numeric(table: &Table, at: usize) -> bool {
    let mut cells = table
        .rows
        .iter()
        .skip(table.head_rows)
        .filter_map(|row| row.get(at))
        .filter(|cell| !cell.is_empty());
    let number = |cell: &RichText| {
        let text = cell
            .text()
            .trim_start_matches(['+', '-', '−', '¥', '￥', '$', '€']);
        let text = text.trim_end_matches(['%', '％', '℃']);
        text.starts_with(|c: char| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    cells.next().is_some_and(number) && cells.all(number)
}

/// The table told row by row: each cell behind the head of its column.
fn told(table: &Table, column: Column, standing: &mut Standing) -> Vec<Row> {
    let heads = table.rows.first().filter(|_| table.head_rows > 0);
    let mut rows: Vec<Row> = Vec::new();
    for (at, cells) in table.rows.iter().enumerate() {
        let is_head = at < table.head_rows;
        if at > table.head_rows && column.measure.block_gap > 0 {
            rows.push(Row::blank(standing.offset));
        }
        for (at, cell) in cells.iter().enumerate() {
            let head = heads
                .and_then(|heads| heads.get(at))
                .filter(|head| !is_head && !head.is_empty());
            let label = head
                .map(|head| format!("{}：", head.text()))
                .unwrap_or_default();
            let role = if is_head { Role::TableHead } else { Role::Body };
            let set = column.set(Matter {
                before: &label,
                ..standing.matter(cell, role)
            });
            standing.step(cell);
            rows.extend(set.into_iter().filter(|_| !cell.is_empty()));
        }
    }
    rows
}

/// What lines of a table are drawn with.
struct Strokes {
    upright: &'static str,
    level: &'static str,
    cross: &'static str,
}

impl Strokes {
    fn of(measure: &Measure) -> Strokes {
        match (measure.ornaments, measure.profile.ambiguous_wide) {
            (true, false) => Strokes {
                upright: " │ ",
                level: "─",
                cross: "─┼─",
            },
            (true, true) => Strokes {
                upright: " | ",
                level: "-",
                cross: "-+-",
            },
            (false, _) => Strokes {
                upright: "   ",
                level: " ",
                cross: "   ",
            },
        }
    }

    fn between(&self) -> Run {
        Run::put_in(self.upright, BETWEEN, Role::Ornament)
    }

    fn rule(&self, widths: &[usize]) -> Run {
        let strokes: Vec<String> = widths
            .iter()
            .map(|&width| self.level.repeat(width))
            .collect();
        let cells = widths.iter().sum::<usize>() + BETWEEN * (widths.len() - 1);
        Run::put_in(strokes.join(self.cross), cells, Role::Ornament)
    }
}
