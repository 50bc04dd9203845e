//! Tasks: what was asked, how far it is, and the small file that lets it outlive the process.
//! It does not render and does not speak HTTP; time is passed in.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::dialect::Dialect;

/// How long a finished clip is kept once a client was told of it.
const KEPT_ONCE_TOLD: Duration = Duration::from_secs(24 * 3600);
/// How long it is kept for a client that has not asked yet.
const KEPT_UNTOLD: Duration = Duration::from_secs(7 * 24 * 3600);

/// What is written to disk for a task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Saved {
    pub(crate) id: String,
    /// The unguessable name of the clip in its link and in its file.
    pub(crate) clip: String,
    pub(crate) model: String,
    pub(crate) prompt: String,
    /// The file name of the first picture.
    pub(crate) picture: Option<String>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) seconds: u32,
    /// When it was created, in milliseconds since 1970.
    pub(crate) created_ms: u64,
    /// When its clip was rendered, in milliseconds since 1970.
    pub(crate) rendered_ms: Option<u64>,
    /// When a client was first told that it is completed, in milliseconds since 1970.
    pub(crate) told_ms: Option<u64>,
    /// Why it failed, if it did.
    pub(crate) failed: Option<String>,
    /// The shape of every answer about it.
    #[serde(default)]
    pub(crate) dialect: Dialect,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Queued,
    Making,
    Completed,
    Failed,
}

/// A task in memory.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) saved: Saved,
    /// When this process met the task, and how old the task was then: the monotonic clock
    /// measures the phases, so that a change of the wall clock neither ends nor prolongs them.
    since: Instant,
    age: Duration,
    /// Whether the least times are waived.
    hurried: bool,
}

impl Task {
    pub(crate) fn new(saved: Saved) -> Self {
        let age = Duration::from_millis(now_ms().saturating_sub(saved.created_ms));
        Self { saved, since: Instant::now(), age, hurried: false }
    }

    pub(crate) fn hurry(&mut self) {
        self.hurried = true;
    }

    /// Whether its clip is still to be rendered.
    pub(crate) fn unfinished(&self) -> bool {
        self.saved.rendered_ms.is_none() && self.saved.failed.is_none()
    }

    pub(crate) fn phase(&self, held: bool, queued: Duration, making: Duration) -> Phase {
        if self.saved.failed.is_some() {
            return Phase::Failed;
        }
        let age = self.age + self.since.elapsed();
        if !self.hurried && age < queued {
            Phase::Queued
        } else if held
            || self.saved.rendered_ms.is_none()
            || (!self.hurried && age < queued + making)
        {
            Phase::Making
        } else {
            Phase::Completed
        }
    }

    /// When the phase began, in seconds since 1970.
    pub(crate) fn updated(&self, phase: Phase, queued: Duration, making: Duration) -> u64 {
        let created = self.saved.created_ms;
        let queued_end = created + queued.as_millis() as u64;
        let ms = match phase {
            Phase::Queued => created,
            Phase::Making => queued_end,
            Phase::Completed | Phase::Failed => {
                let rendered = self.saved.rendered_ms.unwrap_or(created);
                let made = queued_end + making.as_millis() as u64;
                if self.hurried { rendered } else { rendered.max(made) }
            }
        };
        ms.min(now_ms()) / 1000
    }

    /// Whether nobody can still want it.
    pub(crate) fn stale(&self, now_ms: u64) -> bool {
        let since = |at: u64| Duration::from_millis(now_ms.saturating_sub(at));
        match (self.saved.told_ms, self.saved.rendered_ms, &self.saved.failed) {
            (Some(told), ..) => since(told) > KEPT_ONCE_TOLD,
            (None, Some(rendered), _) => since(rendered) > KEPT_UNTOLD,
            (None, None, Some(_)) => since(self.saved.created_ms) > KEPT_UNTOLD,
            (None, None, None) => false,
        }
    }
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}

/// The folders of one gateway.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    pub(crate) tasks: PathBuf,
    pub(crate) pictures: PathBuf,
    pub(crate) clips: PathBuf,
}

impl Folders {
    /// Makes the folders under `root`. The error comes with the path.
    pub(crate) fn under(root: &Path) -> Result<Self, (PathBuf, io::Error)> {
        let folders = Self {
            tasks: root.join("tasks"),
            pictures: root.join("pictures"),
            clips: root.join("clips"),
        };
        for path in [&folders.tasks, &folders.pictures, &folders.clips] {
            std::fs::create_dir_all(path).map_err(|error| (path.clone(), error))?;
        }
        Ok(folders)
    }

    pub(crate) fn clip(&self, name: &str) -> PathBuf {
        self.clips.join(format!("{name}.mp4"))
    }

    pub(crate) fn save(&self, task: &Saved) -> io::Result<()> {
        let json = serde_json::to_vec(task)?;
        write_whole(&self.record(task), &json)
    }

    /// Every task on disk. A file that cannot be read is left alone and told of in the log.
    pub(crate) fn load(&self) -> io::Result<Vec<Task>> {
        let mut tasks = Vec::new();
        for entry in std::fs::read_dir(&self.tasks)? {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let saved = std::fs::read(&path).and_then(|json| Ok(serde_json::from_slice(&json)?));
            match saved {
                Ok(saved) => tasks.push(Task::new(saved)),
                Err(error) => tracing::warn!(path = %path.display(), %error, "unreadable task"),
            }
        }
        Ok(tasks)
    }

    pub(crate) fn remove(&self, task: &Saved) {
        remove(&self.clip(&task.clip));
        remove(&self.record(task));
    }

    /// Some numbers hold a colon, which not every system allows in a file's name.
    fn record(&self, task: &Saved) -> PathBuf {
        self.tasks.join(format!("{}.json", task.id.replace(':', "_")))
    }

    /// Removes every file in a folder that `needed` does not ask to keep.
    pub(crate) fn purge(folder: &Path, needed: impl Fn(&str) -> bool) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return;
        };
        for entry in entries.flatten() {
            if !entry.file_name().to_str().is_some_and(&needed) {
                remove(&entry.path());
            }
        }
    }
}

/// Removes a file; one that is gone already is what was wanted.
pub(crate) fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(path = %path.display(), %error, "could not remove a file");
    }
}

/// Writes a file so that a crash leaves either the old one or the new one, whole.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// `prefix` and 32 random hex digits.
pub(crate) fn unguessable(prefix: &str) -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(prefix.to_owned(), |text, byte| format!("{text}{byte:02x}")))
}
