//! A TOML table whose entries are taken one by one, each with the line it stands on.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::locale::Sentence;
use crate::sentence;

/// What is wrong with a file of settings, and on which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub what: Sentence,
}

/// The entries of a table that are still to be read.
pub(super) struct Table<'t> {
    text: &'t str,
    entries: Vec<Entry<'t>>,
}

/// A name, where it stands, and its value.
struct Entry<'t> {
    name: String,
    at: Range<usize>,
    value: Spanned<DeValue<'t>>,
}

impl<'t> Table<'t> {
    /// The table that a whole text is.
    pub(super) fn parse(text: &'t str) -> Result<Table<'t>, Wrong> {
        let table = DeTable::parse(text).map_err(|error| {
            let why = error.message().trim();
            let at = error.span().map_or(0, |span| span.start);
            wrong(
                text,
                at,
                sentence!("this is no TOML: {why}", "不是有效的 TOML：{why}"),
            )
        })?;
        Ok(Table::of(text, table.into_inner()))
    }

    fn of(text: &'t str, table: DeTable<'t>) -> Table<'t> {
        let entry = |(name, value): (Spanned<_>, Spanned<DeValue<'t>>)| Entry {
            at: name.span(),
            name: std::borrow::Cow::into_owned(name.into_inner()),
            value,
        };
        Table {
            text,
            entries: table.into_iter().map(entry).collect(),
        }
    }

    fn take(&mut self, name: &str) -> Option<Entry<'t>> {
        let at = self.entries.iter().position(|entry| entry.name == name)?;
        Some(self.entries.swap_remove(at))
    }

    /// The table under a name; an empty one when there is none.
    pub(super) fn table(&mut self, name: &str) -> Result<Table<'t>, Wrong> {
        let text = self.text;
        let Some(entry) = self.take(name) else {
            return Ok(Table {
                text,
                entries: Vec::new(),
            });
        };
        match entry.value.into_inner() {
            DeValue::Table(table) => Ok(Table::of(text, table)),
            _ => Err(expected(text, &entry.at, &entry.name, "a table", "表")),
        }
    }

    /// Every entry, which must be a table, with its name.
    pub(super) fn tables(self) -> Result<Vec<(String, Table<'t>)>, Wrong> {
        let text = self.text;
        let tables = self
            .entries
            .into_iter()
            .map(|entry| match entry.value.into_inner() {
                DeValue::Table(table) => Ok((entry.name, Table::of(text, table))),
                _ => Err(expected(text, &entry.at, &entry.name, "a table", "表")),
            });
        tables.collect()
    }

    /// Every entry, which must be a string, with its name.
    pub(super) fn strings(self) -> Result<Vec<(String, String)>, Wrong> {
        let text = self.text;
        let strings = self
            .entries
            .into_iter()
            .map(|entry| match entry.value.into_inner() {
                DeValue::String(value) => Ok((entry.name, value.into_owned())),
                _ => Err(expected(text, &entry.at, &entry.name, "a string", "字符串")),
            });
        strings.collect()
    }

    pub(super) fn string(&mut self, name: &str) -> Result<Option<String>, Wrong> {
        let text = self.text;
        let Some(entry) = self.take(name) else {
            return Ok(None);
        };
        match entry.value.into_inner() {
            DeValue::String(value) => Ok(Some(value.into_owned())),
            _ => Err(expected(text, &entry.at, name, "a string", "字符串")),
        }
    }

    pub(super) fn flag(&mut self, name: &str) -> Result<Option<bool>, Wrong> {
        let text = self.text;
        let Some(entry) = self.take(name) else {
            return Ok(None);
        };
        match entry.value.into_inner() {
            DeValue::Boolean(value) => Ok(Some(value)),
            _ => Err(expected(
                text,
                &entry.at,
                name,
                "true or false",
                "true 或 false",
            )),
        }
    }

    /// A whole number, 0 or more.
    pub(super) fn number(&mut self, name: &str) -> Result<Option<u32>, Wrong> {
        let text = self.text;
        let Some(entry) = self.take(name) else {
            return Ok(None);
        };
        let number = match entry.value.into_inner() {
            DeValue::Integer(value) => u32::from_str_radix(value.as_str(), value.radix()).ok(),
            _ => None,
        };
        let wrong = || {
            expected(
                text,
                &entry.at,
                name,
                "a whole number, 0 or more",
                "非负整数",
            )
        };
        number.map(Some).ok_or_else(wrong)
    }

    /// One of the named values.
    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &str,
        choices: &[(&str, T)],
    ) -> Result<Option<T>, Wrong> {
        let text = self.text;
        let at = self.entries.iter().find(|entry| entry.name == name);
        let at = at.map_or(0..0, |entry| entry.at.clone());
        let Some(value) = self.string(name)? else {
            return Ok(None);
        };
        let found = choices.iter().find(|(known, _)| *known == value);
        let names: Vec<&str> = choices.iter().map(|(known, _)| *known).collect();
        let names = names.join(", ");
        let wrong = || {
            let what = sentence!(
                "`{name}` cannot be “{value}”; it is one of {names}",
                "`{name}` 不能是“{value}”，可用：{names}"
            );
            wrong(text, at.start, what)
        };
        found.map(|(_, choice)| Some(*choice)).ok_or_else(wrong)
    }

    /// Complains of the first entry that nobody took.
    pub(super) fn finish(self) -> Result<(), Wrong> {
        match self.entries.iter().min_by_key(|entry| entry.at.start) {
            None => Ok(()),
            Some(entry) => {
                let name = &entry.name;
                let what = sentence!("there is no setting `{name}`", "没有 `{name}` 这个设置");
                Err(wrong(self.text, entry.at.start, what))
            }
        }
    }
}

fn expected(text: &str, at: &Range<usize>, name: &str, en: &str, zh: &str) -> Wrong {
    wrong(
        text,
        at.start,
        sentence!("`{name}` must be {en}", "`{name}` 应为{zh}"),
    )
}

fn wrong(text: &str, at: usize, what: Sentence) -> Wrong {
    let before = text.get(..at).unwrap_or(text);
    Wrong {
        line: before.matches('\n').count() + 1,
        what,
    }
}
