//! What lies over the panes: the keys, and the headings of the article.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::frame::open_window;
use super::{source, theme};
use crate::app::{Area, List, Model, Overlay, TypedLine};
use crate::say;
use crate::text;

/// Draws what lies over the panes.
pub(super) fn draw(model: &Model, canvas: &mut Canvas) {
    match model.overlay() {
        Some(Overlay::Help { query, typing, top }) => help(model, query, *typing, *top, canvas),
        Some(Overlay::Outline(list)) => outline(model, *list, canvas),
        Some(Overlay::Source {
            source,
            history,
            top,
        }) => source::draw(model, source, history, *top, canvas),
        None => {}
    }
}

/// The keys, in a window over the middle of the screen.
fn help(model: &Model, query: &TypedLine, typing: bool, top: usize, canvas: &mut Canvas) {
    let lines = model.keymap().help(model.locale(), query.text());
    let profile = canvas.profile();
    let cells = |text: &str| u16::try_from(text::width(text, profile)).unwrap_or(u16::MAX);
    let keys_cells = lines
        .iter()
        .map(|(keys, _)| cells(keys))
        .max()
        .unwrap_or_default();
    let about_cells = lines
        .iter()
        .map(|(_, about)| cells(about))
        .max()
        .unwrap_or_default();
    let screen = canvas.area();
    let width = (keys_cells + about_cells + 6).max(34).min(screen.width);
    let height = u16::try_from(lines.len() + 3)
        .unwrap_or(u16::MAX)
        .min(screen.height.saturating_sub(1))
        .max(4)
        .min(screen.height);
    let area = Area {
        x: (screen.width - width) / 2,
        y: (screen.height - height) / 2,
        width,
        height,
    };
    let inner = open_window(area, &say!(model.locale(), "Keys", "按键"), canvas);
    let rows = inner.y..(inner.y + inner.height).saturating_sub(1);
    for (y, (keys, about)) in rows.zip(lines.iter().skip(top)) {
        canvas.put(
            inner.x + 1,
            y,
            keys,
            theme::key(),
            inner.width.saturating_sub(1),
        );
        let x = inner.x + keys_cells + 3;
        canvas.put_cut(
            x,
            y,
            about,
            ratatui::style::Style::new(),
            (inner.x + inner.width).saturating_sub(x),
        );
    }
    let bottom = (inner.y + inner.height).saturating_sub(1);
    let asked = query.text();
    let line = match (typing, asked.is_empty()) {
        (true, _) => format!("/{asked}"),
        (false, true) => say!(
            model.locale(),
            "/ to search, q to close",
            "按 / 查找，按 q 关闭"
        ),
        (false, false) => say!(
            model.locale(),
            "/{asked}  (q closes)",
            "/{asked}（按 q 关闭）"
        ),
    };
    canvas.put_cut(
        inner.x + 1,
        bottom,
        &line,
        theme::dim(),
        inner.width.saturating_sub(1),
    );
    if typing {
        canvas.place_cursor(inner.x + 2 + cells(query.before_cursor()), bottom);
    }
}

/// The headings of the article, in a window at the right of its pane.
fn outline(model: &Model, list: List, canvas: &mut Canvas) {
    let (Some(reader), Some(pane)) = (model.reader(), model.panes().reader) else {
        return;
    };
    let article = reader.page().article();
    let headings = article.headings();
    let shallowest = headings
        .iter()
        .map(|heading| heading.level)
        .min()
        .unwrap_or(1);
    let profile = canvas.profile();
    let indent = |level: u8| 2 * u16::from(level - shallowest);
    let longest = headings.iter().map(|heading| {
        u16::try_from(text::width(heading.text, profile))
            .unwrap_or(u16::MAX)
            .saturating_add(indent(heading.level) + 6)
    });
    let width = longest
        .max()
        .unwrap_or_default()
        .clamp(16, 48)
        .min(pane.width);
    let height = u16::try_from(headings.len() + 2)
        .unwrap_or(u16::MAX)
        .min(pane.height);
    let area = Area {
        x: pane.x + pane.width - width,
        y: pane.y,
        width,
        height,
    };
    let inner = open_window(area, &say!(model.locale(), "Outline", "目录"), canvas);
    let here = reader.heading();
    for (y, (at, heading)) in
        (inner.y..inner.y + inner.height).zip(headings.iter().enumerate().skip(list.top))
    {
        let style = if at == list.cursor {
            theme::chosen(true)
        } else {
            ratatui::style::Style::new()
        };
        canvas.tint(Rect::new(inner.x, y, inner.width, 1), style);
        let mark = match (here == Some(at), profile.ambiguous_wide) {
            (true, true) => "> ",
            (true, false) => "▸ ",
            (false, _) => "  ",
        };
        let used = canvas.put(inner.x, y, mark, style.patch(theme::key()), inner.width);
        let x = inner.x + used + indent(heading.level);
        canvas.put_cut(
            x,
            y,
            heading.text,
            style,
            (inner.x + inner.width).saturating_sub(x + 1),
        );
    }
}
