//! `wenlan doctor`: checks the library, saves a copy of it, and mends it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Desk, Done};
use crate::locale::Sentence;
use crate::say;
use crate::store::{Checkup, Salvaged, Store, StoreError, Trouble};
use crate::work::{index_all, now};

/// Exit status of a library that is not as it should be.
const AILING: u8 = 1;

pub(super) fn run(desk: &Desk, repair: bool) -> Result<Done, Sentence> {
    let path = &desk.environment.paths.library;
    let checked = desk.open_existing().and_then(|_| checkup(path));
    let (checkup, damage) = match checked {
        Ok(checkup) => {
            let damage = checkup.damage.clone();
            (Some(checkup), damage)
        }
        // What cannot even be looked through may still be saved in part.
        Err(why) if is_damaged(path) => (None, vec![why.told(desk.locale).to_owned()]),
        Err(why) => return Err(why),
    };
    let mut done = Done::well(String::new(), json!({}));
    if let Some(checkup) = &checkup {
        tell(desk, checkup, &mut done);
    }
    let damaged = damage.iter().map(|line| format!("  ! {line}\n"));
    done.text.extend(damaged);
    let is_sound = damage.is_empty() && !checkup.is_some_and(|checkup| checkup.miscounted);
    done.value["path"] = json!(path.display().to_string());
    done.value["damage"] = json!(damage);
    done.value["sound"] = json!(is_sound);
    match (repair, damage.is_empty()) {
        (true, true) => save_and_mend(desk, path, &mut done)?,
        (true, false) => salvage(desk, path, &mut done)?,
        (false, _) if is_sound => {
            done.text += &say!(desk.locale, "The library is sound.\n", "文库完好。\n");
        }
        (false, _) => {
            done.status = AILING;
            done.text += &say!(
                desk.locale,
                "`wenlan doctor --repair` mends it; the file as it is now is kept.\n",
                "用 wenlan doctor --repair 修复；现有文件会保留。\n"
            );
        }
    }
    Ok(done)
}

fn checkup(path: &Path) -> Result<Checkup, Sentence> {
    let store = Store::open_to_read(path)?;
    Ok(store.check()?)
}

fn is_damaged(path: &Path) -> bool {
    let opened = Store::open_to_read(path).and_then(|store| store.check());
    opened.is_err_and(|error| matches!(error.trouble, Trouble::Damaged(_) | Trouble::Disk(_)))
}

fn tell(desk: &Desk, checkup: &Checkup, done: &mut Done) {
    let Checkup {
        articles,
        sources,
        waiting,
        bytes,
        free,
        miscounted,
        ..
    } = checkup;
    let megabytes = bytes.div_ceil(1_000_000);
    let path = desk.environment.paths.library.display();
    done.text += &say!(
        desk.locale,
        "{path}\n  {articles} articles from {sources} sources, {megabytes} MB\n",
        "{path}\n  {articles} 篇文章，{sources} 个来源，{megabytes} MB\n"
    );
    if *waiting > 0 {
        done.text += &say!(
            desk.locale,
            "  {waiting} articles wait to be indexed for the search\n",
            "  {waiting} 篇文章尚待编入索引\n"
        );
    }
    if *miscounted {
        done.text += &say!(
            desk.locale,
            "  ! the counts of unread articles are wrong\n",
            "  ! 未读计数有误\n"
        );
    }
    done.value = json!({
        "articles": articles, "sources": sources, "waiting": waiting, "bytes": bytes,
        "free": free, "miscounted": miscounted,
    });
}

/// A free name beside the library.
fn beside(path: &Path, word: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{word}-{}", now()));
    path.with_file_name(name)
}

/// Saves a copy of a readable library, and makes anew what can be made from the rest.
fn save_and_mend(desk: &Desk, path: &Path, done: &mut Done) -> Result<(), StoreError> {
    let mut store = Store::open(path, now())?;
    let copy = beside(path, "copy");
    store.back_up(&copy)?;
    store.recount()?;
    store.rebuild_index()?;
    index_all(&mut store)?;
    store.compact()?;
    let copy = copy.display();
    done.value["copy"] = json!(copy.to_string());
    done.text += &say!(
        desk.locale,
        "Counted and indexed anew; a copy of what was there is {copy}\n",
        "已重新计数并重建索引；原文库的副本在 {copy}\n"
    );
    Ok(())
}

/// Saves what can be read of a damaged library.
fn salvage(desk: &Desk, path: &Path, done: &mut Done) -> Result<(), Sentence> {
    let Salvaged {
        articles,
        bodiless,
        headless,
        lost,
        damaged,
    } = Store::repair(path, now())?;
    let mut store = Store::open(path, now())?;
    index_all(&mut store)?;
    let kept = damaged.map(|path| path.display().to_string());
    let kept_at = kept.clone().unwrap_or_default();
    done.text += &say!(
        desk.locale,
        "Saved {articles} articles, {bodiless} of them without their text, {headless} without where they came from; {lost} rows could not be read.\nThe damaged file is kept: {kept_at}\n",
        "救回 {articles} 篇文章，其中 {bodiless} 篇缺正文，{headless} 篇缺出处；{lost} 条记录无法读出。\n损坏的文件保留在：{kept_at}\n"
    );
    done.value["saved"] = json!({
        "articles": articles, "bodiless": bodiless, "headless": headless, "lost": lost,
        "damaged": kept.map_or(Value::Null, Value::String),
    });
    Ok(())
}
