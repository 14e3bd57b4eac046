//! What the names of fields mean, in English, Chinese and Japanese.
//!
//! A name is looked up whole, then without the words before its last ones
//! (`hp_title`, 文章标题), then as a word that carries another (`author_name`,
//! `publish_time`). A name alone decides nothing: see `fields`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::vocabulary::{
    ASIDES, BODIES, CARRIERS, CHANGES, LISTS, MARKUPS, NAMES, OF_OTHERS, OF_THINGS, OTHER_DATES,
    PERSONAL, WRAPPERS,
};

/// What a field of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sense {
    /// The title.
    Title,
    /// What stands under the title.
    Subtitle,
    /// What the article says.
    Body,
    /// What it says in short.
    Summary,
    /// Who wrote it.
    Author,
    /// Where it comes from (来源).
    Source,
    /// When it was published.
    Published,
    /// When it was changed.
    Updated,
    /// Where it stands on the web.
    Url,
    /// What its source calls it by.
    Id,
    /// What it is about.
    Tags,
    /// The picture that stands for it.
    Image,
    /// The section or the part of a book that it stands in.
    Section,
    /// Its language.
    Language,
}

/// How surely a name means something: 10 is beyond doubt, below 3 is nothing.
pub(super) type Strength = i8;

static TABLE: LazyLock<HashMap<&str, Vec<(Sense, Strength)>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Vec<(Sense, Strength)>> = HashMap::new();
    for (sense, strength, names) in NAMES {
        for name in names.split(' ') {
            table.entry(name).or_default().push((*sense, *strength));
        }
    }
    table
});

/// What a name means, the surest first.
pub(super) fn senses(name: &str) -> Vec<(Sense, Strength)> {
    let words = words(name);
    let whole = words.concat();
    if let Some(senses) = TABLE.get(&*whole) {
        return senses.clone();
    }
    if is_of_another(name) {
        return Vec::new();
    }
    dated(&words)
        .or_else(|| carried(&words))
        .or_else(|| by_last_words(&words))
        .or_else(|| by_ending(&whole))
        .unwrap_or_default()
}

/// `publish_time`, `hp_maketime`, `last_edit_date`
fn dated(words: &[String]) -> Option<Vec<(Sense, Strength)>> {
    let (last, before) = words.split_last()?;
    let is_date = matches!(
        &**last,
        "date" | "time" | "at" | "on" | "timestamp" | "datetime"
    );
    if !is_date || before.is_empty() {
        return None;
    }
    let has = |list: &str| before.iter().any(|word| is_in(list, word));
    Some(if has(OTHER_DATES) {
        Vec::new()
    } else if has(CHANGES) {
        vec![(Sense::Updated, 7)]
    } else {
        let known = TABLE.get(&*before.concat()).into_iter().flatten();
        let mut published = known.filter(|(sense, _)| *sense == Sense::Published);
        vec![(
            Sense::Published,
            published.next().map_or(4, |(_, strength)| strength - 1),
        )]
    })
}

/// `author_name`, `tag_list`, `category_title`
fn carried(words: &[String]) -> Option<Vec<(Sense, Strength)>> {
    let (last, before) = words.split_last()?;
    if !is_in(CARRIERS, last) {
        return None;
    }
    let Some(senses) = TABLE.get(&*before.concat()) else {
        return carried(before);
    };
    let carried = senses.iter().filter(|(sense, _)| {
        matches!(
            sense,
            Sense::Author | Sense::Source | Sense::Section | Sense::Tags | Sense::Summary
        )
    });
    let carried: Vec<_> = carried
        .map(|(sense, strength)| (*sense, strength - 1))
        .collect();
    (!carried.is_empty()).then_some(carried)
}

