//! Reads JSON texts into values, and says where and why it cannot.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Number, Value};

use super::At;
use crate::locale::Sentence;
use crate::parse::Spot;
use crate::parse::spot;
use crate::sentence;

/// A JSON value.
pub(super) struct Read {
    pub(super) value: Value,
    pub(super) doubles: Doubles,
    /// The byte behind the value.
    pub(super) end: usize,
}

/// Fields of which an earlier one in the same object has the name.
#[derive(Default)]
pub(super) struct Doubles {
    pub(super) count: usize,
    /// The pointer of the first.
    pub(super) first: String,
}

/// Where a JSON text is broken and what is wrong, as the end of a sentence.
pub(super) struct Broken {
    /// The byte of the text.
    pub(super) at: usize,
    pub(super) why: Sentence,
}

impl Broken {
    /// The place, in a text that holds nothing else.
    pub(super) fn spot(&self, text: &str) -> Spot {
        spot(text, self.at)
    }

    /// The sentence about a text that was not read at all.
    pub(super) fn told(&self) -> Sentence {
        let Sentence { en, zh } = &self.why;
        sentence!(
            "this JSON is broken here: {en}. Nothing was read",
            "JSON 在此处有误：{zh}。全文未读入"
        )
    }
}

/// Reads `text`, which holds one value and nothing else.
pub(super) fn whole(text: &str) -> Result<Read, Broken> {
    let read = first(text)?;
    let rest = text[read.end..].trim_start_matches([' ', '\t', '\r', '\n']);
    if rest.is_empty() {
        return Ok(read);
    }
    Err(broken(text, text.len() - rest.len(), "trailing characters"))
}

/// Reads the value with which `text` begins.
pub(super) fn first(text: &str) -> Result<Read, Broken> {
    let mut json = Deserializer::from_str(text);
    let mut doubles = Doubles::default();
    let seed = Seed {
        at: &At::Top,
        doubles: &mut doubles,
    };
    match seed.deserialize(&mut json) {
        Ok(value) => Ok(Read {
            value,
            doubles,
            end: json.into_iter::<IgnoredAny>().byte_offset(),
        }),
        Err(error) => {
            let at = byte_of(text, &error);
            Err(broken(text, at, &error.to_string()))
        }
    }
}

/// The byte at which a reader gave up.
fn byte_of(text: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return text.len();
    }
    // The column is that of the last byte read, from 1, and 0 when that was a line end.
    let lines = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let line_start: usize = lines.map(str::len).sum();
    let at = (line_start + error.column())
        .saturating_sub(1)
        .min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

