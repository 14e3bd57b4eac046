//! Tables of words, and tables that only lay a page out.

use dom_query::{Element, NodeRef};

use super::dom::{attr, children, classes};
use super::losses::Loss;
use super::walk::Walk;
use crate::article::{Block, RichText, Table};
use crate::parse::{flat::flatten, flow::Flow};

/// More columns than any table for people has; further ones are not filled for a span.
const COLUMNS: usize = 100;

/// A cell with more paragraphs than this, in a table without heads, is a column of a page.
const PARAGRAPHS_IN_A_CELL: usize = 3;

/// A cell of a table that is being read.
struct Cell {
    blocks: Vec<Block>,
    is_head: bool,
    columns: usize,
    rows: usize,
}

/// A row of a table that is being read.
struct Row {
    cells: Vec<Cell>,
    in_head: bool,
}

/// A table that is being read.
#[derive(Default)]
struct Grid {
    caption: Vec<Block>,
    rows: Vec<Row>,
    foot: Vec<Row>,
    lays_out: bool,
}

impl Walk {
    /// `<table>`: kept as one when its cells hold words, else what is in it.
    pub(super) fn table(&mut self, node: NodeRef<'_>, element: &Element, flow: &mut Flow) {
        if self.code_table(node, flow) {
            return;
        }
        let mut grid = Grid {
            lays_out: classes(element).any(|class| class == "presentation" || class == "none"),
            ..Grid::default()
        };
        self.rows(node, false, &mut grid, flow);
        let foot = std::mem::take(&mut grid.foot);
        grid.rows.extend(foot);
        if grid.lays_out_a_page() {
            flow.extend(grid.caption);
            let cells = grid.rows.into_iter().flat_map(|row| row.cells);
            cells.for_each(|cell| flow.extend(cell.blocks));
            return;
        }
        let (table, bursts) = grid.into_table();
        if bursts {
            self.losses.count(Loss::Span);
        }
        flow.push(Block::Table(table));
    }

    fn rows(&mut self, node: NodeRef<'_>, in_head: bool, grid: &mut Grid, flow: &mut Flow) {
        for child in children(node) {
            let Some(element) = child.element_ref() else {
                continue;
            };
            if self.leaves_out(child, &element) {
                continue;
            }
            match &*element.name.local {
                "thead" => self.rows(child, true, grid, flow),
                "tbody" => self.rows(child, false, grid, flow),
                "tfoot" => {
                    let body = std::mem::take(&mut grid.rows);
                    self.rows(child, false, grid, flow);
                    let foot = std::mem::replace(&mut grid.rows, body);
                    grid.foot.extend(foot);
                }
                "caption" => grid.caption.extend(self.inside(child, flow)),
                "tr" => {
                    let cells = self.cells(child, flow);
                    grid.rows.push(Row { cells, in_head });
                }
                _ => self.node(child, flow),
            }
        }
    }

    fn cells(&mut self, row: NodeRef<'_>, flow: &mut Flow) -> Vec<Cell> {
        let mut cells = Vec::new();
        for child in children(row) {
            let Some(element) = child.element_ref() else {
                continue;
            };
            let name = &*element.name.local;
            if !matches!(name, "td" | "th") {
                self.node(child, flow);
            } else if !self.leaves_out(child, &element) {
                let span = |name| {
                    let span = attr(&element, name).and_then(|span| span.trim().parse().ok());
                    span.unwrap_or(1).max(1)
                };
                cells.push(Cell {
                    blocks: self.inside(child, flow),
                    is_head: name == "th",
                    columns: span("colspan"),
                    rows: span("rowspan"),
                });
            }
        }
        cells
    }
}

impl Grid {
    /// Whether the table only arranges a page: one column, or cells without
    /// heads that hold more than words.
    fn lays_out_a_page(&self) -> bool {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let one_column = self.rows.iter().all(|row| row.cells.len() < 2);
        let named = !self.caption.is_empty()
            || self.rows.iter().any(|row| row.in_head)
            || cells().any(|cell| cell.is_head);
        let is_words = |block: &Block| matches!(block, Block::Paragraph(_));
        let holds_blocks = |cell: &Cell| {
            cell.blocks.len() > PARAGRAPHS_IN_A_CELL || !cell.blocks.iter().all(is_words)
        };
        one_column || !named && (self.lays_out || cells().any(holds_blocks))
    }

    /// The table, each span filled with empty cells; also whether spans were too many to fill.
    fn into_table(self) -> (Table, bool) {
        let is_head = |row: &&Row| {
            row.in_head || !row.cells.is_empty() && row.cells.iter().all(|cell| cell.is_head)
        };
        let head_rows = self.rows.iter().take_while(is_head).count();
        let height = self.rows.len();
        let real: usize = self.rows.iter().map(|row| row.cells.len()).sum();
        let mut filling = Filling {
            left: real * 8 + 1000,
            below: Vec::new(),
            bursts: false,
        };
        let rows = self.rows.into_iter().enumerate();
        let rows = rows.map(|(at, row)| filling.row(row.cells, height - at));
        let table = Table {
            rows: rows.collect(),
            caption: flatten(self.caption),
            head_rows,
        };
        (table, filling.bursts)
    }
}

/// Fills the places that cells of other rows and columns stretch over.
struct Filling {
    /// How many empty cells may still be made, so that a span of thousands stays small.
    left: usize,
    /// For each column, how many of the next rows a cell above stretches over.
    below: Vec<usize>,
    bursts: bool,
}

impl Filling {
    fn row(&mut self, cells: Vec<Cell>, height: usize) -> Vec<RichText> {
        let mut row = Vec::with_capacity(cells.len());
        for cell in cells {
            while self.below.get(row.len()).is_some_and(|&rows| rows > 0) {
                self.below[row.len()] -= 1;
                row.push(RichText::default());
            }
            let (columns, rows) = self.afford(row.len(), &cell, height);
            let end = row.len() + columns;
            if rows > 1 {
                self.below.resize(self.below.len().max(end), 0);
                self.below[row.len()..end].fill(rows - 1);
            }
            row.push(flatten(cell.blocks));
            row.resize(end, RichText::default());
        }
        for rows in self.below.iter_mut().skip(row.len()) {
            *rows = rows.saturating_sub(1);
        }
        while row.last().is_some_and(RichText::is_empty) {
            row.pop();
        }
        row
    }

    /// The columns and rows that a cell may stretch over.
    fn afford(&mut self, column: usize, cell: &Cell, height: usize) -> (usize, usize) {
        let columns = cell.columns.min(COLUMNS.saturating_sub(column)).max(1);
        let rows = cell.rows.min(height);
        let empty = columns * rows - 1;
        if empty > self.left {
            self.bursts = true;
            return (1, 1);
        }
        self.left -= empty;
        (columns, rows)
    }
}
