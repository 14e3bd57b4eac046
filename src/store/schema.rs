//! The tables of a library, and the way from every older version to this one.
//!
//! | table | holds |
//! |---|---|
//! | `source` `history` | what is subscribed to, and how fetching it went |
//! | `section` | folders (without a source), the root of each source (without a parent), sections within it |
//! | `article` | what lists show and choose by |
//! | `front` `body` `page` `former` | the rest of an article: its front matter, its body as it came, the full text of its page, the body before the last change |
//! | `bookmark` | where somebody stopped reading |
//! | `gone` | articles that were pruned, so that they do not come again |
//! | `waiting` `indexed` `unlisted` | articles whose text is to be indexed, those in the index, labels that shall leave it |
//! | `picture` `pictured` | pictures, and the articles that show them |
//! | `tally` `setting` | counts of the fixed views; what the reader remembers |
//!
//! The counts of `section` and `tally` are kept by triggers, so that no way of
//! marking, moving or removing articles can forget them; articles that arrive are
//! counted by the delivery, once for all of them. The index itself, `search`, is made by the room's
//! part `indexing` when there is something to index.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// Marks the file as ours, in the header of SQLite (`Wenl`).
pub(super) const APPLICATION: i64 = 0x5765_6e6c;

/// One step for each version of the schema, from nothing on. Written once, a step never changes.
pub(super) const STEPS: &[&str] = &[include_str!("schema/1.sql")];

/// The version of the schema that `connection` has.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Takes the steps that are missing, each in one transaction.
pub(super) fn migrate(connection: &Connection, steps: &[&str]) -> rusqlite::Result<()> {
    loop {
        let step = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        // Asked inside the transaction: another program may have taken the step meanwhile.
        let version = version(&step)?;
        let missing = usize::try_from(version).ok().and_then(|at| steps.get(at));
        let Some(sql) = missing else { return Ok(()) };
        step.execute_batch(sql)?;
        step.pragma_update(None, "user_version", version + 1)?;
        step.pragma_update(None, "application_id", APPLICATION)?;
        step.commit()?;
    }
}
