//! The command about mappings, as it can be written.

use clap::{Arg, ArgAction, Command};

use super::switch;
use crate::locale::Locale;

/// `wenlan map`
pub(super) fn command(locale: Locale) -> Command {
    let pick = |en: &'static str, zh: &'static str| locale.pick(en, zh);
    let test = Arg::new("test")
        .long("test")
        .value_name("MAP")
        .conflicts_with_all(["print", "output"])
        .help(pick(
            "Read SOURCE, a saved answer, by this mapping: a file, or a name among the settings",
            "按此映射读取 SOURCE（已保存的回答）；可给文件，或设置中映射的名称",
        ));
    let output = Arg::new("output")
        .long("output")
        .short('o')
        .value_name("FILE|NAME")
        .conflicts_with("print")
        .help(pick(
            "Write the mapping to a file (with / or .toml in its name), or under a name among the settings",
            "把映射写入文件（名中有 / 或 .toml），或以此名称存入设置",
        ));
    Command::new("map")
        .about(pick(
            "Say which field of unknown JSON is what: propose a mapping, try it, keep it",
            "指明未知 JSON 的哪个字段是什么：拟出映射、试读、保存",
        ))
        .after_help(pick(HELP_EN, HELP_ZH))
        .arg(
            Arg::new("SOURCE")
                .required(true)
                .action(ArgAction::Set)
                .help(pick(
                    "An answer of the source: a file, an address, or -",
                    "来源的一份回答：文件、网址，或 -",
                )),
        )
        .arg(switch(
            "print",
            pick(
                "Print the mapping instead of showing what it gives",
                "只输出映射，不显示预览",
            ),
        ))
        .arg(output)
        .arg(switch("force", pick("Write over what is there", "覆盖已有的文件")).requires("output"))
        .arg(test)
        .arg(switch("json", pick("Answer in JSON", "以 JSON 回答")).requires("test"))
}

const HELP_EN: &str = "\
Examples:
  wenlan map answer.json                   edit a mapping and see what it gives
  wenlan map https://example.org/api -o news
  wenlan map --test news answer.json       what the mapping gives, and what it misses
  wenlan add https://example.org/api --map news

Exit status: 0 done, 2 without articles";

const HELP_ZH: &str = "\
示例：
  wenlan map answer.json                   修改映射，随改随看
  wenlan map https://example.org/api -o news
  wenlan map --test news answer.json       映射读出了什么，漏了什么
  wenlan add https://example.org/api --map news

退出状态：0 完成，2 没有文章";
