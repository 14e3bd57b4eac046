//! What an article or a feed says of itself, in whichever vocabulary.

use super::text::line;
use crate::article::{Label, Moment, Url};
use crate::parse::address::Base;
use crate::parse::dates;
use crate::parse::xml::Vocabulary::{Dublin, Feed, Feedburner, Media, Podcast, Rdf};
use crate::parse::xml::{Element, Name};

/// The title.
pub(super) fn title(element: &Element<'_>) -> Label {
    let mut titles = element.each(&[
        (Feed, "title"),
        (Dublin, "title"),
        (Media, "title"),
        (Podcast, "title"),
    ]);
    titles.find_map(line).unwrap_or_default()
}

/// A link of Atom, which RSS borrows.
pub(super) struct Link<'e> {
    pub(super) url: Url,
    pub(super) relation: &'e str,
    pub(super) element: &'e Element<'e>,
}

impl Link<'_> {
    pub(super) fn is(&self, relation: &str) -> bool {
        self.relation.eq_ignore_ascii_case(relation)
    }

    /// Whether a page for people is there.
    fn is_page(&self) -> bool {
        let kind = self.element.attribute("type");
        kind.is_none_or(|kind| kind.contains("html"))
    }
}

/// The links of Atom in an element.
pub(super) fn links<'e>(
    element: &'e Element<'e>,
    base: &'e Base,
) -> impl Iterator<Item = Link<'e>> {
    element.all(Feed, "link").filter_map(move |link| {
        let href = link.attribute("href")?;
        let url = link.base.as_deref().unwrap_or(base).resolve(href)?;
        let relation = link.attribute("rel").unwrap_or("alternate");
        // The registered relations have long names as well.
        let relation = relation.rsplit('/').next().unwrap_or(relation);
        Some(Link {
            url,
            relation,
            element: link,
        })
    })
}

/// Where people read it.
pub(super) fn address(element: &Element<'_>, base: &Base) -> Option<Url> {
    let resolved = |of: &Element<'_>, raw: &str| of.base.as_deref().unwrap_or(base).openable(raw);
    let named = |link: &Element<'_>| resolved(link, link.words()?);
    let is_plain = |link: &&Element<'_>| {
        let is_page = link.attribute("rel").is_none_or(|rel| rel == "alternate");
        is_page && !link.is_markup
    };
    let alternate = |page: bool| {
        let mut links = links(element, base);
        links.find(|link| link.is("alternate") && link.is_page() == page)
    };
    let original = element.all(Feedburner, "origlink").find_map(named);
    original
        .or_else(|| element.all(Feed, "link").filter(is_plain).find_map(named))
        .or_else(|| Some(alternate(true).or_else(|| alternate(false))?.url))
        .or_else(|| resolved(element, element.attribute("href")?))
}

/// The identifier, where it is an address that lasts.
pub(super) fn permanent(element: &Element<'_>) -> Option<Url> {
    let is_web = |url: &Url| url.as_str().starts_with("http") && url.opens();
    let lasts = |guid: &&Element<'_>| {
        let says = guid.attribute("isPermaLink");
        says.is_none_or(|says| !says.eq_ignore_ascii_case("false"))
    };
    let named = element.each(&[(Feed, "guid"), (Feed, "id")]);
    let ids = named.filter(lasts).filter_map(Element::words);
    let mut ids = ids.chain(element.attribute("rdf:about"));
    ids.find_map(|id| Url::new(id).filter(is_web))
}

/// What its source calls it by.
pub(super) fn id(element: &Element<'_>) -> Option<Label> {
    let named = element.each(&[(Feed, "guid"), (Feed, "id"), (Dublin, "identifier")]);
    let mut ids = named
        .filter_map(Element::words)
        .chain(element.attribute("rdf:about"));
    ids.find_map(Label::some)
}

