//! How sources are asked, as the person has set it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;
use std::{env, fs, thread};

use super::mapped::Mappings;
use crate::config::{Environment, SecretPlace, Settings, SourceWishes};
use crate::fetch::{
    self, Authority, Fetcher, Header, HeaderValue, Limits, Pace, Reach, Request, Secret,
};
use crate::locale::Sentence;
use crate::sentence;

/// How sources are asked, as the person has set it.
#[derive(Clone, Debug)]
pub struct Manners {
    all: fetch::Manners,
    reach: Reach,
    patience: Duration,
    pace: Pace,
    wishes: Vec<SourceWishes>,
    /// The folder of the person's mappings.
    mappings: PathBuf,
}

impl Manners {
    /// The manners that `settings` ask for, with `jobs` sources at once if the person says so now.
    ///
    /// An error when the file of certificates cannot be read.
    pub fn of(
        environment: &Environment,
        settings: &Settings,
        jobs: Option<usize>,
    ) -> Result<Manners, Sentence> {
        let usual = fetch::Manners::default();
        let chosen = &settings.fetch;
        let authorities = match &chosen.ca_file {
            Some(path) => authorities(path)?,
            None => Vec::new(),
        };
        let mut pace = Pace::default();
        if let Some(interval) = chosen.interval {
            pace.interval = interval.as_secs();
        }
        Ok(Manners {
            all: fetch::Manners {
                user_agent: chosen.user_agent.clone().unwrap_or(usual.user_agent),
                at_once: jobs.unwrap_or(chosen.jobs).clamp(1, 64),
                connecting: usual.connecting.min(chosen.patience),
                authorities,
                ..usual
            },
            reach: if chosen.private_addresses {
                Reach::Everywhere
            } else {
                Reach::Named
            },
            patience: chosen.patience,
            pace,
            wishes: settings.sources.clone(),
            mappings: environment.paths.mappings.clone(),
        })
    }

    /// Somebody who fetches so.
    pub fn fetcher(&self) -> Fetcher {
        Fetcher::new(self.all.clone())
    }

    /// The person's mappings, as they are written now.
    pub fn mappings(&self) -> Mappings {
        Mappings::read(&self.mappings)
    }

    /// How often sources are looked after.
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// A request for what is at `address`, with what the person wishes for it.
    pub fn request(&self, address: &str) -> Request {
        let wishes = self.wishes.iter().find(|wishes| wishes.address == address);
        let mut request = Request {
            reach: self.reach,
            limits: Limits {
                silence: self.patience,
                total: self.patience.saturating_mul(4),
                ..Limits::default()
            },
            ..Request::get(address)
        };
        if let Some(wishes) = wishes {
            request.user_agent.clone_from(&wishes.user_agent);
            request.headers = headers(wishes);
        }
        request
    }

    /// A request for an address that something from the source at `source` has named.
    pub fn request_behind(&self, source: &str, address: &str) -> Request {
        Request {
            reach: self.reach.behind(source, address),
            ..self.request(address)
        }
    }
}

fn authorities(path: &Path) -> Result<Vec<Authority>, Sentence> {
    let name = path.display();
    let pem = fs::read(path).map_err(|error| {
        sentence!(
            "{name}: the certificates could not be read ({error}); correct ca_file in the settings",
            "{name}：无法读取证书（{error}），请修改设置中的 ca_file"
        )
    })?;
    Authority::all_of(&pem).ok_or_else(|| {
        sentence!(
            "{name}: no certificates in PEM; correct ca_file in the settings",
            "{name}：其中没有 PEM 格式的证书，请修改设置中的 ca_file"
        )
    })
}

/// What stands for the secret in the value of a header.
const SECRET: &str = "{secret}";

fn headers(wishes: &SourceWishes) -> Vec<Header> {
    let secret = wishes
        .secret
        .as_ref()
        .and_then(look_up)
        .unwrap_or_else(|| Secret::new(""));
    let header = |(name, value): &(String, String)| Header {
        name: name.clone(),
        value: if value.contains(SECRET) {
            HeaderValue::Secret(secret.within(value, SECRET))
        } else {
            HeaderValue::Plain(value.clone())
        },
    };
    wishes.headers.iter().map(header).collect()
}

/// The secret that is in a place; nothing when none is there.
fn look_up(place: &SecretPlace) -> Option<Secret> {
    match place {
        SecretPlace::Environment(name) => env::var(name).ok().map(|word| Secret::new(&word)),
        SecretPlace::Command(line) => first_line_of(line).map(|word| Secret::new(&word)),
    }
}

/// How long a command that prints a secret may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The first line that a command of the person's prints; nothing when that takes too long.
pub(super) fn first_line_of(command: &str) -> Option<String> {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", command])
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let (said, heard) = channel();
    let begun = thread::Builder::new().spawn(move || said.send(shell.output()));
    begun.ok()?;
    let output = heard.recv_timeout(PATIENCE).ok()?.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(str::to_owned)
}
