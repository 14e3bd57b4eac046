//! Opening a library and leaving it.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io, thread};

use rusqlite::backup::Progress;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::schema::{self, APPLICATION, STEPS};
use super::{Store, StoreError, Trouble};

/// How long we wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long it takes another program to make a library.
const BLINK: Duration = Duration::from_millis(10);

/// Statements that are kept prepared.
const STATEMENTS: usize = 64;

/// What every connection is told.
///
/// A commit goes to the log without waiting for the disk: a crash of the
/// program loses nothing, a power cut at most the last commits, and the file is
/// sound after both. Pages take at most 2 MiB of memory; the log is brought into
/// the file every 32 MiB, and cut back to 4 MiB then.
const PRAGMAS: &str = "
    PRAGMA synchronous = NORMAL;
    PRAGMA journal_size_limit = 4194304;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA cache_size = -2048;
    PRAGMA temp_store = MEMORY;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
";

impl Store {
    /// Opens the library at `path`; where there is none, makes one, and its folder too.
    ///
    /// An older library is brought up to date, after a copy of it has been laid
    /// beside it. A library that cannot be written is opened for reading. The
    /// error says what stands in the way; the file is untouched then.
    pub fn open(path: &Path, now: i64) -> Result<Store, StoreError> {
        let fail = |trouble| StoreError {
            path: Some(path.to_owned()),
            trouble,
        };
        if let Some(folder) = path.parent().filter(|_| !path.exists()) {
            fs::create_dir_all(folder).map_err(|error| fail(error.into()))?;
        }
        if path.is_dir() {
            return Err(fail(io::Error::from(io::ErrorKind::IsADirectory).into()));
        }
        match open_to_write(path, now) {
            Ok(store) => Ok(store),
            Err(trouble) if forbids_writing(&trouble) && path.exists() => {
                let mut store = open_to_read(path).map_err(fail)?;
                if matches!(trouble, Trouble::Full | Trouble::Disk(_)) {
                    store.forbidden = Some(trouble);
                }
                Ok(store)
            }
            Err(trouble) => Err(fail(trouble)),
        }
    }

    /// Opens the library at `path` for reading, beside one that writes.
    pub fn open_to_read(path: &Path) -> Result<Store, StoreError> {
        open_to_read(path).map_err(|trouble| StoreError {
            path: Some(path.to_owned()),
            trouble,
        })
    }

    /// A library that is gone when it is dropped, for articles that are opened without subscribing.
    ///
    /// [`AsGiven`](crate::library::Sorting::AsGiven) is there the order in which all were put in.
    pub fn in_memory() -> Result<Store, StoreError> {
        let open = || {
            let connection = Connection::open_in_memory()?;
            connection.execute_batch(PRAGMAS)?;
            schema::migrate(&connection, STEPS)?;
            Ok(Store::over(connection, None, None))
        };
        open().map_err(|error: rusqlite::Error| StoreError {
            path: None,
            trouble: error.into(),
        })
    }

    /// Where it is; a library in memory is nowhere.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether it can only be read.
    pub fn is_read_only(&self) -> bool {
        self.forbidden.is_some()
    }

    /// Brings what has been written from the log into the file, as far as nobody is reading it.
    ///
    /// For a moment in which nothing else is to be done; it happens by itself
    /// when the log is long and when the library is left.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        if self.is_read_only() {
            return Ok(());
        }
        let settle = || {
            let quietly = |_: &rusqlite::Row<'_>| Ok(());
            let pragma = "PRAGMA wal_checkpoint(TRUNCATE)";
            self.connection.query_row(pragma, [], quietly)?;
            self.connection.execute_batch("PRAGMA shrink_memory")
        };
        match settle().map_err(Trouble::from) {
            // Another program is at work; it will settle what there is.
            Ok(()) | Err(Trouble::Busy) => Ok(()),
            Err(trouble) => Err(self.fail(trouble)),
        }
    }

    /// A number that changes when another program or another opening has changed the library.
    pub fn changes_elsewhere(&self) -> Result<i64, StoreError> {
        let version = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0));
        version.map_err(|error| self.fail(error.into()))
    }

    fn over(connection: Connection, path: Option<PathBuf>, forbidden: Option<Trouble>) -> Store {
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // Else a statement is prepared anew whenever a value is bound that might change its plan.
        // A library in which this cannot be set is only slower.
        let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
        Store {
            connection,
            path,
            forbidden,
            knows_tokens: Cell::new(false),
        }
    }

    pub(super) fn fail(&self, trouble: Trouble) -> StoreError {
        StoreError {
            path: self.path.clone(),
            trouble,
        }
    }

    /// Says why the library cannot be written, when it cannot.
    pub(super) fn may_write(&self) -> Result<(), StoreError> {
        match &self.forbidden {
            None => Ok(()),
            Some(trouble) => Err(self.fail(trouble.clone())),
        }
    }

    /// Reads, seeing one state of the library throughout.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let reading = || {
            let behavior = TransactionBehavior::Deferred;
            let state = Transaction::new_unchecked(&self.connection, behavior)?;
            read(&state)
        };
        reading().map_err(|error| self.fail(error.into()))
    }

    /// Writes in one transaction; when `write` fails, nothing has happened.
    pub(super) fn write<T>(
        &mut self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.may_write()?;
        let writing = || {
            let behavior = TransactionBehavior::Immediate;
            let transaction = Transaction::new_unchecked(&self.connection, behavior)?;
            let written = write(&transaction)?;
            transaction.commit()?;
            Ok(written)
        };
        writing().map_err(|error: rusqlite::Error| self.fail(error.into()))
    }
}

