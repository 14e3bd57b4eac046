//! OPML 1 and 2 (<http://opml.org/spec2.opml>), as readers of feeds write it.

use super::{List, feed_address};
use crate::article::{Folder, Label, Subscription, Url};
use crate::parse::complaint::shown;
use crate::parse::xml::{Element, Xml};
use crate::sentence;

/// An outline that has begun: a folder, or a feed that may hold others.
struct Outline {
    folder: Folder,
    depth: usize,
    at: usize,
    is_feed: bool,
}

/// Reads a list of feeds.
pub(super) fn read(text: &str, list: &mut List<'_>) -> Folder {
    let mut root = Folder::default();
    let mut open: Vec<Outline> = Vec::new();
    let mut xml = Xml::new(text, None);
    let mut is_opml = false;
    while let Some((element, depth)) = xml.next() {
        match &*element.name {
            "outline" => {
                end(&mut open, depth, &mut root, list);
                let around = innermost(&mut open, &mut root);
                let outline = outline(&element, depth, around, list);
                open.push(outline);
            }
            "title" if root.title.is_empty() => {
                let title = xml.whole(element);
                root.title = Label::new(&title.text);
            }
            "opml" => is_opml = true,
            _ => {}
        }
    }
    end(&mut open, 0, &mut root, list);
    if !is_opml {
        let what = sentence!(
            "this is no OPML; only feeds that stand in outlines were read",
            "这不是 OPML，只读入了其中 outline 里的订阅源"
        );
        list.complain(0, what);
    }
    if xml.faults().cut.is_some() {
        let what = sentence!(
            "the list ends before its elements do; it was read as far as it goes",
            "订阅列表不完整，已尽量读入"
        );
        list.complain(text.len(), what);
    }
    root
}

/// The folder in which the next outline stands.
fn innermost<'f>(open: &'f mut [Outline], root: &'f mut Folder) -> &'f mut Folder {
    open.last_mut().map_or(root, |outline| &mut outline.folder)
}

/// Begins an outline; a feed joins the folder around it.
fn outline(
    element: &Element<'_>,
    depth: usize,
    around: &mut Folder,
    list: &mut List<'_>,
) -> Outline {
    let title = ["text", "title"]
        .iter()
        .find_map(|name| element.attribute(name));
    let title = Label::new(title.unwrap_or_default());
    let address = element.attribute("xmlUrl").or_else(|| {
        let kind = element.attribute("type").unwrap_or_default();
        element
            .attribute("url")
            .filter(|_| ["rss", "atom", "feed"].contains(&kind))
    });
    let url = address.and_then(feed_address);
    if let Some(address) = address.filter(|_| url.is_none()) {
        let address = shown(address);
        let what = sentence!(
            "“{address}” is no address of the web; this feed was left out",
            "“{address}”不是网址，该订阅源未读入"
        );
        list.complain(element.at, what);
    }
    let categories = element.attribute("category").unwrap_or_default();
    let tags = categories
        .split(',')
        .map(|tag| tag.trim_matches(['/', ' ']));
    around.subscriptions.extend(url.map(|url| Subscription {
        url,
        title: title.clone(),
        home: element.attribute("htmlUrl").and_then(Url::new),
        tags: tags.filter_map(Label::some).collect(),
    }));
    Outline {
        folder: Folder {
            title,
            ..Folder::default()
        },
        depth,
        at: element.at,
        is_feed: address.is_some(),
    }
}

/// Ends the outlines that stand `depth` deep or deeper.
fn end(open: &mut Vec<Outline>, depth: usize, root: &mut Folder, list: &mut List<'_>) {
    while let Some(ended) = open.pop_if(|outline| outline.depth >= depth) {
        let is_empty = ended.folder.subscriptions.is_empty() && ended.folder.folders.is_empty();
        if !is_empty {
            innermost(open, root).folders.push(ended.folder);
        } else if !ended.is_feed {
            let what = sentence!(
                "no feed stands in this outline; it was left out",
                "此处的 outline 里没有订阅源，未读入"
            );
            list.complain(ended.at, what);
        }
    }
}
