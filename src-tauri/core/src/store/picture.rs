//! The tables of prepared pictures and of their links at services. The bytes lie in files.

use rusqlite::{Connection, OptionalExtension, Row};

use super::unknown_value;
use crate::error::Result;
use crate::host::Millis;
use crate::picture::{Cut, Kind, Part, Picture};

pub(super) const V1: &str = "
    CREATE TABLE picture (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE upload (
        picture_id TEXT NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
        service TEXT NOT NULL,
        url TEXT NOT NULL,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (picture_id, service)
    ) STRICT, WITHOUT ROWID;
";

pub(super) const V2: &str = "
    ALTER TABLE picture ADD COLUMN link TEXT;
    ALTER TABLE picture ADD COLUMN seen_at INTEGER;
    ALTER TABLE picture ADD COLUMN cut_of TEXT;
    ALTER TABLE picture ADD COLUMN cut_x INTEGER;
    ALTER TABLE picture ADD COLUMN cut_y INTEGER;
    ALTER TABLE picture ADD COLUMN from_clip TEXT;
    ALTER TABLE picture ADD COLUMN from_frame INTEGER;
    CREATE INDEX picture_from ON picture (from_clip) WHERE from_clip IS NOT NULL;
    CREATE INDEX picture_cuts ON picture (cut_of) WHERE cut_of IS NOT NULL;
    CREATE TABLE upload_count (
        account TEXT NOT NULL,
        at INTEGER NOT NULL,
        bytes INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX upload_count_recent ON upload_count (account, at);
    CREATE TABLE no_upload (
        origin TEXT PRIMARY KEY,
        since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// To be read by [`read`] from a query over `picture` that joins [`WITH_SOURCE`].
pub(super) const COLUMNS: &str = "
    picture.id, picture.name, picture.kind, picture.width, picture.height, picture.bytes,
    source.id, source.name, source.kind, source.width, source.height, source.bytes,
    picture.cut_x, picture.cut_y";

/// The picture that another one was cut out of.
pub(super) const WITH_SOURCE: &str = "LEFT JOIN picture AS source ON source.id = picture.cut_of";

pub(super) fn read(row: &Row<'_>) -> Result<Picture> {
    let mut picture = read_one(row, 0)?;
    let cut = (row.get::<_, Option<String>>(6)?, row.get(12)?, row.get(13)?);
    if let (Some(_), Some(x), Some(y)) = cut {
        let part = Part { x, y, width: picture.width, height: picture.height };
        picture.cut = Some(Box::new(Cut { source: read_one(row, 6)?, part }));
    }
    Ok(picture)
}

fn read_one(row: &Row<'_>, at: usize) -> Result<Picture> {
    let kind: String = row.get(at + 2)?;
    Ok(Picture {
        id: row.get(at)?,
        name: row.get(at + 1)?,
        kind: Kind::from_name(&kind).ok_or_else(|| unknown_value("picture.kind", &kind))?,
        width: row.get(at + 3)?,
        height: row.get(at + 4)?,
        bytes: row.get(at + 5)?,
        cut: None,
    })
}

/// Writes a picture down; the same picture again gets the newer name, and where it was cut out.
///
/// # Errors
/// What SQLite says.
pub fn insert(connection: &Connection, picture: &Picture, now: Millis) -> Result<()> {
    let cut = picture.cut.as_deref();
    connection.execute(
        "INSERT INTO picture
             (id, name, kind, width, height, bytes, created_at, seen_at, cut_of, cut_x, cut_y)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10)
         ON CONFLICT (id) DO UPDATE SET
             name = excluded.name,
             seen_at = excluded.seen_at,
             cut_of = coalesce(excluded.cut_of, cut_of),
             cut_x = coalesce(excluded.cut_x, cut_x),
             cut_y = coalesce(excluded.cut_y, cut_y)",
        (
            &picture.id,
            &picture.name,
            picture.kind.name(),
            picture.width,
            picture.height,
            picture.bytes,
            now,
            cut.map(|cut| &cut.source.id),
            cut.map(|cut| cut.part.x),
            cut.map(|cut| cut.part.y),
        ),
    )?;
    Ok(())
}

/// Remembers of which clip a picture is a frame, counted from 0.
///
/// # Errors
/// What SQLite says.
pub fn set_origin(connection: &Connection, id: &str, clip: &str, frame: u32) -> Result<()> {
    let sql = "UPDATE picture SET from_clip = ?2, from_frame = ?3 WHERE id = ?1";
    connection.prepare_cached(sql)?.execute((id, clip, frame))?;
    Ok(())
}

/// Remembers that a draft still has a picture.
///
/// # Errors
/// What SQLite says.
pub fn see(connection: &Connection, id: &str, now: Millis) -> Result<()> {
    connection
        .prepare_cached("UPDATE picture SET seen_at = max(coalesce(seen_at, 0), ?2) WHERE id = ?1")?
        .execute((id, now))?;
    Ok(())
}

/// Pictures that no job has, that nothing a job has was cut out of, and that were last seen before a
/// time: one for what was cut out, one for the rest.
///
/// # Errors
/// What SQLite says.
pub fn unused(connection: &Connection, cuts: Millis, others: Millis) -> Result<Vec<Picture>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM picture {WITH_SOURCE}
         WHERE coalesce(picture.seen_at, picture.created_at)
                 < iif(picture.cut_of IS NULL, ?2, ?1)
             AND NOT EXISTS (SELECT 1 FROM job_picture WHERE picture_id = picture.id)
             AND NOT EXISTS (SELECT 1 FROM picture AS cut WHERE cut.cut_of = picture.id)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query((cuts, others))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Forgets a picture that no job has, and its links.
///
/// # Errors
/// What SQLite says.
pub fn forget(connection: &Connection, id: &str) -> Result<()> {
    connection.execute("DELETE FROM picture WHERE id = ?1", [id])?;
    Ok(())
}

/// A picture by its id.
///
/// # Errors
/// What SQLite says.
pub fn get(connection: &Connection, id: &str) -> Result<Option<Picture>> {
    let sql = format!("SELECT {COLUMNS} FROM picture {WITH_SOURCE} WHERE picture.id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id], |row| Ok(read(row))).optional()?;
    found.transpose()
}

/// Keeps the link under which a picture came here, to be passed on as it is.
///
/// # Errors
/// What SQLite says.
pub fn keep_raw_link(connection: &Connection, id: &str, link: &str) -> Result<()> {
    connection.execute("UPDATE picture SET link = ?2 WHERE id = ?1", [id, link])?;
    Ok(())
}

/// The link under which a picture came here, if it is kept.
///
/// # Errors
/// What SQLite says.
pub fn raw_link(connection: &Connection, id: &str) -> Result<Option<String>> {
    let found = connection
        .prepare_cached("SELECT link FROM picture WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

/// A picture's link at a service's origin, if it can be fetched until a time.
///
/// # Errors
/// What SQLite says.
pub fn link(
    connection: &Connection,
    id: &str,
    origin: &str,
    until: Millis,
) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached(
            "SELECT url FROM upload WHERE picture_id = ?1 AND service = ?2 AND expires_at > ?3",
        )?
        .query_row((id, origin, until), |row| row.get(0))
        .optional()?)
}

/// Keeps a picture's link at a service's origin.
///
/// # Errors
/// What SQLite says.
pub fn keep_link(
    connection: &Connection,
    id: &str,
    origin: &str,
    url: &str,
    expires_at: Millis,
) -> Result<()> {
    connection.execute(
        "INSERT INTO upload (picture_id, service, url, expires_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (picture_id, service)
         DO UPDATE SET url = excluded.url, expires_at = excluded.expires_at",
        (id, origin, url, expires_at),
    )?;
    Ok(())
}

/// Forgets a picture's link at an origin, and the one that was to be passed on.
///
/// # Errors
/// What SQLite says.
pub fn forget_link(connection: &Connection, id: &str, origin: &str) -> Result<()> {
    connection
        .execute("DELETE FROM upload WHERE picture_id = ?1 AND service = ?2", [id, origin])?;
    connection.execute("UPDATE picture SET link = NULL WHERE id = ?1", [id])?;
    Ok(())
}

/// Forgets the links at an origin: those of the practice studio die with it.
///
/// # Errors
/// What SQLite says.
pub fn forget_links(connection: &Connection, origin: &str) -> Result<()> {
    connection.execute("DELETE FROM upload WHERE service = ?1", [origin])?;
    Ok(())
}

/// Counts an upload. Counts older than two days are of no use to anybody and go.
///
/// # Errors
/// What SQLite says.
pub fn count_upload(connection: &Connection, account: &str, bytes: u64, now: Millis) -> Result<()> {
    let old = now - 2 * 24 * 3_600 * 1_000;
    connection.execute("DELETE FROM upload_count WHERE at < ?1", [old])?;
    connection.execute(
        "INSERT INTO upload_count (account, at, bytes) VALUES (?1, ?2, ?3)",
        (account, now, bytes),
    )?;
    Ok(())
}

/// Bytes that an account has uploaded after a time.
///
/// # Errors
/// What SQLite says.
pub fn uploaded(connection: &Connection, account: &str, since: Millis) -> Result<u64> {
    let sql = "SELECT coalesce(sum(bytes), 0) FROM upload_count WHERE account = ?1 AND at > ?2";
    Ok(connection.prepare_cached(sql)?.query_row((account, since), |row| row.get(0))?)
}

/// Remembers that a service takes no uploads.
///
/// # Errors
/// What SQLite says.
pub fn no_uploads(connection: &Connection, origin: &str, now: Millis) -> Result<()> {
    connection.execute(
        "INSERT INTO no_upload (origin, since) VALUES (?1, ?2)
         ON CONFLICT (origin) DO UPDATE SET since = excluded.since",
        (origin, now),
    )?;
    Ok(())
}

/// Whether a service has said after a time that it takes no uploads.
///
/// # Errors
/// What SQLite says.
pub fn takes_no_uploads(connection: &Connection, origin: &str, since: Millis) -> Result<bool> {
    let sql = "SELECT 1 FROM no_upload WHERE origin = ?1 AND since > ?2";
    Ok(connection.prepare_cached(sql)?.exists((origin, since))?)
}

/// Forgets which services take no uploads: a new run asks each of them once more.
///
/// # Errors
/// What SQLite says.
pub fn forget_no_uploads(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM no_upload", [])?;
    Ok(())
}
