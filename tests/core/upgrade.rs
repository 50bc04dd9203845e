//! Updates: from every version ever released, killed in the middle again and again, the data is
//! whole and the backup is there.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use stillwake_core::host::{Clock, SystemClock};
use stillwake_core::store::Store;
use stillwake_core::store::backup::{self, Occasion};
use stillwake_core::store::opening;

use crate::figures::{Dice, figure, seed};

/// Where the child finds the database that it opens.
const CHILD: &str = "STILLWAKE_TEST_UPGRADE";
/// Enough rows for an update to take a while.
const ROWS: u32 = 3_000;

const VERSIONS: &[(u32, &str)] = &[(1, include_str!("../fixtures/schema/v1.sql"))];

/// What the parent kills: it opens the database and ends.
#[test]
#[ignore = "a child of the test below"]
fn child() {
    let file = std::env::var(CHILD).unwrap();
    drop(Store::open(Path::new(&file)).unwrap());
}

fn start(file: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "upgrade::child"])
        .env(CHILD, file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A database of a version, full of jobs.
fn old(file: &Path, schema: &str) {
    let db = rusqlite::Connection::open(file).unwrap();
    db.execute_batch(schema).unwrap();
    db.execute_batch(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
         INSERT INTO job (id, set_id, press, take, model, prompt, service, idempotency, state,
             created_at, tries, troubles)
         SELECT 'job-' || i, i, i, 0, 'veo3', hex(zeroblob(500)) || i, 'https://crazyrouter.com',
             i, 'waiting', i, 0, 0 FROM n;"
    ))
    .unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
}

/// Rows, and a sum over all that is in them.
fn contents(file: &Path) -> (u32, i64) {
    let db = rusqlite::Connection::open(file).unwrap();
    let sql = "SELECT count(*), coalesce(sum(length(prompt) + created_at), 0) FROM job";
    db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn r12_an_update_killed_in_the_middle_leaves_the_data_whole_and_a_backup() {
    let (runs, seed) = (figure(6, 20, 200), seed("R12"));
    let home = tempfile::tempdir().unwrap();
    let (mut killed, mut all) = (0, 0);
    for (version, schema) in VERSIONS {
        let template = home.path().join(format!("v{version}.db"));
        old(&template, schema);
        let wanted = contents(&template);
        let place = |run: usize| home.path().join(format!("v{version}-{run}/stillwake.db"));
        let lay = |file: &Path| {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::copy(&template, file).unwrap();
        };
        // How long a whole one takes, so that kills fall all over it.
        lay(&place(0));
        let begun = Instant::now();
        assert!(start(&place(0)).wait().unwrap().success());
        let whole = begun.elapsed();
        for run in 1..=runs {
            let mut dice = Dice::new(seed, run);
            let file = place(run);
            lay(&file);
            let mut child = start(&file);
            std::thread::sleep(whole.mul_f64(dice.below(1_000) as f64 / 1_000.0));
            child.kill().unwrap();
            child.wait().unwrap();
            killed += usize::from(is_old(&file, *version));
            all += 1;
            let opened =
                opening::open(&file, SystemClock.now(), stillwake_core::step::unwatched()).unwrap();
            assert_eq!(opened.mended, None, "run {run}: nothing was damaged");
            drop(opened);
            assert_eq!(contents(&file), wanted, "run {run}");
            let kept = backup::names(&file);
            let kept = kept.iter().find(|kept| kept.occasion == Occasion::Update).unwrap();
            assert_eq!(kept.version, *version);
            assert_eq!(contents(&backup::folder(&file).join(&kept.id)), wanted, "run {run}");
            std::fs::remove_dir_all(file.parent().unwrap()).unwrap();
        }
    }
    // The very first start is a step as well.
    for run in 1..=runs {
        let file = home.path().join(format!("new-{run}/stillwake.db"));
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let mut child = start(&file);
        std::thread::sleep(Duration::from_millis(Dice::new(seed, run).below(120) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        all += 1;
        let opened =
            opening::open(&file, SystemClock.now(), stillwake_core::step::unwatched()).unwrap();
        assert_eq!(opened.mended, None, "run {run}: a half-made new database is no damage");
        drop(opened);
        assert_eq!(contents(&file).0, 0);
    }
    println!(
        "R12 kills={all} before_the_end={killed} data_intact={all} backup_present={all} seed={seed}"
    );
}

/// A step that fails at any of its statements leaves nothing of those before it.
#[test]
fn a_step_that_fails_in_the_middle_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    for (version, schema) in VERSIONS {
        for taken in ["upload_count", "price_list", "queue_pause", "record"] {
            let file = home.path().join(format!("{version}-{taken}/stillwake.db"));
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            old(&file, schema);
            let db = rusqlite::Connection::open(&file).unwrap();
            db.execute_batch(&format!("CREATE TABLE {taken} (x)")).unwrap();
            let tables = "SELECT group_concat(sql) FROM sqlite_schema";
            let before: String = db.query_row(tables, [], |row| row.get(0)).unwrap();
            let wanted = contents(&file);
            assert!(Store::open(&file).is_err(), "{taken} is in the way");
            let after: String = db.query_row(tables, [], |row| row.get(0)).unwrap();
            assert_eq!(after, before, "{taken}");
            assert!(is_old(&file, *version));
            assert_eq!(contents(&file), wanted);
            assert_eq!(backup::names(&file).len(), 1, "the backup is there");
        }
    }
}

fn is_old(file: &Path, version: u32) -> bool {
    let db = rusqlite::Connection::open(file).unwrap();
    db.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0)).unwrap() == version
}
