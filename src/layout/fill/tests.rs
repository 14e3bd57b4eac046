//! Lines as pictures, and the laws that all of them obey.

use super::*;
use crate::layout::adjust::gaps;
use crate::text::{Level, LineRules, Profile, Writing, cluster_width, clusters, pieces, width};

const CHINESE: LineRules = LineRules {
    writing: Writing::Chinese,
    level: Level::Gb,
};

fn lines(text: &str, limits: Limits) -> Vec<Line> {
    let mut all = Vec::new();
    pieces(text, CHINESE, Profile::default(), &mut all);
    fill(text, &all, &[], limits)
}

fn even(width: usize) -> Limits {
    Limits {
        first: width,
        rest: width,
        ..Limits::default()
    }
}

#[track_caller]
fn check_with(text: &str, limits: Limits, wanted: &[&str]) {
    let found: Vec<&str> = lines(text, limits)
        .into_iter()
        .map(|line| &text[line.bytes])
        .collect();
    assert_eq!(found, wanted);
}

#[track_caller]
fn check(text: &str, width: usize, wanted: &[&str]) {
    check_with(text, even(width), wanted);
}

#[test]
fn a_stop_takes_its_character_down() {
    check("一二三四五，六七", 10, &["一二三四", "五，六七"]);
    check("一二三四，五六七", 10, &["一二三四，", "五六七"]);
    check("一二“三四”。五", 8, &["一二“三", "四”。五"]);
}

#[test]
fn blanks_at_the_end_of_a_line_cost_nothing() {
    check("青春 创业 圆梦", 4, &["青春", "创业", "圆梦"]);
    check("青春\u{3000}\u{3000}创业", 4, &["青春", "创业"]);
    check("a  b", 4, &["a  b"]);
    check("  首", 10, &["  首"]);
    check("            首行", 6, &["", "首行"]);
    // But for one that bears a mark.
    check("( \u{361}°", 1, &["(", " \u{361}", "°"]);
}

#[test]
fn the_author_ends_lines_too() {
    check("春\n\n夏", 10, &["春", "", "夏"]);
    check("春\n", 10, &["春", ""]);
    check("", 10, &[""]);
}

#[test]
fn what_is_wider_than_a_line_parts_where_it_hurts_least() {
    check("internationalization", 8, &["internat", "ionaliza", "tion"]);
    check(
        "见https://a.example/path/to?q=1",
        14,
        &["见https://", "a.example/", "path/to?q=1"],
    );
    check("“——————————”", 8, &["“——————", "————”"]);
    check("说。』」》）！", 6, &["说。』", "」》）", "！"]);
    check(
        "字e\u{301}e\u{301}e\u{301}",
        2,
        &["字", "e\u{301}e\u{301}", "e\u{301}"],
    );
}

#[test]
fn a_line_always_moves_on() {
    check("中文", 1, &["中", "文"]);
    check("中a", 0, &["中", "a"]);
    check(
        "👩\u{200d}👩\u{200d}👧x",
        1,
        &["👩\u{200d}👩\u{200d}👧", "x"],
    );
}

#[test]
fn a_soft_hyphen_shows_only_where_the_line_parts() {
    let text = "co\u{ad}operate";
    let found = lines(text, even(8));
    assert_eq!((found[0].cells, found[0].hyphen, found.len()), (3, true, 2));
    assert_eq!(
        lines(text, even(9)),
        [Line {
            bytes: 0..11,
            cells: 9,
            squeezed: 0,
            hyphen: false,
            last: true
        }]
    );
}

#[test]
fn one_stop_may_hang() {
    let hang = Limits { hang: 2, ..even(8) };
    check_with("一二三四，五六", hang, &["一二三四，", "五六"]);
    check_with("一二三四。”五六", hang, &["一二三", "四。”五", "六"]);
    assert_eq!(lines("一二三四，五六", hang)[0].cells, 10);
}

