//! An address as the source gave it.

use std::fmt;

use crate::text;

/// An address, absolute or relative, without blanks and control characters.
///
/// It need not be one that may be opened: see [`Url::opens`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Url(String);

impl Url {
    /// Cleans `raw`; nothing when nothing is left.
    ///
    /// Line ends inside go, as in the URL standard; blanks inside become `%20`.
    pub fn new(raw: &str) -> Option<Url> {
        let clean = text::clean(raw);
        let address = clean.trim().replace('\n', "").replace(' ', "%20");
        (!address.is_empty()).then_some(Url(address))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the address may be handed to a browser or a terminal: http, https and mailto only.
    pub fn opens(&self) -> bool {
        self.0.split_once(':').is_some_and(|(scheme, rest)| {
            !rest.is_empty()
                && ["http", "https", "mailto"]
                    .iter()
                    .any(|s| scheme.eq_ignore_ascii_case(s))
        })
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail_open() {
        let opens = |raw| Url::new(raw).is_some_and(|url| url.opens());
        assert!(opens("https://example.org/文章?a=b"));
        assert!(opens("HTTP://example.org"));
        assert!(opens("mailto:editor@example.org"));
        for raw in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "/relative",
            "",
            "http:",
            "data:text/html,x",
        ] {
            assert!(!opens(raw), "{raw}");
        }
    }

    #[test]
    fn an_address_carries_no_control_and_no_blank() {
        let url = Url::new(" https://example.org/a b\n\x1b]8;;\x07c ").map(|url| url.to_string());
        assert_eq!(url.as_deref(), Some("https://example.org/a%20bc"));
        assert_eq!(Url::new(" \n"), None);
    }
}
