//! Knows what stands around an article on saved pages: breadcrumbs, labels of dates and names, buttons.

use crate::article::Label;

/// What a label in front of a colon announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Title,
    Published,
    Updated,
    Source,
    Author,
    /// Counters and buttons: 字号, 浏览次数.
    Furniture,
}

/// The labels that pages use. Longer ones stand before those they contain.
const KEYS: &[(&str, Key)] = &[
    ("标题", Key::Title),
    ("更新时间", Key::Updated),
    ("更新日期", Key::Updated),
    ("修改时间", Key::Updated),
    ("发布时间", Key::Published),
    ("发布日期", Key::Published),
    ("发表时间", Key::Published),
    ("发稿时间", Key::Published),
    ("成文日期", Key::Published),
    ("时间", Key::Published),
    ("日期", Key::Published),
    ("發布時間", Key::Published),
    ("發佈日期", Key::Published),
    ("文章来源", Key::Source),
    ("信息来源", Key::Source),
    ("稿件来源", Key::Source),
    ("新闻来源", Key::Source),
    ("来源", Key::Source),
    ("來源", Key::Source),
    ("稿源", Key::Source),
    ("文章作者", Key::Author),
    ("责任编辑", Key::Author),
    ("責任編輯", Key::Author),
    ("作者", Key::Author),
    ("记者", Key::Author),
    ("責編", Key::Author),
    ("责编", Key::Author),
    ("编辑", Key::Author),
    ("撰稿", Key::Author),
    ("著者", Key::Author),
    ("筆者", Key::Author),
    ("執筆", Key::Author),
    ("公開日", Key::Published),
    ("投稿日", Key::Published),
    ("更新日", Key::Updated),
    ("字体大小", Key::Furniture),
    ("字号", Key::Furniture),
    ("字体", Key::Furniture),
    ("浏览次数", Key::Furniture),
    ("浏览量", Key::Furniture),
    ("浏览", Key::Furniture),
    ("阅读次数", Key::Furniture),
    ("阅读量", Key::Furniture),
    ("点击次数", Key::Furniture),
    ("点击数", Key::Furniture),
    ("点击率", Key::Furniture),
    ("点击", Key::Furniture),
    ("访问次数", Key::Furniture),
    ("打印本页", Key::Furniture),
    ("分享到", Key::Furniture),
    ("分享", Key::Furniture),
    ("published on", Key::Published),
    ("published", Key::Published),
    ("posted on", Key::Published),
    ("posted", Key::Published),
    ("date", Key::Published),
    ("last updated", Key::Updated),
    ("updated", Key::Updated),
    ("source", Key::Source),
    ("authors", Key::Author),
    ("author", Key::Author),
    ("font size", Key::Furniture),
    ("views", Key::Furniture),
];

/// Words of buttons; a line of nothing else is furniture.
const BUTTONS: &[&str] = &[
    "baidu",
    "map",
    "百度",
    "分享",
    "分享到",
    "打印",
    "打印本页",
    "关闭",
    "关闭窗口",
    "关闭本页",
    "返回",
    "返回顶部",
    "返回首页",
    "回到顶部",
    "顶部",
    "收藏",
    "收藏本页",
    "推荐",
    "点赞",
    "评论",
    "纠错",
    "字号",
    "字体",
    "大",
    "中",
    "小",
    "超大",
    "默认",
    "放大",
    "缩小",
    "微信",
    "微博",
    "新浪微博",
    "腾讯微博",
    "qq空间",
    "qq",
    "朋友圈",
    "扫一扫",
    "二维码",
    "上一篇",
    "下一篇",
    "上一页",
    "下一页",
    "网站地图",
    "联系我们",
    "关于我们",
    "设为首页",
    "加入收藏",
    "登录",
    "注册",
    "搜索",
    "share",
    "print",
    "close",
    "top",
    "facebook",
    "twitter",
    "advertisement",
    "login",
    "search",
    "menu",
    "sitemap",
];

/// What a line about rights, or about the site, has in it.
const RIGHTS: &[&str] = &[
    "版权所有",
    "版權所有",
    "Copyright",
    "copyright",
    "©",
    "ICP备",
    "ICP证",
    "公网安备",
    "主办单位",
    "承办单位",
    "技术支持",
    "网站标识码",
    "All rights reserved",
    "All Rights Reserved",
];

/// What stands before the title of a neighbouring article.
const NEIGHBOURS: &[&str] = &[
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上一页",
    "下一页",
    "Previous:",
    "Next:",
];

/// A line about rights is not longer than this, in scalars; prose about them is.
const RIGHTS_LINE: usize = 120;

/// Whether a whole line is furniture of a page.
pub(crate) fn is_furniture(line: &str) -> bool {
    let neighbour = NEIGHBOURS.iter().any(|prefix| {
        let rest = line.strip_prefix(prefix);
        rest.is_some_and(|rest| {
            prefix.ends_with(':') || rest.trim_start().starts_with([':', '：', '|'])
        })
    });
    let rights =
        || RIGHTS.iter().any(|word| line.contains(word)) && line.chars().count() <= RIGHTS_LINE;
    neighbour || is_buttons(line) || rights()
}

