//! Resolves the addresses that a document names.

use crate::article::Url;

/// The longest address that is kept, in bytes; browsers open no longer one reliably.
const LONGEST: usize = 8192;

/// What relative addresses of a document are relative to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base(Option<url::Url>);

impl Base {
    /// The base of a document that was found at `address`; nothing relative is
    /// resolved when that is no absolute address of the web.
    pub(crate) fn new(address: Option<&Url>) -> Base {
        let parsed = address.and_then(|address| url::Url::parse(address.as_str()).ok());
        Base(parsed.filter(|url| !url.cannot_be_a_base()))
    }

    /// The base itself; nothing when relative addresses have none.
    pub(crate) fn address(&self) -> Option<Url> {
        Url::new(self.0.as_ref()?.as_str())
    }

    /// The address that `raw` means here.
    ///
    /// An absolute one stays as it was written, and so does a relative one when
    /// there is no base. `//host/path` without a base is taken as https.
    /// Nothing is given for an empty or overlong one.
    pub(crate) fn resolve(&self, raw: &str) -> Option<Url> {
        if raw.len() > LONGEST {
            return None;
        }
        let address = Url::new(raw)?;
        if scheme(address.as_str()).is_some() {
            return Some(address);
        }
        match &self.0 {
            Some(base) => Url::new(base.join(address.as_str()).ok()?.as_str()),
            None if address.as_str().starts_with("//") => Url::new(&format!("https:{address}")),
            None => Some(address),
        }
    }

    /// The address of a link or a picture: [`Base::resolve`], without those of a
    /// kind that nobody may open, such as `javascript:`.
    pub(crate) fn openable(&self, raw: &str) -> Option<Url> {
        let address = self.resolve(raw)?;
        (address.opens() || scheme(address.as_str()).is_none()).then_some(address)
    }
}

/// The scheme of an absolute address (RFC 3986, 3.1).
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut bytes = scheme.bytes();
    let begins = bytes.next().is_some_and(|b| b.is_ascii_alphabetic());
    let goes_on = bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    (begins && goes_on).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, raw: &str, wanted: Option<&str>) {
        let base = Base::new(Url::new(base).as_ref());
        let openable = base.openable(raw);
        assert_eq!(openable.as_ref().map(Url::as_str), wanted, "{raw}");
    }

    #[test]
    fn relative_addresses_are_resolved_where_a_base_is_known() {
        let base = "https://example.org/a/b.html";
        check(base, "c.html", Some("https://example.org/a/c.html"));
        check(base, "../文", Some("https://example.org/%E6%96%87"));
        check(base, "#n1", Some("https://example.org/a/b.html#n1"));
        check(
            base,
            "//cdn.example.org/x",
            Some("https://cdn.example.org/x"),
        );
        check("", "c.html", Some("c.html"));
        check("", "//cdn.example.org/x", Some("https://cdn.example.org/x"));
        check("notes/article.html", "c.html", Some("c.html"));
    }

    #[test]
    fn absolute_addresses_stay_as_they_were_written() {
        let address = "https://例子.org/文章?a=b";
        check("https://example.org", address, Some(address));
        check("", "mailto:a@example.org", Some("mailto:a@example.org"));
    }

    #[test]
    fn what_nobody_may_open_is_no_address() {
        for raw in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "",
        ] {
            check("https://example.org", raw, None);
        }
        check("", &format!("https://e.x/{}", "a".repeat(9000)), None);
    }
}
