use super::*;
use crate::article::Label;
use crate::parse::{Spot, dates::moment, shown::shown};

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    assert_eq!(shown(&body(text).blocks), wanted, "{text}");
}

/// Reads a page; every line of it must be in the article or in a complaint.
#[track_caller]
fn read(text: &str) -> (crate::article::Article, Vec<String>) {
    let (article, complaints) = page(text);
    let complaints: Vec<String> = complaints
        .into_iter()
        .map(|complaint| format!("{} {}", complaint.at, complaint.what.en))
        .collect();
    let mut kept: Vec<String> = article.body.iter().map(|b| b.texts().concat()).collect();
    let labels = [&article.breadcrumb, &article.authors, &article.sources];
    kept.extend(labels.into_iter().flatten().map(Label::to_string));
    kept.extend([article.title.to_string()]);
    kept.extend(article.subtitle.iter().map(Label::to_string));
    kept.extend(article.published.iter().map(ToString::to_string));
    kept.extend(complaints.iter().cloned());
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let kept = letters(&kept.concat());
    for line in text.lines() {
        // Of a line of labels, the labels themselves are understood, not kept.
        let words = line.split(|c: char| c.is_whitespace() || "：:>、()（）[]".contains(c));
        for word in words.map(letters).filter(|word| !word.is_empty()) {
            let label = [
                "来源",
                "作者",
                "时间",
                "发布时间",
                "责任编辑",
                "您的位置",
                "By",
                "Published",
                "Source",
                "Sep",
            ];
            assert!(
                kept.contains(&word) || label.contains(&word.as_str()) || moment(&word).is_some(),
                "{word} of {line} is lost"
            );
        }
    }
    (article, complaints)
}

#[test]
fn each_line_is_a_paragraph() {
    check("甲\n\n乙。\r\n\u{a0}\n丙", &["甲", "乙。", "丙"]);
    check("", &[]);
}

#[test]
fn blanks_at_the_head_are_an_indent() {
    check(
        "\u{3000}\u{3000}甲\n\u{a0} \u{a0}乙\n    丙\n\t丁\n 戊",
        &["→甲", "→乙", "→丙", "→丁", "戊"],
    );
}

#[test]
fn lines_that_an_editor_broke_are_joined() {
    check(
        "The quick brown fox jumps over\nthe lazy dog, and then it runs\naway into the woods, where the\nowl lives.\n\nIt does not come back.",
        &[
            "The quick brown fox jumps over the lazy dog, and then it runs away into the woods, where the owl lives.",
            "It does not come back.",
        ],
    );
    let line = "这一行恰好有二十个汉字宽所以编辑器折了它";
    check(
        &format!("{line}\n{line}\n{line}\n{line}\n完。\n\n下一段。"),
        &[&format!("{}完。", line.repeat(4)), "下一段。"],
    );
}

#[test]
fn verses_and_long_lines_are_not_joined() {
    check(
        "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡",
        &["床前明月光", "疑是地上霜", "举头望明月", "低头思故乡"],
    );
    let long = "长".repeat(80);
    check(
        &format!("{long}\n{long}\n{long}\n{long}\n{long}"),
        &[&*long; 5],
    );
}

#[test]
fn verbatim_recognises_nothing() {
    let blocks = verbatim("首页 > 新闻\n\n\u{3000}\u{3000}甲 乙\n \n# 丙\x1b[0m").blocks;
    assert_eq!(
        shown(&blocks),
        ["首页 > 新闻", "\u{3000}\u{3000}甲 乙", "# 丙"]
    );
}

/// A page in the shape in which institutions' sites are saved.
const SAVED: &str = "首页 > 某某市图书馆手机版 > 馆务动态\n\n\
    夜读活动 走进社区\n\n\
    时间:2021-03-05\u{a0}[字号: 超大 ]\u{a0}来源:\n\n\
    某某市图书馆\n\n\
    社区文化中心\n\n\
    \u{a0}\n\n\
    \u{a0} \u{a0} 今年以来,图书馆把灯点到了晚上十点。\n\n\
    \u{a0}\n\n\
    灯火与书声\n\n\
    \u{a0} \u{a0}\u{a0}一是添座位。靠窗的位置最先坐满。\n\n\
    \u{a0} \u{a0}\u{a0}二是添新书。\n\n\
    读者说\n\n\
    \u{a0} \u{a0}\u{a0}“这里安静。”一位读者说。\n\n\
    \u{a0}\u{a0}\u{a0}\u{a0}\u{a0} \u{a0}\u{a0}\u{a0}(作者: 林一\u{a0} 周二三)\n\n\
    Baidu\n\
    map\n";

