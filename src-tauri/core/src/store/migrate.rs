//! Brings a database to the version that this program knows. Each table's statements stand beside
//! its queries; here is only their order.

use std::path::Path;

use rusqlite::Connection;

use super::{clip, job, picture, price, queue, settings};
use crate::error::{Error, ErrorKind, Result};

/// The steps, in order: step n brings version n to version n + 1. A released step never changes.
const STEPS: &[&[&str]] = &[
    &[settings::V1, picture::V1, job::V1, clip::V1],
    &[picture::V2, job::V2, price::V2, queue::V2],
];

pub(super) fn run(connection: &mut Connection, file: Option<&Path>) -> Result<()> {
    let found: usize =
        connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))? as usize;
    if found > STEPS.len() {
        return Err(Error::new(ErrorKind::DatabaseNewer, "open the database")
            .with("found", found)
            .with("known", STEPS.len()));
    }
    if found == STEPS.len() {
        return Ok(());
    }
    if let (Some(file), 1..) = (file, found) {
        back_up(connection, file, found)?;
    }
    for (version, step) in STEPS.iter().enumerate().skip(found) {
        let all = connection.transaction()?;
        for statements in *step {
            all.execute_batch(statements)?;
        }
        all.pragma_update(None, "user_version", version as u32 + 1)?;
        all.commit()?;
    }
    Ok(())
}

fn back_up(connection: &Connection, file: &Path, version: usize) -> Result<()> {
    let mut copy = file.as_os_str().to_owned();
    copy.push(format!(".v{version}.bak"));
    // VACUUM INTO refuses an existing file; one from an interrupted try may be half written.
    match std::fs::remove_file(Path::new(&copy)) {
        Ok(()) => {}
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {}
        Err(fault) => return Err(Error::disk("replace an old backup", fault)),
    }
    let copy = copy.to_string_lossy().into_owned();
    connection.execute("VACUUM INTO ?1", [copy])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_database_is_refused_by_name() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 999).unwrap();
        let refused = run(&mut connection, None).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::DatabaseNewer);
        assert_eq!(refused.params["found"], "999");
    }

    #[test]
    fn a_new_database_gets_every_table_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, None).unwrap();
        run(&mut connection, None).unwrap();
        let tables: u32 = connection
            .query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", [], |r| r.get(0))
            .unwrap();
        assert_eq!(tables, 11);
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
        run(&mut connection, None).unwrap();
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
        run(&mut connection, None).unwrap();
        let jobs = job::unfinished(&connection).unwrap();
        assert_eq!((jobs.len(), jobs[0].estimate), (1, None), "nobody knew what it would cost");
    }
}
