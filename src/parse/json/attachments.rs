//! Files that come with an item of a JSON Feed: links at the end of its body.

use serde_json::Value;

use super::At;
use super::reading::{Fields, Reading};
use crate::article::{Block, List, ListItem, Marker, Paragraph, RichTextBuilder, Style, Url};
use crate::sentence;

/// What names the files; nobody knows here in which language the article will be read.
const HEAD: &str = "附件 · Attachments";

/// Reads the attachments of an item: a paragraph that names them, and a list of links.
pub(super) fn attachments(reading: &mut Reading<'_>, at: &At<'_>, value: Value) -> Vec<Block> {
    let list = match value {
        Value::Null => return Vec::new(),
        Value::Array(list) => list,
        value => vec![value],
    };
    let mut items = Vec::new();
    for (n, value) in list.into_iter().enumerate() {
        let at = at.item(n);
        match value {
            Value::Object(map) => items.extend(attachment(reading, Fields::new(map, &at))),
            value => reading.wrong(&at, &sentence!("an attachment", "附件"), &value),
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    let head = paragraph(|text| text.push_styled(HEAD, Style::Strong));
    let list = Block::List(List {
        marker: Marker::Bullet,
        start: 1,
        items,
    });
    vec![head, list]
}

/// `The show (audio/mpeg, 12.3 MB, 1:02:03)`, with a link.
fn attachment(reading: &mut Reading<'_>, mut fields: Fields<'_>) -> Option<ListItem> {
    let at = fields.at;
    let url = fields.url("url", reading);
    let title = fields.label("title", reading);
    let details = [
        fields.label("mime_type", reading).map(|it| it.to_string()),
        fields.take("size_in_bytes").as_f64().and_then(file_size),
        fields
            .take("duration_in_seconds")
            .as_f64()
            .and_then(duration),
    ];
    fields.finish(reading);
    let Some(url) = url else {
        let what = sentence!("this attachment has no address", "该附件没有网址");
        reading.complain_of(at, what);
        return None;
    };
    let details: Vec<String> = details.into_iter().flatten().collect();
    let block = paragraph(|text| {
        let name = title.as_deref().unwrap_or(url.as_str());
        text.push_styled(name, Style::Link(url.clone()));
        if !details.is_empty() {
            text.push(&format!(" ({})", details.join(", ")));
        }
    });
    Some(ListItem {
        task: None,
        blocks: vec![block],
    })
}

/// A paragraph that is a link to `url` and shows it.
pub(super) fn bare_link(url: &Url) -> Block {
    paragraph(|text| text.push_styled(url.as_str(), Style::Link(url.clone())))
}

fn paragraph(write: impl FnOnce(&mut RichTextBuilder)) -> Block {
    let mut text = RichTextBuilder::default();
    write(&mut text);
    Block::Paragraph(Paragraph {
        text: text.finish(),
        indented: false,
    })
}

/// `12.3 MB`
fn file_size(bytes: f64) -> Option<String> {
    Some(match bytes {
        _ if bytes < 1.0 => return None,
        _ if bytes < 1e3 => format!("{bytes:.0} B"),
        _ if bytes < 1e6 => format!("{:.1} kB", bytes / 1e3),
        _ if bytes < 1e9 => format!("{:.1} MB", bytes / 1e6),
        _ => format!("{:.1} GB", bytes / 1e9),
    })
}

/// `1:02:03`
fn duration(seconds: f64) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of what is too large or too small gives the nearest"
    )]
    let seconds = seconds as u64;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        _ if seconds == 0 => None,
        0 => Some(format!("{minutes}:{rest:02}")),
        _ => Some(format!("{hours}:{minutes:02}:{rest:02}")),
    }
}
