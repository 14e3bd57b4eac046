//! `wenlan map`: proposes a mapping for a source, tries one, keeps one.

mod bench;
mod keeping;
mod saved;

use std::io::{self, IsTerminal as _, Write as _};

use self::keeping::Kept;
pub(super) use self::keeping::file_of;
use super::arguments::{AskedOfMap, Output};
use super::check::format_name;
use super::{complain, inference, tell, write_out};
use crate::app::Origin;
use crate::config::{Environment, Settings};
use crate::locale::{Locale, Sentence};
use crate::parse::Format;
use crate::parse::mapping::{Mapping, Proposal, proposal};
use crate::say;
use crate::text::clean;
use crate::work::{Manners, Raw, is_address, raw};

/// With what the command works.
struct Desk<'a> {
    environment: &'a Environment,
    settings: &'a Settings,
    locale: Locale,
}

/// Does what is asked of a mapping; gives the exit status.
pub(super) fn run(
    asked: &AskedOfMap,
    environment: &Environment,
    settings: &Settings,
    locale: Locale,
) -> u8 {
    let desk = Desk {
        environment,
        settings,
        locale,
    };
    let done = match asked {
        AskedOfMap::Test {
            mapping,
            sample,
            json,
        } => saved::test(&desk, mapping, sample, *json),
        AskedOfMap::Show {
            origin,
            print: false,
        } if io::stdout().is_terminal() => bench::show(&desk, origin),
        AskedOfMap::Show { origin, .. } => desk.propose(origin).map(|(raw, proposed)| {
            desk.tell(&raw, &proposed);
            write_out(proposed.toml.as_bytes())
        }),
        AskedOfMap::Write {
            origin,
            output,
            force,
        } => desk.write(origin, output, *force),
    };
    done.unwrap_or_else(|why| complain(why.told(locale)))
}

impl Desk<'_> {
    /// An answer of a source, and the mapping that is proposed for it.
    fn propose(&self, origin: &Origin) -> Result<(Raw, Proposal), Sentence> {
        let manners = Manners::of(self.environment, self.settings, None)?;
        let raw = raw(origin, &manners)?;
        match proposal(&raw.bytes, &raw.hint, self.locale) {
            Ok(proposed) => Ok((raw, proposed)),
            Err(why) => Err(why.told(&raw.name)),
        }
    }

    /// Proposes a mapping and writes it; says what to do next.
    fn write(&self, origin: &Origin, output: &Output, force: bool) -> Result<u8, Sentence> {
        let (raw, proposed) = self.propose(origin)?;
        let kept = keeping::keep(
            output,
            &proposed.toml,
            force,
            &self.environment.paths.mappings,
        )?;
        self.tell(&raw, &proposed);
        Ok(tell(&self.next_steps(&kept, &raw.name)))
    }

    /// Tells on standard error what was found.
    fn tell(&self, raw: &Raw, proposed: &Proposal) {
        // Where standard error is gone, the mapping is still on standard output.
        let _ = io::stderr().write_all(clean(&self.told(raw, proposed)).as_bytes());
    }

    /// What was found, as a person reads it.
    fn told(&self, raw: &Raw, proposed: &Proposal) -> String {
        let locale = self.locale;
        let read = Mapping::parse(&proposed.toml).map(|it| it.read_saved(&raw.bytes, &raw.hint));
        let count = read.map_or(0, |read| read.collection.root.all_articles().len());
        let name = &raw.name;
        let found = say!(locale, "{count} articles", "{count} 篇文章");
        let Some(inferred) = &proposed.inference else {
            return say!(
                locale,
                "{name}: {found}; a mapping comes along that reads this source, here it is to be changed\n",
                "{name}：{found}；自带的映射能读此来源，现照录以供修改\n"
            );
        };
        let sure = inference::sureness(inferred.sureness, locale);
        let mut told = say!(
            locale,
            "{name}: {found} ({sure})\n",
            "{name}：{found}（{sure}）\n"
        );
        if proposed.format != Format::InferredJson {
            let format = format_name(proposed.format, locale);
            told += &say!(
                locale,
                "this is {format}, which needs no mapping\n",
                "这是{format}，不用映射也能读取\n"
            );
        }
        for line in inference::told_left_out(&inferred.left_out, locale) {
            told.extend([line.as_str(), "\n"]);
        }
        told
    }

    /// What to do with a mapping that has been written.
    fn next_steps(&self, kept: &Kept, source: &str) -> String {
        let (locale, name) = (self.locale, &kept.name);
        let path = kept.path.display();
        let is_address = is_address(source);
        let address = if is_address {
            source
        } else {
            locale.pick("ADDRESS", "网址")
        };
        let sample = if is_address || source == "-" {
            "SAMPLE.json"
        } else {
            source
        };
        say!(
            locale,
            "Written: {path}\n\
             Next:\n  \
             edit the file\n  \
             wenlan map --test {name} {sample}\n  \
             wenlan add {address} --map {name}\n",
            "已写入：{path}\n\
             接下来：\n  \
             修改文件\n  \
             wenlan map --test {name} {sample}\n  \
             wenlan add {address} --map {name}\n"
        )
    }
}
