//! Why an address gave nothing, as a person can act on it.

use std::error::Error;
use std::io;

use reqwest::Url;

use super::headers::without_controls;
use super::names::Inward;
use super::redirect::told;
use super::request::Request;
use super::trace::Trace;
use crate::locale::Sentence;
use crate::sentence;

/// An address that gave nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    /// The address that was asked for, without a name and password.
    pub address: String,
    /// Why it gave nothing.
    pub trouble: Trouble,
    /// After how many seconds the server wants to be asked again, where it says so.
    pub retry_after: Option<u64>,
    /// What was asked and answered.
    pub trace: Box<Trace>,
}

/// Why an address gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is no http or https address.
    NotWeb,
    /// The header of this name cannot be sent.
    BadHeader(String),
    /// Its host has a name that means no machine.
    NoSuchName,
    /// Its host is there and refuses the connection.
    NobodyListens,
    /// Nobody answered; the system's or the library's words on it.
    Unreachable(String),
    /// Who answered could not prove who they are.
    Untrusted(String),
    /// The answer took longer than we wait.
    TooSlow,
    /// The server answered with this status instead.
    Refused(u16),
    /// The answer is longer than these bytes.
    TooLong(usize),
    /// The answer broke off.
    CutOff(String),
    /// The answer was not what it said it was.
    Broken(String),
    /// It sends on and on.
    GoesRound,
    /// It sends out of the web, to a file or another program.
    LeavesTheWeb,
    /// It sends from https to this address without a cipher.
    Unveils(String),
    /// It sends what was posted to this other place.
    CarriesOff(String),
    /// It leads to this machine nearby, which may not be reached from where the address came.
    Inward(String),
}

impl Trouble {
    pub(super) fn of(error: &reqwest::Error) -> Trouble {
        let causes = causes(error);
        let last = causes
            .last()
            .map_or_else(|| error.to_string(), ToString::to_string);
        let last = without_controls(&last);
        if is_untrusted(&causes) {
            Trouble::Untrusted(last)
        } else if error.is_timeout() {
            Trouble::TooSlow
        } else if error.is_dns() {
            Trouble::NoSuchName
        } else if error.is_connect() && has_input(&causes, &[io::ErrorKind::ConnectionRefused]) {
            Trouble::NobodyListens
        } else if error.is_connect() {
            Trouble::Unreachable(last)
        } else if is_garbled(&causes) {
            Trouble::Broken(last)
        } else {
            Trouble::CutOff(last)
        }
    }

    /// Whether the name of the host led to private addresses only.
    pub(super) fn is_inward(error: &reqwest::Error) -> bool {
        find::<Inward>(&causes(error)).is_some()
    }

    /// Whether a second try may well succeed.
    pub(super) fn may_pass(&self, retry_after: Option<u64>) -> bool {
        match self {
            Trouble::Unreachable(_)
            | Trouble::NobodyListens
            | Trouble::CutOff(_)
            | Trouble::Refused(502..=504) => true,
            Trouble::Refused(429) => retry_after.is_some(),
            _ => false,
        }
    }
}

type Cause<'a> = &'a (dyn Error + 'static);

/// What lies behind `error`, the deepest last.
fn causes(error: &reqwest::Error) -> Vec<Cause<'_>> {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        causes.push(deeper);
        // An input error names what it wraps as itself, not as its source.
        let wrapped = deeper.downcast_ref().and_then(io::Error::get_ref);
        cause = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => deeper.source(),
        };
    }
    causes
}

