//! A computer in the middle of its work: many jobs in the states that a test wants, each of them
//! due within a minute.

use stillwake_core::gateway::wire::Task;
use stillwake_core::host::{Clock, Millis};
use stillwake_core::job::{Note, State};
use stillwake_core::secret::ApiKey;
use stillwake_core::store;

use crate::climate::{Climate, Dark, Outage};
use crate::computer::{Computer, KEY, draft, number};
use crate::dice::Dice;
use crate::service::{FILES, Service};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// To be sent, after it could not be.
    Waiting,
    /// At the service, ready there in so many ms.
    Making(u64),
    /// To be fetched, after it could not be.
    Saving,
}

/// A computer with these jobs, and when each is due, true ms. The person's number of a job is its
/// place in the list.
pub fn computer(seed: u64, jobs: &[Stands]) -> (Computer, Vec<u64>) {
    // The jobs are pressed while there is no network, so that none of them leaves.
    let outages = vec![Outage { from: 0, to: 60_000, kind: Dark::Refused }];
    let climate = Climate { outages, ..Climate::default() };
    let computer = Computer::new(Service::new(seed, climate, Some(60_000)));
    computer.start(async |studio| {
        for job in 0..jobs.len() as u64 {
            studio.job_create(draft(job), format!("press {job}")).await.unwrap();
        }
        computer.until(1_000).await;
    });
    *computer.service.climate.lock().unwrap() = Climate::default();
    let mut dice = Dice::of(seed, "planted", &[]);
    let now = computer.time.true_now();
    let mut due = vec![0; jobs.len()];
    let db = computer.database();
    for mut job in computer.jobs() {
        let which = number(&job);
        let wait = dice.within(12_000..60_000);
        due[which as usize] = now + wait;
        let wall = Clock::now(&*computer.time);
        let task = |ready_in| {
            let (at, id) = computer.service.plant(which, &job.idempotency, ready_in);
            (at, Task { id, other: None })
        };
        job.state = match jobs[which as usize] {
            Stands::Waiting => State::Waiting,
            Stands::Making(ready_in) => State::Making { task: task(ready_in).1 },
            Stands::Saving => {
                let (at, task) = task(0);
                State::Saving { task, links: vec![format!("{FILES}/{at}/0.mp4")], clip: None }
            }
        };
        job.note = Some(Note::Offline);
        (job.troubles, job.tries) = (1, 0);
        job.sent_at = job.state.task().map(|_| wall - 5_000);
        job.key_print = job.sent_at.map(|_| ApiKey::parse(KEY).unwrap().fingerprint());
        job.due_at = Some(wall + Millis::try_from(wait).unwrap());
        store::job::update(&db, &job).unwrap();
    }
    (computer, due)
}
