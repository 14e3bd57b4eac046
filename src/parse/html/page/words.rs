//! What the words of a line say that it is, where it is none of the article.

use super::dated::names_a_day;
use crate::parse::plain;

/// What a line is by its words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Says {
    /// Nothing in particular: it may well be of the article.
    #[default]
    Anything,
    /// Whose the text is, and who answers for it.
    Notice,
    /// Where the article comes from: a date, a source, an author.
    About,
    /// Buttons, and words that ask the reader to do something.
    Button,
    /// What stands below leads to other articles.
    Related,
}

/// What a line about rights has in it.
const NOTICES: &[&str] = &[
    "版权所有",
    "版權所有",
    "版权归",
    "免责声明",
    "免責聲明",
    "不代表本",
    "并不意味着赞同",
    "並不代表",
    "转载请注明",
    "轉載請註明",
    "未经授权",
    "未经许可",
    "违者必究",
    "違者必究",
    "侵权必究",
    "风险自担",
    "风险自负",
    "本网站立场",
    "本网立场",
    "仅供投资者参考",
    "如有侵权",
    "all rights reserved",
    "copyright ©",
    "copyright 20",
    "copyright (c)",
    "©",
    "無断転載",
    "use cookies",
    "uses cookies",
    "cookie policy",
    "cookie-richtlinie",
    "verwendet cookies",
    "utilise des cookies",
    "utiliza cookies",
];

/// How a line begins that stands above links to other articles, or is one.
const RELATED: &[&str] = &[
    "相关",
    "相關",
    "推荐阅读",
    "推薦閱讀",
    "延伸阅读",
    "延伸閱讀",
    "更多",
    "热门",
    "热点",
    "最熱門",
    "猜你喜欢",
    "编辑推荐",
    "往期",
    "关键字",
    "关键词",
    "關鍵字",
    "标签",
    "標籤",
    "关于",
    "最新",
    "下一篇",
    "上一篇",
    "専題",
    "专题",
    "图说",
    "点击",
    "請看",
    "详细请看",
    "related",
    "read more",
    "read also",
    "read next",
    "see also",
    "see more",
    "more:",
    "more from",
    "more on",
    "more stories",
    "also read",
    "recommended",
    "you may also",
    "you might",
    "don't miss",
    "don’t miss",
    "most popular",
    "most read",
    "trending",
    "latest",
    "popular",
    "recent",
    "top stories",
    "up next",
    "watch:",
    "watch now",
    "tags",
    "topics",
    "filed under",
    "keywords",
    "関連",
    "あわせて読みたい",
    "おすすめ",
    "人気",
    "こちらも",
    "タグ",
];

/// How a line begins that wants something of the reader.
const BUTTONS: &[&str] = &[
    "分享",
    "转发",
    "打印",
    "列印",
    "收藏",
    "关闭",
    "返回",
    "我要评论",
    "我要說",
    "我来说",
    "发表评论",
    "我要留言",
    "评论",
    "跟帖",
    "字号",
    "[字号",
    "调整字",
    "調整字",
    "【字",
    "[字",
    "[大",
    "欢迎发表",
    "查看评论",
    "手机看",
    "手机",
    "订阅",
    "注册",
    "登录",
    "扫一扫",
    "扫描",
    "加入",
    "网友评论",
    "转载",
    "顶一下",
    "share",
    "tweet",
    "print",
    "email",
    "e-mail",
    "subscribe",
    "sign up",
    "sign in",
    "log in",
    "follow",
    "click here",
    "continue reading",
    "advert",
    "comment",
    "leave a",
    "post comment",
    "reply",
    "loading",
    "skip",
    "download",
    "get the latest",
    "join",
    "like us",
    "report a",
    "シェア",
    "ツイート",
    "コメント",
    "印刷",
    "この記事",
];

