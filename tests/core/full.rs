//! A full disk: whichever write fails, nothing is sent without its row and its line, nothing is
//! lost, and everything finishes once there is room again.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use stillwake_core::error::ErrorKind;
use stillwake_core::settings::SettingsPatch;
use stillwake_core::step::{Moment, Step, Steps};
use stillwake_core::store::Store;
use stillwake_core::store::journal::{self, Line};
use tempfile::TempDir;

use crate::bench::{self, Bench, draft, folders};

/// Fails every write from the nth on while the disk is full, and looks at the POST whether its row
/// and its line are on the disk.
struct Disk {
    database: PathBuf,
    /// The write from which on there is no room, counted from 0.
    nth: usize,
    writes: AtomicUsize,
    seen: Mutex<HashMap<Step, usize>>,
    full: AtomicBool,
    failed: AtomicUsize,
    faults: Mutex<Vec<String>>,
}

impl Disk {
    fn new(database: PathBuf, nth: usize) -> Arc<Self> {
        let (writes, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let (full, faults) = (AtomicBool::new(true), Mutex::new(Vec::new()));
        Arc::new(Self { database, nth, writes, seen: Mutex::default(), full, failed, faults })
    }

    fn at_post(&self) -> Result<(), String> {
        let db = rusqlite::Connection::open(&self.database).map_err(|f| f.to_string())?;
        let sql = "SELECT id, sent_at FROM job WHERE state = 'sending'";
        let row = db.query_row(sql, [], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)));
        let (id, sent): (String, i64) = row.map_err(|fault| format!("no row: {fault}"))?;
        let lines =
            journal::read(&self.database.with_extension("journal")).map_err(|f| f.chain())?;
        match lines.last() {
            Some(Line::Begin(begin)) if begin.job == id && begin.at == sent => Ok(()),
            other => Err(format!("no line: {other:?}")),
        }
    }
}

impl Steps for Disk {
    fn at(&self, step: Step, moment: Moment) -> io::Result<()> {
        match (step, moment) {
            (Step::Post, Moment::Before) => {
                if let Err(fault) = self.at_post() {
                    self.faults.lock().unwrap().push(fault);
                }
                Ok(())
            }
            (Step::Post | Step::AnswerPiece, _) | (_, Moment::After) => Ok(()),
            _ => {
                // A job is asked about again and again: the first two of each step stand for all.
                let mut seen = self.seen.lock().unwrap();
                let times = seen.entry(step).or_default();
                *times += 1;
                let number = match *times {
                    1 | 2 => self.writes.fetch_add(1, Ordering::SeqCst),
                    _ => self.writes.load(Ordering::SeqCst) - 1,
                };
                if number >= self.nth && self.full.load(Ordering::SeqCst) {
                    self.failed.fetch_add(1, Ordering::SeqCst);
                    return Err(io::Error::from(io::ErrorKind::StorageFull));
                }
                Ok(())
            }
        }
    }
}

