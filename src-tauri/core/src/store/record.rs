//! The table of the record itself: which version wrote it, which file on which computer it is, and
//! when it was looked through last. A copy of the file is told from the file by it.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::queue::{self, Pause};
use crate::error::{Error, Result};
use crate::host::Millis;

pub(super) const V2: &str = "
    CREATE TABLE record (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        version INTEGER NOT NULL,
        place TEXT,
        checked_at INTEGER
    ) STRICT;
    INSERT INTO record (one, version) VALUES (1, 0);
";

/// Writes the version down a second time: in the head of the file a single damaged byte would look
/// like the work of a later version.
pub(super) fn set_version(connection: &Connection, version: u32) -> Result<()> {
    connection.execute("UPDATE record SET version = ?1", [version])?;
    Ok(())
}

/// The version written here; None where there is none to read. A row under another number is damage:
/// what is written next would stand beside it, and the first of the two would be read.
pub(super) fn version(connection: &Connection) -> Option<u32> {
    connection.query_row("SELECT version FROM record WHERE one = 1", [], |row| row.get(0)).ok()
}

/// Whether the database is not the file that this computer wrote. A new database is.
///
/// # Errors
/// What SQLite or the disk says.
pub fn is_moved(connection: &Connection, file: &Path) -> Result<bool> {
    let kept: Option<Option<String>> =
        connection.query_row("SELECT place FROM record", [], |row| row.get(0)).optional()?;
    Ok(match kept.flatten() {
        Some(kept) => kept != place(file)?,
        None => false,
    })
}

/// Makes this file on this computer the one that is known, and stops the queue where jobs wait to
/// be sent: they may have been sent from elsewhere. Both or none.
///
/// # Errors
/// What SQLite or the disk says.
pub fn settle(connection: &mut Connection, file: &Path, why: Option<Pause>) -> Result<()> {
    let place = place(file)?;
    let all = connection.transaction()?;
    all.execute("UPDATE record SET place = ?1", [place])?;
    if why.is_some() && paid_jobs_wait(&all)? {
        queue::set_pause(&all, why)?;
    }
    all.commit()?;
    Ok(())
}

/// When the whole database was looked through last, Unix ms.
///
/// # Errors
/// What SQLite says.
pub fn checked_at(connection: &Connection) -> Result<Option<Millis>> {
    let found =
        connection.query_row("SELECT checked_at FROM record", [], |row| row.get(0)).optional()?;
    Ok(found.flatten())
}

/// The whole database was looked through and is sound.
///
/// # Errors
/// What SQLite says.
pub fn set_checked(connection: &Connection, now: Millis) -> Result<()> {
    connection.execute("UPDATE record SET checked_at = ?1", [now])?;
    Ok(())
}

fn paid_jobs_wait(connection: &Connection) -> Result<bool> {
    let sql = "SELECT 1 FROM job WHERE state = 'waiting' AND service <> 'practice'
        AND state NOT IN ('done', 'failed', 'stopped')";
    Ok(connection.prepare_cached(sql)?.exists([])?)
}

/// What tells this file on this computer from every copy of it, hashed: it is nobody's business.
fn place(file: &Path) -> Result<String> {
    let facts = std::fs::metadata(file).map_err(|fault| Error::disk("look at a file", fault))?;
    let mut hash = Sha256::new();
    hash.update(b"stillwake place\0");
    hash.update(file_mark(&facts).to_le_bytes());
    hash.update(machine_mark());
    Ok(hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}

/// A copy of a file has another number, wherever it lies; a renamed folder keeps it.
#[cfg(unix)]
fn file_mark(facts: &std::fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    facts.ino()
}

/// A copy of a file was made later, to the tenth of a microsecond.
#[cfg(not(unix))]
fn file_mark(facts: &std::fs::Metadata) -> u64 {
    let made = facts.created().ok();
    let since = made.and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(0))
}

/// What the system calls this computer. Where it says nothing, the file's own mark has to do.
fn machine_mark() -> Vec<u8> {
    ["/etc/machine-id", "/var/lib/dbus/machine-id"]
        .iter()
        .find_map(|file| std::fs::read(file).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_another_place_and_a_renamed_folder_has_not() {
        let home = tempfile::tempdir().unwrap();
        let (one, two) = (home.path().join("one"), home.path().join("two"));
        std::fs::create_dir(&one).unwrap();
        std::fs::write(one.join("db"), "x").unwrap();
        let first = place(&one.join("db")).unwrap();
        std::fs::copy(one.join("db"), home.path().join("copy")).unwrap();
        assert_ne!(place(&home.path().join("copy")).unwrap(), first);
        std::fs::rename(&one, &two).unwrap();
        std::fs::write(two.join("db"), "changed").unwrap();
        assert_eq!(place(&two.join("db")).unwrap(), first);
    }
}
