//! What must hold when a run is over: nothing paid twice, nothing lost, every byte as it was served,
//! nothing left lying about, and the service never asked faster than its pace.

use std::collections::{BTreeMap, VecDeque};

use stillwake_core::gateway::fault::CauseCode;
use stillwake_core::job::{Job, State};
use stillwake_core::store;

use crate::computer::{Computer, number};
use crate::film::film;
use crate::service::{End, Task, sha256};

/// What was counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    pub jobs: u64,
    pub accepted: u64,
    pub double: u64,
    pub lost: u64,
    pub wrong_bytes: u64,
}

impl Counted {
    pub fn sum(all: &[Self]) -> Self {
        all.iter().fold(Self::default(), |a, b| Self {
            jobs: a.jobs + b.jobs,
            accepted: a.accepted + b.accepted,
            double: a.double + b.double,
            lost: a.lost + b.lost,
            wrong_bytes: a.wrong_bytes + b.wrong_bytes,
        })
    }
}

/// Counts, and says in words what is wrong.
pub fn judge(computer: &Computer) -> (Counted, Vec<String>) {
    let (jobs, state) = (computer.jobs(), computer.service.state());
    let mut counted = Counted { jobs: jobs.len() as u64, ..Counted::default() };
    let mut wrong = Vec::new();
    let mut accepted: BTreeMap<&str, Vec<&Task>> = BTreeMap::new();
    for task in &state.tasks {
        accepted.entry(&task.key).or_default().push(task);
    }
    counted.accepted = state.tasks.len() as u64;
    for (key, tasks) in &accepted {
        // The person looks before sending again, so that even then there is never a second one.
        if tasks.len() > 1 {
            counted.double += 1;
            wrong.push(format!("job {} was accepted {} times", tasks[0].job, tasks.len()));
        }
        if !jobs.iter().any(|job| job.idempotency == *key) {
            counted.lost += 1;
            wrong.push(format!("job {} was accepted and is forgotten", tasks[0].job));
        }
    }
    let folders = computer.folders();
    let mut kept: Vec<String> = Vec::new();
    for job in &jobs {
        let task = accepted.get(job.idempotency.as_str()).map(|tasks| tasks[0]);
        if let State::Done { clip, .. } = &job.state {
            let (clip, _) = store::clip::get(&computer.database(), clip).unwrap();
            let file = std::fs::read(folders.clip(&clip.name, false)).unwrap_or_default();
            let served = task.map(|task| sha256(&task.bytes));
            // The settings are written into the file; what it shows is what was served.
            let same =
                task.is_some_and(|task| !file.is_empty() && film(&task.bytes) == film(&file));
            if served.as_ref() != Some(&clip.sha256) || !same {
                counted.wrong_bytes += 1;
                wrong.push(format!("job {} has other bytes than were served", number(job)));
            }
            kept.push(clip.name);
        }
        if !is_true(job, task) {
            counted.lost += 1;
            let made = task.map(|task| task.end);
            wrong.push(format!("job {} is {:?}, and was made: {made:?}", number(job), job.state));
        }
    }
    let mut there: Vec<String> = std::fs::read_dir(&folders.clips)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    kept.sort();
    if there != kept {
        wrong.push(format!("the folder holds {there:?}, the library {kept:?}"));
    }
    let sound: String =
        computer.database().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    if sound != "ok" {
        wrong.push(format!("the database: {sound}"));
    }
    drop(state);
    if let Some(words) = too_fast(computer) {
        wrong.push(words);
    }
    (counted, wrong)
}

/// Whether a job's end is true to what the service did.
fn is_true(job: &Job, task: Option<&Task>) -> bool {
    let end = task.map(|task| task.end);
    match (&job.state, end) {
        (State::Done { .. }, Some(End::Clip | End::ContentOnly)) => true,
        (State::Failed { task: Some(_), cause }, Some(End::Gone)) => matches!(
            cause.code,
            CauseCode::LinkDead
                | CauseCode::NoFile
                | CauseCode::NotAVideo
                | CauseCode::ClipUnreadable
        ),
        (State::Failed { task: Some(_), .. }, Some(End::Fails)) => true,
        // Never made, and nobody thinks that it was.
        (State::Failed { task: None, .. } | State::Stopped { task: None }, None) => true,
        _ => false,
    }
}

/// What a rested line lets through at once: the lane ahead runs seven requests into debt.
const CREDIT: u64 = 8;

/// Whether what stands in the service's line ever left faster than once a second, sustained.
pub fn too_fast(computer: &Computer) -> Option<String> {
    let state = computer.service.state();
    // ms of pace that are still to be paid for, and since when.
    let (mut debt, mut last, mut start) = (0_u64, 0, 0);
    for left in state.left.iter().filter(|left| left.paced) {
        if left.start != start {
            (debt, last, start) = (0, left.at, left.start);
        }
        debt = debt.saturating_sub(left.at - last) + 1_000;
        last = left.at;
        if debt > CREDIT * 1_000 {
            return Some(format!("at {} the service is asked faster than its pace", left.at));
        }
    }
    None
}

/// Whether more than so many requests ever left for one origin within a window, ms.
pub fn burst(computer: &Computer, window: u64, most: u64) -> Option<String> {
    let state = computer.service.state();
    let mut of_origin: BTreeMap<&str, VecDeque<u64>> = BTreeMap::new();
    for left in &state.left {
        let recent = of_origin.entry(&left.origin).or_default();
        recent.push_back(left.at);
        while recent.front().is_some_and(|at| at + window < left.at) {
            recent.pop_front();
        }
        if recent.len() as u64 > most {
            let (origin, at) = (&left.origin, left.at);
            return Some(format!(
                "{} requests to {origin} in {window} ms up to {at}",
                recent.len()
            ));
        }
    }
    None
}
