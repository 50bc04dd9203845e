//! The shapes in which services of this family answer create and query: the same two calls with
//! other names, other nesting, other status words. Each task keeps the shape it was created in.
//! Pure; it touches no task, file or clock. Where each shape was seen stands beside it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::contract::{self, Status};

/// One shape of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// The contract's text: `{"id","status","status_update_time","video_url"}`.
    #[default]
    Flat,
    /// The vendor's pages of June: `{"task_id","status"}` at create; flat with `SUCCESS` at query.
    TaskIdOnly,
    /// Create names two numbers, of which query knows `?task_id=` alone (the vendor's SDK guide).
    TwoNumbers,
    /// Everything inside `{"code","message","data":{...}}`, links in `url` and `artifact_url`.
    Wrapped,
    /// The open-source base: a numeric row as `data.id`, `NOT_START` to `SUCCESS`, `result_url`.
    ResultUrl,
    /// A relative: numbers with a colon, milliseconds, `video_generating`, `video_upsampling`.
    Upsampled,
    /// The link deep inside the upstream's own answer (seen live at the vendor).
    Nested,
    /// The OpenAI-like alias: `in_progress`, progress as `"42%"`, the link under `metadata`.
    Alias,
    /// A relative: the upstream's number beside its own, dates as text, the link under `detail`.
    Relayed,
    /// Completed without a link: the file is only to be had at the content call, with the key.
    ContentOnly,
    /// The contract's text, but its link answers with a redirect to the storage.
    Redirected,
    /// The whole answer as JSON text inside `message`.
    InMessage,
}

/// How a query names the task it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Id,
    TaskId,
}

/// What there is to say about a task.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) id: &'a str,
    pub(crate) status: &'a Status,
    /// In milliseconds since 1970.
    pub(crate) created_ms: u64,
    /// When the status began, in seconds since 1970.
    pub(crate) updated: u64,
    /// In milliseconds since 1970.
    pub(crate) now_ms: u64,
    pub(crate) say_queued: bool,
}

impl Dialect {
    /// Every shape.
    pub const ALL: [Self; 12] = [
        Self::Flat,
        Self::TaskIdOnly,
        Self::TwoNumbers,
        Self::Wrapped,
        Self::ResultUrl,
        Self::Upsampled,
        Self::Nested,
        Self::Alias,
        Self::Relayed,
        Self::ContentOnly,
        Self::Redirected,
        Self::InMessage,
    ];