fn find<'a, E: Error + 'static>(causes: &[Cause<'a>]) -> Option<&'a E> {
    causes.iter().find_map(|cause| cause.downcast_ref())
}

/// Whether a certificate was not believed, or there is nobody to believe.
fn is_untrusted(causes: &[Cause<'_>]) -> bool {
    use rustls::Error::{General, InvalidCertificate};
    matches!(find(causes), Some(InvalidCertificate(_) | General(_)))
}

/// Whether what came is not in the form it claims, however often it is asked for.
fn is_garbled(causes: &[Cause<'_>]) -> bool {
    let no_http = find(causes).is_some_and(|error: &hyper::Error| error.is_parse());
    no_http
        || has_input(
            causes,
            &[io::ErrorKind::InvalidData, io::ErrorKind::InvalidInput],
        )
}

/// Whether an input error of one of these kinds is among the causes.
fn has_input(causes: &[Cause<'_>], kinds: &[io::ErrorKind]) -> bool {
    let mut inputs = causes.iter().filter_map(|cause| cause.downcast_ref());
    inputs.any(|error: &io::Error| kinds.contains(&error.kind()))
}

impl FetchError {
    /// A request that was never made.
    pub(super) fn of(request: &Request, trouble: Trouble) -> FetchError {
        FetchError {
            address: spoken(&request.address),
            trouble,
            retry_after: None,
            trace: Box::default(),
        }
    }

    /// Whether the server says that there will never again be anything (RFC 9110 15.5.11).
    pub fn is_gone(&self) -> bool {
        self.trouble == Trouble::Refused(410)
    }

    /// The trouble in one sentence that says what can be done.
    pub fn sentence(&self) -> Sentence {
        let address = &self.address;
        match &self.trouble {
            Trouble::NotWeb => sentence!(
                "{address}: not an http or https address",
                "{address}：不是 http 或 https 网址"
            ),
            Trouble::BadHeader(name) => sentence!(
                "{address}: the header “{name}” cannot be sent; correct it",
                "{address}：请求头“{name}”无法发送，请改正"
            ),
            Trouble::NoSuchName => sentence!(
                "{address}: its name leads to no machine; check the address and the network",
                "{address}：域名无法解析，请检查网址与网络"
            ),
            Trouble::NobodyListens => sentence!(
                "{address}: nobody listens there; check the address, or try again later",
                "{address}：对方没有开放连接，请检查网址，或稍后再试"
            ),
            Trouble::Unreachable(why) => sentence!(
                "{address}: no answer ({why}); check the address and the network",
                "{address}：无法连接（{why}），请检查网址与网络"
            ),
            Trouble::Untrusted(why) => sentence!(
                "{address}: its certificate is not to be trusted ({why}); check the clock, or name the file of its authority in the settings",
                "{address}：证书不可信（{why}），请检查系统时间，或在设置中指定其 CA 证书文件"
            ),
            Trouble::TooSlow => sentence!(
                "{address}: no answer in time; try again later",
                "{address}：等待超时，请稍后再试"
            ),
            Trouble::Refused(status) => self.refusal(*status),
            Trouble::TooLong(most) => {
                let most = size(*most);
                sentence!(
                    "{address}: longer than the {most} we read; open it in a browser",
                    "{address}：超过 {most}，不再读取，请用浏览器打开"
                )
            }
            Trouble::CutOff(why) => sentence!(
                "{address}: the answer broke off ({why}); try again",
                "{address}：接收中断（{why}），请重试"
            ),
            Trouble::Broken(why) => sentence!(
                "{address}: the answer is broken ({why}); try again",
                "{address}：收到的内容已损坏（{why}），请重试"
            ),
            Trouble::GoesRound => sentence!(
                "{address}: redirects without end; open it in a browser",
                "{address}：重定向次数过多，请用浏览器打开"
            ),
            Trouble::LeavesTheWeb => sentence!(
                "{address}: redirects to something that is not the web; not followed, look for its new address",
                "{address}：被重定向到网页以外的地方，没有跟随，请另寻新址"
            ),
            Trouble::Unveils(to) => sentence!(
                "{address}: redirects to {to}, which is not encrypted; not followed, use that address if you trust the way to it",
                "{address}：被重定向到未加密的 {to}，没有跟随；若信任所经网络，请直接使用该网址"
            ),
            Trouble::CarriesOff(to) => sentence!(
                "{address}: redirects what was sent to it to {to}; not followed, use that address if it is meant",
                "{address}：要求把提交的内容转发到 {to}，没有跟随；如确属本意，请直接使用该网址"
            ),
            Trouble::Inward(host) => sentence!(
                "{address}: leads to {host}, a private address; not followed, the settings can allow it",
                "{address}：指向内网地址 {host}，没有访问；可在设置中允许"
            ),
        }
    }

    fn refusal(&self, status: u16) -> Sentence {
        let address = &self.address;
        match (status, self.retry_after) {
            (401 | 407, _) => sentence!(
                "{address}: the server asks who we are ({status}); check the password or the secret header",
                "{address}：服务器要求验证身份（{status}），请检查密码或密钥请求头"
            ),
            (403, _) => sentence!(
                "{address}: the server does not let us in ({status}); it may want a password or another user agent",
                "{address}：服务器拒绝访问（{status}），可能需要密码或更换 User-Agent"
            ),
            (404, _) => sentence!(
                "{address}: there is nothing at this address; check it",
                "{address}：此处没有内容，请检查网址"
            ),
            (410, _) => sentence!(
                "{address}: gone for good; look for its new address, or remove it",
                "{address}：已永久下线，请另寻新址或删除"
            ),
            (429, None) => sentence!(
                "{address}: the server wants fewer requests; try again later",
                "{address}：请求过于频繁，请稍后再试"
            ),
            (429 | 503, Some(seconds)) => sentence!(
                "{address}: the server said {status}; try again in {seconds} seconds",
                "{address}：服务器返回 {status}，请在 {seconds} 秒后再试"
            ),
            _ => sentence!(
                "{address}: the server said {status}; try again later",
                "{address}：服务器返回 {status}，请稍后再试"
            ),
        }
    }
}

/// An address for people: no name and password, no control characters.
fn spoken(address: &str) -> String {
    let has_name = |url: &Url| !url.username().is_empty() || url.password().is_some();
    match Url::parse(address.trim()) {
        Ok(url) if has_name(&url) => told(&url),
        _ => without_controls(address),
    }
}

/// A number of bytes, as people say it.
fn size(bytes: usize) -> String {
    match bytes >> 20 {
        0 => format!("{} KB", bytes.div_ceil(1 << 10)),
        megabytes => format!("{megabytes} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_names_the_address_in_both_languages() {
        let word = || "word".to_owned();
        let refusals = [401, 403, 404, 410, 429, 500].map(Trouble::Refused);
        let others = [
            Trouble::NotWeb,
            Trouble::BadHeader(word()),
            Trouble::NoSuchName,
            Trouble::NobodyListens,
            Trouble::Unreachable(word()),
            Trouble::Untrusted(word()),
            Trouble::TooSlow,
            Trouble::TooLong(1),
            Trouble::CutOff(word()),
            Trouble::Broken(word()),
            Trouble::GoesRound,
            Trouble::LeavesTheWeb,
            Trouble::Unveils(word()),
            Trouble::CarriesOff(word()),
            Trouble::Inward(word()),
        ];
        let request = Request::get("http://me:pass@a.org/\u{1b}x");
        for trouble in refusals.into_iter().chain(others) {
            let Sentence { en, zh } = FetchError::of(&request, trouble).sentence();
            assert!(en.starts_with("http://a.org/%1Bx: "), "{en}");
            assert!(
                zh.starts_with("http://a.org/%1Bx：") && !zh.is_ascii(),
                "{zh}"
            );
        }
        let odd = FetchError::of(&Request::get("a.org\u{1b}[2J"), Trouble::NotWeb);
        assert_eq!(odd.address, "a.org[2J");
    }

    #[test]
    fn a_size_is_said_as_people_say_it() {
        assert_eq!(
            [1, 1 << 10, (1 << 20) - 1, 64 << 20].map(size),
            ["1 KB", "1 KB", "1024 KB", "64 MB"]
        );
    }
}
