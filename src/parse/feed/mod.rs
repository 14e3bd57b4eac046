//! RSS of every version, Atom and RDF in, articles out; also RSS written as JSON.
//!
//! 1. `xml` gives the elements, however broken the document is.
//! 2. `fields` knows in which elements of which vocabulary a title, a date or
//!    an author stands, `text` whether a text is HTML, `files` what comes with it.
//! 3. `body` chooses the text that is the body.
//!
//! Nothing is asked of a feed but a first element that we know. What it says
//! of itself stands for articles that do not say it.

mod body;
mod fields;
mod files;
mod json;
#[cfg(test)]
mod tests;
mod text;

pub(super) use json::of_json;

use self::fields::{
    address, authors, description, id, language, links, moment, permanent, sources, tags, title,
};
use super::address::Base;
use super::complaint::{Complaints, Lines};
use super::xml::Vocabulary::{Dublin, Feed as Plain, Rdf};
use super::xml::{Element, Faults, Name, Xml};
use super::{Bodies, Complaint, Format, Hint, Parsed, Spot, read_body};
use crate::article::{Article, Collection, Label, Moment, Url};
use crate::locale::Sentence;
use crate::sentence;
use crate::text as clean;

/// Articles of a feed that are read; more would fill the memory before anyone reads them.
const ARTICLES: usize = 100_000;

/// Elements and attributes beside the articles that are kept; a feed has some twenty.
const ABOUT: usize = 1000;

/// Elements that give the date on which something was published, and was last changed.
const PUBLISHED: &[Name] = &[
    (Plain, "pubdate"),
    (Plain, "published"),
    (Plain, "issued"),
    (Dublin, "issued"),
    (Dublin, "created"),
    (Dublin, "date"),
    (Plain, "created"),
];
const UPDATED: &[Name] = &[
    (Plain, "updated"),
    (Plain, "modified"),
    (Dublin, "modified"),
];

/// Reads a feed.
pub(super) fn read(text: &str, hint: &Hint) -> Parsed {
    let mut xml = Xml::new(text, hint.base.as_ref());
    let mut feed = Feed::new(hint, Source::Xml(Lines::new(text)));
    while let Some((element, depth)) = xml.next() {
        if depth == 0 && feed.format.is_none() {
            match format(&element) {
                Some(format) => feed.format = Some(format),
                None => return refused(&element, text),
            }
        }
        if is_item(&element) {
            if feed.articles.len() == ARTICLES {
                feed.complain_of_more();
                break;
            }
            feed.item(&xml.whole(element));
        } else if is_frame(&element) {
            feed.begin(element);
        } else {
            feed.tell(xml.whole(element));
        }
    }
    feed.complain_of(xml.faults());
    feed.finish()
}

/// What a document is by its first element.
fn format(root: &Element<'_>) -> Option<Format> {
    match (root.vocabulary, &*root.name) {
        (Plain, "rss" | "channel" | "item") => Some(Format::Rss),
        (Plain, "feed" | "entry") => Some(Format::Atom),
        (Rdf, "rdf") => Some(Format::Rdf),
        _ => None,
    }
}

fn is_item(element: &Element<'_>) -> bool {
    element.vocabulary == Plain && matches!(&*element.name, "item" | "entry")
}

/// Whether an element holds articles and what is said of all of them.
fn is_frame(element: &Element<'_>) -> bool {
    let is_frame = matches!(&*element.name, "rss" | "feed" | "channel");
    element.vocabulary == Plain && is_frame || element.is(Rdf, "rdf")
}

/// XML that is no feed, or nothing at all.
fn refused(root: &Element<'_>, text: &str) -> Parsed {
    let name = clean::clean(&root.name);
    let what = if name == "opml" {
        sentence!(
            "this is a list of feeds (OPML), not a feed; take it in with “wenlan import”",
            "这是订阅列表（OPML），不是订阅源；请用 wenlan import 导入"
        )
    } else {
        sentence!(
            "this is XML that begins with “{name}”, and no feed: RSS begins with “rss” or “rdf:RDF”, Atom with “feed”",
            "这是以“{name}”开头的 XML，不是订阅源：RSS 以 rss 或 rdf:RDF 开头，Atom 以 feed 开头"
        )
    };
    Parsed::refused(Format::Xml, Lines::new(text).spot(root.at), what)
}

/// Where the elements of a feed were read from.
enum Source<'x> {
    Xml(Lines<'x>),
    /// RSS as JSON, whose items are counted.
    Json,
}

/// A feed in the reading.
struct Feed<'x, 'h> {
    hint: &'h Hint,
    source: Source<'x>,
    format: Option<Format>,
    /// What stands beside the articles, as if it stood in one element.
    about: Element<'x>,
    /// Against what the addresses of articles are resolved.
    base: Base,
    articles: Vec<Article>,
    complaints: Complaints,
}

impl<'x, 'h> Feed<'x, 'h> {
    fn new(hint: &'h Hint, source: Source<'x>) -> Feed<'x, 'h> {
        Feed {
            hint,
            source,
            format: None,
            about: Element::default(),
            base: Base::new(hint.base.as_ref()),
            articles: Vec::new(),
            complaints: Complaints::default(),
        }
    }

    /// Takes over what an element that holds articles says in its tag.
    fn begin(&mut self, frame: Element<'x>) {
        if self.about.attributes.len() < ABOUT {
            self.about.attributes.extend(frame.attributes);
        }
        self.about.base = frame.base.or(self.about.base.take());
    }

    /// Takes over what stands beside the articles.
    fn tell(&mut self, element: Element<'x>) {
        if self.about.children.len() < ABOUT {
            self.about.children.push(element);
        }
    }

    fn home(&self) -> Option<Url> {
        address(&self.about, &self.base)
    }

