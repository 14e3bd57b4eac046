//! Pages of our own, one for each rule.

use super::*;
use crate::article::{Label, RichText};
use crate::parse::shown::shown;

/// Prose that is long enough to be an article of.
const ONE: &str =
    "清晨的雾还没有散，码头上已经有人在等第一班渡船，他们大多提着竹篮，篮里是昨夜摘下的菜。";
const TWO: &str =
    "船老大说，这条航线开了四十年，从前一天要走二十趟，如今桥通了，一天只剩早晚两趟。";
const THREE: &str = "他并不打算歇业；只要还有一个人等船，他说，船就会来。";

fn read(html: &str) -> Page {
    page(html, Url::new("https://e.x/news/1.html").as_ref())
}

/// The article of a page.
#[track_caller]
fn article(html: &str) -> Article {
    match read(html).found {
        Found::Article(article) => *article,
        other => panic!("{other:?}"),
    }
}

/// Compares the body of the article of a page, in which 1, 2 and 3 stand for paragraphs.
#[track_caller]
fn check(html: &str, wanted: &[&str]) {
    let filled = |text: &str| {
        text.replace("{1}", ONE)
            .replace("{2}", TWO)
            .replace("{3}", THREE)
    };
    let wanted: Vec<String> = wanted.iter().map(|text| filled(text)).collect();
    assert_eq!(shown(&article(&filled(html)).body), wanted, "{html}");
}

fn list(labels: &[Label]) -> Vec<&str> {
    labels.iter().map(Label::as_str).collect()
}

#[test]
fn what_stands_around_the_article_is_left_out_and_told() {
    let html = "<body><header><a href=/>某报</a></header><nav><a href=/a>要闻</a></nav>
        <div class=main><h1>渡船</h1><div class=share><a href=/s>分享到微博</a></div>
        <p>{1}<p>{2}<p>{3}</div>
        <aside><p>{1}广告，广告。</aside><footer>关于我们</footer><script>x</script></body>";
    check(html, &["{1}", "{2}", "{3}"]);
    let filled = html
        .replace("{1}", ONE)
        .replace("{2}", TWO)
        .replace("{3}", THREE);
    let told: Vec<String> = read(&filled)
        .complaints
        .into_iter()
        .map(|c| c.what.en)
        .collect();
    assert!(
        told.iter().any(|told| told.contains("navigation")),
        "{told:?}"
    );
}

#[test]
fn the_blocks_of_an_article_stay_what_they_are() {
    check(
        "<article><h1>渡船</h1><p>{1}<h2>从前</h2><p>{2}<ul><li>早班<li>晚班</ul>
        <blockquote><p>船就会来。</blockquote><pre>06:30</pre>
        <table><tr><th>船<th>人<tr><td>一<td>12</table>
        <figure><img src=/a.jpg><figcaption>码头</figcaption></figure><p>{3}</article>",
        &[
            "{1}",
            "## 从前",
            "{2}",
            "• 早班",
            "• 晚班",
            "> 船就会来。",
            "```|06:30",
            "= 船 | 人",
            "一 | 12",
            "![](https://e.x/a.jpg)码头",
            "{3}",
        ],
    );
}

#[test]
fn paragraphs_may_be_parted_by_line_ends_in_a_table_that_lays_out_the_page() {
    check(
        "<title>渡船</title><table><tr><td><a href=/1>首页</a><br><a href=/2>要闻</a><br><a href=/3>文化</a>
        <td><b>渡船</b><br>　　{1}<br>　　{2}<br>　　{3}</table>",
        &["→{1}", "→{2}", "→{3}"],
    );
}

