//! Requests as values: somebody else makes them, and gives back what came.

use std::time::Duration;

use super::template::{Template, Turns};
use crate::article::Url;

/// How a source is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Asking {
    /// The address; without one, the person names it.
    pub(super) address: Option<Template>,
    pub(super) method: Option<String>,
    pub(super) headers: Vec<(String, Secret)>,
    pub(super) body: Option<Template>,
    pub(super) charset: Option<String>,
    pub(super) delay: Duration,
}

/// The value of a header, which may not be in the mapping itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Secret {
    /// It is this.
    Open(String),
    /// It is in the environment, behind `before`.
    Environment {
        /// What stands before it, such as `Bearer `.
        before: String,
        /// The name of the variable.
        name: String,
    },
    /// A command writes it, and it stands behind `before`.
    ///
    /// Only a mapping that the person has put among the settings may have one run.
    Command {
        /// What stands before it.
        before: String,
        /// The command, as for a shell.
        line: String,
    },
}

/// A request that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What the answer is given back under.
    pub id: usize,
    /// Where to.
    pub address: Url,
    /// `GET`, `POST`.
    pub method: String,
    /// The headers, among them the user agent where the mapping names one.
    pub headers: Vec<(String, Secret)>,
    /// What is sent.
    pub body: Option<String>,
    /// The charset in which the answer is written, where it says another or none.
    pub charset: Option<String>,
    /// How long to wait after the request before, for the peace of the source.
    pub delay: Duration,
}

/// What came for a request.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'b> {
    /// Which request it was.
    pub id: usize,
    /// Where it came from in the end.
    pub address: Option<&'b Url>,
    /// The headers, in order.
    pub headers: &'b [(String, String)],
    /// The bytes, decompressed.
    pub bytes: &'b [u8],
}

impl Asking {
    /// What the answers are, where their charset is given, whatever they say themselves.
    pub(super) fn media_type(&self) -> Option<String> {
        let charset = self.charset.as_ref()?;
        Some(format!("application/json; charset={charset}"))
    }

    /// The request to `address`; secrets are for `home` alone.
    pub(super) fn request(
        &self,
        id: usize,
        address: Url,
        turns: &Turns,
        home: Option<&str>,
    ) -> Request {
        let is_home = home.is_none_or(|home| host(&address) == Some(home.to_owned()));
        let may_go = |(name, value): &&(String, Secret)| {
            let is_secret = !matches!(value, Secret::Open(_))
                || ["authorization", "cookie"]
                    .iter()
                    .any(|secret| name.eq_ignore_ascii_case(secret));
            is_home || !is_secret
        };
        let body = self.body.as_ref().and_then(|body| body.body(turns));
        let method = self.method.clone();
        Request {
            id,
            address,
            method: method
                .unwrap_or_else(|| if body.is_some() { "POST" } else { "GET" }.to_owned()),
            headers: self.headers.iter().filter(may_go).cloned().collect(),
            body,
            charset: self.charset.clone(),
            delay: self.delay,
        }
    }
}

/// The host of an address, with its port.
pub(super) fn host(address: &Url) -> Option<String> {
    let parsed = url::Url::parse(address.as_str()).ok()?;
    let port = parsed.port_or_known_default().unwrap_or_default();
    Some(format!("{}:{port}", parsed.host_str()?))
}

impl Request {
    /// By what a request is known that was made before.
    pub(super) fn key(&self) -> String {
        format!(
            "{} {} {}",
            self.method,
            self.address,
            self.body.as_deref().unwrap_or_default()
        )
    }
}