/// `hp_title`, `question_content`, 新闻标题
fn by_last_words(words: &[String]) -> Option<Vec<(Sense, Strength)>> {
    let last_word = words.last().map_or("", String::as_str);
    let weaker = |senses: &Vec<(Sense, Strength)>| {
        let less = |sense| match sense {
            Sense::Url | Sense::Id | Sense::Image => 6,
            // An alternative text, the text of a button.
            Sense::Body if last_word == "text" => 6,
            _ => 2,
        };
        let senses = senses
            .iter()
            .map(|(sense, strength)| (*sense, strength - less(*sense)));
        senses.filter(|(_, strength)| *strength >= 3).collect()
    };
    let last = |count: usize| {
        let from = words.len().checked_sub(count).filter(|from| *from > 0)?;
        TABLE.get(&*words[from..].concat())
    };
    // Whom something is by, says the verb; and a page has many addresses, pictures and numbers.
    let last_one = || last(1).filter(|_| words.last().is_none_or(|word| word != "by"));
    last(2).or_else(last_one).map(weaker)
}

/// Names whose words nobody parted: `newstitle`, 最新异动日期.
fn by_ending(name: &str) -> Option<Vec<(Sense, Strength)>> {
    const ENDINGS: &[(&str, Sense, Strength)] = &[
        ("title", Sense::Title, 7),
        ("content", Sense::Body, 7),
        ("summary", Sense::Summary, 6),
        ("author", Sense::Author, 7),
        ("updatetime", Sense::Updated, 6),
        ("time", Sense::Published, 4),
        ("date", Sense::Published, 4),
    ];
    if name.is_ascii() {
        let ending = ENDINGS.iter().find(|(ending, ..)| name.ends_with(ending));
        return ending.map(|(_, sense, strength)| vec![(*sense, *strength)]);
    }
    // The longest ending that is a name; beyond eight characters nobody names a field.
    let starts = name.char_indices().skip(1).map(|(at, _)| at);
    let senses = starts.filter_map(|at| TABLE.get(&name[at..]));
    let senses = senses.map(|senses| {
        let senses = senses
            .iter()
            .map(|(sense, strength)| (*sense, strength - 1));
        senses.filter(|(_, strength)| *strength >= 3).collect()
    });
    senses.into_iter().next()
}

/// How surely a name means `sense`; 0 is not at all.
pub(super) fn strength(name: &str, sense: Sense) -> Strength {
    let senses = senses(name);
    let found = senses.iter().find(|(found, _)| *found == sense);
    found.map_or(0, |(_, strength)| *strength)
}

/// Whether a word is in a list of the vocabulary.
fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// Whether a name ends with a word of a list that is not English: 热门文章.
fn ends_in(list: &str, name: &str) -> bool {
    let mut foreign = list.split(' ').filter(|known| !known.is_ascii());
    !name.is_ascii() && foreign.any(|known| name.ends_with(known))
}

/// Whether what stands under this name stands around an article.
pub(super) fn is_aside(name: &str) -> bool {
    let words = words(name);
    let whole = words.concat();
    if is_in(LISTS, &whole) || is_in(WRAPPERS, &whole) {
        return false;
    }
    let mut foreign = ASIDES.split(' ').filter(|known| !known.is_ascii());
    name.starts_with(['_', '$', '@'])
        || words.iter().any(|word| is_in(ASIDES, word))
        || !name.is_ascii() && foreign.any(|known| name.contains(known))
}

/// Whether the items of a list of this name are articles rather than parts of one.
pub(super) fn is_list_of_articles(name: &str) -> bool {
    let words = words(name);
    let last = words.last().map_or("", String::as_str);
    is_in(LISTS, &words.concat()) || is_in(LISTS, last) || ends_in(LISTS, name)
}

/// Whether an object of this name only wraps the fields of what it stands in: `details`, `article_info`.
pub(super) fn is_wrapper(name: &str) -> bool {
    let words = words(name);
    let is_info = words.last().is_some_and(|word| word == "info");
    is_in(WRAPPERS, &words.concat()) || is_info && !words.iter().any(|word| is_in(ASIDES, word))
}

/// Whether a name has a word that makes it the name of another thing.
pub(super) fn is_of_another(name: &str) -> bool {
    words(name).iter().any(|word| is_in(OF_OTHERS, word))
}

