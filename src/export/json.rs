//! Wenlan article JSON, as `assets/article.schema.json` describes it.
//!
//! Readers of JSON bound how deep it may nest, and ours stops at 127 levels.
//! So `left` counts, everywhere here, how many more levels may be opened. What
//! would go deeper (some thirty lists within lists) is written flat: no word of
//! it is lost, but its nesting is.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::article::{
    Article, Block, Collection, Label, List, ListItem, Marker, Note, Paragraph, RichText, Section,
    Span, Style, Table, Task,
};

/// The version of the format that is written.
const VERSION: u8 = 1;

/// How deep JSON may nest.
const DEPTH: usize = 127;

/// What the deepest block that holds no blocks takes, a table with styled cells.
const LEAF: usize = 6;

/// Writes an article as Wenlan article JSON that reads back to the same article.
pub fn json(article: &Article) -> String {
    let mut object = marked();
    object.extend(article_object(article, DEPTH - 1));
    written(&Value::Object(object))
}

/// Writes a collection as Wenlan article JSON that reads back to the same collection.
pub fn collection_json(collection: &Collection) -> String {
    let mut object = marked();
    put_label(&mut object, "title", Some(&collection.root.title));
    put_label(&mut object, "description", collection.description.as_ref());
    put_label(&mut object, "language", collection.language.as_ref());
    put(
        &mut object,
        "home",
        collection.home.as_ref().map(ToString::to_string),
    );
    put(
        &mut object,
        "next",
        collection.next.as_ref().map(ToString::to_string),
    );
    put_contents(&mut object, &collection.root, DEPTH - 1);
    written(&Value::Object(object))
}

fn marked() -> Map<String, Value> {
    Map::from_iter([("wenlan".to_owned(), VERSION.into())])
}

fn written(value: &Value) -> String {
    // The alternate form is the pretty one, and formatting a value cannot fail.
    format!("{value:#}\n")
}

fn put(object: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into());
    }
}

fn put_label(object: &mut Map<String, Value>, name: &str, label: Option<&Label>) {
    let label = label.filter(|label| !label.is_empty());
    put(object, name, label.map(Label::as_str));
}

fn put_labels(object: &mut Map<String, Value>, name: &str, labels: &[Label]) {
    let list: Vec<Value> = labels.iter().map(|label| label.as_str().into()).collect();
    put(object, name, Some(list).filter(|list| !list.is_empty()));
}

/// Puts the articles and sections of a section into its object.
fn put_contents(object: &mut Map<String, Value>, section: &Section, left: usize) {
    let articles = section.articles.iter();
    let mut articles: Vec<Value> = articles
        .map(|a| article_object(a, left - 2).into())
        .collect();
    let mut sections: Vec<Value> = Vec::new();
    for inner in &section.sections {
        // A list, an object and in it as much again for an article with a list in its body.
        if left > 2 * LEAF + 8 {
            let mut inner_object = Map::new();
            put_label(&mut inner_object, "title", Some(&inner.title));
            put_contents(&mut inner_object, inner, left - 2);
            sections.push(inner_object.into());
        } else {
            let all = inner.all_articles().into_iter();
            articles.extend(all.map(|a| Value::from(article_object(a, left - 2))));
        }
    }
    // Even an empty list tells a section from an article.
    put(object, "articles", Some(articles));
    put(
        object,
        "sections",
        Some(sections).filter(|list| !list.is_empty()),
    );
}

fn article_object(article: &Article, left: usize) -> Map<String, Value> {
    let mut object = Map::new();
    let moment = |moment: Option<_>| moment.as_ref().map(ToString::to_string);
    put_label(&mut object, "id", article.id.as_ref());
    put(
        &mut object,
        "url",
        article.url.as_ref().map(ToString::to_string),
    );
    put_label(&mut object, "title", Some(&article.title));
    put_label(&mut object, "subtitle", article.subtitle.as_ref());
    put_labels(&mut object, "breadcrumb", &article.breadcrumb);
    put_labels(&mut object, "authors", &article.authors);
    put_labels(&mut object, "sources", &article.sources);
    put(&mut object, "published", moment(article.published));
    put(&mut object, "updated", moment(article.updated));
    put_label(&mut object, "language", article.language.as_ref());
    put(
        &mut object,
        "summary",
        article.summary.as_ref().map(|text| rich(text, left)),
    );
    put_labels(&mut object, "tags", &article.tags);
    put(
        &mut object,
        "image",
        article.image.as_ref().map(ToString::to_string),
    );
    put(&mut object, "body", Some(blocks(&article.body, left - 1)));
    object
}

