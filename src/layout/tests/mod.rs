//! Pages as pictures, and the laws that all pages obey.

mod laws;
mod pictures;
mod plates;

use std::sync::Arc;

use super::*;
use crate::article::{
    Article, Block, Image, Label, List, ListItem, Marker, Note, Paragraph, Place, RichText,
    RichTextBuilder, Style, Table, Task, Url,
};
use crate::locale::Locale;
use crate::picture::{Picture, Pixels};
use crate::text::{Level, Profile, cluster_width, clusters, width};

fn page_of(body: Vec<Block>, measure: Measure) -> Page {
    Page::new(
        Arc::new(Article {
            body,
            ..Article::default()
        }),
        measure,
    )
}

fn all_rows(page: &Page) -> Vec<&Row> {
    (0..page.blocks())
        .flat_map(|block| page.rows(block))
        .collect()
}

fn drawn(page: &Page) -> Vec<String> {
    // The byline of an article that has only a body tells how long it is.
    (1..page.blocks())
        .flat_map(|block| page.rows(block))
        .map(Row::text)
        .skip(1)
        .collect()
}

#[track_caller]
fn check_with(body: Vec<Block>, measure: Measure, wanted: &[&str]) {
    let found = drawn(&page_of(body, measure));
    assert_eq!(found, wanted, "\n{}", found.join("\n"));
}

#[track_caller]
fn check(body: Vec<Block>, cells: usize, wanted: &[&str]) {
    check_with(body, Measure::new(cells), wanted);
}

fn plain(raw: &str) -> Block {
    Block::paragraph(raw)
}

fn decimal(items: &[&str]) -> List {
    match list(Marker::Decimal, items) {
        Block::List(list) => list,
        other => panic!("{other:?} is no list"),
    }
}

fn list(marker: Marker, items: &[&str]) -> Block {
    let item = |raw: &&str| ListItem {
        task: None,
        blocks: vec![plain(raw)],
    };
    Block::List(List {
        marker,
        start: 1,
        items: items.iter().map(item).collect(),
    })
}

fn styled(parts: &[(&str, Option<Style>)]) -> RichText {
    let mut builder = RichTextBuilder::default();
    for (text, style) in parts {
        match style {
            Some(style) => builder.push_styled(text, style.clone()),
            None => builder.push(text),
        }
    }
    builder.finish()
}

fn rich(parts: &[(&str, Option<Style>)]) -> Block {
    Block::Paragraph(Paragraph {
        text: styled(parts),
        indented: false,
    })
}

fn table(rows: &[&[&str]]) -> Block {
    let rows = rows
        .iter()
        .map(|row| row.iter().map(|cell| RichText::plain(cell)).collect())
        .collect();
    Block::Table(Table {
        caption: RichText::default(),
        head_rows: 1,
        rows,
    })
}

fn link(address: &str) -> Option<Style> {
    Url::new(address).map(Style::Link)
}

/// How pictures are set where a cell has 8 × 16 pixels.
const PLATES: Plates = Plates {
    cell: Pixels {
        width: 8,
        height: 16,
    },
    rows: 10,
};

fn address(name: &str) -> Url {
    Url::new(&format!("https://a.example/{name}.png")).expect("an address")
}

fn picture(width: u32, height: u32) -> Picture {
    let size = Pixels { width, height };
    Picture::plain(size, size, [0; 3])
}

fn photograph() -> Image {
    Image {
        url: Some(address("a")),
        alt: Label::new("图片"),
        caption: RichText::plain("说明文字"),
    }
}
