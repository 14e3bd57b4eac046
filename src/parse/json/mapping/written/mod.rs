//! TOML in, a mapping out; or everything that is wrong with it, with its lines.

mod fields;
mod pages;

pub(super) use fields::FIELDS;

use std::time::Duration;

use toml::de::{DeTable, DeValue};

use self::fields::{fields, zone};
use self::pages::paging;
use super::pages::Paging;
use super::path::{Path, Scope};
use super::request::{Asking, Secret};
use super::table::{Entry, Faults, Table, text};
use super::template::Template;
use super::{Check, Column, Detail, Mapping, Marks};
use crate::article::Label;
use crate::parse::Complaint;
use crate::parse::complaint::shown;
use crate::sentence;

/// Reads a mapping.
pub(super) fn read(toml: &str) -> Result<Mapping, Vec<Complaint>> {
    let mut faults = Faults::new(toml);
    let table = match DeTable::parse(toml) {
        Ok(table) => table,
        Err(error) => {
            let why = shown(error.message());
            let at = error.span().map_or(0, |span| span.start);
            faults.note(at, sentence!("this is no TOML: {why}", "TOML 有误：{why}"));
            return Err(faults.sorted());
        }
    };
    let mapping = mapping(Table::new(table.get_ref(), 0), &mut faults);
    match mapping {
        Some(mapping) if faults.list.is_empty() => Ok(mapping),
        _ => Err(faults.sorted()),
    }
}

fn mapping(mut top: Table<'_>, faults: &mut Faults<'_>) -> Option<Mapping> {
    let name = top.text("name", faults).map(|(name, _)| Label::new(name));
    let marks = top.table("match", faults).map(|table| marks(table, faults));
    let asking = top
        .table("request", faults)
        .map(|table| asking(table, faults));
    let check = top
        .table("answer", faults)
        .map(|table| check(table, faults));
    let detail = top
        .table("detail", faults)
        .and_then(|table| detail(table, faults));
    let columns = columns(&mut top, faults);
    let paging = top
        .table("pages", faults)
        .and_then(|table| paging(table, faults));
    let articles = top.table("articles", faults);
    let Some(mut articles) = articles else {
        let what = sentence!(
            "there is no [articles], which says where the articles are and what their fields are",
            "缺少 [articles]：其中说明文章在何处、各字段在何处"
        );
        faults.note(top.at, what);
        return None;
    };
    let asking = asking.unwrap_or_default();
    check_places(paging.as_ref(), &asking, articles.at, faults);
    let places = articles.texts("at", faults);
    let is_missing = places.is_empty();
    let items = paths(places, Scope::Root, faults);
    if is_missing {
        let what = sentence!(
            "“at” is missing: where the articles are",
            "缺少“at”：文章在何处"
        );
        faults.note(articles.at, what);
    }
    let zone = articles
        .text("zone", faults)
        .and_then(|(text, at)| faults.sound(at, zone(text)));
    let fields = fields(articles, zone.as_ref(), faults);
    top.finish(
        "name, match, request, answer, articles, detail, pages, columns",
        faults,
    );
    Some(Mapping {
        name: name.unwrap_or_default(),
        marks: marks.unwrap_or_default(),
        asking,
        check: check.unwrap_or_default(),
        items,
        fields,
        detail,
        paging,
        columns,
        is_ours: false,
    })
}

/// Paging that puts a value nowhere would ask for the same page again and again.
fn check_places(paging: Option<&Paging>, asking: &Asking, at: usize, faults: &mut Faults<'_>) {
    let templates = [&asking.address, &asking.body];
    let mut templates = templates.into_iter().flatten().peekable();
    let is_template = templates.peek().is_some();
    if let Some(paging) = paging
        && is_template
        && !templates.any(|template| paging.fills(template))
    {
        let what = sentence!(
            "neither the url nor the body of [request] has a place for the page: {{page}}, {{cursor}} or {{date}}",
            "[request] 的 url 与 body 中没有放页码的位置：{{page}}、{{cursor}} 或 {{date}}"
        );
        faults.note(at, what);
    }
}

fn marks(mut table: Table<'_>, faults: &mut Faults<'_>) -> Marks {
    let addresses = table
        .texts("url", faults)
        .into_iter()
        .map(|(text, _)| text.to_owned())
        .collect();
    let shapes = table
        .take("shape")
        .map(|entry| shapes(entry, faults))
        .unwrap_or_default();
    table.finish("url, shape", faults);
    Marks { addresses, shapes }
}

/// Lists of paths; one list may stand without the list around it.
fn shapes(entry: Entry<'_>, faults: &mut Faults<'_>) -> Vec<Vec<Path>> {
    let Some(list) = entry.get_ref().as_array() else {
        let paths = text(entry, faults).into_iter().collect();
        return vec![self::paths(paths, Scope::Root, faults)];
    };
    let are_lists = list.iter().any(|entry| entry.get_ref().is_array());
    if are_lists {
        return list
            .iter()
            .flat_map(|entry| shapes(entry, faults))
            .collect();
    }
    let texts = list
        .iter()
        .filter_map(|entry| text(entry, faults))
        .collect();
    vec![paths(texts, Scope::Root, faults)]
}

