//! What becomes of a library when servers go wrong.

#[allow(dead_code, reason = "other tests use the rest")]
mod home;
#[allow(dead_code, reason = "other tests use the rest")]
mod server;

use home::{Home, ended, read};
use serde_json::Value;
use server::{FEED_TYPE, Fault, Server, feed};

/// What becomes of a source that goes wrong, and what its sentence says.
const FAULTS: [(&str, &str); 14] = [
    ("/hang", "等待超时，请稍后再试"),
    ("/stall", "等待超时，请稍后再试"),
    ("/drip", "等待超时，请稍后再试"),
    ("/endless", "超过 64 MB，不再读取，请用浏览器打开"),
    ("/bomb", "超过 64 MB，不再读取，请用浏览器打开"),
    ("/truncate", "，请重试"),
    ("/reset", "，请重试"),
    ("/round", "重定向次数过多，请用浏览器打开"),
    ("/file", "没有跟随，请另寻新址"),
    ("/later", "服务器返回 429，请在 120 秒后再试"),
    ("/broken", "服务器返回 500，请稍后再试"),
    ("/page", "登录"),
    ("/empty", "内容为空；请稍后再试"),
    ("/gone", "已永久下线，请另寻新址或删除"),
];

/// Sources that go on, one of them with nothing new.
const SOUND: [&str; 4] = ["/well", "/type", "/bytes", "/same"];

/// Every source, with three articles.
fn served() -> Server {
    let server = Server::start();
    for path in FAULTS.iter().map(|(path, _)| path).chain(&SOUND) {
        server.publish(path, "初版", 3);
    }
    server
}

/// Lets everything go wrong that can; what is sound has a fourth article.
fn go_wrong(server: &Server) {
    let faults = [
        Fault::Hang,
        Fault::Stall,
        Fault::Drip,
        Fault::Endless,
        Fault::Bomb,
        Fault::Truncate,
        Fault::Reset,
    ];
    for ((path, _), fault) in FAULTS.iter().zip(faults) {
        server.publish(path, "坏版", 4);
        server.fail(path, fault);
    }
    server.put_raw("/round", 302, "Location: /round\r\n", b"");
    server.put_raw("/file", 302, "Location: file:///etc/passwd\r\n", b"");
    server.put_raw("/later", 429, "Retry-After: 120\r\n", b"");
    server.put("/broken", 500, "text/html", "<h1>坏了</h1>");
    let page = "<html><body><h1>登录</h1><p>请先登录，方可继续浏览。</p></body></html>";
    server.put("/page", 200, FEED_TYPE, page);
    server.put("/empty", 200, FEED_TYPE, "");
    server.put("/gone", 410, "text/plain", "");
    server.publish("/well", "初版", 4);
    server.put("/type", 200, "image/png", &feed("/type", "初版", 4));
    let broken = feed("/bytes", "初版", 4).replacen('夜', "\u{1}", 1);
    let broken: Vec<u8> = broken
        .bytes()
        .map(|byte| if byte == 1 { 0xff } else { byte })
        .collect();
    server.put_bytes("/bytes", 200, FEED_TYPE, &broken);
}

/// A home that is short of patience.
fn hasty() -> Home {
    let home = Home::new();
    home.set("[fetch]\npatience = 2\n");
    home
}

/// A failure is one sentence, which names the source and says what to do.
#[track_caller]
fn assert_tells(sentence: &Value, address: &str, advice: &str) {
    let sentence = sentence.as_str().unwrap_or_default();
    assert!(
        sentence.starts_with(address) && sentence.contains(advice) && !sentence.contains('\n'),
        "{address}: {sentence}"
    );
}

/// The one of `all` that is about this address.
#[track_caller]
fn about<'a>(all: &'a Value, address: &str) -> &'a Value {
    let all = all.as_array().expect("a list");
    let one = all.iter().find(|one| one["address"] == address);
    one.unwrap_or_else(|| panic!("nothing about {address}"))
}

#[test]
fn a_source_that_goes_wrong_takes_nothing_along() {
    let (server, home) = (served(), hasty());
    let paths = FAULTS.iter().map(|(path, _)| path).chain(&SOUND);
    let addresses: Vec<String> = paths.map(|path| server.at(path)).collect();
    let mut arguments = vec!["add"];
    arguments.extend(addresses.iter().map(String::as_str));
    home.says(&arguments, 0);
    go_wrong(&server);
    let json = home.begin(&["refresh", "--json"]);
    let plain = ended(home.begin(&["refresh"]), 1);
    let json = read(&ended(json, 1));
    assert_eq!(json["failed"], FAULTS.len());
    let kept = home.answers(&["sources", "--json"], 0);
    for (path, advice) in FAULTS {
        let address = server.at(path);
        let told = about(&json["sources"], &address);
        assert_tells(&told["error"], &address, advice);
        assert_eq!(about(&kept, &address)["articles"], 3);
        let line = format!("! {path}：{}\n", told["error"].as_str().expect("words"));
        assert!(plain.contains(&line), "{plain}");
    }
    for path in SOUND {
        let address = server.at(path);
        assert_eq!(about(&json["sources"], &address)["error"], Value::Null);
        let now = if path == "/same" { 3 } else { 4 };
        assert_eq!(about(&kept, &address)["articles"], now, "{path}");
    }
    assert!(home.says(&["doctor"], 0).contains("文库完好"));
}

#[test]
fn what_goes_wrong_is_not_subscribed_to() {
    let (server, home) = (served(), hasty());
    go_wrong(&server);
    let paths = FAULTS.iter().copied().chain(SOUND.map(|path| (path, "")));
    let added: Vec<_> = paths
        .map(|(path, advice)| {
            let address = server.at(path);
            (home.begin(&["add", &address, "--json"]), address, advice)
        })
        .collect();
    for (child, address, advice) in added {
        let status = if advice.is_empty() { 0 } else { 2 };
        let told = ended(child, status);
        let told: Value =
            serde_json::from_str(&told).unwrap_or_else(|error| panic!("{error}: {told}"));
        match status {
            0 => assert!(told[0]["error"].is_null()),
            _ => assert_tells(&told[0]["error"], &address, advice),
        }
    }
    let kept = home.answers(&["sources", "--json"], 0);
    assert_eq!(kept.as_array().map(Vec::len), Some(SOUND.len()));
}
