//! What the gateway remembers of the requests it saw: counts and a bounded list.
//! It judges nothing and is never shown over HTTP.

use std::collections::VecDeque;
use std::time::SystemTime;

use axum::http::HeaderMap;
use axum::http::request::Parts;
use serde::Serialize;
use serde_json::Value;

/// Bodies kept in [`Seen`] may take this much memory in all, in bytes.
const MAX_KEPT_BODIES: usize = 64 << 20;

/// How often each thing happened since the gateway started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// All requests, refused ones included.
    pub requests: u64,
    /// Create calls with a good key that arrived whole.
    pub creates: u64,
    /// Create calls that made a task: what a real service would charge for.
    pub accepted: u64,
    /// Query calls with a good key.
    pub queries: u64,
    /// Upload calls with a good key that arrived whole.
    pub uploads: u64,
    /// Uploads that were kept.
    pub uploads_accepted: u64,
    /// GET calls for a clip's link.
    pub downloads: u64,
    /// GET calls for a clip through `/v1/videos/{id}/content`.
    pub contents: u64,
    /// Calls for the list of models with a good key.
    pub models: u64,
    /// Requests refused for a missing or wrong key.
    pub refused_key: u64,
    /// Requests refused for a foreign Host header.
    pub refused_host: u64,
    /// Requests refused with 413, 429 or a 400 of the gateway's own checks.
    pub refused_request: u64,
    /// Requests that got a scripted answer.
    pub scripted: u64,
    /// Clips rendered to the end.
    pub rendered: u64,
    /// Bytes of request bodies read.
    pub bytes_in: u64,
    /// Bytes of clips and pictures handed out.
    pub bytes_out: u64,
}

impl Counts {
    /// Requests refused for their key or their Host header.
    pub fn refused(&self) -> u64 {
        self.refused_key + self.refused_host
    }
}

/// One request as it arrived.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Seen {
    /// The method, such as `POST`.
    pub method: String,
    /// The path and query, such as `/v1/video/query?id=x`.
    pub path: String,
    /// The headers in order, names in lower case; bytes that are not text are replaced.
    pub headers: Vec<(String, String)>,
    /// The body, if it was JSON.
    pub json: Option<Value>,
    /// The length of the body in bytes, 0 if it was not read.
    pub body_len: usize,
    /// When it arrived.
    pub at: SystemTime,
}

impl Seen {
    /// The first header of this name (lower case), if there is one.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// About how much memory its body takes, in bytes: only JSON is kept.
    fn kept(&self) -> usize {
        if self.json.is_some() { self.body_len } else { 0 }
    }

    pub(crate) fn of(parts: &Parts, body: &[u8]) -> Self {
        Self {
            method: parts.method.to_string(),
            path: parts.uri.path_and_query().map_or_else(String::new, ToString::to_string),
            headers: texts(&parts.headers),
            json: serde_json::from_slice(body).ok(),
            body_len: body.len(),
            at: SystemTime::now(),
        }
    }
}

fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect()
}

/// The counts and the newest requests.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) counts: Counts,
    seen: VecDeque<Seen>,
    bodies: usize,
}

impl Record {
    pub(crate) fn note(&mut self, seen: Seen, most: usize) {
        self.counts.requests += 1;
        self.counts.bytes_in += seen.body_len as u64;
        self.bodies += seen.kept();
        self.seen.push_back(seen);
        while self.seen.len() > most || (self.bodies > MAX_KEPT_BODIES && self.seen.len() > 1) {
            let Some(oldest) = self.seen.pop_front() else {
                break;
            };
            self.bodies -= oldest.kept();
        }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.iter().cloned().collect()
    }

    pub(crate) fn forget(&mut self) {
        self.seen.clear();
        self.bodies = 0;
    }
}
