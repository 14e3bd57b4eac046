//! Parts a text into the tokens that a search compares.
//!
//! 1. Text is folded cluster by cluster, as in `fold`, so that both ways of writing give one token.
//! 2. Each character of a script without spaces is a token of its own: Han, kana, Hangul, Thai.
//! 3. A run of letters and digits is one token.
//! 4. A mark, a sign and a line end are tokens too. Words on both sides of a full stop are no
//!    neighbours then, and a phrase is found only where it stands as it was typed.
//!
//! A blank parts words and is no token; so is a hyphen or an apostrophe between letters.

use std::ops::{ControlFlow, Range};

use super::clusters::clusters;
use super::fold::{fold_alone, fold_cluster};
use super::properties;

/// What a search compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The token, folded.
    pub text: &'a str,
    /// The bytes of the text that it stands for, on cluster boundaries.
    pub start: usize,
    /// The end of these bytes.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// One character of a script without spaces, or an emoji.
    Character,
    /// A run of letters and digits.
    Word,
    /// A mark, a sign or a line end.
    Mark,
}

/// The most bytes of a folded word; what is longer is no word, and goes on as the next token.
const WORD: usize = 96;

/// Shows every token of `text` to `see`, in order, until it breaks off.
pub fn tokens<B>(text: &str, see: impl FnMut(Token<'_>) -> ControlFlow<B>) -> ControlFlow<B> {
    let mut cutter = Cutter {
        see,
        word: String::new(),
        range: 0..0,
        joint: None,
        line_end: true,
    };
    let (mut at, mut folded) = (0, String::new());
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        if let Some(alone) = fold_alone(c, &text[end..]) {
            cutter.take_scalar(alone, at..end)?;
            at = end;
            continue;
        }
        let cluster = clusters(&text[at..]).next().unwrap_or(&text[at..end]);
        folded.clear();
        fold_cluster(cluster, &mut folded);
        cutter.take(&folded, at..at + cluster.len())?;
        at += cluster.len();
    }
    cutter.end_word()
}

/// What the tokens are cut by; its memory is the word that may go on.
struct Cutter<F> {
    see: F,
    /// The word that is open, folded, and its bytes in the text.
    word: String,
    range: Range<usize>,
    /// A hyphen or an apostrophe behind the open word, which is a mark unless the word goes on.
    joint: Option<(char, Range<usize>)>,
    /// The last token was a line end, or there was none yet.
    line_end: bool,
}

/// What a folded scalar is to a [`Cutter`].
enum Nature {
    Blank,
    LineEnd,
    /// Belongs to the letter before it.
    Accent,
    Character,
    Letter,
    Joint,
    Sign,
}

