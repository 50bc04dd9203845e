//! The tables of prepared pictures and of their links at services. The bytes lie in files.

use rusqlite::{Connection, OptionalExtension, Row};

use super::unknown_value;
use crate::error::Result;
use crate::host::Millis;
use crate::picture::{Kind, Picture};

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

pub(super) const COLUMNS: &str =
    "picture.id, picture.name, picture.kind, picture.width, picture.height, picture.bytes";

pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Picture> {
    let kind: String = row.get(at + 2)?;
    Ok(Picture {
        id: row.get(at)?,
        name: row.get(at + 1)?,
        kind: Kind::from_name(&kind).ok_or_else(|| unknown_value("picture.kind", &kind))?,
        width: row.get(at + 3)?,
        height: row.get(at + 4)?,
        bytes: row.get(at + 5)?,
    })
}

/// Writes a picture down; the same picture again gets the newer name.
///
/// # Errors
/// What SQLite says.
pub fn insert(connection: &Connection, picture: &Picture, now: Millis) -> Result<()> {
    connection.execute(
        "INSERT INTO picture (id, name, kind, width, height, bytes, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        (
            &picture.id,
            &picture.name,
            picture.kind.name(),
            picture.width,
            picture.height,
            picture.bytes,
            now,
        ),
    )?;
    Ok(())
}

/// A picture by its id.
///
/// # Errors
/// What SQLite says.
pub fn get(connection: &Connection, id: &str) -> Result<Option<Picture>> {
    let sql = format!("SELECT {COLUMNS} FROM picture WHERE id = ?1");
    let found =
        connection.prepare_cached(&sql)?.query_row([id], |row| Ok(read(row, 0))).optional()?;
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
