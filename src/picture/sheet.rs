//! A picture on its plate, as pixels.

use std::ops::Range;

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
        let mut pixels = RgbaImage::new(size.width, size.height);
        if size.count() == 0 {
            let covered = size;
            return Sheet { pixels, covered };
        }
        let covered = self.natural().within(size);
        let picture = fitted(self.pixels.clone(), covered);
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

    /// It in at most so many colours, which are chosen for it.
    pub fn reduced(&self, colours: u16) -> Reduced {
        Reduced::of(self.pixels.as_raw(), self.size(), colours)
    }

    /// It in the colours of a palette, of at most 255, for pixels so large that each is seen.
    pub fn reduced_to(&self, palette: Vec<[u8; 3]>) -> Reduced {
        Reduced::to(self.pixels.as_raw(), self.size(), palette, 2)
    }

    /// It with one pixel for each upper and each lower half of a cell, of the mean colour of what
    /// is there; none where the picture covers less than half of that.
    #[must_use]
    pub fn halved(&self, cell: Pixels) -> Sheet {
        let upper = cell.height / 2;
        let size = self.size();
        let rows = size.height.checked_div(cell.height).unwrap_or(0) * 2;
        let columns = size.width.checked_div(cell.width).unwrap_or(0);
        let pixels = RgbaImage::from_fn(columns, rows, |x, y| {
            let top = y / 2 * cell.height;
            let within = if y % 2 == 0 {
                0..upper
            } else {
                upper..cell.height
            };
            let left = x * cell.width;
            let mean = self.mean(
                left..left + cell.width,
                top + within.start..top + within.end,
            );
            mean.map_or([0; 4], |[red, green, blue]| [red, green, blue, u8::MAX])
                .into()
        });
        let covered = Pixels {
            width: pixels.width(),
            height: pixels.height(),
        };
        Sheet { pixels, covered }
    }

    /// The inks of a pixel: red, green, blue; none where the picture does not reach.
    pub fn inks(&self, x: u32, y: u32) -> Option<[u8; 3]> {
        let [red, green, blue, alpha] = self.pixels.get_pixel_checked(x, y)?.0;
        (alpha > 0).then_some([red, green, blue])
    }

    /// The mean colour of a rectangle; none when less than half of it is covered.
    fn mean(&self, columns: Range<u32>, rows: Range<u32>) -> Option<[u8; 3]> {
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
