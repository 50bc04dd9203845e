//! The handle that Rust callers hold: start, script, watch and stop a gateway.
//! Everything that changes how it behaves goes through here and never through HTTP.

use std::fmt;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::config::{Config, PracticeError};
use crate::contract::Status;
use crate::dialect::Dialect;
use crate::pictures::{self, PATH, Uploaded};
use crate::record::{Counts, Seen};
use crate::script::{Answer, On};
use crate::state::{Inner, State};
use crate::task::{Folders, unguessable};
use crate::{render, server};

/// A running gateway. Dropping it ends it at once, as a crash would, but for its temporary folder;
/// [`Gateway::stop`] ends it in good order.
pub struct Gateway {
    state: Arc<State>,
    /// One for each port.
    accepting: Vec<JoinHandle<()>>,
    /// Removed on drop.
    folder: Option<TempDir>,
}

/// A task as the gateway sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskView {
    /// The task's number.
    pub id: String,
    /// The model that was asked for.
    pub model: String,
    /// The prompt.
    pub prompt: String,
    /// Width and height of the clip in pixels.
    pub dimensions: (u32, u32),
    /// The length of the clip in frames, 24 a second.
    pub frames: u32,
    /// Whether the clip shows a picture.
    pub picture: bool,
    /// Whether the clip is rendered, completed or not.
    pub rendered: bool,
    /// What a query would say now: `queued`, `processing`, `completed` or `failed`.
    pub status: &'static str,
    /// The link to the clip, once completed.
    pub video_url: Option<String>,
}

impl Gateway {
    /// Starts a gateway on 127.0.0.1 and takes up the unfinished tasks of its folder.
    ///
    /// # Errors
    /// The port is taken, the folder cannot be used, the key cannot be sent, or the system has no
    /// random numbers.
    pub async fn start(config: Config) -> Result<Self, PracticeError> {
        let key = match &config.key {
            Some(key) => key.clone(),
            None => unguessable("sk-practice-").map_err(PracticeError::Random)?,
        };
        if !(1..=200).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(PracticeError::Key);
        }
        let folder = match &config.state_dir {
            Some(_) => None,
            None => Some(temporary()?),
        };
        let root = match (&config.state_dir, &folder) {
            (Some(dir), _) => dir.as_path(),
            (None, Some(dir)) => dir.path(),
            (None, None) => Path::new(""),
        };
        let folders = Folders::under(root)
            .map_err(|(path, source)| PracticeError::Folder { path, source })?;
        let inner = read(&folders)?;

        let (listener, port) = listen(config.port).await?;
        let storage = if config.storage { Some(listen(0).await?) } else { None };
        let storage_port = storage.as_ref().map(|(_, port)| *port);

