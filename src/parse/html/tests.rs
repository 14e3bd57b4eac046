use super::*;
use crate::parse::shown::shown;

/// Reads a fragment found at `https://e.x/p/` and compares its blocks.
#[track_caller]
fn check(html: &str, wanted: &[&str]) {
    let body = body(html, Url::new("https://e.x/p/").as_ref());
    assert_eq!(shown(&body.blocks), wanted, "{html}");
}

/// Reads a fragment and compares the complaints, by their numbers and first words.
#[track_caller]
fn check_losses(html: &str, wanted: &[&str]) {
    let told: Vec<String> = body(html, None)
        .complaints
        .into_iter()
        .map(|c| c.what.en)
        .collect();
    assert_eq!(told.len(), wanted.len(), "{html}: {told:?}");
    for (told, wanted) in told.iter().zip(wanted) {
        assert!(told.contains(wanted), "{html}: {told:?}");
    }
}

#[test]
fn paragraphs_are_blocks_and_so_is_prose_between_them() {
    check(
        "<p>甲</p><p> 乙 </p>丙<div>丁<p>戊</div>己",
        &["甲", "乙", "丙", "丁", "戊", "己"],
    );
    check("<p></p><p>&nbsp;</p><div> <br> </div>", &[]);
    check(
        "plain &amp; simple &lt;text&gt;",
        &["plain & simple <text>"],
    );
    check(
        "<html><head><title>no</title></head><body><p>yes</body>",
        &["yes"],
    );
}

#[test]
fn white_space_is_that_of_css() {
    check("<b>甲</b>\n<i>乙</i>\n丙", &["{b 甲} {i 乙}丙"]);
    check("<p>中\n  文 字\nand\n words </p>", &["中文 字 and words"]);
    check("<p>a <b>b</b> <i> c</i></p>", &["a {b b} {i c}"]);
}

#[test]
fn line_breaks_part_lines_or_paragraphs() {
    check("甲<br>乙", &["甲\n乙"]);
    check("甲<br><br/>乙<br>\n&nbsp;<br>丙", &["甲", "乙", "丙"]);
    check(
        "甲<br>　　乙<br>&nbsp;&nbsp;&nbsp;&nbsp;丙",
        &["甲", "→乙", "→丙"],
    );
}

#[test]
fn indents_are_remembered() {
    check("<p>&nbsp;&nbsp;&nbsp;&nbsp;甲</p>", &["→甲"]);
    check("<p>&emsp;&emsp;甲</p>", &["→甲"]);
    check("<p>　　<b>甲</b></p>", &["→{b 甲}"]);
    check(
        "<p style='color:red; text-indent: 2em'>甲</p><p>乙",
        &["→甲", "乙"],
    );
    check(
        "<div style='text-indent:28px'><p>甲<p style='text-indent:0'>乙",
        &["→甲", "乙"],
    );
}

#[test]
fn headings_keep_their_level() {
    check(
        "<h2><a href='#x'>#</a> 甲<a href='#x' class=headerlink>¶</a></h2>",
        &["## 甲"],
    );
    check(
        "<h1>一</h1><h3> 三 <em>强</em></h3><h6></h6>",
        &["# 一", "### 三 {i 强}"],
    );
    check("<h2><div>甲</div><div>乙</div></h2>", &["## 甲\n乙"]);
}

#[test]
fn styles_say_what_their_elements_mean() {
    check(
        "<em>a</em><i>b</i> <strong>c</strong> <del>d</del> <mark>e</mark> <kbd>f</kbd> g<sup>h</sup><sub>i</sub>",
        &["{i a}{i b} {b c} {s d} {m e} {c f} g{^ h}{_ i}"],
    );
    check("<b><div>甲</div>乙</b>丙", &["{b 甲}", "{b 乙}丙"]);
    check(
        "<b></b><i> </i>x<u>y</u><custom-thing>z</custom-thing>",
        &["xyz"],
    );
    check("<p>他说<q>她说<q>好</q></q>。", &["他说“她说‘好’”。"]);
}

#[test]
fn editors_that_style_by_hand_are_understood() {
    check(
        "<span style='font-weight: 700'>甲</span><span style='FONT-STYLE:italic'>乙</span>",
        &["{b 甲}{i 乙}"],
    );
    check(
        "<b style='font-weight:normal'>甲<s style='font-weight:bold'>乙</s></b>",
        &["甲{b {s 乙}}"],
    );
    check(
        "<span style='text-decoration: line-through red'>甲</span>",
        &["{s 甲}"],
    );
}

