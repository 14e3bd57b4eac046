//! Pictures of the article that is open: asked for when they come near the screen.

use std::sync::Arc;

use super::message::Effect;
use super::model::Model;
use crate::article::{Block, Url};
use crate::library::ArticleId;
use crate::locale::Sentence;
use crate::picture::{Picture, Pixels};
use crate::say;

/// Pictures that have been asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// Those that have not come, and in which room they were to be shown.
    asked: Vec<(Url, Pixels)>,
    /// The person wants them fetched, whatever is usual.
    fetch: bool,
}

/// Screens from the top of this one on whose pictures are asked for.
const SCREENS: usize = 3;

impl Model {
    /// Asks for the pictures near the screen that have not been asked for.
    pub(super) fn want_pictures(&mut self) {
        let rows = SCREENS * self.reader_rows();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(room) = reader.page().picture_room() else {
            return;
        };
        let wanted = reader.page().wanted_pictures(reader.top(), rows);
        let mut urls: Vec<Url> = wanted.into_iter().cloned().collect();
        urls.retain(|url| !reader.wanted.asked.contains(&(url.clone(), room)));
        if urls.is_empty() {
            return;
        }
        let asked = urls.iter().map(|url| (url.clone(), room));
        reader.wanted.asked.extend(asked);
        self.asks.push(Effect::Pictures {
            id: reader.id(),
            urls,
            room,
            fetch: reader.wanted.fetch,
        });
    }

    /// Has the pictures of the article fetched, because the person says so.
    pub(super) fn fetch_pictures(&mut self) {
        let locale = self.locale();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let body = &reader.page().article().body;
        let count = body.iter().flat_map(Block::images).count();
        self.notice = Some(if count == 0 {
            say!(locale, "this article has no pictures", "这篇文章没有图片")
        } else if reader.page().picture_room().is_none() {
            say!(
                locale,
                "this terminal shows no pictures, or they are turned off (--graphics)",
                "这个终端不能显示图片，或图片已关闭（--graphics）"
            )
        } else {
            reader.wanted = Wanted {
                fetch: true,
                ..Wanted::default()
            };
            say!(locale, "fetching pictures …", "正在取图片……")
        });
    }

    pub(super) fn hear_picture(
        &mut self,
        id: ArticleId,
        url: &Url,
        result: Result<Option<Arc<Picture>>, Sentence>,
    ) {
        let locale = self.locale();
        let Some(reader) = self.reader.as_mut().filter(|reader| reader.id() == id) else {
            return;
        };
        match result {
            Ok(Some(picture)) => {
                reader.wanted.asked.retain(|(asked, _)| asked != url);
                reader.show(url, picture);
            }
            Ok(None) => {}
            Err(why) if reader.wanted.fetch => self.notice = Some(why.told(locale).to_owned()),
            Err(_) => {}
        }
    }
}
