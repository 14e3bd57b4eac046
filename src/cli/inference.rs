//! How JSON of an unknown kind was read, as `wenlan check` tells it.

use serde_json::{Value, json};

use super::colon;
use crate::locale::Locale;
use crate::parse::{Guess, Inference, LeftOut, Sense, Sureness};
use crate::say;

/// What was inferred, as a person reads it.
pub(super) fn told(inference: &Inference, locale: Locale) -> Vec<String> {
    let sure = sureness(inference.sureness, locale);
    let colon = colon(locale);
    let mut lines = vec![format!(
        "  {}{colon}{sure}",
        say!(locale, "reading", "推断")
    )];
    lines.extend(told_guess(&inference.guess, locale));
    if let Some(other) = &inference.runner_up {
        let count = other.count;
        lines.push(say!(
            locale,
            "  another reading ({count})",
            "  另一种读法（{count} 篇）"
        ));
        lines.extend(told_guess(other, locale));
    }
    lines
}

/// How sure a reading is, in words.
pub(super) fn sureness(sureness: Sureness, locale: Locale) -> &'static str {
    match sureness {
        Sureness::Sure => locale.pick("beyond doubt", "确定"),
        Sureness::Fair => locale.pick("likely", "较有把握"),
        Sureness::Unsure => locale.pick("a guess", "仅为猜测"),
    }
}

fn told_guess(guess: &Guess, locale: Locale) -> Vec<String> {
    let colon = colon(locale);
    let paths = guess.paths.join("  ");
    let at = say!(locale, "articles at", "文章位于");
    let mut lines = vec![format!("    {at}{colon}{paths}")];
    for (sense, pointers) in &guess.fields {
        let (name, pointers) = (name(*sense, locale), pointers.join("  "));
        lines.push(format!("    {name}{colon}{pointers}"));
    }
    lines
}

/// What articles have that is shown nowhere, as a person reads it.
pub(super) fn told_left_out(left_out: &[LeftOut], locale: Locale) -> Vec<String> {
    let count = left_out.len();
    if count == 0 {
        return Vec::new();
    }
    let head = say!(locale, "  not shown ({count})", "  未显示（{count} 项）");
    let line = |LeftOut { at, more }: &LeftOut| {
        let times = more + 1;
        match more {
            0 => format!("    {at}"),
            _ => format!("    {at} ×{times}"),
        }
    };
    std::iter::once(head)
        .chain(left_out.iter().map(line))
        .collect()
}

/// What a sense is called.
fn name(sense: Sense, locale: Locale) -> &'static str {
    let (en, zh) = match sense {
        Sense::Title => ("title", "标题"),
        Sense::Subtitle => ("subtitle", "副标题"),
        Sense::Body => ("body", "正文"),
        Sense::Summary => ("summary", "摘要"),
        Sense::Author => ("authors", "作者"),
        Sense::Source => ("source", "来源"),
        Sense::Published => ("published", "发布时间"),
        Sense::Updated => ("updated", "更新时间"),
        Sense::Url => ("address", "网址"),
        Sense::Id => ("id", "编号"),
        Sense::Tags => ("tags", "标签"),
        Sense::Image => ("image", "图片"),
        Sense::Section => ("section", "栏目"),
        Sense::Language => ("language", "语言"),
    };
    locale.pick(en, zh)
}

/// What was inferred, as a program reads it.
pub(super) fn value(inference: &Inference) -> Value {
    let sureness = match inference.sureness {
        Sureness::Sure => "sure",
        Sureness::Fair => "fair",
        Sureness::Unsure => "unsure",
    };
    let left_out = inference.left_out.iter();
    let left_out = left_out.map(|LeftOut { at, more }| json!({ "pointer": at, "more": more }));
    json!({
        "sureness": sureness,
        "guess": guess_value(&inference.guess),
        "runner_up": inference.runner_up.as_ref().map(guess_value),
        "left_out": left_out.collect::<Vec<_>>(),
    })
}

fn guess_value(guess: &Guess) -> Value {
    let mut fields = serde_json::Map::new();
    for (sense, pointers) in &guess.fields {
        let ways = fields
            .entry(name(*sense, Locale::En))
            .or_insert_with(|| json!([]));
        if let Value::Array(ways) = ways {
            ways.push(json!(pointers));
        }
    }
    json!({ "paths": guess.paths, "articles": guess.count, "fields": fields })
}
