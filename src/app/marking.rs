//! What the person says of articles: read, starred, later; and takes back.

use super::keymap::Command;
use super::message::{Effect, Which};
use super::model::Model;
use super::panes::Pane;
use super::reader::Reader;
use crate::library::{ArticleId, Headline, Mark, Marked};
use crate::say;

impl Model {
    /// The article that a command is about: the open one in the reader, else the one under the list's cursor.
    pub(super) fn subject(&self) -> Option<&Headline> {
        let open = self.reader.as_ref().filter(|_| self.focus == Pane::Reader);
        open.map(Reader::headline)
            .or_else(|| self.headlines.current())
    }

    /// Sets the mark that a command is about, or takes it away.
    pub(super) fn toggle(&mut self, command: Command) {
        let mark = match command {
            Command::Star => Mark::Starred,
            Command::ReadLater => Mark::Later,
            _ => Mark::Read,
        };
        if !self.may_mark() {
            return;
        }
        let Some((id, marks)) = self.subject().map(|row| (row.id, row.marks)) else {
            return;
        };
        let on = !marks.has(mark);
        // Who says that an article is unread is not contradicted; who stars it has not said so.
        let is_open = |reader: &&mut Reader| reader.id() == id && mark == Mark::Read;
        if let Some(reader) = self.reader.as_mut().filter(is_open) {
            reader.judged = true;
        }
        self.mark(id, mark, on);
        self.notice = Some(said(mark, on).told(self.locale()).to_owned());
    }

    /// Whether marks last; says why not.
    fn may_mark(&mut self) -> bool {
        if !self.choices.keeps {
            self.notice = Some(say!(
                self.locale(),
                "marks are for what you keep: subscribe with `wenlan add`",
                "标记只用于文库中的文章，请先用 wenlan add 订阅"
            ));
        }
        self.choices.keeps
    }

    /// Sets a mark of an article on the screen, and has the library set it.
    pub(super) fn mark(&mut self, id: ArticleId, mark: Mark, on: bool) {
        self.note_mark(id, mark, on);
        let of = Which::One(id);
        self.asks.push(Effect::Mark { of, mark, on });
    }

    fn note_mark(&mut self, id: ArticleId, mark: Mark, on: bool) {
        self.headlines.mark(id, mark, on);
        if let Some(reader) = self.reader.as_mut().filter(|reader| reader.id() == id) {
            reader.headline_mut().marks.set(mark, on);
        }
    }

    /// Has everything that is listed count as read.
    pub(super) fn mark_all_read(&mut self) {
        if !self.may_mark() {
            return;
        }
        let mut rows = self.headlines.rows().iter();
        if self.headlines.is_whole() && rows.all(|row| row.marks.read) {
            self.notice = Some(say!(
                self.locale(),
                "nothing here is unread",
                "这里没有未读的文章"
            ));
            return;
        }
        let ids: Vec<ArticleId> = self.headlines.rows().iter().map(|row| row.id).collect();
        for id in ids {
            self.note_mark(id, Mark::Read, true);
        }
        let listing = self.headlines.listing().clone();
        let Some(latest) = self.shelf.latest() else {
            return;
        };
        self.asks.push(Effect::Mark {
            of: Which::All(listing, latest),
            mark: Mark::Read,
            on: true,
        });
        let undo = self.keymap.name_of(Command::Undo);
        self.notice = Some(say!(
            self.locale(),
            "all of them are read ({undo} takes it back)",
            "全部标为已读（按 {undo} 撤销）"
        ));
    }

    /// Takes the last marking back.
    pub(super) fn undo(&mut self) {
        match self.marked.pop() {
            Some(marked) => self.asks.push(Effect::Unmark(marked)),
            None => {
                self.notice = Some(say!(self.locale(), "nothing to undo", "没有可撤销的标记"));
            }
        }
    }

    pub(super) fn hear_unmarked(&mut self, marked: &Marked) {
        for id in &marked.articles {
            self.note_mark(*id, marked.mark, !marked.on);
        }
        let count = marked.articles.len();
        let name = marked.mark.title(self.locale());
        self.notice = Some(say!(
            self.locale(),
            "undone: {name}, {count} articles",
            "已撤销“{name}”，{count} 篇"
        ));
        self.look_again();
    }
}

fn said(mark: Mark, on: bool) -> crate::locale::Sentence {
    let (en, zh) = match (mark, on) {
        (Mark::Read, true) => ("read", "已读"),
        (Mark::Read, false) => ("unread", "未读"),
        (Mark::Starred, true) => ("starred", "已收藏"),
        (Mark::Starred, false) => ("no longer starred", "已取消收藏"),
        (Mark::Later, true) => ("kept for later", "已放入“稍后”"),
        (Mark::Later, false) => ("no longer kept for later", "已移出“稍后”"),
    };
    crate::sentence!("{en}", "{zh}")
}