        let state = State::new(config, key, (port, storage_port), folders, inner);
        state.purge();
        let unfinished: Vec<_> = state
            .inner()
            .tasks
            .values()
            .filter(|task| task.unfinished())
            .map(|task| task.saved.clone())
            .collect();
        for saved in unfinished {
            state.render(saved);
        }
        let accepting = [(listener, port)]
            .into_iter()
            .chain(storage)
            .map(|(listener, port)| {
                tokio::spawn(server::accept(listener, port, Arc::clone(&state)))
            })
            .collect();
        Ok(Self { state, accepting, folder })
    }

    /// The address, `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        self.state.origin()
    }

    /// The key that clients must send as `Authorization: Bearer KEY`.
    pub fn key(&self) -> &str {
        &self.state.key
    }

    /// How often each thing happened.
    pub fn counts(&self) -> Counts {
        self.state.inner().record.counts
    }

    /// The newest requests in the order of their arrival, at most `Config::max_seen`.
    pub fn requests(&self) -> Vec<Seen> {
        self.state.inner().record.seen()
    }

    /// Forgets the requests; the counts go on.
    pub fn forget_requests(&self) {
        self.state.inner().record.forget();
    }

    /// The uploaded pictures, oldest first. Reads their files.
    pub fn uploads(&self) -> Vec<Uploaded> {
        let mut kept: Vec<_> = self.state.inner().pictures.values().cloned().collect();
        kept.retain(|picture| picture.uploaded);
        kept.sort_by_key(|picture| picture.expires_ms);
        kept.into_iter()
            .map(|picture| Uploaded {
                url: format!("{}{PATH}{}", self.origin(), picture.file),
                bytes: std::fs::read(self.state.folders.pictures.join(&picture.file))
                    .unwrap_or_default(),
                id: picture.id,
                name: picture.name,
                mime: picture.mime,
                dimensions: (picture.width, picture.height),
            })
            .collect()
    }

    /// The tasks, in no order.
    pub fn tasks(&self) -> Vec<TaskView> {
        let ids: Vec<String> = self.state.inner().tasks.keys().cloned().collect();
        ids.iter().filter_map(|id| self.task(id)).collect()
    }

    /// One task.
    pub fn task(&self, id: &str) -> Option<TaskView> {
        let (status, _) = self.state.look(id)?;
        let saved = self.state.inner().tasks.get(id)?.saved.clone();
        let (status, video_url) = match status {
            Status::Queued => ("queued", None),
            Status::Processing => ("processing", None),
            Status::Completed { video_url } => ("completed", Some(video_url)),
            Status::Failed { .. } => ("failed", None),
        };
        Some(TaskView {
            id: saved.id,
            model: saved.model,
            prompt: saved.prompt,
            dimensions: (saved.width, saved.height),
            frames: saved.seconds * render::FPS,
            picture: saved.picture.is_some(),
            rendered: saved.rendered_ms.is_some(),
            status,
            video_url,
        })
    }

    /// The next request that matches gets this answer instead; answers queue up. A request must
    /// still pass the checks of its Host header and key to reach its answer.
    pub fn script(&self, on: On, answer: Answer) {
        self.state.inner().script.add(on, answer);
    }

    /// The shape of what is said about every task that is made from now on. Those that are there
    /// keep theirs.
    pub fn speak(&self, dialect: Dialect) {
        self.state.inner().dialect = dialect;
    }

    /// Drops every scripted answer that was not given yet.
    pub fn clear_script(&self) {
        self.state.inner().script.clear();
    }

    /// How many scripted answers were not given to the end yet.
    pub fn script_left(&self) -> usize {
        self.state.inner().script.left()
    }

    /// While held, no task is completed: those not failed stay processing.
    pub fn hold(&self, on: bool) {
        self.state.inner().held = on;
    }

    /// Waives the least times of a task: it is completed as soon as its clip is rendered and the
    /// gateway is not held. `false` if there is no such task.
    pub fn complete_now(&self, id: &str) -> bool {
        self.state.inner().tasks.get_mut(id).map(crate::task::Task::hurry).is_some()
    }

    /// Makes a task fail with this message. `false` if there is no such task.
    pub fn fail(&self, id: &str, message: &str) -> bool {
        self.state.fail(id, message)
    }

    /// Makes the gateway forget a task, as a service does after a while. `false` if there is no
    /// such task.
    pub fn lose(&self, id: &str) -> bool {
        let Some(task) = self.state.inner().tasks.remove(id) else {
            return false;
        };
        self.state.folders.remove(&task.saved);
        true
    }

    /// Waits until no clip is left to render, without holding up the least times.
    pub async fn rendered(&self) {
        while self.state.unfinished() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Ends it in good order: no new connections, answers under way get two seconds, rendering is
    /// given up between two frames, and what no unfinished task needs is deleted; everything, if
    /// there is no `state_dir`.
    pub async fn stop(mut self) {
        self.state.give_up();
        for accepting in std::mem::take(&mut self.accepting) {
            if let Err(error) = accepting.await {
                tracing::warn!(%error, "the gateway did not end in good order");
            }
        }
        self.state.renders.close();
        self.state.renders.wait().await;
        if self.folder.is_none() {
            self.state.purge();
        }
    }
}

impl fmt::Debug for Gateway {
    /// The address alone: a key has no place in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").field("origin", &self.origin()).finish_non_exhaustive()
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.state.give_up();
        for accepting in &self.accepting {
            accepting.abort();
        }
    }
}

/// A listener on 127.0.0.1 and the port it got.
async fn listen(port: u16) -> Result<(TcpListener, u16), PracticeError> {
    let failed = |source| PracticeError::Listen { port, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    Ok((listener, port))
}

fn temporary() -> Result<TempDir, PracticeError> {
    tempfile::Builder::new()
        .prefix("stillwake-practice-")
        .tempdir()
        .map_err(|source| PracticeError::Folder { path: std::env::temp_dir(), source })
}

fn read(folders: &Folders) -> Result<Inner, PracticeError> {
    let tasks = folders
        .load()
        .map_err(|source| PracticeError::Folder { path: folders.tasks.clone(), source })?;
    let pictures = pictures::load(&folders.pictures)
        .map_err(|source| PracticeError::Folder { path: folders.pictures.clone(), source })?;
    let tasks = tasks.into_iter().map(|task| (task.saved.id.clone(), task)).collect();
    Ok(Inner { tasks, pictures, ..Inner::default() })
}
