//! What arrives, changes, moves and stays.

use super::*;
use crate::article::{Block, RichText};
use crate::library::{Bookmark, Mark};

/// A library on disk's order, in memory: what arrives later stands first.
fn changes(store: &Store) -> i64 {
    let count = "SELECT total_changes()";
    store
        .connection
        .query_row(count, [], |row| row.get(0))
        .expect("it counts")
}

#[test]
fn what_is_put_in_comes_out_as_it_was() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let full = Article {
        id: Label::some("urn:1"),
        url: Url::new("https://example.org/1"),
        subtitle: Label::some("副题"),
        breadcrumb: vec![Label::new("首页"), Label::new("要闻")],
        authors: vec![Label::new("甲"), Label::new("乙")],
        sources: vec![Label::new("某报")],
        updated: Moment::read("2020-09-18"),
        language: Label::some("zh-CN"),
        summary: Some(RichText::plain("摘要")),
        tags: vec![Label::new("标签")],
        image: Url::new("https://example.org/1.png"),
        ..article("1 题 2020-09-17T08:00:00+08:00 <p>文</p>")
    };
    let mut collection = Collection::default();
    collection.root.articles = vec![full.clone(), Article::default()];
    let arrived = store.put(id, &collection, NOW).expect("it can be written");
    assert_eq!(arrived.new.len(), 2);
    let read = |id| store.article(id, Edition::Fullest).expect("it can be read");
    assert_eq!(read(arrived.new[0]), Some(full));
    assert_eq!(read(arrived.new[1]), Some(Article::default()));
    assert_eq!(read(ArticleId(99)), None);
}

#[test]
fn what_has_not_changed_writes_nothing() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let lines = "1 甲 2020-09-17 文\n# 要闻\n2 乙 - 文\n- 丙 - 文";
    assert_eq!(put(&mut store, id, lines).new.len(), 3);
    let before = changes(&store);
    let again = put(&mut store, id, lines);
    assert_eq!(
        (again.unchanged, again.new.len(), again.updated.len()),
        (3, 0, 0)
    );
    assert_eq!(changes(&store), before);
    // Some sources say with every answer that an article has just been changed.
    let mut collection = delivery(lines);
    collection.root.articles[0].updated = Moment::unix(NOW);
    assert_eq!(
        store
            .put(id, &collection, NOW)
            .expect("it can be written")
            .unchanged,
        3
    );
    assert_eq!(changes(&store), before);
}

#[test]
fn a_changed_article_keeps_its_marks_its_bookmark_and_its_former_body() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let article = put(&mut store, id, "1 甲 2020-09-17 <p>旧</p>").new[0];
    store
        .mark(&[article], Mark::Starred, true)
        .expect("it can be written");
    store
        .mark(&[article], Mark::Read, true)
        .expect("it can be written");
    let bookmark = Bookmark {
        before: "旧".to_owned(),
        ..Bookmark::default()
    };
    store
        .keep_bookmark(article, &bookmark, 40, NOW)
        .expect("it can be written");
    let arrived = put(&mut store, id, "1 甲乙 2020-09-17 <p>新</p>");
    assert_eq!(arrived.updated, [article]);
    let row = &rows(&store, &Listing::default())[0];
    assert!(row.marks.starred && row.marks.read && row.is_begun());
    assert_eq!((row.revisions, &*row.title, row.progress), (1, "甲乙", 40));
    assert_eq!(
        store.bookmark(article).expect("it can be read"),
        Some(bookmark)
    );
    let text = |edition| {
        let received = store.received(article, edition).expect("it can be read");
        received.map(|received| received.parts[0].text.clone())
    };
    assert_eq!(text(Edition::Delivered).as_deref(), Some("<p>新</p>"));
    assert_eq!(text(Edition::Former).as_deref(), Some("<p>旧</p>"));
    check_counts(&store);
}

#[test]
fn a_new_title_is_no_revision_of_the_body() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let article = put(&mut store, id, "1 甲 - 文").new[0];
    assert_eq!(put(&mut store, id, "1 乙 - 文").updated, [article]);
    assert_eq!(rows(&store, &Listing::default())[0].revisions, 0);
    assert_eq!(
        store
            .received(article, Edition::Former)
            .expect("it can be read"),
        None
    );
}

