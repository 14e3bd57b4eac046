//! Full texts and pictures that are fetched ahead of reading, where the person wishes it.

#[allow(dead_code, reason = "other tests use the rest")]
mod home;
#[allow(dead_code, reason = "other tests use the rest")]
mod server;

use home::Home;
use server::Server;

const RED: &[u8] = include_bytes!("fixtures/red.png");

const FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "江边", "items": [
    {"id": "1", "title": "渡口", "url": "{here}/1.html", "summary": "渡口在镇子的南头。"},
    {"id": "2", "title": "旧桥", "url": "{here}/2.html",
     "content_text": "旧桥在镇子的北头，桥面的石板被车轮磨出两道浅沟，雨后积水，像两条细细的河。"},
    {"id": "3", "title": "没有网址", "content_text": "这一篇没有自己的网址。"}
]}"#;

const FIRST: &str = "<title>渡口</title><h1>渡口</h1>
    <p>渡口在镇子的南头，从前每天有两班船，逢集的日子有四班，早晚都有人在岸边等。</p>
    <p>一月里，雪下得很大，船停了半个月，人们绕道走旧桥，多走了十二里路。</p>
    <p><img src='/red.png' alt='船'></p><a href='/1_2.html'>下一页</a>";

const SECOND: &str = "<title>渡口</title><h1>渡口</h1>
    <p>二月里，河开了，第一班船在清早出发，载着三个人、一筐鱼和两封迟到的信。</p>
    <p>摆渡的人说，他记得每一个过河的人，也记得他们没有说完的话。</p>";

const THIN: &str = "<title>旧桥</title><h1>旧桥</h1><p>旧桥在镇子的北头。</p>";

fn served() -> Server {
    let server = Server::start();
    server.put("/feed.json", 200, "application/feed+json", FEED);
    server.put("/1.html", 200, "text/html", FIRST);
    server.put("/1_2.html", 200, "text/html", SECOND);
    server.put("/2.html", 200, "text/html", THIN);
    server.put_bytes("/red.png", 200, "image/png", RED);
    server
}

fn paths(server: &Server) -> Vec<String> {
    let mut paths: Vec<String> = server.answers().into_iter().map(|(path, _)| path).collect();
    paths.sort();
    paths
}

#[test]
fn nothing_is_fetched_ahead_that_the_person_has_not_wished() {
    let (server, home) = (served(), Home::new());
    let added = home.answers(&["add", &server.at("/feed.json"), "--json"], 0);
    assert_eq!(
        (&added[0]["full_texts"], &added[0]["pictures"]),
        (&0.into(), &0.into())
    );
    assert_eq!(paths(&server), ["/feed.json"]);
}

#[test]
fn pages_and_pictures_are_there_when_the_network_is_gone() {
    let (server, home) = (served(), Home::new());
    let feed = server.at("/feed.json");
    let wishes = ["add", &feed, "--full-text", "--images", "ahead", "--json"];
    let added = home.answers(&wishes, 0);
    assert_eq!(
        (&added[0]["full_texts"], &added[0]["pictures"]),
        (&1.into(), &1.into())
    );
    let asked = paths(&server);
    assert_eq!(
        asked,
        ["/1.html", "/1_2.html", "/2.html", "/feed.json", "/red.png"]
    );
    // What has been fetched once is not fetched again.
    home.says(&["refresh"], 0);
    assert_eq!(paths(&server), ["/feed.json"]);
    drop(server);
    let listed = home.answers(&["list", "--json"], 0);
    let text = |title: &str| {
        let rows = listed.as_array().expect("rows");
        let row = rows.iter().find(|row| row["title"] == title).expect(title);
        home.says(&["print", &row["id"].to_string()], 0)
    };
    let whole = text("渡口");
    for piece in ["一月里，雪下得很大", "二月里，河开了", "没有说完的话"] {
        assert!(whole.contains(piece), "{whole}");
    }
    assert!(text("旧桥").contains("像两条细细的河"));
    assert!(home.says(&["search", "迟到的信"], 0).contains("渡口"));
}

#[test]
fn a_page_that_is_opened_is_read_to_its_last_page() {
    let (server, home) = (served(), Home::new());
    let whole = home.says(&["print", &server.at("/1.html")], 0);
    assert!(
        whole.contains("两班船") && whole.contains("没有说完的话"),
        "{whole}"
    );
}

#[test]
fn what_a_mapping_could_not_fetch_once_is_fetched_the_next_time() {
    let (server, home) = (Server::start(), Home::new());
    let list = r#"{"list": [{"id": 1, "name": "渡口"}, {"id": 2, "name": "旧桥"}]}"#;
    server.put("/list", 200, "application/json", list);
    server.put(
        "/d/1",
        200,
        "application/json",
        r#"{"text": "渡口在南头。"}"#,
    );
    let mapping = home.0.join("river.toml");
    let toml = format!(
        "[articles]\nat = '/list'\ntitle = '/name'\nurl = {{ template = 'd/{{/id}}' }}\nbody = 'detail:/text'\n\
        [detail]\nurl = '{}/d/{{/id}}'\n",
        server.at("")
    );
    std::fs::write(&mapping, toml).expect("it is written");
    let mapping = mapping.to_string_lossy();
    home.says(&["add", &server.at("/list"), "--map", &mapping], 0);
    server.answers();
    server.put(
        "/d/2",
        200,
        "application/json",
        r#"{"text": "旧桥在北头。"}"#,
    );
    home.says(&["refresh"], 0);
    assert_eq!(paths(&server), ["/d/2", "/list"]);
    assert!(home.says(&["search", "旧桥在北头"], 0).contains("旧桥"));
    home.says(&["refresh"], 0);
    assert!(!paths(&server).contains(&"/d/2".to_owned()));
}
