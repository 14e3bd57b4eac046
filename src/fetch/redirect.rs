//! Where a redirect leads, and what goes along (RFC 9110 15.4).

use reqwest::{Method as Verb, StatusCode, Url};

use super::error::Trouble;
use super::request::{Method, Request};

/// One request on the way: what is asked of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leg {
    /// Who is asked, with a name and password where they are known there.
    pub(super) url: Url,
    /// What is asked.
    pub(super) verb: Verb,
    /// Whether this is still the machine that was named, which may see what is secret.
    pub(super) confided: bool,
}

impl Leg {
    /// The first: what `request` names.
    pub(super) fn first(request: &Request) -> Result<Leg, Trouble> {
        let url = Url::parse(request.address.trim()).ok();
        let url = url.filter(|url| is_web(url) && url.has_host());
        Ok(Leg {
            url: url.ok_or(Trouble::NotWeb)?,
            verb: match request.method {
                Method::Get => Verb::GET,
                Method::Head => Verb::HEAD,
                Method::Post(_) => Verb::POST,
            },
            confided: true,
        })
    }

    /// The next, when the answer to this one has `status` and `location`.
    pub(super) fn next(&self, status: StatusCode, location: &[u8]) -> Result<Leg, Trouble> {
        let url = self.url.join(&written(location));
        let mut url = url.ok().filter(|url| is_web(url) && url.has_host());
        let url = url.as_mut().ok_or(Trouble::LeavesTheWeb)?;
        let same = is_same_place(&self.url, url);
        let (name, password) = if same {
            (self.url.username(), self.url.password())
        } else {
            ("", None)
        };
        // It cannot fail: an address of the web has a host.
        let _ = url
            .set_username(name)
            .and_then(|()| url.set_password(password));
        if self.url.scheme() == "https" && url.scheme() == "http" {
            return Err(Trouble::Unveils(told(url)));
        }
        let verb = match (status, &self.verb) {
            (StatusCode::SEE_OTHER, verb) if *verb != Verb::HEAD => Verb::GET,
            (StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND, verb) if *verb == Verb::POST => {
                Verb::GET
            }
            (_, verb) => verb.clone(),
        };
        if verb == Verb::POST && !same {
            return Err(Trouble::CarriesOff(told(url)));
        }
        Ok(Leg {
            url: url.clone(),
            verb,
            confided: self.confided && same,
        })
    }
}

/// The address without a name and password, for people and for keeping.
pub(super) fn told(url: &Url) -> String {
    let mut url = url.clone();
    // It cannot fail where there is a name to take away.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url.into()
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// Whether what may be told to `from` may be told to `to`: the same host and
/// port, or the same host by a cipher now, on the ports that belong to both.
pub(super) fn is_same_place(from: &Url, to: &Url) -> bool {
    let ports = (from.port_or_known_default(), to.port_or_known_default());
    let upgraded =
        (from.scheme(), to.scheme()) == ("http", "https") && ports == (Some(80), Some(443));
    let same = from.scheme() == to.scheme() && ports.0 == ports.1;
    from.host_str() == to.host_str() && (same || upgraded)
}

/// A `Location` as text. Bytes that are no UTF-8 are meant as they are, in the
/// charset of the server: they are escaped one by one.
fn written(location: &[u8]) -> String {
    match std::str::from_utf8(location) {
        Ok(text) => text.to_owned(),
        Err(_) => location.iter().map(|&byte| escaped(byte)).collect(),
    }
}

fn escaped(byte: u8) -> String {
    if byte.is_ascii() {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leg(method: Method, from: &str) -> Leg {
        let request = Request {
            method,
            ..Request::get(from)
        };
        Leg::first(&request).expect("an address of the table")
    }

    fn step(from: &str, status: u16, to: &[u8]) -> Result<Leg, Trouble> {
        let status = StatusCode::from_u16(status).expect("a status of the table");
        leg(Method::Get, from).next(status, to)
    }

    /// Where a redirect leads, and whether secrets go along.
    #[track_caller]
    fn check(from: &str, to: &str, wanted: &str, confided: bool) {
        let next = step(from, 302, to.as_bytes()).expect("it leads somewhere");
        assert_eq!((next.url.as_str(), next.confided), (wanted, confided));
    }

    #[test]
    fn a_location_is_read_from_where_it_was_given() {
        check("http://a.org/x/y?q", "z", "http://a.org/x/z", true);
        check("http://a.org/x/y", "/文", "http://a.org/%E6%96%87", true);
        check("https://a.org/x", "//b.org/", "https://b.org/", false);
        let gbk = step("http://a.org/", 302, b"/\xce\xc4").expect("it leads somewhere");
        assert_eq!(gbk.url.as_str(), "http://a.org/%CE%C4");
    }

    #[test]
    fn secrets_are_told_to_the_same_place_alone() {
        check(
            "http://a.org/",
            "http://a.org:8080/",
            "http://a.org:8080/",
            false,
        );
        check("http://a.org/", "http://b.a.org/", "http://b.a.org/", false);
        check("http://a.org/", "https://a.org/", "https://a.org/", true);
        check(
            "http://a.org:81/",
            "https://a.org/",
            "https://a.org/",
            false,
        );
        check("http://n:p@a.org/", "/b", "http://n:p@a.org/b", true);
        check(
            "http://n:p@a.org/",
            "http://a.org/b",
            "http://n:p@a.org/b",
            true,
        );
        check("http://n:p@a.org/", "http://b.org/", "http://b.org/", false);
        check("http://a.org/", "http://n:p@b.org/", "http://b.org/", false);
    }

    #[test]
    fn a_secret_that_was_kept_back_is_not_told_later() {
        let there = step("http://a.org/", 302, b"http://b.org/").expect("it leads there");
        let back = there
            .next(StatusCode::FOUND, b"http://a.org/")
            .expect("and back");
        assert!(!back.confided);
    }

    #[test]
    fn a_redirect_stays_on_the_web_and_under_its_cipher() {
        for to in [
            "file:///etc/passwd",
            "ftp://a.org/",
            "javascript:x",
            "data:,x",
            "http://",
        ] {
            assert_eq!(
                step("http://a.org/", 302, to.as_bytes()),
                Err(Trouble::LeavesTheWeb),
                "{to}"
            );
        }
        let unveiled = step("https://a.org/", 301, b"http://u:p@a.org/x");
        assert_eq!(unveiled, Err(Trouble::Unveils("http://a.org/x".to_owned())));
    }

    #[test]
    fn what_was_posted_is_posted_again_only_where_it_was_meant_to_go() {
        let posted = |status, to: &[u8]| {
            let status = StatusCode::from_u16(status).expect("a status of the table");
            let next = leg(Method::Post(b"x".to_vec()), "http://a.org/").next(status, to);
            next.map(|leg| leg.verb)
        };
        assert_eq!(posted(302, b"/b"), Ok(Verb::GET));
        assert_eq!(posted(303, b"http://b.org/"), Ok(Verb::GET));
        assert_eq!(posted(307, b"/b"), Ok(Verb::POST));
        assert_eq!(
            posted(308, b"http://b.org/"),
            Err(Trouble::CarriesOff("http://b.org/".to_owned()))
        );
        let head = leg(Method::Head, "http://a.org/").next(StatusCode::SEE_OTHER, b"/b");
        assert_eq!(head.map(|leg| leg.verb), Ok(Verb::HEAD));
    }
}
