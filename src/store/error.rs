//! What can go wrong with a library, as a person can act on it.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::article::Label;
use crate::locale::Sentence;
use crate::sentence;

/// Something that could not be done with a library, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    /// Where the library is; nothing for one in memory.
    pub path: Option<PathBuf>,
    /// Why it could not be done.
    pub trouble: Trouble,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file is not a library of ours.
    NotALibrary,
    /// A newer Wenlan has written it, with this version of its schema.
    Newer(i64),
    /// An older Wenlan has written it, with this version of its schema, and it cannot be brought up
    /// to date where it can only be read.
    Older(i64),
    /// It cannot be reached; the system's words on it.
    Unreachable(String),
    /// It can be read, not written.
    ReadOnly,
    /// It lies where it can only be read, and was not closed when it was last written.
    Unfinished,
    /// There is no room for more.
    Full,
    /// The disk could not be read or written; SQLite's words on it.
    Disk(String),
    /// Another program is writing and does not come to an end.
    Busy,
    /// The file is damaged; SQLite's words on it.
    Damaged(String),
    /// The file is damaged so much that nothing can be saved.
    Lost,
    /// A source, a section or an article that is not there any more.
    Gone,
    /// Anything else; the words of SQLite.
    Other(String),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Trouble {
        let words = error.to_string();
        match error.sqlite_error_code() {
            _ if is_damage(&error) => Trouble::Damaged(words),
            Some(ErrorCode::NotADatabase) => Trouble::NotALibrary,
            Some(ErrorCode::DiskFull) => Trouble::Full,
            Some(ErrorCode::SystemIoFailure) => Trouble::Disk(words),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Trouble::Busy,
            Some(ErrorCode::ReadOnly) => Trouble::ReadOnly,
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Trouble::Unreachable(words)
            }
            Some(ErrorCode::ConstraintViolation) => Trouble::Gone,
            None if error == rusqlite::Error::QueryReturnedNoRows => Trouble::Gone,
            _ => Trouble::Other(words),
        }
    }
}

/// Whether the file is not as it was written: SQLite says so, or a value is not what we write.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..) => true,
        error => error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt),
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Trouble {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Trouble::Full,
            std::io::ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly,
            _ => Trouble::Unreachable(error.to_string()),
        }
    }
}

impl From<StoreError> for Sentence {
    fn from(error: StoreError) -> Sentence {
        error.sentence()
    }
}

impl StoreError {
    /// The trouble in one sentence that says what can be done.
    pub fn sentence(&self) -> Sentence {
        let path = self.path.as_deref();
        let at = path.map_or_else(
            || sentence!("the open articles", "已打开的文章"),
            |path| {
                let shown = Label::new(&path.to_string_lossy());
                sentence!("{shown}", "{shown}")
            },
        );
        let Sentence { en, zh } = at;
        match &self.trouble {
            Trouble::NotALibrary => sentence!(
                "{en}: not a Wenlan library; choose another file with --library",
                "{zh}：不是文澜的文库，请用 --library 另选文件"
            ),
            Trouble::Newer(version) => sentence!(
                "{en}: written by a newer Wenlan (format {version}) and left untouched; update Wenlan",
                "{zh}：由更新版本的文澜写成（格式 {version}），未作改动；请升级文澜"
            ),
            Trouble::Older(version) => sentence!(
                "{en}: written by an older Wenlan (format {version}) and cannot be brought up to date here; copy it to where you may write",
                "{zh}：由较早版本的文澜写成（格式 {version}），在此处无法升级；请复制到可写的位置"
            ),
            Trouble::Unreachable(why) => sentence!(
                "{en}: cannot be opened ({why}); check the folder and its permissions",
                "{zh}：无法打开（{why}），请检查文件夹及其权限"
            ),
            Trouble::ReadOnly => sentence!(
                "{en}: can be read but not changed; make the file and its folder writable",
                "{zh}：可以阅读，但不能更改；请将文件及其文件夹设为可写"
            ),
            Trouble::Unfinished => sentence!(
                "{en}: was not closed and cannot be written; copy its folder to where you may write",
                "{zh}：上次未正常关闭，且所在位置不可写；请把整个文件夹复制到可写的位置"
            ),
            Trouble::Full => sentence!(
                "{en}: the disk is full; nothing was changed, make room and try again",
                "{zh}：磁盘已满，未作任何更改；请腾出空间后重试"
            ),
            Trouble::Disk(why) => sentence!(
                "{en}: the disk failed ({why}); nothing was changed, check its room, quota and health",
                "{zh}：磁盘读写失败（{why}），未作任何更改；请检查剩余空间、配额与磁盘状况"
            ),
            Trouble::Busy => sentence!(
                "{en}: another program is writing to it; try again in a moment",
                "{zh}：另一程序正在写入，请稍后再试"
            ),
            Trouble::Damaged(why) => sentence!(
                "{en}: damaged ({why}); run wenlan doctor, which saves what can be read",
                "{zh}：文件已损坏（{why}）；请运行 wenlan doctor，抢救可读的内容"
            ),
            Trouble::Lost => sentence!(
                "{en}: nothing in it can be read; put a copy in its place, or move it away to begin anew",
                "{zh}：其中已没有可读的内容；请换上备份，或将其移走后重新开始"
            ),
            Trouble::Gone => sentence!(
                "{en}: this is no longer in the library; refresh the list",
                "{zh}：该内容已不在文库中，请刷新列表"
            ),
            Trouble::Other(why) => sentence!(
                "{en}: {why}; if it happens again, run wenlan doctor",
                "{zh}：{why}；若再次出现，请运行 wenlan doctor"
            ),
        }
    }
}
