//! A painted canvas in, the bytes that bring it to the screen out.
//!
//! 1. Rows that only moved are scrolled.
//! 2. Each cell is compared with what is on the screen then.
//! 3. What changed is written, row by row, with the shortest moves between;
//!    short stretches that did not change are written again where that is shorter.
//! 4. Blanks at the end of a row are erased at once.
//! 5. Text larger than a cell comes last, over its blank cells, and so do pictures
//!    (see [`Press`]), where they are not drawn with characters.
//!
//! What terminals disagree about (see [`text::is_doubtful`]) is fenced in: its
//! cells are made blank first, an absolute move follows it, and the cells that
//! a wider drawing would cover are written behind it. So a disagreement damages
//! one glyph. The session keeps automatic wrapping off, so that nothing at the
//! end of a row can reach the next one, and nothing scrolls but on purpose.

mod frames;
mod motion;
mod pen;
mod press;
mod scroll;
mod stylus;

use ratatui::layout::Position;

use super::Features;
use super::medium::Medium;
use crate::picture::Pixels;
use crate::text::Profile;
use crate::view::Canvas;

use frames::Frames;
pub use pen::Colours;
pub(super) use pen::Pen;
use press::Press;
use scroll::Scroll;
use stylus::Stylus;

/// Brings frames to the screen, each with as few bytes as the one before allows.
#[derive(Debug)]
pub struct Surface {
    frames: Frames,
    stylus: Stylus,
    cursor: Option<Position>,
    features: Features,
    press: Press,
    /// For each cell of the row at hand, whether it must be written.
    dirty: Vec<bool>,
}

/// Fewer blanks than this are written rather than erased: erasing takes three bytes.
const ERASED: usize = 4;

impl Surface {
    /// A surface of which nothing is known; `links` says whether the terminal may be sent OSC 8.
    pub fn new(colours: Colours, links: bool) -> Surface {
        Surface {
            frames: Frames {
                shown: Canvas::new(0, 0, Profile::default()),
                painted: Canvas::new(0, 0, Profile::default()),
                known: false,
                colours,
                links,
                medium: None,
            },
            stylus: Stylus::default(),
            cursor: None,
            features: Features::default(),
            press: Press::new(colours),
            dirty: Vec::new(),
        }
    }

    /// Uses what the terminal turned out to be able to do.
    pub fn set_features(&mut self, features: Features) {
        self.features = features;
    }

    /// Draws pictures in this medium, where a cell has the pixels `cell`; none, until this is said.
    pub fn set_medium(&mut self, medium: Option<Medium>, cell: Pixels) {
        if self.press.set(medium, cell) {
            self.frames.medium = medium;
            self.frames.known &= !self.frames.shown.has_pictures();
        }
    }

    /// What has a terminal forget the pictures that it was told to keep.
    pub fn farewell(&self) -> Vec<u8> {
        self.press.farewell()
    }

    /// Forgets what is on the screen: the next frame is written whole.
    pub fn forget(&mut self) {
        self.press.forget();
        self.frames.known = false;
        self.stylus.forget();
        self.cursor = None;
    }

    /// A blank canvas of this size for the next frame.
    ///
    /// When the size or the widths are not those of the last frame, nothing is
    /// taken for known: the frame will be written whole, over what is there.
    pub fn begin(&mut self, columns: u16, rows: u16, profile: Profile) -> &mut Canvas {
        let (shown, painted) = (&self.frames.shown, &mut self.frames.painted);
        painted.reset(columns, rows, profile);
        let probed = |profile: Profile| Profile {
            probed: true,
            ..profile
        };
        if painted.area() != shown.area() || probed(profile) != probed(shown.profile()) {
            self.frames.known = false;
            self.stylus.lose_cursor();
        }
        painted
    }

