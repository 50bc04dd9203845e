//! Reading and writing the service's JSON: which id, which state, which link, which words.
//! Pure and tolerant; it never decides what becomes of a job (that is `fault.rs`).
//! The rules and their order come from section 4a of the service's facts.

use serde::Serialize;
use serde_json::Value;
use url::Url;

/// The body of `POST /v1/video/create`: exactly the contract's fields, and only those that are set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateBody {
    /// The model's name.
    pub model: String,
    /// What should happen.
    pub prompt: String,
    /// Such as `16:9`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<String>,
    /// `WIDTHxHEIGHT` in px, or a quality word such as `720P`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// Links of the reference pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
}

/// A task at the service: the number to ask with, and a second one where the answer named two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The number for `?id=`.
    pub id: String,
    /// A differing `task_id`, tried when the service does not know `id`.
    pub other: Option<String>,
}

/// What a status word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Still running, or a word nobody knows.
    Running,
    /// Completed only if a link came along: more steps may follow.
    RunningUnlessLink,
    /// Done.
    Completed,
    /// Failed.
    Failed,
}

/// The meaning of a status word; missing and unknown words mean running.
pub fn status(word: Option<&str>) -> Status {
    let Some(word) = word else { return Status::Running };
    let word: String = word
        .trim()
        .chars()
        .map(|c| if c == '-' || c == ' ' { '_' } else { c.to_ascii_lowercase() })
        .collect();
    match word.as_str() {
        "completed" | "complete" | "success" | "succeed" | "succeeded" | "successful"
        | "finished" | "finish" | "done" | "ready" => Status::Completed,
        "failed"
        | "failure"
        | "fail"
        | "error"
        | "errored"
        | "video_generation_failed"
        | "video_upsampling_failed"
        | "canceled"
        | "cancelled"
        | "cancel"
        | "expired"
        | "timeout"
        | "timed_out"
        | "rejected"
        | "blocked"
        | "moderation_blocked"
        | "deleted" => Status::Failed,
        "video_generation_completed" | "video_upsampling" | "video_upsampling_completed" => {
            Status::RunningUnlessLink
        }
        _ => Status::Running,
    }
}

/// The task that a create answer names. A numeric id counts only at top level: inside `data` it is
/// a row number of the gateway's own table.
pub fn task(answer: &Value) -> Option<Task> {
    let top = |name: &str| match answer.get(name) {
        Some(Value::Number(number)) => Some(number.to_string()),
        other => text(other),
    };
    let inner = |outer: &str, name: &str| text(answer.get(outer).and_then(|v| v.get(name)));
    let found = [
        top("id"),
        top("task_id"),
        top("video_id"),
        inner("data", "task_id"),
        inner("data", "id"),
        text(answer.get("data")),
        inner("result", "id"),
        inner("result", "task_id"),
        inner("result", "video_id"),
    ];
    let id = found.into_iter().flatten().next()?;
    let seconds = [top("task_id"), inner("data", "task_id"), inner("data", "id")];
    let other = seconds.into_iter().flatten().find(|second| *second != id);
    Some(Task { id, other })
}

/// The whole answer where a relative puts it as JSON text into `message` and says nothing else.
pub fn out_of_message(answer: Value) -> Value {
    let empty = answer.get("data").is_none_or(Value::is_null) && answer.get("status").is_none();
    let inner = answer.get("message").and_then(Value::as_str).filter(|_| empty);
    let inner = inner.and_then(|text| serde_json::from_str::<Value>(text).ok());
    inner.filter(|inner| inner.get("status").is_some_and(Value::is_string)).unwrap_or(answer)
}

/// The part of a query answer that speaks of the task: `data` where it is an object that does.
pub fn subject(answer: &Value) -> &Value {
    match answer.get("data") {
        Some(data)
            if ["status", "url", "task_id", "error", "result_url", "video_url"]
                .iter()
                .any(|name| data.get(name).is_some()) =>
        {
            data
        }
        _ => answer,
    }
}

/// The status word of a query answer.
pub fn status_word(answer: &Value) -> Option<&str> {
    let word = |value: &'_ Value| -> Option<()> { value.get("status")?.as_str().map(|_| ()) };
    let subject = subject(answer);
    let holder = if word(subject).is_some() { subject } else { answer };
    holder.get("status").or_else(|| holder.get("task_status")).and_then(Value::as_str)
}

/// Every http(s) link to a result, best first, each once.
pub fn links(answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut level = Some(answer);
    // The answer itself, `data`, and `data.data`: relatives nest the upstream's answer whole.
    for _ in 0..3 {
        let Some(value) = level else { break };
        links_at(value, &mut found);
        level = value.get("data");
    }
    for prefix in ["", "/data", "/data/data"] {
        let path = format!("{prefix}/Response/AigcVideoTask/Output/FileInfos/0/FileUrl");
        push_link(answer.pointer(&path), &mut found);
    }
    found
}

