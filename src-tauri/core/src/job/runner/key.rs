//! A job that was ordered with another key than the one that is there now. What the service denies
//! to this key says nothing about the job, which may be paid for: it is asked rarely, and goes on
//! by itself when its own key is back. Never fails a job.

use std::time::Duration;

use super::{Runner, Turn};
use crate::gateway::Endpoint;
use crate::gateway::fault::{Asked, CauseCode};
use crate::job::{Note, Service, schedule};
use crate::secret::ApiKey;

/// How often the service is asked with the other key: it may belong to the same account.
const RARELY: Duration = Duration::from_secs(10 * 60);
/// How often the wall clock is looked at: timers stop while the computer sleeps.
const LOOK: Duration = Duration::from_secs(5);

impl Runner {
    /// Whether the key of now is another than the one it was ordered with.
    pub(super) fn has_other_key(&self, endpoint: &Endpoint) -> bool {
        let own = self.job.key_print.as_ref();
        !self.job.service.is_practice() && own.is_some_and(|own| *own != endpoint.key.fingerprint())
    }

    /// Whether an answer only says that this other key may not see the job.
    pub(super) fn is_denied(&self, endpoint: &Endpoint, asked: &Asked) -> bool {
        let denies = match asked {
            Asked::Unknown(_) => true,
            Asked::Trouble(cause) => is_about_the_key(cause.code),
            _ => false,
        };
        denies && self.has_other_key(endpoint)
    }

    /// Waits until another key is there, or until the next rare question.
    pub(super) async fn rest_for_its_key(&mut self, endpoint: &Endpoint) -> Turn {
        self.job.note = Some(Note::KeyOther);
        self.plan(RARELY).await;
        let Service::Remote(base) = &self.job.service else { return Turn::Go };
        let (name, due) = (base.key_name(), self.job.due_at.unwrap_or_default());
        let mut known = self.bench.secrets.watch();
        let other = |now: Option<&ApiKey>| now != Some(&endpoint.key);
        while !other(known.borrow_and_update().key(&name)) {
            let left = schedule::between(self.now(), due);
            if left.is_zero() {
                return Turn::Go;
            }
            tokio::select! {
                () = tokio::time::sleep(left.min(LOOK)) => {}
                changed = known.changed() => if changed.is_err() { return Turn::Go },
                // A person wants to know now.
                Ok(()) = self.nudges.changed() => break,
                () = self.stop.cancelled() => return Turn::Rest,
            }
        }
        self.job.due_at = None;
        Turn::Go
    }
}

/// What a service may say to a key that has nothing to do with the job.
pub(super) fn is_about_the_key(code: CauseCode) -> bool {
    use CauseCode as C;
    matches!(
        code,
        C::KeyRefused
            | C::AddressRefused
            | C::AddressWrong
            | C::ModelForbidden
            | C::RequestForbidden
            | C::CreditEmpty
    )
}
