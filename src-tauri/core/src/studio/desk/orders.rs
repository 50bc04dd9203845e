//! What people ask of jobs: make, stop, watch, try again, send again, adopt, download again.

use super::{Desk, TAKES, first, not_now};
use crate::clip::Clip;
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::wire::Task;
use crate::job::{ADDED, Happened, Job, Request, Service, State};
use crate::step::Step;
use crate::store;
use crate::store::journal::{End, Outcome};
use crate::studio::{Draft, JobSnapshot};

impl Desk {
    pub(super) async fn create(&mut self, draft: Draft, press: String) -> Result<Vec<JobSnapshot>> {
        let same = press.clone();
        let store = self.parts.bench.store.clone();
        let known = store.write(move |db| store::job::of_press(db, &same)).await?;
        if !known.is_empty() {
            return self.take_in_all(known).await;
        }
        let service = self.service();
        let ids = draft.pictures.clone();
        let pictures = store
            .write(move |db| {
                let found = ids.iter().map(|id| {
                    store::picture::get(db, id)?
                        .ok_or_else(|| Error::new(ErrorKind::PictureUnknown, "find a picture"))
                });
                found.collect::<Result<Vec<_>>>()
            })
            .await?;
        let ratio = draft.aspect_ratio.as_deref();
        let request = Request {
            size: self.parts.catalogue.size(&draft.model, draft.quality.as_deref(), ratio),
            model: draft.model,
            prompt: draft.prompt,
            aspect_ratio: draft.aspect_ratio,
            quality: draft.quality,
            duration: draft.duration,
            pictures,
        };
        let set_id = self.new_id();
        let place = if draft.first { self.first_place() } else { 0 };
        let jobs: Vec<Job> = (0..draft.takes.clamp(1, TAKES))
            .map(|take| Job { place, ..self.new_job(&request, &service, &set_id, &press, take) })
            .collect();
        let rows = jobs.clone();
        store.commit(Step::JobsRow, move |db| store::job::insert(db, &rows)).await?;
        self.let_go(&service).await;
        self.take_in_all(jobs).await
    }

    pub(super) fn new_job(
        &self,
        request: &Request,
        service: &Service,
        set_id: &str,
        press: &str,
        take: u32,
    ) -> Job {
        let press = press.to_owned();
        Job {
            set_id: set_id.to_owned(),
            take,
            estimate: self.price(request, service),
            ..Job::new(self.new_id(), press, request.clone(), service.clone(), self.now())
        }
    }

    pub(super) async fn stop(&mut self, id: &str) -> Result<JobSnapshot> {
        let live = self.find(id).await?;
        if let Some(runner) = &live.runner {
            runner.cancel();
            live.stop_wanted = true;
            return self.shown(id);
        }
        self.apply(id, Happened::StopAsked).await
    }

    pub(super) async fn retry(&mut self, id: &str, press: String) -> Result<JobSnapshot> {
        let same = press.clone();
        let store = self.parts.bench.store.clone();
        let known = store.write(move |db| store::job::of_press(db, &same)).await?;
        if !known.is_empty() {
            return first(self.take_in_all(known).await?);
        }
        let old = self.find(id).await?.job.clone();
        let ended = matches!(old.state, State::Failed { .. } | State::Stopped { .. });
        if !(ended && old.request.is_known()) {
            return Err(not_now(old.state.name()));
        }
        let job = self.new_job(&old.request, &old.service, &self.new_id(), &press, 0);
        let rows = vec![job.clone()];
        store.commit(Step::JobsRow, move |db| store::job::insert(db, &rows)).await?;
        self.let_go(&old.service).await;
        first(self.take_in_all(vec![job]).await?)
    }

    pub(super) async fn send_again(&mut self, id: &str, press: String) -> Result<JobSnapshot> {
        let live = self.find(id).await?;
        if live.sent_again.as_ref() == Some(&press) {
            return self.shown(id);
        }
        if !live.job.request.is_known() {
            return Err(not_now(live.job.state.name()));
        }
        let service = live.job.service.clone();
        let sent = self.apply(id, Happened::SendAgainAsked).await?;
        self.let_go(&service).await;
        if let Some(live) = self.jobs.get_mut(id) {
            live.sent_again = Some(press);
        }
        Ok(sent)
    }

