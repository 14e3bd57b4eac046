//! Lists of feeds that are written read back to the same.

mod articles;

use articles::{cases, label};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use wenlan::article::{Folder, Label, Subscription, Url};
use wenlan::export;
use wenlan::parse::{Hint, Subscriptions, subscriptions};

fn address() -> impl Strategy<Value = Url> {
    "[a-z]{1,5}(\\?[a-z]=[&\"'<>a-z一-龥]{0,5})?".prop_filter_map("empty", |path| {
        Url::new(&format!("https://example.org/{path}"))
    })
}

/// A name that no mark of the formats stands in.
fn name() -> impl Strategy<Value = Label> {
    let marks = |c: char| ",/，／~!#\"\\".contains(c);
    let named = label().prop_map(move |label| Label::new(&label.replace(marks, "")));
    named.prop_filter("empty", |label| !label.is_empty())
}

fn subscription() -> impl Strategy<Value = Subscription> {
    (address(), name(), option::of(address()), vec(name(), 0..3)).prop_map(
        |(url, title, home, tags)| Subscription {
            url,
            title,
            home,
            tags,
        },
    )
}

fn folder() -> impl Strategy<Value = Folder> {
    let leaf = (name(), vec(subscription(), 1..4)).prop_map(|(title, subscriptions)| Folder {
        title,
        subscriptions,
        folders: Vec::new(),
    });
    leaf.prop_recursive(4, 20, 3, |inner| {
        (name(), vec(subscription(), 0..3), vec(inner, 1..3)).prop_map(
            |(title, subscriptions, folders)| Folder {
                title,
                subscriptions,
                folders,
            },
        )
    })
}

/// Reads a list without complaints.
fn read(written: &str) -> Subscriptions {
    let read = subscriptions(written.as_bytes(), &Hint::default());
    // What was unreadable in the beginning still is.
    let mut complaints = read.complaints.iter();
    assert!(
        complaints.all(|complaint| complaint.what.en.contains('\u{fffd}')),
        "{:?}",
        read.complaints
    );
    read
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn opml_reads_back_to_itself(root in folder()) {
        let written = export::opml(&root);
        let read = read(&written);
        prop_assert_eq!(read.root, root, "{}", written);
    }

    #[test]
    fn newsboat_reads_back_to_every_feed(root in folder()) {
        let written = export::newsboat(&root);
        let read = read(&written);
        let (read, all) = (read.root.subscriptions, root.all_subscriptions());
        prop_assert_eq!(read.len(), all.len());
        for (read, feed) in read.iter().zip(all) {
            prop_assert_eq!((&read.url, &read.title), (&feed.url, &feed.title), "{}", written);
            prop_assert!(read.tags.ends_with(&feed.tags), "{}", written);
        }
    }

    #[test]
    fn any_text_can_be_read_as_a_list(text in "\\PC{0,60}") {
        for text in [text.clone(), format!("<opml>{text}")] {
            subscriptions(text.as_bytes(), &Hint::default());
        }
    }
}