/// Whether a line has words of buttons and nothing else.
fn is_buttons(line: &str) -> bool {
    let parts =
        line.split(|c: char| c.is_whitespace() || "[]【】()（）|｜/／·、:：<>《》".contains(c));
    let mut words = parts.filter(|part| !part.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| BUTTONS.contains(&word.to_lowercase().as_str()))
}

/// The labels of the way to an article; nothing for a line that shows none.
pub(crate) fn breadcrumb(line: &str) -> Option<Vec<Label>> {
    let announced = [
        "您当前的位置",
        "您现在的位置",
        "您所在的位置",
        "您的位置",
        "当前位置",
        "所在位置",
        "现在位置",
        "You are here",
    ];
    let rest = announced
        .iter()
        .find_map(|prefix| line.strip_prefix(prefix));
    let is_announced = rest.is_some();
    let rest = rest
        .unwrap_or(line)
        .trim_start_matches([':', '：', ' ', '\u{a0}']);
    let separators = ["->", ">", "›", "»", "＞", "→"];
    let separator = separators
        .iter()
        .find(|separator| rest.contains(**separator))?;
    let labels: Vec<Label> = rest.split(separator).filter_map(Label::some).collect();
    let begins_at_home = labels.first().is_some_and(|first| {
        ["首页", "首頁", "网站首页", "主页", "home", "ホーム"]
            .contains(&first.to_lowercase().as_str())
    });
    let enough = if is_announced || begins_at_home { 2 } else { 3 };
    let short = labels.iter().all(|label| label.chars().count() <= 40);
    (labels.len() >= enough && short).then_some(labels)
}

/// A part of a line about the article: what it announces, where it stands, what it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part<'a> {
    /// Nothing for words in front of the first label.
    pub(crate) key: Option<Key>,
    /// Byte offset in the line.
    pub(crate) at: usize,
    /// The whole part, label and all.
    pub(crate) whole: &'a str,
    /// What stands behind the label.
    pub(crate) value: &'a str,
}

/// The parts of a line in which labels with a colon stand; none where there is no label.
pub(crate) fn parts(line: &str) -> Vec<Part<'_>> {
    let found = labels(line);
    let ends = found
        .iter()
        .skip(1)
        .map(|found| found.0)
        .chain([line.len()]);
    let mut parts = Vec::new();
    if let Some(&(first, ..)) = found.first()
        && first > 0
    {
        parts.push(part(line, None, 0, 0, first));
    }
    for (&(at, value, key), end) in found.iter().zip(ends) {
        parts.push(part(line, Some(key), at, value, end));
    }
    parts
}

fn part(line: &str, key: Option<Key>, at: usize, value: usize, end: usize) -> Part<'_> {
    let edge = |c: char| c.is_whitespace() || "[]【】()（）|｜".contains(c);
    Part {
        key,
        at,
        whole: line[at..end].trim_end_matches(|c: char| c.is_whitespace() || "|｜".contains(c)),
        value: line[value..end].trim_matches(edge),
    }
}

/// Where each label of a line begins (with the bracket before it), where its value begins, and what it announces.
fn labels(line: &str) -> Vec<(usize, usize, Key)> {
    let mut found = Vec::new();
    let mut free = true;
    let mut bracket = None;
    let mut skip_to = 0;
    for (at, c) in line.char_indices() {
        if at < skip_to {
            continue;
        }
        if free && let Some((len, key)) = label_at(&line[at..]) {
            found.push((bracket.unwrap_or(at), at + len, key));
            skip_to = at + len;
        }
        bracket = "[【(（".contains(c).then_some(at);
        free = c.is_whitespace() || "[]【】()（）|｜;；,，".contains(c) || skip_to > at;
    }
    found
}

/// The label at the head of `text`: its bytes, colon and all, and what it announces.
fn label_at(text: &str) -> Option<(usize, Key)> {
    KEYS.iter().find_map(|&(name, key)| {
        let head = text.get(..name.len())?;
        let rest = head
            .eq_ignore_ascii_case(name)
            .then(|| &text[name.len()..])?;
        let behind = rest.trim_start();
        let colon = behind.chars().next().filter(|c| matches!(c, ':' | '：'))?;
        Some((text.len() - behind.len() + colon.len_utf8(), key))
    })
}

/// The names in a list of names: 张三、李四, 甲 乙, Jane Doe and John Roe.
///
/// Blanks part Chinese names, of which none has one inside.
pub(crate) fn names(list: &str) -> Vec<Label> {
    let marks = ['、', ',', '，', ';', '；', '/', '／', '|'];
    let parts = list
        .split(marks)
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "));
    let mut names = Vec::new();
    for part in parts.map(str::trim) {
        let is_latin = part.chars().any(|c| c.is_ascii_alphabetic());
        if is_latin {
            names.extend(Label::some(part));
        } else {
            names.extend(part.split_whitespace().filter_map(Label::some));
        }
    }
    names
}
