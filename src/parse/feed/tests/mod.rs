use super::*;
use crate::article::RichText;
use crate::parse::shown::shown;
use crate::parse::{From, parse};

mod whole;

/// What an article has, a line a field, and behind them its body.
fn told(article: &Article) -> Vec<String> {
    let labels = |labels: &[Label]| {
        labels
            .iter()
            .map(Label::as_str)
            .collect::<Vec<_>>()
            .join("、")
    };
    let address = |url: &Option<Url>| url.as_ref().map_or("", Url::as_str).to_owned();
    let moment = |moment: Option<Moment>| moment.map_or(String::new(), |moment| moment.to_string());
    let fields = [
        ("id", article.id.as_deref().unwrap_or_default().to_owned()),
        ("url", address(&article.url)),
        ("title", article.title.to_string()),
        ("by", labels(&article.authors)),
        ("from", labels(&article.sources)),
        ("on", moment(article.published)),
        ("changed", moment(article.updated)),
        (
            "in",
            article.language.as_deref().unwrap_or_default().to_owned(),
        ),
        ("about", labels(&article.tags)),
        ("image", address(&article.image)),
        (
            "summary",
            article
                .summary
                .as_ref()
                .map(RichText::text)
                .unwrap_or_default()
                .to_owned(),
        ),
    ];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let fields = fields.map(|(name, value)| format!("{name}: {value}"));
    fields.chain(shown(&article.body)).collect()
}

/// Reads a feed that was found at `https://e.x/feed`.
fn parsed(feed: &str, bodies: Bodies) -> Parsed {
    let hint = Hint {
        from: From::Feed,
        base: Url::new("https://e.x/feed"),
        bodies,
        ..Hint::default()
    };
    parse(feed.as_bytes(), &hint)
}

/// Reads the one article of a feed.
#[track_caller]
fn check(feed: &str, wanted: &[&str]) {
    let read = parsed(feed, Bodies::Read);
    let mut articles = read.collection.root.articles;
    assert_eq!(articles.len(), 1, "{:?}", read.complaints);
    assert_eq!(told(&articles[0]), wanted, "{feed}");
    let mut kept = parsed(feed, Bodies::Kept)
        .collection
        .root
        .articles
        .remove(0);
    kept.body = read_body(&kept.received.take().unwrap_or_default()).blocks;
    assert_eq!(kept, articles.remove(0));
}

#[track_caller]
fn rss(item: &str, wanted: &[&str]) {
    check(
        &format!("<rss version='2.0'><channel><item>{item}</item></channel></rss>"),
        wanted,
    );
}

#[track_caller]
fn atom(entry: &str, wanted: &[&str]) {
    check(
        &format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{entry}</entry></feed>"),
        wanted,
    );
}

#[test]
fn an_item_of_rss_has_its_fields() {
    rss(
        "<title>题</title><link>https://e.x/1</link><guid isPermaLink='false'>g1</guid>
        <author>jia@e.x (甲)</author><pubDate>Thu, 17 Sep 2020 08:00:00 +0800</pubDate>
        <category>一</category><category domain='d'>二</category><category>一</category>
        <source url='https://o.x/feed'>某报</source><description>&lt;p&gt;文</description>",
        &[
            "id: g1",
            "url: https://e.x/1",
            "title: 题",
            "by: 甲",
            "from: 某报",
            "on: 2020-09-17T08:00:00+08:00",
            "about: 一、二",
            "文",
        ],
    );
}

#[test]
fn an_entry_of_atom_has_its_fields() {
    atom(
        "<title type='html'>&lt;i&gt;题&lt;/i&gt; &amp;amp; 目</title><id>urn:1</id><link rel='self' href='s'/>
        <link rel='alternate' type='application/json' href='j'/><link href='1'/>
        <author><name>甲</name><email>jia@e.x</email></author><author><email>yi@e.x</email></author>
        <published>2020-09-17T08:00:00Z</published><updated>2020-09-18T08:00:00Z</updated>
        <category term='t' label='一'/><category term='二'/><source><title>某报</title></source>
        <summary>提要</summary><content type='html'>&lt;p&gt;文</content>",
        &[
            "id: urn:1",
            "url: https://e.x/1",
            "title: 题 & 目",
            "by: 甲、yi@e.x",
            "from: 某报",
            "on: 2020-09-17T08:00:00Z",
            "changed: 2020-09-18T08:00:00Z",
            "about: 一、二",
            "summary: 提要",
            "文",
        ],
    );
}

