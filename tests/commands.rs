//! The commands about the library, as a person or a script gives them.

#[allow(dead_code, reason = "other tests use the rest")]
mod home;
#[allow(dead_code, reason = "other tests use the rest")]
mod server;

use std::fs;

use home::Home;
use server::Server;

const FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "山城日报", "items": [
    {"id": "1", "title": "夜读", "url": "{here}/1", "date_published": "2026-03-01",
     "content_html": "<p>图书馆的灯亮到凌晨两点。琥珀色的灯。</p>"},
    {"id": "2", "title": "晨练", "date_published": "2026-03-02", "content_text": "桥头的老人在打拳。"}
]}"#;

const RSS: &str = "<rss version='2.0'><channel><title>江声</title>
    <item><guid>a</guid><title>涨水</title><description>&lt;p>江水涨了。&lt;/p></description></item>
    </channel></rss>";

fn feed_type() -> &'static str {
    "application/feed+json"
}

/// A server with a page that names a feed, and the feeds.
fn served() -> Server {
    let server = Server::start();
    let page = "<html><head><title>山城</title><link rel=alternate type='application/feed+json' \
        href='/feed.json'></head><body><p>首页</p></body></html>";
    server.put("/", 200, "text/html", page);
    server.put("/feed.json", 200, feed_type(), FEED);
    server.put("/rss.xml", 200, "text/xml", RSS);
    server
}

#[test]
fn a_page_leads_to_its_feed_and_everything_is_read_without_the_network() {
    let (server, home) = (served(), Home::new());
    let added = home.answers(
        &["add", &server.at("/"), "--section", "新闻/本地", "--json"],
        0,
    );
    assert_eq!(added[0]["title"], "山城日报");
    assert_eq!(added[0]["address"], server.at("/feed.json"));
    assert_eq!(
        (&added[0]["articles"], &added[0]["new"]),
        (&2.into(), &2.into())
    );
    assert!(
        home.says(&["add", &server.at("/feed.json")], 0)
            .contains("此前已订阅")
    );
    drop(server);
    let listed = home.answers(&["list", "--json"], 0);
    assert_eq!(
        (&listed[0]["title"], &listed[1]["title"]),
        (&"晨练".into(), &"夜读".into())
    );
    assert_eq!(listed[1]["from"], "山城日报");
    let id = listed[1]["id"].to_string();
    assert!(home.says(&["print", &id], 0).contains("琥珀色的灯"));
    assert!(home.says(&["sources"], 0).contains("未读 2，共 2"));
}

#[test]
fn what_is_new_is_fetched_and_what_is_not_is_not() {
    let (server, home) = (served(), Home::new());
    home.says(
        &["add", &server.at("/feed.json"), &server.at("/rss.xml")],
        0,
    );
    server.answers();
    let library = fs::read(home.library()).expect("a library");
    let told = home.answers(&["refresh", "--json"], 0);
    assert_eq!((&told["new"], &told["failed"]), (&0.into(), &0.into()));
    assert!(server.answers().iter().all(|(_, status)| *status == 304));
    let is_same = fs::read(home.library()).is_ok_and(|now| now == library);
    assert!(is_same, "nothing is written");
    let more = FEED.replace(
        "\"items\": [",
        r#""items": [{"id": "3", "title": "新篇", "content_text": "文"},"#,
    );
    server.put(
        "/feed.json",
        200,
        feed_type(),
        &more.replace("打拳", "下棋"),
    );
    let told = home.answers(&["refresh", "--json"], 0);
    assert_eq!((&told["new"], &told["updated"]), (&1.into(), &1.into()));
    server.put("/feed.json", 500, "text/plain", "坏了");
    let said = home.says(&["refresh"], 1);
    assert!(
        said.contains("! 山城日报：") && said.contains("失败 1 个"),
        "{said}"
    );
    assert!(home.says(&["sources"], 0).contains("500"));
    server.put("/feed.json", 410, "text/plain", "");
    assert!(home.says(&["refresh", "山城"], 1).contains("山城日报"));
    server.answers();
    home.says(&["refresh"], 0);
    assert_eq!(server.answers().len(), 1, "what is gone is not asked again");
    assert!(home.says(&["list", "all"], 0).contains("晨练"));
}

#[test]
fn a_feed_that_says_it_ends_is_asked_no_more() {
    let (server, home) = (served(), Home::new());
    let last = FEED.replace("\"items\"", "\"expired\": true, \"items\"");
    server.put("/feed.json", 200, feed_type(), &last);
    home.says(&["add", &server.at("/feed.json")], 0);
    assert!(home.says(&["sources"], 0).contains("来源声明不再更新"));
    server.answers();
    home.says(&["refresh"], 0);
    assert_eq!(server.answers(), []);
}

