//! Work that blocks, beside the async runtime: single pieces on tokio's threads for it, and workers
//! that keep something (a connection, the keyring) on a thread of their own.
//! A simulation runs the whole core on one thread, so that a run is decided by its seed and paused
//! time never runs ahead of work: on a thread that bears its name, all of this is done in place.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use tokio::sync::oneshot;

use crate::error::{Error, ErrorKind, Result};

/// The name of a thread on which nothing runs beside: for tests alone.
pub const SIMULATION: &str = "simulation";

/// Whether blocking work is done in place here.
pub(crate) fn in_place() -> bool {
    std::thread::current().name() == Some(SIMULATION)
}

/// Does a piece of work that may block. A panic in it goes on in whoever waits for it.
///
/// # Errors
/// What the work says.
pub(crate) async fn blocking<R: Send + 'static>(
    work: impl FnOnce() -> Result<R> + Send + 'static,
) -> Result<R> {
    if in_place() {
        return work();
    }
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // It fails the job that it belongs to, and is not mistaken for a full disk.
        Err(fault) if fault.is_panic() => std::panic::resume_unwind(fault.into_panic()),
        Err(fault) => Err(Error::internal("finish blocking work", fault)),
    }
}

/// The same for work that nobody waits for.
pub(crate) fn begin(work: impl FnOnce() + Send + 'static) {
    if in_place() {
        work();
    } else {
        tokio::task::spawn_blocking(work);
    }
}

type Work<T> = Box<dyn FnOnce(&mut T) + Send>;

/// A thread that keeps something and does one piece of work with it after the other. Cheap to
/// clone; the thread ends with the last clone.
pub(crate) struct Worker<T>(Place<T>);

enum Place<T> {
    Thread(mpsc::Sender<Work<T>>),
    Here(Arc<Mutex<T>>),
}

impl<T> Clone for Worker<T> {
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Place::Thread(work) => Place::Thread(work.clone()),
            Place::Here(kept) => Place::Here(Arc::clone(kept)),
        })
    }
}

impl<T: Send + 'static> Worker<T> {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives none.
    pub(crate) fn start(name: &str, mut kept: T) -> Result<Self> {
        if in_place() {
            return Ok(Self(Place::Here(Arc::new(Mutex::new(kept)))));
        }
        let (sender, all) = mpsc::channel::<Work<T>>();
        std::thread::Builder::new()
            .name(name.into())
            .spawn(move || {
                for work in all {
                    work(&mut kept);
                }
            })
            .map_err(|fault| Error::internal(format!("start the thread {name}"), fault))?;
        Ok(Self(Place::Thread(sender)))
    }

    /// Does a piece of work there. It is done also when nobody waits for it any more.
    ///
    /// # Errors
    /// What the work says, or [`ErrorKind::Internal`] where the thread is gone.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut T) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let sender = match &self.0 {
            Place::Thread(sender) => sender,
            Place::Here(kept) => {
                return work(&mut kept.lock().unwrap_or_else(PoisonError::into_inner));
            }
        };
        let gone = || Error::new(ErrorKind::Internal, "reach a thread");
        let (done, result) = oneshot::channel();
        // A panic in the work of one is that one's alone: the thread goes on for all others.
        let work: Work<T> = Box::new(move |kept| {
            let _ = done.send(catch_unwind(AssertUnwindSafe(|| work(kept))));
        });
        sender.send(work).map_err(|_| gone())?;
        let result = result.await.map_err(|_| gone())?;
        result.unwrap_or_else(|panic| Err(Error::panicked("work on a thread", panic.as_ref())))
    }
}
