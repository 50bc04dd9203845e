//! Downloads: without the key (but for the content call's first step), without a referer, every
//! redirect checked by hand, a few at a time. What the answer to a range means is `range.rs`;
//! writing to the disk is `clip/download.rs`.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{Response, header};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;
use url::Url;

use super::address::{self, Base};
use super::answer::{no_answer, offline, proxy_refusal};
use super::clients::Clients;
use super::fault::{Cause, CauseCode, Charged};
use super::line::Lane;
use super::range::{self, Rest, Said, Validator};
use super::wire::Task;
use super::{Endpoint, Gateway};
use crate::error::Result;
use crate::secret::ApiKey;

const REDIRECTS: usize = 5;
/// Downloads at the same time: more would not be faster, and each is a connection.
pub(super) const AT_ONCE: usize = 6;
/// A minute in which a download brings less than this is a stall, though it drips: other downloads
/// wait for its place.
const LEAST: u64 = 16 * 1024;
const MINUTE: Duration = Duration::from_secs(60);

impl Gateway {
    /// Opens a result link without the key, from its first byte; redirects are checked one by one.
    ///
    /// # Errors
    /// The cause, for the card.
    pub async fn open(&self, base: &Base, link: &str) -> Result<Body, Cause> {
        self.open_rest(base, link, None).await
    }

    /// The same, going on where a part of it ends, if the server still has that very content;
    /// otherwise from its first byte.
    ///
    /// # Errors
    /// The cause, for the card.
    pub async fn open_rest(
        &self,
        base: &Base,
        link: &str,
        rest: Option<&Rest>,
    ) -> Result<Body, Cause> {
        let link = Url::parse(link).map_err(|_| dead("the link is no address"))?;
        self.open_at(base, link, None, rest).await
    }

    /// Opens `GET /v1/videos/{id}/content`, which wants the key; a redirect is followed without it.
    /// Where the service does not know a task's number, its second one is tried.
    ///
    /// # Errors
    /// The cause, for the card.
    pub async fn open_content(
        &self,
        to: &Endpoint,
        task: &Task,
        rest: Option<&Rest>,
    ) -> Result<Body, Cause> {
        let first = self.content_of(to, &task.id, rest).await;
        match (&first, &task.other) {
            (Err(cause), Some(other)) if cause.code == CauseCode::LinkDead => {
                self.content_of(to, other, rest).await.or(first)
            }
            _ => first,
        }
    }

    async fn content_of(
        &self,
        to: &Endpoint,
        id: &str,
        rest: Option<&Rest>,
    ) -> Result<Body, Cause> {
        let mut url = to.base.at("/v1/videos/");
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().push(id).push("content");
        }
        self.open_at(&to.base, url, Some(&to.key), rest).await
    }

    async fn open_at(
        &self,
        base: &Base,
        link: Url,
        key: Option<&ApiKey>,
        mut rest: Option<&Rest>,
    ) -> Result<Body, Cause> {
        let clients = self.clients(base).ok_or_else(offline)?;
        let mut place = self.download_place().await?;
        loop {
            let _pass = match key.is_some() || base.covers(&link) {
                true => Some(self.budget().turn(base, Lane::Ahead).await),
                false => None,
            };
            let answer = follow(&clients, base, link.clone(), key, rest).await?;
            place = match body(answer, rest, place)? {
                Opened::Body(body) => return Ok(*body),
                Opened::StartOver(place) => place,
            };
            rest = None;
        }
    }
}

/// Follows redirects one by one, each checked, without the key from the second on.
async fn follow(
    clients: &Clients,
    base: &Base,
    mut link: Url,
    key: Option<&ApiKey>,
    rest: Option<&Rest>,
) -> Result<Response, Cause> {
    // What is packed for the way could not be gone on with, and nothing packs a video well.
    let get = |link: &Url| {
        let request = clients.fetch.get(link.clone()).header(header::ACCEPT_ENCODING, "identity");
        match rest {
            Some(rest) => request
                .header(header::RANGE, format!("bytes={}-", rest.from))
                .header(header::IF_RANGE, rest.validator.value()),
            None => request,
        }
    };
    let mut request = match key {
        Some(key) => get(&link).bearer_auth(key.expose()),
        None => get(&link),
    };
    for _ in 0..=REDIRECTS {
        if !address::link_allowed(&link, base.is_local()) || leads_to_proxy(clients, &link) {
            return Err(dead("the link leads to a private address"));
        }
        let answer = clients.fetch.send(request).await.map_err(|fault| no_answer(&fault))?;
        if !answer.status().is_redirection() {
            return Ok(answer);
        }
        link = answer
            .headers()
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| link.join(value).ok())
            .ok_or_else(|| dead("a redirect without an address"))?;
        request = get(&link);
    }
    Err(dead("too many redirects"))
}

