//! Names of machines, the addresses behind them, and who may reach which.
//!
//! A name is judged where it is looked up for a connection, by the addresses
//! that the connection will go to: asked twice, a name may mean two machines.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::error::Trouble;
use super::request::Reach;

/// What is known of the machines that were asked for.
pub(super) struct Names {
    /// Knows the addresses of names; the system, when nobody else does.
    known: Option<fn(&str) -> Vec<SocketAddr>>,
    /// Which addresses are private.
    is_private: fn(IpAddr) -> bool,
    asked: Mutex<HashMap<String, Seen>>,
}

/// What a name has meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// Nothing yet: it was not looked up, as behind a proxy.
    Unknown,
    /// Private addresses alone.
    Private,
    /// A public address, at least once.
    Public,
}

impl Names {
    /// Asks the system.
    pub(super) fn of_the_system() -> Names {
        Names {
            known: None,
            is_private,
            asked: Mutex::default(),
        }
    }

    /// Asks `known`, and has a word of its own for what is private.
    #[cfg(test)]
    pub(super) fn known(
        known: fn(&str) -> Vec<SocketAddr>,
        is_private: fn(IpAddr) -> bool,
    ) -> Names {
        Names {
            known: Some(known),
            is_private,
            ..Names::of_the_system()
        }
    }

    /// Lets a request for `url` pass, unless its host is plainly out of `reach`.
    ///
    /// A name is judged by its addresses, later: see [`Lookup`].
    pub(super) fn admit(&self, url: &Url, reach: Reach) -> Result<(), Trouble> {
        if reach == Reach::Public && self.is_plainly_private(url) {
            return Err(Trouble::Inward(host(url)));
        }
        self.asked().entry(host(url)).or_insert(Seen::Unknown);
        Ok(())
    }

    /// What may be reached from an answer of `url`, which was itself within `reach`.
    pub(super) fn reach_behind(&self, url: &Url, reach: Reach) -> Reach {
        let is_private =
            self.is_plainly_private(url) || self.asked().get(&host(url)) == Some(&Seen::Private);
        match reach {
            Reach::Named if !is_private => Reach::Public,
            reach => reach,
        }
    }

    /// Whether it needs no look-up to see that the host of `url` is private.
    pub(super) fn is_plainly_private(&self, url: &Url) -> bool {
        is_near(url, self.is_private)
    }

    fn asked(&self) -> MutexGuard<'_, HashMap<String, Seen>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps those of the addresses of `host` that may be reached.
    fn judge(
        &self,
        host: &str,
        mut found: Vec<SocketAddr>,
        public_only: bool,
    ) -> Result<Vec<SocketAddr>, Inward> {
        let mut asked = self.asked();
        // Who was not asked for is the person's own proxy, which may well be near.
        let Some(seen) = asked.get_mut(host) else {
            return Ok(found);
        };
        let private = |address: &SocketAddr| (self.is_private)(address.ip());
        if !found.iter().all(private) {
            *seen = Seen::Public;
        } else if *seen == Seen::Unknown {
            *seen = Seen::Private;
        }
        if public_only {
            found.retain(|address| !private(address));
            if found.is_empty() {
                return Err(Inward);
            }
        }
        Ok(found)
    }
}

/// Whether it needs no look-up to see that the host of `url` is private.
pub(super) fn is_plainly_private(url: &Url) -> bool {
    is_near(url, is_private)
}

fn is_near(url: &Url, is_private: fn(IpAddr) -> bool) -> bool {
    match literal(url) {
        Some(ip) => is_private(ip),
        None => is_localhost(&host(url)),
    }
}

/// The host of `url`, as the map knows it.
pub(super) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// The address that a host without a name is.
fn literal(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    bare.unwrap_or(host).parse().ok()
}

/// Names that mean this machine to everybody (RFC 6761 6.3).
fn is_localhost(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    host == "localhost" || host.ends_with(".localhost")
}

/// Looks names up for connections.
pub(super) struct Lookup {
    pub(super) names: Arc<Names>,
    pub(super) public_only: bool,
}

