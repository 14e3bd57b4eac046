//! A loopback server that says what it is told to, right or wrong.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Long enough for any machine; a test that waits so long has failed.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// A server on a port of its own.
pub(super) struct Server {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// One that deals with each connection on a thread of its own: `deal` is
    /// given the number of the request, the request, and the way back. The
    /// connection is closed behind it.
    pub(super) fn new(
        deal: impl Fn(usize, &str, &mut TcpStream) + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let (heard, deal) = (Arc::<Mutex<Vec<String>>>::default(), Arc::new(deal));
        let server = Server {
            address,
            heard: Arc::clone(&heard),
        };
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (heard, deal) = (Arc::clone(&heard), Arc::clone(&deal));
                thread::spawn(move || {
                    let request = read(&mut stream);
                    let number = {
                        let mut heard = heard.lock().expect("nobody panics with it");
                        heard.push(request.clone());
                        heard.len() - 1
                    };
                    deal(number, &request, &mut stream);
                });
            }
        });
        server
    }

    /// One that answers each request with the next of `answers`, and those behind with the last.
    pub(super) fn saying(answers: Vec<Vec<u8>>) -> Server {
        Server::new(move |number, _, stream| {
            let answer = &answers[number.min(answers.len() - 1)];
            // Who has heard enough may hang up before the end.
            let _ = stream.write_all(answer);
        })
    }

    /// The address of `path`, by the number of the machine.
    pub(super) fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The address of `path`, by a name.
    pub(super) fn named(&self, name: &str, path: &str) -> String {
        format!("http://{name}:{}{path}", self.port())
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    /// The requests so far, in lower case.
    pub(super) fn heard(&self) -> Vec<String> {
        let heard = self.heard.lock().expect("nobody panics with it");
        heard.iter().map(|request| request.to_lowercase()).collect()
    }
}

/// Reads one request, with its body.
fn read(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut some = [0; 4096];
    while let Ok(length @ 1..) = stream.read(&mut some) {
        request.extend_from_slice(&some[..length]);
        let text = String::from_utf8_lossy(&request).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .split_once("content-length: ")
                .map(|(_, length)| length);
            let length = length.and_then(|length| length.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                break;
            }
        }
    }
    String::from_utf8_lossy(&request).into_owned()
}

/// A whole answer; `headers` end with CRLF each.
pub(super) fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// An answer that sends on.
pub(super) fn to(status: u16, location: &str) -> Vec<u8> {
    answer(
        &format!("{status} Elsewhere"),
        &format!("Location: {location}\r\n"),
        "",
    )
}

/// Waits until the other side has hung up; false when it does not.
pub(super) fn is_left(stream: &mut TcpStream) -> bool {
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a time-out that is not zero");
    let mut some = [0; 64];
    loop {
        match stream.read(&mut some) {
            Ok(0) => return true,
            Ok(_) => {}
            // A connection that was reset is closed too.
            Err(error) => return error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }
}
