//! Guesses the charset of a text that does not say it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, SHIFT_JIS};

use super::Hint;

/// Bytes that are looked at, from the first that is not ASCII; the detector
/// reads some four of them in a microsecond.
const SAMPLE: usize = 1 << 19;

/// The charset that the text itself suggests.
pub(super) fn guess(bytes: &[u8], hint: &Hint) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let first = bytes
        .iter()
        .position(|byte| !byte.is_ascii())
        .unwrap_or_default();
    // What stands before the first says something of it too.
    let sample = &bytes[first.saturating_sub(16)..];
    let sample = &sample[..sample.len().min(SAMPLE)];
    detector.feed(sample, sample.len() < SAMPLE);
    let domain = hint.base.as_ref().and_then(|url| top_domain(url.as_str()));
    let guess = detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Allow);
    let is_east_asian = [GBK, GB18030, BIG5, SHIFT_JIS, EUC_JP, ISO_2022_JP, EUC_KR];
    if is_east_asian.contains(&guess) {
        return guess;
    }
    plainly_east_asian(sample).unwrap_or(guess)
}

/// The East Asian charset that a short text is plainly in.
///
/// The detector wants some length to be sure, and takes a title of a few
/// characters for Cyrillic. Our readers read Chinese and Japanese.
fn plainly_east_asian(bytes: &[u8]) -> Option<&'static Encoding> {
    if is_common_chinese(bytes) {
        return Some(GBK);
    }
    [SHIFT_JIS, EUC_JP].into_iter().find(|encoding| {
        let text = encoding.decode_without_bom_handling(bytes).0;
        let wide = || text.chars().filter(|c| !c.is_ascii());
        let is_kana = |c: &char| matches!(c, '\u{3040}'..='\u{30ff}');
        !text.contains(char::REPLACEMENT_CHARACTER)
            && wide().filter(is_kana).count() * 2 > wide().count()
    })
}

/// Whether everything but ASCII is a mark or one of the 3,755 most common
/// characters of GB 2312, which stand in rows of their own.
fn is_common_chinese(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter().filter(|byte| !byte.is_ascii());
    let mut characters = 0;
    while let Some(row) = bytes.next() {
        match (row, bytes.next()) {
            (0xa1 | 0xa3, Some(0xa1..=0xfe)) => {}
            (0xb0..=0xd7, Some(0xa1..=0xfe)) => characters += 1,
            _ => return false,
        }
    }
    characters > 1
}

/// The top-level domain of an address, which says in which country it stands.
fn top_domain(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let (_, top) = host.rsplit_once('.')?;
    // The detector refuses anything but lower-case letters with a panic.
    let is_name = !top.is_empty() && top.bytes().all(|b| b.is_ascii_alphabetic());
    is_name.then(|| top.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Url;

    fn guessed(bytes: &[u8], base: &str) -> &'static str {
        let hint = Hint {
            base: Url::new(base),
            ..Hint::default()
        };
        guess(bytes, &hint).name()
    }

    #[test]
    fn the_country_of_an_address_helps_a_short_text() {
        let bytes = BIG5.encode("中文").0;
        assert_eq!(guessed(&bytes, "https://example.TW/a"), "Big5");
        assert_eq!(top_domain("https://example.中国/"), None);
        assert_eq!(top_domain("https://[::1]:80/"), None);
    }

    #[test]
    fn a_title_is_enough() {
        for title in ["中文", "要闻", "<title>基层动态</title>", "第3章：春天"] {
            assert_eq!(guessed(&GBK.encode(title).0, ""), "GBK", "{title}");
        }
        assert_eq!(
            guessed(&SHIFT_JIS.encode("こんにちは！").0, ""),
            "Shift_JIS"
        );
        let others = [
            ("windows-1251", "Привет, мир"),
            ("windows-1252", "Déjà vu à Zürich"),
            ("windows-1253", "Καλημέρα κόσμε"),
        ];
        for (charset, text) in others {
            let encoding = Encoding::for_label(charset.as_bytes());
            let bytes = encoding.map(|encoding| encoding.encode(text).0);
            assert_eq!(guessed(&bytes.unwrap_or_default(), ""), charset);
        }
    }
}
