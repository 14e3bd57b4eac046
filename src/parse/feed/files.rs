//! Files that come with an article: enclosures, Media RSS, and the picture that stands for it.

use super::fields::{Link, links, picture};
use super::text::line;
use crate::article::{Label, Url};
use crate::parse::address::Base;
use crate::parse::attachments::Attachment;
use crate::parse::xml::Element;
use crate::parse::xml::Vocabulary::{Feed, Media, Podcast};

/// The files of an article, and the picture that stands for it.
#[derive(Default)]
pub(super) struct Files {
    pub(super) attachments: Vec<Attachment>,
    pub(super) image: Option<Url>,
}

/// Finds the files of an article.
pub(super) fn files(item: &Element<'_>, base: &Base) -> Files {
    let mut files = Files::default();
    let duration = item.all(Podcast, "duration").find_map(Element::words);
    for enclosure in item.all(Feed, "enclosure") {
        let mut attachment = attachment(enclosure, &["url", "href"], base);
        if let Some(attachment) = &mut attachment {
            attachment.seconds = duration.and_then(seconds);
        }
        files.add(attachment);
    }
    for link in links(item, base).filter(|link| link.is("enclosure")) {
        files.add(enclosed(&link));
    }
    for content in item.all(Feed, "content") {
        files.add(attachment(content, &["src"], base));
    }
    let groups = item.all(Media, "group");
    for holder in std::iter::once(item).chain(groups) {
        files.media(holder, base);
    }
    files.choose_image(item, base);
    files
}

impl Files {
    /// Adds a file, unless it is there already.
    fn add(&mut self, attachment: Option<Attachment>) {
        let is_there = |new: &Attachment| self.attachments.iter().any(|old| old.url == new.url);
        let new = attachment.filter(|new| !is_there(new));
        self.attachments.extend(new);
    }

    /// Adds what Media RSS names in an element.
    fn media(&mut self, holder: &Element<'_>, base: &Base) {
        for content in holder.all(Media, "content") {
            let mut attachment = attachment(content, &["url"], base);
            if let Some(attachment) = &mut attachment {
                let medium = || content.attribute("medium").and_then(Label::some);
                attachment.media_type = attachment.media_type.take().or_else(medium);
                attachment.title = content.all(Media, "title").find_map(line);
            }
            self.add(attachment);
            self.thumbnail(content, base);
        }
        self.thumbnail(holder, base);
    }

    fn thumbnail(&mut self, holder: &Element<'_>, base: &Base) {
        let mut thumbnails = holder.all(Media, "thumbnail");
        let thumbnail = thumbnails.find_map(|thumbnail| picture(thumbnail, base));
        self.image = self.image.take().or(thumbnail);
    }

    /// The picture that the article names, else the first that comes with it.
    fn choose_image(&mut self, item: &Element<'_>, base: &Base) {
        let named = item.all(Podcast, "image").chain(item.all(Feed, "image"));
        let named = named
            .map(|image| picture(image, base))
            .find(Option::is_some);
        let is_picture = |file: &&Attachment| {
            let kind = file.media_type.as_deref();
            kind.is_some_and(|kind| kind.starts_with("image"))
        };
        let mut pictures = self.attachments.iter().filter(is_picture);
        let first = pictures.next().map(|file| file.url.clone());
        self.image = self.image.take().or(named.flatten()).or(first);
    }
}

/// The file that an element names in one of some attributes.
fn attachment(element: &Element<'_>, names: &[&str], base: &Base) -> Option<Attachment> {
    let raw = names.iter().find_map(|name| element.attribute(name))?;
    let number = |name| element.attribute(name)?.parse().ok();
    Some(Attachment {
        url: element.base.as_deref().unwrap_or(base).openable(raw)?,
        title: element.attribute("title").and_then(Label::some),
        media_type: element.attribute("type").and_then(Label::some),
        bytes: number("length").or_else(|| number("fileSize")),
        seconds: element.attribute("duration").and_then(seconds),
    })
}

fn enclosed(link: &Link<'_>) -> Option<Attachment> {
    attachment(link.element, &["href"], &Base::default()).map(|attachment| Attachment {
        url: link.url.clone(),
        ..attachment
    })
}

/// `3723`, `62:03`, `1:02:03`
fn seconds(raw: &str) -> Option<f64> {
    let mut parts = raw.split(':').map(|part| part.trim().parse::<f64>());
    let sum = parts.try_fold(0.0, |sum, part| part.map(|part| sum * 60.0 + part));
    sum.ok().filter(|sum| sum.is_finite() && *sum >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_seconds_or_hours_and_minutes() {
        assert_eq!(seconds("3723"), Some(3723.0));
        assert_eq!(seconds("1:02:03"), Some(3723.0));
        assert_eq!(seconds(" 62 : 03"), Some(3723.0));
        assert_eq!(
            (seconds("an hour"), seconds("-1"), seconds("")),
            (None, None, None)
        );
    }
}
