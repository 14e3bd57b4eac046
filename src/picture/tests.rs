use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;
use crate::locale::Sentence;

const KINDS: [ImageFormat; 4] = [
    ImageFormat::Png,
    ImageFormat::Jpeg,
    ImageFormat::Gif,
    ImageFormat::WebP,
];

const ROOM: Pixels = Pixels {
    width: 400,
    height: 300,
};

/// A picture in which every place looks otherwise: red grows to the right, green downwards.
fn slope(width: u32, height: u32) -> RgbImage {
    let share =
        |at: u32, of: u32| u8::try_from(at * 255 / of.max(2).saturating_sub(1)).unwrap_or(255);
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([share(x, width), share(y, height), 90])
    })
}

fn encoded(image: impl Into<DynamicImage>, kind: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image: DynamicImage = image.into();
    image
        .write_to(&mut Cursor::new(&mut bytes), kind)
        .expect("a picture");
    bytes
}

/// The pixels of a picture, row by row, one `#` where it is dark and `.` where it is light.
fn drawn(picture: &Picture) -> Vec<String> {
    let mark = |pixel: &Rgb<u8>| if pixel.0[1] < 128 { '#' } else { '.' };
    let rows = picture.pixels.rows();
    rows.map(|row| row.map(mark).collect()).collect()
}

/// A picture drawn with `#` and `.`.
fn draw(rows: &[&str]) -> RgbImage {
    let width = u32::try_from(rows[0].len()).expect("a row");
    let height = u32::try_from(rows.len()).expect("rows");
    RgbImage::from_fn(width, height, |x, y| {
        let dark = rows[y as usize].as_bytes()[x as usize] == b'#';
        Rgb([if dark { 0 } else { 255 }; 3])
    })
}

fn refused(bytes: &[u8]) -> String {
    let Sentence { en, zh } = Picture::decode(bytes, ROOM).expect_err("it is refused");
    assert!(!zh.is_empty() && !zh.is_ascii(), "{zh}");
    en
}

#[test]
fn every_kind_becomes_the_same_pixels() {
    for kind in KINDS {
        let picture = Picture::decode(&encoded(slope(16, 12), kind), ROOM).expect("a picture");
        assert_eq!(
            picture.size(),
            Pixels {
                width: 16,
                height: 12
            }
        );
        for (x, y, pixel) in slope(16, 12).enumerate_pixels() {
            let found = picture.pixels.get_pixel(x, y).0;
            let near = found.iter().zip(pixel.0).all(|(a, b)| a.abs_diff(b) < 32);
            assert!(near, "{kind:?} at {x}, {y}: {found:?} for {pixel:?}");
        }
    }
}

#[test]
fn a_picture_is_made_small_enough_and_never_larger() {
    let size = |width, height| {
        let png = encoded(slope(width, height), ImageFormat::Png);
        let picture = Picture::decode(&png, ROOM).expect("a picture");
        assert_eq!(picture.natural(), Pixels { width, height });
        (picture.size().width, picture.size().height)
    };
    assert_eq!(size(20, 10), (20, 10));
    assert_eq!(size(800, 100), (400, 50));
    assert_eq!(size(1500, 1500), (300, 300));
    assert_eq!(size(2000, 1), (400, 1));
}

#[test]
fn what_is_transparent_is_paper() {
    let mut image = RgbaImage::from_pixel(3, 1, Rgba([0, 0, 0, 0]));
    image.put_pixel(1, 0, Rgba([200, 0, 0, 255]));
    image.put_pixel(2, 0, Rgba([0, 0, 0, 128]));
    for kind in [ImageFormat::Png, ImageFormat::WebP] {
        let picture = Picture::decode(&encoded(image.clone(), kind), ROOM).expect("a picture");
        let pixels: Vec<[u8; 3]> = picture.pixels.pixels().map(|pixel| pixel.0).collect();
        assert_eq!(pixels, [[255; 3], [200, 0, 0], [127; 3]], "{kind:?}");
    }
}

#[test]
fn pictures_of_many_depths_are_read() {
    let image = DynamicImage::from(slope(9, 7));
    let kinds: [DynamicImage; 4] = [
        image.to_rgb16().into(),
        image.to_rgba16().into(),
        image.to_luma8().into(),
        image.to_luma_alpha16().into(),
    ];
    for kind in kinds {
        let png = encoded(kind, ImageFormat::Png);
        assert!(Picture::decode(&png, ROOM).is_ok());
    }
}

