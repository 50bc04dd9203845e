//! The client of the unified video API. Three kinds of connection: submitting (nothing is ever
//! repeated), asking (reads), fetching (downloads, without the key). It knows nothing of the store.

pub mod address;
mod answer;
pub mod balance;
mod budget;
pub mod carrier;
mod clients;
mod door;
mod echo;
pub mod fault;
mod fetch;
mod line;
pub mod prices;
pub mod proxy;
mod range;
pub mod redact;
pub mod upload;
pub mod way;
pub mod wire;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::{Certificate, RequestBuilder};
use serde_json::Value;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

pub use address::Base;
use answer::{ANSWER_CAP, never_left, no_answer, offline, proxy_refused, retry_after};
use budget::{Budget, Pass};
use carrier::{Carrier, Fault};
use clients::{Clients, Connections};
use fault::{Asked, Cause};
pub use fetch::{Body, Cut};
use line::Lane;
use proxy::Route;
pub use range::{Rest, Validator};
use wire::{CreateBody, Task, Way};

use crate::error::Result;
use crate::secret::ApiKey;
use crate::step::Moment;

/// Bytes that are read of the list of models: 600 of them are about 100 KB.
const LIST_CAP: usize = 4 * 1024 * 1024;

/// Where a job is sent and with which key.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The service.
    pub base: Base,
    /// Its key.
    pub key: ApiKey,
}

/// The client. Cheap to clone; all clones share connections, way and budget.
#[derive(Clone)]
pub struct Gateway {
    shared: Arc<Shared>,
}

struct Shared {
    connections: Connections,
    budget: Budget,
    downloads: Arc<Semaphore>,
}

/// What a client is made with.
#[derive(Debug)]
pub struct Wiring {
    /// How services elsewhere are reached; None until somebody says: until then none is.
    pub route: Option<Route>,
    /// Multiplies the budget's waits towards services on this computer; 1 outside tests.
    pub time_scale: f64,
    /// Certificates that are trusted besides the system's: for tests alone.
    pub roots: Vec<Certificate>,
    /// Carries everything in place of reqwest's clients: for tests alone.
    pub carrier: Option<Arc<dyn Carrier>>,
    /// How long a create POST may wait for its answer, where that is not as usual: for tests alone.
    pub submit_limit: Option<Duration>,
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
    /// The same, because the proxy wants another login.
    ProxyRefused,
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

/// What a check says of a key. `GET /v1/models` decides; `balance.rs` explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The key works.
    Good,
    /// The key works, and nothing is left on it.
    OutOfCredit,
    /// The service does not accept it.
    Wrong,
    /// The service does not accept it because its own limit is used up.
    UsedUp,
    /// The service does not accept it because its time is over.
    Expired,
    /// Nobody could say.
    Unchecked,
}

impl Verdict {
    /// Whether the service has refused the key. A refused key is not kept.
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::Wrong | Self::UsedUp | Self::Expired)
    }
}

impl Default for Wiring {
    fn default() -> Self {
        Self {
            route: Some(Route::System),
            time_scale: 1.0,
            roots: Vec::new(),
            carrier: None,
            submit_limit: None,
        }
    }
}

impl Default for Gateway {
    fn default() -> Self {
        Self::new(Wiring::default())
    }
}

impl fmt::Debug for Gateway {
    /// What is inside knows the proxy's password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gateway")
    }
}

impl Gateway {
    /// A client that has not connected to anything yet.
    pub fn new(wiring: Wiring) -> Self {
        let shared = Shared {
            connections: Connections::new(
                wiring.route,
                wiring.roots,
                wiring.carrier,
                wiring.submit_limit,
            ),
            budget: Budget::new(wiring.time_scale),
            downloads: Arc::new(Semaphore::new(fetch::AT_ONCE)),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Reaches services elsewhere in another way from now on; what is under way ends on the old one.
    pub fn take_route(&self, route: Route) {
        self.shared.connections.take(route);
    }

    /// The practice studio inside the app runs here: it may be asked faster than a service.
    pub fn at_home(&self, base: &Base) {
        self.budget().at_home(base);
    }

    /// Waits until the service's budget has room for a create POST, and takes it. Called before the
    /// POST is written down as being sent, so that a job that waits here can still be stopped.
    pub async fn room(&self, base: &Base) {
        drop(self.budget().turn(base, Lane::Ahead).await);
    }

    /// The connections for a service; None where there are none.
    fn clients(&self, base: &Base) -> Option<Clients> {
        self.shared.connections.to(base.is_local())
    }

    fn budget(&self) -> &Budget {
        &self.shared.budget
    }

    async fn download_place(&self) -> Result<OwnedSemaphorePermit, Cause> {
        let places = Arc::clone(&self.shared.downloads);
        // It is never closed.
        places.acquire_owned().await.map_err(|_| offline())
    }

    /// Sends a create POST, once, after [`Gateway::room`]. Never cancelled by its caller.
    pub async fn submit(&self, to: &Endpoint, body: &CreateBody, idempotency: &str) -> Sent {
        self.submit_told(to, body, idempotency, &|_| {}).await
    }

    /// The same, telling of every piece of the answer as it comes.
    pub async fn submit_told(
        &self,
        to: &Endpoint,
        body: &CreateBody,
        idempotency: &str,
        piece_came: &(dyn Fn(Moment) + Sync),
    ) -> Sent {
        let Some(clients) = self.clients(&to.base) else { return Sent::NotSent };
        let request = clients
            .submit
            .post(to.base.at("/v1/video/create"))
            .bearer_auth(to.key.expose())
            .header("Idempotency-Key", idempotency)
            .json(body);
        let pass = self.budget().passed(&to.base);
        match clients.submit.send(request).await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                let after = retry_after(answer.headers(), SystemTime::now());
                match answer::read_pieces(answer, ANSWER_CAP, piece_came).await {
                    Ok(raw) => {
                        let raw = clients.without_secrets(raw, &to.key);
                        tell(&pass, status, &raw, after);
                        Sent::Answered { status, raw, retry_after: after }
                    }
                    // The status line came, the rest did not. A refusal needs no body to be one.
                    Err(_) if (400..500).contains(&status) => {
                        Sent::Answered { status, raw: String::new(), retry_after: after }
                    }
                    Err(_) => Sent::Lost,
                }
            }
            Err(fault) if !never_left(&fault) => Sent::Lost,
            Err(fault) if proxy_refused(&fault) => Sent::ProxyRefused,
            Err(_) => Sent::NotSent,
        }
    }

