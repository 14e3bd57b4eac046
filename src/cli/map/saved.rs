//! `wenlan map --test`: what a mapping makes of a saved answer, without a network.

use std::fs;

use serde_json::{Value, json};

use super::{Desk, keeping};
use crate::app::Origin;
use crate::article::{Block, Moment};
use crate::cli::check::{
    Standing, article_value, articles, complaint_value, joined, told_article, told_complaint,
};
use crate::cli::{FAILED, tell, tell_json};
use crate::layout::wrap;
use crate::locale::{Locale, Sentence};
use crate::parse::mapping::Mapping;
use crate::parse::{Complaint, Parsed};
use crate::say;
use crate::sentence;
use crate::shell::columns;
use crate::text::{self, Profile};
use crate::work::{Manners, is_address, raw};

/// Reads a sample by a mapping and tells what came; gives the exit status.
pub(super) fn test(
    desk: &Desk<'_>,
    mapping: &str,
    sample: &Origin,
    json: bool,
) -> Result<u8, Sentence> {
    if let Origin::Named(name) = sample
        && is_address(name)
    {
        return Err(sentence!(
            "{name}: --test asks no network; save the answer to a file and name that",
            "{name}：--test 不访问网络，请先把回答存为文件"
        ));
    }
    let path = keeping::file_of(mapping, &desk.environment.paths.mappings);
    let name = path.display().to_string();
    let toml = fs::read_to_string(&path).map_err(|error| {
        let folder = desk.environment.paths.mappings.display();
        sentence!(
            "{name}: the mapping could not be read ({error}); name a file, or a mapping in {folder}",
            "{name}：无法读取映射（{error}）；请给出文件，或 {folder} 中映射的名称"
        )
    })?;
    let manners = Manners::of(desk.environment, desk.settings, None)?;
    let raw = raw(sample, &manners)?;
    let tested = match Mapping::parse(&toml) {
        Err(faults) => Tested {
            mapping: &name,
            sample: &raw.name,
            faults,
            parsed: None,
        },
        Ok(read) => Tested {
            mapping: &name,
            sample: &raw.name,
            faults: Vec::new(),
            parsed: Some(read.read_saved(&raw.bytes, &raw.hint)),
        },
    };
    let written = if json {
        tell_json(&tested.value(desk.locale))
    } else {
        tell(&tested.told(desk.locale))
    };
    Ok(tested.status().max(written))
}

/// A mapping that was tried on a sample.
struct Tested<'a> {
    mapping: &'a str,
    sample: &'a str,
    /// What is wrong with the mapping.
    faults: Vec<Complaint>,
    /// What it gave; nothing when something is wrong with it.
    parsed: Option<Parsed>,
}

impl Tested<'_> {
    fn status(&self) -> u8 {
        match &self.parsed {
            Some(parsed) if !parsed.refused => 0,
            _ => FAILED,
        }
    }

    /// What came, as a program reads it.
    fn value(&self, locale: Locale) -> Value {
        let complaints = |all: &[Complaint]| {
            let values = all.iter().map(|it| complaint_value(it, locale));
            values.collect::<Vec<_>>()
        };
        let parsed = self.parsed.as_ref();
        let all = parsed.map(articles).unwrap_or_default();
        json!({
            "mapping": self.mapping,
            "sample": self.sample,
            "status": self.status(),
            "faults": complaints(&self.faults),
            "articles": all.iter().map(article_value).collect::<Vec<_>>(),
            "complaints": parsed.map(|parsed| complaints(&parsed.complaints)).unwrap_or_default(),
        })
    }

    /// What came, as a person reads it.
    fn told(&self, locale: Locale) -> String {
        let (mapping, sample) = (self.mapping, self.sample);
        let Some(parsed) = &self.parsed else {
            let told = |fault: &Complaint| fault.told(mapping).told(locale).to_owned();
            let faults: Vec<String> = self.faults.iter().map(told).collect();
            return faults.join("\n") + "\n";
        };
        let all = articles(parsed);
        let count = all.len();
        let mut lines = vec![say!(
            locale,
            "{sample}, read by {mapping}: {count} articles",
            "{sample}，按 {mapping} 读取：{count} 篇文章"
        )];
        let cells = columns().unwrap_or(COLUMNS).max(LEAST);
        lines.extend(table(&all, cells, locale));
        for standing in all.iter().take(WHOLE) {
            lines.push(told_article(standing, locale));
            lines.extend(beginning(standing, cells));
        }
        let complaints = parsed.complaints.len();
        if complaints > 0 {
            lines.push(say!(
                locale,
                "  complaints: {complaints}",
                "  存疑：{complaints}"
            ));
        }
        let told = parsed.complaints.iter();
        lines.extend(told.map(|complaint| told_complaint(complaint, locale)));
        lines.join("\n") + "\n"
    }
}