impl Resolve for Lookup {
    fn resolve(&self, name: Name) -> Resolving {
        let (names, public_only) = (Arc::clone(&self.names), self.public_only);
        Box::pin(async move {
            let host = name.as_str();
            let found: Vec<SocketAddr> = match names.known {
                Some(known) => known(host),
                None => tokio::net::lookup_host((host, 0)).await?.collect(),
            };
            if found.is_empty() {
                return Err(io::Error::from(io::ErrorKind::NotFound).into());
            }
            let kept = names.judge(host, found, public_only)?;
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

/// A name led to private addresses only, and may not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inward;

impl fmt::Display for Inward {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a private address")
    }
}

impl Error for Inward {}

/// Whether `ip` is this machine, or one that only its neighbours can reach.
pub(super) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => match v4_within(ip) {
            Some(ip) => is_private_v4(ip),
            // Site-local addresses (RFC 3879) are still routed by old routers.
            None => {
                ip.is_unique_local() || ip.is_unicast_link_local() || ip.segments()[0] >> 6 == 0x3fb
            }
        },
    }
}

/// The blocks of the IANA registry of special addresses that lead to machines nearby.
///
/// 198.18.0.0/15 is not among them: proxies that catch all traffic answer every
/// name of the public internet with an address from there.
fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [first, second, ..] = ip.octets();
    // Linux takes 0.0.0.0 for this machine; RFC 6598 shares 100.64.0.0/10 among neighbours.
    first == 0
        || ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_broadcast()
        || (first == 100 && second & 0b1100_0000 == 64)
}

/// The IPv4 address that an IPv6 one stands for: mapped and compatible
/// (RFC 4291 2.5.5), translated (RFC 6052), 6to4 (RFC 3056).
fn v4_within(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let joined = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match ip.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => Some(joined(high, low)),
        _ => ip.to_ipv4(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(host: &str) -> Url {
        Url::parse(&format!("http://{host}/a")).expect("a host of the table")
    }

    #[test]
    fn machines_nearby_are_private_however_they_are_written() {
        let private = [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.0.1",
            "255.255.255.255",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "127.1",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fec0::1]",
            "[fc00::1]",
            "[fd12:3456::1]",
            "[::ffff:127.0.0.1]",
            "[::127.0.0.1]",
            "[64:ff9b::10.0.0.1]",
            "[2002:c0a8:101::1]",
            "localhost",
            "LOCALHOST.",
            "a.localhost",
        ];
        let public = [
            "1.1.1.1",
            "172.32.0.1",
            "172.15.0.1",
            "100.128.0.1",
            "100.63.0.1",
            "192.169.0.1",
            "198.18.0.7",
            "[2606:4700::1]",
            "[64:ff9b::1.1.1.1]",
            "[2002:101:101::1]",
            "[::ffff:1.1.1.1]",
            "localhost.example",
            "example.org",
        ];
        let names = Names::of_the_system();
        for host in private {
            assert!(names.is_plainly_private(&url(host)), "{host}");
        }
        for host in public {
            assert!(!names.is_plainly_private(&url(host)), "{host}");
        }
    }

    #[test]
    fn of_several_addresses_only_the_public_ones_are_reached_from_outside() {
        let names = Names::of_the_system();
        let url = url("both.example");
        names
            .admit(&url, Reach::Public)
            .expect("a name is not judged yet");
        let both = || {
            ["10.0.0.1:0", "1.1.1.1:0"]
                .map(|a| a.parse().expect("an address"))
                .to_vec()
        };
        let kept = |public_only| {
            let kept = names.judge("both.example", both(), public_only);
            kept.expect("one is public").len()
        };
        assert_eq!((kept(true), kept(false)), (1, 2));
        let near = vec!["10.0.0.1:0".parse().expect("an address")];
        assert!(names.judge("both.example", near.clone(), true).is_err());
        // It was public once: what it sends us to is public.
        assert_eq!(names.reach_behind(&url, Reach::Named), Reach::Public);
        // A proxy was never asked for.
        assert!(names.judge("proxy.example", near, true).is_ok());
    }
}