/// What a sentence has in it that wants something of the reader.
const ASKS: &[&str] = &[
    "follow him on",
    "follow her on",
    "follow us on",
    "follow them on",
    "follow me on",
    "subscribe to",
    "sign up",
    "newsletter",
    "get the latest",
    "be reached at",
    "email us",
    "like us on",
    "click here",
    "join our",
    "send us",
    "support us",
    "have a tip",
    "to learn more",
    "read more at",
    "sharing is caring",
    "关注我们",
    "公众号",
    "扫码关注",
    "二维码",
    "手机客户端",
    "手机报",
    "欢迎订阅",
    "欢迎关注",
    "敬请关注",
    "更多精彩",
    "点击进入",
    "点击查看",
    "订报",
    "投稿邮箱",
    "新闻热线",
    "爆料",
    "按此",
    "粉絲團",
    "專頁",
    "马上登录",
    "立即登录",
    "马上注册",
    "立即注册",
];

/// What a line says that it is.
pub(super) fn says(line: &str) -> Says {
    const LONGEST: usize = 1200;
    if line.len() > LONGEST {
        return Says::Anything;
    }
    let lower = line.to_lowercase();
    let scalars = line.chars().count();
    let mark = |c: char| !c.is_alphanumeric() && !matches!(c, '[' | '【' | '©');
    let bare = lower.trim_start_matches(mark);
    let begins = |list: &[&str]| list.iter().any(|word| bare.starts_with(word));
    let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    let is_told = line.ends_with(['。', '.', '？', '?']);
    match () {
        () if line.starts_with('<') && line.ends_with('>') => Says::Button,
        () if scalars <= 300 && has(NOTICES) || begins(&["声明：", "声明:", "聲明："]) => {
            Says::Notice
        }
        () if scalars <= 120 && plain::is_furniture(line) => Says::Button,
        () if scalars < 60 && !is_told && begins(BUTTONS) => Says::Button,
        () if scalars <= 80 && !is_told && begins(RELATED) => Says::Related,
        () if scalars <= 120 && is_about(line, scalars) => Says::About,
        () => Says::Anything,
    }
}

/// Whether a sentence wants something of the reader, as those below an article do.
pub(super) fn asks(line: &str) -> bool {
    const LONGEST: usize = 900;
    let lower = line.to_lowercase();
    line.len() <= LONGEST && ASKS.iter().any(|word| lower.contains(word))
}

/// Whether a line tells of a date, a source or an author.
fn is_about(line: &str, scalars: usize) -> bool {
    let is_short = |part: &plain::Part<'_>| {
        part.value.chars().count() <= 40 && !part.value.ends_with(['。', '？', '！', '?', '!', '…'])
    };
    let parts = plain::parts(line);
    !parts.is_empty() && parts.iter().all(is_short)
        || scalars <= 70 && (names_a_day(line) || is_byline(line))
        || scalars <= 40 && is_credit(line)
}

/// `By Jane Doe`.
fn is_byline(line: &str) -> bool {
    let by = ["By ", "BY ", "by "]
        .iter()
        .find_map(|by| line.strip_prefix(by));
    by.is_some_and(|by| by.starts_with(char::is_uppercase) && !by.ends_with(['.', '!', '?']))
}

/// `（记者 某某）` on a line of its own.
fn is_credit(line: &str) -> bool {
    const CREDITS: &[&str] = &[
        "编辑",
        "编译",
        "记者",
        "撰稿",
        "文/",
        "文／",
        "摄",
        "来源",
        "稿源",
        "责编",
        "通讯员",
        "實習",
        "記者",
        "編輯",
        "報導",
        "報道",
    ];
    let inside = line.strip_prefix(['(', '（', '[', '【']);
    let inside = inside.and_then(|rest| rest.strip_suffix([')', '）', ']', '】']));
    let names = line.starts_with("記者") || line.starts_with("记者");
    let told = inside.or(Some(line).filter(|_| names));
    told.is_some_and(|told| CREDITS.iter().any(|word| told.contains(word)))
}

/// The marks in a text that divide or end sentences.
pub(super) fn stops(text: &str) -> usize {
    let mut chars = text.chars().peekable();
    let mut stops = 0;
    while let Some(c) = chars.next() {
        let ends = |next: Option<&char>| {
            next.is_none_or(|next| next.is_whitespace() || "\"'”’)".contains(*next))
        };
        stops += usize::from(match c {
            '。' | '，' | '！' | '？' | '；' | '、' | '…' | '،' | '؛' | '؟' | '।' | '｡' => {
                true
            }
            '.' | ',' | '!' | '?' | ';' => ends(chars.peek()),
            _ => false,
        });
    }
    stops
}
