//! `wenlan prune`: forgets old articles, or tells which would go.

use serde_json::{Value, json};

use super::{Desk, Done};
use crate::library::Retention;
use crate::locale::Sentence;
use crate::say;
use crate::work::{now, prune};

pub(super) fn run(
    desk: &Desk,
    dry_run: bool,
    days: Option<u32>,
    articles: Option<u32>,
) -> Result<Done, Sentence> {
    let mut store = desk.open_existing()?;
    let instead = Retention { days, articles };
    let pruned = prune(&mut store, desk.settings, instead, dry_run, now())?;
    let (mut text, mut values, mut whole) = (String::new(), Vec::new(), 0);
    for gone in &pruned {
        let (title, count, kilobytes) = (&gone.title, gone.articles, gone.bytes.div_ceil(1000));
        whole += count;
        text += &say!(
            desk.locale,
            "{title}: {count} articles, {kilobytes} kB\n",
            "{title}：{count} 篇，{kilobytes} kB\n"
        );
        values.push(json!({
            "source": gone.source.0, "title": title.as_str(), "articles": count, "bytes": gone.bytes,
        }));
    }
    text += &match (whole, dry_run) {
        (0, _) => say!(desk.locale, "Nothing is to go.\n", "没有要清理的文章。\n"),
        (_, true) => say!(
            desk.locale,
            "{whole} articles would go; without --dry-run they do.\n",
            "将清理 {whole} 篇；去掉 --dry-run 即执行。\n"
        ),
        (_, false) => say!(
            desk.locale,
            "{whole} articles are gone.\n",
            "清理了 {whole} 篇。\n"
        ),
    };
    Ok(Done::well(
        text,
        json!({"dry_run": dry_run, "sources": Value::Array(values)}),
    ))
}
