//! Nothing that comes from outside is obeyed by the terminal.

#[allow(dead_code, reason = "other tests use the rest")]
mod home;
#[allow(dead_code, reason = "other tests use the rest")]
mod host;
#[allow(dead_code, reason = "other tests use the rest")]
mod server;

use home::Home;
use host::Host;
use server::{FEED_TYPE, Server};

/// What a terminal would obey, in every form: colours, the clipboard, the title, a device
/// string, a picture, a reset; a bell, blanks that go back; text that runs the other way.
const ORDERS: &str = "\u{1b}[6;66;66m\u{9b}6;66;66m\u{1b}]52;c;ZXZpbA==\u{7}\u{9d}52;c;ZXZpbA==\u{9c}\
    \u{1b}]2;evil\u{1b}\\\u{1b}Pevil\u{1b}\\\u{1b}_Gevil\u{1b}\\\u{1b}c\u{7}\u{8}\u{7f}\u{e}\
    \u{61c}\u{200f}\u{202e}\u{2066}\u{1b}[\u{1b}]\u{1b}";

/// A word with orders in it.
fn with_orders(word: &str) -> String {
    format!("{word}{ORDERS}{word}尾")
}

/// The same in a string of JSON.
fn quoted(word: &str) -> String {
    serde_json::Value::String(with_orders(word)).to_string()
}

/// An address with orders in it.
fn address() -> String {
    quoted("http://a.org/")
}

/// Two articles, every field of which has orders in it.
fn json() -> String {
    let inner = with_orders("内文");
    let html = format!(
        "<h2>{inner}</h2><p>{inner}<a href='http://a.org/{inner}'>{inner}</a></p><pre>{inner}</pre>\
         <table><tr><td>{inner}</td></tr></table><img src='{inner}' alt='{inner}'>"
    );
    let html = serde_json::Value::String(html);
    let author = format!(r#"{{"name": {}, "url": {}}}"#, quoted("作者"), address());
    let common = |title: &str| {
        format!(
            r#""title": {}, "url": {}, "external_url": {}, "summary": {}, "image": {},
            "authors": [{author}], "tags": [{}], "language": {}, "date_published": {}"#,
            quoted(title),
            address(),
            address(),
            quoted("摘要"),
            address(),
            quoted("标签"),
            quoted("zh"),
            quoted("今天"),
        )
    };
    format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": {}, "description": {},
        "home_page_url": {}, "authors": [{author}], "items": [
        {{"id": {}, {}, "content_text": {}}},
        {{"id": "2", {}, "content_html": {html},
          "attachments": [{{"url": {}, "mime_type": {}, "title": {}}}]}}]}}"#,
        quoted("频道"),
        quoted("简介"),
        address(),
        quoted("号"),
        common("题目"),
        quoted("正文"),
        common("又题"),
        address(),
        quoted("audio/mpeg"),
        quoted("附件"),
    )
}

fn rss() -> String {
    let it = with_orders;
    format!(
        "<rss version='2.0'><channel><title>{}</title><link>{}</link><item><guid>{}</guid>\
         <title>{}</title><author>{}</author><pubDate>{}</pubDate><category>{}</category>\
         <description><![CDATA[<p>{}</p>]]></description></item></channel></rss>",
        it("江声"),
        it("http://a.org/"),
        it("号"),
        it("涨水"),
        it("记者"),
        it("周一"),
        it("类"),
        it("江水")
    )
}

/// A page that names a feed, and another that is not there.
fn page() -> String {
    let orders = with_orders("网页");
    let link = "link rel=alternate type='application/rss+xml'";
    format!(
        "<title>{orders}</title><{link} title='{orders}' href='/rss'>\
         <{link} title='{orders}' href='/x?{orders}'>"
    )
}

fn served() -> Server {
    let server = Server::start();
    server.put("/json", 200, FEED_TYPE, &json());
    server.put("/rss", 200, "text/xml", &rss());
    server.put("/page", 200, "text/html", &page());
    server
}

/// Has all sources fail, with orders in all that they say about it.
fn go_wrong(server: &Server) {
    let said = with_orders("坏");
    // A header may hold no control of ASCII; one that does is no header.
    let word = "坏\u{9b}6;66;66m\u{9d}52;c;ZXZpbA==\u{9c}\u{202e}";
    let headers = format!(
        "Server: {word}\r\nLocation: /{word}\r\nWWW-Authenticate: {word}\r\nContent-Type: {word}\r\n"
    );
    server.put_raw(
        "/json",
        503,
        &format!("{headers}Retry-After: 99\r\n"),
        said.as_bytes(),
    );
    server.put_raw(
        "/rss",
        200,
        &format!("Server: {ORDERS}\r\n"),
        said.as_bytes(),
    );
    server.put_raw("/page", 302, &headers, said.as_bytes());
    server.put("/more", 200, FEED_TYPE, &format!("{{\"items\": [{said}"));
}

