//! Sets one block, and the blocks within it, as rows.

use super::marks::mark;
use super::measure::Measure;
use super::paragraph::{Column, Matter};
use super::picture;
use super::row::{Role, Row, Run};
use super::table;
use crate::article::{Block, Label, List, Note, Paragraph, RichText};
use crate::text::{self, LineRules, Writing};

/// Where the setting of a block stands in the text and among the links of its article.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    /// Bytes of the block's text before it.
    pub(crate) offset: usize,
    /// The number of the next link.
    pub(crate) next_link: u32,
}

impl Standing {
    /// The next text of the block as matter to be set.
    pub(crate) fn matter(self, rich: &RichText, role: Role) -> Matter<'_> {
        Matter {
            rich,
            role,
            before: "",
            indent: 0,
            offset: self.offset,
            first_link: self.next_link,
        }
    }

    /// Steps over one of the texts of the block.
    pub(crate) fn step(&mut self, rich: &RichText) {
        self.step_over(rich.text());
        self.next_link += rich.links();
    }

    /// Steps over a text without links.
    pub(crate) fn step_over(&mut self, text: &str) {
        self.offset += text.len() + 1;
    }
}

/// Sets blocks one after the other, `gap` blank rows between them.
pub(crate) fn set_all(
    blocks: &[Block],
    column: Column,
    around: Around,
    gap: usize,
    standing: &mut Standing,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for block in blocks {
        if !rows.is_empty() {
            rows.extend(std::iter::repeat_n(Row::blank(standing.offset), gap));
        }
        rows.append(&mut set(block, column, around, standing));
    }
    rows
}

/// What a block stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    /// The part that prose plays here.
    pub(crate) role: Role,
    /// How many lists it stands in.
    pub(crate) lists: usize,
    /// The first lines of paragraphs may be set back here.
    pub(crate) indents: bool,
}

/// Sets `block` in `column`.
pub(crate) fn set(
    block: &Block,
    column: Column,
    around: Around,
    standing: &mut Standing,
) -> Vec<Row> {
    let mut rows = match block {
        Block::Heading { level, text } => heading(*level, text, column, standing),
        Block::Paragraph(paragraph) => prose(paragraph, column, around, standing),
        Block::List(list) => items(list, column, around, standing),
        Block::Quote(blocks) => quote(blocks, column, around, standing),
        Block::Code { text, .. } => code(text, column, standing),
        Block::Table(table) => table::set(table, column, standing),
        Block::Image(image) => picture::set(image, column, standing),
        Block::Rule => rule(column, standing),
        Block::Note(note) => footnote(note, column, standing),
    };
    lead(&mut rows, column.measure.leading);
    rows
}

/// Puts `leading` blank rows between the rows of a block.
fn lead(rows: &mut Vec<Row>, leading: usize) {
    if leading == 0 {
        return;
    }
    let tight = std::mem::take(rows);
    for row in tight {
        let parts = |last: &Row| !last.is_blank() && !row.goes_on_from(last);
        if !row.is_blank() && rows.last().is_some_and(parts) {
            rows.extend(std::iter::repeat_n(Row::blank(row.source.start), leading));
        }
        rows.push(row);
    }
}

fn heading(level: u8, rich: &RichText, column: Column, standing: &mut Standing) -> Vec<Row> {
    let role = Role::Heading(level);
    let scale = if level <= 2 { scale_in(column) } else { 1 };
    let bar = match level {
        _ if !column.measure.ornaments || scale > 1 || column.cells < 6 => "",
        1 | 2 if column.measure.profile.ambiguous_wide => "# ",
        1 | 2 => "▌ ",
        3 if column.measure.profile.ambiguous_wide => "- ",
        3 => "▎ ",
        _ => "",
    };
    let bar = Run::put_in(
        bar,
        text::width(bar, column.measure.profile),
        Role::Ornament,
    );
    scaled(rich, role, scale, column, standing, &bar)
}

/// How many times larger the cells of a heading are; in a narrow column they are not.
pub(crate) fn scale_in(column: Column) -> u8 {
    let scale = column.measure.heading_scale.max(1);
    if column.cells / usize::from(scale) >= 8 {
        scale
    } else {
        1
    }
}