    /// Appends what brings the painted canvas to the screen; nothing when nothing changed.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        let start = out.len();
        if self.features.synchronised_output {
            out.extend_from_slice(b"\x1b[?2026h");
        }
        if self.cursor.is_some() {
            out.extend_from_slice(b"\x1b[?25l");
        }
        let opened = out.len();
        self.press.ink(&mut self.frames.painted, out);
        self.scroll(out);
        for y in 0..self.frames.painted.area().height {
            self.write_row(y, out);
        }
        self.write_bigs(out);
        self.press.stamp(&self.frames, &mut self.stylus, out);
        let cursor = self.frames.painted.cursor();
        if out.len() == opened && self.cursor == cursor {
            out.truncate(start);
        } else {
            self.show_cursor(cursor, out);
            if self.features.synchronised_output {
                out.extend_from_slice(b"\x1b[?2026l");
            }
        }
        std::mem::swap(&mut self.frames.shown, &mut self.frames.painted);
        self.frames.known = true;
    }

    /// Has the terminal move the rows that only moved, unless it knows too little for that.
    fn scroll(&mut self, out: &mut Vec<u8>) {
        let scroll = Scroll::between(&self.frames).filter(|_| self.frames.links);
        if let Some(scroll) = scroll {
            // The rows that come in have the background of the pen.
            self.stylus.take_up_for_blank(Pen::PLAIN, out);
            scroll.write(self.frames.painted.area().height, out);
            self.stylus.lose_cursor();
            let Scroll { top, bottom, up } = scroll;
            self.frames.shown.scroll(top..bottom, up);
        }
    }

    fn show_cursor(&mut self, cursor: Option<Position>, out: &mut Vec<u8>) {
        self.cursor = cursor;
        if let Some(Position { x, y }) = cursor {
            self.stylus.go(x, y, out);
            out.extend_from_slice(b"\x1b[?25h");
        }
    }

    fn write_row(&mut self, y: u16, out: &mut Vec<u8>) {
        let columns = self.frames.columns();
        if self.frames.is_shown(y) {
            return;
        }
        self.dirty.clear();
        self.dirty
            .extend((0..columns).map(|x| self.frames.differs(x, y)));
        if !self.dirty.contains(&true) {
            return;
        }
        let blank_from = self.frames.blank_from(y);
        let mut x = 0;
        while x < columns {
            let cells = self.frames.cells(x, y);
            let at = usize::from(x);
            if self.dirty[at..at + usize::from(cells)].contains(&true)
                && !self.frames.is_drawn_over(x, y)
            {
                let rest = self.dirty[at..].iter().rposition(|dirty| *dirty);
                if x >= blank_from && rest.is_some_and(|last| last + 1 >= ERASED) {
                    self.erase_rest(x, y, out);
                    break;
                }
                self.come_to(x, y, out);
                self.write_cluster(x, y, cells, out);
            }
            x += cells;
        }
        self.stylus.lead(None, out);
    }

    fn erase_rest(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        self.stylus.lead(None, out);
        self.stylus.go(x, y, out);
        self.stylus.take_up_for_blank(Pen::PLAIN, out);
        out.extend_from_slice(b"\x1b[K");
    }

    /// Moves to a cell, over the cells before it where writing them again is no longer.
    fn come_to(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        let on_row = self.stylus.cursor.row == Some(y);
        if let Some(from) = self.stylus.cursor.column.filter(|from| on_row && *from < x)
            && self.is_cheap(from, x, y)
        {
            for x in from..x {
                let (symbol, ..) = self.frames.look(x, y);
                self.stylus.write(symbol, 1, self.frames.columns(), out);
            }
        }
        self.stylus.go(x, y, out);
    }

    /// Whether the clusters from one cell to another are as short as the move over them.
    fn is_cheap(&self, from: u16, to: u16, y: u16) -> bool {
        let mut budget = match to - from {
            1 => 3,
            2..=9 => 4,
            _ => return false,
        };
        // A covered cell looks as its cluster does, and costs nothing.
        !self.frames.is_covered(from, y)
            && (from..to).all(|x| {
                let (symbol, pen, address) = self.frames.look(x, y);
                let fits = symbol.len() <= budget;
                budget = budget.saturating_sub(symbol.len());
                let writes = if symbol == " " {
                    self.stylus.writes_blank(pen, address)
                } else {
                    self.stylus.writes(pen, address)
                };
                fits && writes
                    && !self.frames.is_drawn_over(x, y)
                    && !self.frames.is_doubtful(symbol)
            })
    }

    fn write_cluster(&mut self, x: u16, y: u16, cells: u16, out: &mut Vec<u8>) {
        let columns = self.frames.columns();
        let (symbol, pen, address) = self.frames.look(x, y);
        if symbol == " " {
            self.stylus.take_up_for_blank(pen, out);
        } else {
            self.stylus.take_up(pen, out);
        }
        self.stylus.lead(address, out);
        let doubtful = self.frames.is_doubtful(symbol);
        if doubtful && self.features.sized_width && (1..8).contains(&cells) {
            self.stylus
                .write_sized(format_args!("w={cells}"), symbol, out);
            return;
        }
        // × and its like (U+0080 to U+07FF) are two cells only where ambiguous is wide;
        // xterm leaves there what was under the right half.
        if doubtful || (cells == 2 && symbol.len() == 2) {
            for _ in 0..cells {
                self.stylus.write(" ", 1, columns, out);
            }
            self.stylus.go(x, y, out);
        }
        if !doubtful {
            self.stylus.write(symbol, cells, columns, out);
            return;
        }
        self.stylus.write_doubtful(symbol, out);
        // Drawn scalar by scalar it reaches as far as this, over what is behind it.
        let reach = usize::from(x) + 2 * symbol.chars().count();
        let behind = usize::from(x + cells);
        let end = reach.clamp(behind, usize::from(columns));
        self.dirty[behind..end].fill(true);
    }

    /// Writes the larger clusters that were not there before, those of one style and row together.
    fn write_bigs(&mut self, out: &mut Vec<u8>) {
        let mut new = self.frames.new_bigs().peekable();
        while let Some(mut big) = new.next() {
            let (x, y, scale) = (big.area.x, big.area.y, big.scale);
            self.stylus.go(x, y, out);
            self.stylus.take_up(self.frames.pen(big.style), out);
            self.stylus.lead(self.frames.look(x, y).2, out);
            let mut run = big.symbol.clone();
            while let Some(next) = new.next_if(|next| self.frames.continues(big, next)) {
                run.push_str(&next.symbol);
                big = next;
            }
            if self.frames.is_doubtful(&big.symbol) {
                let cells = big.area.width / scale;
                self.stylus
                    .write_sized(format_args!("s={scale}:w={cells}"), &run, out);
            } else {
                self.stylus
                    .write_sized(format_args!("s={scale}"), &run, out);
            }
        }
        drop(new);
        self.stylus.lead(None, out);
    }
}

#[cfg(test)]
mod tests;
