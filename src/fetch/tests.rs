//! A loopback server that says what it is told to, and what becomes of it.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use super::*;

/// Answers each connection with the next of `answers`, then hangs up; gives the address.
fn serve(answers: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    thread::spawn(move || {
        for answer in answers {
            let Ok((mut stream, _)) = listener.accept() else {
                return;
            };
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(&answer);
        }
    });
    format!("http://{address}/a.json")
}

fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

fn quick() -> Limits {
    Limits {
        bytes: 1000,
        total: Duration::from_secs(20),

        redirects: 3,
        ..Limits::default()
    }
}

#[track_caller]
fn check_trouble(answers: Vec<Vec<u8>>, wanted: &Trouble) {
    let found = fetch(&serve(answers), quick())
        .expect_err("this answer is in trouble")
        .trouble;
    let alike = std::mem::discriminant(&found) == std::mem::discriminant(wanted);
    assert!(alike, "{found:?}, not {wanted:?}");
}

#[test]
fn an_answer_is_fetched_with_its_type_and_address() {
    let address = serve(vec![answer(
        "200 OK",
        "Content-Type: text/html; charset=gbk\r\n",
        "<p>",
    )]);
    let fetched = fetch(&address, quick()).expect("the server answers");
    assert_eq!(fetched.bytes, b"<p>");
    assert_eq!(
        fetched.media_type.as_deref(),
        Some("text/html; charset=gbk")
    );
    assert_eq!(fetched.address, address);
}

#[test]
fn redirects_are_followed_on_the_web_and_not_for_ever() {
    let target = serve(vec![answer("200 OK", "", "there")]);
    let address = serve(vec![answer(
        "301 Moved",
        &format!("Location: {target}\r\n"),
        "",
    )]);
    let fetched = fetch(&address, quick()).expect("the second server answers");
    assert_eq!(
        (fetched.bytes, fetched.address),
        (b"there".to_vec(), target)
    );
    let around = || answer("302 Found", "Location: /again\r\n", "");
    check_trouble((0..9).map(|_| around()).collect(), &Trouble::GoesRound);
    check_trouble(
        vec![answer("302 Found", "Location: file:///etc/passwd\r\n", "")],
        &Trouble::LeavesTheWeb,
    );
}

#[test]
fn every_trouble_has_its_name() {
    check_trouble(
        vec![answer("404 Not Found", "", "")],
        &Trouble::Refused(404),
    );
    check_trouble(
        vec![answer("200 OK", "", &"x".repeat(1001))],
        &Trouble::TooLong(1000),
    );
    check_trouble(
        vec![b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec()],
        &Trouble::Broken(String::new()),
    );
    check_trouble(
        vec![b"no http at all\r\n\r\n".to_vec()],
        &Trouble::Unreachable(String::new()),
    );
    check_trouble(
        vec![answer("200 OK", "Content-Encoding: gzip\r\n", "not gzip")],
        &Trouble::Broken(String::new()),
    );
    let nowhere = fetch("file:///etc/passwd", quick()).expect_err("a file is not on the web");
    assert_eq!(nowhere.trouble, Trouble::NotWeb);
}

#[test]
fn a_silent_server_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    let error = fetch(
        &format!("http://{address}/"),
        Limits {
            silence: Duration::from_millis(50),
            ..quick()
        },
    )
    .expect_err("nobody answers");
    assert_eq!(error.trouble, Trouble::TooSlow);
    assert!(error.sentence().zh.contains("超时"));
}
