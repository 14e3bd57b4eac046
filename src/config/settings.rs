//! The person's settings: one TOML file, every entry of which may be left out.

use std::path::PathBuf;
use std::time::Duration;

use super::graphics::Graphics;
use super::table::{Table, Wrong};
use crate::app::MarkRead;
use crate::layout::{Indent, Measure};
use crate::library::{Images, Keeping, Retention};
use crate::locale::Locale;
use crate::text::Level;

/// The person's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The language that we speak, if not that of the environment.
    pub locale: Option<Locale>,
    /// How articles are set, but for the length of lines.
    pub measure: Measure,
    /// When an article becomes read.
    pub mark_read: MarkRead,
    /// How sources are fetched.
    pub fetch: Fetching,
    /// What is done about the pictures of articles.
    pub images: Pictures,
    /// What is kept of sources that have no wish of their own.
    pub keep: Keeping,
    /// Sources with wishes of their own, by address.
    pub sources: Vec<SourceWishes>,
}

/// How sources are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetching {
    /// How often sources are looked after while the reader is open; nothing for only on request.
    pub interval: Option<Duration>,
    /// Sources that are fetched at the same time.
    pub jobs: usize,
    /// How long a server may be silent; its whole answer may take four times as long.
    pub patience: Duration,
    /// How we name ourselves to servers, if not by our own name.
    pub user_agent: Option<String>,
    /// A PEM file of certificates that are trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Public addresses may send us on to loopback and private ones.
    pub private_addresses: bool,
}

/// What is done about the pictures of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pictures {
    /// When they are fetched, for sources that have no wish of their own.
    pub fetch: Images,
    /// How they are drawn.
    pub graphics: Graphics,
    /// The bytes that all of them may take in the library.
    pub budget: u64,
}

/// What one source is asked with beside its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceWishes {
    /// The address that the source was added by.
    pub address: String,
    /// Header fields; `{secret}` in a value stands for the secret.
    pub headers: Vec<(String, String)>,
    /// Where the secret is.
    pub secret: Option<SecretPlace>,
    /// How we name ourselves to this one.
    pub user_agent: Option<String>,
    /// What is kept of it; terms that are missing are those of all sources.
    pub keep: Retention,
}

/// Where a secret is, so that it need not stand in a file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretPlace {
    /// In this variable of the environment.
    Environment(String),
    /// On the first line that this command prints.
    Command(String),
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            locale: None,
            measure: Measure::new(80),
            mark_read: MarkRead::default(),
            fetch: Fetching::default(),
            images: Pictures::default(),
            keep: Keeping::default(),
            sources: Vec::new(),
        }
    }
}

impl Default for Fetching {
    fn default() -> Fetching {
        Fetching {
            interval: None,
            jobs: 8,
            patience: Duration::from_secs(30),
            user_agent: None,
            ca_file: None,
            private_addresses: false,
        }
    }
}

impl Default for Pictures {
    fn default() -> Pictures {
        Pictures {
            fetch: Images::Never,
            graphics: Graphics::default(),
            budget: 200 << 20,
        }
    }
}

impl Settings {
    /// Reads the text of a file of settings; the first thing that is wrong with it is the error.
    pub fn parse(text: &str) -> Result<Settings, Wrong> {
        let mut table = Table::parse(text)?;
        let locales = [("en", Locale::En), ("zh", Locale::ZhHans)];
        let settings = Settings {
            locale: table.choice("language", &locales)?,
            measure: measure(table.table("typography")?)?,
            mark_read: mark_read(table.table("reading")?)?,
            fetch: fetching(table.table("fetch")?)?,
            images: images(table.table("images")?)?,
            keep: keeping(table.table("keep")?)?,
            sources: sources(table.table("source")?)?,
        };
        table.finish()?;
        Ok(settings)
    }
}

fn measure(mut table: Table) -> Result<Measure, Wrong> {
    let mut measure = Measure::new(80);
    let indents = [
        ("auto", Indent::Auto),
        ("0", Indent::None),
        ("2", Indent::TwoHan),
    ];
    let levels = [
        ("none", Level::None),
        ("basic", Level::Basic),
        ("gb", Level::Gb),
        ("strict", Level::Strict),
    ];
    let widths = [("1", false), ("2", true)];
    measure.indent = table.choice("indent", &indents)?.unwrap_or(measure.indent);
    measure.level = table
        .choice("line_break", &levels)?
        .unwrap_or(measure.level);
    measure.profile.ambiguous_wide = table.choice("ambiguous", &widths)?.unwrap_or_default();
    measure.justify = table.flag("justify")?.unwrap_or_default();
    measure.hang = table.flag("hang")?.unwrap_or_default();
    measure.autospace = table.flag("autospace")?.unwrap_or_default();
    measure.full_width_marks = table.flag("full_width_marks")?.unwrap_or_default();
    table.finish()?;
    Ok(measure)
}

