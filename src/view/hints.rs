//! The bottom row: a typed line, what there is to say, or the keys of the pane.

use ratatui::style::Style;

use super::canvas::Canvas;
use super::frame::write_right;
use super::{reader, theme};
use crate::app::{Area, Command, Model, Overlay, Pane, Prompt, Purpose, TypedLine};
use crate::say;
use crate::text;

/// Draws the bottom row.
pub(super) fn draw(model: &Model, area: Area, canvas: &mut Canvas) {
    if let Some(prompt) = model.prompt() {
        return typed(model, prompt, area, canvas);
    }
    if let Some(notice) = model.notice() {
        canvas.put_cut(
            area.x + 1,
            area.y,
            notice,
            theme::notice(),
            area.width.saturating_sub(1),
        );
        return;
    }
    let status = status(model);
    let right = u16::try_from(text::width(&status, canvas.profile())).unwrap_or(u16::MAX);
    let room = if right + 8 <= area.width {
        area.width - right - 1
    } else {
        area.width
    };
    if room < area.width {
        write_right(area, area.y, &status, theme::dim(), canvas);
    }
    hints(model, area, room, canvas);
}

/// What the borders would tell if there were room for them, or that something is being read.
fn status(model: &Model) -> String {
    if model.opening() > 0 || model.is_opening() {
        return say!(model.locale(), "Reading… ", "正在读取…… ");
    }
    if let Some(fetching) = model.fetching() {
        let (done, of) = (fetching.done, fetching.of);
        if done < of || fetching.ahead_of == 0 {
            return say!(model.locale(), "Fetching {done}/{of} ", "更新 {done}/{of} ");
        }
        let (done, of) = (fetching.ahead_done, fetching.ahead_of);
        return say!(
            model.locale(),
            "Full texts and pictures {done}/{of} ",
            "全文与图片 {done}/{of} "
        );
    }
    match (model.panes().framed, model.focus(), model.reader()) {
        (false, Pane::Reader, Some(open)) => {
            let height = model
                .panes()
                .reader
                .map_or(1, |area| usize::from(area.height));
            reader::standing(model, open, height) + " "
        }
        _ => String::new(),
    }
}

fn typed(model: &Model, prompt: &Prompt, area: Area, canvas: &mut Canvas) {
    let label = match &prompt.purpose {
        Purpose::Find(_) => "/".to_owned(),
        Purpose::Search(..) => say!(model.locale(), "Search: ", "搜索："),
        Purpose::Filter(..) => say!(model.locale(), "Show only: ", "筛选："),
        Purpose::FollowLink => say!(model.locale(), "Open link number ", "打开链接，编号 "),
    };
    typed_line(&label, &prompt.line, area, canvas);
}

/// A line being typed, behind what it is for.
pub(super) fn typed_line(label: &str, line: &TypedLine, area: Area, canvas: &mut Canvas) {
    let used = canvas.put(area.x, area.y, label, theme::key(), area.width);
    let room = area.width.saturating_sub(used + 1);
    // A line longer than the row shows its end, where the cursor usually is.
    let profile = canvas.profile();
    let before = line.before_cursor();
    let mut shown = 0;
    while text::width(&before[shown..], profile) > usize::from(room) {
        shown += text::clusters(&before[shown..]).next().map_or(1, str::len);
    }
    canvas.put(
        area.x + used,
        area.y,
        &line.text()[shown..],
        Style::new(),
        room,
    );
    let cursor = u16::try_from(text::width(&before[shown..], profile)).unwrap_or(room);
    canvas.place_cursor(area.x + used + cursor, area.y);
}

/// As many hints as fit, the most needed first.
fn hints(model: &Model, area: Area, room: u16, canvas: &mut Canvas) {
    let locale = model.locale();
    let pairs: &[(&[Command], &str, &str)] = match (model.overlay(), model.focus()) {
        (Some(Overlay::Help { .. }), _) => &[
            (&[Command::Find], "search", "查找"),
            (&[Command::Back], "close", "关闭"),
        ],
        (Some(Overlay::Source { .. }), _) => &[
            (&[Command::Down, Command::Up], "move", "移动"),
            (&[Command::Back], "close", "关闭"),
        ],
        (Some(Overlay::Outline(_)), _) => &[
            (&[Command::Down, Command::Up], "choose", "选择"),
            (&[Command::In], "go there", "跳转"),
            (&[Command::Back], "close", "关闭"),
        ],
        (None, Pane::Sections) => &[
            (&[Command::Down, Command::Up], "move", "移动"),
            (&[Command::In], "open", "进入"),
            (&[Command::Out], "fold", "折叠"),
            (&[Command::NextPane], "pane", "换栏"),
            (&[Command::Help], "keys", "帮助"),
            (&[Command::Back], "quit", "退出"),
        ],
        (None, Pane::Articles) if model.keeps() => &[
            (&[Command::In], "read", "阅读"),
            (&[Command::PageDown], "page", "翻页"),
            (&[Command::Help], "keys", "帮助"),
            (&[Command::Find], "search", "搜索"),
            (&[Command::NextMatch], "unread", "下一未读"),
            (&[Command::Star], "star", "收藏"),
            (&[Command::ToggleRead], "read", "已读"),
            (&[Command::AllRead], "all read", "全部已读"),
            (&[Command::RefreshAll], "fetch", "更新"),
            (&[Command::Back], "quit", "退出"),
        ],
        (None, Pane::Articles) => &[
            (&[Command::Down, Command::Up], "move", "移动"),
            (&[Command::In], "read", "阅读"),
            (&[Command::PageDown], "page", "翻页"),
            (&[Command::NextPane], "pane", "换栏"),
            (&[Command::Help], "keys", "帮助"),
            (&[Command::Find], "search", "搜索"),
            (&[Command::Back], "quit", "退出"),
        ],
        (None, Pane::Reader) => &[
            (&[Command::PageDown], "page", "翻页"),
            (&[Command::Help], "keys", "帮助"),
            (&[Command::Back], "back", "返回"),
            (&[Command::Outline], "outline", "目录"),
            (&[Command::Find], "find", "查找"),
            (&[Command::NextHeading], "heading", "下一节"),
            (
                &[Command::NextArticle, Command::PreviousArticle],
                "article",
                "换篇",
            ),
            (&[Command::Larger, Command::Smaller], "type size", "字号"),
            (&[Command::Zen], "zen", "专注"),
        ],
    };
    let pairs = pairs.iter().map(|(commands, en, zh)| {
        let names = commands
            .iter()
            .map(|command| model.keymap().name_of(*command));
        let names: Vec<String> = names.collect();
        (names.join("/"), locale.pick(*en, *zh).to_owned())
    });
    keys(pairs, area, room, canvas);
}

/// Keys, each with what it does, as many as fit into `room` cells.
pub(super) fn keys(
    pairs: impl Iterator<Item = (String, String)>,
    area: Area,
    room: u16,
    canvas: &mut Canvas,
) {
    let mut x = area.x + 1;
    let end = area.x + room;
    for (keys, about) in pairs {
        let about = format!(" {about}  ");
        let cells = u16::try_from(
            text::width(&keys, canvas.profile()) + text::width(about.trim_end(), canvas.profile()),
        );
        if cells.is_ok_and(|cells| x + cells <= end) {
            x += canvas.put(x, area.y, &keys, theme::key(), end - x);
            x += canvas.put(x, area.y, &about, theme::dim(), end - x);
        }
    }
}
