use super::*;

/// An element as `name{attributes}(children)text`, HTML behind a `:`.
fn shown(element: &Element<'_>) -> String {
    let vocabulary = match element.vocabulary {
        Vocabulary::Feed => String::new(),
        other => format!("{other:?}:"),
    };
    let attributes = element.attributes.iter();
    let attributes: Vec<String> = attributes
        .filter(|(name, _)| !name.starts_with("xmlns"))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let children: Vec<String> = element.children.iter().map(shown).collect();
    let mut out = vocabulary + &element.name;
    if !attributes.is_empty() {
        out = format!("{out}{{{}}}", attributes.join(" "));
    }
    if !children.is_empty() {
        out = format!("{out}({})", children.join(" "));
    }
    match (element.is_markup, element.text.trim()) {
        (_, "") => out,
        (true, html) => format!("{out}:{html}"),
        (false, text) => format!("{out}={text}"),
    }
}

/// Reads a document, of which `rss` and `channel` are walked and all else is read whole.
fn read(text: &str) -> (Vec<String>, Faults) {
    let mut xml = Xml::new(text, None);
    let mut elements = Vec::new();
    while let Some((element, _)) = xml.next() {
        if !matches!(&*element.name, "rss" | "channel") {
            elements.push(shown(&xml.whole(element)));
        }
    }
    (elements, xml.faults())
}

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    let (elements, faults) = read(text);
    assert_eq!(elements, wanted, "{text}");
    assert_eq!(faults, Faults::default(), "{text}");
}

/// Reads a document that is broken somewhere.
#[track_caller]
fn check_broken(text: &str, wanted: &[&str], faults: Faults) {
    assert_eq!(
        read(text),
        (wanted.iter().map(ToString::to_string).collect(), faults),
        "{text}"
    );
}

#[test]
fn elements_have_names_attributes_and_text() {
    check(
        "<?xml version='1.1'?><!DOCTYPE rss [<!ENTITY x 'y'>]><rss><!-- c --><channel><Title a='1' B=\"2\">一 &amp; 二</Title><link/></channel></rss>",
        &["title{a=1 B=2}=一 & 二", "link"],
    );
    check(
        "<title><![CDATA[<b>一</b>]]> 二</title>",
        &["title=<b>一</b> 二"],
    );
    check(
        "<item><title>一</title><guid/></item>",
        &["item(title=一 guid)"],
    );
    check("<title  >一</title >", &["title=一"]);
}

#[test]
fn prefixes_mean_what_they_are_declared_to() {
    check(
        "<rss xmlns:d='http://purl.org/dc/elements/1.1/'><d:creator>甲</d:creator><channel xmlns:d='urn:x'><d:creator>乙</d:creator></channel><d:date/></rss>",
        &["Dublin:creator=甲", "Other:creator=乙", "Dublin:date"],
    );
    check(
        "<a:entry xmlns:a='http://www.w3.org/2005/Atom'><a:id>1</a:id></a:entry>",
        &["entry(id=1)"],
    );
    check(
        "<dc:creator>甲</dc:creator><x:y/>",
        &["Dublin:creator=甲", "Other:y"],
    );
}

#[test]
fn elements_in_a_text_are_kept_as_html() {
    check(
        "<summary type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'>一<x:br/>&lt;二<![CDATA[<三]]><x:i class='a'/></x:div></summary>",
        &[
            "summary{type=xhtml}:<div xmlns:x='http://www.w3.org/1999/xhtml'>一<br>&lt;二&lt;三<i class='a'></i></div>",
        ],
    );
    check(
        "<content><content>一</content>二</content><id/>",
        &["content:<content>一</content>二", "id"],
    );
}

#[test]
fn html_names_of_characters_and_lone_ampersands_are_read() {
    check(
        "<title>a &nbsp;&mdash; AT&T &#x4e00; &bogus; &</title>",
        &["title=a \u{a0}— AT&T 一 &bogus; &"],
    );
}

