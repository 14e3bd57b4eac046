//! Pixels as sixels: columns of six pixels, colour by colour (DEC STD 070, VT330/VT340 graphics).

use std::io::Write as _;

use crate::picture::{Piece, Reduced};

/// Writes a piece of a picture; pixels that are not there are left as they are.
pub(super) fn write(picture: &Reduced, piece: Piece, out: &mut Vec<u8>) {
    let (width, height) = (piece.size.width, piece.size.height);
    // `1` as the second parameter leaves alone what is not set, and then come the shape of a
    // pixel and the size.
    let _ = write!(out, "\x1bP0;1;0q\"1;1;{width};{height}");
    define(picture, out);
    let mut band = Band::new(picture.palette.len(), width as usize);
    for top in (0..height).step_by(6) {
        if top > 0 {
            out.push(b'-');
        }
        band.gather(picture, piece, top);
        band.write(out);
    }
    out.extend_from_slice(b"\x1b\\");
}

/// Says what each colour is, in percent of each ink.
fn define(picture: &Reduced, out: &mut Vec<u8>) {
    for (place, inks) in picture.palette.iter().enumerate() {
        let [red, green, blue] = inks.map(|ink| (u32::from(ink) * 100 + 127) / 255);
        let _ = write!(out, "#{place};2;{red};{green};{blue}");
    }
}

/// Six rows of pixels.
struct Band {
    width: usize,
    /// For each colour and column, which of the six pixels have it.
    sixels: Vec<u8>,
    /// For each colour, how far its sixels reach from the left.
    reach: Vec<usize>,
}

impl Band {
    fn new(colours: usize, width: usize) -> Band {
        Band {
            width,
            sixels: vec![0; colours * width],
            reach: vec![0; colours],
        }
    }

    /// Takes the six rows from row `top` of the piece on.
    fn gather(&mut self, picture: &Reduced, piece: Piece, top: u32) {
        for (row, reach) in self
            .sixels
            .chunks_mut(self.width.max(1))
            .zip(&mut self.reach)
        {
            row[..*reach].fill(0);
            *reach = 0;
        }
        let whole = picture.size.width as usize;
        let left = piece.x as usize;
        for (bit, y) in (top..piece.size.height).take(6).enumerate() {
            let start = (piece.y + y) as usize * whole + left;
            let row = &picture.pixels[start..start + self.width];
            for (x, colour) in row.iter().enumerate() {
                let colour = usize::from(*colour);
                if colour < self.reach.len() {
                    self.sixels[colour * self.width + x] |= 1 << bit;
                    self.reach[colour] = self.reach[colour].max(x + 1);
                }
            }
        }
    }

    /// Writes one colour above the other.
    fn write(&self, out: &mut Vec<u8>) {
        let mut again = false;
        for (colour, reach) in self
            .reach
            .iter()
            .enumerate()
            .filter(|(_, reach)| **reach > 0)
        {
            if again {
                out.push(b'$');
            }
            again = true;
            let _ = write!(out, "#{colour}");
            let row = &self.sixels[colour * self.width..][..*reach];
            for run in row.chunk_by(|a, b| a == b) {
                let sixel = b'?' + run[0];
                match run.len() {
                    n @ 0..=3 => out.resize(out.len() + n, sixel),
                    n => {
                        let _ = write!(out, "!{n}{}", char::from(sixel));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::tests::sixels::Drawn;
    use super::*;
    use crate::picture::Pixels;

    fn picture(width: u32, pixels: &[u8]) -> Reduced {
        let height = u32::try_from(pixels.len()).expect("a size") / width;
        Reduced {
            size: Pixels { width, height },
            palette: vec![[255, 0, 0], [0, 255, 128], [1, 2, 3]],
            pixels: pixels.to_vec(),
        }
    }

    fn piece(x: u32, y: u32, width: u32, height: u32) -> Piece {
        Piece {
            x,
            y,
            size: Pixels { width, height },
        }
    }

    fn written(picture: &Reduced, piece: Piece) -> String {
        let mut out = Vec::new();
        write(picture, piece, &mut out);
        String::from_utf8(out).expect("ASCII")
    }

    const COLOURS: &str = "#0;2;100;0;0#1;2;0;100;50#2;2;0;1;1";

    #[test]
    fn six_rows_are_one_line_of_letters() {
        let whole = picture(5, &[0; 40]);
        let wanted = format!("\x1bP0;1;0q\"1;1;5;8{COLOURS}#0!5~-#0!5B\x1b\\");
        assert_eq!(written(&whole, piece(0, 0, 5, 8)), wanted);
    }

    #[test]
    fn one_colour_is_written_over_the_other_as_far_as_it_reaches() {
        let none = Reduced::NONE;
        let checkered = picture(4, &[0, 1, 0, none, 1, 0, none, none]);
        let wanted = format!("\x1bP0;1;0q\"1;1;4;2{COLOURS}#0@A@$#1A@\x1b\\");
        assert_eq!(written(&checkered, piece(0, 0, 4, 2)), wanted);
        let wanted = format!("\x1bP0;1;0q\"1;1;2;1{COLOURS}#0?@$#1@\x1b\\");
        assert_eq!(written(&checkered, piece(0, 1, 2, 1)), wanted);
    }

    proptest! {
        #[test]
        fn every_piece_is_drawn_as_it_is(
            pixels in prop::collection::vec(prop::sample::select(vec![0, 1, 2, Reduced::NONE]), 7 * 20),
            (x, y) in (0..7u32, 0..20u32),
            (width, height) in (1..8u32, 1..21u32),
        ) {
            let whole = picture(7, &pixels);
            let piece = piece(x, y, width.min(7 - x), height.min(20 - y));
            let rows = pixels.chunks(7).skip(y as usize).take(piece.size.height as usize);
            let wanted: Vec<Option<usize>> = rows
                .flat_map(|row| &row[x as usize..(x + piece.size.width) as usize])
                .map(|place| Some(usize::from(*place)).filter(|place| *place < whole.palette.len()))
                .collect();
            let drawn = Drawn::of(&written(&whole, piece));
            prop_assert_eq!(drawn.size, piece.size);
            prop_assert_eq!(drawn.pixels, wanted);
        }
    }
}
