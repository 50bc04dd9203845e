//! The wire shapes of the contract: what a create call may say, and every answer and refusal.
//! It decides from the text alone; it touches no task, file or clock.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::shape::{self, Size};

/// The models that the list names: those of the contract.
pub const MODELS: [&str; 7] = [
    "veo3.1-components",
    "veo3",
    "veo2",
    "grok-video-3",
    "wan-ai/wan2.1-t2v-14b",
    "wan-ai/wan2.1-i2v-14b-720p",
    "seedance-lite",
];

/// The most pictures that a create call may name.
const MAX_IMAGES: usize = 9;
/// The longest accepted model name, in bytes.
const MAX_MODEL: usize = 200;
/// The length of a clip when the request names none, in seconds.
const USUAL_SECONDS: u32 = 5;

/// A create call that passed every check that needs no picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Create {
    pub(crate) model: String,
    pub(crate) prompt: String,
    pub(crate) ratio: Option<(u32, u32)>,
    pub(crate) size: Option<Size>,
    pub(crate) images: Vec<String>,
    pub(crate) seconds: u32,
}

impl Create {
    /// Reads a request body. The error is the sentence of the 400 answer.
    pub(crate) fn read(body: &[u8], config: &Config) -> Result<Self, String> {
        let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
            return Err("the request body is not a JSON object".into());
        };
        let model = required(&fields, "model")?;
        if model.len() > MAX_MODEL {
            return Err("model is too long".into());
        }
        let prompt = required(&fields, "prompt")?;
        if prompt.chars().count() > config.max_prompt {
            return Err(format!("prompt is longer than {} characters", config.max_prompt));
        }
        let ratio = optional(&fields, "aspect_ratio", "aspect_ratio is not supported", |value| {
            value.as_str().and_then(shape::ratio)
        })?;
        let size = optional(&fields, "size", "size is not supported", |value| {
            value.as_str().and_then(shape::size)
        })?;
        let longest = config.max_seconds;
        let wrong = format!("duration must be a whole number of seconds from 1 to {longest}");
        let seconds = optional(&fields, "duration", &wrong, |value| {
            value.as_u64().and_then(|s| u32::try_from(s).ok()).filter(|s| (1..=longest).contains(s))
        })?;
        let wrong = format!("images must be a list of 1 to {MAX_IMAGES} addresses");
        let images = optional(&fields, "images", &wrong, |value| {
            let list = value.as_array().filter(|list| (1..=MAX_IMAGES).contains(&list.len()))?;
            list.iter().map(|image| image.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        })?;
        Ok(Self {
            model,
            prompt,
            ratio,
            size,
            images: images.unwrap_or_default(),
            seconds: seconds.unwrap_or(USUAL_SECONDS.min(longest)),
        })
    }
}

fn required(fields: &Map<String, Value>, name: &str) -> Result<String, String> {
    match fields.get(name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text.clone()),
        Some(Value::String(_)) | None | Some(Value::Null) => Err(format!("{name} is required")),
        Some(_) => Err(format!("{name} must be a string")),
    }
}

/// A field that is absent is fine; one that is there must be right, null included: a client that
/// has nothing to say leaves the field out.
fn optional<T>(
    fields: &Map<String, Value>,
    name: &str,
    wrong: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Result<Option<T>, String> {
    match fields.get(name) {
        None => Ok(None),
        Some(value) => read(value).map(Some).ok_or_else(|| wrong.to_owned()),
    }
}

/// What a query finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Status {
    Queued,
    Processing,
    Completed { video_url: String },
    Failed { message: String },
}

/// The flat answer of create and query. `updated` is in seconds since 1970.
pub(crate) fn status(id: &str, status: &Status, updated: u64, say_queued: bool) -> Value {
    let mut body = json!({ "id": id, "status": "processing", "status_update_time": updated });
    match status {
        Status::Queued if say_queued => body["status"] = json!("queued"),
        Status::Queued | Status::Processing => {}
        Status::Completed { video_url } => {
            body["status"] = json!("completed");
            body["video_url"] = json!(video_url);
        }
        Status::Failed { message } => {
            body["status"] = json!("failed");
            body["error"] = json!({ "message": message, "code": "task_failed" });
        }
    }
    body
}

/// The answer of `GET /v1/models`. `created` is in seconds since 1970.
pub(crate) fn models(created: u64) -> Value {
    let list: Vec<Value> = MODELS
        .iter()
        .map(|id| {
            json!({ "id": id, "object": "model", "created": created, "owned_by": "practice",
                    "supported_endpoint_types": ["unified-video"] })
        })
        .collect();
    json!({ "success": true, "object": "list", "data": list })
}

/// A JSON answer.
pub(crate) fn reply(status: StatusCode, body: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A refusal in the shape of the task routes: `{"code","message","data":null}`.
pub(crate) fn refusal(status: StatusCode, code: &str, message: &str) -> Response<Body> {
    reply(status, &json!({ "code": code, "message": message, "data": null }))
}

/// A refusal in the shape of everything else: `{"error":{"message","type","code"}}`.
pub(crate) fn error(status: StatusCode, code: &str, message: &str) -> Response<Body> {
    reply(
        status,
        &json!({ "error": { "message": message, "type": "new_api_error", "code": code } }),
    )
}

/// 401 for a missing (`None`) or wrong key.
pub(crate) fn wrong_key(given: bool, request_id: &str) -> Response<Body> {
    let what = if given { "Invalid token" } else { "No token was given" };
    error(StatusCode::UNAUTHORIZED, "", &format!("{what} (request id: {request_id})"))
}

/// 400 for a task that is not known.
pub(crate) fn unknown_task() -> Response<Body> {
    refusal(StatusCode::BAD_REQUEST, "task_not_exist", "task_not_exist")
}
