//! The table of jobs and the pictures of each. The whole request is in the row, so that nothing
//! else is needed to watch, repeat or explain a job.

use rusqlite::{Connection, OptionalExtension, named_params};

pub(super) use self::row::{COLUMNS, WIDTH, read};
use super::{picture, unknown_value};

mod row;
use crate::error::{Error, Result};
use crate::host::Millis;
use crate::job::schedule::between;
use crate::job::schedule::learn::{PAST_JOBS, Past};
use crate::job::{Job, Note, State};
use crate::money::Spend;

pub(super) const V1: &str = "
    CREATE TABLE job (
        id TEXT PRIMARY KEY,
        set_id TEXT NOT NULL,
        press TEXT NOT NULL,
        take INTEGER NOT NULL,
        model TEXT NOT NULL,
        prompt TEXT NOT NULL,
        aspect_ratio TEXT,
        quality TEXT,
        size TEXT,
        duration INTEGER,
        service TEXT NOT NULL,
        key_print TEXT,
        idempotency TEXT NOT NULL,
        state TEXT NOT NULL,
        task TEXT,
        task_other TEXT,
        links TEXT,
        clip_id TEXT,
        cause TEXT,
        charged TEXT,
        detail TEXT,
        note TEXT,
        progress INTEGER,
        created_at INTEGER NOT NULL,
        sent_at INTEGER,
        ended_at INTEGER,
        due_at INTEGER,
        tries INTEGER NOT NULL,
        troubles INTEGER NOT NULL,
        answer_status INTEGER,
        answer TEXT,
        UNIQUE (press, take)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX job_unfinished ON job (created_at)
        WHERE state NOT IN ('done', 'failed', 'stopped');
    CREATE INDEX job_history ON job (service, model, ended_at) WHERE state = 'done';
    CREATE TABLE job_picture (
        job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        picture_id TEXT NOT NULL REFERENCES picture (id),
        PRIMARY KEY (job_id, position)
    ) STRICT, WITHOUT ROWID;
";

/// What a job was expected to cost, millionths of a dollar; NULL where nobody knew. Until when it
/// may be sent without a person being asked, Unix ms; the word of the older ones was their press.
/// When its service last said that it was still in the making, and when it was known to be ready.
/// Its place among those that wait: the lowest goes first, and of equal ones the oldest.
pub(super) const V2: &str = "
    ALTER TABLE job ADD COLUMN estimate INTEGER;
    ALTER TABLE job ADD COLUMN send_until INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE job ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE job ADD COLUMN running_at INTEGER;
    ALTER TABLE job ADD COLUMN ready_at INTEGER;
    ALTER TABLE job ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
    UPDATE job SET send_until = created_at + 43200000;
    CREATE INDEX job_by_set ON job (set_id, take);
    CREATE INDEX job_picture_by_picture ON job_picture (picture_id);
    CREATE INDEX job_spent ON job (COALESCE(sent_at, created_at)) WHERE service <> 'practice';
";

/// Writes new jobs of one press down, all or none.
///
/// # Errors
/// What SQLite says.
pub fn insert(connection: &mut Connection, jobs: &[Job]) -> Result<()> {
    let all = connection.transaction()?;
    for job in jobs {
        write(&all, job)?;
        for (position, picture) in job.request.pictures.iter().enumerate() {
            all.execute(
                "INSERT INTO job_picture (job_id, position, picture_id) VALUES (?1, ?2, ?3)",
                (&job.id, position as i64, &picture.id),
            )?;
        }
    }
    all.commit()?;
    Ok(())
}

/// Writes a job's new state down. The request itself never changes.
///
/// # Errors
/// What SQLite says.
pub fn update(connection: &Connection, job: &Job) -> Result<()> {
    write(connection, job)
}

fn write(connection: &Connection, job: &Job) -> Result<()> {
    let sql = "INSERT INTO job (id, set_id, press, take, model, prompt, aspect_ratio, quality,
            size, duration, service, key_print, idempotency, state, task, task_other, links,
            clip_id, cause, charged, detail, note, progress, created_at, sent_at, ended_at, due_at,
            tries, troubles, answer_status, answer, estimate, send_until, adopted, running_at,
            ready_at, place)
        VALUES (:id, :set_id, :press, :take, :model, :prompt, :aspect_ratio, :quality, :size,
            :duration, :service, :key_print, :idempotency, :state, :task, :task_other, :links,
            :clip_id, :cause, :charged, :detail, :note, :progress, :created_at, :sent_at,
            :ended_at, :due_at, :tries, :troubles, :answer_status, :answer, :estimate, :send_until,
            :adopted, :running_at, :ready_at, :place)
        ON CONFLICT (id) DO UPDATE SET key_print = :key_print, state = :state, task = :task,
            task_other = :task_other, links = COALESCE(:links, links), clip_id = :clip_id, cause = :cause,
            charged = :charged, detail = :detail, note = :note, progress = :progress,
            sent_at = :sent_at, ended_at = :ended_at, due_at = :due_at, tries = :tries,
            troubles = :troubles, answer_status = :answer_status, answer = :answer,
            send_until = :send_until, adopted = :adopted, running_at = :running_at,
            ready_at = :ready_at";
    let (request, state) = (&job.request, &job.state);
    let (task, cause, answer) = (state.task(), state.cause(), job.answer.as_ref());
    // Known links stay, for the day on which the service tells none any more.
    let links = match state {
        State::Saving { links, .. } if !links.is_empty() => Some(
            serde_json::to_string(links)
                .map_err(|fault| Error::internal("write links down", fault))?,
        ),
        _ => None,
    };
    connection.prepare_cached(sql)?.execute(named_params! {
        ":id": job.id,
        ":set_id": job.set_id,
        ":press": job.press,
        ":take": job.take,
        ":model": request.model,
        ":prompt": request.prompt,
        ":aspect_ratio": request.aspect_ratio,
        ":quality": request.quality,
        ":size": request.size,
        ":duration": request.duration,
        ":service": job.service.as_text(),
        ":key_print": job.key_print,
        ":idempotency": job.idempotency,
        ":state": state.name().name(),
        ":task": task.map(|task| &task.id),
        ":task_other": task.and_then(|task| task.other.as_ref()),
        ":links": links,
        ":clip_id": state.clip(),
        ":cause": cause.map(|cause| cause.code.name()),
        ":charged": cause.map(|cause| cause.charged.name()),
        ":detail": cause.and_then(|cause| cause.detail.as_ref()),
        ":note": job.note.map(Note::name),
        ":progress": job.progress,
        ":created_at": job.created_at,
        ":sent_at": job.sent_at,
        ":ended_at": job.ended_at,
        ":due_at": job.due_at,
        ":tries": job.tries,
        ":troubles": job.troubles,
        ":answer_status": answer.map(|answer| answer.status),
        ":answer": answer.map(|answer| &answer.raw),
        ":estimate": job.estimate,
        ":send_until": job.send_until,
        ":adopted": job.adopted,
        ":running_at": job.running_at,
        ":ready_at": job.ready_at,
        ":place": job.place,
    })?;
    Ok(())
}

