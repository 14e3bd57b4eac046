//! Histories, settings, pictures, and what is not kept.

use super::*;
use crate::library::{Failure, History, Images, Keeping, Mark, Moved, Retention, Validators};
use crate::locale::Sentence;

#[test]
fn a_source_is_kept_with_all_that_is_said_of_it() {
    let mut store = store();
    let folder = store.folder(&[Label::new("技术")]).expect("it is made");
    let full = Source {
        address: "https://example.org/feed?a=b".to_owned(),
        title: Label::new("频道"),
        name: Label::some("我的"),
        home: Url::new("https://example.org/"),
        folder,
        mapping: Some("wordpress".to_owned()),
        request: Some("X-Token: env:TOKEN".to_owned()),
        full_text: true,
        images: Some(Images::Ahead),
        retention: Retention {
            days: Some(30),
            articles: Some(500),
        },
        stopped: Some(Sentence {
            en: "gone".to_owned(),
            zh: "已停止".to_owned(),
        }),
    };
    let (id, _) = store.add(&full).expect("it can be written");
    assert_eq!(
        store.sources().expect("it can be read"),
        [(id, full.clone())]
    );
    assert!(store.tree().expect("it can be read").branches[0].branches[0].ailing);
    assert_eq!(
        store.source_at(&full.address).expect("it can be read"),
        Some(id)
    );
    store
        .edit(
            id,
            &Source {
                stopped: None,
                ..full.clone()
            },
        )
        .expect("it can be written");
    assert_eq!(
        store
            .source(id)
            .expect("it can be read")
            .and_then(|source| source.stopped),
        None
    );
    let gone = store
        .edit(SourceId(9), &full)
        .map_err(|error| error.trouble);
    assert_eq!(gone, Err(Trouble::Gone));
    assert_eq!(store.source(SourceId(9)).expect("it can be read"), None);
}

#[test]
fn a_history_is_kept_whole() {
    let mut store = store();
    let id = source(&mut store, "频道");
    assert_eq!(
        store.history(id).expect("it can be read"),
        History::default()
    );
    let history = History {
        attempted: Some(NOW),
        succeeded: Some(NOW - DAY),
        failure: Some(Failure {
            at: NOW,
            status: Some(503),
            words: Sentence {
                en: "the server said 503".to_owned(),
                zh: "服务器返回 503".to_owned(),
            },
            details: "GET /feed\n503".to_owned(),
        }),
        failures: 3,
        due: Some(NOW + DAY),
        validators: Validators {
            etag: Some("\"x\"".to_owned()),
            modified: Some("Thu, 17 Sep 2020 00:00:00 GMT".to_owned()),
            digest: Some(u64::MAX),
        },
        moved: Url::new("https://example.org/new").map(|to| Moved { to, times: 2 }),
    };
    store
        .note(&[(id, history.clone())])
        .expect("it can be written");
    assert_eq!(store.history(id).expect("it can be read"), history);
    assert_eq!(store.histories().expect("it can be read"), [(id, history)]);
    assert!(store.tree().expect("it can be read").branches[0].ailing);
    store
        .note(&[(id, History::default())])
        .expect("it can be written");
    assert!(!store.tree().expect("it can be read").branches[0].ailing);
}

#[test]
fn what_is_remembered_can_be_forgotten() {
    let mut store = store();
    assert_eq!(store.setting("sorting").expect("it can be read"), None);
    store
        .remember("sorting", Some("title"))
        .expect("it can be written");
    store
        .remember("sorting", Some("newest"))
        .expect("it can be written");
    assert_eq!(
        store.setting("sorting").expect("it can be read").as_deref(),
        Some("newest")
    );
    store.remember("sorting", None).expect("it can be written");
    assert_eq!(store.setting("sorting").expect("it can be read"), None);
}