#[test]
fn what_never_ends_is_read_as_far_as_it_goes() {
    let cut = |at| Faults {
        cut: Some(at),
        ..Faults::default()
    };
    check_broken("<rss><item><title>一", &["item(title=一)"], cut(11));
    check_broken(
        "<rss><item><title>一</title></item>",
        &["item(title=一)"],
        cut(0),
    );
    let faults = Faults {
        stray: Some(7),
        ..cut(0)
    };
    check_broken("<title><![CDATA[一", &["title=一"], faults);
    check_broken(
        "<title>一<",
        &["title=一<"],
        Faults {
            stray: Some(10),
            ..cut(0)
        },
    );
}

#[test]
fn tags_that_do_not_match_do_not_spoil_the_rest() {
    let unmatched = |at| Faults {
        unmatched: Some(at),
        ..Faults::default()
    };
    check_broken(
        "<rss></x><title>一</titel></title><id>1</id></rss>",
        &["title=一", "id=1"],
        unmatched(5),
    );
    check_broken(
        "<item><title>一<item><title>二</title></item>",
        &["item(title=一)", "item(title=二)"],
        unmatched(16),
    );
    check_broken(
        "<item><title>一</item><item><title>二</title></item>",
        &["item(title=一)", "item(title=二)"],
        unmatched(16),
    );
    check_broken(
        "<item><content><p>一</item><id>1</id>",
        &["item(content:<p>一)", "id=1"],
        unmatched(21),
    );
}

#[test]
fn a_bracket_that_begins_no_tag_is_text() {
    let stray = |at| Faults {
        stray: Some(at),
        ..Faults::default()
    };
    check_broken(
        "<title>1 < 2 and 3 > 2</title>",
        &["title=1 < 2 and 3 > 2"],
        stray(9),
    );
    let faults = Faults {
        unmatched: Some(28),
        ..stray(18)
    };
    check_broken(
        "<title>一</title><id a=\"1>2</id><link>三</link>",
        &["title=一", "link=三"],
        faults,
    );
}

#[test]
fn a_base_is_that_of_the_innermost_element_that_names_one() {
    let text = "<item xml:base='https://e.x/a/'><link xml:base='b/'>c</link><id/></item>";
    let mut xml = Xml::new(text, None);
    let item = xml
        .next()
        .map(|(item, _)| xml.whole(item))
        .unwrap_or_default();
    let bases = item
        .children
        .iter()
        .map(|child| child.base.as_ref()?.address());
    let bases: Vec<Option<String>> = bases.map(|base| base.map(|url| url.to_string())).collect();
    let wanted = ["https://e.x/a/b/", "https://e.x/a/"];
    assert_eq!(bases, wanted.map(|base| Some(base.to_owned())));
}

#[test]
fn a_document_that_declares_a_flood_stays_small() {
    let of_ten = |n: usize| format!("<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10));
    let entities: String = (1..20).map(of_ten).collect();
    let bomb =
        format!("<!DOCTYPE rss [<!ENTITY a0 '哈哈哈哈哈哈'>{entities}]><title>&a19;</title>");
    check(&bomb, &["title=&a19;"]);
}

#[test]
fn hostile_documents_cost_no_more_than_their_length() {
    let kinds = [
        "<item>",
        "<channel>",
        "<title>",
        "<a>",
        "<author>",
        "</item>",
        "</b>",
        "<title><b>",
        "<item><title>",
        "<media:content>",
        "&",
        "&a",
        "&lt;",
        "<",
        "<a \"",
        "<a '>",
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE ",
        "<?",
        "</",
        "<x xmlns:a='b'>",
        "<x y='1' z=2 ",
        "<content><content>",
        "\u{feff}<b>",
        "<title/>",
    ];
    for kind in kinds {
        let text = kind.repeat(20_000);
        for text in [
            text.clone(),
            format!("<rss><item>{text}"),
            format!("<rss><item><title>{text}</title></item>"),
        ] {
            let (elements, _) = read(&text);
            let size: usize = elements.iter().map(String::len).sum();
            assert!(size <= text.len() * 40 + 100, "{kind}: {size}");
        }
    }
    let declared: Vec<String> = (0..5000).map(|n| format!("xmlns:a{n}='urn:{n}'")).collect();
    let text = format!("<x {}>{}", declared.join(" "), "<a:b/>".repeat(20_000));
    assert!(read(&text).0.len() < 20_002);
}
