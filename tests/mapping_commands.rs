//! `wenlan map` as a person or a script gives it.

#[allow(dead_code, reason = "other tests use the rest")]
mod home;
#[allow(dead_code, reason = "other tests use the rest")]
mod server;

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use home::Home;
use server::Server;

const ANSWER: &str = r#"{"code": 0, "data": {"list": [
    {"nid": 11, "headline": "镇上修了新路", "content": "<p>路修好了，人们走在路上。</p>", "time": "2020-09-17 08:00", "by": "甲", "views": 3},
    {"nid": 12, "headline": "旧桥还在", "content": "<p>桥还在，河也还在。</p>", "time": "2020-09-18 08:00", "by": "乙", "views": 5}]}}"#;

/// A home with an answer in it; gives the path of that.
fn with_answer() -> (Home, String) {
    let home = Home::new();
    let path = home.0.join("answer.json");
    fs::write(&path, ANSWER).expect("it is written");
    let path = path.to_string_lossy().into_owned();
    (home, path)
}

/// The mapping that is kept under a name.
fn kept(home: &Home, name: &str) -> std::path::PathBuf {
    home.0.join(".config/wenlan/mappings").join(name)
}

#[test]
fn the_proposed_mapping_alone_stands_on_standard_output() {
    let (home, answer) = with_answer();
    let output = home.run(&["map", &answer]);
    let toml = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(toml.contains("at = \"$.data.list[*]\"") && toml.contains("title = \"/headline\""));
    assert!(toml.contains("#   /data/list/0/views"), "{toml}");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        told.contains("2 篇文章") && told.contains("views ×2"),
        "{told}"
    );
    let mut child = home
        .command(&["map", "-", "--print", "--lang", "en"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(ANSWER.as_bytes()).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let english = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(english.starts_with("# What Wenlan saw"), "{english}");
}

#[test]
fn json_without_articles_gets_no_mapping() {
    let home = Home::new();
    let path = home.0.join("user.json");
    for (json, why) in [
        (r#"{"user": {"login": "lin"}}"#, "不是可读的格式"),
        ("{\"a\": 1\n \"b\": 2}", ":2:2"),
        ("<p>文</p>", "不是 JSON"),
        (
            "{\"headline\": \"一\", \"content\": \"文。\"}\n{\"headline\": \"二\", \"content\": \"文。\"}",
            "多份",
        ),
    ] {
        fs::write(&path, json).expect("it is written");
        let output = home.run(&["map", &path.to_string_lossy(), "-o", "none"]);
        assert!(output.stdout.is_empty() && !kept(&home, "none.toml").exists());
        let said = home::said(output, 2);
        assert!(said.contains(why), "{said}");
    }
    assert!(
        home.says(&["map", &home.0.to_string_lossy()], 2)
            .contains("文件夹")
    );
}

#[test]
fn a_mapping_is_kept_under_a_name_and_never_written_over() {
    let (home, answer) = with_answer();
    let said = home.says(&["map", &answer, "-o", "town"], 0);
    assert!(
        said.contains("wenlan map --test town") && said.contains("--map town"),
        "{said}"
    );
    let path = kept(&home, "town.toml");
    let proposed = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, "# 我的").expect("it is written");
    assert!(
        home.says(&["map", &answer, "-o", "town"], 2)
            .contains("--force")
    );
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "# 我的");
    home.says(&["map", &answer, "-o", "town", "--force"], 0);
    assert_eq!(fs::read_to_string(&path).expect("it is there"), proposed);
    let file = home.0.join("own.toml").to_string_lossy().into_owned();
    home.says(&["map", &answer, "-o", &file], 0);
    assert_eq!(fs::read_to_string(&file).expect("it is there"), proposed);
    assert!(
        home.says(&["map", &answer, "-o", ".."], 2)
            .contains("不能叫")
    );
}

#[test]
fn a_mapping_is_tried_on_a_saved_answer() {
    let (home, answer) = with_answer();
    home.says(&["map", &answer, "-o", "town"], 0);
    let said = home.says(&["map", "--test", "town", &answer], 0);
    for part in [
        "2 篇文章",
        "1  2020-09-17  镇上修了新路  甲",
        "│ 桥还在，河也还在。",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert!(!said.contains("存疑"), "{said}");
    let told = home.answers(&["map", "--test", "town", &answer, "--json"], 0);
    assert_eq!(told["articles"][1]["title"], "旧桥还在");
    let other = home.0.join("other.json");
    fs::write(
        &other,
        r#"{"data": {"list": [{"headline": "一", "time": "昨天"}]}}"#,
    )
    .expect("it is written");
    let other = other.to_string_lossy().into_owned();
    let said = home.says(&["map", "--test", "town", &other], 0);
    assert!(
        said.contains("/data/list/0/time：“昨天”") && said.contains("映射第"),
        "{said}"
    );
    fs::write(&other, r#"{"code": 7}"#).expect("it is written");
    let told = home.answers(&["map", "--test", "town", &other, "--json"], 2);
    assert_eq!(told["status"], 2);
    assert!(
        home.says(&["map", "--test", "town", "https://example.org/"], 2)
            .contains("不访问网络")
    );
}

#[test]
fn every_fault_of_a_mapping_is_told_with_its_place() {
    let (home, answer) = with_answer();
    let map = home.0.join("bad.toml");
    fs::write(&map, "[articles]\nat = \"data\"\ntitel = \"/headline\"\n").expect("it is written");
    let map = map.to_string_lossy().into_owned();
    let said = home.says(&["map", "--test", &map, &answer], 2);
    assert!(
        said.contains("bad.toml:2:6") && said.contains("bad.toml:3:1"),
        "{said}"
    );
    let told = home.answers(&["map", "--test", &map, &answer, "--json"], 2);
    assert_eq!(
        (&told["faults"][1]["line"], &told["faults"][1]["column"]),
        (&3.into(), &1.into())
    );
    assert!(
        home.says(&["map", "--test", "none", &answer], 2)
            .contains("mappings")
    );
}

#[test]
fn what_was_mapped_from_an_address_is_read_by_the_mapping() {
    let (server, home) = (Server::start(), Home::new());
    server.put("/api", 200, "application/json", ANSWER);
    let said = home.says(&["map", &server.at("/api"), "-o", "town"], 0);
    assert!(
        said.contains(&format!("wenlan add {} --map town", server.at("/api"))),
        "{said}"
    );
    let path = kept(&home, "town.toml");
    let toml = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, toml.replace("\"/by\"", "{ template = \"{/by}等\" }")).expect("it is written");
    let added = home.answers(&["add", &server.at("/api"), "--map", "town", "--json"], 0);
    assert_eq!(added[0]["articles"], 2);
    let listed = home.answers(&["list", "--json"], 0);
    assert!(listed.to_string().contains("镇上修了新路"));
    assert!(
        home.says(&["check", &server.at("/api")], 0)
            .contains("甲等"),
        "known by its address"
    );
}