/// A JPEG with a tag of how its camera was held (EXIF, tag 0x0112), as its second segment.
fn taken(image: RgbImage, orientation: u8) -> Vec<u8> {
    let mut jpeg = encoded(image, ImageFormat::Jpeg);
    let tiff = [
        b"II*\0\x08\0\0\0\x01\0".as_slice(),
        &[0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
        &[0; 4],
    ]
    .concat();
    let length = u8::try_from(2 + 6 + tiff.len()).expect("a short tag");
    let segment = [&[0xff, 0xe1, 0, length], b"Exif\0\0".as_slice(), &tiff].concat();
    jpeg.splice(2..2, segment);
    jpeg
}

#[test]
fn a_picture_stands_upright_however_the_camera_was_held() {
    // Blocks of eight, since a JPEG blurs what is smaller.
    let image = |rows: &[&str]| {
        let small = draw(rows);
        RgbImage::from_fn(small.width() * 8, small.height() * 8, |x, y| {
            *small.get_pixel(x / 8, y / 8)
        })
    };
    let lying = image(&["##.", "..."]);
    for (orientation, wanted) in [
        (1, vec!["##.", "..."]),
        (3, vec!["...", ".##"]),
        (6, vec![".#", ".#", ".."]),
        (8, vec!["..", "#.", "#."]),
        (9, vec!["##.", "..."]),
    ] {
        let picture = Picture::decode(&taken(lying.clone(), orientation), ROOM).expect("a picture");
        let found: Vec<String> = drawn(&picture)
            .iter()
            .step_by(8)
            .map(|row| row.chars().step_by(8).collect())
            .collect();
        assert_eq!(found, wanted, "{orientation}");
        assert_eq!(picture.natural(), picture.size());
    }
    let small = Pixels {
        width: 6,
        height: 600,
    };
    let turned = Picture::decode(&taken(lying, 6), small).expect("a picture");
    assert_eq!((turned.natural().width, turned.natural().height), (16, 24));
    assert_eq!((turned.size().width, turned.size().height), (6, 9));
}

#[test]
fn of_a_moving_gif_the_first_picture_is_shown() {
    let mut gif = Vec::new();
    let frame = |rows: &[&str]| Frame::new(DynamicImage::from(draw(rows)).into_rgba8());
    let frames = [frame(&["#.", ".#"]), frame(&[".#", "#."])];
    GifEncoder::new(&mut gif)
        .encode_frames(frames)
        .expect("a GIF");
    let picture = Picture::decode(&gif, ROOM).expect("a picture");
    assert_eq!(drawn(&picture), ["#.", ".#"]);
}

/// A WebP of two pictures, one after the other (RFC 9649, 2.7.1).
fn moving_webp(frames: [RgbImage; 2]) -> Vec<u8> {
    let chunk = |name: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).expect("a length").to_le_bytes();
        let padding = vec![0; body.len() % 2];
        [name, &length, body, &padding].concat()
    };
    let size = |image: &RgbImage| {
        let three = |n: u32| (n - 1).to_le_bytes()[..3].to_vec();
        [three(image.width()), three(image.height())].concat()
    };
    let head = [&[2, 0, 0, 0], size(&frames[0]).as_slice()].concat();
    let mut body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &head),
        chunk(b"ANIM", &[0; 6]),
    ]
    .concat();
    for frame in frames {
        let still = encoded(frame.clone(), ImageFormat::WebP);
        let place = [vec![0; 6], size(&frame), vec![100, 0, 0, 0]].concat();
        body.extend(chunk(b"ANMF", &[place, still[12..].to_vec()].concat()));
    }
    chunk(b"RIFF", &body)
}

#[test]
fn of_a_moving_webp_the_first_picture_is_shown() {
    let webp = moving_webp([draw(&["#.", ".#"]), draw(&[".#", "#."])]);
    let picture = Picture::decode(&webp, ROOM).expect("a picture");
    assert_eq!(drawn(&picture), ["#.", ".#"]);
}

