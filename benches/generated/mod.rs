//! A library of generated articles, the same with every run.
//!
//! Words are made of the common characters of GB/T 2312 and used as often as words are in
//! prose: few of them make up most of it. Article 0 is the newest, and each is seven minutes
//! older than the one before it. 琥珀 stands in every hundredth and 风驰电掣 in every
//! thousandth; no other word has their characters.
#![allow(
    clippy::cast_possible_truncation,
    reason = "numbers drawn here are cut to their ranges"
)]

use std::fs;
use std::path::{Path, PathBuf};

use wenlan::article::{Article, Collection, Label, Markup, Moment, Part, Received, Section, Url};
use wenlan::library::{ArticleId, Source, SourceId};
use wenlan::store::Store;

/// When the newest article was published: 2026-01-01.
const NEWEST: i64 = 1_767_225_600;

/// When all of them arrived.
pub(crate) const NOW: i64 = NEWEST + 3600;

/// Sources over which the articles are spread.
pub(crate) const SOURCES: usize = 100;

/// Generates articles.
pub(crate) struct Generator {
    words: Vec<String>,
    /// For each word how often it and all before it are used.
    uses: Vec<u64>,
}

/// A xorshift generator: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

impl Generator {
    pub(crate) fn new() -> Generator {
        let common: Vec<char> = (0xb0..=0xd7)
            .flat_map(|high: u8| (0xa1..=0xfe).map(move |low: u8| [high, low]))
            .filter_map(|bytes| encoding_rs::GBK.decode(&bytes).0.chars().next())
            .filter(|c| !"琥珀风驰电掣\u{fffd}".contains(*c))
            .collect();
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        let mut pick = || {
            // Some characters stand in many words, most in few.
            let most = dice.roll(common.len() as u64) + 1;
            common[dice.roll(most) as usize]
        };
        let words: Vec<String> = (0..20_000)
            .map(|rank| {
                let length = if rank < 60 { 1 } else { 2 + rank % 7 / 5 };
                (0..length).map(|_| pick()).collect()
            })
            .collect();
        let mut sum = 0;
        let uses = (1..=words.len() as u64).map(|rank| {
            sum += 10_000_000 / (rank + 30);
            sum
        });
        Generator {
            uses: uses.collect(),
            words,
        }
    }

    /// The most common character, and one of the most common words of two.
    pub(crate) fn common(&self) -> (String, String) {
        let two = |word: &&String| word.chars().count() == 2;
        let pair = self.words.iter().find(two).cloned();
        (self.words[0].clone(), pair.unwrap_or_default())
    }

    fn word(&self, dice: &mut Dice) -> &str {
        let all = self.uses.last().copied().unwrap_or(1);
        let at = dice.roll(all);
        &self.words[self.uses.partition_point(|uses| *uses <= at)]
    }

    fn words(&self, dice: &mut Dice, count: u64) -> String {
        (0..count).map(|_| self.word(dice)).collect()
    }

    /// The paragraphs of an article of about two kilobytes.
    pub(crate) fn paragraphs(&self, number: usize) -> Vec<String> {
        let mut dice = Dice(number as u64 * 2 + 0x1234_5678_9abc_def1);
        let mut bytes = 1200 + dice.roll(1600) as usize;
        let mut paragraphs = Vec::new();
        while bytes > 0 {
            let mut paragraph = String::new();
            for _ in 0..2 + dice.roll(5) {
                let count = 3 + dice.roll(7);
                paragraph += &self.words(&mut dice, count);
                paragraph += ["，", "，", "。", "。", "；"][dice.roll(5) as usize];
            }
            bytes = bytes.saturating_sub(paragraph.len());
            paragraphs.push(paragraph);
        }
        let needle = match number {
            n if n % 100 == 7 => "一块琥珀。",
            n if n % 1000 == 13 => "列车风驰电掣。",
            _ => "",
        };
        paragraphs.push(needle.to_owned());
        paragraphs
    }

    /// The plain text of an article, for the index.
    pub(crate) fn text(&self, number: usize) -> String {
        self.paragraphs(number).join("\n")
    }

