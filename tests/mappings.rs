//! The mappings that we bring along, on samples of our own after the shape of real answers.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use wenlan::article::{Article, Block, Label, Section, Url};
use wenlan::parse::mapping::{Answer, Errand, Mapping};
use wenlan::parse::{Format, Hint, Parsed, parse};

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/mappings");
    fs::read(folder.join(name)).expect("it is there")
}

/// `栏目 | 题 | 日期 | 作者 | 网址 | 正文`
fn line(way: &[&Label], article: &Article) -> String {
    let names = |labels: &[Label]| {
        labels
            .iter()
            .map(Label::as_str)
            .collect::<Vec<_>>()
            .join("、")
    };
    let way: Vec<&str> = way.iter().map(|label| label.as_str()).collect();
    let date = article
        .published
        .map(|date| date.to_string())
        .unwrap_or_default();
    let url = article.url.as_ref().map_or("", Url::as_str);
    let texts: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
    [
        &way.join(" > "),
        article.title.as_str(),
        &date,
        &names(&article.authors),
        url,
        &texts.join("/"),
    ]
    .join(" | ")
}

fn lines(section: &Section, way: &[&Label], all: &mut Vec<String>) {
    all.extend(section.articles.iter().map(|article| line(way, article)));
    for inner in &section.sections {
        let way: Vec<&Label> = way.iter().copied().chain([&inner.title]).collect();
        lines(inner, &way, all);
    }
}

#[track_caller]
fn compare(parsed: &Parsed, mapping: &str, wanted: &[&str]) {
    assert_eq!(
        (parsed.format, parsed.mapping.as_deref()),
        (Format::MappedJson, Some(mapping)),
        "{:?}",
        parsed.complaints
    );
    let mut all = Vec::new();
    lines(&parsed.collection.root, &[], &mut all);
    assert_eq!(all, wanted);
    assert_eq!(parsed.complaints, []);
}

/// Reads a sample that nobody has named.
#[track_caller]
fn check(name: &str, mapping: &str, wanted: &[&str]) {
    compare(&parse(&sample(name), &Hint::default()), mapping, wanted);
}

const ROAD: &str = "近年来，镇上修了一条新路。人们走在路上，谈论着过去的日子。";

#[test]
fn a_source_is_known_by_the_shape_of_its_answer() {
    check(
        "wordpress.json",
        "WordPress",
        &[
            &format!(
                "镇上 | 新路 – 第一天 | 2020-09-17T08:00:00Z | 甲 | https://blog.example.org/11/ | {ROAD}/第二段。"
            ),
            "镇上 | 旧桥 | 2020-09-17T08:00:00Z | 甲 | https://blog.example.org/12/ | 桥还在。",
        ],
    );
    check(
        "hacker-news.json",
        "Hacker News",
        &[
            " | A reader for terminals | 2020-09-17T08:00:00Z | ann | https://reader.example.org/ | ",
            " | Ask HN: How do you read offline? | 2020-09-17T09:00:00Z | bob | https://news.ycombinator.com/item?id=1003 | I read on trains, mostly./What do you use? It's slow here.",
        ],
    );
    check(
        "dev-to.json",
        "dev.to",
        &[
            " | Reading at a terminal | 2020-09-17T08:00:00Z | Ann Example | https://dev.to/ann/reading-at-a-terminal-1a2b | ",
        ],
    );
    check(
        "dev-to-501.json",
        "dev.to",
        &[
            " | Reading at a terminal | 2020-09-17T08:00:00Z | Ann Example | https://dev.to/ann/reading-at-a-terminal-1a2b | A terminal has no pop-ups.",
        ],
    );
    check(
        "discourse-topics.json",
        "Discourse",
        &[" | On reading slowly | 2020-09-17T08:00:00Z |  | /t/on-reading-slowly/21 | "],
    );
    check(
        "discourse-topic.json",
        "Discourse",
        &[
            " | On reading slowly | 2020-09-17T08:00:00Z | Ann Example | /t/on-reading-slowly/21 | Read, and then read again.",
        ],
    );
    check(
        "reddit.json",
        "Reddit",
        &[
            "terminals | Which font for long texts? | 2020-09-16T16:00:00Z | ann_example | https://www.reddit.com/r/terminals/comments/aa1/x/ | I read a lot.",
            "terminals | A picture of my desk | 2020-09-16T16:00:00Z | ann_example | https://www.reddit.com/r/terminals/comments/aa2/x/ | ",
        ],
    );
    check(
        "zhihu-daily.json",
        "知乎日报",
        &[
            " | 路是怎么修成的 | 2020-09-17 |  | https://daily.example.org/story/9001 | ",
            " | 桥为什么还在 | 2020-09-17 |  | https://daily.zhihu.com/story/9002 | ",
        ],
    );
    check(
        "zhihu-daily-story.json",
        "知乎日报",
        &[&format!(
            " | 路是怎么修成的 |  |  | http://daily.example.org/story/9001 | 路是怎么修成的？/{ROAD}"
        )],
    );
}

