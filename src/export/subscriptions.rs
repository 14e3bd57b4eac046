//! Writes what somebody follows: OPML, and the `urls` file of newsboat.

use crate::article::{Folder, Label, Subscription};

/// The feeds as OPML 2.0, which other readers take in.
pub fn opml(root: &Folder) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n".to_owned();
    let title = escaped(&root.title);
    xml += &["  <head><title>", &title, "</title></head>\n  <body>\n"].concat();
    outlines(root, 2, &mut xml);
    xml + "  </body>\n</opml>\n"
}

fn outlines(folder: &Folder, depth: usize, xml: &mut String) {
    let indent = "  ".repeat(depth);
    for subscription in &folder.subscriptions {
        let attributes: String = attributes(subscription)
            .iter()
            .map(|(name, value)| [" ", name, "=\"", &escaped(value), "\""].concat())
            .collect();
        xml.extend([&indent, "<outline", &attributes, "/>\n"]);
    }
    for inner in &folder.folders {
        let title = escaped(&inner.title);
        xml.extend([&indent, "<outline text=\"", &title, "\">\n"]);
        outlines(inner, depth + 1, xml);
        xml.extend([&indent, "</outline>\n"]);
    }
}

fn attributes(subscription: &Subscription) -> Vec<(&'static str, String)> {
    let address = subscription.url.to_string();
    let title = shown(subscription);
    // Commas part categories, and slashes part them from those that they stand in.
    let category = |tag: &Label| tag.replace(',', "，").replace('/', "／");
    let categories: Vec<String> = subscription.tags.iter().map(category).collect();
    let mut attributes = vec![
        ("type", "rss".to_owned()),
        ("text", title.to_owned()),
        ("title", title.to_owned()),
        ("xmlUrl", address),
    ];
    let home = subscription.home.as_ref();
    attributes.extend(home.map(|home| ("htmlUrl", home.to_string())));
    if !categories.is_empty() {
        attributes.push(("category", categories.join(",")));
    }
    attributes
}

/// What a feed is called: some readers refuse one without a name.
fn shown(subscription: &Subscription) -> &str {
    if subscription.title.is_empty() {
        subscription.url.as_str()
    } else {
        &subscription.title
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The feeds as newsboat lists them: an address a line, its folders and tags behind it.
pub fn newsboat(root: &Folder) -> String {
    let mut lines = String::new();
    put_lines(root, &mut Vec::new(), &mut lines);
    lines
}

fn put_lines<'f>(folder: &'f Folder, way: &mut Vec<&'f str>, lines: &mut String) {
    for subscription in &folder.subscriptions {
        lines.push_str(subscription.url.as_str());
        let tags = subscription.tags.iter().map(Label::as_str);
        for tag in way.iter().copied().chain(tags) {
            // These signs would make something else of it.
            lines.extend([" ", &quoted(tag.trim_start_matches(['~', '!']))]);
        }
        if !subscription.title.is_empty() {
            lines.extend([" ", &quoted(&format!("~{}", subscription.title))]);
        }
        lines.push('\n');
    }
    for inner in &folder.folders {
        way.push(&inner.title);
        put_lines(inner, way, lines);
        way.pop();
    }
}

fn quoted(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Url;

    fn feed(address: &str, title: &str, tags: &[&str]) -> Subscription {
        Subscription {
            url: Url::new(address).expect("it is an address"),
            title: Label::new(title),
            home: Url::new("https://e.x/"),
            tags: tags.iter().map(|tag| Label::new(tag)).collect(),
        }
    }

    fn root() -> Folder {
        Folder {
            title: Label::new("我的 & 订阅"),
            subscriptions: vec![feed("https://e.x/1?a=1&b=2", "", &[])],
            folders: vec![Folder {
                title: Label::new("新闻"),
                subscriptions: vec![feed("https://e.x/2", "甲 \"刊\"", &["一,二", "!三"])],
                folders: Vec::new(),
            }],
        }
    }

    #[test]
    fn opml_has_an_outline_a_feed_and_a_folder() {
        let wanted = r#"<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>我的 &amp; 订阅</title></head>
  <body>
    <outline type="rss" text="https://e.x/1?a=1&amp;b=2" title="https://e.x/1?a=1&amp;b=2" xmlUrl="https://e.x/1?a=1&amp;b=2" htmlUrl="https://e.x/"/>
    <outline text="新闻">
      <outline type="rss" text="甲 &quot;刊&quot;" title="甲 &quot;刊&quot;" xmlUrl="https://e.x/2" htmlUrl="https://e.x/" category="一，二,!三"/>
    </outline>
  </body>
</opml>
"#;
        assert_eq!(opml(&root()), wanted);
    }

    #[test]
    fn newsboat_has_a_line_a_feed() {
        let wanted =
            "https://e.x/1?a=1&b=2\nhttps://e.x/2 \"新闻\" \"一,二\" \"三\" \"~甲 \\\"刊\\\"\"\n";
        assert_eq!(newsboat(&root()), wanted);
    }
}
