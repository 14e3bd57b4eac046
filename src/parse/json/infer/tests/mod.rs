//! Unknown JSON in, articles out.

mod bodies;
mod laws;

use crate::article::{Article, Block, Label, RichText, Url};
use crate::parse::json::read;
use crate::parse::shown::lines;
use crate::parse::{Format, Hint, Parsed};

/// What an article is, on a line: `栏目 > 栏目 | 题 | 日期 | 作者 | 正文`.
fn line(way: &[&Label], article: &Article) -> String {
    let join = |labels: &[Label], mark: &str| {
        let labels: Vec<&str> = labels.iter().map(Label::as_str).collect();
        labels.join(mark)
    };
    let mut sections: Vec<Label> = way.iter().map(|label| (*label).clone()).collect();
    sections.extend(article.breadcrumb.iter().cloned());
    let texts: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
    let date = article.published.map(|date| date.to_string());
    let parts = [
        join(&sections, " > "),
        article.title.to_string(),
        date.unwrap_or_default(),
        join(&article.authors, "、"),
        texts.join("/"),
    ];
    parts.join(" | ")
}

#[track_caller]
fn parsed(json: &str) -> Parsed {
    let parsed = read(json, &Hint::default());
    assert_eq!(
        parsed.format,
        Format::InferredJson,
        "{json}: {:?}",
        parsed.complaints
    );
    parsed
}

/// Reads JSON and compares its articles.
#[track_caller]
fn check(json: &str, wanted: &[&str]) -> Parsed {
    let parsed = parsed(json);
    let all = lines(&parsed.collection.root, line);
    assert_eq!(all, wanted, "{json}");
    parsed
}

/// The English sentence with which JSON is refused.
#[track_caller]
fn refused(json: &str) -> String {
    let parsed = read(json, &Hint::default());
    assert!(parsed.refused, "{json}: {:?}", parsed.inference);
    assert_eq!(parsed.format, Format::UnknownJson);
    assert!(!parsed.complaints[0].what.zh.is_empty());
    parsed.complaints[0].what.en.clone()
}

const PROSE: &str = "近年来，这里变化很大。";

