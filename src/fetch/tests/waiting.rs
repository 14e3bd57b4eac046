//! Trying again, waiting for a turn, and leaving.

use std::io::Write as _;
use std::sync::mpsc::channel;
use std::sync::{Arc, Condvar, Mutex};

use tokio::time::Instant;

use super::*;

/// Asks a server that says `answers` in turn; the requests it took, and what came.
#[track_caller]
fn check(answers: Vec<Vec<u8>>, method: Method, wanted: Result<u16, Trouble>, requests: usize) {
    let server = Server::saying(answers);
    let request = Request {
        method,
        ..asking(&server.at("/"))
    };
    let found = fetched_with(patient(), &request);
    let found = found
        .map(|fetched| fetched.status)
        .map_err(|error| error.trouble);
    assert_eq!((found, server.heard().len()), (wanted, requests));
}

#[test]
fn what_may_pass_is_tried_again() {
    let (down, good) = (answer("503 Down", "", ""), answer("200 OK", "", ""));
    let soon = answer("429 Slowly", "Retry-After: 0\r\n", "");
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec();
    for passing in [&down, &soon, &cut, &Vec::new()] {
        check(vec![passing.clone(), good.clone()], Method::Get, Ok(200), 2);
    }
    check(
        vec![down.clone(), down.clone(), good.clone()],
        Method::Head,
        Ok(200),
        3,
    );
    check(vec![down], Method::Get, Err(Trouble::Refused(503)), 3);
}

#[test]
fn what_will_not_pass_is_not_tried_again() {
    let late = answer("503 Down", "Retry-After: 3600\r\n", "");
    check(vec![late], Method::Get, Err(Trouble::Refused(503)), 1);
    check(
        vec![answer("429 Slowly", "", "")],
        Method::Get,
        Err(Trouble::Refused(429)),
        1,
    );
    check(
        vec![answer("500 Oh", "", "")],
        Method::Get,
        Err(Trouble::Refused(500)),
        1,
    );
    check(
        vec![answer("410 Gone", "", "")],
        Method::Get,
        Err(Trouble::Refused(410)),
        1,
    );
}

#[test]
fn what_changes_something_is_asked_once() {
    let down = answer("503 Down", "", "");
    check(
        vec![down],
        Method::Post(Vec::new()),
        Err(Trouble::Refused(503)),
        1,
    );
}

/// Counts who is inside, and holds the first until there are two.
#[derive(Default)]
struct Door {
    inside: Mutex<(usize, usize)>,
    second: Condvar,
}

impl Door {
    fn pass(&self) {
        let mut inside = self.inside.lock().expect("nobody panics with it");
        inside.0 += 1;
        inside.1 = inside.1.max(inside.0);
        self.second.notify_all();
        let waited = self
            .second
            .wait_timeout_while(inside, PATIENCE, |inside| inside.1 < 2);
        let (mut inside, _) = waited.expect("nobody panics with it");
        inside.0 -= 1;
    }
}

#[test]
fn of_eight_requests_to_one_host_two_are_made_at_once() {
    let door = Arc::new(Door::default());
    let server = Server::new({
        let door = Arc::clone(&door);
        move |_, _, stream| {
            door.pass();
            let _ = stream.write_all(&answer("200 OK", "", ""));
        }
    });
    run(async {
        let fetcher = Arc::new(Fetcher::new(manners()));
        let tasks: Vec<_> = (0..8)
            .map(|n| {
                let (fetcher, request) =
                    (Arc::clone(&fetcher), asking(&server.at(&format!("/{n}"))));
                tokio::spawn(async move { fetcher.fetch(&request).await })
            })
            .collect();
        for task in tasks {
            let answer = task.await.expect("the task ends");
            assert!(answer.is_ok(), "{answer:?}");
        }
    });
    let (inside, most) = *door.inside.lock().expect("nobody panics with it");
    assert_eq!((inside, most, server.heard().len()), (0, 2, 8));
}

/// Drops a fetch in the midst of `beginning`: the server is left, and the turn is free.
#[track_caller]
fn check_left(beginning: &'static [u8]) {
    let (came, coming) = channel();
    let (left, leaving) = channel();
    let server = Server::new(move |number, _, stream| {
        if number > 0 {
            let _ = stream.write_all(&answer("200 OK", "", ""));
            return;
        }
        let _ = stream.write_all(beginning);
        let _ = came.send(());
        let _ = left.send(is_left(stream));
    });
    let alone = Manners {
        at_once: 1,
        ..manners()
    };
    run(async {
        let fetcher = Arc::new(Fetcher::new(alone));
        let request = asking(&server.at("/"));
        let fetch = tokio::spawn({
            let (fetcher, request) = (Arc::clone(&fetcher), request.clone());
            async move { fetcher.fetch(&request).await }
        });
        let came = tokio::task::spawn_blocking(move || coming.recv_timeout(PATIENCE));
        came.await.expect("no panic").expect("the server is asked");
        fetch.abort();
        let left = tokio::task::spawn_blocking(move || leaving.recv_timeout(PATIENCE));
        assert_eq!(
            left.await.expect("no panic"),
            Ok(true),
            "the connection is closed"
        );
        assert!(fetcher.fetch(&request).await.is_ok(), "the turn is free");
    });
}

#[test]
fn who_is_dropped_leaves_the_server_and_its_place() {
    check_left(b"");
    check_left(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
}

#[test]
fn a_machine_that_is_named_as_private_is_asked_without_a_gap() {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().start_paused(true).build();
    runtime.expect("a runtime without input").block_on(async {
        let fetcher = Fetcher::new(Manners {
            gap: PATIENCE,
            ..manners()
        });
        let wait = async |address: &str| {
            let (url, began) = (address.parse().expect("an address"), Instant::now());
            for _ in 0..2 {
                fetcher.turn(&url).await;
            }
            began.elapsed()
        };
        assert_eq!(wait("http://127.0.0.1/").await, Duration::ZERO);
        assert_eq!(wait("http://localhost/").await, Duration::ZERO);
        assert_eq!(wait("http://example.org/").await, PATIENCE);
    });
}
