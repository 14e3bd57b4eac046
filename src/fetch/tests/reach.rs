//! Who may reach whom: a public page must not send us to machines nearby.
//!
//! In these tests 127.0.0.1 by a name passes for a machine of the public
//! internet, `localhost` and all others are what they are.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::names::{Names, is_private};
use super::*;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const NEAR: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));

fn known(name: &str) -> Vec<SocketAddr> {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let found = match name {
        "public.test" | "other.test" | "proxy.test" | "localhost" => vec![HERE],
        "inner.test" => vec![NEAR],
        "both.test" => vec![NEAR, HERE],
        // Public when it is first asked for, and never again.
        "turning.test" if ASKED.fetch_add(1, Ordering::Relaxed) == 0 => vec![HERE],
        "turning.test" => vec![NEAR],
        _ => Vec::new(),
    };
    found.into_iter().map(|ip| SocketAddr::new(ip, 0)).collect()
}

fn fetcher(manners: Manners) -> Fetcher {
    Fetcher::with_names(
        manners,
        Names::known(known, |ip| ip != HERE && is_private(ip)),
    )
}

fn ask(fetcher: &Fetcher, address: &str, reach: Reach) -> Result<Fetched, Trouble> {
    let request = Request {
        reach,
        ..asking(address)
    };
    run(fetcher.fetch(&request)).map_err(|error| error.trouble)
}

/// Asks `public.test`, which sends on to `location` and says yes to all else.
fn sent_on(location: &str, reach: Reach) -> Result<Fetched, Trouble> {
    let place = Server::saying(vec![answer("200 OK", "", "yes")]);
    let location = location.replace("PORT", &place.port().to_string());
    let server = Server::saying(vec![to(302, &location)]);
    ask(
        &fetcher(manners()),
        &server.named("public.test", "/"),
        reach,
    )
}

#[test]
fn a_public_address_does_not_lead_to_a_private_one() {
    let inward = |location, host: &str| {
        for reach in [Reach::Public, Reach::Named] {
            let found = sent_on(location, reach).expect_err("it leads inward");
            assert_eq!(found, Trouble::Inward(host.to_owned()), "{location}");
        }
    };
    inward("http://localhost:PORT/", "localhost");
    inward("http://10.0.0.1/", "10.0.0.1");
    inward("http://[::1]:PORT/", "[::1]");
    inward("http://[::ffff:169.254.169.254]/", "[::ffff:a9fe:a9fe]");
    inward("http://inner.test/", "inner.test");
    for reach in [Reach::Public, Reach::Named] {
        assert!(sent_on("http://other.test:PORT/", reach).is_ok());
        assert!(
            sent_on("http://both.test:PORT/", reach).is_ok(),
            "by its public address"
        );
    }
    assert!(
        sent_on("http://localhost:PORT/", Reach::Everywhere).is_ok(),
        "it is allowed"
    );
}

#[test]
fn a_private_address_leads_to_private_ones_when_the_person_named_it() {
    let server = Server::saying(vec![to(302, "/b"), answer("200 OK", "", "")]);
    let localhost = server.named("localhost", "/a");
    let found = ask(&fetcher(manners()), &localhost, Reach::Named).expect("both are near");
    assert_eq!(found.reach, Reach::Named);
    let refused = ask(&fetcher(manners()), &localhost, Reach::Public);
    assert_eq!(refused, Err(Trouble::Inward("localhost".to_owned())));
    let numbered = Request {
        reach: Reach::Public,
        ..asking(&server.at("/"))
    };
    assert_eq!(
        super::refused(&numbered).trouble,
        Trouble::Inward("127.0.0.1".to_owned())
    );
    assert_eq!(server.heard().len(), 2);
}

#[test]
fn what_stands_in_a_public_answer_reaches_public_machines() {
    let server = Server::saying(vec![answer("200 OK", "", "")]);
    let reach = |name, reach| {
        ask(&fetcher(manners()), &server.named(name, "/"), reach)
            .expect("it answers")
            .reach
    };
    assert_eq!(reach("public.test", Reach::Named), Reach::Public);
    assert_eq!(reach("localhost", Reach::Named), Reach::Named);
    assert_eq!(reach("public.test", Reach::Everywhere), Reach::Everywhere);
}

#[test]
fn a_name_that_turns_inward_is_not_followed_there() {
    let server = Server::saying(vec![answer("200 OK", "", "")]);
    let fetcher = fetcher(manners());
    let ask = || ask(&fetcher, &server.named("turning.test", "/"), Reach::Public);
    assert!(ask().is_ok());
    assert_eq!(ask(), Err(Trouble::Inward("turning.test".to_owned())));
}

#[test]
fn a_name_that_means_nobody_is_told() {
    let found = ask(&fetcher(manners()), "http://nobody.test/", Reach::Named);
    assert_eq!(found, Err(Trouble::NoSuchName));
}

#[test]
fn secrets_stay_with_the_host_they_were_meant_for() {
    let stranger = Server::saying(vec![answer("200 OK", "", "")]);
    let server = Server::saying(vec![
        to(302, "/b"),
        to(307, &stranger.named("other.test", "/")),
    ]);
    let secret = |name: &str, value| Header {
        name: name.to_owned(),
        value,
    };
    let address = server
        .named("public.test", "/a")
        .replace("//", "//me:word@");
    let request = Request {
        headers: vec![
            secret("X-Key", HeaderValue::Secret(Secret::new("k"))),
            secret("Cookie", HeaderValue::Plain("c=1".to_owned())),
            secret("X-Plain", HeaderValue::Plain("p".to_owned())),
        ],
        ..asking(&address)
    };
    run(fetcher(manners()).fetch(&request)).expect("the stranger answers");
    let confided = ["x-key", "cookie", "authorization"];
    for heard in server.heard() {
        assert!(confided.iter().all(|name| heard.contains(name)), "{heard}");
    }
    let heard = &stranger.heard()[0];
    assert!(!confided.iter().any(|name| heard.contains(name)), "{heard}");
    assert!(heard.contains("x-plain: p"));
}

#[test]
fn a_proxy_may_be_near_when_nothing_else_may() {
    let proxy = Server::saying(vec![answer("200 OK", "", "by proxy")]);
    let manners = Manners {
        proxy: Proxy::At(proxy.named("proxy.test", "")),
        ..manners()
    };
    // Here the proxy's own address counts as private.
    let names = Names::known(known, is_private);
    let fetcher = Fetcher::with_names(manners, names);
    let found = ask(&fetcher, "http://far.test/a", Reach::Public).expect("the proxy answers");
    assert_eq!(found.body.bytes(), b"by proxy");
    assert!(proxy.heard()[0].starts_with("get http://far.test/a "));
    // A proxy is near; what it brings from afar is not.
    let found = ask(&fetcher, "http://far.test/a", Reach::Named).expect("the proxy answers");
    assert_eq!(found.reach, Reach::Public);
    let inward = ask(&fetcher, "http://localhost/a", Reach::Public);
    assert_eq!(inward, Err(Trouble::Inward("localhost".to_owned())));
}
