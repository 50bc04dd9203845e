//! The table of clips: what lies in the library's folder, and the lists that the grid shows.
//! What was asked for is read from the clip's job; the row here tells of the file.

use rusqlite::{Connection, Row};

use super::job;
use crate::clip::{Clip, Facts};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::job::Job;
use crate::settings::named;

pub(super) const V1: &str = "
    CREATE TABLE clip (
        id TEXT PRIMARY KEY,
        job_id TEXT NOT NULL REFERENCES job (id),
        name TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        duration_ms INTEGER NOT NULL,
        fps REAL NOT NULL,
        frames INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        favourite INTEGER NOT NULL DEFAULT 0,
        trashed_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX clip_by_time ON clip (created_at, id);
    CREATE INDEX clip_by_job ON clip (job_id);
";

named! {
    /// The order of a list.
    pub enum Sort {
        /// Newest first.
        Newest = "newest",
        /// Oldest first.
        Oldest = "oldest",
    }
}

/// Which clips a list shows.
#[derive(Clone, Debug)]
pub struct Query {
    /// Part of the prompt or of the file's name; empty for all.
    pub search: String,
    /// Only this model.
    pub model: Option<String>,
    /// Only favourites.
    pub favourite: bool,
    /// The trash instead of the library.
    pub trashed: bool,
    /// The order.
    pub sort: Sort,
    /// Where the page before ended.
    pub after: Option<Key>,
    /// Clips in a page, at most 200.
    pub limit: u32,
}

/// A place in a list: the time and id of the clip before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Unix ms.
    pub created_at: Millis,
    /// The clip's id.
    pub id: String,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// Each clip with its job.
    pub clips: Vec<(Clip, Job)>,
    /// Where the next page begins; None at the end.
    pub next: Option<Key>,
    /// Clips in the whole list.
    pub total: u32,
    /// Every model that the library holds clips of.
    pub models: Vec<String>,
}

/// Writes a clip and its finished job down together: either both are there after a crash or none.
///
/// # Errors
/// What SQLite says.
pub fn insert(connection: &mut Connection, clip: &Clip, finished: &Job) -> Result<()> {
    let both = connection.transaction()?;
    both.execute(
        "INSERT INTO clip (id, job_id, name, width, height, duration_ms, fps, frames, bytes,
             sha256, created_at, favourite, trashed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        (
            &clip.id,
            &clip.job_id,
            &clip.name,
            clip.facts.width,
            clip.facts.height,
            clip.facts.duration_ms,
            clip.facts.fps,
            clip.facts.frames,
            clip.bytes,
            &clip.sha256,
            clip.created_at,
            clip.favourite,
            clip.trashed_at,
        ),
    )?;
    job::update(&both, finished)?;
    both.commit()?;
    Ok(())
}

/// Gives a clip whose file was lost its new one: `place` puts it where the row says and tells how
/// the row reads then. That row and the finished job are written down together.
///
/// # Errors
/// [`ErrorKind::ClipUnknown`], or what `place` or SQLite says.
pub fn restore_file(
    connection: &mut Connection,
    id: &str,
    finished: &Job,
    place: impl FnOnce(Clip) -> Result<Clip>,
) -> Result<Clip> {
    let both = connection.transaction()?;
    let clip = rows(&both, "WHERE id = ?1", &[&id])?.pop();
    let clip = place(clip.ok_or_else(|| Error::new(ErrorKind::ClipUnknown, "find a clip"))?)?;
    one(both.execute(
        "UPDATE clip SET name = ?2, width = ?3, height = ?4, duration_ms = ?5, fps = ?6,
             frames = ?7, bytes = ?8, sha256 = ?9 WHERE id = ?1",
        (
            id,
            &clip.name,
            clip.facts.width,
            clip.facts.height,
            clip.facts.duration_ms,
            clip.facts.fps,
            clip.facts.frames,
            clip.bytes,
            &clip.sha256,
        ),
    )?)?;
    job::update(&both, finished)?;
    both.commit()?;
    Ok(clip)
}

/// A clip and its job.
///
/// # Errors
/// [`ErrorKind::ClipUnknown`].
pub fn get(connection: &Connection, id: &str) -> Result<(Clip, Job)> {
    let clip = rows(connection, "WHERE id = ?1", &[&id])?.pop();
    let clip = clip.ok_or_else(|| Error::new(ErrorKind::ClipUnknown, "find a clip"))?;
    with_job(connection, clip)
}

/// Whether a clip outside the trash has a file of this name.
///
/// # Errors
/// What SQLite says.
pub fn has_name(connection: &Connection, name: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM clip WHERE name = ?1 AND trashed_at IS NULL)";
    Ok(connection.query_row(sql, [name], |row| row.get(0))?)
}

