//! What the page sees: copies with a revision, never rows.

use super::{Desk, Live};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::job::{Note, State};
use crate::studio::{Account, ClipFile, Event, JobSnapshot, Snapshot, account, may_go};

impl Desk {
    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            revision: self.revision,
            jobs: self.jobs.values().rev().map(|live| self.view(live)).collect(),
            settings: self.parts.settings.borrow().clone(),
            account: self.account(),
            models: self.models(),
            models_fault: self.parts.catalogue.fault().cloned(),
            queue: self.queue(),
        }
    }

    pub(super) fn view(&self, live: &Live) -> JobSnapshot {
        let making = matches!(live.job.state, State::Making { .. });
        JobSnapshot {
            job: live.job.clone(),
            clip: live.clip.clone(),
            file: ClipFile {
                missing: live.missing,
                downloadable: live.job.is_downloadable(self.now()),
            },
            note: self.stands(live).or(live.job.note).or_else(|| self.missing(live)),
            typical_ms: Millis::try_from(live.usual.typical.as_millis()).unwrap_or(Millis::MAX),
            overdue: making && self.is_overdue(live),
        }
    }

    /// What a waiting job needs before it can have its turn.
    fn missing(&self, live: &Live) -> Option<Note> {
        let waiting = live.job.state == State::Waiting && live.runner.is_none();
        let remote = !live.job.service.is_practice();
        let known = self.parts.bench.secrets.known();
        (waiting && remote && !may_go(&live.job, &known, false)).then_some(Note::KeyNeeded)
    }

    pub(super) fn shown(&self, id: &str) -> Result<JobSnapshot> {
        let live = self.jobs.get(id);
        live.map(|live| self.view(live))
            .ok_or_else(|| Error::new(ErrorKind::JobUnknown, "show a job"))
    }

    pub(super) fn show(&mut self, id: &str) -> Result<JobSnapshot> {
        let view = self.shown(id)?;
        let revision = self.next_revision();
        self.parts.host.emit(Event::Job(revision, Box::new(view.clone())));
        Ok(view)
    }

    pub(super) fn account(&self) -> Account {
        let settings = self.parts.settings.borrow();
        account(&settings, &self.parts.bench.secrets.known(), self.verdict)
    }

    pub(super) fn tell_account(&mut self) {
        let revision = self.next_revision();
        self.parts.host.emit(Event::Account(revision, self.account()));
    }

    pub(super) fn tell_library(&mut self) {
        let revision = self.next_revision();
        self.parts.host.emit(Event::Library(revision));
    }

    pub(super) fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }
}
