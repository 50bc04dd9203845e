//! Waiting and sending: pictures first, then the one POST. Never sends twice, and never decides what
//! an answer means.

use std::time::Duration;

use super::{Age, DISK_WAIT, Runner, Turn, disk_note};
use crate::gateway::Sent;
use crate::gateway::fault::{self, Cause, CauseCode, Charged, Submitted};
use crate::gateway::wire::CreateBody;
use crate::job::{Answer, Happened, Note, schedule};
use crate::step::{Moment, Step};
use crate::store::journal::{Begin, End, Outcome};

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
            biased;
            () = self.bench.gateway.room(&endpoint.base) => {}
            () = stop.cancelled() => return Turn::Rest,
        }
        // While pictures went up or its turn came, the computer may have slept for a day.
        if self.stop.is_cancelled() || self.job.needs_word(self.now()) {
            return Turn::Rest;
        }
        self.job.sent_at = Some(self.now());
        self.age = Age::none();
        self.job.key_print = Some(endpoint.key.fingerprint());
        self.job.note = None;
        self.job.due_at = None;
        self.job.answer = None;
        if self.happen(Happened::SendBegan).is_err() {
            return Turn::Rest;
        }
        // No synced row, no POST.
        if let Err(fault) = self.commit(Step::SendingRow).await {
            let _ = self.happen(Happened::NotSent);
            return self.hold(disk_note(&fault), Some(DISK_WAIT)).await;
        }
        // No synced line, no POST either: a restored row would know nothing of it.
        if let Err(fault) = self.bench.journal.begin(Begin::of(&self.job)).await {
            let _ = self.happen(Happened::NotSent);
            return self.hold(disk_note(&fault), Some(DISK_WAIT)).await;
        }
        let _ = self.bench.steps.at(Step::Post, Moment::Before);
        let (gateway, steps) = (&self.bench.gateway, &self.bench.steps);
        let piece_came = |moment| {
            let _ = steps.at(Step::AnswerPiece, moment);
        };
        let sent = gateway.submit_told(&endpoint, &body, &self.job.idempotency, &piece_came).await;
        let _ = self.bench.steps.at(Step::Post, Moment::After);
        self.sent(sent).await
    }

    pub(super) async fn sent(&mut self, sent: Sent) -> Turn {
        match sent {
            Sent::NotSent | Sent::ProxyRefused => {
                self.ended(Outcome::NotSent).await;
                let refused = sent == Sent::ProxyRefused;
                let note = if refused { Note::ProxyRefused } else { Note::Offline };
                let _ = self.happen(Happened::NotSent);
                self.job.troubles += 1;
                let wait = schedule::backoff(self.job.troubles);
                self.hold(note, Some(wait)).await
            }
            Sent::Lost => {
                self.ended(Outcome::Unclear).await;
                let cause = Cause::new(CauseCode::NoAnswer, Charged::Maybe, None);
                self.happen_surely(Happened::Lost(cause)).await
            }
            Sent::Answered { status, raw, retry_after } => {
                self.tell_answered();
                self.job.answer = Some(Answer::new(status, &raw));
                self.commit_surely(Step::AnswerRow).await;
                let answer = fault::submitted(status, &raw);
                self.ended(match &answer {
                    Submitted::Accepted(task) => Outcome::accepted(task),
                    Submitted::Refused(cause) => Outcome::refused(cause),
                    Submitted::Busy(_) => Outcome::NotSent,
                    Submitted::Unclear(_) => Outcome::Unclear,
                })
                .await;
                self.answered(answer, retry_after).await
            }
        }
    }

    /// The journal's line after the POST. If it cannot be written now, the job goes on all the same.
    async fn ended(&self, outcome: Outcome) {
        self.bench.journal.end(End::of(&self.job, outcome, self.now())).await;
    }

    pub(super) async fn answered(&mut self, answer: Submitted, named: Option<Duration>) -> Turn {
        self.job.troubles = 0;
        match answer {
            Submitted::Accepted(task) => {
                let turn = self.happen_surely(Happened::Accepted(task)).await;
                self.plan(self.watching().wait()).await;
                turn
            }
            Submitted::Refused(cause) => {
                self.forget_blamed_links(&cause).await;
                self.happen_surely(Happened::Refused(cause)).await
            }
            Submitted::Unclear(cause) => {
                self.forget_blamed_links(&cause).await;
                self.happen_surely(Happened::Lost(cause)).await
            }
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
}
