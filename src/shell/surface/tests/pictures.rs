//! Pictures among text, against an emulated terminal that knows nothing of them.

use std::fmt::Write as _;
use std::sync::Arc;

use super::*;
use crate::picture::{Picture, Pixels, Plate};

pub(super) const CELL: Pixels = Pixels {
    width: 2,
    height: 4,
};

fn picture(width: u32, height: u32) -> Arc<Picture> {
    let size = Pixels { width, height };
    Arc::new(Picture::plain(size, size, [200, 100, 0]))
}

pub(super) fn plate_of(picture: &Picture) -> Plate {
    let room = Plate {
        columns: 60,
        rows: 60,
    };
    Plate::of(picture.natural(), room, CELL).expect("a plate")
}

/// Paints the rows of a picture's plate from `first` on, with its top left cell at (x, y).
pub(super) fn paint(canvas: &mut Canvas, picture: &Arc<Picture>, x: u16, y: u16, first: u16) {
    let plate = plate_of(picture);
    for row in first..plate.rows {
        canvas.picture(x, y + row - first, picture, plate, row);
    }
}

impl Screen {
    pub(super) fn with(medium: Medium, colours: Colours) -> Screen {
        let mut screen = Screen::new(20, 8);
        screen.surface = Surface::new(colours, true);
        screen.surface.set_medium(Some(medium), CELL);
        screen
    }

    fn kitty() -> Screen {
        Screen::with(Medium::Kitty, Colours::Palette)
    }

    fn sixel() -> Screen {
        Screen::with(Medium::Sixel { colours: 16 }, Colours::Palette)
    }
}

/// What is sent, without the data of pictures and with their numbers told from 0.
fn told(sent: &str) -> String {
    let id = u32::from_be_bytes([std::process::id().to_be_bytes()[3], 0, 0, 16]);
    let mut told = String::new();
    for (at, part) in sent.split("\x1b_G").enumerate() {
        let (command, rest) = match part.split_once("\x1b\\") {
            Some((command, rest)) if at > 0 => (command, rest),
            _ => ("", part),
        };
        if at > 0 {
            let command = command.split(';').next().unwrap_or_default();
            let command = command.replace(",q=2", "");
            let numbered = (0..32).rev().fold(command, |command, n| {
                command.replace(&format!("i={}", id + n), &format!("i={n}"))
            });
            let _ = write!(told, "<{numbered}>");
        }
        told += rest;
    }
    told
}

#[test]
fn kitty_is_sent_a_picture_once_and_then_told_where_it_is() {
    let mut screen = Screen::kitty();
    let it = picture(6, 8);
    let sent = screen.show(|canvas| paint(canvas, &it, 2, 1, 0));
    let sent = told(&sent);
    assert!(sent.starts_with("<a=t,f=100,i=0,m=0>"), "{sent}");
    let wanted = "\x1b[2;3H<a=p,i=0,p=1,x=0,y=0,w=6,h=8,c=3,r=2,C=1>";
    assert!(sent.ends_with(wanted), "{sent}");
    assert_eq!(screen.show(|canvas| paint(canvas, &it, 2, 1, 0)), "");
    let sent = screen.show(|canvas| paint(canvas, &it, 2, 2, 0));
    let wanted = "\x1b[3;3H<a=p,i=0,p=1,x=0,y=0,w=6,h=8,c=3,r=2,C=1>";
    assert_eq!(told(&sent), wanted);
    let sent = screen.show(|canvas| put(canvas, 0, 0, "一"));
    assert!(
        told(&sent).ends_with("<a=d,d=i,i=0,p=1>"),
        "{}",
        told(&sent)
    );
    let sent = screen.show(|canvas| paint(canvas, &it, 2, 2, 0));
    assert!(!sent.contains("a=t"), "{}", told(&sent));
}

#[test]
fn a_picture_that_is_partly_off_the_screen_is_shown_in_part() {
    let mut screen = Screen::kitty();
    let it = picture(6, 16);
    let sent = screen.show(|canvas| paint(canvas, &it, 0, 0, 1));
    assert!(told(&sent).contains("<a=p,i=0,p=1,x=0,y=4,w=6,h=12,c=3,r=3,C=1>"));
    let sent = screen.show(|canvas| paint(canvas, &it, 18, 6, 0));
    assert!(told(&sent).contains("<a=p,i=0,p=1,x=0,y=0,w=4,h=8,c=2,r=2,C=1>"));
}

/// A window over the cells of `area`.
pub(super) fn window(canvas: &mut Canvas, area: Rect) {
    canvas.fill(area, Style::new());
    canvas.put(area.x, area.y, "窗", Style::new(), area.width);
}

