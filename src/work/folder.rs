//! Reads a folder of files as one collection.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};

use super::source::{Reading, read_file};
use crate::locale::Sentence;
use crate::parse::Hint;
use crate::sentence;

/// The endings of the names of files that hold articles.
const ENDINGS: &[&str] = &[
    "json", "jsonl", "ndjson", "html", "htm", "xhtml", "md", "markdown", "txt", "text",
];

/// The most files that are read from one folder, and the deepest folder that is entered.
const MOST_FILES: usize = 10_000;
const DEEPEST: usize = 16;

/// Reads every article file of a folder and the folders within it, in the order of their names.
///
/// Hidden ones are passed over, and so are links to folders.
pub(super) fn read(folder: &Path, hint: &Hint) -> Result<Vec<Reading>, Sentence> {
    let mut paths = Vec::new();
    gather(folder, 0, &mut paths).map_err(|error| {
        let name = folder.display();
        sentence!(
            "{name}: could not be listed ({error})",
            "{name}：无法列出其中的文件（{error}）"
        )
    })?;
    let mut readings = Vec::new();
    let mut failure = None;
    for path in paths {
        match read_file(&path, hint) {
            Ok(mut reading) => {
                let inside = path.strip_prefix(folder).unwrap_or(&path).parent();
                reading.folders = inside
                    .into_iter()
                    .flatten()
                    .map(|part| part.to_string_lossy().into_owned())
                    .collect();
                readings.push(reading);
            }
            Err(why) => failure = failure.or(Some(why)),
        }
    }
    let name = folder.display();
    let empty = || {
        sentence!(
            "{name}: no article files in this folder",
            "{name}：这个文件夹里没有文章文件"
        )
    };
    if readings.is_empty() {
        Err(failure.unwrap_or_else(empty))
    } else {
        Ok(readings)
    }
}

fn gather(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by(|a, b| {
        by_number(
            &a.file_name().to_string_lossy(),
            &b.file_name().to_string_lossy(),
        )
    });
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if hidden || paths.len() >= MOST_FILES {
            continue;
        }
        if kind.is_dir() && depth < DEEPEST {
            // A folder that may not be entered hides only itself.
            let _ = gather(&path, depth + 1, paths);
        } else if !kind.is_dir() && holds_articles(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn holds_articles(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && path.is_file()
}

/// The name of a file or folder without its ending, for a title.
pub(super) fn name(path: &Path) -> String {
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = if absolute.is_dir() {
        absolute.file_name()
    } else {
        absolute.file_stem()
    };
    name.map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Orders names as a person does: 第2章 stands before 第10章.
fn by_number(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (digits_a, digits_b) = (leading_digits(a), leading_digits(b));
        if digits_a > 0 && digits_b > 0 {
            let (number_a, number_b) = (
                a[..digits_a].trim_start_matches('0'),
                b[..digits_b].trim_start_matches('0'),
            );
            let order = number_a
                .len()
                .cmp(&number_b.len())
                .then_with(|| number_a.cmp(number_b));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (&a[digits_a..], &b[digits_b..]);
            continue;
        }
        match (a.chars().next(), b.chars().next()) {
            (Some(x), Some(y)) if x == y => (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]),
            (x, y) => return x.cmp(&y),
        }
    }
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_by_their_numbers() {
        let mut names = ["第10章", "第2章", "a", "第02节", "b2", "b10", ""];
        names.sort_by(|a, b| by_number(a, b));
        assert_eq!(names, ["", "a", "b2", "b10", "第2章", "第02节", "第10章"]);
    }
}
