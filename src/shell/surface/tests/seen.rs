//! What a person sees of pictures, in terminals that are emulated down to the cell.
//!
//! Every cell of these pictures has a colour of its own. What is sent is drawn by
//! the rules of the medium, and then each cell must show what was painted there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use vt100::Color as Seen;

use super::pictures::{CELL, paint, window};
use super::sixels::Drawn;
use super::*;
use crate::picture::{Picture, Pixels};

/// A terminal that draws pictures.
struct Wall {
    screen: Screen,
    /// What kitty was sent, by number; Base64 that goes on is under the last one.
    files: BTreeMap<u32, String>,
    last: u32,
    /// What kitty shows: under which number and place, from where on the screen and on the picture.
    shown: BTreeMap<(u32, u32), (Rect, Pixels)>,
}

/// A picture in which each cell has its own colour, the `n`th of them.
fn picture(n: u8, width: u32, height: u32) -> Arc<Picture> {
    let size = Pixels { width, height };
    let ink = |cells: u32| u8::try_from(8 * cells + 4).expect("a small picture");
    Arc::new(Picture::drawn(size, |x, y| {
        [ink(x / CELL.width), ink(y / CELL.height), 60 * n + 20]
    }))
}

/// The values of `key=value,…`.
fn values(command: &str) -> BTreeMap<&str, &str> {
    let pairs = command.split([',', ';', ':']);
    pairs.filter_map(|pair| pair.split_once('=')).collect()
}

fn number(values: &BTreeMap<&str, &str>, key: &str) -> u32 {
    values
        .get(key)
        .map_or(0, |value| value.parse().expect("a number"))
}

/// The picture that is in a file in Base64.
fn opened(base64: &str) -> Picture {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in base64.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = (0..4).fold(0u32, |bits, at| {
            bits << 6 | four.get(at).map_or(0, |byte| u32::from(digit(*byte)))
        });
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    let room = Pixels {
        width: 9999,
        height: 9999,
    };
    Picture::decode(&bytes, room).expect("a picture")
}

/// The colour at a place of an opened picture; what it does not cover became white.
fn at(picture: &Picture, x: u32, y: u32) -> Option<[u8; 3]> {
    Some(picture.inks(x, y)).filter(|inks| *inks != [255; 3])
}

impl Wall {
    fn new(medium: Medium) -> Wall {
        Wall {
            screen: Screen::with(medium, Colours::True),
            files: BTreeMap::new(),
            last: 0,
            shown: BTreeMap::new(),
        }
    }

    /// Shows a frame; every cell must look as it was painted.
    #[track_caller]
    fn show(&mut self, paint: impl FnOnce(&mut Canvas)) {
        let Screen { columns, rows, .. } = self.screen;
        paint(self.screen.surface.begin(columns, rows, MODERN));
        let mut out = Vec::new();
        self.screen.surface.finish(&mut out);
        let mut rest = std::str::from_utf8(&out).expect("UTF-8");
        while let Some(start) = ["\x1bP", "\x1b_G", "\x1b]1337"]
            .iter()
            .filter_map(|begin| rest.find(begin))
            .min()
        {
            let (text, command) = rest.split_at(start);
            self.screen.terminal.process(text.as_bytes());
            let ends = ["\x1b\\", "\x07"].map(|end| command.find(end).map(|at| at + end.len()));
            let end = ends.into_iter().flatten().min().expect("an end");
            self.obey(&command[..end]);
            rest = &command[end..];
        }
        self.screen.terminal.process(rest.as_bytes());
        self.screen.check();
        self.check_pictures();
    }

    fn obey(&mut self, command: &str) {
        if command.starts_with("\x1bP") {
            let drawn = Drawn::of(command);
            self.ink(drawn.size, |x, y| {
                let place = drawn.pixels[(y * drawn.size.width + x) as usize]?;
                let inks = drawn.palette[place];
                Some(inks.map(|percent| u8::try_from(percent * 255 / 100).expect("an ink")))
            });
        } else if let Some(command) = command.strip_prefix("\x1b]1337;File=") {
            let (head, file) = command
                .trim_end_matches('\x07')
                .split_once(':')
                .expect("a file");
            let values = values(head);
            let picture = opened(file);
            let cells = [number(&values, "width"), number(&values, "height")];
            let size = picture.size();
            assert_eq!(
                [size.width, size.height],
                [cells[0] * CELL.width, cells[1] * CELL.height]
            );
            self.ink(size, |x, y| at(&picture, x, y));
        } else if let Some(command) = command.strip_prefix("\x1b_G") {
            self.obey_kitty(command.trim_end_matches("\x1b\\"));
        }
    }

    /// Replaces cells from the cursor on by pixels; what these leave out shows what was there.
    fn ink(&mut self, size: Pixels, inks: impl Fn(u32, u32) -> Option<[u8; 3]>) {
        let (row, column) = self.screen.terminal.screen().cursor_position();
        let mut drawn = String::from("\x1b7");
        for y in (0..size.height).step_by(CELL.height as usize) {
            for x in (0..size.width).step_by(CELL.width as usize) {
                let (down, right) = (y / CELL.height, x / CELL.width);
                if let Some([red, green, blue]) = inks(x, y) {
                    let (row, column) = (u32::from(row) + down + 1, u32::from(column) + right + 1);
                    let colour = format_args!("48;2;{red};{green};{blue}");
                    let _ = write!(drawn, "\x1b[{row};{column}H\x1b[0;{colour}m ");
                }
            }
        }
        self.screen.terminal.process((drawn + "\x1b8").as_bytes());
    }

