//! The practice studio runs while it is wanted.

use std::sync::Arc;

use std::time::Duration;

use tokio::time::Instant;

use super::{Desk, PracticeState};
use crate::error::Result;
use crate::gateway::Endpoint;
use crate::job::Service;
use crate::store;
use crate::studio::Command;

/// How long a practice studio that could not start is left alone.
const PAUSE: Duration = Duration::from_secs(10);

impl Desk {
    /// The practice studio runs while practice is on, and on until its last clip is saved.
    pub(super) fn tend_practice(&mut self) {
        let wanted = self.ending.is_none()
            && (self.parts.settings.borrow().practice
                || self
                    .jobs
                    .values()
                    .any(|live| live.job.service.is_practice() && live.job.state.is_live()));
        match (wanted, self.practice) {
            (true, PracticeState::Off) if self.practice_may_start() => {
                self.practice = PracticeState::Starting;
                let (host, commands) = (Arc::clone(&self.parts.host), self.parts.commands.clone());
                tokio::spawn(async move {
                    let _ = commands.send(Command::Practice(host.practice_start().await));
                });
            }
            (false, PracticeState::On) => {
                self.practice = PracticeState::Off;
                self.parts.practice.send_replace(None);
                let host = Arc::clone(&self.parts.host);
                tokio::spawn(async move { host.practice_stop().await });
            }
            _ => {}
        }
    }

    fn practice_may_start(&self) -> bool {
        self.practice_again.is_none_or(|again| again <= Instant::now())
    }

    pub(super) async fn practice_started(&mut self, started: Result<Endpoint>) {
        match started {
            Ok(endpoint) => {
                // Links of an earlier run led to another port.
                let practice = Service::Practice.as_text();
                let forgotten = self
                    .parts
                    .bench
                    .store
                    .write(move |db| store::picture::forget_links(db, &practice))
                    .await;
                if let Err(fault) = forgotten {
                    tracing::warn!(fault = %fault.chain(), "old practice links were kept");
                }
                self.practice = PracticeState::On;
                self.parts.bench.gateway.at_home(&endpoint.base);
                self.parts.practice.send_replace(Some(endpoint));
            }
            Err(fault) => {
                tracing::error!(fault = %fault.chain(), "the practice studio does not start");
                self.practice = PracticeState::Off;
                self.practice_again = Some(Instant::now() + PAUSE);
                let on = self.parts.settings.borrow().practice;
                if on {
                    let mut settings = self.parts.settings.borrow().clone();
                    settings.practice = false;
                    let _ = self.keep_settings(settings).await;
                }
            }
        }
    }
}
