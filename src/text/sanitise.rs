//! Keeps what a terminal would obey out of what a person would read.
//!
//! Article text comes from strangers. A stray escape byte could colour the
//! screen, move the cursor, or write to the clipboard; a bidi override could
//! show one link and open another. Everything of that kind is dropped here,
//! once, on the way in (see the fifth invariant of the house).

use std::borrow::Cow;

/// Drops what may not reach a terminal and gives every line end as `\n`.
///
/// - Escape sequences go as a whole (ECMA-48: CSI, OSC, DCS, SOS, PM, APC and
///   the two-character ones); the text behind an unfinished one stays.
/// - C0 and C1 controls, DEL, bidirectional controls (UAX #9: ALM, LRM, RLM,
///   embeddings, overrides, isolates), deprecated format characters and
///   interlinear annotation anchors go.
/// - CR LF, CR, NEL, VT, FF, LS and PS become `\n`; a tab becomes one space.
/// - U+FEFF goes, be it a byte order mark or the joiner that Unicode 3.2
///   deprecated; noncharacters become U+FFFD.
///
/// Text that needs none of this is borrowed, not copied.
pub fn clean(text: &str) -> Cow<'_, str> {
    match text.find(|c| !passes(c)) {
        None => Cow::Borrowed(text),
        Some(dirty) => Cow::Owned(clean_from(text, dirty)),
    }
}

/// Whether `c` may stay as it is, wherever it stands.
fn passes(c: char) -> bool {
    match c {
        ' '..='~' | '\n' => true,
        '\0'..='\u{9f}' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' => false,
        '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => false,
        c => !is_noncharacter(c),
    }
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

fn clean_from(text: &str, dirty: usize) -> String {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..dirty]);
    let mut rest = &text[dirty..];
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => sequence_len(rest),
            _ => c.len_utf8(),
        };
        match c {
            '\t' => out.push(' '),
            '\r' if rest.starts_with("\r\n") => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c if passes(c) => out.push(c),
            c if is_noncharacter(c) => out.push(char::REPLACEMENT_CHARACTER),
            _ => {}
        }
        rest = &rest[taken..];
    }
    out
}

/// How many bytes of `text`, which begins with an introducer, belong to its escape sequence.
///
/// A sequence without an end takes only its introducer with it, so that a lone
/// `ESC ]` in a page cannot swallow the rest of the page.
fn sequence_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    let (kind, body) = match chars.next() {
        Some((_, '\u{1b}')) => match chars.next() {
            Some((at, c @ ('[' | ']' | 'P' | 'X' | '^' | '_'))) => (c, at + 1),
            Some((at, c @ ' '..='/')) => return intermediate_len(text, at + c.len_utf8()),
            Some((at, '0'..='~')) => return at + 1,
            _ => return 1,
        },
        Some((_, '\u{9b}')) => ('[', 2),
        _ => (']', 2),
    };
    let tail = &text[body..];
    let len = if kind == '[' {
        control_sequence_len(tail)
    } else {
        string_len(tail)
    };
    len.map_or(body, |len| body + len)
}

/// `ESC`, intermediates, one final: the sequences that choose character sets.
fn intermediate_len(text: &str, from: usize) -> usize {
    let intermediates = text[from..]
        .bytes()
        .take_while(|b| (0x20..0x30).contains(b))
        .count();
    let end = from + intermediates;
    match text.as_bytes().get(end) {
        Some(0x30..=0x7e) => end + 1,
        _ => end,
    }
}

/// Parameters, intermediates and the final byte of a control sequence.
fn control_sequence_len(tail: &str) -> Option<usize> {
    let end = tail.bytes().position(|b| !(0x20..0x40).contains(&b))?;
    (0x40..0x7f)
        .contains(&tail.as_bytes()[end])
        .then_some(end + 1)
}

/// A control string up to BEL, ST or the 8-bit ST, which must come before the line ends.
fn string_len(tail: &str) -> Option<usize> {
    let line = tail.lines().next().unwrap_or_default();
    let ends = ["\u{7}", "\u{1b}\\", "\u{9c}"];
    ends.iter()
        .filter_map(|end| Some(line.find(end)? + end.len()))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(dirty: &str, wanted: &str) {
        assert_eq!(clean(dirty), wanted);
    }

    #[test]
    fn clean_text_is_borrowed() {
        assert!(matches!(clean("近年来，a“b”\n\u{3000}é"), Cow::Borrowed(_)));
    }

    #[test]
    fn escape_sequences_go_as_a_whole() {
        check("\x1b[31m红\x1b[0m色", "红色");
        check("\x1b[>4;2m\x1b[?1049h文", "文");
        check("\x1b]0;title\x07文", "文");
        check("\x1b]8;;http://e.x\x1b\\链\x1b]8;;\x1b\\接", "链接");
        check("\x1bP+q544e\x1b\\文", "文");
        check("\x1b(B文\x1bc章\x1b7", "文章");
        check("\u{9b}31m红\u{9d}52;c;eA==\u{9c}色", "红色");
    }

    #[test]
    fn an_unfinished_sequence_takes_nothing_with_it() {
        check("\x1b", "");
        check("\x1b]52;c;eA==\n次行", "52;c;eA==\n次行");
        check("\x1b[31中文", "31中文");
        check("中\x1b文", "中文");
    }

    #[test]
    fn every_line_end_is_one_newline() {
        check(
            "a\r\nb\rc\u{85}d\u{2028}e\u{2029}f\u{b}g\u{c}h\n\r\n",
            "a\nb\nc\nd\ne\nf\ng\nh\n\n",
        );
    }

    #[test]
    fn controls_marks_and_noncharacters_do_not_pass() {
        check("a\u{0}b\u{7f}c\u{8}\u{9f}", "abc");
        check(
            "\u{202e}gpj.exe\u{202c}\u{2066}x\u{2069}\u{200e}\u{200f}\u{61c}",
            "gpj.exex",
        );
        check("\u{feff}头\u{feff}尾", "头尾");
        check("x\u{fffe}\u{1ffff}\u{fdd0}y", "x\u{fffd}\u{fffd}\u{fffd}y");
        check("一\t二", "一 二");
    }

    #[test]
    fn no_text_keeps_a_control() {
        let introducers = [
            '\u{1b}', '\u{9b}', '\u{90}', '\u{9d}', '\r', '\t', '[', ']', '文', ';', '\u{7}',
        ];
        let n = introducers.len();
        for i in 0..n * n * n * n {
            let text: String = [i, i / n, i / n / n, i / n / n / n]
                .iter()
                .map(|k| introducers[k % n])
                .collect();
            let out = clean(&text);
            assert!(
                out.chars().all(|c| c == '\n' || !c.is_control()),
                "{text:?} gave {out:?}"
            );
        }
    }
}
