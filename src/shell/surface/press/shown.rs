//! Which pieces of pictures are on a canvas.

use ratatui::layout::Rect;

use crate::picture::{Piece, Pixels, Plate};
use crate::view::{Canvas, Plated};

/// A rectangle of cells that shows a rectangle of a plate.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The picture on its plate.
    pub(super) plated: Plated,
    /// The cells.
    pub(super) area: Rect,
    /// The first column of the plate.
    pub(super) column: u16,
    /// The first row of the plate.
    pub(super) row: u16,
}

impl Shown {
    /// Whether it is the same piece on the same cells.
    pub(super) fn is_same(&self, other: &Shown) -> bool {
        let place = |shown: &Shown| (shown.area, shown.column, shown.row);
        place(self) == place(other) && self.plated.is_same(&other.plated)
    }

    /// How many cells it takes.
    pub(super) fn cells(&self) -> Plate {
        Plate {
            columns: self.area.width,
            rows: self.area.height,
        }
    }

    /// The pixels that it shows of a plate whose cells have the pixels `cell`.
    pub(super) fn piece(&self, cell: Pixels) -> Piece {
        Piece {
            x: u32::from(self.column) * cell.width,
            y: u32::from(self.row) * cell.height,
            size: self.cells().pixels(cell),
        }
    }
}

/// The pieces on a canvas, from the top; as few as cover all cells of pictures.
pub(super) fn shown_on(canvas: &Canvas) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    if !canvas.has_pictures() {
        return all;
    }
    for y in 0..canvas.area().height {
        for part in parts_of_row(canvas, y) {
            match all.iter_mut().find(|above| continues(above, &part)) {
                Some(above) => above.area.height += 1,
                None => all.push(part),
            }
        }
    }
    all
}

/// The stretches of a row that show neighbouring cells of one plate.
fn parts_of_row(canvas: &Canvas, y: u16) -> Vec<Shown> {
    let mut parts: Vec<Shown> = Vec::new();
    for x in 0..canvas.area().width {
        let Some(spot) = canvas.spot(x, y) else {
            continue;
        };
        let goes_on = |last: &&mut Shown| {
            last.area.right() == x
                && last.column + last.area.width == spot.column
                && last.row == spot.row
                && last.plated.is_same(spot.plated)
        };
        match parts.last_mut().filter(goes_on) {
            Some(last) => last.area.width += 1,
            None => parts.push(Shown {
                plated: spot.plated.clone(),
                area: Rect::new(x, y, 1, 1),
                column: spot.column,
                row: spot.row,
            }),
        }
    }
    parts
}

/// Whether a part of a row goes on below a piece.
fn continues(above: &Shown, part: &Shown) -> bool {
    above.area.bottom() == part.area.y
        && (above.area.x, above.area.width) == (part.area.x, part.area.width)
        && above.column == part.column
        && above.row + above.area.height == part.row
        && above.plated.is_same(&part.plated)
}
