//! What becomes of the model when something happens.

use super::input::Key;
use super::keymap::Command;
use super::message::{Answer, Effect, Message, Opened, Origin};
use super::model::{MarkRead, Model, Overlay};
use super::panes::Pane;
use super::reader::Reader;
use crate::library::{ArticleId, Mark, Tree, View};
use crate::locale::Sentence;
use crate::say;

/// Keys that are remembered while an article is being opened.
const AHEAD: usize = 64;

impl Model {
    /// Begins with the person's library.
    pub fn begin(&mut self) -> Vec<Effect> {
        self.headlines.begin(self.listing_of(View::All));
        vec![Effect::Tree]
    }

    /// Asks for the articles of `origins`.
    pub fn open(&mut self, origins: Vec<Origin>) -> Vec<Effect> {
        self.opening += origins.len();
        self.headlines.begin(self.listing_of(View::All));
        origins.into_iter().map(Effect::Open).collect()
    }

    /// Takes a message, and gives what is now asked of the world.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) => self.press(key),
            Message::Mouse(mouse) => self.point(mouse),
            Message::Paste(text) => self.paste(&text),
            Message::Resized { columns, rows } => {
                (self.columns, self.rows) = (columns, rows);
                if self.focus != Pane::Reader {
                    // The reader may have come into sight.
                    self.preview_when_idle();
                }
            }
            Message::Found {
                profile,
                sizes,
                cell,
            } => {
                self.choices.measure.profile = profile;
                (self.sizes, self.cell) = (sizes, cell);
            }
            Message::Paused | Message::Leaving => self.keep_place(),
            Message::Answer(answer) => self.hear(answer),
        }
        if self.wanted.is_none() {
            for key in std::mem::take(&mut self.ahead) {
                self.press(key);
            }
        }
        self.settle();
        std::mem::take(&mut self.asks)
    }

    /// Brings everything that follows from the rest up to date: the page to the measure of its
    /// pane, the cursors onto the screen, the rows near the cursor, and what counts as read.
    fn settle(&mut self) {
        let panes = self.panes();
        if let Some(area) = panes.reader {
            let measure = self.measure_in(area.width);
            if let Some(reader) = &mut self.reader {
                reader.set(measure);
            }
        }
        if let Some(area) = panes.sections {
            self.shelf.list_mut().show(area.height.into(), |_| 1);
        }
        if let Some(area) = panes.articles {
            let mut list = self.headlines.list();
            let rows = self.headlines.rows();
            list.show(area.height.into(), |at| {
                rows.get(at).map_or(1, |row| self.rows_of(row, area))
            });
            *self.headlines.list_mut() = list;
            if self.lists_snippets(area) {
                let cells = self.cells_of_titles(area);
                self.asks
                    .extend(self.headlines.more_snippets(area.height.into(), cells));
            }
        }
        self.asks.extend(self.headlines.more());
        self.want_pictures();
        self.judge();
    }

    /// Lets an article that stands on the screen count as read, as the person has chosen.
    fn judge(&mut self) {
        let is_shown = self.panes().reader.is_some() && self.overlay.is_none();
        let counts = match self.choices.mark_read {
            MarkRead::Opened => self.focus == Pane::Reader,
            MarkRead::Shown => true,
            MarkRead::Never => false,
        };
        let is_open = self.wanted.is_none() && self.choices.keeps;
        if let Some(reader) = self
            .reader
            .as_mut()
            .filter(|_| is_shown && counts && is_open)
            && !std::mem::replace(&mut reader.judged, true)
        {
            let id = reader.id();
            self.mark(id, Mark::Read, true);
        }
    }

    fn hear(&mut self, answer: Answer) {
        let locale = self.locale();
        match answer {
            Answer::Opened { origin, result } => self.hear_opened(&origin, result),
            Answer::Tree(tree) => self.hear_tree(tree),
            Answer::Window {
                listing,
                around,
                above,
                below,
            } => {
                if self.headlines.take_window(&listing, around, above, below) {
                    self.preview_when_idle();
                }
            }
            Answer::More {
                listing,
                edge,
                page,
            } => self.headlines.take_more(&listing, edge, page),
            Answer::Unread {
                listing,
                edge,
                found,
            } => self.hear_unread(&listing, edge, found),
            Answer::Snippets { query, snippets } => {
                self.headlines.take_snippets(&query, snippets);
            }
            Answer::Article { id, result } => self.hear_article(id, result),
            Answer::Picture { id, url, result } => self.hear_picture(id, &url, result),
            Answer::FullText { id, result } => self.hear_full_text(id, result),
            Answer::Marked(marked) => {
                self.marked
                    .extend((!marked.articles.is_empty()).then_some(marked));
                self.asks.push(Effect::Tree);
            }
            Answer::Unmarked(marked) => self.hear_unmarked(&marked),
            Answer::Source { source, history } => {
                self.overlay = Some(Overlay::Source {
                    source,
                    history,
                    top: 0,
                });
            }
            Answer::Fetching(fetching) => self.hear_fetching(fetching),
            Answer::NotBrowsed(_, why) => self.notice = Some(why.told(locale).to_owned()),
            Answer::Failed(why) => {
                // Whatever it was that failed: it may be asked for again.
                self.headlines.expect_nothing();
                self.notice = Some(why.told(locale).to_owned());
            }
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
    }

    fn hear_opened(&mut self, origin: &Origin, result: Result<usize, Sentence>) {
        let locale = self.locale();
        self.opening = self.opening.saturating_sub(1);
        match result {
            Ok(complaints) => {
                self.has_opened = true;
                if complaints > 0 {
                    self.notice = Some(say!(
                        locale,
                        "read with {complaints} complaints; `wenlan check` tells them",
                        "读完，有 {complaints} 处存疑，用 wenlan check 查看"
                    ));
                }
                if *origin == Origin::Sample && self.reader.is_none() {
                    self.focus = Pane::Reader;
                }
                self.asks.push(Effect::Tree);
            }
            Err(why) => {
                self.notice = Some(why.told(locale).to_owned());
                self.failures.push(why);
            }
        }
        if self.opening == 0 && !self.has_opened {
            let failures = std::mem::take(&mut self.failures);
            self.asks.push(Effect::GiveUp(failures));
        }
    }

    fn hear_tree(&mut self, tree: Tree) {
        let is_first = self.shelf.rows().is_empty();
        let everything = tree.everything;
        self.shelf.take(tree);
        if is_first {
            let starts_unread = self.choices.keeps && everything.unread > 0;
            let view = if starts_unread {
                View::Unread
            } else {
                self.shelf.row().map_or(View::All, |row| row.view)
            };
            self.shelf.go_to(view);
            let begin = self.headlines.begin(self.listing_of(view));
            self.asks.push(begin);
        } else if !self.choices.keeps {
            self.asks.push(self.headlines.again());
        }
        if self.is_alone() {
            self.focus = Pane::Reader;
        }
    }

    /// Opens the article under the list's cursor where it can be seen, unless words are being typed.
    fn preview_when_idle(&mut self) {
        if self.prompt.is_none() {
            self.preview();
        }
    }

    /// Opens the article under the list's cursor, where the reader can be seen.
    pub(super) fn preview(&mut self) {
        let id = self.headlines.current().map(|row| row.id);
        if let Some(id) = id.filter(|_| self.panes().reader.is_some()) {
            self.read_article(id);
        }
    }

    /// Opens an article, unless it is the one that is open.
    pub(super) fn read_article(&mut self, id: ArticleId) {
        let is_open = self.reader.as_ref().is_some_and(|reader| reader.id() == id);
        if is_open {
            self.wanted = None;
        } else if self.wanted != Some(id) {
            self.wanted = Some(id);
            self.asks.push(Effect::Read(id));
        }
    }

    fn hear_article(&mut self, id: ArticleId, result: Result<Opened, Sentence>) {
        if self.wanted != Some(id) {
            return;
        }
        self.wanted = None;
        self.keep_place();
        match result {
            Ok(mut opened) => {
                if let Some(bookmark) = self.places.get(&id) {
                    opened.bookmark = Some(bookmark.clone());
                }
                let width = self.panes().reader.map_or(self.columns, |area| area.width);
                self.reader = Some(Reader::new(opened, self.measure_in(width)));
                if self.focus == Pane::Reader {
                    self.visits.note(id);
                }
            }
            Err(why) => {
                self.reader = None;
                self.notice = Some(why.told(self.locale()).to_owned());
            }
        }
    }

    /// Has the library keep where the article is being read.
    pub(super) fn keep_place(&mut self) {
        let height = self.reader_rows();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let id = reader.id();
        let Some((bookmark, progress)) = reader.unkept(height) else {
            return;
        };
        if self.choices.keeps {
            self.headlines.note_progress(id, progress);
            self.asks.push(Effect::Keep {
                id,
                bookmark,
                progress,
            });
        } else {
            self.places.insert(id, bookmark);
        }
    }

    fn press(&mut self, key: Key) {
        self.notice = None;
        if self.prompt.is_some() {
            return self.type_key(key);
        }
        if let Some(overlay) = self.overlay.take() {
            return self.press_over(overlay, key);
        }
        let command = self.keymap.command(key);
        let waits = !self.ahead.is_empty() || command.is_some_and(|command| self.waits(command));
        if self.wanted.is_some() && waits {
            // Who types on while nothing comes means to be heard, but not for ever.
            if self.ahead.len() < AHEAD {
                self.ahead.push(key);
            }
        } else if let Some(command) = command {
            self.perform(command);
        }
    }

    /// Whether a command is meant for the article that is being opened, not for the one that
    /// is still on the screen.
    fn waits(&self, command: Command) -> bool {
        match command {
            Command::Back | Command::Out | Command::Quit => false,
            Command::NextArticle | Command::PreviousArticle => false,
            Command::PageDown | Command::PageUp => true,
            Command::Browse | Command::CopyLink | Command::FollowLink => true,
            Command::Outline => true,
            _ => self.focus == Pane::Reader,
        }
    }

    /// Has the rows around the cursor told anew, and the tree with them.
    pub(super) fn look_again(&mut self) {
        self.asks.push(Effect::Tree);
        self.asks.push(self.headlines.again());
    }

    /// Where the list's cursor is, to return to it.
    pub(super) fn around(&self) -> Option<ArticleId> {
        self.headlines.current().map(|row| row.id)
    }

    /// Shows another list; the cursor goes to `around` if it is in it.
    pub(super) fn list(&mut self, listing: crate::library::Listing, around: Option<ArticleId>) {
        let begin = self.headlines.begin(listing);
        let effect = match around {
            Some(id) => self.headlines.seek(id),
            None => begin,
        };
        self.asks.push(effect);
    }
}
