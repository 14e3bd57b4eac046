//! What lies over the panes: the keys, and the headings of the article.

use std::sync::Arc;

use super::input::{Key, KeyCode};
use super::keymap::Command;
use super::line::TypedLine;
use super::list::List;
use super::model::{Model, Overlay};
use super::moving::steps;
use super::panes::Pane;
use crate::say;

/// Lines of a source's page; no more are scrolled past.
const MOST_LINES: usize = 200;

impl Model {
    pub(super) fn open_outline(&mut self) {
        let Some(reader) = &self.reader else { return };
        if reader.page().article().headings().is_empty() {
            self.notice = Some(say!(
                self.locale(),
                "this article has no headings",
                "这篇文章没有小标题"
            ));
            return;
        }
        let cursor = reader.heading().unwrap_or_default();
        self.focus = Pane::Reader;
        self.overlay = Some(Overlay::Outline(List { cursor, top: 0 }));
    }

    /// A key while something lies over the panes.
    pub(super) fn press_over(&mut self, overlay: Overlay, key: Key) {
        let command = self.keymap.command(key);
        self.overlay = match overlay {
            Overlay::Help {
                query,
                typing: true,
                top,
            } => Some(type_in_help(query, top, key)),
            Overlay::Help {
                query,
                typing: false,
                top,
            } => self.move_in_help(query, top, command),
            Overlay::Outline(list) => self.move_in_outline(list, command),
            Overlay::Source {
                source,
                history,
                top,
            } => moved(top, command).map(|top| Overlay::Source {
                source,
                history,
                top,
            }),
        };
        if command == Some(Command::Quit) && self.overlay.is_none() {
            self.quit();
        }
    }

    fn move_in_help(
        &mut self,
        query: TypedLine,
        top: usize,
        command: Option<Command>,
    ) -> Option<Overlay> {
        let lines = self.keymap.help(self.locale(), query.text()).len();
        let (typing, top) = match command {
            Some(Command::Back | Command::Help | Command::Quit | Command::In | Command::Out) => {
                return None;
            }
            Some(Command::Find) => (true, 0),
            Some(command) => (
                false,
                top.saturating_add_signed(steps(command, 10))
                    .min(lines.saturating_sub(1)),
            ),
            None => (false, top),
        };
        Some(Overlay::Help { query, typing, top })
    }

    fn move_in_outline(&mut self, mut list: List, command: Option<Command>) -> Option<Overlay> {
        let reader = self.reader.as_mut()?;
        let article = Arc::clone(reader.page().article());
        let headings = article.headings();
        match command? {
            Command::Back | Command::Outline | Command::Out | Command::Quit => return None,
            Command::In => {
                reader.go_to(headings.get(list.cursor)?.place);
                return None;
            }
            command => {
                list.step(steps(command, 10), headings.len());
            }
        }
        list.show(self.reader_rows().saturating_sub(2).max(1), |_| 1);
        Some(Overlay::Outline(list))
    }
}

/// The first line shown of a text that a command moves in; nothing when it is closed.
fn moved(top: usize, command: Option<Command>) -> Option<usize> {
    match command {
        Some(Command::Back | Command::SourcePage | Command::Quit | Command::In | Command::Out) => {
            None
        }
        Some(command) => Some(
            top.saturating_add_signed(steps(command, 10))
                .min(MOST_LINES),
        ),
        None => Some(top),
    }
}

fn type_in_help(mut query: TypedLine, top: usize, key: Key) -> Overlay {
    let ends = matches!(key.code, KeyCode::Enter | KeyCode::Escape);
    if key.code == KeyCode::Escape {
        query = TypedLine::default();
    } else if !ends {
        query.press(key);
    }
    Overlay::Help {
        query,
        typing: !ends,
        top: if ends { top } else { 0 },
    }
}
