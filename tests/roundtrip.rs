//! What is written as Wenlan article JSON reads back to the same.

mod articles;

use articles::{article, cases, label, rich, section, url};
use proptest::option;
use proptest::prelude::*;
use wenlan::article::{Article, Block, Collection, List, ListItem, Marker, RichText, Task};
use wenlan::{export, parse};

fn read(json: &str) -> parse::Parsed {
    let hint = parse::Hint {
        from: parse::From::Json,
        ..parse::Hint::default()
    };
    let mut parsed = parse::parse(json.as_bytes(), &hint);
    // What was unreadable in the beginning still is.
    parsed
        .complaints
        .retain(|complaint| !complaint.what.en.contains('\u{fffd}'));
    assert_eq!(
        (parsed.refused, &parsed.complaints[..]),
        (false, &[][..]),
        "{json}"
    );
    parsed
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn an_article_reads_back_to_itself(article in article()) {
        let json = export::json(&article);
        let read = read(&json).collection.root;
        prop_assert_eq!(read.articles, [article], "{}", json);
    }

    #[test]
    fn a_styled_text_reads_back_to_itself(text in rich()) {
        let article = Article {
            body: vec![Block::Heading { level: 1, text }],
            ..Article::default()
        };
        let json = export::json(&article);
        prop_assert_eq!(&read(&json).collection.root.articles[0], &article, "{}", json);
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_collection_reads_back_to_itself(
        root in section(),
        home in option::of(url()),
        next in option::of(url()),
        language in option::of(label()),
        description in option::of(label()),
    ) {
        let collection = Collection { root, home, next, language, description, expired: false };
        let json = export::collection_json(&collection);
        prop_assert_eq!(read(&json).collection, collection, "{}", json);
    }
}

/// A body that nests deeper than JSON may.
fn nested(depth: usize, within: impl Fn(Vec<Block>) -> Block) -> Article {
    let innermost = vec![Block::paragraph("文")];
    let body = (0..depth).fold(innermost, |blocks, _| vec![within(blocks)]);
    Article {
        body,
        ..Article::default()
    }
}

fn task(blocks: Vec<Block>) -> Block {
    let task = Some(Task::Open);
    Block::List(List {
        marker: Marker::Bullet,
        start: 1,
        items: vec![ListItem { task, blocks }],
    })
}

#[test]
fn what_nests_too_deep_for_json_keeps_its_words() {
    for depth in [1, 28, 58, 200] {
        let quotes = nested(depth, Block::Quote);
        let tasks = nested(depth, task);
        for (article, deepest) in [(quotes, 58), (tasks, 28)] {
            let read = read(&export::json(&article))
                .collection
                .root
                .articles
                .remove(0);
            assert_eq!(read == article, depth <= deepest, "{depth}");
            assert_eq!(read.body[0].texts(), ["文"]);
        }
    }
}

#[test]
fn plain_prose_is_written_as_plain_strings() {
    let article = Article {
        title: "题".into(),
        body: vec![
            Block::paragraph("文"),
            Block::Heading {
                level: 2,
                text: RichText::plain("节"),
            },
        ],
        ..Article::default()
    };
    let wanted = r#"{
  "wenlan": 1,
  "title": "题",
  "body": [
    "文",
    {
      "type": "heading",
      "level": 2,
      "text": "节"
    }
  ]
}
"#;
    assert_eq!(export::json(&article), wanted);
}