/// Sets `rich` in cells `scale` times as large, behind `bar`.
pub(crate) fn scaled(
    rich: &RichText,
    role: Role,
    scale: u8,
    column: Column,
    standing: &mut Standing,
    bar: &Run,
) -> Vec<Row> {
    let large = Column {
        cells: column.cells / usize::from(scale),
        ..column
    };
    let rows = text_rows(rich, role, 0, large.less_bar(bar), standing);
    let mut all = Vec::with_capacity(rows.len() * usize::from(scale));
    for row in rows {
        let under = Row::blank(row.source.start);
        all.push(Row {
            scale,
            ..behind(row, bar)
        });
        all.extend(std::iter::repeat_n(under, usize::from(scale) - 1));
    }
    all
}

impl<'a> Column<'a> {
    /// The column to the right of `bar`.
    pub(crate) fn less_bar(self, bar: &Run) -> Column<'a> {
        Column {
            cells: self.cells.saturating_sub(bar.cells).max(1),
            ..self
        }
    }
}

/// The row with `bar` before it.
pub(crate) fn behind(mut row: Row, bar: &Run) -> Row {
    if bar.cells > 0 {
        row.runs.insert(0, bar.clone());
    }
    row
}

/// Sets one of the texts of the block and steps over it.
pub(crate) fn text_rows(
    rich: &RichText,
    role: Role,
    indent: usize,
    column: Column,
    standing: &mut Standing,
) -> Vec<Row> {
    let matter = Matter {
        indent,
        ..standing.matter(rich, role)
    };
    standing.step(rich);
    column.set(matter)
}

fn prose(
    paragraph: &Paragraph,
    column: Column,
    around: Around,
    standing: &mut Standing,
) -> Vec<Row> {
    let indent = if around.indents {
        column
            .measure
            .indent_cells(paragraph.indented, column.cells)
    } else {
        0
    };
    text_rows(&paragraph.text, around.role, indent, column, standing)
}

fn items(list: &List, column: Column, around: Around, standing: &mut Standing) -> Vec<Row> {
    let marks: Vec<String> = (0..list.items.len())
        .map(|index| mark(list, index, around.lists))
        .collect();
    let hang = hang_of(&marks, column);
    let inner = Column {
        cells: column.cells - hang,
        ..column
    };
    let within = Around {
        lists: around.lists + 1,
        indents: false,
        ..around
    };
    let gap = if list
        .items
        .iter()
        .any(|item| item.blocks.len() > 1 && !has_only_a_list(&item.blocks))
    {
        column.measure.block_gap
    } else {
        0
    };
    let mut rows = Vec::new();
    for (item, mark) in list.items.iter().zip(&marks) {
        if !rows.is_empty() {
            rows.extend(std::iter::repeat_n(Row::blank(standing.offset), gap));
        }
        let mut set = set_all(&item.blocks, inner, within, gap, standing);
        if set.is_empty() {
            set.push(Row::blank(standing.offset));
        }
        rows.extend(hung(set, mark, hang, column));
    }
    rows
}

/// A text and a list within its item: the common nested list, which needs no air.
fn has_only_a_list(blocks: &[Block]) -> bool {
    matches!(blocks, [Block::Paragraph(_), Block::List(_)])
}

/// How far items hang behind `marks`: an even number of cells, so that Han stay
/// on their grid; nothing where hardly a column would be left.
fn hang_of(marks: &[String], column: Column) -> usize {
    let cells = |mark: &String| {
        let air = usize::from(!ends_in_air(mark));
        text::width(mark, column.measure.profile) + air
    };
    let wanted = marks
        .iter()
        .map(cells)
        .max()
        .unwrap_or_default()
        .max(2)
        .next_multiple_of(2);
    if wanted + 2 <= column.cells {
        wanted
    } else {
        0
    }
}

/// Whether the mark ends in a full-width sign, half of which is blank.
fn ends_in_air(mark: &str) -> bool {
    mark.ends_with(['、', '）'])
}