#[test]
fn what_is_said_of_an_article_is_no_part_of_it() {
    let html = format!(
        "<title>渡船_社会_某报网</title><div>当前位置：<a href=/>首页</a> - <a href=/s>社会</a> - 正文</div>
        <div class=box><h2>渡船</h2><p>2020-09-17 08:30　来源：某某晚报　作者：林一　字号：大 中 小</p>
        <p>{ONE}<p>{TWO}<p>{THREE}<p>（责任编辑：周二）<p>上一篇：桥通了
        <p>相关阅读<ul><li><a href=/4>大桥今日通车</a><li><a href=/5>老码头的故事</a></ul>
        <p>版权所有，未经授权不得转载。</div>"
    );
    let article = article(&html);
    assert_eq!(shown(&article.body), [ONE, TWO, THREE]);
    assert_eq!(article.title.as_str(), "渡船");
    assert_eq!(list(&article.breadcrumb), ["首页", "社会"]);
    assert_eq!(
        (list(&article.sources), list(&article.authors)),
        (vec!["某某晚报"], vec!["林一"])
    );
    let published = article.published.map(|moment| moment.to_string());
    assert_eq!(published.as_deref(), Some("2020-09-17T08:30:00"));
}

#[test]
fn an_editor_stands_for_an_author_only_where_none_is_named() {
    let html = |line: &str| format!("<h1>题</h1><p>{ONE}<p>{TWO}<p>{line}");
    assert_eq!(list(&article(&html("责任编辑：周二")).authors), ["周二"]);
    assert_eq!(
        list(&article(&html("（记者 林一）责任编辑：周二")).authors).len(),
        1
    );
    let byline = format!("<h1>Ferry</h1><p class=byline>By Jane Doe</p><p>{ONE}<p>{TWO}");
    assert_eq!(list(&article(&byline).authors), ["Jane Doe"]);
}

#[test]
fn teasers_and_comments_are_alike_and_no_article() {
    let teaser = |n: usize| {
        format!(
            "<div class=item><h3><a href=/{n}>另一条新闻的标题</a></h3><p>另一条新闻说了些什么，在这里写了一句话，又一句话。</div>"
        )
    };
    let teasers: String = (0..4).map(teaser).collect();
    check(
        &format!("<h1>渡船</h1><div><p>{{1}}<p>{{2}}<p>{{3}}</div><div>{teasers}</div>"),
        &["{1}", "{2}", "{3}"],
    );
    let comment =
        "<div class=comment><p>说得好，我也坐过这条船，很多年了，一直记得。</div>".repeat(9);
    check(
        &format!("<h1>渡船</h1><div><p>{{1}}<p>{{2}}<p>{{3}}{comment}</div>"),
        &["{1}", "{2}", "{3}"],
    );
}

#[test]
fn what_somebody_else_said_is_kept_in_its_frame() {
    let tweet = "<div class=social-embed><blockquote><p>船来了。<p>— <a href=/t>某人 2020-09-17</a></blockquote></div>";
    check(
        &format!("<h1>渡船</h1><div><p>{{1}}{tweet}<p>{{2}}{tweet}<p>{{3}}{tweet}</div>"),
        &[
            "{1}",
            "> 船来了。",
            "  — {@https://e.x/t 某人 2020-09-17}",
            "{2}",
            "> 船来了。",
            "  — {@https://e.x/t 某人 2020-09-17}",
            "{3}",
            "> 船来了。",
            "  — {@https://e.x/t 某人 2020-09-17}",
        ],
    );
}

#[test]
fn an_article_in_several_parts_is_put_together() {
    check(
        "<h1>渡船</h1><div class=wrap><div><p>{1}<p>{1}甲。</div><div><p>{2}<p>{2}乙。</div><div><p>{3}<p>{3}丙。</div></div>",
        &["{1}", "{1}甲。", "{2}", "{2}乙。", "{3}", "{3}丙。"],
    );
}

#[test]
fn what_is_said_twice_in_two_places_is_kept_once() {
    check(
        "<h1>渡船</h1><div class=content><div class=intro><div><div>{1}</div></div></div><div><p>{1}<p>{2}<p>{3}</div></div>",
        &["{1}", "{2}", "{3}"],
    );
}

#[test]
fn a_short_page_is_kept_whole() {
    check("<html><h1>题</h1><p>短。<p>也短", &["短。", "也短"]);
    check(
        "<body><div class=comment><p>只有这一句</div>",
        &["只有这一句"],
    );
}

