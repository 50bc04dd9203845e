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

/// A picture's link at a service, if it can be fetched until a time.
///
/// # Errors
/// What SQLite says.
pub fn link(
    connection: &Connection,
    id: &str,
    service: &str,
    until: Millis,
) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached(
            "SELECT url FROM upload WHERE picture_id = ?1 AND service = ?2 AND expires_at > ?3",
        )?
        .query_row((id, service, until), |row| row.get(0))
        .optional()?)
}

/// Keeps a picture's link.
///
/// # Errors
/// What SQLite says.
pub fn keep_link(
    connection: &Connection,
    id: &str,
    service: &str,
    url: &str,
    expires_at: Millis,
) -> Result<()> {
    connection.execute(
        "INSERT INTO upload (picture_id, service, url, expires_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (picture_id, service)
         DO UPDATE SET url = excluded.url, expires_at = excluded.expires_at",
        (id, service, url, expires_at),
    )?;
    Ok(())
}

/// Forgets the links at a service: those of the practice studio die with it.
///
/// # Errors
/// What SQLite says.
pub fn forget_links(connection: &Connection, service: &str) -> Result<()> {
    connection.execute("DELETE FROM upload WHERE service = ?1", [service])?;
    Ok(())
}