#[test]
fn a_source_is_known_by_its_address() {
    for (address, name) in [
        (
            "https://blog.example.org/wp-json/wp/v2/posts?per_page=20",
            "WordPress",
        ),
        (
            "https://hn.algolia.com/api/v1/search?tags=front_page",
            "Hacker News",
        ),
        ("https://dev.to/api/articles?username=ann", "dev.to"),
        ("https://forum.example.org/latest.json", "Discourse"),
        (
            "https://forum.example.org/t/on-reading-slowly/21.json",
            "Discourse",
        ),
        ("https://www.reddit.com/r/terminals/new.json", "Reddit"),
        ("https://news-at.zhihu.com/api/4/news/latest", "知乎日报"),
        ("https://news-at.zhihu.com/api/4/news/9001", "知乎日报"),
    ] {
        let address = Url::new(address).expect("it is an address");
        let known = Mapping::known(&address).map(|mapping| mapping.name().as_str());
        assert_eq!(known, Some(name), "{address}");
    }
    let other = Url::new("https://example.org/feed.json").expect("it is an address");
    assert!(Mapping::known(&other).is_none());
}

/// Reads a source from its address on; gives what was asked for.
fn run(start: &str, answers: &[(&str, &str)]) -> (Parsed, Vec<String>) {
    let start = Url::new(start).expect("it is an address");
    let mapping = Mapping::known(&start).expect("it is known");
    let answers: HashMap<&str, &str> = answers.iter().copied().collect();
    let (mut errand, mut asked) = (
        Errand::new(mapping, Some(&start), 0, HashSet::new()),
        Vec::new(),
    );
    loop {
        let requests = errand.requests();
        if requests.is_empty() {
            return (errand.finish(&Hint::default()), asked);
        }
        for request in requests {
            let name = answers.get(request.address.as_str());
            let bytes = name.map_or_else(|| b"[]".to_vec(), |name| sample(name));
            errand.feed(&Answer {
                id: request.id,
                address: Some(&request.address),
                headers: &[],
                bytes: &bytes,
            });
            asked.push(request.address.to_string());
        }
    }
}

#[test]
fn bodies_are_fetched_one_by_one() {
    let (parsed, asked) = run(
        "https://news-at.zhihu.com/api/4/news/latest",
        &[
            (
                "https://news-at.zhihu.com/api/4/news/latest",
                "zhihu-daily.json",
            ),
            (
                "https://news-at.zhihu.com/api/4/news/9001",
                "zhihu-daily-story.json",
            ),
        ],
    );
    assert_eq!(
        asked,
        [
            "https://news-at.zhihu.com/api/4/news/latest",
            "https://news-at.zhihu.com/api/4/news/9001",
            "https://news-at.zhihu.com/api/4/news/9002",
            "https://news-at.zhihu.com/api/4/news/before/20200917",
        ]
    );
    compare(
        &parsed,
        "知乎日报",
        &[
            &format!(
                " | 路是怎么修成的 | 2020-09-17 |  | http://daily.example.org/story/9001 | 路是怎么修成的？/{ROAD}"
            ),
            " | 桥为什么还在 | 2020-09-17 |  | https://daily.zhihu.com/story/9002 | ",
        ],
    );
    let (parsed, _) = run(
        "https://forum.example.org/latest.json",
        &[
            (
                "https://forum.example.org/latest.json",
                "discourse-topics.json",
            ),
            (
                "https://forum.example.org/t/21.json",
                "discourse-topic.json",
            ),
        ],
    );
    compare(
        &parsed,
        "Discourse",
        &[
            " | On reading slowly | 2020-09-17T08:00:00Z | Ann Example | https://forum.example.org/t/on-reading-slowly/21 | Read, and then read again.",
        ],
    );
    let (parsed, _) = run(
        "https://dev.to/api/articles?tag=reading",
        &[
            ("https://dev.to/api/articles?tag=reading", "dev-to.json"),
            ("https://dev.to/api/articles/501", "dev-to-501.json"),
        ],
    );
    compare(
        &parsed,
        "dev.to",
        &[
            " | Reading at a terminal | 2020-09-17T08:00:00Z | Ann Example | https://dev.to/ann/reading-at-a-terminal-1a2b | A terminal has no pop-ups.",
        ],
    );
}

#[test]
fn a_saved_answer_is_read_by_a_mapping_of_ones_own() {
    let mapping = Mapping::parse(
        "name = '站'\n[articles]\nat = '/stories'\ntitle = '/title'\nurl = { template = 'https://e.org/{/id}' }",
    );
    let mapping = mapping.expect("it is sound");
    compare(
        &mapping.read_saved(&sample("zhihu-daily.json"), &Hint::default()),
        "站",
        &[
            " | 路是怎么修成的 |  |  | https://e.org/9001 | ",
            " | 桥为什么还在 |  |  | https://e.org/9002 | ",
        ],
    );
    let broken = mapping.read_saved(b"{\"stories\": [", &Hint::default());
    assert!(broken.refused && broken.complaints[0].what.en.contains("broken here"));
}
