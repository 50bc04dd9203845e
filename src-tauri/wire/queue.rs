//! What stands still in the queue, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::store::queue::Pause;
use stillwake_core::studio::{OldJobs, Queue, Standstill};

use super::{JobNote, mirrored};

mirrored! {
    /// Why the whole queue stands still.
    pub enum QueuePause = Pause { Asked, Restored, Repaired, Moved }
}

/// What keeps waiting jobs from being sent until a person says something.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// The whole queue stands still.
    pub paused: Option<QueuePause>,
    /// A service with waiting jobs refuses the key or has no money left: `keyRefused` or
    /// `creditEmpty`.
    pub held: Option<JobNote>,
    /// Jobs that have waited so long that a person is asked first.
    pub old: Option<OldJobsView>,
}

/// Jobs that have waited for long.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OldJobsView {
    /// Their ids, oldest first. An answer is about these and no others.
    pub ids: Vec<String>,
    /// When the button of the oldest was pressed, Unix ms.
    pub since_ms: i64,
    /// What they were expected to cost together, as far as that was known; millionths of a dollar.
    pub known_micros: u64,
    /// How many of them have an unknown price.
    pub unknown: u32,
}

impl From<Queue> for QueueView {
    fn from(queue: Queue) -> Self {
        Self {
            paused: queue.paused.map(Into::into),
            held: queue.held.map(Into::into),
            old: queue.old.map(Into::into),
        }
    }
}

impl From<OldJobs> for OldJobsView {
    fn from(old: OldJobs) -> Self {
        let OldJobs { ids, since, known, unknown } = old;
        let unknown = u32::try_from(unknown).unwrap_or(u32::MAX);
        Self { ids, since_ms: since, known_micros: known, unknown }
    }
}

/// What a person has read about when pressing Go on.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum GoOnOver {
    /// The pause that a person asked for.
    Asked,
    /// The pause after a backup was restored.
    Restored,
    /// The pause after the database was put together again.
    Repaired,
    /// The pause in another place than before.
    Moved,
    /// Services that refuse a key or have no money left.
    Held,
}

impl From<GoOnOver> for Standstill {
    fn from(over: GoOnOver) -> Self {
        match over {
            GoOnOver::Asked => Self::Paused(Pause::Asked),
            GoOnOver::Restored => Self::Paused(Pause::Restored),
            GoOnOver::Repaired => Self::Paused(Pause::Repaired),
            GoOnOver::Moved => Self::Paused(Pause::Moved),
            GoOnOver::Held => Self::Held,
        }
    }
}
