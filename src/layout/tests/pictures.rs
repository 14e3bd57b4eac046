//! What pages look like.

use super::*;

#[test]
fn a_first_line_is_set_back_as_asked() {
    let indented = || {
        vec![Block::Paragraph(Paragraph {
            text: RichText::plain("一二三四五六七八九十甲乙丙丁"),
            indented: true,
        })]
    };
    let with = |indent, cells| Measure {
        indent,
        ..Measure::new(cells)
    };
    check_with(
        indented(),
        with(Indent::Auto, 24),
        &["    一二三四五六七八九十", "甲乙丙丁"],
    );
    check_with(
        indented(),
        with(Indent::None, 24),
        &["一二三四五六七八九十甲乙", "丙丁"],
    );
    check_with(
        indented(),
        with(Indent::TwoHan, 20),
        &["  一二三四五六七八九", "十甲乙丙丁"],
    );
    check_with(
        vec![plain("一二三")],
        with(Indent::TwoHan, 30),
        &["    一二三"],
    );
}

#[test]
fn list_items_hang_behind_their_marks() {
    check(
        vec![list(Marker::Han, &["甲乙丙丁戊", "己"])],
        10,
        &["一、甲乙丙", "    丁戊", "二、己"],
    );
    check(
        vec![list(Marker::Bullet, &["甲乙丙丁戊"])],
        10,
        &["• 甲乙丙丁", "  戊"],
    );
    let ten = List {
        start: 9,
        ..decimal(&["甲", "乙"])
    };
    check(vec![Block::List(ten)], 10, &[" 9. 甲", "10. 乙"]);
    check(
        vec![list(Marker::HanParenthesized, &["甲乙"])],
        10,
        &["（一）甲乙"],
    );
    let nested = ListItem {
        task: Some(Task::Done),
        blocks: vec![plain("甲"), list(Marker::Bullet, &["乙"])],
    };
    check(
        vec![Block::List(List {
            marker: Marker::Bullet,
            start: 1,
            items: vec![nested],
        })],
        10,
        &["☑ 甲", "  ◦ 乙"],
    );
}

#[test]
fn headings_quotes_code_and_rules_have_their_shape() {
    let heading = |level, raw| Block::Heading {
        level,
        text: RichText::plain(raw),
    };
    check(
        vec![heading(2, "甲乙丙"), heading(3, "丁")],
        6,
        &["▌ 甲乙", "▌ 丙", "", "▎ 丁"],
    );
    check(
        vec![Block::Quote(vec![plain("甲乙"), plain("丙")])],
        6,
        &["│ 甲乙", "│ ", "│ 丙"],
    );
    let code = Block::Code {
        language: None,
        text: RichText::plain("fn a() {\n    b()\n}"),
    };
    check(vec![code], 12, &["  fn a() {", "      b()", "  }"]);
    check(vec![Block::Rule], 20, &["    ────────────"]);
}

#[test]
fn what_has_no_other_form_is_put_in() {
    check(
        vec![rich(&[
            ("漢字", Some(Style::Ruby(Label::new("かんじ")))),
            ("を", None),
        ])],
        30,
        &["漢字（かんじ）を"],
    );
    check(
        vec![rich(&[
            ("水 H", None),
            ("2", Some(Style::Subscript)),
            ("O", None),
        ])],
        30,
        &["水 H₂O"],
    );
    check(
        vec![rich(&[
            ("文", None),
            ("1", Some(Style::NoteMark(Label::new("1")))),
            ("。", None),
        ])],
        30,
        &["文[note 1]。"],
    );
    let note = Block::Note(Note {
        label: Label::new("1"),
        blocks: vec![plain("注释甲乙丙丁")],
    });
    let chinese = Measure {
        locale: Locale::ZhHans,
        ..Measure::new(12)
    };
    check_with(
        vec![note.clone()],
        chinese,
        &["[注1] 注释甲", "      乙丙丁"],
    );
    // Only where links bear numbers must the two be told apart.
    let unnumbered = Measure {
        link_numbers: false,
        ..chinese
    };
    check_with(vec![note], unnumbered, &["[1] 注释甲乙", "    丙丁"]);
    let linked = vec![rich(&[
        ("见", None),
        ("此处", link("https://a.example/")),
        ("。", None),
    ])];
    check(linked, 30, &["见此处[1]。", "", "[1] https://a.example/"]);
}