    pub(crate) fn article(&self, number: usize) -> Article {
        let mut dice = Dice(number as u64 * 2 + 0x0fed_cba9_8765_4321);
        let paragraphs = self.paragraphs(number).join("</p><p>");
        let html = format!("<p>{paragraphs}</p>");
        let count = 5 + dice.roll(7);
        Article {
            id: Label::some(&format!("urn:generated:{number}")),
            url: Url::new(&format!("http://127.0.0.1/articles/{number}.html")),
            title: Label::new(&format!("{}（{number}）", self.words(&mut dice, count))),
            authors: vec![Label::new(&self.words(&mut dice, 1))],
            published: i64::try_from(number)
                .ok()
                .and_then(|n| Moment::unix(NEWEST - 420 * n)),
            received: Some(Received {
                parts: vec![Part {
                    markup: Markup::Html,
                    text: html,
                }],
                base: None,
            }),
            ..Article::default()
        }
    }

    /// What source `at` delivers when there are `articles` in all, in two sections.
    pub(crate) fn delivery(&self, at: usize, articles: usize) -> Collection {
        let numbers: Vec<usize> = (at..articles).step_by(SOURCES).collect();
        let section = |title: &str, odd: bool| Section {
            title: Label::new(title),
            articles: numbers
                .iter()
                .filter(|number| (*number / SOURCES % 2 == 1) == odd)
                .map(|number| self.article(*number))
                .collect(),
            sections: Vec::new(),
        };
        Collection {
            root: Section {
                title: Label::new(&format!("频道{at:03}")),
                articles: Vec::new(),
                sections: vec![section("要闻", false), section("观点", true)],
            },
            ..Collection::default()
        }
    }
}

/// Subscribes to all sources, four folders of them, and puts in what they deliver.
pub(crate) fn fill(store: &mut Store, generator: &Generator, articles: usize) -> Vec<SourceId> {
    let mut sources = Vec::new();
    for at in 0..SOURCES {
        let folder = store
            .folder(&[Label::new(["时事", "技术", "文化", "生活"][at % 4])])
            .expect("a folder is made");
        let source = Source {
            address: format!("http://127.0.0.1/{at}.json"),
            folder,
            ..Source::default()
        };
        let (id, _) = store.add(&source).expect("a source is added");
        store
            .put(id, &generator.delivery(at, articles), NOW)
            .expect("articles are put in");
        sources.push(id);
    }
    sources
}

/// Indexes everything that waits, a hundred at a time.
pub(crate) fn index(store: &mut Store, generator: &Generator) {
    loop {
        let waiting = store.waiting(100, usize::MAX).expect("it can be read");
        if waiting.is_empty() {
            return;
        }
        let ids: Vec<ArticleId> = waiting.iter().map(|waiting| waiting.id).collect();
        let headlines = store.headlines(&ids).expect("they can be read");
        let number = |title: &str| {
            let (_, behind) = title.rsplit_once('（')?;
            behind.trim_end_matches('）').parse().ok()
        };
        let texts: Vec<(ArticleId, String)> = headlines
            .iter()
            .map(|line| (line.id, generator.text(number(&line.title).unwrap_or(0))))
            .collect();
        store.index(&texts).expect("they can be indexed");
    }
}

/// The path of a library of `articles` articles, made when it is not there yet.
///
/// `WENLAN_BENCH_FOLDER` says where; else it is the folder for temporary files.
pub(crate) fn library(articles: usize) -> PathBuf {
    let folder =
        std::env::var_os("WENLAN_BENCH_FOLDER").map_or_else(std::env::temp_dir, PathBuf::from);
    let path = folder.join(format!("wenlan-{articles}.db"));
    if !path.exists() {
        let unfinished = folder.join(format!("wenlan-{articles}-unfinished.db"));
        remove(&unfinished);
        let generator = Generator::new();
        let mut store = Store::open(&unfinished, NOW).expect("a library is made");
        fill(&mut store, &generator, articles);
        index(&mut store, &generator);
        store.end_visit().expect("it can be written");
        drop(store);
        fs::rename(&unfinished, &path).expect("it gets its name");
    }
    path
}

/// Removes a library and the files beside it.
pub(crate) fn remove(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(end);
        let _ = fs::remove_file(PathBuf::from(file));
    }
}
