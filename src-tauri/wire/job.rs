//! Jobs on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::gateway::fault;
use stillwake_core::job::{Note, Service, StateName};
use stillwake_core::studio::{Draft, JobSnapshot};

use super::{ClipView, MediaBase, PictureView, mirrored};

mirrored! {
    /// Where a job stands.
    pub enum JobState = StateName {
        Waiting, Sending, Unclear, Making, Saving, Done, Failed, Stopped,
    }
}

mirrored! {
    /// Why a job failed.
    pub enum CauseCode = fault::CauseCode {
        AddressRefused,
        AddressWrong,
        AdultRefused,
        AudioRefused,
        BadRequest,
        BodyTooLarge,
        ClipUnreadable,
        ContentRefused,
        CreditEmpty,
        GenerationFailed,
        Internal,
        KeyRefused,
        LengthRefused,
        LinkDead,
        MinorRefused,
        ModelForbidden,
        ModelUnavailable,
        NoAnswer,
        NoFile,
        NotAVideo,
        PersonRefused,
        PictureCount,
        PictureMissing,
        PictureNeeded,
        PictureUnreachable,
        ProxyRefused,
        RateLimited,
        RequestForbidden,
        ServiceTrouble,
        SizeRefused,
        TaskUnknown,
        UnexpectedAnswer,
        UploadLimit,
        UploadMissing,
        UploadRefused,
    }
}

/// What a job that has not ended is held up by.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each value is described in the core")]
pub enum JobNote {
    Offline,
    RateLimited,
    DiskFull,
    FolderMissing,
    FolderReadOnly,
    KeyNeeded,
    KeyRefused,
    CreditEmpty,
    PracticeOff,
    /// The proxy does not accept the login.
    ProxyRefused,
    ServiceTrouble,
    Uploading,
    WaitedLong,
    KeyOther,
    /// It takes unusually long.
    UnusuallyLong,
}

impl From<Note> for JobNote {
    fn from(note: Note) -> Self {
        match note {
            Note::Offline => Self::Offline,
            Note::RateLimited => Self::RateLimited,
            Note::DiskFull => Self::DiskFull,
            Note::FolderMissing => Self::FolderMissing,
            Note::FolderReadOnly => Self::FolderReadOnly,
            Note::KeyNeeded => Self::KeyNeeded,
            Note::KeyRefused => Self::KeyRefused,
            Note::CreditEmpty => Self::CreditEmpty,
            Note::PracticeOff => Self::PracticeOff,
            Note::ProxyRefused => Self::ProxyRefused,
            Note::ServiceTrouble => Self::ServiceTrouble,
            Note::Uploading => Self::Uploading,
            Note::WaitedLong => Self::WaitedLong,
            Note::KeyOther => Self::KeyOther,
        }
    }
}

/// Whether a job can have cost money. `practice`: it never costs anything.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each value is described in the core")]
pub enum Charged {
    No,
    Maybe,
    Practice,
}

/// Why a job failed or hangs.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CauseView {
    /// Which sentence.
    pub code: CauseCode,
    /// Whether it can have cost money.
    pub charged: Charged,
    /// The service's own words, for Details; no key in it.
    pub detail: Option<String>,
}

/// What a person asks for.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JobRequest {
    /// The model's name, as it is sent.
    pub model: String,
    /// What should happen.
    pub prompt: String,
    /// `16:9`, `9:16`, `1:1`, or null: the service decides.
    pub aspect_ratio: Option<String>,
    /// One of the model's qualities, free text for a typed model, or null.
    pub quality: Option<String>,
    /// Seconds, or null.
    pub duration: Option<u32>,
    /// Ids of pictures, in order.
    pub pictures: Vec<String>,
    /// 1 to 4 jobs of the same.
    pub takes: u32,
    /// Before everything that waits.
    pub first: bool,
}

