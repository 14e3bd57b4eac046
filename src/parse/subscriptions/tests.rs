use super::*;
use crate::article::{Label, Subscription};

/// What a folder holds, a line a feed: `folder/folder: title <address> (home) #tag`.
fn told(folder: &Folder, way: &str) -> Vec<String> {
    let one = |feed: &Subscription| {
        let home = feed
            .home
            .as_ref()
            .map_or(String::new(), |url| format!(" ({url})"));
        let tags: Vec<String> = feed.tags.iter().map(|tag| format!(" #{tag}")).collect();
        let tags = tags.concat();
        format!("{way}{} <{}>{home}{tags}", feed.title, feed.url)
    };
    let mut lines: Vec<String> = folder.subscriptions.iter().map(one).collect();
    for inner in &folder.folders {
        lines.extend(told(inner, &format!("{way}{}/", inner.title)));
    }
    lines
}

#[track_caller]
fn check(text: &str, wanted: &[&str], complaints: &[&str]) -> Label {
    let list = subscriptions(text.as_bytes(), &Hint::default());
    assert_eq!(told(&list.root, ""), wanted, "{text}");
    let places: Vec<String> = list.complaints.iter().map(|c| c.at.to_string()).collect();
    assert_eq!(places, complaints, "{:?}", list.complaints);
    list.root.title
}

#[test]
fn opml_is_a_tree_of_folders_with_feeds() {
    let title = check(
        r#"<?xml version="1.0"?><opml version="2.0"><head><title>我的 &amp; 订阅</title></head><body>
        <outline text="甲" type="rss" xmlUrl="https://e.x/1" htmlUrl="https://e.x/"/>
        <outline text="新闻"><outline title="乙" xmlurl="https://e.x/2?a=1&amp;b=2" category="/时政,/一/二"/>
            <outline text="国际"><outline text="丙" XMLURL="feed://e.x/3"/></outline></outline>
        <outline text="丁" type="rss" url="feed:http://e.x/4"/></body></opml>"#,
        &[
            "甲 <https://e.x/1> (https://e.x/)",
            "丁 <http://e.x/4>",
            "新闻/乙 <https://e.x/2?a=1&b=2> #时政 #一/二",
            "新闻/国际/丙 <https://e.x/3>",
        ],
        &[],
    );
    assert_eq!(title.as_str(), "我的 & 订阅");
}

#[test]
fn what_is_no_feed_is_left_out_and_told() {
    check(
        "<opml><body>\n<outline text='空'/>\n<outline text='甲' xmlUrl='javascript:1'/>\n<outline text='乙' xmlUrl='https://e.x'><outline text='丙' xmlUrl='https://e.x/2'/></outline></body></opml>",
        &["乙 <https://e.x>", "乙/丙 <https://e.x/2>"],
        &["2:1", "3:1"],
    );
    check(
        "<opml><body><outline text='甲' xmlUrl='https://e.x'>",
        &["甲 <https://e.x>"],
        &["1:52"],
    );
    check("<html><p>x</p></html>", &[], &["1:1"]);
}

#[test]
fn newsboat_has_a_feed_a_line() {
    check(
        "# 注释\nhttps://e.x/1 新闻 \"两 个 字\" \"~甲的 \\\"刊\\\"\"\n\n  https://e.x/2#a # 注\n\"https://e.x/3\" !\n",
        &[
            "甲的 \"刊\" <https://e.x/1> #新闻 #两 个 字",
            " <https://e.x/2#a>",
            " <https://e.x/3>",
        ],
        &["5:1"],
    );
    check(
        "\"query:未读:unread = \\\"yes\\\"\" x\nexec:~/x.sh\nfilter:x:https://e.x\nfile:///x\nhttps://e.x\n",
        &[" <https://e.x>"],
        &["1:1", "2:1", "3:1", "4:1"],
    );
    check("", &[], &[]);
}

#[test]
fn hostile_lists_cost_no_more_than_their_length() {
    for piece in [
        "<outline>",
        "<outline xmlUrl='https://e.x'>",
        "\"",
        "\\",
        "<outline/>",
        "https://e.x \"",
    ] {
        subscriptions(
            format!("<opml>{}", piece.repeat(20_000)).as_bytes(),
            &Hint::default(),
        );
        subscriptions(piece.repeat(20_000).as_bytes(), &Hint::default());
    }
}
