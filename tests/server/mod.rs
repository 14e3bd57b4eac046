//! A server on this machine that answers as it is told, right or wrong, and counts.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, Weak};
use std::thread;
use std::time::Duration;

/// What is answered at a path.
#[derive(Clone, Debug, Default)]
struct Page {
    status: u16,
    /// Each ends with CRLF.
    headers: String,
    body: Vec<u8>,
    fault: Option<Fault>,
}

/// How an answer goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing is ever said.
    Hang,
    /// Half of the body comes, then nothing more.
    Stall,
    /// The body comes byte by byte and has no end.
    Drip,
    /// The body comes as fast as it can and has no end.
    Endless,
    /// Half of the body comes, then the connection is closed.
    Truncate,
    /// Half of the body comes, then the connection is torn down.
    Reset,
    /// Few bytes come that are very many when they are unpacked.
    Bomb,
}

/// Blanks in gzip: the head and the tail; each byte of 0 between them stands for 1,032.
const BLANKS: (&[u8], &[u8]) = (
    b"\x1f\x8b\x08\0\0\0\0\0\x02\xff\xed\xc1\x31\x01\0\0\0\xc2\xa0\x2a\xeb\x9f\xd2\x1a\x1e\x40\x01",
    b"\xaf\x06\x2d\xf0\x79\xca\xa0\x86\x01\0",
);

/// The media type of JSON Feed.
pub(crate) const FEED_TYPE: &str = "application/feed+json";

/// A feed of so many articles, in whose titles and texts stands `edition`.
pub(crate) fn feed(title: &str, edition: &str, articles: usize) -> String {
    let text = format!("{edition}：夜里的灯亮到凌晨两点。").repeat(9);
    let item = |number| {
        format!(r#"{{"id": "{number}", "title": "{edition}之{number}", "content_text": "{text}"}}"#)
    };
    let items: Vec<String> = (1..=articles).map(item).collect();
    let items = items.join(",");
    format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "{title}", "items": [{items}]}}"#
    )
}

/// Long enough for any machine; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that goes on until it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    desk: Arc<Desk>,
}

/// What the server and all who are served know.
#[derive(Default)]
struct Desk {
    pages: Mutex<HashMap<String, Page>>,
    /// The path and the status of every answer, in order.
    answers: Mutex<Vec<(String, u16)>>,
    answered: Condvar,
    served: Mutex<Vec<Weak<TcpStream>>>,
    is_closed: AtomicBool,
}

impl Server {
    pub(crate) fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let desk = Arc::<Desk>::default();
        let server = Server {
            address,
            desk: Arc::clone(&desk),
        };
        thread::spawn(move || {
            for stream in listener.incoming().flatten().map(Arc::new) {
                let mut served = desk.served.lock().expect("nobody panicked");
                if desk.is_closed.load(Ordering::SeqCst) {
                    return;
                }
                served.push(Arc::downgrade(&stream));
                let desk = Arc::clone(&desk);
                thread::spawn(move || desk.serve(&stream));
            }
        });
        server
    }

    /// The address of a path.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Answers this at `path` from now on; `{here}` in the body is the server's address.
    pub(crate) fn put(&self, path: &str, status: u16, media_type: &str, body: &str) {
        let body = body.replace("{here}", &self.at(""));
        self.put_bytes(path, status, media_type, body.as_bytes());
    }

    /// Answers these bytes at `path` from now on.
    pub(crate) fn put_bytes(&self, path: &str, status: u16, media_type: &str, body: &[u8]) {
        let headers = format!("Content-Type: {media_type}\r\n");
        self.put_raw(path, status, &headers, body);
    }

    /// Answers this at `path` from now on; each of the headers ends with CRLF.
    pub(crate) fn put_raw(&self, path: &str, status: u16, headers: &str, body: &[u8]) {
        let page = Page {
            status,
            headers: headers.to_owned(),
            body: body.to_owned(),
            fault: None,
        };
        let mut pages = self.desk.pages.lock().expect("nobody panicked");
        pages.insert(path.to_owned(), page);
    }

    /// Has a feed at `path`, of so many articles in whose titles and texts stands `edition`.
    pub(crate) fn publish(&self, path: &str, edition: &str, articles: usize) {
        self.put(path, 200, FEED_TYPE, &feed(path, edition, articles));
    }

    /// Lets what is answered at `path` go wrong from now on.
    pub(crate) fn fail(&self, path: &str, fault: Fault) {
        let mut pages = self.desk.pages.lock().expect("nobody panicked");
        pages.entry(path.to_owned()).or_default().fault = Some(fault);
    }

    /// What was answered since this was last asked.
    pub(crate) fn answers(&self) -> Vec<(String, u16)> {
        std::mem::take(&mut self.desk.answers.lock().expect("nobody panicked"))
    }

    /// Waits until so many requests have been answered since the answers were last asked for.
    pub(crate) fn until_answered(&self, count: usize) {
        let answers = self.desk.answers.lock().expect("nobody panicked");
        let too_few = |answers: &mut Vec<_>| answers.len() < count;
        let waited = self
            .desk
            .answered
            .wait_timeout_while(answers, PATIENCE, too_few);
        let (answers, timeout) = waited.expect("nobody panicked");
        let asked = answers.len();
        assert!(!timeout.timed_out(), "{asked} of {count} were asked for");
    }
}

