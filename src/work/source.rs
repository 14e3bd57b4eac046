//! Reads what a person names: the sample, standard input, a file, a folder, an address.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::errand::{Asked, Came, Failed, told_of};
use super::far::wait;
use super::folder;
use super::manners::Manners;
use crate::app::Origin;
use crate::article::{Article, Collection, Label, Section};
use crate::library::Source;
use crate::locale::Sentence;
use crate::parse::{self, Hint, Parsed};
use crate::sentence;

/// The built-in collection.
const SAMPLE: &[u8] = include_bytes!("../../assets/sample.json");

/// The longest file that is read, in bytes.
const LONGEST_FILE: u64 = 256 << 20;

/// What one file or address held.
#[derive(Debug)]
pub struct Reading {
    /// The file or address, as a person would name it.
    pub name: String,
    /// The folders below the origin that it stands in.
    pub folders: Vec<String>,
    /// What it held.
    pub parsed: Parsed,
}

/// Reads every file of `origin`, with what `hint` says of all of them.
///
/// The error is a sentence for the person.
pub fn read(origin: &Origin, hint: &Hint, manners: &Manners) -> Result<Vec<Reading>, Sentence> {
    match origin {
        Origin::Sample => Ok(vec![reading("sample.json", SAMPLE, hint)]),
        Origin::StandardInput => {
            let bytes = read_all(io::stdin()).map_err(|error| failed("-", &error))?;
            Ok(vec![reading("-", &bytes, hint)])
        }
        Origin::Named(name) if is_address(name) => {
            read_address(name, hint, manners).map(|reading| vec![reading])
        }
        Origin::Named(name) => {
            let path = Path::new(name);
            if path.is_dir() {
                folder::read(path, hint)
            } else {
                read_file(path, hint).map(|reading| vec![reading])
            }
        }
    }
}

/// An answer of a source as it came, and what is known of it beside its bytes.
#[derive(Clone, Debug)]
pub struct Raw {
    /// The file or address, as a person would name it.
    pub name: String,
    /// Its bytes, decompressed where they came over the network.
    pub bytes: Vec<u8>,
    /// What is known of them.
    pub hint: Hint,
}

/// Takes in one file, standard input or the answer of an address, without reading it.
///
/// The error is a sentence for the person.
pub fn raw(origin: &Origin, manners: &Manners) -> Result<Raw, Sentence> {
    let named = |name: &str, bytes, hint| Raw {
        name: name.to_owned(),
        bytes,
        hint,
    };
    match origin {
        Origin::Sample => Ok(named("sample.json", SAMPLE.to_vec(), Hint::default())),
        Origin::StandardInput => {
            let bytes = read_all(io::stdin()).map_err(|error| failed("-", &error))?;
            Ok(named("-", bytes, Hint::default()))
        }
        Origin::Named(name) if is_address(name) => {
            let request = manners.request(name);
            let fetched = wait(manners, async |fetcher| {
                let fetched = fetcher.fetch(&request).await;
                fetched.map_err(|error| Failed::of(&error).words)
            })?;
            Ok(named(
                name,
                fetched.body.bytes().to_vec(),
                told_of(&fetched),
            ))
        }
        Origin::Named(name) => {
            let path = Path::new(name);
            let bytes = File::open(path).and_then(read_all);
            let bytes = bytes.map_err(|error| failed(name, &error))?;
            Ok(named(name, bytes, hint_of(path, &Hint::default())))
        }
    }
}