#[test]
fn the_title_is_the_line_that_the_head_confirms() {
    let title = |head: &str, body: &str| {
        let article = article(&format!("<head>{head}</head><body>{body}<p>{ONE}<p>{TWO}"));
        let said_again = shown(&article.body).len() > 2;
        (article.title.to_string(), said_again)
    };
    let told = |text: &str| (text.to_owned(), false);
    assert_eq!(
        title("<title>渡船 - 某报</title>", "<h1>某报</h1><h2>渡船</h2>"),
        told("渡船")
    );
    assert_eq!(
        title(
            "<title>某报：渡船</title><meta property='og:title' content='渡船'>",
            "<div>渡船</div>"
        ),
        told("渡船")
    );
    assert_eq!(title("<title>渡船_社会_某报</title>", ""), told("渡船"));
    assert_eq!(title("", "<h1>渡船<a href='#a'>#</a></h1>"), told("渡船"));
    assert_eq!(
        title(
            "<meta property='og:site_name' content='某报'><title>老渡船的故事 | 某报</title>",
            "<h1>渡船的故事</h1>"
        ),
        told("渡船的故事")
    );
}

#[test]
fn the_head_tells_of_the_article() {
    let article = article(&format!(
        "<!DOCTYPE html><html lang=zh-CN><head><title>题目 - 某报</title>
        <meta property='og:site_name' content='某报'><meta name=Author content='林一、周二'>
        <meta name=PubDate content='2021-03-05 08:00'><meta name=ContentSource content='某某社'>
        <meta name=description content='一句话。'><meta name=keywords content='甲,乙,甲'>
        <meta property='og:image' content='/a.jpg'><link rel=canonical href='/news/1'></head>
        <body><p>{ONE}</body></html>"
    ));
    assert_eq!(article.title.as_str(), "题目");
    assert_eq!(
        article.url.as_ref().map(Url::as_str),
        Some("https://e.x/news/1")
    );
    assert_eq!(
        article.image.as_ref().map(Url::as_str),
        Some("https://e.x/a.jpg")
    );
    assert_eq!(
        (list(&article.authors), list(&article.sources)),
        (vec!["林一", "周二"], vec!["某某社"])
    );
    assert_eq!(list(&article.tags), ["甲", "乙"]);
    assert_eq!(article.language.as_deref(), Some("zh-CN"));
    assert_eq!(
        article.summary.as_ref().map(RichText::text),
        Some("一句话。")
    );
}

#[test]
fn mistakes_in_the_head_are_not_taken_over() {
    let article = article(&format!(
        "<html lang='utf-8'><meta name=author content='1024'><meta name=author content='https://e.x/a'>
        <meta name=author content='name, mail@e.x'><meta name=date content='昨天'>
        <meta property='og:image' content='data:image/gif;base64,R0'><p>{ONE}"
    ));
    assert_eq!(
        (article.language, article.published, article.image),
        (None, None, None)
    );
    assert!(article.authors.is_empty());
}

#[test]
fn linked_data_tells_of_the_article() {
    let article = article(&format!(
        r#"<script type="application/ld+json">{{"@graph": [{{"@type": "WebPage"}},
        {{"@type": ["NewsArticle"], "headline": "渡船", "author": [{{"name": "林一"}}, "周二"],
        "datePublished": "2020-09-17T08:00:00+08:00", "inLanguage": "zh", "keywords": "船,桥",
        "articleSection": "社会", "image": {{"url": "/b.jpg"}}}}]}}</script><h1>渡船</h1><p>{ONE}<p>{TWO}"#
    ));
    assert_eq!(
        (article.title.as_str(), list(&article.authors)),
        ("渡船", vec!["林一", "周二"])
    );
    assert_eq!(
        (list(&article.tags), list(&article.breadcrumb)),
        (vec!["船", "桥"], vec!["社会"])
    );
    assert_eq!(
        article.image.as_ref().map(Url::as_str),
        Some("https://e.x/b.jpg")
    );
    assert_eq!(shown(&article.body), [ONE, TWO]);
}

