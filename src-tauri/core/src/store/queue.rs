//! The tables of why waiting jobs stand still: the pause of the whole queue, at most one row, and
//! the services that refused a key or had no money left. While they are there, no such job is sent;
//! what is being made is watched and saved all the same.

use rusqlite::{Connection, OptionalExtension};

use super::unknown_value;
use crate::error::Result;
use crate::job::Note;
use crate::settings::named;

pub(super) const V2: &str = "
    CREATE TABLE queue_pause (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        why TEXT NOT NULL
    ) STRICT;
    CREATE TABLE queue_hold (
        account TEXT PRIMARY KEY,
        why TEXT NOT NULL,
        key_print TEXT
    ) STRICT, WITHOUT ROWID;
";

named! {
    /// Why nothing new is sent until a person says Go on.
    pub enum Pause {
        /// A person wants it so.
        Asked = "asked",
        /// A backup was restored: its waiting jobs may have been sent since.
        Restored = "restored",
        /// The database was damaged and put together again.
        Repaired = "repaired",
        /// The folder was copied here from another computer, or from another place.
        Moved = "moved",
    }
}

/// Why the queue stands still, if it does.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub fn pause(connection: &Connection) -> Result<Option<Pause>> {
    let found: Option<String> =
        connection.query_row("SELECT why FROM queue_pause", [], |row| row.get(0)).optional()?;
    found
        .map(|why| Pause::from_name(&why).ok_or_else(|| unknown_value("queue_pause.why", &why)))
        .transpose()
}

/// Stops the queue, or lets it go on.
///
/// # Errors
/// What SQLite says.
pub fn set_pause(connection: &Connection, why: Option<Pause>) -> Result<()> {
    match why {
        Some(why) => connection.execute(
            "INSERT INTO queue_pause (one, why) VALUES (1, ?1)
             ON CONFLICT (one) DO UPDATE SET why = excluded.why",
            [why.name()],
        )?,
        None => connection.execute("DELETE FROM queue_pause", [])?,
    };
    Ok(())
}

/// Why the waiting jobs of one service are not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Whose: the vendor's addresses lead to one account (`Service::account`).
    pub account: String,
    /// What its last answer complained of.
    pub why: Note,
    /// Which key that was said of, as a fingerprint.
    pub key_print: Option<String>,
}

/// The services whose waiting jobs are held.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub fn holds(connection: &Connection) -> Result<Vec<Hold>> {
    let mut holds = Vec::new();
    let mut rows = connection.prepare("SELECT account, why, key_print FROM queue_hold")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let why: String = row.get(1)?;
        let why = Note::from_name(&why).ok_or_else(|| unknown_value("queue_hold.why", &why))?;
        holds.push(Hold { account: row.get(0)?, why, key_print: row.get(2)? });
    }
    Ok(holds)
}

/// Holds the waiting jobs of a service, or holds them for another reason.
///
/// # Errors
/// What SQLite says.
pub fn hold(connection: &Connection, hold: &Hold) -> Result<()> {
    connection.execute(
        "INSERT INTO queue_hold (account, why, key_print) VALUES (?1, ?2, ?3)
         ON CONFLICT (account) DO UPDATE SET why = excluded.why, key_print = excluded.key_print",
        (&hold.account, hold.why.name(), &hold.key_print),
    )?;
    Ok(())
}

/// Lets the waiting jobs of a service go on.
///
/// # Errors
/// What SQLite says.
pub fn let_go(connection: &Connection, account: &str) -> Result<()> {
    connection.execute("DELETE FROM queue_hold WHERE account = ?1", [account])?;
    Ok(())
}
