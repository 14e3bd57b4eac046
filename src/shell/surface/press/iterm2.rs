//! iTerm2's inline images (OSC 1337): a file, and the cells that it fills.

use std::io::Write as _;

use crate::picture::Plate;
use crate::shell::base64::base64;

/// Shows a PNG on so many cells from the cursor on.
pub(super) fn write(png: &[u8], cells: Plate, out: &mut Vec<u8>) {
    let Plate { columns, rows } = cells;
    // The shape is right as it is: a piece has the pixels of its cells.
    let _ = write!(
        out,
        "\x1b]1337;File=inline=1;size={};width={columns};height={rows};\
         preserveAspectRatio=0;doNotMoveCursor=1:",
        png.len()
    );
    base64(png, out);
    out.push(7);
}
