//! Answers as they should be.

use std::io::Write as _;

use super::*;

/// `春天来了。` in gzip.
const GZIP: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\x7b\x36\x63\xe9\xd3\x25\x2b\x9f\xcd\x5d\xfa\
    \x64\x57\xdb\xe3\x86\x26\0\xdd\xff\xd7\x81\x0f\0\0\0";

/// The same in zlib, which HTTP calls deflate.
const DEFLATE: &[u8] = b"\x78\xda\x7b\x36\x63\xe9\xd3\x25\x2b\x9f\xcd\x5d\xfa\x64\x57\xdb\xe3\x86\
    \x26\0\x57\x5a\x0a\x87";

/// The same in Brotli, stored: RFC 7932 9.2.
const BROTLI: &[u8] = b"\xe0\0\x10\xe6\x98\xa5\xe5\xa4\xa9\xe6\x9d\xa5\xe4\xba\x86\xe3\x80\x82\x03";

#[test]
fn an_answer_comes_with_all_that_is_known_of_it() {
    let server = Server::saying(vec![answer(
        "200 OK",
        "Content-Type: text/html; charset=gbk\r\nETag: W/\"7\"\r\nCache-Control: max-age=60\r\n\
         Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nLink: <?p=2>; rel=next\r\nLink: <a>\r\n",
        "<p>",
    )]);
    let found = fetched(&asking(&server.at("/a?b")));
    assert_eq!(found.body, Body::Bytes(b"<p>".to_vec()));
    assert_eq!((found.status, found.address), (200, server.at("/a?b")));
    assert_eq!(found.media_type.as_deref(), Some("text/html; charset=gbk"));
    assert_eq!(found.validators.etag.as_deref(), Some("W/\"7\""));
    let modified = found.validators.last_modified.as_deref();
    assert_eq!(modified, Some("Thu, 01 Jan 2026 00:00:00 GMT"));
    assert_eq!(found.fresh_for, Some(60));
    let links: Vec<&str> = found.headers.values("link").collect();
    assert_eq!(links, ["<?p=2>; rel=next", "<a>"]);
    // After the day this was written.
    assert!(found.received > 1_767_225_600);
}

#[test]
fn what_is_known_already_is_not_sent_again() {
    let server = Server::new(|_, request, stream| {
        let known = request.contains("if-none-match: \"7\"\r\nif-modified-since: yesterday");
        let status = if known { "304 Not Modified" } else { "400 Bad" };
        let headers =
            format!("HTTP/1.1 {status}\r\nCache-Control: max-age=9\r\nETag: \"8\"\r\n\r\n");
        stream
            .write_all(headers.as_bytes())
            .expect("somebody listens");
    });
    let request = Request {
        validators: Validators {
            etag: Some("\"7\"".to_owned()),
            last_modified: Some("yesterday".to_owned()),
        },
        ..asking(&server.at("/"))
    };
    let found = fetched(&request);
    assert_eq!((found.body, found.status), (Body::Unchanged, 304));
    assert_eq!(found.fresh_for, Some(9));
    let Validators {
        etag,
        last_modified,
    } = found.validators;
    assert_eq!(
        (etag.as_deref(), last_modified.as_deref()),
        (Some("\"8\""), Some("yesterday"))
    );
}

#[test]
fn bodies_are_unpacked() {
    for (coding, packed) in [("gzip", GZIP), ("deflate", DEFLATE), ("br", BROTLI)] {
        let headers = format!("Content-Encoding: {coding}\r\n");
        let server = Server::saying(vec![answer("200 OK", &headers, packed)]);
        let found = fetched(&asking(&server.at("/")));
        assert_eq!(found.body.bytes(), "春天来了。".as_bytes(), "{coding}");
        assert!(server.heard()[0].contains(coding), "it is asked for");
    }
}

#[test]
fn a_charset_is_not_a_coding_of_the_body_and_not_our_business() {
    let headers = "Content-Encoding: UTF-8\r\nContent-Type: text/html; charset=klingon\r\n";
    let server = Server::saying(vec![answer("200 OK", headers, b"\xb4\xba")]);
    let found = fetched(&asking(&server.at("/")));
    assert_eq!(found.body.bytes(), b"\xb4\xba");
    assert_eq!(
        found.media_type.as_deref(),
        Some("text/html; charset=klingon")
    );
}

