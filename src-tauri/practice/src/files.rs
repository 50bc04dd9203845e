//! Handing out files: whole, in part, or only their description, as HTTP ranges ask.
//! It streams with back-pressure and never holds a whole file in memory.

use std::io::{self, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use futures_util::stream;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use crate::state::State;

/// How much is read at once, in bytes.
const CHUNK: usize = 64 << 10;

/// Answers GET or HEAD for a file. `tag` names its content for `ETag`: a file of that name never
/// changes. `None` if there is no such file.
pub(crate) async fn send(
    parts: &Parts,
    path: &Path,
    tag: &str,
    mime: &str,
    state: &Arc<State>,
) -> Option<Response<Body>> {
    let mut file = File::open(path).await.ok()?;
    let length = file.metadata().await.ok()?.len();
    let tag = format!("\"{tag}\"");
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(mime).ok()?);
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).ok()?);

    let asked = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if asked(header::IF_NONE_MATCH).is_some_and(|known| known == "*" || known.contains(&tag)) {
        headers.remove(header::CONTENT_TYPE);
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Some(response);
    }
    // A part of another content is of no use to the client: it gets the whole of this one.
    let same = asked(header::IF_RANGE).is_none_or(|known| known == tag);
    let wanted = asked(header::RANGE).filter(|_| same && parts.method == Method::GET);
    let span = match wanted.map_or(Span::Whole, |text| span(text, length)) {
        Span::Whole => 0..length,
        Span::Part(span) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let text = format!("bytes {}-{}/{length}", span.start, span.end - 1);
            response
                .headers_mut()
                .insert(header::CONTENT_RANGE, HeaderValue::from_str(&text).ok()?);
            span
        }
        Span::Outside => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            let headers = response.headers_mut();
            headers.remove(header::CONTENT_TYPE);
            let text = format!("bytes */{length}");
            headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&text).ok()?);
            return Some(response);
        }
    };
    let left = span.end - span.start;
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(left));
    if parts.method == Method::GET {
        file.seek(SeekFrom::Start(span.start)).await.ok()?;
        *response.body_mut() = body(file, left, Arc::clone(state));
    }
    Some(response)
}

/// Streams `left` bytes of a file from where it stands, and counts them.
fn body(file: File, left: u64, state: Arc<State>) -> Body {
    let chunks = stream::try_unfold((file, left), move |(mut file, left)| {
        let state = Arc::clone(&state);
        async move {
            if left == 0 {
                return Ok::<_, io::Error>(None);
            }
            let mut chunk = vec![0; CHUNK.min(usize::try_from(left).unwrap_or(CHUNK))];
            let read = file.read(&mut chunk).await?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            chunk.truncate(read);
            state.inner().record.counts.bytes_out += read as u64;
            Ok(Some((Bytes::from(chunk), (file, left - read as u64))))
        }
    });
    Body::from_stream(chunks)
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Span {
    /// No range, or one that may be ignored: another unit, more than one, or not well formed.
    Whole,
    Part(Range<u64>),
    /// No byte of the file is in it.
    Outside,
}

fn span(text: &str, length: u64) -> Span {
    let Some((first, last)) = text
        .strip_prefix("bytes=")
        .filter(|ranges| !ranges.contains(','))
        .and_then(|range| range.trim().split_once('-'))
    else {
        return Span::Whole;
    };
    let number = |text: &str| -> Option<u64> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    };
    let range = match (first.is_empty(), last.is_empty()) {
        (true, true) => return Span::Whole,
        (true, false) => {
            let Some(count) = number(last) else {
                return Span::Whole;
            };
            length.saturating_sub(count)..if count == 0 { 0 } else { length }
        }
        (false, true) => {
            let Some(first) = number(first) else {
                return Span::Whole;
            };
            first..length
        }
        (false, false) => {
            let (Some(first), Some(last)) = (number(first), number(last)) else {
                return Span::Whole;
            };
            if last < first {
                return Span::Whole;
            }
            first..last.saturating_add(1).min(length)
        }
    };
    if range.start >= range.end || range.start >= length {
        Span::Outside
    } else {
        Span::Part(range)
    }
}