/// Makes a value as `serde_json` does, but sees fields that stand twice.
///
/// The last of them wins, as in JavaScript; the others would be lost in silence.
struct Seed<'a> {
    at: &'a At<'a>,
    doubles: &'a mut Doubles,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        let number = Number::from_f64(number);
        number
            .map(Value::Number)
            .ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            let at = self.at.item(values.len());
            let seed = Seed {
                at: &at,
                doubles: self.doubles,
            };
            match list.next_element_seed(seed)? {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let at = self.at.field(&name);
            let seed = Seed {
                at: &at,
                doubles: self.doubles,
            };
            let value = object.next_value_seed(seed)?;
            if fields.contains_key(&name) {
                if self.doubles.count == 0 {
                    self.doubles.first = at.pointer();
                }
                self.doubles.count += 1;
            }
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

fn broken(text: &str, at: usize, error: &str) -> Broken {
    Broken {
        at,
        why: why(text, at, error),
    }
}

/// What is wrong, in plain words.
///
/// First what the error itself says beyond doubt, then what stands at the
/// place, then the error's own words.
fn why(text: &str, at: usize, error: &str) -> Sentence {
    let is = |said: &str| error.starts_with(said);
    if is("recursion limit") {
        return sentence!(
            "lists and objects are nested more than 127 deep",
            "列表与对象的嵌套超过 127 层"
        );
    }
    let is_line_end = is("control character") && text[at..].trim().is_empty();
    if is("EOF while parsing a string") || is_line_end {
        return sentence!(
            "the text that begins here or before never ends; perhaps the file was cut short",
            "字符串没有结束的引号，文件可能不完整"
        );
    }
    if is("EOF") {
        return sentence!(
            "it ends before its brackets are closed; perhaps the file was cut short",
            "括号尚未闭合便已结束，文件可能不完整"
        );
    }
    if is("control character") {
        return sentence!(
            "a line end, tab or other control character stands in a text as it is; write \\n or \\t",
            "字符串里直接出现了换行、制表符等控制字符，应写作 \\n、\\t"
        );
    }
    if is("trailing comma") {
        return sentence!(
            "a comma stands before a closing bracket; take it out",
            "右括号前多了一个逗号，请删去"
        );
    }
    if is("invalid escape") {
        return sentence!(
            "no such escape; write a backslash itself as \\\\",
            "转义写法无效；反斜杠本身应写作 \\\\"
        );
    }
    if is("lone") || is("unexpected end of hex") || is("invalid unicode") {
        return sentence!(
            "half a character: a \\u escape lacks its other half",
            "\\u 转义不完整，只有半个字符"
        );
    }
    if is("number out of range") {
        return sentence!("a number is too large", "数字过大");
    }
    let there = text[at..].chars().next();
    let sentence = there.and_then(|c| by_what_stands_there(c, is("trailing characters")));
    sentence.unwrap_or_else(|| by_error(error, there))
}

/// What is wrong, told by what stands where the reader stopped.
fn by_what_stands_there(c: char, is_behind: bool) -> Option<Sentence> {
    Some(match c {
        '/' | '#' => sentence!(
            "JSON has no comments; take this one out",
            "JSON 不允许注释，请删去"
        ),
        _ if is_behind => return None,
        '\'' | '“' | '”' | '‘' | '’' => sentence!(
            "texts stand between straight double quotes (\"), not {c}",
            "字符串要用英文双引号（\"），不能用 {c}"
        ),
        '，' | '：' | '；' | '【' | '】' | '｛' | '｝' | '、' => sentence!(
            "{c} is a Chinese mark; write the ASCII one",
            "{c} 是中文标点，请改用英文标点"
        ),
        '<' => sentence!(
            "this looks like a web page rather than JSON",
            "看起来是网页而不是 JSON"
        ),
        'T' | 'F' | 'N' | 'I' | 'u' => sentence!(
            "JSON writes true, false and null in small letters, and has no NaN, Infinity, None or undefined",
            "JSON 的 true、false、null 须小写，且没有 NaN、Infinity、None、undefined"
        ),
        _ => return None,
    })
}

/// What is wrong, told by the error of the reader beneath.
fn by_error(error: &str, there: Option<char>) -> Sentence {
    let is = |said: &str| error.starts_with(said);
    if is("expected `:`") {
        sentence!("a colon is missing behind a name", "名称后面缺少冒号")
    } else if is("expected `,` or `]`") {
        sentence!("a comma or a ] is missing", "缺少逗号或 ]")
    } else if is("expected `,` or `}`") {
        sentence!("a comma or a }} is missing", "缺少逗号或 }}")
    } else if is("key must be a string") || is("expected `\"`") {
        sentence!("a name in double quotes is missing", "缺少双引号中的名称")
    } else if is("invalid number") {
        sentence!("no number is written so in JSON", "数字写法不合 JSON 规范")
    } else if is("trailing characters") {
        sentence!("something stands behind the end", "结尾之后还有多余内容")
    } else {
        match there.filter(|c| !c.is_control() && !",:]}".contains(*c)) {
            Some(c) => sentence!("no value begins with {c}", "值不能以 {c} 开头"),
            None => sentence!("a value is missing", "缺少一个值"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a broken text; gives line, column and the English reason.
    #[track_caller]
    fn check(text: &str, line: usize, column: usize, why: &str) {
        let broken = whole(text).err().expect(text);
        assert_eq!(broken.spot(text), Spot::Line(line, column), "{text}");
        assert!(broken.why.en.contains(why), "{text}: {}", broken.why.en);
        assert!(!broken.why.zh.is_empty());
    }

    #[test]
    fn a_broken_text_says_where_and_why() {
        check("{\"a\": 1,}", 1, 9, "comma stands before");
        check("[1, 2", 1, 6, "before its brackets are closed");
        check("{\n  \"甲\": \"乙", 2, 10, "never ends");
        check("{\n  \"甲\": \"乙\n", 2, 10, "never ends");
        check("{\n  \"甲\": “乙”\n}", 2, 8, "straight double quotes");
        check("{\"甲\"：1}", 1, 5, "Chinese mark");
        check("{\"a\": 1 // x\n}", 1, 9, "no comments");
        check("[1] # x", 1, 5, "no comments");
        check("[True]", 1, 2, "small letters");
        check("[*]", 1, 2, "no value begins with *");
        check("[1,,2]", 1, 4, "a value is missing");
        check("{'a': 1}", 1, 2, "straight double quotes");
        check("{a: 1}", 1, 2, "name in double quotes");
        check("{\"a\" 1}", 1, 6, "colon");
        check("[1 2]", 1, 4, "comma or a ]");
        check("{\"a\": 1 \"b\": 2}", 1, 9, "comma or a }");
        check("[\"甲\n乙\"]", 1, 4, "line end");
        check("[\"a\\x\"]", 1, 5, "no such escape");
        check("[01]", 1, 3, "no number is");
        check("[1e999]", 1, 6, "too large");
        check("[1]]", 1, 4, "behind the end");
        check("\n\n<p>", 3, 1, "web page");
        check("[\"\\ud800\"]", 1, 9, "half a character");
    }

    #[test]
    fn deep_nesting_is_refused_and_does_not_overflow() {
        let deep = "[".repeat(100_000);
        check(&deep, 1, 128, "127 deep");
        let deepest = format!("{}{}", "[".repeat(127), "]".repeat(127));
        assert!(whole(&deepest).is_ok());
    }

    #[test]
    fn a_field_that_stands_twice_is_seen() {
        let read = whole(r#"{"a": [{"b": 1, "b": 2, "b": 3}]}"#)
            .ok()
            .expect("it is valid");
        assert_eq!((read.doubles.count, &*read.doubles.first), (2, "/a/0/b"));
        assert_eq!(read.value["a"][0]["b"], 3);
    }
}
