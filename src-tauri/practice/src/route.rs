//! What a request's method and path mean, and which scripted answers are for it.
//! It reads the request line alone; keys, hosts and bodies are judged elsewhere.

use axum::http::Method;
use axum::http::uri::Uri;

use crate::dialect::By;
use crate::pictures::PATH;
use crate::script::On;

/// Where links that redirect lie.
pub(crate) const LINKS: &str = "/links/";

/// What a path means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    Create,
    Query {
        id: String,
        by: By,
    },
    Upload,
    Models,
    Content(String),
    Clip(String),
    /// A link that redirects to the clip of this name.
    Link(String),
    Picture(String),
    /// What services tell everybody. Practice has no prices and no money: only scripts answer.
    Public,
    Unknown,
}

impl Route {
    pub(crate) fn of(method: &Method, uri: &Uri) -> Self {
        let path = uri.path();
        let read = *method == Method::GET || *method == Method::HEAD;
        match path {
            "/v1/video/create" if *method == Method::POST => return Self::Create,
            "/v1/files/uploads" if *method == Method::POST => return Self::Upload,
            "/v1/video/query" if *method == Method::GET => return asked(uri),
            "/v1/models" if *method == Method::GET => return Self::Models,
            "/api/pricing" | "/api/status" if *method == Method::GET => return Self::Public,
            _ => {}
        }
        if !read {
            return Self::Unknown;
        }
        if let Some(clip) = path.strip_prefix("/clips/").and_then(|f| f.strip_suffix(".mp4")) {
            return Self::Clip(clip.to_owned());
        }
        if let Some(clip) = path.strip_prefix(LINKS) {
            return Self::Link(clip.to_owned());
        }
        if let Some(file) = path.strip_prefix(PATH) {
            return Self::Picture(file.to_owned());
        }
        let content = path.strip_prefix("/v1/videos/").and_then(|f| f.strip_suffix("/content"));
        match content {
            Some(id) => Self::Content(unescape(id)),
            None => Self::Unknown,
        }
    }

    /// Links are public to whoever knows them; everything else needs the key.
    pub(crate) fn needs_key(&self) -> bool {
        !matches!(self, Self::Clip(_) | Self::Link(_) | Self::Picture(_) | Self::Public)
    }

    pub(crate) fn scripted_by(&self, on: &On, path: &str) -> bool {
        match (on, self) {
            (On::Create, Self::Create)
            | (On::Query, Self::Query { .. })
            | (On::Upload, Self::Upload)
            | (On::Models, Self::Models)
            | (On::Download, Self::Clip(_) | Self::Link(_))
            | (On::Content, Self::Content(_)) => true,
            (On::QueryOf(wanted), Self::Query { id, .. }) => wanted == id,
            (On::Path(wanted), _) => wanted == path,
            _ => false,
        }
    }
}

/// The task that a query asks for: `?id=` or, as some clients spell it, `?task_id=`.
fn asked(uri: &Uri) -> Route {
    let pairs = uri.query().unwrap_or_default().split('&');
    let mut named = pairs.filter_map(|pair| pair.split_once('='));
    let found = named.find(|(name, _)| matches!(*name, "id" | "task_id"));
    let (name, value) = found.unwrap_or_default();
    let by = if name == "task_id" { By::TaskId } else { By::Id };
    Route::Query { id: unescape(&value.replace('+', " ")), by }
}

/// Undoes percent-encoding; what is not well formed stays as it is.
fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = (byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(escaped) => {
                plain.push(escaped);
                at += 3;
            }
            None => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}