fn paths(texts: Vec<(&str, usize)>, scope: Scope, faults: &mut Faults<'_>) -> Vec<Path> {
    let texts = texts.into_iter();
    texts
        .filter_map(|(text, at)| faults.sound(at, Path::parse(text, scope)))
        .collect()
}

fn asking(mut table: Table<'_>, faults: &mut Faults<'_>) -> Asking {
    let template = |found: Option<(&str, usize)>, faults: &mut Faults<'_>| {
        found.and_then(|(text, at)| faults.sound(at, Template::parse(text, Scope::Root)))
    };
    let mut headers = Vec::new();
    if let Some((agent, _)) = table.text("user_agent", faults) {
        headers.push(("User-Agent".to_owned(), Secret::Open(agent.to_owned())));
    }
    if let Some(mut table) = table.table("headers", faults) {
        for (name, entry) in table.rest() {
            headers.extend(secret(entry, faults).map(|value| (name.to_owned(), value)));
        }
    }
    let address = table.text("url", faults);
    let body = table.text("body", faults);
    let asking = Asking {
        address: template(address, faults),
        method: table
            .text("method", faults)
            .map(|(text, _)| text.to_ascii_uppercase()),
        headers,
        body: template(body, faults),
        charset: table
            .text("charset", faults)
            .map(|(text, _)| text.to_owned()),
        delay: Duration::try_from_secs_f64(table.number("delay", faults).unwrap_or_default())
            .unwrap_or_default(),
    };
    table.finish(
        "url, method, headers, user_agent, body, charset, delay",
        faults,
    );
    asking
}

/// The value of a header: a text, or where it is kept.
fn secret(entry: Entry<'_>, faults: &mut Faults<'_>) -> Option<Secret> {
    if let Some(text) = entry.get_ref().as_str() {
        return Some(Secret::Open(text.to_owned()));
    }
    let mut table = Table::of(entry, faults)?;
    let at = table.at;
    let before = table
        .text("prefix", faults)
        .map(|(text, _)| text.to_owned())
        .unwrap_or_default();
    let name = table.text("env", faults).map(|(text, _)| text.to_owned());
    let line = table
        .text("command", faults)
        .map(|(text, _)| text.to_owned());
    table.finish("env, command, prefix", faults);
    match (name, line) {
        (Some(name), None) => Some(Secret::Environment { before, name }),
        (None, Some(line)) => Some(Secret::Command { before, line }),
        _ => {
            let what = sentence!(
                "a header is a text, or comes from one of “env” and “command”",
                "请求头应为文本，或只取自“env”“command”之一"
            );
            faults.note(at, what);
            None
        }
    }
}

fn check(mut table: Table<'_>, faults: &mut Faults<'_>) -> Check {
    let path = |found: Option<(&str, usize)>, faults: &mut Faults<'_>| {
        found.and_then(|(text, at)| faults.sound(at, Path::parse(text, Scope::Root)))
    };
    let (success, error) = (table.text("success", faults), table.text("error", faults));
    let is = table.take("is").map(|entry| match entry.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        _ => String::new(),
    });
    let check = Check {
        success: path(success, faults),
        is,
        error: path(error, faults),
    };
    table.finish("success, is, error", faults);
    check
}

fn detail(mut table: Table<'_>, faults: &mut Faults<'_>) -> Option<Detail> {
    let at = table.at;
    let address = table
        .text("url", faults)
        .and_then(|(text, at)| faults.sound(at, Template::parse(text, Scope::Item)));
    let is_page = table.flag("page", faults).unwrap_or_default();
    let only_without_body = table.flag("only_without_body", faults).unwrap_or_default();
    table.finish("url, page, only_without_body", faults);
    if address.is_none() {
        faults.note(
            at,
            sentence!("[detail] needs a “url”", "[detail] 缺少“url”"),
        );
    }
    Some(Detail {
        address: address?,
        is_page,
        only_without_body,
    })
}

fn columns(top: &mut Table<'_>, faults: &mut Faults<'_>) -> Vec<Column> {
    let Some(list) = top.take("columns") else {
        return Vec::new();
    };
    let entries = list.get_ref().as_array();
    if entries.is_none() {
        faults.note(
            list.span().start,
            sentence!(
                "columns are written as [[columns]]",
                "栏目应写作 [[columns]]"
            ),
        );
    }
    let column = |entry: Entry<'_>, faults: &mut Faults<'_>| {
        let mut table = Table::of(entry, faults)?;
        let title = table
            .text("title", faults)
            .map(|(text, _)| Label::new(text));
        let address = table
            .text("url", faults)
            .and_then(|(text, at)| faults.sound(at, Template::parse(text, Scope::Root)));
        let at = table.at;
        table.finish("title, url", faults);
        if title.is_none() || address.is_none() {
            faults.note(
                at,
                sentence!(
                    "a column needs a “title” and a “url”",
                    "栏目需有“title”和“url”"
                ),
            );
        }
        Some(Column {
            title: title?,
            address: address?,
        })
    };
    let entries = entries.into_iter().flat_map(|list| list.iter());
    entries.filter_map(|entry| column(entry, faults)).collect()
}
