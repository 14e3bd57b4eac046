//! What is counted of the texts and numbers that stand at one place.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::Number;

use super::looks;
use crate::parse::dates;

/// The texts at one place that are not blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) count: usize,
    pub(super) bytes: usize,
    pub(super) longest: usize,
    pub(super) addresses: usize,
    pub(super) absolute: usize,
    pub(super) marked_up: usize,
    pub(super) prose: usize,
    pub(super) of_lines: usize,
    pub(super) codes: usize,
    pub(super) languages: usize,
    tried: usize,
    dated: usize,
    /// Hashes of the first different ones.
    different: Vec<u64>,
}

/// Texts at one place that are tried as dates, and that are compared.
const TRIED: usize = 24;

impl Texts {
    pub(super) fn add(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.count += 1;
        self.bytes += text.len();
        self.longest = self.longest.max(text.len());
        let marked_up = looks::has_tags(text) || looks::has_coded_tags(text);
        self.marked_up += usize::from(marked_up);
        let is_address = looks::is_address(text);
        self.addresses += usize::from(is_address);
        self.absolute += usize::from(is_address && text.contains("://"));
        self.prose += usize::from(marked_up || looks::is_prose(text));
        self.of_lines += usize::from(text.contains('\n'));
        self.codes += usize::from(looks::is_code(text));
        self.languages += usize::from(looks::is_language(text));
        if self.tried < TRIED {
            self.tried += 1;
            self.dated += usize::from(dates::moment(text).is_some());
        }
        if self.different.len() < TRIED {
            let hash = hash(text);
            if !self.different.contains(&hash) {
                self.different.push(hash);
            }
        }
    }

    pub(super) fn absorb(&mut self, other: Texts) {
        self.count += other.count;
        self.bytes += other.bytes;
        self.longest = self.longest.max(other.longest);
        self.addresses += other.addresses;
        self.absolute += other.absolute;
        self.marked_up += other.marked_up;
        self.prose += other.prose;
        self.of_lines += other.of_lines;
        self.codes += other.codes;
        self.languages += other.languages;
        self.tried += other.tried;
        self.dated += other.dated;
        self.different.extend(other.different);
    }

    /// Whether `some` of them are at least half.
    pub(super) fn are_mostly(&self, some: usize) -> bool {
        some > 0 && some * 2 >= self.count
    }

    /// Whether most name a moment.
    pub(super) fn are_dates(&self) -> bool {
        self.dated > 0 && self.dated * 2 >= self.tried
    }

    /// Whether hardly two of them are the same.
    pub(super) fn are_different(&self) -> bool {
        let compared = self.count.min(TRIED);
        self.different.len() * 10 >= compared * 8
    }

    /// Bytes of one of them, as a rule.
    pub(super) fn usual(&self) -> usize {
        self.bytes / self.count.max(1)
    }
}

/// The same for the same text, in every run.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The numbers at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) count: usize,
    moments: usize,
}

impl Numbers {
    pub(super) fn add(&mut self, number: &Number) {
        self.count += 1;
        let is_moment = moment_of(number).is_some();
        self.moments += usize::from(is_moment);
    }

    pub(super) fn absorb(&mut self, other: &Numbers) {
        self.count += other.count;
        self.moments += other.moments;
    }

    /// Whether most may be seconds or milliseconds since 1970, or dates of eight digits.
    pub(super) fn are_dates(&self) -> bool {
        self.moments > 0 && self.moments * 2 >= self.count
    }
}

/// The date that a number may be, as digits: `1600300800`, `1600300800123`, `20200917`.
pub(super) fn moment_of(number: &Number) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is too large for a date is none in any case"
    )]
    let whole = || number.as_f64().map(|number| number as i64);
    let number = number.as_i64().or_else(whole)?;
    let is_date = matches!(
        number,
        19_000_101..=21_001_231 | 100_000_000..=9_999_999_999 | 100_000_000_000..=9_999_999_999_999
    );
    is_date.then(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[&str]) -> Texts {
        let mut texts = Texts::default();
        for text in list {
            texts.add(text);
        }
        texts
    }

    #[test]
    fn blank_texts_do_not_count() {
        let some = texts(&["", " \n", "2020-09-17", "2020年9月18日", "昨天"]);
        assert_eq!(some.count, 3);
        assert!(some.are_dates() && some.are_different() && !some.are_mostly(some.prose));
        assert!(!texts(&["a", "a", "a"]).are_different());
        assert!(!texts(&[]).are_dates());
    }

    #[test]
    fn numbers_may_be_dates() {
        let date = |json: &str| moment_of(&serde_json::from_str(json).expect("it is a number"));
        assert_eq!(date("1453682426.0").as_deref(), Some("1453682426"));
        assert_eq!(date("20200917").as_deref(), Some("20200917"));
        assert_eq!(date("1600300800123").as_deref(), Some("1600300800123"));
        assert_eq!(date("17"), None);
        assert_eq!(date("1e300"), None);
    }
}
