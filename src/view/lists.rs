//! The panes of sections and of articles.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::frame::{write_above, write_right};
use super::theme;
use crate::app::{Area, Model, Pane};
use crate::article::{Article, Block, Label, Moment};
use crate::say;
use crate::text;

/// Draws the tree of sections with the number of articles in each.
pub(super) fn sections(model: &Model, area: Area, canvas: &mut Canvas) {
    let focused = model.focus() == Pane::Sections;
    if model.panes().framed {
        let title = say!(model.locale(), "Sections", "栏目");
        write_above(area, &title, theme::pane_title(focused), canvas);
    }
    let list = model.sections();
    let seen = model.seen_nodes();
    let rows = area.y..area.y + area.height;
    for (y, (at, &node)) in rows.zip(seen.iter().enumerate().skip(list.top)) {
        let node_of = &model.shelf().nodes()[node];
        let chosen = (at == list.cursor).then_some(focused);
        let style = begin_row(area, y, chosen, canvas);
        let count = format!("{} ", node_of.articles.len());
        let depth = u16::try_from(node_of.depth)
            .unwrap_or(u16::MAX)
            .min(area.width / 4);
        let name = fold_mark(model, node, canvas) + &section_title(model, &node_of.title);
        let before = 1 + 2 * depth;
        let after = u16::try_from(count.len()).unwrap_or(area.width) + 1;
        let room = area.width.saturating_sub(before + after);
        canvas.put_cut(area.x + before, y, &name, style, room);
        write_right(
            area,
            y,
            &count,
            if chosen.is_some() {
                style
            } else {
                theme::dim()
            },
            canvas,
        );
    }
}

/// Begins a row of a list, which is chosen in a pane that has the keys or not; gives the style of what stands on it.
fn begin_row(area: Area, y: u16, chosen: Option<bool>, canvas: &mut Canvas) -> Style {
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

/// ▾ for a section that shows those within it, ▸ for one that hides them.
fn fold_mark(model: &Model, node: usize, canvas: &Canvas) -> String {
    let marks = if canvas.profile().ambiguous_wide {
        ["- ", "+ "]
    } else {
        ["▾ ", "▸ "]
    };
    match (
        model.shelf().nodes()[node].within.is_empty(),
        model.is_folded(node),
    ) {
        (true, _) => "  ".to_owned(),
        (false, false) => marks[0].to_owned(),
        (false, true) => marks[1].to_owned(),
    }
}

/// The name of a section; a collection that has none is all there is.
fn section_title(model: &Model, title: &Label) -> String {
    if title.is_empty() {
        say!(model.locale(), "All", "全部")
    } else {
        title.to_string()
    }
}

/// Draws the articles of the section under the cursor.
pub(super) fn articles(model: &Model, area: Area, canvas: &mut Canvas) {
    let focused = model.focus() == Pane::Articles;
    let (articles, _) = model.listed();
    let list = model.articles();
    if model.panes().framed {
        let section = model
            .node()
            .map(|node| section_title(model, &model.shelf().nodes()[node].title));
        let place = if articles.is_empty() {
            String::new()
        } else {
            format!(" {}/{}", list.cursor + 1, articles.len())
        };
        let title = section.unwrap_or_default() + &place;
        write_above(area, &title, theme::pane_title(focused), canvas);
    }
    if articles.is_empty() {
        let why = if model.opening() > 0 {
            say!(model.locale(), "Reading…", "正在读取……")
        } else {
            say!(
                model.locale(),
                "There is no article here.",
                "这里没有文章。"
            )
        };
        canvas.put_cut(
            area.x + 1,
            area.y,
            &why,
            theme::dim(),
            area.width.saturating_sub(1),
        );
    }
    let mut y = area.y;
    for (at, article) in articles.iter().enumerate().skip(list.top) {
        if y >= area.y + area.height {
            break;
        }
        y = item(
            model,
            article,
            area,
            y,
            (at == list.cursor).then_some(focused),
            canvas,
        );
    }
}

/// Draws an article's title, and below it date and source; gives the row behind.
fn item(
    model: &Model,
    article: &Article,
    area: Area,
    y: u16,
    chosen: Option<bool>,
    canvas: &mut Canvas,
) -> u16 {
    let mut lines = model.title_lines(article, area);
    let titles = lines.len();
    if model.lists_sources(area) {
        lines.push(origin(article));
    }
    let rows = y..area.y + area.height;
    for (y, (at, line)) in rows.zip(lines.iter().enumerate()) {
        let style = begin_row(area, y, chosen, canvas);
        let style = if at >= titles && chosen.is_none() {
            theme::dim()
        } else {
            style
        };
        canvas.put_cut(area.x + 1, y, line, style, area.width.saturating_sub(2));
    }
    y + u16::try_from(lines.len()).unwrap_or(area.height)
}

/// `2020-09-17  东城区工商联`, or what an article without date and source begins with.
fn origin(article: &Article) -> String {
    let date = article.published.map(Moment::to_day);
    let from = article
        .sources
        .first()
        .or(article.authors.first())
        .map(Label::to_string);
    let parts: Vec<String> = date.into_iter().chain(from).collect();
    if parts.is_empty() {
        let first = article
            .body
            .iter()
            .flat_map(Block::texts)
            .next()
            .unwrap_or_default();
        return text::clusters(first)
            .take(40)
            .collect::<String>()
            .replace('\n', " ");
    }
    parts.join("  ")
}
