//! What the panes paint on: cells, and what a cell cannot say.
//!
//! A [`Canvas`] is a ratatui [`Buffer`] under a stricter law. Clusters take the
//! cells that *our* widths give them, under the profile of the terminal at
//! hand; the first cell of a cluster holds it, and each further cell of it is
//! *covered*: its symbol is the empty string, and nothing is ever sent for it.
//! So whoever sends the canvas to a terminal need not measure anything.
//!
//! Beside the cells it knows which of them lead elsewhere, which are covered by
//! text set larger than a cell or belong to a picture, and where the cursor
//! stands. No control character can be painted. Whatever lies outside is not
//! painted and no error.

mod pictures;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::article::Url;
use crate::text::{self, Profile};

use pictures::SpotAt;
pub use pictures::{Plated, Spot};

/// A screenful of cells, painted anew for each frame.
#[derive(Clone, Debug)]
pub struct Canvas {
    buffer: Buffer,
    /// For each cell of the buffer, what stands behind it.
    beyond: Vec<Beyond>,
    /// Addresses of links, percent-encoded; a cell's link is its place here, plus one.
    addresses: Vec<String>,
    numbers: HashMap<String, u16>,
    bigs: Vec<Big>,
    pictures: Vec<Plated>,
    cursor: Option<Position>,
    profile: Profile,
}

/// What a cell has beside its symbol and its style; 0 is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Beyond {
    link: u16,
    big: u16,
    spot: SpotAt,
}

/// One cluster set larger than its cells, for terminals with the text sizing protocol (OSC 66).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Big {
    /// The cells that it covers; none when it was painted over.
    pub area: Rect,
    /// How many rows high it is: 2 or 3.
    pub scale: u16,
    /// The cluster.
    pub symbol: String,
    /// Its style.
    pub style: Style,
}

/// The longest address that is handed to a terminal, in bytes, as VTE and iTerm2 have it.
const LONGEST_ADDRESS: usize = 2083;

impl Canvas {
    /// A blank canvas for a terminal of this size, in cells.
    pub fn new(columns: u16, rows: u16, profile: Profile) -> Canvas {
        let mut canvas = Canvas {
            buffer: Buffer::default(),
            beyond: Vec::new(),
            addresses: Vec::new(),
            numbers: HashMap::new(),
            bigs: Vec::new(),
            pictures: Vec::new(),
            cursor: None,
            profile,
        };
        canvas.reset(columns, rows, profile);
        canvas
    }

    /// Makes the canvas blank and of this size, keeping its memory.
    pub fn reset(&mut self, columns: u16, rows: u16, profile: Profile) {
        let cells = usize::from(columns) * usize::from(rows);
        self.buffer.area = Rect::new(0, 0, columns, rows);
        self.buffer.content.clear();
        self.buffer.content.resize(cells, Cell::EMPTY);
        self.beyond.clear();
        self.beyond.resize(cells, Beyond::default());
        self.addresses.clear();
        self.numbers.clear();
        self.bigs.clear();
        self.pictures.clear();
        self.cursor = None;
        self.profile = profile;
    }

    /// The whole canvas.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// The widths by which it is painted.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Paints as many clusters of `text` as fit into `max_cells` and the row; gives the cells used.
    ///
    /// The style is laid over that of the cells; a link that led from them is gone.
    pub fn put(&mut self, x: u16, y: u16, text: &str, style: Style, max_cells: u16) -> u16 {
        let room = self.room(x, y, max_cells);
        let mut used = 0;
        for cluster in text::clusters(text) {
            let cells = self.cells(cluster);
            if cells > room - used {
                break;
            }
            if cells > 0 {
                self.set(x + used, y, cells, &sent(cluster), style);
                used += cells;
            }
        }
        used
    }