#[test]
fn no_control_character_of_a_header_comes_through() {
    let headers = "X-Title: \u{9b}31m中\u{85}文\r\nContent-Type: text/html\u{9d}\r\n";
    let server = Server::saying(vec![answer("200 OK", headers, "")]);
    let found = fetched(&asking(&server.at("/")));
    assert_eq!(found.headers.value("x-title"), Some("31m中文"));
    assert_eq!(found.media_type.as_deref(), Some("text/html"));
}

#[test]
fn headers_and_the_name_we_go_by_are_sent() {
    let server = Server::saying(vec![answer("200 OK", "", "")]);
    let header = |name: &str, value| Header {
        name: name.to_owned(),
        value,
    };
    let request = Request {
        accept: Some("application/feed+json".to_owned()),
        user_agent: Some("another/1".to_owned()),
        headers: vec![
            header("X-Plain", HeaderValue::Plain("a".to_owned())),
            header("X-Key", HeaderValue::Secret(Secret::new("k\n"))),
        ],
        ..asking(&server.at("/"))
    };
    fetched(&request);
    fetched(&asking(&server.at("/")));
    let heard = server.heard();
    for line in [
        "accept: application/feed+json",
        "user-agent: another/1",
        "x-plain: a",
        "x-key: k",
    ] {
        assert!(heard[0].contains(&format!("\r\n{line}\r\n")), "{line}");
    }
    assert!(heard[1].contains("user-agent: wenlan/"));
}

#[test]
fn a_head_has_no_body_and_a_post_sends_one() {
    let headers = "Content-Type: application/json\r\n";
    let server = Server::new(move |_, request, stream| {
        let body = if request.starts_with("HEAD") {
            ""
        } else {
            "{}"
        };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n{headers}\r\n{body}");
        stream.write_all(head.as_bytes()).expect("somebody listens");
    });
    let ask = |method| {
        fetched(&Request {
            method,
            headers: vec![Header {
                name: "Content-Type".to_owned(),
                value: HeaderValue::Plain("application/json".to_owned()),
            }],
            ..asking(&server.at("/"))
        })
    };
    let headers = ask(Method::Head);
    assert_eq!(headers.body, Body::Bytes(Vec::new()));
    assert_eq!(headers.media_type.as_deref(), Some("application/json"));
    assert_eq!(ask(Method::Post(b"[1]".to_vec())).body.bytes(), b"{}");
    let heard = server.heard();
    assert!(heard[0].starts_with("head / ") && !heard[0].contains("content-type"));
    assert!(heard[1].starts_with("post / ") && heard[1].ends_with("\r\n\r\n[1]"));
    assert!(heard[1].contains("content-type: application/json"));
}

#[test]
fn redirects_are_followed_and_remembered() {
    let server = Server::saying(vec![
        to(301, "/b"),
        to(308, "/c"),
        to(302, "/d"),
        answer("200 OK", "", "there"),
    ]);
    let found = fetched(&asking(&server.at("/a")));
    assert_eq!(
        (found.body.bytes(), &found.address),
        (&b"there"[..], &server.at("/d"))
    );
    let statuses: Vec<u16> = found
        .redirects
        .iter()
        .map(|redirect| redirect.status)
        .collect();
    assert_eq!(statuses, [301, 308, 302]);
    assert_eq!(found.moved_to(), Some(server.at("/c").as_str()));
}

#[test]
fn what_is_behind_a_temporary_redirect_has_not_moved() {
    let server = Server::saying(vec![to(307, "/b"), to(301, "/c"), answer("200 OK", "", "")]);
    assert_eq!(fetched(&asking(&server.at("/a"))).moved_to(), None);
}

#[test]
fn progress_is_told() {
    let server = Server::saying(vec![answer("200 OK", "", "x".repeat(900))]);
    let mut told = Vec::new();
    run(async {
        let fetcher = Fetcher::new(manners());
        let request = asking(&server.at("/"));
        let fetch = fetcher.fetch_watched(&request, |progress| told.push(progress));
        fetch.await.expect("the server answers");
    });
    let all = Progress {
        bytes: 900,
        total: Some(900),
    };
    assert_eq!(told.last(), Some(&all));
}
