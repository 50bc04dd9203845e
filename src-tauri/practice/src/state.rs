//! The state of a running gateway: its tasks, pictures, script and record, and the rendering of
//! clips in the background. One lock guards it, never held while waiting. It speaks no HTTP.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::contract::{Create, Status};
use crate::dialect::Dialect;
use crate::pictures::{self, Picture, Refused, Shelf};
use crate::record::Record;
use crate::render::{self, RenderError, RenderRequest};
use crate::route::LINKS;
use crate::script::Script;
use crate::shape;
use crate::task::{Folders, Phase, Saved, Task, now_ms, unguessable};

/// What the lock guards.
#[derive(Debug, Default)]
pub(crate) struct Inner {
    pub(crate) tasks: HashMap<String, Task>,
    pub(crate) pictures: Shelf,
    pub(crate) script: Script,
    pub(crate) record: Record,
    pub(crate) held: bool,
    /// The shape of what is said about tasks made from now on.
    pub(crate) dialect: Dialect,
}

/// The state that every request shares.
pub(crate) struct State {
    pub(crate) config: Config,
    pub(crate) key: String,
    pub(crate) port: u16,
    /// Where clips have a port of their own.
    pub(crate) storage_port: Option<u16>,
    pub(crate) folders: Folders,
    pub(crate) started_ms: u64,
    pub(crate) renders: TaskTracker,
    pub(crate) stopping: CancellationToken,
    /// Decoding takes much memory for a moment: one picture at a time.
    decoding: Semaphore,
    rendering: Semaphore,
    /// Tells the renderer to give up between two frames.
    give_up: AtomicBool,
    inner: Mutex<Inner>,
}

/// Why a create call made no task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotCreated {
    /// An address is neither an own upload nor embedded.
    Image,
    /// A picture was refused.
    Picture(Refused),
    /// Too many tasks are unfinished.
    Busy,
    /// The disk or the random numbers failed.
    Trouble,
}

impl State {
    pub(crate) fn new(
        config: Config,
        key: String,
        (port, storage_port): (u16, Option<u16>),
        folders: Folders,
        inner: Inner,
    ) -> Arc<Self> {
        Arc::new(Self {
            decoding: Semaphore::new(1),
            rendering: Semaphore::new(config.max_tasks_rendering.max(1)),
            give_up: AtomicBool::new(false),
            renders: TaskTracker::new(),
            stopping: CancellationToken::new(),
            started_ms: now_ms(),
            config,
            key,
            port,
            storage_port,
            folders,
            inner: Mutex::new(inner),
        })
    }

    /// The lock. What it guards is never left half-changed, so a panic elsewhere does not spoil it.
    pub(crate) fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The link to a task's clip, as its shape of answers gives it.
    pub(crate) fn link(&self, saved: &Saved) -> String {
        match saved.dialect.redirects() {
            true => format!("{}{LINKS}{}", self.origin(), saved.clip),
            false => format!("{}/clips/{}.mp4", self.origin(), saved.clip),
        }
    }

    /// Where the redirect of a link leads.
    pub(crate) fn stored(&self, clip: &str) -> String {
        format!("http://127.0.0.1:{}/clips/{clip}.mp4", self.storage_port.unwrap_or(self.port))
    }

    /// A task as it is written down.
    pub(crate) fn saved(&self, id: &str) -> Option<Saved> {
        self.inner().tasks.get(id).map(|task| task.saved.clone())
    }

    /// Stops rendering and accepting; called at stop and at drop.
    pub(crate) fn give_up(&self) {
        self.give_up.store(true, Ordering::Relaxed);
        self.stopping.cancel();
    }

