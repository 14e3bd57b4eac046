use super::*;
use crate::parse::shown::shown;

#[track_caller]
fn check(markdown: &str, wanted: &[&str]) {
    let body = body(markdown, Url::new("https://e.x/p/").as_ref());
    assert_eq!(shown(&body.blocks), wanted, "{markdown}");
}

#[test]
fn prose_and_headings() {
    check(
        "# 一\n\n## 一、总则\n\n甲\n乙\nand\nwords\n\n***\n\n丙  \n丁",
        &["# 一", "## 一、总则", "甲乙 and words", "---", "丙\n丁"],
    );
    check("　　缩进的一段。\n&nbsp;", &["→缩进的一段。"]);
}

#[test]
fn styles_and_links() {
    check("*a* **b** ~~c~~ `d  e`", &["{i a} {b b} {s c} {c d e}"]);
    check("8:00~9:00，10:00~11:00", &["8:00~9:00，10:00~11:00"]);
    check(
        "[甲](a) <https://b.x> [乙](javascript:x) <c@d.x> ",
        &["{@https://e.x/p/a 甲} {@https://b.x https://b.x} 乙 {@mailto:c@d.x c@d.x}"],
    );
    check("质能 $E=mc^2$，共$5", &["质能 {c $E=mc^2$}，共$5"]);
}

#[test]
fn emphasis_needs_no_spaces_in_chinese() {
    check("**提示：**内容", &["{b 提示：}内容"]);
    check("内容**“引用”**之后", &["内容{b “引用”}之后"]);
    check(
        "他说：**重点**内容，*（注）*在此",
        &["他说：{b 重点}内容，{i （注）}在此"],
    );
    check(
        "**甲**：**乙**。***丙。***丁",
        &["{b 甲}：{b 乙}。{b {i 丙。}}丁"],
    );
    check(
        "`：**内`\n\n    甲。**乙\n\n[甲](b。**乙)",
        &[
            "{c ：**内}",
            "```|甲。**乙",
            "{@https://e.x/p/b%E3%80%82**%E4%B9%99 甲}",
        ],
    );
    check("a * b * c，2*3，\\*甲。\\*", &["a * b * c，2*3，*甲。*"]);
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    check(
        "3. 甲\n4. 乙\n   - 丙\n\n     丁\n- [x] 戊\n- [ ] 己",
        &["3. 甲", "4. 乙", "  • 丙", "    丁", "• [x] 戊", "• [ ] 己"],
    );
    check("-\n- 甲", &["• ", "• 甲"]);
}

#[test]
fn quotations_code_and_tables() {
    check("> 甲\n> > 乙", &["> 甲", "  > 乙"]);
    check(
        "```rust,ignore\nfn a() {}\n\n```\n\n    b\n",
        &["```rust|fn a() {}", "```|b"],
    );
    check(
        "|甲|乙|\n|-|:-:|\n|*丙*|丁|\n|戊|",
        &["= 甲 | 乙", "{i 丙} | 丁", "戊 | "],
    );
    check("| | |\n|-|-|\n|丙|丁|", &["丙 | 丁"]);
}

#[test]
fn pictures_stand_apart() {
    check(
        "甲![图](a.png \"说明\")乙",
        &["甲", "![图](https://e.x/p/a.png)说明", "乙"],
    );
}

#[test]
fn footnotes_stand_at_the_end() {
    check(
        "甲[^a]。\n\n[^a]: 注一\n\n    注二\n\n乙",
        &["甲{n:a a}。", "乙", "[^a] 注一", "  注二"],
    );
}

#[test]
fn html_in_lines_styles_or_leaves_its_text() {
    check(
        "H<sub>2</sub>O<br>x<sup>2</sup> <mark>m</mark> <kbd>k</kbd> <u>u</u>",
        &["H{_ 2}O\nx{^ 2} {m m} {c k} u"],
    );
    check(
        "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>を",
        &["{r:かんじ 漢字}を"],
    );
    check("**a <mark>b** c</mark>\n\nd", &["{b a {m b}} c", "d"]);
    check(
        "见 <a href='a'>甲</a> <img src=b alt=c> 丁",
        &["见 {@https://e.x/p/a 甲}", "![c](https://e.x/p/b)", "丁"],
    );
}

#[test]
fn html_blocks_are_read_as_html() {
    check(
        "<div align=center>\n<b>甲</b>\n</div>\n\n乙\n\n<details>\n<summary>丙</summary>\n\n*丁*\n\n</details>",
        &["{b 甲}", "乙", "丙", "{i 丁}"],
    );
    let body = body("<script>x</script>\n\n甲\n\n<script>y</script>", None);
    assert_eq!((body.blocks.len(), body.complaints.len()), (1, 1));
}

#[test]
fn a_first_heading_is_the_title() {
    let (article, _) = document("\u{feff}# 题 *目*\n\n文\n\n# 二", None);
    assert_eq!(
        (article.title.as_str(), shown(&article.body)),
        ("题 目", vec!["文".to_owned(), "# 二".to_owned()])
    );
    let (article, _) = document("文\n\n# 二", None);
    assert_eq!((article.title.as_str(), article.body.len()), ("", 2));
}

#[test]
fn front_matter_is_read() {
    let (article, complaints) = document(
        "---\ntitle: \"题: 目\"\ndate: 2020-09-17 08:00:00\nauthor: 林一\ntags: [甲, '乙']\nsource:\n  - 某报\n  - 某社\nlayout: post\ndraft:\n---\n# 别的\n文",
        None,
    );
    assert_eq!(article.title.as_str(), "题: 目");
    assert_eq!(
        article.published.map(|p| p.to_string()).as_deref(),
        Some("2020-09-17T08:00:00")
    );
    assert_eq!(
        (
            article.authors.len(),
            article.tags.len(),
            article.sources.len()
        ),
        (1, 2, 2)
    );
    assert_eq!(article.body.len(), 2);
    assert_eq!(complaints.len(), 1);
    assert_eq!(
        (
            complaints[0].at.to_string().as_str(),
            complaints[0].what.en.ends_with("layout: post")
        ),
        ("9:1", true)
    );
}

#[test]
fn a_rule_is_no_front_matter() {
    for text in [
        "---\n\n文\n\n---\n",
        "---\n文\n",
        "---",
        "--- \na b: c\n---\n",
    ] {
        let (article, complaints) = document(text, None);
        assert!(article.title.is_empty() && complaints.is_empty(), "{text}");
    }
}

#[test]
fn deep_nesting_keeps_the_text() {
    for n in [50, 150, 5000] {
        let text = format!("{}深\n\n浅", "> ".repeat(n));
        let body = body(&text, None);
        let kept: String = body.blocks.iter().flat_map(Block::texts).collect();
        assert_eq!(kept, "深浅");
        assert_eq!(body.complaints.is_empty(), n < 100);
    }
}
