//! A body before it is read.

use super::Url;

/// A body as it came, so that a better reader can read it again.
///
/// Its texts are not cleaned: they are for the room `parse`, and for storage,
/// never for the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// The body's parts, in reading order.
    pub parts: Vec<Part>,
    /// Against which relative addresses in them are resolved.
    pub base: Option<Url>,
}

/// A part of a [`Received`] body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How it is written.
    pub markup: Markup,
    /// What came.
    pub text: String,
}

/// How a text is written that a body is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Markup {
    /// The body alone, as text.
    Text,
    /// Text of which each line is one paragraph.
    Plain,
    /// A saved page, as text, with its furniture.
    SavedText,
    /// The body alone, in Markdown.
    Markdown,
    /// A Markdown document, with its title and front matter.
    MarkdownDocument,
    /// The body alone, in HTML.
    Html,
    /// A whole HTML document, of which all is read.
    HtmlDocument,
    /// A whole HTML page, in which the article is still to be found.
    Page,
    /// The blocks of Wenlan article JSON.
    Blocks,
}

impl Markup {
    /// Every way to write a body, with the name that is stored of it for good.
    const NAMES: [(Markup, &'static str); 9] = [
        (Markup::Text, "text"),
        (Markup::Plain, "plain"),
        (Markup::SavedText, "saved-text"),
        (Markup::Markdown, "markdown"),
        (Markup::MarkdownDocument, "markdown-document"),
        (Markup::Html, "html"),
        (Markup::HtmlDocument, "html-document"),
        (Markup::Page, "page"),
        (Markup::Blocks, "blocks"),
    ];

    /// Its name, which never changes.
    pub fn name(self) -> &'static str {
        let named = Markup::NAMES.iter().find(|(markup, _)| *markup == self);
        named.map_or("text", |(_, name)| name)
    }

    /// The markup of this name.
    pub fn named(name: &str) -> Option<Markup> {
        let known = Markup::NAMES.iter().find(|(_, known)| *known == name);
        known.map(|(markup, _)| *markup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_markup_has_a_name_of_its_own() {
        for (markup, name) in Markup::NAMES {
            assert_eq!((markup.name(), Markup::named(name)), (name, Some(markup)));
        }
        assert_eq!(Markup::named("docx"), None);
    }
}
