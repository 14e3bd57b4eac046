//! Where mappings are kept: among the settings under a name, or in a file.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::arguments::Output;
use crate::locale::Sentence;
use crate::sentence;

/// A mapping that has been written.
pub(super) struct Kept {
    pub(super) path: PathBuf,
    /// By what `--map` and `--test` find it.
    pub(super) name: String,
}

/// Writes a mapping; nothing is written over unless it is forced.
///
/// `folder` is where those among the settings are.
pub(super) fn keep(
    output: &Output,
    toml: &str,
    force: bool,
    folder: &Path,
) -> Result<Kept, Sentence> {
    let kept = match output {
        Output::File(path) => Kept {
            path: path.clone(),
            name: path.display().to_string(),
        },
        Output::Named(name) => Kept {
            path: folder.join(file_name(name)?),
            name: name.clone(),
        },
    };
    write(&kept.path, toml, force).map_err(|error| refused(&kept.path, &error))?;
    Ok(kept)
}

/// The name of the file of a mapping; else why no mapping can be called so.
fn file_name(name: &str) -> Result<String, Sentence> {
    let is_odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
    if name.is_empty() || name.starts_with(['.', '-']) || name.contains(is_odd) {
        return Err(sentence!(
            "no mapping can be called “{name}”; use letters and digits",
            "映射不能叫“{name}”，请用文字或数字"
        ));
    }
    Ok(format!("{name}.toml"))
}

/// Writes a file whole or not at all: what stands there stays until the new text is safe.
fn write(path: &Path, toml: &str, force: bool) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if !force && path.try_exists()? {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let mut file = File::create(&beside)?;
    file.write_all(toml.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

fn refused(path: &Path, error: &io::Error) -> Sentence {
    let name = path.display();
    if error.kind() == io::ErrorKind::AlreadyExists {
        return sentence!(
            "there is such a mapping already; choose another name, or write over it with --force ({name})",
            "已有这个映射，请换个名称，或用 --force 覆盖（{name}）"
        );
    }
    sentence!(
        "{name}: the mapping could not be written ({error})",
        "{name}：无法写入映射（{error}）"
    )
}

/// The file of a mapping that a person names: one among the settings, else a file.
pub(in crate::cli) fn file_of(named: &str, folder: &Path) -> PathBuf {
    let known = file_name(named).map(|name| folder.join(name));
    let known = known.ok().filter(|path| path.is_file());
    known.unwrap_or_else(|| PathBuf::from(named))
}
