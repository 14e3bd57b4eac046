//! What the names of elements and classes say that a part of a page is.
//!
//! No site and no program that makes sites is named here: only the words that
//! people who write templates use for their parts, in English and in pinyin.

use dom_query::Element;

use crate::parse::html::dom::attr;

/// What a part is by its names; of several, the last in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub(super) enum Seems {
    /// Its names say nothing.
    #[default]
    Nothing,
    /// It holds the article.
    Body,
    /// It is the caption of a picture or a table.
    Caption,
    /// It stands around the article if no sentence is in it.
    Doubtful,
    /// It stands around the article.
    Furniture,
    /// Readers wrote it.
    Comments,
    /// It is there to be pressed, filled in or chosen from, or frames another page.
    Control,
}

/// Words for what stands around an article.
const FURNITURE: &[&str] = &[
    "ad",
    "adbox",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adverts",
    "bookmark",
    "bookmarks",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "cookie",
    "cookies",
    "copyright",
    "crumb",
    "crumbs",
    "daohang",
    "disclaimer",
    "fenxiang",
    "fontsize",
    "footer",
    "guanggao",
    "keywords",
    "login",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "overlay",
    "pager",
    "pagination",
    "paywall",
    "popup",
    "promo",
    "promoted",
    "promotion",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "relate",
    "related",
    "rss",
    "share",
    "sharebar",
    "shares",
    "sharing",
    "sidebar",
    "signup",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taglist",
    "teaser",
    "teasers",
    "topbar",
    "toplist",
    "trending",
    "tuijian",
    "xiangguan",
];

/// Words for what stands around an article, or in it.
const DOUBTFUL: &[&str] = &[
    "banner", "bio", "bottom", "carousel", "extra", "foot", "hot", "meta", "more", "popular",
    "position", "print", "rank", "ranking", "rating", "search", "skip", "social", "survey", "tag",
    "tags", "toolbar", "tools", "vote", "widget", "widgets",
];

/// Words for what readers have written.
const COMMENTS: &[&str] = &[
    "comment",
    "commentlist",
    "comments",
    "discussion",
    "guestbook",
    "pinglun",
    "replies",
    "reply",
    "respond",
    "review",
    "reviews",
];

/// Words for articles.
const BODY: &[&str] = &[
    "article", "body", "content", "detail", "entry", "main", "neirong", "news", "post", "story",
    "text", "wenzhang", "zhengwen",
];

/// What the name, the role and the classes of an element say that it is.
pub(super) fn seems(element: &Element) -> Seems {
    let by_name = match &*element.name.local {
        "body" | "html" => return Seems::Nothing,
        "button" | "select" | "textarea" | "input" | "option" => Seems::Control,
        "iframe" if !is_player(element) => Seems::Control,
        "nav" | "aside" | "footer" | "menu" | "dialog" | "form" => Seems::Furniture,
        "figcaption" | "caption" => Seems::Caption,
        "article" | "main" => Seems::Body,
        _ => Seems::Nothing,
    };
    let classes = attr(element, "class")
        .into_iter()
        .flat_map(str::split_ascii_whitespace);
    let by_class = classes.chain(attr(element, "id")).map(called);
    [by_name, by_role(element)]
        .into_iter()
        .chain(by_class)
        .fold(
            Seems::Nothing,
            |one, other| {
                if other > one { other } else { one }
            },
        )
}

fn by_role(element: &Element) -> Seems {
    if attr(element, "itemprop") == Some("articleBody") {
        return Seems::Body;
    }
    match attr(element, "role").unwrap_or_default() {
        "navigation" | "complementary" | "contentinfo" | "banner" | "search" | "dialog"
        | "menu" | "menubar" | "alert" => Seems::Furniture,
        "main" | "article" => Seems::Body,
        _ => Seems::Nothing,
    }
}

/// What a part is that is called by this name of a class.
fn called(name: &str) -> Seems {
    /// A longer name is made of a heading, and says nothing of the part.
    const WORDS: usize = 4;
    let words: Vec<String> = words(name)
        .map(str::to_ascii_lowercase)
        .take(WORDS + 1)
        .collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    match () {
        () if words.len() > WORDS => Seems::Nothing,
        () if has(COMMENTS) => Seems::Comments,
        () if has(FURNITURE) => Seems::Furniture,
        () if has(DOUBTFUL) => Seems::Doubtful,
        () if words.iter().any(|word| word.ends_with("caption")) => Seems::Caption,
        () if has(BODY) => Seems::Body,
        () => Seems::Nothing,
    }
}

/// The words of a name: `relatedPosts` has two, and so has `related-posts`.
pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(|c: char| !c.is_ascii_alphabetic());
    parts.flat_map(humps).filter(|word| !word.is_empty())
}

/// The pieces of a name that begin with a capital letter behind a small one.
fn humps(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let turns =
            |&at: &usize| bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
        let end = (1..bytes.len()).find(turns).unwrap_or(bytes.len());
        let (word, behind) = rest.split_at(end);
        rest = behind;
        (!word.is_empty()).then_some(word)
    })
}

/// Whether a frame plays something: it may fill the screen, or its address says so.
fn is_player(element: &Element) -> bool {
    let plays = |address: &str| {
        let path = address
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        ["embed", "player", "video"]
            .iter()
            .any(|word| path.contains(word))
    };
    let addresses = ["src", "data-src"]
        .into_iter()
        .filter_map(|name| attr(element, name));
    attr(element, "allowfullscreen").is_some() || addresses.into_iter().any(plays)
}
