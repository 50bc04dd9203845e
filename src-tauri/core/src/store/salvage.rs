//! Reading what can be read of a damaged database, row by row, into a new one; and dropping what no
//! reader of ours would take. It decides nothing about jobs and changes only the new database.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::{clip, job, picture, queue, settings};
use crate::error::{Error, Result};
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::job::State;

/// Tables in an order in which a row's parents come before it, each with the key it is sorted by.
const TABLES: &[(&str, &str)] = &[
    ("setting", "name"),
    ("preset", "name"),
    ("picture", "id"),
    ("upload", "picture_id, service"),
    ("upload_count", "rowid"),
    ("job", "id"),
    ("job_picture", "job_id, position"),
    ("clip", "id"),
    ("collection", "id"),
    ("collection_clip", "collection_id, seq"),
    ("price_list", "origin"),
    ("queue_pause", "one"),
];

/// Columns that hold words for people and nothing that anything is found by.
const WORDS: &[&str] = &["prompt", "detail", "answer", "note"];

/// What could not be read to the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gaps {
    /// Which pictures belong to which job.
    pub(super) pictures: bool,
    /// Anything.
    pub(super) any: bool,
}

/// Opens a damaged file as far as that goes: its head is put right where that is all that is wrong
/// with it, and a schema with bad entries still gives the good ones.
pub(super) fn open(file: &Path) -> Result<Connection> {
    mend_head(file)?;
    let connection = Connection::open(file)?;
    connection.busy_timeout(super::BUSY)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "writable_schema", true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

/// Copies every row that can be read and that the new database does not have yet. `ids` are jobs
/// that are looked for one by one where reading in order fails.
pub(super) fn copy(from: &Connection, to: &Connection, ids: &[String]) -> Gaps {
    let mut gaps = Gaps::default();
    for (table, key) in TABLES {
        let Ok(columns) = columns(from, to, table) else {
            gaps.any = true;
            gaps.pictures |= matches!(*table, "job_picture" | "picture");
            continue;
        };
        let forth = rows(from, to, table, &columns, &format!("ORDER BY {key}"), None);
        if forth {
            continue;
        }
        gaps.any = true;
        gaps.pictures |= matches!(*table, "job_picture" | "picture");
        let back: Vec<String> = key.split(", ").map(|key| format!("{key} DESC")).collect();
        rows(from, to, table, &columns, &format!("ORDER BY {}", back.join(", ")), None);
        let one_by_one = match *table {
            "job" => Some("WHERE id = ?1"),
            "job_picture" => Some("WHERE job_id = ?1"),
            _ => None,
        };
        for id in ids {
            if let Some(tail) = one_by_one {
                rows(from, to, table, &columns, tail, Some(id));
            }
        }
    }
    gaps
}

/// Columns that both have; an older database has fewer.
fn columns(from: &Connection, to: &Connection, table: &str) -> Result<Vec<String>> {
    let names = |connection: &Connection| -> Result<Vec<String>> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let names = statement.query_map([table], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    };
    let (old, new) = (names(from)?, names(to)?);
    let both: Vec<String> = new.into_iter().filter(|name| old.contains(name)).collect();
    match both.is_empty() {
        true => Err(super::unknown_value("sqlite_schema", table)),
        false => Ok(both),
    }
}

/// Copies rows until one cannot be read; whether all could.
fn rows(
    from: &Connection,
    to: &Connection,
    table: &str,
    columns: &[String],
    tail: &str,
    id: Option<&String>,
) -> bool {
    let names = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})");
    let copied = || -> rusqlite::Result<()> {
        let mut insert = to.prepare(&sql)?;
        let mut select = from.prepare(&format!("SELECT {names} FROM {table} {tail}"))?;
        let mut found = select.query(params_from_iter(id))?;
        while let Some(row) = found.next()? {
            let values = columns.iter().enumerate().map(|(at, column)| value(row, at, column));
            let Ok(values) = values.collect::<rusqlite::Result<Vec<Value>>>() else { continue };
            // A value of the wrong kind is one more damage: that row is left out.
            let _ = insert.execute(params_from_iter(values));
        }
        Ok(())
    };
    copied().is_ok()
}

/// A value as it is. What only people read may have lost a letter; a name by which something is
/// found may not.
fn value(row: &rusqlite::Row<'_>, at: usize, column: &str) -> rusqlite::Result<Value> {
    match row.get_ref(at)? {
        ValueRef::Text(bytes) if WORDS.contains(&column) => {
            Ok(Value::Text(String::from_utf8_lossy(bytes).into_owned()))
        }
        _ => row.get(at),
    }
}

/// Drops rows that no reader of ours would take, and rows whose parents are gone. A clip without
/// its job stays until the journal has been asked for it.
///
/// # Errors
/// What SQLite says.
pub(super) fn drop_strangers(to: &Connection) -> Result<()> {
    to.execute_batch(
        "DELETE FROM job_picture WHERE picture_id NOT IN (SELECT id FROM picture);
         DELETE FROM upload WHERE picture_id NOT IN (SELECT id FROM picture);",
    )?;
    for id in ids(to, "picture")? {
        if picture::get(to, &id).is_err() {
            to.execute("DELETE FROM job_picture WHERE picture_id = ?1", [&id])?;
            to.execute("DELETE FROM upload WHERE picture_id = ?1", [&id])?;
            to.execute("DELETE FROM picture WHERE id = ?1", [&id])?;
        }
    }
    for id in ids(to, "job")? {
        if job::get(to, &id).is_err() {
            to.execute("DELETE FROM job WHERE id = ?1", [&id])?;
        }
    }
    for id in ids(to, "clip")? {
        if clip::row(to, &id).is_err() {
            to.execute("DELETE FROM clip WHERE id = ?1", [&id])?;
        }
    }
    if queue::pause(to).is_err() {
        queue::set_pause(to, None)?;
    }
    settings::drop_strangers(to)
}

