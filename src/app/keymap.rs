//! Which key asks for what, and what that is called.

use super::input::{Key, KeyCode};
use super::keys::keys;
use crate::locale::Locale;
use crate::text::fold;

/// What a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// One line or row down.
    Down,
    /// One line or row up.
    Up,
    /// Half a screen down.
    HalfPageDown,
    /// Half a screen up.
    HalfPageUp,
    /// A screen down; behind the end of an article, the next one.
    PageDown,
    /// A screen up.
    PageUp,
    /// To the beginning.
    Top,
    /// To the end.
    Bottom,
    /// Into what is under the cursor.
    In,
    /// Out of where one is.
    Out,
    /// To the pane on the right.
    NextPane,
    /// To the pane on the left.
    PreviousPane,
    /// To the article below in the list.
    NextArticle,
    /// To the article above in the list.
    PreviousArticle,
    /// To the next match of the search in the article, else to the next unread article.
    NextMatch,
    /// To the match before, else to the unread article before.
    PreviousMatch,
    /// To the article that was read before this one.
    GoBack,
    /// To the article that one went back from.
    GoForward,
    /// To the next heading of the article.
    NextHeading,
    /// To the heading before.
    PreviousHeading,
    /// Shows the headings of the article.
    Outline,
    /// Looks for words: in the article, or from the lists in the library.
    Find,
    /// Narrows the list by words.
    Filter,
    /// Lists the same in another order.
    Sort,
    /// Stars the article, or no longer.
    Star,
    /// Has the article count as read, or as unread.
    ToggleRead,
    /// Keeps the article for later, or no longer.
    ReadLater,
    /// Has everything that is listed count as read.
    AllRead,
    /// Takes the last mark back.
    Undo,
    /// Fetches the source.
    Refresh,
    /// Fetches all sources.
    RefreshAll,
    /// Fetches nothing more.
    StopFetching,
    /// Shows all that is known of the source.
    SourcePage,
    /// Opens the article in a browser.
    Browse,
    /// Opens a link of the article, by its number.
    FollowLink,
    /// Copies the address of the article.
    CopyLink,
    /// Fetches the full text of the article from its page.
    FullText,
    /// Fetches the pictures of the article and shows them.
    Pictures,
    /// Larger type: shorter and wider-set lines.
    Larger,
    /// Smaller type.
    Smaller,
    /// Nothing but the article.
    Zen,
    /// Shows the keys.
    Help,
    /// Back to where one came from; at last, out of the program.
    Back,
    /// Out of the program.
    Quit,
    /// Paints the screen anew.
    Redraw,
}

/// A key and what it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The key.
    pub key: Key,
    /// What it asks for.
    pub command: Command,
}

/// Which key asks for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// The commands in the order of the help, with the keys they have from the start.
const DEFAULTS: &[(Command, &str)] = &[
    (Command::Down, "j<down>"),
    (Command::Up, "k<up>"),
    (Command::PageDown, "<space><pgdn><c-f>"),
    (Command::PageUp, "b<pgup><c-b>"),
    (Command::HalfPageDown, "d<c-d>"),
    (Command::HalfPageUp, "u<c-u>"),
    (Command::Top, "g<home>"),
    (Command::Bottom, "G<end>"),
    (Command::In, "<enter>l<right>"),
    (Command::Out, "h<left>"),
    (Command::NextPane, "<tab>"),
    (Command::PreviousPane, "<s-tab>"),
    (Command::NextArticle, "J"),
    (Command::PreviousArticle, "K"),
    (Command::NextHeading, "]"),
    (Command::PreviousHeading, "["),
    (Command::Outline, "t"),
    (Command::Find, "/"),
    (Command::Filter, "="),
    (Command::NextMatch, "n"),
    (Command::PreviousMatch, "N"),
    (Command::GoBack, "H"),
    (Command::GoForward, "L"),
    (Command::ToggleRead, "m"),
    (Command::Star, "s"),
    (Command::ReadLater, "w"),
    (Command::AllRead, "A"),
    (Command::Undo, "U"),
    (Command::Sort, "O"),
    (Command::Refresh, "r"),
    (Command::RefreshAll, "R"),
    (Command::StopFetching, "<c-g>"),
    (Command::SourcePage, "v"),
    (Command::Browse, "o"),
    (Command::FollowLink, "f"),
    (Command::CopyLink, "y"),
    (Command::FullText, "x"),
    (Command::Pictures, "i"),
    (Command::Larger, "+"),
    (Command::Smaller, "-_"),
    (Command::Zen, "z"),
    (Command::Redraw, "<c-l>"),
    (Command::Help, "?"),
    (Command::Back, "q<esc><bs>"),
    (Command::Quit, "Q<c-c>"),
];

impl Default for Keymap {
    fn default() -> Keymap {
        let bind = |(command, text): &(Command, &str)| {
            let command = *command;
            keys(text)
                .into_iter()
                .map(move |key| Binding { key, command })
        };
        Keymap {
            bindings: DEFAULTS.iter().flat_map(bind).collect(),
        }
    }
}

impl Keymap {
    /// What `key` asks for.
    pub fn command(&self, key: Key) -> Option<Command> {
        let meant = key.meant();
        self.bindings
            .iter()
            .find(|binding| binding.key == meant)
            .map(|binding| binding.command)
    }

