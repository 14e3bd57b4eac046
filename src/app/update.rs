//! What becomes of the model when something happens.

use std::sync::Arc;

use super::input::Key;
use super::message::{Answer, Effect, Message, Origin};
use super::model::Model;
use super::panes::Pane;
use super::reader::Reader;
use crate::say;

impl Model {
    /// Asks for the articles of `origins`.
    pub fn open(&mut self, origins: Vec<Origin>) -> Vec<Effect> {
        self.opening += origins.len();
        origins.into_iter().map(Effect::Open).collect()
    }

    /// Takes a message, and gives what is now asked of the world.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let effects = match message {
            Message::Key(key) => self.press(key),
            Message::Mouse(mouse) => self.point(mouse),
            Message::Paste(text) => self.paste(&text),
            Message::Resized { columns, rows } => {
                (self.columns, self.rows) = (columns, rows);
                Vec::new()
            }
            Message::Found { profile, sizes } => {
                self.choices.measure.profile = profile;
                self.sizes = sizes;
                Vec::new()
            }
            Message::Answer(answer) => self.hear(answer),
        };
        self.settle();
        effects
    }

    /// Brings everything that follows from the rest up to date: the page to
    /// the measure of its pane, and the cursors onto the screen.
    pub(super) fn settle(&mut self) {
        let panes = self.panes();
        if let Some(area) = panes.reader {
            let measure = self.measure_in(area.width);
            if let Some(reader) = &mut self.reader {
                reader.set(measure);
            }
        }
        if let Some(area) = panes.sections {
            self.sections.show(usize::from(area.height), |_| 1);
        }
        if let Some(area) = panes.articles {
            let (articles, _) = self.listed();
            let sources = usize::from(self.lists_sources(area));
            let rows = |at: usize| {
                articles
                    .get(at)
                    .map_or(1, |article| self.title_lines(article, area).len() + sources)
            };
            let mut list = self.articles;
            list.show(usize::from(area.height), rows);
            self.articles = list;
        }
    }

    fn hear(&mut self, answer: Answer) -> Vec<Effect> {
        let locale = self.locale();
        match answer {
            Answer::Opened { origin, result } => {
                self.opening = self.opening.saturating_sub(1);
                match result {
                    Ok((collection, complaints)) => {
                        self.shelf.put(collection);
                        if complaints > 0 {
                            self.notice = Some(say!(
                                locale,
                                "read with {complaints} complaints; `wenlan check` tells them",
                                "读完，有 {complaints} 处存疑，用 wenlan check 查看"
                            ));
                        }
                        self.begin_with(&origin);
                    }
                    Err(why) => {
                        self.notice = Some(why.told(locale).to_owned());
                        self.failures.push(why);
                    }
                }
                if self.opening == 0 && self.shelf.articles().is_empty() {
                    return vec![Effect::GiveUp(std::mem::take(&mut self.failures))];
                }
            }
            Answer::NotBrowsed(_, why) => self.notice = Some(why.told(locale).to_owned()),
            Answer::Copied(true) => {
                self.notice = Some(say!(
                    locale,
                    "address sent to the clipboard",
                    "网址已送往剪贴板"
                ));
            }
            Answer::Copied(false) => {
                self.notice = Some(say!(
                    locale,
                    "this terminal has no clipboard for us",
                    "这个终端不能写剪贴板"
                ));
            }
        }
        Vec::new()
    }

    /// Shows the first article that has come, if none is open yet.
    fn begin_with(&mut self, origin: &Origin) {
        if self.reader.is_some() || self.shelf.articles().is_empty() {
            return;
        }
        if self.is_alone() || *origin == Origin::Sample {
            self.focus = Pane::Reader;
        }
        self.preview();
    }

    /// Opens the article under the list's cursor, where it was left.
    pub(super) fn preview(&mut self) {
        let (articles, first) = self.listed();
        let Some(article) = articles.get(self.articles.cursor).map(Arc::clone) else {
            return;
        };
        let at = first + self.articles.cursor;
        if self.reader.as_ref().is_some_and(|reader| reader.at == at) {
            return;
        }
        if let Some(left) = &self.reader {
            self.places.insert(left.at, left.place());
        }
        let place = self.places.get(&at).copied().unwrap_or_default();
        let width = self.panes().reader.map_or(self.columns, |area| area.width);
        self.reader = Some(Reader::new(at, article, self.measure_in(width), place));
    }

    fn press(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        if self.prompt.is_some() {
            return self.type_key(key);
        }
        if let Some(overlay) = self.overlay.take() {
            return self.press_over(overlay, key);
        }
        match self.keymap.command(key) {
            Some(command) => self.perform(command),
            None => Vec::new(),
        }
    }
}