#[test]
fn links_lead_where_they_lead_and_no_further() {
    check("<a href='a.html'>a</a>", &["{@https://e.x/p/a.html a}"]);
    check(
        "<a href='javascript:x()'>a</a> <a name=b>b</a> <a href=''>c</a>",
        &["a b c"],
    );
    check(
        "<base href='https://o.x/'><a href='a'>a</a>",
        &["{@https://o.x/a a}"],
    );
    check(
        "<a href='/x'><p>甲</p><p>乙</p></a>",
        &["{@https://e.x/x 甲}", "{@https://e.x/x 乙}"],
    );
    check_losses(
        "<a href='javascript:x()'>a</a><a href='tel:1'>b</a>",
        &["(2)"],
    );
}

#[test]
fn lists_keep_their_marks_and_numbers() {
    check("<ul><li></li>甲</ul>", &["• 甲"]);
    check(
        "<ul><li>甲<li>乙<ol start=3><li>丙</ol></ul>",
        &["• 甲", "• 乙", "  3. 丙"],
    );
    check(
        "<ol type=a><li>甲</ol><ol type=I><li>乙</ol>",
        &["LowerLatin 1. 甲", "UpperRoman 1. 乙"],
    );
    check(
        "<ol style='list-style-type: cjk-ideographic'><li>甲</ol>",
        &["Han 1. 甲"],
    );
    check("<ul style='list-style:none inside'><li>甲</ul>", &["  甲"]);
    check("<ol reversed><li>甲<li>乙</ol>", &["2. 甲", "1. 乙"]);
    check(
        "<ol><li>甲<li value=7>乙<li>丙</ol>",
        &["1. 甲", "7. 乙", "8. 丙"],
    );
    check(
        "<ul><li>甲</li><ul><li>乙</ul>丁<li></ul>",
        &["• 甲", "  • 乙", "  丁", "• "],
    );
    check(
        "<ul><li><input type=checkbox checked> 甲<li><p><input type=checkbox>乙</ul>",
        &["• [x] 甲", "• [ ] 乙"],
    );
    check(
        "<dl><dt>甲<dd>乙<dd>丙<div><dt>丁<dd><p>戊</div></dl>",
        &["甲", "  乙", "  丙", "丁", "  戊"],
    );
}

#[test]
fn quotations_and_rules_stand_apart() {
    check(
        "甲<blockquote>乙<p>丙<footer>丁</footer></blockquote><hr>",
        &["甲", "> 乙", "  丙", "  丁", "---"],
    );
    check("<blockquote> </blockquote>", &[]);
}

#[test]
fn code_keeps_its_blanks() {
    check(
        "<table><tr><td>7<td><pre>a</pre><tr><td>7<td><pre>b</pre></table>",
        &["7", "```|a", "7", "```|b"],
    );
    check("<table><tr><td>1<td><pre></pre></table>", &["1"]);
    check_losses(
        "<table><tr><td>1<td><pre>a</pre></table>",
        &["beside code (1)"],
    );
    check(
        "<figure class='highlight cpp'><table><tr><td data-num=1></td><td><pre>a\n</pre><tr><td>2<td><pre></pre><tr><td>3<td><pre> b</pre></table></figure>",
        &["```cpp|a\n\n b"],
    );
    check(
        "<pre><code class='language-rust'>fn a() {\n\t1\n}\n</code></pre>",
        &["```rust|fn a() {\n    1\n}"],
    );
    check(
        "<div class='highlight-source-sh'><pre><span>a</span>  b</pre></div>",
        &["```sh|a  b"],
    );
    check("<pre>a<br>b<div>c</div>d</pre>", &["```|a\nb\nc\nd"]);
    check(
        "<figure class='highlight python'><table><tr><td class='gutter'><pre>1\n2</pre></td><td class='code'><pre>x\n y</pre></td></tr></table></figure>",
        &["```python|x\n y"],
    );
}

#[test]
fn tables_of_words_stay_tables() {
    check(
        "<table><caption>表</caption><thead><tr><th>甲<th>乙</thead><tr><td>丙<td>丁<br>戊</table>",
        &["table: 表", "= 甲 | 乙", "丙 | 丁\n戊"],
    );
    check(
        "<table><tr><td>甲<td>乙<tr><td>丙<td></table>",
        &["甲 | 乙", "丙"],
    );
    check(
        "<table><tr><th rowspan=2>甲<th colspan=2>乙<tr><th>丙<th>丁<tr><td>1<td>2<td>3</table>",
        &["= 甲 | 乙", "=  | 丙 | 丁", "1 | 2 | 3"],
    );
    check(
        "<table><tr><th>甲<th>乙<tr><td><ul><li>丙<li>丁</ul><td><p>戊<p>己</table>",
        &["= 甲 | 乙", "• 丙\n• 丁 | 戊\n己"],
    );
}