/// Jobs that have not ended, oldest first.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub fn unfinished(connection: &Connection) -> Result<Vec<Job>> {
    let filter = "state NOT IN ('done', 'failed', 'stopped')";
    list(connection, &format!("WHERE {filter} ORDER BY created_at, id"), &[])
}

/// The jobs of one press, in the order of their takes.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub fn of_press(connection: &Connection, press: &str) -> Result<Vec<Job>> {
    list(connection, "WHERE press = ?1 ORDER BY take", &[&press])
}

/// The jobs that have a number at any service; numbers of two services may be alike.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub fn of_task(connection: &Connection, task: &str) -> Result<Vec<Job>> {
    list(connection, "WHERE task = ?1 OR task_other = ?1", &[&task])
}

/// Until when waiting jobs may be sent without a person being asked, Unix ms each.
///
/// # Errors
/// What SQLite says.
pub fn date(connection: &mut Connection, jobs: &[(String, Millis)]) -> Result<()> {
    let all = connection.transaction()?;
    for (id, until) in jobs {
        let sql = "UPDATE job SET send_until = ?2 WHERE id = ?1 AND state = 'waiting'";
        all.prepare_cached(sql)?.execute((id, until))?;
    }
    all.commit()?;
    Ok(())
}

/// Places of waiting jobs, all or none.
///
/// # Errors
/// What SQLite says.
pub fn arrange(connection: &mut Connection, places: &[(String, i64)]) -> Result<()> {
    let all = connection.transaction()?;
    for (id, place) in places {
        let sql = "UPDATE job SET place = ?2 WHERE id = ?1";
        all.prepare_cached(sql)?.execute((id, place))?;
    }
    all.commit()?;
    Ok(())
}

/// A job by its id.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub fn get(connection: &Connection, id: &str) -> Result<Option<Job>> {
    Ok(list(connection, "WHERE id = ?1", &[&id])?.pop())
}

