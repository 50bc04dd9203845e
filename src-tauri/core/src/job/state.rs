//! The life of a job as pure transitions: open this file and you know the product.
//! No time, no input or output; whoever applies a transition commits it before acting on it.
//!
//! ```text
//! Waiting -> Sending -> Making -> Saving -> Done
//!    ^          |  \        \        \
//!    |  not sent|   Unclear  Failed   Failed
//! ```
//!
//! A job whose clip was lost goes `Done -> Saving -> Done` once more: whatever becomes of that, it
//! stays done and keeps its clip.

use crate::gateway::fault::{Cause, Charged};
use crate::gateway::wire::Task;
use crate::settings::named;

/// Where a job stands, with what is known only there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Not sent: preparing, uploading, queued, or without a connection.
    Waiting,
    /// The create POST may be on its way. Committed directly before it leaves.
    Sending,
    /// It may have been accepted and charged; only a person may send it again.
    Unclear {
        /// What is known of it.
        cause: Cause,
    },
    /// The service is making it.
    Making {
        /// Its number there.
        task: Task,
    },
    /// Ready at the service, being saved here.
    Saving {
        /// Its number there.
        task: Task,
        /// Where it lies, best first; may be empty, then only the content call is left.
        links: Vec<String>,
        /// The clip whose lost file is being had again; None while there is no clip yet.
        clip: Option<String>,
    },
    /// Saved.
    Done {
        /// Its number there; None for a clip that a person brought as a file.
        task: Option<Task>,
        /// The clip's id.
        clip: String,
        /// Why its lost file could not be had again, where that was tried last.
        cause: Option<Cause>,
    },
    /// Ended without a clip.
    Failed {
        /// Its number there, if it got so far: then it can be asked about again.
        task: Option<Task>,
        /// Why.
        cause: Cause,
    },
    /// No longer watched, by a person's wish.
    Stopped {
        /// Its number there, if it got so far: then it can be watched again.
        task: Option<Task>,
    },
}

named! {
    /// The name of a state, as it is stored and as the page shows it.
    pub enum StateName {
        /// See [`State::Waiting`].
        Waiting = "waiting",
        /// See [`State::Sending`].
        Sending = "sending",
        /// See [`State::Unclear`].
        Unclear = "unclear",
        /// See [`State::Making`].
        Making = "making",
        /// See [`State::Saving`].
        Saving = "saving",
        /// See [`State::Done`].
        Done = "done",
        /// See [`State::Failed`].
        Failed = "failed",
        /// See [`State::Stopped`].
        Stopped = "stopped",
    }
}

/// What can happen to a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Its turn has come; the POST leaves next.
    SendBegan,
    /// The POST surely did not arrive, or the service is busy for the moment.
    NotSent,
    /// The service surely refused it.
    Refused(Cause),
    /// Nobody can say whether the service took it.
    Lost(Cause),
    /// The service took it under a number.
    Accepted(Task),
    /// The service has the clip.
    Ready(Vec<String>),
    /// The clip is on this disk, under this id.
    Saved(String),
    /// The service failed, or the clip cannot be had.
    Failed(Cause),
    /// A person does not want it watched.
    StopAsked,
    /// A person wants a stopped or failed job watched again.
    WatchAsked,
    /// A person has found the task number of an unclear job.
    AdoptAsked(Task),
    /// The service does not know the number that a person found: the job is as open as before.
    NumberUnknown(Cause),
    /// A person has checked that an unclear job was not made, and wants it sent again.
    SendAgainAsked,
    /// A person wants the lost file of a finished job's clip again.
    DownloadAsked,
}

/// What happened does not fit where the job stands.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cannot happen to a job that is {}", .0.name())]
pub struct NotNow(pub StateName);

