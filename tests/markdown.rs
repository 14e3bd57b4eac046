//! What is written as Markdown says the same to a reader of `CommonMark`.

mod articles;

use std::collections::BTreeSet;

use articles::{article, cases, rich};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use wenlan::article::{
    Article, Block, Image, List, ListItem, Marker, Note, RichText, RichTextBuilder, Style, Table,
    Task,
};
use wenlan::export;

fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    Parser::new_ext(markdown, options)
}

/// What is said of each character of a Markdown text, by the names of elements.
#[derive(Default)]
struct Heard {
    text: Vec<(char, BTreeSet<String>)>,
    open: Vec<String>,
    /// In what is there for those who do not see ruby.
    aside: usize,
}

impl Heard {
    fn push(&mut self, text: &str, more: &[&str]) {
        if self.aside > 0 {
            return;
        }
        let mut names: BTreeSet<String> = self.open.iter().cloned().collect();
        names.extend(more.iter().map(ToString::to_string));
        self.text.extend(text.chars().map(|c| (c, names.clone())));
    }

    fn html(&mut self, tag: &str) {
        let name = tag.trim_matches(['<', '>', '/']);
        match (name, tag.starts_with("</")) {
            ("br", _) => self.push("\n", &[]),
            ("rp" | "rt", false) => self.aside += 1,
            ("rp" | "rt", true) => self.aside -= 1,
            (name, false) => self.open.push(name.to_owned()),
            (_, true) => drop(self.open.pop()),
        }
    }

    fn hear(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.push(&text, &[]),
            Event::Code(text) => self.push(&text, &["code"]),
            Event::InlineHtml(tag) | Event::Html(tag) => {
                for tag in tag.trim_end().split_inclusive('>') {
                    self.html(tag);
                }
            }
            Event::HardBreak | Event::SoftBreak => self.push("\n", &[]),
            Event::Start(Tag::Emphasis) => self.open.push("em".into()),
            Event::Start(Tag::Strong) => self.open.push("strong".into()),
            Event::Start(Tag::Strikethrough) => self.open.push("del".into()),
            Event::Start(Tag::Link { dest_url, .. }) => self.open.push(dest_url.to_string()),
            Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link,
            ) => drop(self.open.pop()),
            Event::Start(Tag::Paragraph | Tag::HtmlBlock)
            | Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock) => {}
            other => panic!("{other:?}"),
        }
    }
}

fn element(style: &Style) -> String {
    let name = match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Strike => "del",
        Style::Highlight => "mark",
        Style::Code => "code",
        Style::Superscript => "sup",
        Style::Subscript => "sub",
        Style::Link(url) => url.as_str(),
        Style::Ruby(_) => "ruby",
        Style::NoteMark(_) => "",
    };
    name.to_owned()
}

/// What is said of each character of a text; of links in links the outermost alone.
fn said(rich: &RichText) -> Vec<(char, BTreeSet<String>)> {
    let names = |at: usize| {
        let spans = rich.spans().iter().filter(|span| span.range.contains(&at));
        let mut names = BTreeSet::new();
        let mut link = None;
        for span in spans {
            match &span.style {
                Style::NoteMark(_) => {}
                Style::Link(url) => link = link.filter(|_| true).or(Some(url)),
                style => drop(names.insert(element(style))),
            }
        }
        names.extend(link.map(ToString::to_string));
        names
    };
    rich.text()
        .char_indices()
        .map(|(at, c)| (c, names(at)))
        .collect()
}

#[track_caller]
fn check(block: Block, wanted: &str) {
    let article = Article {
        body: vec![block],
        ..Article::default()
    };
    assert_eq!(export::markdown(&article), wanted);
}

fn paragraph(write: impl FnOnce(&mut RichTextBuilder)) -> Block {
    let mut text = RichTextBuilder::default();
    write(&mut text);
    Block::Paragraph(wenlan::article::Paragraph {
        text: text.finish(),
        indented: false,
    })
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_styled_text_says_the_same(text in rich()) {
        let block = Block::Paragraph(wenlan::article::Paragraph { text: text.clone(), indented: false });
        let article = Article { body: vec![block], ..Article::default() };
        let markdown = export::markdown(&article);
        let mut heard = Heard::default();
        events(&markdown).for_each(|event| heard.hear(event));
        prop_assert_eq!(heard.text, said(&text), "{}", markdown);
    }
}

/// The words of an article, without blanks.
fn words(article: &Article) -> String {
    let body = article.body.iter().flat_map(Block::texts);
    let all: String = [article.title.as_str()].into_iter().chain(body).collect();
    all.split_whitespace().collect()
}

/// The words that a reader of Markdown finds, without blanks.
fn heard_words(markdown: &str) -> String {
    let mut heard = Heard::default();
    let mut in_front_matter = false;
    for event in events(markdown) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => in_front_matter = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_front_matter = false,
            Event::Text(_) if in_front_matter => {}
            Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => {
                heard.hear(event);
            }
            _ => {}
        }
    }
    // The boxes that stand where no paragraph follows them.
    let kept = heard
        .text
        .iter()
        .map(|(c, _)| *c)
        .filter(|c| !matches!(c, '☐' | '☑'));
    let all: String = kept.collect();
    all.split_whitespace().collect()
}

/// Gives the notes of a block labels that no mark has: a mark that has one is not written as it is.
fn part_from_marks(block: &mut Block) {
    match block {
        Block::Note(Note { label, blocks }) => {
            *label = format!("note of {label}").as_str().into();
            blocks.iter_mut().for_each(part_from_marks);
        }
        Block::Quote(blocks) => blocks.iter_mut().for_each(part_from_marks),
        Block::List(list) => {
            let blocks = list.items.iter_mut().flat_map(|item| &mut item.blocks);
            blocks.for_each(part_from_marks);
        }
        _ => {}
    }
}

