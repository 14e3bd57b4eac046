//! A whole page: what its head says of the article, and where in its body the article is.

use dom_query::{Document, NodeRef};

use super::dom::{Step, attr, children, own_text, text_of, texts, within};
use super::guard::Kind;
use super::inline::is_anchor;
use super::losses::{Loss, Losses};
use super::notes::Notes;
use super::walk::Walk;
use super::{base_of, says_nothing, tree};
use crate::article::{Article, Block, Label, RichText, Url};
use crate::parse::{Complaint, address::Base, dates, flow::Flow, plain::names};

/// Articles of a page that are weighed against each other; a page with more is a list.
const ARTICLES: usize = 20;

/// The article of a whole HTML document that was found at `base`.
///
/// Its body is what stands in `<article>`, `<main>` or `<body>`, without
/// navigation, sidebars and forms.
pub(crate) fn page(html: &str, base: Option<&Url>) -> (Article, Vec<Complaint>) {
    let mut losses = Losses::default();
    let document = match tree(html, Kind::Page, &mut losses) {
        Ok(document) => document,
        Err(flat) => {
            let article = Article {
                url: base.filter(|url| url.opens()).cloned(),
                body: flat,
                ..Article::default()
            };
            return (article, losses.complaints());
        }
    };
    let head = Head::of(document.root());
    let notes = Notes::of(document.root());
    let mut walk = Walk::new(base_of(&document, base), notes, losses);
    walk.article_only = true;
    let mut article = head.article(&walk.base, base);
    let body = document.body().unwrap_or_else(|| document.root());
    let main = main_part(&document, body);
    article.title = title(&mut walk, &head, main);
    article.body = walked(&mut walk, main, body);
    (article, walk.losses.complaints())
}

/// The blocks of the part that holds the article, or of the whole body where that part is empty.
fn walked(walk: &mut Walk, main: NodeRef<'_>, body: NodeRef<'_>) -> Vec<Block> {
    let mut flow = Flow::default();
    if main.id != body.id {
        walk.framed(main, &mut flow);
        let blocks = flow.finish();
        if !says_nothing(&blocks) {
            if size(main) < size(body) {
                walk.losses.count(Loss::Furniture);
            }
            return blocks;
        }
        flow = Flow::default();
    }
    walk.children(body, &mut flow);
    flow.finish()
}

/// The `<article>` with most of the text of all articles, else `<main>`, else the body.
fn main_part<'a>(document: &'a Document, body: NodeRef<'a>) -> NodeRef<'a> {
    let mut articles = Vec::new();
    let mut main = None;
    let mut inside = None;
    for step in within(document.root()) {
        match step {
            Step::Into(node) if inside.is_none() && is_article(node) => {
                articles.push(node);
                inside = Some(node.id);
            }
            Step::Into(node) if main.is_none() && is_main(node) => main = Some(node),
            Step::OutOf(node) if inside == Some(node.id) => inside = None,
            _ => {}
        }
    }
    let sizes: Vec<usize> = articles
        .iter()
        .take(ARTICLES)
        .map(|&node| size(node))
        .collect();
    let whole: usize = sizes.iter().sum();
    let largest = articles.iter().zip(sizes).max_by_key(|(_, size)| *size);
    let largest = largest.filter(|(_, size)| *size > 0 && size * 2 > whole);
    largest.map(|(node, _)| *node).or(main).unwrap_or(body)
}

/// The bytes of text in a node, without the blanks around its parts.
fn size(node: NodeRef<'_>) -> usize {
    texts(node).map(|text| text.trim().len()).sum()
}

fn is_article(node: NodeRef<'_>) -> bool {
    node.element_ref().is_some_and(|element| {
        &*element.name.local == "article" || attr(&element, "itemprop") == Some("articleBody")
    })
}

fn is_main(node: NodeRef<'_>) -> bool {
    node.element_ref().is_some_and(|element| {
        &*element.name.local == "main" || attr(&element, "role") == Some("main")
    })
}

