//! The `urls` file of newsboat: an address a line, with tags behind it.
//!
//! ```text
//! # a comment
//! https://example.org/feed "long tag" news "~Its title"
//! ```

use super::{List, feed_address};
use crate::article::{Folder, Label, Subscription};
use crate::parse::complaint::shown;
use crate::sentence;

/// Reads the lines of a file.
pub(super) fn read(text: &str, list: &mut List<'_>) -> Folder {
    let mut root = Folder::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut words = words(line).into_iter();
        if let Some(address) = words.next() {
            match feed_address(&address) {
                Some(url) => {
                    let mut subscription = Subscription {
                        url,
                        title: Label::default(),
                        home: None,
                        tags: Vec::new(),
                    };
                    words.for_each(|word| take(&word, &mut subscription, at, list));
                    root.subscriptions.push(subscription);
                }
                None => left_out(&address, at, list),
            }
        }
        at += line.len();
    }
    root
}

/// Takes a word behind an address: a tag, the title behind `~`, or `!`, which hides the feed.
fn take(word: &str, subscription: &mut Subscription, at: usize, list: &mut List<'_>) {
    if let Some(title) = word.strip_prefix('~') {
        subscription.title = Label::new(title);
    } else if word.starts_with('!') {
        let what = sentence!(
            "a feed that newsboat hides is shown like all others",
            "newsboat 中隐藏的订阅源会照常显示"
        );
        list.complain(at, what);
    } else {
        subscription.tags.extend(Label::some(word));
    }
}

fn left_out(address: &str, at: usize, list: &mut List<'_>) {
    let kind = address.split(':').next().unwrap_or_default();
    let shown = shown(address);
    let what = match kind {
        "query" => sentence!(
            "a query of newsboat was left out: {shown}",
            "newsboat 的 query 未读入：{shown}"
        ),
        "exec" | "filter" => sentence!(
            "a feed that newsboat makes by running a program was left out: {shown}",
            "newsboat 靠运行程序得到的订阅源未读入：{shown}"
        ),
        _ => sentence!(
            "“{shown}” is no address of the web; this line was left out",
            "“{shown}”不是网址，该行未读入"
        ),
    };
    list.complain(at, what);
}

/// The words of a line, without its comment: parted by blanks, save in quotation marks.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '#' if word.is_none() => break,
            '"' if quoted || word.is_none() => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' if quoted => word.get_or_insert_default().extend(chars.next()),
            c if c.is_whitespace() && !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