/// Cells of a line where nobody knows, and the least that a table takes.
const COLUMNS: usize = 100;
const LEAST: usize = 60;

/// Articles that stand in the table, and those that are told of at more length.
const MOST: usize = 20;
const WHOLE: usize = 3;

/// One line an article: number, date, title, author, section, length of the body.
fn table(all: &[Standing<'_>], cells: usize, locale: Locale) -> Vec<String> {
    let names = [
        ("", ""),
        ("date", "日期"),
        ("title", "标题"),
        ("authors", "作者"),
        ("section", "栏目"),
        ("characters", "字数"),
    ];
    let mut rows = vec![names.map(|(en, zh)| locale.pick(en, zh).to_owned())];
    let row = |(n, standing): (usize, &Standing<'_>)| {
        let article = standing.article;
        [
            (n + 1).to_string(),
            article.published.map(Moment::to_day).unwrap_or_default(),
            article.title.to_string(),
            joined(&article.authors),
            standing.section(),
            standing.characters().to_string(),
        ]
    };
    rows.extend(all.iter().take(MOST).enumerate().map(row));
    if all.is_empty() {
        return Vec::new();
    }
    // What no article has needs no column.
    for n in 0..6 {
        if rows[1..].iter().all(|row| row[n].is_empty()) {
            rows[0][n].clear();
        }
    }
    let widths = widths(&rows, cells);
    let mut lines: Vec<String> = rows.iter().map(|row| set(row, &widths)).collect();
    let more = all.len().saturating_sub(MOST);
    if more > 0 {
        lines.push(say!(locale, "  … {more} more", "  …… 另有 {more} 篇"));
    }
    lines
}

/// The columns of the table that are set flush right, and those that are cut where there is no room.
const RIGHT: [usize; 2] = [0, 5];
const CUT: [(usize, usize); 3] = [(2, 2), (3, 1), (4, 1)];

/// Cells of each column: what it needs; where that is too much, texts share what there is.
fn widths(rows: &[[String; 6]], cells: usize) -> [usize; 6] {
    let mut widths = [0; 6];
    for (n, width) in widths.iter_mut().enumerate() {
        let needs = rows.iter().map(|row| width_of(&row[n]));
        *width = needs.max().unwrap_or_default();
    }
    let is_fixed = |n: &usize| CUT.iter().all(|(cut, _)| cut != n);
    let fixed: usize = (0..6).filter(is_fixed).map(|n| widths[n] + 2).sum();
    let mut room = cells.saturating_sub(fixed + 2 * CUT.len());
    let mut parts: usize = CUT.iter().map(|(_, part)| part).sum();
    let mut columns = CUT;
    // Who needs least is given it first, so that the others share what that leaves.
    columns.sort_by_key(|(n, part)| widths[*n] / part);
    for (n, part) in columns {
        widths[n] = widths[n].min(room * part / parts);
        room -= widths[n];
        parts -= part;
    }
    widths
}

fn set(row: &[String; 6], widths: &[usize; 6]) -> String {
    let mut line = String::new();
    for (n, (text, width)) in row
        .iter()
        .zip(widths)
        .enumerate()
        .filter(|(_, (_, width))| **width > 0)
    {
        let shown = wrap(text, *width, 1, Profile::default());
        let shown = shown.first().map_or("", String::as_str);
        let blank = " ".repeat(width.saturating_sub(width_of(shown)));
        let (before, after) = if RIGHT.contains(&n) {
            (blank, String::new())
        } else {
            (String::new(), blank)
        };
        line.extend(["  ", &before, shown, &after]);
    }
    line.trim_end().to_owned()
}

fn width_of(text: &str) -> usize {
    text::width(text, Profile::default())
}

/// Lines of the beginning of a body that are shown.
const LINES: usize = 3;

/// How the body of an article begins.
fn beginning(standing: &Standing<'_>, cells: usize) -> Vec<String> {
    let texts = standing.article.body.iter().flat_map(Block::texts);
    let mut start = String::new();
    for text in texts {
        if start.len() > LINES * cells * 4 {
            break;
        }
        start.push_str(text);
        start.push(' ');
    }
    let lines = wrap(
        start.trim(),
        cells.saturating_sub(6),
        LINES,
        Profile::default(),
    );
    lines
        .into_iter()
        .map(|line| format!("    │ {line}"))
        .collect()
}
