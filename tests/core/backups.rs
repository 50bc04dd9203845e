//! Backups: made daily, seven kept, whole, and put back with the journal's word and a still queue.

use std::time::{Duration, Instant};

use stillwake_core::host::{Clock, Millis, SystemClock};
use stillwake_core::store::backup::{self, Holds, Occasion};
use stillwake_core::store::opening::Mended;
use stillwake_core::store::queue::{self, Pause};

use crate::bench::{Bench, draft, folders};
use crate::journal::store;

const DAY: Millis = 24 * 3_600 * 1_000;

#[tokio::test(flavor = "multi_thread")]
async fn one_is_made_when_the_window_is_there_and_not_again_that_day() {
    let mut bench = Bench::start().await;
    let database = folders(bench.home.path()).database();
    for _ in 0..2 {
        bench.studio.window_shown();
        let begun = Instant::now();
        while backup::names(&database).is_empty() {
            assert!(begun.elapsed() < Duration::from_secs(60));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(backup::names(&database).len(), 1);
        bench.restart().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn seven_are_kept_and_a_clock_that_was_set_back_stops_nothing() {
    let bench = Bench::start().await;
    let database = folders(bench.home.path()).database();
    let now = SystemClock.now();
    for day in (0..10).rev() {
        assert!(backup::is_due(&database, now - day * DAY), "day {day}");
        backup::make(&database, Occasion::Daily, now - day * DAY).unwrap();
        assert!(!backup::is_due(&database, now - day * DAY + DAY - 1));
    }
    let days: Vec<Millis> =
        backup::names(&database).iter().map(|backup| (now - backup.at) / DAY).collect();
    assert_eq!(days, [0, 1, 2, 3, 4, 5, 6]);
    for _ in 0..5 {
        backup::make(&database, Occasion::Update, now).unwrap();
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!(backup::names(&database).len(), 8, "the same moment is the same name");
    // A year back: each day there brings one, and those from the future go first.
    let then = now - 365 * DAY;
    assert!(backup::is_due(&database, then));
    backup::make(&database, Occasion::Daily, then).unwrap();
    assert!(!backup::is_due(&database, then + 1));
    let daily = backup::names(&database);
    let daily: Vec<_> = daily.iter().filter(|b| b.occasion == Occasion::Daily).collect();
    assert_eq!((daily.len(), daily[6].at), (7, then));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_tells_what_is_in_each_and_which_is_damaged() {
    let bench = Bench::start().await;
    let database = folders(bench.home.path()).database();
    let now = SystemClock.now();
    backup::make(&database, Occasion::Daily, now - DAY).unwrap();
    let job = bench.create(draft("Clip")).await;
    bench.until_state(&job.job.id, "done").await;
    let second = backup::make(&database, Occasion::Daily, now).unwrap();
    let listed = bench.studio.backups().await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0].holds, Some(Holds { clips: 1, jobs: 1 }));
    assert_eq!(listed[1].holds, Some(Holds { clips: 0, jobs: 0 }));
    let file = backup::folder(&database).join(&second.id);
    let mut bytes = std::fs::read(&file).unwrap();
    let length = bytes.len();
    bytes[4_096..length].fill(7);
    std::fs::write(&file, bytes).unwrap();
    let listed = bench.studio.backups().await.unwrap();
    assert_eq!(listed[0].holds, None, "it is listed as damaged");
    assert!(bench.studio.backup_restore(second.id).await.is_err(), "and cannot be put back");
    for foreign in ["../stillwake.db", "", "20261123-101500-000-v2-daily.db"] {
        assert!(bench.studio.backup_restore(foreign.into()).await.is_err(), "{foreign}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_puts_the_old_record_back_keeps_the_new_one_and_asks_for_later_clips() {
    let mut bench = Bench::start().await;
    let database = folders(bench.home.path()).database();
    let first = bench.create(draft("First")).await;
    bench.until_state(&first.job.id, "done").await;
    let kept = backup::make(&database, Occasion::Daily, SystemClock.now()).unwrap();
    let second = bench.create(draft("Second")).await;
    bench.until_state(&second.job.id, "done").await;
    bench.studio.clip_favourite(clip(&bench, &first.job.id).await, true).await.unwrap();
    bench.studio.backup_restore(kept.id.clone()).await.unwrap();
    bench.restart().await;
    assert_eq!(bench.studio.record().mended, Some(Mended::Restored(kept.at)));
    let old = bench.studio.clip(clip(&bench, &first.job.id).await).await.unwrap();
    assert!(!old.clip.favourite, "as it was then");
    // The second clip's row is gone with the record, but it was paid: the journal knows its number.
    let back = bench.until_state(&second.job.id, "done").await;
    assert_eq!(back.job.request.prompt, "");
    assert_eq!(bench.gateway.counts().creates, 2);
    let before: Vec<_> = bench.studio.backups().await.unwrap();
    let before: Vec<_> = before.iter().filter(|b| b.backup.occasion == Occasion::Restore).collect();
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].holds, Some(Holds { clips: 2, jobs: 2 }), "nothing was thrown away");
    bench.restart().await;
    assert_eq!(bench.studio.record().mended, None, "it is done once");
    let waits = store(bench.home.path()).read(|db| queue::pause(db)).await.unwrap();
    assert_eq!(waits, None::<Pause>, "nothing waits, so nothing stands still");
}

async fn clip(bench: &Bench, job: &str) -> String {
    let job = bench.studio.job(job.to_owned()).await.unwrap();
    job.state.clip().unwrap().to_owned()
}
