//! A damaged database: whatever happened to the file, the app opens, and every job that may have
//! been paid is still there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use futures_util::StreamExt;
use stillwake_core::error::{ErrorKind, Result};
use stillwake_core::host::{Clock, SystemClock};
use stillwake_core::secret::MemoryKeychain;
use stillwake_core::store::backup::{self, Look, Occasion};
use stillwake_core::store::opening::{self, Mended};
use stillwake_core::store::queue::{self, Pause};
use stillwake_core::studio::Looked;
use stillwake_practice::{Answer, Gateway, On};
use tempfile::TempDir;

use crate::bench::{self, Bench, draft, folders};
use crate::figures::{Dice, figure, seed};
use crate::journal::store;

/// A folder as the app leaves it, and what is paid in it.
struct Template {
    home: TempDir,
    /// Numbers that the gateway gave.
    tasks: BTreeSet<String>,
    /// Jobs of which nobody knows.
    unclear: BTreeSet<String>,
    gateway: Gateway,
}

/// Copies all files of a folder but the web view's.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else if path.is_file() {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// A life: clips, a backup, then jobs that are being made, unclear, refused and waiting. The
/// database and its log are copied while the app runs, as a power cut would leave them.
async fn template() -> Template {
    let bench = Bench::start().await;
    for prompt in ["First", "Second"] {
        let job = bench.create(draft(prompt)).await;
        bench.until_state(&job.job.id, "done").await;
    }
    let database = folders(bench.home.path()).database();
    backup::make(&database, Occasion::Daily, SystemClock.now() - 3_600_000).unwrap();
    let third = bench.create(draft("Third")).await;
    bench.until_state(&third.job.id, "done").await;
    bench.gateway.hold(true);
    bench.gateway.script(On::Create, Answer::lost());
    let lost = bench.create(draft("Lost")).await;
    bench.until_state(&lost.job.id, "unclear").await;
    bench.gateway.script(On::Create, Answer::status(400));
    let refused = bench.create(draft("Refused")).await;
    bench.until_state(&refused.job.id, "failed").await;
    for prompt in ["Made", "Made too", "And this"] {
        let job = bench.create(draft(prompt)).await;
        bench.until_state(&job.job.id, "making").await;
    }
    // The limit of three at once keeps these waiting.
    for prompt in ["Waits", "Waits too"] {
        bench.create(draft(prompt)).await;
    }
    let jobs = bench.studio.snapshot().await.unwrap().jobs;
    let tasks = jobs.iter().filter_map(|job| Some(job.job.state.task()?.id.clone())).collect();
    let home = tempfile::tempdir().unwrap();
    copy(bench.home.path(), home.path());
    bench.studio.shutdown().await;
    let Bench { gateway, .. } = bench;
    Template { home, tasks, unclear: BTreeSet::from([lost.job.id]), gateway }
}

/// What was repaired at a start, and the numbers and the unclear jobs that the folder knows then.
type Known = (Option<Mended>, BTreeSet<String>, BTreeSet<String>);

/// What a folder knows after a start and an end of the app. There is no key, so nothing leaves.
async fn known(home: &Path, gateway: &Gateway) -> Known {
    let (mended, read) = started(home, gateway).await;
    let fault = match read {
        Ok((tasks, unclear)) => return (mended, tasks, unclear),
        Err(fault) => fault,
    };
    // Damage where no start reads: whoever reads there rings the alarm, and the next start repairs it.
    assert!(opening::is_damage(&fault), "{fault:?}");
    assert_eq!(mended, None, "what was just repaired can be read");
    let (mended, read) = started(home, gateway).await;
    assert!(matches!(mended, Some(Mended::Repaired(_))), "{mended:?} after {fault:?}");
    let (tasks, unclear) = read.expect("what was repaired can be read");
    (mended, tasks, unclear)
}

