//! `wenlan sources` and `wenlan remove`.

use serde_json::{Value, json};

use super::{Desk, Done, source_named};
use crate::article::{Moment, Url};
use crate::library::{Count, View};
use crate::locale::Sentence;
use crate::say;

/// Tells what is subscribed to.
pub(super) fn run(desk: &Desk) -> Result<Done, Sentence> {
    let store = desk.open_existing()?;
    let tree = store.tree()?;
    let (mut text, mut values) = (String::new(), Vec::new());
    for (id, source) in store.sources()? {
        let history = store.history(id)?;
        let branch = tree.branch(View::Source(id));
        let Count { unread, all } = branch.map_or(Count::default(), |branch| branch.count);
        let (name, address) = (source.shown(), &source.address);
        text += &say!(
            desk.locale,
            "{id}  {name}  {unread} unread of {all}\n    {address}\n",
            "{id}  {name}  未读 {unread}，共 {all}\n    {address}\n"
        );
        let failure = history.failure.as_ref().map(|failure| &failure.words);
        let trouble = source.stopped.as_ref().or(failure);
        text.extend(trouble.map(|trouble| format!("    ! {}\n", trouble.told(desk.locale))));
        let time = |time: Option<i64>| {
            let moment = time.and_then(Moment::unix).map(|moment| moment.to_string());
            moment.map_or(Value::Null, Value::String)
        };
        values.push(json!({
            "id": id.0, "title": name.as_str(), "address": address,
            "home": source.home.as_ref().map(Url::as_str),
            "unread": unread, "articles": all,
            "fetched": time(history.succeeded), "tried": time(history.attempted),
            "due": time(history.due),
            "error": trouble.map(|trouble| trouble.told(desk.locale)),
            "stopped": source.stopped.is_some(),
        }));
    }
    if values.is_empty() {
        text = say!(
            desk.locale,
            "Nothing is subscribed to; `wenlan add URL` does.\n",
            "还没有订阅，用 wenlan add 网址 订阅。\n"
        );
    }
    Ok(Done::well(text, Value::Array(values)))
}

/// Unsubscribes, and forgets the articles.
pub(super) fn remove(desk: &Desk, names: &[String]) -> Result<Done, Sentence> {
    let mut store = desk.open_existing()?;
    let mut named = Vec::new();
    for name in names {
        named.push(source_named(&store, name)?);
    }
    let (mut text, mut values) = (String::new(), Vec::new());
    for (id, source) in named {
        store.remove(id)?;
        let name = source.shown();
        text += &say!(desk.locale, "Removed {name}\n", "已退订《{name}》\n");
        values.push(json!({"id": id.0, "title": name.as_str(), "address": source.address}));
    }
    Ok(Done::well(text, Value::Array(values)))
}
