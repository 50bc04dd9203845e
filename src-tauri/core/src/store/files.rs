//! What rows say of files: their names, whether they are there, what they are known by, and whether
//! their settings were written into them. Names change only on the writing connection, which moves
//! the files as well.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use super::clip::{describe, names, one, rows};
use super::search;
use crate::clip::Clip;
use crate::error::Result;
use crate::host::Millis;

/// Whether the settings stand in a clip's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tagged {
    /// They are in it.
    Written = 1,
    /// They are not to be: a person does not want it, or the file cannot take them.
    LeftAlone = 2,
}

/// A clip's file as its row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// The clip.
    pub id: String,
    /// Its name within its folder.
    pub name: String,
    /// In the trash.
    pub trashed: bool,
    /// What it is known by; None until it was looked at.
    pub identity: Option<String>,
    /// It was missing when it was last looked for.
    pub missing: bool,
}

/// What a look at a file found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is where it should be; what it is known by, where that was not known.
    There(Option<String>),
    /// It is not there, since this time (Unix ms).
    Missing(Millis),
    /// It was somewhere else, and has this name now.
    Found(String),
    /// It lies among the clips under this name, while its row says the trash: a person took it out, or
    /// that was cut off. The row follows; nothing is ever moved into the trash but by a person.
    Returned(String),
    /// It lies in the trash at this path, while its row says that it does not.
    Stranded(PathBuf),
}

/// The files of all clips.
///
/// # Errors
/// What SQLite says.
pub fn all(connection: &Connection) -> Result<Vec<FileRow>> {
    let sql = "SELECT id, name, trashed_at IS NOT NULL, identity, missing_at IS NOT NULL FROM clip";
    let mut statement = connection.prepare_cached(sql)?;
    let files = statement.query_map([], |row| {
        let (id, name) = names(row, [0, 1])?;
        Ok(FileRow { id, name, trashed: row.get(2)?, identity: row.get(3)?, missing: row.get(4)? })
    })?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}

/// Writes down what was found. A row that has changed since is left as it is. `bring` moves a stranded
/// file to the clips and says under which name; None where it cannot.
///
/// # Errors
/// What SQLite says.
pub fn see(
    connection: &mut Connection,
    looked: &[(FileRow, Seen)],
    bring: impl Fn(&FileRow, &Path) -> Option<String>,
) -> Result<()> {
    let all = connection.transaction()?;
    for (file, seen) in looked {
        let same = "id = ?1 AND name = ?2 AND (trashed_at IS NOT NULL) = ?3";
        let row = (&file.id, &file.name, file.trashed);
        let put = |set: &str, value: &dyn ToSql| -> Result<bool> {
            let sql = format!("UPDATE clip SET {set} WHERE {same}");
            let changed = all.prepare_cached(&sql)?.execute(params![row.0, row.1, row.2, value])?;
            Ok(changed == 1)
        };
        let named = "missing_at = NULL, trashed_at = NULL, name = ?4";
        let renamed = match seen {
            Seen::There(identity) => {
                put("missing_at = NULL, identity = coalesce(?4, identity)", identity)?;
                false
            }
            Seen::Missing(at) => {
                put("missing_at = coalesce(missing_at, ?4)", at)?;
                false
            }
            Seen::Found(name) => put("missing_at = NULL, name = ?4", name)?,
            Seen::Returned(name) => put(named, name)?,
            Seen::Stranded(path) => {
                let sql = format!("SELECT 1 FROM clip WHERE {same}");
                let stays = all.prepare_cached(&sql)?.exists(row)?;
                match stays.then(|| bring(file, path)).flatten() {
                    Some(name) => put(named, &name)?,
                    None => false,
                }
            }
        };
        if renamed {
            describe(&all, &file.id)?;
        }
    }
    all.commit()?;
    Ok(())
}

/// Gives a clip's row the name that its file has now.
///
/// # Errors
/// [`crate::error::ErrorKind::ClipUnknown`].
pub fn set_name(connection: &mut Connection, id: &str, name: &str) -> Result<()> {
    let both = connection.transaction()?;
    one(both.execute("UPDATE clip SET name = ?2, missing_at = NULL WHERE id = ?1", (id, name))?)?;
    describe(&both, id)?;
    both.commit()?;
    Ok(())
}

/// Keeps a person's note.
///
/// # Errors
/// [`crate::error::ErrorKind::ClipUnknown`].
pub fn set_note(connection: &mut Connection, id: &str, note: &str) -> Result<()> {
    let both = connection.transaction()?;
    one(both.execute("UPDATE clip SET note = ?2 WHERE id = ?1", (id, note))?)?;
    describe(&both, id)?;
    both.commit()?;
    Ok(())
}

/// Remembers whether the settings stand in a clip's file, and how large that is now, bytes.
///
/// # Errors
/// [`crate::error::ErrorKind::ClipUnknown`].
pub fn set_tagged(connection: &Connection, id: &str, tagged: Tagged, bytes: u64) -> Result<()> {
    let sql = "UPDATE clip SET tagged = ?2, bytes = ?3 WHERE id = ?1";
    one(connection.execute(sql, (id, tagged as u8, bytes))?)
}

/// Clips whose settings are still to be written into their files, oldest first, the trash left out.
///
/// # Errors
/// What SQLite says.
pub fn untagged(connection: &Connection) -> Result<Vec<Clip>> {
    rows(connection, "WHERE tagged = 0 AND trashed_at IS NULL ORDER BY seq LIMIT 100", &[])
}

/// The clip that a file of this identity belongs to: one outside the trash before one in it.
///
/// # Errors
/// What SQLite says.
pub fn with_identity(connection: &Connection, identity: &str) -> Result<Option<String>> {
    let sql = "SELECT id FROM clip WHERE identity = ?1
        ORDER BY trashed_at IS NOT NULL, seq DESC LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row([identity], |row| row.get(0)).optional()?)
}

/// Clips that lie in the trash since before a time (Unix ms).
///
/// # Errors
/// What SQLite says.
pub fn trashed_before(connection: &Connection, time: Millis) -> Result<Vec<Clip>> {
    rows(connection, "WHERE trashed_at IS NOT NULL AND trashed_at < ?1", &[&time])
}

/// Forgets a clip whose file is gone for good. Its job stays: what it cost is counted.
///
/// # Errors
/// [`crate::error::ErrorKind::ClipUnknown`].
pub fn forget(connection: &mut Connection, id: &str) -> Result<()> {
    let both = connection.transaction()?;
    let seq = both.query_row("SELECT seq FROM clip WHERE id = ?1", [id], |row| row.get(0));
    if let Some(seq) = seq.optional()? {
        search::remove(&both, seq)?;
    }
    one(both.execute("DELETE FROM clip WHERE id = ?1", [id])?)?;
    both.commit()?;
    Ok(())
}
