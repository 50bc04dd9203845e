//! The queue as a whole: paused, going on, and what is said about jobs that have waited for long.
//! What stands still is decided at the desk (`desk/holds.rs`).

use super::{Command, Queue, Standstill, Studio, WaitingAnswer};
use crate::error::Result;

impl Studio {
    /// Sends nothing more that waits, until a person says Go on. What was sent is made and saved.
    ///
    /// # Errors
    /// When the disk does not remember it; it is in force all the same.
    pub async fn queue_pause(&self) -> Result<Queue> {
        self.ask(Command::QueuePause).await
    }

    /// Ends what a person has read about; nothing happens where that is not so any more.
    ///
    /// # Errors
    /// When it cannot be written down: the queue stays paused then.
    pub async fn queue_go_on(&self, over: Standstill) -> Result<Queue> {
        self.ask(|reply| Command::QueueGoOn { over, reply }).await
    }

    /// Answers the question about jobs that have waited for long, for these and no others.
    ///
    /// # Errors
    /// When an answer cannot be written down: what comes after it is left as it was.
    pub async fn waiting(&self, answer: WaitingAnswer, ids: Vec<String>) -> Result<Queue> {
        self.ask(|reply| Command::Waiting { answer, ids, reply }).await
    }
}