    /// What a task's number begins with; unguessable digits follow.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Upsampled => "veo3.1-fast:",
            Self::Relayed => "grok:",
            Self::ResultUrl => "task_",
            _ => "video_task_",
        }
    }

    pub(crate) fn is_found_by(self, by: By) -> bool {
        self != Self::TwoNumbers || by == By::TaskId
    }

    pub(crate) fn redirects(self) -> bool {
        self == Self::Redirected
    }

    /// The answer to a create call.
    pub(crate) fn created(self, told: &Told<'_>) -> Value {
        let Told { id, created_ms, .. } = *told;
        let seconds = created_ms / 1000;
        match self {
            Self::Flat | Self::ContentOnly | Self::Redirected => self.flat(told),
            Self::TaskIdOnly => json!({ "task_id": id, "status": "processing" }),
            Self::TwoNumbers => json!({ "id": upstream(id), "task_id": id, "status": "queued",
                                        "status_update_time": seconds }),
            Self::Wrapped => json!({ "code": "success", "message": "",
                "data": { "id": id, "task_id": id, "status": "queued" } }),
            Self::ResultUrl => json!({ "code": "success", "message": "",
                "data": { "id": ROW, "task_id": id } }),
            Self::Upsampled => json!({ "id": id, "status": "pending",
                "status_update_time": created_ms, "enhanced_prompt": "" }),
            Self::Nested => json!({ "code": 200, "msg": "ok",
                "data": { "task_id": id, "status": "submitted" } }),
            Self::Alias => json!({ "id": id, "task_id": id, "object": "video", "status": "queued",
                "progress": 0, "created_at": seconds, "size": "1280x720", "seconds": "5" }),
            Self::Relayed => json!({ "id": id, "task_id": upstream(id), "status": "pending",
                "created_at": date(created_ms) }),
            Self::InMessage => json!({ "code": "success", "data": id, "message": "" }),
        }
    }

    /// The answer to a query.
    pub(crate) fn queried(self, told: &Told<'_>) -> Value {
        let Told { id, status, created_ms, updated, .. } = *told;
        match self {
            Self::Flat | Self::Redirected => self.flat(told),
            Self::ContentOnly => {
                let mut body = self.flat(told);
                if let Some(fields) = body.as_object_mut() {
                    fields.remove("video_url");
                }
                body
            }
            Self::TaskIdOnly | Self::TwoNumbers => json!({ "id": id,
                "status": word(status, ["processing", "processing", "SUCCESS", "failed"]),
                "status_update_time": updated, "video_url": link(status),
                "error": reason(status) }),
            Self::Wrapped => json!({ "code": "success", "message": "", "data": {
                "task_id": id, "format": "mp4", "metadata": null,
                "status": word(status, ["queued", "processing", "SUCCESS", "failed"]),
                "url": link(status).unwrap_or_default(),
                "artifact_url": link(status).unwrap_or_default(),
                "error": reason(status).map(|words| json!({ "message": words,
                                                            "code": "task_failed" })) } }),
            // Its result_url falls back to the failure's words, as the base software's does.
            Self::ResultUrl => json!({ "code": "success", "message": "", "data": {
                "id": ROW, "task_id": id, "submit_time": created_ms / 1000,
                "status": word(status, ["NOT_START", "IN_PROGRESS", "SUCCESS", "FAILURE"]),
                "progress": word(status, ["0%", "30%", "100%", "100%"]),
                "fail_reason": reason(status).unwrap_or_default(),
                "result_url": link(status).or(reason(status)).unwrap_or_default(),
                "data": null } }),
            // The number has lost its first part: the created one stays the one to ask with.
            Self::Upsampled => json!({ "id": id.rsplit(':').next(),
                "status": word(status, ["pending", half_way(told.now_ms), "completed",
                                        "video_generation_failed"]),
                "status_update_time": updated * 1000, "video_url": link(status),
                "error": reason(status) }),
            Self::Nested => json!({ "code": "success", "message": "", "data": {
                "task_id": id,
                "status": word(status, ["queued", "running", "succeed", "failure"]),
                "fail_reason": reason(status).unwrap_or_default(), "url": "",
                "data": { "Response": { "AigcVideoTask": {
                    "Status": word(status, ["WAITING", "PROCESSING", "FINISH", "FINISH"]),
                    "Output": { "FileInfos": link(status).map(|link| json!([{ "FileUrl": link,
                        "FileType": "mp4" }])).unwrap_or(json!([])) } } } } } }),
            Self::Alias => json!({ "id": id, "object": "video", "created_at": created_ms / 1000,
                "status": word(status, ["queued", "in_progress", "completed", "failed"]),
                "progress": word(status, ["0%", "42%", "100%", "100%"]),
                "metadata": link(status).map(|link| json!({ "url": link })),
                "error": reason(status).map(|words| json!({ "message": words,
                                                            "code": "task_failed" })) }),
            Self::Relayed => json!({ "id": id, "created_at": date(created_ms),
                "status": word(status, ["pending", "processing", "completed", "failed"]),
                "progress": 42,
                "detail": { "video_url": link(status), "error": reason(status) } }),
            Self::InMessage => {
                let inner = json!({ "task_id": id, "video_url": link(status),
                    "status": word(status, ["queued", "processing", "SUCCESS", "failed"]),
                    "fail_reason": reason(status) });
                json!({ "code": "success", "data": null, "message": inner.to_string() })
            }
        }
    }

    fn flat(self, told: &Told<'_>) -> Value {
        contract::status(told.id, told.status, told.updated, told.say_queued)
    }
}

/// Two words that alternate, so that a client meets both.
fn half_way(now_ms: u64) -> &'static str {
    if (now_ms / 200).is_multiple_of(2) { "video_generating" } else { "video_upsampling" }
}

/// The number of a row in the base software's own table: no number to ask with.
const ROW: u32 = 4711;

/// A number of somebody further up, which this service does not know.
fn upstream(id: &str) -> String {
    let digits = id.rsplit(['_', ':']).next().unwrap_or(id);
    format!("upstream-{}", digits.chars().rev().collect::<String>())
}

/// One of the words for queued, processing, completed and failed.
fn word<'a>(status: &Status, words: [&'a str; 4]) -> &'a str {
    let [queued, processing, completed, failed] = words;
    match status {
        Status::Queued => queued,
        Status::Processing => processing,
        Status::Completed { .. } => completed,
        Status::Failed { .. } => failed,
    }
}

fn link(status: &Status) -> Option<&str> {
    match status {
        Status::Completed { video_url } => Some(video_url),
        _ => None,
    }
}

fn reason(status: &Status) -> Option<&str> {
    match status {
        Status::Failed { message } => Some(message),
        _ => None,
    }
}

/// RFC 3339.
fn date(ms: u64) -> String {
    let ms = i64::try_from(ms).unwrap_or(i64::MAX);
    jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
