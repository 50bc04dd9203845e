//! Clips and lists of them on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::clip::Clip;
use stillwake_core::job::Job;
use stillwake_core::store::list::{Filter, Key, Query, Shape, Sort};
use stillwake_core::studio::{self, ClipFile};

use super::{MediaBase, PictureView, mirrored};

/// A clip.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClipView {
    /// Unique.
    pub id: String,
    /// The job that made it.
    pub job_id: String,
    /// Clips of one press share it.
    pub set_id: String,
    /// The file's name.
    pub name: String,
    /// The model's name.
    pub model: String,
    /// What was asked for.
    pub prompt: String,
    /// As asked.
    pub aspect_ratio: Option<String>,
    /// As asked.
    pub quality: Option<String>,
    /// As asked, seconds.
    pub duration: Option<u32>,
    /// Reference pictures in order.
    pub pictures: Vec<PictureView>,
    /// The practice studio made it.
    pub practice: bool,
    /// Its number at the service.
    pub task_number: Option<String>,
    /// What it was expected to cost, millionths of a dollar; null where nobody knew.
    pub estimate_micros: Option<u64>,
    /// True width, px.
    pub width: u32,
    /// True height, px.
    pub height: u32,
    /// True length, ms.
    pub duration_ms: u32,
    /// Frames a second; frame n is shown from n / fps on.
    pub fps: f64,
    /// Frames in the file.
    pub frames: u32,
    /// The file's size.
    pub bytes: u64,
    /// Unix ms.
    pub created_at_ms: i64,
    /// Marked by a person.
    pub favourite: bool,
    /// In the trash.
    pub trashed: bool,
    /// What the person wrote about it; empty for nothing.
    pub note: String,
    /// Ids of the collections that hold it.
    pub collections: Vec<String>,
    /// When the button was pressed, Unix ms.
    pub pressed_at_ms: i64,
    /// When the request left, Unix ms.
    pub sent_at_ms: Option<i64>,
    /// When the service was known to have it ready, Unix ms.
    pub ready_at_ms: Option<i64>,
    /// The file is not where it was put.
    pub missing: bool,
    /// Its service can be asked for it again.
    pub downloadable: bool,
    /// Of its poster.
    pub poster_url: String,
    /// Of its video.
    pub video_url: String,
}

impl ClipView {
    /// A clip of a job's card, with addresses for the page; collections are not among what a card
    /// tells.
    pub fn new(clip: &Clip, job: &Job, file: ClipFile, media: &MediaBase) -> Self {
        let request = &job.request;
        let pictures = request.pictures.iter();
        Self {
            id: clip.id.clone(),
            job_id: clip.job_id.clone(),
            set_id: job.set_id.clone(),
            name: clip.name.clone(),
            model: request.model.clone(),
            prompt: request.prompt.clone(),
            aspect_ratio: request.aspect_ratio.clone(),
            quality: request.quality.clone(),
            duration: request.duration,
            pictures: pictures.map(|picture| PictureView::new(picture, media)).collect(),
            practice: job.is_practice(),
            task_number: job.state.task().map(|task| task.id.clone()),
            estimate_micros: job.estimate,
            width: clip.facts.width,
            height: clip.facts.height,
            duration_ms: clip.facts.duration_ms,
            fps: clip.facts.fps,
            frames: clip.facts.frames,
            bytes: clip.bytes,
            created_at_ms: clip.created_at,
            favourite: clip.favourite,
            trashed: clip.trashed_at.is_some(),
            note: clip.note.clone(),
            collections: Vec::new(),
            pressed_at_ms: job.created_at,
            sent_at_ms: job.sent_at,
            ready_at_ms: job.ready_at,
            missing: file.missing,
            downloadable: file.downloadable,
            poster_url: media.poster(&clip.id),
            video_url: media.video(&clip.id),
        }
    }

