//! Reads what was typed.

use std::ops::ControlFlow;

use super::{Ask, Field, Query, State, Term};
use crate::article::Moment;
use crate::text::{self, TokenKind};

/// Scalars that are read; nobody types more.
const TYPED: usize = 1000;
/// Parts that are read.
const TERMS: usize = 32;

/// What an operator asks about.
#[derive(Clone, Copy)]
enum Operator {
    Title,
    Author,
    Source,
    Section,
    Is,
    After,
    Before,
}

const OPERATORS: [(&str, Operator); 14] = [
    ("title", Operator::Title),
    ("标题", Operator::Title),
    ("author", Operator::Author),
    ("作者", Operator::Author),
    ("source", Operator::Source),
    ("来源", Operator::Source),
    ("section", Operator::Section),
    ("栏目", Operator::Section),
    ("is", Operator::Is),
    ("状态", Operator::Is),
    ("after", Operator::After),
    ("自", Operator::After),
    ("before", Operator::Before),
    ("早于", Operator::Before),
];

const STATES: [(&str, State); 11] = [
    ("unread", State::Unread),
    ("未读", State::Unread),
    ("read", State::Read),
    ("已读", State::Read),
    ("starred", State::Starred),
    ("收藏", State::Starred),
    ("later", State::Later),
    ("稍后", State::Later),
    ("reading", State::Reading),
    ("在读", State::Reading),
    ("继续阅读", State::Reading),
];

/// The value that `table` gives for a name, however it was typed.
fn named<T: Copy>(table: &[(&str, T)], typed: &str) -> Option<T> {
    let folded = text::fold(typed);
    let known = table.iter().find(|(name, _)| *name == folded.as_str());
    known.map(|(_, value)| *value)
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '＂' | '“' | '”' | '„')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－')
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

impl Query {
    /// Understands what was typed, whatever it is.
    pub fn read(typed: &str) -> Query {
        let end = typed.char_indices().nth(TYPED);
        let clean = text::clean(&typed[..end.map_or(typed.len(), |(at, _)| at)]);
        let mut rest = clean.trim_start();
        let mut terms = Vec::new();
        while !rest.is_empty() && terms.len() < TERMS {
            let (term, behind) = read_term(rest);
            terms.extend(term);
            rest = behind.trim_start();
        }
        Query { terms }
    }
}

/// The first term of `typed`, when it asks anything, and what stands behind it.
fn read_term(typed: &str) -> (Option<Term>, &str) {
    let mut chars = typed.chars();
    let minus = chars.next().is_some_and(is_minus);
    let excluded = minus && chars.next().is_some_and(|c| !c.is_whitespace());
    let asked = if excluded {
        without(typed, is_minus)
    } else {
        typed
    };
    let run = &asked[..asked.find(char::is_whitespace).unwrap_or(asked.len())];
    let run = &run[..run.find(is_quotation_mark).unwrap_or(run.len())];
    let operator = run.find(is_colon).and_then(|colon| {
        let operator = named(&OPERATORS, &run[..colon])?;
        Some((operator, without(&asked[colon..], is_colon)))
    });
    let term = |ask: Option<Ask>| ask.map(|ask| Term { excluded, ask });
    if let Some((operator, value)) = operator {
        let value = read_value(value);
        if value.text.is_empty() {
            return (None, value.behind);
        }
        if let Some(ask) = operator.ask(&value) {
            return (term(Some(ask)), value.behind);
        }
        let word = Value {
            text: run,
            quoted: false,
            behind: &asked[run.len()..],
        };
        return (term(words(Field::Anywhere, &word)), word.behind);
    }
    let value = read_value(asked);
    (term(words(Field::Anywhere, &value)), value.behind)
}

/// A word or a quotation, and what stands behind it.
struct Value<'a> {
    text: &'a str,
    quoted: bool,
    behind: &'a str,
}

fn read_value(typed: &str) -> Value<'_> {
    if typed.starts_with(is_quotation_mark) {
        let inside = without(typed, is_quotation_mark);
        let end = inside.find(is_quotation_mark).unwrap_or(inside.len());
        return Value {
            text: inside[..end].trim(),
            quoted: true,
            behind: without(&inside[end..], is_quotation_mark),
        };
    }
    let ends = |c: char| c.is_whitespace() || is_quotation_mark(c);
    let (text, behind) = typed.split_at(typed.find(ends).unwrap_or(typed.len()));
    Value {
        text,
        quoted: false,
        behind,
    }
}

impl Operator {
    /// What it asks with this value; nothing when that says nothing.
    fn ask(self, value: &Value<'_>) -> Option<Ask> {
        match self {
            Operator::Title => words(Field::Title, value),
            Operator::Author => words(Field::Author, value),
            Operator::Source => Some(Ask::Source(value.text.to_owned())),
            Operator::Section => Some(Ask::Section(value.text.to_owned())),
            Operator::Is => named(&STATES, value.text).map(Ask::Is),
            Operator::After => day(value.text).map(Ask::After),
            Operator::Before => day(value.text).map(Ask::Before),
        }
    }
}

/// Asks for words; nothing when there is no letter and no character in them.
fn words(field: Field, value: &Value<'_>) -> Option<Ask> {
    let (mut asks, mut open) = (false, false);
    let _ = text::tokens(value.text, |token| {
        asks |= token.kind != TokenKind::Mark;
        open = token.kind == TokenKind::Word && token.end == value.text.len();
        ControlFlow::<()>::Continue(())
    });
    asks.then(|| Ask::Words {
        field,
        text: value.text.to_owned(),
        quoted: value.quoted,
        open: open && !value.quoted && value.behind.is_empty(),
    })
}

/// The first day of `2020`, `2020-09`, `2020-09-17`, `2020年9月17日`, `2020/9/17` or `20200917`.
fn day(typed: &str) -> Option<Moment> {
    let folded = text::fold(typed);
    let mut numbers: Vec<&str> = folded
        .as_str()
        .split(['-', '/', '.', '年', '月', '日'])
        .collect();
    if let [digits] = numbers[..]
        && digits.len() == 8
        && digits.is_ascii()
    {
        numbers = vec![&digits[..4], &digits[4..6], &digits[6..]];
    }
    numbers.retain(|number| !number.is_empty());
    let number = |at: usize| {
        numbers
            .get(at)
            .map_or(Some(1), |number| number.parse::<u16>().ok())
    };
    let (year, month, day) = (number(0)?, number(1)?, number(2)?);
    let is_date = (1..=3).contains(&numbers.len()) && numbers[0].len() == 4;
    is_date
        .then(|| Moment::read(&format!("{year:04}-{month:02}-{day:02}")))
        .flatten()
}

/// `typed` without a character of this kind at its head.
fn without(typed: &str, is: impl Fn(char) -> bool) -> &str {
    typed.strip_prefix(is).unwrap_or(typed)
}
