//! What an answer means: cause, charge and what becomes of the job. Pure.
//! Told apart by code first, then by status, then by words, because quota errors hide in 429s,
//! validation in 429s and failures in 200s (sections 2.3 and 4d of the service's facts).

use serde_json::Value;

use super::wire::{self, Complaint, Status, Task};
use crate::settings::named;

named! {
    /// Why a job failed, as far as a person can act on it.
    pub enum CauseCode {
        /// The key may only be used from other addresses.
        AddressRefused = "address_refused",
        /// The service did not accept a choice.
        BadRequest = "bad_request",
        /// The request was too big.
        BodyTooLarge = "body_too_large",
        /// The clip was saved but cannot be read.
        ClipUnreadable = "clip_unreadable",
        /// The service refused the prompt or the picture.
        ContentRefused = "content_refused",
        /// No money.
        CreditEmpty = "credit_empty",
        /// The service tried and failed.
        GenerationFailed = "generation_failed",
        /// A fault of ours.
        Internal = "internal",
        /// The key is wrong, expired or used up.
        KeyRefused = "key_refused",
        /// The link to the clip is dead.
        LinkDead = "link_dead",
        /// The key may not use this model.
        ModelForbidden = "model_forbidden",
        /// The model is not available.
        ModelUnavailable = "model_unavailable",
        /// The request may have arrived; no answer came.
        NoAnswer = "no_answer",
        /// The service says done but has no file.
        NoFile = "no_file",
        /// What lay at the link is no video.
        NotAVideo = "not_a_video",
        /// A picture of the request is gone from this computer.
        PictureMissing = "picture_missing",
        /// Too many requests for too long.
        RateLimited = "rate_limited",
        /// The service is in trouble.
        ServiceTrouble = "service_trouble",
        /// The service does not know this job any more.
        TaskUnknown = "task_unknown",
        /// The answer makes no sense.
        UnexpectedAnswer = "unexpected_answer",
        /// A picture was refused at upload.
        UploadRefused = "upload_refused",
    }
}

named! {
    /// Whether a job can have cost money.
    pub enum Charged {
        /// Surely not.
        No = "no",
        /// Nobody can say from here.
        Maybe = "maybe",
    }
}

/// Why a job ended or hangs, for the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Which sentence.
    pub code: CauseCode,
    /// Whether it can have cost money.
    pub charged: Charged,
    /// The service's own words, for Details.
    pub detail: Option<String>,
}

impl Cause {
    /// A cause with the service's words, if there are any.
    pub fn new(code: CauseCode, charged: Charged, detail: impl Into<Option<String>>) -> Self {
        Self { code, charged, detail: detail.into().filter(|words| !words.is_empty()) }
    }
}

/// What the answer to a create POST means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// The service made a task.
    Accepted(Task),
    /// The service surely made none.
    Refused(Cause),
    /// Refused for the moment: 429 without a quota code.
    Busy(Cause),
    /// Nobody can say.
    Unclear(Cause),
}

/// What the answer to a query means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Still running; percent where told.
    Running(Option<u8>),
    /// Done; links best first.
    Ready(Vec<String>),
    /// Done, but there is no link (yet).
    NoFile,
    /// Failed at the service.
    Failed(Cause),
    /// The service does not know the task.
    Unknown(Cause),
    /// The answer says nothing about the task: ask again later.
    Trouble(Cause),
}

/// Reads the answer to a create POST.
pub fn submitted(status: u16, body: &str) -> Submitted {
    let json = serde_json::from_str::<Value>(body).ok().filter(Value::is_object);
    if !(200..300).contains(&status) {
        return refused(status, json.as_ref());
    }
    let Some(json) = json else {
        return Submitted::Unclear(Cause::new(CauseCode::UnexpectedAnswer, Charged::Maybe, None));
    };
    let complaint = wire::complaint(&json)
        .or_else(|| wire::declares_error(&json).then(|| wire::complaint_of_error(&json)));
    if let Some(complaint) = complaint {
        let meaning = by_complaint(status, &complaint);
        // An error that is no sure refusal, beside a number: asking about it is free.
        return match (meaning, wire::task(&json)) {
            (Submitted::Unclear(_), Some(task)) => Submitted::Accepted(task),
            (meaning, _) => meaning,
        };
    }
    match wire::task(&json) {
        Some(task) => Submitted::Accepted(task),
        None => {
            let words = wire::failure_words(&json);
            Submitted::Unclear(Cause::new(CauseCode::UnexpectedAnswer, Charged::Maybe, words))
        }
    }
}

