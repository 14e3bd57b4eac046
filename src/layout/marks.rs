//! The marks of list items: • 1. a. iv. 一、 （一） ①

use crate::article::{List, ListItem, Marker, Task};

/// The mark of the `index`-th item of `list`, which stands in `depth` other lists.
pub(crate) fn mark(list: &List, index: usize, depth: usize) -> String {
    if let Some(ListItem {
        task: Some(task), ..
    }) = list.items.get(index)
    {
        return match task {
            Task::Open => "☐".to_owned(),
            Task::Done => "☑".to_owned(),
        };
    }
    let number = list
        .start
        .saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
    match list.marker {
        Marker::None => String::new(),
        Marker::Bullet => if depth.is_multiple_of(2) {
            "•"
        } else {
            "◦"
        }
        .to_owned(),
        Marker::Decimal => format!("{number}."),
        Marker::LowerLatin => format!("{}.", latin(number).to_lowercase()),
        Marker::UpperLatin => format!("{}.", latin(number)),
        Marker::LowerRoman => format!("{}.", roman(number).to_lowercase()),
        Marker::UpperRoman => format!("{}.", roman(number)),
        Marker::Han => format!("{}、", han(number)),
        Marker::HanParenthesized => format!("（{}）", han(number)),
        Marker::Circled => circled(number),
    }
}

/// A to Z, AA to ZZ and so on; 0 has no letter.
fn latin(number: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    if letters.is_empty() {
        number.to_string()
    } else {
        letters.iter().rev().collect()
    }
}

/// Roman numerals up to 3999.
fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut signs = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            signs.push_str(sign);
            rest -= value;
        }
    }
    signs
}

/// Chinese numerals up to 9999, with 零 for zeros within.
fn han(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number > 9999 {
        return number.to_string();
    }
    let mut numeral = String::new();
    let mut skipped = false;
    for (value, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (number / value % 10) as usize;
        if digit == 0 {
            skipped = !numeral.is_empty();
            continue;
        }
        if skipped {
            numeral.push('零');
        }
        skipped = false;
        if !(digit == 1 && value == 10 && numeral.is_empty()) {
            numeral.push_str(DIGITS[digit]);
        }
        numeral.push_str(unit);
    }
    if numeral.is_empty() {
        DIGITS[0].to_owned()
    } else {
        numeral
    }
}

/// ⓪ to ㊿, then numbers in brackets.
fn circled(number: u32) -> String {
    let scalar = match number {
        0 => 0x24ea,
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32b1 + number - 36,
        _ => return format!("({number})"),
    };
    char::from_u32(scalar).map_or_else(|| format!("({number})"), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marker: Marker, wanted: &[(u32, &str)]) {
        for (start, mark_wanted) in wanted {
            let list = List {
                marker,
                start: *start,
                items: Vec::new(),
            };
            assert_eq!(mark(&list, 0, 0), *mark_wanted);
        }
    }

    #[test]
    fn marks_are_those_of_print() {
        check(Marker::Bullet, &[(1, "•")]);
        check(Marker::Decimal, &[(1, "1."), (10, "10.")]);
        check(
            Marker::LowerLatin,
            &[(1, "a."), (26, "z."), (27, "aa."), (0, "0.")],
        );
        check(
            Marker::UpperRoman,
            &[(4, "IV."), (1999, "MCMXCIX."), (4000, "4000.")],
        );
        check(
            Marker::Han,
            &[
                (1, "一、"),
                (10, "十、"),
                (11, "十一、"),
                (20, "二十、"),
                (99, "九十九、"),
            ],
        );
        check(
            Marker::Han,
            &[
                (100, "一百、"),
                (105, "一百零五、"),
                (110, "一百一十、"),
                (1005, "一千零五、"),
                (0, "零、"),
            ],
        );
        check(Marker::HanParenthesized, &[(3, "（三）")]);
        check(
            Marker::Circled,
            &[
                (0, "⓪"),
                (1, "①"),
                (20, "⑳"),
                (21, "㉑"),
                (36, "㊱"),
                (50, "㊿"),
                (51, "(51)"),
            ],
        );
    }

    #[test]
    fn a_task_shows_its_box() {
        let item = |task| ListItem {
            task: Some(task),
            blocks: Vec::new(),
        };
        let list = List {
            marker: Marker::Decimal,
            start: 1,
            items: vec![item(Task::Open), item(Task::Done)],
        };
        assert_eq!(
            (mark(&list, 0, 0), mark(&list, 1, 0)),
            ("☐".into(), "☑".into())
        );
    }
}