#[test]
fn under_a_window_a_picture_is_not_seen() {
    let mut screen = Screen::kitty();
    let it = picture(20, 16);
    screen.show(|canvas| paint(canvas, &it, 0, 0, 0));
    let sent = screen.show(|canvas| {
        paint(canvas, &it, 0, 0, 0);
        window(canvas, Rect::new(2, 1, 4, 2));
    });
    let pieces: Vec<&str> = [
        "x=0,y=0,w=20,h=4",
        "x=0,y=4,w=4,h=8",
        "x=12,y=4,w=8,h=8",
        "x=0,y=12,w=20,h=4",
    ]
    .into();
    for (at, piece) in pieces.iter().enumerate() {
        let command = format!("<a=p,i=0,p={},{piece}", at + 1);
        assert!(told(&sent).contains(&command), "{}", told(&sent));
    }
    let sent = screen.show(|canvas| paint(canvas, &it, 0, 0, 0));
    let wanted = "<a=p,i=0,p=1,x=0,y=0,w=20,h=16,c=10,r=4,C=1>\
                  <a=d,d=i,i=0,p=2><a=d,d=i,i=0,p=3><a=d,d=i,i=0,p=4>";
    assert!(told(&sent).ends_with(wanted), "{}", told(&sent));
}

#[test]
fn a_surface_that_was_told_to_forget_begins_anew() {
    let mut screen = Screen::kitty();
    let it = picture(6, 8);
    assert_eq!(screen.surface.farewell(), b"");
    screen.show(|canvas| paint(canvas, &it, 0, 0, 0));
    let farewell = String::from_utf8(screen.surface.farewell()).expect("ASCII");
    assert_eq!(told(&farewell), "<a=d,d=I,i=0>");
    screen.surface.forget();
    let sent = told(&screen.show(|canvas| paint(canvas, &it, 0, 0, 0)));
    assert!(
        sent.starts_with("<a=d,d=I,i=0>") && sent.contains("<a=t,"),
        "{sent}"
    );
    // A new size leaves the pictures where they are, but not where they are shown.
    screen.resize(30, 9);
    let sent = told(&screen.show(|canvas| paint(canvas, &it, 0, 0, 0)));
    assert!(!sent.contains("<a=t,") && sent.contains("<a=p,"), "{sent}");
}

#[test]
fn of_many_pictures_the_last_ones_are_kept() {
    let mut screen = Screen::kitty();
    let many: Vec<_> = (0..40).map(|_| picture(6, 8)).collect();
    for it in &many {
        screen.show(|canvas| paint(canvas, it, 0, 0, 0));
    }
    let farewell = String::from_utf8(screen.surface.farewell()).expect("ASCII");
    assert_eq!(farewell.matches("a=d,d=I").count(), 24);
    let sent = screen.show(|canvas| paint(canvas, &many[39], 0, 1, 0));
    assert!(!sent.contains("a=t"));
    let sent = screen.show(|canvas| paint(canvas, &many[0], 0, 1, 0));
    assert!(sent.contains("a=t"));
}

#[test]
fn where_there_are_more_pictures_than_are_kept_the_rest_is_blank() {
    let mut screen = Screen::sixel();
    let many: Vec<_> = (0..40).map(|_| picture(4, 4)).collect();
    screen.show(|canvas| (0..8).for_each(|y| put(canvas, 0, y, "一二三四五六七八九十")));
    let sent = screen.show(|canvas| {
        for (n, it) in (0..).zip(&many) {
            paint(canvas, it, n % 10 * 2, n / 10, 0);
        }
    });
    assert_eq!(sent.matches("\x1bP").count(), 24);
    let third = screen.terminal.screen().rows(0, 20).nth(3);
    assert_eq!(third.as_deref(), Some(""));
}

#[test]
fn sixels_are_printed_over_their_cells_and_only_when_these_change() {
    let mut screen = Screen::sixel();
    let it = picture(8, 8);
    let sent = screen.show(|canvas| paint(canvas, &it, 2, 1, 0));
    let sixels = "\x1bP0;1;0q\"1;1;8;8#0;2;78;39;0#0!8~-#0!8B\x1b\\";
    assert!(sent.ends_with(&format!("\x1b[2;3H{sixels}")), "{sent:?}");
    assert_eq!(screen.show(|canvas| paint(canvas, &it, 2, 1, 0)), "");
    let sent = screen.show(|canvas| {
        paint(canvas, &it, 2, 1, 0);
        put(canvas, 0, 7, "一");
    });
    assert!(sent.contains('一') && !sent.contains("\x1bP"), "{sent:?}");
    // What it uncovers is written, what it covers is not.
    let sent = screen.show(|canvas| paint(canvas, &it, 2, 2, 0));
    assert!(
        sent.contains("\x1b[2d\x1b[K") && sent.ends_with(sixels),
        "{sent:?}"
    );
}

#[test]
fn beside_a_picture_that_does_not_fill_its_cells_nothing_is_seen() {
    let mut screen = Screen::sixel();
    screen.show(|canvas| (0..8).for_each(|y| put(canvas, 0, y, "一二三四五六七八九十")));
    // Five of six columns of pixels, six of eight rows.
    let it = picture(5, 6);
    let sent = screen.show(|canvas| {
        (0..8).for_each(|y| put(canvas, 0, y, "一二三四五六七八九十"));
        paint(canvas, &it, 0, 0, 0);
    });
    for (y, wanted) in [(0, "一 "), (1, "   ")] {
        let rows: Vec<String> = screen.terminal.screen().rows(0, 3).collect();
        assert_eq!(rows[y].trim_end(), wanted.trim_end(), "{sent:?}");
    }
}