#[test]
fn a_reading_stays_with_its_base() {
    let ruby = rich(&[
        ("春は", None),
        ("曙", Some(Style::Ruby(Label::new("あけぼの")))),
    ]);
    check(vec![ruby], 10, &["春は曙（あ", "けぼの）"]);
}

#[test]
fn pictures_are_told() {
    let image = |alt: &str, caption: &str| {
        Block::Image(Image {
            url: None,
            alt: Label::new(alt),
            caption: RichText::plain(caption),
        })
    };
    let zh = Measure {
        locale: crate::Locale::ZhHans,
        ..Measure::new(20)
    };
    check_with(vec![image("甲", "乙")], zh, &["［图］甲", "      乙"]);
    check_with(vec![image("", "")], zh, &["［图］"]);
}

#[test]
fn columns_line_up_in_cells() {
    check(vec![table(&[]), table(&[&[], &[]])], 20, &[""]);
    let rows: &[&[&str]] = &[&["姓名", "Age"], &["甲乙丙", "9"], &["x", "10"]];
    check(
        vec![table(rows)],
        30,
        &[
            "姓名   │ Age",
            "───────┼────",
            "甲乙丙 │   9",
            "x      │  10",
        ],
    );
    let wide: &[&[&str]] = &[&["名", "说明"], &["甲", "一二三四五六七八"]];
    check(
        vec![table(wide)],
        16,
        &[
            "名 │ 说明",
            "───┼───────────",
            "甲 │ 一二三四五",
            "   │ 六七八",
        ],
    );
    check(
        vec![table(wide)],
        8,
        &["名", "说明", "名：甲", "说明：一", "二三四五", "六七八"],
    );
}

#[test]
fn lines_can_be_stretched_to_the_measure() {
    let justified = Measure {
        justify: true,
        ..Measure::new(12)
    };
    check_with(
        vec![plain("一二三，四“五六”七八")],
        justified,
        &["一二三， 四", "“五六”七八"],
    );
    check_with(
        vec![plain("one two to three")],
        justified,
        &["one  two  to", "three"],
    );
}

#[test]
fn scripts_can_be_set_apart() {
    let spaced = Measure {
        autospace: true,
        ..Measure::new(20)
    };
    check_with(
        vec![plain("用Rust写2018年的书")],
        spaced,
        &["用 Rust 写 2018 年的", "书"],
    );
    let page = page_of(vec![plain("用Rust写")], spaced);
    let source: String = all_rows(&page)
        .iter()
        .flat_map(|row| &row.runs)
        .filter(|run| run.source.is_some())
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(source, "用Rust写");
}

#[test]
fn narrow_marks_can_be_drawn_full_width() {
    let restored = Measure {
        full_width_marks: true,
        ..Measure::new(30)
    };
    check_with(
        vec![plain("工作,商(协)会:a, b")],
        restored,
        &["工作，商（协）会：a, b"],
    );
}

#[test]
fn large_headings_leave_room_below() {
    let large = Measure {
        heading_scale: 2,
        ..Measure::new(16)
    };
    let page = page_of(
        vec![Block::Heading {
            level: 1,
            text: RichText::plain("甲乙丙丁戊"),
        }],
        large,
    );
    let rows: Vec<(String, u8)> = page
        .rows(1)
        .iter()
        .skip(1)
        .map(|row| (row.text(), row.scale))
        .collect();
    let row = |text: &str, scale| (text.to_owned(), scale);
    assert_eq!(
        rows,
        [row("甲乙丙丁", 2), row("", 1), row("戊", 2), row("", 1)]
    );
}

#[test]
fn the_head_tells_where_the_article_comes_from() {
    let article = Article {
        title: Label::new("突出党建引领"),
        breadcrumb: vec![Label::new("首页"), Label::new("动态")],
        sources: vec![Label::new("工商联")],
        authors: vec![Label::new("甲"), Label::new("乙")],
        body: vec![plain("正文")],
        ..Article::default()
    };
    let page = Page::new(
        Arc::new(article),
        Measure {
            locale: crate::Locale::ZhHans,
            ..Measure::new(40)
        },
    );
    let head: Vec<String> = page.rows(0).iter().map(Row::text).collect();
    assert_eq!(
        head,
        ["首页 > 动态", "突出党建引领", "工商联 · 甲 乙 · 约 1 分钟"]
    );
    assert_eq!(width(&head[2], Profile::default()), 26);
}
