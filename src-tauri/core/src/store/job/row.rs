//! Reading a job from its row. Columns are read by number: a name is looked for among all the others,
//! for each value of each row, which is most of what a list costs.

use std::sync::LazyLock;

use rusqlite::Row;
use rusqlite::types::FromSql;

use crate::error::Result;
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::wire::Task;
use crate::job::{Answer, Job, Note, Request, Service, State, StateName, is_imported};
use crate::store::unknown_value;

/// The columns in the order in which they are read.
#[derive(Clone, Copy, Debug)]
enum Column {
    Id,
    SetId,
    Press,
    Take,
    Model,
    Prompt,
    AspectRatio,
    Quality,
    Size,
    Duration,
    Service,
    KeyPrint,
    Idempotency,
    State,
    Task,
    TaskOther,
    Links,
    ClipId,
    Cause,
    Charged,
    Detail,
    Note,
    Progress,
    CreatedAt,
    SentAt,
    EndedAt,
    DueAt,
    Tries,
    Troubles,
    AnswerStatus,
    Answer,
    Estimate,
    SendUntil,
    Adopted,
    RunningAt,
    ReadyAt,
    Place,
}

const NAMES: [&str; 37] = [
    "id",
    "set_id",
    "press",
    "take",
    "model",
    "prompt",
    "aspect_ratio",
    "quality",
    "size",
    "duration",
    "service",
    "key_print",
    "idempotency",
    "state",
    "task",
    "task_other",
    "links",
    "clip_id",
    "cause",
    "charged",
    "detail",
    "note",
    "progress",
    "created_at",
    "sent_at",
    "ended_at",
    "due_at",
    "tries",
    "troubles",
    "answer_status",
    "answer",
    "estimate",
    "send_until",
    "adopted",
    "running_at",
    "ready_at",
    "place",
];

/// How many columns a job has: whatever else a query reads stands behind them.
pub(in crate::store) const WIDTH: usize = NAMES.len();

/// All of them, for a query.
pub(in crate::store) static COLUMNS: LazyLock<String> =
    LazyLock::new(|| NAMES.map(|name| format!("job.{name}")).join(", "));

fn get<T: FromSql>(row: &Row<'_>, column: Column) -> rusqlite::Result<T> {
    row.get(column as usize)
}

/// A job from a row that begins with [`COLUMNS`], without its pictures.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub(in crate::store) fn read(row: &Row<'_>) -> Result<Job> {
    let service: String = get(row, Column::Service)?;
    let note: Option<String> = get(row, Column::Note)?;
    let answer: Option<String> = get(row, Column::Answer)?;
    let answer_status: Option<u16> = get(row, Column::AnswerStatus)?;
    Ok(Job {
        id: get(row, Column::Id)?,
        set_id: get(row, Column::SetId)?,
        press: get(row, Column::Press)?,
        take: get(row, Column::Take)?,
        request: Request {
            model: get(row, Column::Model)?,
            prompt: get(row, Column::Prompt)?,
            aspect_ratio: get(row, Column::AspectRatio)?,
            quality: get(row, Column::Quality)?,
            size: get(row, Column::Size)?,
            duration: get(row, Column::Duration)?,
            pictures: Vec::new(),
        },
        service: Service::from_text(&service)
            .ok_or_else(|| unknown_value("job.service", &service))?,
        key_print: get(row, Column::KeyPrint)?,
        idempotency: get(row, Column::Idempotency)?,
        state: state(row)?,
        note: note
            .map(|name| Note::from_name(&name).ok_or_else(|| unknown_value("job.note", &name)))
            .transpose()?,
        progress: get(row, Column::Progress)?,
        created_at: get(row, Column::CreatedAt)?,
        sent_at: get(row, Column::SentAt)?,
        ended_at: get(row, Column::EndedAt)?,
        due_at: get(row, Column::DueAt)?,
        tries: get(row, Column::Tries)?,
        troubles: get(row, Column::Troubles)?,
        answer: answer_status.zip(answer).map(|(status, raw)| Answer { status, raw }),
        estimate: get(row, Column::Estimate)?,
        send_until: get(row, Column::SendUntil)?,
        adopted: get(row, Column::Adopted)?,
        running_at: get(row, Column::RunningAt)?,
        ready_at: get(row, Column::ReadyAt)?,
        place: get(row, Column::Place)?,
    })
}

