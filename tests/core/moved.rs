//! A backup put back, or the folder copied to another place, after its waiting jobs were sent: the
//! journal wins over the rows, and nothing is sent until a person says Go on.

use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt;
use stillwake_core::host::{Clock, SystemClock};
use stillwake_core::job::State;
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::backup::{self, Occasion};
use stillwake_core::store::queue::{self, Pause};
use stillwake_practice::{Answer, On};
use tempfile::TempDir;

use crate::bench::{self, Bench, draft, folders};
use crate::damage::copy;
use crate::figures::{Dice, figure, seed};
use crate::journal::store;

/// Longer than the queue needs to give a waiting job its turn.
const A_WHILE: Duration = Duration::from_millis(1_300);

/// Jobs that waited when the copy was made, and what became of them afterwards.
struct Life {
    bench: Bench,
    /// The folder as it was when they waited.
    copy: TempDir,
    backup: String,
    /// Sent afterwards.
    sent: Vec<String>,
    /// Stopped afterwards by a person: never sent.
    stopped: String,
}

async fn life(dice: &mut Dice) -> Life {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    set_places(&bench, 1).await;
    let first = bench.create(draft("Holds the only place")).await;
    bench.until_state(&first.job.id, "making").await;
    let mut sent = Vec::new();
    for number in 0..1 + dice.below(4) {
        sent.push(bench.create(draft(&format!("Waits {number}"))).await.job.id);
    }
    let stopped = bench.create(draft("Stopped")).await.job.id;
    let database = folders(bench.home.path()).database();
    let backup = backup::make(&database, Occasion::Daily, SystemClock.now()).unwrap().id;
    let folder = tempfile::tempdir().unwrap();
    copy(bench.home.path(), folder.path());

    bench.studio.job_stop(stopped.clone()).await.unwrap();
    let lost = dice.below(2);
    for _ in 0..lost {
        bench.gateway.script(On::Create, Answer::lost());
    }
    set_places(&bench, 10).await;
    for id in &sent {
        bench.until(id, |job| !matches!(job.job.state, State::Waiting | State::Sending)).await;
    }
    Life { bench, copy: folder, backup, sent, stopped }
}

async fn set_places(bench: &Bench, places: u32) {
    let patch = SettingsPatch { jobs_at_once: Some(places), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
}

async fn pause(home: &Path) -> Option<Pause> {
    store(home).read(|db| queue::pause(db)).await.unwrap()
}

/// A backup put back: jobs that were sent have their numbers or are asked about, the one that was
/// not waits for Go on.
async fn restored(dice: &mut Dice, go_on: bool) {
    let Life { mut bench, backup, sent, stopped, .. } = life(dice).await;
    let posts = bench.gateway.counts().creates;
    let mut before = Vec::new();
    for id in &sent {
        before.push(bench.studio.job(id.clone()).await.unwrap());
    }
    bench.studio.backup_restore(backup).await.unwrap();
    bench.restart().await;
    for job in before {
        let now = bench.until(&job.id, |_| true).await.job;
        assert_eq!(now.state.name(), job.state.name(), "the journal wins");
        assert_eq!(now.state.task(), job.state.task());
    }
    assert_eq!(bench.until(&stopped, |_| true).await.job.state, State::Waiting);
    assert_eq!(pause(bench.home.path()).await, Some(Pause::Restored));
    tokio::time::sleep(A_WHILE).await;
    assert_eq!(bench.gateway.counts().creates, posts, "nothing without Go on");
    if go_on {
        bench.studio.shutdown().await;
        store(bench.home.path()).write(|db| queue::set_pause(db, None)).await.unwrap();
        set_free(&mut bench).await;
        bench.until_state(&stopped, "making").await;
        assert_eq!(bench.gateway.counts().creates, posts + 1);
    }
    bench.studio.shutdown().await;
}

/// The backup brought the limit of one job back as well.
async fn set_free(bench: &mut Bench) {
    bench.restart().await;
    set_places(bench, 10).await;
}

/// A folder copied elsewhere while its jobs waited, and opened after they were sent.
async fn copied(dice: &mut Dice, go_on: bool) {
    let Life { bench, copy, .. } = life(dice).await;
    bench.studio.shutdown().await;
    let posts = bench.gateway.counts().creates;
    let (studio, _events) = bench::open(copy.path(), &bench.keychain, &bench.gateway).await;
    let patch = SettingsPatch { jobs_at_once: Some(10), ..SettingsPatch::default() };
    studio.settings_set(patch).await.unwrap();
    assert_eq!(pause(copy.path()).await, Some(Pause::Moved));
    tokio::time::sleep(A_WHILE).await;
    assert_eq!(bench.gateway.counts().creates, posts, "nothing without Go on");
    studio.shutdown().await;
    if go_on {
        // From then on this is the folder that this computer knows.
        store(copy.path()).write(|db| queue::set_pause(db, None)).await.unwrap();
        let (studio, _events) = bench::open(copy.path(), &bench.keychain, &bench.gateway).await;
        assert_eq!(pause(copy.path()).await, None);
        let begun = std::time::Instant::now();
        while bench.gateway.counts().creates == posts {
            assert!(begun.elapsed() < Duration::from_secs(60), "a person's word counts");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        studio.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn r13_nothing_is_sent_from_a_backup_or_a_copy_without_go_on() {
    let (runs, seed) = (figure(50, 50, 500), seed("R13"));
    let work = |run: usize| async move {
        let mut dice = Dice::new(seed, run);
        match run % 2 {
            0 => restored(&mut dice, run < 4).await,
            _ => copied(&mut dice, run < 4).await,
        }
    };
    futures_util::stream::iter((0..runs).map(work)).buffer_unordered(8).collect::<()>().await;
    println!("R13 runs={runs} posts_without_go_on=0 seed={seed}");
}

/// An update of the app, a renamed folder, another library folder: none of that is another place.
#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_folder_is_the_same_and_a_copy_without_waiting_jobs_is_no_hindrance() {
    let mut bench = Bench::start().await;
    bench.gateway.hold(true);
    set_places(&bench, 1).await;
    let first = bench.create(draft("First")).await;
    bench.until_state(&first.job.id, "making").await;
    bench.create(draft("Waits")).await;
    bench.restart().await;
    assert_eq!(pause(bench.home.path()).await, None);
    bench.studio.shutdown().await;
    let other = tempfile::tempdir().unwrap();
    let renamed = other.path().join("renamed");
    std::fs::rename(bench.home.path(), &renamed).unwrap();
    let (studio, _events) = bench::open(&renamed, &bench.keychain, &bench.gateway).await;
    assert_eq!(pause(&renamed).await, None);
    studio.shutdown().await;
    std::fs::create_dir(bench.home.path()).unwrap();

    let idle = Bench::start().await;
    idle.studio.shutdown().await;
    let copied = tempfile::tempdir().unwrap();
    copy(idle.home.path(), copied.path());
    let (studio, _events) = bench::open(copied.path(), &idle.keychain, &idle.gateway).await;
    assert_eq!(pause(copied.path()).await, None);
    studio.shutdown().await;
}