#[test]
fn what_is_no_picture_of_ours_is_named() {
    assert_eq!(
        refused(b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
        "pictures of the kind SVG are not shown"
    );
    assert_eq!(
        refused(b"\0\0\0\x1cftypavif\0\0\0\0"),
        "pictures of the kind AVIF are not shown"
    );
    assert_eq!(
        refused(b"BM\x46\0\0\0"),
        "pictures of the kind BMP are not shown"
    );
    assert_eq!(
        refused(b"<!DOCTYPE html><p>403"),
        "a web page came in place of the picture"
    );
    for bytes in [b"".as_slice(), b"\x89", b"PNG", &[0; 64]] {
        assert_eq!(
            refused(bytes),
            "this is no picture of the kinds PNG, JPEG, GIF and WebP"
        );
    }
}

/// The start of a PNG that claims this size, with a checksum that is right.
fn claimed_png(width: u32, height: u32) -> Vec<u8> {
    let mut png = encoded(slope(1, 1), ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = png[12..29].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    });
    png[29..33].copy_from_slice(&(!sum).to_be_bytes());
    png
}

#[test]
fn a_picture_that_claims_to_be_huge_is_not_decoded() {
    let too_large = "the picture has more than 25 million pixels";
    for (width, height) in [(60_000, 60_000), (6000, 6000), (1, 40_000), (u32::MAX, 1)] {
        let found = refused(&claimed_png(width, height));
        assert!(
            found == too_large || found == "the picture is broken",
            "{width} × {height}: {found}"
        );
    }
    assert_eq!(refused(&claimed_png(60_000, 60_000)), too_large);
    let mut gif = encoded(slope(4, 4), ImageFormat::Gif);
    gif[6..10].fill(0xff);
    assert_eq!(refused(&gif), too_large);
    let mut jpeg = encoded(slope(4, 4), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|marker| marker == [0xff, 0xc0]);
    let frame = frame.expect("a frame") + 5;
    jpeg[frame..frame + 4].fill(0xff);
    assert_eq!(refused(&jpeg), too_large);
    let mut webp = moving_webp([slope(4, 4), slope(4, 4)]);
    webp[24..30].fill(0xff);
    assert!(["the picture is broken", too_large].contains(&refused(&webp).as_str()));
    assert_eq!(
        refused(&vec![0; 21 << 20]),
        "the picture has more than 20 MB"
    );
}

