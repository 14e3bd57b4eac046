//! Cells of a picture as blocks that fill half of them.

use ratatui::buffer::Cell;
use ratatui::style::Color;

use super::super::Colours;
use crate::picture::{Pixels, Reduced, Sheet};

/// A picture as halves of cells.
#[derive(Debug)]
pub(super) struct Halves {
    size: Pixels,
    /// Row by row; a cell takes one from each of two rows.
    colours: Vec<Color>,
}

/// The colours of xterm's 256 that no person changes begin here.
const FIXED: u8 = 16;

impl Halves {
    /// The halves of a picture's cells, in the colours that there are.
    pub(super) fn of(sheet: &Sheet, cell: Pixels, colours: Colours) -> Halves {
        let halved = sheet.halved(cell);
        let size = halved.size();
        let colours = if colours == Colours::Indexed {
            let reduced = halved.reduced_to(fixed_colours());
            reduced.pixels.into_iter().map(indexed).collect()
        } else {
            let places = (0..size.height).flat_map(|y| (0..size.width).map(move |x| (x, y)));
            let inks = places.map(|(x, y)| halved.inks(x, y));
            inks.map(|inks| inks.map_or(Color::Reset, |[r, g, b]| Color::Rgb(r, g, b)))
                .collect()
        };
        Halves { size, colours }
    }

    /// Draws the cell at a column and a row of the plate.
    pub(super) fn draw(&self, column: u16, row: u16, cell: &mut Cell) {
        let width = self.size.width as usize;
        let at = 2 * usize::from(row) * width + usize::from(column);
        let half = |at| self.colours.get(at).copied().unwrap_or_default();
        let (upper, lower) = (half(at), half(at + width));
        if upper == lower {
            cell.set_bg(lower);
        } else if upper == Color::Reset {
            cell.set_symbol("▄").set_fg(lower);
        } else {
            cell.set_symbol("▀").set_fg(upper).set_bg(lower);
        }
    }
}

/// The fixed colours of xterm: a cube of six steps of each ink, and 24 greys.
fn fixed_colours() -> Vec<[u8; 3]> {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let cube = (0..216).map(|n| [n / 36, n / 6 % 6, n % 6].map(|step: usize| STEPS[step]));
    let greys = (0..24).map(|n| [8 + 10 * n; 3]);
    cube.chain(greys).collect()
}

/// One of the fixed colours.
fn indexed(place: u8) -> Color {
    if place == Reduced::NONE {
        Color::Reset
    } else {
        Color::Indexed(place.saturating_add(FIXED))
    }
}