    /// Asks about a task, in the way that worked last; where the service does not know the task or
    /// does not understand the question, in the other ways too. It is unknown only to a service that
    /// has answered in every way: one that is in trouble in the middle has not said so.
    pub async fn ask(&self, to: &Endpoint, task: &Task, known: Way) -> Heard {
        self.ask_or_hurry(to, task, known, std::future::pending()).await
    }

    /// The same; when `hurry` comes while the question still stands in line, a person waits for it,
    /// and it goes ahead.
    pub async fn ask_or_hurry(
        &self,
        to: &Endpoint,
        task: &Task,
        known: Way,
        hurry: impl Future<Output = ()>,
    ) -> Heard {
        let first = self.ask_in(to, task, known, hurry).await;
        let goes_on = |heard: &Heard| {
            let not_understood = heard.answer.as_ref().is_some_and(|(status, _)| *status == 400);
            matches!(heard.asked, Asked::Unknown(_)) || not_understood
        };
        if !goes_on(&first) {
            return first;
        }
        for way in Way::from_the_known(known).skip(1) {
            if way.question(task).is_none() {
                continue;
            }
            let heard = self.ask_in(to, task, way, std::future::pending()).await;
            if !goes_on(&heard) {
                return heard;
            }
        }
        first
    }

    async fn ask_in(
        &self,
        to: &Endpoint,
        task: &Task,
        way: Way,
        hurry: impl Future<Output = ()>,
    ) -> Heard {
        let mut url = to.base.at("/v1/video/query");
        // A way that the task does not have is never the one that worked.
        let (name, id) = way.question(task).unwrap_or(("id", &task.id));
        url.query_pairs_mut().append_pair(name, id);
        let trouble =
            |cause| Heard { asked: Asked::Trouble(cause), way, answer: None, retry_after: None };
        let Some(clients) = self.clients(&to.base) else { return trouble(offline()) };
        let pass = tokio::select! {
            biased;
            () = hurry => self.budget().turn(&to.base, Lane::Ahead).await,
            pass = self.budget().turn(&to.base, Lane::Question) => pass,
        };
        let request = clients.ask.get(url).bearer_auth(to.key.expose());
        match read(&clients, request, &to.key, ANSWER_CAP, &pass).await {
            Ok((status, raw, retry_after)) => {
                note_strange_word(&raw);
                let asked = fault::asked(status, &raw);
                Heard { asked, way, answer: Some((status, raw)), retry_after }
            }
            Err(fault) => trouble(no_answer(&fault)),
        }
    }

    /// Reads an answer of at most `cap` bytes to something that a person waits for: it is counted,
    /// but does not stand in line. None where there are no connections at all.
    pub(crate) async fn get(
        &self,
        to: &Endpoint,
        url: Url,
        cap: usize,
    ) -> Option<Result<(u16, String, Option<Duration>), Fault>> {
        let clients = self.clients(&to.base)?;
        let pass = self.budget().pass(&to.base);
        let request = clients.ask.get(url).bearer_auth(to.key.expose());
        Some(read(&clients, request, &to.key, cap, &pass).await)
    }

    /// The same without a key, for what a service tells everybody.
    pub(crate) async fn get_public(
        &self,
        base: &Base,
        url: Url,
        cap: usize,
    ) -> Option<Result<(u16, String), Fault>> {
        let clients = self.clients(base)?;
        let pass = self.budget().turn(base, Lane::Question).await;
        let read = async {
            let answer = clients.ask.send(clients.ask.get(url)).await?;
            let (status, after) =
                (answer.status().as_u16(), retry_after(answer.headers(), SystemTime::now()));
            let raw = answer::read_capped(answer, cap).await?;
            tell(&pass, status, &raw, after);
            Ok((status, raw))
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
}

async fn read(
    clients: &Clients,
    request: RequestBuilder,
    key: &ApiKey,
    cap: usize,
    pass: &Pass,
) -> Result<(u16, String, Option<Duration>), Fault> {
    let answer = clients.ask.send(request).await?;
    let status = answer.status().as_u16();
    let after = retry_after(answer.headers(), SystemTime::now());
    let raw = clients.without_secrets(answer::read_capped(answer, cap).await?, key);
    tell(pass, status, &raw, after);
    Ok((status, raw, after))
}

fn tell(pass: &Pass, status: u16, raw: &str, named: Option<Duration>) {
    if let Some(word) = answer::word(status, raw, named) {
        pass.heard(word);
    }
}

impl Clients {
    fn without_secrets(&self, raw: String, key: &ApiKey) -> String {
        let hidden = self.hidden.iter().map(|secret| secret.as_str());
        let secrets: Vec<&str> = hidden.chain([key.expose()]).collect();
        redact::redact(echo::without_pictures(raw), &secrets)
    }
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
