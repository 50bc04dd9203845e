//! The table of clips: what lies in the library's folder. What was asked for is read from the clip's
//! job; the row here tells of the file.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::{job, search};
use crate::clip::{Clip, Facts};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::job::Job;

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

/// `seq` is the order in which clips came into the library, which no clock that is set can change;
/// lists go by it. What lists are filtered by stands in the row, so that they need no other table.
/// `identity` tells a file by what it shows (`clip/identity.rs`); NULL until it was looked at. `tagged` is 0
/// while the settings are still to be written into the file, 1 once they are, 2 where they are not to be.
pub(super) const V2: &str = "
    ALTER TABLE clip RENAME TO clip_before;
    CREATE TABLE clip (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
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
        trashed_at INTEGER,
        model TEXT NOT NULL DEFAULT '',
        pictures INTEGER NOT NULL DEFAULT 0,
        note TEXT NOT NULL DEFAULT '',
        identity TEXT,
        missing_at INTEGER,
        tagged INTEGER NOT NULL DEFAULT 0,
        shape TEXT NOT NULL GENERATED ALWAYS AS (CASE
            WHEN width * 100 > height * 105 THEN 'wide'
            WHEN height * 100 > width * 105 THEN 'tall'
            ELSE 'square' END) VIRTUAL
    ) STRICT;
    INSERT INTO clip (id, job_id, name, width, height, duration_ms, fps, frames, bytes, sha256,
            created_at, favourite, trashed_at, tagged)
        SELECT id, job_id, name, width, height, duration_ms, fps, frames, bytes, sha256,
            created_at, favourite, trashed_at, 2
        FROM clip_before ORDER BY created_at, id;
    DROP TABLE clip_before;
    CREATE INDEX clip_by_job ON clip (job_id);
    CREATE INDEX clip_by_name ON clip (name);
    CREATE INDEX clip_by_time ON clip (created_at);
    CREATE INDEX clip_by_model ON clip (model, seq);
    CREATE INDEX clip_by_shape ON clip (shape, seq);
    CREATE INDEX clip_by_length ON clip (duration_ms, seq);
    CREATE INDEX clip_favourites ON clip (seq) WHERE favourite = 1;
    CREATE INDEX clip_trash ON clip (seq) WHERE trashed_at IS NOT NULL;
    CREATE INDEX clip_missing ON clip (seq) WHERE missing_at IS NOT NULL;
    CREATE INDEX clip_untagged ON clip (seq) WHERE tagged = 0;
    CREATE INDEX clip_by_identity ON clip (identity) WHERE identity IS NOT NULL;
";

const COLUMNS: &str = "clip.id, clip.job_id, clip.name, clip.width, clip.height, clip.duration_ms,
    clip.fps, clip.frames, clip.bytes, clip.sha256, clip.created_at, clip.favourite,
    clip.trashed_at, clip.note, clip.identity,
    clip.missing_at IS NOT NULL";

/// Writes a clip and its finished job down together: either both are there after a crash or none.
///
/// # Errors
/// What SQLite says.
pub fn insert(connection: &mut Connection, clip: &Clip, finished: &Job) -> Result<()> {
    let both = connection.transaction()?;
    both.execute(
        "INSERT INTO clip (id, job_id, name, width, height, duration_ms, fps, frames, bytes,
             sha256, created_at, favourite, trashed_at, model, pictures, note, identity)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        rusqlite::params![
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
            &finished.request.model,
            finished.request.pictures.len() as i64,
            &clip.note,
            &clip.identity,
        ],
    )?;
    let request = &finished.request;
    let text = text_of(&request.prompt, &clip.name, &request.model, &clip.note);
    search::index(&both, both.last_insert_rowid(), &text)?;
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
             frames = ?7, bytes = ?8, sha256 = ?9, identity = ?10, missing_at = NULL, tagged = 0
         WHERE id = ?1",
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
            &clip.identity,
        ),
    )?)?;
    describe(&both, id)?;
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

/// The same, and says whether that changed anything; an unknown clip does not.
///
/// # Errors
/// What SQLite says.
pub fn change_favourite(connection: &Connection, id: &str, on: bool) -> Result<bool> {
    let sql = "UPDATE clip SET favourite = ?2 WHERE id = ?1 AND favourite <> ?2";
    Ok(connection.prepare_cached(sql)?.execute((id, on))? == 1)
}

/// Moves a clip into the trash or back, under the name that its file got there.
///
/// # Errors
/// [`ErrorKind::ClipUnknown`].
pub fn set_trashed(
    connection: &mut Connection,
    id: &str,
    trashed_at: Option<Millis>,
    name: &str,
) -> Result<()> {
    let both = connection.transaction()?;
    one(both.execute(
        "UPDATE clip SET trashed_at = ?2, name = ?3 WHERE id = ?1",
        (id, trashed_at, name),
    )?)?;
    describe(&both, id)?;
    both.commit()?;
    Ok(())
}

/// What a clip is found by.
pub(super) fn text_of(prompt: &str, name: &str, model: &str, note: &str) -> String {
    format!("{prompt}\n{name}\n{model}\n{note}")
}

