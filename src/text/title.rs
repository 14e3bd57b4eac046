//! The order of titles in a list: Chinese by sound, as an index at the end of a book has it.

use encoding_rs::GBK;

use super::fold::fold;

/// Bytes of a key: sixteen characters tell titles apart, and a key stands in every index of titles.
const KEY: usize = 32;

/// What titles are compared by, byte by byte.
///
/// Marks at the head do not count. Latin comes before Chinese, and Chinese in
/// the order of GB/T 2312: its 3,755 common characters stand there by pinyin,
/// the others by radical; traditional ones with their simplified ones. Then
/// comes what GBK has beyond that, and what it does not have comes last.
pub fn title_key(title: &str) -> Vec<u8> {
    let head = title.char_indices().nth(4 * KEY);
    let folded = fold(&title[..head.map_or(title.len(), |(at, _)| at)]);
    let head = folded
        .as_str()
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut key = Vec::with_capacity(KEY);
    let mut buffer = [0; 4];
    for c in head.chars() {
        if key.len() >= KEY {
            break;
        }
        let text = &*c.encode_utf8(&mut buffer);
        let (bytes, _, missing) = GBK.encode(text);
        match *bytes {
            _ if missing => {
                key.push(0xff);
                key.extend_from_slice(text.as_bytes());
            }
            // What GBK has added stands before its common characters by its bytes, not by rank.
            [high @ 0x80..=0xff, low] if high < 0xb0 || low < 0xa1 => key.extend([0xfe, high, low]),
            _ => key.extend_from_slice(&bytes),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_by_their_sound() {
        let mut titles = [
            "中国",
            "《安徽》",
            "Beta",
            "臺北",
            "alpha",
            "北京",
            "台南",
            "한국",
            "亯",
            "2020",
        ];
        titles.sort_by_key(|title| title_key(title));
        assert_eq!(
            titles,
            [
                "2020",
                "alpha",
                "Beta",
                "《安徽》",
                "北京",
                "臺北",
                "台南",
                "中国",
                "亯",
                "한국"
            ]
        );
    }

    #[test]
    fn a_key_is_short() {
        assert!(title_key(&"文".repeat(1000)).len() <= KEY + 4);
        assert_eq!(title_key("……"), b"");
    }
}