#[test]
fn tables_that_lay_out_a_page_dissolve() {
    check(
        "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>",
        &["甲", "乙"],
    );
    check(
        "<table><tr><td>导航<td><h2>题</h2><p>文</table>",
        &["导航", "## 题", "文"],
    );
    check(
        "<table role=presentation><tr><td>甲<td>乙</table>",
        &["甲", "乙"],
    );
}

#[test]
fn a_span_of_thousands_makes_no_thousand_cells() {
    let html = "<table><tr><th>a<th>b</tr>".to_owned()
        + &"<tr><td colspan=9999 rowspan=9999>x<td>y".repeat(500);
    let body = body(&html, None);
    let Block::Table(table) = &body.blocks[0] else {
        panic!()
    };
    assert!(table.rows.iter().map(Vec::len).sum::<usize>() < 20_000);
    assert_eq!(body.complaints.len(), 1);
}

#[test]
fn pictures_are_told_in_words() {
    check(
        "甲<img src='a.png' alt='图'>乙",
        &["甲", "![图](https://e.x/p/a.png)", "乙"],
    );
    check(
        "<figure><img src=a alt=b><figcaption>说<em>明</em></figcaption></figure>",
        &["![b](https://e.x/p/a)说{i 明}"],
    );
    check(
        "<img src='data:image/gif;base64,R0' data-src='real.jpg'>",
        &["![](https://e.x/p/real.jpg)"],
    );
    check(
        "<img srcset='s.jpg 300w, l.jpg 900w'>",
        &["![](https://e.x/p/l.jpg)"],
    );
    check("<p>好<img class=emoji src=x alt='😀'>吧", &["好😀吧"]);
    check("<p>设<img class=latex src=x alt='x^2'>", &["设{c x^2}"]);
    check(
        "<h2>甲<img src=x alt=乙></h2>",
        &["## 甲\n{@https://e.x/p/x 乙}"],
    );
    check(
        "<img src=blank.gif data-src=a><noscript><img src=a></noscript>",
        &["![](https://e.x/p/a)"],
    );
    check(
        "<figure><pre>x</pre><figcaption>码</figcaption></figure>",
        &["```|x", "码"],
    );
    check(
        "<div class=wp-caption><img src=a><p class=wp-caption-text>图一</div><p>文",
        &["![](https://e.x/p/a)图一", "文"],
    );
    check(
        "<img src=a><div class=caption><img src=b><p>图二</div>",
        &["![](https://e.x/p/a)", "![](https://e.x/p/b)", "图二"],
    );
    check_losses(
        "<img src=t.gif width=1 height=1><img style='width:1px'><iframe src=x height=0></iframe>",
        &["pixel, which only count readers (3)"],
    );
}

#[test]
fn films_and_frames_become_links() {
    check(
        "<video><source src=v.mp4>no video</video>",
        &["{@https://e.x/p/v.mp4 https://e.x/p/v.mp4}"],
    );
    check(
        "<iframe src='//v.x/1' title='片'></iframe>",
        &["{@https://v.x/1 片}"],
    );
    check(
        "<iframe src='//v.x/embed/1?a=b'></iframe>",
        &["{@https://v.x/embed/1?a=b v.x}"],
    );
    check("<audio>听不到</audio>", &["听不到"]);
}

#[test]
fn ruby_reads_its_base() {
    check(
        "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>を",
        &["{r:かんじ 漢字}を"],
    );
    check(
        "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>",
        &["{r:とう 東}{r:きょう 京}"],
    );
    check(
        "<ruby><rb>旧<rb>金<rb>山<rt>jiù<rt>jīn<rt>shān<rtc>San Francisco</ruby>",
        &["{r:San Francisco {r:jiù 旧}{r:jīn 金}{r:shān 山}}"],
    );
    check(
        "<ruby><b>甲</b>乙<rt>丙</rt></ruby><ruby>丁</ruby>",
        &["{r:丙 {b 甲}乙}丁"],
    );
}

