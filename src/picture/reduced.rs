//! A picture in few colours, for terminals that have few.
//!
//! 1. The colours are counted, to five bits of each ink.
//! 2. The box of all colours is cut in two at its middle, and so is the largest
//!    box again and again, until there are as many as may be (median cut, Heckbert 1982).
//! 3. Each pixel takes the nearest colour, and its neighbours make up for what is
//!    amiss (Floyd and Steinberg 1976).

use super::plate::Pixels;

/// A picture whose pixels are places in a palette.
#[derive(Clone, Debug)]
pub struct Reduced {
    /// Its size.
    pub size: Pixels,
    /// Its colours: red, green, blue.
    pub palette: Vec<[u8; 3]>,
    /// For each pixel, row by row, its colour's place in the palette, or [`Reduced::NONE`].
    pub pixels: Vec<u8>,
}

/// Bits of each ink by which colours are told apart.
const BITS: u32 = 5;

impl Reduced {
    /// The place of a pixel that is not there.
    pub const NONE: u8 = u8::MAX;

    /// The pixels `rgba` in at most `colours` colours; none of those that are transparent.
    pub(super) fn of(rgba: &[u8], size: Pixels, colours: u16) -> Reduced {
        let colours = usize::from(colours).clamp(2, usize::from(Reduced::NONE));
        Reduced::to(rgba, size, palette(rgba, colours), 1)
    }

    /// The pixels `rgba` in the colours of a palette; neighbours make up for one part in `part` of what is amiss.
    pub(super) fn to(rgba: &[u8], size: Pixels, palette: Vec<[u8; 3]>, part: i32) -> Reduced {
        let pixels = spread(rgba, size, &palette, part);
        Reduced {
            size,
            palette,
            pixels,
        }
    }
}

/// A colour that occurs, and how often.
#[derive(Clone, Copy, Debug)]
struct Counted {
    inks: [u8; 3],
    count: u64,
}

/// Which colours of five bits an ink belong together.
fn bin(inks: [u8; 3]) -> usize {
    inks.iter()
        .fold(0, |bin, ink| bin << BITS | usize::from(ink >> (8 - BITS)))
}

fn opaque(rgba: &[u8]) -> impl Iterator<Item = [u8; 3]> {
    rgba.chunks_exact(4)
        .filter(|pixel| pixel[3] == u8::MAX)
        .map(|pixel| [pixel[0], pixel[1], pixel[2]])
}

/// The colours that stand best for those of the picture.
fn palette(rgba: &[u8], colours: usize) -> Vec<[u8; 3]> {
    let mut bins = vec![([0u64; 3], 0u64); 1 << (3 * BITS)];
    for inks in opaque(rgba) {
        let (sums, count) = &mut bins[bin(inks)];
        for (sum, ink) in sums.iter_mut().zip(inks) {
            *sum += u64::from(ink);
        }
        *count += 1;
    }
    let counted = bins.into_iter().filter(|(_, count)| *count > 0);
    let counted = counted.map(|(sums, count)| Counted {
        inks: mean(sums, count),
        count,
    });
    let mut boxes = vec![counted.collect::<Vec<Counted>>()];
    while boxes.len() < colours {
        let weights = boxes.iter().map(|colours| weight(colours)).enumerate();
        let Some((largest, (_, ink))) = weights
            .filter(|(_, (weight, _))| *weight > 0)
            .max_by_key(|(_, (weight, _))| *weight)
        else {
            break;
        };
        let upper = cut(&mut boxes[largest], ink);
        boxes.push(upper);
    }
    boxes.retain(|colours| !colours.is_empty());
    boxes.iter().map(|colours| middle(colours)).collect()
}

fn mean(sums: [u64; 3], count: u64) -> [u8; 3] {
    sums.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX))
}

/// How much it matters to cut a box in two, and along which ink.
fn weight(colours: &[Counted]) -> (u64, usize) {
    let count: u64 = colours.iter().map(|colour| colour.count).sum();
    let span = |ink: usize| {
        let inks = || colours.iter().map(|colour| colour.inks[ink]);
        u64::from(inks().max().unwrap_or(0) - inks().min().unwrap_or(0))
    };
    let (span, ink) = (0..3).map(|ink| (span(ink), ink)).max().unwrap_or_default();
    // Large boxes before frequent ones: a small red spot must not become grey.
    (span * span * (1 + count.isqrt()), ink)
}