    /// Checks and keeps a picture.
    pub(crate) async fn keep(
        self: &Arc<Self>,
        bytes: Vec<u8>,
        name: String,
        uploaded: bool,
    ) -> Result<Picture, Refused> {
        let kept: u64 = self.inner().pictures.values().map(|picture| picture.size).sum();
        if kept + bytes.len() as u64 > self.config.max_pictures {
            return Err(Refused::TooLarge);
        }
        let _turn = self.decoding.acquire().await.map_err(|_| Refused::Trouble)?;
        let state = Arc::clone(self);
        let picture = tokio::task::spawn_blocking(move || {
            pictures::keep(&bytes, &name, uploaded, &state.folders.pictures, &state.config)
        })
        .await
        .map_err(|_| Refused::Trouble)??;
        self.inner().pictures.insert(picture.file.clone(), picture.clone());
        Ok(picture)
    }

    /// Makes a task: it is on disk before this returns, and its clip is begun.
    pub(crate) async fn create(self: &Arc<Self>, create: Create) -> Result<Saved, NotCreated> {
        if self.unfinished() >= self.config.max_tasks_waiting {
            return Err(NotCreated::Busy);
        }
        let mut first = None;
        for address in &create.images {
            let picture = self.picture(address).await?;
            first.get_or_insert(picture);
        }
        let measured = first.as_ref().map(|picture| (picture.width, picture.height));
        let (width, height) = shape::frame(create.ratio, create.size, measured);
        let random = |prefix| unguessable(prefix).map_err(|_| NotCreated::Trouble);
        let dialect = self.inner().dialect;
        let saved = Saved {
            id: random(dialect.prefix())?,
            clip: random("")?,
            model: create.model,
            prompt: create.prompt,
            picture: first.map(|picture| picture.file),
            width,
            height,
            seconds: create.seconds,
            created_ms: now_ms(),
            rendered_ms: None,
            told_ms: None,
            failed: None,
            dialect,
        };
        self.save(saved.clone()).await?;
        {
            let mut inner = self.inner();
            inner.tasks.insert(saved.id.clone(), Task::new(saved.clone()));
            inner.record.counts.accepted += 1;
        }
        self.render(saved.clone());
        Ok(saved)
    }