#[test]
fn footnotes_and_their_marks_find_each_other() {
    check(
        "<p>文<sup id='fnref:1'><a href='#fn:1'>1</a></sup>。</p><section class=footnotes><hr><ol><li id='fn:1'><p>注&nbsp;<a href='#fnref:1' class=footnote-backref>↩︎</a></p></li></ol></section>",
        &["文{n:1 1}。", "---", "[^1] 注"],
    );
    check(
        "<p>文<a href='https://e.x/p/#fn2' class=footnote-ref><sup>[2]</sup></a></p><p id=fn2><a href='#r2'>[2]</a> 注</p>",
        &["文{n:2 [2]}", "[^2] 注"],
    );
    check(
        "文<a href='#_ftn1'>[1]</a><div><p><a name='_ftn1' href='#_ftnref1'>[1]</a> 注</p></div>",
        &["文{n:1 [1]}", "[^1] 注"],
    );
    check(
        "<sup><a href='#all'>见</a></sup><div id=all><p>文</p></div>",
        &["{@https://e.x/p/#all {^ 见}}", "文"],
    );
    check(
        "10<sup>2</sup><sup><a href='b'>c</a></sup>",
        &["10{^ 2}{@https://e.x/p/b {^ c}}"],
    );
}

#[test]
fn formulas_and_drawings_give_their_text() {
    check("<math alttext='E=mc^2'><mi>E</mi></math>", &["{c E=mc^2}"]);
    check(
        "<span class=katex><span class=katex-mathml><math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></semantics></math></span><span class=katex-html aria-hidden=true>x</span></span>",
        &["{c x}"],
    );
    check("a<script type='math/tex'>b</script>", &["a{c b}"]);
    check("甲<svg><title>标</title><path/></svg>乙", &["甲 标 乙"]);
    check("甲<svg><path/></svg>乙", &["甲乙"]);
}

#[test]
fn what_is_hidden_or_executed_is_left_out_and_counted() {
    check(
        "<script>x</script><style>y</style><template>z</template><p hidden>隐</p><p style='display: none'>没</p>显",
        &["显"],
    );
    check_losses(
        "<script>x</script><style>y</style><p hidden>隐</p><noscript>开启脚本</noscript>",
        &[
            "scripts, style sheets and templates (2)",
            "hides (1)",
            "without scripts (1)",
        ],
    );
    check_losses(
        "<i class=icon aria-hidden=true></i><span class=katex-html>x</span>",
        &[],
    );
    let article = "长文".repeat(400);
    check(
        &format!("<div style='display:none'>{article}</div>"),
        &[&article],
    );
    check("<p aria-hidden=true>看得见的文字</p>", &["看得见的文字"]);
}

#[test]
fn deep_nesting_keeps_the_text() {
    let deep = |n: usize| format!("{}深{}浅", "<div><b>".repeat(n), "</b></div>".repeat(n));
    check(
        &deep(50),
        &["{b 深}", "浅"]
            .map(|s| {
                if s == "浅" {
                    "浅".to_owned()
                } else {
                    format!("{}深{}", "{b ".repeat(50), "}".repeat(50))
                }
            })
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
    for n in [120, 240, 400, 20_000] {
        let body = body(&deep(n), None);
        let text: String = body.blocks.iter().flat_map(Block::texts).collect();
        assert_eq!((text.as_str(), body.complaints.len()), ("深浅", 1), "{n}");
    }
}

#[test]
fn every_kind_of_nesting_fits_the_stack() {
    for kind in [
        "<ul><li>",
        "<blockquote><p>",
        "<table><tr><td>",
        "<figure><q>",
        "<dl><dd>",
        "<ruby>",
        "<h1><a href=x>",
    ] {
        let html = format!("{}深", kind.repeat(450 / kind.matches('<').count()));
        let text: String = body(&html, None)
            .blocks
            .iter()
            .flat_map(Block::texts)
            .collect();
        assert!(text.contains('深'), "{kind}");
    }
}

#[test]
fn hostile_markup_costs_no_more_than_its_length() {
    let kinds = [
        "<b>",
        "<div>",
        "<p><b>x",
        "<a href=x>y",
        "<table>",
        "<ul><li>",
        "<svg>",
        "<q>",
        "<ruby>a<rt>",
        "<blockquote>",
        "<select>",
        "&",
        "<!--",
        "<p/",
        "</p>",
        "<br>",
        "<i>x<p>",
    ];
    for kind in kinds {
        let body = body(&kind.repeat(20_000), None);
        let text: usize = body
            .blocks
            .iter()
            .flat_map(Block::texts)
            .map(str::len)
            .sum();
        assert!(text <= kind.len() * 40_000, "{kind}");
    }
    let numbers: Vec<String> = (0..50_000).map(|n| n.to_string()).collect();
    let distinct = numbers.join("><p><b id=");
    assert_eq!(body(&distinct, None).complaints.len(), 1);
    let html = format!("<p a{}=1>甲</p>", numbers.join("=1 a"));
    assert!(
        body(&html, None)
            .blocks
            .last()
            .is_some_and(|b| b.texts().concat().contains('甲'))
    );
}
