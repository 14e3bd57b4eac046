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
}

/// What a medium prints from.
#[derive(Debug)]
enum Form {
    /// kitty has it, and shows it in so many pieces.
    Sent { pieces: usize },
    /// A file is made of each piece.
    Sheet(Sheet),
    /// Sixels are made of each piece.
    Reduced { reduced: Reduced, covered: Pixels },
    /// Cells are drawn.
    Halves(Halves),
}

/// How many pictures are kept ready, and thus how many numbers kitty is told.
const READY: usize = 24;
/// For how many frames pixels are kept of a picture that is not shown.
const KEPT: u64 = 16;
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

    /// Makes the pictures on a canvas ready, makes text of those that are drawn as text, and takes
    /// away what cannot be printed.
    pub(super) fn ink(&mut self, canvas: &mut Canvas, out: &mut Vec<u8>) {
        self.frame += 1;
        if std::mem::take(&mut self.stale) {
            out.extend(self.farewell());
        }
        if self.medium.is_some_and(Medium::is_ink) {
            // Pixels below the last row would have the terminal scroll.
            let last = canvas.area().height.saturating_sub(1);
            canvas.draw_spots(last, |_, _| false);
        }
        canvas.draw_spots(0, |spot, cell| self.ink_cell(spot, cell, out).is_some());
    }

    /// Draws a cell of a picture, if it is drawn as text; nothing when it cannot be printed.
    fn ink_cell(&mut self, spot: Spot, cell: &mut Cell, out: &mut Vec<u8>) -> Option<()> {
        let place = self.make_ready(spot.plated, out)?;
        if let Form::Halves(halves) = &self.prints[place].form {
            halves.draw(spot.column, spot.row, cell);
        } else if self.is_in_tmux() {
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
            let Some(place) = self.place_of(plated) else {
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
        self.put_away(out);
        self.shown = now;
    }

    /// Prints all pieces of a picture.
    fn print(&mut self, place: usize, pieces: &[&Shown], stylus: &mut Stylus, out: &mut Vec<u8>) {
        let (cell, id) = (self.cell, self.id(place));
        for (at, shown) in pieces.iter().enumerate() {
            let piece = shown.piece(cell);
            let (x, y) = (shown.area.x, shown.area.y);
            match &self.prints[place].form {
                Form::Sent { .. } => {
                    stylus.go(x, y, out);
                    kitty::show(id, at, piece, shown.cells(), out);
                }
                Form::Sheet(sheet) => {
                    stylus.go(x, y, out);
                    iterm2::write(&sheet.png(piece), shown.cells(), out);
                }
                Form::Reduced { reduced, covered } => {
                    clear_edges(shown, piece, *covered, cell, stylus, out);
                    stylus.go(x, y, out);
                    sixel::write(reduced, piece, out);
                }
                Form::Halves(_) => {}
            }
            stylus.lose_cursor();
        }
        self.hide_from(place, pieces.len(), out);
    }

    /// Has kitty show no pieces of a picture from the one with number `from` on.
    fn hide_from(&mut self, place: usize, from: usize, out: &mut Vec<u8>) {
        let id = self.id(place);
        if let Form::Sent { pieces } = &mut self.prints[place].form {
            for piece in from..std::mem::replace(pieces, from) {
                kitty::hide(id, piece, out);
            }
        }
    }

    /// Sees to it that pictures that are not on this frame are not shown, nor kept for long.
    fn put_away(&mut self, out: &mut Vec<u8>) {
        for place in 0..self.prints.len() {
            if self.prints[place].frame < self.frame {
                self.hide_from(place, 0, out);
            }
        }
        if self.medium.is_some_and(Medium::is_ink) {
            self.prints.retain(|print| print.frame + KEPT >= self.frame);
        }
    }

    /// The place of a picture that is ready.
    fn place_of(&self, plated: &Plated) -> Option<usize> {
        let is_it = |print: &Print| print.plated.is_same(plated);
        self.prints.iter().position(is_it)
    }

    /// Makes a picture ready for this frame; gives its place, or nothing when all places are taken.
    fn make_ready(&mut self, plated: &Plated, out: &mut Vec<u8>) -> Option<usize> {
        if let Some(place) = self.place_of(plated) {
            self.prints[place].frame = self.frame;
            return Some(place);
        }
        let place = self.free_place(out)?;
        let print = Print {
            plated: plated.clone(),
            form: self.form(place, plated, out)?,
            frame: self.frame,
        };
        if place < self.prints.len() {
            self.prints[place] = print;
        } else {
            self.prints.push(print);
        }
        Some(place)
    }

    /// A place for one more picture: a new one, or that of the picture that was not seen for longest.
    fn free_place(&mut self, out: &mut Vec<u8>) -> Option<usize> {
        if self.prints.len() < READY {
            return Some(self.prints.len());
        }
        let prints = self.prints.iter().enumerate();
        let (oldest, print) = prints.min_by_key(|(_, print)| print.frame)?;
        let is_free = print.frame < self.frame;
        is_free.then(|| self.hide_from(oldest, 0, out))?;
        Some(oldest)
    }

    /// Makes what the medium prints from; kitty is sent the picture.
    fn form(&mut self, place: usize, of: &Plated, out: &mut Vec<u8>) -> Option<Form> {
        let medium = self.medium?;
        let sheet = of.picture.sheet(of.plate, self.cell);
        Some(match medium {
            Medium::Kitty | Medium::Placeholders => {
                let whole = Piece {
                    x: 0,
                    y: 0,
                    size: sheet.size(),
                };
                let by_characters = Some(of.plate).filter(|_| self.is_in_tmux());
                kitty::send(self.id(place), &sheet.png(whole), by_characters, out);
                self.told = self.told.max(place + 1);
                Form::Sent { pieces: 0 }
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