impl State {
    /// The state after what happened.
    ///
    /// # Errors
    /// [`NotNow`] where it does not fit; the job stays as it is.
    pub fn next(self, happened: Happened) -> Result<Self, NotNow> {
        use Happened as H;
        use State as S;
        let name = self.name();
        Ok(match (self, happened) {
            (S::Waiting, H::SendBegan) => S::Sending,
            (S::Waiting, H::NotSent) => S::Waiting,
            (S::Waiting | S::Sending, H::Refused(cause)) => S::Failed { task: None, cause },
            (S::Sending, H::NotSent) => S::Waiting,
            (S::Sending, H::Lost(cause)) => S::Unclear { cause },
            (S::Sending, H::Accepted(task)) => S::Making { task },

            (S::Making { task }, H::Ready(links)) => S::Saving { task, links, clip: None },
            // A fresh query brought other links.
            (S::Saving { task, clip, .. }, H::Ready(links)) => S::Saving { task, links, clip },
            (S::Saving { task, .. }, H::Saved(clip)) => {
                S::Done { task: Some(task), clip, cause: None }
            }

            (S::Done { task: Some(task), clip, .. }, H::DownloadAsked) => {
                S::Saving { task, links: Vec::new(), clip: Some(clip) }
            }
            // Asking and fetching again cost nothing.
            (S::Saving { task, clip: Some(clip), .. }, H::Failed(cause)) => {
                let cause = Some(Cause { charged: Charged::No, ..cause });
                S::Done { task: Some(task), clip, cause }
            }
            (S::Saving { task, clip: Some(clip), .. }, H::StopAsked) => {
                S::Done { task: Some(task), clip, cause: None }
            }

            (S::Making { task } | S::Saving { task, .. }, H::Failed(cause)) => {
                S::Failed { task: Some(task), cause }
            }

            (S::Waiting, H::StopAsked) => S::Stopped { task: None },
            (S::Unclear { .. }, H::StopAsked) => S::Stopped { task: None },
            (S::Making { task } | S::Saving { task, .. }, H::StopAsked) => {
                S::Stopped { task: Some(task) }
            }
            (S::Stopped { task: Some(task) }, H::WatchAsked)
            | (S::Failed { task: Some(task), .. }, H::WatchAsked) => S::Making { task },
            (S::Unclear { .. }, H::AdoptAsked(task)) => S::Making { task },
            (S::Making { .. }, H::NumberUnknown(cause)) => S::Unclear { cause },
            (S::Unclear { .. }, H::SendAgainAsked) => S::Waiting,
            _ => return Err(NotNow(name)),
        })
    }

    /// Its name.
    pub fn name(&self) -> StateName {
        match self {
            Self::Waiting => StateName::Waiting,
            Self::Sending => StateName::Sending,
            Self::Unclear { .. } => StateName::Unclear,
            Self::Making { .. } => StateName::Making,
            Self::Saving { .. } => StateName::Saving,
            Self::Done { .. } => StateName::Done,
            Self::Failed { .. } => StateName::Failed,
            Self::Stopped { .. } => StateName::Stopped,
        }
    }

    /// Whether nothing more happens to it unless a person asks. An unclear job has not ended.
    pub fn has_ended(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Failed { .. } | Self::Stopped { .. })
    }

    /// Its number at the service, where it has one.
    pub fn task(&self) -> Option<&Task> {
        match self {
            Self::Waiting | Self::Sending | Self::Unclear { .. } => None,
            Self::Making { task } | Self::Saving { task, .. } => Some(task),
            Self::Done { task, .. } | Self::Failed { task, .. } | Self::Stopped { task } => {
                task.as_ref()
            }
        }
    }

    /// Why it ended or hangs, where there is a why.
    pub fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Unclear { cause } | Self::Failed { cause, .. } => Some(cause),
            Self::Done { cause, .. } => cause.as_ref(),
            _ => None,
        }
    }

    /// The id of its clip, once it has one.
    pub fn clip(&self) -> Option<&str> {
        match self {
            Self::Done { clip, .. } => Some(clip),
            Self::Saving { clip, .. } => clip.as_deref(),
            _ => None,
        }
    }

    /// Whether something still has to happen by itself.
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::Making { .. } | Self::Saving { .. })
    }

    /// Whether it stays in the queue after a restart: live, or waiting for a person's word.
    pub fn is_unfinished(&self) -> bool {
        self.is_live() || matches!(self, Self::Unclear { .. })
    }
}
