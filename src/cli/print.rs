//! `wenlan print`: sets articles on standard output.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;

use super::arguments::{Print, To};
use super::{complain, write_out};
use crate::article::{Article, Collection};
use crate::config::Environment;
use crate::export;
use crate::layout::{Measure, Page};
use crate::locale::Locale;
use crate::say;
use crate::shell::{Colours, columns, printed};
use crate::work::{collect, read};

/// Cells of a line where nobody has said how many.
const WIDEST: usize = 80;
/// Cells left free on the left where there is room.
const MARGIN: usize = 2;

/// Prints; gives the exit status.
pub(super) fn run(asked: &Print, environment: &Environment, locale: Locale) -> u8 {
    let collected =
        read(&asked.origin, asked.from).and_then(|readings| collect(&asked.origin, readings));
    let (collection, complaints) = match collected {
        Ok(collected) => collected,
        Err(why) => return complain(why.told(locale)),
    };
    let status = match asked.to {
        To::Json => write_out(json(&collection, asked.body).as_bytes()),
        To::Markdown => write_out(markdown(&collection, asked.body).as_bytes()),
        To::Text => write_text(asked, environment, &collection),
    };
    if complaints > 0 && io::stderr().is_terminal() {
        let note = say!(
            locale,
            "{complaints} complaints; `wenlan check` tells them",
            "有 {complaints} 处存疑，用 wenlan check 查看"
        );
        let _ = writeln!(io::stderr(), "wenlan: {note}");
    }
    status
}

fn json(collection: &Collection, body: bool) -> String {
    match collection.root.all_articles()[..] {
        [article] => export::json(&chosen(article, body)) + "\n",
        _ => export::collection_json(collection) + "\n",
    }
}

fn markdown(collection: &Collection, body: bool) -> String {
    let articles = collection.root.all_articles().into_iter();
    let texts: Vec<String> = articles
        .map(|article| export::markdown(&chosen(article, body)))
        .collect();
    texts.join("\n---\n\n")
}

/// The article, or what it says and nothing of who says it.
fn chosen(article: &Article, body: bool) -> Article {
    if !body {
        return article.clone();
    }
    Article {
        language: article.language.clone(),
        body: article.body.clone(),
        ..Article::default()
    }
}

fn write_text(asked: &Print, environment: &Environment, collection: &Collection) -> u8 {
    let to_terminal = io::stdout().is_terminal();
    let width = asked.width.unwrap_or_else(|| {
        if to_terminal {
            columns().unwrap_or(WIDEST).min(WIDEST)
        } else {
            WIDEST
        }
    });
    let margin = if asked.body || width < 40 { 0 } else { MARGIN };
    let measure = Measure {
        cells: if width == 0 {
            usize::MAX
        } else {
            width - margin
        },
        link_numbers: !asked.body,
        ornaments: !asked.body && width > 0,
        block_gap: usize::from(!asked.body),
        ..asked.measure
    };
    let palette = if environment.true_color {
        Colours::True
    } else {
        Colours::Palette
    };
    let colours = asked
        .color
        .is_on(environment, to_terminal)
        .then_some(palette);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut first = true;
    for article in collection.root.all_articles() {
        let page = Page::new(Arc::new(chosen(article, asked.body)), measure);
        let between = if std::mem::take(&mut first) || asked.body {
            ""
        } else {
            "\n\n"
        };
        if let Err(error) = out
            .write_all(between.as_bytes())
            .and_then(|()| write_page(&page, asked.body, margin, colours, &mut out))
        {
            return if error.kind() == io::ErrorKind::BrokenPipe {
                0
            } else {
                complain(&error.to_string())
            };
        }
    }
    match out.flush() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => complain(&error.to_string()),
        _ => 0,
    }
}

/// Writes the rows of a page, or those of its body.
fn write_page(
    page: &Page,
    body: bool,
    margin: usize,
    colours: Option<Colours>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let margin = " ".repeat(margin);
    for block in usize::from(body)..page.blocks() {
        for row in page.rows(block) {
            let line = printed(row, page.links(), colours);
            let indent = if line.is_empty() { "" } else { &margin };
            writeln!(out, "{indent}{line}")?;
        }
    }
    Ok(())
}
