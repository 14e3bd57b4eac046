//! Fetching sources: asked for, followed, stopped.

use super::keymap::Command;
use super::message::{Effect, Fetching};
use super::model::Model;
use super::panes::Pane;
use crate::article::Label;
use crate::library::{ArticleId, SourceId};
use crate::locale::Sentence;
use crate::say;
use crate::text::width;

impl Model {
    /// Fetches what is under the cursor, or everything.
    pub(super) fn refresh(&mut self, command: Command) {
        let locale = self.locale();
        if !self.choices.keeps {
            self.notice = Some(say!(
                locale,
                "only sources of the library are fetched: subscribe with `wenlan add`",
                "只有文库中的来源可以更新，请先用 wenlan add 订阅"
            ));
            return;
        }
        if self.fetching.is_some() {
            let stop = self.keymap.name_of(Command::StopFetching);
            self.notice = Some(say!(
                locale,
                "fetching is under way ({stop} stops it)",
                "正在更新（按 {stop} 停止）"
            ));
            return;
        }
        let sources = match (command, self.focus) {
            (Command::RefreshAll, _) => Vec::new(),
            (_, Pane::Sections) => self.shelf.sources(),
            _ => self.source().into_iter().collect(),
        };
        self.fetching = Some(Fetching::default());
        self.asks.push(Effect::Refresh(sources));
    }

    /// The source of the article that is open or under the cursor.
    fn source(&self) -> Option<SourceId> {
        self.subject().map(|row| row.source)
    }

    /// Has the full text of the article fetched that is open or under the cursor.
    pub(super) fn fetch_full_text(&mut self) {
        let locale = self.locale();
        self.notice = Some(match self.subject() {
            Some(row) => {
                self.asks.push(Effect::FullText(row.id));
                say!(locale, "fetching the full text …", "正在取全文……")
            }
            None => say!(locale, "no article is chosen", "没有选中文章"),
        });
    }

    pub(super) fn hear_full_text(&mut self, id: ArticleId, result: Result<(), Sentence>) {
        let locale = self.locale();
        self.notice = Some(match result {
            Ok(()) => {
                if self.reader().is_some_and(|reader| reader.id() == id) {
                    // It is kept where the article is being read, and read on there.
                    self.keep_place();
                    self.wanted = Some(id);
                    self.asks.push(Effect::Read(id));
                }
                say!(locale, "this is the full text", "已取得全文")
            }
            Err(why) => why.told(locale).to_owned(),
        });
    }

    pub(super) fn stop_fetching(&mut self) {
        if self.fetching.is_some() {
            self.asks.push(Effect::StopFetching);
        }
    }

    /// Shows all that is known of the source under the cursor.
    pub(super) fn inspect(&mut self) {
        let source = match self.focus {
            Pane::Sections => self.shelf.sources().first().copied(),
            _ => self.source(),
        };
        match source.filter(|_| self.choices.keeps) {
            Some(source) => self.asks.push(Effect::Inspect(source)),
            None => {
                self.notice = Some(say!(self.locale(), "no source is chosen", "没有选中来源"));
            }
        }
    }

    pub(super) fn hear_fetching(&mut self, fetching: Fetching) {
        let before = self.fetching.as_ref().map_or(0, |before| before.new);
        let is_over = fetching.is_over();
        if fetching.new > before || is_over {
            self.look_again();
        }
        if is_over {
            self.notice = Some(self.outcome(&fetching));
        }
        self.fetching = Some(fetching).filter(|_| !is_over);
    }

    /// What has come of fetching that is over.
    fn outcome(&self, fetching: &Fetching) -> String {
        let locale = self.locale();
        let Fetching {
            new, failed, of, ..
        } = fetching;
        if let Some(why) = &fetching.broken_off {
            return why.told(locale).to_owned();
        }
        match &fetching.failure {
            _ if *of == 0 => say!(
                locale,
                "no source to fetch: `wenlan add URL` subscribes to one",
                "没有可更新的来源，用 wenlan add 网址 订阅"
            ),
            Some((name, why)) if *failed == 1 && self.has_room(name, why) => {
                let why = why.told(locale);
                say!(
                    locale,
                    "{new} new; {name}: {why}",
                    "新文章 {new} 篇；{name}：{why}"
                )
            }
            Some(_) => {
                let page = self.keymap.name_of(Command::SourcePage);
                say!(
                    locale,
                    "{new} new; {failed} of {of} sources failed ({page} on one tells why)",
                    "新文章 {new} 篇；{of} 个来源中有 {failed} 个失败（选中后按 {page} 看原因）"
                )
            }
            None => say!(locale, "{new} new articles", "新文章 {new} 篇"),
        }
    }
    /// Whether the last line has room for why a source failed: what can be done about it
    /// stands at the end.
    fn has_room(&self, name: &Label, why: &Sentence) -> bool {
        /// Cells of what else is told on that line.
        const REST: usize = 24;
        let profile = self.measure().profile;
        let cells = width(name, profile) + width(why.told(self.locale()), profile);
        cells + REST <= usize::from(self.columns)
    }
}