#[test]
fn a_picture_that_breaks_off_is_shown_in_part_or_not_at_all() {
    for kind in KINDS {
        let whole = encoded(slope(64, 48), kind);
        for end in 0..whole.len() {
            if let Ok(picture) = Picture::decode(&whole[..end], ROOM) {
                assert_eq!(
                    picture.size(),
                    Pixels {
                        width: 64,
                        height: 48
                    }
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn whatever_the_bytes_are_there_is_a_picture_or_a_sentence(
        kind in prop::sample::select(KINDS.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = encoded(slope(24, 17), kind);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(picture) = Picture::decode(&bytes, ROOM) {
            let size = picture.size();
            prop_assert!(size.width <= ROOM.width && size.height <= ROOM.height);
        }
    }

    #[test]
    fn every_pixel_of_a_sheet_is_the_picture_or_nothing(
        (width, height) in (1..60u32, 1..60u32),
        (columns, rows) in (1..9u16, 1..6u16),
    ) {
        let plate = Plate { columns, rows };
        let picture = picture_of(slope(width, height));
        let sheet = picture.sheet(plate, CELL);
        prop_assert_eq!(sheet.size(), plate.pixels(CELL));
        prop_assert_eq!(sheet.covered(), picture.natural().within(sheet.size()));
        let whole = Piece { x: 0, y: 0, size: sheet.size() };
        let png = image::load_from_memory(&sheet.png(whole)).expect("a PNG").into_rgba8();
        let reduced = sheet.reduced(255);
        for (x, y, pixel) in png.enumerate_pixels() {
            let covered = x < sheet.covered().width && y < sheet.covered().height;
            prop_assert_eq!(pixel.0[3], if covered { 255 } else { 0 });
            let place = reduced.pixels[(y * png.width() + x) as usize];
            prop_assert_eq!(place != Reduced::NONE, covered);
        }
    }
}

const CELL: Pixels = Pixels {
    width: 8,
    height: 16,
};

fn picture_of(image: RgbImage) -> Picture {
    let png = encoded(image, ImageFormat::Png);
    let room = Pixels {
        width: 4000,
        height: 4000,
    };
    Picture::decode(&png, room).expect("a picture")
}

#[test]
fn a_plate_without_pixels_is_a_sheet_without_any() {
    let nothing = Pixels::default();
    for (plate, cell) in [(Plate::default(), CELL), (PLATE, nothing)] {
        let sheet = picture_of(slope(4, 4)).sheet(plate, cell);
        assert_eq!((sheet.size(), sheet.covered()), (nothing, nothing));
        assert_eq!(sheet.halved(cell).inks(0, 0), None);
        assert!(sheet.reduced(16).pixels.is_empty());
        let piece = Piece {
            x: 0,
            y: 0,
            size: nothing,
        };
        assert!(sheet.png(piece).len() < 100);
    }
}

const PLATE: Plate = Plate {
    columns: 5,
    rows: 2,
};

#[test]
fn a_piece_is_cut_where_it_was_asked_for() {
    let sheet = picture_of(slope(40, 32)).sheet(PLATE, CELL);
    let piece = Piece {
        x: 8,
        y: 16,
        size: Pixels {
            width: 16,
            height: 16,
        },
    };
    let cut = image::load_from_memory(&sheet.png(piece))
        .expect("a PNG")
        .into_rgb8();
    assert_eq!((cut.width(), cut.height()), (16, 16));
    assert_eq!(cut.get_pixel(0, 0), slope(40, 32).get_pixel(8, 16));
    assert_eq!(cut.get_pixel(15, 15), slope(40, 32).get_pixel(23, 31));
}

#[test]
fn half_a_cell_has_the_mean_colour_of_what_it_covers() {
    let mut image = RgbImage::from_pixel(12, 24, Rgb([10, 20, 30]));
    (0..8).for_each(|x| (0..4).for_each(|y| image.put_pixel(x, y, Rgb([50, 20, 30]))));
    let plate = Plate {
        columns: 2,
        rows: 2,
    };
    let sheet = picture_of(image).sheet(plate, CELL);
    let halves = sheet.halved(CELL);
    let column = |x| [0, 1, 2, 3].map(|y| halves.inks(x, y));
    let plain = Some([10, 20, 30]);
    assert_eq!(column(0), [Some([30, 20, 30]), plain, plain, None]);
    assert_eq!(column(1), [plain, plain, plain, None]);
    assert_eq!(column(2), [None; 4]);
}

#[test]
fn few_colours_stay_what_they_are() {
    let plate = Plate {
        columns: 1,
        rows: 1,
    };
    let sheet = picture_of(draw(&["##..####", "..##...."])).sheet(plate, CELL);
    let reduced = sheet.reduced(16);
    let mut palette = reduced.palette.clone();
    palette.sort_unstable();
    assert_eq!(palette, [[0; 3], [255; 3]]);
    let row: Vec<[u8; 3]> = reduced.pixels[..8]
        .iter()
        .map(|place| reduced.palette[usize::from(*place)])
        .collect();
    assert_eq!(row[..4], [[0; 3], [0; 3], [255; 3], [255; 3]]);
}

#[test]
fn many_colours_become_few_and_keep_their_mean() {
    let plate = Plate {
        columns: 10,
        rows: 5,
    };
    let sheet = picture_of(slope(80, 80)).sheet(plate, CELL);
    for (colours, most_off) in [(2, 40), (16, 6), (255, 2)] {
        let reduced = sheet.reduced(colours);
        assert!(reduced.palette.len() <= usize::from(colours));
        let sum = |ink: usize| -> i64 {
            let places = reduced.pixels.iter();
            places
                .map(|place| i64::from(reduced.palette[usize::from(*place)][ink]))
                .sum()
        };
        for (ink, mean) in [127, 127, 90].into_iter().enumerate() {
            let off = (sum(ink) / 6400 - mean).abs();
            assert!(off <= most_off, "ink {ink} of {colours} is {off} off");
        }
    }
}

#[test]
fn a_sheet_without_a_picture_has_no_colours() {
    let reduced = Reduced::of(
        &[0; 64],
        Pixels {
            width: 4,
            height: 4,
        },
        16,
    );
    assert!(reduced.palette.is_empty());
    assert!(reduced.pixels.iter().all(|place| *place == Reduced::NONE));
}
