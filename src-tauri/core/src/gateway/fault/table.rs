//! The tables that tell causes apart: by code first, then by status, then by words, because quota
//! errors hide in 429s, validation in 429s and failures in 200s (sections 2.3, 3.2 and 4d of the
//! service's facts).

use super::{CauseCode, Charged};
use crate::gateway::wire::Complaint;

/// The cause that a code or, without one, decisive words name. It holds whatever the status is.
pub(super) fn surely(complaint: &Complaint) -> Option<CauseCode> {
    match cause_by_code(&complaint.code) {
        Some(code) => Some(narrowed(code, &complaint.message)),
        None => by_words(&complaint.message).filter(|said| said.decisive).map(|said| said.cause),
    }
}

/// The cause that fits best: a code, any words, or the status alone. It decides nothing but the
/// sentence.
pub(super) fn likely(status: u16, complaint: &Complaint) -> CauseCode {
    match cause_by_code(&complaint.code) {
        Some(code) => narrowed(code, &complaint.message),
        None => by_status(status, &complaint.message),
    }
}

/// The cause by words alone, for a task that has failed.
pub(super) fn by_words_only(words: &str) -> Option<CauseCode> {
    by_words(words).map(|said| said.cause)
}

/// The refusal table, by code.
pub fn cause_by_code(code: &str) -> Option<CauseCode> {
    let code = code.trim().to_ascii_lowercase();
    if code.starts_with("public_error_") {
        return Some(public_error(&code));
    }
    if code.starts_with(FEE) {
        let minor = code.contains("csam") || code.contains("minor");
        return Some(if minor { CauseCode::MinorRefused } else { CauseCode::ContentRefused });
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
        "invalid_request" | "missing_model" => CauseCode::BadRequest,
        "invalid_seconds" => CauseCode::LengthRefused,
        "invalid_size" => CauseCode::SizeRefused,
        "read_request_body_failed" => CauseCode::BodyTooLarge,
        "content_filter"
        | "sensitive_words_detected"
        | "prompt_blocked"
        | "moderation_blocked"
        | "content_policy_violation" => CauseCode::ContentRefused,
        _ => return None,
    })
}

/// Codes of refusals for which the service takes a fee.
const FEE: &str = "violation_fee";

/// Whether a refusal at the POST can have cost money all the same.
pub(super) fn charged_by_code(code: &str) -> Charged {
    if code.trim().to_ascii_lowercase().starts_with(FEE) { Charged::Maybe } else { Charged::No }
}

/// The codes of Veo's refusals, in lower case.
fn public_error(code: &str) -> CauseCode {
    let says = |part: &str| code.contains(part);
    if says("quota_reached") {
        CauseCode::RateLimited
    } else if says("minor") {
        CauseCode::MinorRefused
    } else if says("prominent_people") {
        CauseCode::PersonRefused
    } else if says("sexual") {
        CauseCode::AdultRefused
    } else if says("audio") {
        CauseCode::AudioRefused
    } else {
        CauseCode::ContentRefused
    }
}

/// A general code, described more closely by its words.
fn narrowed(code: CauseCode, words: &str) -> CauseCode {
    let closer = by_words(words).map(|said| said.cause);
    closer.filter(|closer| closer.general() == code).unwrap_or(code)
}

struct Said {
    cause: CauseCode,
    /// It was seen only in answers to requests that were not taken: a refusal at any status.
    decisive: bool,
}

/// Words that decide, also inside an answer with 200 or 500. Nothing is added here without a source.
const DECISIVE: [(CauseCode, &[&str]); 9] = [
    (
        CauseCode::CreditEmpty,
        &["quota_not_enough", "insufficient quota", "quota is not enough", "额度不足", "余额不足"],
    ),
    (CauseCode::ModelUnavailable, &["no available channel", "无可用渠道"]),
    (CauseCode::ModelForbidden, &["no access to model", "not have access to model"]),
    (CauseCode::KeyRefused, &["invalid token", "未提供令牌", "无效的令牌"]),
    (CauseCode::LengthRefused, &["seconds must be one of"]),
    (CauseCode::PictureNeeded, &["requires an input image"]),
    (CauseCode::PictureCount, &["exactly one image"]),
    (CauseCode::SizeRefused, &["size is required"]),
    (CauseCode::PictureUnreachable, &["image url could not be fetched"]),
];

/// Words that describe what is known to be a refusal or a failure; they decide nothing.
const DESCRIBING: [(CauseCode, &[&str]); 13] = [
    (CauseCode::CreditEmpty, &["insufficient_user_quota", "insufficient_quota", "预扣费"]),
    (CauseCode::ModelUnavailable, &["no available accounts"]),
    (CauseCode::ModelForbidden, &["无权访问模型", "无权使用模型"]),
    (CauseCode::KeyRefused, &["banned", "封禁"]),
    (CauseCode::PictureUnreachable, &["asset upload returned"]),
    (CauseCode::PersonRefused, &["prominent people", "public figure", "celebrit"]),
    (CauseCode::MinorRefused, &["minors", "children", "未成年"]),
    (CauseCode::AdultRefused, &["sexual", "nsfw", "色情"]),
    (CauseCode::AudioRefused, &["audio filter", "audio_filtered"]),
    (CauseCode::LengthRefused, &["invalid duration", "unsupported duration", "duration must"]),
    (CauseCode::SizeRefused, &["invalid size", "unsupported size", "resolution", "aspect_ratio"]),
    (CauseCode::ContentRefused, &["safety", "content policy", "违规", "审核"]),
    (CauseCode::RateLimited, &["too many requests", "请求数限制", "负载已饱和"]),
];

