//! Moving about: in the tree, in the list, in the article, and from one article to the next.

use super::keymap::Command;
use super::message::Effect;
use super::model::Model;
use super::panes::Pane;
use crate::library::{Edge, Headline, Listing, Sorting};
use crate::say;

impl Model {
    pub(super) fn move_in_sections(&mut self, command: Command) {
        let page = self
            .panes()
            .sections
            .map_or(1, |area| isize::try_from(area.height).unwrap_or(1));
        match command {
            Command::In if self.shelf.unfold() => {}
            Command::In => {
                self.focus = Pane::Articles;
                self.preview();
            }
            Command::Out if self.shelf.fold() => {}
            Command::Out => {
                let parent = self.shelf.parent();
                let list = self.shelf.list_mut();
                list.cursor = parent.unwrap_or(list.cursor);
            }
            command => {
                let count = self.shelf.rows().len();
                self.shelf.list_mut().step(steps(command, page), count);
            }
        }
        self.follow_shelf();
    }

    /// Lists what is under the cursor of the tree, if it is not listed.
    pub(super) fn follow_shelf(&mut self) {
        let view = self.shelf.row().map(|row| row.view);
        if let Some(view) = view.filter(|view| *view != self.headlines.listing().view) {
            self.list(self.listing_of(view), None);
        }
    }

    pub(super) fn move_in_articles(&mut self, command: Command) {
        let panes = self.panes();
        match command {
            Command::In => self.enter_reader(),
            Command::Out => self.focus = Pane::Sections,
            Command::PageDown if panes.reader.is_some() => {
                self.preview();
                self.read(Command::PageDown);
            }
            Command::PageUp if panes.reader.is_some() => self.read(Command::PageUp),
            Command::PageDown => self.enter_reader(),
            command => {
                let page = panes.articles.map_or(1, |area| {
                    isize::try_from(area.height / 3).unwrap_or(1).max(1)
                });
                self.step_in_list(steps(command, page));
            }
        }
    }

    /// Moves the list's cursor; says whether it moved, or will when more rows have come.
    fn step_in_list(&mut self, items: isize) -> bool {
        let (moved, ask) = self.headlines.step(items);
        let moves = moved || ask.is_some();
        self.asks.extend(ask);
        if moved {
            self.preview();
        }
        moves
    }

    pub(super) fn enter_reader(&mut self) {
        self.focus = Pane::Reader;
        let listed = self.headlines.current().map(|row| row.id);
        if let Some(id) = listed {
            self.read_article(id);
            self.visits.note(id);
        } else if self.reader.is_none() && !self.is_alone() {
            self.focus = Pane::Articles;
        }
    }

    pub(super) fn step_article(&mut self, by: isize) {
        if self.step_in_list(by) {
            if self.focus == Pane::Reader {
                self.enter_reader();
            }
            return;
        }
        let locale = self.locale();
        self.notice = Some(if by > 0 {
            say!(locale, "this is the last article here", "已是最后一篇")
        } else {
            say!(locale, "this is the first article here", "已是第一篇")
        });
    }

    /// To the nearest unread article of the list; where nothing is kept, to the next one.
    pub(super) fn step_unread(&mut self, forward: bool) {
        if !self.choices.keeps {
            return self.step_article(if forward { 1 } else { -1 });
        }
        let here = self.subject().map(|row| row.id);
        let edge = match (here, forward) {
            (Some(id), true) => Edge::After(id),
            (Some(id), false) => Edge::Before(id),
            (None, true) => Edge::Start,
            (None, false) => Edge::End,
        };
        let listing = self.headlines.listing().clone();
        self.asks.push(Effect::FindUnread { listing, edge });
    }

    /// Goes to the unread article that was found, or looks for one elsewhere.
    pub(super) fn hear_unread(&mut self, listing: &Listing, edge: Edge, found: Option<Headline>) {
        if listing.view != self.headlines.listing().view {
            return;
        }
        let next = match (found, edge) {
            (Some(found), _) => return self.go_to_unread(&found, listing),
            // Nothing further on: from the other end of the list.
            (None, Edge::After(_)) => Some((listing.clone(), Edge::Start)),
            (None, Edge::Before(_)) => Some((listing.clone(), Edge::End)),
            // Nothing in the list: in the next source.
            (None, Edge::Start) => {
                let view = self.shelf.next_unread(listing.view);
                let view = view.filter(|view| *view != listing.view);
                view.map(|view| (self.listing_of(view), Edge::Start))
            }
            (None, _) => None,
        };
        match next {
            Some((next, edge)) if next.view == listing.view => {
                self.asks.push(Effect::FindUnread {
                    listing: next,
                    edge,
                });
            }
            Some((next, edge)) => {
                self.shelf.go_to(next.view);
                self.list(next.clone(), None);
                self.asks.push(Effect::FindUnread {
                    listing: next,
                    edge,
                });
            }
            None => {
                self.notice = Some(say!(self.locale(), "everything is read", "全部读完了"));
            }
        }
    }

    fn go_to_unread(&mut self, found: &Headline, listing: &Listing) {
        if self.headlines.go_to(found.id) {
            self.preview();
        } else {
            self.list(listing.clone(), Some(found.id));
        }
        if self.focus == Pane::Reader {
            self.read_article(found.id);
            self.visits.note(found.id);
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
            Command::PageDown => self.read_on(),
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

    /// Behind the end of an article: to the next unread one.
    fn read_on(&mut self) {
        // Who has paged to the end has read it, wherever the cursor is.
        if self.choices.keeps
            && let Some(reader) = self.reader.as_mut().filter(|reader| !reader.judged)
        {
            reader.judged = true;
            let id = reader.id();
            self.mark(id, crate::library::Mark::Read, true);
        }
        self.step_unread(true);
    }

    /// Lists the same in another order.
    pub(super) fn sort(&mut self) {
        let listing = self.headlines.listing();
        let has_words = !listing.query.is_empty();
        let orders: &[Sorting] = match (has_words, self.choices.keeps) {
            (true, _) => &[
                Sorting::Newest,
                Sorting::Relevance,
                Sorting::Oldest,
                Sorting::Title,
            ],
            (false, true) => &[
                Sorting::Newest,
                Sorting::Oldest,
                Sorting::Title,
                Sorting::Source,
            ],
            (false, false) => &[
                Sorting::AsGiven,
                Sorting::Newest,
                Sorting::Oldest,
                Sorting::Title,
            ],
        };
        let here = orders.iter().position(|order| *order == listing.sorting);
        let sorting = orders[here.map_or(0, |at| at + 1) % orders.len()];
        let listing = Listing {
            sorting,
            ..listing.clone()
        };
        if !has_words {
            self.sorting = sorting;
        }
        let around = self.around();
        self.list(listing, around);
        let name = sorting.title(self.locale());
        self.notice = Some(say!(self.locale(), "order: {name}", "排序：{name}"));
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
