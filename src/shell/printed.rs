//! Rows as lines of text, for a terminal that is not taken, or for a file.

use ratatui::buffer::Cell;

use super::surface::{Colours, Pen};
use crate::article::Url;
use crate::layout::Row;
use crate::view;

/// The row as one line, without blanks at its end; coloured, and with links, when `colours` are given.
pub fn printed(row: &Row, links: &[Url], colours: Option<Colours>) -> String {
    let Some(colours) = colours else {
        let text = row.text();
        return text.trim_end_matches(' ').to_owned();
    };
    let mut line = Vec::new();
    let mut pen = Pen::PLAIN;
    let end = row
        .runs
        .iter()
        .rposition(|run| !run.text.trim_matches(' ').is_empty())
        .map_or(0, |last| last + 1);
    for run in &row.runs[..end] {
        let mut cell = Cell::EMPTY;
        cell.set_style(view::style_of(run));
        let next = Pen::of(&cell, colours);
        next.take_up(Some(pen), &mut line);
        pen = next;
        let url = run.look.link.and_then(|link| links.get(link as usize - 1));
        let address = url.and_then(view::linked_address);
        if let Some(address) = &address {
            line.extend(format!("\x1b]8;;{address}\x1b\\").into_bytes());
        }
        line.extend_from_slice(run.text.as_bytes());
        if address.is_some() {
            line.extend_from_slice(b"\x1b]8;;\x1b\\");
        }
    }
    Pen::PLAIN.take_up(Some(pen), &mut line);
    String::from_utf8_lossy(&line).into_owned()
}
