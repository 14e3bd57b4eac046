//! Servers that are wrong, slow, endless or malicious: each has its name, and none hangs.

use std::io::Write as _;
use std::mem::discriminant;
use std::net::{TcpListener, TcpStream};

use super::*;

/// 100,000 blanks in gzip: 133 bytes.
const BOMB: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xed\xc1\x31\x01\0\0\0\xc2\xa0\x2a\xeb\x9f\xd2\
    \x1a\x1e\x40\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    \0\0\0\xaf\x06\x2d\xf0\x79\xca\xa0\x86\x01\0";

/// Asks a server that does `deal`; the trouble is of the kind of `wanted`.
#[track_caller]
fn check(wanted: &Trouble, deal: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> FetchError {
    let server = Server::new(move |_, _, stream| deal(stream));
    let error = refused(&asking(&server.at("/")));
    let found = &error.trouble;
    assert_eq!(
        discriminant(found),
        discriminant(wanted),
        "{found:?}, not {wanted:?}"
    );
    let sentence = error.sentence();
    assert!(sentence.en.contains(&error.address) && sentence.zh.contains(&error.address));
    error
}

/// A server that says `words`, whatever it is asked.
#[track_caller]
fn check_words(wanted: &Trouble, words: impl Into<Vec<u8>>) -> FetchError {
    let words = words.into();
    check(wanted, move |stream| {
        // Who has heard enough may hang up before the end.
        let _ = stream.write_all(&words);
    })
}

fn broken() -> Trouble {
    Trouble::Broken(String::new())
}

fn cut_off() -> Trouble {
    Trouble::CutOff(String::new())
}

#[test]
fn a_body_that_breaks_off_is_not_taken_for_whole() {
    check_words(
        &cut_off(),
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
    );
    check_words(
        &cut_off(),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf",
    );
    check_words(
        &cut_off(),
        answer("200 OK", "Content-Encoding: gzip\r\n", &BOMB[..20]),
    );
    check_words(&cut_off(), "");
}

#[test]
fn a_connection_that_is_reset_has_broken_off() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody asks");
        // Closing with the request unread resets the connection.
        stream.peek(&mut [0]).expect("a request");
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
            .expect("somebody listens");
    });
    let error = refused(&asking(&format!("http://{address}/")));
    assert_eq!(
        discriminant(&error.trouble),
        discriminant(&cut_off()),
        "{error:?}"
    );
}

#[test]
fn what_is_not_what_it_claims_to_be_is_broken() {
    check_words(
        &broken(),
        answer("200 OK", "Content-Encoding: gzip\r\n", "not gzip"),
    );
    check_words(
        &broken(),
        answer("200 OK", "Content-Encoding: zstd\r\n", "(zstd)"),
    );
    check_words(&broken(), "HTTP/1.1 304 Not Modified\r\n\r\n");
    check_words(
        &broken(),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
    );
    check_words(&broken(), b"\x16\x03\x01 no http at all \xff\r\n\r\n");
    check_words(&broken(), "HTTP/1.1 200 OK\r\nX: \u{1b}[2J\r\n\r\n");
    let many = "X: y\r\n".repeat(5000);
    check_words(&broken(), answer("200 OK", &many, ""));
}

#[test]
fn nothing_is_read_beyond_the_cap() {
    check_words(&Trouble::TooLong(0), answer("200 OK", "", "x".repeat(1001)));
    check_words(
        &Trouble::TooLong(0),
        answer("200 OK", "Content-Encoding: gzip\r\n", BOMB),
    );
    check_words(
        &Trouble::TooLong(0),
        "HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n",
    );
    // Endless, in a body and in the headers.
    check(&Trouble::TooLong(0), |stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(&[b'x'; 100]).is_ok() {}
    });
    check(&broken(), |stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(b"X: y\r\n").is_ok() {}
    });
    let error = refused(&asking(
        &Server::saying(vec![answer("200 OK", "", "x".repeat(1001))]).at("/"),
    ));
    assert!(error.sentence().zh.contains("1 KB"));
}

