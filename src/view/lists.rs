//! The panes of sections and of articles.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::frame::{write_above, write_right};
use super::theme;
use crate::app::{Area, Command, Model, Pane, ShelfRow};
use crate::article::Moment;
use crate::library::{Headline, Kind, Snippet, View};
use crate::say;
use crate::text;

/// Draws the tree of views, sources and sections with the number of articles in each.
pub(super) fn sections(model: &Model, area: Area, canvas: &mut Canvas) {
    let focused = model.focus() == Pane::Sections;
    if model.panes().framed {
        let title = say!(model.locale(), "Sections", "栏目");
        write_above(area, &title, theme::pane_title(focused), canvas);
    }
    let list = model.shelf().list();
    let seen = model.shelf().rows().iter().enumerate().skip(list.top);
    for (y, (at, row)) in (area.y..area.y + area.height).zip(seen) {
        let chosen = (at == list.cursor).then_some(focused);
        section(model, row, area, y, chosen, canvas);
    }
}

fn section(
    model: &Model,
    row: &ShelfRow,
    area: Area,
    y: u16,
    chosen: Option<bool>,
    canvas: &mut Canvas,
) {
    let is_news = model.keeps() && row.count.unread > 0 && row.kind.is_some();
    let mut style = begin_row(area, y, chosen, canvas);
    if is_news && chosen.is_none() {
        style = style.add_modifier(Modifier::BOLD);
    }
    let number = match row.view {
        View::All => row.count.all,
        _ if model.keeps() => row.count.unread,
        _ => row.count.all,
    };
    let ailing = if row.ailing { "! " } else { "" };
    let number = if number > 0 || !model.keeps() {
        number.to_string()
    } else {
        String::new()
    };
    let number = format!("{ailing}{number} ");
    let depth = u16::try_from(row.depth)
        .unwrap_or(u16::MAX)
        .min(area.width / 4);
    let name = sign(model, row, canvas).to_owned() + &section_title(model, row);
    let before = 1 + 2 * depth;
    let after = u16::try_from(number.len()).unwrap_or(area.width) + 1;
    let room = area.width.saturating_sub(before + after);
    canvas.put_cut(area.x + before, y, &name, style, room);
    let style = if chosen.is_some() {
        style
    } else {
        theme::dim()
    };
    write_right(area, y, &number, style, canvas);
}

/// Begins a row of a list, which is chosen in a pane that has the keys or not; gives the style of what stands on it.
pub(super) fn begin_row(area: Area, y: u16, chosen: Option<bool>, canvas: &mut Canvas) -> Style {
    let style = chosen.map_or(Style::new(), theme::chosen);
    canvas.tint(Rect::new(area.x, y, area.width, 1), style);
    if chosen == Some(false) {
        let bar = if canvas.profile().ambiguous_wide {
            ">"
        } else {
            "▌"
        };
        canvas.put(area.x, y, bar, theme::key(), area.width);
    }
    style
}

/// What stands before a name: ▾ for a row that shows those within it, ▸ for one that hides them.
fn sign(model: &Model, row: &ShelfRow, canvas: &Canvas) -> &'static str {
    let is_folded = model.shelf().is_folded(row.view);
    match (
        row.view,
        row.has_more,
        is_folded,
        canvas.profile().ambiguous_wide,
    ) {
        (_, true, false, false) => "▾ ",
        (_, true, true, false) => "▸ ",
        (_, true, false, true) => "- ",
        (_, true, true, true) => "+ ",
        (View::Unread, _, _, false) => "● ",
        (View::Starred, _, _, false) => "★ ",
        (View::Later, _, _, false) => "◷ ",
        (View::Reading, _, _, false) => "◐ ",
        (View::Recent, _, _, false) => "↓ ",
        _ => "  ",
    }
}

/// The name of a row; a collection that has none is all there is.
fn section_title(model: &Model, row: &ShelfRow) -> String {
    let fixed = row.view.title(model.locale()).map(str::to_owned);
    fixed.unwrap_or_else(|| match (row.title.is_empty(), row.kind) {
        (true, Some(Kind::Section)) => say!(model.locale(), "(unnamed)", "（未命名）"),
        (true, _) => say!(model.locale(), "All", "全部"),
        _ => row.title.to_string(),
    })
}

