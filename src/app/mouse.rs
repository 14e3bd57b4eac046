//! What the mouse does: it moves, scrolls and chooses, and never marks anything.

use super::input::{Mouse, MouseKind};
use super::keymap::Command;
use super::model::Model;
use super::panes::Pane;

impl Model {
    /// The mouse moves, scrolls and chooses; it never marks anything.
    pub(super) fn point(&mut self, mouse: Mouse) {
        if self.overlay.is_some() || self.prompt.is_some() {
            return;
        }
        let Some((pane, area)) = self.panes().pane_at(mouse.column, mouse.row) else {
            return;
        };
        let row = usize::from(mouse.row - area.y);
        match (mouse.kind, pane) {
            (MouseKind::ScrollDown, Pane::Reader) => (0..3).for_each(|_| self.read(Command::Down)),
            (MouseKind::ScrollUp, Pane::Reader) => (0..3).for_each(|_| self.read(Command::Up)),
            (MouseKind::ScrollDown, Pane::Articles) => self.move_in_articles(Command::Down),
            (MouseKind::ScrollUp, Pane::Articles) => self.move_in_articles(Command::Up),
            (MouseKind::ScrollDown, Pane::Sections) => self.move_in_sections(Command::Down),
            (MouseKind::ScrollUp, Pane::Sections) => self.move_in_sections(Command::Up),
            (MouseKind::Press, pane) => {
                self.focus = pane;
                self.choose(pane, row);
            }
        }
    }

    /// Moves the cursor of a list to the item on `row` of its pane.
    fn choose(&mut self, pane: Pane, row: usize) {
        match pane {
            Pane::Sections => {
                let count = self.shelf.rows().len();
                let list = self.shelf.list_mut();
                list.cursor = (list.top + row).min(count.saturating_sub(1));
                self.follow_shelf();
            }
            Pane::Articles => {
                if let Some(item) = self.article_on(row) {
                    self.headlines.list_mut().cursor = item;
                    self.preview();
                }
            }
            Pane::Reader => {}
        }
    }

    /// The article of the list on `row` of its pane.
    fn article_on(&self, row: usize) -> Option<usize> {
        let area = self.panes().articles?;
        let mut end = 0;
        let rows = self.headlines.rows().iter().enumerate();
        let mut shown = rows.skip(self.headlines.list().top);
        shown.find_map(|(at, headline)| {
            end += self.rows_of(headline, area);
            (row < end).then_some(at)
        })
    }
}
