//! The reader on a library: when the server is gone, when it is ended, when articles arrive.

#[allow(dead_code, reason = "other tests use the rest")]
mod home;
#[allow(dead_code, reason = "other tests use the rest")]
mod host;
#[allow(dead_code, reason = "other tests use the rest")]
mod server;

use home::Home;
use host::Host;
use server::{FEED_TYPE, Server};

/// Has a feed at `/feed`, whose articles are longer than a screen.
fn publish(server: &Server, articles: usize) {
    let lines: Vec<String> = (1..=60).map(|line| format!("第{line}行的文字。")).collect();
    let text = serde_json::Value::String(lines.join("\n\n"));
    let item = |day| {
        format!(
            r#"{{"id": "{day}", "title": "第{day}日", "content_text": {text},
            "date_published": "2026-01-{day:02}"}}"#
        )
    };
    let items: Vec<String> = (1..=articles).map(item).collect();
    let items = items.join(",");
    let feed = format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "日报", "items": [{items}]}}"#
    );
    server.put("/feed", 200, FEED_TYPE, &feed);
}

/// A server with three articles, and a home that is subscribed to them and reads quickly.
fn subscribed() -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    publish(&server, 3);
    home.set("[reading]\nmark_read = \"never\"\n");
    home.says(&["add", &server.at("/feed")], 0);
    (server, home)
}

/// The reader on a wide screen, with everything listed.
fn opened(home: &Home) -> Host {
    let mut host = Host::start(home.reader());
    host.until("日报");
    host.resize(100, 24);
    host.until("栏目");
    host
}

/// What stands in the reader's pane, without what moves by itself.
fn page(host: &Host) -> Vec<String> {
    let rows = host.rows();
    let pane = |row: &String| row.rsplit('│').nth(1).map(str::to_owned);
    rows.iter().filter_map(pane).collect()
}

/// The title under the cursor of the list.
fn cursor(host: &Host) -> String {
    let rows = host.rows();
    let chosen = rows.iter().filter_map(|row| row.split('│').nth(2));
    let mut chosen = chosen.filter(|cell| cell.starts_with('▌'));
    chosen.next().unwrap_or_default().trim().to_owned()
}

#[test]
fn without_a_server_everything_is_there_and_what_failed_is_told() {
    let (server, home) = subscribed();
    drop(server);
    let mut host = opened(&home);
    host.until("第1行");
    host.type_in("R");
    host.until("对方没有开放连接");
    host.until("日报       ! 3");
    host.type_in("v");
    host.until("连续 1 次");
    host.until("没有开放连接");
    host.type_in("q/第3行\r");
    host.until("全部：第3行");
    host.until("第3行的文字。 第4行");
    host.type_in("Q");
    assert_eq!(host.end(), 0);
    host.assert_given_back();
}

/// Reads, marks and leaves by `leave`; everything is as it was for who comes back.
#[track_caller]
fn check_return(leave: impl FnOnce(&mut Host) -> u32, status: u32) {
    let (_server, home) = subscribed();
    let mut host = opened(&home);
    host.until("第1日");
    host.type_in("J\rdds");
    host.until("★ 收藏         1");
    let before = page(&host);
    assert!(before.concat().contains("第19行"), "{before:?}");
    assert_eq!(leave(&mut host), status);
    host.assert_given_back();
    let mut host = opened(&home);
    host.until("★ 收藏         1");
    host.until("第1日");
    host.type_in("J\r");
    host.until("第19行");
    assert_eq!(page(&host), before);
}

#[test]
fn who_leaves_finds_everything_again() {
    check_return(
        |host| {
            host.type_in("Q");
            host.end()
        },
        0,
    );
    for signal in [1, 2, 15] {
        let leave = |host: &mut Host| {
            host.signal(signal);
            host.end()
        };
        check_return(leave, 128 + signal.unsigned_abs());
    }
}

#[test]
fn what_is_killed_has_kept_the_marks() {
    let (_server, home) = subscribed();
    let mut host = opened(&home);
    host.until("第1日");
    host.type_in("Js");
    host.until("★ 收藏         1");
    host.signal(9);
    host.end();
    assert!(home.says(&["list", "starred"], 0).contains("第2日"));
    assert!(home.says(&["doctor"], 0).contains("文库完好"));
}

#[test]
fn what_arrives_leaves_the_reader_where_he_is() {
    let (server, home) = subscribed();
    let mut host = opened(&home);
    host.until("第1日");
    host.type_in("J\rdd");
    host.until("第19行");
    let before = (page(&host), cursor(&host));
    publish(&server, 28);
    host.type_in("R");
    host.until("新文章 25 篇");
    host.until("未读 28");
    assert_eq!((page(&host), cursor(&host)), before);
    host.type_in("hg");
    host.until("第28日");
}