    fn item(&mut self, item: &Element<'_>) {
        let article = self.article(item);
        self.articles.push(article);
    }

    fn article(&mut self, item: &Element<'_>) -> Article {
        let home = self.home().filter(Url::opens);
        if self.base.address().is_none() {
            self.base = Base::new(home.as_ref());
        }
        let base = item.base.as_deref().unwrap_or(&self.base);
        let url = address(item, base).or_else(|| permanent(item));
        let opens = url.as_ref().filter(|url| url.opens());
        let mut told = body::told(item, base, opens.or(home.as_ref()));
        let mut article = Article {
            id: id(item).or_else(|| url.as_ref().and_then(|url| Label::some(url.as_str()))),
            title: title(item),
            authors: authors(item),
            sources: sources(item),
            language: language(item),
            tags: tags(item),
            image: told.image.take(),
            summary: told.summary.take(),
            url,
            ..Article::default()
        };
        if article.authors.is_empty() {
            let mut sources = item.all(Plain, "source");
            article.authors = sources.next().map(authors).unwrap_or_default();
        }
        article.updated = self.moment(item, UPDATED).or_else(|| {
            let changed = item.attribute("LASTMOD")?;
            super::dates::moment(changed)
        });
        article.published = self.moment(item, PUBLISHED).or(article.updated);
        self.complain_of_item(item, &article, &told);
        self.give_body(&mut article, told, item.at);
        article
    }

    fn moment(&mut self, item: &Element<'_>, names: &'static [Name]) -> Option<Moment> {
        moment(item, names).unwrap_or_else(|unread| {
            let text = super::complaint::shown(&unread.text);
            let what = sentence!(
                "“{text}” is no date that we can read; it was left out",
                "“{text}”不是可识别的日期，未读入"
            );
            self.complain(unread.at, what);
            None
        })
    }

    fn complain_of_item(&mut self, item: &Element<'_>, article: &Article, told: &body::Told<'_>) {
        if article.id.is_none() {
            let what = sentence!(
                "this item has neither an id nor an address",
                "该条目既没有 id，也没有网址"
            );
            self.complain(item.at, what);
        }
        if let Some(unread) = told.unread {
            let kind = super::complaint::shown(unread.attribute("type").unwrap_or("base64"));
            let what = sentence!(
                "a text of the kind “{kind}” cannot be read; it was left out",
                "无法读取“{kind}”类型的内容，未读入"
            );
            self.complain(unread.at, what);
        } else if !told.has_text {
            let what = sentence!(
                "this item has no content; open its address to read it",
                "该条目没有正文，请打开原网址阅读"
            );
            self.complain(item.at, what);
        }
    }

    fn give_body(&mut self, article: &mut Article, told: body::Told<'_>, at: usize) {
        match self.hint.bodies {
            Bodies::Kept => article.received = Some(told.received),
            Bodies::Read => {
                let body = read_body(&told.received);
                for complaint in body.complaints {
                    self.complain(at, complaint.what);
                }
                article.body = body.blocks;
            }
        }
    }

    fn complain(&mut self, at: usize, what: Sentence) {
        let source = &mut self.source;
        self.complaints.add(what, |what| {
            let at = match source {
                Source::Xml(lines) => lines.spot(at),
                Source::Json => Spot::Pointer(format!("/rss/channel/item/{at}")),
            };
            Complaint { at, what }
        });
    }

    fn complain_of_more(&mut self) {
        let most = ARTICLES;
        let what = sentence!(
            "only the first {most} articles of this feed were read",
            "该订阅源只读入了前 {most} 篇文章"
        );
        let at = Spot::Whole;
        self.complaints.add(what, |what| Complaint { at, what });
    }

    fn complain_of(&mut self, faults: Faults) {
        if let Some(at) = faults.stray {
            let what = sentence!(
                "a “<” begins no tag here, and was read as text",
                "此处的“<”不是标签，已按文字读入"
            );
            self.complain(at, what);
        }
        if let Some(at) = faults.unmatched {
            let what = sentence!(
                "this tag does not match those before it; what could be read was read",
                "此处的标签与前文不配对，已尽量读入"
            );
            self.complain(at, what);
        }
        if let Some(at) = faults.crowded {
            let what = sentence!(
                "more than a thousand elements stand in this one; the rest was left out",
                "此处的元素超过一千个，其余未读入"
            );
            self.complain(at, what);
        }
        if let Some(at) = faults.cut {
            let what = sentence!(
                "what begins here never ends: the feed was cut short, and read as far as it goes",
                "此处开始的内容没有结束：订阅源不完整，已尽量读入"
            );
            self.complain(at, what);
        }
    }

    fn finish(self) -> Parsed {
        let Some(format) = self.format else {
            let what = sentence!(
                "no element stands in this XML; there is nothing to read",
                "这份 XML 里没有任何元素，无可读取"
            );
            return Parsed::refused(Format::Xml, Spot::Whole, what);
        };
        let next = links(&self.about, &self.base).find(|link| link.is("next"));
        let mut collection = Collection {
            home: self.home(),
            next: next.map(|link| link.url),
            language: language(&self.about),
            description: description(&self.about),
            ..Collection::default()
        };
        collection.root.title = title(&self.about);
        collection.root.articles = self.articles;
        stand_in(&authors(&self.about), &mut collection.root.articles);
        Parsed {
            collection,
            complaints: self.complaints.finish(),
            ..Parsed::empty(format)
        }
    }
}

/// The authors of a feed stand for those of articles that name none.
fn stand_in(authors: &[Label], articles: &mut [Article]) {
    for article in articles
        .iter_mut()
        .filter(|article| article.authors.is_empty())
    {
        article.authors = authors.to_vec();
    }
}
