//! The database: one writing connection and one reading, each on its own thread behind a channel of
//! closures, so that nothing delays the commit of a task number. WAL, FULL, foreign keys.
//! Each table's SQL, rows and migrations live in the file of its name.

pub mod backup;
pub mod clip;
pub mod collection;
mod disk;
pub mod family;
pub mod files;
pub mod job;
pub mod journal;
pub mod list;
pub mod lock;
mod migrate;
pub mod opening;
pub mod picture;
pub mod preset;
pub mod price;
pub mod queue;
mod reconcile;
pub mod record;
mod repair;
mod salvage;
mod search;
pub mod settings;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use tokio::sync::watch;

use crate::blocking::Worker;
use crate::error::{Error, ErrorKind, Result};
use crate::host::{Clock, SystemClock};
use crate::step::{self, Step, Steps};

/// The database. Cheap to clone; the threads end with the last clone.
#[derive(Clone)]
pub struct Store {
    writer: Worker<Connection>,
    reader: Worker<Connection>,
    alarm: Arc<Alarm>,
    steps: Arc<dyn Steps>,
}

/// Rung when SQLite finds the file damaged while the app runs. The app goes on as far as that goes;
/// the damage is put right at the next start.
struct Alarm {
    mark: PathBuf,
    rung: watch::Sender<bool>,
}

impl Alarm {
    fn ring(&self) {
        if *self.rung.borrow() {
            return;
        }
        // First noted, then told: whoever is told may start again at once.
        if let Err(fault) = disk::write_whole(&self.mark, "") {
            // The next start finds it by itself, where it meets it.
            tracing::error!(fault = %fault.chain(), "damage could not be noted");
        }
        self.rung.send_replace(true);
    }
}

impl Store {
    /// Opens the database in a file, makes it where there is none, and migrates it; before a
    /// migration it is backed up. [`opening::open`] does this for the app, whatever the state.
    ///
    /// # Errors
    /// [`ErrorKind::DatabaseNewer`] for a file of a later version; else what the disk or SQLite
    /// says.
    pub fn open(file: &Path) -> Result<Self> {
        let mut writer = Connection::open(file)?;
        prepare(&writer)?;
        migrate::run(&mut writer, Some(file), SystemClock.now())?;
        Self::over(writer, file)
    }

    /// The database of a connection that is ready for writing.
    fn over(writer: Connection, file: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(file, flags)?;
        reader.busy_timeout(BUSY)?;
        let alarm = Arc::new(Alarm { mark: repair::mark(file), rung: watch::Sender::new(false) });
        let writer = Worker::start("store-write", writer)?;
        let reader = Worker::start("store-read", reader)?;
        Ok(Self { writer, reader, alarm, steps: step::unwatched() })
    }

    /// With somebody who stands at the steps of [`Store::commit`].
    #[must_use]
    pub fn watched_by(self, steps: Arc<dyn Steps>) -> Self {
        Self { steps, ..self }
    }

    /// Runs work on the writing connection that is a durable step of a job.
    ///
    /// # Errors
    /// What the work says, or what the step was told to fail with.
    pub async fn commit<R: Send + 'static>(
        &self,
        step: Step,
        work: impl FnOnce(&mut Connection) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let steps = Arc::clone(&self.steps);
        self.write(move |db| step::done(&*steps, step, || work(db))).await
    }

    /// Runs work on the writing connection.
    ///
    /// # Errors
    /// What the work says.
    pub async fn write<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.writer.run(alarmed(Arc::clone(&self.alarm), work)).await
    }

    /// Runs work on the reading connection: lists and search.
    ///
    /// # Errors
    /// What the work says.
    pub async fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.reader.run(alarmed(Arc::clone(&self.alarm), work)).await
    }

    /// Damage was found: the app is told, and the next start repairs it.
    pub fn ring_alarm(&self) {
        self.alarm.ring();
    }

    /// Whether damage was found since the start.
    pub fn alarm(&self) -> watch::Receiver<bool> {
        self.alarm.rung.subscribe()
    }
}

const BUSY: Duration = Duration::from_secs(5);

fn prepare(connection: &Connection) -> Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: a task number must survive a power cut. It costs 0.2 ms a commit.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// Work that rings the alarm where the file turns out to be damaged.
fn alarmed<R>(
    alarm: Arc<Alarm>,
    work: impl FnOnce(&mut Connection) -> Result<R>,
) -> impl FnOnce(&mut Connection) -> Result<R> {
    move |connection| {
        work(connection).inspect_err(|fault| {
            if is_corrupt(fault) {
                alarm.ring();
            }
        })
    }
}

/// Whether the file is surely damaged: SQLite says so, or a value is read that no column of ours
/// can hold, since the tables are strict. A NULL may come from a question instead of a column.
fn is_corrupt(fault: &Error) -> bool {
    use rusqlite::Error as E;
    use std::error::Error as _;
    let source = fault.source().and_then(|source| source.downcast_ref::<E>());
    match source {
        Some(E::InvalidColumnType(_, _, found)) => *found != rusqlite::types::Type::Null,
        Some(E::Utf8Error(..) | E::FromSqlConversionFailure(..)) => true,
        other => matches!(
            other.and_then(E::sqlite_error_code),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        ),
    }
}

/// An unknown value in the database is an error with a name, never a silent default.
pub(crate) fn unknown_value(column: &str, value: &str) -> Error {
    Error::new(ErrorKind::DatabaseUnreadable, format!("read {column} = {value:?}"))
        .with("what", column)
}
