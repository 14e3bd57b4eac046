//! What an address gave.

use std::time::Duration;

use super::headers::Headers;
use super::request::{Reach, Validators};

/// What an address gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// What came.
    pub body: Body,
    /// The status of the answer.
    pub status: u16,
    /// The address that answered at last, behind all redirects, without a name and password.
    pub address: String,
    /// The `Content-Type`, with its parameters.
    pub media_type: Option<String>,
    /// All headers of the answer.
    pub headers: Headers,
    /// What the answer will be known by next time.
    pub validators: Validators,
    /// For how many seconds the server holds it to be fresh (RFC 9111 4.2), where it says so.
    pub fresh_for: Option<u64>,
    /// After how many seconds the server wants to be asked again, where it says so.
    pub retry_after: Option<u64>,
    /// The redirects that led here.
    pub redirects: Vec<Redirect>,
    /// When the answer began, in seconds since 1970-01-01T00:00Z.
    pub received: i64,
    /// How long all of it took, our turn included.
    pub took: Duration,
    /// What an address that stands in the answer may reach.
    pub reach: Reach,
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// What we have already, by its validators.
    Unchanged,
    /// These bytes, decompressed.
    Bytes(Vec<u8>),
}

impl Body {
    /// The bytes that came; none for what is unchanged.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Body::Unchanged => &[],
            Body::Bytes(bytes) => bytes,
        }
    }
}

/// One step from an address to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The status that sent us on.
    pub status: u16,
    /// Where to, without a name and password.
    pub to: String,
}

impl Redirect {
    /// Whether the old address is not to be used again (RFC 9110 15.4.2, 15.4.9).
    pub fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

impl Fetched {
    /// The address that takes the place of the one that was asked, where it has moved for good.
    ///
    /// A temporary redirect ends the chain: what is behind it is nobody's address for good.
    pub fn moved_to(&self) -> Option<&str> {
        let moves = self.redirects.iter().take_while(|to| to.is_permanent());
        moves.last().map(|redirect| redirect.to.as_str())
    }
}

/// How much of a body has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes so far, decompressed.
    pub bytes: u64,
    /// Bytes in all, where the server says so.
    pub total: Option<u64>,
}
