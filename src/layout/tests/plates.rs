//! Pictures on pages.

use super::*;

/// What stands on each row of the only block, a picture as shades.
fn shades(page: &Page) -> Vec<String> {
    let rows = page.rows(1).iter().skip(1);
    rows.map(|row| {
        let columns = row.strip.as_ref().map_or(0, |strip| strip.plate.columns);
        row.text() + &"▒".repeat(columns.into())
    })
    .collect()
}

fn measure(cells: usize) -> Measure {
    Measure {
        plates: Some(PLATES),
        ..Measure::new(cells)
    }
}

/// Sets one block in which the picture `a` stands, when it has come in this size.
#[track_caller]
fn check_shown(block: Block, measure: Measure, size: (u32, u32), wanted: &[&str]) {
    let mut page = page_of(vec![block], measure);
    page.show(&address("a"), Arc::new(picture(size.0, size.1)));
    assert_eq!(shades(&page), wanted);
}

fn image(alt: &str, caption: &str) -> Block {
    Block::Image(Image {
        url: Some(address("a")),
        alt: Label::new(alt),
        caption: RichText::plain(caption),
    })
}

#[test]
fn a_picture_stands_in_the_middle_above_its_caption() {
    let wanted = ["    ▒▒▒▒▒▒▒▒", "    ▒▒▒▒▒▒▒▒", "    春日花开"];
    check_shown(image("", "春日花开"), measure(16), (64, 32), &wanted);
    let wanted = [
        "▒▒▒▒▒▒▒▒▒▒▒▒",
        "▒▒▒▒▒▒▒▒▒▒▒▒",
        " 花",
        "花开，春日和",
        "暖。",
    ];
    check_shown(
        image("花", "花开，春日和暖。"),
        measure(12),
        (96, 32),
        &[wanted[0], wanted[1], "花", wanted[3], wanted[4]],
    );
    check_shown(image("", ""), measure(12), (16, 16), &["     ▒▒"]);
}

#[test]
fn a_picture_that_is_not_shown_is_told_in_words() {
    let words = ["［图］花", "      春日花开"];
    let zh = |plates| Measure {
        locale: Locale::ZhHans,
        plates,
        ..Measure::new(20)
    };
    let block = image("花", "春日花开");
    for plates in [None, Some(PLATES)] {
        let page = page_of(vec![block.clone()], zh(plates));
        assert_eq!(shades(&page), words);
    }
    // Where pictures are not to be shown, it does not matter that one is here; nor when it is a dot.
    check_shown(block.clone(), zh(None), (64, 32), &words);
    check_shown(block, zh(Some(PLATES)), (1, 1), &words);
}

#[test]
fn a_picture_is_no_larger_than_its_column_and_the_screen() {
    let tallest = ["▒▒▒▒▒▒▒▒▒▒"; 10];
    check_shown(image("", ""), measure(10), (800, 1600), &tallest);
    check_shown(image("", ""), measure(10), (8000, 1600), &["▒▒▒▒▒▒▒▒▒▒"]);
}

#[test]
fn a_picture_stands_within_lists_and_quotations() {
    let item = ListItem {
        task: None,
        blocks: vec![image("", "花")],
    };
    let list = Block::List(List {
        marker: Marker::Decimal,
        start: 1,
        items: vec![item],
    });
    let quote = Block::Quote(vec![list]);
    let wanted = ["│  1.    ▒▒▒▒", "│        ▒▒▒▒", "│         花"];
    check_shown(quote, measure(16), (32, 32), &wanted);
}

#[test]
fn no_line_of_air_parts_a_picture() {
    let spaced = Measure {
        leading: 1,
        ..measure(8)
    };
    let wanted = ["  ▒▒▒▒", "  ▒▒▒▒", "", "  春日"];
    check_shown(image("", "春日"), spaced, (32, 32), &wanted);
}

/// An article of paragraphs, with a picture of its own behind each.
fn gallery(pictures: usize) -> Page {
    let body = (0..pictures).flat_map(|n| {
        let image = Image {
            url: Some(address(&n.to_string())),
            ..Image::default()
        };
        [plain("近年来，花都开了。"), Block::Image(image)]
    });
    page_of(body.collect(), measure(20))
}

