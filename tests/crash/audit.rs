//! Counting afterwards: every job with its clip, each paid once, no file too many, a sound database.
//! It reads with plain SQL and plain file calls, so that a mistake of the core cannot hide itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use crate::film::film;
use crate::orders::Wanted;
use crate::stage::Stage;

/// What is wrong, one line for each.
#[derive(Debug, Default)]
pub struct Found {
    pub lost: Vec<String>,
    pub double: Vec<String>,
    pub orphans: Vec<String>,
    pub damage: Vec<String>,
}

impl Found {
    /// Lost, double, orphans, damage.
    pub fn counts(&self) -> [usize; 4] {
        [&self.lost, &self.double, &self.orphans, &self.damage].map(Vec::len)
    }
}

/// The sum over many folders.
#[derive(Debug, Default)]
pub struct Sum(Mutex<Found>);

impl Sum {
    /// Adds what was found on one stage; `how` says how to get there again.
    pub fn add(&self, how: &str, found: Found) {
        let mut sum = self.0.lock().unwrap();
        let with = |lines: Vec<String>| lines.into_iter().map(move |line| format!("{how}: {line}"));
        sum.lost.extend(with(found.lost));
        sum.double.extend(with(found.double));
        sum.orphans.extend(with(found.orphans));
        sum.damage.extend(with(found.damage));
    }

    /// Prints the row of the table, and fails where anything was found.
    pub fn close(self, row: &str) {
        let found = self.0.into_inner().unwrap();
        let [lost, double, orphans, damaged] = found.counts();
        println!("{row} lost={lost} double={double} orphans={orphans} damaged={damaged}");
        assert_eq!(found.counts(), [0; 4], "{found:#?}");
    }
}

/// Looks at everything that the children left behind.
pub fn audit(stage: &Stage, wanted: &[Wanted]) -> Found {
    let mut found = Found::default();
    let db = Connection::open(stage.home().join("stillwake.db")).unwrap();
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    if check != "ok" {
        found.damage.push(check);
    }
    let dangling = "SELECT count(*) FROM pragma_foreign_key_check";
    let dangling: u32 = db.query_row(dangling, [], |row| row.get(0)).unwrap();
    if dangling > 0 {
        found.damage.push(format!("{dangling} rows point to nothing"));
    }
    for one in wanted {
        let accepted = stage.accepted(&one.prompt);
        if accepted.len() > 1 {
            found.double.push(format!("{} was paid {} times", one.prompt, accepted.len()));
        }
        if let Some(wrong) = clip(stage, &db, one) {
            found.lost.push(format!("{}: {wrong}", one.prompt));
        }
    }
    let home = stage.home();
    surplus(&home.join("clips"), &column(&db, "name FROM clip"), |name| name, &mut found);
    surplus(&home.join("posters"), &column(&db, "id FROM clip"), stem, &mut found);
    surplus(&home.join("pictures"), &column(&db, "id FROM picture"), stem, &mut found);
    found
}

/// What is wrong with a job's clip, if anything is.
fn clip(stage: &Stage, db: &Connection, wanted: &Wanted) -> Option<String> {
    let (column, value) = wanted.key();
    let sql = format!("SELECT count(*) FROM job WHERE {column} = ?1");
    let jobs: u32 = db.query_row(&sql, [value], |row| row.get(0)).unwrap();
    if jobs != 1 {
        return Some(format!("{jobs} jobs"));
    }
    let sql = format!(
        "SELECT job.task, clip.name, clip.sha256, clip.bytes,
            (SELECT count(*) FROM clip AS all_its WHERE all_its.job_id = job.id)
        FROM job JOIN clip ON clip.id = job.clip_id
        WHERE job.{column} = ?1 AND job.state = 'done'"
    );
    type Row = (Option<String>, String, String, u64, u32);
    let row: Option<Row> = db
        .query_row(&sql, [value], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()
        .unwrap();
    let Some((task, name, hash, bytes, clips)) = row else { return Some("is not done".into()) };
    if clips != 1 {
        return Some(format!("{clips} clips"));
    }
    let made = stage.accepted(&wanted.prompt);
    let Some(made) = made.iter().find(|made| Some(&made.id) == task.as_ref()) else {
        return Some("its number is not the service's".into());
    };
    let Some(served) = stage.served(made) else { return Some("was never served".into()) };
    let Ok(kept) = fs::read(stage.home().join("clips").join(&name)) else {
        return Some(format!("{name} is not there"));
    };
    let of_served: String = Sha256::digest(&served).iter().map(|b| format!("{b:02x}")).collect();
    // The settings are written into the file; what it shows is what was served. The row learns the new
    // size a moment later, or after the next start.
    let sizes = [kept.len() as u64, served.len() as u64];
    if film(&kept) != film(&served) || hash != of_served || !sizes.contains(&bytes) {
        return Some(format!("{name} is not what was served"));
    }
    None
}

fn column(db: &Connection, what: &str) -> BTreeSet<String> {
    let mut rows = db.prepare(&format!("SELECT {what}")).unwrap();
    rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

/// Files that belong to no row: partial and temporary ones, and clips that nobody knows of.
fn surplus(folder: &Path, known: &BTreeSet<String>, key: impl Fn(&str) -> &str, found: &mut Found) {
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !known.contains(key(&name)) {
            found.orphans.push(format!("{}/{name}", folder.file_name().unwrap().display()));
        }
    }
}
