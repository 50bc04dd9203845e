//! The journal against the rows, at every start: where a row is older than the journal, or lost, the
//! journal wins. A job that may have been paid is then watched under its number, or asked about; it
//! is never sent by itself. In a life without damage nothing here changes anything.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::journal::{Line, Outcome};
use super::{job, unknown_value};
use crate::error::Result;
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::wire::Task;
use crate::host::Millis;
use crate::job::{Job, Request, Service, State};
use crate::money::Micros;

/// For so long lines of jobs that have ended are kept, ms.
const KEPT: Millis = 90 * 24 * 3_600 * 1_000;

/// What the journal has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reconciled {
    /// Rows that were older than the journal, or differed from it.
    pub(super) overruled: usize,
    /// Jobs whose row was lost.
    pub(super) made: usize,
}

impl Reconciled {
    /// Whether the rows are not those that this journal was written beside.
    pub(super) fn is_any(self) -> bool {
        self != Self::default()
    }
}

/// The last that the journal knows of a job.
struct Last<'a> {
    of: Millis,
    service: &'a str,
    model: &'a str,
    outcome: Option<&'a Outcome>,
    begin: Begun<'a>,
}

/// What only the line before the POST says.
#[derive(Clone, Copy, Default)]
struct Begun<'a> {
    key: Option<&'a str>,
    idempotency: Option<&'a str>,
    created: Option<Millis>,
    estimate: Option<Micros>,
}

/// Puts the rows right, all or none.
///
/// # Errors
/// A row that cannot be read, or what SQLite says.
pub(super) fn reconcile(connection: &mut Connection, lines: &[Line]) -> Result<Reconciled> {
    let all = connection.transaction()?;
    let mut done = Reconciled::default();
    let open = listed(&all)?;
    for (id, last) in lasts(lines) {
        let Some(seen) = glance(&all, id)? else {
            if let Some(job) = made(&all, id, &last)? {
                job::update(&all, &job)?;
                done.made += 1;
            }
            continue;
        };
        if seen.is_open() != open.contains(id) {
            return Err(unknown_value("job_unfinished", id));
        }
        if seen.service != last.service || seen.model != last.model {
            let sql = "UPDATE job SET service = ?2, model = ?3 WHERE id = ?1";
            all.execute(sql, (id, last.service, last.model))?;
            done.overruled += 1;
        }
        if seen.agrees(&last) {
            continue;
        }
        let Some(mut job) = job::get(&all, id)? else { continue };
        let was_sending = job.state == State::Sending;
        if overrule(&mut job, &last) {
            job::update(&all, &job)?;
            // A job that was being sent when the app ended is always decided here.
            done.overruled += usize::from(!was_sending);
        }
    }
    all.commit()?;
    Ok(done)
}

/// The lines that are still of use: those of jobs that have not ended, and all of the last 90 days.
///
/// # Errors
/// What SQLite says.
pub(super) fn worth_keeping(
    connection: &Connection,
    lines: &[Line],
    now: Millis,
) -> Result<Vec<Line>> {
    let open = listed(connection)?;
    let young: BTreeSet<&str> = lines
        .iter()
        .filter(|line| match line {
            Line::Begin(begin) => begin.at > now - KEPT,
            Line::End(end) => end.at > now - KEPT,
        })
        .map(Line::job)
        .collect();
    let kept = lines.iter().filter(|line| young.contains(line.job()) || open.contains(line.job()));
    Ok(kept.cloned().collect())
}

/// Ids of the jobs that have not ended, as the index of the queue lists them.
fn listed(connection: &Connection) -> Result<BTreeSet<String>> {
    let sql = "SELECT id FROM job INDEXED BY job_unfinished
        WHERE state NOT IN ('done', 'failed', 'stopped')";
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Lines by their order: the last POST of a job counts, and a number once given stays.
fn lasts(lines: &[Line]) -> BTreeMap<&str, Last<'_>> {
    let mut lasts: BTreeMap<&str, Last<'_>> = BTreeMap::new();
    for line in lines {
        let known = lasts.get(line.job());
        let accepted = known.is_some_and(|last| last.outcome.is_some_and(|o| o.task().is_some()));
        let last = match line {
            // Nothing is sent again once it has a number: such a line can only be a copy.
            Line::Begin(_) if accepted => continue,
            Line::Begin(begin) => Last {
                of: begin.at,
                service: &begin.service,
                model: &begin.model,
                outcome: None,
                begin: Begun {
                    key: Some(&begin.key),
                    idempotency: Some(&begin.idempotency),
                    created: Some(begin.created),
                    estimate: begin.estimate,
                },
            },
            Line::End(end) => {
                // The end of an earlier POST, written late, says nothing of a later one.
                let late = known.is_some_and(|last| end.of < last.of);
                if accepted || (late && end.outcome.task().is_none()) {
                    continue;
                }
                Last {
                    of: end.of,
                    service: &end.service,
                    model: &end.model,
                    outcome: Some(&end.outcome),
                    begin: known.map(|last| last.begin).unwrap_or_default(),
                }
            }
        };
        lasts.insert(line.job(), last);
    }
    lasts
}

/// The few columns that tell whether a row and the journal agree.
struct Glance {
    state: String,
    task: Option<String>,
    other: Option<String>,
    sent_at: Option<Millis>,
    service: String,
    model: String,
}

