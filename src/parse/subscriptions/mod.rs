//! Lists of feeds in: OPML, the `urls` file of newsboat, or plain addresses.

mod newsboat;
mod opml;

use super::complaint::{Complaints, Lines};
use super::{Complaint, Hint, charset};
use crate::article::{Folder, Url};
use crate::locale::Sentence;

/// What somebody follows, as it was read from a file.
#[derive(Clone, Debug, Default)]
pub struct Subscriptions {
    /// The feeds, in their folders.
    pub root: Folder,
    /// What was left out, in order.
    pub complaints: Vec<Complaint>,
}

/// Reads a list of feeds: OPML, else lines as newsboat has them.
pub fn subscriptions(bytes: &[u8], hint: &Hint) -> Subscriptions {
    let decoded = charset::decode(bytes, hint);
    let text = decoded.text.trim_start_matches('\u{feff}');
    let mut list = List {
        lines: Lines::new(text),
        complaints: Complaints::default(),
    };
    let root = if text.trim_start().starts_with('<') {
        opml::read(text, &mut list)
    } else {
        newsboat::read(text, &mut list)
    };
    let mut complaints = decoded.complaints;
    complaints.extend(list.complaints.finish());
    Subscriptions { root, complaints }
}

/// A list in the reading.
struct List<'t> {
    lines: Lines<'t>,
    complaints: Complaints,
}

impl List<'_> {
    /// Complains of what stands at byte `at`.
    fn complain(&mut self, at: usize, what: Sentence) {
        let lines = &mut self.lines;
        self.complaints.add(what, |what| Complaint {
            at: lines.spot(at),
            what,
        });
    }
}

/// The address of a feed; nothing for what is none of the web.
///
/// Some programs write `feed:` before it, or in the place of its scheme.
fn feed_address(raw: &str) -> Option<Url> {
    let raw = raw.trim();
    let url = match raw.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => Url::new(&format!("https:{rest}")),
        Some(rest) => Url::new(rest),
        None => Url::new(raw),
    }?;
    let is_web = |url: &Url| url.opens() && !url.as_str().starts_with("mailto:");
    Some(url).filter(is_web)
}

#[cfg(test)]
mod tests;
