//! UTF-32, and UTF-16 without a byte order mark.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Bytes that are looked at to find a charset without a mark.
const SAMPLE: usize = 4096;

/// Whether the bytes are UTF-32: big-endian or not, and the length of the mark.
pub(super) fn utf32_order(bytes: &[u8]) -> Option<(bool, usize)> {
    let (big_endian, mark) = match bytes {
        [0, 0, 0xfe, 0xff, ..] => (true, 4),
        [0xff, 0xfe, 0, 0, ..] => (false, 4),
        [0, 0, _, _, ..] if bytes.len().is_multiple_of(4) => (true, 0),
        [_, _, 0, 0, ..] if bytes.len().is_multiple_of(4) => (false, 0),
        _ => return None,
    };
    let sample = &bytes[mark..bytes.len().min(SAMPLE)];
    let odd = |c: char| c == '\0' || c == char::REPLACEMENT_CHARACTER;
    (mark > 0 || !utf32(sample, big_endian).contains(odd)).then_some((big_endian, mark))
}

/// UTF-32, which the Encoding Standard leaves out and `encoding_rs` with it.
pub(super) fn utf32(bytes: &[u8], big_endian: bool) -> String {
    let (units, rest) = bytes.as_chunks::<4>();
    let read = if big_endian {
        u32::from_be_bytes
    } else {
        u32::from_le_bytes
    };
    let scalar = |unit: &[u8; 4]| char::from_u32(read(*unit));
    let cut = (!rest.is_empty()).then_some(char::REPLACEMENT_CHARACTER);
    units
        .iter()
        .map(|unit| scalar(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
        .chain(cut)
        .collect()
}

/// Which UTF-16 the bytes are, when they are one without a mark.
///
/// No other charset of text has NUL bytes. Of the two orders the right one is
/// that in which the text has more of the characters that every text has.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if !sample.contains(&0) || !bytes.len().is_multiple_of(2) {
        return None;
    }
    match (common(sample, UTF_16LE), common(sample, UTF_16BE)) {
        (None, None) => None,
        (little, big) if little > big => Some(UTF_16LE),
        _ => Some(UTF_16BE),
    }
}

/// How many characters of `sample` every text has, if it may be in `encoding`.
fn common(sample: &[u8], encoding: &'static Encoding) -> Option<usize> {
    let text = encoding.decode_without_bom_handling(sample).0;
    // The sample may end within a surrogate pair.
    let text = text.trim_end_matches(char::REPLACEMENT_CHARACTER);
    let (mut all, mut ascii, mut marks, mut familiar) = (0, 0, 0, 0);
    for c in text.chars() {
        all += 1;
        match c {
            '\t' | '\n' | '\r' | ' '..='~' => ascii += 1,
            '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ff5e}' => marks += 1,
            '\u{a0}'..='\u{5ff}'
            | '\u{2000}'..='\u{206f}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{10000}'..='\u{1ffff}' => familiar += 1,
            _ => {}
        }
    }
    // Of random units hardly more than half would be familiar.
    let is_text = ascii > 0 && (ascii + marks + familiar) * 4 >= all * 3;
    is_text.then_some(ascii + marks)
}
