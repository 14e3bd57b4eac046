//! Tells a page that only says why there is nothing to read.

use super::line::Line;
use super::survey::Survey;
use crate::article::Label;
use crate::locale::Sentence;
use crate::sentence;

/// Bytes of prose from which on a page says something for its own sake, whatever its title is.
const SAYS_SOMETHING: usize = 500;

/// How the title of a page begins or ends that tells of an error.
const ERRORS: &[&str] = &[
    "404",
    "403",
    "500",
    "502",
    "503",
    "not found",
    "forbidden",
    "access denied",
    "error",
    "bad gateway",
    "service unavailable",
    "internal server error",
    "just a moment",
    "attention required",
    "页面不存在",
    "页面未找到",
    "找不到页面",
    "页面走丢了",
    "出错了",
    "访问出错",
    "无法访问",
    "网页不存在",
    "内容不存在",
    "文章不存在",
    "已被删除",
    "找不到网頁",
    "頁面不存在",
    "ページが見つかりません",
    "お探しのページ",
];

/// How a page says that only those it knows may read on.
const LOGINS: &[&str] = &[
    "log in",
    "login",
    "sign in",
    "signin",
    "subscribe to read",
    "登录",
    "登入",
    "请登录",
    "用户登录",
    "会员登录",
    "ログイン",
];

/// Why a page with words holds nothing to read: it tells of an error, or asks to log in.
pub(super) fn refuses(survey: &Survey<'_>, title: &Label) -> Option<Sentence> {
    let prose: usize = survey.lines.iter().map(Line::told).sum();
    if prose >= SAYS_SOMETHING {
        return None;
    }
    if says(title, ERRORS) {
        return Some(sentence!(
            "the page tells of an error instead of an article: {title}; `wenlan print --from html` shows its words",
            "这不是文章，而是报错页面：{title}；用 wenlan print --from html 可查看原文字"
        ));
    }
    if says(title, LOGINS) {
        return Some(sentence!(
            "the page asks to log in instead of showing an article: {title}; `wenlan print --from html` shows its words",
            "这不是文章，而是登录页面：{title}；用 wenlan print --from html 可查看原文字"
        ));
    }
    None
}

/// Says that a page is empty.
pub(super) fn empty() -> Sentence {
    sentence!(
        "the page has no words of its own; its scripts would fetch them, and none is run",
        "网页本身没有文字，内容要靠脚本载入，而脚本不会运行"
    )
}

/// Whether a title is one of these: with a mark between it and what else stands there, or with nothing that says more.
fn says(title: &Label, words: &[&str]) -> bool {
    let title = title.to_lowercase();
    words.iter().any(|word| {
        let behind = title.strip_prefix(word).map(str::trim_start);
        let before = title.strip_suffix(word).map(str::trim_end);
        behind.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || says_no_more(rest))
            || before
                .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric) || says_no_more(rest))
    })
}

/// Whether words only lead up to the name of an error.
fn says_no_more(words: &str) -> bool {
    let mut words = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| {
        word.bytes().all(|b| b.is_ascii_digit())
            || matches!(
                word,
                "http" | "status" | "error" | "page" | "sorry" | "oops"
            )
    })
}
