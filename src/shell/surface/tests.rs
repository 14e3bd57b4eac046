use std::num::NonZero;

use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Block;

use super::*;
use crate::article::Url;

mod pictures;
mod properties;
mod seen;
pub(super) mod sixels;

const MODERN: Profile = Profile {
    ambiguous_wide: false,
    clusters: true,
    emoji_selector: true,
    wide_symbols: true,
    probed: true,
};

/// A terminal, emulated, and the surface that writes to it.
struct Screen {
    surface: Surface,
    terminal: vt100::Parser,
    columns: u16,
    rows: u16,
}

/// A terminal of this size, emulated.
pub(super) fn emulator(rows: u16, columns: u16) -> vt100::Parser {
    vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0)
}

fn at_least_one(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap_or(NonZero::<u16>::MIN)
}

impl Screen {
    fn new(columns: u16, rows: u16) -> Screen {
        Screen {
            surface: Surface::new(Colours::Palette, true),
            terminal: emulator(rows, columns),
            columns,
            rows,
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal
            .screen_mut()
            .set_size(at_least_one(rows), at_least_one(columns));
        (self.columns, self.rows) = (columns, rows);
    }

    /// Shows a frame, checks that the screen shows it, and gives the bytes that were sent.
    #[track_caller]
    fn show(&mut self, paint: impl FnOnce(&mut Canvas)) -> String {
        paint(self.surface.begin(self.columns, self.rows, MODERN));
        let mut out = Vec::new();
        self.surface.finish(&mut out);
        self.terminal.process(&out);
        self.check();
        String::from_utf8(out).expect("UTF-8")
    }

    /// Every cell that all terminals agree on looks as it was painted.
    #[track_caller]
    fn check(&self) {
        let frames = &self.surface.frames;
        for y in 0..self.rows {
            let mut doubtful = 0;
            for x in 0..self.columns {
                if frames.covers(&frames.shown, x, y) {
                    continue;
                }
                let painted = &frames.shown.row(y)[usize::from(x)];
                let shown = self.terminal.screen().cell(y, x).expect("a cell");
                doubtful = match painted.symbol() {
                    "" => doubtful,
                    symbol => u16::from(frames.is_doubtful(symbol)),
                };
                if doubtful > 0 {
                    continue;
                }
                let symbol = match shown.contents() {
                    "" if !shown.is_wide_continuation() => " ",
                    symbol => symbol,
                };
                assert_eq!(painted.symbol(), symbol, "symbol at {x}, {y}");
                if painted.symbol() != "" {
                    let pen = frames.shown_pen(x, y);
                    assert_eq!(pen, pen_of(shown), "pen at {x}, {y}");
                }
            }
        }
    }
}

impl Frames {
    fn shown_pen(&self, x: u16, y: u16) -> Pen {
        self.look_of(&self.shown, x, y).1
    }
}

/// The pen with which the emulated terminal shows a cell.
fn pen_of(cell: &vt100::Cell) -> Pen {
    let colour = |colour| match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(n) => Color::Indexed(n),
        vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
    };
    let lit = [
        (cell.bold(), Modifier::BOLD),
        (cell.dim(), Modifier::DIM),
        (cell.italic(), Modifier::ITALIC),
        (cell.underline(), Modifier::UNDERLINED),
        (cell.inverse(), Modifier::REVERSED),
    ];
    let mut shown = ratatui::buffer::Cell::EMPTY;
    shown
        .set_fg(colour(cell.fgcolor()))
        .set_bg(colour(cell.bgcolor()));
    shown.modifier = lit
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, modifier)| *modifier)
        .collect();
    let pen = Pen::of(&shown, Colours::True);
    if cell.has_contents() && cell.contents() != " " {
        pen
    } else {
        pen.on_blank()
    }
}

fn put(canvas: &mut Canvas, x: u16, y: u16, text: &str) {
    canvas.put(x, y, text, Style::new(), u16::MAX);
}

#[test]
fn a_frame_that_changed_nothing_sends_nothing() {
    let mut screen = Screen::new(20, 3);
    let paint = |canvas: &mut Canvas| {
        put(canvas, 0, 0, "近年来，基层");
        canvas.place_cursor(3, 1);
    };
    assert_ne!(screen.show(paint), "");
    assert_eq!(screen.show(paint), "");
    assert_eq!(screen.show(paint), "");
}

