//! The two languages in which Wenlan speaks to the person.
//!
//! Every sentence stands in both languages where it is said, in [`say!`](crate::say), so
//! that a missing translation does not compile.
//!
//! ```
//! use wenlan::{Locale, say};
//! let found = 3;
//! assert_eq!(say!(Locale::En, "{found} articles", "{found} 篇文章"), "3 articles");
//! assert_eq!(say!(Locale::ZhHans, "{found} articles", "{found} 篇文章"), "3 篇文章");
//! ```

/// The language of everything that Wenlan itself says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhHans,
}

impl Locale {
    /// The language that a locale name such as `zh_CN.UTF-8` or a tag such as `zh-Hans` asks for.
    ///
    /// Every Chinese locale gives Chinese, every other one English.
    pub fn of(name: &str) -> Locale {
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") {
            Locale::ZhHans
        } else {
            Locale::En
        }
    }

    /// Chooses between the two texts of one sentence.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Locale::En => en,
            Locale::ZhHans => zh,
        }
    }
}

/// One sentence in both languages, for what is said before it is known to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// In English.
    pub en: String,
    /// In Simplified Chinese.
    pub zh: String,
}

impl Sentence {
    /// The sentence in the language of `locale`.
    pub fn told(&self, locale: Locale) -> &str {
        locale.pick(&self.en, &self.zh)
    }
}

/// Formats a [`Sentence`](crate::locale::Sentence): `sentence!("English", "中文")`.
#[macro_export]
macro_rules! sentence {
    ($en:literal, $zh:literal) => {
        $crate::locale::Sentence {
            en: format!($en),
            zh: format!($zh),
        }
    };
}

/// Formats one sentence in the language of a [`Locale`]: `say!(locale, "English", "中文")`.
///
/// Both texts are format strings over the same captured names; what needs an
/// expression is bound to a name first.
#[macro_export]
macro_rules! say {
    ($locale:expr, $en:literal, $zh:literal) => {
        match $locale {
            $crate::Locale::En => format!($en),
            $crate::Locale::ZhHans => format!($zh),
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chinese_locale_speaks_chinese() {
        for name in ["zh_CN.UTF-8", "zh-Hant", "zh", "ZH_tw"] {
            assert_eq!(Locale::of(name), Locale::ZhHans, "{name}");
        }
        for name in ["C", "", "en_US.UTF-8", "ja_JP", "zha"] {
            assert_eq!(Locale::of(name), Locale::En, "{name}");
        }
    }
}