/// Starts and ends the app, and reads every job.
async fn started(
    home: &Path,
    gateway: &Gateway,
) -> (Option<Mended>, Result<(BTreeSet<String>, BTreeSet<String>)>) {
    let (studio, _events) = bench::open(home, &MemoryKeychain::default(), gateway).await;
    studio.snapshot().await.unwrap();
    let mended = studio.record().mended;
    studio.shutdown().await;
    let database = store(home);
    let read = database.read(|db| {
        let mut all = db.prepare(
            // A damaged row that has ended is not read by the start, and may say anything.
            "SELECT CAST(id AS TEXT), CAST(task AS TEXT), CAST(state AS TEXT) FROM job",
        )?;
        let rows = all.query_map([], |row| Ok([text(row, 0)?, text(row, 1)?, text(row, 2)?]))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    });
    let sets = read.await.map(|rows| {
        let tasks = rows.iter().filter_map(|[_, task, _]| task.clone()).collect();
        let unclear = rows
            .into_iter()
            .filter(|[.., state]| state.as_deref() == Some("unclear"))
            .filter_map(|[id, ..]| id);
        (tasks, unclear.collect())
    });
    (mended, sets)
}

/// A text whatever its bytes are.
fn text(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    let bytes = row.get_ref(column)?.as_bytes_or_null()?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned()))
}

async fn pause(home: &Path) -> Option<Pause> {
    store(home).read(|db| queue::pause(db)).await.unwrap()
}

const KINDS: usize = 14;