#[test]
fn the_first_frame_is_the_text_and_little_more() {
    let mut screen = Screen::new(40, 4);
    let sent = screen.show(|canvas| {
        put(canvas, 0, 0, "近年来，基层工作不断加强。");
        put(canvas, 2, 1, "ab");
        put(canvas, 0, 3, &"文".repeat(20));
    });
    let full = "文".repeat(20);
    assert_eq!(
        sent,
        format!("\x1b[H\x1b[m近年来，基层工作不断加强。\x1b[K\n\r  ab\x1b[K\n\r\x1b[K\n{full}")
    );
}

#[test]
fn neighbours_need_no_move_and_near_ones_none_that_is_longer() {
    let mut screen = Screen::new(40, 2);
    screen.show(|canvas| put(canvas, 0, 0, "一二三四五六七八九十"));
    let sent = screen.show(|canvas| put(canvas, 0, 0, "甲乙三丙五六七八九丁"));
    assert_eq!(sent, "\x1b[A甲乙三丙\x1b[10C丁");
    let sent = screen.show(|canvas| put(canvas, 0, 0, "甲乙三丙五六七八九"));
    assert_eq!(sent, "\x08\x08  ");
}

#[test]
fn a_style_is_said_once() {
    let mut screen = Screen::new(20, 2);
    screen.show(|canvas| put(canvas, 0, 0, "标题与正文"));
    let bold = |canvas: &mut Canvas| {
        put(canvas, 0, 0, "标题与正文");
        canvas.tint(Rect::new(0, 0, 4, 1), Style::new().bold());
    };
    assert_eq!(screen.show(bold), "\x1b[A\x1b[1m标题");
    let sent = screen.show(|canvas| {
        bold(canvas);
        put(canvas, 0, 1, "a");
    });
    assert_eq!(sent, "\n\r\x1b[ma");
}

#[test]
fn the_last_column_and_the_last_cell_stay_where_they_are() {
    let mut screen = Screen::new(10, 2);
    screen.show(|canvas| {
        put(canvas, 0, 0, "一二三四五");
        put(canvas, 0, 1, "六七八九十");
    });
    screen.show(|canvas| {
        put(canvas, 1, 0, "一二三四a");
        put(canvas, 1, 1, "六七八九b");
    });
    screen.show(|canvas| put(canvas, 9, 1, "c"));
}

#[test]
fn a_new_size_is_painted_over_the_old_one() {
    let mut screen = Screen::new(10, 3);
    screen.show(|canvas| put(canvas, 0, 0, "一二三四五"));
    screen.resize(20, 5);
    let sent = screen.show(|canvas| put(canvas, 0, 4, "六"));
    assert!(
        !sent.contains("\x1b[2J") && sent.starts_with("\x1b[H\x1b[K"),
        "{sent:?}"
    );
    screen.resize(7, 2);
    screen.show(|canvas| put(canvas, 0, 0, "一二三四"));
}

/// Shows the rows of an article from `top` on in rows `band` of the screen, and lines where the band leaves room.
fn article(canvas: &mut Canvas, band: std::ops::Range<u16>, top: u16) {
    let last = canvas.area().height - 1;
    for y in [0, last].into_iter().filter(|y| !band.contains(y)) {
        put(canvas, 0, y, "──栏──");
    }
    for y in band.clone() {
        let at = top + y - band.start;
        let han = |n| char::from_u32(0x4e00 + u32::from(at) * 41 + n).expect("a Han");
        let style = if at.is_multiple_of(5) {
            Style::new().bold()
        } else {
            Style::new()
        };
        canvas.put(2, y, &(0..30).map(han).collect::<String>(), style, u16::MAX);
    }
}

#[test]
fn rows_that_only_moved_are_scrolled() {
    let mut screen = Screen::new(80, 24);
    screen.show(|canvas| article(canvas, 0..24, 100));
    let sent = screen.show(|canvas| article(canvas, 0..24, 101));
    assert!(sent.starts_with("\x1b[24H\n"), "{sent:?}");
    assert!(sent.len() < 200, "{}", sent.len());
    let sent = screen.show(|canvas| article(canvas, 0..24, 99));
    assert!(sent.starts_with("\x1b[1H\x1bM\x1bM"), "{sent:?}");
    // A band between others that stay.
    screen.show(|canvas| article(canvas, 1..23, 50));
    let sent = screen.show(|canvas| article(canvas, 1..23, 61));
    assert!(sent.starts_with("\x1b[2;23r\x1b[23H\n"), "{sent:?}");
    screen.show(|canvas| article(canvas, 1..23, 40));
}