/// Who wrote it.
pub(super) fn authors(element: &Element<'_>) -> Vec<Label> {
    let names = [
        (Feed, "author"),
        (Dublin, "creator"),
        (Dublin, "author"),
        (Podcast, "author"),
        (Feed, "managingeditor"),
    ];
    let mut authors = Vec::new();
    for (vocabulary, name) in names {
        let elements = element.all(vocabulary, name);
        for author in elements.filter_map(author) {
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
        // Whoever names them in several vocabularies names the same people.
        if !authors.is_empty() {
            break;
        }
    }
    authors
}

/// The name in an element about a person.
fn author(element: &Element<'_>) -> Option<Label> {
    let part = |name: &'static str| {
        let mut parts = element.children.iter().filter(|child| child.name == name);
        parts.find_map(line)
    };
    part("name")
        .or_else(|| part("email"))
        .or_else(|| line(element).map(|line| without_mail(&line)))
        .or_else(|| part("uri"))
}

/// `Jane Roe` of `jane@example.org (Jane Roe)` and `Jane Roe <jane@example.org>`.
fn without_mail(author: &str) -> Label {
    let in_brackets = author
        .split_once(" (")
        .filter(|(mail, _)| mail.contains('@') && !mail.contains(' '))
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    let before_mail = author
        .split_once('<')
        .filter(|(_, mail)| mail.contains('@') && mail.ends_with('>'))
        .map(|(name, _)| name);
    let name = in_brackets.or(before_mail).and_then(Label::some);
    name.unwrap_or_else(|| Label::new(author))
}

/// The institution it comes from (来源): the feed that it was taken over from.
pub(super) fn sources(element: &Element<'_>) -> Vec<Label> {
    let named = |source: &Element<'_>| Some(title(source)).filter(|title| !title.is_empty());
    let sources = element.all(Feed, "source");
    sources
        .filter_map(|source| named(source).or_else(|| line(source)))
        .collect()
}

/// The date that the first of some elements gives, or one that could not be read.
pub(super) fn moment<'e>(
    element: &'e Element<'e>,
    names: &'static [Name],
) -> Result<Option<Moment>, &'e Element<'e>> {
    let mut unread = None;
    for date in element.each(names) {
        match date.words().map(dates::moment) {
            Some(Some(moment)) => return Ok(Some(moment)),
            Some(None) => unread = unread.or(Some(date)),
            None => {}
        }
    }
    unread.map_or(Ok(None), Err)
}

/// What it is about.
pub(super) fn tags(element: &Element<'_>) -> Vec<Label> {
    let mut tags: Vec<Label> = Vec::new();
    let mut add = |tag: Option<Label>| {
        tags.extend(tag.filter(|tag| !tags.contains(tag)));
    };
    for child in &element.children {
        match (child.vocabulary, &*child.name) {
            (Feed | Media, "category") | (Dublin, "subject") => {
                let attribute = || child.attribute("label").or_else(|| child.attribute("term"));
                add(line(child).or_else(|| Label::some(attribute()?)));
            }
            (Podcast, "category") => add(child.attribute("text").and_then(Label::some)),
            (Podcast | Media, "keywords") => {
                let keywords = child.words().unwrap_or_default();
                keywords
                    .split([',', '，'])
                    .for_each(|tag| add(Label::some(tag)));
            }
            _ => {}
        }
    }
    tags
}

/// Its language.
pub(super) fn language(element: &Element<'_>) -> Option<Label> {
    let named = element.each(&[(Feed, "language"), (Dublin, "language")]);
    let mut said = named
        .filter_map(Element::words)
        .chain(element.attribute("xml:lang"));
    said.find_map(Label::some)
}

/// What a feed is about.
pub(super) fn description(element: &Element<'_>) -> Option<Label> {
    let mut said = element.each(&[
        (Feed, "description"),
        (Feed, "subtitle"),
        (Feed, "tagline"),
        (Feed, "abstract"),
        (Dublin, "description"),
        (Podcast, "summary"),
    ]);
    said.find_map(line)
}

/// The picture that an element names: `<itunes:image href>`, `<image><url>`, `<image>address</image>`.
pub(super) fn picture(element: &Element<'_>, base: &Base) -> Option<Url> {
    let resource = element.attribute("rdf:resource");
    let part = || {
        let mut urls = element.all(Feed, "url");
        urls.find_map(Element::words)
    };
    let raw = element
        .attribute("href")
        .or_else(|| element.attribute("url"))
        .or_else(part)
        .or_else(|| element.words())
        .or(resource)?;
    let base = element.base.as_deref().unwrap_or(base);
    let url = base.openable(raw)?;
    (url.opens() || element.vocabulary != Rdf).then_some(url)
}