/// Whether a terminal does something at this character, or turns the text round, instead of
/// showing it.
fn is_order(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Runs a command, of whose outcome nothing may be an order; gives what it said.
#[track_caller]
fn check(home: &Home, arguments: &[&str]) -> String {
    let output = home.run(arguments);
    let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
    let found: String = said
        .chars()
        .filter(|c| is_order(*c) && *c != '\n')
        .collect();
    assert_eq!(found, "", "{arguments:?} said {said:?}");
    assert!(!said.is_empty());
    said
}

/// The same in plain words and in JSON.
#[track_caller]
fn check_both(home: &Home, arguments: &[&str]) {
    check(home, arguments);
    check(home, &[arguments, &["--json"]].concat());
}

#[test]
fn what_strangers_send_gives_no_orders() {
    let (server, home) = (served(), Home::new());
    for path in ["/json", "/page"] {
        let address = server.at(path);
        check_both(&home, &["add", &address]);
        check_both(&home, &["check", &address]);
    }
    check_both(&home, &["list", "all"]);
    check_both(&home, &["sources"]);
    let found = check(&home, &["search", "内文"]);
    assert!(found.contains("又题"), "{found}");
    for id in ["1", "2", "3"] {
        for to in ["text", "markdown", "json"] {
            check(&home, &["print", id, "--to", to]);
        }
    }
    check(&home, &["export"]);
    check(&home, &["export", "--to", "newsboat"]);
    go_wrong(&server);
    check_both(&home, &["refresh"]);
    check_both(&home, &["sources"]);
    for path in ["/json", "/page", "/rss", "/more"] {
        let address = server.at(path);
        check_both(&home, &["add", &address]);
        check_both(&home, &["check", &address]);
        check(&home, &["print", &address]);
    }
}

#[test]
fn what_is_named_gives_no_orders() {
    let (server, home) = (served(), Home::new());
    let address = server.at("/json");
    check_both(&home, &["add", &address]);
    let named = with_orders("题目");
    for command in [
        "list", "search", "refresh", "remove", "add", "check", "import", "print", "map",
    ] {
        check_both(&home, &[command, &named]);
    }
    check_both(&home, &["add", &server.at(&format!("/{named}"))]);
    check_both(&home, &["add", &address, "--map", &named]);
    check_both(
        &home,
        &["add", &address, "--title", &named, "--section", &named],
    );
    check_both(&home, &["sources"]);
    check_both(&home, &["list", "--sort", &named]);
    check_both(&home, &["list", "--library", &named]);
    check_both(&home, &["mark", "read", &named]);
    check_both(&home, &["prune", "--articles", &named]);
    check(&home, &[&named, &named]);
    check(&home, &[&format!("--{named}")]);
    home.set(&format!("[{}]", quoted("设置")));
    check(&home, &["list"]);
    home.set(&format!("[fetch]\nca_file = {}", quoted("文件")));
    check(&home, &["refresh"]);
}

/// Nothing was written that is not the reader's own.
#[track_caller]
fn assert_own(history: &str) {
    let is_own = |c: &char| matches!(c, '\u{1b}' | '\r' | '\n' | '\u{8}');
    let found: String = history
        .chars()
        .filter(|c| is_order(*c) && !is_own(c))
        .collect();
    assert_eq!(found, "");
    // Of control sequences only the parameters tell ours from theirs.
    let ours = ["[", "\\", "]2;文澜", "]8;", "]66;"];
    for written in history.split('\u{1b}').skip(1) {
        let is_ours = ours.iter().any(|ours| written.starts_with(ours));
        assert!(is_ours && !written.starts_with("[6;66;66m"), "{written:?}");
    }
}

#[test]
fn the_reader_obeys_no_orders() {
    let (server, home) = (served(), Home::new());
    home.says(&["add", &server.at("/json"), &server.at("/rss")], 0);
    go_wrong(&server);
    let mut host = Host::start(home.reader());
    host.until("涨水");
    host.resize(100, 30);
    let pasted = format!("\u{1b}[200~{}\u{1b}[201~", with_orders("题"));
    let escape = "\u{1b}[27u";
    for (keys, told) in [
        ("", "江水"),
        ("J", "正文"),
        ("J", "附件"),
        ("\rt", "目录"),
        ("qf", "打开链接"),
        (&format!("{escape}R"), "2 个来源中有 2 个失败"),
        ("v", "请在 99 秒后再试"),
        (&format!("q/{pasted}"), "/题题尾"),
        (&format!("{escape}h/{pasted}"), "没有找到“题题尾”"),
        (&format!("{escape}={pasted}"), "筛选：题题尾"),
    ] {
        host.type_in(keys);
        host.until(told);
    }
    host.type_in("\rQ");
    assert_eq!(host.end(), 0);
    assert_own(&host.history());
    assert_eq!(host.copied(), "");
}
