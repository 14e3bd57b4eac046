//! A mapping that is tried out: the screen by itself, and the program at a pseudo-terminal.

#[allow(dead_code, reason = "other tests use the rest")]
mod home;
#[allow(dead_code, reason = "other tests use the rest")]
mod host;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use home::Home;
use host::Host;
use portable_pty::CommandBuilder;
use wenlan::Locale;
use wenlan::app::{Fault, Message, Proof, SampleRow, Trial, TrialWish, keys};
use wenlan::article::{Article, Block, Label};
use wenlan::layout::Measure;
use wenlan::locale::Sentence;
use wenlan::text::Profile;
use wenlan::view::{Canvas, draw_trial};

fn article(title: &str) -> Arc<Article> {
    Arc::new(Article {
        title: Label::new(title),
        body: vec![Block::paragraph("近年来，镇上修了一条新路。")],
        ..Article::default()
    })
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// What a sound mapping gives: two articles, and something to complain of.
fn sound() -> Proof {
    let row = |text: &str, article, field: Option<&'static str>| SampleRow {
        text: text.to_owned(),
        article,
        field,
        is_taken: field.is_some(),
    };
    Proof {
        mapping: lines("# 说明\n\n[articles]\nat = \"\"\ntitle = \"/t\"\nauthors = \"/by\""),
        complaints: vec![Sentence {
            en: "/0: line 6 of the mapping leads to nothing in any article".to_owned(),
            zh: "/0：映射第 6 行在所有文章中都没有对应内容".to_owned(),
        }],
        sample: vec![
            row("[", None, None),
            row("  {", Some(0), None),
            row("    \"t\": \"新路\"", None, Some("title")),
            row("  },", None, None),
            row("  {", Some(1), None),
            row("    \"t\": \"旧桥\"", None, Some("title")),
            row("  }", None, None),
            row("]", None, None),
        ],
        articles: vec![article("新路"), article("旧桥")],
        ..Proof::default()
    }
}

fn faulty() -> Proof {
    Proof {
        articles: Vec::new(),
        complaints: Vec::new(),
        faults: vec![Fault {
            line: 5,
            column: 9,
            what: Sentence {
                en: "“t” is no path".to_owned(),
                zh: "“t”不是路径".to_owned(),
            },
        }],
        ..sound()
    }
}

fn trial(columns: u16, rows: u16, proof: Proof) -> Trial {
    let measure = Measure {
        locale: Locale::ZhHans,
        ..Measure::new(80)
    };
    let mut trial = Trial::new(measure, "town", proof);
    trial.update(Message::Resized { columns, rows });
    trial
}

/// Presses keys; gives what is wanted of the world.
fn press(trial: &mut Trial, text: &str) -> Vec<TrialWish> {
    let pressed = keys(text).into_iter();
    pressed
        .filter_map(|key| trial.update(Message::Key(key)))
        .collect()
}

fn screen(trial: &Trial, columns: u16, rows: u16) -> Vec<String> {
    let mut canvas = Canvas::new(columns, rows, Profile::default());
    draw_trial(trial, &mut canvas);
    canvas.pictures()
}

#[track_caller]
fn shows(rows: &[String], wanted: &[&str]) {
    for part in wanted {
        let is_there = rows.iter().any(|row| row.contains(part));
        assert!(is_there, "{part} is not in\n{}", rows.join("\n"));
    }
}

#[test]
fn a_wide_screen_shows_the_mapping_beside_what_it_gives() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut trial = trial(columns, rows, sound());
        shows(
            &screen(&trial, columns, rows),
            &[
                "映射 ─ JSON",
                "  5 title = \"/t\"",
                "映射第 6 行",
                "▌新路",
                "文章 2",
                "e 修改",
            ],
        );
        press(&mut trial, "<tab>");
        shows(
            &screen(&trial, columns, rows),
            &["{ ← 第 1 篇", "\"t\": \"新路\" ← title", "新路"],
        );
        press(&mut trial, "<tab>j<enter>");
        let shown = screen(&trial, columns, rows);
        shows(&shown, &["▌旧桥", "近年来，镇上修了一条新路。", "100%"]);
    }
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    let mut trial = trial(40, 12, sound());
    shows(&screen(&trial, 40, 12), &["[articles]", "q 离开"]);
    press(&mut trial, "<tab>");
    shows(&screen(&trial, 40, 12), &["← 第 1 篇"]);
    press(&mut trial, "<tab>");
    shows(&screen(&trial, 40, 12), &["文章 2", "旧桥", "近年来"]);
    press(&mut trial, "<tab><tab>");
    shows(&screen(&trial, 40, 12), &["[articles]"]);
    for (columns, rows) in [(1, 1), (5, 3), (12, 7), (64, 8)] {
        trial.update(Message::Resized { columns, rows });
        for _ in 0..4 {
            press(&mut trial, "<tab>jGk");
            screen(&trial, columns, rows);
        }
    }
}

