//! Opening the database at the start of the app, whatever state it is in: a backup that a person
//! chose takes its place, damage is repaired, an older version is migrated, the journal is compared,
//! and a copy of the folder is told from the folder. Only then jobs are taken in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, ErrorCode};

use super::disk::{beside, remove, write_whole};
use super::journal::{self, Journal, Line};
use super::queue::Pause;
use super::{
    Store, backup, job, migrate, prepare, queue, reconcile, record, repair, salvage, settings,
};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::step::Steps;

/// So many lines of no use are borne before the journal is written anew.
const IDLE_LINES: usize = 200;

/// What the app opens with.
pub struct Opened {
    /// The database.
    pub store: Store,
    /// The journal beside it.
    pub journal: Journal,
    /// What had to be done to it; None on an ordinary day.
    pub mended: Option<Mended>,
}

/// What was done to the database at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mended {
    /// It was damaged and put together again; the damaged file lies in this folder.
    Repaired(PathBuf),
    /// The backup of this time was put in its place.
    Restored(Millis),
}

impl Mended {
    fn pause(&self) -> Pause {
        match self {
            Self::Repaired(_) => Pause::Repaired,
            Self::Restored(_) => Pause::Restored,
        }
    }
}

/// Opens the database in a file, and the journal beside it. Blocks.
///
/// # Errors
/// [`ErrorKind::DatabaseNewer`], or what the disk says. Damage is no error.
pub fn open(file: &Path, now: Millis, steps: Arc<dyn Steps>) -> Result<Opened> {
    let book = file.with_extension("journal");
    let lines = journal::read(&book)?;
    let mut mended = restore(file, now)?;
    if repair::mark(file).exists() || is_gone(file, &lines)? {
        mended = Some(Mended::Repaired(repair::repair(file, &lines, now)?));
    }
    let (connection, kept) = match ready(file, &lines, mended.as_ref(), now) {
        Err(fault) if is_damage(&fault) => {
            tracing::error!(fault = %fault.chain(), "the database is damaged");
            mended = Some(Mended::Repaired(repair::repair(file, &lines, now)?));
            ready(file, &lines, mended.as_ref(), now)?
        }
        found => found?,
    };
    if lines.len() - kept.len() > IDLE_LINES {
        journal::replace(&book, &kept)?;
    }
    let store = Store::over(connection, file)?.watched_by(Arc::clone(&steps));
    Ok(Opened { store, journal: Journal::start(&book, steps)?, mended })
}

/// Asks for a backup to take the database's place at the next start. It is looked through first.
///
/// # Errors
/// [`ErrorKind::DatabaseUnreadable`] where the backup is damaged, or what the disk says.
pub fn ask_restore(file: &Path, id: &str) -> Result<()> {
    backup::verified(file, id)?;
    write_whole(&wish(file), id)
}

/// Whether an error of the database says that its file is damaged, and not that the disk is full,
/// or somebody else has it open.
pub fn is_damage(fault: &Error) -> bool {
    use rusqlite::Error as E;
    use std::error::Error as _;
    let code = |code: ErrorCode| {
        matches!(
            code,
            ErrorCode::NotADatabase
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::Unknown
                | ErrorCode::SchemaChanged
                | ErrorCode::ConstraintViolation
                | ErrorCode::TypeMismatch
                | ErrorCode::TooBig
        )
    };
    let source = fault.source().and_then(|source| source.downcast_ref::<E>());
    match source {
        Some(E::SqliteFailure(failure, _)) => code(failure.code),
        Some(E::SqlInputError { error, .. }) => code(error.code),
        Some(
            E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::Utf8Error(..)
            | E::InvalidColumnType(..)
            | E::InvalidColumnName(_)
            | E::QueryReturnedNoRows,
        ) => true,
        _ => fault.kind == ErrorKind::DatabaseUnreadable,
    }
}

/// The file that says which backup a person wants in the database's place.
fn wish(file: &Path) -> PathBuf {
    file.with_extension("restore")
}

/// Puts the backup that a person chose in the database's place; what is there is backed up first.
/// Interrupted, it is done again at the next start.
fn restore(file: &Path, now: Millis) -> Result<Option<Mended>> {
    let wish = wish(file);
    let Ok(id) = std::fs::read_to_string(&wish) else { return Ok(None) };
    let chosen = backup::Backup::from_id(id.trim()).zip(backup::verified(file, id.trim()).ok());
    let Some((chosen, from)) = chosen else {
        tracing::warn!("the chosen backup is not there any more, or damaged");
        remove(&wish)?;
        return Ok(None);
    };
    let fresh = beside(file, ".new");
    repair::remove_with_log(&fresh)?;
    std::fs::copy(from, &fresh).map_err(|fault| Error::disk("put a backup back", fault))?;
    if file.exists() && backup::make(file, backup::Occasion::Restore, now).is_err() {
        // What cannot be backed up is damaged: it is kept as it is.
        repair::set_aside(file, now)?;
    }
    repair::put_in_place(&fresh, file)?;
    remove(&repair::mark(file))?;
    remove(&wish)?;
    Ok(Some(Mended::Restored(chosen.at)))
}

/// Whether there was a database and now there is none, or one with a head that is not ours.
fn is_gone(file: &Path, lines: &[Line]) -> Result<bool> {
    let length = std::fs::metadata(file).map_or(0, |facts| facts.len());
    if length == 0 {
        return Ok(!lines.is_empty() || !backup::names(file).is_empty());
    }
    Ok(!salvage::has_our_head(file)?)
}

/// The database is damaged, wherever that was seen: the next opening repairs it.
///
/// # Errors
/// What the disk says.
pub fn note_damage(file: &Path) -> Result<()> {
    write_whole(&repair::mark(file), "")
}

/// Opens, migrates, reads once what the start needs, compares the journal, and stops the queue
/// where that is needed. With it come the lines of the journal that are still of use.
fn ready(
    file: &Path,
    lines: &[Line],
    mended: Option<&Mended>,
    now: Millis,
) -> Result<(Connection, Vec<Line>)> {
    let mut connection = Connection::open(file)?;
    prepare(&connection)?;
    migrate::run(&mut connection, Some(file), now)?;
    settings::load(&connection)?;
    queue::pause(&connection)?;
    for table in ["picture", "upload", "clip", "price_list", "upload_count", "no_upload"] {
        connection.prepare(&format!("SELECT * FROM {table} LIMIT 1"))?.query([])?.next()?;
    }
    let reconciled = reconcile::reconcile(&mut connection, lines)?;
    if reconciled.is_any() {
        tracing::warn!(?reconciled, "the journal knew more than the database");
    }
    job::unfinished(&connection)?;
    let why = match mended {
        Some(mended) => Some(mended.pause()),
        None if reconciled.is_any() => Some(Pause::Repaired),
        None if record::is_moved(&connection, file)? => Some(Pause::Moved),
        None => None,
    };
    record::settle(&mut connection, file, why)?;
    let kept = reconcile::worth_keeping(&connection, lines, now)?;
    Ok((connection, kept))
}
