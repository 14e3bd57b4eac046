//! Lists against a slow oracle, and by hand.

use proptest::prelude::*;

use super::*;
use crate::library::{Bookmark, Mark, SectionId, State};
use crate::text::title_key;

#[test]
fn the_newest_stand_first_and_the_future_is_not_newer_than_today() {
    let mut store = store();
    let id = source(&mut store, "频道");
    put(
        &mut store,
        id,
        "1 旧 2019-01-01\n2 新 2020-01-01\n3 无\n4 将来 2099-01-01",
    );
    check(&store, View::All, Sorting::Newest, "", "将来 无 新 旧");
    check(&store, View::All, Sorting::Oldest, "", "旧 新 无 将来");
    check(&store, View::All, Sorting::AsGiven, "", "旧 新 无 将来");
}

#[test]
fn of_one_day_what_the_source_names_first_stands_first() {
    let folder = Folder::new("order");
    let mut store = folder.open();
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 甲 2020-01-01\n2 乙 2020-01-01");
    put(&mut store, id, "3 丙 2020-01-01\n1 甲 2020-01-01");
    check(&store, View::All, Sorting::Newest, "", "丙 甲 乙");
    check(&store, View::All, Sorting::AsGiven, "", "丙 甲 乙");
}

#[test]
fn titles_stand_in_the_order_of_an_index() {
    let mut store = store();
    let id = source(&mut store, "频道");
    put(
        &mut store,
        id,
        "1 中文\n2 beta\n# 栏\n3 北京\n4 Alpha\n5 《安徽》",
    );
    check(
        &store,
        View::All,
        Sorting::Title,
        "",
        "Alpha beta 《安徽》 北京 中文",
    );
    check(
        &store,
        View::Source(id),
        Sorting::Title,
        "",
        "Alpha beta 《安徽》 北京 中文",
    );
}

#[test]
fn sources_stand_by_title_and_the_newest_first_within() {
    let mut store = store();
    let (one, other) = (source(&mut store, "中"), source(&mut store, "安"));
    put(&mut store, one, "1 甲 2020-01-01\n2 乙 2021-01-01");
    put(&mut store, other, "1 丙 2020-01-01\n# 栏\n2 丁 2021-01-01");
    check(&store, View::All, Sorting::Source, "", "丁 丙 乙 甲");
    check(&store, View::All, Sorting::Source, "before:2021", "丙 甲");
}

#[test]
fn a_folder_shows_what_is_in_it_however_deep() {
    let mut store = store();
    let path = ["时事", "地方"].map(Label::new);
    let (outer, inner) = (store.folder(&path[..1]), store.folder(&path));
    let (outer, inner) = (outer.expect("it is made"), inner.expect("it is made"));
    for (title, folder) in [("甲", outer), ("乙", inner), ("丙", None)] {
        let id = source(&mut store, title);
        let mut known = store
            .source(id)
            .expect("it can be read")
            .expect("it is there");
        known.folder = folder;
        store.edit(id, &known).expect("it can be written");
        put(
            &mut store,
            id,
            &format!("1 {title}一 2020-01-01\n# 栏\n2 {title}二 2021-01-01"),
        );
    }
    let outer = View::Section(outer.expect("the path is not empty"));
    check(&store, outer, Sorting::Newest, "", "乙二 甲二 乙一 甲一");
    check(&store, outer, Sorting::Source, "", "甲二 甲一 乙二 乙一");
    let tree = store.tree().expect("it can be read");
    let counts: Vec<(&str, u64)> = tree
        .branches
        .iter()
        .map(|branch| (&*branch.title, branch.count.all))
        .collect();
    assert_eq!(counts, [("时事", 4), ("丙", 2)]);
    assert_eq!(tree.branches[0].branches[0].count.all, 2);
    let View::Section(outer) = outer else { return };
    store.remove_folder(outer).expect("it can be written");
    let tree = store.tree().expect("it can be read");
    let titles: Vec<&str> = tree.branches.iter().map(|branch| &*branch.title).collect();
    assert_eq!(titles, ["地方", "甲", "丙"]);
}

