//! The command line as it can be written, in both languages.

mod library;
mod map;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

use crate::locale::Locale;

/// The command line in the language of `locale`.
pub(super) fn command(locale: Locale) -> Command {
    let pick = |en: &'static str, zh: &'static str| locale.pick(en, zh);
    let source = |help: &'static str| Arg::new("SOURCE").help(help).action(ArgAction::Append);
    let root = Command::new("wenlan")
        .version(env!("CARGO_PKG_VERSION"))
        .about(pick(
            "A terminal article reader that sets Chinese as a good printer would",
            "文澜：终端文章阅读器，像好的排版师那样排中文",
        ))
        .after_help(pick(EXAMPLES_EN, EXAMPLES_ZH))
        .args_conflicts_with_subcommands(true)
        .arg(source(pick(
            "Files, folders, http(s) addresses, or - for standard input; without any, the library",
            "文件、文件夹、http(s) 网址，或 - 表示标准输入；不给则打开文库",
        )))
        .args(typography(locale))
        .arg(switch(
            "no-probe",
            pick(
                "Do not ask the terminal what it can do",
                "不向终端查询其能力",
            ),
        ))
        .arg(choice(
            "graphics",
            "auto|kitty|sixel|iterm2|halfblocks|none",
            pick("How to draw pictures", "图片的画法"),
        ));
    let from = choice(
        "from",
        "auto|text|plain|markdown|html|page|json|feed",
        pick(
            "What the source is; plain takes each line as it stands, page looks for the article, html reads all",
            "来源的格式；plain 逐行照原样，page 从网页中找正文，html 全部读入",
        ),
    );
    let print = Command::new("print")
        .about(pick(
            "Set an article on standard output",
            "把文章排好，写到标准输出",
        ))
        .arg(
            source(pick(
                "A file, a folder, an address, the number of an article of the library, or -",
                "文件、文件夹、网址、文库文章的编号，或 -",
            ))
            .required(true)
            .action(ArgAction::Set),
        )
        .arg(from.clone())
        .arg(choice(
            "to",
            "text|markdown|json",
            pick("The form to print", "输出的格式"),
        ))
        .arg(
            Arg::new("width")
                .long("width")
                .value_name("N")
                .value_parser(value_parser!(usize))
                .help(pick(
                    "Cells of a line; 0 does not break lines",
                    "每行的格数；0 表示不折行",
                )),
        )
        .arg(switch(
            "body",
            pick(
                "The body alone, without margin and blank lines",
                "只要正文，没有页边和空行",
            ),
        ))
        .args(typography(locale));
    let check = Command::new("check")
        .about(pick(
            "Tell what was recognised, and what could not be read",
            "说明认出了什么，又有什么没能读出",
        ))
        .after_help(pick(
            "Exit status: 0 read without loss, 1 read with complaints, 2 not readable",
            "退出状态：0 完整读出，1 有存疑，2 无法读取",
        ))
        .arg(
            source(pick(
                "Files, folders, addresses, or -",
                "文件、文件夹、网址，或 -",
            ))
            .required(true),
        )
        .arg(from)
        .arg(switch("json", pick("Answer in JSON", "以 JSON 回答")));
    let library = library::commands(locale);
    [print, check, map::command(locale)]
        .into_iter()
        .chain(library)
        .fold(dressed(root, locale), |root, command| {
            root.subcommand(dressed(command, locale))
        })
}

/// A command with the words that every command has, in the language of `locale`.
fn dressed(command: Command, locale: Locale) -> Command {
    let pick = |en: &'static str, zh: &'static str| locale.pick(en, zh);
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(pick("Commands", "命令"))
        .help_template(pick(
            "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}\n",
            "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n",
        ))
        .arg(
            Arg::new("help")
                .long("help")
                .short('h')
                .action(ArgAction::Help)
                .help(pick("Show this help", "显示帮助")),
        )
        .arg(Arg::new("lang").long("lang").value_name("LANG").help(pick(
            "Speak English (en) or Chinese (zh)",
            "界面语言：en 或 zh",
        )))
        .arg(
            Arg::new("library")
                .long("library")
                .value_name("FILE")
                .help(pick("The library to use", "使用的文库")),
        );
    let command = if command.get_version().is_some() {
        command.arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(pick("Show the version", "显示版本")),
        )
    } else {
        command
    };
    let heading = |argument: Arg| {
        let positional = argument.is_positional();
        argument.help_heading(if positional {
            pick("Arguments", "参数")
        } else {
            pick("Options", "选项")
        })
    };
    command.mut_args(heading)
}

/// How articles are set: the same switches for reading and for printing.
fn typography(locale: Locale) -> Vec<Arg> {
    let pick = |en: &'static str, zh: &'static str| locale.pick(en, zh);
    vec![
        choice(
            "indent",
            "auto|0|2",
            pick(
                "Characters that paragraphs are set back by; auto: as the source does",
                "段首缩进字数；auto 依来源",
            ),
        ),
        choice(
            "ambiguous",
            "1|2",
            pick(
                "Cells of “ ” … — and other characters of ambiguous width",
                "“ ” …… —— 等歧义宽度字符占几格",
            ),
        ),
        choice(
            "line-break",
            "none|basic|gb|strict",
            pick(
                "What may not begin or end a line of Chinese",
                "中文避头尾的宽严",
            ),
        ),
        switch(
            "justify",
            pick("Stretch lines to the full measure", "两端对齐"),
        ),
        switch(
            "hang",
            pick("Let one stop hang in the margin", "行末标点悬挂"),
        ),
        switch(
            "autospace",
            pick(
                "One cell between Chinese and Western text",
                "中西文之间空一格",
            ),
        ),
        switch(
            "full-width-marks",
            pick(
                "Draw narrow marks behind Chinese full-width",
                "汉字后的半角标点按全角显示",
            ),
        ),
        choice(
            "color",
            "auto|always|never",
            pick("When to colour", "何时着色"),
        ),
    ]
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

/// An option with one of the values between the strokes.
fn choice(name: &'static str, values: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(values)
        .value_parser(PossibleValuesParser::new(values.split('|')))
        .hide_possible_values(true)
        .help(help)
}

const EXAMPLES_EN: &str = "\
Examples:
  wenlan                              the library; while it is empty, the sample
  wenlan add https://example.org/feed.json
  wenlan refresh                      fetch what is new
  wenlan articles.json notes/         a file and a folder
  wenlan https://example.org/feed.json
  curl -s https://example.org/a.json | wenlan -
  wenlan print --width 60 article.txt
  wenlan check articles.json
  wenlan map answer.json              say which field of unknown JSON is what

In the reader, ? shows the keys.";

const EXAMPLES_ZH: &str = "\
示例：
  wenlan                              文库；库空时打开内置示例
  wenlan add https://example.org/feed.json
  wenlan refresh                      取回新文章
  wenlan articles.json notes/         一个文件和一个文件夹
  wenlan https://example.org/feed.json
  curl -s https://example.org/a.json | wenlan -
  wenlan print --width 60 article.txt
  wenlan check articles.json
  wenlan map answer.json              指明未知 JSON 的哪个字段是什么

阅读时按 ? 查看按键。";
