//! Downloads: without the key (but for the content call's first step), without a referer, every
//! redirect checked by hand, a few at a time. Writing them to the disk is `clip/download.rs`.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{RequestBuilder, StatusCode, header};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;
use url::Url;

use super::address::{self, Base};
use super::answer::{no_answer, offline, proxy_refusal};
use super::clients::Clients;
use super::fault::{Cause, CauseCode, Charged};
use super::line::Lane;
use super::wire::Task;
use super::{Endpoint, Gateway};
use crate::error::Result;

const REDIRECTS: usize = 5;
/// Downloads at the same time: more would not be faster, and each is a connection.
pub(super) const AT_ONCE: usize = 6;
/// A minute in which a download brings less than this is a stall, though it drips: other downloads
/// wait for its place.
const LEAST: u64 = 16 * 1024;
const MINUTE: Duration = Duration::from_secs(60);

impl Gateway {
    /// Opens a result link without the key; redirects are checked one by one.
    ///
    /// # Errors
    /// The cause, for the card.
    pub async fn open(&self, base: &Base, link: &str) -> Result<Body, Cause> {
        let link = Url::parse(link).map_err(|_| dead("the link is no address"))?;
        let clients = self.clients(base).ok_or_else(offline)?;
        let place = self.download_place().await?;
        let _pass = match base.covers(&link) {
            true => Some(self.budget().turn(base, Lane::Ahead).await),
            false => None,
        };
        let request = clients.fetch.get(link.clone());
        follow(&clients, base, link, request, place).await
    }

    /// Opens `GET /v1/videos/{id}/content`, which wants the key; a redirect is followed without it.
    /// Where the service does not know a task's number, its second one is tried.
    ///
    /// # Errors
    /// The cause, for the card.
    pub async fn open_content(&self, to: &Endpoint, task: &Task) -> Result<Body, Cause> {
        let first = self.content_of(to, &task.id).await;
        match (&first, &task.other) {
            (Err(cause), Some(other)) if cause.code == CauseCode::LinkDead => {
                self.content_of(to, other).await.or(first)
            }
            _ => first,
        }
    }

    async fn content_of(&self, to: &Endpoint, id: &str) -> Result<Body, Cause> {
        let mut url = to.base.at("/v1/videos/");
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().push(id).push("content");
        }
        let clients = self.clients(&to.base).ok_or_else(offline)?;
        let place = self.download_place().await?;
        let _pass = self.budget().turn(&to.base, Lane::Ahead).await;
        let request = clients.fetch.get(url.clone()).bearer_auth(to.key.expose());
        follow(&clients, &to.base, url, request, place).await
    }
}

/// Follows redirects one by one, each checked, without the key from the second on.
async fn follow(
    clients: &Clients,
    base: &Base,
    mut link: Url,
    mut request: RequestBuilder,
    place: OwnedSemaphorePermit,
) -> Result<Body, Cause> {
    for _ in 0..=REDIRECTS {
        if !address::link_allowed(&link, base.is_local()) || leads_to_proxy(clients, &link) {
            return Err(dead("the link leads to a private address"));
        }
        let answer = clients.fetch.send(request).await.map_err(|fault| no_answer(&fault))?;
        let status = answer.status();
        if !status.is_redirection() {
            return body(answer, place);
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

fn leads_to_proxy(clients: &Clients, link: &Url) -> bool {
    let host = link.host_str().unwrap_or_default().trim_matches(['[', ']']).trim_end_matches('.');
    clients.proxies.iter().any(|proxy| proxy.eq_ignore_ascii_case(host))
}

/// A download that has begun.
pub struct Body {
    /// Bytes, where the server says how many.
    pub length: Option<u64>,
    answer: reqwest::Response,
    pulse: Pulse,
    _place: OwnedSemaphorePermit,
}

/// Why a download ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum Cut {
    /// The connection broke or brought nothing for a minute.
    #[error("the connection broke")]
    Broken(#[from] reqwest::Error),
    /// It brought next to nothing for a minute.
    #[error("the download only drips")]
    Drips,
}

impl Body {
    /// The next piece, or None at the end.
    ///
    /// # Errors
    /// See [`Cut`].
    pub async fn next(&mut self) -> Result<Option<Bytes>, Cut> {
        let piece = self.answer.chunk().await?;
        let bytes = piece.as_ref().map_or(0, |piece| piece.len() as u64);
        let flows = piece.is_none() || self.pulse.flows(bytes, self.pulse.began.elapsed());
        if flows { Ok(piece) } else { Err(Cut::Drips) }
    }
}

/// How much came since when.
struct Pulse {
    began: Instant,
    /// The minute that is counted: since when, and what came in it.
    since: Duration,
    bytes: u64,
}

impl Pulse {
    fn start() -> Self {
        Self { began: Instant::now(), since: Duration::ZERO, bytes: 0 }
    }

    /// Takes in what came, and says whether the last minute was worth the name.
    fn flows(&mut self, bytes: u64, now: Duration) -> bool {
        self.bytes += bytes;
        if now.saturating_sub(self.since) < MINUTE {
            return true;
        }
        let flows = self.bytes >= LEAST;
        (self.since, self.bytes) = (now, 0);
        flows
    }
}

fn body(answer: reqwest::Response, place: OwnedSemaphorePermit) -> Result<Body, Cause> {
    let status = answer.status();
    if status == StatusCode::OK {
        let length = answer.content_length();
        return Ok(Body { length, answer, pulse: Pulse::start(), _place: place });
    }
    Err(match status.as_u16() {
        // Only a proxy answers so, and it says nothing about the link.
        407 => proxy_refusal(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_that_drips_is_a_stall() {
        let seconds = Duration::from_secs;
        let mut slow = Pulse::start();
        assert!((0..60).all(|second| slow.flows(10, seconds(second))));
        assert!(!slow.flows(10, seconds(60)), "600 bytes in a minute");
        let mut poor = Pulse::start();
        assert!(
            (0..600).all(|second| poor.flows(1_024, seconds(second))),
            "a bad line is no stall"
        );
    }
}
