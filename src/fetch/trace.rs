//! What was asked and answered, for those who want to know why nothing came.

use std::time::Duration;

use super::fetched::Redirect;
use super::headers::{Headers, without_controls};

/// The headers that help to understand a refusal. Cookies are for nobody to see.
const TELLING: [&str; 9] = [
    "date",
    "server",
    "via",
    "content-type",
    "content-length",
    "cache-control",
    "location",
    "retry-after",
    "www-authenticate",
];

/// What was asked and answered, for a page that shows the error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// What was asked last: the method and the address, which may be behind redirects.
    pub asked: String,
    /// When it was first asked, in seconds since 1970-01-01T00:00Z.
    pub at: i64,
    /// How long all of it took, our turn included.
    pub took: Duration,
    /// How often it was tried.
    pub tries: u32,
    /// The status of the last answer.
    pub status: Option<u16>,
    /// The headers of the last answer.
    pub headers: Headers,
    /// What a server that refused said to it, decompressed; no more than the beginning.
    pub said: Vec<u8>,
    /// The redirects that were followed.
    pub redirects: Vec<Redirect>,
}

impl Trace {
    /// The same as text, in the words of HTTP: the redirects, the request, the status, the
    /// headers that tell something, and the beginning of what was said, where it is UTF-8.
    pub fn details(&self) -> String {
        let mut text = String::new();
        for redirect in &self.redirects {
            line(&mut text, &format!("{} {}", redirect.status, redirect.to));
        }
        line(&mut text, &self.asked);
        if let Some(status) = self.status {
            line(&mut text, &status.to_string());
        }
        for (name, value) in self
            .headers
            .iter()
            .filter(|(name, _)| TELLING.contains(name))
        {
            line(&mut text, &format!("{name}: {value}"));
        }
        let said = std::str::from_utf8(&self.said).unwrap_or_default();
        said.lines()
            .for_each(|words| line(&mut text, &without_controls(words)));
        text
    }
}

fn line(text: &mut String, words: &str) {
    text.push_str(words);
    text.push('\n');
}
