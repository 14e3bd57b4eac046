//! The world, behind one door: a request in, bytes out, or a sentence why not.
//!
//! Only http and https are spoken, and nothing is without a limit: not the time,
//! not the bytes (counted after decompression), not the redirects, not the
//! requests at once, and not the machines that an address from outside may reach.
//!
//! 1. [`Request`] says what is asked, what it may cost and how far it may reach.
//! 2. [`Fetcher`] waits for its turn, looks the name up and asks.
//! 3. A redirect is judged, and makes the next leg of the journey.
//! 4. [`Fetched`] or [`FetchError`] tells what came of it; [`next_due`] when to ask again.
//!
//! It knows nothing of articles, charsets and libraries, and reads no settings:
//! secrets, authorities and limits come as values.

mod error;
mod fetched;
mod fetcher;
mod headers;
mod journey;
mod names;
mod pace;
mod redirect;
mod request;
mod secret;
mod trace;
mod trust;
mod turns;
mod wire;

pub use error::{FetchError, Trouble};
pub use fetched::{Body, Fetched, Progress, Redirect};
pub use fetcher::{Fetcher, Manners, Proxy};
pub use headers::Headers;
pub use pace::{Moved, Outcome, Pace, Retries, next_due};
pub use request::{Header, HeaderValue, Limits, Method, Reach, Request, Validators};
pub use secret::Secret;
pub use trace::Trace;
pub use trust::Authority;

/// Fetches what one `request` asks for, and waits for it.
///
/// It blocks, so it is not for the thread that draws, nor for one in which a
/// runtime of tokio is at work.
pub fn fetch(request: &Request) -> Result<Fetched, FetchError> {
    let fetcher = Fetcher::new(Manners::default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| FetchError::of(request, Trouble::Unreachable(error.to_string())))?;
    let answer = runtime.block_on(fetcher.fetch(request));
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
    answer
}

#[cfg(test)]
mod tests;
