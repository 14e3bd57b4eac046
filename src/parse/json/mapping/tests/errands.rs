//! From the first request to the articles.

use std::collections::HashSet;

use super::super::{Answer, Errand, Request, Secret};
use super::{compare, mapping};
use crate::article::Url;
use crate::parse::Hint;

/// Answers requests from a table of addresses, and gives the addresses that were asked for.
fn serve(errand: &mut Errand<'_>, answers: &[(&str, &str)]) -> Vec<String> {
    let mut asked = Vec::new();
    loop {
        let requests = errand.requests();
        if requests.is_empty() {
            assert!(!errand.is_open());
            return asked;
        }
        for Request { id, address, .. } in requests {
            asked.push(address.to_string());
            let answer = answers.iter().find(|(known, _)| *known == address.as_str());
            let Some((_, body)) = answer else {
                errand.fail(id, crate::sentence!("nothing there", "没有"));
                continue;
            };
            let headers = [("Content-Type".to_owned(), "application/json".to_owned())];
            errand.feed(&Answer {
                id,
                address: Some(&address),
                headers: &headers,
                bytes: body.as_bytes(),
            });
        }
    }
}

#[test]
fn each_article_may_have_an_answer_of_its_own() {
    let mapping = mapping(
        "[articles]\nat = ''\ntitle = '/t'\nbody = 'detail:/b'\nurl = '/u'\n[detail]\nurl = 'https://e.org/a/{/id}'",
    );
    let mut errand = Errand::new(
        &mapping,
        Url::new("https://e.org/list").as_ref(),
        0,
        HashSet::new(),
    );
    let answers = [
        (
            "https://e.org/list",
            r#"[{"id": 1, "t": "一"}, {"id": 2, "t": "二"}, {"id": 3, "t": "三"}]"#,
        ),
        ("https://e.org/a/1", r#"{"b": "文一。"}"#),
        ("https://e.org/a/2", "{"),
    ];
    let asked = serve(&mut errand, &answers);
    assert_eq!(
        asked,
        [
            "https://e.org/list",
            "https://e.org/a/1",
            "https://e.org/a/2",
            "https://e.org/a/3"
        ]
    );
    compare(
        &errand.finish(&Hint::default()),
        &[
            " | 一 |  |  |  | 文一。",
            " | 二 |  |  |  | ",
            " | 三 |  |  |  | ",
        ],
        &[
            "1:2 https://e.org/a/2: this is no JSON",
            "nothing there",
            "line 5",
        ],
    );
}

#[test]
fn a_web_page_fills_in_what_is_missing() {
    let mapping = mapping(
        "[articles]\nat = ''\ntitle = '/t'\nurl = '/u'\n[detail]\nurl = '{/u}'\npage = true",
    );
    let mut errand = Errand::new(
        &mapping,
        Url::new("https://e.org/list").as_ref(),
        0,
        HashSet::new(),
    );
    let page = r#"<html><head><title>别的题</title><meta name="author" content="甲"></head><body><article><p>近年来，变化很大。</p></article></body></html>"#;
    serve(
        &mut errand,
        &[
            (
                "https://e.org/list",
                r#"[{"t": "一", "u": "https://e.org/1"}]"#,
            ),
            ("https://e.org/1", page),
        ],
    );
    compare(
        &errand.finish(&Hint::default()),
        &[" | 一 |  | 甲 | https://e.org/1 | 近年来，变化很大。"],
        &[],
    );
}

#[test]
fn pages_end_with_the_first_that_has_nothing_new() {
    let toml = "[request]\nurl = 'https://e.org/?p={page}'\n[articles]\nat = '/list'\ntitle = '/t'\nid = '/id'\n[pages]\npage = 1\nlimit = 9";
    let page = |n: usize| format!(r#"{{"list": [{{"id": {n}, "t": "第{n}篇"}}]}}"#);
    let (one, two) = (page(1), page(2));
    let answers = [
        ("https://e.org/?p=1", &*one),
        ("https://e.org/?p=2", &two),
        ("https://e.org/?p=3", &two),
        ("https://e.org/?p=4", &one),
    ];
    let mapping = mapping(toml);
    let mut errand = Errand::new(&mapping, None, 0, HashSet::new());
    assert_eq!(
        serve(&mut errand, &answers),
        [
            "https://e.org/?p=1",
            "https://e.org/?p=2",
            "https://e.org/?p=3"
        ]
    );
    assert_eq!(
        errand
            .finish(&Hint::default())
            .collection
            .root
            .articles
            .len(),
        2
    );
}

#[test]
fn no_request_is_made_twice() {
    let toml = "[articles]\nat = '/list'\ntitle = '/t'\n[pages]\nnext = '/next'\nlimit = 99";
    let mapping = mapping(toml);
    let mut errand = Errand::new(
        &mapping,
        Url::new("https://e.org/1").as_ref(),
        0,
        HashSet::new(),
    );
    let answers = [
        (
            "https://e.org/1",
            r#"{"list": [{"t": "一"}], "next": "/2"}"#,
        ),
        (
            "https://e.org/2",
            r#"{"list": [{"t": "二"}], "next": "https://e.org/1"}"#,
        ),
    ];
    assert_eq!(
        serve(&mut errand, &answers),
        ["https://e.org/1", "https://e.org/2"]
    );
}

#[test]
fn columns_dates_and_parameters_make_addresses() {
    let columns = mapping(
        "[[columns]]\ntitle = '甲'\nurl = 'https://e.org/a'\n[[columns]]\ntitle = '乙'\nurl = 'https://e.org/b'\n[articles]\nat = ''\ntitle = '/t'",
    );
    let mut errand = Errand::new(&columns, None, 0, HashSet::new());
    serve(
        &mut errand,
        &[
            ("https://e.org/a", r#"[{"t": "一"}]"#),
            ("https://e.org/b", r#"[{"t": "二"}]"#),
        ],
    );
    compare(
        &errand.finish(&Hint::default()),
        &["甲 | 一 |  |  |  | ", "乙 | 二 |  |  |  | "],
        &[],
    );

    let dates = mapping(
        "[request]\nurl = 'https://e.org/{date}'\n[articles]\nat = ''\ntitle = '/t'\n[pages]\ndate = '%Y-%m-%d'\nlimit = 2",
    );
    let mut errand = Errand::new(&dates, None, 1_583_020_800, HashSet::new());
    let answers = [
        ("https://e.org/2020-03-01", r#"[{"t": "一"}]"#),
        ("https://e.org/2020-02-29", r#"[{"t": "二"}]"#),
    ];
    assert_eq!(serve(&mut errand, &answers).len(), 2);

    let query =
        mapping("[articles]\nat = ''\ntitle = '/t'\n[pages]\npage = 1\nquery = 'page'\nlimit = 2");
    let mut errand = Errand::new(
        &query,
        Url::new("https://e.org/?a=b&page=1").as_ref(),
        0,
        HashSet::new(),
    );
    let answers = [("https://e.org/?a=b&page=1", r#"[{"t": "一"}]"#)];
    assert_eq!(
        serve(&mut errand, &answers),
        ["https://e.org/?a=b&page=1", "https://e.org/?a=b&page=2"]
    );
}

#[test]
fn secrets_are_named_and_go_to_one_host_only() {
    let mapping = mapping(
        r#"
        [request]
        url = "https://e.org/list"
        user_agent = "x/1"
        delay = 0.5
        charset = "GBK"
        headers = { Accept = "a/b", Authorization = { env = "TOKEN", prefix = "Bearer " }, X-Key = { command = "pass show x" } }
        [articles]
        at = ""
        title = "/t"
        body = "detail:/b"
        [detail]
        url = "{/u}"
        "#,
    );
    let mut errand = Errand::new(&mapping, None, 0, HashSet::new());
    let first = errand.requests().remove(0);
    let names = |request: &Request| {
        request
            .headers
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(&first),
        ["User-Agent", "Accept", "Authorization", "X-Key"]
    );
    assert_eq!(
        first.headers[2].1,
        Secret::Environment {
            before: "Bearer ".to_owned(),
            name: "TOKEN".to_owned()
        }
    );
    assert_eq!(
        (
            first.method.as_str(),
            first.delay.as_millis(),
            first.charset.as_deref()
        ),
        ("GET", 500, Some("GBK"))
    );
    // 题 in GBK
    let bytes = b"[{\"t\": \"\xcc\xe2\", \"u\": \"https://e.org/1\"}, {\"t\": \"b\", \"u\": \"https://elsewhere.org/1\"}]";
    errand.feed(&Answer {
        id: first.id,
        address: Some(&first.address),
        headers: &[],
        bytes,
    });
    let details = errand.requests();
    assert_eq!(names(&details[0]).len(), 4);
    assert_eq!(names(&details[1]), ["User-Agent", "Accept"]);
    assert_eq!(
        errand.finish(&Hint::default()).collection.root.articles[0]
            .title
            .as_str(),
        "题"
    );
}

#[test]
fn of_what_somebody_had_nothing_more_is_asked() {
    let mapping = mapping(
        "[articles]\nat = '/list'\ntitle = '/t'\nid = '/id'\nbody = 'detail:/body'\n\
        [detail]\nurl = '/a/{/id}'\n[pages]\npage = 1\nquery = 'page'\nlimit = 9",
    );
    let start = Url::new("https://e.org/list");
    let had = HashSet::from(["2".to_owned(), "3".to_owned()]);
    let mut errand = Errand::new(&mapping, start.as_ref(), 0, had.clone());
    let answers = [
        (
            "https://e.org/list",
            r#"{"list": [{"id": 1, "t": "一"}, {"id": 2, "t": "二"}]}"#,
        ),
        (
            "https://e.org/list?page=2",
            r#"{"list": [{"id": 3, "t": "三"}]}"#,
        ),
        ("https://e.org/a/1", r#"{"body": "新的。"}"#),
    ];
    let mut asked = serve(&mut errand, &answers);
    asked.sort();
    assert_eq!(
        asked,
        [
            "https://e.org/a/1",
            "https://e.org/list",
            "https://e.org/list?page=2"
        ]
    );
    compare(
        &errand.finish(&Hint::default()),
        &[" | 一 |  |  |  | 新的。"],
        &[],
    );
    let mut errand = Errand::new(&mapping, start.as_ref(), 0, had);
    serve(
        &mut errand,
        &[("https://e.org/list", r#"{"list": [{"id": 3, "t": "三"}]}"#)],
    );
    assert!(
        !errand.finish(&Hint::default()).refused,
        "there is nothing new"
    );
}