    /// The keys that ask for `command`, the first the one to name.
    pub fn keys_of(&self, command: Command) -> impl Iterator<Item = Key> {
        self.bindings
            .iter()
            .filter(move |binding| binding.command == command)
            .map(|binding| binding.key)
    }

    /// The name of the first key that asks for `command`.
    pub fn name_of(&self, command: Command) -> String {
        self.keys_of(command)
            .next()
            .map(|key| key.to_string())
            .unwrap_or_default()
    }

    /// The lines of the help that hold `query`: the names of the keys, and what they ask for.
    pub fn help(&self, locale: Locale, query: &str) -> Vec<(String, &'static str)> {
        let query = fold(query);
        let mut lines = Vec::new();
        for (command, _) in DEFAULTS {
            let names: Vec<String> = self.keys_of(*command).map(|key| key.to_string()).collect();
            let line = (names.join(" "), command.about(locale));
            let holds = |text: &str| fold(text).as_str().contains(query.as_str());
            if !names.is_empty() && (holds(&line.0) || holds(line.1)) {
                lines.push(line);
            }
        }
        lines
    }
}

impl Command {
    /// What it does, in a few words.
    pub fn about(self, locale: Locale) -> &'static str {
        let (en, zh) = match self {
            Command::Down => ("one line down", "下一行"),
            Command::Up => ("one line up", "上一行"),
            Command::HalfPageDown => ("half a page down", "下半页"),
            Command::HalfPageUp => ("half a page up", "上半页"),
            Command::PageDown => ("next page, then next article", "下一页，到底后读下一篇"),
            Command::PageUp => ("page before", "上一页"),
            Command::Top => ("to the beginning", "到开头"),
            Command::Bottom => ("to the end", "到末尾"),
            Command::In => ("open, or go in", "打开、进入"),
            Command::Out => ("go out", "退出一层"),
            Command::NextPane => ("next pane", "下一栏"),
            Command::PreviousPane => ("pane before", "上一栏"),
            Command::NextArticle => ("next article", "下一篇"),
            Command::PreviousArticle => ("article before", "上一篇"),
            Command::NextMatch => ("next match, or next unread", "下一处匹配，或下一篇未读"),
            Command::PreviousMatch => {
                ("match before, or unread before", "上一处匹配，或上一篇未读")
            }
            Command::GoBack => ("back to what was read before", "回到刚才读的文章"),
            Command::GoForward => ("forward again", "再往前一篇"),
            Command::NextHeading => ("next heading", "下一节"),
            Command::PreviousHeading => ("heading before", "上一节"),
            Command::Outline => ("outline of the article", "文章目录"),
            Command::Find => (
                "find in the article, or search",
                "在文中查找；在列表里则搜索",
            ),
            Command::Filter => ("narrow the list", "筛选列表"),
            Command::Sort => ("another order", "换一种排序"),
            Command::Star => ("star, or no longer", "收藏、取消收藏"),
            Command::ToggleRead => ("read, unread", "标为已读、未读"),
            Command::ReadLater => ("keep for later, or no longer", "稍后读、不再稍后"),
            Command::AllRead => ("all of the list are read", "全部标为已读"),
            Command::Undo => ("take the last mark back", "撤销标记"),
            Command::Refresh => ("fetch this source", "更新这个来源"),
            Command::RefreshAll => ("fetch all sources", "更新全部来源"),
            Command::StopFetching => ("stop fetching", "停止更新"),
            Command::SourcePage => ("about this source", "来源的情况"),
            Command::Browse => ("open in the browser", "用浏览器打开"),
            Command::FollowLink => ("open a link by its number", "按编号打开链接"),
            Command::CopyLink => ("copy the address", "复制网址"),
            Command::FullText => ("fetch the full text", "取全文"),
            Command::Pictures => ("fetch the pictures", "取图片来看"),
            Command::Larger => ("larger type", "放大字号"),
            Command::Smaller => ("smaller type", "缩小字号"),
            Command::Zen => ("nothing but the article", "专注阅读"),
            Command::Help => ("the keys", "按键帮助"),
            Command::Back => ("back, at last out", "返回，最后退出"),
            Command::Quit => ("quit", "退出程序"),
            Command::Redraw => ("paint the screen anew", "重画屏幕"),
        };
        locale.pick(en, zh)
    }
}

/// Whether `key` is a character that a person types into a line.
pub(crate) fn typed(key: Key) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if !key.ctrl && !key.alt => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_asks_for_two_things() {
        let keymap = Keymap::default();
        for (at, binding) in keymap.bindings.iter().enumerate() {
            let same = keymap.bindings[..at]
                .iter()
                .find(|other| other.key == binding.key);
            assert_eq!(same, None, "{}", binding.key);
        }
    }

    #[test]
    fn the_help_is_searched_by_key_and_by_word() {
        let keymap = Keymap::default();
        let keys_of = |query| {
            keymap
                .help(Locale::ZhHans, query)
                .into_iter()
                .map(|(keys, _)| keys)
                .collect::<Vec<_>>()
        };
        assert_eq!(keys_of("目录"), ["t"]);
        assert_eq!(keys_of("C-D"), ["d C-d"]);
        assert_eq!(keymap.help(Locale::En, "").len(), DEFAULTS.len());
    }
}