fn refused(status: u16, json: Option<&Value>) -> Submitted {
    let complaint = json.map(wire::complaint_of_error).unwrap_or_default();
    by_complaint(status, &complaint)
}

/// A refusal is certain for a 4xx (but 408, 409) and for a code of the refusal table; a bare 5xx or
/// an error without a known code in a 200 leaves it open. Only a 429 is ever sent again by itself.
fn by_complaint(status: u16, complaint: &Complaint) -> Submitted {
    let words = complaint.message.clone();
    let known = cause_by_code(&complaint.code).or_else(|| cause_by_words(&words));
    match known {
        Some(_) if matches!(status, 408 | 409) => {}
        Some(CauseCode::RateLimited) => {}
        Some(code) => return Submitted::Refused(Cause::new(code, Charged::No, words)),
        None => {}
    }
    match status {
        429 => Submitted::Busy(Cause::new(CauseCode::RateLimited, Charged::No, words)),
        408 | 409 => Submitted::Unclear(Cause::new(CauseCode::NoAnswer, Charged::Maybe, words)),
        400..=499 => Submitted::Refused(Cause::new(cause_by_status(status), Charged::No, words)),
        300..=399 => {
            Submitted::Unclear(Cause::new(CauseCode::UnexpectedAnswer, Charged::Maybe, words))
        }
        500..=599 => {
            Submitted::Unclear(Cause::new(CauseCode::ServiceTrouble, Charged::Maybe, words))
        }
        _ => Submitted::Unclear(Cause::new(CauseCode::UnexpectedAnswer, Charged::Maybe, words)),
    }
}

/// Reads the answer to a query. Only a failure status or a task error fails a job; a complaint
/// about the key, money or the service says nothing about the task.
pub fn asked(status: u16, body: &str) -> Asked {
    let json = serde_json::from_str::<Value>(body).ok().filter(Value::is_object);
    let json = json.map(wire::out_of_message);
    if !(200..300).contains(&status) {
        let complaint = json.as_ref().map(wire::complaint_of_error).unwrap_or_default();
        return asked_error(status, &complaint);
    }
    let Some(json) = json else {
        return Asked::Trouble(Cause::new(CauseCode::UnexpectedAnswer, Charged::Maybe, None));
    };
    let links = wire::links(&json);
    let word = wire::status_word(&json);
    let meaning = wire::status(word);
    let complaint = wire::complaint(&json);
    if meaning == Status::Failed {
        return Asked::Failed(failure(&json, complaint));
    }
    if !links.is_empty() {
        return Asked::Ready(links);
    }
    if let Some(complaint) = complaint {
        let about_task = meaning == Status::Completed
            || wire::subject(&json).get("error").is_some() && word.is_some();
        let running = word.is_some() && meaning != Status::Completed;
        return if about_task && !running {
            Asked::Failed(failure(&json, Some(complaint)))
        } else if running {
            Asked::Running(wire::progress(&json))
        } else {
            asked_error(status, &complaint)
        };
    }
    if wire::declares_error(&json) {
        return asked_error(status, &wire::complaint_of_error(&json));
    }
    match meaning {
        Status::Completed => Asked::NoFile,
        _ => Asked::Running(wire::progress(&json)),
    }
}

fn asked_error(status: u16, complaint: &Complaint) -> Asked {
    let words = complaint.message.clone();
    let code = complaint.code.to_ascii_lowercase();
    let unknown = matches!(code.as_str(), "task_not_exist" | "task_not_found" | "not_found")
        || words.contains("task_not_exist")
        || (status == 404 && cause_by_code(&code).is_none());
    if unknown {
        return Asked::Unknown(Cause::new(CauseCode::TaskUnknown, Charged::Maybe, words));
    }
    let cause = cause_by_code(&complaint.code)
        .or_else(|| cause_by_words(&words))
        .unwrap_or_else(|| cause_by_status(status));
    Asked::Trouble(Cause::new(cause, Charged::Maybe, words))
}

