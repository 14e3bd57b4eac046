//! A table of a mapping's TOML, whose every entry knows its line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::locale::Sentence;
use crate::parse::complaint::shown;
use crate::parse::{Complaint, Spot, spot};
use crate::sentence;

/// What is wrong with a mapping, in the order in which it was found.
pub(super) struct Faults<'t> {
    text: &'t str,
    pub(super) list: Vec<Complaint>,
}

impl<'t> Faults<'t> {
    pub(super) fn new(text: &'t str) -> Faults<'t> {
        Faults {
            text,
            list: Vec::new(),
        }
    }

    /// Notes what is wrong at byte `at` of the mapping.
    pub(super) fn note(&mut self, at: usize, what: Sentence) {
        let at = spot(self.text, at.min(self.text.len()));
        self.list.push(Complaint { at, what });
    }

    /// The value, or a note of what is wrong with it.
    pub(super) fn sound<T>(&mut self, at: usize, result: Result<T, Sentence>) -> Option<T> {
        result.map_err(|what| self.note(at, what)).ok()
    }

    /// What is wrong, from the first line to the last.
    pub(super) fn sorted(mut self) -> Vec<Complaint> {
        self.list.sort_by_key(|fault| match fault.at {
            Spot::Line(line, column) => (line, column),
            _ => (0, 0),
        });
        self.list
    }

    /// The line, from 1, of byte `at`.
    pub(super) fn line(&self, at: usize) -> usize {
        self.text[..at.min(self.text.len())].matches('\n').count() + 1
    }
}

/// A value of a mapping and the byte where it begins.
pub(super) type Entry<'t> = &'t Spanned<DeValue<'t>>;

/// A table whose entries are taken one by one; those that are left are not known.
pub(super) struct Table<'t> {
    entries: &'t DeTable<'t>,
    taken: Vec<&'t str>,
    pub(super) at: usize,
}

impl<'t> Table<'t> {
    pub(super) fn new(entries: &'t DeTable<'t>, at: usize) -> Table<'t> {
        Table {
            entries,
            taken: Vec::new(),
            at,
        }
    }

    /// The table that an entry is; else a fault.
    pub(super) fn of(entry: Entry<'t>, faults: &mut Faults<'_>) -> Option<Table<'t>> {
        let at = entry.span().start;
        let table = entry.get_ref().as_table();
        if table.is_none() {
            faults.note(at, sentence!("a table should stand here", "此处应为表"));
        }
        table.map(|table| Table::new(table, at))
    }

    /// Takes an entry.
    pub(super) fn take(&mut self, name: &str) -> Option<Entry<'t>> {
        let (key, value) = self.entries.iter().find(|(key, _)| key.get_ref() == name)?;
        self.taken.push(key.get_ref());
        Some(value)
    }

    /// Takes a table; without one, nothing.
    pub(super) fn table(&mut self, name: &str, faults: &mut Faults<'_>) -> Option<Table<'t>> {
        Table::of(self.take(name)?, faults)
    }

    pub(super) fn text(&mut self, name: &str, faults: &mut Faults<'_>) -> Option<(&'t str, usize)> {
        text(self.take(name)?, faults)
    }

    pub(super) fn flag(&mut self, name: &str, faults: &mut Faults<'_>) -> Option<bool> {
        let entry = self.take(name)?;
        let flag = entry.get_ref().as_bool();
        if flag.is_none() {
            faults.note(
                entry.span().start,
                sentence!("true or false should stand here", "此处应为 true 或 false"),
            );
        }
        flag
    }

    /// Takes a number, whole or not.
    pub(super) fn number(&mut self, name: &str, faults: &mut Faults<'_>) -> Option<f64> {
        let entry = self.take(name)?;
        let number = match entry.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite());
        if number.is_none() {
            faults.note(
                entry.span().start,
                sentence!("a number should stand here", "此处应为数字"),
            );
        }
        number
    }

    /// Takes one text, or a list of them.
    pub(super) fn texts(&mut self, name: &str, faults: &mut Faults<'_>) -> Vec<(&'t str, usize)> {
        match self.take(name) {
            None => Vec::new(),
            Some(entry) => match entry.get_ref().as_array() {
                Some(list) => list
                    .iter()
                    .filter_map(|entry| text(entry, faults))
                    .collect(),
                None => text(entry, faults).into_iter().collect(),
            },
        }
    }

    /// Every entry that was not taken, which is then taken.
    pub(super) fn rest(&mut self) -> Vec<(&'t str, Entry<'t>)> {
        let rest = self
            .entries
            .iter()
            .map(|(key, value)| (&**key.get_ref(), value));
        let rest: Vec<(&str, Entry<'_>)> =
            rest.filter(|(key, _)| !self.taken.contains(key)).collect();
        self.taken.extend(rest.iter().map(|(key, _)| *key));
        rest
    }

    /// Notes every entry that was not taken; `known` are the names that could stand here.
    pub(super) fn finish(self, known: &str, faults: &mut Faults<'_>) {
        for (key, _) in self
            .entries
            .iter()
            .filter(|(key, _)| !self.taken.contains(&&**key.get_ref()))
        {
            let name = shown(key.get_ref());
            let what = sentence!(
                "“{name}” means nothing here; there are {known}",
                "此处没有“{name}”这一项；可用的有 {known}"
            );
            faults.note(key.span().start, what);
        }
    }
}

/// The text that an entry is, and the byte where it begins.
pub(super) fn text<'t>(entry: Entry<'t>, faults: &mut Faults<'_>) -> Option<(&'t str, usize)> {
    let at = entry.span().start;
    let text = entry.get_ref().as_str();
    if text.is_none() {
        faults.note(
            at,
            sentence!("a text in quotes should stand here", "此处应为带引号的文本"),
        );
    }
    text.map(|text| (text, at))
}
