//! `wenlan refresh`: fetches what is new, and tells how it went.

use std::io::{self, IsTerminal as _};
use std::sync::mpsc::channel;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::{Desk, Done, settle, source_named};
use crate::library::{Retention, Source, SourceId};
use crate::locale::Sentence;
use crate::say;
use crate::store::Store;
use crate::work::{Brought, Far, errands, now, prune, prunes, take_in};

/// Exit status when some sources could not be fetched.
const SOME_FAILED: u8 = 1;

pub(super) fn run(desk: &Desk, names: &[String], jobs: Option<usize>) -> Result<Done, Sentence> {
    let mut store = desk.open_existing()?;
    let manners = desk.manners(jobs)?;
    let sources = asked(&store, names)?;
    let errands = errands(&store, &sources, &manners)?;
    let (deliver, deliveries) = channel();
    let far = Far::new(manners.clone());
    let bar = bar(desk, errands.len());
    let mut summary = Summary::default();
    let mut left = errands.len();
    for errand in errands {
        let deliver = deliver.clone();
        far.send(errand, move |delivery| {
            let _ = deliver.send(delivery);
        });
    }
    while left > 0 {
        let Ok(delivery) = deliveries.recv() else {
            break;
        };
        left -= 1;
        let id = delivery.source;
        let brought = take_in(&mut store, delivery, manners.pace(), now())?;
        let source = sources.iter().find(|(other, _)| *other == id);
        if let Some((_, source)) = source {
            summary.note(desk, id, source, &brought);
            bar.set_message(source.shown().to_string());
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if prunes(desk.settings) {
        prune(
            &mut store,
            desk.settings,
            Retention::default(),
            false,
            now(),
        )?;
    }
    settle(&mut store)?;
    Ok(summary.done(desk))
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

    fn done(self, desk: &Desk) -> Done {
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
            }),
            status: if failed > 0 { SOME_FAILED } else { 0 },
        }
    }
}