#[test]
fn no_sixel_makes_the_terminal_scroll() {
    let mut screen = Screen::sixel();
    let it = picture(8, 32);
    let sent = screen.show(|canvas| paint(canvas, &it, 0, 3, 0));
    // Rows 3 to 6 of eight: the last one stays blank.
    assert!(sent.contains("\"1;1;8;16"), "{sent:?}");
}

#[test]
fn a_window_takes_its_cells_from_sixels_and_gives_them_back() {
    let mut screen = Screen::sixel();
    let it = picture(20, 16);
    screen.show(|canvas| paint(canvas, &it, 0, 0, 0));
    let sent = screen.show(|canvas| {
        paint(canvas, &it, 0, 0, 0);
        window(canvas, Rect::new(2, 1, 4, 2));
    });
    assert_eq!(sent.matches("\x1bP").count(), 4, "{sent:?}");
    assert!(sent.contains("窗"));
    let sent = screen.show(|canvas| paint(canvas, &it, 0, 0, 0));
    assert_eq!(sent.matches("\x1bP").count(), 1, "{sent:?}");
}

#[test]
fn iterm2_is_given_files_for_cells() {
    let mut screen = Screen::with(Medium::ITerm2, Colours::Palette);
    let it = picture(6, 8);
    let sent = screen.show(|canvas| paint(canvas, &it, 2, 1, 1));
    let (_, file) = sent
        .split_once("\x1b[2;3H\x1b]1337;File=inline=1;size=")
        .expect("a file");
    let (_, rest) = file
        .split_once(";width=3;height=1;preserveAspectRatio=0;doNotMoveCursor=1:")
        .expect("its cells");
    assert!(rest.starts_with("iVBORw0KGgo") && rest.ends_with('\x07'));
    assert_eq!(screen.show(|canvas| paint(canvas, &it, 2, 1, 1)), "");
}

#[test]
fn half_blocks_are_cells_of_two_colours() {
    let mut screen = Screen::with(Medium::HalfBlocks, Colours::True);
    // Its last row of cells is covered in its upper half.
    let it = picture(6, 6);
    screen.show(|canvas| paint(canvas, &it, 1, 1, 0));
    let cell = |y, x| screen.terminal.screen().cell(y, x).expect("a cell");
    let orange = vt100::Color::Rgb(200, 100, 0);
    assert_eq!((cell(1, 1).contents(), cell(1, 1).bgcolor()), (" ", orange));
    assert_eq!((cell(2, 1).contents(), cell(2, 1).fgcolor()), ("▀", orange));
    assert_eq!(cell(2, 1).bgcolor(), vt100::Color::Default);
    let mut few = Screen::with(Medium::HalfBlocks, Colours::Indexed);
    few.show(|canvas| paint(canvas, &it, 1, 1, 0));
    let cell = few.terminal.screen().cell(1, 2).expect("a cell");
    assert!(
        matches!(cell.bgcolor(), vt100::Color::Idx(16..)),
        "{:?}",
        cell.bgcolor()
    );
}

#[test]
fn in_tmux_characters_stand_for_cells_whatever_the_colours_are() {
    let mut screen = Screen::with(Medium::Placeholders, Colours::None);
    let it = picture(6, 8);
    let sent = screen.show(|canvas| paint(canvas, &it, 0, 0, 0));
    assert!(
        sent.starts_with("\x1bPtmux;\x1b\x1b_Ga=T,U=1,f=100,i="),
        "{sent:?}"
    );
    assert!(
        sent.contains(";38;5;16m\u{10eeee}\u{305}\u{305}"),
        "{sent:?}"
    );
    assert_eq!(sent.matches('\u{10eeee}').count(), 6);
    assert_eq!(screen.show(|canvas| paint(canvas, &it, 0, 0, 0)), "");
}

#[test]
fn characters_that_stand_for_a_picture_scroll_like_any_others() {
    let mut screen = Screen::with(Medium::Placeholders, Colours::Palette);
    let it = picture(20, 32);
    screen.show(|canvas| paint(canvas, &it, 0, 0, 0));
    let sent = screen.show(|canvas| paint(canvas, &it, 0, 0, 1));
    assert!(
        sent.starts_with("\x1b[8H\n") && !sent.contains('\u{10eeee}'),
        "{sent:?}"
    );
}

#[test]
fn without_a_medium_a_picture_leaves_its_cells_blank() {
    let mut screen = Screen::new(20, 8);
    let sent = screen.show(|canvas| paint(canvas, &picture(6, 8), 0, 0, 0));
    assert!(
        !sent.contains("\x1bP") && !sent.contains("\x1b_"),
        "{sent:?}"
    );
}
