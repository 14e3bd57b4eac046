//! The world, behind one door: an address in, bytes out, or a sentence why not.
//!
//! Only http and https are spoken, and nothing is without a limit: not the time,
//! not the bytes (counted after decompression), not the redirects.

mod error;

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};

pub use error::{FetchError, Trouble};

/// What an answer may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the body, after decompression.
    pub bytes: usize,
    /// For a connection to be made.
    pub connecting: Duration,
    /// Without any byte of the answer.
    pub silence: Duration,
    /// For the whole.
    pub total: Duration,
    /// Redirects that are followed.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes: 64 << 20,
            connecting: Duration::from_secs(10),
            silence: Duration::from_secs(30),
            total: Duration::from_secs(120),
            redirects: 10,
        }
    }
}

/// What an address gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// The `Content-Type`, with its parameters.
    pub media_type: Option<String>,
    /// The address that answered at last, behind all redirects.
    pub address: String,
}

/// How we name ourselves to servers (RFC 9110 10.1.5).
const USER_AGENT: &str = concat!("wenlan/", env!("CARGO_PKG_VERSION"));

/// Fetches `address` by one GET.
///
/// It blocks, so it is not for the thread that draws.
pub fn fetch(address: &str, limits: Limits) -> Result<Fetched, FetchError> {
    let fail = |trouble| FetchError {
        address: address.to_owned(),
        trouble,
    };
    let url = Url::parse(address)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or_else(|| fail(Trouble::NotWeb))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| fail(Trouble::Unreachable(error.to_string())))?;
    let whole = async { tokio::time::timeout(limits.total, get(url, limits)).await };
    match runtime.block_on(whole) {
        Ok(fetched) => fetched.map_err(fail),
        Err(_) => Err(fail(Trouble::TooSlow)),
    }
}

async fn get(url: Url, limits: Limits) -> Result<Fetched, Trouble> {
    let client = client(limits).map_err(|error| Trouble::of(&error))?;
    let mut response = client
        .get(url)
        .send()
        .await
        .map_err(|error| Trouble::of(&error))?;
    match response.status() {
        StatusCode::OK => {}
        // Redirects on the web have been followed.
        status if status.is_redirection() => return Err(Trouble::LeavesTheWeb),
        status => return Err(Trouble::Refused(status.as_u16())),
    }
    let bytes = body(&mut response, limits.bytes).await?;
    let media_type = response.headers().get(reqwest::header::CONTENT_TYPE);
    Ok(Fetched {
        bytes,
        media_type: media_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
        address: response.url().to_string(),
    })
}

fn client(limits: Limits) -> Result<Client, reqwest::Error> {
    // Whoever came first has chosen the provider; both are ours.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let most = limits.redirects;
    let policy = Policy::custom(move |attempt| {
        if attempt.previous().len() > most {
            attempt.error(error::GOES_ROUND)
        } else {
            attempt.follow()
        }
    });
    Client::builder()
        .user_agent(USER_AGENT)
        .redirect(policy)
        .connect_timeout(limits.connecting)
        .read_timeout(limits.silence)
        .build()
}

/// Reads a body, but no more than `most` bytes of it.
async fn body(response: &mut Response, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| Trouble::of(&error))?
    {
        if bytes.len() + chunk.len() > most {
            return Err(Trouble::TooLong(most));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
