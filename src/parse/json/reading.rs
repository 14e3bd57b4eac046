//! What a reader of JSON carries along, and how it takes plain values from fields.
//!
//! Values of the wrong type are read where it is plain what they mean (a
//! number as an id, one author who is no list); all others are complained of.

use serde_json::{Map, Value};

use super::At;
use super::value::Doubles;
use crate::article::{Block, Label, Moment, Url};
use crate::locale::Sentence;
use crate::parse::complaint::Complaints;
use crate::parse::complaint::shown;
use crate::parse::{Body, Complaint, Hint, Spot, dates};
use crate::sentence;

/// What a reader of JSON carries along: where the document came from, and what was lost so far.
pub(super) struct Reading<'h> {
    /// What is known of the document beside it.
    pub(super) hint: &'h Hint,
    /// Against which relative addresses in bodies are resolved.
    pub(super) base: Option<&'h Url>,
    /// The line, from 1, of the document that is read, when it is one of many.
    pub(super) line: Option<usize>,
    /// The lines, from 1, of documents that are read together as one list.
    pub(super) lines: Vec<usize>,
    complaints: Complaints,
}

impl<'h> Reading<'h> {
    pub(super) fn new(hint: &'h Hint) -> Reading<'h> {
        Reading {
            base: hint.base.as_ref(),
            hint,
            line: None,
            lines: Vec::new(),
            complaints: Complaints::default(),
        }
    }

    /// Complains; what was said before is only counted.
    pub(super) fn complain(&mut self, at: Spot, what: Sentence) {
        let (at, line) = self.within_document(at);
        self.complaints.add(what, |what| match (at, line) {
            // A pointer alone does not find a document among many: it joins the sentence.
            (Spot::Pointer(pointer), Some(line)) => {
                let Sentence { en, zh } = what;
                let what = if pointer.is_empty() {
                    Sentence { en, zh }
                } else {
                    sentence!("{pointer}: {en}", "{pointer}：{zh}")
                };
                let at = Spot::Line(line, 1);
                Complaint { at, what }
            }
            (at, _) => Complaint { at, what },
        });
    }

    /// The line of the document in which a spot is, and the spot there.
    fn within_document(&self, at: Spot) -> (Spot, Option<usize>) {
        if let Spot::Pointer(pointer) = &at
            && let Some(rest) = pointer.strip_prefix('/')
        {
            let (first, rest) = rest
                .split_once('/')
                .map_or((rest, ""), |(first, rest)| (first, rest));
            let line = first.parse().ok().and_then(|n: usize| self.lines.get(n));
            if let Some(line) = line {
                let rest = if rest.is_empty() {
                    String::new()
                } else {
                    format!("/{rest}")
                };
                return (Spot::Pointer(rest), Some(*line));
            }
        }
        (at, self.line)
    }

    /// Complains of fields that stand twice.
    pub(super) fn complain_of_doubles(&mut self, doubles: &Doubles) {
        let more = doubles.count.saturating_sub(1);
        let what = match doubles.count {
            0 => return,
            1 => sentence!(
                "this field stands twice in one object; the last was read",
                "同一对象中此字段重复出现，取最后一个"
            ),
            _ => sentence!(
                "this field and {more} others stand twice in one object; the last were read",
                "此字段及另外 {more} 处在同一对象中重复出现，均取最后一个"
            ),
        };
        self.complain(Spot::Pointer(doubles.first.clone()), what);
    }

    /// Complains of what stands at `at`.
    pub(super) fn complain_of(&mut self, at: &At<'_>, what: Sentence) {
        self.complain(Spot::Pointer(at.pointer()), what);
    }

    /// Complains of a value that is not what it should be, and so was left out.
    pub(super) fn wrong(&mut self, at: &At<'_>, wanted: &Sentence, value: &Value) {
        let (found_en, found_zh) = kind(value);
        let (wanted_en, wanted_zh) = (&wanted.en, &wanted.zh);
        let what = sentence!(
            "{wanted_en} should stand here; {found_en} was left out",
            "此处应为{wanted_zh}；{found_zh}未读入"
        );
        self.complain_of(at, what);
    }

    /// Complains of a field that means nothing to us.
    pub(super) fn unknown(&mut self, at: &At<'_>, name: &str) {
        let name = shown(name);
        let what = sentence!(
            "the field “{name}” is not known and was left out",
            "未知字段“{name}”未读入"
        );
        self.complain_of(at, what);
    }

    /// Takes over a body that another reader made of the text at `at`.
    pub(super) fn body(&mut self, at: &At<'_>, body: Body) -> Vec<Block> {
        for complaint in body.complaints {
            self.complain_of(at, complaint.what);
        }
        body.blocks
    }

    /// Everything that was complained of.
    pub(super) fn finish(self) -> Vec<Complaint> {
        self.complaints.finish()
    }

    /// The text that `value` is or plainly means.
    pub(super) fn text(&mut self, at: &At<'_>, value: Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Array(mut list) if list.len() == 1 && list[0].is_string() => {
                self.text(at, list.remove(0))
            }
            value => {
                self.wrong(at, &sentence!("a text", "文本"), &value);
                None
            }
        }
    }

    /// The name in `value`: a text, or an object that has a name, title or address.
    fn name(&mut self, at: &At<'_>, value: Value) -> Option<Label> {
        let Value::Object(mut object) = value else {
            return self.text(at, value).and_then(|text| Label::some(&text));
        };
        let names = ["name", "title", "label", "url"];
        let name = names.iter().find_map(|name| match object.remove(*name) {
            Some(Value::String(text)) => Label::some(&text),
            _ => None,
        });
        if name.is_none() {
            let what = sentence!("no name stands here", "此处缺少名称");
            self.complain_of(at, what);
        }
        name
    }
}

