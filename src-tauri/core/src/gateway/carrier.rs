//! The seam between the gateway and the wire: what carries a request out and its answer back. In the
//! app these are reqwest's clients (`clients.rs`), and nobody else. A simulation gives a carrier of
//! its own, which keeps the same time limits and tells the same faults apart.
//! It decides nothing: what an answer or a fault means is read elsewhere.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, IntoUrl, Request, RequestBuilder, Response};

/// What a request is for: each has connections and time limits of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// A create call.
    Submit,
    /// A question or an upload.
    Ask,
    /// A download.
    Fetch,
}

/// How long things may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Making the connection.
    pub connect: Duration,
    /// Everything from connecting to the last byte of the answer; a request may name another.
    pub whole: Option<Duration>,
    /// Between two pieces of the answer.
    pub stall: Option<Duration>,
}

impl Errand {
    /// Its time limits.
    pub fn limits(self) -> Limits {
        let connect = Duration::from_secs(15);
        match self {
            // Services take up to a minute to accept.
            Self::Submit => Limits { connect, whole: Some(Duration::from_secs(180)), stall: None },
            Self::Ask => Limits { connect, whole: Some(Duration::from_secs(30)), stall: None },
            // A download that brings nothing for so long is given up and begun again.
            Self::Fetch => Limits { connect, whole: None, stall: Some(Duration::from_secs(60)) },
        }
    }
}

/// Why no answer came, as far as the gateway tells faults apart.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// As reqwest tells it.
    #[error(transparent)]
    Client(#[from] reqwest::Error),
    /// No connection was made: no such name, refused, no TLS.
    #[error("no connection was made")]
    NeverLeft,
    /// The proxy wants another login.
    #[error("the proxy refused")]
    ProxyRefused,
    /// It broke or took too long, after the request may have left.
    #[error("the connection broke")]
    Broke,
}

/// Carries requests in place of reqwest's clients: for tests alone.
#[async_trait::async_trait]
pub trait Carrier: fmt::Debug + Send + Sync + 'static {
    /// Carries one request, once; redirects are not followed.
    ///
    /// # Errors
    /// See [`Fault`].
    async fn carry(&self, errand: Errand, request: Request) -> Result<Response, Fault>;
}

/// The connections of one errand.
#[derive(Clone)]
pub(super) struct Wire {
    pub(super) errand: Errand,
    pub(super) client: Client,
    pub(super) carrier: Option<Arc<dyn Carrier>>,
}

impl Wire {
    pub(super) fn get(&self, url: impl IntoUrl) -> RequestBuilder {
        self.client.get(url)
    }

    pub(super) fn post(&self, url: impl IntoUrl) -> RequestBuilder {
        self.client.post(url)
    }

    /// Sends a request that was begun here, once.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Response, Fault> {
        match &self.carrier {
            None => Ok(request.send().await?),
            Some(carrier) => carrier.carry(self.errand, request.build()?).await,
        }
    }
}