#[test]
fn pictures_give_up_their_bytes_when_there_are_too_many() {
    let mut store = store();
    let id = source(&mut store, "频道");
    let article = put(&mut store, id, "1 甲").new[0];
    let url =
        |name: &str| Url::new(&format!("https://example.org/{name}.png")).expect("an address");
    let (a, b) = (url("a"), url("b"));
    store
        .meet_pictures(article, &[a.clone(), b.clone()], NOW)
        .expect("it can be written");
    store
        .meet_pictures(article, std::slice::from_ref(&a), NOW + 1)
        .expect("it can be written");
    assert_eq!(
        store.missing_pictures(9).expect("it can be read"),
        [b.clone(), a.clone()]
    );
    let picture = Picture {
        media_type: Some("image/png".to_owned()),
        bytes: vec![7; 100],
    };
    store
        .keep_picture(&a, &picture, 150, NOW + 1)
        .expect("it can be written");
    assert_eq!(
        store.picture(&a).expect("it can be read"),
        Some(picture.clone())
    );
    store
        .keep_picture(&b, &picture, 150, NOW + 2)
        .expect("it can be written");
    assert_eq!(store.picture(&a).expect("it can be read"), None);
    assert_eq!(store.picture_bytes().expect("it can be read"), 100);
    assert_eq!(store.missing_pictures(9).expect("it can be read"), [a]);
}

/// Five articles that arrive on five days, the first two of them marked.
fn five_days() -> (Store, SourceId) {
    let mut store = store();
    let id = source(&mut store, "频道");
    for day in 0..5 {
        let line = format!("{day} 第{day} - 文");
        store
            .put(id, &delivery(&line), NOW + day * DAY)
            .expect("it can be written");
    }
    let named = |title| named(&store, title);
    let (starred, later, read) = (named("第0"), named("第1"), named("第2"));
    store
        .mark(&[starred], Mark::Starred, true)
        .expect("it can be written");
    store
        .mark(&[later], Mark::Later, true)
        .expect("it can be written");
    store
        .mark(&[read], Mark::Read, true)
        .expect("it can be written");
    (store, id)
}

#[track_caller]
fn check_pruned(keeping: Keeping, wanted: &str) {
    let (mut store, _) = five_days();
    let now = NOW + 5 * DAY;
    let would = store.prune(keeping, true, now).expect("it can be read");
    assert_eq!(rows(&store, &Listing::default()).len(), 5);
    let did = store.prune(keeping, false, now).expect("it can be written");
    assert_eq!(would, did);
    let gone: usize = did.iter().map(|pruned| pruned.articles).sum();
    check(&store, View::All, Sorting::Oldest, "", wanted);
    assert_eq!(rows(&store, &Listing::default()).len(), 5 - gone);
    check_counts(&store);
}

fn keeping(days: Option<u32>, articles: Option<u32>, unread: bool) -> Keeping {
    Keeping {
        retention: Retention { days, articles },
        unread,
    }
}

#[test]
fn what_is_too_old_or_too_much_goes_and_what_is_marked_stays() {
    check_pruned(keeping(None, None, false), "第0 第1 第2 第3 第4");
    check_pruned(keeping(Some(2), None, false), "第0 第1 第3 第4");
    check_pruned(keeping(Some(1), None, false), "第0 第1 第4");
    check_pruned(keeping(Some(1), None, true), "第0 第1 第3 第4");
    check_pruned(keeping(None, Some(1), false), "第0 第1 第4");
    check_pruned(keeping(None, Some(0), true), "第0 第1 第3 第4");
    check_pruned(keeping(Some(0), Some(0), false), "第0 第1");
}

#[test]
fn a_source_may_have_terms_of_its_own() {
    let (mut store, id) = five_days();
    let mut known = store
        .source(id)
        .expect("it can be read")
        .expect("it is there");
    known.retention.articles = Some(4);
    store.edit(id, &known).expect("it can be written");
    let pruned = store
        .prune(keeping(None, Some(0), false), false, NOW)
        .expect("it can be written");
    assert_eq!(pruned, []);
    known.retention.articles = Some(2);
    store.edit(id, &known).expect("it can be written");
    let pruned = store
        .prune(keeping(None, None, false), false, NOW)
        .expect("it can be written");
    assert_eq!((pruned[0].articles, pruned[0].bytes), (1, 3));
}

#[test]
fn what_was_pruned_does_not_come_again() {
    let (mut store, id) = five_days();
    store
        .prune(keeping(None, Some(1), false), false, NOW)
        .expect("it can be written");
    let arrived = put(&mut store, id, "2 第2 - 文\n3 第3 - 文\n9 第9 - 文");
    assert_eq!((arrived.new.len(), arrived.unchanged), (1, 2));
    check(&store, View::All, Sorting::AsGiven, "", "第0 第1 第4 第9");
}
