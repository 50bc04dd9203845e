//! Uploading a prepared picture, so that the service can fetch it by an unlisted link, and reading
//! what the service says to that. An upload costs nothing, so every cause here says "not charged".

use std::time::Duration;

use reqwest::multipart::{Form, Part};
use serde_json::Value;
use url::Url;

use super::answer::{ANSWER_CAP, no_answer};
use super::fault::{self, Cause, CauseCode, Charged};
use super::wire::Complaint;
use super::{Endpoint, Gateway, wire};
use crate::host::Millis;

/// How long an upload may take.
const LONGEST: Duration = Duration::from_secs(300);

/// A picture at the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uploaded {
    /// The link for `images`.
    pub url: String,
    /// Until when it can be fetched, Unix ms, where the service says so.
    pub expires_at: Option<Millis>,
}

/// Why a picture is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadFault {
    /// No connection, too many requests, or the service is in trouble: try again later, and not
    /// before the time that the service named.
    Later(Cause, Option<Duration>),
    /// The service has no such call: send the picture inside the request.
    NoSuchCall,
    /// The service refused it.
    Refused(Cause),
}

impl UploadFault {
    /// A refusal that cost nothing.
    pub fn refused(code: CauseCode, words: impl Into<Option<String>>) -> Self {
        Self::Refused(Cause::new(code, Charged::No, words))
    }
}

impl Gateway {
    /// Sends one prepared picture to `POST /v1/files/uploads`.
    ///
    /// # Errors
    /// See [`UploadFault`].
    pub async fn upload(
        &self,
        to: &Endpoint,
        bytes: Vec<u8>,
        mime: &str,
    ) -> Result<Uploaded, UploadFault> {
        // The file's own name may tell more than a person wants to; the service needs none.
        let name = if mime == "image/png" { "picture.png" } else { "picture.jpg" };
        let part = Part::bytes(bytes)
            .file_name(name)
            .mime_str(mime)
            .map_err(|fault| UploadFault::refused(CauseCode::Internal, fault.to_string()))?;
        let form = Form::new().text("purpose", "model_input").part("file", part);
        let later = || UploadFault::Later(Cause::new(CauseCode::NoAnswer, Charged::No, None), None);
        let clients = self.clients(&to.base).ok_or_else(later)?;
        let request = clients
            .ask
            .post(to.base.at("/v1/files/uploads"))
            .bearer_auth(to.key.expose())
            .timeout(LONGEST)
            .multipart(form);
        let pass = self.budget().pass(&to.base);
        let unreached =
            |fault| UploadFault::Later(Cause { charged: Charged::No, ..no_answer(&fault) }, None);
        let answer = super::read(&clients, request, &to.key, ANSWER_CAP, &pass).await;
        let (status, raw, named) = answer.map_err(unreached)?;
        read(status, &raw, named)
    }
}

/// Reads the answer to an upload and the time that the service named. Pure.
///
/// # Errors
/// See [`UploadFault`].
pub fn read(status: u16, raw: &str, named: Option<Duration>) -> Result<Uploaded, UploadFault> {
    let json = wire::parse(raw);
    match (status, &json) {
        (200..=299, Some(_)) => {}
        // A page where an answer should be: the address is served, the call is not.
        (200..=299, None) | (404 | 405 | 501, _) => return Err(UploadFault::NoSuchCall),
        _ => return Err(refusal(status, json.as_ref(), named)),
    }
    let subject = json.as_ref().map(wire::subject);
    let url = subject
        .and_then(|value| value.get("url"))
        .and_then(Value::as_str)
        .filter(|url| Url::parse(url).is_ok_and(|u| matches!(u.scheme(), "http" | "https")));
    let Some(url) = url else {
        return Err(refusal(status, json.as_ref(), named));
    };
    let expires_at = subject.and_then(|value| value.get("expires_at")).and_then(time);
    Ok(Uploaded { url: url.to_owned(), expires_at })
}

/// RFC 3339 as documented, or a number of seconds or ms since 1970.
fn time(value: &Value) -> Option<Millis> {
    match value {
        Value::String(text) => {
            let time = text.trim().parse::<jiff::Timestamp>().ok()?;
            Some(time.as_millisecond())
        }
        Value::Number(number) => number.as_i64().filter(|number| *number > 0).map(wire::millis),
        _ => None,
    }
}

fn refusal(status: u16, json: Option<&Value>, named: Option<Duration>) -> UploadFault {
    let complaint = json.map(wire::complaint_of_error).unwrap_or_default();
    let words = complaint.message.clone();
    // A quota of uploads is not the account's credit, whatever its code sounds like.
    if matches!(status, 403 | 429) && speaks_of_uploads(&complaint) {
        return UploadFault::refused(CauseCode::UploadLimit, words);
    }
    let known = fault::cause_by_code(&complaint.code);
    let later = |code| UploadFault::Later(Cause::new(code, Charged::No, words.clone()), named);
    match (known, status) {
        (Some(code @ (CauseCode::CreditEmpty | CauseCode::KeyRefused)), _) => {
            UploadFault::refused(code, words)
        }
        (_, 401) => UploadFault::refused(CauseCode::KeyRefused, words),
        (_, 429) => later(CauseCode::RateLimited),
        (_, 408 | 425 | 500..=599) => later(CauseCode::ServiceTrouble),
        (_, 413) => UploadFault::refused(CauseCode::BodyTooLarge, words),
        _ => UploadFault::refused(CauseCode::UploadRefused, words),
    }
}

