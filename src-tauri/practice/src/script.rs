//! Scripted answers: which request gets one, what it says, and how it goes wrong on the wire.
//! Scripting is for Rust callers and the standalone program; no request can reach it.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Which requests a scripted answer is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// `POST /v1/video/create`.
    Create,
    /// `GET /v1/video/query` for any task.
    Query,
    /// `GET /v1/video/query` for this task.
    QueryOf(String),
    /// `POST /v1/files/uploads`.
    Upload,
    /// `GET /v1/models`.
    Models,
    /// `GET` or `HEAD` of a clip's link.
    Download,
    /// `GET /v1/videos/{id}/content`.
    Content,
    /// Any method on exactly this path, known to the gateway or not.
    Path(String),
}

/// One scripted answer. Build it with [`Answer::json`], [`Answer::text`] and the like, then adjust
/// fields; unset fields do nothing.
///
/// In the body and in header values `{{origin}}`, `{{id}}` and `{{video_url}}` stand for the
/// gateway's address, the task's number and the link to its clip, where the request has a task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers in order. `content-type` defaults to JSON or plain text by the body's first byte.
    #[serde(deserialize_with = "headers_from_json")]
    pub headers: Vec<(String, String)>,
    /// The body; in JSON a string is taken as it is, anything else as JSON text.
    #[serde(deserialize_with = "body_from_json")]
    pub body: Bytes,
    /// Wait this long before the answer (`delay_ms` in JSON).
    #[serde(rename = "delay_ms", deserialize_with = "millis_from_json")]
    pub delay: Duration,
    /// Wait this long before each KiB of the body (`drip_ms` in JSON): a slow line.
    #[serde(rename = "drip_ms", deserialize_with = "millis_from_json")]
    pub drip: Duration,
    /// Send so many bytes of the body, then drop the connection. The announced length is the
    /// whole body's.
    pub cut_after: Option<usize>,
    /// Close the connection without any answer.
    pub reset: bool,
    /// Create and Upload: do what was asked and count it as accepted, then misbehave: the lost
    /// answer. Download and Content: send the real clip, with this answer's status and headers
    /// ignored, but slowed (`drip`) and cut (`cut_after`).
    pub accept_first: bool,
    /// Send the body again and again without an end, with no announced length.
    pub endless: bool,
    /// How many requests get this answer; 0 means all until [`Gateway::clear_script`](crate::Gateway::clear_script).
    pub times: u32,
}

impl Default for Answer {
    fn default() -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body: Bytes::new(),
            delay: Duration::ZERO,
            drip: Duration::ZERO,
            cut_after: None,
            reset: false,
            accept_first: false,
            endless: false,
            times: 1,
        }
    }
}

impl Answer {
    /// A status with an empty body.
    pub fn status(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// A JSON body.
    pub fn json(status: u16, body: &Value) -> Self {
        Self { status, body: Bytes::from(body.to_string()), ..Self::default() }
            .header("content-type", "application/json")
    }

    /// Any body with its content type.
    pub fn text(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { status, body: body.into(), ..Self::default() }.header("content-type", content_type)
    }

    /// A redirect to `location` with status 301, 302, 303, 307 or 308.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("location", location)
    }

    /// The connection is closed without an answer.
    pub fn reset() -> Self {
        Self { reset: true, ..Self::default() }
    }

    /// The request is carried out and counted as accepted, then the connection is closed without
    /// an answer.
    pub fn lost() -> Self {
        Self { accept_first: true, ..Self::reset() }
    }

