//! What is found, and what is not.

use super::*;
use crate::library::{Field, Mark};

fn library() -> Store {
    let mut store = store();
    let (one, other) = (source(&mut store, "人民频道"), source(&mut store, "Tech"));
    let lines = "1 甲 2020-01-01 近年来，經濟發展很快。
        2 乙 2021-01-01 经济。发展
        3 经济 2022-01-01 无
        # 要闻
        4 丁 2023-01-01 发展经济，State-of-the-art Rust";
    put(&mut store, one, lines);
    put(&mut store, other, "1 Rust 2019-01-01 Rusty economy ＡＢＣ");
    index(&mut store);
    store
}

/// Compares the titles that are found, the newest first.
#[track_caller]
fn found(query: &str, wanted: &str) {
    check(&library(), View::All, Sorting::Newest, query, wanted);
}

#[test]
fn words_of_one_two_and_more_characters_are_found() {
    found("济", "丁 经济 乙 甲");
    found("发展", "丁 乙 甲");
    found("经济发展", "甲");
    found("發展經濟", "丁");
    found("近年来", "甲");
    found("来近", "");
    found("经济 发展", "丁 乙 甲");
}

#[test]
fn a_phrase_does_not_reach_over_a_mark() {
    found("经济发展", "甲");
    found("“经济。发展”", "乙");
    found("来，经", "甲");
    found("来经", "");
}

#[test]
fn letters_are_found_by_words_in_any_case_and_width() {
    found("RUST", "丁 Rust");
    found("rust ", "丁 Rust");
    found("abc", "Rust");
    found("\"state of the art\"", "丁");
    found("eco", "Rust");
    found("\"eco\"", "");
    found("conomy", "");
}

#[test]
fn words_may_be_asked_for_in_a_field_and_not_at_all() {
    found("title:经济", "经济");
    found("标题：rust", "Rust");
    found("济 -发展", "经济");
    found("-济", "Rust");
    found("-济 -rust", "");
    found("济 -没有", "丁 经济 乙 甲");
    found("author:济", "");
}

#[test]
fn words_and_filters_hold_together() {
    found("济 after:2021", "丁 经济 乙");
    found("济 before:2022 after:2021", "乙");
    found("rust source:tech", "Rust");
    found("济 section:要闻", "丁");
    found("济 -section:要闻", "经济 乙 甲");
    let mut store = library();
    let id = named(&store, "乙");
    store
        .mark(&[id], Mark::Starred, true)
        .expect("it can be written");
    check(&store, View::Starred, Sorting::Newest, "发展", "乙");
    check(
        &store,
        View::All,
        Sorting::Newest,
        "发展 -is:starred",
        "丁 甲",
    );
    check(
        &store,
        View::Source(SourceId(2)),
        Sorting::Newest,
        "rust",
        "Rust",
    );
    check(&store, View::Recent, Sorting::Newest, "发展", "丁 乙 甲");
    let seen = ArticleId(99);
    for (query, wanted) in [("发展", "经济 Rust"), ("-发展", ""), ("", "")] {
        let all = listing(View::All, Sorting::Newest, query);
        store
            .mark_all(&all, seen, Mark::Read, true)
            .expect("it can be written");
        check(&store, View::Unread, Sorting::Newest, "", wanted);
    }
}

#[test]
fn what_is_found_can_be_sorted() {
    let store = library();
    check(&store, View::All, Sorting::Oldest, "济", "甲 乙 经济 丁");
    check(&store, View::All, Sorting::Title, "济", "丁 甲 经济 乙");
    check(&store, View::All, Sorting::Source, "rust", "Rust 丁");
    check(&store, View::All, Sorting::AsGiven, "济", "甲 乙 经济 丁");
    // A title weighs more than a text.
    let best = titles(&store, &listing(View::All, Sorting::Relevance, "经济"));
    assert!(best.starts_with("经济 "), "{best}");
}

#[test]
fn what_is_found_is_read_in_pages_too() {
    let store = library();
    for (sorting, _) in Sorting::NAMES {
        let listing = listing(View::All, sorting, "济");
        let all: Vec<ArticleId> = rows(&store, &listing).iter().map(|row| row.id).collect();
        for (at, id) in all.iter().enumerate() {
            let ids = |edge| {
                let page = store.page(&listing, edge, 2).expect("it can be read");
                page.headlines
                    .iter()
                    .map(|row| row.id)
                    .collect::<Vec<ArticleId>>()
            };
            let end = all.len().min(at + 3);
            assert_eq!(ids(Edge::After(*id)), all[at + 1..end], "{sorting:?}");
            assert_eq!(
                ids(Edge::Before(*id)),
                all[at.saturating_sub(2)..at],
                "{sorting:?}"
            );
            assert_eq!(
                ids(Edge::From(*id)),
                all[at..end.min(at + 2)],
                "{sorting:?}"
            );
        }
    }
}

