//! JSON from which a script builds a web page, such as `__NEXT_DATA__`.

use serde_json::Value;

use super::{Sureness, infer};
use crate::article::{Article, Block};
use crate::parse::Hint;
use crate::parse::json::reading::Reading;

/// The longest article in the state of a page, found by its shape; nothing where it is doubtful.
pub(in crate::parse) fn state(value: &Value, hint: &Hint) -> Option<Article> {
    let found = infer(&mut Reading::new(hint), value).ok()?;
    if found.inference.sureness < Sureness::Fair || !found.is_whole {
        return None;
    }
    let length = |article: &&Article| -> usize {
        let texts = article.body.iter().flat_map(Block::texts);
        texts.map(str::len).sum()
    };
    let articles = found.collection.root.all_articles();
    articles.into_iter().max_by_key(length).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Label, Url};

    fn line(article: &Article) -> String {
        let texts: Vec<&str> = article.body.iter().flat_map(Block::texts).collect();
        let authors: Vec<&str> = article.authors.iter().map(Label::as_str).collect();
        let url = article.url.as_ref().map_or("", Url::as_str);
        let date = article
            .published
            .map(|date| date.to_string())
            .unwrap_or_default();
        [
            &article.title,
            &*date,
            &authors.join("、"),
            url,
            &texts.join("/"),
        ]
        .join(" | ")
    }

    #[test]
    fn the_state_of_a_page_holds_its_article() {
        let state = |json: &str| {
            let value = serde_json::from_str(json).expect("it is JSON");
            state(&value, &Hint::default()).as_ref().map(line)
        };
        let json = r#"{"props": {"pageProps": {"article": {"title": "题", "content": "<p>近年来，变化很大。</p>", "publishedAt": "2020-09-17",
            "author": {"name": "甲"}}, "related": [{"title": "他文", "url": "/2"}]}}, "page": "/[id]", "query": {"id": "1"}, "buildId": "x"}"#;
        let wanted = "题 | 2020-09-17 | 甲 |  | 近年来，变化很大。";
        assert_eq!(state(json).as_deref(), Some(wanted));
        assert_eq!(
            state(r#"{"props": {"pageProps": {"user": {"name": "甲"}}}}"#),
            None
        );
    }
}
