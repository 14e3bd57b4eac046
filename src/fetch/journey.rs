//! The way of one request: turns, tries and redirects, until there is an answer or a reason.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::{Method as Verb, Response, StatusCode, header};
use tokio::time::{Instant, sleep, timeout};

use super::error::{FetchError, Trouble};
use super::fetched::{Body, Fetched, Progress, Redirect};
use super::fetcher::Fetcher;
use super::headers::Headers;
use super::names::host;
use super::redirect::{Leg, told};
use super::request::{Reach, Request, Validators};
use super::trace::Trace;
use super::wire::send;

/// How much is kept of what a server says when it refuses, in bytes.
const SAID: usize = 4 << 10;

/// How much room a body is given before any of it has come, in bytes.
const ROOM: u64 = 1 << 20;

/// A request on its way.
pub(super) struct Journey<'a> {
    fetcher: &'a Fetcher,
    request: &'a Request,
    on_progress: &'a mut (dyn FnMut(Progress) + Send),
    /// The time that is left of the whole.
    left: Duration,
    began: Instant,
    retry_after: Option<u64>,
    trace: Trace,
}

/// What one leg led to.
enum Step {
    Onward(Leg, Reach),
    Arrived(Fetched),
}

impl<'a> Journey<'a> {
    pub(super) fn new(
        fetcher: &'a Fetcher,
        request: &'a Request,
        on_progress: &'a mut (dyn FnMut(Progress) + Send),
    ) -> Journey<'a> {
        Journey {
            fetcher,
            request,
            on_progress,
            left: request.limits.total,
            began: Instant::now(),
            retry_after: None,
            trace: Trace {
                at: now(),
                ..Trace::default()
            },
        }
    }

    /// Tries until there is an answer, or no hope.
    pub(super) async fn run(mut self) -> Result<Fetched, FetchError> {
        loop {
            self.trace.tries += 1;
            let trouble = match self.travel().await {
                Ok(fetched) => return Ok(fetched),
                Err(trouble) => trouble,
            };
            match self.delay(&trouble).filter(|delay| *delay < self.left) {
                Some(delay) => {
                    self.left -= delay;
                    sleep(delay).await;
                }
                None => return Err(self.fail(trouble)),
            }
        }
    }

    /// How long to wait before it is tried again, if it is.
    fn delay(&self, trouble: &Trouble) -> Option<Duration> {
        let may = self.request.is_idempotent() && trouble.may_pass(self.retry_after);
        let retries = self.fetcher.manners.retries;
        let delay = || retries.delay(self.trace.tries, self.retry_after, jitter());
        may.then(delay).flatten()
    }

    fn fail(self, trouble: Trouble) -> FetchError {
        FetchError {
            retry_after: self.retry_after,
            trace: Box::new(Trace {
                took: self.began.elapsed(),
                ..self.trace
            }),
            ..FetchError::of(self.request, trouble)
        }
    }

    /// One try: from the address to wherever its redirects lead.
    async fn travel(&mut self) -> Result<Fetched, Trouble> {
        let (mut leg, mut reach) = (Leg::first(self.request)?, self.request.reach);
        self.trace.redirects.clear();
        loop {
            match self.walk(&leg, reach).await? {
                Step::Arrived(fetched) => return Ok(fetched),
                Step::Onward(next, behind) => (leg, reach) = (next, behind),
            }
            if self.trace.redirects.len() > self.request.limits.redirects {
                return Err(Trouble::GoesRound);
            }
        }
    }

    /// One leg, when it is its turn and in the time that is left.
    async fn walk(&mut self, leg: &Leg, reach: Reach) -> Result<Step, Trouble> {
        self.trace.asked = format!("{} {}", leg.verb, told(&leg.url));
        (self.trace.status, self.retry_after) = (None, None);
        self.trace.headers = Headers::default();
        self.trace.said.clear();
        let fetcher = self.fetcher;
        fetcher.names.admit(&leg.url, reach)?;
        let _turn = fetcher.turn(&leg.url).await;
        let set_out = Instant::now();
        let step = timeout(self.left, self.ask(leg, reach)).await;
        self.left = self.left.saturating_sub(set_out.elapsed());
        let asked = self.retry_after.map(Duration::from_secs);
        let pause = asked.filter(|pause| *pause <= fetcher.manners.retries.longest);
        if let (Some(pause), Ok(Err(Trouble::Refused(_)))) = (pause, &step) {
            // Whoever waits for the same host would hear the same.
            fetcher.turns.pause(&host(&leg.url), pause);
        }
        step.unwrap_or(Err(Trouble::TooSlow))
    }

    /// Asks, and judges the answer by its status (RFC 9110 15).
    async fn ask(&mut self, leg: &Leg, reach: Reach) -> Result<Step, Trouble> {
        let client = self.fetcher.client(reach == Reach::Public)?;
        let agent = &self.fetcher.manners.user_agent;
        let mut response = send(client, self.request, leg, agent).await?;
        let (status, received) = (response.status(), now());
        let headers = Headers::of(response.headers());
        self.trace.status = Some(status.as_u16());
        self.retry_after = headers.retry_after(received);
        self.trace.headers = headers;
        let reach = self.fetcher.names.reach_behind(&leg.url, reach);
        if let Some(location) = location(&response) {
            let next = leg.next(status, location)?;
            self.trace.redirects.push(Redirect {
                status: status.as_u16(),
                to: told(&next.url),
            });
            return Ok(Step::Onward(next, reach));
        }
        let body = match status.as_u16() {
            200 | 201 | 203..=205 if leg.verb == Verb::HEAD => Body::Bytes(Vec::new()),
            200 | 201 | 203..=205 => Body::Bytes(self.body(&mut response).await?),
            304 if !self.request.validators.is_empty() => Body::Unchanged,
            // Nothing of ours can be unchanged when we have nothing.
            304 => return Err(Trouble::Broken(status.to_string())),
            code => {
                self.trace.said = said(response, self.request.limits.silence).await;
                return Err(Trouble::Refused(code));
            }
        };
        Ok(Step::Arrived(
            self.arrive(leg, status, received, reach, body),
        ))
    }

    fn arrive(
        &mut self,
        leg: &Leg,
        status: StatusCode,
        received: i64,
        reach: Reach,
        body: Body,
    ) -> Fetched {
        let headers = std::mem::take(&mut self.trace.headers);
        let value = |name: &str| headers.value(name).map(str::to_owned);
        let mut validators = Validators {
            etag: value("etag"),
            last_modified: value("last-modified"),
        };
        if body == Body::Unchanged {
            let known = &self.request.validators;
            validators.etag = validators.etag.or_else(|| known.etag.clone());
            let modified = validators.last_modified;
            validators.last_modified = modified.or_else(|| known.last_modified.clone());
        }
        Fetched {
            body,
            status: status.as_u16(),
            address: told(&leg.url),
            media_type: value("content-type"),
            validators,
            fresh_for: headers.fresh_for(received),
            retry_after: self.retry_after,
            headers,
            redirects: std::mem::take(&mut self.trace.redirects),
            received,
            took: self.began.elapsed(),
            reach,
        }
    }

    /// Reads a body, but no more of it than may be.
    async fn body(&mut self, response: &mut Response) -> Result<Vec<u8>, Trouble> {
        let coding = self.trace.headers.value("content-encoding");
        if let Some(coding) = coding.filter(|coding| is_coded(coding)) {
            return Err(Trouble::Broken(format!("Content-Encoding: {coding}")));
        }
        let (total, most) = (response.content_length(), self.request.limits.bytes);
        if total.is_some_and(|total| total > most as u64) {
            return Err(Trouble::TooLong(most));
        }
        let room = total.unwrap_or(0).min(ROOM);
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
        loop {
            let chunk = timeout(self.request.limits.silence, response.chunk()).await;
            let chunk = chunk.map_err(|_| Trouble::TooSlow)?;
            let Some(chunk) = chunk.map_err(|error| Trouble::of(&error))? else {
                return Ok(bytes);
            };
            if bytes.len() + chunk.len() > most {
                return Err(Trouble::TooLong(most));
            }
            bytes.extend_from_slice(&chunk);
            (self.on_progress)(Progress {
                bytes: bytes.len() as u64,
                total,
            });
        }
    }
}