/// What kind of value it is, in words.
pub(super) fn kind(value: &Value) -> (&'static str, &'static str) {
    match value {
        Value::Null => ("nothing", "空值"),
        Value::Bool(_) => ("a true or false", "真假值"),
        Value::Number(_) => ("a number", "数字"),
        Value::String(_) => ("a text", "文本"),
        Value::Array(_) => ("a list", "列表"),
        Value::Object(_) => ("an object", "对象"),
    }
}

/// The fields of an object that are still to be read.
pub(super) struct Fields<'a> {
    map: Map<String, Value>,
    /// Where the object is.
    pub(super) at: &'a At<'a>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(map: Map<String, Value>, at: &'a At<'a>) -> Fields<'a> {
        Fields { map, at }
    }

    /// Takes the value of a field; null when there is none.
    pub(super) fn take(&mut self, name: &str) -> Value {
        self.map.shift_remove(name).unwrap_or_default()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.map.get(name).is_some_and(|value| !value.is_null())
    }

    pub(super) fn text(&mut self, name: &str, reading: &mut Reading<'_>) -> Option<String> {
        let value = self.take(name);
        reading.text(&self.at.field(name), value)
    }

    /// One line of text; nothing when it would be empty.
    pub(super) fn label(&mut self, name: &str, reading: &mut Reading<'_>) -> Option<Label> {
        Label::some(&self.text(name, reading)?)
    }

    pub(super) fn url(&mut self, name: &str, reading: &mut Reading<'_>) -> Option<Url> {
        match self.take(name) {
            Value::Null => None,
            Value::String(address) => Url::new(&address),
            value => {
                let wanted = sentence!("an address", "网址");
                reading.wrong(&self.at.field(name), &wanted, &value);
                None
            }
        }
    }

    pub(super) fn moment(&mut self, name: &str, reading: &mut Reading<'_>) -> Option<Moment> {
        let text = self.text(name, reading)?;
        let text = text.trim();
        let moment = dates::moment(text);
        if moment.is_none() && !text.is_empty() {
            let text = shown(text);
            let what = sentence!(
                "“{text}” is no date that we can read; write it as 2020-09-17 or 2020-09-17T08:00:00+08:00",
                "“{text}”不是可识别的日期，应写作 2020-09-17 或 2020-09-17T08:00:00+08:00"
            );
            reading.complain_of(&self.at.field(name), what);
        }
        moment
    }

    /// Names: a list of them, or one text in which `parts` them.
    pub(super) fn labels(
        &mut self,
        name: &str,
        parts: &[char],
        reading: &mut Reading<'_>,
    ) -> Vec<Label> {
        let at = self.at.field(name);
        match self.take(name) {
            Value::Array(list) => {
                let names = list.into_iter().enumerate();
                names
                    .filter_map(|(n, value)| reading.name(&at.item(n), value))
                    .collect()
            }
            Value::String(text) => text.split(parts).filter_map(Label::some).collect(),
            value => reading.name(&at, value).into_iter().collect(),
        }
    }

    /// A number, also one that is written as text.
    pub(super) fn number(&mut self, name: &str, reading: &mut Reading<'_>) -> Option<u32> {
        let value = self.take(name);
        let number = match &value {
            Value::Null => return None,
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.and_then(|number| u32::try_from(number).ok());
        if number.is_none() {
            let wanted = sentence!("a whole number, 0 or more", "非负整数");
            reading.wrong(&self.at.field(name), &wanted, &value);
        }
        number
    }

    pub(super) fn flag(&mut self, name: &str, reading: &mut Reading<'_>) -> Option<bool> {
        match self.take(name) {
            Value::Null => None,
            Value::Bool(flag) => Some(flag),
            value => {
                let wanted = sentence!("true or false", "true 或 false");
                reading.wrong(&self.at.field(name), &wanted, &value);
                None
            }
        }
    }

    /// Complains of every field that was not read.
    ///
    /// Names that begin with `_` or `$` are their writer's own business.
    pub(super) fn finish(self, reading: &mut Reading<'_>) {
        for (name, value) in &self.map {
            if !value.is_null() && !name.starts_with(['_', '$']) {
                reading.unknown(&self.at.field(name), name);
            }
        }
    }
}