fn leads_to_proxy(clients: &Clients, link: &Url) -> bool {
    let host = link.host_str().unwrap_or_default().trim_matches(['[', ']']).trim_end_matches('.');
    clients.proxies.iter().any(|proxy| proxy.eq_ignore_ascii_case(host))
}

/// A download that has begun.
pub struct Body {
    /// Bytes that are to come, where the server says how many.
    pub length: Option<u64>,
    /// Where in the file the first of them stands.
    pub from: u64,
    /// Bytes of the whole file, where the server says how many.
    pub total: Option<u64>,
    /// What names this content, where the server says so.
    pub validator: Option<Validator>,
    /// None where nothing is left to come.
    answer: Option<Response>,
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
        let Some(answer) = &mut self.answer else { return Ok(None) };
        let asked = Instant::now();
        let piece = answer.chunk().await?;
        let bytes = piece.as_ref().map_or(0, |piece| piece.len() as u64);
        let flows = piece.is_none() || self.pulse.flows(bytes, asked.elapsed());
        if flows { Ok(piece) } else { Err(Cut::Drips) }
    }
}

/// How much came in the minute that is counted. Only waiting for the server counts: a slow disk is
/// not its fault.
#[derive(Default)]
struct Pulse {
    waited: Duration,
    bytes: u64,
}

impl Pulse {
    /// Takes in what came after a wait, and says whether the last minute was worth the name.
    fn flows(&mut self, bytes: u64, waited: Duration) -> bool {
        self.bytes += bytes;
        self.waited += waited;
        if self.waited < MINUTE {
            return true;
        }
        let flows = self.bytes >= LEAST;
        *self = Self::default();
        flows
    }
}

enum Opened {
    Body(Box<Body>),
    /// The place of a download whose file has to be asked for from its beginning.
    StartOver(OwnedSemaphorePermit),
}

fn body(
    answer: Response,
    rest: Option<&Rest>,
    place: OwnedSemaphorePermit,
) -> Result<Opened, Cause> {
    let status = answer.status().as_u16();
    let length = answer.content_length();
    let (from, total) = match (range::said(status, answer.headers(), rest), rest) {
        (Said::Whole, _) => (0, length),
        (Said::Rest(total), Some(rest)) => (rest.from, Some(total)),
        (Said::Complete, Some(rest)) => {
            return Ok(Opened::Body(Box::new(Body {
                length: Some(0),
                from: rest.from,
                total: Some(rest.from),
                validator: Some(rest.validator.clone()),
                answer: None,
                pulse: Pulse::default(),
                _place: place,
            })));
        }
        (Said::StartOver, _) => return Ok(Opened::StartOver(place)),
        _ => return Err(refusal(status)),
    };
    let validator = match rest.filter(|_| from > 0) {
        Some(rest) => Some(rest.validator.clone()),
        None => Validator::of(answer.headers()),
    };
    let pulse = Pulse::default();
    let answer = Some(answer);
    let body = Body { length, from, total, validator, answer, pulse, _place: place };
    Ok(Opened::Body(Box::new(body)))
}

fn refusal(status: u16) -> Cause {
    match status {
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
    }
}

fn dead(words: &str) -> Cause {
    Cause::new(CauseCode::LinkDead, Charged::Maybe, words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_that_drips_is_a_stall() {
        let second = Duration::from_secs(1);
        let mut slow = Pulse::default();
        assert!((0..59).all(|_| slow.flows(10, second)));
        assert!(!slow.flows(10, second), "600 bytes in a minute");
        let mut poor = Pulse::default();
        assert!((0..600).all(|_| poor.flows(1_024, second)), "a bad line is no stall");
        // A disk that takes an hour for what came at once.
        let mut held = Pulse::default();
        assert!((0..60).all(|_| held.flows(10, Duration::from_millis(1))));
    }
}