/// The beginning of what a server says to its refusal; that it breaks off does not matter.
async fn said(mut response: Response, silence: Duration) -> Vec<u8> {
    let mut said = Vec::new();
    let reading = async {
        while let (true, Ok(Some(chunk))) = (said.len() < SAID, response.chunk().await) {
            said.extend_from_slice(&chunk);
        }
    };
    let _ = timeout(silence, reading).await;
    said.truncate(SAID);
    said
}

/// Where a redirect leads; nothing when it is none, or does not say.
fn location(response: &Response) -> Option<&[u8]> {
    let redirects = matches!(response.status().as_u16(), 301..=303 | 307 | 308);
    let location = response.headers().get(header::LOCATION);
    location
        .filter(|_| redirects)
        .map(header::HeaderValue::as_bytes)
}

/// Whether a `Content-Encoding` that nobody has undone is one (RFC 9110 8.4.1). Servers
/// also write charsets and `none` there, which need no undoing.
fn is_coded(encoding: &str) -> bool {
    let mut codings = encoding
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase());
    codings.any(|coding| {
        let bare = coding.strip_prefix("x-").unwrap_or(&coding);
        matches!(
            bare,
            "gzip" | "deflate" | "br" | "zstd" | "compress" | "dcb" | "dcz"
        )
    })
}

/// Seconds since 1970-01-01T00:00Z.
fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Anything from 0 to 1: the keys of the standard hasher are as random as this needs.
fn jitter() -> f64 {
    let anything = RandomState::new().build_hasher().finish();
    let [first, second, ..] = anything.to_be_bytes();
    f64::from(u16::from_be_bytes([first, second])) / f64::from(u16::MAX)
}