impl Drop for Server {
    /// Nobody is served any more, and nobody who comes is let in.
    fn drop(&mut self) {
        let served = self.desk.served.lock().expect("nobody panicked");
        self.desk.is_closed.store(true, Ordering::SeqCst);
        for stream in served.iter().filter_map(Weak::upgrade) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(served);
        // The one at the door has to see that it is closed.
        let _ = TcpStream::connect(self.address);
    }
}

impl Desk {
    fn page(&self, path: &str) -> Page {
        let pages = self.pages.lock().expect("nobody panicked");
        pages.get(path).cloned().unwrap_or(Page {
            status: 404,
            ..Page::default()
        })
    }

    /// Answers whoever is at the other end until one of them leaves.
    fn serve(&self, stream: &TcpStream) -> Option<()> {
        let mut lines = BufReader::new(stream).lines();
        loop {
            let path = path_ahead(stream)?;
            let page = self.page(&path);
            if page.fault == Some(Fault::Reset) {
                // Who closes with the request unread tears the connection down.
                return page.half(stream);
            }
            let mut known = String::new();
            for line in lines.by_ref() {
                let line = line.ok()?;
                if line.is_empty() {
                    break;
                }
                if let Some((name, value)) = line.split_once(": ")
                    && name.eq_ignore_ascii_case("if-none-match")
                {
                    value.clone_into(&mut known);
                }
            }
            if let Some(fault) = page.fault {
                return page.go_wrong(fault, stream);
            }
            let status = page.say(stream, &known)?;
            let mut answers = self.answers.lock().expect("nobody panicked");
            answers.push((path, status));
            self.answered.notify_all();
        }
    }
}

/// The path of the request that comes next, which is left to be read.
fn path_ahead(stream: &TcpStream) -> Option<String> {
    let mut ahead = [0; 4096];
    loop {
        let length = stream.peek(&mut ahead).ok().filter(|length| *length > 0)?;
        let text = String::from_utf8_lossy(&ahead[..length]);
        if let Some((line, _)) = text.split_once("\r\n") {
            return line.split(' ').nth(1).map(str::to_owned);
        }
    }
}

impl Page {
    /// Says it, or that it is known already; gives the status.
    fn say(&self, mut stream: &TcpStream, known: &str) -> Option<u16> {
        let tag = self.tag();
        let is_known = known == tag && self.status == 200;
        let (status, body) = if is_known {
            (304, &[][..])
        } else {
            (self.status, &self.body[..])
        };
        let (length, headers) = (body.len(), &self.headers);
        let head = format!(
            "HTTP/1.1 {status} Said\r\n{headers}ETag: {tag}\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat()).ok()?;
        Some(status)
    }

    fn tag(&self) -> String {
        let sum = |sum: u64, byte: &u8| sum.wrapping_mul(31).wrapping_add(u64::from(*byte));
        format!("\"{:x}\"", self.body.iter().fold(0, sum))
    }

    /// Says the first half of it, and that there is more.
    fn half(&self, mut stream: &TcpStream) -> Option<()> {
        let length = self.body.len();
        let head = format!("HTTP/1.1 200 Half\r\nContent-Length: {length}\r\n\r\n");
        let said = [head.as_bytes(), &self.body[..length / 2]].concat();
        stream.write_all(&said).ok()
    }

    fn go_wrong(&self, fault: Fault, mut stream: &TcpStream) -> Option<()> {
        let endless = b"HTTP/1.1 200 Endless\r\n\r\n";
        match fault {
            Fault::Hang => {}
            Fault::Stall => self.half(stream)?,
            Fault::Truncate | Fault::Reset => return self.half(stream),
            Fault::Endless => {
                stream.write_all(endless).ok()?;
                while stream.write_all(&[b' '; 1 << 13]).is_ok() {}
            }
            Fault::Drip => {
                stream.write_all(endless).ok()?;
                // Who waits for the other to leave drips with the time-outs.
                let pause = Some(Duration::from_millis(20));
                stream.set_read_timeout(pause).ok()?;
                while stream.read(&mut [0]).is_err() {
                    stream.write_all(b" ").ok()?;
                }
            }
            Fault::Bomb => {
                let (head, tail) = BLANKS;
                let body = [head, &vec![0; 70_000], tail].concat();
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 200 Bomb\r\nContent-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n"
                );
                return stream.write_all(&[head.as_bytes(), &body].concat()).ok();
            }
        }
        // The other one leaves.
        while stream.read(&mut [0; 64]).is_ok_and(|length| length > 0) {}
        Some(())
    }
}