/// One job with a disk that is full from its nth write on, for a while. Says how many writes failed.
async fn run(nth: usize) -> usize {
    let Bench { gateway, keychain, studio, .. } = Bench::start().await;
    studio.shutdown().await;
    let home: TempDir = tempfile::tempdir().unwrap();
    let disk = Disk::new(folders(home.path()).database(), nth);
    let steps: Arc<dyn Steps> = disk.clone();
    let (studio, _events) = bench::open_watched(home.path(), &keychain, &gateway, steps).await;
    let service = Some(gateway.origin());
    studio.settings_set(SettingsPatch { service, ..SettingsPatch::default() }).await.unwrap();
    // A press that cannot be written down is refused in words, and can be pressed again.
    let made = match studio.job_create(draft("Full"), "p1".into()).await {
        Ok(made) => made,
        Err(fault) => {
            assert_eq!(fault.kind, ErrorKind::DiskFull);
            assert_eq!(gateway.counts().creates, 0);
            disk.full.store(false, Ordering::SeqCst);
            studio.job_create(draft("Full"), "p1".into()).await.unwrap()
        }
    };
    let begun = std::time::Instant::now();
    let mut met: Option<std::time::Instant> = None;
    loop {
        let job = studio.job(made[0].job.id.clone()).await.unwrap();
        if job.state.name().name() == "done" {
            break;
        }
        // The disk stays full for a while after the first write that failed.
        if disk.failed.load(Ordering::SeqCst) > 0 {
            met = met.or_else(|| Some(std::time::Instant::now()));
        }
        if met.is_some_and(|met| met.elapsed() > Duration::from_millis(700)) {
            disk.full.store(false, Ordering::SeqCst);
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "write {nth}: still {:?}", job.state);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    studio.shutdown().await;
    let faults = disk.faults.lock().unwrap().clone();
    assert_eq!(faults, Vec::<String>::new(), "write {nth}");
    assert_eq!(gateway.counts().creates, 1, "write {nth}");
    assert_eq!(bench::names(&home.path().join("clips")).len(), 1, "write {nth}");
    // Nobody owes the journal anything: after a start it has nothing to say.
    let (studio, _events) = bench::open(home.path(), &keychain, &gateway).await;
    assert_eq!(studio.record().mended, None);
    studio.shutdown().await;
    let ends = journal::read(&folders(home.path()).database().with_extension("journal")).unwrap();
    assert!(matches!(ends.last(), Some(Line::End(_))), "write {nth}: {ends:?}");
    disk.failed.load(Ordering::SeqCst)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn r5_whichever_write_fails_nothing_is_sent_unwritten_and_nothing_is_lost() {
    // Until the nth write is never met: then every write has been failed once.
    let runs = futures_util::stream::iter(0..).map(run).buffered(6);
    let mut runs = Box::pin(runs.take_while(|failed| std::future::ready(*failed > 0)));
    let mut writes = 0;
    while runs.next().await.is_some() {
        writes += 1;
    }
    assert!(writes >= 8, "a job has more durable writes than {writes}");
    println!("R5 failed_writes={writes} posts_without_row_and_line=0 lost=0");
}

/// SQLite's own "database or disk is full": the row stays as it was, and is written once there is
/// room.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_cannot_grow_keeps_what_it_has() {
    let mut bench = Bench::start().await;
    bench.gateway.hold(true);
    let job = bench.create(draft("Grow")).await;
    let made = bench.until_state(&job.job.id, "making").await.job;
    bench.studio.shutdown().await;
    let database = Store::open(&folders(bench.home.path()).database()).unwrap();
    let limit = |db: &rusqlite::Connection, pages: u32| {
        db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, u32>(0))
    };
    let big = stillwake_core::job::Answer::new(200, &"x".repeat(60_000));
    let grown = stillwake_core::job::Job { answer: Some(big), ..made.clone() };
    let row = grown.clone();
    let refused = database.write(move |db| {
        // SQLite takes no less than there is.
        limit(db, 1)?;
        stillwake_core::store::job::update(db, &row)
    });
    assert_eq!(refused.await.unwrap_err().kind, ErrorKind::DiskFull);
    let id = made.id.clone();
    let kept = database.read(move |db| stillwake_core::store::job::get(db, &id)).await.unwrap();
    assert_eq!(kept.unwrap().answer, made.answer, "the old row is whole");
    let row = grown.clone();
    let written = database.write(move |db| {
        limit(db, 1_000_000)?;
        stillwake_core::store::job::update(db, &row)
    });
    written.await.unwrap();
    bench.gateway.hold(false);
    bench.restart().await;
    bench.until_state(&made.id, "done").await;
}

/// The system's own "no space left": a journal that cannot be written lets no POST out.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn without_a_line_in_the_journal_there_is_no_post() {
    let bench = Bench::start().await;
    let journal = folders(bench.home.path()).database().with_extension("journal");
    std::os::unix::fs::symlink("/dev/full", &journal).unwrap();
    let job = bench.create(draft("No line")).await;
    let held = |job: &stillwake_core::studio::JobSnapshot| {
        job.note == Some(stillwake_core::job::Note::DiskFull)
    };
    let waits = bench.until(&job.job.id, held).await;
    assert_eq!(waits.job.state.name().name(), "waiting");
    assert_eq!(waits.job.sent_at, None);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(bench.gateway.counts().creates, 0);
    std::fs::remove_file(&journal).unwrap();
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);
}
