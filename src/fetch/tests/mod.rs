//! What becomes of servers that say what they should, and of all others.

mod answers;
mod ciphers;
mod faults;
mod reach;
mod server;
mod waiting;

use std::future::Future;
use std::time::Duration;

use super::*;
use server::{PATIENCE, Server, answer, is_left, to};

/// Manners of a test: straight to the server, without a gap, and once.
fn manners() -> Manners {
    Manners {
        proxy: Proxy::Direct,
        gap: Duration::ZERO,
        retries: Retries {
            most: 0,
            first: Duration::ZERO,
            ..Retries::default()
        },
        ..Manners::default()
    }
}

/// Manners that try again twice, at once.
fn patient() -> Manners {
    let retries = Retries {
        most: 2,
        ..manners().retries
    };
    Manners {
        retries,
        ..manners()
    }
}

/// A request with small limits.
fn asking(address: &str) -> Request {
    Request {
        limits: Limits {
            bytes: 1000,
            silence: PATIENCE,
            total: PATIENCE,
            redirects: 3,
        },
        ..Request::get(address)
    }
}

fn run<T>(story: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build();
    runtime.expect("a runtime").block_on(story)
}

fn fetched_with(manners: Manners, request: &Request) -> Result<Fetched, FetchError> {
    run(async { Fetcher::new(manners).fetch(request).await })
}

/// What a request gets.
#[track_caller]
fn fetched(request: &Request) -> Fetched {
    fetched_with(manners(), request).expect("the server answers")
}

/// Why a request gets nothing.
#[track_caller]
fn refused(request: &Request) -> FetchError {
    fetched_with(manners(), request).expect_err("nothing comes of it")
}

/// A future that a task of a runtime may be.
#[test]
fn a_fetch_may_move_between_threads() {
    fn movable(_: impl Send) {}
    let (fetcher, request) = (Fetcher::new(manners()), asking("http://127.0.0.1/"));
    movable(fetcher.fetch(&request));
}

#[test]
fn one_request_can_be_waited_for() {
    let server = Server::saying(vec![answer("200 OK", "", "春")]);
    let answer = fetch(&Request::get(&server.at("/"))).expect("the server answers");
    assert_eq!(answer.body.bytes(), "春".as_bytes());
    // The runtime of this one has ended with it: another needs its own.
    assert!(fetch(&Request::get("file:///etc/passwd")).is_err());
}