/// Writes anew what a clip is found by, after a part of that has changed.
pub(super) fn describe(connection: &Connection, id: &str) -> Result<()> {
    let sql = "SELECT seq, prompt, name, job.model, clip.note FROM clip
        JOIN job ON job.id = job_id WHERE clip.id = ?1";
    let (seq, text) = connection.prepare_cached(sql)?.query_row([id], described)?;
    search::index(connection, seq, &text)
}

fn described(row: &Row<'_>) -> rusqlite::Result<(i64, String)> {
    let words = |at| row.get::<_, String>(at);
    Ok((row.get(0)?, text_of(&words(1)?, &words(2)?, &words(3)?, &words(4)?)))
}

/// Puts right what stands in clips but comes from their jobs, and what all are found by: after rows
/// came from an older or a damaged database.
///
/// # Errors
/// What SQLite says.
pub fn describe_all(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "UPDATE clip SET
             model = coalesce((SELECT model FROM job WHERE job.id = job_id), ''),
             pictures = (SELECT count(*) FROM job_picture WHERE job_picture.job_id = clip.job_id)",
    )?;
    search::clear(connection)?;
    let mut all = connection.prepare(
        "SELECT seq, prompt, name, job.model, clip.note FROM clip JOIN job ON job.id = job_id",
    )?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, text) = described(row)?;
        search::index(connection, seq, &text)?;
    }
    Ok(())
}

pub(super) fn one(changed: usize) -> Result<()> {
    match changed {
        1 => Ok(()),
        _ => Err(Error::new(ErrorKind::ClipUnknown, "change a clip")),
    }
}

pub(super) fn with_job(connection: &Connection, clip: Clip) -> Result<(Clip, Job)> {
    let job = job::get(connection, &clip.job_id)?
        .ok_or_else(|| Error::new(ErrorKind::JobUnknown, "find a clip's job"))?;
    Ok((clip, job))
}

pub(super) fn rows(
    connection: &Connection,
    tail: &str,
    values: &[&dyn rusqlite::ToSql],
) -> Result<Vec<Clip>> {
    let sql = format!("SELECT {COLUMNS} FROM clip {tail}");
    let mut statement = connection.prepare_cached(&sql)?;
    let clips =
        statement.query_map(values, |row| read(row, 0))?.collect::<rusqlite::Result<_>>()?;
    Ok(clips)
}

/// A clip with its job and what lists go by.
pub(super) struct Numbered {
    pub(super) clip: Clip,
    pub(super) job: Job,
    pub(super) seq: i64,
    pub(super) model: String,
}

/// Clips for a list, from `clip` and what it is joined with, in one question: one for each clip and
/// each job would cost ten times as much.
pub(super) fn numbered(
    connection: &Connection,
    from: &str,
    tail: &str,
    values: &[Value],
) -> Result<Vec<Numbered>> {
    let sql = format!(
        "SELECT {}, {COLUMNS}, clip.seq, clip.model, clip.pictures
         FROM {from} CROSS JOIN job ON job.id = clip.job_id {tail}",
        *job::COLUMNS
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut one = Numbered {
            clip: read(row, job::WIDTH)?,
            job: job::read(row)?,
            seq: row.get(SEQ)?,
            model: row.get(SEQ + 1)?,
        };
        if row.get::<_, u32>(SEQ + 2)? > 0 {
            one.job.request.pictures = job::pictures(connection, &one.job.id)?;
        }
        found.push(one);
    }
    Ok(found)
}

/// Where a clip's number stands behind its job and itself.
const SEQ: usize = job::WIDTH + 16;

/// A clip's id and name, which lead to files of the library and to no others.
pub(super) fn names(row: &Row<'_>, [id, name]: [usize; 2]) -> rusqlite::Result<(String, String)> {
    let (one, other): (String, String) = (row.get(id)?, row.get(name)?);
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    if !one.chars().all(plain) {
        return Err(leads_out(id, "clip.id"));
    }
    if !crate::clip::is_inside(&other) {
        return Err(leads_out(name, "clip.name"));
    }
    Ok((one, other))
}

fn leads_out(column: usize, what: &str) -> rusqlite::Error {
    let why = format!("{what} leads out of the library");
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, why.into())
}

fn read(row: &Row<'_>, at: usize) -> rusqlite::Result<Clip> {
    let (id, name) = names(row, [at, at + 2])?;
    Ok(Clip {
        id,
        job_id: row.get(at + 1)?,
        name,
        facts: Facts {
            width: row.get(at + 3)?,
            height: row.get(at + 4)?,
            duration_ms: row.get(at + 5)?,
            fps: row.get(at + 6)?,
            frames: row.get(at + 7)?,
        },
        bytes: row.get(at + 8)?,
        sha256: row.get(at + 9)?,
        created_at: row.get(at + 10)?,
        favourite: row.get(at + 11)?,
        trashed_at: row.get(at + 12)?,
        note: row.get(at + 13)?,
        identity: row.get(at + 14)?,
        missing: row.get(at + 15)?,
    })
}
