//! Bytes become pixels, within limits that are checked before anything is decoded.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageReader, Limits, RgbImage};

use super::plate::Pixels;
use crate::locale::Sentence;
use crate::sentence;

/// A picture as pixels: upright, on white paper, as large as it is ever shown.
///
/// What its author left transparent is white, since that is the paper for which
/// nearly all pictures of articles are drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its size before it was made smaller.
    natural: Pixels,
    pub(super) pixels: RgbImage,
}

/// The most bytes of a picture that are looked at.
const MOST_BYTES: usize = 20 << 20;
/// The most pixels that are decoded: those of a good camera. On a slow machine they take a second.
const MOST_PIXELS: u64 = 25_000_000;
/// The longest side, in pixels: a screenshot of a long page.
const LONGEST_SIDE: u32 = 1 << 15;
/// The most memory that a decoder may take, in bytes.
const MOST_MEMORY: u64 = 256 << 20;

impl Picture {
    /// Decodes a PNG, JPEG, GIF or WebP, and makes it small enough for `room`.
    ///
    /// Of one that moves it is the first picture. It may take a second, so it is
    /// nothing for the thread that draws. The error says why there is no picture.
    pub fn decode(bytes: &[u8], room: Pixels) -> Result<Picture, Sentence> {
        if bytes.len() > MOST_BYTES {
            let most = MOST_BYTES >> 20;
            return Err(sentence!(
                "the picture has more than {most} MB",
                "图片超过 {most} MB"
            ));
        }
        // A decoder that panics has met bytes that it did not expect; nothing of it is kept.
        catch_unwind(AssertUnwindSafe(|| decode(bytes, room))).unwrap_or_else(|_| Err(broken()))
    }

    /// A picture of one colour, made small enough for `room`; for tests.
    #[cfg(test)]
    pub(crate) fn plain(natural: Pixels, room: Pixels, colour: [u8; 3]) -> Picture {
        Picture {
            natural,
            ..Picture::drawn(natural.within(room), |_, _| colour)
        }
    }

    /// A picture of pixels with these inks; for tests.
    #[cfg(test)]
    pub(crate) fn drawn(size: Pixels, inks: impl Fn(u32, u32) -> [u8; 3]) -> Picture {
        let pixel = |x, y| image::Rgb(inks(x, y));
        Picture {
            natural: size,
            pixels: RgbImage::from_fn(size.width, size.height, pixel),
        }
    }

    /// The inks of a pixel; for tests.
    #[cfg(test)]
    pub(crate) fn inks(&self, x: u32, y: u32) -> [u8; 3] {
        self.pixels.get_pixel(x, y).0
    }

    /// The size that it had before it was made smaller.
    pub fn natural(&self) -> Pixels {
        self.natural
    }

    /// The size that it has.
    pub fn size(&self) -> Pixels {
        size_of(&self.pixels)
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Pixels { width, height } = self.size();
        write!(f, "Picture({width}×{height} of {:?})", self.natural)
    }
}

fn decode(bytes: &[u8], room: Pixels) -> Result<Picture, Sentence> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes));
    reader.limits(limits);
    let reader = reader.with_guessed_format().map_err(|_| broken())?;
    if reader.format().is_none() {
        return Err(unknown(bytes));
    }
    let mut decoder = reader.into_decoder().map_err(|error| why(&error, bytes))?;
    let (width, height) = decoder.dimensions();
    let size = Pixels { width, height };
    if size.count() > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(too_large());
    }
    if size.count() == 0 {
        return Err(broken());
    }
    // A wrong tag is no reason to show nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| why(&error, bytes))?;
    let lies_on_its_side = turns(orientation);
    let turned = |size: Pixels| {
        if lies_on_its_side {
            size.turned()
        } else {
            size
        }
    };
    let mut small = DynamicImage::from(fitted(on_white(image), size.within(turned(room))));
    small.apply_orientation(orientation);
    Ok(Picture {
        natural: turned(size),
        pixels: small.into_rgb8(),
    })
}

impl Pixels {
    fn turned(self) -> Pixels {
        Pixels {
            width: self.height,
            height: self.width,
        }
    }
}

/// Whether a picture so taken lies on its side.
fn turns(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Lays a picture on white paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let mut paper = RgbImage::new(image.width(), image.height());
    for (on, of) in paper.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = of.0.map(u16::from);
        let laid = |ink: u16| u8::try_from((ink * alpha + 255 * (255 - alpha) + 127) / 255);
        on.0 = [red, green, blue].map(|ink| laid(ink).unwrap_or(u8::MAX));
    }
    paper
}

/// The picture with exactly this size.
pub(super) fn fitted(image: RgbImage, size: Pixels) -> RgbImage {
    if size_of(&image) == size {
        return image;
    }
    // Most of the way goes by averages, which is many times faster, and the rest smoothly.
    let twice = Pixels {
        width: size.width.saturating_mul(2),
        height: size.height.saturating_mul(2),
    };
    let image = if image.width() > twice.width && image.height() > twice.height {
        imageops::thumbnail(&image, twice.width, twice.height)
    } else {
        image
    };
    imageops::resize(&image, size.width, size.height, FilterType::Triangle)
}

fn size_of(image: &RgbImage) -> Pixels {
    Pixels {
        width: image.width(),
        height: image.height(),
    }
}

/// Why a decoder gave no picture.
fn why(error: &ImageError, bytes: &[u8]) -> Sentence {
    match error {
        ImageError::Limits(_) => too_large(),
        ImageError::Unsupported(_) => unknown(bytes),
        _ => broken(),
    }
}

fn broken() -> Sentence {
    sentence!("the picture is broken", "图片已损坏")
}

fn too_large() -> Sentence {
    let most = MOST_PIXELS / 1_000_000;
    sentence!(
        "the picture has more than {most} million pixels",
        "图片超过 {most} 百万像素"
    )
}

/// Names the kind of a picture that we do not decode.
fn unknown(bytes: &[u8]) -> Sentence {
    let head = &bytes[..bytes.len().min(512)];
    let has = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    let kind = if has(b"<svg") {
        "SVG"
    } else if has(b"ftypavif") {
        "AVIF"
    } else if has(b"ftyphei") || has(b"ftypmif1") {
        "HEIC"
    } else if head.starts_with(b"BM") {
        "BMP"
    } else if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") {
        "TIFF"
    } else if has(b"<html") || has(b"<!DOCTYPE") || has(b"<!doctype") {
        return sentence!(
            "a web page came in place of the picture",
            "收到的是网页，不是图片"
        );
    } else {
        return sentence!(
            "this is no picture of the kinds PNG, JPEG, GIF and WebP",
            "不是 PNG、JPEG、GIF 或 WebP 图片"
        );
    };
    sentence!(
        "pictures of the kind {kind} are not shown",
        "不支持显示 {kind} 图片"
    )
}
