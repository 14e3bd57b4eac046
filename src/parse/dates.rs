//! Reads dates as the world writes them.
//!
//! What a source left out, an hour or a day, is left out. What could mean two
//! days (`9/10/2020`) or none (`2020-02-30`) is no date.

use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

use crate::article::Moment;

/// Longer texts hold more than a date.
const LONGEST: usize = 100;

/// Forms of a date, by the names of `strftime`, behind [`plainly`].
const DAYS: [&str; 7] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%b %d %Y",
    "%d %b %Y",
    "%Y %b %d",
];

/// Forms of a month.
const MONTHS: [&str; 5] = ["%Y-%m", "%Y/%m", "%Y.%m", "%Y年%m月", "%b %Y"];

/// Forms of a time, the longer before those that begin alike.
const TIMES: [&str; 9] = [
    "%I:%M:%S %p",
    "%I:%M %p",
    "%I %p",
    "%H:%M:%S%.f",
    "%H:%M",
    "%H时%M分%S秒",
    "%H时%M分",
    "%H时%M",
    "%H时",
];

/// Forms with the year behind the time, as `date` and some interfaces write them.
const YEAR_LAST: [&str; 2] = ["%b %d %H:%M:%S %z %Y", "%b %d %H:%M:%S %Y"];

/// The moment that a text names; nothing for a text that names none, or more than one thing.
///
/// Read are RFC 3339, ISO 8601, RFC 2822, the forms of China and Japan
/// (2020年9月17日 08:00, 二〇二〇年九月十七日), those of English prose, and the
/// seconds or milliseconds since 1970. What stands around it (发布时间：) must
/// have been taken away.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    if text.len() > LONGEST {
        return None;
    }
    let text = half_width(text);
    let text = text.trim();
    let moment = if text.bytes().all(|b| b.is_ascii_digit()) {
        digits(text)
    } else {
        iso(text)
            .or_else(|| mail(text))
            .or_else(|| listed(&plainly(text)))
    };
    moment.filter(|moment| is_told(moment.date()))
}

/// Whether somebody meant a date: the year 1 is how some programs say that they know none.
fn is_told(date: Date) -> bool {
    date.year() >= 1000
}

/// `text` with full-width digits and marks made ASCII, and every blank a space.
fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text.chars().map(half).collect()
}

/// Digits alone: a date without marks, or the time since 1970.
fn digits(text: &str) -> Option<Moment> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i8>().ok();
    let date = || Date::new(text.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?).ok();
    let second = || part(12, 14).or(Some(0).filter(|_| text.len() == 12));
    let time = || Time::new(part(8, 10)?, part(10, 12)?, second()?, 0).ok();
    let number = || text.parse::<i64>().ok();
    match text.len() {
        8 => Some(Moment::day(date()?)),
        9..=11 => Moment::unix(number()?),
        13 => Moment::unix(number()? / 1000),
        12 | 14 => Some(Moment::time(date()?.to_datetime(time()?), None)),
        _ => None,
    }
}

/// RFC 3339 and its relatives, with or without a time, with or without an offset.
fn iso(text: &str) -> Option<Moment> {
    let pieces = Pieces::parse(text).ok()?;
    let date = pieces.date();
    Some(match pieces.time() {
        None => Moment::day(date),
        Some(time) => Moment::time(date.to_datetime(time), pieces.to_numeric_offset()),
    })
}

/// RFC 2822, forgiving a wrong day of the week.
fn mail(text: &str) -> Option<Moment> {
    static PARSER: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let zoned = PARSER.parse_zoned_datetime(text).ok()?;
    Some(Moment::time(zoned.datetime(), Some(zoned.offset())))
}

/// The forms of the tables.
fn listed(text: &str) -> Option<Moment> {
    let year_last = YEAR_LAST.iter().find_map(|form| {
        let read = BrokenDownTime::parse(form, text).ok()?;
        Some(Moment::time(read.to_datetime().ok()?, read.offset()))
    });
    year_last
        .or_else(|| DAYS.iter().find_map(|form| day(form, text)))
        .or_else(|| MONTHS.iter().find_map(|form| month(form, text)))
}

fn day(form: &str, text: &str) -> Option<Moment> {
    let (read, len) = BrokenDownTime::parse_prefix(form, text).ok()?;
    let date = read.to_date().ok().filter(|&date| is_told(date))?;
    let rest = without_weekday(text[len..].trim_start());
    if rest.is_empty() {
        return Some(Moment::day(date));
    }
    let (time, offset) = time(rest.strip_prefix('T').unwrap_or(rest))?;
    Some(Moment::time(date.to_datetime(time), offset))
}

