//! Trying a mapping out: the mapping and the answer on the left, on the right what it gives.
//!
//! A screen of its own, apart from the reader: it is told of keys and of new
//! [`Proof`]s, and says by a [`TrialWish`] what the person wants of the world.

mod proof;
mod space;

use std::sync::Arc;

pub use proof::{Fault, MappingRow, Proof, SampleRow};
pub use space::{TrialPane, TrialPanes};

use self::proof::headline;
use self::space::{Division, divide};
use super::input::{Key, KeyCode, Mouse, MouseKind};
use super::keymap::{Command, Keymap};
use super::line::TypedLine;
use super::list::List;
use super::message::{Message, Opened};
use super::model::text_cells;
use super::panes::Area;
use super::reader::Reader;
use crate::layout::Measure;
use crate::locale::{Locale, Sentence};
use crate::say;

/// What the person wants of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrialWish {
    /// To change the mapping in an editor.
    Edit,
    /// To keep the mapping under this name, and end.
    Keep(String),
    /// To end.
    Quit,
    /// The screen painted anew.
    Repaint,
}

/// A mapping that is being tried out.
#[derive(Debug)]
pub struct Trial {
    locale: Locale,
    measure: Measure,
    keymap: Keymap,
    columns: u16,
    rows: u16,
    proof: Proof,
    focus: TrialPane,
    /// Which of the two that share the left is shown there.
    left: TrialPane,
    mapping_top: usize,
    sample_top: usize,
    list: List,
    reader: Option<Reader>,
    prompt: Option<TypedLine>,
    /// The name that is offered for the mapping.
    name: String,
    notice: Option<String>,
}

impl Trial {
    /// Begins with a proof; `name` is offered as the name of the mapping.
    pub fn new(measure: Measure, name: &str, proof: Proof) -> Trial {
        let mut trial = Trial {
            locale: measure.locale,
            measure,
            keymap: Keymap::default(),
            columns: 80,
            rows: 24,
            proof: Proof::default(),
            focus: TrialPane::Mapping,
            left: TrialPane::Mapping,
            mapping_top: 0,
            sample_top: 0,
            list: List::default(),
            reader: None,
            prompt: None,
            name: name.to_owned(),
            notice: None,
        };
        trial.take(proof);
        trial.notice = None;
        trial.skip_notes();
        trial
    }

    /// Begins behind the notes that stand at the head of a mapping.
    fn skip_notes(&mut self) {
        let is_note = |line: &str| line.is_empty() || line.starts_with('#');
        let mut lines = self.proof.mapping.iter();
        let first = lines.position(|line| !is_note(line)).map(|at| at + 1);
        let cells = self.panes().left.map_or(80, |area| area.width);
        let rows = self.mapping_rows(cells);
        let row = rows.iter().position(|row| row.number == first);
        self.mapping_top = row.filter(|_| first.is_some()).unwrap_or_default();
    }

    /// The language of all that is said.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// What the mapping gives.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// The pane that has the keys.
    pub fn focus(&self) -> TrialPane {
        self.focus
    }

    /// Which of the two that share the left is shown there.
    pub fn left(&self) -> TrialPane {
        self.left
    }

    /// The list of articles.
    pub fn list(&self) -> List {
        self.list
    }

    /// The article under the cursor of the list.
    pub fn reader(&self) -> Option<&Reader> {
        self.reader.as_ref()
    }

    /// The name of the mapping while it is being typed.
    pub fn prompt(&self) -> Option<&TypedLine> {
        self.prompt.as_ref()
    }

    /// What there is to say since the last key.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Which key asks for what.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The first row of the mapping, or of the answer, that is on the screen.
    pub fn left_top(&self) -> usize {
        match self.left {
            TrialPane::Sample => self.sample_top,
            _ => self.mapping_top,
        }
    }

    /// The rows of the mapping in a pane of this width, with what is wrong below each.
    pub fn mapping_rows(&self, cells: u16) -> Vec<MappingRow> {
        self.proof
            .mapping_rows(cells.into(), self.locale, self.measure.profile)
    }

    /// Where everything stands on the screen.
    pub fn panes(&self) -> TrialPanes {
        divide(Division {
            columns: self.columns,
            rows: self.rows,
            focus: self.focus,
            articles: self.proof.articles.len(),
        })
    }

