//! What parts and what holds together, case by case.
//!
//! In each case `|` stands where a line may part.

use super::*;

fn parted(text: &str, writing: Writing, level: Level) -> String {
    let mut shown = text.to_owned();
    for at in opportunities(text, LineRules { writing, level })
        .into_iter()
        .rev()
    {
        shown.insert(at, '|');
    }
    shown
}

#[track_caller]
fn check_as(writing: Writing, level: Level, cases: &[&str]) {
    for wanted in cases {
        let text = wanted.replace('|', "");
        assert_eq!(
            parted(&text, writing, level),
            *wanted,
            "{writing:?} {level:?}"
        );
    }
}

#[track_caller]
fn check(cases: &[&str]) {
    check_as(Writing::Chinese, Level::Gb, cases);
}

#[test]
fn stops_and_closing_marks_never_begin_a_line() {
    check(&[
        "天，|天。|天、|天；|天：|天！|天？|天",
        "天）|天】|天》|天」|天’|天”|天",
        "天。』」|天",
        "天！？|天",
    ]);
}

#[test]
fn opening_marks_never_end_a_line() {
    check(&[
        "天|（天|【天|《天|「天|‘天|“天",
        "天|“《天》”|天",
        "（《“天”》）",
    ]);
}

#[test]
fn narrow_marks_behind_wide_characters_are_their_full_width_twins() {
    check(&[
        "工|作,|就|业,|30|余|名",
        "来|源:|北|京",
        "天.|天;|天!|天?|天",
        "商|(协)|会",
        "天)。|天",
        "天\",|天",
    ]);
    check(&["第|3,000|条", "a,b", "e.g. |天"]);
}

#[test]
fn curly_quotes_follow_chinese_and_latin() {
    check(&[
        "了|“青|创|会”|品|牌",
        "梦”|“青",
        "享”|的|“商",
        "使|用|“Rust”|语|言",
        "don’t",
        "it’s |天",
        "“Hello,” |he |said",
    ]);
}

#[test]
fn straight_quotes_open_and_close_by_turns() {
    check(&[
        "他|说|\"好\"|的",
        "他|说:|\"好。\"|然|后",
        "say |\"hello\" |now",
        "don't",
        "他|说|'好'|的",
    ]);
    // Alone, it opens nothing: a unit behind a digit, or a slip.
    check(&["5\"天", "他|说\"好"]);
}

#[test]
fn dashes_and_ellipses_stay_whole() {
    check(&[
        "天|——|天",
        "天”|——|资",
        "天……|天",
        "天…………|天",
        "天|⸺|天",
        "天|————|天",
    ]);
    check_as(
        Writing::Chinese,
        Level::Strict,
        &["天——|天", "天⸺|天", "天……|天"],
    );
}

#[test]
fn connectors_and_interpuncts_never_begin_a_line() {
    check(&[
        "北|京—|上|海",
        "北|京–|上|海",
        "北|京～|上|海",
        "3～|5|天",
        "北|京-|上|海",
        "列|夫·|托",
        "卜·|拉",
        "天・|天",
        "天‧|天",
    ]);
}

#[test]
fn a_solidus_stands_at_neither_end() {
    check(&["和/或", "和／或", "km/|h", "and/|or", "天|A/|B|天"]);
    check_as(Writing::Chinese, Level::Basic, &["和/|或", "和／|或"]);
}

#[test]
fn numbers_stay_whole() {
    check(&[
        "￥1,299|元",
        "37℃|高",
        "100%|和",
        "3.5%",
        "10:30|开",
        "1-2|个",
        "2020-09-17",
        "-5|度",
        "$3.50",
        "12345|市",
        "２|０％|以",
    ]);
    check(&["2018|年", "1730|名", "第|1|章", "2.2|万"]);
}

#[test]
fn note_marks_stay_with_their_word() {
    check(&[
        "天[1]|天",
        "天[12]。",
        "天|[a]",
        "天①。",
        "天①，|天",
        "天|①|天",
        "天②",
    ]);
}

#[test]
fn addresses_part_behind_their_signs() {
    check(&["见|https://|example.org/|a/|b?|c=d&e=f|看"]);
}

#[test]
fn blanks_stay_on_the_line_they_end() {
    check(&[
        "天 |天",
        "心 |牢",
        "天\u{3000}|天",
        "天\u{a0}天",
        "天\u{2060}天",
        "天\u{200b}|天",
        "超|大 ]",
        "天 。|天",
    ]);
}

#[test]
fn emoji_and_marks_stay_whole() {
    check(&[
        "天|👍🏽|天",
        "天|👩\u{200d}👩\u{200d}👧|天",
        "天|🇨🇳|🇯🇵|天",
        "か\u{3099}|天",
        "e\u{301}e",
    ]);
}

#[test]
fn without_rules_any_character_may_stand_anywhere() {
    check_as(
        Writing::Chinese,
        Level::None,
        &[
            "天|，|天",
            "天|（|天|）|天",
            "天|“|天|”|天",
            "天|——|天",
            "天|……|天",
            "工|作|,|就",
            "3.5%",
            "don’t",
        ],
    );
}

#[test]
fn japanese_keeps_small_kana_when_strict() {
    check_as(
        Writing::Japanese,
        Level::Gb,
        &["ち|ょ|っ|と", "コ|ー|ヒ|ー", "人々|の", "春|は|曙。|夏"],
    );
    check_as(
        Writing::Japanese,
        Level::Strict,
        &["ちょっ|と", "コー|ヒー", "「は|い」"],
    );
}

#[test]
fn korean_parts_between_words() {
    check_as(
        Writing::Korean,
        Level::Gb,
        &[
            "대한민국은 |민주공화국이다.",
            "한국(韓國)은 |나라",
            "가나 |다라",
        ],
    );
}

#[test]
fn other_texts_follow_the_annex_alone() {
    check_as(
        Writing::Other,
        Level::Gb,
        &["Hello, |world.", "天，|天", "和/|或", "天|—|天"],
    );
}