#[test]
fn articles_are_found_wherever_they_are() {
    let article = format!(r#"{{"headline": "题", "content": "{PROSE}", "author": "甲"}}"#);
    let line = format!(" | 题 |  | 甲 | {PROSE}");
    for json in [
        article.clone(),
        format!("[{article}]"),
        format!(r#"{{"code": 0, "msg": "ok", "data": {{"list": [{article}], "total": 1}}}}"#),
        format!(r#"{{"data": {article}}}"#),
        format!(r#"{{"17": {article}}}"#),
        format!(r#"{{"hits": {{"hits": [{{"_id": "x", "_source": {article}}}]}}}}"#),
        format!(r#"{{"data": {{"posts": {{"edges": [{{"node": {article}}}]}}}}}}"#),
        format!("[[{article}]]"),
    ] {
        check(&json, &[&line]);
    }
}

#[test]
fn names_of_three_languages_are_known() {
    check(
        &format!(
            r#"[{{"标题": "甲文", "正文": "{PROSE}", "作者": "张三", "发布时间": "2020年9月17日 08:00", "栏目": "要闻"}}]"#
        ),
        &[&format!(
            "要闻 | 甲文 | 2020-09-17T08:00:00 | 张三 | {PROSE}"
        )],
    );
    check(
        &format!(
            r#"[{{"タイトル": "題", "本文": "{PROSE}", "著者": "甲", "公開日": "2020-09-17"}}]"#
        ),
        &[&format!(" | 題 | 2020-09-17 | 甲 | {PROSE}")],
    );
    check(
        &format!(
            r#"{{"newsTitle": "题", "newsContent": "{PROSE}", "pubTime": 1600300800000, "authorName": "甲"}}"#
        ),
        &[&format!(" | 题 | 2020-09-17T00:00:00Z | 甲 | {PROSE}")],
    );
}

#[test]
fn without_names_the_values_tell() {
    let item = |title: &str, date: &str| {
        let body = PROSE.repeat(6);
        format!(r#"{{"a": "{title}", "b": "{date}", "c": "<p>{body}</p>", "d": 1}}"#)
    };
    let json = format!(
        "[{}, {}]",
        item("第一篇文章", "2020-09-17"),
        item("第二篇文章", "20200918")
    );
    let body = PROSE.repeat(6);
    let parsed = check(
        &json,
        &[
            &format!(" | 第一篇文章 | 2020-09-17 |  | {body}"),
            &format!(" | 第二篇文章 | 2020-09-18 |  | {body}"),
        ],
    );
    assert_eq!(parsed.complaints.len(), 1);
}

#[test]
fn sections_nest_stand_beside_each_other_or_are_said() {
    let a =
        |title: &str| format!(r#"{{"title": "{title}", "summary": "提要", "date": "2020-09-17"}}"#);
    let (one, two) = (a("一"), a("二"));
    check(
        &format!(
            r#"{{"site": "站", "columns": [{{"name": "甲", "news": [{one}]}}, {{"name": "乙", "news": [{two}]}}]}}"#
        ),
        &["甲 | 一 | 2020-09-17 |  | ", "乙 | 二 | 2020-09-17 |  | "],
    );
    check(
        &format!(r#"{{"科技": [{one}], "体育": [{two}]}}"#),
        &[
            "科技 | 一 | 2020-09-17 |  | ",
            "体育 | 二 | 2020-09-17 |  | ",
        ],
    );
    check(
        &format!(r#"{{"news": [{one}], "blogs": [{two}]}}"#),
        &[
            "news | 一 | 2020-09-17 |  | ",
            "blogs | 二 | 2020-09-17 |  | ",
        ],
    );
    let poem = |title, chapter, section| {
        format!(
            r#"{{"title": "{title}", "chapter": "{chapter}", "section": "{section}", "content": ["天，地。"]}}"#
        )
    };
    check(
        &format!(
            "[{}, {}, {}, {}]",
            poem("一", "风", "甲"),
            poem("二", "风", "甲"),
            poem("三", "风", "乙"),
            poem("四", "风", "乙")
        ),
        &[
            "风 > 甲 | 一 |  |  | 天，地。",
            "风 > 甲 | 二 |  |  | 天，地。",
            "风 > 乙 | 三 |  |  | 天，地。",
            "风 > 乙 | 四 |  |  | 天，地。",
        ],
    );
}

#[test]
fn an_article_in_two_lists_is_read_once() {
    let a = |n: usize| {
        format!(r#"{{"id": {n}, "title": "第{n}篇", "image": "https://e.org/{n}.png"}}"#)
    };
    check(
        &format!(
            r#"{{"date": "20180918", "stories": [{}, {}], "top_stories": [{}]}}"#,
            a(1),
            a(2),
            a(2)
        ),
        &[" | 第1篇 | 2018-09-18 |  | ", " | 第2篇 | 2018-09-18 |  | "],
    );
}

#[test]
fn parts_of_an_article_are_not_articles() {
    let chapter = |title: &str| format!(r#"{{"chapter": "{title}", "paragraphs": ["天，地。"]}}"#);
    let (one, two) = (chapter("上"), chapter("下"));
    check(
        &format!("[{one}, {two}]"),
        &[" | 上 |  |  | 天，地。", " | 下 |  |  | 天，地。"],
    );
    check(
        &format!(r#"{{"title": "书", "author": "甲", "content": [{one}, {two}]}}"#),
        &[" | 书 |  | 甲 | 上/天，地。/下/天，地。"],
    );
    let poem = |title: &str| {
        format!(r#"{{"chapter": "{title}", "author": "乙", "paragraphs": ["天，地。"]}}"#)
    };
    check(
        &format!(
            r#"{{"title": "选", "content": [{{"type": "五言", "content": [{}]}}, {{"type": "七言", "content": [{}]}}]}}"#,
            poem("一"),
            poem("二")
        ),
        &[
            "五言 | 一 |  | 乙 | 天，地。",
            "七言 | 二 |  | 乙 | 天，地。",
        ],
    );
}

#[test]
fn what_stands_around_an_article_is_none() {
    let json = format!(
        r#"{{"title": "题", "content": "{PROSE}", "date": "2020-09-17",
            "related": [{{"title": "他文", "url": "https://e.org/1", "date": "2020-09-01"}}],
            "comments": [{{"author": "乙", "content": "{PROSE}", "date": "2020-09-18"}}],
            "user": {{"name": "甲", "description": "{PROSE}", "url": "https://e.org/u", "created_at": "2010-01-01"}}}}"#
    );
    let parsed = check(&json, &[&format!(" | 题 | 2020-09-17 | 甲 | {PROSE}")]);
    let left_out: Vec<String> = parsed
        .inference
        .expect("it was inferred")
        .left_out
        .into_iter()
        .map(|it| it.at)
        .collect();
    assert_eq!(left_out, ["/related", "/comments"]);
}

#[test]
fn every_field_is_taken() {
    let parsed = parsed(
        r#"{"id": 17, "title": {"rendered": "A &amp; B"}, "subtitle": "副题", "content": {"rendered": "<p>文</p>", "protected": false},
            "excerpt": {"rendered": "<p>提要</p>"}, "author": [{"name": "甲"}, {"name": "乙"}], "source": "某院",
            "date": "Thu, 17 Sep 2020 08:00:00 +0800", "modified": 1600387200, "link": "https://e.org/17",
            "tags": ["一", {"name": "二"}], "category": {"name": "要闻"}, "cover": {"url": "https://e.org/a.png"}, "lang": "zh"}"#,
    );
    let article = &parsed.collection.root.articles[0];
    let list = |labels: &[Label]| {
        labels
            .iter()
            .map(Label::to_string)
            .collect::<Vec<_>>()
            .join("/")
    };
    assert_eq!(article.title.as_str(), "A & B");
    assert_eq!(article.id.as_deref(), Some("17"));
    assert_eq!(article.subtitle.as_deref(), Some("副题"));
    assert_eq!(article.summary.as_ref().map(RichText::text), Some("提要"));
    assert_eq!(
        (list(&article.authors), list(&article.sources)),
        ("甲/乙".to_owned(), "某院".to_owned())
    );
    assert_eq!(
        (list(&article.tags), list(&article.breadcrumb)),
        ("一/二".to_owned(), "要闻".to_owned())
    );
    assert_eq!(
        article.published.map(|it| it.to_string()).as_deref(),
        Some("2020-09-17T08:00:00+08:00")
    );
    assert_eq!(
        article.updated.map(|it| it.to_string()).as_deref(),
        Some("2020-09-18T00:00:00Z")
    );
    assert_eq!(
        article.url.as_ref().map(Url::as_str),
        Some("https://e.org/17")
    );
    assert_eq!(
        article.image.as_ref().map(Url::as_str),
        Some("https://e.org/a.png")
    );
    assert_eq!(article.language.as_deref(), Some("zh"));
    assert_eq!(parsed.complaints, []);
    assert_eq!(parsed.inference.expect("it was inferred").left_out, []);
}

#[test]
fn json_without_articles_is_refused_in_words() {
    let says = |json: &str, wanted: &str| {
        let why = refused(json);
        assert!(why.contains(wanted), "{json}: {why}");
    };
    says(
        r#"{"id": 7, "login": "a", "name": "甲", "bio": "写字的人，住在山里。", "email": "a@example.org", "created_at": "2020-01-01", "url": "https://e.org/a"}"#,
        "person",
    );
    says(
        r#"{"res": 0, "data": {"user_id": "1", "user_name": "甲", "web_url": "https://e.org/a.png", "desc": "写字的人，住在山里。", "isfollow": 0, "fans_total": 3}}"#,
        "person",
    );
    says(
        r#"{"code": "rest_post_invalid_id", "message": "Invalid post ID.", "data": {"status": 404}}"#,
        "“Invalid post ID.”",
    );
    says(
        r#"{"error": {"code": 404, "message": "Not here, and never was."}}"#,
        "“Not here, and never was.”",
    );
    says(
        r#"{"code": 40101, "msg": "请先登录", "data": null}"#,
        "“请先登录”",
    );
    says(
        r#"{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "There is no such page, sorry."}"#,
        "There is no such page",
    );
    says(
        r#"{"timestamp": "2020-09-17T08:00:00Z", "status": 404, "error": "Not Found", "message": "No message available, look elsewhere", "path": "/x"}"#,
        "No message",
    );
    says(
        r#"{"errors": [{"message": "Cannot query field", "locations": [{"line": 1}]}], "data": null}"#,
        "Cannot query field",
    );
    says(
        r#"{"id": "4215", "praisenum": 12, "voted": true, "message": "ok"}"#,
        "object",
    );
    says("[9129911, 9129199]", "ids");
    says(r#"{"res": 0, "data": ["4215", "4214"]}"#, "ids");
    says("[]", "no article yet");
    says(
        r#"{"code": 0, "msg": "ok", "data": {"list": []}}"#,
        "no article yet",
    );
    says(
        r#"{"name": "wenlan", "version": "0.1.0", "description": "A reader, for terminals.", "dependencies": {"a": "1"}}"#,
        "object",
    );
    says(
        r#"{"$schema": "https://json-schema.org/x", "title": "题", "description": "A schema, of things.", "type": "object", "properties": {"a": {"type": "string", "description": "The first, of two."}}}"#,
        "object",
    );
    says(
        r#"[{"id": 1, "title": "茶杯", "price": 12.5, "description": "白瓷的，很薄。", "image": "https://e.org/a.png"}]"#,
        "list",
    );
    says(
        r#"{"title": "设置", "save": "保存", "cancel": "取消"}"#,
        "object",
    );
    says(
        r#"[{"userId": 1, "id": 1, "title": "delectus aut autem", "completed": false}]"#,
        "list",
    );
    says(
        r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "山"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}"#,
        "object",
    );
    says("{}", "empty object");
    says("7", "number");
}

#[test]
fn a_close_second_is_told() {
    let long =
        |n: usize| format!(r#"{{"title": "第{n}篇", "content": "{PROSE}", "date": "2020-09-17"}}"#);
    let short = |n: usize| {
        format!(r#"{{"title": "短讯{n}", "url": "https://e.org/{n}", "date": "2020-09-17"}}"#)
    };
    let many: Vec<String> = (0..9).map(short).collect();
    let json = format!(
        r#"{{"top": [{}, {}], "latest": [{}]}}"#,
        long(1),
        long(2),
        many.join(",")
    );
    let parsed = parsed(&json);
    let inference = parsed.inference.expect("it was inferred");
    assert_eq!(
        inference.runner_up.map(|other| (other.paths, other.count)),
        Some((vec!["$.latest[*]".to_owned()], 9))
    );
    assert!(
        parsed.complaints[0]
            .what
            .en
            .contains("$.top[*] or at $.latest[*]")
    );
    assert!(
        inference
            .left_out
            .iter()
            .any(|it| it.at == "/latest/0" && it.more == 8)
    );
}

#[test]
fn messages_without_titles_are_articles_unless_titled_ones_are_there() {
    let message = |text: &str| {
        format!(
            r#"{{"text": "{text}", "user": {{"name": "甲", "followers": 1}}, "created_at": "Fri Dec 20 16:52:25 +0000 2013"}}"#
        )
    };
    check(
        &format!("[{}, {}]", message("早，大家。"), message("晚，大家。")),
        &[
            " |  | 2013-12-20T16:52:25Z | 甲 | 早，大家。",
            " |  | 2013-12-20T16:52:25Z | 甲 | 晚，大家。",
        ],
    );
    let listing = |kind: &str, inner: &str| {
        format!(
            r#"{{"kind": "L", "data": {{"children": [{{"kind": "{kind}", "data": {inner}}}]}}}}"#
        )
    };
    let post = r#"{"title": "题", "selftext": "", "author": "甲", "created_utc": 1453682426.0}"#;
    let comment = r#"{"body": "说得好，说得好。", "author": "乙", "created_utc": 1453682427.0, "depth": 1, "parent": "a"}"#;
    check(
        &format!("[{}, {}]", listing("t3", post), listing("t1", comment)),
        &[" | 题 | 2016-01-25T00:40:26Z | 甲 | "],
    );
}
