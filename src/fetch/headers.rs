//! What the headers of an answer say, as text and as seconds.
//!
//! Dates of servers are compared with the `Date` of the same answer where it
//! has one, so that a clock that is wrong on either side does no harm.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;
use reqwest::header::HeaderMap;

/// The longest time that is believed, in seconds: a year.
const LONGEST: u64 = 366 * 24 * 3600;

/// The headers of an answer in their order, names in lower case, without control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    pub(super) fn of(map: &HeaderMap) -> Headers {
        let pairs = map.iter();
        Headers(
            pairs
                .map(|(name, value)| (name.as_str().to_owned(), plain(value.as_bytes())))
                .collect(),
        )
    }

    /// The first value of `name`, which is in lower case.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.iter()
            .find_map(|(key, value)| (key == name).then_some(value))
    }

    /// All values of `name`, which is in lower case.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.iter().filter(move |(key, _)| *key == name);
        named.map(|(_, value)| value)
    }

    /// All names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// For how many seconds the answer is fresh from when it was `received` (RFC 9111 4.2).
    ///
    /// Nothing when the server does not say. What it says wrongly is not fresh
    /// (4.2.1). `s-maxage` is for caches that many people share.
    pub(super) fn fresh_for(&self, received: i64) -> Option<u64> {
        let directives = || self.values("cache-control").flat_map(directives);
        if directives().any(|(name, _)| matches!(&*name, "no-cache" | "no-store")) {
            return Some(0);
        }
        let max_age = directives().find(|(name, _)| name == "max-age");
        let lifetime = match (max_age, self.value("expires")) {
            (Some((_, value)), _) => seconds(&value).unwrap_or(0),
            (None, Some(expires)) => moment(expires).map_or(0, |expires| {
                seconds_between(self.server_time(received), expires)
            }),
            (None, None) => return None,
        };
        let age = self.value("age").and_then(seconds).unwrap_or(0);
        Some(lifetime.saturating_sub(age))
    }

    /// After how many seconds from `received` the server wants to be asked again (RFC 9110 10.2.3).
    pub(super) fn retry_after(&self, received: i64) -> Option<u64> {
        let value = self.value("retry-after")?;
        seconds(value).or_else(|| {
            let then = moment(value)?;
            Some(seconds_between(self.server_time(received), then))
        })
    }

    /// What the server's clock showed.
    fn server_time(&self, received: i64) -> i64 {
        self.value("date").and_then(moment).unwrap_or(received)
    }
}

/// Text without control characters: what is not UTF-8 is ISO 8859-1 (RFC 9110 5.5).
fn plain(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    without_controls(&text)
}

pub(super) fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// The directives of a `Cache-Control` in lower case, with their arguments (RFC 9111 5.2).
fn directives(value: &str) -> impl Iterator<Item = (String, String)> {
    value.split(',').map(|directive| {
        let (name, argument) = directive.split_once('=').unwrap_or((directive, ""));
        let argument = argument.trim().trim_matches('"');
        (name.trim().to_ascii_lowercase(), argument.to_owned())
    })
}

/// A number of seconds (RFC 9111 1.2.2); more than a year is a year.
fn seconds(value: &str) -> Option<u64> {
    let digits = value.trim();
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than fit are a very long time too.
    all.then(|| digits.parse().unwrap_or(LONGEST).min(LONGEST))
}

fn seconds_between(from: i64, to: i64) -> u64 {
    let seconds = to.saturating_sub(from);
    u64::try_from(seconds).unwrap_or(0).min(LONGEST)
}

/// An HTTP date in any of its three forms (RFC 9110 5.6.7), in seconds since 1970-01-01T00:00Z.
fn moment(value: &str) -> Option<i64> {
    let value = value.trim();
    let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let fixed = parser.parse_timestamp(value).ok();
    let old = || {
        let civil = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
            .into_iter()
            .find_map(|form| strtime::parse(form, value).ok()?.to_datetime().ok());
        civil.and_then(utc)
    };
    fixed.or_else(old).map(Timestamp::as_second)
}

fn utc(civil: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(civil).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-01T00:00:00Z.
    const NEW_YEAR: i64 = 1_767_225_600;

    /// Headers as they would be written, one a line.
    fn headers(text: &str) -> Headers {
        let pairs = text.lines().filter_map(|line| line.split_once(": "));
        Headers(
            pairs
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect(),
        )
    }

    #[track_caller]
    fn check_fresh(text: &str, wanted: Option<u64>) {
        assert_eq!(headers(text).fresh_for(NEW_YEAR), wanted, "{text}");
    }

    #[track_caller]
    fn check_retry(value: &str, wanted: Option<u64>) {
        let found = headers(&format!("Retry-After: {value}")).retry_after(NEW_YEAR);
        assert_eq!(found, wanted, "{value}");
    }

    #[test]
    fn an_answer_is_fresh_as_long_as_the_server_says() {
        check_fresh("", None);
        check_fresh("Cache-Control: public", None);
        check_fresh("Cache-Control: max-age=600", Some(600));
        check_fresh("Cache-Control: private, MAX-AGE=\"600\"", Some(600));
        check_fresh("Cache-Control: public\nCache-Control: max-age=60", Some(60));
        check_fresh("Cache-Control: max-age=600\nAge: 500", Some(100));
        check_fresh("Cache-Control: max-age=600\nAge: 700", Some(0));
        check_fresh("Cache-Control: s-maxage=600", None);
        check_fresh("Cache-Control: max-age=600, no-cache", Some(0));
        check_fresh("Cache-Control: no-store", Some(0));
        check_fresh("Cache-Control: max-age=soon", Some(0));
        check_fresh("Cache-Control: max-age=-1", Some(0));
        check_fresh("Cache-Control: max-age=99999999999999999999", Some(LONGEST));
    }

    #[test]
    fn a_date_of_expiry_counts_by_the_servers_clock() {
        check_fresh("Expires: Thu, 01 Jan 2026 00:10:00 GMT", Some(600));
        check_fresh(
            "Date: Thu, 01 Jan 2026 00:09:00 GMT\nExpires: Thu, 01 Jan 2026 00:10:00 GMT",
            Some(60),
        );
        check_fresh(
            "Cache-Control: max-age=5\nExpires: Thu, 01 Jan 2026 00:10:00 GMT",
            Some(5),
        );
        check_fresh("Expires: Wed, 31 Dec 2025 00:00:00 GMT", Some(0));
        check_fresh("Expires: 0", Some(0));
        check_fresh("Expires: never", Some(0));
    }

    #[test]
    fn a_server_says_when_to_come_back_in_seconds_or_as_a_date() {
        check_retry("120", Some(120));
        check_retry("0", Some(0));
        check_retry("Thu, 01 Jan 2026 00:02:00 GMT", Some(120));
        check_retry("Thursday, 01-Jan-26 00:02:00 GMT", Some(120));
        check_retry("Thu Jan  1 00:02:00 2026", Some(120));
        check_retry("Wed, 31 Dec 2025 00:00:00 GMT", Some(0));
        check_retry("tomorrow", None);
        check_retry("-5", None);
    }

    #[test]
    fn no_control_character_comes_out_of_a_header() {
        assert_eq!(plain("中文\u{1b}[2J".as_bytes()), "中文[2J");
        assert_eq!(plain(b"caf\xe9 \x9b2J"), "café 2J");
    }
}
