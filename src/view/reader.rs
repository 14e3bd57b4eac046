//! The pane of the article.

use super::canvas::Canvas;
use super::frame::write_below;
use super::theme;
use crate::app::{Area, Command, Model, Reader};
use crate::layout::{Row, RowAt, Run};
use crate::say;

/// Draws the part of the article that is on the screen.
pub(super) fn draw(model: &Model, area: Area, canvas: &mut Canvas) {
    let Some(reader) = model.reader() else {
        let why = if model.opening() > 0 || model.is_opening() {
            say!(model.locale(), "Reading…", "正在读取……")
        } else {
            say!(model.locale(), "No article is open.", "没有打开的文章。")
        };
        canvas.put_cut(
            area.x + 1,
            area.y,
            &why,
            theme::dim(),
            area.width.saturating_sub(1),
        );
        return;
    };
    if model.panes().framed {
        write_below(
            area,
            &standing(model, reader, usize::from(area.height)),
            canvas,
        );
    }
    let (left, last) = page(reader, area, canvas);
    if reader.page().article().body.is_empty() && last + 2 < area.y + area.height {
        let room = area.width.saturating_sub(left - area.x);
        canvas.put_cut(
            left,
            last + 2,
            &where_the_text_is(model, reader),
            theme::dim(),
            room,
        );
    }
}

/// Draws the rows of the article that fit; gives the column where they begin and the last of them.
pub(super) fn page(reader: &Reader, area: Area, canvas: &mut Canvas) -> (u16, u16) {
    let page = reader.page();
    let cells = page.measure().cells.min(usize::from(area.width));
    let left = area.x + (area.width - u16::try_from(cells).unwrap_or(area.width)) / 2;
    let mut at = reader.top();
    let mut last = area.y;
    for y in area.y..area.y + area.height {
        last = y;
        if let Some(row) = page.row(at) {
            draw_row(reader, at, row, left, y, area.y + area.height, canvas);
        }
        let below = page.below(at, 1);
        if below == at {
            break;
        }
        at = below;
    }
    (left, last)
}

/// What can be done about an article that came without its text.
fn where_the_text_is(model: &Model, reader: &Reader) -> String {
    if reader.page().article().url.is_none() {
        return say!(model.locale(), "There is no more of it.", "没有更多内容。");
    }
    let key = model.keymap().name_of(Command::FullText);
    say!(
        model.locale(),
        "{key} fetches its full text.",
        "按 {key} 取全文。"
    )
}

/// How far the article has been read: `37% · 第 2/4 节`.
pub(super) fn standing(model: &Model, reader: &Reader, height: usize) -> String {
    let percent = reader.percent(height);
    let count = reader.page().article().headings().len();
    let marks = reader.headline().marks;
    let ascii = model.measure().profile.ambiguous_wide;
    let mut parts = Vec::new();
    if marks.starred {
        parts.push(if ascii { "+" } else { "★" }.to_owned());
    }
    if marks.later {
        parts.push(say!(model.locale(), "later", "稍后"));
    }
    if reader.headline().revisions > 0 {
        let edition = reader.headline().revisions + 1;
        parts.push(say!(model.locale(), "edition {edition}", "第 {edition} 版"));
    }
    parts.push(format!("{percent}%"));
    if let Some(heading) = reader.heading() {
        let number = heading + 1;
        parts.push(say!(
            model.locale(),
            "§ {number}/{count}",
            "第 {number}/{count} 节"
        ));
    }
    if let Some(search) = reader.search() {
        let (number, count) = (
            search.current().map_or(0, |at| at + 1),
            search.matches().len(),
        );
        parts.push(say!(
            model.locale(),
            "match {number}/{count}",
            "匹配 {number}/{count}"
        ));
    }
    parts.join(" · ")
}

fn draw_row(
    reader: &Reader,
    at: RowAt,
    row: &Row,
    left: u16,
    y: u16,
    end: u16,
    canvas: &mut Canvas,
) {
    let scale = u16::from(row.scale.max(1));
    let large = scale > 1 && y + scale <= end;
    let mut x = left;
    for run in &row.runs {
        let style = theme::run(run.look, &run.text);
        if large {
            x += canvas.big(x, y, &run.text, scale, style);
            continue;
        }
        let cells = canvas.put(x, y, &run.text, style, u16::MAX);
        if let Some(url) = run
            .look
            .link
            .and_then(|link| reader.page().links().get(link as usize - 1))
        {
            canvas.link(x, y, cells, url);
        }
        mark_matches(reader, at.block, run, x, y, canvas);
        x += cells;
    }
    if let Some(strip) = &row.strip
        && let Some(picture) = reader.page().picture(&strip.url)
    {
        canvas.picture(x, y, picture, strip.plate, strip.row);
    }
}

/// Lays the colour of matches over the parts of a run in which they stand.
fn mark_matches(reader: &Reader, block: usize, run: &Run, x: u16, y: u16, canvas: &mut Canvas) {
    let (Some(search), Some(source)) = (reader.search(), &run.source) else {
        return;
    };
    let same = source.len() == run.text.len();
    for (range, current) in search.matches_in(block, source.clone()) {
        let part = if same {
            range.start.max(source.start) - source.start..range.end.min(source.end) - source.start
        } else {
            0..run.text.len()
        };
        let before = cells(canvas, &run.text[..part.start]);
        canvas.put(
            x + before,
            y,
            &run.text[part],
            theme::found(current),
            u16::MAX,
        );
    }
}

fn cells(canvas: &Canvas, text: &str) -> u16 {
    u16::try_from(crate::text::width(text, canvas.profile())).unwrap_or(u16::MAX)
}
