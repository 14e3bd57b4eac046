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

    /// Takes what `value` makes of the entry of a name, which must be `wanted`.
    fn take<T>(
        &mut self,
        name: &str,
        wanted: (&str, &str),
        value: impl FnOnce(DeValue<'t>) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        let Some(at) = self.entries.iter().position(|entry| entry.name == name) else {
            return Ok(None);
        };
        let entry = self.entries.swap_remove(at);
        entry
            .read(self.text, wanted, value)
            .map(|(_, value)| Some(value))
    }

    /// The table under a name; an empty one when there is none.
    pub(super) fn table(&mut self, name: &str) -> Result<Table<'t>, Wrong> {
        let table = self.take(name, TABLE, into_table)?;
        Ok(Table::of(self.text, table.unwrap_or_default()))
    }

    /// Every entry, which must be a table, with its name.
    pub(super) fn tables(self) -> Result<Vec<(String, Table<'t>)>, Wrong> {
        let text = self.text;
        let table = |entry: Entry<'t>| {
            let (name, table) = entry.read(text, TABLE, into_table)?;
            Ok((name, Table::of(text, table)))
        };
        self.entries.into_iter().map(table).collect()
    }

    /// Every entry, which must be a string, with its name.
    pub(super) fn strings(self) -> Result<Vec<(String, String)>, Wrong> {
        let entries = self.entries.into_iter();
        entries
            .map(|entry| entry.read(self.text, STRING, into_string))
            .collect()
    }

    pub(super) fn string(&mut self, name: &str) -> Result<Option<String>, Wrong> {
        self.take(name, STRING, into_string)
    }

    pub(super) fn flag(&mut self, name: &str) -> Result<Option<bool>, Wrong> {
        self.take(name, ("true or false", "true 或 false"), |value| {
            value.as_bool()
        })
    }

    /// A whole number, 0 or more.
    pub(super) fn number(&mut self, name: &str) -> Result<Option<u32>, Wrong> {
        self.take(
            name,
            ("a whole number, 0 or more", "非负整数"),
            |value| {
                let number = value.as_integer()?;
                u32::from_str_radix(number.as_str(), number.radix()).ok()
            },
        )
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

/// What an entry must be, in both languages.
const TABLE: (&str, &str) = ("a table", "表");
const STRING: (&str, &str) = ("a string", "字符串");

fn into_table(value: DeValue<'_>) -> Option<DeTable<'_>> {
    match value {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn into_string(value: DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.into_owned()),
        _ => None,
    }
}

impl<'t> Entry<'t> {
    /// Its name, and what `value` makes of it; it must be `wanted`.
    fn read<T>(
        self,
        text: &str,
        (en, zh): (&str, &str),
        value: impl FnOnce(DeValue<'t>) -> Option<T>,
    ) -> Result<(String, T), Wrong> {
        let name = self.name;
        let Some(value) = value(self.value.into_inner()) else {
            let what = sentence!("`{name}` must be {en}", "`{name}` 应为{zh}");
            return Err(wrong(text, self.at.start, what));
        };
        Ok((name, value))
    }
}

fn wrong(text: &str, at: usize, what: Sentence) -> Wrong {
    let before = text.get(..at).unwrap_or(text);
    Wrong {
        line: before.matches('\n').count() + 1,
        what,
    }
}