    fn obey_kitty(&mut self, command: &str) {
        let (head, data) = command.split_once(';').unwrap_or((command, ""));
        let values = values(head);
        let [id, place] = ["i", "p"].map(|key| number(&values, key));
        match (values.get("a").copied(), values.get("d").copied()) {
            (Some("t"), _) => {
                self.shown.retain(|(shown, _), _| *shown != id);
                self.files.insert(id, data.to_owned());
                self.last = id;
            }
            (None, _) => self.files.entry(self.last).or_default().push_str(data),
            (Some("p"), _) => {
                assert!(self.files.contains_key(&id), "it was not sent");
                let (row, column) = self.screen.terminal.screen().cursor_position();
                let cells =
                    ["c", "r"].map(|key| u16::try_from(number(&values, key)).expect("cells"));
                let size = ["w", "h"].map(|key| number(&values, key));
                assert_eq!(
                    size,
                    [
                        u32::from(cells[0]) * CELL.width,
                        u32::from(cells[1]) * CELL.height
                    ]
                );
                let from = Pixels {
                    width: number(&values, "x"),
                    height: number(&values, "y"),
                };
                let area = Rect::new(column, row, cells[0], cells[1]);
                self.shown.insert((id, place), (area, from));
            }
            (Some("d"), Some("i")) => drop(self.shown.remove(&(id, place))),
            (Some("d"), Some("I")) => {
                self.files.remove(&id);
                self.shown.retain(|(shown, _), _| *shown != id);
            }
            other => panic!("{other:?} is not known"),
        }
    }

    /// The colour that kitty shows over each cell.
    fn hung(&self) -> BTreeMap<(u16, u16), [u8; 3]> {
        let mut hung = BTreeMap::new();
        for ((id, _), (area, from)) in &self.shown {
            let picture = opened(&self.files[id]);
            for (column, row) in (0..area.width).flat_map(|x| (0..area.height).map(move |y| (x, y)))
            {
                let x = from.width + u32::from(column) * CELL.width;
                let y = from.height + u32::from(row) * CELL.height;
                if let Some(inks) = at(&picture, x, y) {
                    hung.insert((area.x + column, area.y + row), inks);
                }
            }
        }
        hung
    }

    /// Every cell shows the part of a picture that was painted there, and no other does.
    #[track_caller]
    fn check_pictures(&self) {
        let hung = self.hung();
        let frames = &self.screen.surface.frames;
        for (x, y) in
            (0..self.screen.columns).flat_map(|x| (0..self.screen.rows).map(move |y| (x, y)))
        {
            let spot = frames.shown.spot(x, y);
            let wanted = spot.and_then(|spot| {
                let size = spot.plated.picture.size();
                let (x, y) = (
                    u32::from(spot.column) * CELL.width,
                    u32::from(spot.row) * CELL.height,
                );
                (x < size.width && y < size.height).then(|| spot.plated.picture.inks(x, y))
            });
            let cell = self.screen.terminal.screen().cell(y, x).expect("a cell");
            // Where half a block stands, its upper half is the picture's.
            let colour = if cell.contents() == "▀" {
                cell.fgcolor()
            } else {
                cell.bgcolor()
            };
            let inked = match colour {
                Seen::Rgb(red, green, blue) if spot.is_some() => Some([red, green, blue]),
                _ => None,
            };
            let seen = hung.get(&(x, y)).copied().or(inked);
            let near = |seen: [u8; 3], wanted: [u8; 3]| {
                seen.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 3)
            };
            let is_right = match (seen, wanted) {
                (Some(seen), Some(wanted)) => near(seen, wanted),
                (seen, wanted) => seen == wanted,
            };
            assert!(is_right, "{seen:?} in place of {wanted:?} at {x}, {y}");
        }
    }
}

/// One act of painting.
#[derive(Clone, Debug)]
enum Act {
    Text(u16, u16),
    Picture(usize, u16, u16, u16),
    Window(Rect),
}

fn act() -> impl Strategy<Value = Act> {
    let window = (0..20u16, 0..8u16, 1..8u16, 1..4u16);
    prop_oneof![
        (0..18u16, 0..8u16).prop_map(|(x, y)| Act::Text(x, y)),
        (0..3usize, 0..20u16, 0..8u16, 0..3u16)
            .prop_map(|(n, x, y, first)| Act::Picture(n, x, y, first)),
        window.prop_map(|(x, y, width, height)| Act::Window(Rect::new(x, y, width, height))),
    ]
}

proptest! {
    #[test]
    fn pictures_and_text_are_seen_as_they_were_painted(
        medium in prop::sample::select(vec![
            Medium::Kitty,
            Medium::Sixel { colours: 255 },
            Medium::ITerm2,
            Medium::HalfBlocks,
        ]),
        frames in prop::collection::vec(
            (prop::collection::vec(act(), 0..6), prop::sample::select(vec![0, 0, 0, 1, 2])),
            1..6,
        ),
    ) {
        let mut wall = Wall::new(medium);
        let pictures = [picture(0, 6, 8), picture(1, 13, 22), picture(2, 30, 9)];
        for (acts, happens) in frames {
            match happens {
                1 => wall.screen.surface.forget(),
                2 => {
                    let (columns, rows) = (wall.screen.columns, wall.screen.rows);
                    wall.screen.resize(30 - columns / 2, 12 - rows / 2);
                }
                _ => {}
            }
            wall.show(|canvas| {
                (0..8).for_each(|y| put(canvas, 0, y, prose(y.into())));
                for act in &acts {
                    match act {
                        Act::Text(x, y) => put(canvas, *x, *y, "文a"),
                        Act::Picture(n, x, y, first) => {
                            paint(canvas, &pictures[*n], *x, *y, *first);
                        }
                        Act::Window(area) => window(canvas, *area),
                    }
                }
            });
        }
    }
}