#[test]
fn marks_make_views() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let new = put(
        &mut store,
        id,
        "1 甲 2020-01-01\n2 乙 2021-01-01\n3 丙 2022-01-01",
    )
    .new;
    store
        .mark(&new[..1], Mark::Read, true)
        .expect("it can be written");
    store
        .mark(&new[1..], Mark::Starred, true)
        .expect("it can be written");
    store
        .mark(&new[2..], Mark::Later, true)
        .expect("it can be written");
    check(&store, View::Unread, Sorting::Newest, "", "丙 乙");
    check(&store, View::Starred, Sorting::Oldest, "", "乙 丙");
    check(&store, View::Later, Sorting::Newest, "", "丙");
    check(&store, View::All, Sorting::Newest, "is:read", "甲");
    check(
        &store,
        View::All,
        Sorting::Newest,
        "-is:read -is:later",
        "乙",
    );
    check(&store, View::Unread, Sorting::Newest, "is:read", "");
    for (article, progress, now) in [(new[0], 99, 1), (new[1], 1, 2), (new[2], 100, 3)] {
        let bookmark = Bookmark::default();
        store
            .keep_bookmark(article, &bookmark, progress, now)
            .expect("it can be written");
    }
    check(&store, View::Reading, Sorting::Newest, "", "乙 甲");
    check(&store, View::Reading, Sorting::Title, "", "甲 乙");
    let tree = store.tree().expect("it can be read");
    assert_eq!(
        (tree.starred, tree.later, tree.reading, tree.recent),
        (2, 1, 2, 3)
    );
    assert_eq!((tree.everything.all, tree.everything.unread), (3, 2));
    check_counts(&store);
}

#[test]
fn a_marking_is_taken_back_whole() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let new = put(&mut store, id, "1 甲\n2 乙\n3 丙").new;
    store
        .mark(&new[..1], Mark::Read, true)
        .expect("it can be written");
    let unread = listing(View::Source(id), Sorting::Newest, "");
    let marked = store
        .mark_all(&unread, new[1], Mark::Read, true)
        .expect("it can be written");
    // The first was read before, and the third arrived behind what the person saw.
    assert_eq!(marked.articles, [new[1]]);
    check(&store, View::Unread, Sorting::AsGiven, "", "丙");
    store.unmark(&marked).expect("it can be written");
    check(&store, View::Unread, Sorting::AsGiven, "", "乙 丙");
    let nothing = store
        .mark(&new[1..], Mark::Read, false)
        .expect("it can be written");
    assert_eq!(nothing.articles, []);
    check_counts(&store);
}

#[test]
fn what_arrives_after_a_visit_is_recent() {
    let mut store = store();
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 甲 2021-01-01\n2 乙 2020-01-01");
    store.end_visit().expect("it can be written");
    assert_eq!(store.tree().expect("it can be read").recent, 0);
    put(
        &mut store,
        id,
        "3 丙 2019-01-01\n4 丁 2018-01-01\n1 甲 2021-01-01",
    );
    check(&store, View::Recent, Sorting::Newest, "", "丁 丙");
    check(&store, View::Recent, Sorting::Title, "", "丙 丁");
    check(&store, View::Recent, Sorting::Newest, "before:2019", "丁");
    assert_eq!(store.tree().expect("it can be read").recent, 2);
    check_counts(&store);
}

#[test]
fn filters_choose_sources_sections_and_days() {
    let mut store = store();
    let (one, other) = (source(&mut store, "人民频道"), source(&mut store, "Tech"));
    put(
        &mut store,
        one,
        "1 甲 2020-09-16\n# 要聞\n2 乙 2020-09-17\n## 地方\n3 丙 2020-10-01",
    );
    put(&mut store, other, "1 丁 2021-01-01");
    let newest = |query: &str, wanted: &str| {
        check(&store, View::All, Sorting::Newest, query, wanted);
    };
    newest("source:人民", "丙 乙 甲");
    newest("source:TECH", "丁");
    newest("-source:tech", "丙 乙 甲");
    newest("section:要闻", "丙 乙");
    newest("section:地方", "丙");
    newest("-section:地方", "丁 乙 甲");
    newest("source:tech section:要闻", "");
    newest("after:2020-09-17", "丁 丙 乙");
    newest("after:2020-09-17 before:2020-10", "乙");
    newest("-after:2020-10", "乙 甲");
    newest("before:2020 after:2021", "");
    newest("source:没有", "");
    let unread = listing(View::Source(one), Sorting::Newest, "after:2020-09-17");
    let unread = Listing {
        query: unread.query.clone().with(State::Unread),
        ..unread
    };
    assert_eq!(titles(&store, &unread), "丙 乙");
}

