//! `wenlan map` at a terminal: a draft of the mapping, changed in an editor, and what it gives.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, process};

use super::Desk;
use super::keeping::{self, Kept};
use crate::app::{Fault, Origin, Proof, SampleRow, Trial};
use crate::article::Url;
use crate::cli::arguments::{Open, Output};
use crate::cli::reader::{ended, terminal};
use crate::cli::tell;
use crate::config::Color;
use crate::layout::Measure;
use crate::locale::Sentence;
use crate::parse::mapping::{Mapping, sheet};
use crate::parse::{Complaint, Spot};
use crate::say;
use crate::sentence;
use crate::shell::{Bench, try_out};
use crate::text::clean;
use crate::work::Raw;

/// Proposes a mapping and has the person try it out; gives the exit status.
pub(super) fn show(desk: &Desk<'_>, origin: &Origin) -> Result<u8, Sentence> {
    let (raw, proposed) = desk.propose(origin)?;
    let mut draft = Draft::new(&proposed.toml)?;
    let measure = Measure {
        locale: desk.locale,
        ..desk.settings.measure
    };
    let proof = proof_of(&proposed.toml, &raw);
    let trial = Trial::new(measure, &name_of(&raw), proof);
    let (file, mut seen) = (draft.path.clone(), proposed.toml.clone());
    let mut look = || {
        let now = fs::read_to_string(&file).ok().filter(|now| *now != seen)?;
        let proof = proof_of(&now, &raw);
        seen = now;
        Some(proof)
    };
    let mut kept: Option<Kept> = None;
    let mut keep = |name: &str| {
        let toml = fs::read_to_string(&file).map_err(|error| unreadable(&error))?;
        let folder = &desk.environment.paths.mappings;
        kept = Some(keeping::keep(&Output::of(name), &toml, false, folder)?);
        Ok(())
    };
    let mut bench = Bench {
        file: &file,
        editor: &desk.environment.editor,
        look: &mut look,
        keep: &mut keep,
    };
    let usual = Open {
        origins: Vec::new(),
        measure,
        color: Color::Auto,
        probe: true,
        graphics: None,
    };
    let settings = terminal(&usual, desk.environment, desk.settings);
    let status = ended(try_out(trial, &mut bench, &settings), desk.locale);
    if let Some(kept) = kept {
        draft.is_kept = true;
        return Ok(status.max(tell(&desk.next_steps(&kept, &raw.name))));
    }
    let now = fs::read_to_string(&draft.path).unwrap_or_default();
    if now != proposed.toml {
        let path = draft.path.display();
        let said = say!(
            desk.locale,
            "Not kept; what you wrote is in {path}\n",
            "未保存；所写内容在 {path}\n"
        );
        return Ok(status.max(tell(&said)));
    }
    Ok(status)
}

/// The mapping while it is being worked on; it goes when nobody has changed it or it was kept.
struct Draft {
    path: PathBuf,
    /// What was in it first.
    first: String,
    /// What is in it has been kept elsewhere.
    is_kept: bool,
}

impl Draft {
    /// A file that only the person can read, and that nobody else had before.
    fn new(toml: &str) -> Result<Draft, Sentence> {
        let (folder, id) = (env::temp_dir(), process::id());
        let begin = |n: u32| -> io::Result<PathBuf> {
            let path = folder.join(format!("wenlan-map-{id}-{n}.toml"));
            let mut options = OpenOptions::new();
            let options = options.write(true).create_new(true).mode(0o600);
            options.open(&path)?.write_all(toml.as_bytes())?;
            Ok(path)
        };
        // Somebody may have made files of such names before us.
        let is_taken = |begun: &io::Result<PathBuf>| {
            let error = begun.as_ref().err();
            error.is_some_and(|error| error.kind() == io::ErrorKind::AlreadyExists)
        };
        let mut begun = (0..100).map(begin).skip_while(is_taken);
        let begun = begun
            .next()
            .unwrap_or(Err(io::ErrorKind::AlreadyExists.into()));
        let path = begun.map_err(|error| unreadable(&error))?;
        Ok(Draft {
            path,
            first: toml.to_owned(),
            is_kept: false,
        })
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let is_changed = fs::read_to_string(&self.path).is_ok_and(|now| now != self.first);
        if self.is_kept || !is_changed {
            // What cannot be removed is removed by the system some day.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn unreadable(error: &io::Error) -> Sentence {
    sentence!(
        "the draft of the mapping could not be written or read ({error}); see to the temporary folder",
        "无法读写映射草稿（{error}），请检查临时文件夹"
    )
}

/// What a mapping gives of an answer.
fn proof_of(toml: &str, raw: &Raw) -> Proof {
    let mapping = Mapping::parse(toml);
    let lines = sheet(&raw.bytes, &raw.hint, mapping.as_ref().ok());
    let sample = lines.into_iter().map(|line| SampleRow {
        text: line.text,
        article: line.article,
        field: line.field,
        is_taken: line.is_taken,
    });
    let mut proof = Proof {
        mapping: toml
            .lines()
            .map(|line| clean(line).replace('\t', "    "))
            .collect(),
        sample: sample.collect(),
        ..Proof::default()
    };
    match mapping {
        Err(faults) => proof.faults = faults.into_iter().map(fault).collect(),
        Ok(mapping) => {
            let parsed = mapping.read_saved(&raw.bytes, &raw.hint);
            let articles = parsed.collection.root.all_articles().into_iter();
            proof.articles = articles.map(|article| Arc::new(article.clone())).collect();
            proof.complaints = parsed.complaints.iter().map(told).collect();
        }
    }
    proof
}

fn fault(complaint: Complaint) -> Fault {
    let (line, column) = match complaint.at {
        Spot::Line(line, column) => (line, column),
        Spot::Whole | Spot::Pointer(_) => (1, 1),
    };
    Fault {
        line,
        column,
        what: complaint.what,
    }
}

/// A complaint with its place before it.
fn told(complaint: &Complaint) -> Sentence {
    let Sentence { en, zh } = complaint.what.clone();
    match complaint.at.to_string() {
        at if at.is_empty() => Sentence { en, zh },
        at => sentence!("{at}: {en}", "{at}：{zh}"),
    }
}

/// The name that is offered for a mapping: the host of the source, or the name of its file.
fn name_of(raw: &Raw) -> String {
    let address = raw.hint.base.as_ref().map(Url::as_str);
    let host = address.and_then(|address| address.split('/').nth(2));
    let file = raw.hint.name.as_deref().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    host.map_or_else(|| stem.to_owned(), str::to_owned)
}