    /// The same from a snapshot.
    pub fn of(snapshot: &studio::ClipSnapshot, media: &MediaBase) -> Self {
        Self {
            collections: snapshot.collections.clone(),
            ..Self::new(&snapshot.clip, &snapshot.job, snapshot.file, media)
        }
    }
}

mirrored! {
    /// The order of a list.
    pub enum ClipSort = Sort {
        Newest,
        Oldest,
        Longest,
        Model,
    }
}

impl From<ClipSort> for Sort {
    fn from(sort: ClipSort) -> Self {
        match sort {
            ClipSort::Newest => Self::Newest,
            ClipSort::Oldest => Self::Oldest,
            ClipSort::Longest => Self::Longest,
            ClipSort::Model => Self::Model,
        }
    }
}

mirrored! {
    /// The shape of a clip.
    pub enum ClipShape = Shape {
        Wide,
        Tall,
        Square,
    }
}

impl From<ClipShape> for Shape {
    fn from(shape: ClipShape) -> Self {
        match shape {
            ClipShape::Wide => Self::Wide,
            ClipShape::Tall => Self::Tall,
            ClipShape::Square => Self::Square,
        }
    }
}

/// Which clips are meant.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClipFilter {
    /// Words, or parts of words, of the prompt, the file's name, the model and the note, in any order;
    /// empty for all.
    pub search: String,
    /// Only this model.
    pub model: Option<String>,
    /// Only this shape.
    pub shape: Option<ClipShape>,
    /// Saved at this time or later, Unix ms.
    pub since_ms: Option<i64>,
    /// Saved before this time, Unix ms.
    pub until_ms: Option<i64>,
    /// Only those made from pictures, or only those made without.
    pub pictures: Option<bool>,
    /// Only favourites.
    pub favourite: bool,
    /// Only what this collection holds.
    pub collection: Option<String>,
    /// Only those whose file is missing.
    pub missing: bool,
    /// The trash instead of the library.
    pub trashed: bool,
}

impl From<ClipFilter> for Filter {
    fn from(filter: ClipFilter) -> Self {
        Self {
            search: filter.search,
            model: filter.model,
            shape: filter.shape.map(Into::into),
            since: filter.since_ms,
            until: filter.until_ms,
            pictures: filter.pictures,
            favourite: filter.favourite,
            collection: filter.collection,
            missing: filter.missing,
            trashed: filter.trashed,
        }
    }
}

/// A page of a list that is asked for.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClipQuery {
    /// Which clips.
    pub filter: ClipFilter,
    /// The order.
    pub sort: ClipSort,
    /// `next` of the page before, in the same order; or null.
    pub after: Option<String>,
    /// Clips in a page, at most 500.
    pub limit: u32,
}

impl From<ClipQuery> for Query {
    fn from(query: ClipQuery) -> Self {
        Self {
            filter: query.filter.into(),
            sort: query.sort.into(),
            after: query.after.as_deref().and_then(Key::from_text),
            limit: query.limit,
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClipPage {
    /// The clips.
    pub clips: Vec<ClipView>,
    /// For `after` of the next page; null at the end.
    pub next: Option<String>,
}

impl ClipPage {
    /// A page, with addresses for the page of the window.
    pub fn new(page: &studio::ClipPage, media: &MediaBase) -> Self {
        Self {
            clips: page.clips.iter().map(|clip| ClipView::of(clip, media)).collect(),
            next: page.next.as_ref().map(Key::to_text),
        }
    }
}

/// How many clips a filter leaves, and what it can choose from.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClipCount {
    /// Clips.
    pub clips: u32,
    /// There are more: what is looked for is counted up to a thousand.
    pub more: bool,
    /// Every model that the library holds clips of.
    pub models: Vec<String>,
}

impl From<studio::ClipCount> for ClipCount {
    fn from(counted: studio::ClipCount) -> Self {
        let studio::ClipCount { count, models } = counted;
        Self { clips: count.clips, more: count.more, models }
    }
}

/// A frame that was saved beside the clips.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedFrame {
    /// The file's name.
    pub name: String,
}