/// A clip's row alone.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub(super) fn row(connection: &Connection, id: &str) -> Result<Option<Clip>> {
    Ok(rows(connection, "WHERE id = ?1", &[&id])?.pop())
}

/// Marks or unmarks a favourite.
///
/// # Errors
/// [`ErrorKind::ClipUnknown`].
pub fn set_favourite(connection: &Connection, id: &str, on: bool) -> Result<()> {
    one(connection.execute("UPDATE clip SET favourite = ?2 WHERE id = ?1", (id, on))?)
}

/// Moves a clip into the trash or back, under the name that its file got there.
///
/// # Errors
/// [`ErrorKind::ClipUnknown`].
pub fn set_trashed(
    connection: &Connection,
    id: &str,
    trashed_at: Option<Millis>,
    name: &str,
) -> Result<()> {
    one(connection.execute(
        "UPDATE clip SET trashed_at = ?2, name = ?3 WHERE id = ?1",
        (id, trashed_at, name),
    )?)
}

fn one(changed: usize) -> Result<()> {
    match changed {
        1 => Ok(()),
        _ => Err(Error::new(ErrorKind::ClipUnknown, "change a clip")),
    }
}

/// A page of a list, by keyset.
///
/// # Errors
/// What SQLite says.
pub fn list(connection: &Connection, query: &Query) -> Result<Page> {
    let like = format!("%{}%", escape_like(query.search.trim()));
    let filter = "(trashed_at IS NOT NULL) = ?1
        AND (?2 IS NULL OR (SELECT model FROM job WHERE job.id = job_id) = ?2)
        AND (?3 = 0 OR favourite = 1)
        AND (?4 = '%%' OR name LIKE ?4 ESCAPE '\\'
             OR (SELECT prompt FROM job WHERE job.id = job_id) LIKE ?4 ESCAPE '\\')";
    let (beyond, order) = match query.sort {
        Sort::Newest => ("<", "DESC"),
        Sort::Oldest => (">", "ASC"),
    };
    let (after_time, after_id) = match &query.after {
        Some(key) => (Some(key.created_at), Some(&key.id)),
        None => (None, None),
    };
    let limit = query.limit.clamp(1, 200);
    let tail = format!(
        "WHERE {filter} AND (?5 IS NULL OR (created_at, id) {beyond} (?5, ?6))
         ORDER BY created_at {order}, id {order} LIMIT ?7"
    );
    let mut clips = rows(
        connection,
        &tail,
        &[
            &query.trashed,
            &query.model,
            &query.favourite,
            &like,
            &after_time,
            &after_id,
            &(limit + 1),
        ],
    )?;
    // One row more than asked tells whether there is a next page.
    let more = clips.len() > limit as usize;
    clips.truncate(limit as usize);
    let next = clips
        .last()
        .filter(|_| more)
        .map(|clip| Key { created_at: clip.created_at, id: clip.id.clone() });
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM clip WHERE {filter}"))?
        .query_row((query.trashed, &query.model, query.favourite, &like), |row| row.get(0))?;
    let models = connection
        .prepare_cached(
            "SELECT DISTINCT model FROM job WHERE id IN (SELECT job_id FROM clip) ORDER BY model",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let clips = clips.into_iter().map(|clip| with_job(connection, clip)).collect::<Result<_>>()?;
    Ok(Page { clips, next, total, models })
}

fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

fn with_job(connection: &Connection, clip: Clip) -> Result<(Clip, Job)> {
    let job = job::get(connection, &clip.job_id)?
        .ok_or_else(|| Error::new(ErrorKind::JobUnknown, "find a clip's job"))?;
    Ok((clip, job))
}

fn rows(connection: &Connection, tail: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Clip>> {
    let sql = format!(
        "SELECT id, job_id, name, width, height, duration_ms, fps, frames, bytes, sha256,
             created_at, favourite, trashed_at FROM clip {tail}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let clips = statement.query_map(values, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(clips)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Clip> {
    Ok(Clip {
        id: row.get(0)?,
        job_id: row.get(1)?,
        name: row.get(2)?,
        facts: Facts {
            width: row.get(3)?,
            height: row.get(4)?,
            duration_ms: row.get(5)?,
            fps: row.get(6)?,
            frames: row.get(7)?,
        },
        bytes: row.get(8)?,
        sha256: row.get(9)?,
        created_at: row.get(10)?,
        favourite: row.get(11)?,
        trashed_at: row.get(12)?,
    })
}