/// Whether a name is an address of the web.
pub fn is_address(name: &str) -> bool {
    let scheme = name
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

fn reading(name: &str, bytes: &[u8], hint: &Hint) -> Reading {
    Reading {
        name: name.to_owned(),
        folders: Vec::new(),
        parsed: parse::parse(bytes, hint),
    }
}

fn read_address(address: &str, hint: &Hint, manners: &Manners) -> Result<Reading, Sentence> {
    let source = Source {
        address: address.to_owned(),
        ..Source::default()
    };
    let asked = Asked::new(address, manners.mappings().of(&source), manners);
    let came = wait(manners, async |fetcher| {
        let mut came = asked.ask(hint, fetcher).await;
        if let Came::Read(read, _) = &mut came {
            asked.join(read, hint, fetcher).await;
        }
        Ok(came)
    })?;
    let (_, parsed, _) = came.read(address)?;
    Ok(Reading {
        name: address.to_owned(),
        folders: Vec::new(),
        parsed,
    })
}

/// Reads one file.
pub(super) fn read_file(path: &Path, hint: &Hint) -> Result<Reading, Sentence> {
    let name = path.display().to_string();
    let bytes = File::open(path)
        .and_then(read_all)
        .map_err(|error| failed(&name, &error))?;
    Ok(reading(&name, &bytes, &hint_of(path, hint)))
}

/// What is known of a file beside what `hint` says.
fn hint_of(path: &Path, hint: &Hint) -> Hint {
    let name = path.file_name();
    Hint {
        name: name.map(|name| name.to_string_lossy().into_owned()),
        ..hint.clone()
    }
}

fn read_all(source: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LONGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_FILE {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Why a file could not be read, and what can be done.
fn failed(name: &str, error: &io::Error) -> Sentence {
    match error.kind() {
        io::ErrorKind::NotFound => sentence!(
            "{name}: no such file or folder",
            "{name}：没有这个文件或文件夹"
        ),
        io::ErrorKind::PermissionDenied => {
            sentence!(
                "{name}: you may not read it; check its permissions",
                "{name}：没有读取权限，请检查文件权限"
            )
        }
        io::ErrorKind::FileTooLarge => {
            let megabytes = LONGEST_FILE >> 20;
            sentence!(
                "{name}: longer than the {megabytes} MB we read",
                "{name}：超过 {megabytes} MB，不再读取"
            )
        }
        io::ErrorKind::IsADirectory => sentence!(
            "{name}: this is a folder; name a file in it",
            "{name}：这是文件夹，请指明其中的文件"
        ),
        _ => sentence!(
            "{name}: could not be read ({error})",
            "{name}：无法读取（{error}）"
        ),
    }
}

/// Makes one collection of all that was read from `origin`, and counts the complaints.
///
/// An error when there is nothing to read: the first reason.
pub fn collect(origin: &Origin, readings: Vec<Reading>) -> Result<(Collection, usize), Sentence> {
    let complaints = readings
        .iter()
        .map(|reading| reading.parsed.complaints.len())
        .sum();
    let mut whole = Collection::default();
    let single = readings.len() == 1;
    let mut refusal = None;
    for reading in readings {
        if reading.parsed.refused {
            let name = &reading.name;
            let why = reading
                .parsed
                .complaints
                .into_iter()
                .next()
                .map(|complaint| complaint.told(name));
            refusal = refusal.or(why);
        } else if single {
            whole = reading.parsed.collection;
            name_collection(&mut whole.root, &reading.name);
        } else {
            put(&mut whole.root, reading);
        }
    }
    if whole.root.all_articles().is_empty() {
        let nothing = sentence!("there is no article to read here", "这里没有可读的文章");
        return Err(refusal.unwrap_or(nothing));
    }
    if let (false, Origin::Named(name)) = (single, origin) {
        whole.root.title = Label::new(&folder::name(Path::new(name)));
    }
    Ok((whole, complaints))
}

/// Gives a collection without a name the name of its file.
fn name_collection(root: &mut Section, name: &str) {
    if root.title.is_empty() && name != "-" {
        root.title = Label::new(&folder::name(Path::new(name)));
    }
}

/// Puts what a file held into the sections that its folders are.
fn put(root: &mut Section, reading: Reading) {
    let mut section = root;
    for folder in &reading.folders {
        let at = section
            .sections
            .iter()
            .position(|inner| inner.title.as_str() == folder);
        let at = at.unwrap_or_else(|| {
            section.sections.push(Section {
                title: Label::new(folder),
                ..Section::default()
            });
            section.sections.len() - 1
        });
        section = &mut section.sections[at];
    }
    let Section {
        title,
        articles,
        sections,
    } = reading.parsed.collection.root;
    if sections.is_empty() && articles.len() == 1 {
        section.articles.extend(
            articles
                .into_iter()
                .map(|article| named(article, &reading.name)),
        );
    } else {
        let mut inner = Section {
            title,
            articles,
            sections,
        };
        name_collection(&mut inner, &reading.name);
        section.sections.push(inner);
    }
}

/// An article without a title and a beginning bears the name of its file.
fn named(article: Article, name: &str) -> Article {
    if article.title.is_empty() && article.body.is_empty() {
        return Article {
            title: Label::new(name),
            ..article
        };
    }
    article
}