fn mark_read(mut table: Table) -> Result<MarkRead, Wrong> {
    let choices = [
        ("opened", MarkRead::Opened),
        ("shown", MarkRead::Shown),
        ("never", MarkRead::Never),
    ];
    let chosen = table.choice("mark_read", &choices)?.unwrap_or_default();
    table.finish()?;
    Ok(chosen)
}

fn fetching(mut table: Table) -> Result<Fetching, Wrong> {
    let usual = Fetching::default();
    let minutes = table.number("interval")?.filter(|minutes| *minutes > 0);
    let jobs = table
        .number("jobs")?
        .and_then(|jobs| usize::try_from(jobs).ok());
    let patience = table.number("patience")?.filter(|seconds| *seconds > 0);
    let patience = patience.map(|seconds| Duration::from_secs(seconds.into()));
    let fetching = Fetching {
        interval: minutes.map(|minutes| Duration::from_secs(60 * u64::from(minutes))),
        jobs: jobs.unwrap_or(usual.jobs).clamp(1, 64),
        patience: patience.unwrap_or(usual.patience),
        user_agent: table.string("user_agent")?,
        ca_file: table.string("ca_file")?.map(PathBuf::from),
        private_addresses: table.flag("private_addresses")?.unwrap_or_default(),
    };
    table.finish()?;
    Ok(fetching)
}

fn images(mut table: Table) -> Result<Pictures, Wrong> {
    let usual = Pictures::default();
    let names = Images::ALL.map(|images| (images.name(), images));
    let pictures = Pictures {
        fetch: table.choice("fetch", &names)?.unwrap_or(usual.fetch),
        graphics: table
            .choice("graphics", &Graphics::NAMES)?
            .unwrap_or_default(),
        budget: table
            .number("megabytes")?
            .map_or(usual.budget, |megabytes| u64::from(megabytes) << 20),
    };
    table.finish()?;
    Ok(pictures)
}

fn retention(mut table: Table) -> Result<Retention, Wrong> {
    let retention = Retention {
        days: table.number("days")?,
        articles: table.number("articles")?,
    };
    table.finish()?;
    Ok(retention)
}

fn keeping(mut table: Table) -> Result<Keeping, Wrong> {
    let unread = table.flag("unread")?.unwrap_or_default();
    let retention = retention(table)?;
    Ok(Keeping { retention, unread })
}

fn sources(table: Table) -> Result<Vec<SourceWishes>, Wrong> {
    let wishes = |(address, mut table): (String, Table)| {
        let variable = table.string("secret_env")?.map(SecretPlace::Environment);
        let command = table.string("secret_command")?.map(SecretPlace::Command);
        let wishes = SourceWishes {
            address,
            headers: table.table("headers")?.strings()?,
            secret: variable.or(command),
            user_agent: table.string("user_agent")?,
            keep: retention(table.table("keep")?)?,
        };
        table.finish()?;
        Ok(wishes)
    };
    table.tables()?.into_iter().map(wishes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_may_be_left_out() {
        assert_eq!(Settings::parse(""), Ok(Settings::default()));
    }

    #[test]
    fn what_is_set_is_read() {
        let settings = Settings::parse(
            r#"
            language = "zh"
            [typography]
            indent = "2"
            line_break = "strict"
            hang = true
            [reading]
            mark_read = "never"
            [fetch]
            interval = 30
            jobs = 4
            patience = 5
            ca_file = "/etc/ca.pem"
            [keep]
            days = 90
            [source."https://example.org/a.json"]
            headers = { Authorization = "Bearer {secret}" }
            secret_env = "TOKEN"
            keep = { articles = 50 }
            "#,
        )
        .expect("it is right");
        assert_eq!(settings.locale, Some(Locale::ZhHans));
        assert_eq!(
            (
                settings.measure.indent,
                settings.measure.level,
                settings.measure.hang
            ),
            (Indent::TwoHan, Level::Strict, true)
        );
        assert_eq!(settings.mark_read, MarkRead::Never);
        assert_eq!(settings.fetch.interval, Some(Duration::from_secs(1800)));
        assert_eq!(settings.fetch.patience, Duration::from_secs(5));
        assert_eq!(
            (settings.fetch.jobs, settings.keep.retention.days),
            (4, Some(90))
        );
        let source = &settings.sources[0];
        assert_eq!(
            source.secret,
            Some(SecretPlace::Environment("TOKEN".into()))
        );
        assert_eq!(source.headers[0].0, "Authorization");
        assert_eq!(source.keep.articles, Some(50));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let wrong = |text: &str| {
            let wrong = Settings::parse(text).expect_err("it is wrong");
            (wrong.line, wrong.what.en)
        };
        assert_eq!(
            wrong("\n[reading]\nmark = 1"),
            (3, "there is no setting `mark`".into())
        );
        assert_eq!(wrong("[fetch]\njobs = -1").0, 2);
        assert_eq!(
            wrong("language = \"fr\""),
            (1, "`language` cannot be “fr”; it is one of en, zh".into())
        );
        assert_eq!(wrong("a = 1\n= 2").0, 2);
        assert_eq!(wrong("fetch = 1"), (1, "`fetch` must be a table".into()));
    }
}