/// Whether a refusal is about what may be uploaded in a day. No service documents its code.
fn speaks_of_uploads(complaint: &Complaint) -> bool {
    const NEEDLES: [&str; 15] = [
        "daily",
        "per day",
        "24 h",
        "24h",
        "24-h",
        "200 mb",
        "200mb",
        "upload quota",
        "upload_quota",
        "upload limit",
        "upload_limit",
        "每日",
        "每天",
        "24 小时",
        "24小时",
    ];
    let said = format!("{} {}", complaint.code, complaint.message).to_lowercase();
    NEEDLES.iter().any(|needle| said.contains(needle))
}

/// Whether a refusal says that the link of a picture could not be fetched (section 2.3 of the
/// service's facts): then the link is worth nothing any more. Wider than the words by which a cause
/// is told (`fault/table.rs`): a link that is forgotten in vain costs one upload, a wrong sentence
/// misleads a person.
pub fn blames_a_link(words: &str) -> bool {
    const NEEDLES: [&str; 9] = [
        "could not be fetched",
        "could not fetch",
        "asset upload returned",
        "fetch image",
        "download image",
        "image download",
        "fetch the image",
        "download the image",
        "图片下载失败",
    ];
    let words = words.to_lowercase();
    NEEDLES.iter().any(|needle| words.contains(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://media.crazyrouter.com/task-artifacts/tmp-inputs/a.jpg";

    #[test]
    fn the_link_and_its_end_are_read_where_they_stand() {
        let cases = [
            (format!(r#"{{"id":"file_1","url":"{LINK}"}}"#), None),
            (
                format!(r#"{{"url":"{LINK}","expires_at":"2026-11-25T08:00:00Z"}}"#),
                Some(1_795_593_600_000),
            ),
            (
                format!(
                    r#"{{"code":"success","data":{{"url":"{LINK}","expires_at":1795593600}}}}"#
                ),
                Some(1_795_593_600_000),
            ),
            (format!(r#"{{"url":"{LINK}","expires_at":"soon"}}"#), None),
            (format!(r#"{{"url":"{LINK}","expires_at":null}}"#), None),
        ];
        for (raw, expires_at) in cases {
            let expected = Uploaded { url: LINK.into(), expires_at };
            assert_eq!(read(200, &raw, None), Ok(expected), "{raw}");
        }
    }

    #[test]
    fn every_refusal_has_its_cause_and_none_is_charged() {
        use CauseCode as C;
        let shape = |code: &str, message: &str| {
            format!(r#"{{"error":{{"code":"{code}","message":"{message}"}}}}"#)
        };
        let refused = [
            (400, shape("invalid_request", "unsupported file type"), C::UploadRefused),
            (413, String::new(), C::BodyTooLarge),
            (401, shape("", "Invalid token"), C::KeyRefused),
            (403, shape("insufficient_quota", "Insufficient quota"), C::CreditEmpty),
            (403, shape("quota_not_enough", "daily upload quota exceeded"), C::UploadLimit),
            (429, shape("", "200 MB per 24 hours reached"), C::UploadLimit),
            (403, shape("upload_limit_exceeded", "too much"), C::UploadLimit),
            (403, shape("", "forbidden"), C::UploadRefused),
            (200, r#"{"success":false,"message":"no"}"#.into(), C::UploadRefused),
            (200, r#"{"url":"file:///etc/passwd"}"#.into(), C::UploadRefused),
            (302, String::new(), C::UploadRefused),
        ];
        for (status, raw, code) in refused {
            let Err(UploadFault::Refused(cause)) = read(status, &raw, None) else {
                panic!("{status} {raw} is a refusal");
            };
            assert_eq!((cause.code, cause.charged), (code, Charged::No), "{status} {raw}");
        }
        let wait = Some(Duration::from_secs(7));
        for (status, code) in
            [(429, C::RateLimited), (500, C::ServiceTrouble), (503, C::ServiceTrouble)]
        {
            let cause = Cause::new(code, Charged::No, None);
            assert_eq!(read(status, "", wait), Err(UploadFault::Later(cause, wait)));
        }
        for (status, raw) in [(404, ""), (405, "{}"), (501, "<html>"), (200, "<!doctype html>")] {
            assert_eq!(read(status, raw, None), Err(UploadFault::NoSuchCall), "{status}");
        }
    }

    #[test]
    fn a_dead_link_is_told_from_other_refusals() {
        for words in ["Image URL could not be fetched", "Asset upload returned 403"] {
            assert!(blames_a_link(words), "{words}");
        }
        for words in ["", "size is required", "content moderation failed", "Insufficient quota"] {
            assert!(!blames_a_link(words), "{words}");
        }
    }
}
