//! Work that waits for a disk or a processor, off the async threads. A panic in it goes on in whoever
//! waits for it, so that it fails the job that it belongs to and is not mistaken for a full disk.

use crate::error::{Error, Result};

/// Does work on a thread that may block.
///
/// # Errors
/// What the work says.
pub(crate) async fn blocking<R: Send + 'static>(
    work: impl FnOnce() -> Result<R> + Send + 'static,
) -> Result<R> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(fault) if fault.is_panic() => std::panic::resume_unwind(fault.into_panic()),
        Err(fault) => Err(Error::internal("finish blocking work", fault)),
    }
}
