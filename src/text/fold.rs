//! Makes texts comparable: in a search, case, width and the two ways of writing Chinese do not count.
//!
//! A copy of the text is brought to NFKC, lower case and simplified characters,
//! cluster by cluster, so that Ｗｅｎｌａｎ and WENLAN are found by what a person
//! types, ｶﾞ by ガ, and 發展 by 发展. The text itself is never changed; what is
//! found is told in its own bytes.

use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::clusters::{clusters, snap_down, snap_up};
use super::properties;
use super::simplified::simplified;

/// A text as it is compared, and the way back to the text as it stands.
#[derive(Clone, Debug)]
pub struct Folded<'a> {
    source: &'a str,
    compared: String,
    /// The clusters whose length is not that of their source, in order.
    changed: Vec<Changed>,
}

/// A cluster in the folded text and in its source, in bytes.
#[derive(Clone, Debug)]
struct Changed {
    folded: Range<usize>,
    source: Range<usize>,
}

impl Folded<'_> {
    /// The text as it is compared.
    pub fn as_str(&self) -> &str {
        &self.compared
    }

    /// Where `needle`, itself folded, stands: ranges of bytes of the source on cluster
    /// boundaries, in order and apart from each other. An empty needle stands nowhere.
    pub fn find(&self, needle: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if needle.is_empty() {
            return found;
        }
        for (at, hit) in self.compared.match_indices(needle) {
            let start = snap_down(self.source, self.source_start(at));
            let end = snap_up(self.source, self.source_end(at + hit.len()));
            if found.last().is_none_or(|last| last.end <= start) {
                found.push(start..end);
            }
        }
        found
    }

    /// The byte of the source at which what begins at byte `at` of the folded text begins.
    fn source_start(&self, at: usize) -> usize {
        let behind = self
            .changed
            .partition_point(|changed| changed.folded.start <= at);
        match behind.checked_sub(1).map(|before| &self.changed[before]) {
            None => at,
            Some(inside) if at < inside.folded.end => inside.source.start,
            Some(before) => before.source.end + at - before.folded.end,
        }
    }

    /// The byte of the source at which what ends at byte `at` of the folded text ends.
    fn source_end(&self, at: usize) -> usize {
        let behind = self
            .changed
            .partition_point(|changed| changed.folded.start < at);
        match behind.checked_sub(1).map(|before| &self.changed[before]) {
            None => at,
            Some(inside) if at < inside.folded.end => inside.source.end,
            Some(before) => before.source.end + at - before.folded.end,
        }
    }
}

/// Folds `text`: NFKC (UAX #15), lower case, simplified characters.
pub fn fold(text: &str) -> Folded<'_> {
    let mut folding = Folded {
        source: text,
        compared: String::with_capacity(text.len()),
        changed: Vec::new(),
    };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        if let Some(alone) = fold_alone(c, &text[end..]) {
            folding.push(at..end, |compared| compared.push(alone));
            at = end;
            continue;
        }
        let cluster = clusters(&text[at..]).next().unwrap_or(&text[at..end]);
        let end = at + cluster.len();
        folding.push(at..end, |compared| fold_cluster(cluster, compared));
        at = end;
    }
    folding
}

impl Folded<'_> {
    /// Takes the cluster at `source`, of which `write` writes what is compared.
    #[inline]
    fn push(&mut self, source: Range<usize>, write: impl FnOnce(&mut String)) {
        let start = self.compared.len();
        write(&mut self.compared);
        let folded = start..self.compared.len();
        if folded.len() != source.len() {
            self.changed.push(Changed { folded, source });
        }
    }
}

/// What the most common scalars are compared as, where `rest`, which stands behind, leaves them a
/// cluster of their own; the others have to be asked of the tables.
///
/// It is what [`fold_cluster`] writes.
#[inline]
pub(super) fn fold_alone(c: char, rest: &str) -> Option<char> {
    let folded = match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{4e00}'..='\u{9fff}' => simplified(c),
        '—' | '‘' | '’' | '“' | '”' | '、'..='〃' | '〈'..='】' => c,
        // Full-width ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0)?.to_ascii_lowercase(),
        _ => return None,
    };
    let apart = match rest.chars().next() {
        None | Some('\0'..='\x7f' | '\u{4e00}'..='\u{9fff}') => true,
        Some(next) => properties::of(next).is_plain(),
    };
    apart.then_some(folded)
}

/// Writes `cluster` to `folded` as it is compared.
pub(super) fn fold_cluster(cluster: &str, folded: &mut String) {
    match cluster.as_bytes() {
        [ascii] if ascii.is_ascii() => folded.push(char::from(ascii.to_ascii_lowercase())),
        _ => {
            let normal = ComposingNormalizerBorrowed::new_nfkc().normalize(cluster);
            let lower = normal.chars().flat_map(char::to_lowercase);
            folded.extend(lower.map(simplified));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, needle: &str, wanted: &[&str]) {
        let needle = fold(needle);
        let found: Vec<&str> = fold(text)
            .find(needle.as_str())
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, wanted, "{needle:?} in {text:?}");
    }

    #[test]
    fn case_and_width_do_not_count() {
        check(
            "Wenlan，ｗｅｎｌａｎ，WENLAN。",
            "wenLAN",
            &["Wenlan", "ｗｅｎｌａｎ", "WENLAN"],
        );
        check("第１２３页，123", "１2３", &["１２３", "123"]);
        check("ｶﾞﾗｽとガラス", "ガラス", &["ｶﾞﾗｽ", "ガラス"]);
        check("工作,就业，a", "，", &[",", "，"]);
    }

    #[test]
    fn one_search_finds_both_ways_of_writing() {
        check("發展經濟，发展经济", "发展", &["發展", "发展"]);
        check("发展经济", "經濟", &["经济"]);
        check("公倲之子", "公㑈", &["公倲"]);
        check("晛、𬀪", "晛", &["晛", "𬀪"]);
    }

    #[test]
    fn a_match_never_cuts_a_cluster() {
        check("cafe\u{301} café", "cafe", &[]);
        check("cafe\u{301} café", "é", &["e\u{301}", "é"]);
        check("㌍と", "カロ", &["㌍"]);
        check("👩\u{200d}👧", "👧", &["👩\u{200d}👧"]);
    }

    #[test]
    fn what_is_folded_alone_is_folded_as_a_cluster() {
        for c in '\0'..='\u{ffff}' {
            let mut folded = String::new();
            fold_cluster(c.encode_utf8(&mut [0; 4]), &mut folded);
            let alone = fold_alone(c, "").map(String::from);
            assert!(alone.is_none_or(|alone| alone == folded), "{c:?}");
        }
    }

    #[test]
    fn matches_stand_apart() {
        check("人人人人", "人人", &["人人", "人人"]);
        check("春天", "", &[]);
        check("", "春", &[]);
    }
}
