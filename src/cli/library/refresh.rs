//! `wenlan refresh`: fetches what is new, and tells how it went.

use serde_json::{Value, json};

use super::outing::Outing;
use super::{Desk, Done, SOME_FAILED, settle, source_named};
use crate::library::{Retention, Source, SourceId};
use crate::locale::Sentence;
use crate::say;
use crate::store::Store;
use crate::work::{Brought, Manners, Tally, errands, now, prune, prunes};

pub(super) fn run(desk: &Desk, names: &[String], jobs: Option<usize>) -> Result<Done, Sentence> {
    let mut store = desk.open_existing()?;
    let manners = desk.manners(jobs)?;
    let sources = asked(&store, names)?;
    let mut summary = Summary::default();
    let taken = take_all_in(desk, &mut store, &sources, &manners, &mut summary);
    let ended = taken.and_then(|()| tidy(desk, &mut store));
    Ok(summary.done(desk, ended.err()))
}

/// Sends an errand to each source, and takes in what they bring until the library takes no more.
fn take_all_in(
    desk: &Desk,
    store: &mut Store,
    sources: &[(SourceId, Source)],
    manners: &Manners,
    summary: &mut Summary,
) -> Result<(), Sentence> {
    let mut outing = Outing::new(desk, manners);
    for errand in errands(store, sources, manners)? {
        outing.send(errand)?;
    }
    let tally = outing.take_all_in(store, |id, brought| {
        if let Some((_, source)) = sources.iter().find(|(other, _)| *other == id) {
            summary.note(desk, id, source, brought);
        }
    })?;
    summary.tally = tally;
    Ok(())
}

/// Lets go what is not to be kept, and brings the library to rest.
fn tidy(desk: &Desk, store: &mut Store) -> Result<(), Sentence> {
    if prunes(desk.settings) {
        let instead = Retention::default();
        prune(store, desk.settings, instead, false, now())?;
    }
    settle(store)
}

/// The sources that are named, or all that are still fetched.
fn asked(store: &Store, names: &[String]) -> Result<Vec<(SourceId, Source)>, Sentence> {
    if names.is_empty() {
        let mut all = store.sources()?;
        all.retain(|(_, source)| source.stopped.is_none());
        return Ok(all);
    }
    names.iter().map(|name| source_named(store, name)).collect()
}

/// How a refresh went.
#[derive(Default)]
struct Summary {
    sources: usize,
    new: usize,
    updated: usize,
    failed: usize,
    tally: Tally,
    text: String,
    values: Vec<Value>,
}

impl Summary {
    fn note(&mut self, desk: &Desk, id: SourceId, source: &Source, brought: &Brought) {
        self.sources += 1;
        self.new += brought.new.len();
        self.updated += brought.updated.len();
        let (name, new) = (source.shown(), brought.new.len());
        let failure = brought.failure.as_ref().map(|why| why.told(desk.locale));
        if let Some(why) = failure {
            self.failed += 1;
            self.text += &say!(desk.locale, "! {name}: {why}\n", "! {name}：{why}\n");
        } else if new > 0 {
            self.text += &say!(
                desk.locale,
                "{name}: {new} new\n",
                "{name}：新文章 {new} 篇\n"
            );
        }
        self.values.push(json!({
            "id": id.0, "title": name.as_str(), "address": source.address,
            "new": new, "updated": brought.updated.len(), "error": failure,
        }));
    }

    /// What there is to say at the end, which came early when there is `trouble`.
    fn done(self, desk: &Desk, trouble: Option<Sentence>) -> Done {
        let Summary {
            sources,
            new,
            updated,
            failed,
            tally,
            mut text,
            values,
        } = self;
        text += &ahead(desk, tally);
        text += &say!(
            desk.locale,
            "{sources} sources, {new} new articles, {updated} changed, {failed} failed\n",
            "{sources} 个来源，新文章 {new} 篇，有改动 {updated} 篇，失败 {failed} 个\n"
        );
        Done {
            text,
            value: json!({
                "new": new, "updated": updated, "failed": failed, "sources": values,
                "full_texts": tally.pages, "pictures": tally.pictures, "missed": tally.missed,
                "error": trouble.as_ref().map(|why| why.told(desk.locale)),
            }),
            status: if failed > 0 { SOME_FAILED } else { 0 },
            trouble,
        }
    }
}

/// Tells what was fetched ahead of reading, if anything was.
pub(super) fn ahead(desk: &Desk, tally: Tally) -> String {
    let Tally {
        pages,
        pictures,
        missed,
    } = tally;
    if tally == Tally::default() {
        return String::new();
    }
    say!(
        desk.locale,
        "fetched ahead: {pages} full texts, {pictures} pictures; {missed} not to be had\n",
        "预取：全文 {pages} 篇，图片 {pictures} 张，未得 {missed} 项\n"
    )
}
