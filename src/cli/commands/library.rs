//! The commands about the library, as they can be written.

use clap::{Arg, ArgAction, Command, value_parser};

use super::{choice, switch};
use crate::locale::Locale;

/// Every command about the library, in the order of the help.
pub(super) fn commands(locale: Locale) -> Vec<Command> {
    vec![
        add(locale),
        remove(locale),
        sources(locale),
        refresh(locale),
        list(locale),
        search(locale),
        mark(locale),
        import(locale),
        export(locale),
        prune(locale),
        doctor(locale),
    ]
}

fn many(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).help(help).action(ArgAction::Append)
}

fn number(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("N")
        .value_parser(value_parser!(u32))
        .help(help)
}

fn json(locale: Locale) -> Arg {
    switch("json", locale.pick("Answer in JSON", "以 JSON 回答"))
}

fn add(locale: Locale) -> Command {
    Command::new("add")
        .about(locale.pick("Subscribe to a source", "订阅一个来源"))
        .arg(
            many(
                "URL",
                locale.pick(
                    "Addresses of feeds, of article JSON, or of pages that name a feed",
                    "订阅源、文章 JSON 的网址，或写有订阅源的网页",
                ),
            )
            .required(true),
        )
        .arg(
            Arg::new("section")
                .long("section")
                .value_name("NAME")
                .help(locale.pick(
                    "The section to put it in; / parts sections within sections",
                    "放入的栏目；用 / 分开各级",
                )),
        )
        .arg(
            Arg::new("title")
                .long("title")
                .value_name("NAME")
                .help(locale.pick("What to call it", "给它起的名字")),
        )
        .arg(
            Arg::new("map")
                .long("map")
                .value_name("MAPPING")
                .help(locale.pick(
                    "The mapping to read its JSON by: a file, or a name among the settings",
                    "读取其 JSON 所用的映射：文件，或设置中映射的名称",
                )),
        )
        .arg(switch(
            "full-text",
            locale.pick(
                "Fetch the page of each article that comes with less than its text",
                "文章不带全文时，取回其网页",
            ),
        ))
        .arg(choice(
            "images",
            "never|on-open|ahead",
            locale.pick(
                "When to fetch the pictures of its articles",
                "何时取回文章中的图片",
            ),
        ))
        .arg(json(locale))
}

fn remove(locale: Locale) -> Command {
    Command::new("remove")
        .about(locale.pick(
            "Unsubscribe from sources, and forget their articles",
            "退订来源，连同其文章一起删除",
        ))
        .arg(source(locale).required(true))
}

fn source(locale: Locale) -> Arg {
    many(
        "SOURCE",
        locale.pick(
            "Sources by number, address or title (see `wenlan sources`)",
            "来源的编号、网址或名称（见 wenlan sources）",
        ),
    )
}

fn sources(locale: Locale) -> Command {
    Command::new("sources")
        .about(locale.pick("List what is subscribed to", "列出订阅的来源"))
        .arg(json(locale))
}

fn refresh(locale: Locale) -> Command {
    Command::new("refresh")
        .about(locale.pick("Fetch what is new", "取回新文章"))
        .after_help(locale.pick(
            "Exit status: 0 all were fetched, 1 some failed",
            "退出状态：0 全部成功，1 有来源失败",
        ))
        .arg(source(locale))
        .arg(number(
            "jobs",
            locale.pick("Sources fetched at the same time", "同时取回的来源数"),
        ))
        .arg(json(locale))
}

fn listed(command: Command, locale: Locale) -> Command {
    command
        .arg(choice(
            "sort",
            "newest|oldest|title|source|relevance",
            locale.pick("The order", "排序"),
        ))
        .arg(number(
            "limit",
            locale.pick(
                "The most articles, 50 unless it is given",
                "最多列出的篇数，默认 50",
            ),
        ))
        .arg(json(locale))
}

fn list(locale: Locale) -> Command {
    let command = Command::new("list")
        .about(locale.pick("List articles of the library", "列出库中的文章"))
        .arg(Arg::new("VIEW").help(locale.pick(
            "all, unread, starred, later, reading, recent, or a source; unread unless it is given",
            "all、unread、starred、later、reading、recent，或一个来源；默认 unread",
        )));
    listed(command, locale)
}

fn search(locale: Locale) -> Command {
    let command = Command::new("search")
        .about(locale.pick("Find articles of the library", "在库中查找文章"))
        .after_help(locale.pick(
            "A query: words, \"phrases\", -without, title: author: source: section: is:unread\nis:starred is:later after:2020-09 before:2021. Put -- before a word that begins with -.",
            "查询：词语、“整句”、-不含、title: author: source: section: is:unread is:starred\nis:later after:2020-09 before:2021（也可写作 标题： 作者： 来源： 栏目：）。\n以 - 开头的词，前面加 --。",
        ))
        .arg(many("QUERY", locale.pick("What to look for", "要找的内容")).required(true));
    listed(command, locale)
}

fn mark(locale: Locale) -> Command {
    Command::new("mark")
        .about(locale.pick("Mark articles of the library", "标记库中的文章"))
        .arg(
            Arg::new("MARK")
                .required(true)
                .value_name("read|unread|star|unstar|later|unlater")
                .value_parser(clap::builder::PossibleValuesParser::new([
                    "read", "unread", "star", "unstar", "later", "unlater",
                ]))
                .hide_possible_values(true)
                .help(locale.pick("What to say of them", "标记")),
        )
        .arg(
            many(
                "ID",
                locale.pick(
                    "Numbers of articles, as `wenlan list` tells them",
                    "文章编号，见 wenlan list",
                ),
            )
            .value_parser(value_parser!(i64))
            .required_unless_present("all"),
        )
        .arg(
            Arg::new("all")
                .long("all")
                .value_name("VIEW")
                .help(locale.pick("Everything that a view lists", "某一视图的全部文章")),
        )
        .arg(json(locale))
}

fn import(locale: Locale) -> Command {
    Command::new("import")
        .about(locale.pick(
            "Subscribe to all that an OPML or newsboat file names",
            "从 OPML 或 newsboat 的 urls 文件导入订阅",
        ))
        .arg(Arg::new("FILE").required(true).help(locale.pick(
            "The file, or - for standard input",
            "文件，或 - 表示标准输入",
        )))
        .arg(json(locale))
}

fn export(locale: Locale) -> Command {
    Command::new("export")
        .about(locale.pick(
            "Write all subscriptions to standard output",
            "把全部订阅写到标准输出",
        ))
        .arg(choice(
            "to",
            "opml|newsboat",
            locale.pick("The form, opml unless it is given", "格式，默认 opml"),
        ))
}

fn prune(locale: Locale) -> Command {
    Command::new("prune")
        .about(locale.pick(
            "Forget old articles, as the settings say",
            "按设置清理旧文章",
        ))
        .arg(switch(
            "dry-run",
            locale.pick("Only tell what would go", "只说明会清理什么"),
        ))
        .arg(number(
            "days",
            locale.pick("Keep what arrived within these days", "保留这些天内到达的"),
        ))
        .arg(number(
            "articles",
            locale.pick("Keep so many of each source", "每个来源保留的篇数"),
        ))
        .arg(json(locale))
}

fn doctor(locale: Locale) -> Command {
    Command::new("doctor")
        .about(locale.pick("Check the library, and mend it", "检查并修复文库"))
        .arg(switch(
            "repair",
            locale.pick(
                "Save a copy, and what can be read into a new library",
                "先备份，再把读得出的内容救到新库",
            ),
        ))
        .arg(json(locale))
}