/// Cuts a box where half of its pixels lie on each side; gives the upper part.
fn cut(colours: &mut Vec<Counted>, ink: usize) -> Vec<Counted> {
    colours.sort_unstable_by_key(|colour| colour.inks[ink]);
    let whole: u64 = colours.iter().map(|colour| colour.count).sum();
    let mut below = 0;
    let at = colours.iter().position(|colour| {
        below += colour.count;
        2 * below >= whole
    });
    let at = at.map_or(1, |at| at + 1).min(colours.len() - 1);
    colours.split_off(at)
}

/// The mean of the colours of a box.
fn middle(colours: &[Counted]) -> [u8; 3] {
    let (mut sums, mut count) = ([0; 3], 0);
    for colour in colours {
        for (sum, ink) in sums.iter_mut().zip(colour.inks) {
            *sum += u64::from(ink) * colour.count;
        }
        count += colour.count;
    }
    mean(sums, count)
}

/// Gives each pixel its colour, and what is amiss to its neighbours.
fn spread(rgba: &[u8], size: Pixels, palette: &[[u8; 3]], part: i32) -> Vec<u8> {
    let width = size.width as usize;
    let mut nearest = Nearest::new(palette);
    let mut reduced = vec![Reduced::NONE; rgba.len() / 4];
    // What is amiss in this row and the next one, in sixteenths, with a pixel of margin on both sides.
    let (mut here, mut below) = (vec![[0i32; 3]; width + 2], vec![[0i32; 3]; width + 2]);
    let rows = rgba.chunks_exact(4 * width.max(1)).enumerate();
    for (y, row) in rows {
        for (x, pixel) in row.chunks_exact(4).enumerate() {
            if pixel[3] < u8::MAX {
                continue;
            }
            let wanted: [i32; 3] = std::array::from_fn(|ink| {
                (i32::from(pixel[ink]) + (here[x + 1][ink] + 8) / 16).clamp(0, 255)
            });
            let place = nearest.to(wanted);
            reduced[y * width + x] = place;
            let given = palette[usize::from(place)];
            for ink in 0..3 {
                let amiss = (wanted[ink] - i32::from(given[ink])) / part;
                here[x + 2][ink] += 7 * amiss;
                below[x][ink] += 3 * amiss;
                below[x + 1][ink] += 5 * amiss;
                below[x + 2][ink] += amiss;
            }
        }
        std::mem::swap(&mut here, &mut below);
        below.fill([0; 3]);
    }
    reduced
}

/// Finds the nearest colour of a palette, and remembers it.
struct Nearest<'a> {
    palette: &'a [[u8; 3]],
    /// For each bin one more than the place of its colour; 0 where nobody asked yet.
    known: Vec<u16>,
}

impl Nearest<'_> {
    fn new(palette: &[[u8; 3]]) -> Nearest<'_> {
        Nearest {
            palette,
            known: vec![0; 1 << (3 * BITS)],
        }
    }

    /// The place of the colour nearest to these inks, each from 0 to 255.
    fn to(&mut self, inks: [i32; 3]) -> u8 {
        let known = &mut self.known[bin(inks.map(|ink| u8::try_from(ink).unwrap_or(u8::MAX)))];
        if *known == 0 {
            // The eye tells green best and blue worst.
            let distance = |colour: &[u8; 3]| -> i32 {
                let apart = |ink: usize| (inks[ink] - i32::from(colour[ink])).pow(2);
                2 * apart(0) + 4 * apart(1) + apart(2)
            };
            let places = self.palette.iter().enumerate();
            let place = places.min_by_key(|(_, colour)| distance(colour));
            *known = place.map_or(1, |(place, _)| u16::try_from(place + 1).unwrap_or(1));
        }
        u8::try_from(*known - 1).unwrap_or(0)
    }
}