    pub(super) async fn adopt(&mut self, id: &str, task: &str) -> Result<JobSnapshot> {
        let number = task_number(task)?;
        let service = self.find(id).await?.job.service.clone();
        self.check_free(&number, &service, Some(id)).await?;
        let task = Task { id: number, other: None };
        self.apply(id, Happened::AdoptAsked(task)).await
    }

    /// Takes in what was made elsewhere under a number: it is watched and saved like any other, and
    /// was never sent from here, so it can never be sent again.
    pub(super) async fn add(
        &mut self,
        task: &str,
        model: String,
        press: String,
    ) -> Result<JobSnapshot> {
        let press = format!("{ADDED}{press}");
        let (same, store) = (press.clone(), self.parts.bench.store.clone());
        let known = store.write(move |db| store::job::of_press(db, &same)).await?;
        if !known.is_empty() {
            return first(self.take_in_all(known).await?);
        }
        let number = task_number(task)?;
        let service = self.service();
        self.check_free(&number, &service, None).await?;
        let request = Request { model, ..Request::unknown() };
        let mut job = self.new_job(&request, &service, &self.new_id(), &press, 0);
        let task = Task { id: number, other: None };
        let outcome = Outcome::accepted(&task);
        (job.sent_at, job.estimate) = (Some(self.now()), None);
        job.state = State::Making { task };
        let rows = vec![job.clone()];
        store.commit(Step::JobsRow, move |db| store::job::insert(db, &rows)).await?;
        // As for one that was sent: a restored record that is older knows its number from here.
        self.parts.bench.journal.end(End::of(&job, outcome, self.now())).await;
        first(self.take_in_all(vec![job]).await?)
    }

    /// Where a new job goes.
    fn service(&self) -> Service {
        let settings = self.parts.settings.borrow();
        match settings.practice {
            true => Service::Practice,
            false => Service::Remote(settings.service.clone()),
        }
    }

    /// A number at a service belongs to one job of ours.
    async fn check_free(&self, number: &str, service: &Service, of: Option<&str>) -> Result<()> {
        let (wanted, account) = (number.to_owned(), service.account());
        let known = self.parts.bench.store.read(move |db| store::job::of_task(db, &wanted)).await?;
        let taken = |job: &Job| Some(job.id.as_str()) != of && job.service.account() == account;
        match known.iter().any(taken) {
            true => Err(Error::new(ErrorKind::TaskTaken, "take a task number")),
            false => Ok(()),
        }
    }

    /// Has the lost file of a clip again; asked for twice, it is had once.
    pub(super) async fn download(&mut self, clip: Clip) -> Result<JobSnapshot> {
        let id = clip.job_id.clone();
        let live = self.find(&id).await?;
        if matches!(live.job.state, State::Saving { clip: Some(_), .. }) {
            return self.shown(&id);
        }
        if live.runner.is_some() {
            return Err(not_now(live.job.state.name()));
        }
        live.clip = Some(clip);
        live.missing = true;
        self.apply(&id, Happened::DownloadAsked).await
    }

    /// Applies a person's word to a job that no runner owns.
    pub(super) async fn apply(&mut self, id: &str, happened: Happened) -> Result<JobSnapshot> {
        let now = self.now();
        let live = self.find(id).await?;
        if live.runner.is_some() {
            return Err(not_now(live.job.state.name()));
        }
        let mut job = live.job.clone();
        let name = job.state.name();
        let (adopted, again) =
            (matches!(happened, Happened::AdoptAsked(_)), happened == Happened::SendAgainAsked);
        job.state = job.state.next(happened).map_err(|_| not_now(name))?;
        job.adopted |= adopted;
        if again {
            job.take_word(now);
        }
        job.note = None;
        job.due_at = None;
        job.troubles = 0;
        job.settle(now);
        if job.sent_at.is_none() && job.state.task().is_some() {
            job.sent_at = Some(now);
        }
        self.commit(&job).await?;
        self.show(id)
    }
}

/// Characters that a copied number may carry along without anybody seeing them.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The number as it is kept, and why another one is not.
fn task_number(typed: &str) -> Result<String> {
    let task = typed.trim();
    let unseen = |c: char| c.is_control() || c.is_whitespace() || is_unseen(c);
    let sound = !task.is_empty() && task.len() <= 512 && !task.chars().any(unseen);
    let invalid = || Error::new(ErrorKind::TaskInvalid, "take a task number");
    sound.then(|| task.to_owned()).ok_or_else(invalid)
}