impl<B, F: FnMut(Token<'_>) -> ControlFlow<B>> Cutter<F> {
    /// Takes a folded cluster, which stands at `range` of the text.
    fn take(&mut self, folded: &str, range: Range<usize>) -> ControlFlow<B> {
        let first = folded.chars().next();
        if first.is_some_and(|c| !c.is_ascii() && properties::of(c).is_pictograph()) {
            self.end_word()?;
            let bare = folded.trim_end_matches('\u{fe0f}');
            return self.show(bare, range, TokenKind::Character);
        }
        for c in folded.chars() {
            self.take_scalar(c, range.clone())?;
        }
        ControlFlow::Continue(())
    }

    /// Takes a folded scalar, which stands for what is at `range` of the text.
    fn take_scalar(&mut self, c: char, range: Range<usize>) -> ControlFlow<B> {
        match nature(c) {
            Nature::Letter => self.take_letter(c, range)?,
            Nature::Accent if !self.word.is_empty() => {
                self.word.push(c);
                self.range.end = range.end;
            }
            Nature::Accent => {}
            Nature::Joint if self.joint.is_none() && !self.word.is_empty() => {
                self.joint = Some((c, range));
            }
            Nature::Blank => self.end_word()?,
            Nature::LineEnd => {
                self.end_word()?;
                if !self.line_end {
                    self.show_scalar(c, range, TokenKind::Mark)?;
                    self.line_end = true;
                }
            }
            Nature::Character => {
                self.end_word()?;
                self.show_scalar(c, range, TokenKind::Character)?;
            }
            Nature::Joint | Nature::Sign => {
                self.end_word()?;
                self.show_scalar(c, range, TokenKind::Mark)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn take_letter(&mut self, c: char, range: Range<usize>) -> ControlFlow<B> {
        if self.joint.take().is_some() || self.word.len() >= WORD {
            self.end_word()?;
        }
        if self.word.is_empty() {
            self.range.start = range.start;
        }
        self.word.push(c);
        self.range.end = range.end;
        ControlFlow::Continue(())
    }

    /// Shows the word that is open, and the mark behind it.
    fn end_word(&mut self) -> ControlFlow<B> {
        if !self.word.is_empty() {
            let mut word = std::mem::take(&mut self.word);
            self.show(&word, self.range.clone(), TokenKind::Word)?;
            word.clear();
            self.word = word;
        }
        if let Some((mark, range)) = self.joint.take() {
            self.show_scalar(mark, range, TokenKind::Mark)?;
        }
        ControlFlow::Continue(())
    }

    fn show_scalar(&mut self, c: char, range: Range<usize>, kind: TokenKind) -> ControlFlow<B> {
        self.show(c.encode_utf8(&mut [0; 4]), range, kind)
    }

    fn show(&mut self, text: &str, range: Range<usize>, kind: TokenKind) -> ControlFlow<B> {
        self.line_end = false;
        let Range { start, end } = range;
        (self.see)(Token {
            text,
            start,
            end,
            kind,
        })
    }
}

fn nature(c: char) -> Nature {
    match c {
        '\n' => return Nature::LineEnd,
        '\'' | '’' | '-' | '‐' => return Nature::Joint,
        'a'..='z' | '0'..='9' => return Nature::Letter,
        '\u{4e00}'..='\u{9fff}' => return Nature::Character,
        '—' | '‘' | '“' | '”' | '、'..='〃' | '〈'..='】' => return Nature::Sign,
        c if c.is_whitespace() => return Nature::Blank,
        c if c.is_ascii_punctuation() => return Nature::Sign,
        _ => {}
    }
    let p = properties::of(c);
    if p.is_mark() || p.is_invisible() || matches!(c, '\u{200c}' | '\u{200d}') {
        Nature::Accent
    } else if p.is_han_or_kana() || p.is_hangul() || is_written_without_spaces(c) {
        Nature::Character
    } else if c.is_alphanumeric() {
        if p.is_east_asian() {
            Nature::Character
        } else {
            Nature::Letter
        }
    } else {
        Nature::Sign
    }
}

/// Thai, Lao, Myanmar and Khmer, whose words nothing parts.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(String, Range<usize>, TokenKind)> {
        let mut seen = Vec::new();
        let done = tokens(text, |token| {
            seen.push((token.text.to_owned(), token.start..token.end, token.kind));
            ControlFlow::<()>::Continue(())
        });
        assert!(done.is_continue());
        seen
    }

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let found: Vec<String> = seen(text).into_iter().map(|(text, ..)| text).collect();
        assert_eq!(found.join("|"), wanted, "{text:?}");
    }

    #[test]
    fn characters_stand_alone_and_letters_together() {
        check("近年来Rust编程", "近|年|来|rust|编|程");
        check("ＡＩ与5G，2026年", "ai|与|5g|,|2026|年");
        check("發展經濟", "发|展|经|济");
        check("かな ｶﾞﾗｽ 한국", "か|な|ガ|ラ|ス|한|국");
        check("㌍①", "カ|ロ|リ|ー|1");
        check("สวัสดี", "ส|ว|ส|ด");
        check(
            "👩\u{200d}👩\u{200d}👧❤\u{fe0f}好",
            "👩\u{200d}👩\u{200d}👧|❤|好",
        );
        check("邊\u{e0101}境", "边|境");
        check("cafe\u{301}s", "cafés");
    }

    #[test]
    fn marks_part_what_they_stand_between() {
        check("经济。发展", "经|济|.|发|展".replace('.', "。").as_str());
        check("经济\n\n发展\n", "经|济|\n|发|展|\n");
        check("\n 经 济", "经|济");
        check("C++, .NET", "c|+|+|,|.|net");
        check("12.6万", "12|.|6|万");
    }

    #[test]
    fn a_hyphen_between_letters_is_like_a_blank() {
        check("state-of-the-art", "state|of|the|art");
        check("don’t l'économie", "don|t|l|économie");
        check("a- b -c 京-津", "a|-|b|-|c|京|-|津");
        check("a--b", "a|-|-|b");
    }

    #[test]
    fn what_is_no_word_ends() {
        let long = "x".repeat(2 * WORD + 1);
        let lengths: Vec<usize> = seen(&long).iter().map(|(text, ..)| text.len()).collect();
        assert_eq!(lengths, [WORD, WORD, 1]);
    }

    #[test]
    fn tokens_know_where_they_stand() {
        let text = "ＡＩ，發é";
        let at: Vec<(&str, TokenKind)> = seen(text)
            .into_iter()
            .map(|(_, range, kind)| (&text[range], kind))
            .collect();
        let wanted = [
            ("ＡＩ", TokenKind::Word),
            ("，", TokenKind::Mark),
            ("發", TokenKind::Character),
            ("é", TokenKind::Word),
        ];
        assert_eq!(at, wanted);
    }

    #[test]
    fn seeing_may_break_off() {
        let mut count = 0;
        let stopped = tokens("一二三四", |_| {
            count += 1;
            if count == 2 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!((stopped, count), (ControlFlow::Break(()), 2));
    }
}