#[test]
fn scripts_are_read_where_the_page_itself_says_next_to_nothing() {
    let body = format!("{ONE}\\n{TWO}\\n{THREE}");
    for script in [
        format!(
            r#"<script type="application/ld+json">{{"@type": "Article", "articleBody": "{body}"}}</script>"#
        ),
        format!(
            r#"<script id=data type="application/json">{{"a": [{{"content": "{body}"}}]}}</script>"#
        ),
        format!(r#"<script>window.state = {{"a": {{"html": "{body}"}}}}; go()</script>"#),
        format!(
            r#"<script id=__NEXT_DATA__ type="application/json">{{"props": {{"article": {{"title": "渡船", "paragraphs":
            ["{ONE}", "{TWO}", "{THREE}"], "published": "2020-09-17"}}}}, "buildId": "x"}}</script>"#
        ),
    ] {
        check(
            &format!("<title>渡船</title>{script}<div id=root></div>"),
            &["{1}", "{2}", "{3}"],
        );
        check(
            &format!("<h1>渡船</h1>{script}<p>{{1}}<p>{{2}}<p>{{3}}甲。"),
            &["{1}", "{2}", "{3}甲。"],
        );
    }
}

#[test]
fn a_page_of_headlines_is_a_section_of_articles() {
    let item = |n: usize| {
        format!(
            "<li><a href=/2020/{n}.html>这一天的第{n}条新闻的标题</a> <span>2020-09-0{n}</span><p>这条新闻说了些什么，用一句话写在这里，共三十来字。</li>"
        )
    };
    let items: String = (1..9).map(item).collect();
    let page = read(&format!(
        "<title>要闻</title><h1>要闻</h1><ul>{items}</ul><a href=/news/1_2.html>下一页</a>"
    ));
    let Found::Links(section) = page.found else {
        panic!("{:?}", page.found);
    };
    assert_eq!(
        (section.title.as_str(), section.articles.len()),
        ("要闻", 8)
    );
    let first = &section.articles[0];
    assert_eq!(first.title.as_str(), "这一天的第1条新闻的标题");
    assert_eq!(
        first.url.as_ref().map(Url::as_str),
        Some("https://e.x/2020/1.html")
    );
    assert_eq!(
        first.published.map(|moment| moment.to_string()).as_deref(),
        Some("2020-09-01")
    );
    assert!(first.summary.is_some() && first.body.is_empty());
    assert_eq!(
        page.next.as_ref().map(Url::as_str),
        Some("https://e.x/news/1_2.html")
    );
}

#[test]
fn a_page_without_an_article_says_why() {
    let why = |html: &str| match read(html).found {
        Found::Nothing(why) => why.en,
        other => panic!("{other:?}"),
    };
    assert!(why("<title>404 Not Found</title><h1>Not Found</h1><p>nginx").contains(": Not Found"));
    assert!(why("<title>页面不存在</title><p>您访问的页面不存在，请返回首页。").contains("error"));
    assert!(
        why("<title>用户登录</title><form><input name=u><button>登录</button></form>")
            .contains("log in")
    );
    assert!(
        why("<title>渡船</title><div id=root></div><script>go()</script>").contains("no words")
    );
    check("<title>404 次渡船</title><p>{1}<p>{2}", &["{1}", "{2}"]);
}

#[test]
fn the_next_page_of_an_article_is_no_neighbour_of_it() {
    let next = |links: &str| {
        let page = read(&format!("<h1>渡船</h1><p>{ONE}<p>{TWO}{links}"));
        page.next.map(|url| url.as_str().to_owned())
    };
    let there = Some("https://e.x/news/1_2.html".to_owned());
    assert_eq!(next("<a href=1_2.html>下一页</a>"), there);
    assert_eq!(
        next("<b>1</b> <a href=1_2.html>2</a> <a href=1_3.html>3</a>"),
        there
    );
    assert_eq!(next("<link rel=next href=1_2.html>"), there);
    assert_eq!(
        next("<a href=2.html>下一篇</a> <a rel=next href=2.html>Next</a>"),
        None
    );
    assert_eq!(
        next("<a href='javascript:go(2)'>下一页</a> <a href='#'>下一页</a>"),
        None
    );
}