fn month(form: &str, text: &str) -> Option<Moment> {
    let read = BrokenDownTime::parse(form, text).ok()?;
    Some(Moment::month(
        Date::new(read.year()?, read.month()?, 1).ok()?,
    ))
}

/// A time, perhaps behind 上午 or 下午, perhaps with its offset from UTC.
fn time(text: &str) -> Option<(Time, Option<Offset>)> {
    let (half, text) = half_of_day(text);
    TIMES.iter().find_map(|form| {
        let (read, len) = BrokenDownTime::parse_prefix(form, text).ok()?;
        let time = read.to_time().ok()?;
        let hour = match (half, time.hour()) {
            (Some(Half::Morning), 12) => 0,
            (Some(Half::Afternoon), hour @ 1..=11) => hour + 12,
            (_, hour) => hour,
        };
        let time = time.with().hour(hour).build().ok()?;
        let rest = text[len..].trim();
        let offset = offset(rest);
        (offset.is_some() || rest.is_empty()).then_some((time, offset))
    })
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(text: &str) -> (Option<Half>, &str) {
    let behind = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
    if let Some(rest) = behind(&["上午", "午前", "凌晨", "早上"]) {
        (Some(Half::Morning), rest.trim_start())
    } else if let Some(rest) = behind(&["下午", "午后", "午後", "晚上", "中午"]) {
        (Some(Half::Afternoon), rest.trim_start())
    } else {
        (None, text)
    }
}

/// An offset from UTC: `Z`, `UTC`, `+08:00`, `GMT+0800`.
fn offset(text: &str) -> Option<Offset> {
    let named = ["UTC", "GMT", "Z"]
        .iter()
        .find_map(|name| text.strip_prefix(name));
    match named {
        Some("") => Some(Offset::UTC),
        rest => {
            let number = rest.unwrap_or(text);
            let read = |form| BrokenDownTime::parse(form, number).ok();
            read("%:z").or_else(|| read("%z"))?.offset()
        }
    }
}

/// What follows a day of the week at the head of `text`: 星期四, （四）, 木曜日.
fn without_weekday(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('(') {
        return rest
            .split_once(')')
            .map_or(text, |(_, rest)| rest.trim_start());
    }
    let prefix = ["星期", "礼拜", "周", "週"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix));
    if let Some(rest) = prefix {
        let mut chars = rest.chars();
        chars.next();
        return chars.as_str().trim_start();
    }
    let mut chars = text.chars();
    chars.next();
    let behind_day = chars.as_str().strip_prefix("曜日");
    behind_day.map_or(text, str::trim_start)
}

/// Brings a date nearer to the forms of the tables: Chinese numerals as digits,
/// no blanks around 年月日, English names of months cut to three letters, days
/// of the week and commas gone.
fn plainly(text: &str) -> String {
    let chinese = text.contains(['年', '月']);
    if !chinese {
        return in_english(text);
    }
    let arabic = in_digits(text);
    let mut plain = String::with_capacity(arabic.len());
    for word in arabic.split(' ').filter(|word| !word.is_empty()) {
        let unit = |c: Option<char>| c.is_some_and(|c| "年月日时分秒".contains(c));
        if !plain.is_empty() && !unit(plain.chars().next_back()) && !unit(word.chars().next()) {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// Numerals as digits (二〇二〇 as 2020, 十七 as 17), and each unit by one name.
fn in_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = rest.find(|c| numeral(c).is_none()).unwrap_or(rest.len());
        if run > 0 {
            out.push_str(&number(&rest[..run]));
            rest = &rest[run..];
            continue;
        }
        out.push(match c {
            '号' | '號' => '日',
            '時' | '点' | '點' => '时',
            c => c,
        });
        rest = &rest[c.len_utf8()..];
    }
    out
}

fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '十' => 10,
        '廿' => 20,
        '卅' => 30,
        c => 1 + u32::try_from("一二三四五六七八九".chars().position(|n| n == c)?).ok()?,
    })
}

/// A run of numerals: by place (二〇二〇) or by tens (二十一, 廿一).
fn number(numerals: &str) -> String {
    let values: Vec<u32> = numerals.chars().filter_map(numeral).collect();
    if values.iter().all(|&value| value < 10) {
        return values.iter().map(u32::to_string).collect();
    }
    let sum = values
        .iter()
        .fold(0, |sum: u32, &value| match (sum, value) {
            (1..=9, 10) => sum * 10,
            _ => sum + value,
        });
    sum.to_string()
}

