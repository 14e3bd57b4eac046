//! Finds moments in lines that say other things too.

use crate::article::Moment;
use crate::parse::dates;

/// Scalars of a line in which a moment is looked for.
const LONGEST: usize = 200;

/// Places of a line at which a moment may begin, and words that it may have.
const PLACES: usize = 20;
const WORDS: usize = 7;

/// The first moment that stands in a text among other words.
pub(super) fn found_moment(text: &str) -> Option<Moment> {
    let text: String = text.chars().take(LONGEST).collect();
    let mut before = ' ';
    let places = text.char_indices().filter(|&(_, c)| {
        let is_fresh = !before.is_ascii_alphanumeric();
        before = c;
        is_fresh && (c.is_ascii_digit() || c.is_ascii_uppercase())
    });
    let places: Vec<usize> = places.map(|(at, _)| at).take(PLACES).collect();
    places
        .into_iter()
        .find_map(|at| leading_moment(&text[at..]))
}

/// The moment with which a text begins: the most of its words that name one.
fn leading_moment(text: &str) -> Option<Moment> {
    const SHORTEST: usize = 8;
    let is_of_moment = |c: char| {
        c.is_ascii_alphanumeric()
            || " -/.:,+年月日时分秒点點時號号上下午星期一二三四五六七八九十〇零".contains(c)
    };
    let end = text.find(|c| !is_of_moment(c)).unwrap_or(text.len());
    let text = &text[..end];
    let blanks = text.match_indices(' ').map(|(at, _)| at).take(WORDS);
    let mut ends: Vec<usize> = blanks.chain([text.len()]).collect();
    ends.reverse();
    let words = ends
        .into_iter()
        .map(|end| text[..end].trim_end_matches([' ', ',', '.', '-', '/', ':']));
    // Digits alone are a number of something.
    let names =
        |words: &&str| words.len() >= SHORTEST && !words.bytes().all(|b| b.is_ascii_digit());
    let moment = words.filter(names).find_map(dates::moment)?;
    (1980..=2100)
        .contains(&moment.date().year())
        .then_some(moment)
}

/// Whether a short line names a day, and so most likely tells when the article was published.
pub(super) fn names_a_day(line: &str) -> bool {
    const FORMS: &[&str] = &[
        "9999-9",
        "9999/9",
        "9999.9",
        "9999年9",
        "99.99.9999",
        "99/99/9999",
        "99-99-9999",
    ];
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    const BEGINNINGS: &[&str] = &[
        "updated",
        "posted",
        "published",
        "last updated",
        "发布时间",
        "发表于",
    ];
    let nines = |c: char| if c.is_ascii_digit() { '9' } else { c };
    let shape: String = line.chars().map(nines).collect();
    let lower = line.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    let is_month =
        |word: &str| word.len() <= 9 && MONTHS.iter().any(|month| word.starts_with(month));
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    FORMS.iter().any(|form| shape.contains(form))
        || words().any(is_month) && words().any(is_year)
        || BEGINNINGS.iter().any(|word| lower.starts_with(word))
        || lower.ends_with(" ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_found_among_other_words() {
        for (line, wanted) in [
            ("2012-01-12 11:29:32 某报 有0人参与", "2012-01-12T11:29:32"),
            ("某网 2012年01月12日 17:09", "2012-01-12T17:09:00"),
            ("发布于2020/9/17，某报", "2020-09-17"),
            (
                "By Jane Doe | November 18, 2019 at 2:26 PM",
                "2019-11-18T14:26:00",
            ),
            ("Published 17 September 2020.", "2020-09-17"),
        ] {
            let found = found_moment(line).map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), Some(wanted), "{line}");
        }
        for line in [
            "",
            "共 20200917 人",
            "2020",
            "3-4-5",
            "Chapter 12",
            "1949年10月1日",
        ] {
            assert_eq!(found_moment(line), None, "{line}");
        }
    }
}