/// The values of some blocks, which stand in a list that is open already.
fn blocks(list: &[Block], left: usize) -> Vec<Value> {
    let mut values = Vec::new();
    for block in list {
        put_block(block, left, &mut values);
    }
    values
}

fn put_block(block: &Block, left: usize, into: &mut Vec<Value>) {
    let inside = left.saturating_sub(1);
    let (kind, fields): (&str, Vec<(&str, Value)>) = match block {
        Block::Paragraph(paragraph) => return into.push(prose(paragraph, left)),
        Block::Heading { level, text } => (
            "heading",
            vec![("level", (*level).into()), ("text", rich(text, inside))],
        ),
        Block::Quote(inner) | Block::Note(Note { blocks: inner, .. }) if left < LEAF + 2 => {
            return into.extend(blocks(inner, left));
        }
        Block::List(list) if left < LEAF + 4 => {
            let items = list.items.iter();
            return into.extend(items.flat_map(|item| blocks(&item.blocks, left)));
        }
        Block::Quote(inner) => ("quote", vec![("blocks", blocks(inner, left - 2).into())]),
        Block::Note(note) => {
            let inner = blocks(&note.blocks, left - 2);
            (
                "note",
                vec![
                    ("label", note.label.as_str().into()),
                    ("blocks", inner.into()),
                ],
            )
        }
        Block::List(list) => ("list", list_fields(list, left - 2)),
        Block::Code { language, text } => {
            let language = language
                .as_ref()
                .map(|name| ("language", name.as_str().into()));
            let text = ("text", rich(text, inside));
            ("code", language.into_iter().chain([text]).collect())
        }
        Block::Table(table) => ("table", table_fields(table, inside)),
        Block::Image(image) => {
            let url = image.url.as_ref().map(|url| ("url", url.as_str().into()));
            let alt = (!image.alt.is_empty()).then(|| ("alt", image.alt.as_str().into()));
            let caption = &image.caption;
            let caption = (!caption.is_empty()).then(|| ("caption", rich(caption, inside)));
            ("image", [url, alt, caption].into_iter().flatten().collect())
        }
        Block::Rule => ("rule", Vec::new()),
    };
    let fields = [("type", kind.into())].into_iter().chain(fields);
    into.push(
        fields
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    );
}

/// A paragraph: a string where that reads back to the same.
fn prose(paragraph: &Paragraph, left: usize) -> Value {
    let Paragraph { text, indented } = paragraph;
    let raw = text.text();
    let is_tight = !raw.is_empty() && raw.trim().len() == raw.len();
    match (is_tight && text.spans().is_empty(), indented) {
        (true, false) => return raw.into(),
        (true, true) => return format!("\u{3000}\u{3000}{raw}").into(),
        (false, _) => {}
    }
    let mut object = Map::new();
    put(&mut object, "type", Some("paragraph"));
    put(
        &mut object,
        "text",
        Some(rich(text, left.saturating_sub(1))),
    );
    // Without the word of the writer a reader looks for blanks.
    put(
        &mut object,
        "indented",
        Some(*indented).filter(|indented| *indented || !is_tight),
    );
    object.into()
}

fn list_fields(list: &List, left: usize) -> Vec<(&'static str, Value)> {
    let marker = match list.marker {
        Marker::Bullet => "bullet",
        Marker::None => "none",
        Marker::Decimal => "decimal",
        Marker::LowerLatin => "lower-latin",
        Marker::UpperLatin => "upper-latin",
        Marker::LowerRoman => "lower-roman",
        Marker::UpperRoman => "upper-roman",
        Marker::Han => "han",
        Marker::HanParenthesized => "han-parenthesized",
        Marker::Circled => "circled",
    };
    let start = (list.start != 1).then(|| ("start", list.start.into()));
    let items: Vec<Value> = list
        .items
        .iter()
        .map(|item| item_value(item, left))
        .collect();
    let marker = Some(("marker", marker.into()));
    let items = Some(("items", items.into()));
    [marker, start, items].into_iter().flatten().collect()
}

