//! Snapshots and events on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::library::Folders;
use stillwake_core::settings::{PICTURES_LIMIT, PROMPT_LIMIT};
use stillwake_core::studio::{Event, Studio};

use super::{
    AccountView, CommandError, DragView, JobView, MediaBase, ModelView, ModelsFault,
    PictureOutcome, QueueView, RecalledClip, SettingsView,
};

/// The system that the app runs on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the values say it")]
pub enum Platform {
    Linux,
    Macos,
    Windows,
}

impl Platform {
    const HERE: Self = if cfg!(target_os = "macos") {
        Self::Macos
    } else if cfg!(target_os = "windows") {
        Self::Windows
    } else {
        Self::Linux
    };
}

/// Everything at one moment.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppState {
    /// Events with a lower revision are older than this.
    pub revision: u64,
    /// The app's version.
    pub version: String,
    /// The system.
    pub platform: Platform,
    /// Unfinished jobs and those finished since the start, newest first.
    pub jobs: Vec<JobView>,
    /// The choices.
    pub settings: SettingsView,
    /// The key.
    pub account: AccountView,
    /// What the models accept.
    pub models: Vec<ModelView>,
    /// What is wrong with the person's own file of models; null where nothing is.
    pub models_fault: Option<ModelsFault>,
    /// What stands still in the queue.
    pub queue: QueueView,
    /// Characters.
    pub prompt_limit: u32,
    /// Pictures in one request, where a model's own limit is unknown.
    pub max_pictures: u32,
    /// Of the first screen's film.
    pub welcome_url: String,
}

impl AppState {
    /// Asks the studio.
    ///
    /// # Errors
    /// When the studio has ended.
    pub async fn of(studio: &Studio, media: &MediaBase) -> Result<Self, CommandError> {
        let snapshot = studio.snapshot().await?;
        Ok(Self {
            revision: snapshot.revision,
            version: env!("CARGO_PKG_VERSION").into(),
            platform: Platform::HERE,
            jobs: snapshot.jobs.iter().map(|job| JobView::new(job, media)).collect(),
            settings: SettingsView::new(&snapshot.settings, studio.folders()),
            account: snapshot.account.into(),
            models: snapshot.models.iter().map(Into::into).collect(),
            models_fault: snapshot.models_fault.as_ref().map(Into::into),
            queue: snapshot.queue.into(),
            prompt_limit: PROMPT_LIMIT as u32,
            max_pictures: PICTURES_LIMIT as u32,
            welcome_url: media.welcome(),
        })
    }
}

/// A page of the service that can be opened in the browser.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HelpPage {
    /// Where keys are made.
    GetKey,
    /// What was used and charged.
    Usage,
    /// Where money is put in.
    TopUp,
    /// What everything costs.
    Prices,
}

/// What the page is told.
#[derive(Clone, Debug, Serialize, Type, tauri_specta::Event)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "each event is described in the core")]
pub enum StudioEvent {
    Job {
        revision: u64,
        job: Box<JobView>,
    },
    Library {
        revision: u64,
    },
    Settings {
        revision: u64,
        settings: SettingsView,
    },
    Account {
        revision: u64,
        account: AccountView,
    },
    Models {
        revision: u64,
        models: Vec<ModelView>,
        fault: Option<ModelsFault>,
    },
    Queue {
        revision: u64,
        queue: QueueView,
    },
    /// Something is being dragged over the window, or no longer.
    Drag {
        over: bool,
        /// Null until it has been looked at.
        what: Option<DragView>,
    },
    Pictures {
        outcomes: Vec<PictureOutcome>,
    },
    Preparing {
        count: u32,
    },
    Recalled {
        clip: RecalledClip,
    },
    Record,
}

impl StudioEvent {
    /// The core's event, with addresses for the page.
    pub fn new(event: Event, folders: &Folders, media: &MediaBase) -> Self {
        match event {
            Event::Job(revision, job) => {
                Self::Job { revision, job: Box::new(JobView::new(&job, media)) }
            }
            Event::Library(revision) => Self::Library { revision },
            Event::Settings(revision, settings) => {
                Self::Settings { revision, settings: SettingsView::new(&settings, folders) }
            }
            Event::Account(revision, account) => {
                Self::Account { revision, account: account.into() }
            }
            Event::Models(revision, models, fault) => Self::Models {
                revision,
                models: models.iter().map(Into::into).collect(),
                fault: fault.as_ref().map(Into::into),
            },
            Event::Queue(revision, queue) => Self::Queue { revision, queue: queue.into() },
            Event::Pictures(outcomes) => Self::Pictures {
                outcomes: outcomes.into_iter().map(|o| PictureOutcome::new(o, media)).collect(),
            },
            Event::Recalled(recalled) => Self::Recalled { clip: (*recalled).into() },
            Event::Preparing(count) => Self::Preparing { count: count as u32 },
            Event::Record => Self::Record,
        }
    }
}
