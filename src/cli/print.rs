//! `wenlan print`: sets articles on standard output.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::arguments::{Print, To};
use super::{complain, write_out};
use crate::app::Origin;
use crate::article::{Article, Block, Collection, Label, Note};
use crate::config::{Environment, Settings};
use crate::export;
use crate::layout::{Measure, Page};
use crate::library::ArticleId;
use crate::locale::{Locale, Sentence};
use crate::parse::{Hint, read_body};
use crate::say;
use crate::sentence;
use crate::shell::{Colours, columns, printed};
use crate::store::{Edition, Store};
use crate::work::{Manners, collect, read};

/// Cells of a line where nobody has said how many.
const WIDEST: usize = 80;
/// Cells left free on the left where there is room.
const MARGIN: usize = 2;

/// Prints; gives the exit status.
pub(super) fn run(
    asked: &Print,
    environment: &Environment,
    settings: &Settings,
    locale: Locale,
) -> u8 {
    let collected = match kept(&asked.origin) {
        Some(id) => from_library(id, environment).map(|article| (article, 0)),
        None => collected(asked, environment, settings),
    };
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

/// The number of an article of the library, where that is what is named and no file is called so.
fn kept(origin: &Origin) -> Option<ArticleId> {
    match origin {
        Origin::Named(name) if !Path::new(name).exists() => name.parse().ok(),
        _ => None,
    }
}

/// An article of the library, as a collection of its own.
fn from_library(id: ArticleId, environment: &Environment) -> Result<Collection, Sentence> {
    let path = &environment.paths.library;
    let missing = || {
        sentence!(
            "{id}: no file and no article of the library has this number",
            "{id}：没有这个文件，文库中也没有这个编号的文章"
        )
    };
    if !path.exists() {
        return Err(missing());
    }
    let store = Store::open_to_read(path)?;
    let article = store.article(id, Edition::Fullest)?;
    let mut article = article.ok_or_else(missing)?;
    if let Some(received) = article.received.take() {
        article.body = read_body(&received).blocks;
    }
    let mut collection = Collection::default();
    collection.root.articles.push(article);
    Ok(collection)
}

/// What was named, and how many complaints there were.
fn collected(
    asked: &Print,
    environment: &Environment,
    settings: &Settings,
) -> Result<(Collection, usize), Sentence> {
    let hint = Hint {
        from: asked.from,
        ..Hint::default()
    };
    let readings = read(
        &asked.origin,
        &hint,
        &Manners::of(environment, settings, None)?,
    )?;
    collect(&asked.origin, readings)
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

/// Leaves out what pictures show: where each line is a paragraph, it would read as one.
fn leave_out_descriptions(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Image(image) => image.alt = Label::default(),
            Block::Quote(inner) | Block::Note(Note { blocks: inner, .. }) => {
                leave_out_descriptions(inner);
            }
            Block::List(list) => {
                let items = list.items.iter_mut();
                items.for_each(|item| leave_out_descriptions(&mut item.blocks));
            }
            _ => {}
        }
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
        let mut article = chosen(article, asked.body);
        if asked.body && width == 0 {
            leave_out_descriptions(&mut article.body);
        }
        let page = Page::new(Arc::new(article), measure);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Image, RichText};

    #[test]
    fn of_a_picture_its_caption_stays() {
        let picture = |alt: &str| {
            Block::Image(Image {
                alt: Label::new(alt),
                caption: RichText::plain("说明"),
                ..Image::default()
            })
        };
        let mut blocks = vec![picture("甲"), Block::Quote(vec![picture("乙")])];
        leave_out_descriptions(&mut blocks);
        assert_eq!(blocks, [picture(""), Block::Quote(vec![picture("")])]);
    }
}
