//! Brings a database to the version that this program knows. Each table's statements stand beside
//! its queries; here is only their order.

use std::path::Path;

use rusqlite::Connection;

use super::backup::{self, Occasion};
use super::{
    clip, collection, job, picture, preset, price, queue, record, search, settings, unknown_value,
};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;

/// The steps, in order: step n brings version n to version n + 1. A released step never changes.
const STEPS: &[&[&str]] = &[
    &[settings::V1, picture::V1, job::V1, clip::V1],
    &[
        clip::V2,
        picture::V2,
        job::V2,
        preset::V2,
        price::V2,
        queue::V2,
        record::V2,
        search::V2,
        collection::V2,
    ],
];

/// The version since which clips are found by an index.
const CLIPS_ARE_FOUND: u32 = 2;

/// The version since which it stands in a table as well.
const KEPT_TWICE: u32 = 2;

/// The version that this program knows.
pub(super) const KNOWN: u32 = STEPS.len() as u32;

/// Brings a database up to date; where it lies in a file, a backup is made first.
///
/// # Errors
/// [`ErrorKind::DatabaseNewer`], or what the disk or SQLite says: then nothing was changed.
pub(super) fn run(connection: &mut Connection, file: Option<&Path>, now: Millis) -> Result<()> {
    let found = check_version(connection)?;
    if found == KNOWN {
        return Ok(());
    }
    if let (Some(file), 1..) = (file, found) {
        backup::make_from(connection, file, Occasion::Update, now)?;
    }
    for (version, step) in (1..).zip(STEPS).skip(found as usize) {
        let all = connection.transaction()?;
        for statements in *step {
            all.execute_batch(statements)?;
        }
        // Only code can cut text into the pieces that it is found by.
        if version == CLIPS_ARE_FOUND {
            clip::describe_all(&all)?;
        }
        if version >= KEPT_TWICE {
            record::set_version(&all, version)?;
        }
        all.pragma_update(None, "user_version", version)?;
        all.commit()?;
    }
    Ok(())
}

/// The version of a database, if this program knows it.
///
/// # Errors
/// [`ErrorKind::DatabaseNewer`], or [`ErrorKind::DatabaseUnreadable`] where the two places in which
/// a version stands differ, or the second has none and should: then it is damage.
pub(super) fn check_version(connection: &Connection) -> Result<u32> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let second = record::version(connection);
    if found > KNOWN && second == Some(found) {
        return Err(Error::new(ErrorKind::DatabaseNewer, "open the database")
            .with("found", found)
            .with("known", KNOWN));
    }
    let kept_twice = found >= KEPT_TWICE || second.is_some();
    if found > KNOWN || (kept_twice && second != Some(found)) {
        return Err(unknown_value("user_version", &found.to_string()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_database_is_refused_by_name() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, None, 0).unwrap();
        connection.pragma_update(None, "user_version", 999).unwrap();
        let bent = run(&mut connection, None, 0).unwrap_err();
        assert_eq!(bent.kind, ErrorKind::DatabaseUnreadable, "one of two places says so");
        record::set_version(&connection, 999).unwrap();
        let refused = run(&mut connection, None, 0).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::DatabaseNewer);
        assert_eq!(refused.params["found"], "999");
    }

    #[test]
    fn a_version_that_should_stand_twice_and_does_not_is_damage() {
        let spoils = [
            "DELETE FROM record",
            "PRAGMA ignore_check_constraints = ON; UPDATE record SET one = 5",
            "UPDATE record SET version = 0",
            "PRAGMA user_version = 1",
            "PRAGMA user_version = 0",
        ];
        for spoil in spoils {
            let mut connection = Connection::open_in_memory().unwrap();
            run(&mut connection, None, 0).unwrap();
            connection.execute_batch(spoil).unwrap();
            let bent = run(&mut connection, None, 0).unwrap_err();
            assert_eq!(bent.kind, ErrorKind::DatabaseUnreadable, "{spoil}");
        }
    }

    #[test]
    fn a_new_database_gets_every_table_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, None, 0).unwrap();
        run(&mut connection, None, 0).unwrap();
        // The index of words keeps itself in tables of its own.
        let sql = "SELECT count(*) FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'clip_text%'";
        let tables: u32 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 15);
    }

    #[test]
    fn pictures_and_their_links_outlive_the_second_step() {
        let mut connection = Connection::open_in_memory().unwrap();
        for statements in STEPS[0] {
            connection.execute_batch(statements).unwrap();
        }
        connection.pragma_update(None, "user_version", 1).unwrap();
        connection
            .execute_batch(
                "INSERT INTO picture VALUES ('a', 'a.jpg', 'jpeg', 4, 3, 100, 1);
                 INSERT INTO upload VALUES ('a', 'https://crazyrouter.com', 'https://x/a', 500);",
            )
            .unwrap();
        run(&mut connection, None, 0).unwrap();
        let link = picture::link(&connection, "a", "https://crazyrouter.com", 400).unwrap();
        assert_eq!(link.as_deref(), Some("https://x/a"));
        assert_eq!(picture::raw_link(&connection, "a").unwrap(), None);
        assert_eq!(picture::get(&connection, "a").unwrap().unwrap().bytes, 100);
    }
    #[test]
    fn a_database_of_the_first_version_keeps_its_jobs() {
        let mut connection = Connection::open_in_memory().unwrap();
        for statements in STEPS[0] {
            connection.execute_batch(statements).unwrap();
        }
        connection.pragma_update(None, "user_version", 1).unwrap();
        let old = "INSERT INTO job (id, set_id, press, take, model, prompt, service, idempotency,
                state, created_at, tries, troubles)
            VALUES ('a', 'a', 'a', 0, 'veo3', 'Dawn', 'practice', 'i', 'waiting', 1, 0, 0)";
        connection.execute(old, []).unwrap();
        run(&mut connection, None, 0).unwrap();
        let jobs = job::unfinished(&connection).unwrap();
        assert_eq!((jobs.len(), jobs[0].estimate), (1, None), "nobody knew what it would cost");
    }
}
