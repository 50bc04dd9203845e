//! Waiting and sending: pictures first, then the one POST. Never sends twice, and never decides what
//! an answer means.

use std::time::Duration;

use base64::Engine;

use super::{DISK_WAIT, LINK_LIFE, LINK_MARGIN, Runner, Turn, disk_note, trouble_note};
use crate::gateway::fault::{self, Cause, CauseCode, Charged, Submitted};
use crate::gateway::upload::UploadFault;
use crate::gateway::wire::CreateBody;
use crate::gateway::{Endpoint, Sent};
use crate::job::{Answer, Happened, Note, schedule};
use crate::{picture, store};

impl Runner {
    pub(super) async fn send(&mut self) -> Turn {
        let endpoint = match self.endpoint().await {
            Ok(endpoint) => endpoint,
            Err(note) => return self.hold(note, None).await,
        };
        if let Err(fault) = self.folder_check().await {
            return self.hold(disk_note(&fault), Some(DISK_WAIT)).await;
        }
        let images = match self.images(&endpoint).await {
            Ok(images) => images,
            Err(turn) => return turn,
        };
        let body = CreateBody {
            model: self.job.request.model.clone(),
            prompt: self.job.request.prompt.clone(),
            aspect_ratio: self.job.request.aspect_ratio.clone(),
            size: self.job.request.size.clone(),
            images,
            duration: self.job.request.duration,
        };
        let stop = self.stop.clone();
        tokio::select! {
            () = self.bench.gateway.room(&endpoint.base) => {}
            () = stop.cancelled() => return Turn::Rest,
        }
        if self.stop.is_cancelled() {
            return Turn::Rest;
        }
        self.job.sent_at = Some(self.now());
        self.job.key_print = Some(endpoint.key.fingerprint());
        self.job.note = None;
        self.job.due_at = None;
        self.job.answer = None;
        if self.happen(Happened::SendBegan).is_err() {
            return Turn::Rest;
        }
        // No synced row, no POST.
        if let Err(fault) = self.commit().await {
            let _ = self.happen(Happened::NotSent);
            return self.hold(disk_note(&fault), Some(DISK_WAIT)).await;
        }
        let sent = self.bench.gateway.submit(&endpoint, &body, &self.job.idempotency).await;
        self.sent(sent).await
    }

    pub(super) async fn sent(&mut self, sent: Sent) -> Turn {
        match sent {
            Sent::NotSent | Sent::ProxyRefused => {
                let refused = sent == Sent::ProxyRefused;
                let note = if refused { Note::ProxyRefused } else { Note::Offline };
                let _ = self.happen(Happened::NotSent);
                self.job.troubles += 1;
                let wait = schedule::backoff(self.job.troubles);
                self.hold(note, Some(wait)).await
            }
            Sent::Lost => {
                let cause = Cause::new(CauseCode::NoAnswer, Charged::Maybe, None);
                self.happen_surely(Happened::Lost(cause)).await
            }
            Sent::Answered { status, raw, retry_after } => {
                self.job.answer = Some(Answer::new(status, &raw));
                self.commit_surely().await;
                self.answered(fault::submitted(status, &raw), retry_after).await
            }
        }
    }

    pub(super) async fn answered(&mut self, answer: Submitted, named: Option<Duration>) -> Turn {
        self.job.troubles = 0;
        match answer {
            Submitted::Accepted(task) => {
                let turn = self.happen_surely(Happened::Accepted(task)).await;
                self.plan(self.watching().wait()).await;
                turn
            }
            Submitted::Refused(cause) => self.happen_surely(Happened::Refused(cause)).await,
            Submitted::Unclear(cause) => self.happen_surely(Happened::Lost(cause)).await,
            Submitted::Busy(cause) => {
                self.job.tries += 1;
                let Some(wait) = schedule::busy(self.job.tries, named) else {
                    return self.happen_surely(Happened::Refused(cause)).await;
                };
                let _ = self.happen(Happened::NotSent);
                self.hold(Note::RateLimited, Some(wait)).await
            }
        }
    }

    /// The links of the job's pictures: kept ones, or uploaded now.
    pub(super) async fn images(&mut self, endpoint: &Endpoint) -> Result<Vec<String>, Turn> {
        let mut images = Vec::new();
        for picture in self.job.request.pictures.clone() {
            let stop = self.stop.clone();
            let link = tokio::select! {
                link = self.image(endpoint, &picture) => link,
                () = stop.cancelled() => return Err(Turn::Rest),
            };
            match link {
                Ok(link) => images.push(link),
                Err(UploadFault::Later(cause)) => {
                    self.job.troubles += 1;
                    let wait = schedule::backoff(self.job.troubles);
                    return Err(self.hold(trouble_note(cause.code), Some(wait)).await);
                }
                Err(UploadFault::Refused(cause)) => {
                    return Err(self.happen_surely(Happened::Refused(cause)).await);
                }
                Err(UploadFault::NoSuchCall) => return Err(Turn::Rest),
            }
        }
        Ok(images)
    }

    pub(super) async fn image(
        &mut self,
        endpoint: &Endpoint,
        picture: &picture::Picture,
    ) -> Result<String, UploadFault> {
        let service = self.job.service.as_text();
        let (id, at, until) = (picture.id.clone(), service.clone(), self.now() + LINK_MARGIN);
        let known = self
            .bench
            .store
            .write(move |db| store::picture::link(db, &id, &at, until))
            .await
            .unwrap_or(None);
        if let Some(link) = known {
            return Ok(link);
        }
        let file = picture.file(&self.bench.folders);
        let Ok(bytes) = tokio::fs::read(file).await else {
            let cause = Cause::new(CauseCode::PictureMissing, Charged::No, picture.name.clone());
            return Err(UploadFault::Refused(cause));
        };
        self.job.note = Some(Note::Uploading);
        self.show();
        let mime = picture.kind.mime();
        match self.bench.gateway.upload(endpoint, bytes.clone(), mime).await {
            Ok(uploaded) => {
                let until = uploaded.expires_at.unwrap_or(self.now() + LINK_LIFE);
                let (id, url) = (picture.id.clone(), uploaded.url.clone());
                let kept = self
                    .bench
                    .store
                    .write(move |db| store::picture::keep_link(db, &id, &service, &url, until))
                    .await;
                if let Err(fault) = kept {
                    tracing::warn!(fault = %fault.chain(), "a picture's link was not kept");
                }
                Ok(uploaded.url)
            }
            // The service has no upload: the picture travels inside the request.
            Err(UploadFault::NoSuchCall) => {
                let text = base64::engine::general_purpose::STANDARD.encode(bytes);
                Ok(format!("data:{mime};base64,{text}"))
            }
            Err(fault) => Err(fault),
        }
    }
}