    /// The real clip, cut after `bytes` of it.
    pub fn cut_clip(bytes: usize) -> Self {
        Self { accept_first: true, cut_after: Some(bytes), ..Self::default() }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Waits before the answer.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Sends so many bytes of the body, then drops the connection.
    #[must_use]
    pub fn cut(mut self, bytes: usize) -> Self {
        self.cut_after = Some(bytes);
        self
    }

    /// Carries the request out before misbehaving.
    #[must_use]
    pub fn accepted(mut self) -> Self {
        self.accept_first = true;
        self
    }

    /// Sets how many requests get this answer; 0 means all.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// The answer on the wire. A status or header that HTTP does not allow becomes a 500 that
    /// says so, since a wrong script should be seen and not guessed at.
    pub(crate) fn respond(&self, words: &Words) -> Response<Body> {
        let body = words.fill(&self.body);
        let mut response = Response::new(Body::empty());
        let Ok(status) = StatusCode::from_u16(self.status) else {
            return bad_script("status");
        };
        *response.status_mut() = status;
        for (name, value) in &self.headers {
            let value = words.fill(&Bytes::copy_from_slice(value.as_bytes()));
            let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name.as_str()), HeaderValue::from_bytes(&value))
            else {
                return bad_script("header");
            };
            response.headers_mut().append(name, value);
        }
        if !body.is_empty() && !response.headers().contains_key(header::CONTENT_TYPE) {
            let json = body.starts_with(b"{") || body.starts_with(b"[");
            let kind = if json { "application/json" } else { "text/plain; charset=utf-8" };
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        let streamed = self.cut_after.is_some() || !self.drip.is_zero();
        if streamed && !self.endless && !response.headers().contains_key(header::CONTENT_LENGTH) {
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        *response.body_mut() = if self.endless && !body.is_empty() {
            self.spoil(Body::from_stream(stream::repeat(Ok::<_, Infallible>(body))))
        } else if streamed {
            let chunks: Vec<_> = (0..body.len())
                .step_by(1024)
                .map(|at| Ok::<_, Infallible>(body.slice(at..body.len().min(at + 1024))))
                .collect();
            self.spoil(Body::from_stream(stream::iter(chunks)))
        } else {
            Body::from(body)
        };
        response
    }

    /// Slows a body down and cuts it, as scripted.
    pub(crate) fn spoil(&self, body: Body) -> Body {
        if self.drip.is_zero() && self.cut_after.is_none() {
            return body;
        }
        let (drip, mut left) = (self.drip, self.cut_after);
        let chunks = body.into_data_stream().then(move |chunk| async move {
            if !drip.is_zero() {
                tokio::time::sleep(drip).await;
            }
            chunk
        });
        let chunks = chunks.map(move |chunk| {
            let mut chunk = chunk.map_err(std::io::Error::other)?;
            if let Some(left) = &mut left {
                chunk.truncate(*left);
                *left -= chunk.len();
            }
            Ok(chunk)
        });
        match self.cut_after {
            None => Body::from_stream(chunks),
            Some(most) => Body::from_stream(cut(chunks, most)),
        }
    }
}

/// Ends a stream with an error once `most` bytes went by, after a pause that lets them reach the
/// wire: a server that is told of an error throws away what it has not written yet.
fn cut<S>(chunks: S, most: usize) -> impl futures_util::Stream<Item = std::io::Result<Bytes>>
where
    S: futures_util::Stream<Item = std::io::Result<Bytes>> + Send + 'static,
{
    stream::unfold((Box::pin(chunks), most), |(mut chunks, left)| async move {
        if left == 0 {
            tokio::time::sleep(Duration::from_millis(30)).await;
            return Some((Err(std::io::ErrorKind::ConnectionReset.into()), (chunks, 0)));
        }
        let chunk = chunks.next().await?;
        let left = left - chunk.as_ref().map_or(0, Bytes::len).min(left);
        Some((chunk, (chunks, left)))
    })
}

fn bad_script(what: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("the scripted {what} is not valid HTTP")));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

/// What the placeholders of a scripted answer stand for.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) origin: String,
    pub(crate) id: String,
    pub(crate) video_url: String,
}

impl Words {
    fn fill(&self, text: &Bytes) -> Bytes {
        let Some(template) = std::str::from_utf8(text).ok().filter(|t| t.contains("{{")) else {
            return text.clone();
        };
        let filled = template
            .replace("{{origin}}", &self.origin)
            .replace("{{id}}", &self.id)
            .replace("{{video_url}}", &self.video_url);
        Bytes::from(filled)
    }
}

/// An answer and what it is for: one entry of a script file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Scripted {
    /// Which requests.
    pub on: On,
    /// What they get.
    pub answer: Answer,
}

/// The answers still to be given, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Script(VecDeque<Scripted>);

impl Script {
    pub(crate) fn add(&mut self, on: On, answer: Answer) {
        self.0.push_back(Scripted { on, answer });
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn left(&self) -> usize {
        self.0.len()
    }

    /// The next answer for a request that `wanted` recognises.
    pub(crate) fn take(&mut self, wanted: impl Fn(&On) -> bool) -> Option<Answer> {
        let at = self.0.iter().position(|scripted| wanted(&scripted.on))?;
        let answer = self.0.get(at)?.answer.clone();
        match answer.times {
            0 => {}
            1 => drop(self.0.remove(at)),
            more => {
                if let Some(scripted) = self.0.get_mut(at) {
                    scripted.answer.times = more - 1;
                }
            }
        }
        Some(answer)
    }
}

fn headers_from_json<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<(String, String)>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Headers {
        Pairs(Vec<(String, String)>),
        Object(std::collections::BTreeMap<String, String>),
    }
    Ok(match Headers::deserialize(from)? {
        Headers::Pairs(pairs) => pairs,
        Headers::Object(object) => object.into_iter().collect(),
    })
}

fn body_from_json<'de, D: Deserializer<'de>>(from: D) -> Result<Bytes, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => Bytes::from(text),
        other => Bytes::from(other.to_string()),
    })
}

fn millis_from_json<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    u64::deserialize(from).map(Duration::from_millis)
}