/// An item: an object for the sake of its box alone, else the list of its blocks.
fn item_value(item: &ListItem, left: usize) -> Value {
    let Some(task) = item.task else {
        let mut inner = blocks(&item.blocks, left - 1);
        let is_line = inner.len() == 1 && inner[0].is_string();
        return if is_line {
            inner.remove(0)
        } else {
            inner.into()
        };
    };
    let mut object = Map::new();
    put(&mut object, "done", Some(task == Task::Done));
    put(&mut object, "blocks", Some(blocks(&item.blocks, left - 2)));
    object.into()
}

fn table_fields(table: &Table, left: usize) -> Vec<(&'static str, Value)> {
    let caption = &table.caption;
    let caption = (!caption.is_empty()).then(|| ("caption", rich(caption, left)));
    let cells = |row: &Vec<RichText>| -> Value {
        row.iter()
            .map(|cell| rich(cell, left.saturating_sub(2)))
            .collect()
    };
    let rows: Value = table.rows.iter().map(cells).collect();
    let head_rows = (table.head_rows != 1).then(|| ("head_rows", table.head_rows.into()));
    [caption, head_rows, Some(("rows", rows))]
        .into_iter()
        .flatten()
        .collect()
}

/// A text: a string, or the list of its runs.
fn rich(text: &RichText, left: usize) -> Value {
    if text.spans().is_empty() || left < 2 {
        return text.text().into();
    }
    runs(text.text(), 0..text.text().len(), text.spans(), left - 1).into()
}

/// The runs of a part of a text; `spans` lie in it, nest, and come outer first.
fn runs(text: &str, part: Range<usize>, mut spans: &[Span], left: usize) -> Vec<Value> {
    let mut values = Vec::new();
    let mut at = part.start;
    while let Some(first) = spans.first() {
        let start = first.range.start.max(at);
        let outer = start..first.range.end.min(part.end).max(start);
        let same = spans
            .iter()
            .take_while(|span| span.range == first.range)
            .count();
        let inside = spans
            .iter()
            .take_while(|span| span.range.start < outer.end)
            .count();
        if outer.start > at {
            values.push(text[at..outer.start].into());
        }
        at = outer.end;
        values.push(run(
            text,
            outer,
            &spans[..same],
            &spans[same..inside.max(same)],
            left,
        ));
        spans = &spans[inside.max(same)..];
    }
    if at < part.end {
        values.push(text[at..part.end].into());
    }
    values
}

/// A run in `styles`, of which the first is the innermost, with `inside` in it.
fn run(text: &str, part: Range<usize>, styles: &[Span], inside: &[Span], left: usize) -> Value {
    // No object names a field twice: a style that comes again wraps what is there.
    let mut objects: Vec<Map<String, Value>> = vec![Map::new()];
    for span in styles {
        let (name, value) = style_field(&span.style);
        let is_full = objects
            .last()
            .is_none_or(|object| object.contains_key(name));
        if is_full && objects.len() + 3 > left {
            break;
        }
        if is_full {
            objects.push(Map::new());
        }
        let last = objects.len() - 1;
        objects[last].insert(name.to_owned(), value);
    }
    let left = left.saturating_sub(objects.len());
    let mut value = if inside.is_empty() || left < 2 {
        text[part].into()
    } else {
        runs(text, part, inside, left - 1).into()
    };
    for styles in objects {
        let mut object = Map::from_iter([("text".to_owned(), value)]);
        object.extend(styles);
        value = object.into();
    }
    value
}

fn style_field(style: &Style) -> (&'static str, Value) {
    let name = match style {
        Style::Emphasis => "emphasis",
        Style::Strong => "strong",
        Style::Strike => "strike",
        Style::Highlight => "highlight",
        Style::Code => "code",
        Style::Superscript => "superscript",
        Style::Subscript => "subscript",
        Style::Link(url) => return ("link", url.as_str().into()),
        Style::Ruby(reading) => return ("ruby", reading.as_str().into()),
        Style::NoteMark(label) => return ("note", label.as_str().into()),
    };
    (name, true.into())
}
