//! Lines that a person types at the bottom of the screen.

use super::input::{Key, KeyCode};
use super::keymap::typed;
use super::keys::keys;
use super::line::TypedLine;
use super::message::Effect;
use super::model::{Model, Prompt, Purpose};
use super::panes::Pane;
use super::reader::Reader;
use crate::article::Place;
use crate::say;

impl Model {
    pub(super) fn ask(&mut self, purpose: impl FnOnce(Place) -> Purpose) {
        if let Some(reader) = &self.reader {
            self.prompt = Some(Prompt {
                purpose: purpose(reader.place()),
                line: TypedLine::default(),
            });
            self.focus = Pane::Reader;
        }
    }

    pub(super) fn ask_for_link(&mut self) {
        let has_links = self
            .reader
            .as_ref()
            .is_some_and(|reader| !reader.page().links().is_empty());
        if has_links {
            self.ask(|_| Purpose::FollowLink);
        } else {
            self.notice = Some(say!(
                self.locale(),
                "this article has no links",
                "这篇文章没有链接"
            ));
        }
    }

    /// A key while a line is being typed.
    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(mut prompt) = self.prompt.take() else {
            return Vec::new();
        };
        match key.code {
            KeyCode::Escape => {
                if let (Purpose::Find(place), Some(reader)) = (prompt.purpose, &mut self.reader) {
                    reader.forget_search();
                    reader.go_to(place);
                }
                return Vec::new();
            }
            KeyCode::Char('c') if key.ctrl => return Vec::new(),
            KeyCode::Enter => return self.finish(&prompt),
            KeyCode::Backspace if prompt.line.text().is_empty() => return Vec::new(),
            _ => {}
        }
        if prompt.line.press(key) {
            self.typed(&prompt);
        }
        self.prompt = Some(prompt);
        Vec::new()
    }

    /// The line being typed has another text: a search follows it letter by letter.
    pub(super) fn typed(&mut self, prompt: &Prompt) {
        let rows = self.reader_rows();
        if let (Purpose::Find(from), Some(reader)) = (prompt.purpose, &mut self.reader) {
            reader.find(prompt.line.text(), from, rows);
        }
    }

    pub(super) fn finish(&mut self, prompt: &Prompt) -> Vec<Effect> {
        let locale = self.locale();
        let line = prompt.line.text();
        match prompt.purpose {
            Purpose::Find(_) => {
                let search = self.reader.as_ref().and_then(Reader::search);
                if search.is_some_and(|search| search.matches().is_empty()) {
                    self.notice = Some(say!(
                        locale,
                        "“{line}” is not in this article",
                        "文中没有“{line}”"
                    ));
                }
                Vec::new()
            }
            Purpose::FollowLink => {
                let number = keys(line).into_iter().map(|key| typed(key.meant()));
                let number: Option<usize> = number
                    .collect::<Option<String>>()
                    .and_then(|digits| digits.trim().parse().ok());
                let links = self
                    .reader
                    .as_ref()
                    .map_or(&[][..], |reader| reader.page().links());
                let url = number
                    .and_then(|number| links.get(number.checked_sub(1)?))
                    .filter(|url| url.opens());
                if let Some(url) = url {
                    return vec![Effect::Browse(url.clone())];
                }
                self.notice = Some(say!(
                    locale,
                    "no link bears the number “{line}”",
                    "没有编号为“{line}”的链接"
                ));
                Vec::new()
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(mut prompt) = self.prompt.take() {
            prompt.line.insert(text);
            self.typed(&prompt);
            self.prompt = Some(prompt);
        }
        Vec::new()
    }
}
