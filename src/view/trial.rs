//! The screen on which a mapping is tried out.

use ratatui::style::Style;

use super::canvas::Canvas;
use super::frame::{Strokes, surround, write_above, write_below, write_right};
use super::{hints, lists, reader, theme};
use crate::app::{Area, SampleRow, Trial, TrialPane, TrialPanes};
use crate::article::Moment;
use crate::layout::wrap;
use crate::say;
use crate::text;

/// Paints a frame.
pub fn draw(trial: &Trial, canvas: &mut Canvas) {
    let panes = trial.panes();
    if panes.framed {
        surround(&[panes.left, panes.right], canvas);
        titles(trial, &panes, canvas);
    }
    if let Some(area) = panes.left {
        match trial.left() {
            TrialPane::Sample => sample(trial, area, canvas),
            _ => mapping(trial, area, canvas),
        }
    }
    if let Some(area) = panes.list {
        articles(trial, area, canvas);
    }
    if let (Some(area), Some(open)) = (panes.article, trial.reader()) {
        reader::page(open, area, canvas);
    }
    if let Some(area) = panes.hints {
        bottom(trial, area, canvas);
    }
}

/// What is written on the borders.
fn titles(trial: &Trial, panes: &TrialPanes, canvas: &mut Canvas) {
    let (locale, focus) = (trial.locale(), trial.focus());
    if let Some(area) = panes.left {
        let names = [
            (TrialPane::Mapping, say!(locale, "Mapping", "映射")),
            (TrialPane::Sample, "JSON".to_owned()),
        ];
        let mut area = area;
        for (pane, name) in names {
            let style = theme::pane_title(focus == pane);
            write_above(area, &name, style, canvas);
            let used = cells(&name, canvas) + 3;
            area.x += used;
            area.width = area.width.saturating_sub(used);
        }
    }
    let Some(right) = panes.right else { return };
    let count = trial.proof().articles.len();
    let is_here = matches!(focus, TrialPane::Articles | TrialPane::Article);
    let name = say!(locale, "Articles {count}", "文章 {count}");
    write_above(right, &name, theme::pane_title(is_here), canvas);
    if let (Some(area), Some(open)) = (panes.article, trial.reader()) {
        let percent = open.percent(area.height.into());
        write_below(area, &format!("{percent}%"), canvas);
    }
}

fn cells(text: &str, canvas: &Canvas) -> u16 {
    u16::try_from(text::width(text, canvas.profile())).unwrap_or(u16::MAX)
}

/// The mapping, with its numbers, and below each line what is wrong with it.
fn mapping(trial: &Trial, area: Area, canvas: &mut Canvas) {
    let rows = trial.mapping_rows(area.width);
    let seen = rows.iter().skip(trial.left_top());
    for (y, row) in (area.y..area.y + area.height).zip(seen) {
        let number = row.number.map_or("   ".to_owned(), |n| format!("{n:3}"));
        let used = canvas.put(area.x, y, &number, theme::dim(), area.width) + 1;
        let style = match (row.is_fault, row.text.starts_with('#')) {
            (true, _) => theme::notice(),
            (false, true) => theme::dim(),
            (false, false) => Style::new(),
        };
        let room = area.width.saturating_sub(used);
        canvas.put_cut(area.x + used, y, &row.text, style, room);
    }
}

/// The answer; what no field takes is dim, what one takes bears its name.
fn sample(trial: &Trial, area: Area, canvas: &mut Canvas) {
    let rows = &trial.proof().sample;
    if rows.is_empty() {
        let why = say!(trial.locale(), "This is no JSON.", "这不是 JSON。");
        return told(&[why], area, canvas);
    }
    let seen = rows.iter().skip(trial.left_top());
    for (y, row) in (area.y..area.y + area.height).zip(seen) {
        sample_row(trial, row, area, y, canvas);
    }
}

fn sample_row(trial: &Trial, row: &SampleRow, area: Area, y: u16, canvas: &mut Canvas) {
    let arrow = if canvas.profile().ambiguous_wide {
        "<"
    } else {
        "←"
    };
    let number = row.article.map(|n| n + 1);
    let number = number.map(|n| say!(trial.locale(), "article {n}", "第 {n} 篇"));
    let tag = row.field.map(str::to_owned).or(number);
    let tag = tag.map_or(String::new(), |tag| format!(" {arrow} {tag}"));
    let room = area.width.saturating_sub(cells(&tag, canvas));
    let style = if row.is_taken {
        Style::new()
    } else {
        theme::dim()
    };
    let used = canvas.put_cut(area.x, y, &row.text, style, room);
    canvas.put(area.x + used, y, &tag, theme::key(), area.width - used);
}

/// The titles of the articles, and a line below them where the article follows.
fn articles(trial: &Trial, area: Area, canvas: &mut Canvas) {
    let locale = trial.locale();
    let proof = trial.proof();
    if proof.articles.is_empty() {
        let mut why: Vec<String> = Vec::new();
        for fault in &proof.faults {
            let (line, column) = (fault.line, fault.column);
            let what = fault.what.told(locale);
            why.push(say!(
                locale,
                "{line}:{column}: {what}",
                "{line}:{column}：{what}"
            ));
        }
        let complaints = proof.complaints.iter();
        why.extend(complaints.map(|what| what.told(locale).to_owned()));
        return told(&why, area, canvas);
    }
    let focused = trial.focus() == TrialPane::Articles;
    let list = trial.list();
    let seen = proof.articles.iter().enumerate().skip(list.top);
    for (y, (at, article)) in (area.y..area.y + area.height).zip(seen) {
        let chosen = (at == list.cursor).then_some(focused);
        let style = lists::begin_row(area, y, chosen, canvas);
        let date = article.published.map(Moment::to_day).unwrap_or_default();
        let date = if area.width >= 40 {
            date + " "
        } else {
            String::new()
        };
        let room = area.width.saturating_sub(2 + cells(&date, canvas));
        let title = match article.title.as_str() {
            "" => say!(locale, "(untitled)", "（无题）"),
            title => title.to_owned(),
        };
        canvas.put_cut(area.x + 1, y, &title, style, room);
        let style = if chosen.is_some() {
            style
        } else {
            theme::dim()
        };
        write_right(area, y, &date, style, canvas);
    }
    if trial.panes().article.is_some() {
        let strokes = Strokes::of(canvas);
        for x in area.x..area.x + area.width {
            canvas.put(x, area.y + area.height, strokes.level, theme::dim(), 1);
        }
    }
}

/// Rows that one thing that is told may take.
const MOST: usize = 12;

/// Tells something in place of what a pane would show.
fn told(lines: &[String], area: Area, canvas: &mut Canvas) {
    let room = area.width.saturating_sub(2);
    let profile = canvas.profile();
    let rows = lines
        .iter()
        .flat_map(|line| wrap(line, room.into(), MOST, profile));
    for (y, row) in (area.y..area.y + area.height).zip(rows) {
        canvas.put_cut(area.x + 1, y, &row, theme::notice(), room);
    }
}

/// The bottom row: the name being typed, what there is to say, or the keys.
fn bottom(trial: &Trial, area: Area, canvas: &mut Canvas) {
    if let Some(line) = trial.prompt() {
        let label = say!(trial.locale(), "Keep as: ", "保存为：");
        return hints::typed_line(&label, line, area, canvas);
    }
    if let Some(notice) = trial.notice() {
        let room = area.width.saturating_sub(1);
        canvas.put_cut(area.x + 1, area.y, notice, theme::notice(), room);
        return;
    }
    hints::keys(trial.hints().into_iter(), area, area.width, canvas);
}