    /// Takes what the mapping gives now.
    pub fn take(&mut self, proof: Proof) {
        self.proof = proof;
        self.notice = Some(self.proof.told(self.locale));
        let last = self.proof.articles.len().saturating_sub(1);
        self.list.cursor = self.list.cursor.min(last);
        self.open();
        if self.proof.faults.is_empty() {
            self.show_in_sample();
        } else {
            self.focus_on(TrialPane::Mapping);
            let cells = self.panes().left.map_or(80, |area| area.width);
            let rows = self.mapping_rows(cells);
            let fault = rows.iter().position(|row| row.is_fault);
            self.mapping_top = fault.unwrap_or_default().saturating_sub(3);
        }
        self.settle();
    }

    /// Tells the person something.
    pub fn tell(&mut self, what: &Sentence) {
        self.notice = Some(what.told(self.locale).to_owned());
    }

    /// Takes a message, and says what is wanted of the world.
    pub fn update(&mut self, message: Message) -> Option<TrialWish> {
        let wish = match message {
            Message::Key(key) => self.press(key),
            Message::Mouse(mouse) => {
                self.point(mouse);
                None
            }
            Message::Paste(text) => {
                if let Some(line) = &mut self.prompt {
                    line.insert(&text);
                }
                None
            }
            Message::Resized { columns, rows } => {
                (self.columns, self.rows) = (columns, rows);
                None
            }
            Message::Found { profile, .. } => {
                self.measure.profile = profile;
                None
            }
            Message::Paused | Message::Leaving | Message::Answer(_) => None,
        };
        self.settle();
        wish
    }

    fn press(&mut self, key: Key) -> Option<TrialWish> {
        if self.prompt.is_some() {
            return self.type_key(key);
        }
        self.notice = None;
        let plain = !key.ctrl && !key.alt;
        match key.meant().code {
            KeyCode::Char('e') if plain => return Some(TrialWish::Edit),
            KeyCode::Char('w') if plain => {
                let mut line = TypedLine::default();
                line.insert(&self.name);
                self.prompt = Some(line);
                return None;
            }
            _ => {}
        }
        match self.keymap.command(key)? {
            Command::Quit => return Some(TrialWish::Quit),
            Command::Redraw => return Some(TrialWish::Repaint),
            Command::Back | Command::Out if self.focus == TrialPane::Article => {
                self.focus_on(TrialPane::Articles);
            }
            Command::Back => return Some(TrialWish::Quit),
            command => self.obey(command),
        }
        None
    }

    /// A key while the name of the mapping is being typed.
    fn type_key(&mut self, key: Key) -> Option<TrialWish> {
        let mut line = self.prompt.take()?;
        match key.code {
            KeyCode::Escape => return None,
            KeyCode::Char('c') if key.ctrl => return None,
            KeyCode::Enter => {
                let name = line.text().trim().to_owned();
                self.name.clone_from(&name);
                return (!name.is_empty()).then_some(TrialWish::Keep(name));
            }
            KeyCode::Backspace if line.text().is_empty() => return None,
            _ => line.press(key),
        };
        self.prompt = Some(line);
        None
    }

    fn obey(&mut self, command: Command) {
        let rows = isize::try_from(self.rows_of_focus()).unwrap_or(1);
        match command {
            Command::Down => self.step(1),
            Command::Up => self.step(-1),
            Command::HalfPageDown => self.step((rows / 2).max(1)),
            Command::HalfPageUp => self.step(-(rows / 2).max(1)),
            Command::PageDown => self.step(rows),
            Command::PageUp => self.step(-rows),
            Command::Top => self.step(isize::MIN / 2),
            Command::Bottom => self.step(isize::MAX / 2),
            Command::NextPane => self.focus_on(self.focus.next(1)),
            Command::PreviousPane => self.focus_on(self.focus.next(3)),
            Command::In if self.focus == TrialPane::Articles => self.focus_on(TrialPane::Article),
            Command::NextArticle => self.choose(1),
            Command::PreviousArticle => self.choose(-1),
            _ => {}
        }
    }