/// The title: the one `<h1>` of the article, else what the head says, else the
/// first `<h1>`. A heading that says the same leaves the body.
fn title(walk: &mut Walk, head: &Head, main: NodeRef<'_>) -> Label {
    let headings: Vec<(NodeRef<'_>, Label)> = within(main)
        .filter_map(|step| match step {
            Step::Into(node) => Some((node, heading(node)?)),
            Step::OutOf(_) => None,
        })
        .collect();
    let first = |title: &Label| headings.iter().find(|(_, text)| text == title);
    let mut h1 = headings.iter().filter(|(node, _)| node.has_name("h1"));
    let named = head.named_title();
    let title = match (h1.next(), h1.next()) {
        (Some((_, only)), None) => only.clone(),
        (Some((_, one)), Some(_)) => named.unwrap_or_else(|| one.clone()),
        (None, _) => named.or_else(|| head.h1.clone()).unwrap_or_default(),
    };
    walk.title = first(&title).map(|(node, _)| node.id);
    title
}

fn heading(node: NodeRef<'_>) -> Option<Label> {
    let element = node.element_ref()?;
    let is_heading = matches!(&*element.name.local, "h1" | "h2");
    is_heading.then(|| heading_text(node)).flatten()
}

/// The text of a heading, without the sign of its anchor.
fn heading_text(node: NodeRef<'_>) -> Option<Label> {
    let mut text = String::new();
    for child in children(node) {
        let element = child.element_ref();
        let is_anchor = element.is_some_and(|element| is_anchor(child, &element));
        match own_text(child) {
            Some(own) => text.push_str(&own),
            None if is_anchor => {}
            None => text.push_str(&text_of(child)),
        }
    }
    Label::some(&text)
}

/// What the head of a page says of its article.
#[derive(Debug, Default)]
struct Head {
    /// Names, in lower case, and contents of `<meta>`, in order.
    metas: Vec<(String, String)>,
    title: Option<Label>,
    h1: Option<Label>,
    canonical: Option<String>,
    language: Option<Label>,
}

impl Head {
    fn of(root: NodeRef<'_>) -> Head {
        let mut head = Head::default();
        for step in within(root) {
            let Step::Into(node) = step else { continue };
            let Some(element) = node.element_ref() else {
                continue;
            };
            let text = || Label::some(&text_of(node));
            match &*element.name.local {
                "html" => head.language = attr(&element, "lang").and_then(language),
                "title" if head.title.is_none() => head.title = text(),
                "h1" if head.h1.is_none() => head.h1 = heading_text(node),
                "link" if attr(&element, "rel") == Some("canonical") => {
                    head.canonical = attr(&element, "href").map(str::to_owned);
                }
                "meta" => {
                    let names = ["property", "name", "itemprop", "http-equiv"];
                    let name = names.iter().find_map(|name| attr(&element, name));
                    if let (Some(name), Some(content)) = (name, attr(&element, "content")) {
                        let name = name.trim().to_ascii_lowercase();
                        head.metas.push((name, content.to_owned()));
                    }
                }
                _ => {}
            }
        }
        head
    }

    /// Every content under one of these names that says something, by the order of the names.
    fn all(&self, names: &'static [&str]) -> impl Iterator<Item = &str> {
        let under = |name: &'static &str| self.metas.iter().filter(move |meta| meta.0 == *name);
        let contents = names.iter().flat_map(under).map(|meta| meta.1.as_str());
        contents.filter(|content| !content.trim().is_empty())
    }

    /// The title for which the page asks, without the name of its site.
    fn named_title(&self) -> Option<Label> {
        let named = self
            .all(&["og:title", "articletitle", "twitter:title"])
            .next();
        let title = named.and_then(Label::some).or_else(|| self.title.clone())?;
        let site = self.all(&["og:site_name"]).next().map(Label::new);
        let without = site.and_then(|site| {
            let rest = title.strip_suffix(site.as_str())?.trim_end();
            let bare = rest.trim_end_matches(['-', '|', '–', '—', '_', '·', '»', '-']);
            (bare.len() < rest.len())
                .then(|| Label::some(bare))
                .flatten()
        });
        Some(without.unwrap_or(title))
    }

    /// An article with all but its title and body.
    fn article(&self, base: &Base, found_at: Option<&Url>) -> Article {
        let first = |names| self.all(names).next();
        let label = |names| first(names).and_then(Label::some);
        let address = |raw: &str| base.openable(raw).filter(Url::opens);
        Article {
            url: (self.canonical.as_deref().and_then(address))
                .or_else(|| first(&["og:url"]).and_then(address))
                .or_else(|| found_at.filter(|url| url.opens()).cloned()),
            authors: self.authors(),
            sources: label(&["contentsource"]).into_iter().collect(),
            published: self.moment(&[
                "article:published_time",
                "og:article:published_time",
                "datepublished",
                "pubdate",
                "publishdate",
                "weibo:article:create_at",
                "dc.date.issued",
                "dc.date",
                "parsely-pub-date",
                "og:release_date",
                "date",
            ]),
            updated: self.moment(&[
                "article:modified_time",
                "og:updated_time",
                "datemodified",
                "weibo:article:update_at",
                "lastmod",
            ]),
            language: (self.language.clone()).or_else(|| {
                self.all(&["content-language", "og:locale"])
                    .find_map(language)
            }),
            summary: first(&["og:description", "description", "twitter:description"])
                .map(|text| RichText::plain(&Label::new(text)))
                .filter(|text| !text.is_empty()),
            tags: self.tags(),
            image: first(&["og:image", "twitter:image"]).and_then(address),
            ..Article::default()
        }
    }

    fn moment(&self, names: &'static [&str]) -> Option<crate::article::Moment> {
        self.all(names).find_map(dates::moment)
    }

    fn authors(&self) -> Vec<Label> {
        let mut authors = Vec::new();
        let tags = &[
            "author",
            "article:author",
            "byl",
            "dc.creator",
            "parsely-author",
        ];
        let is_name = |name: &Label| name.contains(char::is_alphabetic);
        for author in self.all(tags).filter(|author| !author.contains("://")) {
            for name in names(author).into_iter().filter(is_name) {
                if !authors.contains(&name) && authors.len() < ARTICLES {
                    authors.push(name);
                }
            }
        }
        authors
    }

    fn tags(&self) -> Vec<Label> {
        let mut tags = Vec::new();
        for tag in self.all(&["article:tag", "keywords"]) {
            for tag in tag
                .split([',', '，', ';', '；', '、'])
                .filter_map(Label::some)
            {
                if !tags.contains(&tag) && tags.len() < ARTICLES {
                    tags.push(tag);
                }
            }
        }
        tags
    }
}

/// A tag of a language as BCP 47 has it; nothing for what pages write there by mistake.
fn language(tag: &str) -> Option<Label> {
    let tag = tag.trim().replace('_', "-");
    let (language, parts) = tag.split_once('-').unwrap_or((&tag, "zz"));
    let is_language =
        (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic());
    let is_part = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    (is_language && parts.split('-').all(is_part)).then(|| Label::new(&tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::shown::shown;

    fn read(html: &str) -> (Article, Vec<String>) {
        let base = Url::new("https://e.x/news/1.html");
        let (article, complaints) = page(html, base.as_ref());
        (article, complaints.into_iter().map(|c| c.what.en).collect())
    }

    #[test]
    fn the_head_tells_of_the_article() {
        let (article, complaints) = read(
            "<!DOCTYPE html><html lang=zh-CN><head><title>题目 - 某报</title>
            <meta property='og:site_name' content='某报'><meta name=Author content='林一、周二'>
            <meta name=PubDate content='2021-03-05 08:00'><meta name=ContentSource content='某某社'>
            <meta name=description content='一句话。'><meta name=keywords content='甲,乙,甲'>
            <meta property='og:image' content='/a.jpg'><link rel=canonical href='/news/1'></head>
            <body><p>文</body></html>",
        );
        assert_eq!(article.title.as_str(), "题目");
        assert_eq!(
            article.url.as_ref().map(Url::as_str),
            Some("https://e.x/news/1")
        );
        assert_eq!(
            article.image.as_ref().map(Url::as_str),
            Some("https://e.x/a.jpg")
        );
        assert_eq!(
            (
                article.authors.len(),
                article.sources.len(),
                article.tags.len()
            ),
            (2, 1, 2)
        );
        assert_eq!(
            article.published.map(|p| p.to_string()).as_deref(),
            Some("2021-03-05T08:00:00")
        );
        assert_eq!(article.language.as_deref(), Some("zh-CN"));
        assert_eq!(
            article.summary.as_ref().map(RichText::text),
            Some("一句话。")
        );
        assert_eq!(
            (shown(&article.body), complaints.len()),
            (vec!["文".to_owned()], 0)
        );
    }

    #[test]
    fn the_body_is_the_article_without_what_stands_around_it() {
        let (article, complaints) = read(
            "<body><nav>导航</nav><header>报头</header><main><article><header><h1>题</h1><p>导语</header>
            <p>文<aside>旁</aside><form>订阅</form><footer>页脚</footer></article></main><script>x</script></body>",
        );
        assert_eq!(article.title.as_str(), "题");
        assert_eq!(shown(&article.body), ["导语", "文", "页脚"]);
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].contains("navigation") && complaints[0].ends_with("(3)"));
    }

    #[test]
    fn without_an_article_the_body_is_read() {
        let (article, complaints) = read(
            "<body><header>报头</header><h1>题</h1><div><p>文</div><article></article><footer>页脚</footer>",
        );
        assert_eq!(
            (article.title.as_str(), shown(&article.body)),
            ("题", vec!["文".to_owned()])
        );
        assert_eq!(complaints.len(), 1);
        let wrapped = format!("<form><p>{}</form>", "长文。".repeat(400));
        assert_eq!(read(&wrapped).0.body.len(), 1);
    }

    #[test]
    fn the_title_is_said_once() {
        let (article, _) =
            read("<meta property='og:title' content='题'><h2>题</h2><h1>甲</h1><h1>乙</h1><p>文");
        assert_eq!((article.title.as_str(), article.body.len()), ("题", 3));
        let (article, _) = read("<h1><a class=anchor href='#x'>#</a> 题 <b>目</b></h1><p>文");
        assert_eq!((article.title.as_str(), article.body.len()), ("题 目", 1));
        let (article, complaints) = read("<article><h1>题</h1><p>文</article>");
        assert_eq!((article.body.len(), complaints.len()), (1, 0));
        let (article, _) = read("<title>题</title><p>文");
        assert_eq!((article.title.as_str(), article.body.len()), ("题", 1));
    }

    #[test]
    fn mistakes_in_the_head_are_not_taken_over() {
        let (article, _) = read(
            "<html lang='utf-8'><meta name=author content='1024'><meta name=author content='https://e.x/a'>
            <meta name=date content='昨天'><meta property='og:image' content='data:image/gif;base64,R0'>",
        );
        assert_eq!(
            (article.language, article.published, article.image),
            (None, None, None)
        );
        assert!(article.authors.is_empty());
        assert_eq!(page("", None), (Article::default(), Vec::new()));
    }
}