#[test]
fn a_terminal_that_knows_little_is_not_asked_to_scroll() {
    let mut screen = Screen::new(80, 24);
    screen.surface = Surface::new(Colours::Palette, false);
    screen.show(|canvas| article(canvas, 0..24, 100));
    let sent = screen.show(|canvas| article(canvas, 0..24, 101));
    assert!(sent.len() > 2000, "{sent:?}");
}

#[test]
fn a_doubtful_cluster_is_fenced_in() {
    let mut screen = Screen::new(20, 1);
    screen.show(|canvas| put(canvas, 0, 0, "一❤\u{fe0f}二三👍🏽。"));
    let sent = screen.show(|canvas| put(canvas, 0, 0, "一❤\u{fe0f}二三👩\u{200d}👧。四五"));
    assert!(
        sent.contains("  \x08\x08👩\u{200d}👧\x1b[11G。"),
        "{sent:?}"
    );
}

#[test]
fn a_narrow_sign_that_is_wide_leaves_nothing_under_it() {
    let profile = Profile {
        ambiguous_wide: true,
        ..MODERN
    };
    let mut surface = Surface::new(Colours::Palette, true);
    let mut out = Vec::new();
    put(surface.begin(6, 1, profile), 0, 0, "3×4");
    surface.finish(&mut out);
    assert_eq!(String::from_utf8_lossy(&out), "\x1b[H\x1b[m3  \x08\x08×4  ");
}

#[test]
fn a_terminal_that_takes_widths_is_told_them() {
    let mut screen = Screen::new(20, 1);
    screen.surface.set_features(Features {
        sized_width: true,
        ..Features::default()
    });
    paint_and_send(
        &mut screen,
        |canvas| put(canvas, 0, 0, "一❤\u{fe0f}二"),
        "\x1b]66;w=2;❤\u{fe0f}\x1b\\",
    );
}

/// Shows a frame that the emulated terminal does not understand.
#[track_caller]
fn paint_and_send(screen: &mut Screen, paint: impl FnOnce(&mut Canvas), wanted: &str) {
    paint(screen.surface.begin(screen.columns, screen.rows, MODERN));
    let mut out = Vec::new();
    screen.surface.finish(&mut out);
    let sent = String::from_utf8_lossy(&out);
    assert!(sent.contains(wanted), "{sent:?}");
}

#[test]
fn a_link_on_two_rows_is_one_link_and_never_stays_open() {
    let url = Url::new("https://example.org/文;a").expect("an address");
    let mut screen = Screen::new(20, 2);
    let sent = screen.show(|canvas| {
        put(canvas, 4, 0, "全文");
        canvas.link(4, 0, 4, &url);
        put(canvas, 0, 1, "见此。");
        canvas.link(0, 1, 4, &url);
    });
    let opened: Vec<&str> = sent.split("\x1b]8;").skip(1).collect();
    assert_eq!(opened.len(), 4);
    assert!(
        opened[0].starts_with("id=")
            && opened[0].contains(";https://example.org/%E6%96%87;a\x1b\\全文")
    );
    assert_eq!(opened[0].split(';').next(), opened[2].split(';').next());
    assert!(opened[1].starts_with(";\x1b\\") && opened[3].starts_with(";\x1b\\"));
    let sent = screen.show(|canvas| {
        put(canvas, 4, 0, "全文");
        put(canvas, 0, 1, "见此。");
        canvas.link(0, 1, 4, &url);
    });
    assert!(!sent.contains("\x1b]8"), "{sent:?}");
    assert!(sent.contains("全文"), "{sent:?}");
}

#[test]
fn a_terminal_without_links_is_sent_none() {
    let mut screen = Screen::new(20, 1);
    screen.surface = Surface::new(Colours::None, false);
    let sent = screen.show(|canvas| {
        canvas.put(0, 0, "全文", Style::new().red().bold(), 4);
        canvas.link(
            0,
            0,
            4,
            &Url::new("https://example.org").expect("an address"),
        );
    });
    assert_eq!(sent, "\x1b[H\x1b[0;1m全文\x1b[K");
}