    /// Paints `text` like [`put`](Canvas::put), with … in place of what does not fit.
    pub fn put_cut(&mut self, x: u16, y: u16, text: &str, style: Style, max_cells: u16) -> u16 {
        const CUT: &str = "…";
        let room = self.room(x, y, max_cells);
        let (mut used, mut cut_at) = (0, 0);
        let before_cut = room.saturating_sub(self.cells(CUT));
        for cluster in text::clusters(text) {
            let cells = self.cells(cluster);
            if cells > room - used {
                let kept = self.put(x, y, &text[..cut_at], style, room);
                return kept + self.put(x + kept, y, CUT, style, room - kept);
            }
            used += cells;
            if used <= before_cut {
                cut_at += cluster.len();
            }
        }
        self.put(x, y, text, style, room)
    }

    /// Makes every cell of `area` a blank of this style alone.
    pub fn fill(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.area());
        self.free(area);
        for (x, y) in cells_of(area) {
            let at = self.at(x, y);
            self.buffer.content[at].reset();
            self.buffer.content[at].set_style(style);
            self.beyond[at] = Beyond::default();
        }
    }

    /// Lays a style over every cell of `area`, leaving the text.
    pub fn tint(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Paints a ratatui widget: a border, a gauge.
    ///
    /// Links and larger text in its area are gone, even where it paints nothing,
    /// so it comes first. What ratatui measures otherwise than we do becomes
    /// blank, so text is better painted by [`put`](Canvas::put).
    pub fn render(&mut self, widget: impl Widget, area: Rect) {
        let area = area.intersection(self.area());
        self.free(area);
        widget.render(area, &mut self.buffer);
        for y in area.top()..area.bottom() {
            let mut x = area.left();
            while x < area.right() {
                x += self.adopt(x, y, area.right());
            }
        }
    }

    /// Makes the cells from (x, y) lead to `url`, unless it is one that may not be opened.
    ///
    /// All cells that lead to one address are one link, on however many rows.
    pub fn link(&mut self, x: u16, y: u16, cells: u16, url: &Url) {
        let Some(address) = linked_address(url) else {
            return;
        };
        let next = u16::try_from(self.addresses.len() + 1).unwrap_or(0);
        let link = *self.numbers.entry(address).or_insert_with_key(|address| {
            self.addresses.push(address.clone());
            next
        });
        for x in x..x + self.room(x, y, cells) {
            let at = self.at(x, y);
            self.beyond[at].link = link;
        }
    }

    /// Shows the terminal's cursor at a cell.
    pub fn place_cursor(&mut self, x: u16, y: u16) {
        self.cursor = Some(Position { x, y }).filter(|at| self.area().contains(*at));
    }

    /// Paints text `scale` (2 or 3) times as large as the rest; gives the cells used.
    ///
    /// Each cluster covers `scale` times its cells, on `scale` rows. Nothing is
    /// painted when these rows are not all there. Only for terminals that are
    /// known to have the text sizing protocol.
    pub fn big(&mut self, x: u16, y: u16, text: &str, scale: u16, style: Style) -> u16 {
        let room = self.room(x, y, u16::MAX);
        let mut used = 0;
        if y.saturating_add(scale) > self.area().bottom() {
            return used;
        }
        for cluster in text::clusters(text) {
            let cells = self.cells(cluster).saturating_mul(scale);
            if cells > room - used || self.bigs.len() == usize::from(u16::MAX) {
                break;
            }
            if cells > 0 {
                let area = Rect::new(x + used, y, cells, scale);
                self.set_big(area, scale, &sent(cluster), style);
                used += cells;
            }
        }
        used
    }

    /// Moves the rows of a band up by `up`, or down when it is negative; blank rows come in.
    ///
    /// There must be no larger text on the canvas.
    pub fn scroll(&mut self, band: Range<u16>, up: i32) {
        let cells = self.at(0, band.start)..self.at(0, band.end);
        let by = usize::try_from(up.unsigned_abs()).unwrap_or(usize::MAX);
        let by = by.saturating_mul(self.area().width.into()).min(cells.len());
        let (content, beyond) = (
            &mut self.buffer.content[cells.clone()],
            &mut self.beyond[cells],
        );
        let empty = if up > 0 {
            content.rotate_left(by);
            beyond.rotate_left(by);
            content.len() - by..content.len()
        } else {
            content.rotate_right(by);
            beyond.rotate_right(by);
            0..by
        };
        content[empty.clone()].fill(Cell::EMPTY);
        beyond[empty].fill(Beyond::default());
    }

    /// The cells of a row, which must be one of the canvas.
    pub fn row(&self, y: u16) -> &[Cell] {
        &self.buffer.content[self.at(0, y)..][..usize::from(self.area().width)]
    }

    /// Whether a row of another canvas of the same width has the same cells, none of which is
    /// more than its symbol and style.
    pub fn is_same_row(&self, other: &Canvas, y: u16) -> bool {
        self.is_plain() && other.is_plain() && self.row(y) == other.row(y)
    }

    /// Whether a cell is on both canvases as it is, with nothing that leads elsewhere or stands behind it.
    pub fn is_same_cell(&self, other: &Canvas, x: u16, y: u16) -> bool {
        let at = self.at(x, y);
        let (one, two) = (&self.buffer.content[at], &other.buffer.content[at]);
        self.beyond[at] == Beyond::default()
            && other.beyond[at] == Beyond::default()
            && (one.fg, one.bg, one.modifier) == (two.fg, two.bg, two.modifier)
            && one.symbol() == two.symbol()
    }

    /// Whether no cell is more than its symbol and style: no link, nothing larger than a cell.
    fn is_plain(&self) -> bool {
        self.addresses.is_empty() && self.bigs.is_empty() && self.pictures.is_empty()
    }

    /// The address, percent-encoded, to which a cell leads.
    pub fn link_at(&self, x: u16, y: u16) -> Option<&str> {
        let link = usize::from(self.beyond[self.at(x, y)].link);
        Some(&self.addresses[link.checked_sub(1)?])
    }

    /// The larger cluster that covers a cell.
    pub fn big_at(&self, x: u16, y: u16) -> Option<&Big> {
        let big = usize::from(self.beyond[self.at(x, y)].big);
        Some(&self.bigs[big.checked_sub(1)?])
    }

    /// The larger clusters, in the order of painting.
    pub fn bigs(&self) -> impl Iterator<Item = &Big> {
        self.bigs.iter().filter(|big| !big.area.is_empty())
    }

    /// Where the cursor is shown.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// What stands on each row, without the blanks at its end; for tests and for the curious.
    pub fn pictures(&self) -> Vec<String> {
        let row = |y| self.row(y).iter().map(Cell::symbol).collect::<String>();
        let rows = self.area().top()..self.area().bottom();
        rows.map(|y| row(y).trim_end_matches(' ').to_owned())
            .collect()
    }

    fn at(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.area().width) + usize::from(x)
    }

    /// The cells from (x, y) to the end of the row, at most `max_cells`; 0 outside.
    fn room(&self, x: u16, y: u16, max_cells: u16) -> u16 {
        if self.area().contains(Position { x, y }) {
            max_cells.min(self.area().right() - x)
        } else {
            0
        }
    }

    fn cells(&self, cluster: &str) -> u16 {
        u16::try_from(text::cluster_width(cluster, self.profile)).unwrap_or(u16::MAX)
    }

    /// Places one cluster, which fits.
    fn set(&mut self, x: u16, y: u16, cells: u16, symbol: &str, style: Style) {
        self.free(Rect::new(x, y, cells, 1));
        let at = self.at(x, y);
        for at in at..at + usize::from(cells) {
            self.buffer.content[at].set_symbol("").set_style(style);
            self.beyond[at] = Beyond::default();
        }
        self.buffer.content[at].set_symbol(symbol);
    }

    fn set_big(&mut self, area: Rect, scale: u16, symbol: &str, style: Style) {
        self.free(area);
        self.bigs.push(Big {
            area,
            scale,
            symbol: symbol.to_owned(),
            style,
        });
        let big = u16::try_from(self.bigs.len()).unwrap_or(0);
        for (x, y) in cells_of(area) {
            let at = self.at(x, y);
            self.buffer.content[at].reset();
            self.buffer.content[at].set_symbol("");
            self.beyond[at] = Beyond {
                big,
                ..Beyond::default()
            };
        }
    }

    /// Makes sure that no cluster reaches from outside into `area` or out of it.
    ///
    /// What would be cut at its border becomes blank as a whole.
    fn free(&mut self, area: Rect) {
        for big in 0..self.bigs.len() {
            if self.bigs[big].area.intersects(area) {
                let whole = std::mem::take(&mut self.bigs[big].area);
                self.blank(whole);
            }
        }
        for y in area.top()..area.bottom() {
            for border in [area.left(), area.right()] {
                if border < self.area().right() && self.is_covered(border, y) {
                    let head = (0..border).rev().find(|&x| !self.is_covered(x, y));
                    let end = (border..self.area().right()).find(|&x| !self.is_covered(x, y));
                    let (head, end) = (head.unwrap_or(0), end.unwrap_or(self.area().right()));
                    self.blank(Rect::new(head, y, end - head, 1));
                }
            }
        }
    }

    /// Whether the cell is a further cell of the cluster to its left.
    fn is_covered(&self, x: u16, y: u16) -> bool {
        let at = self.at(x, y);
        self.buffer.content[at].symbol().is_empty() && self.beyond[at].big == 0
    }

    /// Takes the text from cells and leaves their style.
    fn blank(&mut self, area: Rect) {
        for (x, y) in cells_of(area) {
            let at = self.at(x, y);
            self.buffer.content[at].set_symbol(" ");
            self.beyond[at] = Beyond::default();
        }
    }

    /// Brings a cell that a widget painted under our law; gives the cells of its cluster.
    fn adopt(&mut self, x: u16, y: u16, right: u16) -> u16 {
        let at = self.at(x, y);
        self.beyond[at] = Beyond::default();
        let cell = &mut self.buffer.content[at];
        if matches!(cell.symbol().as_bytes(), [b' '..=b'~']) {
            return 1;
        }
        let symbol = sent(cell.symbol()).into_owned();
        let cells = if text::clusters(&symbol).count() == 1 {
            self.cells(&symbol)
        } else {
            0
        };
        let end = at + usize::from(cells);
        let fits = cells > 0
            && cells <= right - x
            && self.buffer.content[at + 1..end]
                .iter()
                .all(|cell| matches!(cell.symbol(), " " | ""));
        if !fits {
            self.blank(Rect::new(x, y, 1, 1));
            return 1;
        }
        let style = self.buffer.content[at].style();
        self.set(x, y, cells, &symbol, style);
        cells
    }
}

fn cells_of(area: Rect) -> impl Iterator<Item = (u16, u16)> {
    (area.top()..area.bottom()).flat_map(move |y| (area.left()..area.right()).map(move |x| (x, y)))
}

/// A cluster as it is sent, without the marks that nobody could read any more.
///
/// A page may heap marks without end on one letter; the stream-safe format of
/// UAX #15 holds thirty to be enough for every script.
fn sent(cluster: &str) -> Cow<'_, str> {
    const MOST_SCALARS: usize = 1 + 30;
    let end = cluster.char_indices().nth(MOST_SCALARS);
    text::drawn(end.map_or(cluster, |(end, _)| &cluster[..end]))
}

/// The address of a link as a terminal is told it (OSC 8): percent-encoded.
///
/// None for one that may not be opened, or that no terminal would take.
pub fn linked_address(url: &Url) -> Option<String> {
    let address = encoded(url.as_str());
    (url.opens() && address.len() <= LONGEST_ADDRESS).then_some(address)
}

/// The address with everything outside printable ASCII percent-encoded, as OSC 8 asks.
fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            encoded.push(byte.into());
        } else {
            let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
            encoded.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
        }
    }
    encoded
}

#[cfg(test)]
mod tests;
