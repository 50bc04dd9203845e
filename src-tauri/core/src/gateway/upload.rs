//! Uploading a prepared picture, so that the service can fetch it by an unlisted link.

use reqwest::multipart::{Form, Part};
use serde_json::Value;
use url::Url;

use super::fault::{self, Cause, CauseCode, Charged};
use super::{Endpoint, Gateway, read_answer, unreached, upload_timeout, wire};
use crate::host::Millis;

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
    /// No connection or the service is in trouble: try again later. Uploads cost nothing.
    Later(Cause),
    /// The service has no such call: send the picture inside the request.
    NoSuchCall,
    /// The service refused it.
    Refused(Cause),
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
        let part = Part::bytes(bytes).file_name(name).mime_str(mime).map_err(|fault| {
            UploadFault::Refused(Cause::new(CauseCode::Internal, Charged::No, fault.to_string()))
        })?;
        let form = Form::new().text("purpose", "model_input").part("file", part);
        let later = || UploadFault::Later(Cause::new(CauseCode::NoAnswer, Charged::No, None));
        let request = self
            .uploading(&to.base)
            .ok_or_else(later)?
            .post(to.base.at("/v1/files/uploads"))
            .bearer_auth(to.key.expose())
            .timeout(upload_timeout())
            .multipart(form);
        let unreached =
            |fault| UploadFault::Later(Cause { charged: Charged::No, ..unreached(&fault) });
        let answer = request.send().await.map_err(unreached)?;
        let (status, raw) = read_answer(answer, &to.key).await.map_err(|_| later())?;
        read(status, &raw)
    }
}

/// Reads the answer to an upload. Pure.
///
/// # Errors
/// See [`UploadFault`].
pub fn read(status: u16, raw: &str) -> Result<Uploaded, UploadFault> {
    let json = wire::parse(raw);
    match status {
        200..=299 => {}
        404 | 405 | 501 => return Err(UploadFault::NoSuchCall),
        _ => return Err(refusal(status, json.as_ref())),
    }
    let subject = json.as_ref().map(wire::subject);
    let url = subject
        .and_then(|value| value.get("url"))
        .and_then(Value::as_str)
        .filter(|url| Url::parse(url).is_ok_and(|u| matches!(u.scheme(), "http" | "https")));
    let Some(url) = url else {
        return Err(refusal(status, json.as_ref()));
    };
    let expires_at = subject
        .and_then(|value| value.get("expires_at"))
        .and_then(Value::as_str)
        .and_then(|text| text.parse::<jiff::Timestamp>().ok())
        .map(|time| time.as_millisecond());
    Ok(Uploaded { url: url.to_owned(), expires_at })
}

fn refusal(status: u16, json: Option<&Value>) -> UploadFault {
    let complaint = json.map(wire::complaint_of_error).unwrap_or_default();
    let words = complaint.message.clone();
    let known = fault::cause_by_code(&complaint.code);
    match (known, status) {
        (Some(code @ (CauseCode::CreditEmpty | CauseCode::KeyRefused)), _) => {
            UploadFault::Refused(Cause::new(code, Charged::No, words))
        }
        (_, 401) => UploadFault::Refused(Cause::new(CauseCode::KeyRefused, Charged::No, words)),
        (_, 408 | 429 | 500..=599) => {
            UploadFault::Later(Cause::new(CauseCode::ServiceTrouble, Charged::No, words))
        }
        (_, 413) => UploadFault::Refused(Cause::new(CauseCode::BodyTooLarge, Charged::No, words)),
        _ => UploadFault::Refused(Cause::new(CauseCode::UploadRefused, Charged::No, words)),
    }
}
