//! One request, one answer: the checks in their order, the scripted answers, and the honest ones.
//! Nothing here may add a header that lets a web page read the answer.

use std::fmt;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use serde_json::json;

use crate::contract::{self, Create, error, refusal, reply};
use crate::dialect::{By, Told};
use crate::files;
use crate::guard::{Unread, check_key, own_host, read};
use crate::pictures::{PATH, Refused};
use crate::record::{Counts, Seen};
use crate::route::Route;
use crate::script::{Answer, Words};
use crate::state::{NotCreated, State};
use crate::task::{now_ms, unguessable};

/// What a form adds around its file, in bytes.
const FORM_ROOM: usize = 64 << 10;
/// The connection is to be closed without an answer.
#[derive(Debug)]
pub(crate) struct Hangup;

impl fmt::Display for Hangup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed without an answer, as scripted")
    }
}

impl std::error::Error for Hangup {}

/// Answers one request that came to `port`.
pub(crate) async fn respond(
    state: &Arc<State>,
    request: Request<Incoming>,
    port: u16,
) -> Result<Response<Body>, Hangup> {
    let (parts, body) = request.into_parts();
    let route = Route::of(&parts.method, &parts.uri);
    let note = |body: &[u8], count: fn(&mut Counts)| {
        let mut inner = state.inner();
        inner.record.note(Seen::of(&parts, body), state.config.max_seen);
        count(&mut inner.record.counts);
    };
    // A page in a browser can be made to send requests here under a name of its own; its Host
    // header gives it away.
    if !own_host(&parts, port) {
        note(b"", |counts| counts.refused_host += 1);
        return Ok(error(StatusCode::MISDIRECTED_REQUEST, "", "this host is not served here"));
    }
    // A storage knows no calls, and has no business with a key.
    if state.storage_port == Some(port) && !matches!(route, Route::Clip(_)) {
        note(b"", |_| {});
        return Ok(error(StatusCode::NOT_FOUND, "", "there is no such file"));
    }
    if route.needs_key()
        && let Err(given) = check_key(&parts, &state.key)
    {
        note(b"", |counts| counts.refused_key += 1);
        let id = unguessable("").unwrap_or_default();
        return Ok(contract::wrong_key(given, &id));
    }
    let most = match route {
        Route::Upload => state.config.max_upload + FORM_ROOM,
        _ => state.config.max_body,
    };
    let body = match read(body, most).await {
        Ok(body) => body,
        Err(Unread::TooLarge) => {
            note(b"", |counts| counts.refused_request += 1);
            return Ok(too_large());
        }
        Err(Unread::Lost) => {
            note(b"", |_| {});
            return Err(Hangup);
        }
    };
    note(
        &body,
        match route {
            Route::Create => |counts| counts.creates += 1,
            Route::Query { .. } => |counts| counts.queries += 1,
            Route::Upload => |counts| counts.uploads += 1,
            Route::Models => |counts| counts.models += 1,
            Route::Content(_) if parts.method == Method::GET => |counts| counts.contents += 1,
            Route::Clip(_) if parts.method == Method::GET => |counts| counts.downloads += 1,
            Route::Content(_)
            | Route::Clip(_)
            | Route::Link(_)
            | Route::Picture(_)
            | Route::Public
            | Route::Unknown => |_| {},
        },
    );
    let scripted = {
        let mut inner = state.inner();
        let answer = inner.script.take(|on| route.scripted_by(on, parts.uri.path()));
        inner.record.counts.scripted += u64::from(answer.is_some());
        answer
    };
    match scripted {
        Some(answer) => misbehave(state, &parts, &route, body, &answer).await,
        None => Ok(answer(state, &parts, &route, body).await.0),
    }
}

/// Gives a scripted answer, after doing the work if it asks for that.
async fn misbehave(
    state: &Arc<State>,
    parts: &Parts,
    route: &Route,
    body: Bytes,
    scripted: &Answer,
) -> Result<Response<Body>, Hangup> {
    let asked = match route {
        Route::Query { id, .. } | Route::Content(id) => id.clone(),
        _ => String::new(),
    };
    let (real, id) = if scripted.accept_first {
        let (real, id) = answer(state, parts, route, body).await;
        (Some(real), id.unwrap_or(asked))
    } else {
        (None, asked)
    };
    if !scripted.delay.is_zero() {
        tokio::time::sleep(scripted.delay).await;
    }
    if scripted.reset {
        return Err(Hangup);
    }
    if let (Some(real), Route::Clip(_) | Route::Content(_)) = (real, route) {
        return Ok(real.map(|body| scripted.spoil(body)));
    }
    let video_url = state.saved(&id).map_or_else(String::new, |saved| state.link(&saved));
    Ok(scripted.respond(&Words { origin: state.origin(), id, video_url }))
}

/// The honest answer, and the number of the task that a create call made.
async fn answer(
    state: &Arc<State>,
    parts: &Parts,
    route: &Route,
    body: Bytes,
) -> (Response<Body>, Option<String>) {
    let response = match route {
        Route::Create => return create(state, &body).await,
        Route::Upload => upload(state, parts, body).await,
        Route::Query { id, by } => query(state, id, *by),
        Route::Models => reply(StatusCode::OK, &contract::models(state.started_ms / 1000)),
        Route::Content(id) => content(state, parts, id).await,
        Route::Clip(clip) => clip_file(state, parts, clip).await,
        Route::Link(clip) => redirect(&state.stored(clip)),
        Route::Picture(file) => picture(state, parts, file).await,
        Route::Public | Route::Unknown => {
            let what = format!("Invalid URL ({} {})", parts.method, parts.uri.path());
            error(StatusCode::NOT_FOUND, "", &what)
        }
    };
    (response, None)
}

