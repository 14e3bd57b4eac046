//! The program itself in a real pseudo-terminal: it opens, reads, and gives the terminal back.
//!
//! `WENLAN` names another build of it to be tried, such as the release.

#[allow(dead_code, reason = "the other tests of terminals use the rest")]
mod host;

use host::Host;
use portable_pty::CommandBuilder;

fn program() -> String {
    std::env::var("WENLAN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_wenlan").to_owned())
}

fn wenlan(arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program());
    command.args(arguments);
    command.env("LC_ALL", "zh_CN.UTF-8");
    command
}

fn fixture() -> String {
    concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/collection.json"
    )
    .to_owned()
}

#[test]
fn the_sample_opens_with_an_article_and_is_left() {
    let mut host = Host::start(wenlan(&[]));
    host.until("翻页");
    host.type_in("?");
    host.until("按键");
    host.type_in("qQ");
    assert_eq!(host.end(), 0);
    host.assert_given_back();
}

#[test]
fn a_file_is_read_by_keys() {
    let mut host = Host::start(wenlan(&[&fixture()]));
    host.until("借阅证可以在手机上续期");
    host.type_in("j\r");
    host.until("打开小程序");
    host.type_in("/续期\r");
    host.until("匹配 1/2");
    host.type_in("Q");
    assert_eq!(host.end(), 0);
    host.assert_given_back();
}

#[test]
fn articles_may_be_piped_in_while_keys_come_from_the_terminal() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", r#"cat "$1" | "$0" -"#, &program(), &fixture()]);
    command.env("LC_ALL", "zh_CN.UTF-8");
    let mut host = Host::start(command);
    host.until("借阅证可以在手机上续期");
    host.type_in("Q");
    assert_eq!(host.end(), 0);
    host.assert_given_back();
}

#[test]
fn what_is_not_there_is_told_on_the_screen_that_was_there() {
    let mut host = Host::start(wenlan(&["/no/such/file.json"]));
    host.until("没有这个文件或文件夹");
    assert_eq!(host.end(), 2);
    host.assert_given_back();
}
