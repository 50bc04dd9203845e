//! The table of why the queue stands still: at most one row. While it is there, no waiting job is
//! sent; what is being made is watched and saved all the same.

use rusqlite::{Connection, OptionalExtension};

use super::unknown_value;
use crate::error::Result;
use crate::settings::named;

pub(super) const V2: &str = "
    CREATE TABLE queue_pause (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        why TEXT NOT NULL
    ) STRICT;
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
