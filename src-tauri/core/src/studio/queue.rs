//! The queue as a whole: its order, its cards, jobs from elsewhere; paused, going on, and what is said
//! about jobs that have waited for long.
//! What stands still is decided at the desk (`desk/holds.rs`).

use super::{Command, JobSnapshot, Queue, Standstill, Studio, WaitingAnswer};
use crate::catalogue;
use crate::error::{Error, ErrorKind, Result};

impl Studio {
    /// Watches and saves what was made elsewhere under a number, at the service of now. It was not
    /// sent from here and never is. `model` says what it is called by; the same press is one job.
    ///
    /// # Errors
    /// [`ErrorKind::TaskInvalid`], [`ErrorKind::TaskTaken`], [`ErrorKind::ModelInvalid`], or no key.
    pub async fn job_add(&self, task: String, model: String, press: String) -> Result<JobSnapshot> {
        let model = catalogue::model_name(&model)
            .ok_or_else(|| Error::new(ErrorKind::ModelInvalid, "add a job"))?;
        self.check_key("add a job").await?;
        self.ask(|reply| Command::Add { task, model, press, reply }).await
    }

    /// Puts a waiting job directly before another that waits, or behind all of them; gives those
    /// that have changed places. Nothing happens where either waits no more.
    ///
    /// # Errors
    /// When it cannot be written down: the order stays as it was.
    pub async fn job_move(&self, id: String, before: Option<String>) -> Result<Vec<JobSnapshot>> {
        self.ask(|reply| Command::Move { id, before, reply }).await
    }

    /// Puts cards of jobs that have ended away, until they are brought back or something happens
    /// to them; says which. Jobs and clips stay as they are.
    ///
    /// # Errors
    /// When the studio has ended.
    pub async fn queue_clear(&self, ids: Vec<String>) -> Result<Vec<String>> {
        self.ask(|reply| Command::Clear { ids, reply }).await
    }

    /// Takes cards back that were put away.
    ///
    /// # Errors
    /// [`ErrorKind::JobUnknown`], or what the database says.
    pub async fn queue_bring_back(&self, ids: Vec<String>) -> Result<Vec<JobSnapshot>> {
        self.ask(|reply| Command::BringBack { ids, reply }).await
    }

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