fn state(row: &Row<'_>) -> Result<State> {
    let stored: String = get(row, Column::State)?;
    let name = StateName::from_name(&stored).ok_or_else(|| unknown_value("job.state", &stored))?;
    let id: Option<String> = get(row, Column::Task)?;
    let other = get(row, Column::TaskOther)?;
    let task = id.map(|id| Task { id, other });
    let some_task = || task.clone().ok_or_else(|| unknown_value("job.task", "NULL"));
    Ok(match name {
        StateName::Waiting => State::Waiting,
        StateName::Sending => State::Sending,
        StateName::Unclear => State::Unclear { cause: cause(row)? },
        StateName::Making => State::Making { task: some_task()? },
        StateName::Saving => {
            let links: Option<String> = get(row, Column::Links)?;
            // None are written down where the service told none.
            let links = links.map_or(Ok(Vec::new()), |links| {
                serde_json::from_str(&links).map_err(|_| unknown_value("job.links", &links))
            })?;
            State::Saving { task: some_task()?, links, clip: get(row, Column::ClipId)? }
        }
        StateName::Done => {
            let clip: Option<String> = get(row, Column::ClipId)?;
            let clip = clip.ok_or_else(|| unknown_value("job.clip_id", "NULL"))?;
            let why: Option<String> = get(row, Column::Cause)?;
            let press: String = get(row, Column::Press)?;
            let task = if is_imported(&press) { task } else { Some(some_task()?) };
            State::Done { task, clip, cause: why.map(|_| cause(row)).transpose()? }
        }
        StateName::Failed => State::Failed { task, cause: cause(row)? },
        StateName::Stopped => State::Stopped { task },
    })
}

fn cause(row: &Row<'_>) -> Result<Cause> {
    let code: Option<String> = get(row, Column::Cause)?;
    let charged: Option<String> = get(row, Column::Charged)?;
    let (code, charged) = (code.unwrap_or_default(), charged.unwrap_or_default());
    Ok(Cause {
        code: CauseCode::from_name(&code).ok_or_else(|| unknown_value("job.cause", &code))?,
        charged: Charged::from_name(&charged)
            .ok_or_else(|| unknown_value("job.charged", &charged))?,
        detail: get(row, Column::Detail)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_has_its_own_name() {
        let snake = |camel: &str| {
            let parts = camel.char_indices().map(|(at, c)| match c.is_uppercase() && at > 0 {
                true => format!("_{}", c.to_lowercase()),
                false => c.to_lowercase().to_string(),
            });
            parts.collect::<String>()
        };
        let last = Column::Place as usize;
        assert_eq!(last + 1, WIDTH);
        let all = [
            Column::Id,
            Column::SetId,
            Column::Press,
            Column::Take,
            Column::Model,
            Column::Prompt,
            Column::AspectRatio,
            Column::Quality,
            Column::Size,
            Column::Duration,
            Column::Service,
            Column::KeyPrint,
            Column::Idempotency,
            Column::State,
            Column::Task,
            Column::TaskOther,
            Column::Links,
            Column::ClipId,
            Column::Cause,
            Column::Charged,
            Column::Detail,
            Column::Note,
            Column::Progress,
            Column::CreatedAt,
            Column::SentAt,
            Column::EndedAt,
            Column::DueAt,
            Column::Tries,
            Column::Troubles,
            Column::AnswerStatus,
            Column::Answer,
            Column::Estimate,
            Column::SendUntil,
            Column::Adopted,
            Column::RunningAt,
            Column::ReadyAt,
            Column::Place,
        ];
        for column in all {
            assert_eq!(NAMES[column as usize], snake(&format!("{column:?}")));
        }
    }
}
