//! Pictures: bytes in, pixels out.
//!
//! 1. [`Picture::decode`] looks at the head of the bytes, refuses what would take
//!    too much, and reads the rest: upright, on white paper, and no larger than it
//!    will be shown.
//! 2. [`Plate::of`] says how many cells a picture takes on a page.
//! 3. [`Picture::sheet`] sets it on exactly these cells, as pixels, from which
//!    pieces are cut: as PNG, in few colours, or half a cell large.
//!
//! It knows nothing of where pictures come from and how a terminal is sent one.
//! Whatever the bytes are, it gives a picture or a sentence that says why there is none.

mod decode;
mod plate;
mod reduced;
mod sheet;
#[cfg(test)]
mod tests;

pub use decode::Picture;
pub use plate::{Pixels, Plate};
pub use reduced::Reduced;
pub use sheet::{Piece, Sheet};
