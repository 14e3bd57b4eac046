//! Pictures on a canvas: cells that belong to the plate of one.

use std::sync::Arc;

use ratatui::buffer::Cell;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Beyond, Canvas};
use crate::picture::{Picture, Plate};

/// A picture on its plate, of which a canvas shows some cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plated {
    /// The picture.
    pub picture: Arc<Picture>,
    /// Its plate.
    pub plate: Plate,
}

/// What a cell shows of a picture.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// The picture on its plate.
    pub plated: &'a Plated,
    /// The column of the plate.
    pub column: u16,
    /// The row of the plate.
    pub row: u16,
}

/// The same for a cell of the canvas, by the picture's place among those of the canvas, plus one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SpotAt {
    plated: u16,
    column: u16,
    row: u16,
}

impl PartialEq for Spot<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.column, self.row) == (other.column, other.row) && self.plated.is_same(other.plated)
    }
}

impl Plated {
    /// Whether it is the very same picture; its pixels are not compared.
    pub fn is_same(&self, other: &Plated) -> bool {
        Arc::ptr_eq(&self.picture, &other.picture) && self.plate == other.plate
    }
}

impl Canvas {
    /// Paints one row of a picture's plate from (x, y) on, as far as the canvas reaches.
    ///
    /// The cells are blank but for that; whatever is painted over some of them later takes these
    /// from the picture and leaves it the others.
    pub fn picture(&mut self, x: u16, y: u16, picture: &Arc<Picture>, plate: Plate, row: u16) {
        let cells = self.room(x, y, plate.columns);
        let area = Rect::new(x, y, cells, 1);
        self.fill(area, Style::new());
        let Some(plated) = self.number_of(picture, plate) else {
            return;
        };
        for column in 0..cells {
            let at = self.at(x + column, y);
            self.beyond[at].spot = SpotAt {
                plated,
                column,
                row,
            };
        }
    }

    /// What a cell shows of a picture.
    pub fn spot(&self, x: u16, y: u16) -> Option<Spot<'_>> {
        let SpotAt {
            plated,
            column,
            row,
        } = self.beyond[self.at(x, y)].spot;
        Some(Spot {
            plated: &self.pictures[usize::from(plated).checked_sub(1)?],
            column,
            row,
        })
    }

    /// Whether a picture was painted on it, be it that nothing is left of it.
    pub fn has_pictures(&self) -> bool {
        !self.pictures.is_empty()
    }

    /// Has `draw` write into the blank cells of pictures, on rows from `first` on, what stands for them.
    ///
    /// It says whether the cell is to stay the picture's; else it is a blank like any other.
    pub fn draw_spots(&mut self, first: u16, mut draw: impl FnMut(Spot, &mut Cell) -> bool) {
        if !self.has_pictures() || first >= self.area().bottom() {
            return;
        }
        let start = self.at(0, first);
        let cells = self.buffer.content.iter_mut().zip(&mut self.beyond);
        for (cell, beyond) in cells.skip(start) {
            let Beyond { spot, .. } = beyond;
            let Some(at) = usize::from(spot.plated).checked_sub(1) else {
                continue;
            };
            let shown = Spot {
                plated: &self.pictures[at],
                column: spot.column,
                row: spot.row,
            };
            if !draw(shown, cell) {
                *spot = SpotAt::default();
            }
        }
    }

    /// The place of a picture among those of the canvas, plus one; none for more than can be counted.
    fn number_of(&mut self, picture: &Arc<Picture>, plate: Plate) -> Option<u16> {
        let plated = Plated {
            picture: Arc::clone(picture),
            plate,
        };
        let known = self
            .pictures
            .iter()
            .position(|known| known.is_same(&plated));
        let at = known.unwrap_or(self.pictures.len());
        if known.is_none() {
            self.pictures.push(plated);
        }
        u16::try_from(at + 1).ok()
    }
}
