//! Bodies of every form.

use super::parsed;
use crate::parse::shown::shown;

/// Reads the body of an article from its fields, and compares its blocks.
#[track_caller]
fn check(fields: &str, wanted: &[&str]) {
    let json = format!(r#"{{"headline": "题", "date": "2020-09-17", {fields}}}"#);
    let parsed = parsed(&json);
    let articles = parsed.collection.root.all_articles();
    assert_eq!(articles.len(), 1, "{json}");
    assert_eq!(shown(&articles[0].body), wanted, "{json}");
}

#[test]
fn texts_are_read_by_their_markup() {
    check(r#""content": "<p>甲</p><p>乙</p>""#, &["甲", "乙"]);
    check(r#""content": "甲。\n乙。\n""#, &["甲。", "乙。"]);
    check(
        r##""content": "# 甲\n\n- 乙\n- **丙**""##,
        &["# 甲", "• 乙", "• {b 丙}"],
    );
    check(r#""markdown": "甲 *乙* 丙""#, &["甲 {i 乙} 丙"]);
    check(
        r#""content": "&lt;p&gt;甲 &amp;amp; 乙&lt;/p&gt;""#,
        &["甲 & 乙"],
    );
    check(
        r#""text": "I&#x27;m here, and so are you.""#,
        &["I'm here, and so are you."],
    );
    check(
        r#""text": "甲，<b>乙</b>。\n丙。""#,
        &["甲，{b 乙}。\n丙。"],
    );
    check(
        r#""text": "a < b && c > d, is it not so?""#,
        &["a < b && c > d, is it not so?"],
    );
    check(
        r#""html_content": "<!doctype html><html><body><article><p>甲。</p></article></body></html>""#,
        &["甲。"],
    );
}

#[test]
fn of_alternatives_the_best_is_shown() {
    check(
        r#""content": "甲乙丙", "content_html": "<p>甲<b>乙</b>丙</p>""#,
        &["甲{b 乙}丙"],
    );
    check(
        r#""raw": "甲*乙*丙，好。", "cooked": "<p>甲<i>乙</i>丙，好。</p>""#,
        &["甲{i 乙}丙，好。"],
    );
    check(
        r#""body": {"value": "甲乙，好。", "processed": "<p>甲乙，好。</p>", "format": "full_html"}"#,
        &["甲乙，好。"],
    );
    check(
        r#""selftext": "甲乙，好。", "selftext_html": null"#,
        &["甲乙，好。"],
    );
    // What says something else is no alternative.
    check(
        r#""content": "甲乙，好。", "content_html": "<p>另一段，也好。</p>""#,
        &["另一段，也好。", "甲乙，好。"],
    );
}

#[test]
fn lines_and_paragraphs_in_lists() {
    check(
        r#""paragraphs": ["天，地。", "玄，黄。"]"#,
        &["天，地。", "玄，黄。"],
    );
    check(
        r#""content": ["<b>天</b>，地。", "玄，黄。"]"#,
        &["{b 天}，地。", "玄，黄。"],
    );
    check(
        r#""lines": [["天，地。", "玄，黄。"], ["宇，宙。"]]"#,
        &["天，地。", "玄，黄。", "宇，宙。"],
    );
    check(
        r#""paragraphs": [{"text": "天，地。"}, {"text": "玄，黄。", "id": 7}]"#,
        &["天，地。", "玄，黄。"],
    );
    check(
        r#""paragraphs": ["天，地。"], "notes": ["注一，天。"]"#,
        &["天，地。", "## notes", "注一，天。"],
    );
}

#[test]
fn parts_have_headings() {
    check(
        r#""parts": [{"title": "上", "slug": "a", "body": "<p>甲。</p>"}, {"title": "下", "slug": "b", "body": "<p>乙。</p>"}]"#,
        &["## 上", "甲。", "## 下", "乙。"],
    );
    check(
        r#""content": [{"title": "卷一", "content": [{"chapter": "天文", "paragraphs": ["甲。", "乙。"]}]}]"#,
        &["## 卷一", "### 天文", "甲。", "乙。"],
    );
    check(
        r#""法規內容": [{"編章節": "   第 一 章 總綱"}, {"條號": "第 1 條", "條文內容": "甲，乙。"}, {"條號": "第 2 條", "條文內容": "丙，丁。"}]"#,
        &[
            "### 第 一 章 總綱",
            "###### 第 1 條",
            "甲，乙。",
            "###### 第 2 條",
            "丙，丁。",
        ],
    );
    check(
        r#""sections": {"导言": ["甲，乙。"], "结语": ["丙，丁。"]}"#,
        &["## 导言", "甲，乙。", "## 结语", "丙，丁。"],
    );
}

#[test]
fn a_law_is_an_article_and_not_a_list_of_articles() {
    let json = r#"{"UpdateDate": "2020/9/18", "Laws": [
        {"LawName": "茶法", "LawModifiedDate": "20200917", "LawForeword": "",
         "LawArticles": [{"ArticleType": "C", "ArticleNo": "", "ArticleContent": "   第 一 章 總綱"},
                         {"ArticleType": "A", "ArticleNo": "第 1 條", "ArticleContent": "茶，分二種。{long}"}]},
        {"LawName": "水法", "LawModifiedDate": "20200917", "LawForeword": "為水，定此法。",
         "LawArticles": [{"ArticleType": "A", "ArticleNo": "第 1 條", "ArticleContent": "水，分二種。"}]}]}"#.replace("{long}", &"茶者，南方之嘉木也。".repeat(12));
    let parsed = parsed(&json);
    let articles = parsed.collection.root.all_articles();
    let bodies: Vec<Vec<String>> = articles
        .iter()
        .map(|article| shown(&article.body))
        .collect();
    assert_eq!(bodies[0][..2], ["### 第 一 章 總綱", "###### 第 1 條"]);
    assert_eq!(bodies[0].len(), 3);
    assert_eq!(
        bodies[1],
        ["為水，定此法。", "###### 第 1 條", "水，分二種。"]
    );
    assert_eq!(articles[1].title.as_str(), "水法");
}

#[test]
fn rows_and_links_in_lists() {
    check(
        r#""content": ["甲，乙。", [{"姓": "赵", "郡": "天水"}, {"姓": "钱", "郡": "彭城"}]]"#,
        &["甲，乙。", "= 姓 | 郡", "赵 | 天水", "钱 | 彭城"],
    );
    check(
        r#""content": {"text": "甲，乙。", "sources": [{"title": "丙", "url": "https://e.org/c"}]}"#,
        &["甲，乙。", "• {@https://e.org/c 丙}"],
    );
}

#[test]
fn documents_of_editors() {
    // ProseMirror
    check(
        r#""content": {"type": "doc", "content": [
            {"type": "heading", "attrs": {"level": 3}, "content": [{"type": "text", "text": "甲"}]},
            {"type": "paragraph", "content": [{"type": "text", "text": "乙", "marks": [{"type": "bold"}]}, {"type": "text", "text": "丙"},
                {"type": "text", "text": "丁", "marks": [{"type": "link", "attrs": {"href": "https://e.org"}}]}]},
            {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "戊"}]}]}]}]}"#,
        &["### 甲", "{b 乙}丙{@https://e.org 丁}", "• 戊"],
    );
    // Editor.js
    check(
        r#""content": {"time": 1600300800000, "blocks": [
            {"id": "a", "type": "header", "data": {"text": "甲", "level": 2}},
            {"id": "b", "type": "paragraph", "data": {"text": "乙<b>丙</b>，丁。"}},
            {"id": "c", "type": "list", "data": {"style": "ordered", "items": ["戊", "己"]}},
            {"id": "d", "type": "image", "data": {"file": {"url": "https://e.org/a.png"}, "caption": "庚"}},
            {"id": "e", "type": "delimiter", "data": {}}], "version": "2.8"}"#,
        &[
            "## 甲",
            "乙{b 丙}，丁。",
            "1. 戊",
            "2. 己",
            "![](https://e.org/a.png)庚",
            "---",
        ],
    );
    // Slate
    check(
        r#""body": [{"type": "paragraph", "children": [{"text": "甲，"}, {"text": "乙", "bold": true}]}, {"type": "block-quote", "children": [{"text": "丙。"}]}]"#,
        &["甲，{b 乙}", "> 丙。"],
    );
    // Sanity
    check(
        r#""body": [{"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "甲", "marks": []}]},
            {"_type": "block", "style": "normal", "listItem": "bullet", "children": [{"_type": "span", "text": "乙，", "marks": ["strong"]}]},
            {"_type": "block", "style": "normal", "listItem": "bullet", "children": [{"_type": "span", "text": "丙。"}]}]"#,
        &["## 甲", "• {b 乙，}", "• 丙。"],
    );
    // Contentful
    check(
        r#""body": {"nodeType": "document", "data": {}, "content": [
            {"nodeType": "heading-2", "data": {}, "content": [{"nodeType": "text", "value": "甲", "marks": [], "data": {}}]},
            {"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": "乙，", "marks": [{"type": "italic"}], "data": {}},
                {"nodeType": "hyperlink", "data": {"uri": "https://e.org"}, "content": [{"nodeType": "text", "value": "丙。", "marks": [], "data": {}}]}]}]}"#,
        &["## 甲", "{i 乙，}{@https://e.org 丙。}"],
    );
    // Telegraph
    check(
        r#""content": [{"tag": "p", "children": ["甲，", {"tag": "a", "attrs": {"href": "https://e.org"}, "children": ["乙。"]}]}, {"tag": "hr"}]"#,
        &["甲，{@https://e.org 乙。}", "---"],
    );
    // Notion
    check(
        r#""blocks": [{"object": "block", "type": "heading_2", "heading_2": {"rich_text": [{"type": "text", "text": {"content": "甲", "link": null}, "plain_text": "甲"}]}},
            {"object": "block", "type": "numbered_list_item", "numbered_list_item": {"rich_text": [{"type": "text", "text": {"content": "乙，丙。"}, "annotations": {"bold": true}, "plain_text": "乙，丙。"}]}}]"#,
        &["## 甲", "1. {b 乙，丙。}"],
    );
    // Lexical
    check(
        r#""content": {"root": {"type": "root", "children": [{"type": "heading", "tag": "h2", "children": [{"type": "text", "text": "甲"}]}, {"type": "paragraph", "children": [{"type": "text", "text": "乙，丙。", "format": 0}]}]}}"#,
        &["## 甲", "乙，丙。"],
    );
    // Draft.js
    check(
        r#""content": {"blocks": [{"key": "a", "text": "甲", "type": "header-two"}, {"key": "b", "text": "乙，丙。", "type": "unstyled", "inlineStyleRanges": []},
            {"key": "c", "text": "丁", "type": "unordered-list-item"}], "entityMap": {}}"#,
        &["## 甲", "乙，丙。", "• 丁"],
    );
    // Code keeps its lines and signs.
    check(
        r#""content": [{"type": "paragraph", "text": "甲，乙。"}, {"type": "code", "text": "if a < b:\n    c"}]"#,
        &["甲，乙。", "```|if a < b:\n    c"],
    );
}

#[test]
fn a_tree_of_tags_that_nobody_knows_is_read() {
    check(
        r#""law_full_text": {"tag": "Law", "attr": {"Era": "Reiwa"}, "children": [
            {"tag": "LawNum", "attr": {}, "children": ["令和二年法律第一号"]},
            {"tag": "LawBody", "attr": {}, "children": [
                {"tag": "LawTitle", "attr": {"Kana": "ちゃ"}, "children": ["茶法"]},
                {"tag": "MainProvision", "attr": {}, "children": [{"tag": "Article", "attr": {"Num": "1"}, "children": [
                    {"tag": "ArticleTitle", "attr": {}, "children": ["第一条"]},
                    {"tag": "Paragraph", "attr": {"Num": "1"}, "children": [{"tag": "Sentence", "attr": {}, "children": ["茶は、二種とする。"]}]}]}]}]}]}"#,
        &[
            "令和二年法律第一号",
            "### 茶法",
            "### 第一条",
            "茶は、二種とする。",
        ],
    );
}