#[test]
fn an_item_of_rdf_has_its_fields() {
    check(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
        <channel rdf:about='https://e.x/feed'><title>刊</title><items><rdf:Seq><rdf:li rdf:resource='1'/></rdf:Seq></items></channel>
        <item rdf:about='https://e.x/1'><title>题</title><description>文</description><dc:creator>甲</dc:creator>
        <dc:date>2020-09-17</dc:date><dc:subject>一</dc:subject><dc:language>zh</dc:language></item></rdf:RDF>",
        &[
            "id: https://e.x/1",
            "url: https://e.x/1",
            "title: 题",
            "by: 甲",
            "on: 2020-09-17",
            "in: zh",
            "about: 一",
            "文",
        ],
    );
}

#[test]
fn the_fullest_text_is_the_body_and_another_the_summary() {
    let both = "<description>提要&lt;br&gt;第二行</description>";
    rss(
        &format!("{both}<content:encoded><![CDATA[<p>文]]></content:encoded>"),
        &["summary: 提要\n第二行", "文"],
    );
    rss(
        &format!("<content:encoded>提要&lt;br&gt;第二行</content:encoded>{both}"),
        &["提要\n第二行"],
    );
    rss(
        "<xhtml:body><p>文</p></xhtml:body><description>提要</description>",
        &["summary: 提要", "文"],
    );
    rss("<description>一\n二</description>", &["一", "二"]);
    rss(
        "<media:group><media:description>文</media:description></media:group>",
        &["文"],
    );
    rss(
        "<itunes:summary>文</itunes:summary><itunes:subtitle>提要</itunes:subtitle>",
        &["summary: 提要", "文"],
    );
    atom(
        "<summary type='html'>&lt;p&gt;一&lt;p&gt;二</summary>",
        &["一", "二"],
    );
    atom("<content type='text'>&lt;p> 一</content>", &["<p> 一"]);
}

#[test]
fn xhtml_is_read_as_it_stands() {
    atom(
        "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>题<b>目</b></div></title>
        <content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>一<h:br/>二 &lt;三</h:p><h:script src='x'/><h:p>四</h:p></h:div></content>",
        &["title: 题目", "一\n二 <三", "四"],
    );
    rss("<description>一 <b>二</b></description>", &["一 {b 二}"]);
}

#[test]
fn a_title_is_decoded_once() {
    rss(
        "<title>AT&amp;amp;T &amp;#8212; &lt;b&gt;题&lt;/b&gt;</title>",
        &["title: AT&T — 题"],
    );
    rss(
        "<title><![CDATA[Vec<T> & 1 < 2]]></title>",
        &["title: Vec<T> & 1 < 2"],
    );
    rss(
        "<title>AT&T 的 &nbsp;题</title>",
        &["title: AT&T 的 \u{a0}题"],
    );
    atom(
        "<title type='text'>&lt;b&gt; 的用法</title>",
        &["title: <b> 的用法"],
    );
    atom("<title type='html'>1 &amp;lt; 2</title>", &["title: 1 < 2"]);
}

#[test]
fn an_address_is_found_wherever_it_stands() {
    rss(
        "<guid>https://e.x/1</guid>",
        &["id: https://e.x/1", "url: https://e.x/1"],
    );
    rss(
        "<guid isPermaLink='false'>https://e.x/1</guid>",
        &["id: https://e.x/1"],
    );
    rss(
        "<link> /1 </link>",
        &["id: https://e.x/1", "url: https://e.x/1"],
    );
    rss(
        "<atom:link href='/1'/><link/>",
        &["id: https://e.x/1", "url: https://e.x/1"],
    );
    rss(
        "<link>https://f.x/1</link><feedburner:origLink>https://e.x/1</feedburner:origLink>",
        &["id: https://e.x/1", "url: https://e.x/1"],
    );
    rss("<link>javascript:alert(1)</link>", &[]);
    atom(
        "<id>https://e.x/1</id>",
        &["id: https://e.x/1", "url: https://e.x/1"],
    );
    atom(
        "<link rel='http://www.iana.org/assignments/relation/alternate' href='/1'/>",
        &["id: https://e.x/1", "url: https://e.x/1"],
    );
}

