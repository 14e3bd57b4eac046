//! `wenlan add`: subscribes to what an address offers, and tells what that is.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::outing::Outing;
use super::{Desk, Done, refresh, settle};
use crate::article::Label;
use crate::cli::arguments::Wishes;
use crate::cli::check::format_name;
use crate::cli::map::file_of;
use crate::library::{Source, SourceId};
use crate::locale::Sentence;
use crate::parse::FoundFeed;
use crate::say;
use crate::sentence;
use crate::store::Store;
use crate::work::{Delivery, Manners, Outcome, Tally, now, offer, take_in};

pub(super) fn run(desk: &Desk, addresses: &[String], wishes: &Wishes) -> Result<Done, Sentence> {
    let manners = desk.manners(None)?;
    let mut store = desk.open()?;
    let mut done = Done::well(String::new(), json!([]));
    for address in addresses {
        let added = add(desk, &mut store, &manners, address, wishes);
        let added = added.map(|added| told(desk, &added));
        let (text, value) = added.unwrap_or_else(|why| {
            done.status = super::super::FAILED;
            let words = why.told(desk.locale);
            (
                format!("{words}\n"),
                json!({"address": address, "error": words}),
            )
        });
        done.text += &text;
        done.value
            .as_array_mut()
            .into_iter()
            .for_each(|all| all.push(value.clone()));
    }
    settle(&mut store)?;
    Ok(done)
}

/// A source that has been subscribed to, or was.
struct Added {
    source: Source,
    id: SourceId,
    is_new: bool,
    format: String,
    articles: usize,
    new: usize,
    tally: Tally,
    /// Other feeds that the page names.
    others: Vec<FoundFeed>,
}

fn add(
    desk: &Desk,
    store: &mut Store,
    manners: &Manners,
    address: &str,
    wishes: &Wishes,
) -> Result<Added, Sentence> {
    if !address.contains("://") && Path::new(address).exists() {
        return Err(sentence!(
            "{address}: this is a file, and only addresses can be subscribed to; `wenlan {address}` opens it",
            "{address}：这是文件，只有网址可以订阅；可用 wenlan {address} 直接打开"
        ));
    }
    let mapping = wishes.map.as_deref();
    let mapping = mapping.map(|named| mapping_name(desk, named));
    let wanted = Source {
        address: with_scheme(address),
        mapping: mapping.clone(),
        ..Source::default()
    };
    let offered = offer(&wanted, manners)?;
    let source = Source {
        address: offered.address.clone(),
        title: offered.collection.root.title.clone(),
        home: offered.collection.home.clone(),
        ..wanted
    };
    let (id, is_new) = store.add(&source)?;
    let source = wished(store, store.source(id)?.unwrap_or(source), wishes, mapping)?;
    store.edit(id, &source)?;
    let articles = offered.collection.root.all_articles().len();
    let delivery = Delivery {
        source: id,
        outcome: Outcome::Fresh(Box::new(offered.collection), offered.answered),
    };
    let brought = take_in(store, delivery, manners.pace(), now())?;
    let mut outing = Outing::new(desk, manners);
    outing.go_ahead(store, id, &brought)?;
    let tally = outing.take_all_in(store, |_, _| {})?;
    Ok(Added {
        source: store.source(id)?.unwrap_or(source),
        id,
        is_new,
        format: format_name(offered.format, desk.locale),
        articles,
        new: brought.new.len(),
        tally,
        others: offered.others,
    })
}

/// Tells what was found, for a person and for a program.
fn told(desk: &Desk, added: &Added) -> (String, Value) {
    let Added {
        source,
        format,
        articles,
        new,
        ..
    } = added;
    let (name, address) = (source.shown(), &source.address);
    let mut text = if added.is_new {
        say!(
            desk.locale,
            "Subscribed to {name} ({format}, {articles} articles)\n  {address}\n",
            "已订阅《{name}》（{format}，{articles} 篇文章）\n  {address}\n"
        )
    } else {
        say!(
            desk.locale,
            "{name} was subscribed to before ({format}, {new} new articles)\n  {address}\n",
            "《{name}》此前已订阅（{format}，新文章 {new} 篇）\n  {address}\n"
        )
    };
    text += &refresh::ahead(desk, added.tally);
    for other in &added.others {
        let (title, url) = (&other.title, &other.url);
        text += &say!(
            desk.locale,
            "  the page also names: {title} {url}\n",
            "  网页上另有：{title} {url}\n"
        );
    }
    let others = added.others.iter().map(|other| other.url.as_str());
    let value = json!({
        "id": added.id.0, "address": address, "title": name.as_str(), "format": format,
        "articles": articles, "new": new, "was_there": !added.is_new,
        "full_texts": added.tally.pages, "pictures": added.tally.pictures,
        "others": others.collect::<Vec<_>>(),
    });
    (text, value)
}

/// A source with what the person wishes for it; what is not wished stays.
fn wished(
    store: &mut Store,
    source: Source,
    wishes: &Wishes,
    mapping: Option<String>,
) -> Result<Source, Sentence> {
    let section = wishes.section.as_deref().unwrap_or_default();
    let path: Vec<Label> = section.split('/').filter_map(Label::some).collect();
    let folder = if path.is_empty() {
        None
    } else {
        store.folder(&path)?
    };
    let name = wishes.title.as_deref().and_then(Label::some);
    Ok(Source {
        name: name.or(source.name),
        folder: folder.or(source.folder),
        mapping: mapping.or(source.mapping),
        full_text: source.full_text || wishes.full_text,
        images: wishes.images.or(source.images),
        ..source
    })
}

/// How the library knows a mapping: one among the settings by its name, a file by its whole path.
fn mapping_name(desk: &Desk, named: &str) -> String {
    let folder = &desk.environment.paths.mappings;
    let file = file_of(named, folder);
    if file.parent() == Some(folder) {
        return named.to_owned();
    }
    let path = fs::canonicalize(file).map(|path| path.to_string_lossy().into_owned());
    path.unwrap_or_else(|_| named.to_owned())
}

/// An address as people write it, `example.org/feed`, is one of the web.
fn with_scheme(address: &str) -> String {
    if address.contains("://") {
        address.to_owned()
    } else {
        format!("https://{address}")
    }
}
