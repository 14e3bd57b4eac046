//! Prints the pictures of a frame in the medium of the terminal.
//!
//! 1. [`Press::ink`] comes before the frame is compared: where pictures are drawn
//!    as text, their cells become text.
//! 2. [`Press::stamp`] comes behind its text: what else has changed of the
//!    pictures is sent, over their cells.
//!
//! What a picture needs to be printed is made once and kept, for as many as a
//! screen shows and a few more. kitty keeps pictures itself, under numbers: each
//! place of ours is one number, which the next picture in this place takes over.

mod blocks;
mod diacritics;
mod iterm2;
mod kitty;
mod shown;
mod sixel;

use ratatui::buffer::Cell;
use ratatui::style::Color;

use super::Colours;
use super::frames::Frames;
use super::stylus::Stylus;
use crate::picture::{Piece, Pixels, Reduced, Sheet};
use crate::shell::medium::Medium;
use crate::view::{Canvas, Plated, Spot};

use blocks::Halves;
use shown::{Shown, shown_on};

/// The pictures that are ready to be printed, and those that are on the screen.
#[derive(Debug)]
pub(super) struct Press {
    colours: Colours,
    medium: Option<Medium>,
    /// The pixels of a cell.
    cell: Pixels,
    prints: Vec<Print>,
    /// What is on the screen, where pictures are stamped.
    shown: Vec<Shown>,
    /// Counts the frames.
    frame: u64,
    /// The highest byte of our numbers, so that they are not those of another program.
    series: u8,
    /// How many numbers kitty has been told.
    told: usize,
    /// What kitty was told is to be taken back first.
    stale: bool,
}

/// A picture, ready to be printed.
#[derive(Debug)]
struct Print {
    plated: Plated,
    form: Form,
    /// The last frame that it was on.
    frame: u64,
    /// In how many pieces kitty shows it.
    pieces: usize,
}

/// What a medium prints from.
#[derive(Debug)]
enum Form {
    /// kitty has it.
    Sent,
    Sheet(Sheet),
    Reduced {
        reduced: Reduced,
        covered: Pixels,
    },
    Halves(Halves),
}

/// How many pictures are kept ready.
const READY: usize = 24;
/// The first of the colours that number pictures where kitty's characters stand for them; the
/// sixteen before it may be changed on the way.
const FIRST_COLOUR: u8 = 16;

impl Press {
    /// A press for a terminal of which nothing is known.
    pub(super) fn new(colours: Colours) -> Press {
        let [.., series] = std::process::id().to_be_bytes();
        Press {
            colours,
            medium: None,
            cell: Pixels::default(),
            prints: Vec::new(),
            shown: Vec::new(),
            frame: 0,
            series,
            told: 0,
            stale: false,
        }
    }

    /// Prints in another medium, or for cells of another size; says whether anything is otherwise then.
    pub(super) fn set(&mut self, medium: Option<Medium>, cell: Pixels) -> bool {
        let differs = (self.medium, self.cell) != (medium, cell);
        if differs {
            self.forget();
            (self.medium, self.cell) = (medium, cell);
        }
        differs
    }

    /// Forgets what is on the screen, and what kitty knows.
    pub(super) fn forget(&mut self) {
        self.prints.clear();
        self.shown.clear();
        self.stale = self.told > 0;
    }

    /// What takes away all that a terminal keeps of our pictures.
    pub(super) fn farewell(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for place in 0..self.told {
            kitty::forget(self.id(place), self.is_in_tmux(), &mut out);
        }
        out
    }

    /// Makes text of the pictures on a canvas, where they are drawn as text, and takes away what
    /// cannot be printed.
    pub(super) fn ink(&mut self, canvas: &mut Canvas, out: &mut Vec<u8>) {
        self.frame += 1;
        if std::mem::take(&mut self.stale) {
            out.extend(self.farewell());
        }
        match self.medium {
            None => canvas.draw_spots(0, |_, _| false),
            // Pixels below the last row would have the terminal scroll.
            Some(Medium::Sixel { .. } | Medium::ITerm2) => {
                canvas.draw_spots(canvas.area().height.saturating_sub(1), |_, _| false);
            }
            Some(Medium::Kitty) => {}
            Some(Medium::Placeholders | Medium::HalfBlocks) => {
                canvas.draw_spots(0, |spot, cell| self.ink_cell(spot, cell, out).is_some());
            }
        }
    }

    /// Draws a cell of a picture as text; nothing when it cannot be drawn.
    fn ink_cell(&mut self, spot: Spot, cell: &mut Cell, out: &mut Vec<u8>) -> Option<()> {
        let place = self.place_of(spot.plated, out)?;
        if let Form::Halves(halves) = &self.prints[place].form {
            halves.draw(spot.column, spot.row, cell);
        } else {
            let id = self.id(place);
            cell.set_symbol(&kitty::placeholder(id, spot.column, spot.row)?);
            cell.set_fg(Color::Indexed(id.to_be_bytes()[3]));
        }
        Some(())
    }

    /// Prints over the cells of the painted frame what has changed of its pictures.
    pub(super) fn stamp(&mut self, frames: &Frames, stylus: &mut Stylus, out: &mut Vec<u8>) {
        if self.medium.is_none_or(Medium::is_text) {
            return;
        }
        let now = shown_on(&frames.painted);
        let before = std::mem::take(&mut self.shown);
        for (at, first) in now.iter().enumerate() {
            let plated = &first.plated;
            if now[..at].iter().any(|shown| shown.plated.is_same(plated)) {
                continue;
            }
            let Some(place) = self.place_of(plated, out) else {
                continue;
            };
            let [old, new] = [&before, &now].map(|all| pieces_of(plated, all));
            let is_there = frames.known
                && old.len() == new.len()
                && old.iter().zip(&new).all(|(old, new)| old.is_same(new));
            // Some terminals drop a whole picture when a part of it is written over.
            if !is_there {
                self.print(place, &new, stylus, out);
            }
        }
        self.hide_others(out);
        self.shown = now;
    }

