//! Pictures and full texts that the person asks for, from the network into the library.

#[expect(dead_code, reason = "nothing goes wrong here")]
mod server;

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use server::Server;
use wenlan::app::{Answer, Effect};
use wenlan::article::{Block, Url};
use wenlan::config::{Environment, Pictures, Settings};
use wenlan::library::{ArticleId, Images, Listing, Source};
use wenlan::parse::{Hint, parse};
use wenlan::picture::Pixels;
use wenlan::store::Store;
use wenlan::work::{Habits, Manners, Near, Work};

const RED: &[u8] = include_bytes!("fixtures/red.png");

const ROOM: Pixels = Pixels {
    width: 800,
    height: 600,
};

/// A library with one article, and somebody who works with it.
struct Desk {
    work: Work,
    woken: Receiver<()>,
    id: ArticleId,
}

impl Desk {
    fn new(server: &Server, images: Option<Images>) -> Desk {
        let mut store = Store::in_memory().expect("memory");
        let source = Source {
            address: server.at("/feed"),
            images,
            full_text: true,
            ..Source::default()
        };
        let (id, _) = store.add(&source).expect("it is added");
        let url = server.at("/1.html");
        let article =
            format!(r#"{{"id": "1", "title": "渡口", "url": "{url}", "content": "渡口在南头。"}}"#);
        let collection = parse(article.as_bytes(), &Hint::default()).collection;
        store.put(id, &collection, 0).expect("it is put");
        let edge = wenlan::library::Edge::Start;
        let page = store.page(&Listing::default(), edge, 1).expect("a page");
        let (environment, settings) = (Environment::of(|_| None), Settings::default());
        let habits = Habits {
            manners: Manners::of(&environment, &settings, None).expect("manners"),
            images: Pictures::default(),
            looks: None,
        };
        let (wake, woken) = channel();
        let work = Work::new(Near::new(store), habits, move || {
            let _ = wake.send(());
        });
        Desk {
            work,
            woken,
            id: page.headlines[0].id,
        }
    }

    /// Asks for a picture: its size, nothing, or why not.
    fn ask(&mut self, url: &str, fetch: bool) -> Result<Option<Pixels>, String> {
        self.work.perform(Effect::Pictures {
            id: self.id,
            urls: Url::new(url).into_iter().collect(),
            room: ROOM,
            fetch,
        });
        self.hear(|answer| match answer {
            Answer::Picture { result, .. } => Some(
                result
                    .map(|picture| picture.map(|picture| picture.natural()))
                    .map_err(|why| why.en),
            ),
            _ => None,
        })
    }

    /// Asks for the full text of the article.
    fn ask_for_text(&mut self) -> Result<(), String> {
        self.work.perform(Effect::FullText(self.id));
        self.hear(|answer| match answer {
            Answer::FullText { result, .. } => Some(result.map_err(|why| why.en)),
            _ => None,
        })
    }

    /// The texts of the article, as it is read now.
    fn read(&mut self) -> Vec<String> {
        self.work.perform(Effect::Read(self.id));
        self.hear(|answer| match answer {
            Answer::Article { result, .. } => {
                let opened = result.expect("it is there");
                let texts = opened.article.body.iter().flat_map(Block::texts);
                Some(texts.map(str::to_owned).collect())
            }
            _ => None,
        })
    }

    /// Waits for an answer.
    fn hear<T>(&mut self, wanted: impl Fn(Answer) -> Option<T>) -> T {
        loop {
            self.woken
                .recv_timeout(Duration::from_secs(60))
                .expect("an answer comes");
            if let Some(heard) = self.work.answers().into_iter().find_map(&wanted) {
                return heard;
            }
        }
    }
}

#[test]
fn no_picture_is_fetched_that_the_person_has_not_allowed() {
    let server = Server::start();
    server.put_bytes("/red.png", 200, "image/png", RED);
    for images in [None, Some(Images::Never)] {
        let mut desk = Desk::new(&server, images);
        assert_eq!(desk.ask(&server.at("/red.png"), false), Ok(None));
        assert!(server.answers().is_empty());
    }
}

#[test]
fn a_picture_is_fetched_once_and_kept() {
    let server = Server::start();
    server.put_bytes("/red.png", 200, "image/png", RED);
    let size = Pixels {
        width: 3,
        height: 2,
    };
    let mut desk = Desk::new(&server, None);
    assert_eq!(desk.ask(&server.at("/red.png"), true), Ok(Some(size)));
    assert_eq!(desk.ask(&server.at("/red.png"), false), Ok(Some(size)));
    assert_eq!(server.answers().len(), 1);
    let mut desk = Desk::new(&server, Some(Images::OnOpen));
    assert_eq!(desk.ask(&server.at("/red.png"), false), Ok(Some(size)));
}

#[test]
fn what_is_no_picture_is_told_in_words() {
    let server = Server::start();
    server.put(
        "/page",
        200,
        "text/html",
        "<html><body>no picture</body></html>",
    );
    let mut desk = Desk::new(&server, None);
    assert!(desk.ask(&server.at("/page"), true).is_err());
    let gone = desk.ask(&server.at("/none.png"), true);
    assert!(gone.expect_err("it is not there").contains("/none.png"));
    assert_eq!(desk.ask("/relative.png", true), Ok(None));
}

#[test]
fn the_full_text_of_an_article_takes_the_place_of_less() {
    let server = Server::start();
    let mut desk = Desk::new(&server, None);
    assert_eq!(desk.read(), ["渡口在南头。"]);
    let why = desk.ask_for_text().expect_err("there is no page");
    assert!(why.contains("nothing at this address"), "{why}");
    server.put("/1.html", 200, "text/html", "<title>渡口</title><p>渡口。");
    let why = desk.ask_for_text().expect_err("it says less");
    assert_eq!(why, "the page holds no more than is here already");
    let text = "渡口在南头，从前每天有两班船，逢集的日子有四班，早晚都有人在岸边等。";
    let page = format!("<title>渡口</title><h1>渡口</h1><p>{text}</p>");
    server.put("/1.html", 200, "text/html", &page);
    assert_eq!(desk.ask_for_text(), Ok(()));
    assert_eq!(desk.read(), [text]);
}

#[test]
fn what_a_refresh_brings_is_followed_by_its_full_text() {
    let server = Server::start();
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "江边", "items": [
        {"id": "1", "title": "渡口", "url": "{here}/1.html", "content_text": "渡口在南头，有两班船。"}]}"#;
    server.put("/feed", 200, "application/feed+json", feed);
    let text = "渡口在南头，从前每天有两班船，逢集的日子有四班，早晚都有人在岸边等。";
    let page = format!("<title>渡口</title><h1>渡口</h1><p>{text}</p>");
    server.put("/1.html", 200, "text/html", &page);
    let mut desk = Desk::new(&server, None);
    desk.work.perform(Effect::Refresh(Vec::new()));
    let went = desk.hear(|answer| match answer {
        Answer::Fetching(going) if going.is_over() => Some(going),
        _ => None,
    });
    assert_eq!((went.done, went.ahead_done, went.ahead_of), (1, 1, 1));
    assert_eq!((went.failed, went.broken_off), (0, None));
    assert_eq!(desk.read(), [text]);
}