/// Words of a refusal of content that decide; the closer descriptions go before them.
const CONTENT: &[&str] = &["content moderation", "public_error_", "sensitive words", "敏感词"];

fn by_words(words: &str) -> Option<Said> {
    let words = words.to_lowercase();
    let says = |needles: &[&str]| needles.iter().any(|needle| words.contains(needle));
    let find = |table: &[(CauseCode, &[&str])]| {
        table.iter().find(|(_, needles)| says(needles)).map(|(cause, _)| *cause)
    };
    if let Some(cause) = find(&DECISIVE) {
        return Some(Said { cause, decisive: true });
    }
    // "The service is temporarily unavailable" is another story.
    if words.contains("model") && words.contains("temporarily unavailable") {
        return Some(Said { cause: CauseCode::ModelUnavailable, decisive: true });
    }
    let decisive = says(CONTENT);
    if let Some(at) = words.find("public_error_") {
        let end = words[at..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let code = end.map_or(&words[at..], |end| &words[at..at + end]);
        return Some(Said { cause: public_error(code), decisive });
    }
    match find(&DESCRIBING) {
        // A refusal that its words do not describe any closer.
        Some(cause) if decisive && cause.general() != CauseCode::ContentRefused => {
            Some(Said { cause: CauseCode::ContentRefused, decisive })
        }
        None if decisive => Some(Said { cause: CauseCode::ContentRefused, decisive }),
        found => found.map(|cause| Said { cause, decisive }),
    }
}

/// The cause by status, described more closely by its words.
fn by_status(status: u16, words: &str) -> CauseCode {
    let described = by_words_only(words);
    let lower = words.to_lowercase();
    match status {
        401 => CauseCode::KeyRefused,
        402 => CauseCode::CreditEmpty,
        403 if described.is_none() && names_an_address(&lower) => CauseCode::AddressRefused,
        403 => described.unwrap_or(CauseCode::RequestForbidden),
        404 | 405 if described.is_none() && !lower.contains("model") && !lower.contains("模型") => {
            CauseCode::AddressWrong
        }
        404 | 405 => described.unwrap_or(CauseCode::ModelUnavailable),
        413 => CauseCode::BodyTooLarge,
        429 => described.unwrap_or(CauseCode::RateLimited),
        400..=499 => described.unwrap_or(CauseCode::BadRequest),
        500..=599 => described.unwrap_or(CauseCode::ServiceTrouble),
        _ => described.unwrap_or(CauseCode::UnexpectedAnswer),
    }
}

/// Whether lower-case words speak of a network address: "IP" as a word of its own.
fn names_an_address(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "ip")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(code: &str, message: &str) -> Complaint {
        Complaint { code: code.into(), message: message.into() }
    }

    #[test]
    fn a_code_goes_before_words_and_words_only_narrow_it() {
        let cases = [
            ("quota_not_enough", "size is required", CauseCode::CreditEmpty),
            ("invalid_request", "seconds must be one of 5, 10", CauseCode::LengthRefused),
            ("invalid_request", "insufficient quota", CauseCode::BadRequest),
            ("content_filter", "minors are not allowed", CauseCode::MinorRefused),
            ("PUBLIC_ERROR_PROMINENT_PEOPLE_UPLOAD", "", CauseCode::PersonRefused),
            ("PUBLIC_ERROR_UNSAFE_GENERATION", "", CauseCode::ContentRefused),
            ("public_error_user_quota_reached", "", CauseCode::RateLimited),
            ("violation_fee.grok.csam", "", CauseCode::MinorRefused),
        ];
        for (code, words, expected) in cases {
            assert_eq!(surely(&complaint(code, words)), Some(expected), "{code} {words}");
        }
        assert_eq!(charged_by_code("violation_fee.grok.csam"), Charged::Maybe);
        assert_eq!(charged_by_code("content_filter"), Charged::No);
    }

    #[test]
    fn words_that_only_describe_decide_nothing() {
        for words in [
            "",
            "blocked by safety",
            "the service is temporarily unavailable",
            "No available accounts",
            "too many requests",
            "upstream error",
        ] {
            assert_eq!(surely(&complaint("", words)), None, "{words}");
        }
        for (words, cause) in [
            ("model veo3 is temporarily unavailable", CauseCode::ModelUnavailable),
            ("PUBLIC_ERROR_MINOR_UPLOAD: no", CauseCode::MinorRefused),
            ("content moderation failed", CauseCode::ContentRefused),
            ("content moderation failed: sexual", CauseCode::AdultRefused),
            ("content moderation failed: resolution", CauseCode::ContentRefused),
        ] {
            assert_eq!(surely(&complaint("", words)), Some(cause), "{words}");
        }
    }

    #[test]
    fn the_status_is_described_by_words() {
        let cases = [
            (403, "your IP is not on the list", CauseCode::AddressRefused),
            (403, "the recipe is wrong", CauseCode::RequestForbidden),
            (403, "用户已被封禁", CauseCode::KeyRefused),
            (404, "", CauseCode::AddressWrong),
            (404, "Invalid URL (POST /v1/video/create)", CauseCode::AddressWrong),
            (404, "The model x does not exist", CauseCode::ModelUnavailable),
            (405, "", CauseCode::AddressWrong),
            (402, "", CauseCode::CreditEmpty),
            (413, "", CauseCode::BodyTooLarge),
            (422, "unsupported duration", CauseCode::LengthRefused),
            (422, "", CauseCode::BadRequest),
            (502, "", CauseCode::ServiceTrouble),
            (302, "", CauseCode::UnexpectedAnswer),
        ];
        for (status, words, expected) in cases {
            assert_eq!(likely(status, &complaint("", words)), expected, "{status} {words}");
        }
    }
}