    /// Prints all pieces of a picture.
    fn print(&mut self, place: usize, pieces: &[&Shown], stylus: &mut Stylus, out: &mut Vec<u8>) {
        let (cell, id) = (self.cell, self.id(place));
        for (at, shown) in pieces.iter().enumerate() {
            let piece = shown.piece(cell);
            match &self.prints[place].form {
                Form::Sent => {
                    stylus.go(shown.area.x, shown.area.y, out);
                    kitty::show(id, at + 1, piece, shown.cells(), out);
                }
                Form::Sheet(sheet) => {
                    stylus.go(shown.area.x, shown.area.y, out);
                    iterm2::write(&sheet.png(piece), shown.cells(), out);
                }
                Form::Reduced { reduced, covered } => {
                    clear_edges(shown, piece, *covered, cell, stylus, out);
                    stylus.go(shown.area.x, shown.area.y, out);
                    sixel::write(reduced, piece, out);
                }
                Form::Halves(_) => {}
            }
            stylus.lose_cursor();
        }
        let print = &mut self.prints[place];
        for surplus in pieces.len()..print.pieces {
            kitty::hide(id, surplus + 1, out);
        }
        print.pieces = if matches!(print.form, Form::Sent) {
            pieces.len()
        } else {
            0
        };
    }

    /// Has kitty take away what it shows of pictures that are not on this frame.
    fn hide_others(&mut self, out: &mut Vec<u8>) {
        for place in 0..self.prints.len() {
            let id = self.id(place);
            let print = &mut self.prints[place];
            if print.frame < self.frame {
                for piece in 0..std::mem::take(&mut print.pieces) {
                    kitty::hide(id, piece + 1, out);
                }
            }
        }
    }

    /// The place of a picture that is ready to be printed; none when all places are needed for this frame.
    fn place_of(&mut self, plated: &Plated, out: &mut Vec<u8>) -> Option<usize> {
        let known = self
            .prints
            .iter()
            .position(|print| print.plated.is_same(plated));
        if let Some(place) = known {
            self.prints[place].frame = self.frame;
            return Some(place);
        }
        let place = if self.prints.len() < READY {
            self.prints.len()
        } else {
            let oldest = self
                .prints
                .iter()
                .enumerate()
                .min_by_key(|(_, print)| print.frame);
            oldest.filter(|(_, print)| print.frame < self.frame)?.0
        };
        if let Some(gone) = self.prints.get(place) {
            for piece in 0..gone.pieces {
                kitty::hide(self.id(place), piece + 1, out);
            }
        }
        let print = Print {
            plated: plated.clone(),
            form: self.form(place, plated, out)?,
            frame: self.frame,
            pieces: 0,
        };
        if place < self.prints.len() {
            self.prints[place] = print;
        } else {
            self.prints.push(print);
        }
        Some(place)
    }

    /// Makes what the medium prints from; kitty is sent the picture.
    fn form(&mut self, place: usize, of: &Plated, out: &mut Vec<u8>) -> Option<Form> {
        let sheet = of.picture.sheet(of.plate, self.cell);
        Some(match self.medium? {
            Medium::Kitty | Medium::Placeholders => {
                let whole = Piece {
                    x: 0,
                    y: 0,
                    size: sheet.size(),
                };
                let by_characters = Some(of.plate).filter(|_| self.is_in_tmux());
                kitty::send(self.id(place), &sheet.png(whole), by_characters, out);
                self.told = self.told.max(place + 1);
                Form::Sent
            }
            Medium::ITerm2 => Form::Sheet(sheet),
            Medium::Sixel { colours } => Form::Reduced {
                reduced: sheet.reduced(colours),
                covered: sheet.covered(),
            },
            Medium::HalfBlocks => Form::Halves(Halves::of(&sheet, self.cell, self.colours)),
        })
    }

    fn is_in_tmux(&self) -> bool {
        self.medium == Some(Medium::Placeholders)
    }

    /// kitty's number of the picture in a place.
    fn id(&self, place: usize) -> u32 {
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        u32::from_be_bytes([self.series, 0, 0, FIRST_COLOUR.saturating_add(place)])
    }
}

/// The pieces of one picture.
fn pieces_of<'a>(plated: &Plated, all: &'a [Shown]) -> Vec<&'a Shown> {
    let of_it = all.iter().filter(|shown| shown.plated.is_same(plated));
    of_it.collect()
}

/// Makes the cells blank that a piece covers only in part, since what stands there would be seen beside it.
fn clear_edges(
    shown: &Shown,
    piece: Piece,
    covered: Pixels,
    cell: Pixels,
    stylus: &mut Stylus,
    out: &mut Vec<u8>,
) {
    let whole = |covered: u32, start: u32, cell: u32, cells: u16| {
        let whole = covered.saturating_sub(start) / cell.max(1);
        u16::try_from(whole).unwrap_or(u16::MAX).min(cells)
    };
    let area = shown.area;
    let columns = whole(covered.width, piece.x, cell.width, area.width);
    let rows = whole(covered.height, piece.y, cell.height, area.height);
    for y in 0..area.height {
        let from = if y < rows { columns } else { 0 };
        if from < area.width {
            stylus.blank(area.x + from, area.y + y, area.width - from, out);
        }
    }
}