/// Draws the list of articles.
pub(super) fn articles(model: &Model, area: Area, canvas: &mut Canvas) {
    let focused = model.focus() == Pane::Articles;
    let headlines = model.headlines();
    let list = headlines.list();
    if model.panes().framed {
        let title = model.listed_title() + &place(model);
        write_above(area, &title, theme::pane_title(focused), canvas);
    }
    if headlines.rows().is_empty() {
        let room = area.width.saturating_sub(2);
        let lines = crate::layout::wrap(&why_empty(model), room.into(), 4, canvas.profile());
        for (y, line) in (area.y..area.y + area.height).zip(lines) {
            canvas.put_cut(area.x + 1, y, &line, theme::dim(), room);
        }
    }
    let mut y = area.y;
    for (at, headline) in headlines.rows().iter().enumerate().skip(list.top) {
        if y >= area.y + area.height {
            break;
        }
        let chosen = (at == list.cursor).then_some(focused);
        y = item(model, headline, area, y, chosen, canvas);
    }
}

/// Where the cursor is in the list, or how much of it is unread.
fn place(model: &Model) -> String {
    let headlines = model.headlines();
    let (here, count) = (headlines.list().cursor + 1, headlines.rows().len());
    if count == 0 {
        return String::new();
    }
    let listing = headlines.listing();
    // Of the other views it is only counted how much is in them.
    let counts_unread = matches!(listing.view, View::All | View::Source(_) | View::Section(_));
    match model
        .shelf()
        .count_of(listing.view)
        .filter(|_| model.keeps())
    {
        Some(of) if listing.query.is_empty() && of.unread > 0 && counts_unread => {
            let (unread, all) = (of.unread, of.all);
            say!(
                model.locale(),
                " {unread}/{all} unread",
                " {unread}/{all} 未读"
            )
        }
        Some(of) if listing.query.is_empty() => format!(" {}", of.all),
        _ if headlines.is_whole() => format!(" {here}/{count}"),
        _ => format!(" {count}+"),
    }
}

/// Why there is nothing in the list, and what can be done.
fn why_empty(model: &Model) -> String {
    let locale = model.locale();
    let key = |command| model.keymap().name_of(command);
    let listing = model.headlines().listing();
    if model.opening() > 0 || model.headlines().waits() {
        return say!(locale, "Reading…", "正在读取……");
    }
    if !listing.query.is_empty() {
        let query = listing.query.to_string();
        let query = query.trim_end();
        return say!(locale, "Nothing answers “{query}”.", "没有找到“{query}”。");
    }
    let (star, later, fetch) = (
        key(Command::Star),
        key(Command::ReadLater),
        key(Command::RefreshAll),
    );
    match listing.view {
        View::Unread => say!(
            locale,
            "Everything is read. {fetch} looks for more.",
            "全部读完了。按 {fetch} 看看有没有新的。"
        ),
        View::Starred => say!(
            locale,
            "Nothing is starred yet. {star} stars an article.",
            "还没有收藏。按 {star} 收藏一篇。"
        ),
        View::Later => say!(
            locale,
            "Nothing is kept for later. {later} keeps an article.",
            "“稍后”里没有文章。按 {later} 放入一篇。"
        ),
        View::Reading => say!(
            locale,
            "Nothing has been begun and left.",
            "没有读到一半的文章。"
        ),
        View::Recent => say!(
            locale,
            "Nothing has arrived since your last visit. {fetch} looks for more.",
            "上次来过以后没有新文章。按 {fetch} 看看。"
        ),
        View::Source(_) if model.keeps() => why_empty_source(model),
        _ => say!(locale, "There is no article here.", "这里没有文章。"),
    }
}

fn why_empty_source(model: &Model) -> String {
    let locale = model.locale();
    let fetch = model.keymap().name_of(Command::Refresh);
    let about = model.keymap().name_of(Command::SourcePage);
    let row = model.shelf().row();
    if row.is_some_and(|row| row.ailing) {
        return say!(
            locale,
            "It could not be fetched; {about} tells why.",
            "更新失败，按 {about} 看原因。"
        );
    }
    say!(
        locale,
        "Nothing has come from it yet. {fetch} fetches it.",
        "还没有取到文章。按 {fetch} 更新。"
    )
}