/// Jobs that wait, and whose pictures are not known to be all there, are not sent as they are: the
/// clip would be another one. `whole` are jobs whose pictures came from a backup.
///
/// # Errors
/// What SQLite says.
pub(super) fn fail_without_pictures(to: &Connection, gaps: Gaps, whole: &[String]) -> Result<()> {
    for mut waiting in job::unfinished(to)? {
        if waiting.state != State::Waiting {
            continue;
        }
        let sql = "SELECT count(*), coalesce(max(position) + 1, 0) FROM job_picture
            WHERE job_id = ?1";
        let (found, wanted): (i64, i64) =
            to.query_row(sql, [&waiting.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if found == wanted && (!gaps.pictures || whole.contains(&waiting.id)) {
            continue;
        }
        let cause = Cause::new(CauseCode::PictureMissing, Charged::No, None);
        waiting.state = State::Failed { task: None, cause };
        waiting.settle(waiting.created_at);
        job::update(to, &waiting)?;
    }
    Ok(())
}

/// Drops what hangs in the air once all jobs are there, and asks for clips again whose row is lost.
///
/// # Errors
/// What SQLite says.
pub(super) fn tie_up(to: &Connection) -> Result<()> {
    to.execute_batch(
        "DELETE FROM clip WHERE job_id NOT IN (SELECT id FROM job);
         DELETE FROM job_picture WHERE job_id NOT IN (SELECT id FROM job);
         UPDATE job SET state = 'making', clip_id = NULL, cause = NULL, charged = NULL,
             detail = NULL, ended_at = NULL, due_at = NULL
         WHERE state = 'done' AND service <> 'practice'
             AND clip_id NOT IN (SELECT id FROM clip);",
    )?;
    clip::describe_all(to)
}

/// Ids of jobs that a database knows, as far as it can be read: from the clips and the queue too.
pub(super) fn job_ids(from: &Connection) -> Vec<String> {
    let sources = [
        "SELECT id FROM job",
        "SELECT id FROM job INDEXED BY job_unfinished
             WHERE state NOT IN ('done', 'failed', 'stopped')",
        "SELECT job_id FROM clip",
    ];
    let mut found = Vec::new();
    for sql in sources {
        let Ok(mut statement) = from.prepare(sql) else { continue };
        let Ok(rows) = statement.query_map([], |row| row.get::<_, String>(0)) else { continue };
        found.extend(rows.map_while(|id| id.ok()));
    }
    found
}

fn ids(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("SELECT id FROM {table}"))?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// The parts of a file's head that are always the same: where, and what.
const HEAD: &[(usize, &[u8])] = &[
    (0, b"SQLite format 3\0"),
    // Pages of 4,096 bytes.
    (16, &[0x10, 0x00]),
    // Nothing reserved in a page, and the three fixed fractions.
    (20, &[0, 64, 32, 32]),
    // No application's number, and the reserved space.
    (68, &[0; 24]),
];
/// The schema's format and UTF-8: zero until the log is written back for the first time.
const LATER: &[(usize, [u8; 4])] = &[(44, [0, 0, 0, 4]), (56, [0, 0, 0, 1])];
/// Where the two bytes stand that say whether there is a log beside the file: 1 no, 2 yes.
const LOG: usize = 18;
const HEAD_LENGTH: usize = 100;

/// Whether a file's head is one that we have written.
pub(super) fn has_our_head(file: &Path) -> Result<bool> {
    let mut head = [0; HEAD_LENGTH];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut head));
    match read {
        Ok(()) => Ok(is_ours(&head)),
        Err(fault) if fault.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(fault) => Err(Error::disk("read the database's head", fault)),
    }
}

fn is_ours(head: &[u8]) -> bool {
    let same = |(at, want): &(usize, &[u8])| head[*at..].starts_with(want);
    let later = |(at, want): &(usize, [u8; 4])| {
        let found = &head[*at..*at + 4];
        found == want || found == [0; 4]
    };
    HEAD.iter().all(same)
        && LATER.iter().all(later)
        && matches!(head[LOG..LOG + 2], [1, 1] | [2, 2])
}

fn mend_head(path: &Path) -> Result<()> {
    let tried = "mend the database's head";
    let open = File::options().read(true).write(true).open(path);
    let mut file = open.map_err(|fault| Error::disk(tried, fault))?;
    let mut head = [0; HEAD_LENGTH];
    if file.read_exact(&mut head).is_err() || is_ours(&head) {
        return Ok(());
    }
    for (at, want) in HEAD {
        head[*at..*at + want.len()].copy_from_slice(want);
    }
    for (at, want) in LATER {
        head[*at..*at + want.len()].copy_from_slice(want);
    }
    head[LOG..LOG + 2].copy_from_slice(&[2, 2]);
    file.seek(SeekFrom::Start(0))
        .and_then(|_| file.write_all(&head))
        .map_err(|fault| Error::disk(tried, fault))
}
