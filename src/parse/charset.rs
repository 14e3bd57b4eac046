//! Decides how bytes are to be read, and reads them.
//!
//! 1. A byte order mark decides.
//! 2. NUL bytes in a pattern are UTF-16 or UTF-32 without a mark.
//! 3. What was declared beside the bytes (`charset=`), else in them (XML, HTML).
//! 4. UTF-8 when the bytes are that, else a guess from the text itself.
//!
//! A declaration that the bytes disprove is overruled, with a complaint: pages
//! that were moved from one server to another keep the old one for years.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::declared::{self, Declared};
use super::guess::guess;
use super::wide::{utf16_without_mark, utf32, utf32_order};
use super::{Complaint, Hint, Spot, spot};
use crate::sentence;

/// Bytes that became text.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    /// The name of the charset they were read in.
    pub(super) charset: &'static str,
    pub(super) complaints: Vec<Complaint>,
}

/// Reads `bytes` as text; what cannot be read becomes U+FFFD, with one complaint.
pub(super) fn decode<'b>(bytes: &'b [u8], hint: &Hint) -> Decoded<'b> {
    let (text, charset, overruled) = text_of(bytes, hint);
    let complaints = overruled.into_iter().chain(unreadable(&text)).collect();
    Decoded {
        text,
        charset,
        complaints,
    }
}

fn text_of<'b>(bytes: &'b [u8], hint: &Hint) -> (Cow<'b, str>, &'static str, Option<Complaint>) {
    if let Some((big_endian, mark)) = utf32_order(bytes) {
        let charset = if big_endian { "UTF-32BE" } else { "UTF-32LE" };
        return (utf32(&bytes[mark..], big_endian).into(), charset, None);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
        return (text, encoding.name(), None);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let text = encoding.decode_without_bom_handling(bytes).0;
        return (text, encoding.name(), None);
    }
    let (encoding, overruled) = choose(bytes, &declared::find(bytes, hint), hint);
    let text = encoding.decode_without_bom_handling(bytes).0;
    (text, encoding.name(), overruled)
}

/// Chooses between what was declared and what the bytes say of themselves.
fn choose(
    bytes: &[u8],
    declared: &Declared,
    hint: &Hint,
) -> (&'static Encoding, Option<Complaint>) {
    let found = match declared {
        Declared::Known(encoding) if !disproved(encoding, bytes) => return (encoding, None),
        _ if is_utf8(bytes) => UTF_8,
        _ => guess(bytes, hint),
    };
    let (says, reads) = (declared.name(), found.name());
    let overruled = match declared {
        Declared::Known(encoding) if *encoding == found => None,
        Declared::Nothing => None,
        Declared::Unknown(_) => Some(sentence!(
            "it is declared as “{says}”, a charset that we do not know; it was read as {reads}",
            "声明的字符编码“{says}”无法识别，已按 {reads} 读取"
        )),
        Declared::Known(_) => Some(sentence!(
            "it is declared as {says}, but its bytes are not; it was read as {reads}",
            "声明的字符编码是 {says}，但内容并非如此，已按 {reads} 读取"
        )),
    };
    let complaint = overruled.map(|what| Complaint {
        at: Spot::Whole,
        what,
    });
    (found, complaint)
}

/// Whether the bytes prove that they are not in `encoding`.
fn disproved(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_8 {
        return !is_utf8(bytes);
    }
    if bytes.is_ascii() || encoding == encoding_rs::ISO_2022_JP {
        return false;
    }
    if is_surely_utf8(bytes) {
        return true;
    }
    // A damaged byte or two do not disprove it; a text of which a twentieth is damaged is in another charset.
    let text = encoding.decode_without_bom_handling(bytes).0;
    let (lost, told) =
        text.chars()
            .filter(|c| !c.is_ascii())
            .fold((0, 0), |(lost, told), c| match c {
                char::REPLACEMENT_CHARACTER => (lost + 1, told),
                _ => (lost, told + 1),
            });
    lost * 20 > told
}

/// Whether the bytes are UTF-8, perhaps with a few damaged.
///
/// Text in another charset hardly ever has one valid sequence of UTF-8 for each invalid one.
fn is_utf8(bytes: &[u8]) -> bool {
    // Several times as fast as the standard library on Chinese.
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return true;
    }
    let (mut valid, mut invalid) = (0, 0);
    // So many faults are enough to judge by.
    for chunk in bytes.utf8_chunks().take(4096) {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid > 4 * invalid
}

/// Whether the bytes are UTF-8 and cannot well be anything else.
///
/// Two or three characters of GBK can look like as many of two bytes in UTF-8;
/// a whole sentence cannot, and sequences of three bytes are sure much sooner.
fn is_surely_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        let wide = text.chars().filter(|c| !c.is_ascii());
        wide.map(char::len_utf8)
            .scan(0, |sum, len| {
                *sum += len - 1;
                Some(*sum)
            })
            .any(|sum| sum >= 4)
    })
}

