use std::sync::Arc;

use proptest::prelude::*;
use ratatui::style::Color;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear};

use super::*;
use crate::picture::{Picture, Pixels, Plate};

const MODERN: Profile = Profile {
    ambiguous_wide: false,
    clusters: true,
    emoji_selector: true,
    wide_symbols: true,
    probed: true,
};

fn canvas(columns: u16, rows: u16) -> Canvas {
    Canvas::new(columns, rows, MODERN)
}

/// Paints `texts` one after the other, each at its place, on one row of eight cells.
#[track_caller]
fn check(texts: &[(u16, &str)], wanted: &str) {
    let mut canvas = canvas(8, 1);
    for (x, text) in texts {
        canvas.put(*x, 0, text, Style::new(), 8);
    }
    assert_eq!(canvas.pictures(), [wanted], "{texts:?}");
}

#[test]
fn a_cluster_takes_its_own_cells() {
    check(&[(0, "近a年")], "近a年");
    check(
        &[(1, "👩\u{200d}👩\u{200d}👧e\u{301}.")],
        " 👩\u{200d}👩\u{200d}👧e\u{301}.",
    );
    let mut canvas = canvas(8, 1);
    canvas.put(0, 0, "近年", Style::new(), 8);
    let symbols: Vec<&str> = canvas.row(0).iter().map(Cell::symbol).collect();
    assert_eq!(symbols, ["近", "", "年", "", " ", " ", " ", " "]);
}

#[test]
fn what_does_not_fit_is_not_begun() {
    check(&[(5, "近年")], "     近");
    check(&[(7, "近"), (8, "a")], "");
    let mut canvas = canvas(8, 1);
    assert_eq!(canvas.put(0, 0, "近年", Style::new(), 3), 2);
    assert_eq!(canvas.put(9, 0, "a", Style::new(), 3), 0);
    assert_eq!(canvas.put(0, 1, "a", Style::new(), 3), 0);
}

#[test]
fn a_cut_text_says_so() {
    let cut = |text, cells| {
        let mut canvas = canvas(8, 1);
        let used = canvas.put_cut(0, 0, text, Style::new(), cells);
        (canvas.pictures().remove(0), used)
    };
    assert_eq!(cut("近年来", 6), ("近年来".into(), 6));
    assert_eq!(cut("近年来", 5), ("近年…".into(), 5));
    assert_eq!(cut("近年来", 4), ("近…".into(), 3));
    assert_eq!(cut("近年来", 1), ("…".into(), 1));
    assert_eq!(cut("近年来", 0), (String::new(), 0));
}

#[test]
fn half_a_character_is_no_character() {
    check(&[(0, "近年"), (1, "a")], " a年");
    check(&[(0, "近年"), (1, "来")], " 来");
    check(&[(0, "近年"), (2, "a")], "近a");
    check(&[(1, "近"), (0, "年")], "年");
}

#[test]
fn nothing_that_a_terminal_obeys_is_painted() {
    check(
        &[(0, "a\u{1b}[2Jb\r\n\u{9b}\u{7f}\u{202e}\u{200b}c")],
        "a[2Jbc",
    );
    let mut canvas = canvas(4, 1);
    let mut rogue = Buffer::empty(canvas.area());
    rogue[(0, 0)].set_symbol("\u{1b}c");
    rogue[(1, 0)].set_symbol("x\u{7}");
    canvas.render(Cells(rogue), Rect::new(0, 0, 4, 1));
    assert_eq!(canvas.pictures(), [""]);
}

/// A widget that copies cells.
struct Cells(Buffer);

impl Widget for Cells {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        for at in area.positions() {
            buffer[at] = self.0[at].clone();
        }
    }
}

#[test]
fn widgets_come_under_the_same_law() {
    let mut canvas = canvas(8, 3);
    canvas.render(
        Block::bordered().title(Line::from("栏目")),
        Rect::new(0, 0, 8, 3),
    );
    assert_eq!(canvas.pictures(), ["┌栏目──┐", "│      │", "└──────┘"]);
    assert_eq!(canvas.row(0)[2].symbol(), "");
    canvas.render(Clear, Rect::new(2, 0, 3, 3));
    assert_eq!(canvas.pictures(), ["┌    ──┐", "│      │", "└─   ──┘"]);
}