#[test]
fn what_the_settings_do_not_keep_goes_with_the_next_refresh() {
    let (server, home) = (served(), Home::new());
    home.says(&["add", &server.at("/feed.json")], 0);
    home.set("[keep]\narticles = 1\n");
    home.says(&["refresh"], 0);
    assert_eq!(
        home.answers(&["list", "all", "--json"], 0)
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[test]
fn a_page_in_the_place_of_a_feed_is_no_article() {
    let (server, home) = (served(), Home::new());
    home.says(&["add", &server.at("/feed.json")], 0);
    let page = "<h1>登录</h1><p>请先登录本网络，方可继续浏览。</p>";
    server.put("/feed.json", 200, "application/json", page);
    assert!(home.says(&["refresh"], 1).contains("请用浏览器打开查看"));
    assert!(home.says(&["sources"], 0).contains("未读 2，共 2"));
    server.put("/feed.json", 200, "application/json", "");
    assert!(home.says(&["refresh"], 1).contains("请稍后再试"));
}

#[test]
fn articles_are_found_and_marked() {
    let (server, home) = (served(), Home::new());
    home.says(&["add", &server.at("/feed.json")], 0);
    let found = home.answers(&["search", "琥珀", "--json"], 0);
    assert_eq!(found[0]["title"], "夜读");
    assert!(
        found[0]["snippet"]
            .as_str()
            .is_some_and(|text| text.contains("琥珀色"))
    );
    assert!(
        home.says(&["search", "点琥"], 0).contains("没有文章"),
        "not across a full stop"
    );
    let id = found[0]["id"].to_string();
    assert!(home.says(&["mark", "star", &id], 0).contains("改动了 1 篇"));
    assert!(
        home.says(&["search", "is:starred", "灯"], 0)
            .contains("夜读")
    );
    assert!(
        home.says(&["mark", "read", "--all", "unread"], 0)
            .contains("改动了 2 篇")
    );
    assert!(home.says(&["list"], 0).contains("没有文章"));
    assert!(home.says(&["list", "starred"], 0).contains("夜读"));
    assert!(
        home.says(&["prune", "--articles", "0", "--dry-run"], 0)
            .contains("将清理 1 篇")
    );
    assert!(
        home.says(&["prune", "--articles", "0"], 0)
            .contains("清理了 1 篇")
    );
    assert!(
        home.says(&["list", "all"], 0).contains("夜读"),
        "what is starred stays"
    );
}

#[test]
fn subscriptions_come_and_go_as_opml() {
    let (server, home) = (served(), Home::new());
    home.says(&["add", &server.at("/feed.json"), "--section", "新闻"], 0);
    let opml = home.says(&["export"], 0);
    assert!(opml.contains("text=\"新闻\"") && opml.contains(&server.at("/feed.json")));
    let other = Home::new();
    let file = other.0.join("list.opml");
    fs::write(&file, &opml).expect("it is written");
    let file = file.to_string_lossy().into_owned();
    assert!(other.says(&["import", &file], 0).contains("导入 1 个订阅"));
    assert!(other.says(&["import", &file], 0).contains("1 个此前已有"));
    assert_eq!(other.says(&["export"], 0), opml);
    assert!(
        home.says(&["remove", "山城"], 0)
            .contains("已退订《山城日报》")
    );
    assert!(home.says(&["list", "all"], 0).contains("没有文章"));
}

#[test]
fn what_cannot_be_done_is_told() {
    let (server, home) = (served(), Home::new());
    assert!(home.says(&["list"], 2).contains("wenlan add"));
    assert!(
        home.says(&["add", &server.at("/nothing")], 2)
            .contains("/nothing")
    );
    server.put(
        "/page",
        200,
        "text/html",
        "<title>一篇</title><article><p>文</p></article>",
    );
    assert!(
        home.says(&["add", &server.at("/page")], 2)
            .contains("没有写明订阅源")
    );
    home.says(&["add", &server.at("/feed.json")], 0);
    assert!(
        home.says(&["list", "没有"], 2)
            .contains("没有名为“没有”的来源")
    );
    assert!(home.says(&["print", "999"], 2).contains("999"));
    assert!(home.says(&["doctor"], 0).contains("文库完好"));
    fs::write(home.library(), "这不是文库".repeat(2000)).expect("it is written");
    assert!(home.says(&["list"], 2).contains("--library"));
    home.set("\n[fetch]\njob = 1");
    assert!(
        home.says(&["sources"], 2)
            .contains("config.toml:3：没有 `job` 这个设置")
    );
}

#[test]
fn a_library_is_copied_and_mended() {
    let (server, home) = (served(), Home::new());
    home.says(&["add", &server.at("/feed.json")], 0);
    let told = home.answers(&["doctor", "--repair", "--json"], 0);
    let copy = told["copy"].as_str().expect("a copy").to_owned();
    assert!(
        home.says(&["list", "all", "--library", &copy], 0)
            .contains("夜读")
    );
    assert!(home.says(&["search", "琥珀"], 0).contains("夜读"));
}
