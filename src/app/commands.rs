//! What each command does.

use super::keymap::Command;
use super::line::TypedLine;
use super::message::Effect;
use super::model::{Model, Overlay, text_cells};
use super::panes::Pane;
use super::reader::Reader;
use crate::article::Url;
use crate::say;

impl Model {
    pub(super) fn perform(&mut self, command: Command) {
        match command {
            Command::Quit => self.quit(),
            Command::Redraw => self.asks.push(Effect::Repaint),
            Command::Back => self.back(),
            Command::Browse => self.browse(),
            Command::CopyLink => self.copy(),
            Command::Help => {
                self.overlay = Some(Overlay::Help {
                    query: TypedLine::default(),
                    typing: false,
                    top: 0,
                });
            }
            Command::Outline => self.open_outline(),
            Command::Find => self.ask_what_to_find(),
            Command::Filter => self.ask_for_filter(),
            Command::FollowLink => self.ask_for_link(),
            Command::FullText => self.fetch_full_text(),
            Command::Pictures => self.fetch_pictures(),
            Command::Larger => self.resize_type(true),
            Command::Smaller => self.resize_type(false),
            Command::Zen => {
                self.zen = !(self.zen && self.focus == Pane::Reader);
                self.enter_reader();
            }
            Command::NextPane => self.change_pane(1),
            Command::PreviousPane => self.change_pane(2),
            Command::NextArticle => self.step_article(1),
            Command::PreviousArticle => self.step_article(-1),
            Command::NextMatch => self.step_match(true),
            Command::PreviousMatch => self.step_match(false),
            Command::GoBack => self.revisit(false),
            Command::GoForward => self.revisit(true),
            Command::Star | Command::ToggleRead | Command::ReadLater => self.toggle(command),
            Command::AllRead => self.mark_all_read(),
            Command::Undo => self.undo(),
            Command::Sort => self.sort(),
            Command::Refresh | Command::RefreshAll => self.refresh(command),
            Command::StopFetching => self.stop_fetching(),
            Command::SourcePage => self.inspect(),
            command => match self.focus {
                Pane::Sections => self.move_in_sections(command),
                Pane::Articles => self.move_in_articles(command),
                Pane::Reader => self.read(command),
            },
        }
    }

    pub(super) fn quit(&mut self) {
        self.keep_place();
        self.asks.push(Effect::Quit);
    }

    /// Out of the search, the zen view, the reader, the program: the innermost of them.
    fn back(&mut self) {
        if self.focus == Pane::Reader {
            if self.reader.as_mut().is_some_and(Reader::forget_search)
                || std::mem::take(&mut self.zen)
            {
                return;
            }
            if !self.is_alone() {
                self.focus = Pane::Articles;
                return;
            }
        } else if !self.headlines.listing().query.is_empty() {
            return self.leave_query();
        }
        self.quit();
    }

    fn change_pane(&mut self, steps: usize) {
        const ORDER: [Pane; 3] = [Pane::Sections, Pane::Articles, Pane::Reader];
        let here = ORDER.iter().position(|pane| *pane == self.focus);
        self.zen = false;
        if self.is_alone() {
            return;
        }
        match ORDER[(here.unwrap_or_default() + steps) % ORDER.len()] {
            Pane::Reader => self.enter_reader(),
            pane => self.focus = pane,
        }
        self.preview();
    }

    fn resize_type(&mut self, larger: bool) {
        let cells = text_cells(self.panes().reader.map_or(self.columns, |area| area.width));
        let next = self
            .type_size
            .step(larger, self.choices.measure, cells, self.sizes);
        let locale = self.locale();
        if let Some(size) = next {
            self.type_size = size;
            let set = size.set(self.choices.measure, cells, self.sizes);
            let characters = set.cells / 2;
            self.notice = Some(say!(
                locale,
                "{characters} characters a line",
                "每行 {characters} 字"
            ));
        } else {
            self.notice = Some(if larger {
                say!(locale, "this is the largest type", "已是最大字号")
            } else {
                say!(
                    locale,
                    "the lines are as long as the window allows",
                    "窗口只容得下这么长的行"
                )
            });
        }
    }

    fn browse(&mut self) {
        match self.address().filter(Url::opens) {
            Some(url) => self.asks.push(Effect::Browse(url)),
            None => self.has_no_address(),
        }
    }

    fn copy(&mut self) {
        match self.address() {
            Some(url) => self.asks.push(Effect::Copy(url.to_string())),
            None => self.has_no_address(),
        }
    }

    /// The address of the article that is open.
    fn address(&self) -> Option<Url> {
        let reader = self.reader.as_ref()?;
        reader.page().article().url.clone()
    }

    fn has_no_address(&mut self) {
        self.notice = Some(say!(
            self.locale(),
            "this article has no web address",
            "这篇文章没有网址"
        ));
    }

    /// To the next match of the search in the article; without one, to the next unread article.
    fn step_match(&mut self, forward: bool) {
        let rows = self.reader_rows();
        let locale = self.locale();
        match &mut self.reader {
            Some(reader) if self.focus == Pane::Reader && reader.search().is_some() => {
                if reader.step_match(forward, rows) {
                    self.notice =
                        Some(say!(locale, "the search went around the end", "查找已绕回"));
                }
            }
            _ => self.step_unread(forward),
        }
    }

    /// To the article that was read before this one, or after it.
    fn revisit(&mut self, forward: bool) {
        let locale = self.locale();
        match self.visits.step(forward) {
            Some(id) => {
                self.headlines.go_to(id);
                self.focus = Pane::Reader;
                self.read_article(id);
            }
            None if forward => {
                self.notice = Some(say!(
                    locale,
                    "this is where you were last",
                    "前面没有读过的文章了"
                ));
            }
            None => {
                self.notice = Some(say!(
                    locale,
                    "nothing was read before this",
                    "在这之前没有读过的文章"
                ));
            }
        }
    }
}