async fn create(state: &Arc<State>, body: &[u8]) -> (Response<Body>, Option<String>) {
    let made = match Create::read(body, &state.config) {
        Ok(create) => state.create(create).await,
        Err(message) => return (bad_request(state, &message), None),
    };
    let response = match made {
        Ok(saved) => {
            let status = contract::Status::Queued;
            let created_ms = saved.created_ms;
            let told = Told {
                id: &saved.id,
                status: &status,
                created_ms,
                updated: created_ms / 1000,
                now_ms: created_ms,
                say_queued: state.config.say_queued,
            };
            return (reply(StatusCode::OK, &saved.dialect.created(&told)), Some(saved.id));
        }
        Err(NotCreated::Image | NotCreated::Picture(Refused::Kind | Refused::Broken)) => {
            bad_request(state, "Image URL could not be fetched")
        }
        Err(NotCreated::Picture(Refused::TooLarge)) => {
            bad_request(state, "the picture is too large")
        }
        Err(NotCreated::Busy) => {
            state.inner().record.counts.refused_request += 1;
            let code = "rate_limit_exceeded";
            error(StatusCode::TOO_MANY_REQUESTS, code, "too many tasks are waiting")
        }
        Err(NotCreated::Trouble | NotCreated::Picture(Refused::Trouble)) => trouble(),
    };
    (response, None)
}

fn query(state: &State, id: &str, by: By) -> Response<Body> {
    let known = state.saved(id).filter(|saved| saved.dialect.is_found_by(by));
    let Some((saved, (status, updated))) = known.zip(state.look(id)) else {
        return contract::unknown_task();
    };
    let told = Told {
        id,
        status: &status,
        created_ms: saved.created_ms,
        updated,
        now_ms: now_ms(),
        say_queued: state.config.say_queued,
    };
    reply(StatusCode::OK, &saved.dialect.queried(&told))
}

fn redirect(to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

async fn upload(state: &Arc<State>, parts: &Parts, body: Bytes) -> Response<Body> {
    let Some((bytes, name)) = form_file(parts, body).await else {
        return bad_request(state, "a form with a file is required");
    };
    match state.keep(bytes, name, true).await {
        Ok(picture) => {
            state.inner().record.counts.uploads_accepted += 1;
            let body = json!({
                "id": picture.id,
                "url": format!("{}{PATH}{}", state.origin(), picture.file),
                "mime_type": picture.mime,
                "size": picture.size,
                "expires_at": picture.expires_at(),
            });
            reply(StatusCode::OK, &body)
        }
        Err(Refused::Kind) => bad_request(state, "only png, jpeg, webp and gif are accepted"),
        Err(Refused::Broken) => bad_request(state, "the picture cannot be read"),
        Err(Refused::TooLarge) => {
            state.inner().record.counts.refused_request += 1;
            too_large()
        }
        Err(Refused::Trouble) => trouble(),
    }
}

/// The bytes and name of the part called `file`.
async fn form_file(parts: &Parts, body: Bytes) -> Option<(Vec<u8>, String)> {
    let mut request = Request::new(Body::from(body));
    *request.headers_mut() = parts.headers.clone();
    // The length was checked while the body was read.
    request.extensions_mut().insert(axum::extract::DefaultBodyLimit::disable());
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    while let Some(field) = form.next_field().await.ok()? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            return Some((field.bytes().await.ok()?.to_vec(), name));
        }
    }
    None
}

async fn content(state: &Arc<State>, parts: &Parts, id: &str) -> Response<Body> {
    if state.look(id).is_none() {
        return error(StatusCode::NOT_FOUND, "task_not_exist", "task_not_exist");
    }
    let sent = match state.clip_of(id) {
        Some(path) => files::send(parts, &path, id, "video/mp4", state).await,
        None => None,
    };
    sent.unwrap_or_else(|| error(StatusCode::BAD_REQUEST, "", "the task is not completed yet"))
}

async fn clip_file(state: &Arc<State>, parts: &Parts, clip: &str) -> Response<Body> {
    // The name is looked up and never used as a path by itself.
    let known = state.inner().tasks.values().any(|task| task.saved.clip == clip);
    let sent = match known {
        true => files::send(parts, &state.folders.clip(clip), clip, "video/mp4", state).await,
        false => None,
    };
    sent.unwrap_or_else(|| error(StatusCode::NOT_FOUND, "", "there is no such clip"))
}

async fn picture(state: &Arc<State>, parts: &Parts, file: &str) -> Response<Body> {
    let known = state.inner().pictures.get(file).filter(|picture| picture.uploaded).cloned();
    let sent = match known {
        Some(picture) => {
            let path = state.folders.pictures.join(&picture.file);
            files::send(parts, &path, &picture.id, &picture.mime, state).await
        }
        None => None,
    };
    sent.unwrap_or_else(|| error(StatusCode::NOT_FOUND, "", "there is no such picture"))
}

fn bad_request(state: &State, message: &str) -> Response<Body> {
    state.inner().record.counts.refused_request += 1;
    refusal(StatusCode::BAD_REQUEST, "invalid_request", message)
}

fn too_large() -> Response<Body> {
    let message = "the request is too large";
    refusal(StatusCode::PAYLOAD_TOO_LARGE, "read_request_body_failed", message)
}

fn trouble() -> Response<Body> {
    refusal(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the practice studio has no room")
}
