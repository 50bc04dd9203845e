//! The database: one writing connection and one reading, each on its own thread behind a channel of
//! closures, so that nothing delays the commit of a task number. WAL, FULL, foreign keys.
//! Each table's SQL, rows and migrations live in the file of its name.

pub mod clip;
pub mod job;
mod migrate;
pub mod picture;
pub mod price;
pub mod queue;
pub mod settings;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

use crate::error::{Error, ErrorKind, Result};
use crate::step::{self, Step, Steps};

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

/// The database. Cheap to clone; the threads end with the last clone.
#[derive(Clone)]
pub struct Store {
    writer: mpsc::Sender<Work>,
    reader: mpsc::Sender<Work>,
    steps: Arc<dyn Steps>,
}

impl Store {
    /// Opens the database in a file, makes it where there is none, and migrates it; before a
    /// migration the old file is copied to `<file>.v<version>.bak`.
    ///
    /// # Errors
    /// [`ErrorKind::DatabaseNewer`] for a file of a later version; else what the disk or SQLite
    /// says.
    pub fn open(file: &Path) -> Result<Self> {
        let mut writer = Connection::open(file)?;
        prepare(&writer)?;
        migrate::run(&mut writer, Some(file))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(file, flags)?;
        reader.busy_timeout(BUSY)?;
        let (writer, reader) = (thread("store-write", writer)?, thread("store-read", reader)?);
        Ok(Self { writer, reader, steps: step::unwatched() })
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
        run(&self.writer, work).await
    }

    /// Runs work on the reading connection: lists and search.
    ///
    /// # Errors
    /// What the work says.
    pub async fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        run(&self.reader, work).await
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

fn thread(name: &str, mut connection: Connection) -> Result<mpsc::Sender<Work>> {
    let (sender, jobs) = mpsc::channel::<Work>();
    std::thread::Builder::new()
        .name(name.into())
        .spawn(move || {
            for job in jobs {
                job(&mut connection);
            }
        })
        .map_err(|fault| Error::internal("start a database thread", fault))?;
    Ok(sender)
}

async fn run<R: Send + 'static>(
    thread: &mpsc::Sender<Work>,
    work: impl FnOnce(&mut Connection) -> Result<R> + Send + 'static,
) -> Result<R> {
    let gone = || Error::new(ErrorKind::Internal, "reach the database's thread");
    let (done, result) = oneshot::channel();
    // A panic in the work of one is that one's alone: the thread goes on for all others.
    let job: Work = Box::new(move |connection| {
        let _ = done.send(catch_unwind(AssertUnwindSafe(|| work(connection))));
    });
    thread.send(job).map_err(|_| gone())?;
    let result = result.await.map_err(|_| gone())?;
    result.unwrap_or_else(|panic| Err(Error::panicked("use the database", panic.as_ref())))
}

/// An unknown value in the database is an error with a name, never a silent default.
pub(crate) fn unknown_value(column: &str, value: &str) -> Error {
    Error::new(ErrorKind::DatabaseUnreadable, format!("read {column} = {value:?}"))
        .with("what", column)
}