/// Damages a folder's database in the way of a number; says how.
fn damage(home: &Path, kind: usize, dice: &mut Dice) -> String {
    let database = folders(home).database();
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", database.display()));
    let (wal, shm) = (beside("-wal"), beside("-shm"));
    let flip = |file: &Path, from: usize, to: usize, times: usize, dice: &mut Dice| {
        let mut bytes = fs::read(file).unwrap();
        let end = to.min(bytes.len());
        for _ in 0..times {
            if from < end {
                bytes[from + dice.below(end - from)] ^= 1 + dice.below(255) as u8;
            }
        }
        fs::write(file, bytes).unwrap();
    };
    let length = fs::metadata(&database).unwrap().len() as usize;
    match kind {
        0 => flip(&database, 0, usize::MAX, 1, dice),
        1 => flip(&database, 0, usize::MAX, 64, dice),
        2 => flip(&database, 0, 100, 1, dice),
        3 => flip(&database, 0, 100, 20, dice),
        4 | 5 => {
            let mut bytes = fs::read(&database).unwrap();
            let (at, many) = match kind {
                4 => (dice.below(length / 4_096) * 4_096, 4_096),
                _ => (dice.below(length), 1 + dice.below(20_000)),
            };
            let end = (at + many).min(length);
            bytes[at..end].fill(0);
            fs::write(&database, bytes).unwrap();
        }
        6 => {
            let file = fs::File::options().write(true).open(&database).unwrap();
            file.set_len(dice.below(length) as u64).unwrap();
        }
        7 => {
            let mut bytes = fs::read(&database).unwrap();
            let pages = length / 4_096;
            let (from, to) = (dice.below(pages) * 4_096, dice.below(pages) * 4_096);
            bytes.copy_within(from..from + 4_096, to);
            fs::write(&database, bytes).unwrap();
        }
        8 => fs::write(&database, "").unwrap(),
        9 => fs::write(&database, "This is a letter and no database. ".repeat(300)).unwrap(),
        10 => fs::remove_file(&database).unwrap(),
        11 => fs::remove_file(&wal).unwrap_or_default(),
        12 => flip(&wal, 0, usize::MAX, 3, dice),
        _ => {
            fs::write(&shm, vec![dice.below(256) as u8; 32_768]).unwrap();
            let file = fs::File::options().write(true).open(&wal).unwrap();
            let length = file.metadata().unwrap().len() as usize;
            file.set_len(dice.below(length) as u64).unwrap();
        }
    }
    format!("kind {kind}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn r6_whatever_the_damage_the_app_opens_and_knows_every_paid_job() {
    let (runs, seed) = (figure(200, 200, 2_000), seed("R6"));
    let template = template().await;
    assert_eq!((template.tasks.len(), template.unclear.len()), (6, 1));
    let posts = template.gateway.counts().creates;
    // Half of the runs stand on a database whose log was written back, as after an ordinary end.
    let closed = tempfile::tempdir().unwrap();
    copy(template.home.path(), closed.path());
    drop(
        rusqlite::Connection::open(folders(closed.path()).database())
            .unwrap()
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"),
    );
    let shared = &template;
    let closed = closed.path();
    let work = |run: usize| async move {
        let mut dice = Dice::new(seed, run);
        let home = tempfile::tempdir().unwrap();
        let from = if run.is_multiple_of(2) { shared.home.path() } else { closed };
        copy(from, home.path());
        let kind = run / 2 % KINDS;
        if run % 2 == 1 {
            // The log is there for the kinds that damage it.
            fs::write(format!("{}-wal", folders(home.path()).database().display()), "x").unwrap();
        }
        let how = format!("run {run}, {}", damage(home.path(), kind, &mut dice));
        let (mended, tasks, unclear) = known(home.path(), &shared.gateway).await;
        let lost: Vec<_> = shared.tasks.difference(&tasks).collect();
        assert!(lost.is_empty(), "{how}: lost {lost:?} ({mended:?})");
        assert!(unclear.is_superset(&shared.unclear), "{how}: {unclear:?} ({mended:?})");
        if let Some(Mended::Repaired(kept)) = &mended {
            assert!(kept.is_dir(), "{how}: the damaged file is kept");
        }
        let waits = store(home.path())
            .read(|db| stillwake_core::store::job::unfinished(db))
            .await
            .unwrap()
            .iter()
            .any(|job| job.state == stillwake_core::job::State::Waiting);
        if mended.is_some() && waits {
            assert_eq!(pause(home.path()).await, Some(Pause::Repaired), "{how}");
        }
        // A second start finds nothing more to do, but for damage in what no start reads: it rang
        // the alarm when it was read.
        let (again, tasks_again, _) = known(home.path(), &shared.gateway).await;
        assert_eq!(tasks_again, tasks, "{how}");
        if again.is_some() {
            assert_eq!(mended, None, "{how}: what is repaired once is whole");
            let (third, tasks_again, _) = known(home.path(), &shared.gateway).await;
            assert_eq!((third, tasks_again), (None, tasks), "{how}");
        }
        usize::from(mended.is_some())
    };
    let repaired: usize = futures_util::stream::iter((0..runs).map(work))
        .buffer_unordered(4)
        .fold(0, |a, b| async move { a + b })
        .await;
    assert_eq!(template.gateway.counts().creates, posts, "nothing was sent");
    assert!(repaired > runs / 4, "the damages are real: {repaired}");
    println!("R6 damages={runs} opened={runs} repaired={repaired} paid_jobs_lost=0 seed={seed}");
}

/// Damage in a place that no start reads is found by the look through all of it, told, and put
/// right at the next start; the good rows stay.
#[tokio::test(flavor = "multi_thread")]
async fn hidden_damage_is_told_and_repaired_at_the_next_start() {
    let mut bench = Bench::start().await;
    for number in 0..4 {
        let job = bench.create(draft(&format!("Clip {number}"))).await;
        bench.until_state(&job.job.id, "done").await;
    }
    bench.studio.shutdown().await;
    let database = folders(bench.home.path()).database();
    {
        let db = rusqlite::Connection::open(&database).unwrap();
        // A table that only holds pictures' uploads, spoilt where nothing looks at the start.
        db.execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
             INSERT INTO upload_count SELECT 'account', i, i FROM n;
             PRAGMA wal_checkpoint(TRUNCATE);",
        )
        .unwrap();
        let root: u64 = db
            .query_row("SELECT max(pageno) FROM dbstat WHERE name = 'upload_count'", [], |r| {
                r.get(0)
            })
            .unwrap_or(0);
        drop(db);
        let mut bytes = fs::read(&database).unwrap();
        let page = if root > 0 { root as usize } else { bytes.len() / 4_096 };
        bytes[(page - 1) * 4_096..page * 4_096].fill(0xaa);
        fs::write(&database, bytes).unwrap();
    }
    bench.restart().await;
    assert_eq!(bench.studio.record().mended, None, "the start does not read it");
    bench.studio.window_shown();
    let begun = std::time::Instant::now();
    while !bench.studio.record().damaged {
        assert!(begun.elapsed().as_secs() < 60, "the look through finds it");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(backup::names(&database).is_empty(), "nothing damaged is backed up");
    bench.restart().await;
    assert!(matches!(bench.studio.record().mended, Some(Mended::Repaired(_))));
    let database = store(bench.home.path());
    let jobs = database.read(|db| {
        Ok(db.query_row("SELECT count(*) FROM job JOIN clip ON clip_id = clip.id", [], |r| {
            r.get::<_, u32>(0)
        })?)
    });
    assert_eq!(jobs.await.unwrap(), 4, "every clip is there");
    bench.restart().await;
    assert_eq!(bench.studio.record().mended, None);
}

/// An index that tells of other rows than there are is no damage to the quick look of each day. Repair library
/// compares them, tells it, and looks at the files all the same.
#[tokio::test(flavor = "multi_thread")]
async fn repair_library_compares_indexes_and_the_next_start_makes_them_anew() {
    let mut bench = Bench::start().await;
    let job = bench.create(draft("Heron in the mist")).await;
    bench.until_state(&job.job.id, "done").await;
    let whole = Looked { checked: 1, ..Looked::default() };
    assert_eq!(bench.studio.repair().await.unwrap(), whole);
    bench.studio.shutdown().await;
    let db = rusqlite::Connection::open(folders(bench.home.path()).database()).unwrap();
    // It is made over one column, and said to be over another.
    db.execute_batch(
        "CREATE INDEX other ON clip (id);
         PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = 'CREATE INDEX other ON clip (name)' WHERE name = 'other';",
    )
    .unwrap();
    drop(db);
    bench.restart().await;
    let file = rusqlite::Connection::open(folders(bench.home.path()).database()).unwrap();
    backup::look_through(&file, Look::Quick).expect("nothing that a quick look finds");
    drop(file);
    assert_eq!(bench.studio.repair().await.unwrap(), Looked { damaged: true, ..whole });
    assert!(bench.studio.record().damaged, "the app tells it");
    bench.restart().await;
    assert!(matches!(bench.studio.record().mended, Some(Mended::Repaired(_))));
    assert_eq!(bench.studio.repair().await.unwrap(), whole);
}

/// SQLite finds nothing wrong with a letter that is none; who reads it does. The row is kept, with
/// every other letter.
#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_no_column_can_hold_is_told_and_repaired_at_the_next_start() {
    let mut bench = Bench::start().await;
    let job = bench.create(draft("Heron in the mist")).await;
    let clip = bench.until_state(&job.job.id, "done").await.clip.unwrap().id;
    bench.studio.shutdown().await;
    let db = rusqlite::Connection::open(folders(bench.home.path()).database()).unwrap();
    let spoilt = "UPDATE job SET prompt = CAST(x'4865726f6eff696e' AS TEXT)";
    assert_eq!(db.execute(spoilt, []).unwrap(), 1);
    drop(db);
    bench.restart().await;
    assert_eq!(bench.studio.record().mended, None, "the start does not read what has ended");
    assert!(bench.studio.clip(clip.clone()).await.is_err());
    assert!(bench.studio.record().damaged);
    bench.restart().await;
    assert!(matches!(bench.studio.record().mended, Some(Mended::Repaired(_))));
    assert_eq!(bench.studio.clip(clip).await.unwrap().job.request.prompt, "Heron\u{fffd}in");
    bench.restart().await;
    assert_eq!(bench.studio.record().mended, None);
}

