//! The client of the unified video API. Three kinds of connection: submitting (nothing is ever
//! repeated), asking (reads), fetching (downloads, without the key). It knows nothing of the store.

pub mod address;
mod door;
pub mod fault;
pub mod redact;
pub mod upload;
pub mod wire;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode, header};
use serde_json::Value;
use url::Url;

pub use address::Base;
use fault::{Asked, Cause, CauseCode, Charged};
use wire::{CreateBody, Task, Way};

use crate::error::{Error, Result};
use crate::secret::ApiKey;

/// Bytes of an answer that are read; a longer one is cut and then makes no sense.
const ANSWER_CAP: usize = 1024 * 1024;
/// The same for the list of models: 600 of them are about 100 KB.
const LIST_CAP: usize = 4 * 1024 * 1024;
const CONNECT: Duration = Duration::from_secs(15);
/// How long a create POST may wait for its answer. Services take up to a minute to accept.
const SUBMIT: Duration = Duration::from_secs(180);
const ASK: Duration = Duration::from_secs(30);
const UPLOAD: Duration = Duration::from_secs(300);
/// A download that brings nothing for so long is given up and begun again.
const STALL: Duration = Duration::from_secs(60);
const REDIRECTS: usize = 5;

/// Where a job is sent and with which key.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The service.
    pub base: Base,
    /// Its key.
    pub key: ApiKey,
}

/// The client. Cheap to clone. Connections are set up when the first call needs them: loading the
/// system's certificates takes a tenth of a second that the start of the app should not pay.
#[derive(Clone, Debug, Default)]
pub struct Gateway {
    near: Arc<OnceLock<Clients>>,
    far: Arc<OnceLock<Clients>>,
}

/// Connections for one kind of service: on this computer (never through a proxy), or elsewhere.
#[derive(Clone, Debug)]
struct Clients {
    submit: Client,
    ask: Client,
    fetch: Client,
}

/// What came of a create POST.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// An answer came; `raw` is written down before it is read.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The body, cut at a cap.
        raw: String,
        /// `Retry-After`, if the service named a time.
        retry_after: Option<Duration>,
    },
    /// The connection was never made: nothing can have arrived.
    NotSent,
    /// It may have arrived; no whole answer came.
    Lost,
}

/// What came of a question about a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What it means.
    pub asked: Asked,
    /// The way of asking that brought it; the next question begins with it.
    pub way: Way,
    /// The HTTP status and the body, if an answer came.
    pub answer: Option<(u16, String)>,
    /// `Retry-After`, if the service named a time.
    pub retry_after: Option<Duration>,
}

/// What `GET /v1/models` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Of the key.
    pub verdict: Verdict,
    /// The models that it lists for the key; empty where it lists none, which says nothing.
    pub models: Vec<String>,
}

/// What `GET /v1/models` says of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The key works.
    Good,
    /// The service does not accept it.
    Wrong,
    /// Nobody could say.
    Unchecked,
}

impl Gateway {
    /// The connections for a service; None when the system's certificates cannot be loaded.
    fn clients(&self, base: &Base) -> Option<&Clients> {
        let place = if base.is_local() { &self.near } else { &self.far };
        if place.get().is_none() {
            match Clients::new(base.is_local()) {
                // Another task may have been faster: its connections are as good.
                Ok(clients) => drop(place.set(clients)),
                Err(fault) => tracing::error!(fault = %fault.chain(), "no connections"),
            }
        }
        place.get()
    }