/// Whether a list of texts of this name explains a text.
pub(super) fn is_commentary(name: &str) -> bool {
    let words = words(name);
    let last = words.last().map_or("", String::as_str);
    matches!(
        last,
        "comment" | "comments" | "commentary" | "note" | "notes"
    ) || ["注", "评", "評", "釋", "释"]
        .iter()
        .any(|word| name.contains(word))
}

/// Whether a field of this name tells of a person.
pub(super) fn is_personal(name: &str) -> bool {
    is_in(PERSONAL, &fold(name))
}

/// Whether a field of this name tells of a thing that is no article.
pub(super) fn is_of_things(name: &str) -> bool {
    is_in(OF_THINGS, &fold(name))
}

/// A name without its case and the marks between its words.
pub(super) fn fold(name: &str) -> String {
    words(name).concat()
}

/// What a name names, whatever the markup: `content_html`, `body` and `markdown` name the same.
pub(super) fn stem(name: &str) -> String {
    let words = words(name);
    let told = words
        .iter()
        .filter(|word| !is_in(MARKUPS, word) && !is_in(BODIES, word));
    told.map(String::as_str).collect()
}

/// Names are cut after this many bytes; a longer one is a text.
const LONGEST: usize = 64;

/// The words of a name in small letters: `publishTime`, `publish_time` and `PUBLISH-TIME` have two.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = '_';
    for c in name.chars().take(LONGEST) {
        let parts = !c.is_alphanumeric();
        let begins = before.is_lowercase() && c.is_uppercase() || !before.is_alphanumeric();
        before = c;
        if parts {
            continue;
        }
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sense: Sense, names: &str) {
        for name in names.split(' ') {
            let first = senses(name).first().map(|(sense, _)| *sense);
            assert_eq!(first, Some(sense), "{name}");
        }
    }

    #[test]
    fn names_mean_what_people_mean_by_them() {
        check(
            Sense::Title,
            "title Headline hp_title newsTitle news_title newstitle 新闻标题 法規名稱 タイトル question_title LawName 記事タイトル",
        );
        check(
            Sense::Body,
            "content CONTENT content_html article_content hpcontent selftext self_text 正文内容 條文內容 本文 LawContent answer_content",
        );
        check(
            Sense::Author,
            "author author_name authorName by 作者 作者名 作者姓名_作者 author_list user_name",
        );
        check(Sense::Source, "source 来源 source_name newsSource 信息来源");
        check(
            Sense::Published,
            "date pubDate publish_time publishTime created_at 发布时间 hp_makettime post_date maketime display_date 発行日 新闻发布时间",
        );
        check(
            Sense::Updated,
            "updated_at last_update_date modifiedAt 最新異動日期 last_edit_time",
        );
        check(
            Sense::Section,
            "section category_name channelName 栏目 所属栏目",
        );
        check(Sense::Image, "image coverImage cover_url thumbnail");
        check(Sense::Tags, "tags tag_list keywords 标签");
    }

    #[test]
    fn names_of_other_things_mean_nothing() {
        for name in "praisenum expires_at is_title meta_title comment_count score x 备注 share_title og_description num_comments".split(' ') {
            assert_eq!(senses(name), [], "{name}");
        }
    }

    #[test]
    fn words_are_parted_by_case_and_marks() {
        assert_eq!(words("publishTime"), ["publish", "time"]);
        assert_eq!(words("_PUBLISH-time"), ["publish", "time"]);
        assert_eq!(words("发布_时间"), ["发布", "时间"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn asides_and_lists_are_known_by_a_word() {
        for name in
            "comments related_posts recommendedArticles _links share_list hot_comments 相关文章"
                .split(' ')
        {
            assert!(is_aside(name), "{name}");
        }
        for name in "articles newsList data items 文章列表 hits".split(' ') {
            assert!(is_list_of_articles(name) && !is_aside(name), "{name}");
        }
        assert!(!is_aside("linked") && !is_list_of_articles("paragraphs"));
    }
}
