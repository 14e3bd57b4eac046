//! What the head of a page says of its article: `<title>`, `<meta>`, `<link>`.

use dom_query::{Element, NodeRef};

use crate::article::{Article, Label, RichText, Url};
use crate::parse::address::Base;
use crate::parse::html::dom::{Step, attr, text_of, within};
use crate::parse::{dates, plain::names};

/// Scalars of a list of authors; the slogan of a site, which some pages have there, is longer.
const AUTHORS: usize = 30;

/// Names and subjects that are kept; a page with more lists those of others.
const MANY: usize = 20;

/// What the head of a page says.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Names, in lower case, and contents of `<meta>`, in order.
    metas: Vec<(String, String)>,
    /// What stands in `<title>`.
    pub(super) title: Option<Label>,
    canonical: Option<String>,
    /// Where the page says that it goes on.
    pub(super) next: Option<String>,
    language: Option<Label>,
}

impl Head {
    /// Reads the head, and what stands in the body but belongs there.
    pub(super) fn of(root: NodeRef<'_>) -> Head {
        let mut head = Head::default();
        for step in within(root) {
            let Step::Into(node) = step else { continue };
            let Some(element) = node.element_ref() else {
                continue;
            };
            match &*element.name.local {
                "html" => head.language = attr(&element, "lang").and_then(language),
                "title" if head.title.is_none() => head.title = Label::some(&text_of(node)),
                "link" => head.link(&element),
                "meta" => head.meta(&element),
                _ => {}
            }
        }
        head
    }

    fn link(&mut self, element: &Element) {
        let href = || attr(element, "href").map(str::to_owned);
        match attr(element, "rel").unwrap_or_default() {
            "canonical" => self.canonical = href(),
            "next" => self.next = self.next.take().or_else(href),
            _ => {}
        }
    }

    fn meta(&mut self, element: &Element) {
        let names = ["property", "name", "itemprop", "http-equiv"];
        let names = names.iter().find_map(|name| attr(element, name));
        if let (Some(names), Some(content)) = (names, attr(element, "content")) {
            for name in names.split_ascii_whitespace() {
                self.metas.push((meta_name(name), content.to_owned()));
            }
        }
    }

    /// Every content under one of these names that says something, by the order of the names.
    fn all(&self, names: &'static [&str]) -> impl Iterator<Item = &str> {
        let under = |name: &'static &str| self.metas.iter().filter(move |meta| meta.0 == *name);
        let contents = names.iter().flat_map(under).map(|meta| meta.1.as_str());
        contents.filter(|content| !content.trim().is_empty())
    }

    /// The name of the site.
    pub(super) fn site(&self) -> Option<Label> {
        let names = &[
            "og:site_name",
            "application-name",
            "twitter:site",
            "publisher",
        ];
        self.all(names).find_map(Label::some)
    }

    /// The title for which the page asks.
    pub(super) fn named_title(&self) -> Option<Label> {
        let names = &[
            "og:title",
            "articletitle",
            "twitter:title",
            "parsely-title",
            "dc.title",
            "headline",
        ];
        self.all(names).find_map(Label::some)
    }

    /// Whether the page says that it is an article.
    pub(super) fn is_article(&self) -> bool {
        self.all(&["og:type"])
            .any(|kind| kind.eq_ignore_ascii_case("article"))
            || self.all(PUBLISHED).next().is_some()
    }

    /// An article with all but its title and body.
    pub(super) fn article(&self, base: &Base) -> Article {
        let first = |names| self.all(names).next();
        let label = |names| first(names).and_then(Label::some);
        let address = |raw: &str| base.openable(raw).filter(Url::opens);
        Article {
            url: (self.canonical.as_deref().and_then(address))
                .or_else(|| first(&["og:url"]).and_then(address)),
            authors: self.authors(),
            sources: label(&["contentsource"]).into_iter().collect(),
            published: self.all(PUBLISHED).find_map(dates::moment),
            updated: self.all(UPDATED).find_map(dates::moment),
            language: (self.language.clone()).or_else(|| {
                self.all(&["content-language", "og:locale"])
                    .find_map(language)
            }),
            summary: first(&["og:description", "description", "twitter:description"])
                .map(|text| RichText::plain(&Label::new(text)))
                .filter(|text| !text.is_empty()),
            tags: self.tags(),
            image: first(&["og:image", "twitter:image"]).and_then(address),
            breadcrumb: label(&["article:section", "columnname"])
                .into_iter()
                .collect(),
            ..Article::default()
        }
    }

    fn authors(&self) -> Vec<Label> {
        let tags = &[
            "dc.creator",
            "author",
            "article:author",
            "byl",
            "parsely-author",
        ];
        let listed = self
            .all(tags)
            .filter(|author| !author.contains("://") && !author.contains('@'))
            .filter(|author| author.chars().count() <= AUTHORS || !author.contains('_'))
            .flat_map(names);
        distinct(listed.filter(|name| name.contains(char::is_alphabetic)))
    }

    fn tags(&self) -> Vec<Label> {
        let lists = self.all(&["article:tag", "keywords"]);
        let tags = lists.flat_map(|list| list.split([',', '，', ';', '；', '、']));
        distinct(tags.filter_map(Label::some))
    }
}

/// A name in lower case, and by its first spelling where there are several.
fn meta_name(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let of_dublin_core = ["dc:", "dcterms.", "dcterms:", "dcterm.", "dcterm:"];
    match of_dublin_core
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
    {
        Some(rest) => format!("dc.{rest}"),
        None => name,
    }
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "weibo:article:create_at",
    "dc.date.issued",
    "dc.created",
    "dc.date",
    "parsely-pub-date",
    "og:release_date",
    "date",
];

const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "weibo:article:update_at",
    "lastmod",
];

/// The first of some labels, each once.
pub(super) fn distinct(labels: impl Iterator<Item = Label>) -> Vec<Label> {
    let mut kept = Vec::new();
    for label in labels {
        if kept.len() < MANY && !kept.contains(&label) {
            kept.push(label);
        }
    }
    kept
}

/// A tag of a language as BCP 47 has it; nothing for what pages write there by mistake.
pub(super) fn language(tag: &str) -> Option<Label> {
    let tag = tag.trim().replace('_', "-");
    let (language, parts) = tag.split_once('-').unwrap_or((&tag, "zz"));
    let is_language =
        (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic());
    let is_part = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    (is_language && parts.split('-').all(is_part)).then(|| Label::new(&tag))
}
