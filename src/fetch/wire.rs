//! One request as it goes out.

use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue as Value};
use reqwest::{Client, Method as Verb, Response};
use tokio::time::timeout;

use super::error::Trouble;
use super::headers::without_controls;
use super::names::host;
use super::redirect::Leg;
use super::request::{Header, HeaderValue, Method, Request, Validators};

/// Sends one leg of `request`, and waits for the beginning of the answer.
pub(super) async fn send(
    client: &Client,
    request: &Request,
    leg: &Leg,
    agent: &str,
) -> Result<Response, Trouble> {
    let mut asking = client
        .request(leg.verb.clone(), leg.url.clone())
        .headers(headers(request, leg, agent)?);
    if let (Method::Post(body), true) = (&request.method, leg.verb == Verb::POST) {
        asking = asking.body(body.clone());
    }
    let sent = timeout(request.limits.silence, asking.send()).await;
    sent.map_err(|_| Trouble::TooSlow)?.map_err(|error| {
        if Trouble::is_inward(&error) {
            Trouble::Inward(host(&leg.url))
        } else {
            Trouble::of(&error)
        }
    })
}

/// The headers of one leg.
fn headers(request: &Request, leg: &Leg, agent: &str) -> Result<HeaderMap, Trouble> {
    let mut map = HeaderMap::new();
    let agent = request.user_agent.as_deref().unwrap_or(agent);
    put(&mut map, header::USER_AGENT, Some(agent))?;
    put(&mut map, header::ACCEPT, request.accept.as_deref())?;
    if leg.verb != Verb::POST {
        let Validators {
            etag,
            last_modified,
        } = &request.validators;
        put(&mut map, header::IF_NONE_MATCH, etag.as_deref())?;
        put(
            &mut map,
            header::IF_MODIFIED_SINCE,
            last_modified.as_deref(),
        )?;
    }
    for header in &request.headers {
        let (name, value) = readied(header)?;
        let belongs_to_body = name == header::CONTENT_TYPE;
        let stays_here = value.is_sensitive() && !leg.confided;
        if !stays_here && (leg.verb == Verb::POST || !belongs_to_body) {
            map.append(name, value);
        }
    }
    Ok(map)
}

/// A header as it is sent. Those that frame the message are not for others to set (RFC 9112 6).
fn readied(header: &Header) -> Result<(HeaderName, Value), Trouble> {
    let bad = || Trouble::BadHeader(without_controls(&header.name));
    let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| bad())?;
    let framing = [
        header::HOST,
        header::CONNECTION,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
    ];
    if framing.contains(&name) {
        return Err(bad());
    }
    let (text, is_secret) = match &header.value {
        HeaderValue::Plain(text) => (text.as_str(), false),
        HeaderValue::Secret(secret) => (secret.word(), true),
    };
    let mut value = Value::from_bytes(text.as_bytes()).map_err(|_| bad())?;
    // These are secrets whatever they are called.
    let confidential = [
        header::AUTHORIZATION,
        header::COOKIE,
        header::PROXY_AUTHORIZATION,
    ];
    value.set_sensitive(is_secret || confidential.contains(&name));
    Ok((name, value))
}

fn put(map: &mut HeaderMap, name: HeaderName, value: Option<&str>) -> Result<(), Trouble> {
    if let Some(value) = value {
        let bad = |_| Trouble::BadHeader(name.to_string());
        let value = Value::from_bytes(value.as_bytes()).map_err(bad)?;
        map.insert(name, value);
    }
    Ok(())
}
