//! Sources that are read by a mapping: asked as the mapping says, one answer after the other.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use super::errand::{Answered, Came, Failed};
use super::manners::first_line_of;
use super::near::now;
use crate::article::Url;
use crate::fetch::{
    self, Body, Fetched, Fetcher, Header, HeaderValue, Method, Reach, Request, Validators,
};
use crate::library::Source;
use crate::locale::Sentence;
use crate::parse::Hint;
use crate::parse::mapping::{Answer, Errand, Mapping, Secret};
use crate::sentence;

/// The mappings that the person has put among the settings, one file each.
#[derive(Clone, Debug, Default)]
pub struct Mappings(Vec<(String, Result<Arc<Mapping>, Sentence>)>);

impl Mappings {
    /// Reads those in a folder; there need not be one.
    pub fn read(folder: &Path) -> Mappings {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let paths = files.map(|file| file.path());
        let mut paths: Vec<PathBuf> = paths
            .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
            .collect();
        paths.sort();
        let named = |path: PathBuf| {
            let name = path.file_stem()?.to_string_lossy().into_owned();
            Some((name, read_mapping(&path).map(Arc::new)))
        };
        Mappings(paths.into_iter().filter_map(named).collect())
    }

    /// The mapping of a source: the one that it names, else the one that is for its address.
    ///
    /// The error says what is wrong with the one that it names.
    pub fn of(&self, source: &Source) -> Result<Option<Arc<Mapping>>, Sentence> {
        if let Some(name) = &source.mapping {
            return self.named(name).map(Some);
        }
        let Some(address) = Url::new(&source.address) else {
            return Ok(None);
        };
        let mut sound = self.0.iter().filter_map(|(_, read)| read.as_ref().ok());
        Ok(sound.find(|mapping| mapping.is_named(&address)).cloned())
    }

    /// The mapping of a name, or in a file.
    fn named(&self, name: &str) -> Result<Arc<Mapping>, Sentence> {
        match self.0.iter().find(|(known, _)| known == name) {
            Some((_, read)) => read.clone(),
            None => read_mapping(Path::new(name)).map(Arc::new),
        }
    }
}

/// Reads the mapping in a file; the error says where and what is wrong.
fn read_mapping(path: &Path) -> Result<Mapping, Sentence> {
    let name = path.display().to_string();
    let toml = fs::read_to_string(path).map_err(|error| {
        sentence!(
            "{name}: the mapping could not be read ({error})",
            "{name}：无法读取映射（{error}）"
        )
    })?;
    Mapping::parse(&toml).map_err(|faults| {
        let first = faults.first().map(|fault| fault.told(&name));
        first.unwrap_or_else(|| sentence!("{name}: not a mapping", "{name}：不是映射"))
    })
}

/// The most requests for one reading of a source.
const MOST: usize = 300;

/// A source and the mapping that it is read by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mapped<'a> {
    pub(super) mapping: &'a Mapping,
    /// The person wrote it, so that it may name secrets.
    pub(super) is_own: bool,
    /// The request for the source, if no mapping said another.
    pub(super) usual: &'a Request,
    /// By what the articles are known that are in the library.
    pub(super) had: &'a HashSet<String>,
    /// The digest of what came the last time.
    pub(super) digest: Option<u64>,
}

