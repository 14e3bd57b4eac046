//! A server on this machine that answers as it is told, and counts.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is answered at a path.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) media_type: &'static str,
    pub(crate) body: Vec<u8>,
}

/// A server that goes on until the test ends.
pub(crate) struct Server {
    address: String,
    pages: Arc<Mutex<HashMap<String, Page>>>,
    /// The status of every answer, in order.
    answers: Arc<Mutex<Vec<(String, u16)>>>,
}

impl Server {
    pub(crate) fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let server = Server {
            address,
            pages: Arc::default(),
            answers: Arc::default(),
        };
        let (pages, answers) = (Arc::clone(&server.pages), Arc::clone(&server.answers));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (pages, answers) = (Arc::clone(&pages), Arc::clone(&answers));
                thread::spawn(move || serve(stream, &pages, &answers));
            }
        });
        server
    }

    /// The address of a path.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Answers this at `path` from now on; `{here}` in the body is the server's address.
    pub(crate) fn put(&self, path: &str, status: u16, media_type: &'static str, body: &str) {
        let body = body.replace("{here}", &self.address);
        self.put_bytes(path, status, media_type, body.into_bytes());
    }

    /// Answers these bytes at `path` from now on.
    pub(crate) fn put_bytes(
        &self,
        path: &str,
        status: u16,
        media_type: &'static str,
        body: Vec<u8>,
    ) {
        let page = Page {
            status,
            media_type,
            body,
        };
        let mut pages = self.pages.lock().expect("nobody panicked");
        pages.insert(path.to_owned(), page);
    }

    /// What was answered since this was last asked.
    pub(crate) fn answers(&self) -> Vec<(String, u16)> {
        std::mem::take(&mut self.answers.lock().expect("nobody panicked"))
    }
}

fn serve(
    mut stream: TcpStream,
    pages: &Mutex<HashMap<String, Page>>,
    answers: &Mutex<Vec<(String, u16)>>,
) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    loop {
        let request = lines.next()?.ok()?;
        let path = request.split(' ').nth(1)?.to_owned();
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
        let page = pages.lock().expect("nobody panicked").get(&path).cloned();
        let page = page.unwrap_or(Page {
            status: 404,
            media_type: "text/plain",
            body: Vec::new(),
        });
        let tag = format!("\"{}-{}\"", page.body.len(), page.status);
        let is_known = known == tag && page.status == 200;
        let (status, body) = if is_known {
            (304, &[][..])
        } else {
            (page.status, &*page.body)
        };
        answers
            .lock()
            .expect("nobody panicked")
            .push((path, status));
        let (length, media_type) = (body.len(), page.media_type);
        write!(
            stream,
            "HTTP/1.1 {status} Said\r\nContent-Type: {media_type}\r\nETag: {tag}\r\nContent-Length: {length}\r\n\r\n"
        )
        .ok()?;
        stream.write_all(body).ok()?;
    }
}