/// `rows`, set in a column `hang` cells narrower than `column`, behind `mark`:
/// beside the first row, blank beside the others.
///
/// Where nothing can hang, the mark stands on a row of its own.
fn hung(rows: Vec<Row>, mark: &str, hang: usize, column: Column) -> Vec<Row> {
    let cells = text::width(mark, column.measure.profile);
    let sign = Run::put_in(mark, cells, Role::Mark);
    if hang == 0 {
        let start = rows.first().map_or(0, |row| row.source.start);
        let alone = (cells > 0 && cells <= column.cells).then(|| Row {
            runs: vec![sign],
            ..Row::blank(start)
        });
        return alone.into_iter().chain(rows).collect();
    }
    let before = if ends_in_air(mark) || cells == 0 {
        0
    } else {
        hang - cells - 1
    };
    let beside = |(at, mut row): (usize, Row)| {
        if at > 0 && row.is_blank() {
            return row;
        }
        let mut left = Vec::with_capacity(3 + row.runs.len());
        if at == 0 {
            left.extend((before > 0).then(|| Run::space(before)));
            left.push(sign.clone());
            left.extend((hang > before + cells).then(|| Run::space(hang - before - cells)));
        } else {
            left.push(Run::space(hang));
        }
        left.append(&mut row.runs);
        Row { runs: left, ..row }
    };
    rows.into_iter().enumerate().map(beside).collect()
}

fn quote(blocks: &[Block], column: Column, around: Around, standing: &mut Standing) -> Vec<Row> {
    let within = Around {
        role: Role::Quote,
        indents: column.measure.indent != super::Indent::TwoHan && around.indents,
        ..around
    };
    if !column.measure.ornaments || column.cells < 4 {
        return set_all(blocks, column, within, column.measure.block_gap, standing);
    }
    let bar = if column.measure.profile.ambiguous_wide {
        "| "
    } else {
        "│ "
    };
    let bar = Run::put_in(bar, 2, Role::Ornament);
    let rows = set_all(
        blocks,
        column.less_bar(&bar),
        within,
        column.measure.block_gap,
        standing,
    );
    rows.into_iter().map(|row| behind(row, &bar)).collect()
}

/// Code keeps its blanks; a line too long for the column goes on below.
fn code(rich: &RichText, column: Column, standing: &mut Standing) -> Vec<Row> {
    let margin = if column.measure.ornaments && column.cells >= 8 {
        2
    } else {
        0
    };
    let inner = Column {
        cells: column.cells - margin,
        rules: LineRules {
            writing: Writing::Other,
            ..column.rules
        },
        ..column
    };
    let rows = text_rows(rich, Role::Code, 0, inner, standing);
    let margin = Run::space(margin);
    rows.into_iter()
        .map(|row| {
            if row.is_blank() {
                row
            } else {
                behind(row, &margin)
            }
        })
        .collect()
}

fn rule(column: Column, standing: &mut Standing) -> Vec<Row> {
    if !column.measure.ornaments {
        return vec![Row::blank(standing.offset)];
    }
    let cells = column.cells.min(12);
    let indent = (column.cells.min(80) - cells) / 2;
    let stroke = if column.measure.profile.ambiguous_wide {
        "-"
    } else {
        "─"
    };
    let runs = vec![
        Run::space(indent),
        Run::put_in(stroke.repeat(cells), cells, Role::Ornament),
    ];
    vec![Row {
        runs,
        ..Row::blank(standing.offset)
    }]
}

fn footnote(note: &Note, column: Column, standing: &mut Standing) -> Vec<Row> {
    let mark = note_mark(&note.label, column.measure);
    let hang = hang_of(std::slice::from_ref(&mark), column);
    let inner = Column {
        cells: column.cells - hang,
        ..column
    };
    let around = Around {
        role: Role::Note,
        lists: 0,
        indents: false,
    };
    let rows = set_all(&note.blocks, inner, around, 0, standing);
    hung(rows, &mark, hang, column)
}

/// `[1]`, or `[注1]`, of a note labelled `1`; a label that is a sign of its own stays as it is.
fn note_mark(label: &Label, measure: &Measure) -> String {
    let bare = label
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '*' | '-' | '_'));
    if bare {
        let opening = measure.note_opening();
        format!("{opening}{label}]")
    } else {
        label.to_string()
    }
}