#[test]
fn a_fault_is_pointed_at_in_the_mapping() {
    for (columns, rows) in [(40, 12), (80, 24)] {
        let mut trial = trial(columns, rows, sound());
        press(&mut trial, "<tab><tab><tab>");
        trial.take(faulty());
        let shown = screen(&trial, columns, rows);
        let at = shown.iter().position(|row| row.contains("title = \"/t\""));
        let at = at.expect("the line is shown");
        let column = |row: &str, what: char| row.chars().position(|c| c == what);
        assert_eq!(column(&shown[at + 1], '^'), column(&shown[at], '"'));
        assert!(shown[at + 2].contains("“t”不是路径"));
        shows(&shown, &["映射有 1 处错误"]);
        trial.take(sound());
        shows(&screen(&trial, columns, rows), &["2 篇文章，1 处存疑"]);
    }
}

#[test]
fn what_the_person_wants_is_told() {
    let mut trial = trial(80, 24, sound());
    assert_eq!(press(&mut trial, "ｅ"), [TrialWish::Edit]);
    assert_eq!(
        press(&mut trial, "w<enter>"),
        [TrialWish::Keep("town".into())]
    );
    assert_eq!(
        press(&mut trial, "wq<esc>w<c-u>镇<enter>"),
        [TrialWish::Keep("镇".into())]
    );
    assert_eq!(
        press(&mut trial, "<tab><tab><tab>q"),
        [],
        "back to the list"
    );
    assert_eq!(press(&mut trial, "q"), [TrialWish::Quit]);
    let why = Sentence {
        en: "no".to_owned(),
        zh: "不行".to_owned(),
    };
    trial.tell(&why);
    shows(&screen(&trial, 80, 24), &["不行"]);
}

const ANSWER: &str = r#"{"data": {"list": [
    {"headline": "镇上修了新路", "content": "<p>路修好了，人们走在路上。</p>", "time": "2020-09-17 08:00"},
    {"headline": "旧桥还在", "content": "<p>桥还在，河也还在。</p>", "time": "2020-09-18 08:00"}]}}"#;

/// The program before a mapping for [`ANSWER`], with an editor that does what `script` says to `$1`.
fn at_terminal(home: &Home, script: &str) -> Host {
    let editor = home.0.join("editor.sh");
    fs::write(&editor, script).expect("it is written");
    at_terminal_with(home, &format!("sh {}", editor.display()))
}

/// The same with this editor.
fn at_terminal_with(home: &Home, editor: &str) -> Host {
    fs::write(home.0.join("answer.json"), ANSWER).expect("it is written");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_wenlan"));
    command.args(["map", "answer.json"]);
    command.env_clear();
    let path = std::env::var("PATH").unwrap_or_default();
    let folder = home.0.display().to_string();
    for (name, value) in [
        ("PATH", path),
        ("HOME", folder.clone()),
        ("TMPDIR", folder),
        ("LC_ALL", "zh_CN.UTF-8".to_owned()),
        ("EDITOR", editor.to_owned()),
    ] {
        command.env(name, value);
    }
    command.cwd(&home.0);
    Host::start(command)
}

/// The draft of a mapping in a home.
fn draft(home: &Home) -> Option<PathBuf> {
    let files = fs::read_dir(&home.0).expect("it is a folder");
    let mut paths = files.map(|file| file.expect("it is readable").path());
    paths.find(|path| path.to_string_lossy().contains("wenlan-map-"))
}

#[test]
fn a_mapping_is_edited_seen_and_kept() {
    let home = Home::new();
    let script = "test -t 0 && sed 's#/headline#headline#' \"$1\" > new && cat new > \"$1\"";
    let mut host = at_terminal(&home, script);
    host.until("title = \"/headline\"");
    host.type_in("e");
    host.until("“headline”不是路径");
    // Somebody changes it in another window.
    let draft = draft(&home).expect("there is a draft");
    let faulty = fs::read_to_string(&draft).expect("it is there");
    fs::write(&draft, faulty.replace("\"headline\"", "\"/headline\"")).expect("it is written");
    host.until("2 篇文章");
    host.type_in("\t\t");
    host.until("镇上修了新路");
    host.type_in("w");
    host.until("保存为：answer");
    host.type_in("\x15town\r");
    assert_eq!(host.end(), 0);
    host.assert_given_back();
    assert!(host.epilogue().contains("wenlan map --test town"));
    assert!(home.0.join(".config/wenlan/mappings/town.toml").exists());
    assert!(!draft.exists(), "the draft is gone");
}

#[test]
fn a_mapping_that_was_changed_is_not_lost_and_one_that_was_not_is_cleared_away() {
    let home = Home::new();
    let mut host = at_terminal(&home, "echo '# 我的' >> \"$1\"");
    host.until("[articles]");
    host.type_in("q");
    assert_eq!(host.end(), 0);
    assert_eq!(draft(&home), None);
    let mut host = at_terminal(&home, "echo '# 我的' >> \"$1\"");
    host.until("[articles]");
    host.type_in("e");
    host.until("2 篇文章");
    host.type_in("q");
    assert_eq!(host.end(), 0);
    assert!(host.epilogue().contains("wenlan-map-"));
    let text = draft(&home).map(fs::read_to_string).expect("it stays");
    assert!(text.is_ok_and(|text| text.ends_with("# 我的\n")));
}

#[test]
fn an_editor_that_is_missing_is_told_of() {
    let home = Home::new();
    let mut host = at_terminal_with(&home, "/nonexistent/editor");
    host.until("[articles]");
    host.type_in("e");
    host.until("$EDITOR");
    host.type_in("q");
    assert_eq!(host.end(), 0);
}
