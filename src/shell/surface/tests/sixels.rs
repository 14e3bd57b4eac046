//! Draws sixels as a terminal would, by the book and slowly.

use crate::picture::Pixels;

/// What sixels draw.
#[derive(Debug)]
pub(in crate::shell::surface) struct Drawn {
    /// The size that they say they have.
    pub(in crate::shell::surface) size: Pixels,
    /// The inks of each colour, in percent.
    pub(in crate::shell::surface) palette: Vec<[u32; 3]>,
    /// For each pixel its colour, if it is drawn.
    pub(in crate::shell::surface) pixels: Vec<Option<usize>>,
}

impl Drawn {
    /// Draws `sixels`, from the introducer to the terminator.
    #[track_caller]
    pub(in crate::shell::surface) fn of(sixels: &str) -> Drawn {
        let body = sixels.strip_prefix("\x1bP0;1;0q\"1;1;").expect("a head");
        let body = body.strip_suffix("\x1b\\").expect("an end");
        let end = body.find(['#', '-', '?']).unwrap_or(body.len());
        let size: Vec<u32> = numbers(&body[..end]);
        let mut drawn = Drawn {
            size: Pixels {
                width: size[0],
                height: size[1],
            },
            palette: Vec::new(),
            pixels: vec![None; (size[0] * size[1]) as usize],
        };
        drawn.draw(&body[end..]);
        drawn
    }

    fn draw(&mut self, body: &str) {
        let (mut x, mut top, mut colour, mut times) = (0, 0, 0, 1);
        let mut rest = body;
        while let Some(c) = rest.chars().next() {
            rest = &rest[1..];
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';');
            let parameters = numbers(&rest[..end.unwrap_or(rest.len())]);
            match (c, parameters.as_slice()) {
                ('#', &[_, 2, red, green, blue]) => self.palette.push([red, green, blue]),
                ('#', &[place]) => colour = place as usize,
                ('!', &[count]) => times = count,
                ('$', []) => x = 0,
                ('-', []) => (x, top) = (0, top + 6),
                ('?'..='~', []) => {
                    self.set(x..x + times, top, u32::from(c) - u32::from('?'), colour);
                    (x, times) = (x + times, 1);
                }
                other => panic!("{other:?} is no sixel"),
            }
            rest = &rest[end.unwrap_or(rest.len())..];
        }
    }

    fn set(&mut self, columns: std::ops::Range<u32>, top: u32, bits: u32, colour: usize) {
        for x in columns {
            for y in (0..6).filter(|bit| bits >> bit & 1 == 1) {
                self.pixels[((top + y) * self.size.width + x) as usize] = Some(colour);
            }
        }
    }
}

fn numbers(parameters: &str) -> Vec<u32> {
    let parameters = parameters.split(';').filter(|number| !number.is_empty());
    let number = |number: &str| number.parse().expect("a number");
    parameters.map(number).collect()
}
