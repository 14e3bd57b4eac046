//! What each command does, in the pane that has the keys.

use super::keymap::Command;
use super::line::TypedLine;
use super::list::List;
use super::message::Effect;
use super::model::{Model, Overlay, Purpose, text_cells};
use super::panes::Pane;
use super::reader::Reader;
use crate::article::Url;
use crate::say;

impl Model {
    pub(super) fn perform(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Quit => return vec![Effect::Quit],
            Command::Redraw => return vec![Effect::Repaint],
            Command::Back => return self.back(),
            Command::Browse => return self.browse(),
            Command::CopyLink => return self.copy(),
            Command::Help => {
                self.overlay = Some(Overlay::Help {
                    query: TypedLine::default(),
                    typing: false,
                    top: 0,
                });
            }
            Command::Outline => self.open_outline(),
            Command::Find => self.ask(Purpose::Find),
            Command::FollowLink => self.ask_for_link(),
            Command::Larger => self.resize_type(true),
            Command::Smaller => self.resize_type(false),
            Command::Zen => {
                self.zen = !(self.zen && self.focus == Pane::Reader);
                self.focus = Pane::Reader;
            }
            Command::NextPane => self.change_pane(1),
            Command::PreviousPane => self.change_pane(2),
            Command::NextArticle => self.step_article(1),
            Command::PreviousArticle => self.step_article(-1),
            Command::NextMatch => self.step_match(true),
            Command::PreviousMatch => self.step_match(false),
            command => match self.focus {
                Pane::Sections => self.move_in_sections(command),
                Pane::Articles => self.move_in_articles(command),
                Pane::Reader => self.read(command),
            },
        }
        Vec::new()
    }

    /// Out of the search, the zen view, the reader, the program: the innermost of them.
    pub(super) fn back(&mut self) -> Vec<Effect> {
        if self.focus == Pane::Reader {
            if self.reader.as_mut().is_some_and(Reader::forget_search) {
                return Vec::new();
            }
            if std::mem::take(&mut self.zen) {
                return Vec::new();
            }
            if !self.is_alone() {
                self.focus = Pane::Articles;
                return Vec::new();
            }
        }
        vec![Effect::Quit]
    }

    pub(super) fn change_pane(&mut self, steps: usize) {
        const ORDER: [Pane; 3] = [Pane::Sections, Pane::Articles, Pane::Reader];
        let here = ORDER
            .iter()
            .position(|pane| *pane == self.focus)
            .unwrap_or_default();
        self.zen = false;
        if !self.is_alone() {
            self.focus = ORDER[(here + steps) % ORDER.len()];
        }
    }

    pub(super) fn step_article(&mut self, by: isize) {
        let count = self.listed().0.len();
        if self.articles.step(by, count) {
            self.preview();
        } else {
            let locale = self.locale();
            self.notice = Some(if by > 0 {
                say!(locale, "this is the last article here", "已是最后一篇")
            } else {
                say!(locale, "this is the first article here", "已是第一篇")
            });
        }
    }

    pub(super) fn move_in_sections(&mut self, command: Command) {
        let seen = self.seen_nodes();
        let page = self
            .panes()
            .sections
            .map_or(1, |area| isize::try_from(area.height).unwrap_or(1));
        let Some(node) = self.node() else { return };
        let has_more = !self.shelf.nodes()[node].within.is_empty();
        match command {
            Command::In if has_more && self.folded.remove(&node) => {}
            Command::In => self.focus = Pane::Articles,
            Command::Out if has_more && self.folded.insert(node) => {}
            Command::Out => {
                let depth = self.shelf.nodes()[node].depth;
                let above = seen[..self.sections.cursor]
                    .iter()
                    .rposition(|&other| self.shelf.nodes()[other].depth < depth);
                self.sections.cursor = above.unwrap_or(self.sections.cursor);
            }
            command => {
                self.sections.step(steps(command, page), seen.len());
            }
        }
        if self.node() != Some(node) {
            self.articles = List::default();
            self.preview();
        }
    }

    pub(super) fn move_in_articles(&mut self, command: Command) {
        let panes = self.panes();
        match command {
            Command::In => self.enter_reader(),
            Command::Out => self.focus = Pane::Sections,
            Command::PageDown if panes.reader.is_some() => self.read(Command::PageDown),
            Command::PageUp if panes.reader.is_some() => self.read(Command::PageUp),
            Command::PageDown => self.enter_reader(),
            command => {
                let page = panes.articles.map_or(1, |area| {
                    isize::try_from(area.height / 3).unwrap_or(1).max(1)
                });
                let count = self.listed().0.len();
                if self.articles.step(steps(command, page), count) {
                    self.preview();
                }
            }
        }
    }

    pub(super) fn enter_reader(&mut self) {
        self.preview();
        if self.reader.is_some() {
            self.focus = Pane::Reader;
        }
    }

    pub(super) fn read(&mut self, command: Command) {
        let rows = self.reader_rows();
        let Some(reader) = &mut self.reader else {
            self.focus = Pane::Articles;
            return;
        };
        // A page keeps two rows of the one before, so that the eye finds its place.
        let page = rows.saturating_sub(2).max(1);
        match command {
            Command::Down => _ = reader.down(1, rows),
            Command::Up => _ = reader.up(1),
            Command::HalfPageDown => _ = reader.down((rows / 2).max(1), rows),
            Command::HalfPageUp => _ = reader.up((rows / 2).max(1)),
            Command::PageUp => _ = reader.up(page),
            Command::Top => _ = reader.up(usize::MAX),
            Command::Bottom => reader.go_to_end(rows),
            Command::PageDown if reader.down(page, rows) => {}
            Command::PageDown => self.step_article(1),
            Command::NextHeading | Command::PreviousHeading => {
                let forward = command == Command::NextHeading;
                if !reader.go_to_heading(forward) {
                    let locale = self.locale();
                    self.notice = Some(if forward {
                        say!(locale, "no heading below", "下面没有小标题了")
                    } else {
                        say!(locale, "no heading above", "上面没有小标题了")
                    });
                }
            }
            Command::Out if !self.is_alone() => {
                self.zen = false;
                self.focus = Pane::Articles;
            }
            _ => {}
        }
    }

    pub(super) fn resize_type(&mut self, larger: bool) {
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

    pub(super) fn browse(&mut self) -> Vec<Effect> {
        let url = self
            .reader
            .as_ref()
            .and_then(|reader| reader.page().article().url.clone());
        match url.filter(Url::opens) {
            Some(url) => vec![Effect::Browse(url)],
            None => self.has_no_address(),
        }
    }

    pub(super) fn copy(&mut self) -> Vec<Effect> {
        match self
            .reader
            .as_ref()
            .and_then(|reader| reader.page().article().url.clone())
        {
            Some(url) => vec![Effect::Copy(url.to_string())],
            None => self.has_no_address(),
        }
    }

    fn has_no_address(&mut self) -> Vec<Effect> {
        self.notice = Some(say!(
            self.locale(),
            "this article has no web address",
            "这篇文章没有网址"
        ));
        Vec::new()
    }

    pub(super) fn step_match(&mut self, forward: bool) {
        let rows = self.reader_rows();
        let locale = self.locale();
        match &mut self.reader {
            Some(reader) if reader.search().is_some() => {
                if reader.step_match(forward, rows) {
                    self.notice =
                        Some(say!(locale, "the search went around the end", "查找已绕回"));
                }
            }
            _ => self.step_article(if forward { 1 } else { -1 }),
        }
    }
}

/// By how many items a command moves the cursor of a list of which `page` are on the screen.
pub(super) fn steps(command: Command, page: isize) -> isize {
    match command {
        Command::Down => 1,
        Command::Up => -1,
        Command::HalfPageDown => (page / 2).max(1),
        Command::HalfPageUp => -(page / 2).max(1),
        Command::PageDown => page,
        Command::PageUp => -page,
        Command::Bottom => isize::MAX,
        Command::Top => -isize::MAX,
        _ => 0,
    }
}
