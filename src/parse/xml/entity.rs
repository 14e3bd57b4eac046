//! What references such as `&amp;`, `&#8212;` and `&nbsp;` stand for.
//!
//! The names are those of HTML, which feeds use without declaring them. What
//! a document type declares is never read: nothing can be made to swell.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name of a character, in bytes.
const LONGEST: usize = 40;

/// Writes what `&name;` stands for, or the reference itself when nobody knows it.
pub(super) fn write(name: &str, out: &mut String) {
    if let Some(one) = of_xml(name) {
        out.push(one);
    } else if let Some(number) = name.strip_prefix('#') {
        out.push(numbered(number));
    } else if name.len() <= LONGEST
        && let Some(&(one, two)) = NAMED_ENTITIES.get(&*format!("{name};"))
        // Beginnings of names are in the table too, and stand for nothing.
        && one != 0
    {
        let scalars = [one, two].into_iter().filter(|scalar| *scalar != 0);
        out.extend(scalars.filter_map(char::from_u32));
    } else {
        out.extend(["&", name, ";"]);
    }
}

/// The five names of XML, which nearly all references are.
fn of_xml(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// The character of a number; those from 128 to 159 are meant as Windows has them (HTML, numeric character references).
fn numbered(number: &str) -> char {
    let hexadecimal = number.strip_prefix(['x', 'X']);
    let scalar = match hexadecimal {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let scalar = scalar.unwrap_or_default();
    let replaced = || {
        let at = usize::try_from(scalar.checked_sub(0x80)?).ok()?;
        C1_REPLACEMENTS.get(at).copied().flatten()
    };
    replaced()
        .or_else(|| char::from_u32(scalar).filter(|c| *c != '\0'))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// `raw` with its references resolved; `&` that begins none stays.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let name = behind.find([';', '&']).map(|end| behind.split_at(end));
        match name {
            Some((name, end)) if end.starts_with(';') => {
                write(name, &mut out);
                rest = &end[1..];
            }
            _ => {
                out.push('&');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_and_what_is_none_stays() {
        let cases = [
            ("AT&amp;T &lt;b&gt; &quot;&apos;", "AT&T <b> \"'"),
            ("&nbsp;&eacute;&and;&bne;", "\u{a0}é∧=\u{20e5}"),
            ("&#20013;&#x6587;&#146;", "中文’"),
            (
                "&#0;&#xd800;&#99999999999;&#;",
                "\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
            ),
            ("AT&T; a & b && &lol; &", "AT&T; a & b && &lol; &"),
        ];
        for (raw, wanted) in cases {
            assert_eq!(unescape(raw), wanted, "{raw}");
        }
    }
}