fn open_to_write(path: &Path, now: i64) -> Result<Store, Trouble> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(named(path), flags)?;
    connection.busy_timeout(PATIENCE)?;
    let steps = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    match judge(&connection)? {
        // SQLite opens a file that it may not write for reading.
        _ if connection.is_readonly("main")? => return Err(Trouble::ReadOnly),
        Standing::Ours(version) if version == steps => {}
        Standing::Ours(version) => bring_up_to_date(&connection, path, version, now, STEPS)?,
        Standing::Nothing => make(&connection)?,
    }
    connection.execute_batch(PRAGMAS)?;
    Ok(Store::over(connection, Some(path.to_owned()), None))
}

/// Makes a library of a file without anything in it, perhaps at the same time as others.
fn make(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "page_size", 8192)?;
    let mut tries = PATIENCE.as_millis() / BLINK.as_millis();
    // SQLite itself waits for others everywhere but here.
    while let Err(error) = connection.pragma_update(None, "journal_mode", "wal") {
        let is_busy = error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy);
        if !is_busy || tries == 0 {
            return Err(error);
        }
        tries -= 1;
        thread::sleep(BLINK);
    }
    schema::migrate(connection, STEPS)
}

/// Lays a copy of an older library beside it, then takes the steps that are missing.
pub(super) fn bring_up_to_date(
    connection: &Connection,
    path: &Path,
    version: i64,
    now: i64,
    steps: &[&str],
) -> rusqlite::Result<()> {
    let copy = beside(path, &format!("version-{version}-{now}"));
    connection.backup("main", &copy, None::<fn(Progress)>)?;
    schema::migrate(connection, steps)
}

fn open_to_read(path: &Path) -> Result<Store, Trouble> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let plain = Connection::open_with_flags(named(path), flags).map_err(Trouble::from);
    let judged = plain.and_then(|connection| {
        connection.busy_timeout(PATIENCE)?;
        Ok((judge(&connection)?, connection))
    });
    let (standing, connection) = match judged {
        // The log needs files beside the library, and these cannot be made here.
        Err(trouble) if forbids_writing(&trouble) && path.exists() => {
            if fs::metadata(beside(path, "wal")).is_ok_and(|log| log.len() > 0) {
                return Err(Trouble::Unfinished);
            }
            let connection = Connection::open_with_flags(still(path), flags)?;
            (judge(&connection)?, connection)
        }
        judged => judged?,
    };
    let steps = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    match standing {
        Standing::Ours(version) if version == steps => {}
        Standing::Ours(version) => return Err(Trouble::Older(version)),
        Standing::Nothing => return Err(Trouble::NotALibrary),
    }
    connection.execute_batch(PRAGMAS)?;
    let forbidden = Some(Trouble::ReadOnly);
    Ok(Store::over(connection, Some(path.to_owned()), forbidden))
}

/// Whether a library may still be read where this stands in the way of writing.
///
/// On a full disk not even the files can be made that lie beside an open library.
fn forbids_writing(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::ReadOnly | Trouble::Unreachable(_) | Trouble::Full | Trouble::Disk(_)
    )
}

/// What a file turned out to be.
enum Standing {
    /// A library with this version of the schema.
    Ours(i64),
    /// A file without anything in it: new, or left by a program that was stopped while it
    /// made a library, or about to become one by a program that is making it now.
    Nothing,
}

/// Looks at the head of the file, and changes nothing.
fn judge(connection: &Connection) -> Result<Standing, Trouble> {
    // One look for all: another program may be making the library meanwhile.
    let look = Transaction::new_unchecked(connection, TransactionBehavior::Deferred)?;
    let ask = |pragma: &str| look.pragma_query_value(None, pragma, |row| row.get(0));
    let is_empty = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)";
    let is_empty = look.query_row(is_empty, [], |row| row.get(0))?;
    let (application, version): (i64, i64) = (ask("application_id")?, ask("user_version")?);
    let newest = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    match (application, version) {
        (0, 0) if is_empty => Ok(Standing::Nothing),
        (APPLICATION, version) if version > newest => Err(Trouble::Newer(version)),
        (APPLICATION, version @ 1..) => Ok(Standing::Ours(version)),
        _ => Err(Trouble::NotALibrary),
    }
}

/// The path of a file that belongs to the library at `path`.
pub(super) fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-");
    name.push(what);
    PathBuf::from(name)
}

/// A path that SQLite does not take for an address (`file:…`), nor for a library in memory.
fn named(path: &Path) -> PathBuf {
    if path.is_relative() {
        Path::new(".").join(path)
    } else {
        path.to_owned()
    }
}

/// The address under which SQLite opens a file that nobody changes, without locks and logs.
fn still(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            c => address.push(c),
        }
    }
    address.push_str("?immutable=1");
    address
}
