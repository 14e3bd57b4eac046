//! Pictures, films and sounds: what can be told of them in words.

use dom_query::{Element, NodeRef};

use super::dom::{Step, attr, children, classes, style, within};
use super::losses::Loss;
use super::walk::Walk;
use crate::article::{Block, Image, Label, Paragraph, RichText, RichTextBuilder, Style, Url};
use crate::parse::flow::Flow;

/// A picture of at most this many pixels each way stands within its line, as a character does.
const SIZE_OF_A_CHARACTER: f32 = 32.0;

/// Attributes in which pages keep the address of a picture until it comes into sight.
const LAZY: [&str; 7] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-original-src",
    "data-url",
    "data-echo",
];

impl Walk {
    /// `<img>`: a block of its own, or words in the line where it stands for a character.
    pub(super) fn image(&mut self, element: &Element, flow: &mut Flow) {
        if is_pixel(element) {
            self.losses.count(Loss::Pixel);
            return;
        }
        let alt = attr(element, "alt").unwrap_or_default();
        match sign(element) {
            Some(Sign::Formula) if !alt.trim().is_empty() => {
                flow.open(Style::Code);
                flow.text(alt);
                flow.close();
            }
            Some(_) if !alt.trim().is_empty() => flow.text(alt),
            _ => {
                let title = || attr(element, "title").unwrap_or_default();
                let image = Image {
                    url: self.picture(element),
                    alt: Label::some(alt).unwrap_or_else(|| Label::new(title())),
                    caption: RichText::default(),
                };
                let shows = ["src", "srcset"]
                    .iter()
                    .any(|name| attr(element, name).is_some());
                if shows || image.url.is_some() || !image.alt.is_empty() {
                    flow.push(Block::Image(image));
                }
            }
        }
    }

    /// The address of the picture itself, not of the placeholder before it is loaded.
    fn picture(&self, element: &Element) -> Option<Url> {
        let lazy = LAZY.iter().filter_map(|name| attr(element, name));
        let sets = ["data-srcset", "srcset"].into_iter();
        let sets = sets.filter_map(|name| largest(attr(element, name)?));
        let plain = attr(element, "src").into_iter();
        let addresses = lazy.chain(plain).chain(sets);
        let mut addresses = addresses.filter(|address| !address.trim().is_empty());
        addresses.find_map(|address| self.base.openable(address))
    }

    /// `<figure>`: its caption goes to its last picture or table, or stands behind it.
    pub(super) fn figure(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        let outer = self.caption.take();
        self.figures += 1;
        let mut inner = flow.inside();
        self.block(node, &mut inner);
        self.figures -= 1;
        let mut blocks = inner.finish();
        let caption = std::mem::replace(&mut self.caption, outer);
        if let Some(text) = caption {
            let place = blocks.iter_mut().rev().find_map(|block| match block {
                Block::Image(Image { caption, .. }) => Some(caption),
                Block::Table(table) => Some(&mut table.caption),
                _ => None,
            });
            match place.filter(|caption| caption.is_empty()) {
                Some(place) => *place = text,
                None => blocks.push(Block::Paragraph(Paragraph {
                    text,
                    indented: false,
                })),
            }
        }
        flow.extend(blocks);
    }

    /// `<figcaption>`: kept for the figure it is in.
    pub(super) fn figcaption(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        let mut inner = flow.inside();
        self.children(node, &mut inner);
        let text = inner.finish_flat();
        if self.figures > 0 && self.caption.is_none() && !text.is_empty() {
            self.caption = Some(text);
        } else if !text.is_empty() {
            flow.push(Block::Paragraph(Paragraph {
                text,
                indented: false,
            }));
        }
    }

    /// A block that calls itself a caption, and stands below a picture without one: whether it became its caption.
    pub(super) fn caption_below(
        &mut self,
        node: NodeRef<'_>,
        element: &Element,
        flow: &mut Flow,
    ) -> bool {
        let calls = |class: &str| class.to_ascii_lowercase().contains("caption");
        let waits =
            |block: &mut Block| matches!(block, Block::Image(image) if image.caption.is_empty());
        if !classes(element).any(calls) || !flow.last_block().is_some_and(waits) {
            return false;
        }
        // A frame around both is called so too.
        if within(node).any(|step| matches!(step, Step::Into(node) if node.has_name("img"))) {
            return false;
        }
        let mut inner = flow.inside();
        self.children(node, &mut inner);
        let text = inner.finish_flat();
        if let Some(Block::Image(image)) = flow.last_block() {
            image.caption = text;
        }
        true
    }