/// Draws an article's title, and below it date and source; gives the row behind.
fn item(
    model: &Model,
    headline: &Headline,
    area: Area,
    y: u16,
    chosen: Option<bool>,
    canvas: &mut Canvas,
) -> u16 {
    let titles = model.title_lines(headline, area);
    let marks = model.mark_cells();
    let room = area.width.saturating_sub(2 + marks);
    let is_unread = model.keeps() && !headline.marks.read;
    let mut rows = y..area.y + area.height;
    for (at, (line, y)) in titles.iter().zip(rows.by_ref()).enumerate() {
        let mut style = begin_row(area, y, chosen, canvas);
        if is_unread {
            style = style.add_modifier(Modifier::BOLD);
        }
        if at == 0 && model.keeps() {
            let sign = title_sign(model, headline, area, canvas);
            canvas.put(area.x + 1, y, sign, style.patch(theme::key()), marks);
        }
        canvas.put_cut(area.x + 1 + marks, y, line, style, room);
    }
    if model.lists_sources(area)
        && let Some(y) = rows.next()
    {
        let style = begin_row(area, y, chosen, canvas);
        let style = if chosen.is_none() {
            theme::dim()
        } else {
            style
        };
        if model.keeps() {
            let sign = keeping_sign(headline, canvas);
            canvas.put(area.x + 1, y, sign, style.patch(theme::key()), marks);
        }
        canvas.put_cut(area.x + 1 + marks, y, &origin(headline), style, room);
    }
    if model.lists_snippets(area)
        && let Some(y) = rows.next()
    {
        let style = begin_row(area, y, chosen, canvas);
        if let Some(snippet) = model.headlines().snippet(headline.id) {
            draw_snippet(snippet, area.x + 1 + marks, y, style, room, canvas);
        }
    }
    rows.start
}

/// Draws the piece of an article in which what was looked for stands out.
fn draw_snippet(snippet: &Snippet, x: u16, y: u16, style: Style, room: u16, canvas: &mut Canvas) {
    canvas.put_cut(x, y, &snippet.text, style.patch(theme::dim()), room);
    for hit in &snippet.hits {
        let before = text::width(&snippet.text[..hit.start], canvas.profile());
        let before = u16::try_from(before).unwrap_or(u16::MAX);
        let left = room.saturating_sub(before);
        let style = style.patch(theme::hit());
        canvas.put(
            x.saturating_add(before),
            y,
            &snippet.text[hit.clone()],
            style,
            left,
        );
    }
}

/// ● before what is unread; where there is one row for all, what it is kept for.
fn title_sign(model: &Model, headline: &Headline, area: Area, canvas: &Canvas) -> &'static str {
    match (headline.marks.read, canvas.profile().ambiguous_wide) {
        (false, false) => "● ",
        (false, true) => "* ",
        (true, _) if model.lists_sources(area) => "  ",
        (true, _) => keeping_sign(headline, canvas),
    }
}

/// ★ before what is starred, ◷ before what is kept for later.
fn keeping_sign(headline: &Headline, canvas: &Canvas) -> &'static str {
    let marks = headline.marks;
    match (marks.starred, marks.later, canvas.profile().ambiguous_wide) {
        (true, _, false) => "★ ",
        (true, _, true) => "+ ",
        (false, true, false) => "◷ ",
        (false, true, true) => "~ ",
        (false, false, _) => "  ",
    }
}

/// `2020-09-17  东城区工商联  37%`
fn origin(headline: &Headline) -> String {
    let date = headline.published.map(Moment::to_day);
    let from = Some(headline.from.to_string()).filter(|from| !from.is_empty());
    let progress = headline
        .is_begun()
        .then(|| format!("{}%", headline.progress));
    let parts: Vec<String> = date.into_iter().chain(from).chain(progress).collect();
    parts.join("  ")
}
