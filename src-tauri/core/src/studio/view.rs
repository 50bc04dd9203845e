//! What the studio shows: copies for the page, never rows.

use crate::catalogue::{Fault, Model};
use crate::clip::Clip;
use crate::clip::tag::Tag;
use crate::gateway::Verdict;
use crate::gateway::prices::Least;
use crate::host::Millis;
use crate::job::{Job, Note};
use crate::money::Micros;
use crate::picture::{Picture, Refusal};
use crate::secret::KeyringState;
use crate::settings::Settings;
use crate::store;
use crate::store::queue::Pause;

/// What a person asks for when pressing Generate.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The model's name.
    pub model: String,
    /// What should happen.
    pub prompt: String,
    /// Such as `16:9`.
    pub aspect_ratio: Option<String>,
    /// As chosen.
    pub quality: Option<String>,
    /// Seconds.
    pub duration: Option<u32>,
    /// Ids of prepared pictures, in order.
    pub pictures: Vec<String>,
    /// 1 to 4 jobs of the same.
    pub takes: u32,
    /// Before everything that waits.
    pub first: bool,
}

/// A job as the page sees it: never a row, always a copy.
#[derive(Clone, Debug)]
pub struct JobSnapshot {
    /// The record.
    pub job: Job,
    /// The clip, once there is one.
    pub clip: Option<Clip>,
    /// How that clip's file stands, as of the job's last step.
    pub file: ClipFile,
    /// What holds it up, also where that concerns the whole queue.
    pub note: Option<Note>,
    /// How long such a job usually takes, ms.
    pub typical_ms: Millis,
    /// It takes unusually long.
    pub overdue: bool,
}

/// How a clip's file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClipFile {
    /// It is not where it was put.
    pub missing: bool,
    /// The clip's service can be asked for it again.
    pub downloadable: bool,
}

/// A clip as the page sees it.
#[derive(Clone, Debug)]
pub struct ClipSnapshot {
    /// The record.
    pub clip: Clip,
    /// What was asked for.
    pub job: Job,
    /// How its file stands.
    pub file: ClipFile,
    /// The collections that hold it.
    pub collections: Vec<String>,
}

/// What hangs together with a clip.
#[derive(Clone, Debug)]
pub struct ClipFamily {
    /// What it continues, itself, and what continues it, oldest first.
    pub thread: Vec<ClipSnapshot>,
    /// The clips of its press outside the trash, and itself.
    pub takes: Vec<ClipSnapshot>,
}

/// What a part of a clip is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A clip of its own.
    Mp4,
    /// A picture that moves.
    Gif,
}

/// A file that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// It had to be encoded anew.
    pub encoded: bool,
    /// The clip has sound that could not come along.
    pub silent: bool,
}

/// What came of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The folder's name.
    pub folder: String,
    /// Clips that were copied.
    pub clips: usize,
    /// Names of those whose file was not there.
    pub missing: Vec<String>,
}

/// What was removed for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrashEmptied {
    /// Clips.
    pub clips: usize,
    /// Their size, bytes.
    pub bytes: u64,
}

/// What a look at the library found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Clips that were looked at.
    pub checked: usize,
    /// Clips whose file was somewhere else and is known again.
    pub found: usize,
    /// Clips whose file is not there.
    pub missing: usize,
    /// Clips whose file is not the one that was saved.
    pub changed: usize,
    /// Posters that were drawn anew.
    pub posters: usize,
    /// Videos in the folder that belong to no clip.
    pub strangers: usize,
    /// The record itself is damaged; the next start puts it together again. Only a repair looks.
    pub damaged: bool,
}

/// A dropped file of ours: what it tells of itself, and whether the library has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// The file's name.
    pub name: String,
    /// The clip that it is.
    pub clip: Option<String>,
    /// For [`super::Studio::clip_import`], where it is none.
    pub import: Option<String>,
    /// What was asked for.
    pub tag: Tag,
}