/// Places where a link was seen, in the order of trust (JSON pointers).
const LINK_PLACES: [&str; 24] = [
    "/artifact_url",
    "/video_url",
    "/url",
    "/result_url",
    "/videoUrl",
    "/output_url",
    "/content/video_url",
    "/content/url",
    "/output/video_url",
    "/output/url",
    "/output",
    "/outputs/0",
    "/output_urls/0",
    "/result_urls/0",
    "/video/url",
    "/video",
    "/videos/0/url",
    "/videos/0",
    "/result/video_url",
    "/result/url",
    "/metadata/url",
    "/detail/video_url",
    "/detail/url",
    "/task_result/videos/0/url",
];

fn links_at(value: &Value, found: &mut Vec<String>) {
    for place in LINK_PLACES {
        push_link(value.pointer(place), found);
    }
}

fn push_link(value: Option<&Value>, found: &mut Vec<String>) {
    let Some(link) = value.and_then(Value::as_str).map(str::trim) else { return };
    let web = Url::parse(link)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some());
    if web && link.len() <= 8_192 && !found.iter().any(|known| known == link) {
        found.push(link.to_owned());
    }
}

/// The progress in percent, where the answer tells one.
pub fn progress(answer: &Value) -> Option<u8> {
    let value = subject(answer).get("progress").or_else(|| answer.get("progress"))?;
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().trim_end_matches('%').trim().parse().ok()?,
        _ => return None,
    };
    // The bounds make the conversion exact enough for a percentage.
    (0.0..=100.0).contains(&number).then_some(number as u8)
}

/// The models that a list names: `data[].id` where that is text. Everything else is ignored.
pub fn models(answer: &Value) -> Vec<String> {
    let listed = answer.get("data").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(|model| text(model.get("id"))).collect()
}

/// An error that an answer carries, as its code and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaint {
    /// Such as `insufficient_quota`; empty where there is none.
    pub code: String,
    /// The service's own words.
    pub message: String,
}

/// Whether `error` stands in the answer (at top level or in `data`) and says something.
pub fn complaint(answer: &Value) -> Option<Complaint> {
    let subject = subject(answer);
    for error in [answer.get("error"), subject.get("error")].into_iter().flatten() {
        match error {
            Value::String(words) if !words.trim().is_empty() => {
                return Some(unfold(Complaint { code: String::new(), message: words.clone() }));
            }
            Value::Object(fields) if !fields.is_empty() => {
                let code = code_text(fields.get("code"))
                    .or_else(|| text(fields.get("type")))
                    .unwrap_or_default();
                let message = text(fields.get("message")).unwrap_or_default();
                return Some(unfold(Complaint { code, message }));
            }
            _ => {}
        }
    }
    None
}

/// The complaint of an answer that is known to be an error: `error`, or a bare code and message.
pub fn complaint_of_error(answer: &Value) -> Complaint {
    complaint(answer).unwrap_or_else(|| {
        unfold(Complaint {
            code: code_text(answer.get("code")).unwrap_or_default(),
            message: failure_words(answer).unwrap_or_default(),
        })
    })
}

/// Why a task failed, in the service's words.
pub fn failure_words(answer: &Value) -> Option<String> {
    let subject = subject(answer);
    let places = [
        "/error/message",
        "/error",
        "/fail_reason",
        "/failReason",
        "/task_status_msg",
        "/detail/error",
        "/message",
        "/msg",
    ];
    for value in [subject, answer] {
        for place in places {
            let words = text(value.pointer(place));
            if let Some(words) = words.filter(|w| {
                !matches!(w.to_ascii_lowercase().as_str(), "success" | "ok" | "succeeded")
            }) {
                return Some(words);
            }
        }
    }
    None
}

/// Whether a 200 answer declares itself an error: `success: false`, or a code that is none of the
/// spellings of success while no task is named.
pub fn declares_error(answer: &Value) -> bool {
    if answer.get("success") == Some(&Value::Bool(false)) {
        return true;
    }
    let fine = match answer.get("code") {
        None | Some(Value::Null) => true,
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Number(number)) => matches!(number.as_i64(), Some(0 | 200)),
        Some(Value::String(word)) => {
            matches!(word.trim().to_ascii_lowercase().as_str(), "" | "success" | "ok" | "0" | "200")
        }
        Some(_) => true,
    };
    !fine && task(answer).is_none()
}

/// Relatives put the upstream's JSON as a string into the message: read it once.
fn unfold(complaint: Complaint) -> Complaint {
    let Ok(inner @ Value::Object(_)) = serde_json::from_str::<Value>(complaint.message.trim())
    else {
        return complaint;
    };
    let error = inner.get("error").unwrap_or(&inner);
    let code = code_text(error.get("code")).unwrap_or(complaint.code);
    let message = text(error.get("message"))
        .or_else(|| text(inner.get("error")))
        .unwrap_or(complaint.message);
    Complaint { code, message }
}

fn code_text(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::Number(number)) => Some(number.to_string()),
        other => text(other),
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value?.as_str().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}
