//! What is checked before a request is looked at: its host, its key, and the length of its body.
//! A page in a browser can send requests here; these checks are why it gets nothing.

use axum::body::Bytes;
use axum::http::header;
use axum::http::request::Parts;
use http_body_util::BodyExt;
use hyper::body::Incoming;

/// How much of a body that is too large is still read, so that the client gets to see the answer.
const MAX_DRAINED: usize = 64 << 20;

/// Whether the request names this gateway and no other host.
pub(crate) fn own_host(parts: &Parts, port: u16) -> bool {
    let ours = |name: &str| {
        name.rsplit_once(':').is_some_and(|(host, given)| {
            given == port.to_string() && matches!(host, "127.0.0.1" | "localhost")
        })
    };
    let mut hosts = parts.headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    host.to_str().is_ok_and(ours) && parts.uri.authority().is_none_or(|name| ours(name.as_str()))
}

/// Compares the key without telling by its time how much of it was right. The error says whether
/// a key was given at all.
pub(crate) fn check_key(parts: &Parts, key: &str) -> Result<(), bool> {
    let given = parts.headers.get(header::AUTHORIZATION).ok_or(false)?;
    let given = given.as_bytes().strip_prefix(b"Bearer ").ok_or(false)?;
    let differing = given.iter().zip(key.as_bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    if given.len() == key.len() && differing == 0 { Ok(()) } else { Err(true) }
}

/// Why a body was not read.
pub(crate) enum Unread {
    TooLarge,
    /// The client went away.
    Lost,
}

/// Reads a body of at most `most` bytes.
pub(crate) async fn read(mut body: Incoming, most: usize) -> Result<Bytes, Unread> {
    let mut kept = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Lost)?.into_data() else {
            continue;
        };
        length += data.len();
        if length > most {
            kept = Vec::new();
            if length > most.saturating_add(MAX_DRAINED) {
                break;
            }
        } else {
            kept.extend_from_slice(&data);
        }
    }
    if length > most { Err(Unread::TooLarge) } else { Ok(kept.into()) }
}
