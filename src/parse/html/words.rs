//! The words of HTML without its structure, by the tokenizer alone, which needs no tree.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::guard::tame;
use super::inline::style_of;
use super::walk::is_block;
use crate::article::Block;
use crate::parse::flow::Flow;

/// The text of `html` in paragraphs.
pub(super) fn flat(html: &str) -> Vec<Block> {
    tokens(html, Words::default())
}

/// The text of a piece of HTML for a search, each of its paragraphs on a line.
///
/// The names of pictures are in it, and what the page hides. Readings of ruby
/// are not: they would part the words above which they stand.
pub(crate) fn words(html: &str) -> String {
    let sink = Words {
        without_readings: true,
        ..Words::default()
    };
    let blocks = tokens(&tame(html).0, sink);
    let texts: Vec<&str> = blocks.iter().flat_map(Block::texts).collect();
    texts.join("\n")
}

fn tokens(html: &str, words: Words) -> Vec<Block> {
    let tokenizer = Tokenizer::new(Sink(RefCell::new(words)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    // The sink never gives a script to run, so that the first call takes all.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().flow.finish()
}

struct Sink(RefCell<Words>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut words = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => words.text(&text),
            Token::TagToken(tag) => return words.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Takes the text and the ends of paragraphs out of a run of tokens.
#[derive(Default)]
struct Words {
    flow: Flow,
    without_readings: bool,
    /// The element whose text is left out until it ends.
    silent: Option<&'static str>,
    in_ruby: bool,
}

/// Elements whose text is no text of the page.
const SILENT: [&str; 5] = ["script", "style", "noembed", "noframes", "template"];

/// Elements that are no blocks, but whose text goes on with no other.
const APART: [&str; 4] = ["title", "math", "annotation", "svg"];

/// The attributes that tell what an element shows.
fn told_by(name: &str) -> &'static [&'static str] {
    match name {
        "img" | "image" => &["alt", "title"],
        "video" | "audio" | "iframe" | "embed" | "object" | "frame" => &["title", "aria-label"],
        "math" => &["alttext"],
        _ => &[],
    }
}

/// Whether an element is a part of ruby, or all of it.
fn parts_ruby(name: &str) -> bool {
    matches!(name, "rt" | "rp" | "rb" | "rtc" | "ruby")
}

/// Elements within a line that have no style of their own, and those that stand alone.
const OTHERS: [&str; 21] = [
    "a", "br", "img", "span", "font", "u", "small", "big", "ruby", "rt", "q", "abbr", "ins",
    "video", "audio", "iframe", "picture", "script", "style", "embed", "object",
];

/// Whether HTML has an element of this name that authors write.
pub(crate) fn is_element(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    is_block(&name) || style_of(&name).is_some() || OTHERS.contains(&&*name)
}

impl Words {
    fn text(&mut self, text: &str) {
        if self.silent.is_none() {
            self.flow.text(text);
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let begins = tag.kind == TagKind::StartTag;
        match name {
            "br" => self.flow.line_break(),
            "ruby" => self.in_ruby = begins,
            name if is_block(name) || APART.contains(&name) => self.flow.end_paragraph(),
            _ => {}
        }
        self.silent = match self.silent {
            // Readings seldom have end tags.
            Some("rt") if parts_ruby(name) || is_block(name) => None,
            Some(silent) if !begins && silent == name => None,
            silent => silent,
        };
        if !begins || self.silent.is_some() {
            return TokenSinkResult::Continue;
        }
        self.silent = SILENT.into_iter().find(|silent| *silent == name);
        if matches!(name, "rt" | "rp") && self.in_ruby && self.without_readings {
            self.silent = Some("rt");
        }
        let named = |name: &&str| tag.attrs.iter().find(|attr| *attr.name.local == **name);
        let mut told = told_by(name).iter().filter_map(named);
        if let Some(told) = told.find(|told| !told.value.trim().is_empty()) {
            self.flow.end_paragraph();
            self.flow.text(&told.value);
            self.flow.end_paragraph();
        }
        match name {
            "script" => TokenSinkResult::RawData(ScriptData),
            "style" | "noembed" | "noframes" | "iframe" => TokenSinkResult::RawData(Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, wanted: &str) {
        assert_eq!(words(html), wanted, "{html}");
    }

    #[test]
    fn each_paragraph_has_its_line() {
        check(
            "<h1>题</h1><p>甲<b>乙</b>\n丙<p>丁<ul><li>戊</ul>",
            "题\n甲乙丙\n丁\n戊",
        );
        check("<p>W<i>or</i>d &amp; 中&#25991;<br>行", "Word & 中文\n行");
        check("", "");
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        check(
            "甲<script>1 < 2</script><style>p{}</style><!-- x --><template>丙</template>乙",
            "甲乙",
        );
        check("甲<script>", "甲");
    }

    #[test]
    fn what_a_picture_shows_is_text() {
        check(
            "甲<img src=a alt='图 一'>乙<img alt='' title=标>",
            "甲\n图 一\n乙\n标",
        );
    }

    #[test]
    fn readings_do_not_part_words() {
        check(
            "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>を読む",
            "漢字を読む",
        );
        check("<ruby>漢<rt>かん</ruby><p>字<rt>じ", "漢\n字じ");
    }
}