#[test]
fn a_page_lies_beside_an_article_even_when_that_has_left_the_list() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let new = put(
        &mut store,
        id,
        "1 甲 2023-01-01\n2 乙 2022-01-01\n3 丙 2021-01-01",
    )
    .new;
    let unread = listing(View::Unread, Sorting::Newest, "");
    store
        .mark(&new[1..2], Mark::Read, true)
        .expect("it can be written");
    let page = |edge| {
        let page = store.page(&unread, edge, 1).expect("it can be read");
        let titles: Vec<&str> = page.headlines.iter().map(|row| &*row.title).collect();
        (titles.concat(), page.more)
    };
    assert_eq!(page(Edge::After(new[1])), ("丙".to_owned(), false));
    assert_eq!(page(Edge::Before(new[1])), ("甲".to_owned(), false));
    assert_eq!(page(Edge::From(new[1])), ("丙".to_owned(), false));
    assert_eq!(page(Edge::From(new[0])), ("甲".to_owned(), true));
    assert_eq!(page(Edge::Start), ("甲".to_owned(), true));
    assert_eq!(page(Edge::End), ("丙".to_owned(), true));
    assert_eq!(page(Edge::After(ArticleId(99))), ("甲".to_owned(), true));
    assert_eq!(page(Edge::Before(ArticleId(99))), ("丙".to_owned(), true));
    let nothing = store.page(&unread, Edge::Start, 0).expect("it can be read");
    assert!(nothing.headlines.is_empty() && nothing.more);
    check(
        &store,
        View::Section(SectionId(99)),
        Sorting::Newest,
        "",
        "",
    );
    check(&store, View::Source(SourceId(99)), Sorting::Source, "", "");
}

/// A library of three sources with sections, and what has been done to each article.
fn any_library() -> impl Strategy<Value = Vec<(i64, usize, i64, u8)>> {
    // Source, section, days ago (few, so that many are of one day), marks.
    proptest::collection::vec((1..4i64, 0..3usize, 0..6i64, 0..32u8), 0..60)
}

fn build(articles: &[(i64, usize, i64, u8)]) -> Store {
    let mut store = store();
    for title in ["丙源", "甲源", "乙源"] {
        source(&mut store, title);
    }
    for (number, (source, section, days, marks)) in articles.iter().enumerate() {
        let date = Moment::unix(NOW - days * DAY).expect("it is a date");
        let heading = ["", "# 要闻\n", "# 要闻\n## 地方\n"][*section];
        // Titles repeat, so that they do not tell all apart.
        let line = format!(
            "{heading}{number} {} {date}",
            ["子", "丑", "寅"][number % 3]
        );
        let id = put(&mut store, SourceId(*source), &line).new[0];
        for (bit, mark) in [(1, Mark::Read), (2, Mark::Starred), (4, Mark::Later)] {
            store
                .mark(&[id], mark, marks & bit > 0)
                .expect("it can be written");
        }
        let progress = marks >> 3;
        let bookmark = Bookmark::default();
        store
            .keep_bookmark(id, &bookmark, progress, i64::from(*marks))
            .expect("it can be written");
        if number == articles.len() / 2 {
            store.end_visit().expect("it can be written");
        }
    }
    store
}

/// An article as the oracle sees it.
struct Seen {
    id: i64,
    source: i64,
    in_section: bool,
    stamp: i64,
    touched: i64,
    title: Vec<u8>,
    place_of_source: usize,
    unread: bool,
    starred: bool,
    later: bool,
    begun: bool,
    recent: bool,
}

fn seen(store: &Store) -> Vec<Seen> {
    let sql = "SELECT article.id, article.source, section.parent IS NOT NULL, stamp, touched,
            article.title, source.title, article.unread, starred, later, progress BETWEEN 1 AND 99,
            article.id > (SELECT value FROM tally WHERE name = 'visited')
        FROM article JOIN section ON section.id = section JOIN source ON source.id = article.source";
    let mut statement = store.connection.prepare(sql).expect("it is SQL");
    let rows = statement.query_map([], |row| {
        let title: String = row.get(5)?;
        let source: String = row.get(6)?;
        Ok(Seen {
            id: row.get(0)?,
            source: row.get(1)?,
            in_section: row.get(2)?,
            stamp: row.get(3)?,
            touched: row.get(4)?,
            title: title_key(&title),
            place_of_source: ["丙源", "甲源", "乙源"]
                .iter()
                .position(|t| *t == source)
                .unwrap_or(9),
            unread: row.get(7)?,
            starred: row.get(8)?,
            later: row.get(9)?,
            begun: row.get(10)?,
            recent: row.get(11)?,
        })
    });
    rows.expect("it can be read")
        .map(|row| row.expect("it can be read"))
        .collect()
}