#[test]
fn a_popup_leaves_no_half_characters_around_it() {
    let mut canvas = canvas(8, 1);
    canvas.put(0, 0, "一二三四", Style::new(), 8);
    canvas.render(Clear, Rect::new(3, 0, 2, 1));
    assert_eq!(canvas.pictures(), ["一    四"]);
    canvas.fill(Rect::new(1, 0, 6, 1), Style::new().bg(Color::Red));
    assert_eq!(canvas.pictures(), [""]);
    assert_eq!(
        (canvas.row(0)[0].bg, canvas.row(0)[1].bg),
        (Color::Reset, Color::Red)
    );
}

#[test]
fn what_ratatui_measures_otherwise_is_left_out() {
    let profile = Profile {
        ambiguous_wide: true,
        ..MODERN
    };
    let mut canvas = Canvas::new(6, 1, profile);
    canvas.render(Line::from("“一” "), Rect::new(0, 0, 6, 1));
    assert_eq!(canvas.pictures(), [" 一”"]);
}

#[test]
fn only_what_may_be_opened_is_a_link() {
    let mut canvas = canvas(8, 2);
    let link = |canvas: &mut Canvas, raw: &str| {
        let url = Url::new(raw).expect("an address");
        canvas.link(2, 0, 20, &url);
        canvas.link_at(7, 0).map(str::to_owned)
    };
    assert_eq!(link(&mut canvas, "javascript:alert(1)"), None);
    assert_eq!(
        link(&mut canvas, &format!("https://{}", "a".repeat(2083))),
        None
    );
    assert_eq!(
        link(&mut canvas, "https://example.org/文?a=%20").as_deref(),
        Some("https://example.org/%E6%96%87?a=%20")
    );
    assert_eq!((canvas.link_at(1, 0), canvas.link_at(0, 1)), (None, None));
    canvas.put(4, 0, "近", Style::new(), 2);
    assert_eq!(canvas.link_at(5, 0), None);
    assert!(canvas.link_at(6, 0).is_some());
}

#[test]
fn larger_text_covers_whole_rows_or_is_not_there() {
    let mut canvas = canvas(12, 3);
    assert_eq!(canvas.big(0, 0, "文a章", 2, Style::new()), 10);
    assert_eq!(canvas.bigs().count(), 3);
    assert_eq!(
        canvas.big_at(5, 1).map(|big| big.symbol.as_str()),
        Some("a")
    );
    assert_eq!(canvas.big(0, 2, "文", 2, Style::new()), 0);
    canvas.put(9, 1, "x", Style::new(), 1);
    assert_eq!(canvas.bigs().count(), 2);
    assert_eq!(
        (canvas.big_at(6, 0), canvas.row(1)[6].symbol()),
        (None, " ")
    );
}

const PLATE: Plate = Plate {
    columns: 4,
    rows: 2,
};

fn picture() -> Arc<Picture> {
    let size = Pixels {
        width: 8,
        height: 8,
    };
    Arc::new(Picture::plain(size, size, [0; 3]))
}

/// Which column of a picture each cell of a row shows.
fn columns(canvas: &Canvas, y: u16) -> Vec<Option<u16>> {
    let spots = (0..canvas.area().width).map(|x| canvas.spot(x, y));
    spots.map(|spot| spot.map(|spot| spot.column)).collect()
}

#[test]
fn a_picture_takes_its_cells_and_gives_them_to_what_is_painted_over_them() {
    let it = picture();
    let mut canvas = canvas(6, 2);
    canvas.put(0, 0, "一二三", Style::new(), 6);
    canvas.picture(1, 0, &it, PLATE, 1);
    assert_eq!(canvas.pictures(), ["", ""]);
    assert_eq!(
        columns(&canvas, 0),
        [None, Some(0), Some(1), Some(2), Some(3), None]
    );
    assert_eq!(canvas.spot(2, 0).map(|spot| spot.row), Some(1));
    canvas.put(2, 0, "文", Style::new(), 2);
    assert_eq!(
        columns(&canvas, 0),
        [None, Some(0), None, None, Some(3), None]
    );
    canvas.picture(4, 1, &it, PLATE, 0);
    assert_eq!(
        columns(&canvas, 1),
        [None, None, None, None, Some(0), Some(1)]
    );
    canvas.picture(0, 2, &it, PLATE, 0);
    canvas.fill(Rect::new(0, 0, 6, 2), Style::new());
    assert!(
        columns(&canvas, 0)
            .iter()
            .chain(&columns(&canvas, 1))
            .all(Option::is_none)
    );
}