#[test]
fn what_is_not_delivered_any_more_stays() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let article = put(&mut store, id, "1 甲 - 文\n2 乙 - 文").new[0];
    put(&mut store, id, "3 丙 - 文");
    assert_eq!(rows(&store, &Listing::default()).len(), 3);
    // Nor does a body go because a later answer has none.
    put(&mut store, id, "1 甲甲 -");
    let received = store
        .received(article, Edition::Delivered)
        .expect("it can be read");
    assert_eq!(
        received
            .map(|received| received.parts[0].text.clone())
            .as_deref(),
        Some("文")
    );
}

#[test]
fn the_full_text_of_a_page_outlives_what_the_source_delivers() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let article = put(&mut store, id, "1 甲 - 摘要").new[0];
    let page = Received {
        parts: vec![Part {
            markup: Markup::Page,
            text: "<html>全文</html>".to_owned(),
        }],
        base: Url::new("https://example.org/1"),
    };
    let whole = Article {
        received: Some(page.clone()),
        title: Label::new("乙"),
        authors: vec![Label::new("林渡")],
        ..Article::default()
    };
    store.put_page(article, &whole).expect("it can be written");
    let kept = store
        .article(article, Edition::Fullest)
        .expect("it can be read");
    let kept = kept.expect("it is there");
    assert_eq!(
        (kept.title.as_str(), &*kept.authors),
        ("甲", &whole.authors[..])
    );
    assert_eq!(rows(&store, &Listing::default())[0].from.as_str(), "林渡");
    put(&mut store, id, "1 甲 - 摘要二");
    assert_eq!(
        store
            .received(article, Edition::Fullest)
            .expect("it can be read"),
        Some(page)
    );
    let delivered = store
        .received(article, Edition::Delivered)
        .expect("it can be read");
    assert_eq!(
        delivered
            .map(|received| received.parts[0].text.clone())
            .as_deref(),
        Some("摘要二")
    );
}

#[test]
fn sections_are_found_again_and_counted() {
    let mut store = store();
    let id = source(&mut store, "频道");
    put(
        &mut store,
        id,
        "0 零 - 文\n# 要闻\n1 甲 - 文\n## 国际\n2 乙 - 文\n3 丙 - 文\n# 空",
    );
    put(&mut store, id, "# 要闻\n4 丁 - 文");
    let tree = store.tree().expect("it can be read");
    let source = &tree.branches[0];
    assert_eq!(
        (&*source.title, source.count.all, source.branches.len()),
        ("频道", 5, 1)
    );
    let news = &source.branches[0];
    assert_eq!(
        (&*news.title, news.count.all, news.count.unread),
        ("要闻", 4, 4)
    );
    assert_eq!(
        (&*news.branches[0].title, news.branches[0].count.all),
        ("国际", 2)
    );
    check(&store, news.branches[0].view, Sorting::AsGiven, "", "乙 丙");
    let row = rows(&store, &listing(news.branches[0].view, Sorting::Newest, ""));
    assert_eq!(
        row[0].section.map(View::Section),
        Some(news.branches[0].view)
    );
    check_counts(&store);
}

#[test]
fn an_article_moves_between_sections_without_becoming_new() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let article = put(&mut store, id, "# 要闻\n1 甲 - 文").new[0];
    assert_eq!(put(&mut store, id, "# 旧闻\n1 甲 - 文").updated, [article]);
    let tree = store.tree().expect("it can be read");
    let titles: Vec<&str> = tree.branches[0]
        .branches
        .iter()
        .map(|b| &*b.title)
        .collect();
    assert_eq!(titles, ["旧闻"]);
    assert_eq!(store.waiting_count().expect("it can be read"), 1);
    check_counts(&store);
}

#[test]
fn one_article_in_two_sections_is_one_article() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let lines = "# 要闻\n1 甲 - 文\n# 国际\n1 甲 - 文";
    assert_eq!(put(&mut store, id, lines).new.len(), 1);
    assert_eq!(put(&mut store, id, lines).unchanged, 1);
    check_counts(&store);
}

#[test]
fn sources_do_not_share_articles() {
    let mut store = store();
    let (one, other) = (source(&mut store, "甲"), source(&mut store, "乙"));
    put(&mut store, one, "1 题 - 文");
    assert_eq!(put(&mut store, other, "1 题 - 文").new.len(), 1);
}