impl Mapped<'_> {
    /// Asks for all that the mapping wants; `first` is what has come already.
    pub(super) async fn read(self, first: Option<Fetched>, hint: &Hint, fetcher: &Fetcher) -> Came {
        let start = Url::new(&self.usual.address);
        let mut errand = Errand::new(self.mapping, start.as_ref(), now(), self.had.clone());
        let mut opening = first;
        let mut front: Option<(Fetched, Answered)> = None;
        let mut made = 0;
        let mut is_whole = true;
        loop {
            let wanted = errand.requests();
            if wanted.is_empty() {
                break;
            }
            for wanted in wanted {
                let is_first = made == 0;
                made += 1;
                let came = match opening.take() {
                    Some(fetched) => Ok(fetched),
                    None if made > MOST => Err(Failed::of_words(too_many())),
                    None => self.ask(&wanted, front.as_ref(), fetcher).await,
                };
                match came {
                    Err(failed) if is_first => return Came::Failed(failed),
                    Err(failed) => {
                        is_whole = false;
                        errand.fail(wanted.id, failed.words);
                    }
                    Ok(fetched) => {
                        let answered = Answered::of(&fetched, self.digest);
                        if is_first && self.is_single() && answered.is_known(&fetched, self.digest)
                        {
                            return Came::Unchanged(answered);
                        }
                        feed(&mut errand, wanted.id, &fetched);
                        front.get_or_insert((fetched, answered));
                    }
                }
            }
        }
        let parsed = errand.finish(hint);
        let Some((fetched, mut answered)) = front else {
            let nothing = || sentence!("nothing was asked", "没有可请求的内容");
            let first = parsed.complaints.into_iter().next();
            let words = first.map_or_else(nothing, |complaint| complaint.what);
            return Came::Failed(Failed::of_words(words));
        };
        // What has not come is asked for again, though the first answer be the same then.
        if !self.is_single() || !is_whole {
            answered.validators = Validators::default();
            answered.digest = None;
        }
        Came::Read(Box::new((fetched, parsed)), answered)
    }

    /// Whether the first answer tells whether there is anything new.
    fn is_single(&self) -> bool {
        self.mapping.begins_at_one()
    }

    /// Makes a request of the mapping; `front` is what the first was answered.
    async fn ask(
        &self,
        wanted: &crate::parse::mapping::Request,
        front: Option<&(Fetched, Answered)>,
        fetcher: &Fetcher,
    ) -> Result<Fetched, Failed> {
        if front.is_some() && !wanted.delay.is_zero() {
            tokio::time::sleep(wanted.delay).await;
        }
        let request = self.request(wanted, front.map(|(fetched, _)| fetched.reach));
        let request = request.map_err(Failed::of_words)?;
        fetcher
            .fetch(&request)
            .await
            .map_err(|error| Failed::of(&error))
    }

    fn request(
        &self,
        wanted: &crate::parse::mapping::Request,
        reach: Option<Reach>,
    ) -> Result<Request, Sentence> {
        let is_first = reach.is_none();
        let mut request = Request {
            reach: reach.unwrap_or(self.usual.reach),
            ..self.usual.onward(wanted.address.as_str())
        };
        if !is_first || !self.is_single() {
            request.validators = Validators::default();
        }
        match (&wanted.body, wanted.method.as_str()) {
            (body, "POST") => {
                request.method = Method::Post(body.clone().unwrap_or_default().into_bytes());
            }
            (_, "HEAD") => request.method = Method::Head,
            _ => {}
        }
        for (name, value) in &wanted.headers {
            let value = self.value(value)?;
            match value {
                HeaderValue::Plain(value) if name.eq_ignore_ascii_case("user-agent") => {
                    request.user_agent = Some(value);
                }
                value => request.headers.push(Header {
                    name: name.clone(),
                    value,
                }),
            }
        }
        Ok(request)
    }

    /// The value of a header; secrets are looked up for mappings that the person wrote.
    fn value(&self, value: &Secret) -> Result<HeaderValue, Sentence> {
        let secret = |before: &str, word: Option<String>, place: &str| match word {
            Some(word) => Ok(HeaderValue::Secret(fetch::Secret::new(&format!(
                "{before}{word}"
            )))),
            None => Err(sentence!(
                "the mapping wants a secret from {place}, and there is none",
                "映射需要来自 {place} 的密钥，但没有找到"
            )),
        };
        match value {
            Secret::Open(value) => Ok(HeaderValue::Plain(value.clone())),
            Secret::Environment { before, name } => {
                let word = env::var(name).ok().filter(|_| self.is_own);
                secret(before, word, name)
            }
            Secret::Command { before, line } => {
                let word = if self.is_own {
                    first_line_of(line)
                } else {
                    None
                };
                secret(before, word, line)
            }
        }
    }
}

fn too_many() -> Sentence {
    sentence!(
        "the mapping asks for more than {MOST} answers; the rest is left",
        "映射请求的内容超过 {MOST} 次，其余从略"
    )
}

fn feed(errand: &mut Errand<'_>, id: usize, fetched: &Fetched) {
    let headers: Vec<(String, String)> = fetched
        .headers
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let address = Url::new(&fetched.address);
    let bytes = match &fetched.body {
        Body::Bytes(bytes) => bytes.as_slice(),
        Body::Unchanged => &[],
    };
    errand.feed(&Answer {
        id,
        address: address.as_ref(),
        headers: &headers,
        bytes,
    });
}
