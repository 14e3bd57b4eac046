//! What comes with an article beside its body: links at the body's end.
//!
//! They are written as blocks of Wenlan article JSON, so that a body which is
//! kept holds them as well.

use serde_json::{Value, json};

use crate::article::{Label, Url};

/// What names the files; nobody knows here in which language the article will be read.
const HEAD: &str = "附件 · Attachments";

/// A file that comes with an article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attachment {
    pub(super) url: Url,
    pub(super) title: Option<Label>,
    pub(super) media_type: Option<Label>,
    pub(super) bytes: Option<f64>,
    pub(super) seconds: Option<f64>,
}

/// A paragraph that names the files, and a list of links; nothing for no files.
pub(super) fn blocks(attachments: &[Attachment]) -> Vec<Value> {
    if attachments.is_empty() {
        return Vec::new();
    }
    let items: Vec<Value> = attachments.iter().map(Attachment::item).collect();
    let head = json!({"type": "paragraph", "text": [{"text": HEAD, "strong": true}]});
    vec![head, json!({"type": "list", "items": items})]
}

/// A paragraph that is a link to `url` and shows it.
pub(super) fn bare_link(url: &Url) -> Value {
    link(url, url.as_str())
}

fn link(url: &Url, shown: &str) -> Value {
    json!({"type": "paragraph", "text": [{"text": shown, "link": url.as_str()}]})
}

impl Attachment {
    /// `The show (audio/mpeg, 12.3 MB, 1:02:03)`, with a link.
    fn item(&self) -> Value {
        let details = [
            self.media_type.as_ref().map(Label::to_string),
            self.bytes.and_then(file_size),
            self.seconds.and_then(duration),
        ];
        let details: Vec<String> = details.into_iter().flatten().collect();
        let name = self.title.as_deref().unwrap_or(self.url.as_str());
        let mut item = link(&self.url, name);
        if let (false, Some(runs)) = (details.is_empty(), item["text"].as_array_mut()) {
            runs.push(format!(" ({})", details.join(", ")).into());
        }
        item
    }
}

/// Whether a text shows an address, or leads there; one that only begins alike is another.
pub(super) fn shows_address(text: &str, address: &str) -> bool {
    if text.contains("&amp;") && address.contains('&') {
        return shows_address(&text.replace("&amp;", "&"), address);
    }
    let ends = |c: char| c.is_whitespace() || "\"'<>)".contains(c);
    let is_whole = |(at, _): (usize, &str)| {
        let behind = &text[at + address.len()..];
        behind.is_empty() || behind.starts_with(ends)
    };
    text.match_indices(address).any(is_whole)
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
