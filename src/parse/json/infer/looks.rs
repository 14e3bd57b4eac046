//! What a text looks like: an address, markup, prose.
//!
//! Only the beginning of a long text is looked at.

/// Bytes of a text that are looked at.
const BEGINNING: usize = 4096;

/// Elements that stand in the bodies of articles and hardly in prose.
const ELEMENTS: &str = "\
    p br div span a b strong em i u s img ul ol li h1 h2 h3 h4 h5 h6 table tbody thead tr td \
    th blockquote pre code figure figcaption section article aside main header footer hr sup \
    sub video audio iframe font center html head body small mark del ins dl dt dd cite q \
    abbr details summary ruby rt svg picture style script title link";

/// The beginning of a text that is looked at.
fn beginning(text: &str) -> &str {
    if text.len() <= BEGINNING {
        return text;
    }
    let mut end = BEGINNING;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a text is an address, absolute or on the same host.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim();
    let rest = ["https://", "http://", "//", "/", "www."]
        .iter()
        .find_map(|head| strip_ignoring_case(text, head));
    rest.is_some_and(|rest| !rest.is_empty())
        && text.len() <= 4096
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
}

fn strip_ignoring_case<'a>(text: &'a str, head: &str) -> Option<&'a str> {
    let start = text.get(..head.len())?;
    start
        .eq_ignore_ascii_case(head)
        .then(|| &text[head.len()..])
}

/// Whether an element of HTML stands in the beginning of a text.
pub(super) fn has_tags(text: &str) -> bool {
    let text = beginning(text);
    let mut tags = text.match_indices('<').take(64);
    tags.any(|(at, _)| opens_element(&text[at + 1..]))
}

/// Whether text that follows a `<` is a tag of a known element, a comment or a doctype.
fn opens_element(rest: &str) -> bool {
    if rest.starts_with("!--") || strip_ignoring_case(rest, "!doctype").is_some() {
        return true;
    }
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
    let Some(end) = end.filter(|end| *end < 12) else {
        return false;
    };
    let name = &rest[..end];
    let ends_well = rest[end..].starts_with(['>', ' ', '/', '\n', '\t', '\r']);
    ends_well
        && rest.contains('>')
        && ELEMENTS
            .split(' ')
            .any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a text is HTML of which the tags themselves are coded: `&lt;p&gt;`.
pub(super) fn has_coded_tags(text: &str) -> bool {
    let text = beginning(text);
    let mut tags = text.match_indices("&lt;").take(64);
    let is_tag = |(at, _)| {
        let rest = text[at + 4..].replacen("&gt;", ">", 1);
        opens_element(&rest)
    };
    tags.any(is_tag)
}

/// Whether a character reference of HTML stands in the beginning of a text.
pub(super) fn has_entities(text: &str) -> bool {
    let text = beginning(text);
    text.match_indices('&').take(64).any(|(at, _)| {
        let rest = &text[at + 1..];
        let Some(end) = rest.find(';').filter(|end| (2..=10).contains(end)) else {
            return false;
        };
        let name = &rest[..end];
        match name.strip_prefix('#') {
            Some(number) => {
                let hex = number.strip_prefix(['x', 'X']);
                let digits = hex.unwrap_or(number);
                let is_digit = |b: u8| {
                    if hex.is_some() {
                        b.is_ascii_hexdigit()
                    } else {
                        b.is_ascii_digit()
                    }
                };
                !digits.is_empty() && digits.bytes().all(is_digit)
            }
            None => NAMED.split(' ').any(|known| known == name),
        }
    })
}

/// Entities that people's programs write.
const NAMED: &str = "\
    amp lt gt quot apos nbsp hellip ldquo rdquo lsquo rsquo mdash ndash middot bull copy \
    times emsp ensp";

/// Whether HTML is a whole page rather than the body of an article.
pub(super) fn is_whole_page(html: &str) -> bool {
    let html = html.trim_start();
    ["<!doctype", "<html"]
        .iter()
        .any(|head| strip_ignoring_case(html, head).is_some())
}

/// Marks that end or part Chinese and Japanese sentences, but not lists and labels.
const HAN_MARKS: &[char] = &['。', '，', '！', '？', '；', '…'];

/// Whether a text is made of sentences.
pub(super) fn is_prose(text: &str) -> bool {
    let text = beginning(text.trim());
    if text.len() < 12 || is_address(text) {
        return false;
    }
    if text.contains(HAN_MARKS) || has_tags(text) || has_coded_tags(text) {
        return true;
    }
    let words = text.split_ascii_whitespace().take(9).count();
    let has_marks = [". ", ", ", "? ", "! ", "; "]
        .iter()
        .any(|mark| text.contains(mark))
        || text.ends_with(['.', '?', '!']);
    words > 5 && has_marks || words > 8
}

/// Whether a text has the form of a language tag (BCP 47).
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && letters(part))
}

/// Whether a text is a name of a program rather than of a person or an article: `post`, `t3_42ipb9`, a hash.
pub(super) fn is_code(text: &str) -> bool {
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    let is_short = text.len() < 4 || text.starts_with('#');
    let is_plain =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':' | b'#');
    text.bytes().all(is_plain)
        && (has_digit || is_short || text.bytes().all(|b| !b.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(looks: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(looks(text), "{text}");
        }
        for text in no {
            assert!(!looks(text), "{text}");
        }
    }

    #[test]
    fn addresses() {
        check(
            is_address,
            &[
                "https://example.org/a?b=c",
                "HTTP://e.org",
                "//e.org/a.png",
                "/guide/题",
                "www.e.org",
            ],
            &["https://", "/", "", "见 https://example.org", "a/b", "/ a"],
        );
    }

    #[test]
    fn markup() {
        check(
            has_tags,
            &[
                "<p>文",
                "文<br/>文",
                "a <B>b</B>",
                "<!-- x -->",
                "x<p>y",
                "<!DOCTYPE html>",
            ],
            &["a < b > c", "<文>", "if x<p", "Vec<String>", "1 <2>", ""],
        );
        check(
            has_coded_tags,
            &["&lt;p&gt;文&lt;/p&gt;", "&lt;!-- SC_OFF --&gt;"],
            &["<p>&lt;T&gt;", "a &lt; b"],
        );
        check(
            has_entities,
            &["I&#x27;m", "A &amp; B", "&#20;"],
            &["A & B;", "&;", "&bogus;", "R&D; x"],
        );
        check(
            is_whole_page,
            &["\n<!DOCTYPE html><title>", "<HTML>"],
            &["<p>", ""],
        );
    }

    #[test]
    fn prose() {
        check(
            is_prose,
            &[
                "春眠不觉晓，处处闻啼鸟。",
                "It was a dark night, and it rained.",
                "<p>短短的一段文字</p>",
            ],
            &[
                "标题",
                "https://example.org/a,b. c",
                "New York City",
                "2020-09-17 08:00:00",
            ],
        );
    }

    #[test]
    fn codes_and_languages() {
        check(
            is_language,
            &["zh", "zh-Hans", "en_GB", "zh-Hant-TW"],
            &["Chinese", "", "中文", "z"],
        );
        check(
            is_code,
            &["post", "t3_42ipb9", "a-b", "#FFFFFF", "17"],
            &["Post", "一", "two words"],
        );
    }
}
