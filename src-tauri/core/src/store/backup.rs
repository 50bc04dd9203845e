//! Backups of the database: whole copies in a folder beside it, made by `VACUUM INTO` on a
//! connection of their own, named by date, version and occasion. Seven daily ones are kept, and
//! three of each other occasion. Nothing here ever changes the database.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::disk::{remove, sync_folder_of};
use super::migrate;
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::settings::named;

/// Daily backups that are kept.
const DAILY: usize = 7;
/// Backups of each other occasion that are kept.
const OTHERS: usize = 3;
/// A daily backup is due when the last is older, ms.
const DAY: Millis = 24 * 3_600 * 1_000;
/// How dates are written in names: UTC, sortable, allowed everywhere.
const DATE: &str = "%Y%m%d-%H%M%S-%3f";

named! {
    /// Why a backup was made.
    pub enum Occasion {
        /// A day has gone by.
        Daily = "daily",
        /// A new version was about to change the database.
        Update = "update",
        /// An older backup was about to take its place.
        Restore = "restore",
    }
}

/// A backup as its name tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file's name.
    pub id: String,
    /// When it was made.
    pub at: Millis,
    /// The version of the database.
    pub version: u32,
    /// Why it was made.
    pub occasion: Occasion,
}

/// A backup with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name and date.
    pub backup: Backup,
    /// Bytes.
    pub bytes: u64,
    /// What is in it; None where it is damaged, or of a later version.
    pub holds: Option<Holds>,
}

/// What is in a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Clips, those in the trash included.
    pub clips: u32,
    /// Jobs, finished ones included.
    pub jobs: u32,
}

impl Backup {
    fn new(at: Millis, version: u32, occasion: Occasion) -> Self {
        let date = jiff::Timestamp::from_millisecond(at).unwrap_or_default().strftime(DATE);
        let id = format!("{date}-v{version}-{}.db", occasion.name());
        Self { id, at, version, occasion }
    }

    /// What a name says, if it is one of ours.
    pub fn from_id(id: &str) -> Option<Self> {
        let mut parts = id.strip_suffix(".db")?.splitn(5, '-');
        let (day, time, ms) = (parts.next()?, parts.next()?, parts.next()?);
        let version = parts.next()?.strip_prefix('v')?.parse().ok()?;
        let occasion = Occasion::from_name(parts.next()?)?;
        let date = jiff::civil::DateTime::strptime(DATE, format!("{day}-{time}-{ms}")).ok()?;
        let at = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond();
        let found = Self::new(at, version, occasion);
        (found.id == id).then_some(found)
    }
}

/// The folder of backups beside a database.
pub fn folder(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// The backups of a database, newest first, by their names alone.
pub fn names(database: &Path) -> Vec<Backup> {
    let Ok(entries) = fs::read_dir(folder(database)) else { return Vec::new() };
    let mut found: Vec<Backup> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .filter_map(|entry| Backup::from_id(entry.file_name().to_str()?))
        .collect();
    found.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
    found
}

/// The backups of a database, newest first, each looked through. Takes seconds for large ones.
pub fn list(database: &Path) -> Vec<Listed> {
    let look = |backup: Backup| {
        let file = folder(database).join(&backup.id);
        let bytes = fs::metadata(&file).map_or(0, |facts| facts.len());
        let holds = open(&file, "quick_check").and_then(|db| counts(&db)).ok();
        Listed { backup, bytes, holds }
    };
    names(database).into_iter().map(look).collect()
}

/// Whether a daily backup is due. One dated in the future says nothing: the clock was set back.
pub fn is_due(database: &Path, now: Millis) -> bool {
    let recent = |backup: &Backup| backup.at > now - DAY && backup.at <= now;
    !names(database).iter().any(|b| b.occasion == Occasion::Daily && recent(b))
}

/// Makes a backup on a connection of its own and drops those that are too many. It appears under
/// its name only when it is whole and synced.
///
/// # Errors
/// What the disk or SQLite says; what was there before stays.
pub fn make(database: &Path, occasion: Occasion, now: Millis) -> Result<Backup> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database, flags)?;
    connection.busy_timeout(super::BUSY)?;
    make_from(&connection, database, occasion, now)
}

/// The same on a connection that is there already.
///
/// # Errors
/// What the disk or SQLite says.
pub(super) fn make_from(
    connection: &Connection,
    database: &Path,
    occasion: Occasion,
    now: Millis,
) -> Result<Backup> {
    let folder = folder(database);
    fs::create_dir_all(&folder).map_err(|fault| Error::disk("make a folder", fault))?;
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let backup = Backup::new(now, version, occasion);
    let (part, whole) = (folder.join("backup.part"), folder.join(&backup.id));
    remove(&part)?;
    let written = write(connection, &part).and_then(|()| {
        fs::rename(&part, &whole).map_err(|fault| Error::disk("name a backup", fault))
    });
    if let Err(fault) = written {
        let _ = fs::remove_file(&part);
        return Err(fault);
    }
    sync_folder_of(&whole)?;
    prune(database, occasion, now);
    Ok(backup)
}

