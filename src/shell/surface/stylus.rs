//! Writes to the terminal, knowing where its cursor is, how it writes, and where it leads.

use std::io::Write as _;

use super::motion::Cursor;
use super::pen::Pen;

/// What the terminal's state is known to be, and the bytes that change it.
#[derive(Debug, Default)]
pub(super) struct Stylus {
    pub(super) cursor: Cursor,
    pen: Option<Pen>,
    /// The address that what is written now leads to.
    address: String,
}

impl Stylus {
    /// Forgets everything: somebody else wrote, or nobody did yet.
    pub(super) fn forget(&mut self) {
        *self = Stylus::default();
    }

    /// Forgets where the cursor is.
    pub(super) fn lose_cursor(&mut self) {
        self.cursor = Cursor::default();
    }

    /// Whether text written now would look like this.
    pub(super) fn writes(&self, pen: Pen, address: Option<&str>) -> bool {
        self.pen == Some(pen) && self.address == address.unwrap_or_default()
    }

    /// Whether a blank written now would look like this.
    pub(super) fn writes_blank(&self, pen: Pen, address: Option<&str>) -> bool {
        self.pen
            .is_some_and(|current| self.writes(pen.for_blank(current), address))
    }

    /// Moves to a cell.
    pub(super) fn go(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        if !self.cursor.is_at(x, y) {
            self.cursor.go(x, y, out);
        }
    }

    /// Takes up a pen for text.
    pub(super) fn take_up(&mut self, pen: Pen, out: &mut Vec<u8>) {
        pen.take_up(self.pen, out);
        self.pen = Some(pen);
    }

    /// Takes up a pen for blanks.
    pub(super) fn take_up_for_blank(&mut self, pen: Pen, out: &mut Vec<u8>) {
        let near = self.pen.map_or(pen, |current| pen.for_blank(current));
        self.take_up(near, out);
    }

    /// Makes what is written from now on lead to an address, or nowhere (OSC 8).
    ///
    /// The `id` joins the pieces of one link on several rows; it depends on the
    /// address alone, so that a piece that is written again later still belongs
    /// to the others.
    pub(super) fn lead(&mut self, address: Option<&str>, out: &mut Vec<u8>) {
        let address = address.unwrap_or_default();
        if self.address == address {
            return;
        }
        let _ = if address.is_empty() {
            write!(out, "\x1b]8;;\x1b\\")
        } else {
            let id = fingerprint(address);
            write!(out, "\x1b]8;id={id:08x};{address}\x1b\\")
        };
        self.address.clear();
        self.address.push_str(address);
    }

    /// Writes a cluster that takes `cells`; `columns` is the length of the row.
    pub(super) fn write(&mut self, cluster: &str, cells: u16, columns: u16, out: &mut Vec<u8>) {
        out.extend_from_slice(cluster.as_bytes());
        let column = self.cursor.column.map(|column| column + cells);
        // At the end of a row terminals wait in ways of their own.
        self.cursor.column = column.filter(|column| *column < columns);
    }

    /// Makes cells blank.
    pub(super) fn blank(&mut self, x: u16, y: u16, cells: u16, out: &mut Vec<u8>) {
        self.lead(None, out);
        self.go(x, y, out);
        self.take_up_for_blank(Pen::PLAIN, out);
        out.resize(out.len() + usize::from(cells), b' ');
        self.cursor.column = None;
    }

    /// Writes a cluster of which only the beginning is known to be where it should.
    pub(super) fn write_doubtful(&mut self, cluster: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(cluster.as_bytes());
        self.cursor.column = None;
    }

    /// Writes clusters in a size of their own (OSC 66); `measure` is what stands before the text.
    ///
    /// Where the cursor is behind larger text is told nowhere, so it is lost.
    pub(super) fn write_sized(
        &mut self,
        measure: std::fmt::Arguments,
        text: &str,
        out: &mut Vec<u8>,
    ) {
        let _ = write!(out, "\x1b]66;{measure};{text}\x1b\\");
        self.lose_cursor();
    }
}

/// A number that two addresses hardly share (FNV-1a).
fn fingerprint(address: &str) -> u32 {
    address.bytes().fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
