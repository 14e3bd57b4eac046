//! Where articles come from, time and again.

use super::{Retention, SectionId};
use crate::article::{Label, Url};
use crate::locale::Sentence;

/// A source that a person has subscribed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Where it is fetched.
    pub address: String,
    /// What it calls itself.
    pub title: Label,
    /// What the person calls it.
    pub name: Option<Label>,
    /// The page that people visit for it.
    pub home: Option<Url>,
    /// The folder that it stands in.
    pub folder: Option<SectionId>,
    /// The mapping by which its JSON is read.
    pub mapping: Option<String>,
    /// How it is asked: headers, names of secrets. The library keeps these words without reading them.
    pub request: Option<String>,
    /// The page of an article is fetched when the source gives only a summary.
    pub full_text: bool,
    /// Whether its pictures are fetched; nothing leaves it to the settings.
    pub images: Option<Images>,
    /// How much of it is kept; terms that are missing are those of the settings.
    pub retention: Retention,
    /// Why it is not fetched any more: it is gone for good, or has said that it ends.
    pub stopped: Option<Sentence>,
}

/// When the pictures of articles are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Images {
    /// Never.
    Never,
    /// When the article is opened.
    OnOpen,
    /// When the article arrives.
    Ahead,
}

impl Images {
    /// All of them.
    pub const ALL: [Images; 3] = [Images::Never, Images::OnOpen, Images::Ahead];

    /// Its name, which never changes.
    pub fn name(self) -> &'static str {
        match self {
            Images::Never => "never",
            Images::OnOpen => "on-open",
            Images::Ahead => "ahead",
        }
    }

    /// The wish of this name.
    pub fn named(name: &str) -> Option<Images> {
        Images::ALL.into_iter().find(|images| images.name() == name)
    }
}

impl Source {
    /// What it is called: by the person, else by itself, else by its address.
    pub fn shown(&self) -> Label {
        let title = self.name.as_ref().unwrap_or(&self.title);
        if title.is_empty() {
            Label::new(&self.address)
        } else {
            title.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_always_has_a_name() {
        let mut source = Source {
            address: "https://example.org/feed".to_owned(),
            ..Source::default()
        };
        assert_eq!(&*source.shown(), "https://example.org/feed");
        source.title = Label::new("频道");
        assert_eq!(&*source.shown(), "频道");
        source.name = Label::some("我的频道");
        assert_eq!(&*source.shown(), "我的频道");
    }

    #[test]
    fn every_wish_has_a_name_of_its_own() {
        for images in Images::ALL {
            assert_eq!(Images::named(images.name()), Some(images));
        }
    }
}
