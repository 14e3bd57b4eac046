//! Lines that a person types at the bottom of the screen.

use super::input::{Key, KeyCode};
use super::keymap::typed;
use super::keys::keys;
use super::line::TypedLine;
use super::message::Effect;
use super::model::{Model, Prompt, Purpose};
use super::panes::Pane;
use super::reader::Reader;
use crate::library::{ArticleId, Listing, Query, Sorting, View};
use crate::say;

impl Model {
    fn ask_for(&mut self, purpose: Purpose) {
        self.prompt = Some(Prompt {
            purpose,
            line: TypedLine::default(),
        });
    }

    /// Asks for words to find in the article, or from the lists in everything.
    pub(super) fn ask_what_to_find(&mut self) {
        let open = self.reader.as_ref().filter(|_| self.focus == Pane::Reader);
        if let Some(place) = open.map(Reader::place) {
            return self.ask_for(Purpose::Find(place));
        }
        self.focus = Pane::Articles;
        let (before, around) = (self.unqueried(), self.around());
        self.ask_for(Purpose::Search(before, around));
    }

    /// Asks for words to narrow the list by.
    pub(super) fn ask_for_filter(&mut self) {
        self.zen = false;
        self.focus = Pane::Articles;
        let (before, around) = (self.unqueried(), self.around());
        self.ask_for(Purpose::Filter(before, around));
    }

    /// The list as it is without words to narrow it.
    fn unqueried(&self) -> Listing {
        let view = self.shelf.row().map_or(View::All, |row| row.view);
        self.listing_of(view)
    }

    /// Lists everything again that the tree's cursor is on.
    pub(super) fn leave_query(&mut self) {
        let (before, around) = (self.unqueried(), self.around());
        self.list(before, around);
    }

    pub(super) fn ask_for_link(&mut self) {
        let has_links = self
            .reader
            .as_ref()
            .is_some_and(|reader| !reader.page().links().is_empty());
        if has_links {
            self.focus = Pane::Reader;
            self.ask_for(Purpose::FollowLink);
        } else {
            self.notice = Some(say!(
                self.locale(),
                "this article has no links",
                "这篇文章没有链接"
            ));
        }
    }

    /// A key while a line is being typed.
    pub(super) fn type_key(&mut self, key: Key) {
        let Some(mut prompt) = self.prompt.take() else {
            return;
        };
        match key.code {
            KeyCode::Escape => return self.give_up(prompt.purpose),
            KeyCode::Char('c') if key.ctrl => return self.give_up(prompt.purpose),
            KeyCode::Enter => return self.finish(&prompt),
            KeyCode::Backspace if prompt.line.text().is_empty() => {
                return self.give_up(prompt.purpose);
            }
            _ => {}
        }
        if prompt.line.press(key) {
            self.typed(&prompt);
        }
        self.prompt = Some(prompt);
    }

    /// Puts everything back to where it was before the line was asked for.
    fn give_up(&mut self, purpose: Purpose) {
        match purpose {
            Purpose::Find(place) => {
                if let Some(reader) = &mut self.reader {
                    reader.forget_search();
                    reader.go_to(place);
                }
            }
            Purpose::Search(before, around) | Purpose::Filter(before, around) => {
                if *self.headlines.listing() != before {
                    self.list(before, around);
                }
            }
            Purpose::FollowLink => {}
        }
    }

    /// The line being typed has another text: a search follows it letter by letter.
    fn typed(&mut self, prompt: &Prompt) {
        let rows = self.reader_rows();
        let line = prompt.line.text();
        match &prompt.purpose {
            Purpose::Find(from) => {
                if let Some(reader) = &mut self.reader {
                    reader.find(line, *from, rows);
                }
            }
            Purpose::Search(before, around) => self.query(View::All, before, *around, line),
            Purpose::Filter(before, around) => self.query(before.view, before, *around, line),
            Purpose::FollowLink => {}
        }
    }

    /// Lists what of `view` the words ask for; without words, what was listed before.
    fn query(&mut self, view: View, before: &Listing, around: Option<ArticleId>, line: &str) {
        let query = Query::read(line);
        if query.is_empty() {
            return self.list(before.clone(), around);
        }
        let sorting = match before.sorting {
            Sorting::AsGiven => Sorting::AsGiven,
            _ => Sorting::Newest,
        };
        let listing = Listing {
            view,
            sorting,
            query,
        };
        self.list(listing, None);
    }

    fn finish(&mut self, prompt: &Prompt) {
        match prompt.purpose {
            Purpose::Find(_) => self.tell_of_misses(prompt.line.text()),
            Purpose::FollowLink => self.follow_link(prompt.line.text()),
            Purpose::Search(..) | Purpose::Filter(..) => self.preview(),
        }
    }

    fn tell_of_misses(&mut self, line: &str) {
        let search = self.reader.as_ref().and_then(Reader::search);
        if search.is_some_and(|search| search.matches().is_empty()) {
            self.notice = Some(say!(
                self.locale(),
                "“{line}” is not in this article",
                "文中没有“{line}”"
            ));
        }
    }

    fn follow_link(&mut self, line: &str) {
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
        match url.cloned() {
            Some(url) => self.asks.push(Effect::Browse(url)),
            None => {
                self.notice = Some(say!(
                    self.locale(),
                    "no link bears the number “{line}”",
                    "没有编号为“{line}”的链接"
                ));
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if let Some(mut prompt) = self.prompt.take() {
            prompt.line.insert(text);
            self.typed(&prompt);
            self.prompt = Some(prompt);
        }
    }
}
