//! Which of the world's ways of writing a text follows, as far as lines care.

use super::properties;

/// A way of writing that has its own rules of where lines may part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Writing {
    /// Chinese, simplified or traditional.
    Chinese,
    /// Japanese.
    Japanese,
    /// Korean: lines part between words.
    Korean,
    /// Everything else, by UAX #14 alone.
    #[default]
    Other,
}

impl Writing {
    /// Scalars of a text that are looked at before it is judged.
    const SAMPLE: usize = 4096;

    /// The way of writing of a BCP 47 language tag (`zh-CN`, `ja`, `cmn-Hant`).
    pub fn of_language(tag: &str) -> Writing {
        let language = tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match language.as_str() {
            "zh" | "cmn" | "yue" | "wuu" | "nan" | "hak" | "lzh" => Writing::Chinese,
            "ja" => Writing::Japanese,
            "ko" => Writing::Korean,
            _ => Writing::Other,
        }
    }

    /// The way of writing that the letters of `text` show.
    ///
    /// Kana make it Japanese where they are more than a tenth of what is not
    /// Latin (a Chinese article may quote の); Hangul makes it Korean where it
    /// outnumbers Han; Han alone is Chinese.
    pub fn detect(text: &str) -> Writing {
        let (mut han, mut kana, mut hangul) = (0, 0, 0);
        for c in text
            .chars()
            .filter(|c| *c >= '\u{1100}')
            .take(Writing::SAMPLE)
        {
            let p = properties::of(c);
            kana += usize::from(p.is_kana());
            hangul += usize::from(p.is_hangul());
            han += usize::from(p.is_han_or_kana() && !p.is_kana());
        }
        match (han, kana, hangul) {
            (0, 0, 0) => Writing::Other,
            _ if hangul > han + kana => Writing::Korean,
            _ if kana * 10 > han + kana => Writing::Japanese,
            _ => Writing::Chinese,
        }
    }

    /// Whether marks stand in the body of a character, and lines part between any two characters.
    pub fn is_chinese_or_japanese(self) -> bool {
        matches!(self, Writing::Chinese | Writing::Japanese)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_show_the_way_of_writing() {
        let cases = [
            ("近年来，非公经济", Writing::Chinese),
            ("「の」是日语的助词，意思是的", Writing::Chinese),
            ("春は曙。やうやう白くなりゆく山際", Writing::Japanese),
            ("대한민국(大韓民國)은 민주공화국이다", Writing::Korean),
            ("plain English, “quoted”", Writing::Other),
            ("", Writing::Other),
        ];
        for (text, wanted) in cases {
            assert_eq!(Writing::detect(text), wanted, "{text}");
        }
        assert_eq!(Writing::of_language("zh-Hant-TW"), Writing::Chinese);
        assert_eq!(Writing::of_language("JA"), Writing::Japanese);
        assert_eq!(Writing::of_language("en-GB"), Writing::Other);
    }
}
