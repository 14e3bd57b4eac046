//! `wenlan refresh`: fetches what is new, and tells how it went.

use std::io::{self, IsTerminal as _};
use std::sync::mpsc::channel;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::{Desk, Done, SOME_FAILED, settle, source_named};
use crate::library::{Retention, Source, SourceId};
use crate::locale::Sentence;
use crate::say;
use crate::store::Store;
use crate::work::{Brought, Far, Manners, errands, now, prune, prunes, take_in};

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
    let (deliver, deliveries) = channel();
    let far = Far::new(manners)?;
    let bar = bar(desk, sources.len());
    for errand in errands(store, sources, manners)? {
        let deliver = deliver.clone();
        far.send(errand, move |delivery| {
            let _ = deliver.send(delivery);
        });
    }
    for delivery in deliveries.iter().take(sources.len()) {
        let id = delivery.source;
        let taken = take_in(store, delivery, manners.pace(), now());
        let brought = taken.inspect_err(|_| bar.finish_and_clear())?;
        if let Some((_, source)) = sources.iter().find(|(other, _)| *other == id) {
            summary.note(desk, id, source, &brought);
            bar.set_message(source.shown().to_string());
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
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

fn bar(desk: &Desk, of: usize) -> ProgressBar {
    if desk.json || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}");
    let style = template.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(of as u64).with_style(style)
}

/// How a refresh went.
#[derive(Default)]
struct Summary {
    sources: usize,
    new: usize,
    updated: usize,
    failed: usize,
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
            mut text,
            values,
        } = self;
        text += &say!(
            desk.locale,
            "{sources} sources, {new} new articles, {updated} changed, {failed} failed\n",
            "{sources} 个来源，新文章 {new} 篇，有改动 {updated} 篇，失败 {failed} 个\n"
        );
        Done {
            text,
            value: json!({
                "new": new, "updated": updated, "failed": failed, "sources": values,
                "error": trouble.as_ref().map(|why| why.told(desk.locale)),
            }),
            status: if failed > 0 { SOME_FAILED } else { 0 },
            trouble,
        }
    }
}