#[test]
fn who_is_silent_or_never_ends_is_left() {
    let silent = |words: &'static [u8]| {
        let server = Server::new(move |_, _, stream| {
            let _ = stream.write_all(words);
            is_left(stream);
        });
        let mut request = asking(&server.at("/"));
        request.limits.silence = Duration::from_millis(50);
        assert_eq!(refused(&request).trouble, Trouble::TooSlow);
    };
    silent(b"");
    silent(b"HTTP/1.1 200 OK\r\nX: y\r\n");
    silent(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
    let dripping = Server::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(b"x").is_ok() {}
    });
    let mut request = asking(&dripping.at("/"));
    request.limits.bytes = usize::MAX;
    request.limits.total = Duration::from_millis(100);
    assert_eq!(refused(&request).trouble, Trouble::TooSlow);
}

#[test]
fn redirects_end() {
    let around = Server::saying(vec![to(302, "/")]);
    assert_eq!(
        refused(&asking(&around.at("/"))).trouble,
        Trouble::GoesRound
    );
    assert_eq!(around.heard().len(), 4);
    check_words(&Trouble::LeavesTheWeb, to(301, "file:///etc/passwd"));
    // One that does not say where is an answer of its own.
    check_words(&Trouble::Refused(302), answer("302 Found", "", ""));
}

#[test]
fn an_address_that_is_none_is_not_asked() {
    for address in [
        "file:///etc/passwd",
        "ftp://a.org",
        "a.org/feed",
        "",
        "http://",
        "http://a b/",
    ] {
        assert_eq!(
            refused(&asking(address)).trouble,
            Trouble::NotWeb,
            "{address}"
        );
    }
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    drop(listener);
    let error = refused(&asking(&format!("http://{address}/")));
    assert_eq!(error.trouble, Trouble::NobodyListens);
}

#[test]
fn a_header_that_cannot_be_sent_is_named() {
    let with = |name: &str, value: &str| Request {
        headers: vec![Header {
            name: name.to_owned(),
            value: HeaderValue::Plain(value.to_owned()),
        }],
        ..asking("http://127.0.0.1/")
    };
    for (name, value) in [
        ("X", "a\r\nY: b"),
        ("a b", "c"),
        ("Content-Length", "1"),
        ("Host", "b.org"),
        ("\u{1b}[2J", ""),
    ] {
        let named = name.replace('\u{1b}', "");
        assert_eq!(
            refused(&with(name, value)).trouble,
            Trouble::BadHeader(named)
        );
    }
}

#[test]
fn a_refusal_is_told_with_all_that_is_known_of_it() {
    let headers = "X-Why: maintenance\r\nRetry-After: 7200\r\nSet-Cookie: c\r\n";
    let server = Server::saying(vec![
        to(301, "/b"),
        answer("503 Down", headers, "z".repeat(5000)),
    ]);
    let error = refused(&asking(&server.at("/a")));
    assert_eq!(
        (&error.trouble, error.retry_after),
        (&Trouble::Refused(503), Some(7200))
    );
    let trace = &error.trace;
    assert_eq!(trace.asked, format!("GET {}", server.at("/b")));
    assert_eq!(
        (trace.status, trace.tries, trace.redirects.len()),
        (Some(503), 1, 1)
    );
    assert_eq!(trace.headers.value("x-why"), Some("maintenance"));
    assert_eq!(trace.said, "z".repeat(4096).into_bytes());
    assert!(error.sentence().en.contains("7200 seconds"));
    let (b, said) = (server.at("/b"), "z".repeat(4096));
    let details =
        format!("301 {b}\nGET {b}\n503\ncontent-length: 5000\nretry-after: 7200\n{said}\n");
    assert_eq!(trace.details(), details);
}

#[test]
fn every_refusal_says_what_to_do() {
    for (status, hint) in [
        (401, "密码"),
        (403, "User-Agent"),
        (404, "检查网址"),
        (410, "永久下线"),
        (429, "过于频繁"),
        (500, "稍后再试"),
    ] {
        let error = check_words(
            &Trouble::Refused(0),
            answer(&format!("{status} No"), "", "no"),
        );
        assert_eq!(
            (error.trouble.clone(), error.is_gone()),
            (Trouble::Refused(status), status == 410)
        );
        assert!(error.sentence().zh.contains(hint), "{status}");
    }
}

#[test]
fn a_password_in_an_address_is_sent_and_not_told() {
    let server = Server::saying(vec![answer("403 No", "", "")]);
    let error = refused(&asking(&server.at("/a").replace("//", "//me:word@")));
    assert!(server.heard()[0].contains("authorization: basic bwu6d29yza=="));
    assert_eq!(error.address, server.at("/a"));
    assert!(!format!("{error:?}").contains("word"), "{error:?}");
}