fn sorted(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    chars.sort_unstable();
    chars.into_iter().collect()
}

/// Whether a note stands within a block.
fn holds_note(block: &Block) -> bool {
    let is_note = |block: &Block| matches!(block, Block::Note(_)) || holds_note(block);
    match block {
        Block::Quote(blocks) | Block::Note(Note { blocks, .. }) => blocks.iter().any(is_note),
        Block::List(list) => list.items.iter().flat_map(|item| &item.blocks).any(is_note),
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn every_word_of_an_article_is_there(mut article in article()) {
        article.body.iter_mut().for_each(part_from_marks);
        let markdown = export::markdown(&article);
        let (mut heard, mut wanted) = (heard_words(&markdown), words(&article));
        if article.body.iter().any(holds_note) {
            // A note within other blocks moves to the end.
            (heard, wanted) = (sorted(&heard), sorted(&wanted));
        }
        prop_assert_eq!(heard, wanted, "{}", markdown);
    }
}

fn item(blocks: Vec<Block>) -> ListItem {
    ListItem { task: None, blocks }
}

fn list(marker: Marker, start: u32, items: Vec<ListItem>) -> Block {
    Block::List(List {
        marker,
        start,
        items,
    })
}

#[test]
fn strong_beside_chinese_marks_is_still_strong() {
    check(
        paragraph(|text| {
            text.push("他说");
            text.push_styled("重点", Style::Strong);
            text.push("在此，");
            text.push_styled("“重点”", Style::Strong);
            text.push("在此。");
        }),
        "他说**重点**在此，<strong>“重点”</strong>在此。\n",
    );
}

#[test]
fn what_means_something_is_escaped() {
    for (raw, wanted) in [
        ("1. 甲", "1\\. 甲"),
        ("2020-09-17 1.5", "2020-09-17 1.5"),
        ("# 甲 #", "\\# 甲 #"),
        ("- 甲\n+ 乙", "\\- 甲\\\n\\+ 乙"),
        ("snake_case _甲_", "snake_case \\_甲\\_"),
        ("a < b & c <b> &lt;", "a < b & c \\<b> \\&lt;"),
        (
            "[甲](乙) ~~丙~~ `丁`",
            "\\[甲\\](乙) \\~\\~丙\\~\\~ \\`丁\\`",
        ),
        (" 甲 ", "&#32;甲&#32;"),
        ("甲\n\n乙", "甲<br><br>乙"),
    ] {
        check(Block::paragraph(raw), &format!("{wanted}\n"));
    }
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    let one = |raw| item(vec![Block::paragraph(raw)]);
    let inner = list(Marker::Bullet, 1, vec![one("丙"), one("丁")]);
    let outer = vec![one("甲"), item(vec![Block::paragraph("乙"), inner])];
    check(
        list(Marker::Han, 9, outer),
        "9. 甲\n10. 乙\n    - 丙\n    - 丁\n",
    );
    let two = vec![
        item(vec![Block::paragraph("甲"), Block::paragraph("乙")]),
        item(vec![]),
    ];
    check(list(Marker::None, 1, two), "- 甲\n\n  乙\n\n-\n");
    let task = |task, blocks| ListItem {
        task: Some(task),
        blocks,
    };
    let tasks = vec![
        task(Task::Done, vec![Block::paragraph("甲")]),
        task(Task::Open, vec![Block::Rule]),
    ];
    check(list(Marker::Bullet, 1, tasks), "- [x] 甲\n- ☐\n\n  ***\n");
}

#[test]
fn blocks_are_written_as_people_write_them() {
    let quote = Block::Quote(vec![Block::paragraph("甲"), Block::Rule]);
    check(quote, "> 甲\n>\n> ***\n");
    let code = Block::Code {
        language: Some("rust".into()),
        text: RichText::plain("let a = \"```\";\n"),
    };
    check(code, "````rust\nlet a = \"```\";\n````\n");
    let cell = RichText::plain;
    let table = Block::Table(Table {
        caption: cell("表"),
        head_rows: 1,
        rows: vec![vec![cell("甲"), cell("a|b")], vec![cell("一\n二")]],
    });
    check(
        table,
        "表\n\n| 甲 | a\\|b |\n| --- | --- |\n| 一<br>二 |  |\n",
    );
    let image = Block::Image(Image {
        url: wenlan::article::Url::new("https://example.org/a_(1).png"),
        alt: "图".into(),
        caption: cell("说明"),
    });
    check(image, "![图](https://example.org/a_\\(1\\).png)\n\n说明\n");
}

#[test]
fn notes_are_footnotes_wherever_they_stand() {
    let marked = paragraph(|text| {
        text.push("甲");
        text.push_styled("①", Style::NoteMark("a b".into()));
        text.push_styled("②", Style::NoteMark("none".into()));
    });
    let note = Block::Note(Note {
        label: "a b".into(),
        blocks: vec![Block::paragraph("乙"), Block::paragraph("丙")],
    });
    check(
        Block::Quote(vec![marked, note]),
        "> 甲[^note-1]②\n\n[^note-1]: 乙\n\n    丙\n",
    );
}

#[test]
fn what_an_article_says_of_itself_comes_first() {
    let article = Article {
        title: "题".into(),
        authors: vec!["甲".into(), "乙".into()],
        sources: vec!["某院: 某所".into()],
        body: vec![Block::paragraph("文")],
        ..Article::default()
    };
    let wanted = "---\nauthors: [甲, 乙]\nsources: [\"某院: 某所\"]\n---\n\n# 题\n\n文\n";
    assert_eq!(export::markdown(&article), wanted);
    assert_eq!(export::markdown(&Article::default()), "\n");
}