#[test]
fn a_spot_is_the_same_only_in_the_very_same_picture() {
    let (one, other) = (picture(), picture());
    let mut canvas = canvas(4, 3);
    canvas.picture(0, 0, &one, PLATE, 1);
    canvas.picture(0, 1, &other, PLATE, 1);
    canvas.picture(0, 2, &one, PLATE, 1);
    assert!(canvas.spot(1, 0) == canvas.spot(1, 2));
    assert!(canvas.spot(1, 0) != canvas.spot(1, 1));
    assert!(canvas.spot(1, 0) != canvas.spot(2, 0));
}

#[test]
fn what_a_picture_becomes_is_drawn_into_its_cells() {
    let mut canvas = canvas(4, 2);
    canvas.picture(0, 0, &picture(), PLATE, 0);
    canvas.picture(0, 1, &picture(), PLATE, 1);
    canvas.draw_spots(1, |spot, cell| {
        cell.set_symbol("▀");
        spot.column < 2
    });
    assert_eq!(canvas.pictures(), ["", "▀▀▀▀"]);
    assert_eq!(columns(&canvas, 0), [Some(0), Some(1), Some(2), Some(3)]);
    assert_eq!(columns(&canvas, 1), [Some(0), Some(1), None, None]);
}

#[test]
fn a_canvas_without_cells_is_a_canvas() {
    for (columns, rows) in [(0, 0), (0, 5), (5, 0), (1, 1)] {
        let mut canvas = canvas(columns, rows);
        canvas.put_cut(0, 0, "近年", Style::new(), 9);
        canvas.fill(Rect::new(0, 0, 9, 9), Style::new());
        canvas.render(Block::bordered(), Rect::new(0, 0, 9, 9));
        canvas.place_cursor(0, 0);
        canvas.big(0, 0, "近", 2, Style::new());
        canvas.picture(0, 0, &picture(), PLATE, 0);
        canvas.draw_spots(rows, |_, _| true);
    }
}

#[test]
fn marks_without_end_are_cut() {
    let mut canvas = canvas(4, 1);
    assert_eq!(
        canvas.put(
            0,
            0,
            &format!("a{}b", "\u{301}".repeat(100_000)),
            Style::new(),
            4
        ),
        2
    );
    assert_eq!(canvas.row(0)[0].symbol().chars().count(), 31);
    assert_eq!(canvas.row(0)[1].symbol(), "b");
}

/// Every cluster has the cells that it takes, and every covered cell a cluster.
fn assert_whole(canvas: &Canvas) {
    for y in 0..canvas.area().height {
        let row = canvas.row(y);
        let mut x = 0;
        while x < canvas.area().width {
            let symbol = row[usize::from(x)].symbol();
            let covered = (x + 1..canvas.area().width).take_while(|&x| canvas.is_covered(x, y));
            let cells = 1 + covered.count();
            if canvas.big_at(x, y).is_none() {
                assert_eq!(
                    text::width(symbol, canvas.profile),
                    cells,
                    "{symbol:?} at {x}, {y}"
                );
            }
            x += u16::try_from(cells).expect("a row");
        }
    }
    for big in canvas.bigs() {
        assert!(cells_of(big.area).all(|(x, y)| canvas.big_at(x, y) == Some(big)));
    }
}

proptest! {
    #[test]
    fn whatever_is_painted_stays_whole(
        wide in any::<bool>(),
        acts in prop::collection::vec((0..6u8, 0..16u16, 0..5u16, 0..9u16, 0..4u16), 0..30),
    ) {
        let profile = Profile { ambiguous_wide: wide, clusters: !wide, ..MODERN };
        let mut canvas = Canvas::new(14, 4, profile);
        let texts = ["近年“来”", "ab…", "👩\u{200d}👧x", "─│┌", "か\u{3099}ｶ\u{ff9e}"];
        for (act, x, y, width, height) in acts {
            let area = Rect::new(x, y, width, height);
            let text = texts[usize::from(width) % texts.len()];
            match act {
                0 | 1 => drop(canvas.put(x, y, text, Style::new(), width)),
                2 => canvas.fill(area, Style::new()),
                3 => canvas.render(Block::bordered().title(text), area),
                4 => canvas.picture(x, y, &picture(), PLATE, height % 2),
                _ => drop(canvas.big(x, y, text, 2, Style::new())),
            }
            assert_whole(&canvas);
        }
    }
}
