//! What can be asked of the world: one request, and what its answer may cost.

use std::fmt;
use std::time::Duration;

use reqwest::Url;

use super::names::{self, is_plainly_private};
use super::redirect::is_same_place;
use super::secret::Secret;

/// One request, with all that it may cost and reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The address, http or https. A name and a password in it (`https://name:password@…`)
    /// are sent to that machine alone and told to nobody.
    pub address: String,
    /// What is asked of the address.
    pub method: Method,
    /// The media types that are welcome (RFC 9110 12.5.1); all when there is none.
    pub accept: Option<String>,
    /// Further headers.
    pub headers: Vec<Header>,
    /// The name to go by here, instead of that of [`Manners`](super::Manners).
    pub user_agent: Option<String>,
    /// What an earlier answer is known by; an unchanged one is not sent again.
    pub validators: Validators,
    /// What the answer may cost.
    pub limits: Limits,
    /// Which machines may be reached.
    pub reach: Reach,
}

impl Reach {
    /// What an address may reach that something from `source` has named, which the person named.
    ///
    /// What stands beside the source may be reached as the source is; for the rest a source on
    /// this machine counts as one that the person trusts.
    #[must_use]
    pub fn behind(self, source: &str, address: &str) -> Reach {
        let (source, address) = (Url::parse(source).ok(), Url::parse(address).ok());
        let is_near = source.as_ref().is_some_and(is_plainly_private);
        let host = |url: Option<&Url>| url.map(names::host);
        match self {
            Reach::Named if !is_near && host(source.as_ref()) != host(address.as_ref()) => {
                Reach::Public
            }
            reach => reach,
        }
    }
}

impl Request {
    /// The same request for another address, which an answer has named.
    ///
    /// Header fields are for the machine that they were written for, and stay there.
    #[must_use]
    pub fn onward(&self, address: &str) -> Request {
        let (here, there) = (Url::parse(&self.address), Url::parse(address));
        let is_same = here.is_ok_and(|here| there.is_ok_and(|there| is_same_place(&here, &there)));
        let mut request = self.clone();
        if !is_same {
            request.headers.clear();
        }
        address.clone_into(&mut request.address);
        request
    }

    /// Asks for what is at `address`, which the person has named.
    pub fn get(address: &str) -> Request {
        Request {
            address: address.to_owned(),
            method: Method::Get,
            accept: None,
            headers: Vec::new(),
            user_agent: None,
            validators: Validators::default(),
            limits: Limits::default(),
            reach: Reach::default(),
        }
    }

    /// Whether it may be asked twice without harm (RFC 9110 9.2.2).
    pub(super) fn is_idempotent(&self) -> bool {
        !matches!(self.method, Method::Post(_))
    }
}

/// What is asked of an address (RFC 9110 9.3).
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Method {
    /// What it holds.
    #[default]
    Get,
    /// The headers of what it holds.
    Head,
    /// What it says to these bytes; their `Content-Type` is one of the headers.
    Post(Vec<u8>),
}

// What is posted may hold a password: its length is enough for a log.
impl fmt::Debug for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Method::Get => f.write_str("Get"),
            Method::Head => f.write_str("Head"),
            Method::Post(body) => write!(f, "Post({} bytes)", body.len()),
        }
    }
}

/// A header of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: HeaderValue,
}

/// The value of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderValue {
    /// One that everybody may see.
    Plain(String),
    /// One that only the machine that was named may see: it is not sent on with a redirect.
    Secret(Secret),
}

/// What an answer is known by when it is asked for again (RFC 9110 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag`, as it came.
    pub etag: Option<String>,
    /// The `Last-Modified`, as it came.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is nothing to know it by.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// What an answer may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the body, after decompression.
    pub bytes: usize,
    /// Without any byte of the answer, connecting included.
    pub silence: Duration,
    /// For the whole: all redirects and tries, but not the wait for our turn.
    pub total: Duration,
    /// Redirects that are followed.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes: 64 << 20,
            silence: Duration::from_secs(30),
            total: Duration::from_secs(120),
            redirects: 10,
        }
    }
}

/// Which machines a request may reach.
///
/// A public page must not be able to make us ask our own machine, or a router
/// or printer beside it: not by a redirect, not by an address in a feed, and
/// not by a name that means another machine the second time (DNS rebinding).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Public ones: for an address that a public answer gave, and for a source
    /// that was public before.
    Public,
    /// Whichever the person named; behind a public one, public ones.
    #[default]
    Named,
    /// All, wherever the address came from: the person has allowed it.
    Everywhere,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::{Header, HeaderValue};

    #[test]
    fn header_fields_stay_with_the_machine_that_they_were_written_for() {
        let mut request = Request::get("https://example.org/feed");
        request.headers.push(Header {
            name: "Authorization".to_owned(),
            value: HeaderValue::Secret(Secret::new("Bearer x")),
        });
        for (address, count) in [
            ("https://example.org/feed?page=2", 1),
            ("https://example.org:8443/feed", 0),
            ("https://other.example/feed", 0),
            ("http://example.org/feed", 0),
            ("no address", 0),
        ] {
            let onward = request.onward(address);
            assert_eq!((onward.headers.len(), &*onward.address), (count, address));
        }
    }
}