/// A backup's file, looked through to the last page.
///
/// # Errors
/// [`ErrorKind::DatabaseUnreadable`] where it is damaged, missing or of a later version.
pub fn verified(database: &Path, id: &str) -> Result<PathBuf> {
    let unreadable = || Error::new(ErrorKind::DatabaseUnreadable, "use a backup");
    let backup = Backup::from_id(id).ok_or_else(unreadable)?;
    let file = folder(database).join(backup.id);
    open(&file, "integrity_check").map_err(|fault| unreadable().because(fault))?;
    Ok(file)
}

/// The newest backup that is whole.
pub(super) fn newest(database: &Path) -> Option<(Backup, PathBuf)> {
    let whole = |backup: Backup| verified(database, &backup.id).ok().map(|file| (backup, file));
    names(database).into_iter().find_map(whole)
}

fn write(connection: &Connection, part: &Path) -> Result<()> {
    let name = part.to_str().ok_or_else(|| Error::new(ErrorKind::Internal, "name a backup"))?;
    connection.execute("VACUUM INTO ?1", [name])?;
    File::options()
        .write(true)
        .open(part)
        .and_then(|file| file.sync_all())
        .map_err(|fault| Error::disk("sync a backup", fault))
}

/// Drops the oldest of an occasion. Those dated in the future are the first to go.
fn prune(database: &Path, occasion: Occasion, now: Millis) {
    let most = if occasion == Occasion::Daily { DAILY } else { OTHERS };
    let mut same = names(database);
    same.retain(|backup| backup.occasion == occasion);
    same.sort_by_key(|backup| (backup.at > now, std::cmp::Reverse(backup.at)));
    for old in same.iter().skip(most) {
        if let Err(fault) = fs::remove_file(folder(database).join(&old.id)) {
            tracing::warn!(%fault, "an old backup was not removed");
        }
    }
}

/// Opens a backup, which is never changed by that, and looks it through with a pragma.
fn open(file: &Path, how: &str) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    check(&connection, how)?;
    migrate::check_version(&connection)?;
    Ok(connection)
}

/// How closely a database is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Every page and row.
    Quick,
    /// And whether each index has just the rows of its table; takes several times as long.
    Close,
}

/// Looks a whole database through.
///
/// # Errors
/// [`ErrorKind::DatabaseUnreadable`] with what was found first.
pub fn look_through(connection: &Connection, how: Look) -> Result<()> {
    match how {
        Look::Quick => check(connection, "quick_check"),
        Look::Close => check(connection, "integrity_check"),
    }
}

/// Looks a database through with `quick_check` or `integrity_check`.
///
/// # Errors
/// [`ErrorKind::DatabaseUnreadable`] with what was found first.
pub(super) fn check(connection: &Connection, check: &str) -> Result<()> {
    let sql = format!("PRAGMA {check}(1)");
    let said: String = connection.query_row(&sql, [], |row| row.get(0))?;
    match said.as_str() {
        "ok" => Ok(()),
        _ => Err(Error::new(ErrorKind::DatabaseUnreadable, format!("{check}: {said}"))),
    }
}

fn counts(connection: &Connection) -> Result<Holds> {
    let count = |table: &str| {
        let sql = format!("SELECT count(*) FROM {table}");
        connection.query_row(&sql, [], |row| row.get(0))
    };
    Ok(Holds { clips: count("clip")?, jobs: count("job")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_date_version_and_occasion_and_nothing_else_is_taken() {
        let backup = Backup::new(1_795_392_000_123, 2, Occasion::Daily);
        assert_eq!(Backup::from_id(&backup.id), Some(backup.clone()));
        assert!(backup.id.ends_with("-v2-daily.db"), "{}", backup.id);
        for foreign in [
            "../stillwake.db",
            "backup.part",
            "20261123-101500-000-v2-daily.db/../../x",
            "20261123-101500-000-v2-weekly.db",
            "20261399-101500-000-v2-daily.db",
            "20261123-101500-000-v-2-daily.db",
            "x20261123-101500-000-v2-daily.db",
            "20261123-101500-000-v02-daily.db",
        ] {
            assert_eq!(Backup::from_id(foreign), None, "{foreign}");
        }
    }
}