    /// Sends a create POST, once. Never cancelled by its caller.
    pub async fn submit(&self, to: &Endpoint, body: &CreateBody, idempotency: &str) -> Sent {
        let Some(clients) = self.clients(&to.base) else { return Sent::NotSent };
        let request = clients
            .submit
            .post(to.base.at("/v1/video/create"))
            .bearer_auth(to.key.expose())
            .header("Idempotency-Key", idempotency)
            .json(body);
        match request.send().await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                let retry_after = retry_after(&answer);
                match read_capped(answer, ANSWER_CAP).await {
                    Ok(raw) => {
                        Sent::Answered { status, raw: without_key(raw, &to.key), retry_after }
                    }
                    // The status line came, the rest did not. A refusal needs no body to be one.
                    Err(_) if (400..500).contains(&status) => {
                        Sent::Answered { status, raw: String::new(), retry_after }
                    }
                    Err(_) => Sent::Lost,
                }
            }
            Err(fault) if fault.is_connect() || fault.is_builder() => Sent::NotSent,
            Err(_) => Sent::Lost,
        }
    }

    /// Asks about a task, in the way that worked last; where the service does not know the task or
    /// does not understand the question, in the other ways too.
    pub async fn ask(&self, to: &Endpoint, task: &Task, known: Way) -> Heard {
        let first = self.ask_in(to, task, known).await;
        let not_understood = first.answer.as_ref().is_some_and(|(status, _)| *status == 400);
        if !matches!(first.asked, Asked::Unknown(_)) && !not_understood {
            return first;
        }
        for way in Way::from_the_known(known).skip(1) {
            if way.question(task).is_none() {
                continue;
            }
            let heard = self.ask_in(to, task, way).await;
            if !matches!(heard.asked, Asked::Unknown(_) | Asked::Trouble(_)) {
                return heard;
            }
        }
        first
    }

    async fn ask_in(&self, to: &Endpoint, task: &Task, way: Way) -> Heard {
        let mut url = to.base.at("/v1/video/query");
        // A way that the task does not have is never the one that worked.
        let (name, id) = way.question(task).unwrap_or(("id", &task.id));
        url.query_pairs_mut().append_pair(name, id);
        match self.get(to, url, ANSWER_CAP).await {
            Some(Ok((status, raw, retry_after))) => {
                note_strange_word(&raw);
                Heard {
                    asked: fault::asked(status, &raw),
                    way,
                    answer: Some((status, raw)),
                    retry_after,
                }
            }
            _ => Heard { asked: Asked::Trouble(offline()), way, answer: None, retry_after: None },
        }
    }

    /// Reads an answer of at most `cap` bytes; None where there are no connections at all.
    async fn get(
        &self,
        to: &Endpoint,
        url: Url,
        cap: usize,
    ) -> Option<reqwest::Result<(u16, String, Option<Duration>)>> {
        let request = self.clients(&to.base)?.ask.get(url).bearer_auth(to.key.expose());
        let read = async {
            let answer = request.send().await?;
            let (status, after) = (answer.status().as_u16(), retry_after(&answer));
            Ok((status, without_key(read_capped(answer, cap).await?, &to.key), after))
        };
        Some(read.await)
    }

    /// Tries a key on the free list of models.
    pub async fn check(&self, to: &Endpoint) -> Checked {
        let said = |verdict| Checked { verdict, models: Vec::new() };
        match self.get(to, to.base.at("/v1/models"), LIST_CAP).await {
            Some(Ok((200, raw, _))) => match serde_json::from_str::<Value>(&raw) {
                Ok(json) if json.get("data").is_some_and(Value::is_array) => {
                    Checked { verdict: Verdict::Good, models: wire::models(&json) }
                }
                _ => said(Verdict::Unchecked),
            },
            Some(Ok((401, ..))) => said(Verdict::Wrong),
            _ => said(Verdict::Unchecked),
        }
    }

    /// Opens a result link without the key; redirects are checked one by one.
    ///
    /// # Errors
    /// The cause, for the card.
    pub async fn open(&self, base: &Base, link: &str) -> Result<Body, Cause> {
        let link = Url::parse(link).map_err(|_| dead("the link is no address"))?;
        let clients = self.clients(base).ok_or_else(offline)?;
        let request = clients.fetch.get(link.clone());
        follow(clients, base, link, request).await
    }

    /// Opens `GET /v1/videos/{id}/content`, which wants the key; a redirect is followed without it.
    ///
    /// # Errors
    /// The cause, for the card.
    pub async fn open_content(&self, to: &Endpoint, task: &Task) -> Result<Body, Cause> {
        let mut url = to.base.at("/v1/videos/");
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().push(&task.id).push("content");
        }
        let clients = self.clients(&to.base).ok_or_else(offline)?;
        let request = clients.fetch.get(url.clone()).bearer_auth(to.key.expose());
        follow(clients, &to.base, url, request).await
    }

    pub(crate) fn uploading(&self, base: &Base) -> Option<&Client> {
        self.clients(base).map(|clients| &clients.ask)
    }
}