    /// A film, a sound, a frame: a paragraph that leads there.
    pub(super) fn media(&mut self, node: NodeRef<'_>, element: &Element, flow: &mut Flow) {
        if is_pixel(element) {
            self.losses.count(Loss::Pixel);
            return;
        }
        let address = ["src", "data-src", "data"]
            .into_iter()
            .filter_map(|name| attr(element, name))
            .find(|address| !address.trim().is_empty())
            .map(str::to_owned)
            .or_else(|| source_of(node));
        let opens = |url: &Url| url.opens() || !url.as_str().contains(':');
        let url = address
            .as_deref()
            .and_then(|address| self.base.openable(address));
        let Some(url) = url.filter(opens) else {
            if address.is_some_and(|address| !address.starts_with("about:")) {
                self.losses.count(Loss::Address);
            }
            // What a page shows where there is nothing to play.
            return self.children(node, flow);
        };
        let mut names = ["title", "aria-label"].into_iter();
        let name = names.find_map(|name| Label::some(attr(element, name)?));
        let mut builder = RichTextBuilder::default();
        let is_frame = !matches!(&*element.name.local, "video" | "audio");
        let address = if is_frame {
            host(url.as_str())
        } else {
            url.as_str()
        };
        let words = name.as_deref().unwrap_or(address).to_owned();
        builder.push_styled(&words, Style::Link(url));
        flow.push(Block::Paragraph(Paragraph {
            text: builder.finish(),
            indented: false,
        }));
    }

    /// `<noscript>`: a picture that a script would have loaded is kept, once.
    pub(super) fn noscript(&mut self, node: NodeRef<'_>, flow: &mut Flow) {
        let mut any = false;
        for step in within(node) {
            let Step::Into(image) = step else { continue };
            let Some(element) = image.element_ref().filter(|e| &*e.name.local == "img") else {
                continue;
            };
            any = true;
            match flow.last_block() {
                Some(Block::Image(shown)) if shown.url.is_none() => {
                    shown.url = self.picture(&element);
                }
                Some(Block::Image(shown)) if shown.url == self.picture(&element) => {}
                _ => self.image(&element, flow),
            }
        }
        if !any && within(node).next().is_some() {
            self.losses.count(Loss::NoScript);
        }
    }
}

/// Where an address leads: of the address of a frame, the rest is for programs.
fn host(address: &str) -> &str {
    let (_, rest) = address.split_once("//").unwrap_or(("", address));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() { address } else { host }
}

/// What a small picture stands for in its line.
enum Sign {
    Formula,
    Character,
}

fn sign(element: &Element) -> Option<Sign> {
    let has = |names: &[&str]| {
        classes(element).any(|class| {
            let class = class.to_ascii_lowercase();
            names.iter().any(|name| class.contains(name))
        })
    };
    if has(&["latex", "mathjax", "formula", "equation"]) {
        return Some(Sign::Formula);
    }
    let small = |name| pixels(element, name).is_some_and(|pixels| pixels <= SIZE_OF_A_CHARACTER);
    (has(&["emoji", "emoticon", "smiley"]) || small("width") && small("height"))
        .then_some(Sign::Character)
}

/// Whether a picture is too small to be seen.
fn is_pixel(element: &Element) -> bool {
    let tiny = |name| pixels(element, name).is_some_and(|pixels| pixels <= 1.0);
    tiny("width") || tiny("height")
}

/// A width or height in pixels, from the attribute or the style.
fn pixels(element: &Element, name: &str) -> Option<f32> {
    let number = |value: &str| value.trim().trim_end_matches("px").trim_end().parse().ok();
    let styled = style(element, name).as_deref().and_then(number);
    styled.or_else(|| attr(element, name).and_then(number))
}

/// The largest picture of a `srcset`: the last number decides, w and x alike.
fn largest(set: &str) -> Option<&str> {
    let candidates = set.split(", ").flat_map(|part| part.split(",\n"));
    let mut best: Option<(f32, &str)> = None;
    for candidate in candidates {
        let mut words = candidate.split_ascii_whitespace();
        let Some(address) = words.next() else {
            continue;
        };
        let number = |word: &str| word.trim_end_matches(['w', 'x', ',']).parse().ok();
        let size = words.next().and_then(number).unwrap_or(1.0);
        if best.is_none_or(|(largest, _)| size > largest) {
            best = Some((size, address.trim_end_matches(',')));
        }
    }
    best.map(|(_, address)| address)
}

/// The address that the first `<source>` of a film or sound names.
fn source_of(node: NodeRef<'_>) -> Option<String> {
    let source = children(node).find(|child| child.has_name("source"))?;
    let element = source.element_ref()?;
    attr(&element, "src").map(str::to_owned)
}