/// One spoilt byte makes the record's own row one of another number. Read as it is, it would be in order
/// today, and another one beside it tomorrow.
#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_the_record_under_another_number_is_repaired_at_once() {
    for spoil in ["UPDATE record SET one = 5", "DELETE FROM record"] {
        let mut bench = Bench::start().await;
        bench.studio.shutdown().await;
        let db = rusqlite::Connection::open(folders(bench.home.path()).database()).unwrap();
        db.execute_batch(&format!("PRAGMA ignore_check_constraints = ON; {spoil}")).unwrap();
        drop(db);
        bench.restart().await;
        assert!(matches!(bench.studio.record().mended, Some(Mended::Repaired(_))), "{spoil}");
        bench.restart().await;
        assert_eq!(bench.studio.record().mended, None, "{spoil}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_later_version_is_refused_and_left_as_it_is() {
    let bench = Bench::start().await;
    bench.studio.shutdown().await;
    let database = folders(bench.home.path()).database();
    let db = rusqlite::Connection::open(&database).unwrap();
    db.execute_batch("UPDATE record SET version = 99; PRAGMA user_version = 99;").unwrap();
    drop(db);
    let before = fs::read(&database).unwrap();
    let clock = SystemClock.now();
    let opened = opening::open(&database, clock, stillwake_core::step::unwatched());
    assert_eq!(opened.err().unwrap().kind, ErrorKind::DatabaseNewer);
    assert_eq!(fs::read(&database).unwrap(), before);
    assert!(!database.with_file_name("damaged").exists());
}