fn glance(connection: &Connection, id: &str) -> Result<Option<Glance>> {
    let sql = "SELECT state, task, task_other, sent_at, service, model FROM job WHERE id = ?1";
    let found = connection.prepare_cached(sql)?.query_row([id], |row| {
        Ok(Glance {
            state: row.get(0)?,
            task: row.get(1)?,
            other: row.get(2)?,
            sent_at: row.get(3)?,
            service: row.get(4)?,
            model: row.get(5)?,
        })
    });
    Ok(found.optional()?)
}

impl Glance {
    fn is_open(&self) -> bool {
        !matches!(self.state.as_str(), "done" | "failed" | "stopped")
    }

    fn agrees(&self, last: &Last<'_>) -> bool {
        match last.outcome {
            Some(Outcome::Accepted { task, other }) => {
                self.task.as_ref() == Some(task) && self.other == *other
            }
            _ => {
                !matches!(self.state.as_str(), "waiting" | "sending" | "unclear")
                    || (self.state == "waiting" && self.sent_at == Some(last.of) && last.is_open())
            }
        }
    }
}

impl Last<'_> {
    /// Whether what came of the POST is not known, or a person has checked it since.
    fn is_open(&self) -> bool {
        !matches!(self.outcome, Some(Outcome::Refused { .. }))
    }
}

/// Changes a job to what the journal knows of it; false where the row knows as much.
fn overrule(job: &mut Job, last: &Last<'_>) -> bool {
    let known = job.sent_at == Some(last.of);
    let next = match (&job.state, last.outcome) {
        (state, Some(Outcome::Accepted { .. })) => {
            let Some(task) = last.outcome.and_then(Outcome::task) else { return false };
            with_task(state.clone(), task)
        }
        (
            State::Waiting | State::Sending | State::Unclear { .. },
            Some(refused @ Outcome::Refused { .. }),
        ) => {
            let Some(cause) = refused.refusal() else { return false };
            State::Failed { task: None, cause }
        }
        // Only a row that knows of this very POST may say more: a person has checked it since.
        (State::Waiting, Some(Outcome::Unclear) | None) if !known => {
            State::Unclear { cause: unknown() }
        }
        (State::Sending, Some(Outcome::NotSent)) if known && job.answer.is_none() => State::Waiting,
        _ => return false,
    };
    job.state = next;
    job.sent_at = Some(last.of);
    job.key_print = last.begin.key.map(str::to_owned).or(job.key_print.take());
    job.note = None;
    job.due_at = None;
    job.troubles = 0;
    // An end is only ever new here where the row did not know of it.
    job.settle(job.ended_at.unwrap_or(last.of));
    true
}

fn with_task(state: State, task: Task) -> State {
    match state {
        State::Waiting | State::Sending | State::Unclear { .. } | State::Making { .. } => {
            State::Making { task }
        }
        State::Saving { links, clip, .. } => State::Saving { task, links, clip },
        State::Done { clip, cause, .. } => State::Done { task: Some(task), clip, cause },
        State::Failed { cause, .. } => State::Failed { task: Some(task), cause },
        State::Stopped { .. } => State::Stopped { task: Some(task) },
    }
}

/// A row for a job that has none. What was asked for is in no line, so it can be watched and saved,
/// but not be sent again. What surely cost nothing needs no row, and practice never costs anything.
fn made(connection: &Connection, id: &str, last: &Last<'_>) -> Result<Option<Job>> {
    let Some(service @ Service::Remote(_)) = Service::from_text(last.service) else {
        return Ok(None);
    };
    let state = match last.outcome {
        Some(Outcome::Refused { .. } | Outcome::NotSent) => return Ok(None),
        Some(Outcome::Unclear) | None => State::Unclear { cause: unknown() },
        Some(Outcome::Accepted { .. }) => {
            let Some(task) = last.outcome.and_then(Outcome::task) else { return Ok(None) };
            match clip_of(connection, id)? {
                Some(clip) => State::Done { task: Some(task), clip, cause: None },
                None => State::Making { task },
            }
        }
    };
    let mut job = Job {
        id: id.to_owned(),
        set_id: id.to_owned(),
        press: format!("journal-{id}"),
        take: 0,
        request: Request { model: last.model.to_owned(), ..Request::unknown() },
        service,
        key_print: last.begin.key.map(str::to_owned),
        idempotency: last.begin.idempotency.unwrap_or(id).to_owned(),
        state,
        note: None,
        progress: None,
        created_at: last.begin.created.unwrap_or(last.of),
        sent_at: Some(last.of),
        ended_at: None,
        due_at: None,
        tries: 0,
        troubles: 0,
        answer: None,
        estimate: last.begin.estimate,
        // Nobody has given their word for it: it is never sent by itself.
        send_until: 0,
        adopted: false,
        place: 0,
        running_at: None,
        ready_at: None,
    };
    job.settle(last.of);
    Ok(Some(job))
}

fn clip_of(connection: &Connection, job: &str) -> Result<Option<String>> {
    let sql = "SELECT id FROM clip WHERE job_id = ?1";
    Ok(connection.query_row(sql, [job], |row| row.get(0)).optional()?)
}

fn unknown() -> Cause {
    Cause::new(CauseCode::NoAnswer, Charged::Maybe, None)
}
