//! Whose words the names of elements are.

/// A vocabulary that feeds are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Vocabulary {
    /// RSS of any version, Atom, and what has no namespace.
    Feed,
    /// Dublin Core, elements and terms.
    Dublin,
    /// The content module of RSS 1.0 (`content:encoded`).
    Content,
    /// Media RSS.
    Media,
    /// Podcasts, as Apple and Google describe them.
    Podcast,
    /// RDF itself.
    Rdf,
    /// XHTML.
    Xhtml,
    /// Addresses before a service redirected them.
    Feedburner,
    /// One that tells us nothing.
    Other,
}

use Vocabulary::{Content, Dublin, Feed, Feedburner, Media, Other, Podcast, Rdf, Xhtml};

/// Namespaces, without scheme, `www.`, capitals and what ends them.
const NAMESPACES: &[(&str, Vocabulary)] = &[
    ("w3.org/2005/atom", Feed),
    ("purl.org/atom/ns", Feed),
    ("purl.org/rss/1.0", Feed),
    ("purl.org/net/rss1.1", Feed),
    ("my.netscape.com/rdf/simple/0.9", Feed),
    ("channel.netscape.com/rdf/simple/0.9", Feed),
    ("backend.userland.com/rss", Feed),
    ("backend.userland.com/rss2", Feed),
    ("blogs.law.harvard.edu/tech/rss", Feed),
    ("purl.org/dc/elements/1.1", Dublin),
    ("purl.org/dc/elements/1.0", Dublin),
    ("purl.org/dc/terms", Dublin),
    ("purl.org/rss/1.0/modules/content", Content),
    ("search.yahoo.com/mrss", Media),
    ("video.search.yahoo.com/mrss", Media),
    ("tools.search.yahoo.com/mrss", Media),
    ("itunes.com/dtds/podcast-1.0.dtd", Podcast),
    ("google.com/schemas/play-podcasts/1.0", Podcast),
    ("w3.org/1999/02/22-rdf-syntax-ns", Rdf),
    ("w3.org/1999/xhtml", Xhtml),
    ("rssnamespace.org/feedburner/ext/1.0", Feedburner),
];

/// Prefixes that mean what they always mean, also where nobody declared them.
const PREFIXES: &[(&str, Vocabulary)] = &[
    ("", Feed),
    ("atom", Feed),
    ("a10", Feed),
    ("rss", Feed),
    ("dc", Dublin),
    ("dcterms", Dublin),
    ("content", Content),
    ("media", Media),
    ("itunes", Podcast),
    ("googleplay", Podcast),
    ("rdf", Rdf),
    ("xhtml", Xhtml),
    ("feedburner", Feedburner),
];

impl Vocabulary {
    /// The vocabulary of a namespace that is bound to `prefix`; of one that we do not know, what the prefix means.
    pub(super) fn of_namespace(namespace: &str, prefix: &str) -> Vocabulary {
        let namespace = namespace.trim().to_ascii_lowercase();
        let namespace = namespace
            .split_once("://")
            .map_or(&*namespace, |(_, rest)| rest);
        let namespace = namespace.trim_start_matches("www.");
        let namespace = namespace.trim_end_matches(['/', '#']);
        find(NAMESPACES, namespace).unwrap_or_else(|| Vocabulary::of_prefix(prefix))
    }

    /// The vocabulary that a prefix stands for when it is not declared.
    pub(in crate::parse) fn of_prefix(prefix: &str) -> Vocabulary {
        find(PREFIXES, &prefix.to_ascii_lowercase()).unwrap_or(Other)
    }
}

fn find(table: &[(&str, Vocabulary)], name: &str) -> Option<Vocabulary> {
    let found = table.iter().find(|(known, _)| *known == name);
    found.map(|(_, vocabulary)| *vocabulary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_is_known_in_all_its_spellings() {
        let cases = [
            ("http://www.w3.org/2005/Atom", "x", Feed),
            ("https://www.w3.org/2005/Atom/", "x", Feed),
            ("HTTP://PURL.ORG/DC/ELEMENTS/1.1/", "x", Dublin),
            ("http://search.yahoo.com/mrss", "m", Media),
            ("urn:nobody", "", Feed),
            ("urn:nobody", "dc", Dublin),
            ("urn:nobody", "x", Other),
        ];
        for (namespace, prefix, wanted) in cases {
            assert_eq!(Vocabulary::of_namespace(namespace, prefix), wanted);
        }
        assert_eq!(Vocabulary::of_prefix("Media"), Media);
    }
}