#[test]
fn relative_addresses_are_resolved_where_the_feed_says() {
    rss(
        "<link>https://e.x/a/1</link><description>&lt;a href=b>文&lt;/a></description>",
        &[
            "id: https://e.x/a/1",
            "url: https://e.x/a/1",
            "{@https://e.x/a/b 文}",
        ],
    );
    atom(
        "<link href='a'/><content type='html' xml:base='https://o.x/c/'>&lt;a href=b>文&lt;/a></content>",
        &[
            "id: https://e.x/a",
            "url: https://e.x/a",
            "{@https://o.x/c/b 文}",
        ],
    );
    check(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://o.x/'><entry xml:base='c/'><link href='a'/></entry></feed>",
        &["id: https://o.x/c/a", "url: https://o.x/c/a"],
    );
}

#[test]
fn dates_are_read_as_feeds_write_them() {
    for (date, wanted) in [
        (
            "<pubDate>Thu, 17 Sep 2020 08:00:00 GMT</pubDate>",
            "2020-09-17T08:00:00Z",
        ),
        (
            "<pubDate>Thu, 17 Sep 2020 08:00:00 EST</pubDate>",
            "2020-09-17T08:00:00-05:00",
        ),
        (
            "<pubDate>17 Sep 2020 08:00 +0800</pubDate>",
            "2020-09-17T08:00:00+08:00",
        ),
        (
            "<pubDate>2020-09-17 08:00:00</pubDate>",
            "2020-09-17T08:00:00",
        ),
        ("<pubDate>2020年9月17日</pubDate>", "2020-09-17"),
        (
            "<dc:date>2020-09-17T08:00+08:00</dc:date>",
            "2020-09-17T08:00:00+08:00",
        ),
        ("<pubDate/><dc:date>2020-09</dc:date>", "2020-09"),
        ("<pubDate>?</pubDate><dc:date>2020-09</dc:date>", "2020-09"),
        (
            "<issued>2020-09-17T08:00:00Z</issued>",
            "2020-09-17T08:00:00Z",
        ),
    ] {
        rss(date, &[&format!("on: {wanted}")]);
    }
    atom(
        "<updated>2020-09-17</updated>",
        &["on: 2020-09-17", "changed: 2020-09-17"],
    );
}

#[test]
fn files_are_links_at_the_end() {
    rss(
        "<description>文</description><enclosure url='a.mp3' type='audio/mpeg' length='12345678'/><itunes:duration>1:02:03</itunes:duration>
        <media:content url='a.mp3' type='audio/mpeg'/><media:group><media:content url='b.mp4' medium='video' duration='60'><media:title>片</media:title></media:content></media:group>",
        &[
            "文",
            "{b 附件 · Attachments}",
            "• {@https://e.x/a.mp3 https://e.x/a.mp3} (audio/mpeg, 12.3 MB, 1:02:03)",
            "• {@https://e.x/b.mp4 片} (video, 1:00)",
        ],
    );
    atom(
        "<link rel='enclosure' href='a.pdf' title='附' length='900'/><content type='video/mp4' src='/v.mp4'/>",
        &[
            "{b 附件 · Attachments}",
            "• {@https://e.x/a.pdf 附} (900 B)",
            "• {@https://e.x/v.mp4 https://e.x/v.mp4} (video/mp4)",
        ],
    );
}

#[test]
fn the_picture_that_stands_for_an_article_is_found() {
    rss(
        "<media:thumbnail url='/a.png'/>",
        &["image: https://e.x/a.png"],
    );
    rss(
        "<itunes:image href='/a.png'/>",
        &["image: https://e.x/a.png"],
    );
    rss(
        "<image><url>/a.png</url></image>",
        &["image: https://e.x/a.png"],
    );
    // A picture that the body shows is not told again.
    rss(
        "<enclosure url='https://e.x/a.png' type='image/png'/><description>&lt;img src='https://e.x/a.png'></description>",
        &["image: https://e.x/a.png", "![](https://e.x/a.png)"],
    );
}

#[test]
fn authors_are_named_in_many_ways() {
    for (author, wanted) in [
        ("<author>甲</author>", "甲"),
        ("<author>jia@e.x</author>", "jia@e.x"),
        ("<author>Jia Yi &lt;jia@e.x&gt;</author>", "Jia Yi"),
        (
            "<dc:creator>甲</dc:creator><dc:creator>乙</dc:creator><itunes:author>丙</itunes:author>",
            "甲、乙",
        ),
        ("<itunes:author>甲</itunes:author>", "甲"),
        ("<source><author><name>甲</name></author></source>", "甲"),
    ] {
        rss(author, &[&format!("by: {wanted}")]);
    }
}
