//! Random paintings, against an emulated terminal that knows nothing of clusters.

use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::*;

/// One act of painting.
#[derive(Clone, Debug)]
enum Act {
    Put(u16, u16, usize, usize),
    Fill(Rect, usize),
    Tint(Rect, usize),
    Link(u16, u16, u16),
}

const TEXTS: [&str; 9] = [
    "近年来，基层",
    "Wenlan reads",
    "mixed 漢字、and「quotes」。",
    "e\u{301}か\u{3099}ｶ\u{ff9e}",
    "    ",
    "──│█",
    "“引号”——",
    "❤\u{fe0f}b",
    "👩\u{200d}👩\u{200d}👧x👍🏽",
];

fn style(n: usize) -> Style {
    let plain = Style::new();
    [
        plain,
        plain.bold(),
        plain.red(),
        plain.on_blue(),
        plain.reversed(),
        plain.underlined().italic(),
    ][n]
}

fn act() -> impl Strategy<Value = Act> {
    let rect =
        || (0..30u16, 0..6u16, 1..12u16, 1..3u16).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h));
    prop_oneof![
        6 => (0..30u16, 0..6u16, 0..TEXTS.len(), 0..6usize).prop_map(|(x, y, t, s)| Act::Put(x, y, t, s)),
        1 => (rect(), 0..6usize).prop_map(|(area, s)| Act::Fill(area, s)),
        1 => (rect(), 0..6usize).prop_map(|(area, s)| Act::Tint(area, s)),
        1 => (0..30u16, 0..6u16, 1..9u16).prop_map(|(x, y, cells)| Act::Link(x, y, cells)),
    ]
}

fn perform(canvas: &mut Canvas, act: &Act) {
    match act {
        // The emulator wraps always, so what it takes for wider stays away from the edge.
        Act::Put(x, y, text, s) => {
            let edge = if *text > 6 {
                canvas.area().width.saturating_sub(8)
            } else {
                u16::MAX
            };
            canvas.put(*x, *y, TEXTS[*text], style(*s), edge.saturating_sub(*x));
        }
        Act::Fill(area, s) => canvas.fill(*area, style(*s)),
        Act::Tint(area, s) => canvas.tint(*area, style(*s)),
        Act::Link(x, y, cells) => {
            let url = Url::new("https://example.org/").expect("an address");
            canvas.link(*x, *y, *cells, &url);
        }
    }
}

proptest! {
    #[test]
    fn the_screen_shows_what_was_painted(
        frames in prop::collection::vec(
            (prop::collection::vec(act(), 0..12), prop::option::weighted(0.2, (1..32u16, 1..7u16))),
            1..6,
        )
    ) {
        let mut screen = Screen::new(30, 6);
        let mut acts = Vec::new();
        for (more, size) in frames {
            if let Some((columns, rows)) = size {
                screen.resize(columns, rows);
            }
            if acts.len() > 20 {
                acts.clear();
            }
            acts.extend(more);
            screen.show(|canvas| acts.iter().for_each(|act| perform(canvas, act)));
        }
    }

    #[test]
    fn what_is_scrolled_is_what_was_painted(
        tops in prop::collection::vec((100..130u16, 0..3u16, 4..8u16), 1..12)
    ) {
        let mut screen = Screen::new(30, 8);
        for (top, first, end) in tops {
            screen.show(|canvas| article(canvas, first..end, top));
        }
    }
}