/// What a list is, without any index: all articles, chosen and sorted one by one.
fn oracle(store: &Store, listing: &Listing) -> Vec<ArticleId> {
    let mut all = seen(store);
    all.retain(|row| match listing.view {
        View::All => true,
        View::Unread => row.unread,
        View::Starred => row.starred,
        View::Later => row.later,
        View::Reading => row.begun,
        View::Recent => row.recent,
        View::Source(id) => row.source == id.0,
        // The one section that every source has, and what is within it.
        View::Section(_) => row.in_section && row.source == 1,
    });
    all.retain(|row| match listing.query.to_string().as_str() {
        "is:unread" => row.unread,
        "is:starred" => row.starred,
        "after:2026-11-17" => row.stamp >= NOW - 3 * DAY - 12 * 3600,
        _ => true,
    });
    let newest = |row: &Seen| match listing.view {
        View::Reading => (row.touched, row.id),
        View::Recent => (row.id, row.id),
        _ => (row.stamp, row.id),
    };
    match listing.sorting {
        Sorting::Newest | Sorting::Relevance => {
            all.sort_by_key(|row| std::cmp::Reverse(newest(row)));
        }
        Sorting::Oldest => all.sort_by_key(newest),
        Sorting::AsGiven => all.sort_by_key(|row| row.id),
        Sorting::Title => all.sort_by(|a, b| a.title.cmp(&b.title).then(a.id.cmp(&b.id))),
        Sorting::Source => all.sort_by_key(|row| {
            let newest = std::cmp::Reverse((row.stamp, row.id));
            (row.place_of_source, newest)
        }),
    }
    all.iter().map(|row| ArticleId(row.id)).collect()
}

/// Reads a list in pages of `rows`, from the top or from the end.
fn read(store: &Store, listing: &Listing, rows: usize, forth: bool) -> Vec<ArticleId> {
    let mut all = Vec::new();
    let mut edge = if forth { Edge::Start } else { Edge::End };
    loop {
        let page = store.page(listing, edge, rows).expect("it can be read");
        let mut ids: Vec<ArticleId> = page.headlines.iter().map(|row| row.id).collect();
        assert!(ids.len() == rows || !page.more);
        if forth {
            all.extend(&ids);
        } else {
            ids.extend(&all);
            all = ids;
        }
        let last = if forth { all.last() } else { all.first() };
        match last.filter(|_| page.more) {
            Some(id) if forth => edge = Edge::After(*id),
            Some(id) => edge = Edge::Before(*id),
            None => return all,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_list_is_the_same_however_it_is_read(articles in any_library(), rows in 1..9usize) {
        let store = build(&articles);
        let section = store.tree().expect("it can be read").branches[0].branches.first().map(|b| b.view);
        let views = View::FIXED.iter().map(|(view, _)| *view);
        let views = views.chain([View::Source(SourceId(1))]).chain(section);
        for view in views {
            for (sorting, _) in Sorting::NAMES {
                for query in ["", "is:unread", "is:starred", "after:2026-11-17"] {
                    let listing = listing(view, sorting, query);
                    let wanted = oracle(&store, &listing);
                    for forth in [true, false] {
                        prop_assert_eq!(&read(&store, &listing, rows, forth), &wanted, "{:?} {}", &listing, forth);
                    }
                    if let Some(id) = wanted.get(wanted.len() / 2) {
                        let page = store.page(&listing, Edge::From(*id), 2).expect("it can be read");
                        let ids: Vec<ArticleId> = page.headlines.iter().map(|row| row.id).collect();
                        prop_assert_eq!(&ids[..], &wanted[wanted.len() / 2..][..ids.len()]);
                    }
                }
            }
        }
        check_counts(&store);
    }
}
