//! The simulated wire: takes the gateway's requests to the service in memory, with the time limits
//! of the connections that it stands for.

use std::sync::Arc;

use bytes::Bytes;
use stillwake_core::gateway::carrier::{Carrier, Errand, Fault};
use tokio::time::{Instant, sleep};

use crate::service::{Answer, Call, Reply, Service};

#[derive(Debug)]
pub struct Wire(pub Arc<Service>);

#[async_trait::async_trait]
impl Carrier for Wire {
    async fn carry(
        &self,
        errand: Errand,
        request: reqwest::Request,
    ) -> Result<reqwest::Response, Fault> {
        let limits = errand.limits();
        let until = request.timeout().copied().or(limits.whole).map(|whole| Instant::now() + whole);
        let text = |name: &str| {
            request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
        };
        let range = text("range").trim_start_matches("bytes=").trim_end_matches('-').parse().ok();
        let call = Call {
            post: request.method() == "POST",
            url: request.url().clone(),
            key: text("idempotency-key").to_owned(),
            body: request
                .body()
                .and_then(|body| body.as_bytes())
                .map(Bytes::copy_from_slice)
                .unwrap_or_default(),
            range,
        };
        // Without a limit for the whole, the head of the answer is a piece like any other.
        let head = until.or_else(|| limits.stall.map(|stall| Instant::now() + stall));
        let mut broken = self.0.broken.subscribe();
        let answer = async {
            match self.0.take(&call) {
                Reply::Never(after) => {
                    sleep(after.min(limits.connect)).await;
                    Err(Fault::NeverLeft)
                }
                Reply::Breaks(after) => {
                    sleep(after).await;
                    Err(Fault::Broke)
                }
                Reply::Answer(after, answer) => {
                    sleep(after).await;
                    Ok(answer)
                }
            }
        };
        let late = async {
            match head {
                Some(head) => tokio::time::sleep_until(head).await,
                None => std::future::pending().await,
            }
        };
        let Answer { status, headers, mut body } = tokio::select! {
            biased;
            answer = answer => answer?,
            _ = broken.changed() => return Err(Fault::Broke),
            () = late => return Err(Fault::Broke),
        };
        (body.stall, body.until) = (limits.stall, until);
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(name, value);
        }
        if let Some(length) = body.length {
            response = response.header("content-length", length);
        }
        Ok(response.body(reqwest::Body::wrap(body)).unwrap().into())
    }
}