#[test]
fn gaps_give_way_to_a_stop() {
    let spaced = |text: &str| {
        let mut all = Vec::new();
        pieces(text, CHINESE, Profile::default(), &mut all);
        fill(text, &all, &gaps(&all, &[]), even(10))
    };
    let text = "用a写文章";
    let shown: Vec<&str> = spaced(text)
        .into_iter()
        .map(|line| &text[line.bytes])
        .collect();
    assert_eq!(shown, ["用a写文", "章"]);
    let text = "用ab写文，好";
    let squeezed = &spaced(text)[0];
    assert_eq!(
        (
            &text[squeezed.bytes.clone()],
            squeezed.cells,
            squeezed.squeezed
        ),
        ("用ab写文，", 10, 2)
    );
}

/// First fit, as plainly as it can be said: try every end, keep the last that fits.
fn slowly(text: &str, limit: usize) -> Vec<String> {
    let profile = Profile::default();
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let parts = crate::text::opportunities(paragraph, CHINESE);
        let mut rest = 0;
        loop {
            let line = &paragraph[rest..];
            let shown = |end: usize| paragraph[rest..end].trim_end_matches([' ', '\u{3000}']);
            if width(line.trim_end_matches([' ', '\u{3000}']), profile) <= limit {
                lines.push(shown(paragraph.len()).to_owned());
                break;
            }
            let ends = parts
                .iter()
                .filter(|&&end| end > rest && width(shown(end), profile) <= limit);
            let end = *ends.clone().next_back().unwrap_or(&paragraph.len());
            lines.push(shown(end).to_owned());
            rest = end;
        }
    }
    lines
}

const PHRASES: &[&str] = &[
    "近年来",
    "，",
    "“青创会”",
    "品牌",
    "。",
    "（一）",
    "——",
    "……",
    " ",
    "2018",
    "年",
    "60%",
    "Rust",
    "编程",
    "don’t",
    "\n",
    "《论语》",
    "、",
    "3.5",
    "👍🏽",
    "/",
    "・",
    "か\u{3099}",
];

fn texts() -> impl Iterator<Item = String> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = move |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % end as u64).unwrap_or_default()
    };
    std::iter::repeat_with(move || {
        (0..=below(24))
            .map(|_| PHRASES[below(PHRASES.len())])
            .collect()
    })
}

#[test]
fn lines_are_those_of_the_slow_filler() {
    let too_long = |lines: &[String], limit| {
        lines
            .iter()
            .any(|line| width(line, Profile::default()) > limit)
    };
    let mut compared = 0;
    for (text, limit) in texts().zip((8..40).cycle()).take(6000) {
        let text = text.trim_start_matches([' ', '\n']).replace("\n ", "\n");
        let wanted = slowly(&text, limit);
        if too_long(&wanted, limit) {
            continue;
        }
        compared += 1;
        let found: Vec<String> = lines(&text, even(limit))
            .into_iter()
            .map(|line| text[line.bytes].to_owned())
            .collect();
        assert_eq!(found, wanted, "{text:?} at {limit}");
    }
    assert!(compared > 5000);
}

#[test]
fn nothing_is_lost_and_no_line_is_too_wide() {
    for (text, limit) in texts().zip((0..24).cycle()).take(6000) {
        let mut next = 0;
        for line in lines(&text, even(limit)) {
            let between = &text[next..line.bytes.start];
            assert!(
                between.chars().all(|c| matches!(c, ' ' | '\n')),
                "{text:?} at {limit} loses {between:?}"
            );
            next = line.bytes.end;
            let shown = &text[line.bytes.clone()];
            let cells: usize = clusters(shown)
                .map(|cluster| cluster_width(cluster, Profile::default()))
                .sum();
            let one_cluster = clusters(shown).count() <= 1;
            assert!(
                cells <= limit || one_cluster,
                "{text:?} at {limit}: {shown:?}"
            );
            assert_eq!(
                line.cells,
                cells.min(limit),
                "{text:?} at {limit}: {shown:?}"
            );
        }
        assert!(text[next..].chars().all(|c| matches!(c, ' ' | '\n')));
    }
}