/// A model as the page sees it.
#[derive(Clone, Debug)]
pub struct ModelSnapshot {
    /// What it accepts.
    pub model: Model,
    /// Whether the current service lists it for the current key; None where nobody knows. It can
    /// be chosen all the same.
    pub listed: Option<bool>,
    /// The least that it costs there; None where nobody knows.
    pub least: Option<Least>,
    /// How long it took here, ms: the median of the last jobs at the current service; None before any.
    pub took_ms: Option<Millis>,
}

/// A page of the library.
#[derive(Clone, Debug)]
pub struct ClipPage {
    /// The clips.
    pub clips: Vec<ClipSnapshot>,
    /// Where the next page begins.
    pub next: Option<store::list::Key>,
}

/// What a library holds, for its filters.
#[derive(Clone, Debug)]
pub struct ClipCount {
    /// How many clips a filter leaves.
    pub count: store::list::Count,
    /// Models in the library.
    pub models: Vec<String>,
}

/// How it stands with the key of the current service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The service's origin.
    pub origin: String,
    /// The keyring.
    pub keyring: KeyringState,
    /// The key; None where the keyring has not said.
    pub held: Option<HeldName>,
    /// What the last check in this run said.
    pub verdict: Option<Verdict>,
    /// The password of the proxy that a person named; None where the keyring has not said.
    pub proxy_password: Option<HeldName>,
}

/// Where a key is, without the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldName {
    /// In the keyring.
    Kept,
    /// In memory until the app quits.
    InMemory,
    /// Nowhere.
    None,
}

/// Everything at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Events with a lower revision are older.
    pub revision: u64,
    /// Unfinished jobs and those finished since the start, newest first.
    pub jobs: Vec<JobSnapshot>,
    /// The choices.
    pub settings: Settings,
    /// The key.
    pub account: Account,
    /// The models of the catalogue, in the order of the picker.
    pub models: Vec<ModelSnapshot>,
    /// What is wrong with the person's own file of models.
    pub models_fault: Option<Fault>,
    /// What stands still.
    pub queue: Queue,
}

/// What keeps waiting jobs from being sent until a person says something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// The whole queue.
    pub paused: Option<Pause>,
    /// A service with waiting jobs: its key is refused, or there is no money left.
    pub held: Option<Note>,
    /// Jobs that have waited so long that a person is asked first, unless they were to be kept.
    pub old: Option<OldJobs>,
}

/// Jobs that have waited for long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldJobs {
    /// Their ids, oldest first. An answer is about these and no others.
    pub ids: Vec<String>,
    /// When the button of the oldest was pressed, Unix ms.
    pub since: Millis,
    /// What they were expected to cost together, as far as that was known.
    pub known: Micros,
    /// How many of them have an unknown price.
    pub unknown: usize,
}

/// What a person has read about when saying Go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standstill {
    /// The whole queue, for this reason.
    Paused(Pause),
    /// Services that refuse a key or have no money left.
    Held,
}

/// What a person says about jobs that have waited for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingAnswer {
    /// They are sent when it is their turn.
    Send,
    /// They wait on, and nobody is asked again in this run.
    Keep,
    /// They are never sent.
    Remove,
}

/// What comes of one dropped thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureOutcome {
    /// It is a picture.
    Added(Picture),
    /// It is not.
    Refused {
        /// Its name.
        name: String,
        /// Why.
        why: Refusal,
    },
}

/// What the page is told.
#[derive(Clone, Debug)]
pub enum Event {
    /// A job changed.
    Job(u64, Box<JobSnapshot>),
    /// The library changed: lists are to be read again.
    Library(u64),
    /// A choice changed.
    Settings(u64, Box<Settings>),
    /// The key or the keyring changed.
    Account(u64, Account),
    /// What is known of the models changed.
    Models(u64, Vec<ModelSnapshot>, Option<Fault>),
    /// Something stands still, or goes on.
    Queue(u64, Queue),
    /// A file of ours was dropped.
    Recalled(Box<Recalled>),
    /// Pictures were taken or refused.
    Pictures(Vec<PictureOutcome>),
    /// So many dropped files are being prepared.
    Preparing(usize),
    /// What is known of the database itself changed: [`super::Record`] is to be read again.
    Record,
}
