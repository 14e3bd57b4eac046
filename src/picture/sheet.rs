//! A picture on its plate, as pixels.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _, RgbaImage, imageops};

use super::decode::{Picture, fitted};
use super::plate::{Pixels, Plate};
use super::reduced::Reduced;

/// A picture set on the pixels of its plate, at the top left; nothing stands where it does not reach.
#[derive(Clone, Debug)]
pub struct Sheet {
    pixels: RgbaImage,
    /// The size of the picture on it.
    covered: Pixels,
}

/// A rectangle of pixels of a [`Sheet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its left edge.
    pub x: u32,
    /// Its top edge.
    pub y: u32,
    /// Its size.
    pub size: Pixels,
}

impl Picture {
    /// Sets the picture on a plate, as large as fits and no larger than it was made.
    pub fn sheet(&self, plate: Plate, cell: Pixels) -> Sheet {
        let size = plate.pixels(cell);
        let covered = self.natural().within(size);
        let picture = fitted(self.pixels.clone(), covered);
        let mut pixels = RgbaImage::new(size.width, size.height);
        for (x, y, pixel) in picture.enumerate_pixels() {
            let [red, green, blue] = pixel.0;
            pixels.put_pixel(x, y, [red, green, blue, u8::MAX].into());
        }
        Sheet { pixels, covered }
    }
}

impl Sheet {
    /// Its size, which is that of the plate.
    pub fn size(&self) -> Pixels {
        Pixels {
            width: self.pixels.width(),
            height: self.pixels.height(),
        }
    }

    /// The size of the picture on it.
    pub fn covered(&self) -> Pixels {
        self.covered
    }

    /// A piece of it as PNG, fast rather than small.
    pub fn png(&self, piece: Piece) -> Vec<u8> {
        let Piece { x, y, size } = piece;
        let cut = imageops::crop_imm(&self.pixels, x, y, size.width, size.height).to_image();
        let mut png = Vec::new();
        let kind = ExtendedColorType::Rgba8;
        let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Up);
        // It is only refused when the buffer and the size disagree, and they are one value.
        let _ = encoder.write_image(cut.as_raw(), cut.width(), cut.height(), kind);
        png
    }

    /// It in at most so many colours.
    pub fn reduced(&self, colours: u16) -> Reduced {
        Reduced::of(self.pixels.as_raw(), self.size(), colours)
    }

    /// The mean colours of the upper and the lower half of the cell at `column` and `row` of the
    /// plate; none where the picture does not reach.
    pub fn halves(&self, column: u16, row: u16, cell: Pixels) -> [Option<[u8; 3]>; 2] {
        let top = u32::from(row) * cell.height;
        let middle = top + cell.height / 2;
        let left = u32::from(column) * cell.width;
        let columns = left..left + cell.width;
        [top..middle, middle..top + cell.height].map(|rows| self.mean(&columns, rows))
    }

    /// The mean colour of a rectangle; none when less than half of it is covered.
    fn mean(&self, columns: &std::ops::Range<u32>, rows: std::ops::Range<u32>) -> Option<[u8; 3]> {
        let whole = columns.len() * rows.len();
        let (mut sums, mut count) = ([0u32; 3], 0u32);
        for y in rows.start..rows.end.min(self.covered.height) {
            for x in columns.start..columns.end.min(self.covered.width) {
                let [red, green, blue, _] = self.pixels.get_pixel(x, y).0;
                for (sum, ink) in sums.iter_mut().zip([red, green, blue]) {
                    *sum += u32::from(ink);
                }
                count += 1;
            }
        }
        let covers = count > 0 && 2 * count as usize >= whole;
        covers.then(|| sums.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX)))
    }
}