fn failure(answer: &Value, complaint: Option<Complaint>) -> Cause {
    let complaint = complaint.unwrap_or_default();
    let words = if complaint.message.is_empty() {
        wire::failure_words(answer).unwrap_or_default()
    } else {
        complaint.message
    };
    let code = match cause_by_code(&complaint.code).or_else(|| cause_by_words(&words)) {
        Some(code @ (CauseCode::ContentRefused | CauseCode::CreditEmpty)) => code,
        _ => CauseCode::GenerationFailed,
    };
    Cause::new(code, Charged::Maybe, words)
}

/// The refusal table, by code.
pub fn cause_by_code(code: &str) -> Option<CauseCode> {
    let code = code.trim().to_ascii_lowercase();
    if code.starts_with("violation_fee") || code.starts_with("public_error_") {
        let busy = code.ends_with("quota_reached");
        return Some(if busy { CauseCode::RateLimited } else { CauseCode::ContentRefused });
    }
    Some(match code.as_str() {
        "insufficient_quota"
        | "insufficient_user_quota"
        | "quota_not_enough"
        | "local:quota_not_enough"
        | "pre_consume_token_quota_failed" => CauseCode::CreditEmpty,
        "invalid_api_key" | "invalid_token" => CauseCode::KeyRefused,
        "access_denied" => CauseCode::AddressRefused,
        "model_not_found"
        | "get_channel_failed"
        | "channel:no_available_key"
        | "channel:invalid_key"
        | "model_price_error" => CauseCode::ModelUnavailable,
        "rate_limit_exceeded" => CauseCode::RateLimited,
        "invalid_request" | "invalid_seconds" | "invalid_size" | "missing_model" => {
            CauseCode::BadRequest
        }
        "read_request_body_failed" => CauseCode::BodyTooLarge,
        "content_filter"
        | "sensitive_words_detected"
        | "prompt_blocked"
        | "moderation_blocked"
        | "content_policy_violation" => CauseCode::ContentRefused,
        _ => return None,
    })
}

/// The refusal table, by the words that services use where they give no code.
fn cause_by_words(words: &str) -> Option<CauseCode> {
    let words = words.to_lowercase();
    let says = |needles: &[&str]| needles.iter().any(|needle| words.contains(needle));
    if says(&[
        "quota_not_enough",
        "insufficient quota",
        "quota is not enough",
        "额度不足",
        "余额不足",
    ]) {
        return Some(CauseCode::CreditEmpty);
    }
    if says(&["no available channel", "无可用渠道", "temporarily unavailable"]) {
        return Some(CauseCode::ModelUnavailable);
    }
    if says(&["no access to model", "not have access to model"]) {
        return Some(CauseCode::ModelForbidden);
    }
    if says(&["invalid token", "未提供令牌", "无效的令牌"]) {
        return Some(CauseCode::KeyRefused);
    }
    if says(&["content moderation", "public_error_", "safety", "sensitive words", "敏感词"]) {
        return Some(CauseCode::ContentRefused);
    }
    if says(&[
        "seconds must be one of",
        "requires an input image",
        "exactly one image",
        "size is required",
        "image url could not be fetched",
    ]) {
        return Some(CauseCode::BadRequest);
    }
    None
}

fn cause_by_status(status: u16) -> CauseCode {
    match status {
        401 => CauseCode::KeyRefused,
        402 => CauseCode::CreditEmpty,
        403 => CauseCode::ModelForbidden,
        404 => CauseCode::ModelUnavailable,
        413 => CauseCode::BodyTooLarge,
        429 => CauseCode::RateLimited,
        400..=499 => CauseCode::BadRequest,
        500..=599 => CauseCode::ServiceTrouble,
        _ => CauseCode::UnexpectedAnswer,
    }
}