impl From<JobRequest> for Draft {
    fn from(request: JobRequest) -> Self {
        Self {
            model: request.model,
            prompt: request.prompt,
            aspect_ratio: request.aspect_ratio,
            quality: request.quality,
            duration: request.duration,
            pictures: request.pictures,
            takes: request.takes,
            first: request.first,
        }
    }
}

/// A job.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JobView {
    /// Unique.
    pub id: String,
    /// Jobs of one press share it.
    pub set_id: String,
    /// The page's own id of that press: a page that was reloaded knows by it what has arrived.
    pub press: String,
    /// Where it stands.
    pub state: JobState,
    /// The model's name.
    pub model: String,
    /// What should happen.
    pub prompt: String,
    /// As asked.
    pub aspect_ratio: Option<String>,
    /// As asked.
    pub quality: Option<String>,
    /// As asked, seconds.
    pub duration: Option<u32>,
    /// Reference pictures in order.
    pub pictures: Vec<PictureView>,
    /// A person added it by its task number: what was asked for is not known here.
    pub added: bool,
    /// Its place among those that wait: the lowest goes first, of equal ones the oldest.
    pub place: i64,
    /// The practice studio makes it.
    pub practice: bool,
    /// Where it is sent.
    pub origin: String,
    /// Its service has a usage page that the app knows.
    pub usage_page: bool,
    /// Its number at the service.
    pub task_number: Option<String>,
    /// Unix ms.
    pub created_at_ms: i64,
    /// Unix ms.
    pub sent_at_ms: Option<i64>,
    /// When the service last said that it is still in the making, Unix ms.
    pub running_at_ms: Option<i64>,
    /// Unix ms.
    pub ended_at_ms: Option<i64>,
    /// How long such a job usually takes, ms from sending.
    pub typical_ms: i64,
    /// 0 to 100, where the service tells it.
    pub progress: Option<u8>,
    /// What holds it up.
    pub note: Option<JobNote>,
    /// Why it failed or hangs; of a finished job, why its lost clip could not be had again.
    pub cause: Option<CauseView>,
    /// What it was expected to cost, millionths of a dollar; null where nobody knew.
    pub estimate_micros: Option<u64>,
    /// The clip, once there is one.
    pub clip: Option<ClipView>,
}

impl JobView {
    /// A job, with addresses for the page.
    pub fn new(snapshot: &JobSnapshot, media: &MediaBase) -> Self {
        let JobSnapshot { job, clip, file, note, typical_ms, overdue } = snapshot;
        let practice = job.service.is_practice();
        let pictures = job.request.pictures.iter();
        let overdue = overdue.then_some(JobNote::UnusuallyLong);
        Self {
            id: job.id.clone(),
            set_id: job.set_id.clone(),
            press: job.press.clone(),
            state: job.state.name().into(),
            model: job.request.model.clone(),
            prompt: job.request.prompt.clone(),
            aspect_ratio: job.request.aspect_ratio.clone(),
            quality: job.request.quality.clone(),
            duration: job.request.duration,
            pictures: pictures.map(|picture| PictureView::new(picture, media)).collect(),
            added: job.is_added(),
            place: job.place,
            practice,
            origin: job.service.as_text(),
            usage_page: matches!(&job.service, Service::Remote(base) if base.is_vendor()),
            task_number: job.state.task().map(|task| task.id.clone()),
            created_at_ms: job.created_at,
            sent_at_ms: job.sent_at,
            running_at_ms: job.running_at,
            ended_at_ms: job.ended_at,
            typical_ms: *typical_ms,
            progress: job.progress,
            note: note.map(Into::into).or(overdue),
            cause: job.state.cause().map(|cause| CauseView {
                code: cause.code.into(),
                charged: match cause.charged {
                    _ if practice => Charged::Practice,
                    fault::Charged::No => Charged::No,
                    fault::Charged::Maybe => Charged::Maybe,
                },
                detail: cause.detail.clone(),
            }),
            estimate_micros: job.estimate,
            clip: clip.as_ref().map(|clip| ClipView::new(clip, job, *file, media)),
        }
    }
}