#[test]
fn an_article_can_be_read_before_it_can_be_found() {
    let mut store = store();
    let id = source(&mut store, "频道");
    check(&store, View::All, Sorting::Newest, "春", "");
    check(&store, View::All, Sorting::Newest, "-春", "");
    put(&mut store, id, "1 甲 - 春天\n2 乙 - 春日");
    check(&store, View::All, Sorting::Newest, "春", "");
    check(&store, View::All, Sorting::AsGiven, "-春", "甲 乙");
    // The newest come first.
    let waiting = store.waiting(1, usize::MAX).expect("it can be read");
    assert_eq!(waiting[0].id, named(&store, "乙"));
    store
        .index(&[(waiting[0].id, "春日".to_owned())])
        .expect("it can be written");
    check(&store, View::All, Sorting::Newest, "春", "乙");
    assert_eq!(store.waiting_count().expect("it can be read"), 1);
    index(&mut store);
    check(&store, View::All, Sorting::AsGiven, "春", "甲 乙");
    assert_eq!(store.waiting(9, usize::MAX).expect("it can be read"), []);
}

#[test]
fn a_changed_text_is_found_by_its_new_words_alone() {
    let mut store = store();
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 甲 - 春天");
    index(&mut store);
    put(&mut store, id, "1 甲 - 秋天");
    // Until it is indexed again, it is found by the old ones.
    check(&store, View::All, Sorting::Newest, "春", "甲");
    index(&mut store);
    check(&store, View::All, Sorting::Newest, "春", "");
    check(&store, View::All, Sorting::Newest, "秋", "甲");
    store
        .index(&[(ArticleId(99), "秋".to_owned())])
        .expect("what is gone is passed over");
    check_counts(&store);
}

#[test]
fn more_articles_than_an_hour_has_labels_are_all_found() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let fill =
        "WITH RECURSIVE label (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM label WHERE n < ?2)
        INSERT INTO indexed (label, article) SELECT n, -n FROM label";
    let hour = NOW.div_euclid(3600);
    let range = [hour << 13, ((hour + 1) << 13) - 2];
    store
        .connection
        .execute(fill, range)
        .expect("it can be written");
    put(&mut store, id, "1 甲 - 春\n2 乙 - 春\n3 丙 - 春");
    index(&mut store);
    assert_eq!(
        rows(&store, &listing(View::All, Sorting::Newest, "春")).len(),
        3
    );
}

#[test]
fn an_index_made_by_other_rules_is_made_anew() {
    let mut store = library();
    let other = "DROP TABLE search;
        CREATE VIRTUAL TABLE search USING fts5 (title, author, text, content = '',
            contentless_delete = 1, tokenize = 'wenlan0')";
    super::tokenizer::register(&store.connection, "wenlan0").expect("it can be told");
    store
        .connection
        .execute_batch(other)
        .expect("it can be written");
    assert_eq!(
        store.waiting(9, usize::MAX).expect("it can be read").len(),
        5
    );
    index(&mut store);
    check(&store, View::All, Sorting::Newest, "经济发展", "甲");
    check_counts(&store);
}

#[test]
fn whatever_is_typed_is_answered() {
    let store = library();
    let odd = [
        "\"",
        "\"\"",
        "*",
        "a*",
        "NEAR(a b)",
        "title:",
        "a AND",
        "NOT",
        "{title}: x",
        "^a",
        "a OR b",
        "-",
        "(",
        "'; DROP TABLE article; --",
        "济\"济",
        "%",
        "_",
        "\u{0}",
        "title:\"*\"",
        "x\u{fffe}",
        "济 AND NOT 发展",
        "+ +",
        "济*",
        "“",
        "is:",
        "-“x",
        "C++",
        "......",
    ];
    for query in odd {
        for sorting in [Sorting::Newest, Sorting::Relevance, Sorting::Source] {
            let listing = listing(View::All, sorting, query);
            store
                .page(&listing, Edge::Start, 9)
                .unwrap_or_else(|error| {
                    panic!("{query:?}: {}", error.sentence().en);
                });
        }
    }
}

#[test]
fn the_index_and_the_marks_in_a_text_agree() {
    let store = library();
    for query in [
        "发展",
        "经济发展",
        "rust",
        "eco",
        "来，经",
        "济 发展",
        "\"state of\"",
    ] {
        let query = Query::read(query);
        let listing = Listing {
            query: query.clone(),
            ..Listing::default()
        };
        for row in rows(&store, &listing) {
            let received = store
                .received(row.id, Edition::Fullest)
                .expect("it can be read");
            let text = received
                .map(|received| received.parts[0].text.clone())
                .unwrap_or_default();
            let hits = query.find(Field::Anywhere, &text).len()
                + query.find(Field::Title, &row.title).len();
            assert!(hits > 0, "{query} in {text}");
        }
    }
}
