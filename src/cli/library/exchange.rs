//! `wenlan import` and `wenlan export`: subscriptions as other programs know them.

use std::io::Read as _;
use std::{fs, io};

use serde_json::{Value, json};

use super::{Desk, Done};
use crate::article::{Folder, Label, Subscription, Url};
use crate::export;
use crate::library::{Branch, Kind, Source, SourceId, View};
use crate::locale::Sentence;
use crate::parse::{Hint, subscriptions};
use crate::say;
use crate::sentence;
use crate::store::{Store, StoreError};

/// Subscribes to all that a file names; nothing is fetched yet.
pub(super) fn import(desk: &Desk, file: &str) -> Result<Done, Sentence> {
    let bytes = read(file).map_err(|error| {
        sentence!(
            "{file}: could not be read ({error})",
            "{file}：无法读取（{error}）"
        )
    })?;
    let found = subscriptions(&bytes, &Hint::default());
    let complaints = found
        .complaints
        .iter()
        .map(|complaint| complaint.told(file));
    let complaints: Vec<Sentence> = complaints.collect();
    if found.root.all_subscriptions().is_empty() {
        return Err(complaints.into_iter().next().unwrap_or_else(|| {
            sentence!("{file}: no subscriptions in it", "{file}：其中没有订阅")
        }));
    }
    let mut store = desk.open()?;
    let mut counts = Counts::default();
    subscribe(&mut store, &found.root, &[], &mut counts)?;
    let Counts { new, known } = counts;
    let mut text = say!(
        desk.locale,
        "{new} subscriptions imported, {known} were there; `wenlan refresh` fetches them\n",
        "导入 {new} 个订阅，{known} 个此前已有；用 wenlan refresh 取回文章\n"
    );
    let complaints: Vec<&str> = complaints
        .iter()
        .map(|what| what.told(desk.locale))
        .collect();
    for complaint in &complaints {
        text += complaint;
        text.push('\n');
    }
    Ok(Done::well(
        text,
        json!({"new": new, "known": known, "complaints": complaints}),
    ))
}

fn read(file: &str) -> io::Result<Vec<u8>> {
    if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    fs::read(file)
}

/// Sources that an import has met.
#[derive(Default)]
struct Counts {
    new: usize,
    known: usize,
}

/// Subscribes to all in a folder, to which `path` leads.
fn subscribe(
    store: &mut Store,
    folder: &Folder,
    path: &[Label],
    counts: &mut Counts,
) -> Result<(), StoreError> {
    let section = if path.is_empty() || folder.subscriptions.is_empty() {
        None
    } else {
        store.folder(path)?
    };
    for subscription in &folder.subscriptions {
        let source = Source {
            address: subscription.url.to_string(),
            // What it was called there is what it is called here, whatever it calls itself.
            name: Label::some(&subscription.title),
            title: subscription.title.clone(),
            home: subscription.home.clone(),
            folder: section,
            ..Source::default()
        };
        let (_, is_new) = store.add(&source)?;
        counts.new += usize::from(is_new);
        counts.known += usize::from(!is_new);
    }
    for inner in &folder.folders {
        let path = [path, std::slice::from_ref(&inner.title)].concat();
        subscribe(store, inner, &path, counts)?;
    }
    Ok(())
}

/// Writes all subscriptions.
pub(super) fn export(desk: &Desk, newsboat: bool) -> Result<Done, Sentence> {
    let store = desk.open_existing()?;
    let sources = store.sources()?;
    let tree = store.tree()?;
    let root = folder(&Label::new("Wenlan"), &tree.branches, &sources);
    let text = if newsboat {
        export::newsboat(&root)
    } else {
        export::opml(&root)
    };
    Ok(Done::well(text, Value::Null))
}

/// The sources and folders of a folder.
fn folder(title: &Label, branches: &[Branch], sources: &[(SourceId, Source)]) -> Folder {
    let mut folder = Folder {
        title: title.clone(),
        ..Folder::default()
    };
    for branch in branches {
        match (branch.kind, branch.view) {
            (Kind::Folder, _) => {
                let inner = self::folder(&branch.title, &branch.branches, sources);
                folder.folders.push(inner);
            }
            (Kind::Source, View::Source(id)) => {
                let source = sources.iter().find(|(other, _)| *other == id);
                folder
                    .subscriptions
                    .extend(source.and_then(|(_, source)| subscription(source)));
            }
            _ => {}
        }
    }
    folder
}

fn subscription(source: &Source) -> Option<Subscription> {
    Some(Subscription {
        url: Url::new(&source.address)?,
        title: source.shown(),
        home: source.home.clone(),
        tags: Vec::new(),
    })
}
