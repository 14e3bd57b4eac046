//! What the mouse does: it moves, scrolls and chooses, and never marks anything.

use super::input::{Mouse, MouseKind};
use super::keymap::Command;
use super::list::List;
use super::message::Effect;
use super::model::Model;
use super::panes::Pane;

impl Model {
    /// The mouse moves, scrolls and chooses; it never marks anything.
    pub(super) fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        if self.overlay.is_some() || self.prompt.is_some() {
            return Vec::new();
        }
        let Some((pane, area)) = self.panes().pane_at(mouse.column, mouse.row) else {
            return Vec::new();
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
        Vec::new()
    }

    /// Moves the cursor of a list to the item on `row` of its pane.
    fn choose(&mut self, pane: Pane, row: usize) {
        match pane {
            Pane::Sections => {
                let by = isize::try_from(self.sections.top + row).unwrap_or(isize::MAX)
                    - isize::try_from(self.sections.cursor).unwrap_or(0);
                let before = self.node();
                if self.sections.top + row < self.seen_nodes().len()
                    && self.sections.step(by, self.seen_nodes().len())
                    && self.node() != before
                {
                    self.articles = List::default();
                    self.preview();
                }
            }
            Pane::Articles => {
                if let Some(item) = self.article_on(row) {
                    self.articles.cursor = item;
                    self.preview();
                }
            }
            Pane::Reader => {}
        }
    }

    /// The article of the list on `row` of its pane.
    fn article_on(&self, row: usize) -> Option<usize> {
        let area = self.panes().articles?;
        let sources = usize::from(self.lists_sources(area));
        let (articles, _) = self.listed();
        let mut end = 0;
        articles
            .iter()
            .enumerate()
            .skip(self.articles.top)
            .find_map(|(at, article)| {
                end += self.title_lines(article, area).len() + sources;
                (row < end).then_some(at)
            })
    }
}
