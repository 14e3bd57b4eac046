//! Why an address gave nothing, as a person can act on it.

use std::error::Error as _;

use crate::locale::Sentence;
use crate::sentence;

/// Told by our redirect policy when a server sends us on without end.
pub(super) const GOES_ROUND: &str = "too many redirects";

/// An address that gave nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    /// The address that was asked for.
    pub address: String,
    /// Why it gave nothing.
    pub trouble: Trouble,
}

/// Why an address gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is no http or https address.
    NotWeb,
    /// Nobody answered; the system's or the library's words on it.
    Unreachable(String),
    /// The answer took longer than we wait.
    TooSlow,
    /// The server answered with this status instead.
    Refused(u16),
    /// The answer is longer than these bytes.
    TooLong(usize),
    /// The answer broke off, or was not what it said it was.
    Broken(String),
    /// It sends on and on.
    GoesRound,
    /// It sends out of the web, to a file or another program.
    LeavesTheWeb,
}

impl Trouble {
    pub(super) fn of(error: &reqwest::Error) -> Trouble {
        let mut causes = Vec::new();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            causes.push(deeper.to_string());
            cause = deeper.source();
        }
        let last = causes.last().cloned().unwrap_or_else(|| error.to_string());
        if error.is_redirect() {
            return Trouble::GoesRound;
        }
        if error.is_timeout() {
            return Trouble::TooSlow;
        }
        if error.is_body() || error.is_decode() {
            Trouble::Broken(last)
        } else {
            Trouble::Unreachable(last)
        }
    }
}

impl FetchError {
    /// The trouble in one sentence that says what can be done.
    pub fn sentence(&self) -> Sentence {
        let address = &self.address;
        match &self.trouble {
            Trouble::NotWeb => sentence!(
                "{address}: not an http or https address",
                "{address}：不是 http 或 https 网址"
            ),
            Trouble::Unreachable(why) => sentence!(
                "{address}: no answer ({why}); check the address and the network",
                "{address}：无法连接（{why}），请检查网址与网络"
            ),
            Trouble::TooSlow => sentence!(
                "{address}: no answer in time; try again later",
                "{address}：等待超时，请稍后再试"
            ),
            Trouble::Refused(404 | 410) => sentence!(
                "{address}: there is nothing at this address; check it",
                "{address}：此处没有内容，请检查网址"
            ),
            Trouble::Refused(status) => sentence!(
                "{address}: the server said {status}; try again later",
                "{address}：服务器返回 {status}，请稍后再试"
            ),
            Trouble::TooLong(most) => {
                let megabytes = most >> 20;
                sentence!(
                    "{address}: longer than the {megabytes} MB we read",
                    "{address}：超过 {megabytes} MB，不再读取"
                )
            }
            Trouble::Broken(why) => sentence!(
                "{address}: the answer is broken ({why}); try again",
                "{address}：收到的内容不完整或已损坏（{why}），请重试"
            ),
            Trouble::GoesRound => sentence!(
                "{address}: redirects without end",
                "{address}：重定向次数过多"
            ),
            Trouble::LeavesTheWeb => sentence!(
                "{address}: redirects to something that is not the web; not followed",
                "{address}：被重定向到网页以外的地方，没有跟随"
            ),
        }
    }
}
