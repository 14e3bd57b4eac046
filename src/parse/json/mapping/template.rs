//! Texts with places for values: `https://e.org/a/{/id}?page={page}`.
//!
//! In braces stands a path, perhaps with filters (`{/title|trim}`), or one of
//! `page`, `cursor` and `date`, which paging gives. Braces around anything else
//! are braces, so that a body in JSON needs no care.

use std::fmt::Write as _;

use serde_json::Value;

use super::filter::Filter;
use super::path::{Here, Path, Scope};
use crate::article::Url;
use crate::locale::Sentence;
use crate::parse::json::infer::text_of;

/// A text with places for values.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Path(Path, Vec<Filter>),
    Turn(Turn),
}

/// What changes from page to page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Page,
    Cursor,
    Date,
}

/// The values of what changes from page to page.
#[derive(Clone, Debug, Default)]
pub(super) struct Turns {
    pub(super) page: String,
    pub(super) cursor: String,
    pub(super) date: String,
}

const TURNS: &[(&str, Turn)] = &[
    ("page", Turn::Page),
    ("cursor", Turn::Cursor),
    ("date", Turn::Date),
];

impl Template {
    /// Reads a template whose paths begin in `scope` where they do not say otherwise.
    pub(super) fn parse(text: &str, scope: Scope) -> Result<Template, Sentence> {
        let (mut pieces, mut literal, mut rest) = (Vec::new(), String::new(), text);
        while let Some(open) = rest.find('{') {
            literal.push_str(&rest[..open]);
            rest = &rest[open + 1..];
            let inside = rest.find('}').map(|end| &rest[..end]);
            match inside
                .map(|inside| piece(inside, scope))
                .transpose()?
                .flatten()
            {
                Some(piece) => {
                    pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    pieces.push(piece);
                    rest = &rest[inside.map_or(0, str::len) + 1..];
                }
                None => literal.push('{'),
            }
        }
        literal.push_str(rest);
        pieces.push(Piece::Text(literal));
        pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
        Ok(Template { pieces })
    }

    /// Whether `turn` stands in it.
    pub(super) fn has(&self, turn: Turn) -> bool {
        self.pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Turn(found) if *found == turn))
    }

    /// Whether it looks in the answer that is fetched for an article alone.
    pub(super) fn looks_in(&self, scope: Scope) -> bool {
        self.pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Path(path, _) if path.scope == scope))
    }

    /// The JSON Pointers of what is put into it.
    pub(super) fn places(&self, here: &Here<'_>) -> Vec<String> {
        let paths = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Path(path, _) => Some(path),
            _ => None,
        });
        let found = paths.flat_map(|path| path.find(here));
        found.map(|node| node.at).collect()
    }

    /// The text; nothing when a value is missing.
    pub(super) fn fill(&self, here: &Here<'_>, base: Option<&Url>) -> Option<String> {
        self.write(Some(here), &Turns::default(), base, false)
    }

    /// The address; what is put into it is encoded (RFC 3986), unless it is the beginning itself.
    pub(super) fn address(&self, here: Option<&Here<'_>>, turns: &Turns) -> Option<String> {
        self.write(here, turns, None, true)
    }

    /// The text with what changes from page to page, as it is.
    pub(super) fn body(&self, turns: &Turns) -> Option<String> {
        self.write(None, turns, None, false)
    }

    fn write(
        &self,
        here: Option<&Here<'_>>,
        turns: &Turns,
        base: Option<&Url>,
        is_address: bool,
    ) -> Option<String> {
        let mut out = String::new();
        for (n, piece) in self.pieces.iter().enumerate() {
            let value = match piece {
                Piece::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Piece::Turn(Turn::Page) => turns.page.clone(),
                Piece::Turn(Turn::Cursor) => turns.cursor.clone(),
                Piece::Turn(Turn::Date) => turns.date.clone(),
                Piece::Path(path, filters) => value(path, filters, here?, base)?,
            };
            if is_address && n > 0 {
                encode(&value, &mut out);
            } else {
                out.push_str(&value);
            }
        }
        Some(out)
    }
}

/// What stands in braces, if it is a place for a value.
fn piece(inside: &str, scope: Scope) -> Result<Option<Piece>, Sentence> {
    if let Some((_, turn)) = TURNS.iter().find(|(name, _)| *name == inside) {
        return Ok(Some(Piece::Turn(*turn)));
    }
    let mut parts = inside.split('|');
    let path = parts.next().unwrap_or_default().trim();
    let named = ["item:", "parent:", "root:", "detail:", "header:"];
    let is_path = path.starts_with(['/', '$']) || named.iter().any(|name| path.starts_with(name));
    if !is_path {
        return Ok(None);
    }
    let filters: Result<Vec<Filter>, Sentence> = parts.map(Filter::parse).collect();
    Ok(Some(Piece::Path(Path::parse(path, scope)?, filters?)))
}

fn value(path: &Path, filters: &[Filter], here: &Here<'_>, base: Option<&Url>) -> Option<String> {
    let nodes = path.find(here);
    let texts = nodes.iter().filter_map(|node| text_of(&node.value));
    let texts = filters
        .iter()
        .fold(texts.collect(), |texts, filter| filter.apply(texts, base));
    texts
        .into_iter()
        .next()
        .filter(|text: &String| !text.is_empty())
}

/// Adds a text, with every byte coded that does not mean itself in an address.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// The texts of values, before filters.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(text_of).collect(),
        value => text_of(value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_their_places() {
        let root = serde_json::json!({"id": 17, "name": " 甲 乙 ", "url": "https://e.org/a?b=c", "empty": ""});
        let here = Here {
            root: &root,
            at: "",
            detail: None,
            headers: &[],
        };
        let turns = Turns {
            page: "2".to_owned(),
            cursor: "a=b".to_owned(),
            date: "20200917".to_owned(),
        };
        let template = |text: &str| Template::parse(text, Scope::Item).expect("it is a template");
        let address = |text: &str| template(text).address(Some(&here), &turns);
        assert_eq!(
            address("https://e.org/{/id}").as_deref(),
            Some("https://e.org/17")
        );
        assert_eq!(
            address("https://e.org/?q={/name|trim}").as_deref(),
            Some("https://e.org/?q=%E7%94%B2%20%E4%B9%99")
        );
        assert_eq!(
            address("{/url}&x=1").as_deref(),
            Some("https://e.org/a?b=c&x=1")
        );
        assert_eq!(
            address("https://e.org/{page}/{cursor}/{date}").as_deref(),
            Some("https://e.org/2/a%3Db/20200917")
        );
        assert_eq!(address("https://e.org/{/none}"), None);
        assert_eq!(address("https://e.org/{/empty}"), None);
        assert_eq!(
            template("{root:/id}号").fill(&here, None).as_deref(),
            Some("17号")
        );
        assert_eq!(
            template(r#"{"page": {page}, "q": {"a": 1}}"#)
                .body(&turns)
                .as_deref(),
            Some(r#"{"page": 2, "q": {"a": 1}}"#)
        );
        assert!(template("{page}").has(Turn::Page) && !template("{page").has(Turn::Page));
    }

    #[test]
    fn what_is_wrong_in_braces_is_told() {
        assert!(Template::parse("{/a|upper}", Scope::Item).is_err());
        assert!(Template::parse("{$.a[}", Scope::Item).is_err());
    }
}