    async fn save(self: &Arc<Self>, saved: Saved) -> Result<(), NotCreated> {
        let state = Arc::clone(self);
        let written = tokio::task::spawn_blocking(move || state.folders.save(&saved)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                tracing::warn!(%error, "could not keep a task");
                Err(NotCreated::Trouble)
            }
            Err(_) => Err(NotCreated::Trouble),
        }
    }

    async fn picture(self: &Arc<Self>, address: &str) -> Result<Picture, NotCreated> {
        if address.starts_with("data:") {
            let bytes =
                pictures::embedded(address, self.config.max_upload).map_err(NotCreated::Picture)?;
            return self.keep(bytes, String::new(), false).await.map_err(NotCreated::Picture);
        }
        let inner = self.inner();
        let picture = pictures::own(address).and_then(|file| inner.pictures.get(file));
        picture.filter(|p| p.expires_ms > now_ms()).cloned().ok_or(NotCreated::Image)
    }

    pub(crate) fn unfinished(&self) -> usize {
        self.inner().tasks.values().filter(|task| task.unfinished()).count()
    }

    /// What a query for this task finds: its status and when that began, in seconds since 1970.
    pub(crate) fn look(&self, id: &str) -> Option<(Status, u64)> {
        let (queued, making) = (self.config.queued, self.config.making);
        let mut inner = self.inner();
        let held = inner.held;
        let task = inner.tasks.get_mut(id)?;
        let phase = task.phase(held, queued, making);
        let status = match phase {
            Phase::Queued => Status::Queued,
            Phase::Making => Status::Processing,
            Phase::Completed => Status::Completed { video_url: self.link(&task.saved) },
            Phase::Failed => {
                Status::Failed { message: task.saved.failed.clone().unwrap_or_default() }
            }
        };
        let updated = task.updated(phase, queued, making);
        let over = matches!(phase, Phase::Completed | Phase::Failed);
        if over && task.saved.told_ms.is_none() {
            task.saved.told_ms = Some(now_ms());
            // Only decides how long the clip is kept: if this write fails, it is kept longer.
            let saved = task.saved.clone();
            drop(inner);
            if let Err(error) = self.folders.save(&saved) {
                tracing::warn!(%error, "could not keep a task");
            }
        }
        Some((status, updated))
    }

    /// The file of a task's clip, once the task is completed.
    pub(crate) fn clip_of(&self, id: &str) -> Option<PathBuf> {
        let inner = self.inner();
        let task = inner.tasks.get(id)?;
        let phase = task.phase(inner.held, self.config.queued, self.config.making);
        (phase == Phase::Completed).then(|| self.folders.clip(&task.saved.clip))
    }

    /// Makes a task fail with this message. `false` if there is no such task.
    pub(crate) fn fail(&self, id: &str, message: &str) -> bool {
        self.settle(id, |saved| saved.failed = Some(message.to_owned()))
    }

    /// Changes a task and writes it. `false` if there is no such task.
    fn settle(&self, id: &str, change: impl FnOnce(&mut Saved)) -> bool {
        let mut inner = self.inner();
        let Some(task) = inner.tasks.get_mut(id) else {
            return false;
        };
        change(&mut task.saved);
        // Written under the lock, so that two changes reach the disk in their order.
        if let Err(error) = self.folders.save(&task.saved) {
            tracing::warn!(%error, "could not keep a task");
        }
        true
    }

    /// Renders a task's clip in the background, in turn.
    pub(crate) fn render(self: &Arc<Self>, saved: Saved) {
        let state = Arc::clone(self);
        self.renders.spawn(async move {
            let turn = tokio::select! {
                turn = state.rendering.acquire() => turn,
                () = state.stopping.cancelled() => return,
            };
            let Ok(_turn) = turn else { return };
            let worker = Arc::clone(&state);
            let id = saved.id.clone();
            let drawn = tokio::task::spawn_blocking(move || worker.draw(&saved)).await;
            match drawn {
                Ok(Ok(())) => {
                    if state.settle(&id, |saved| saved.rendered_ms = Some(now_ms())) {
                        state.inner().record.counts.rendered += 1;
                    }
                }
                Ok(Err(RenderError::GivenUp)) => {}
                Ok(Err(error)) => {
                    tracing::warn!(%error, task = %id, "could not render a clip");
                    state.fail(&id, "the practice studio could not draw this clip");
                }
                Err(error) => {
                    tracing::error!(%error, task = %id, "the renderer stopped");
                    state.fail(&id, "the practice studio could not draw this clip");
                }
            }
        });
    }

    /// Draws a clip into its place. Blocks.
    fn draw(&self, saved: &Saved) -> Result<(), RenderError> {
        let picture = match &saved.picture {
            None => None,
            Some(file) => Some(std::fs::read(self.folders.pictures.join(file))?),
        };
        let request = RenderRequest {
            prompt: saved.prompt.clone(),
            picture,
            width: saved.width,
            height: saved.height,
            frames: saved.seconds * render::FPS,
            mark: self.config.mark,
        };
        render::clip_until(&request, &self.folders.clip(&saved.clip), &self.give_up)
    }

    /// Removes what nobody needs any more: pictures without an unfinished task, stale tasks with
    /// their clips, and files that belong to nothing. Blocks shortly.
    pub(crate) fn purge(&self) {
        let mut inner = self.inner();
        let now = now_ms();
        let stale: Vec<String> = inner
            .tasks
            .iter()
            .filter(|(_, task)| task.stale(now))
            .map(|(id, _)| id.clone())
            .collect();
        for id in stale {
            if let Some(task) = inner.tasks.remove(&id) {
                self.folders.remove(&task.saved);
            }
        }
        let Inner { tasks, pictures, .. } = &mut *inner;
        pictures.retain(|file, _| {
            tasks.values().any(|t| t.unfinished() && t.saved.picture.as_ref() == Some(file))
        });
        let stem = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        let kept: Vec<String> = pictures.keys().map(|file| stem(file)).collect();
        Folders::purge(&self.folders.pictures, |name| kept.contains(&stem(name)));
        Folders::purge(&self.folders.clips, |name| {
            tasks.values().any(|task| name == format!("{}.mp4", task.saved.clip))
        });
        Folders::purge(&self.folders.tasks, |name| name.ends_with(".json"));
    }
}
