//! The page of a source: what it is, and how fetching it went.

use ratatui::style::Style;

use super::canvas::Canvas;
use super::frame::open_window;
use super::theme;
use crate::app::{Area, Model};
use crate::article::Moment;
use crate::layout::wrap;
use crate::library::{History, Source};
use crate::say;

/// The widest window, in cells.
const WIDEST: u16 = 80;

/// Draws the page over the middle of the screen, from line `top` on.
pub(super) fn draw(
    model: &Model,
    source: &Source,
    history: &History,
    top: usize,
    canvas: &mut Canvas,
) {
    let screen = canvas.area();
    let width = WIDEST.min(screen.width);
    let room = usize::from(width.saturating_sub(4).max(1));
    let profile = canvas.profile();
    let lines: Vec<(String, Style)> = told(model, source, history)
        .into_iter()
        .flat_map(|(line, style)| {
            wrap(&line, room, MOST_LINES, profile)
                .into_iter()
                .map(move |line| (line, style))
        })
        .collect();
    let height = u16::try_from(lines.len() + 2)
        .unwrap_or(u16::MAX)
        .min(screen.height.saturating_sub(1))
        .max(3)
        .min(screen.height);
    let area = Area {
        x: (screen.width - width) / 2,
        y: (screen.height - height) / 2,
        width,
        height,
    };
    let inner = open_window(area, &source.shown(), canvas);
    let top = top.min(lines.len().saturating_sub(usize::from(inner.height)));
    let shown = lines.iter().skip(top);
    for (y, (line, style)) in (inner.y..inner.y + inner.height).zip(shown) {
        canvas.put_cut(inner.x + 1, y, line, *style, inner.width.saturating_sub(1));
    }
}

/// Lines that one thing that is told may take.
const MOST_LINES: usize = 12;

/// What is told of a source, line by line.
fn told(model: &Model, source: &Source, history: &History) -> Vec<(String, Style)> {
    let locale = model.locale();
    let plain = Style::new();
    let mut lines = Vec::new();
    let mut tell = |name: String, what: String| lines.push((name + &what, plain));
    tell(say!(locale, "Address: ", "地址："), source.address.clone());
    if let Some(home) = &source.home {
        tell(say!(locale, "Page: ", "主页："), home.to_string());
    }
    let when = |time: Option<i64>| {
        let moment = time.and_then(Moment::unix);
        moment.map_or_else(
            || say!(locale, "never", "从未"),
            |moment| moment.to_minute() + " UTC",
        )
    };
    tell(
        say!(locale, "Last fetched: ", "上次取得："),
        when(history.succeeded),
    );
    tell(
        say!(locale, "Last tried: ", "上次尝试："),
        when(history.attempted),
    );
    if history.due.is_some() {
        tell(
            say!(locale, "Next time not before: ", "下次不早于："),
            when(history.due),
        );
    }
    if let Some(why) = &source.stopped {
        lines.push((String::new(), plain));
        lines.push((why.told(locale).to_owned(), theme::notice()));
    }
    if let Some(failure) = &history.failure {
        lines.push((String::new(), plain));
        lines.push((failure.words.told(locale).to_owned(), theme::notice()));
        let (times, at) = (history.failures, when(Some(failure.at)));
        lines.push((
            say!(
                locale,
                "{times} times in a row, last at {at}",
                "连续 {times} 次，最近一次在 {at}"
            ),
            plain,
        ));
        let details = failure
            .details
            .lines()
            .map(|line| (line.to_owned(), theme::dim()));
        lines.extend(details);
    }
    lines
}
