//! The lines between the panes, and what is written on them.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::theme;
use crate::app::{Area, Panes};

/// What lines are drawn with.
pub(super) struct Strokes {
    pub(super) level: &'static str,
    upright: &'static str,
    corners: [&'static str; 4],
    joins: [&'static str; 2],
}

impl Strokes {
    /// Box drawings, or ASCII where they would take two cells each.
    pub(super) fn of(canvas: &Canvas) -> Strokes {
        if canvas.profile().ambiguous_wide {
            Strokes {
                level: "-",
                upright: "|",
                corners: ["+"; 4],
                joins: ["+"; 2],
            }
        } else {
            Strokes {
                level: "─",
                upright: "│",
                corners: ["┌", "┐", "└", "┘"],
                joins: ["┬", "┴"],
            }
        }
    }
}

/// Draws the borders of all panes; neighbours share theirs.
pub(super) fn draw(panes: &Panes, canvas: &mut Canvas) {
    if !panes.framed {
        return;
    }
    let areas = [panes.sections, panes.articles, panes.reader];
    surround(&areas, canvas);
}

/// Draws borders around areas that stand side by side; neighbours share theirs.
pub(super) fn surround(areas: &[Option<Area>], canvas: &mut Canvas) {
    let strokes = Strokes::of(canvas);
    let areas: Vec<Area> = areas.iter().copied().flatten().collect();
    for (at, area) in areas.iter().enumerate() {
        draw_box(*area, at == 0, at + 1 == areas.len(), &strokes, canvas);
    }
}

/// Draws the border around `area`, as the first or the last of a row of neighbours.
fn draw_box(area: Area, first: bool, last: bool, strokes: &Strokes, canvas: &mut Canvas) {
    let style = theme::dim();
    let (left, top) = (area.x - 1, area.y - 1);
    let (right, bottom) = (area.x + area.width, area.y + area.height);
    for x in area.x..right {
        canvas.put(x, top, strokes.level, style, 1);
        canvas.put(x, bottom, strokes.level, style, 1);
    }
    for y in area.y..bottom {
        canvas.put(left, y, strokes.upright, style, 1);
        canvas.put(right, y, strokes.upright, style, 1);
    }
    let [top_left, top_right, bottom_left, bottom_right] = strokes.corners;
    let [join_top, join_bottom] = strokes.joins;
    canvas.put(left, top, if first { top_left } else { join_top }, style, 1);
    canvas.put(
        left,
        bottom,
        if first { bottom_left } else { join_bottom },
        style,
        1,
    );
    if last {
        canvas.put(right, top, top_right, style, 1);
        canvas.put(right, bottom, bottom_right, style, 1);
    }
}

/// Writes on the line above `area`, from its left.
pub(super) fn write_above(area: Area, text: &str, style: Style, canvas: &mut Canvas) {
    if text.is_empty() || area.width < 6 {
        return;
    }
    canvas.put_cut(
        area.x,
        area.y - 1,
        &format!(" {text} "),
        style,
        area.width.saturating_sub(1),
    );
}

/// Writes on the line below `area`, to its right.
pub(super) fn write_below(area: Area, text: &str, canvas: &mut Canvas) {
    write_right(
        area,
        area.y + area.height,
        &format!(" {text} "),
        theme::dim(),
        canvas,
    );
}

/// Writes `text` so that it ends at the right of `area`, in row `y`; nothing if there is no room.
pub(super) fn write_right(area: Area, y: u16, text: &str, style: Style, canvas: &mut Canvas) {
    let cells = u16::try_from(crate::text::width(text, canvas.profile())).unwrap_or(u16::MAX);
    if cells <= area.width {
        canvas.put(area.x + area.width - cells, y, text, style, cells);
    }
}

/// Makes a window in `area`, border included, over what is there; gives the area inside.
pub(super) fn open_window(area: Area, title: &str, canvas: &mut Canvas) -> Area {
    canvas.fill(
        Rect::new(area.x, area.y, area.width, area.height),
        Style::new(),
    );
    let inner = Area {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    let strokes = Strokes::of(canvas);
    draw_box(inner, true, true, &strokes, canvas);
    write_above(inner, title, theme::pane_title(true), canvas);
    inner
}
