//! What is said of a feed as a whole.

use super::*;

#[test]
fn what_a_feed_says_of_itself_is_kept() {
    let feed = "<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>刊</title><link>https://e.x/</link>
        <description>月&lt;b>刊&lt;/b></description><language>zh-cn</language><managingEditor>编者</managingEditor>
        <atom:link rel='self' href='https://e.x/feed'/><atom:link rel='next' href='?page=2'/>
        <image><title>图</title><url>x</url><link>y</link></image><item><title>题</title></item>
        <item><author>甲</author></item></channel></rss>";
    let collection = parsed(feed, Bodies::Read).collection;
    assert_eq!(collection.root.title.as_str(), "刊");
    assert_eq!(
        collection.home.as_ref().map(Url::as_str),
        Some("https://e.x/")
    );
    assert_eq!(
        collection.next.as_ref().map(Url::as_str),
        Some("https://e.x/feed?page=2")
    );
    assert_eq!(collection.description.as_deref(), Some("月刊"));
    assert_eq!(collection.language.as_deref(), Some("zh-cn"));
    let articles = collection.root.articles;
    assert_eq!(told(&articles[0]), ["title: 题", "by: 编者"]);
    assert_eq!(told(&articles[1]), ["by: 甲"]);
}

/// Reads a feed; gives its format, how many articles it has, and where it was complained of.
#[track_caller]
fn judged(feed: &str, format: Format, articles: usize, complaints: &[&str]) {
    let parsed = parsed(feed, Bodies::Read);
    let places: Vec<String> = parsed.complaints.iter().map(|c| c.at.to_string()).collect();
    let count = parsed.collection.root.articles.len();
    let found = (parsed.format, count, places);
    let places = complaints.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        (format, articles, places),
        "{feed} {:?}",
        parsed.complaints
    );
}

#[test]
fn every_kind_of_feed_has_its_name() {
    let item = "<item><guid>1</guid><description>文</description></item>";
    judged(&format!("<rss>{item}{item}</rss>"), Format::Rss, 2, &[]);
    judged(
        &format!("<RSS VERSION='0.91'><CHANNEL>{item}</CHANNEL></RSS>"),
        Format::Rss,
        1,
        &[],
    );
    judged(
        &format!("<!DOCTYPE rss PUBLIC '-//Netscape' 'x.dtd'><rss><channel>{item}"),
        Format::Rss,
        1,
        &["1:49"],
    );
    judged(
        &format!("\n <?xml version='1.0'?>{item}"),
        Format::Rss,
        1,
        &[],
    );
    judged(&format!("<rdf:RDF>{item}</rdf:RDF>"), Format::Rdf, 1, &[]);
    judged(
        "<entry><id>1</id><content>文</content></entry>",
        Format::Atom,
        1,
        &[],
    );
    judged(
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>",
        Format::Atom,
        0,
        &[],
    );
    judged("<rss/>", Format::Rss, 0, &[]);
}

#[test]
fn what_is_lost_is_told_with_its_place() {
    judged(
        "<rss>\n<item>\n<guid>1</guid><pubDate>?</pubDate></item></rss>",
        Format::Rss,
        1,
        &["3:15", "2:1"],
    );
    judged(
        "<rss>\n <item/><item/></rss>",
        Format::Rss,
        2,
        &["2:2", "2:2"],
    );
    judged(
        "<feed><entry><id>1</id><content type='a/b'>文</content></entry></feed>",
        Format::Atom,
        1,
        &["1:24"],
    );
    judged(
        "<rss><item><guid>1</guid><description>&lt;p&gt;文",
        Format::Rss,
        1,
        &["1:26"],
    );
    judged(
        "<rss><item><guid>1</guid><description>&lt;p onclick=x>文&lt;script>1&lt;/script></description></item></rss>",
        Format::Rss,
        1,
        &["1:6"],
    );
}

#[test]
fn what_is_no_feed_is_refused_in_words() {
    for (xml, at, why) in [
        ("<catalog/>", "1:1", "begins with “catalog”"),
        ("<?xml version='1.0'?>\n<opml/>", "2:1", "list of feeds"),
        ("<?xml version='1.0'?><!-- x -->", "", "no element"),
        ("plain words", "", "no element"),
    ] {
        let parsed = parsed(xml, Bodies::Read);
        assert!(parsed.refused && parsed.format == Format::Xml, "{xml}");
        assert_eq!(parsed.complaints[0].at.to_string(), at, "{xml}");
        assert!(parsed.complaints[0].what.en.contains(why), "{xml}");
    }
}

#[test]
fn rss_as_json_is_read() {
    let feed = r##"{"rss": {"version": "2.0", "channel": {"title": "刊", "link": "https://e.x/", "dc:creator": "编者", "item": [
        {"title": "题", "guid": {"isPermaLink": "false", "#value": "1"}, "description": "<p>文", "category": ["一", {"@domain": "d", "#text": "二"}]},
        {"guid": {"#text": "https://e.x/2"}, "enclosure": {"@url": "a.mp3", "type": "audio/mpeg", "length": 900}},
        5
    ]}}}"##;
    let parsed = parsed(feed, Bodies::Read);
    assert_eq!(parsed.format, Format::RssJson);
    let articles = parsed.collection.root.articles;
    assert_eq!(
        told(&articles[0]),
        ["id: 1", "title: 题", "by: 编者", "about: 一、二", "文"]
    );
    let url = "https://e.x/2";
    let wanted = [
        &format!("id: {url}"),
        &format!("url: {url}"),
        "by: 编者",
        "{b 附件 · Attachments}",
        "• {@https://e.x/a.mp3 https://e.x/a.mp3} (audio/mpeg, 900 B)",
    ];
    assert_eq!(told(&articles[1]), wanted);
    let places: Vec<String> = parsed.complaints.iter().map(|c| c.at.to_string()).collect();
    assert_eq!(places, ["/rss/channel/item/1", "/rss/channel/item/2"]);
}

#[test]
fn a_feed_that_nobody_could_read_to_its_end_is_cut() {
    let feed = format!("<rss>{}</rss>", "<item/>".repeat(ARTICLES + 2));
    let parsed = parsed(&feed, Bodies::Kept);
    assert_eq!(parsed.collection.root.articles.len(), ARTICLES);
    assert!(
        parsed
            .complaints
            .iter()
            .any(|c| c.what.en.contains("only the first"))
    );
}