#[test]
fn synchronised_output_surrounds_a_frame_that_says_something() {
    let mut screen = Screen::new(20, 1);
    screen.surface.set_features(Features {
        synchronised_output: true,
        ..Features::default()
    });
    let sent = screen.show(|canvas| put(canvas, 0, 0, "一"));
    assert!(
        sent.starts_with("\x1b[?2026h") && sent.ends_with("\x1b[?2026l"),
        "{sent:?}"
    );
    assert_eq!(screen.show(|canvas| put(canvas, 0, 0, "一")), "");
}

#[test]
fn the_cursor_is_shown_where_it_was_placed_and_hidden_else() {
    let mut screen = Screen::new(20, 1);
    screen.show(|canvas| canvas.place_cursor(4, 0));
    assert_eq!(screen.terminal.screen().cursor_position(), (0, 4));
    assert_eq!(
        screen.show(|canvas| canvas.place_cursor(5, 0)),
        "\x1b[?25l\x1b[C\x1b[?25h"
    );
    assert_eq!(screen.show(|_| {}), "\x1b[?25l");
}

#[test]
fn larger_text_is_sent_once_and_taken_away_whole() {
    let mut screen = Screen::new(20, 4);
    let heading = |canvas: &mut Canvas| {
        canvas.big(0, 0, "标题a", 2, Style::new().bold());
        put(canvas, 0, 3, "正文");
    };
    paint_and_send(&mut screen, heading, "\x1b[1m\x1b]66;s=2;标题a\x1b\\");
    paint_and_send(&mut screen, heading, "");
    let mut out = Vec::new();
    heading(screen.surface.begin(20, 4, MODERN));
    screen.surface.finish(&mut out);
    assert_eq!(out, b"");
    paint_and_send(
        &mut screen,
        |canvas| put(canvas, 0, 3, "正文"),
        "\x1b[H\x1b[K\n\x1b[K",
    );
}

/// A page of a reader: three panes, a list with a cursor, prose.
fn reader(canvas: &mut Canvas, selected: u16, first_row: usize) {
    let area = canvas.area();
    canvas.render(Block::bordered(), Rect::new(0, 0, 40, area.height));
    for y in 1..area.height - 1 {
        put(canvas, 2, y, &format!("● 第{y}篇 突出党建引领 不断加强"));
        put(canvas, 44, y, prose(first_row + usize::from(y)));
    }
    canvas.tint(Rect::new(1, selected, 38, 1), Style::new().reversed());
}

fn prose(row: usize) -> &'static str {
    const ROWS: [&str; 5] = [
        "    近年来，东城区工商联坚持以党建为引领，把政治建设",
        "摆在首位，不断完善工作机制，推动各项任务落到实处，",
        "取得了阶段性成果。基层商会的作用日益显现，会员企业",
        "",
        "（一）健全制度，夯实基础；（二）强化服务，凝聚人心。",
    ];
    ROWS[row % ROWS.len()]
}

#[test]
fn a_cursor_that_moves_in_a_list_costs_two_rows_of_it() {
    let mut screen = Screen::new(100, 40);
    screen.show(|canvas| reader(canvas, 5, 0));
    let sent = screen.show(|canvas| reader(canvas, 6, 0));
    // Two rows of 38 cells hold 88 bytes of text and blanks; the rest is moves and looks.
    assert!(sent.len() <= 140, "{} bytes: {sent:?}", sent.len());
}

#[test]
fn a_page_that_scrolls_by_a_line_costs_its_text() {
    let mut screen = Screen::new(100, 40);
    screen.show(|canvas| reader(canvas, 5, 0));
    let sent = screen.show(|canvas| reader(canvas, 5, 1));
    let text: usize = (1..39).map(|y| prose(1 + y).len()).sum();
    assert!(
        sent.len() <= text + 38 * 12,
        "{} bytes for {text} of text",
        sent.len()
    );
}

#[test]
fn a_letter_typed_costs_a_letter() {
    let mut screen = Screen::new(100, 40);
    let search = |canvas: &mut Canvas, text: &str| {
        reader(canvas, 5, 0);
        put(canvas, 0, 39, text);
        canvas.place_cursor(u16::try_from(text.len()).unwrap_or(0), 39);
    };
    screen.show(|canvas| search(canvas, "/abc"));
    let sent = screen.show(|canvas| search(canvas, "/abcd"));
    assert!(sent.len() <= 20, "{sent:?}");
}