/// The links that a job's task had last, also after it has ended.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub fn kept_links(connection: &Connection, id: &str) -> Result<Vec<String>> {
    let kept: Option<String> = connection
        .query_row("SELECT links FROM job WHERE id = ?1", [id], |row| row.get(0))
        .optional()?
        .flatten();
    kept.map_or(Ok(Vec::new()), |text| {
        serde_json::from_str(&text).map_err(|_| unknown_value("job.links", &text))
    })
}

/// The median time from sending to the end of the last 20 jobs of a model at a service, ms. Of jobs
/// that were added by their number, or that the journal alone knew of, nobody saw the sending.
///
/// # Errors
/// What SQLite says.
pub fn typical_ms(connection: &Connection, service: &str, model: &str) -> Result<Option<Millis>> {
    let sql = "SELECT ended_at - sent_at FROM job
        WHERE state = 'done' AND service = ?1 AND model = ?2 AND sent_at NOT NULL
            AND press NOT LIKE 'number %' AND press NOT LIKE 'journal-%'
        ORDER BY ended_at DESC LIMIT 20";
    let mut times: Vec<Millis> = connection
        .prepare_cached(sql)?
        .query_map([service, model], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    times.sort_unstable();
    Ok(times.get(times.len() / 2).copied())
}

/// When the last jobs of a model at a service became ready, the latest first, as far as was seen.
/// Times that a clock set in between has spoilt are left out.
///
/// # Errors
/// What SQLite says.
pub fn past(connection: &Connection, service: &str, model: &str) -> Result<Vec<Past>> {
    let sql = "SELECT sent_at, MAX(COALESCE(running_at, sent_at), sent_at), ready_at FROM job
        WHERE state = 'done' AND service = ?1 AND model = ?2 AND sent_at NOT NULL
            AND ready_at > MAX(COALESCE(running_at, sent_at), sent_at)
            AND press NOT LIKE 'number %' AND press NOT LIKE 'journal-%'
        ORDER BY ended_at DESC LIMIT ?3";
    let past = connection
        .prepare_cached(sql)?
        .query_map((service, model, PAST_JOBS as i64), |row| {
            let (sent, running): (Millis, Millis) = (row.get(0)?, row.get(1)?);
            Ok(Past { after: between(sent, running), by: between(sent, row.get(2)?) })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(past)
}

/// What jobs of a time cost: those sent from `start` on and before `end`, Unix ms, unless they were
/// surely refused, and beside them what waits to be sent. Practice never counts, and what was added
/// by its number was not ordered here.
///
/// # Errors
/// What SQLite says.
pub fn spend(connection: &Connection, start: Millis, end: Millis) -> Result<Spend> {
    let spent = "SELECT COALESCE(SUM(estimate), 0), COUNT(*) - COUNT(estimate) FROM job
        WHERE service <> 'practice' AND press NOT LIKE 'number %'
            AND COALESCE(sent_at, created_at) >= ?1
            AND COALESCE(sent_at, created_at) < ?2
            AND (state IN ('sending', 'unclear', 'making', 'saving', 'done')
                OR (state = 'failed' AND charged = 'maybe')
                OR (state = 'stopped' AND sent_at NOT NULL))";
    let mut spent = connection.prepare_cached(spent)?;
    let (known, unknown) = spent.query_row([start, end], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let planned = "SELECT COALESCE(SUM(estimate), 0) FROM job
        WHERE state NOT IN ('done', 'failed', 'stopped') AND state = 'waiting'
            AND service <> 'practice'";
    let planned = connection.prepare_cached(planned)?.query_row([], |row| row.get(0))?;
    Ok(Spend { known, unknown, planned })
}

fn list(connection: &Connection, tail: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Job>> {
    let sql = format!("SELECT {} FROM job {tail}", *COLUMNS);
    let mut jobs = Vec::new();
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        jobs.push(read(row)?);
    }
    for job in &mut jobs {
        job.request.pictures = pictures(connection, &job.id)?;
    }
    Ok(jobs)
}

/// A job's pictures in order.
///
/// # Errors
/// What SQLite says.
pub(super) fn pictures(connection: &Connection, job: &str) -> Result<Vec<crate::picture::Picture>> {
    let sql = format!(
        "SELECT {} FROM job_picture JOIN picture ON picture.id = picture_id {}
         WHERE job_id = ?1 ORDER BY position",
        picture::COLUMNS,
        picture::WITH_SOURCE
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([job])?;
    let mut pictures = Vec::new();
    while let Some(row) = rows.next()? {
        pictures.push(picture::read(row)?);
    }
    Ok(pictures)
}