impl Clients {
    fn new(service_is_local: bool) -> Result<Self> {
        let base = || {
            let builder = Client::builder()
                .user_agent(concat!("Stillwake/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(CONNECT)
                .referer(false)
                .redirect(Policy::none())
                .retry(reqwest::retry::never());
            if service_is_local { builder.no_proxy() } else { builder }
        };
        let built = |builder: reqwest::ClientBuilder| {
            builder.build().map_err(|fault| Error::internal("set up connections", fault))
        };
        Ok(Self {
            // A reused connection that has died looks like a lost answer: submit on fresh ones.
            submit: built(base().timeout(SUBMIT).pool_max_idle_per_host(0))?,
            ask: built(base().timeout(ASK))?,
            fetch: built(
                base().read_timeout(STALL).dns_resolver(door::Door::shared(service_is_local)),
            )?,
        })
    }
}

/// Follows redirects one by one, each checked, without the key from the second on.
async fn follow(
    clients: &Clients,
    base: &Base,
    mut link: Url,
    mut request: RequestBuilder,
) -> Result<Body, Cause> {
    for _ in 0..=REDIRECTS {
        if !address::link_allowed(&link, base.is_local()) {
            return Err(dead("the link leads to a private address"));
        }
        let answer = request.send().await.map_err(|_| offline())?;
        let status = answer.status();
        if !status.is_redirection() {
            return body(answer);
        }
        let next = answer
            .headers()
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| link.join(value).ok())
            .ok_or_else(|| dead("a redirect without an address"))?;
        request = clients.fetch.get(next.clone());
        link = next;
    }
    Err(dead("too many redirects"))
}

/// A download that has begun.
pub struct Body {
    /// Bytes, where the server says how many.
    pub length: Option<u64>,
    answer: reqwest::Response,
}

impl Body {
    /// The next piece, or None at the end.
    ///
    /// # Errors
    /// When the connection breaks or stalls.
    pub async fn next(&mut self) -> reqwest::Result<Option<Bytes>> {
        self.answer.chunk().await
    }
}

fn body(answer: reqwest::Response) -> Result<Body, Cause> {
    let status = answer.status();
    if status == StatusCode::OK {
        return Ok(Body { length: answer.content_length(), answer });
    }
    Err(match status.as_u16() {
        code @ (400..=499 | 501) if !matches!(code, 408 | 425 | 429) => {
            dead(&format!("the link answered {code}"))
        }
        code => Cause::new(
            CauseCode::ServiceTrouble,
            Charged::Maybe,
            format!("the link answered {code}"),
        ),
    })
}

fn dead(words: &str) -> Cause {
    Cause::new(CauseCode::LinkDead, Charged::Maybe, words.to_owned())
}

fn offline() -> Cause {
    Cause::new(CauseCode::NoAnswer, Charged::Maybe, None)
}

fn retry_after(answer: &reqwest::Response) -> Option<Duration> {
    wire::named_wait(answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?)
}

async fn read_capped(answer: reqwest::Response, cap: usize) -> reqwest::Result<String> {
    let mut stream = answer.bytes_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        let piece = piece?;
        let room = cap.saturating_sub(bytes.len());
        bytes.extend_from_slice(&piece[..piece.len().min(room)]);
        if bytes.len() >= cap {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

pub(crate) fn upload_timeout() -> Duration {
    UPLOAD
}

pub(crate) async fn read_answer(
    answer: reqwest::Response,
    key: &ApiKey,
) -> reqwest::Result<(u16, String)> {
    let status = answer.status().as_u16();
    Ok((status, without_key(read_capped(answer, ANSWER_CAP).await?, key)))
}

/// A service may repeat the key in its answer; what is read, shown and stored never has it.
fn without_key(raw: String, key: &ApiKey) -> String {
    redact::redact(raw, &[key.expose()])
}

/// A status word that no table knows means running; the log tells which one to add.
fn note_strange_word(raw: &str) {
    let answer = wire::parse(raw);
    let word = answer.as_ref().and_then(wire::status_word).filter(|word| !wire::is_known(word));
    if let Some(word) = word {
        let word: String = word.chars().take(40).collect();
        tracing::info!(?word, "a status word that nobody knows");
    }
}
