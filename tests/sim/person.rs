//! A person at the simulated computer: presses Generate, stops and watches, tries again, looks into
//! the service's own list before sending anything twice, and takes the key away and puts it back.

use std::collections::BTreeSet;

use stillwake_core::gateway::fault::Charged;
use stillwake_core::job::{Job, State};
use stillwake_core::studio::{Studio, WaitingAnswer};

use crate::computer::{Computer, KEY, draft, number};
use crate::dice::Dice;

/// What a person still has in mind.
pub struct Person {
    seed: u64,
    /// When each press of Generate is made, true ms, and whether the app has taken it.
    presses: Vec<(u64, bool)>,
    acts: u64,
    keyless: bool,
    /// Jobs that were sent again by hand.
    pub again: BTreeSet<String>,
}

impl Person {
    /// Who presses Generate so many times within a time, ms.
    pub fn new(seed: u64, presses: u64, within: u64) -> Self {
        let mut dice = Dice::of(seed, "presses", &[]);
        let mut at: Vec<u64> = (0..presses).map(|_| dice.within(0..within)).collect();
        at.sort_unstable();
        let presses = at.into_iter().map(|at| (at, false)).collect();
        Self { seed, presses, acts: 0, keyless: false, again: BTreeSet::new() }
    }

    pub fn is_through(&self) -> bool {
        self.presses.iter().all(|(_, taken)| *taken)
    }

    /// Lives with the app until a true time.
    pub async fn live(&mut self, computer: &Computer, studio: &Studio, until: u64) {
        let end = computer.until(until);
        let life = async {
            loop {
                let pause = Dice::of(self.seed, "pause", &[self.acts]).within(1_000..60_000);
                let next = computer.time.true_now() + pause;
                let press = self.presses.iter().find(|(_, taken)| !taken).map(|(at, _)| *at);
                computer.until(press.map_or(next, |press| next.min(press))).await;
                self.press(computer, studio).await;
                if computer.time.true_now() >= next {
                    self.act(computer, studio).await;
                    self.acts += 1;
                }
            }
        };
        tokio::select! {
            biased;
            () = end => {}
            () = life => {}
        }
    }

    /// Presses what is due; a press that the app has not confirmed is made again, as the same one.
    async fn press(&mut self, computer: &Computer, studio: &Studio) {
        let now = computer.time.true_now();
        for (job, (at, taken)) in self.presses.iter_mut().enumerate() {
            if *at > now || *taken {
                continue;
            }
            let made = studio.job_create(draft(job as u64), format!("press {job}")).await;
            *taken = made.is_ok();
            // Without a key nothing is taken: it is tried again in a while.
            *at = if *taken { *at } else { now + 20_000 };
        }
    }

    async fn act(&mut self, computer: &Computer, studio: &Studio) {
        let mut dice = Dice::of(self.seed, "act", &[self.acts]);
        if self.keyless {
            if dice.chance(60) {
                self.give_key(computer, studio).await;
            }
            return;
        }
        let jobs = computer.jobs();
        let Some(job) = jobs.get(dice.next() as usize % jobs.len().max(1)) else { return };
        let which = number(job);
        match dice.within(0..100) {
            0..6 => {
                computer.service.note("the key is taken away".into());
                self.keyless = studio.key_clear().await.is_ok();
            }
            6..26 if !matches!(job.state, State::Unclear { .. }) => {
                computer.service.note(format!("stop {which}"));
                let _ = studio.job_stop(job.id.clone()).await;
            }
            26..40 => {
                let _ = studio.key_check(None).await;
            }
            40..50 => {
                // Pressed twice by a nervous finger, or by a page that was reloaded.
                let _ = studio.job_create(draft(which), job.press.clone()).await;
            }
            _ => self.mend(computer, studio, job).await,
        }
    }

    async fn give_key(&mut self, computer: &Computer, studio: &Studio) {
        computer.service.note("the key is put back".into());
        self.keyless = studio.key_check(Some(KEY)).await.is_err();
    }

    /// Does for a job what its card offers.
    async fn mend(&mut self, computer: &Computer, studio: &Studio, job: &Job) {
        let id = job.id.clone();
        let which = number(job);
        match &job.state {
            State::Unclear { .. } => match computer.service.made_for(&job.idempotency).first() {
                Some(task) => {
                    computer.service.note(format!("adopt {task} for {which}"));
                    let _ = studio.job_adopt(id, task.clone()).await;
                }
                None => {
                    computer.service.note(format!("send {which} again"));
                    self.again.insert(job.idempotency.clone());
                    let _ = studio.job_send_again(id, format!("again {}", self.acts)).await;
                }
            },
            State::Stopped { task: Some(_) } => {
                computer.service.note(format!("watch {which}"));
                let _ = studio.job_watch(id).await;
            }
            State::Stopped { task: None } => {
                computer.service.note(format!("try {which} again"));
                let _ = studio.job_retry(id, format!("retry {}", self.acts)).await;
            }
            State::Failed { task: None, cause } if cause.charged == Charged::No => {
                computer.service.note(format!("try {which} again"));
                let _ = studio.job_retry(id, format!("retry {}", self.acts)).await;
            }
            State::Failed { task: Some(_), .. } => {
                computer.service.note(format!("ask for {which} again"));
                let _ = studio.job_watch(id).await;
            }
            _ => {}
        }
    }

    /// Sees to everything that waits for a person, until nothing does and all has ended. True when
    /// that came before a true time.
    pub async fn settle(&mut self, computer: &Computer, studio: &Studio, until: u64) -> bool {
        while computer.time.true_now() < until {
            if self.keyless {
                self.give_key(computer, studio).await;
            }
            self.press(computer, studio).await;
            // A key that works ends a hold.
            let _ = studio.key_check(None).await;
            send_old(computer, studio).await;
            let jobs = computer.jobs();
            let mut open = 0;
            for job in &jobs {
                let ended = match &job.state {
                    State::Done { .. } | State::Failed { .. } | State::Stopped { task: None } => {
                        true
                    }
                    State::Unclear { .. } | State::Stopped { task: Some(_) } => {
                        self.mend(computer, studio, job).await;
                        self.acts += 1;
                        false
                    }
                    _ => false,
                };
                open += usize::from(!ended);
            }
            if open == 0 && self.is_through() {
                return true;
            }
            computer.until(computer.time.true_now() + 30_000).await;
        }
        false
    }
}

/// Wants what has waited for long all the same.
pub async fn send_old(computer: &Computer, studio: &Studio) {
    let Some(old) = studio.snapshot().await.ok().and_then(|seen| seen.queue.old) else {
        return;
    };
    computer.service.note(format!("send {} old jobs", old.ids.len()));
    let _ = studio.waiting(WaitingAnswer::Send, old.ids).await;
}