#[test]
fn a_saved_page_gives_its_article() {
    let (article, complaints) = read(SAVED);
    assert_eq!(article.breadcrumb.len(), 3);
    assert_eq!(article.title.as_str(), "夜读活动 走进社区");
    assert_eq!(
        article.published.map(|p| p.to_string()).as_deref(),
        Some("2021-03-05")
    );
    assert_eq!(
        article
            .sources
            .iter()
            .map(Label::as_str)
            .collect::<Vec<_>>(),
        ["某某市图书馆", "社区文化中心"]
    );
    assert_eq!(
        article
            .authors
            .iter()
            .map(Label::as_str)
            .collect::<Vec<_>>(),
        ["林一", "周二三"]
    );
    assert_eq!(
        shown(&article.body),
        [
            "→今年以来,图书馆把灯点到了晚上十点。",
            "## 灯火与书声",
            "→一是添座位。靠窗的位置最先坐满。",
            "→二是添新书。",
            "## 读者说",
            "→“这里安静。”一位读者说。"
        ]
    );
    let left = "Taken for a part of the page and left out:";
    assert_eq!(
        complaints,
        [
            format!("5:15 {left} [字号: 超大 ]"),
            format!("29:1 {left} Baidu"),
            format!("30:1 {left} map")
        ]
    );
}

#[test]
fn a_news_page_gives_its_article() {
    let (article, complaints) = read(
        "登录 注册\n您的位置：首页 > 新闻\n春天来了\n——写在三月\n2021年3月5日 08:00 | 来源：某某日报 | 作者：林一、周二\n\n　　第一段写得很长，有两句话。第二句在这里。\n　　第二段也是一样。\n\n责任编辑：吴三\n上一篇：冬天走了\n下一篇：没有了\n版权所有 © 某某日报社\n",
    );
    assert_eq!(article.title.as_str(), "春天来了");
    assert_eq!(article.subtitle.as_deref(), Some("——写在三月"));
    assert_eq!(
        article.published.map(|p| p.to_string()).as_deref(),
        Some("2021-03-05T08:00:00")
    );
    assert_eq!(article.sources.len(), 1);
    assert_eq!(
        article
            .authors
            .iter()
            .map(Label::as_str)
            .collect::<Vec<_>>(),
        ["林一", "周二", "吴三"]
    );
    assert_eq!(article.body.len(), 2);
    assert_eq!(complaints.len(), 4, "{complaints:?}");
}

#[test]
fn an_english_page_gives_its_article() {
    let (article, complaints) = read(
        "Home > News > Local\n\nThe Library Stays Open\n\nBy Jane Doe and John Roe\nPublished: Sep 17, 2020\nSource: The Paper\n\nThe lamps were lit at six. Nobody left.\n\nIt was quiet.\n\nShare | Print\n",
    );
    assert_eq!(article.title.as_str(), "The Library Stays Open");
    assert_eq!(article.authors.len(), 2);
    assert_eq!(
        article.published.map(|p| p.to_string()).as_deref(),
        Some("2020-09-17")
    );
    assert_eq!((article.body.len(), complaints.len()), (2, 1));
}

#[test]
fn a_text_that_is_no_page_is_all_body() {
    let (article, _) = read("一个标题\n\n正文第一段。\n\n正文第二段，来源：无。\n");
    assert_eq!(
        (article.title.as_str(), article.body.len()),
        ("一个标题", 2)
    );
    let (article, complaints) = read("没有标题的第一段。\n第二段说：分享。\n打印\n");
    assert_eq!(
        (article.title.as_str(), article.body.len(), complaints.len()),
        ("", 3, 0)
    );
    assert_eq!(page(""), Default::default());
}

#[test]
fn what_looks_like_furniture_stays_in_the_body() {
    let text = "首页 > 新闻 > 正文\n题目\n　　第一段。\n　　关闭\n分享\n　　时间：是最好的药。\n　　最后一段。\n";
    let (article, complaints) = read(text);
    assert_eq!((article.body.len(), complaints.len()), (5, 0));
}

#[test]
fn a_date_that_cannot_be_read_is_told() {
    let (article, complaints) = read("题目\n时间：前天 来源：某报\n　　正文。\n");
    assert_eq!((article.published, article.sources.len()), (None, 1));
    assert_eq!(complaints.len(), 1);
    assert!(complaints[0].starts_with("2:1 ") && complaints[0].ends_with("时间：前天"));
}

#[test]
fn names_are_parted() {
    let check = |list: &str, wanted: &[&str]| {
        assert_eq!(
            names(list).iter().map(Label::as_str).collect::<Vec<_>>(),
            wanted
        );
    };
    check("张三、李四 王五", &["张三", "李四", "王五"]);
    check(
        "Jane Doe and John Roe, A. B. Clark",
        &["Jane Doe", "John Roe", "A. B. Clark"],
    );
    check("、 ", &[]);
}

#[test]
fn places_count_scalars_from_one() {
    let (_, complaints) = page("题\n\u{3000}\u{3000}时间：2020-01-01 字号：大\n　　正文。");
    assert_eq!(complaints[0].at, Spot::Line(2, 17));
}
