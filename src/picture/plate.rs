//! How large a picture is, in pixels and on a page.

/// A size in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pixels {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// The plate of a picture: the box of cells in which it stands on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Plate {
    /// Its width, in cells.
    pub columns: u16,
    /// Its height, in cells.
    pub rows: u16,
}

impl Pixels {
    /// How many pixels there are in it.
    pub fn count(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The largest size of the same shape that fits into `room` and is not larger than this one.
    ///
    /// No side is less than one pixel.
    #[must_use]
    pub fn within(self, room: Pixels) -> Pixels {
        if self.width <= room.width && self.height <= room.height {
            return self;
        }
        let [width, height, most_width, most_height] =
            [self.width, self.height, room.width, room.height].map(u64::from);
        let side = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).max(1);
        let halved = |n: u64, by: u64| (n + by / 2) / by.max(1);
        if width * most_height >= height * most_width {
            Pixels {
                width: side(most_width),
                height: side(halved(height * most_width, width).min(most_height)),
            }
        } else {
            Pixels {
                width: side(halved(width * most_height, height).min(most_width)),
                height: side(most_height),
            }
        }
    }
}

impl Plate {
    /// The plate of a picture of `size`, no larger than `room`, where a cell has the pixels `cell`.
    ///
    /// None for a picture that is smaller than a letter: it shows nothing.
    pub fn of(size: Pixels, room: Plate, cell: Pixels) -> Option<Plate> {
        if size.width < 2 * cell.width || size.height < cell.height || room.is_empty() {
            return None;
        }
        let shown = size.within(room.pixels(cell));
        let cells = |pixels: u32, cell: u32, most: u16| {
            let cells = pixels.div_ceil(cell.max(1));
            u16::try_from(cells).unwrap_or(u16::MAX).clamp(1, most)
        };
        Some(Plate {
            columns: cells(shown.width, cell.width, room.columns),
            rows: cells(shown.height, cell.height, room.rows),
        })
    }

    /// The pixels of its cells.
    pub fn pixels(self, cell: Pixels) -> Pixels {
        Pixels {
            width: u32::from(self.columns).saturating_mul(cell.width),
            height: u32::from(self.rows).saturating_mul(cell.height),
        }
    }

    /// Whether there is no cell in it.
    pub fn is_empty(self) -> bool {
        self.columns == 0 || self.rows == 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CELL: Pixels = Pixels {
        width: 8,
        height: 16,
    };
    const ROOM: Plate = Plate {
        columns: 60,
        rows: 20,
    };

    #[track_caller]
    fn check(width: u32, height: u32, wanted: Option<(u16, u16)>) {
        let plate = Plate::of(Pixels { width, height }, ROOM, CELL);
        assert_eq!(plate.map(|plate| (plate.columns, plate.rows)), wanted);
    }

    #[test]
    fn a_picture_takes_the_cells_that_it_covers() {
        check(80, 32, Some((10, 2)));
        check(81, 33, Some((11, 3)));
        check(16, 16, Some((2, 1)));
    }

    #[test]
    fn a_large_picture_is_made_to_fit() {
        check(960, 160, Some((60, 5)));
        check(960, 640, Some((60, 20)));
        check(640, 640, Some((40, 20)));
        check(10, 30_000, None);
        check(100, 30_000, Some((1, 20)));
        check(30_000, 100, Some((60, 1)));
    }

    #[test]
    fn what_is_smaller_than_a_letter_is_no_picture() {
        check(1, 1, None);
        check(600, 3, None);
        check(15, 400, None);
        check(0, 0, None);
    }

    proptest! {
        #[test]
        fn what_is_made_to_fit_keeps_its_shape(
            (width, height) in (1..70_000u32, 1..70_000u32),
            (room_width, room_height) in (1..3000u32, 1..3000u32),
        ) {
            let size = Pixels { width, height };
            let room = Pixels { width: room_width, height: room_height };
            let fits = size.within(room);
            prop_assert!(fits.width <= width.min(room.width) && fits.height <= height.min(room.height));
            prop_assert!(fits.width > 0 && fits.height > 0);
            // The shorter side is at most half a pixel off, but for the one pixel that there must be.
            let [w, h, x, y] = [width, height, fits.width, fits.height].map(f64::from);
            let off = (x * h / w - y).abs().min((y * w / h - x).abs());
            let thin = fits.width == 1 || fits.height == 1;
            prop_assert!(off <= 0.5 || thin, "{size:?} in {room:?} is {fits:?}");
            let touches = fits.width == room.width || fits.height == room.height;
            prop_assert!(fits == size || touches);
        }

        #[test]
        fn no_plate_is_larger_than_its_room(
            (width, height) in (0..70_000u32, 0..70_000u32),
            (columns, rows) in (0..2100u16, 0..1100u16),
            cell in (0..60u32, 0..80u32).prop_map(|(width, height)| Pixels { width, height }),
        ) {
            let room = Plate { columns, rows };
            if let Some(plate) = Plate::of(Pixels { width, height }, room, cell) {
                prop_assert!(!plate.is_empty() && plate.columns <= columns && plate.rows <= rows);
            }
        }
    }
}