#[test]
fn a_picture_that_comes_late_leaves_the_place_alone() {
    let mut page = gallery(100);
    let place = Place {
        block: 101,
        offset: "近年来，".len(),
    };
    let (at, laid) = (page.row_of(place), page.laid());
    for n in [3, 49, 50, 99] {
        page.show(&address(&n.to_string()), Arc::new(picture(80, 80)));
    }
    assert_eq!(page.row_of(place), at);
    assert_eq!(page.laid(), laid);
    assert_eq!(
        page.rows(100)
            .iter()
            .filter(|row| row.strip.is_some())
            .count(),
        5
    );
}

#[test]
fn in_the_middle_of_a_picture_the_place_is_the_picture() {
    let mut page = page_of(vec![image("花", "春日")], measure(20));
    page.show(&address("a"), Arc::new(picture(80, 80)));
    let middle = RowAt { block: 1, row: 3 };
    let place = page.place_of(middle);
    page.set_anew(measure(30));
    let again = page.row_of(place);
    let strip = page.row(again).and_then(|row| row.strip.as_ref());
    assert_eq!(strip.map(|strip| strip.row), Some(0));
}

fn wanted(page: &Page, block: usize, rows: usize) -> Vec<String> {
    let urls = page.wanted_pictures(RowAt { block, row: 0 }, rows);
    let name = |url: &&Url| {
        let name = url.as_str().rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".png").to_owned()
    };
    urls.iter().map(name).collect()
}

#[test]
fn only_pictures_near_the_reader_are_wanted() {
    let mut page = gallery(100);
    // Each takes a row of words, with a row of air and a paragraph of one line before it.
    assert_eq!(wanted(&page, 1, 8), ["0", "1"]);
    assert_eq!(wanted(&page, 100, 2), ["49"]);
    page.show(&address("0"), Arc::new(picture(80, 32)));
    assert_eq!(wanted(&page, 1, 8), ["1"]);
    assert!(page.laid() < 20);
    let words = page_of(vec![image("", "")], Measure::new(20));
    assert!(words.wanted_pictures(RowAt::default(), 99).is_empty());
}

#[test]
fn a_picture_that_was_made_small_is_wanted_again_where_there_is_more_room() {
    let mut page = page_of(vec![image("", "")], measure(20));
    let room = page.picture_room().expect("room");
    assert_eq!((room.width, room.height), (160, 160));
    let natural = Pixels {
        width: 400,
        height: 100,
    };
    let small = Picture::plain(natural, room, [0; 3]);
    page.show(&address("a"), Arc::new(small));
    assert!(wanted(&page, 1, 9).is_empty());
    page.set_anew(measure(40));
    assert_eq!(wanted(&page, 1, 9), ["a"]);
    assert!(page.picture(&address("a")).is_some());
}

#[test]
fn of_many_pictures_those_near_the_last_one_are_held() {
    let mut page = gallery(100);
    let come = |page: &mut Page, n: usize| {
        page.show(&address(&n.to_string()), Arc::new(picture(80, 32)));
    };
    (0..40).for_each(|n| come(&mut page, n));
    let held = |page: &Page| -> Vec<usize> {
        (0..100)
            .filter(|n| page.picture(&address(&n.to_string())).is_some())
            .collect()
    };
    assert_eq!(held(&page), (28..40).collect::<Vec<_>>());
    assert_eq!(
        page.rows(4)
            .iter()
            .filter(|row| row.strip.is_some())
            .count(),
        2
    );
    // Whoever reads asks for no more than is held, so that asking comes to an end.
    let mut rounds = 0;
    loop {
        let wanted: Vec<Url> = page
            .wanted_pictures(RowAt { block: 1, row: 0 }, 1000)
            .into_iter()
            .cloned()
            .collect();
        let Some(url) = wanted.first() else { break };
        page.show(url, Arc::new(picture(80, 32)));
        rounds += 1;
        assert!(rounds <= 12);
    }
    assert_eq!(held(&page), (0..12).collect::<Vec<_>>());
}
