//! What a refresh costs on this side: a hundred sources that have not changed, over loopback.
#![allow(
    missing_docs,
    reason = "criterion's macros write functions without any"
)]

use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use criterion::{Criterion, criterion_group, criterion_main};
use tokio::runtime::Builder;
use wenlan::fetch::{Body, Fetcher, Manners, Proxy, Request, Validators};

const SOURCES: usize = 100;

/// A server for which nothing ever changes; its address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) {
    let mut request = [0; 4096];
    // One request a segment: the client waits for each answer.
    while let Ok(1..) = stream.read(&mut request) {
        if stream
            .write_all(b"HTTP/1.1 304 Not Modified\r\nETag: \"7\"\r\n\r\n")
            .is_err()
        {
            return;
        }
    }
}

fn manners() -> Manners {
    Manners {
        proxy: Proxy::Direct,
        ..Manners::default()
    }
}

/// Asks for all sources, as a refresh does.
async fn refresh(fetcher: &Arc<Fetcher>, address: &str) {
    let tasks: Vec<_> = (0..SOURCES)
        .map(|n| {
            let fetcher = Arc::clone(fetcher);
            let mut request = Request::get(&format!("{address}/{n}.json"));
            request.validators = Validators {
                etag: Some("\"7\"".to_owned()),
                last_modified: None,
            };
            tokio::spawn(async move { fetcher.fetch(&request).await })
        })
        .collect();
    for task in tasks {
        let answer = task
            .await
            .expect("the task ends")
            .expect("the server answers");
        assert_eq!(answer.body, Body::Unchanged);
    }
}

fn unchanged(c: &mut Criterion) {
    let address = serve();
    c.bench_function("100 unchanged sources, from the first connection", |b| {
        b.iter(|| {
            let runtime = Builder::new_current_thread().enable_all().build();
            let fetcher = Arc::new(Fetcher::new(manners()));
            runtime
                .expect("a runtime")
                .block_on(refresh(&fetcher, &address));
        });
    });
    c.bench_function("a fetcher, before it asks anybody", |b| {
        b.iter(|| black_box(Fetcher::new(manners())));
    });
}

criterion_group!(benches, unchanged);
criterion_main!(benches);