#[test]
fn a_source_tells_its_name_and_the_person_may_give_another() {
    let mut store = store();
    let address = "https://example.org/feed".to_owned();
    let mut source = Source {
        address,
        ..Source::default()
    };
    let (id, is_new) = store.add(&source).expect("it can be written");
    assert!(is_new);
    assert_eq!(store.add(&source).expect("it can be written"), (id, false));
    let mut collection = delivery("1 甲 - 文");
    collection.root.title = Label::new("频道");
    collection.home = Url::new("https://example.org/");
    collection.language = Label::some("zh-Hant");
    store.put(id, &collection, NOW).expect("it can be written");
    let known = store
        .source(id)
        .expect("it can be read")
        .expect("it is there");
    assert_eq!(
        (&*known.title, known.home),
        ("频道", collection.home.clone())
    );
    source.name = Label::some("我的频道");
    store.edit(id, &source).expect("it can be written");
    let tree = store.tree().expect("it can be read");
    assert_eq!(&*tree.branches[0].title, "我的频道");
    let row = &rows(&store, &Listing::default())[0];
    assert_eq!(&*row.from, "我的频道");
    let article = store
        .article(row.id, Edition::Fullest)
        .expect("it can be read");
    assert_eq!(
        article.and_then(|article| article.language),
        collection.language
    );
}

#[test]
fn what_was_read_already_is_kept_as_its_text() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let mut collection = Collection::default();
    collection.root.articles = vec![Article {
        body: vec![Block::paragraph("春天"), Block::paragraph("夏天")],
        ..article("1 甲")
    }];
    let article = store
        .put(id, &collection, NOW)
        .expect("it can be written")
        .new[0];
    let received = store
        .received(article, Edition::Fullest)
        .expect("it can be read");
    let parts = received.expect("it has a body").parts;
    assert_eq!(
        (parts[0].markup, &*parts[0].text),
        (Markup::Plain, "春天\n夏天")
    );
}

#[test]
fn an_article_without_a_title_begins_with_its_text() {
    let mut store = store();
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 - - 春眠不觉晓，处处闻啼鸟。");
    assert_eq!(&*rows(&store, &Listing::default())[0].title, "");
    index(&mut store);
    assert_eq!(
        &*rows(&store, &Listing::default())[0].title,
        "春眠不觉晓，处处闻啼鸟。"
    );
    // The article itself still has no title.
    let article = store
        .article(ArticleId(1), Edition::Fullest)
        .expect("it can be read");
    assert_eq!(
        article.map(|article| article.title.to_string()).as_deref(),
        Some("")
    );
    put(&mut store, id, "1 春晓 - 春眠不觉晓，处处闻啼鸟。");
    assert_eq!(&*rows(&store, &Listing::default())[0].title, "春晓");
}

#[test]
fn a_delivery_for_a_source_that_is_gone_is_refused() {
    let mut store = store();
    let error = store.put(SourceId(7), &delivery("1 甲 - 文"), NOW);
    assert_eq!(error.map_err(|error| error.trouble), Err(Trouble::Gone));
}

#[test]
fn a_source_leaves_with_all_that_came_from_it() {
    let mut store = store();
    let (one, other) = (source(&mut store, "甲"), source(&mut store, "乙"));
    put(&mut store, one, "# 要闻\n1 子 - 文\n2 丑 - 文");
    put(&mut store, other, "1 寅 - 文");
    index(&mut store);
    store.remove(one).expect("it can be written");
    check(&store, View::All, Sorting::Newest, "", "寅");
    check(&store, View::All, Sorting::Newest, "文", "寅");
    check_counts(&store);
    // Its numbers are not given again.
    let last = put(&mut store, other, "2 卯 - 文").new[0];
    assert_eq!(last, ArticleId(4));
}

#[test]
fn nothing_that_reaches_the_screen_has_a_control() {
    let mut store = store();
    let id = source(&mut store, "频道");
    put(&mut store, id, "1 甲 - 文");
    let odd = "UPDATE article SET title = 'a' || char(27) || '[31m' || char(155) || 'b'";
    store
        .connection
        .execute(odd, [])
        .expect("it can be written");
    let odd = "UPDATE source SET title = char(27) || ']0;x' || char(7) || '名'";
    store
        .connection
        .execute(odd, [])
        .expect("it can be written");
    let row = &rows(&store, &Listing::default())[0];
    assert_eq!((&*row.title, &*row.from), ("a", "名"));
    let tree = store.tree().expect("it can be read");
    assert_eq!(&*tree.branches[0].title, "名");
}
