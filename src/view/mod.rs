//! Paints the model: what the reader knows becomes cells on a [`Canvas`].
//!
//! It borrows the model and changes nothing. One file a pane; `theme` alone
//! knows colours.

mod canvas;
mod frame;
mod hints;
mod lists;
mod overlays;
mod reader;
mod source;
mod theme;
mod trial;

pub use trial::draw as draw_trial;

pub use canvas::{Big, Canvas, Plated, Spot, linked_address};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Area, Model};
use crate::layout::Run;

/// How a run of the page looks.
pub fn style_of(run: &Run) -> Style {
    theme::run(run.look, &run.text)
}

/// Paints a frame.
pub fn draw(model: &Model, canvas: &mut Canvas) {
    let panes = model.panes();
    frame::draw(&panes, canvas);
    if let Some(area) = panes.sections {
        lists::sections(model, area, canvas);
    }
    if let Some(area) = panes.articles {
        lists::articles(model, area, canvas);
    }
    if let Some(area) = panes.reader {
        reader::draw(model, area, canvas);
    }
    overlays::draw(model, canvas);
    let area = canvas.area();
    let last = Area {
        x: 0,
        y: area.height.saturating_sub(1),
        width: area.width,
        height: 1,
    };
    match panes.hints {
        Some(area) => hints::draw(model, area, canvas),
        // Where the row of hints is not, what must be said or typed is laid over the page.
        None if model.prompt().is_some() || model.notice().is_some() => {
            canvas.fill(Rect::new(last.x, last.y, last.width, 1), Style::new());
            hints::draw(model, last, canvas);
        }
        None => {}
    }
}