/// One complaint for everything that could not be read.
fn unreadable(text: &str) -> Option<Complaint> {
    let first = text.find(char::REPLACEMENT_CHARACTER)?;
    let count = text[first..].matches(char::REPLACEMENT_CHARACTER).count();
    Some(Complaint {
        at: spot(text, first),
        what: sentence!(
            "{count} unreadable characters, shown as \u{fffd}; this is the first of them",
            "有 {count} 个字符无法识别，显示为 \u{fffd}；此处是第一个"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Url;
    use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, SHIFT_JIS};

    const CHINESE: &str = "近年来，各地图书馆延长了开放时间，读者可以在傍晚以后借书还书。";
    const TAIWANESE: &str = "近年來，各地圖書館延長了開放時間，讀者可以在傍晚以後借書還書。";
    const JAPANESE: &str = "駅前の本屋は夜の九時まで開いている。帰り道に寄るのが楽しみだ。";
    const KOREAN: &str =
        "동네 도서관은 저녁 아홉 시까지 문을 엽니다. 퇴근길에 책을 빌릴 수 있어요.";

    fn hint(media_type: &str, base: &str) -> Hint {
        Hint {
            media_type: Some(media_type.to_owned()).filter(|it| !it.is_empty()),
            base: Url::new(base),
            ..Hint::default()
        }
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    /// Reads `bytes` and gives the charset and how many complaints there were.
    #[track_caller]
    fn check(bytes: &[u8], media_type: &str, wanted: &str) -> (&'static str, usize) {
        let decoded = decode(bytes, &hint(media_type, ""));
        assert_eq!(decoded.text, wanted);
        (decoded.charset, decoded.complaints.len())
    }

    #[test]
    fn a_text_without_a_declaration_is_guessed() {
        let encoded = |encoding: &'static Encoding, text| {
            let bytes = encoding.encode(text).0;
            check(&bytes, "", text)
        };
        assert_eq!(encoded(UTF_8, CHINESE), ("UTF-8", 0));
        assert_eq!(encoded(GBK, CHINESE), ("GBK", 0));
        assert_eq!(encoded(BIG5, TAIWANESE), ("Big5", 0));
        assert_eq!(encoded(SHIFT_JIS, JAPANESE), ("Shift_JIS", 0));
        assert_eq!(encoded(EUC_KR, KOREAN), ("EUC-KR", 0));
        assert_eq!(check(b"plain", "", "plain"), ("UTF-8", 0));
    }

    #[test]
    fn a_byte_order_mark_decides() {
        let marked = format!("\u{feff}{CHINESE}");
        assert_eq!(
            check(marked.as_bytes(), "text/html; charset=gbk", CHINESE).0,
            "UTF-8"
        );
        let little = utf16(&marked, u16::to_le_bytes);
        assert_eq!(check(&little, "", CHINESE), ("UTF-16LE", 0));
        let big = utf16(&marked, u16::to_be_bytes);
        assert_eq!(check(&big, "", CHINESE), ("UTF-16BE", 0));
        let wide: Vec<u8> = marked
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        assert_eq!(check(&wide, "", CHINESE), ("UTF-32BE", 0));
    }

    #[test]
    fn wide_units_are_seen_without_a_mark() {
        let json = r#"{"title": "一", "body": "丁丂七丄丅丆万丈三上"}"#;
        assert_eq!(
            check(&utf16(json, u16::to_le_bytes), "", json).0,
            "UTF-16LE"
        );
        assert_eq!(
            check(&utf16(json, u16::to_be_bytes), "", json).0,
            "UTF-16BE"
        );
        let wide: Vec<u8> = json
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        assert_eq!(check(&wide, "", json).0, "UTF-32LE");
    }

    #[test]
    fn a_right_declaration_is_believed() {
        let rare = "㐀䶵𠀀龥";
        let bytes = GB18030.encode(rare).0;
        assert_eq!(
            check(&bytes, "text/plain; charset=GB18030", rare),
            ("gb18030", 0)
        );
        // Too short to be guessed.
        let bytes = BIG5.encode("中文").0;
        assert_eq!(
            check(&bytes, "text/plain; charset=\"big5\"", "中文"),
            ("Big5", 0)
        );
    }

    #[test]
    fn markup_declares_for_itself() {
        for head in [
            "<?xml version='1.0' encoding='gb2312'?>",
            "<!-- <meta charset=big5> --><html><META CharSet = \"GBK\">",
            "<meta http-equiv=content-type content='text/html; charset=gbk'>",
        ] {
            let text = format!("{head}中文");
            let bytes = GBK.encode(&text).0;
            assert_eq!(check(&bytes, "", &text), ("GBK", 0));
        }
        let json = r#"{"content_html": "<meta charset=gbk>中文"}"#;
        assert_eq!(check(json.as_bytes(), "", json), ("UTF-8", 0));
    }

    #[test]
    fn a_wrong_declaration_is_overruled_and_told() {
        let bytes = GBK.encode(CHINESE).0;
        assert_eq!(
            check(&bytes, "text/html; charset=utf-8", CHINESE),
            ("GBK", 1)
        );
        let declared = "application/json; charset=gbk";
        assert_eq!(check(CHINESE.as_bytes(), declared, CHINESE), ("UTF-8", 1));
        assert_eq!(
            check(CHINESE.as_bytes(), "text/html; charset=latin1", CHINESE),
            ("UTF-8", 1)
        );
        assert_eq!(
            check(CHINESE.as_bytes(), "text/html; charset=klingon", CHINESE),
            ("UTF-8", 1)
        );
        let bytes = SHIFT_JIS.encode(JAPANESE).0;
        assert_eq!(
            check(&bytes, "text/html; charset=euc-jp", JAPANESE),
            ("Shift_JIS", 1)
        );
    }

    #[test]
    fn damage_is_told_once_with_its_first_place() {
        let mut bytes = format!("{CHINESE}\n{CHINESE}\n").into_bytes();
        bytes.extend(b"\xe8\xbf\n\xff");
        let decoded = decode(&bytes, &Hint::default());
        assert_eq!(decoded.charset, "UTF-8");
        let [complaint] = &decoded.complaints[..] else {
            panic!("{:?}", decoded.complaints);
        };
        assert_eq!(complaint.at, Spot::Line(3, 1));
        assert!(
            complaint.what.en.starts_with("2 unreadable"),
            "{}",
            complaint.what.en
        );
    }
}
