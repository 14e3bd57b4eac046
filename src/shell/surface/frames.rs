//! Two frames, and what a reader would see change between them.

use ratatui::buffer::Cell;
use ratatui::style::Style;

use super::pen::{Colours, Pen};
use crate::shell::medium::Medium;
use crate::text;
use crate::view::{Big, Canvas};

/// The frame that was sent last and the one that is to be sent.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) shown: Canvas,
    pub(super) painted: Canvas,
    /// `shown` is what is on the screen; else nothing is known of it.
    pub(super) known: bool,
    pub(super) colours: Colours,
    /// The terminal may be sent links.
    pub(super) links: bool,
    /// How it is sent pictures.
    pub(super) medium: Option<Medium>,
}

/// What a reader sees of a cell, with the address that it leads to.
type Look<'a> = (&'a str, Pen, Option<&'a str>);

impl Frames {
    /// The cells of a row of the painted frame.
    pub(super) fn columns(&self) -> u16 {
        self.painted.area().width
    }

    pub(super) fn look(&self, x: u16, y: u16) -> Look<'_> {
        self.look_of(&self.painted, x, y)
    }

    pub(super) fn look_of<'a>(&self, canvas: &'a Canvas, x: u16, y: u16) -> Look<'a> {
        let cell = &canvas.row(y)[usize::from(x)];
        // The colour of what stands for a picture is its number.
        let colours = match self.medium {
            Some(Medium::Placeholders) if canvas.spot(x, y).is_some() => Colours::True,
            _ => self.colours,
        };
        let pen = Pen::of(cell, colours);
        let address = canvas.link_at(x, y).filter(|_| self.links);
        match cell.symbol() {
            " " => (" ", pen.on_blank(), address),
            symbol => (symbol, pen, address),
        }
    }

    /// Whether the cell must be written; one that is drawn over is not.
    pub(super) fn differs(&self, x: u16, y: u16) -> bool {
        if self.known && self.painted.is_same_cell(&self.shown, x, y) {
            return false;
        }
        if self.is_drawn_over(x, y) {
            return false;
        }
        if !self.known || self.covers(&self.shown, x, y) {
            return true;
        }
        let cell = |canvas| Canvas::row(canvas, y)[usize::from(x)].symbol();
        // Most cells differ in what they show, if at all.
        cell(&self.shown) != cell(&self.painted)
            || self.look_of(&self.shown, x, y) != self.look(x, y)
    }

    /// Whether the cell is drawn over by a larger cluster or a picture.
    pub(super) fn is_drawn_over(&self, x: u16, y: u16) -> bool {
        self.covers(&self.painted, x, y)
    }

    pub(super) fn covers(&self, canvas: &Canvas, x: u16, y: u16) -> bool {
        canvas.big_at(x, y).is_some()
            || self.medium.is_some_and(Medium::is_ink) && canvas.spot(x, y).is_some()
    }

    /// Whether something on either frame does not move with the text.
    pub(super) fn are_pinned(&self) -> bool {
        let pictures_move = self.medium.is_none_or(Medium::is_text);
        [&self.shown, &self.painted]
            .into_iter()
            .any(|canvas| canvas.bigs().next().is_some() || canvas.has_pictures() && !pictures_move)
    }

    /// Whether the cell belongs to a cluster that begins before it.
    pub(super) fn is_covered(&self, x: u16, y: u16) -> bool {
        self.painted.row(y)[usize::from(x)].symbol().is_empty()
            && self.painted.big_at(x, y).is_none()
    }

    /// The cells of the cluster that begins at a cell.
    pub(super) fn cells(&self, x: u16, y: u16) -> u16 {
        let mut end = x + 1;
        while end < self.columns() && self.is_covered(end, y) {
            end += 1;
        }
        end - x
    }

    /// Whether a row looks as it does on the screen already.
    pub(super) fn is_shown(&self, y: u16) -> bool {
        self.known && self.painted.is_same_row(&self.shown, y)
    }

    /// The first cell from which on the row is blank in the terminal's own background.
    pub(super) fn blank_from(&self, y: u16) -> u16 {
        let is_blank =
            |x: u16| self.look(x, y) == (" ", Pen::PLAIN, None) && !self.is_drawn_over(x, y);
        let seen = (0..self.columns()).rev().find(|x| !is_blank(*x));
        seen.map_or(0, |x| x + 1)
    }

    pub(super) fn is_doubtful(&self, cluster: &str) -> bool {
        text::is_doubtful(cluster, self.painted.profile())
    }

    /// The larger clusters that are not on the screen yet.
    pub(super) fn new_bigs(&self) -> impl Iterator<Item = &Big> {
        self.painted.bigs().filter(|big| {
            let (x, y) = (big.area.x, big.area.y);
            !self.known
                || self.shown.big_at(x, y) != Some(*big)
                || self.look_of(&self.shown, x, y).2 != self.look(x, y).2
        })
    }

    /// Whether `next` may be written together with `big`, which ends where it begins.
    pub(super) fn continues(&self, big: &Big, next: &Big) -> bool {
        let address = |big: &Big| self.look(big.area.x, big.area.y).2;
        (next.area.x, next.area.y) == (big.area.right(), big.area.y)
            && (next.scale, next.style) == (big.scale, big.style)
            && address(next) == address(big)
            && !self.is_doubtful(&next.symbol)
            && !self.is_doubtful(&big.symbol)
    }

    pub(super) fn pen(&self, style: Style) -> Pen {
        let mut cell = Cell::EMPTY;
        Pen::of(cell.set_style(style), self.colours)
    }
}