    fn focus_on(&mut self, pane: TrialPane) {
        let pane = match pane {
            TrialPane::Article if self.reader.is_none() => TrialPane::Mapping,
            pane => pane,
        };
        self.focus = pane;
        if matches!(pane, TrialPane::Mapping | TrialPane::Sample) {
            self.left = pane;
        }
    }

    /// Rows of the pane that has the keys, at least one.
    fn rows_of_focus(&self) -> usize {
        let area = self.panes().area_of(self.focus);
        area.map_or(1, |area| usize::from(area.height).max(1))
    }

    /// Moves in the pane that has the keys.
    fn step(&mut self, rows: isize) {
        match self.focus {
            TrialPane::Mapping => self.mapping_top = self.mapping_top.saturating_add_signed(rows),
            TrialPane::Sample => self.sample_top = self.sample_top.saturating_add_signed(rows),
            TrialPane::Articles => self.choose(rows),
            TrialPane::Article => {
                let height = self.rows_of_focus();
                if let Some(reader) = &mut self.reader {
                    let _ = match usize::try_from(rows) {
                        Ok(down) => reader.down(down, height),
                        Err(_) => reader.up(rows.unsigned_abs()),
                    };
                }
            }
        }
    }

    /// Goes on in the list by so many articles.
    fn choose(&mut self, articles: isize) {
        if self.list.step(articles, self.proof.articles.len()) {
            self.open();
            self.show_in_sample();
        }
    }

    /// Opens the article under the cursor.
    fn open(&mut self) {
        let article = self.proof.articles.get(self.list.cursor);
        self.reader = article.map(|article| {
            let opened = Opened {
                headline: headline(article),
                article: Arc::clone(article),
                bookmark: None,
            };
            Reader::new(opened, self.measure)
        });
        if self.reader.is_none() && self.focus == TrialPane::Article {
            self.focus = TrialPane::Articles;
        }
    }

    /// Brings the place of the article under the cursor to the top of the answer.
    fn show_in_sample(&mut self) {
        let wanted = Some(self.list.cursor);
        let mut rows = self.proof.sample.iter();
        if let Some(row) = rows.position(|row| row.article == wanted) {
            self.sample_top = row;
        }
    }

    fn point(&mut self, mouse: Mouse) {
        let panes = self.panes();
        let Some(pane) = panes.pane_at(mouse.column, mouse.row, self.left) else {
            return;
        };
        self.focus_on(pane);
        match mouse.kind {
            MouseKind::ScrollUp => self.step(-3),
            MouseKind::ScrollDown => self.step(3),
            MouseKind::Press => {
                if let (TrialPane::Articles, Some(area)) = (pane, panes.list) {
                    let at = self.list.top + usize::from(mouse.row - area.y);
                    let from = isize::try_from(self.list.cursor).unwrap_or_default();
                    self.choose(isize::try_from(at).unwrap_or_default() - from);
                }
            }
        }
    }

    /// Brings everything that follows from the rest up to date.
    fn settle(&mut self) {
        let panes = self.panes();
        if let Some(Area { width, height, .. }) = panes.left {
            let height = usize::from(height);
            let rows = self.mapping_rows(width).len();
            self.mapping_top = self.mapping_top.min(rows.saturating_sub(height));
            let rows = self.proof.sample.len();
            self.sample_top = self.sample_top.min(rows.saturating_sub(height));
        }
        if let Some(area) = panes.list {
            self.list.show(area.height.into(), |_| 1);
        }
        if let (Some(area), Some(reader)) = (panes.article, &mut self.reader) {
            let cells = text_cells(area.width).min(self.measure.cells);
            reader.set(Measure {
                cells,
                ..self.measure
            });
        }
    }

    /// The keys of this screen, each with what it does, the most needed first.
    pub fn hints(&self) -> [(String, String); 5] {
        let name = |command| self.keymap.name_of(command);
        let locale = self.locale;
        [
            ("e".to_owned(), say!(locale, "edit", "修改")),
            ("w".to_owned(), say!(locale, "keep", "保存")),
            (name(Command::NextPane), say!(locale, "pane", "换栏")),
            (name(Command::Back), say!(locale, "leave", "离开")),
            (
                format!("{}/{}", name(Command::Down), name(Command::Up)),
                say!(locale, "move", "移动"),
            ),
        ]
    }
}