fn in_english(text: &str) -> String {
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let words: Vec<String> = words.filter_map(english_word).collect();
    words.join(" ")
}

/// A word of an English date as the tables have it; nothing for one that says nothing.
fn english_word(word: &str) -> Option<String> {
    const MONTHS: &str =
        "january february march april may june july august september october november december";
    const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";
    let lower = word.trim_end_matches('.').to_ascii_lowercase();
    let is_one_of =
        |names: &str| lower.len() >= 3 && names.split(' ').any(|name| name.starts_with(&lower));
    if is_one_of(WEEKDAYS) || matches!(lower.as_str(), "at" | "on" | "tues" | "thur" | "thurs") {
        None
    } else if is_one_of(MONTHS) || lower == "sept" {
        Some(lower[..3].to_owned())
    } else if let Some(half) = ["a.m", "p.m"].iter().find(|half| **half == lower) {
        Some(half.replace('.', ""))
    } else {
        let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ordinal = matches!(&lower[digits.len()..], "st" | "nd" | "rd" | "th");
        let is_day = ordinal && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        Some(if is_day { digits } else { word }.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let read = moment(text).map(|moment| moment.to_string());
        assert_eq!(read.as_deref(), Some(wanted), "{text}");
    }

    #[test]
    fn standards_are_read() {
        check("2020-09-17T08:00:00+08:00", "2020-09-17T08:00:00+08:00");
        check("2020-09-17T08:00:00.123Z", "2020-09-17T08:00:00Z");
        check("2020-09-17T08:00", "2020-09-17T08:00:00");
        check("2020-09-17 08:00:00", "2020-09-17T08:00:00");
        check("2020-09-17 08:00:00 +0800", "2020-09-17T08:00:00+08:00");
        check(
            "Thu, 17 Sep 2020 08:00:00 +0800",
            "2020-09-17T08:00:00+08:00",
        );
        check("Mon, 17 Sep 2020 08:00:00 GMT", "2020-09-17T08:00:00Z");
        check("Thu Sep 17 08:00:00 +0000 2020", "2020-09-17T08:00:00Z");
    }

    #[test]
    fn dates_without_a_time_stay_without() {
        for text in [
            "2020-09-17",
            "2020-9-17",
            "2020/9/17",
            "2020.09.17",
            "20200917",
            "2020年9月17日",
            "2020 年 9 月 17 日",
            "２０２０年９月１７日",
            "二〇二〇年九月十七日",
            "二零二零年九月十七日 星期四",
            "Sep 17, 2020",
            "Sept. 17th, 2020",
            "17 September 2020",
            "Thursday, September 17, 2020",
            " 2020-09-17\u{a0}",
        ] {
            check(text, "2020-09-17");
        }
        check("二〇二一年十二月三十一日", "2021-12-31");
        check("2020年9月", "2020-09");
        check("2020-09", "2020-09");
        check("September 2020", "2020-09");
    }

    #[test]
    fn times_of_china_and_japan_are_read() {
        let morning = "2020-09-17T08:00:00";
        check("2020年9月17日 08:00", morning);
        check("2020年9月17日08:00:00", morning);
        check("2020年09月17日 08時00分", morning);
        check("2020年9月17日（木） 8:00", morning);
        check("2020年9月17日 星期四 上午8:00", morning);
        check("2020/09/17 08:00", morning);
        check("2020.9.17 8:00:00", morning);
        check("2020年9月17日下午3点05分", "2020-09-17T15:05:00");
        check("September 17, 2020 at 3:05 p.m.", "2020-09-17T15:05:00");
        check("Sep 17, 2020 3:05 PM UTC", "2020-09-17T15:05:00Z");
    }

    #[test]
    fn digits_are_a_date_or_the_time_since_1970() {
        check("1600300800", "2020-09-17T00:00:00Z");
        check("1600300800123", "2020-09-17T00:00:00Z");
        check("20200917080000", "2020-09-17T08:00:00");
        check("202009170800", "2020-09-17T08:00:00");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "昨天",
            "2020",
            "2020-02-30",
            "2020-13-01",
            "2020年13月1日",
            "9/10/2020",
            "20200231",
            "2020-09-17 25:00",
            "2020-09-17 来源：新华网",
            "0001-01-01T00:00:00Z",
            "99999999999999999999",
            "1,000",
            "年月日",
            "(((((",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
