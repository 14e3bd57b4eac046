//! What the reader remembers from one visit to the next.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};

impl Store {
    /// What is remembered under `name`.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT value FROM setting WHERE name = ?";
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_row([name], |row| row.get(0)).optional()
        })
    }

    /// Remembers `value` under `name`; nothing forgets it.
    pub fn remember(&mut self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.write(|connection| {
            match value {
                Some(value) => {
                    let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)";
                    connection.execute(sql, params![name, value])?
                }
                None => connection.execute("DELETE FROM setting WHERE name = ?", [name])?,
            };
            Ok(())
        })
    }

    /// Ends a visit: what arrives from now on is recent for the next one.
    pub fn end_visit(&mut self) -> Result<(), StoreError> {
        self.write(|connection| {
            let sql = "UPDATE tally SET value = (SELECT coalesce(max(id), 0) FROM article)
                WHERE name = 'visited'";
            connection.execute(sql, [])?;
            connection.execute("UPDATE tally SET value = 0 WHERE name = 'recent'", [])?;
            Ok(())
        })
    }
}
