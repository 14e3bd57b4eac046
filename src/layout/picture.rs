//! Sets a picture: on its plate when it has come, and below it what its author said of it.

use super::blocks::{Standing, behind, text_rows};
use super::paragraph::Column;
use super::row::{Role, Row, Run, Strip};
use crate::article::{Image, RichText};
use crate::picture::Plate;
use crate::say;
use crate::text;

/// Sets `image` in `column`.
pub(crate) fn set(image: &Image, column: Column, standing: &mut Standing) -> Vec<Row> {
    let mut rows = strips(image, column, standing.offset);
    if rows.is_empty() {
        return told(image, column, standing);
    }
    let words = words(image, column, standing);
    // One line stands in the middle, below the picture; more make a column.
    let indent = match words.as_slice() {
        [line] => middle(line.cells(), column),
        _ => Run::space(0),
    };
    rows.extend(words.into_iter().map(|row| behind(row, &indent)));
    rows
}

/// The rows of the picture's plate; none when it has not come.
fn strips(image: &Image, column: Column, offset: usize) -> Vec<Row> {
    let plate = |url| -> Option<Plate> {
        let plates = column.measure.plates?;
        Plate::of(
            column.pictures.size(url)?,
            plates.room(column.cells),
            plates.cell,
        )
    };
    let Some((url, plate)) = image.url.as_ref().and_then(|url| Some((url, plate(url)?))) else {
        return Vec::new();
    };
    let indent = middle(plate.columns.into(), column);
    let strip = |row| Row {
        strip: Some(Strip {
            url: url.clone(),
            plate,
            row,
        }),
        ..Row::blank(offset)
    };
    (0..plate.rows)
        .map(|row| behind(strip(row), &indent))
        .collect()
}

/// What stands before something of `cells` in the middle of the column.
fn middle(cells: usize, column: Column) -> Run {
    // A line without end has no middle; that of a usual one stands for it.
    Run::space(column.cells.min(80).saturating_sub(cells) / 2)
}

/// A picture that is not shown: a sign, and what is said of it; the sign alone when nothing is said.
fn told(image: &Image, column: Column, standing: &mut Standing) -> Vec<Row> {
    let sign = if column.measure.ornaments {
        say!(column.measure.locale, "[Image] ", "［图］")
    } else {
        String::new()
    };
    let cells = text::width(&sign, column.measure.profile);
    if cells == 0 {
        return words(image, column, standing);
    }
    let fits = cells + 4 <= column.cells;
    let sign = Run::put_in(sign, if fits { cells } else { 0 }, Role::Mark);
    let mut rows = words(image, column.less_bar(&sign), standing);
    if rows.is_empty() {
        // Where the caption would begin, of which only the end has been stepped over.
        rows.push(Row::blank(standing.offset - 1));
    }
    let margin = Run::space(sign.cells);
    rows.into_iter()
        .enumerate()
        .map(|(at, row)| behind(row, if at == 0 { &sign } else { &margin }))
        .collect()
}

/// What is said of the picture: what it shows, unless the caption says the same, and the caption.
fn words(image: &Image, column: Column, standing: &mut Standing) -> Vec<Row> {
    let alt = RichText::plain(&image.alt);
    let mut rows = text_rows(&alt, Role::Caption, 0, column, standing);
    if alt.is_empty() || alt.text() == image.caption.text() {
        rows.clear();
    }
    let caption = text_rows(&image.caption, Role::Caption, 0, column, standing);
    if !image.caption.is_empty() {
        rows.extend(caption);
    }
    rows
}
