//! The tables of collections: sets of clips that a person made, each clip in any number of them.

use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 60;

pub(super) const V2: &str = "
    CREATE TABLE collection (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE collection_clip (
        collection_id TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL REFERENCES clip (seq) ON DELETE CASCADE,
        PRIMARY KEY (collection_id, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX collection_clip_by_clip ON collection_clip (seq);
";

/// A collection as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Unique.
    pub id: String,
    /// One line; two may be called the same.
    pub name: String,
    /// Clips in it, those in the trash not counted.
    pub clips: u32,
    /// The newest of them.
    pub newest: Option<String>,
}

/// A name as it is kept: one line of at most [`NAME_LIMIT`] characters.
///
/// # Errors
/// [`ErrorKind::NameInvalid`].
pub fn checked(name: &str) -> Result<String> {
    let name = name.trim();
    let sound = !name.is_empty() && !name.chars().any(char::is_control);
    match sound && name.chars().count() <= NAME_LIMIT {
        true => Ok(name.to_owned()),
        false => {
            Err(Error::new(ErrorKind::NameInvalid, "name a collection").with("limit", NAME_LIMIT))
        }
    }
}

/// All collections, by name.
///
/// # Errors
/// What SQLite says.
pub fn list(connection: &Connection) -> Result<Vec<Collection>> {
    let sql = "SELECT collection.id, collection.name, count(clip.seq), max(clip.seq)
        FROM collection
        LEFT JOIN collection_clip ON collection_id = collection.id
        LEFT JOIN clip ON clip.seq = collection_clip.seq AND trashed_at IS NULL
        GROUP BY collection.id ORDER BY collection.name COLLATE NOCASE, collection.id";
    let mut newest = connection.prepare_cached("SELECT id FROM clip WHERE seq = ?1")?;
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let seq: Option<i64> = row.get(3)?;
        let newest = match seq {
            Some(seq) => newest.query_row([seq], |row| row.get(0)).optional()?,
            None => None,
        };
        all.push(Collection { id: row.get(0)?, name: row.get(1)?, clips: row.get(2)?, newest });
    }
    Ok(all)
}

/// Makes a collection that holds these clips; those that are gone are left out.
///
/// # Errors
/// What SQLite says.
pub fn create(
    connection: &mut Connection,
    id: &str,
    name: &str,
    clips: &[String],
    now: Millis,
) -> Result<()> {
    let all = connection.transaction()?;
    all.execute(
        "INSERT INTO collection (id, name, created_at) VALUES (?1, ?2, ?3)",
        (id, name, now),
    )?;
    put(&all, id, clips)?;
    all.commit()?;
    Ok(())
}

/// Gives a collection another name.
///
/// # Errors
/// [`ErrorKind::CollectionUnknown`].
pub fn rename(connection: &Connection, id: &str, name: &str) -> Result<()> {
    known(connection.execute("UPDATE collection SET name = ?2 WHERE id = ?1", [id, name])?)
}

/// Removes a collection and gives the clips that it held; none of them goes with it.
///
/// # Errors
/// [`ErrorKind::CollectionUnknown`].
pub fn remove(connection: &mut Connection, id: &str) -> Result<Vec<String>> {
    let all = connection.transaction()?;
    let held = {
        let mut held = all.prepare_cached(
            "SELECT clip.id FROM collection_clip JOIN clip ON clip.seq = collection_clip.seq
             WHERE collection_id = ?1 ORDER BY clip.seq DESC",
        )?;
        held.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    known(all.execute("DELETE FROM collection WHERE id = ?1", [id])?)?;
    all.commit()?;
    Ok(held)
}

/// Puts clips into a collection and gives those that were not in it.
///
/// # Errors
/// [`ErrorKind::CollectionUnknown`].
pub fn add(connection: &mut Connection, id: &str, clips: &[String]) -> Result<Vec<String>> {
    let all = connection.transaction()?;
    exists(&all, id)?;
    let added = put(&all, id, clips)?;
    all.commit()?;
    Ok(added)
}

/// Takes clips out of a collection and gives those that were in it.
///
/// # Errors
/// [`ErrorKind::CollectionUnknown`].
pub fn take(connection: &mut Connection, id: &str, clips: &[String]) -> Result<Vec<String>> {
    let all = connection.transaction()?;
    exists(&all, id)?;
    let taken = {
        let mut out = all.prepare_cached(
            "DELETE FROM collection_clip WHERE collection_id = ?1
                 AND seq = (SELECT seq FROM clip WHERE id = ?2)",
        )?;
        changed(clips, |clip| out.execute([id, clip]))?
    };
    all.commit()?;
    Ok(taken)
}

/// The collections that each of these clips is in, as pairs of clip and collection.
///
/// # Errors
/// What SQLite says.
pub fn of_clips(connection: &Connection, clips: &[&str]) -> Result<Vec<(String, String)>> {
    let wanted = serde_json::to_string(clips)
        .map_err(|fault| Error::internal("name clips to the database", fault))?;
    let mut statement = connection.prepare_cached(
        "SELECT clip.id, collection_id FROM json_each(?1)
         CROSS JOIN clip ON clip.id = json_each.value
         CROSS JOIN collection_clip ON collection_clip.seq = clip.seq
         ORDER BY collection_id",
    )?;
    let pairs = statement.query_map([wanted], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<rusqlite::Result<_>>()?)
}

/// Whether there is any collection at all.
///
/// # Errors
/// What SQLite says.
pub fn is_any(connection: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM collection)";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

fn put(connection: &Connection, id: &str, clips: &[String]) -> Result<Vec<String>> {
    let mut into = connection.prepare_cached(
        "INSERT OR IGNORE INTO collection_clip (collection_id, seq)
         SELECT ?1, seq FROM clip WHERE id = ?2",
    )?;
    changed(clips, |clip| into.execute([id, clip]))
}

/// Those clips for which something changed.
fn changed(
    clips: &[String],
    mut change: impl FnMut(&str) -> rusqlite::Result<usize>,
) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for clip in clips {
        if change(clip)? > 0 {
            all.push(clip.clone());
        }
    }
    Ok(all)
}

fn exists(connection: &Connection, id: &str) -> Result<()> {
    let sql = "SELECT count(*) FROM collection WHERE id = ?1";
    known(connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

fn known(rows: usize) -> Result<()> {
    match rows {
        0 => Err(Error::new(ErrorKind::CollectionUnknown, "find a collection")),
        _ => Ok(()),
    }
}
