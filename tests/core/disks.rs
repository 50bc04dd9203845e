//! Disks that are full, slow, gone or broken, an app that ends in the middle of saving, and jobs that
//! panic: nothing is lost, nothing is had twice, and other jobs go on.

use std::fs;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use stillwake_core::clip::{inspect, sha256, tag};
use stillwake_core::host::SystemClock;
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::step::{Moment, Step, Steps};
use stillwake_core::studio::{JobSnapshot, Opening, Studio};
use stillwake_practice::{Answer, Config, Gateway, On};
use tokio::sync::mpsc;

use crate::bench::{Bench, Recorder, SCALE, Shifted, draft, folders, names};
use crate::mistakes::SmallDisk;

/// Somebody who stands at the steps.
struct At<F>(F);

impl<F: Fn(Step, Moment) -> io::Result<()> + Send + Sync + 'static> Steps for At<F> {
    fn at(&self, step: Step, moment: Moment) -> io::Result<()> {
        (self.0)(step, moment)
    }
}

async fn open(
    home: &std::path::Path,
    keychain: &MemoryKeychain,
    steps: Arc<dyn Steps>,
) -> (Studio, mpsc::UnboundedReceiver<stillwake_core::studio::Event>) {
    let (events, heard) = mpsc::unbounded_channel();
    let opening = Opening {
        folders: folders(home),
        secrets: Secrets::start(keychain.clone()).unwrap(),
        host: Arc::new(Recorder::silent(events)),
        clock: Arc::new(SystemClock),
        time_scale: SCALE,
        steps,
    };
    (Studio::open(opening).await.unwrap(), heard)
}

/// A studio with somebody at its steps.
async fn watched(at: impl Fn(Step, Moment) -> io::Result<()> + Send + Sync + 'static) -> Bench {
    let making = Duration::from_millis(30);
    let config = Config { queued: making, making, ..Config::default() };
    let gateway = Gateway::start(config).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let keychain = MemoryKeychain::default();
    let name = stillwake_core::gateway::Base::parse(&gateway.origin()).unwrap().key_name();
    keychain.set(&name, &ApiKey::parse(gateway.key()).unwrap()).unwrap();
    let (studio, events) = open(home.path(), &keychain, Arc::new(At(at))).await;
    let service = Some(gateway.origin());
    studio.settings_set(SettingsPatch { service, ..SettingsPatch::default() }).await.unwrap();
    Bench { home, gateway, keychain, studio, events, clock: Shifted::default() }
}

fn full() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

/// The clip is whole, alone in its folder, and the row tells the truth.
fn in_order(bench: &Bench, done: &JobSnapshot) {
    let clip = done.clip.as_ref().unwrap();
    assert_eq!(bench.clips(), std::slice::from_ref(&clip.name), "nothing else is left");
    let file = bench.home.path().join("clips").join(&clip.name);
    let tagged = tag::read(&file).unwrap().is_some();
    assert!(tagged || sha256(&file).unwrap() == clip.sha256);
    assert_eq!(fs::metadata(&file).unwrap().len(), clip.bytes);
    assert_eq!(inspect::inspect(&file).unwrap(), clip.facts);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_at_any_step_holds_the_job_and_nothing_is_had_twice() {
    let steps = [
        Step::PartOpen,
        Step::PartPiece,
        Step::PartRecord,
        Step::PartSync,
        Step::Rename,
        Step::FolderSync,
        Step::Poster,
        Step::ReadyRow,
        Step::ClipRow,
    ];
    for step in steps {
        let (room, met) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (there, count) = (Arc::clone(&room), Arc::clone(&met));
        let bench = watched(move |at, moment| {
            if (at, moment) == (step, Moment::Before) && !there.load(Ordering::Relaxed) {
                count.fetch_add(1, Ordering::Relaxed);
                return Err(full());
            }
            Ok(())
        })
        .await;
        let job = bench.create(draft("Full")).await;
        let seen = |job: &JobSnapshot| {
            let noted = job.note.is_some_and(|note| note.name() == "disk_full");
            // What is tried again at once, or only misses its picture, has no note.
            let quiet = matches!(step, Step::ReadyRow | Step::ClipRow | Step::Poster);
            noted || (quiet && met.load(Ordering::Relaxed) > 0)
        };
        bench.until(&job.job.id, seen).await;
        room.store(true, Ordering::Relaxed);
        let done = bench.until_state(&job.job.id, "done").await;
        in_order(&bench, &done);
        assert!(met.load(Ordering::Relaxed) > 0, "{step:?} was met");
        assert!(done.note.is_none());
        let counts = bench.gateway.counts();
        assert_eq!(counts.creates, 1);
        let again = matches!(step, Step::PartOpen | Step::PartPiece);
        assert!(again || counts.downloads == 1, "{step:?}: {} downloads", counts.downloads);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fills_in_the_middle_keeps_what_is_there_and_goes_on() {
    let pieces = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&pieces);
    let bench = watched(move |step, moment| {
        let piece = (step, moment) == (Step::PartPiece, Moment::Before);
        match piece && count.fetch_add(1, Ordering::Relaxed) == 1 {
            true => Err(full()),
            false => Ok(()),
        }
    })
    .await;
    let job = bench.create(draft("Fills up")).await;
    let done = bench.until_state(&job.job.id, "done").await;
    in_order(&bench, &done);
    let ranges = bench.gateway.requests();
    let ranges = ranges.iter().filter_map(|seen| seen.header("range")).count();
    assert_eq!((ranges, bench.gateway.counts().downloads), (1, 2), "it was gone on with");
}

#[tokio::test(flavor = "multi_thread")]
async fn room_is_looked_for_before_the_first_byte() {
    let Some(disk) = SmallDisk::mount(160) else { return };
    let bench = Bench::start_in(&disk.path().join("home")).await;
    // More than the disk has; not a byte of it is written.
    let mut huge = b"\0\0\0\x14ftypisom\0\0\0\0isom".to_vec();
    huge.resize(150 << 20, 0);
    bench.gateway.script(On::Download, Answer::text(200, "video/mp4", huge).times(0));
    let job = bench.create(draft("Too big for here")).await;
    let held = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "disk_full");
    assert!(bench.clips().is_empty(), "nothing was begun");
    bench.gateway.clear_script();
    bench.until_state(&job.job.id, "done").await;
    bench.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_breaks_off_is_not_called_full() {
    let broken = Arc::new(AtomicBool::new(true));
    let breaks = Arc::clone(&broken);
    let bench = watched(move |step, moment| {
        let piece = (step, moment) == (Step::PartPiece, Moment::Before);
        match piece && breaks.load(Ordering::Relaxed) {
            true => Err(io::Error::from_raw_os_error(5)),
            false => Ok(()),
        }
    })
    .await;
    let job = bench.create(draft("Pulled out")).await;
    let held = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "folder_read_only");
    // Pulled out for good: now the folder is gone, too, and nobody makes it anew.
    let (clips, away) = (bench.home.path().join("clips"), bench.home.path().join("away"));
    fs::rename(&clips, &away).unwrap();
    let gone = |job: &JobSnapshot| job.note.is_some_and(|note| note.name() == "folder_missing");
    bench.until(&job.job.id, gone).await;
    assert!(!clips.exists());
    broken.store(false, Ordering::Relaxed);
    fs::rename(&away, &clips).unwrap();
    let done = bench.until_state(&job.job.id, "done").await;
    in_order(&bench, &done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_hangs_holds_its_own_job_alone() {
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let (inner, first) = (Arc::clone(&gate), AtomicBool::new(true));
    let bench = watched(move |step, moment| {
        let piece = (step, moment) == (Step::PartPiece, Moment::Before);
        if piece && first.swap(false, Ordering::Relaxed) {
            let (open, opened) = &*inner;
            drop(opened.wait_while(open.lock().unwrap(), |open| !*open).unwrap());
        }
        Ok(())
    })
    .await;
    let slow = bench.create(draft("Slow")).await;
    bench.until_state(&slow.job.id, "saving").await;
    for number in 0..3 {
        let job = bench.create(draft(&format!("Quick {number}"))).await;
        bench.until_state(&job.job.id, "done").await;
    }
    bench.until_state(&slow.job.id, "saving").await;
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();
    bench.until_state(&slow.job.id, "done").await;
    assert_eq!((bench.clips().len(), bench.gateway.counts().creates), (4, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_between_the_files_name_and_its_row_it_is_adopted() {
    // The row cannot be written for as long as this run lasts.
    let bench = watched(move |step, moment| match (step, moment) {
        (Step::ClipRow, Moment::Before) => Err(full()),
        _ => Ok(()),
    })
    .await;
    let job = bench.create(draft("Named")).await;
    bench.until(&job.job.id, |_| bench.clips().iter().any(|name| name.ends_with(".mp4"))).await;
    let named: Vec<_> = bench.clips().into_iter().filter(|name| name.ends_with(".mp4")).collect();
    bench.studio.shutdown().await;
    let before = bench.asked();
    let mut bench = bench;
    let steps = stillwake_core::step::unwatched();
    (bench.studio, bench.events) = open(bench.home.path(), &bench.keychain, steps).await;
    let done = bench.until_state(&job.job.id, "done").await;
    in_order(&bench, &done);
    assert_eq!(named, [done.clip.unwrap().name], "the very file");
    assert_eq!(bench.asked(), before, "nobody was asked for it");
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_between_the_last_byte_and_the_files_name_nothing_is_had_again() {
    for step in [Step::PartSync, Step::Rename] {
        let bench = watched(move |at, moment| match (at, moment) == (step, Moment::Before) {
            true => Err(full()),
            false => Ok(()),
        })
        .await;
        let job = bench.create(draft("Nameless")).await;
        bench.until(&job.job.id, |job| job.note.is_some()).await;
        bench.studio.shutdown().await;
        let before = bench.asked();
        let mut bench = bench;
        let steps = stillwake_core::step::unwatched();
        (bench.studio, bench.events) = open(bench.home.path(), &bench.keychain, steps).await;
        let done = bench.until_state(&job.job.id, "done").await;
        in_order(&bench, &done);
        assert_eq!(bench.asked(), before, "{step:?}: nobody was asked for it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_the_noted_name_that_is_another_one_is_left_alone() {
    let bench = watched(move |step, moment| match (step, moment) {
        (Step::ClipRow, Moment::Before) => Err(full()),
        _ => Ok(()),
    })
    .await;
    let job = bench.create(draft("Changed")).await;
    bench.until(&job.job.id, |_| bench.clips().iter().any(|name| name.ends_with(".mp4"))).await;
    let named = bench.clips().into_iter().find(|name| name.ends_with(".mp4")).unwrap();
    bench.studio.shutdown().await;
    let file = bench.home.path().join("clips").join(&named);
    fs::write(&file, "somebody's own").unwrap();
    let mut bench = bench;
    let steps = stillwake_core::step::unwatched();
    (bench.studio, bench.events) = open(bench.home.path(), &bench.keychain, steps).await;
    let done = bench.until_state(&job.job.id, "done").await;
    assert_ne!(done.clip.unwrap().name, named);
    assert_eq!(fs::read_to_string(&file).unwrap(), "somebody's own");
    assert_eq!(bench.clips().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn quitting_in_the_middle_of_a_download_loses_no_byte() {
    let pieces = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&pieces);
    let mut bench = watched(move |step, moment| {
        if (step, moment) == (Step::PartPiece, Moment::After) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    })
    .await;
    // A slow line: the whole clip would take minutes.
    let drip = Duration::from_millis(500);
    let slow = Answer { accept_first: true, drip, ..Answer::default() };
    bench.gateway.script(On::Download, slow);
    let job = bench.create(draft("Interrupted")).await;
    bench.until(&job.job.id, |_| pieces.load(Ordering::Relaxed) > 1).await;
    bench.studio.shutdown().await;
    assert_eq!(
        names(&bench.home.path().join("clips")),
        [format!(".{}.part", job.job.id), format!(".{}.part.json", job.job.id)]
    );
    let steps = stillwake_core::step::unwatched();
    (bench.studio, bench.events) = open(bench.home.path(), &bench.keychain, steps).await;
    let done = bench.until_state(&job.job.id, "done").await;
    in_order(&bench, &done);
    let requests = bench.gateway.requests();
    let ranges: Vec<_> = requests.iter().filter_map(|seen| seen.header("range")).collect();
    assert_eq!(ranges.len(), 1);
    assert_ne!(ranges[0], "bytes=0-");
    assert_eq!(bench.gateway.counts().creates, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_panics_fails_alone_and_says_so() {
    let log = crate::log::Log::start();
    let table = [
        (Step::SendingRow, Moment::Before, "failed", false),
        (Step::Post, Moment::Before, "unclear", false),
        (Step::Post, Moment::After, "unclear", false),
        (Step::AnswerRow, Moment::After, "unclear", false),
        (Step::OutcomeRow, Moment::After, "failed", true),
        (Step::PartOpen, Moment::Before, "failed", true),
        (Step::PartPiece, Moment::After, "failed", true),
        (Step::PartRecord, Moment::Before, "failed", true),
        (Step::Rename, Moment::Before, "failed", true),
        (Step::Poster, Moment::Before, "failed", true),
        (Step::ClipRow, Moment::Before, "failed", true),
        (Step::ClipRow, Moment::After, "done", true),
    ];
    for (step, moment, state, has_number) in table {
        let once = AtomicBool::new(true);
        let bench = watched(move |at, when| {
            if (at, when) == (step, moment) && once.swap(false, Ordering::Relaxed) {
                panic!("a fault of ours at {}", step.name());
            }
            Ok(())
        })
        .await;
        let job = bench.create(draft("Faulty")).await;
        let ended = bench.until_state(&job.job.id, state).await;
        let shown = format!("{step:?} {moment:?}");
        assert_eq!(ended.job.state.task().is_some(), has_number, "{shown}");
        if state != "done" {
            assert_eq!(ended.job.state.cause().unwrap().code.name(), "internal", "{shown}");
            assert!(ended.job.details().contains("cause: internal"), "{shown}");
        }
        assert!(log.text().contains(&format!("a fault of ours at {}", step.name())), "{shown}");
        // The others go on, and nothing of this one is sent by itself.
        let other = bench.create(draft("Sound")).await;
        bench.until_state(&other.job.id, "done").await;
        assert!(bench.gateway.counts().creates <= 2, "{shown}");
        // What has a number can be had all the same.
        if state == "failed" && has_number {
            bench.studio.job_watch(job.job.id.clone()).await.unwrap();
            bench.until_state(&job.job.id, "done").await;
        }
        if step == Step::AnswerRow {
            let kept = bench.studio.job(job.job.id).await.unwrap();
            assert!(kept.answer.is_some(), "the stored answer is not forgotten");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_links_outlive_the_services_memory() {
    let bench = Bench::start().await;
    let job = bench.create(draft("Remembered")).await;
    let done = bench.until_state(&job.job.id, "done").await;
    let clip = done.clip.unwrap();
    fs::remove_file(bench.home.path().join("clips").join(&clip.name)).unwrap();
    // The service has forgotten the task; the link still leads to the file.
    let unknown = serde_json::json!({"code": "task_not_exist", "message": "task_not_exist"});
    for on in [On::Query, On::Content] {
        bench.gateway.script(on, Answer::json(404, &unknown).times(0));
    }
    bench.studio.clip_download(clip.id.clone()).await.unwrap();
    let again = bench.until_state(&job.job.id, "done").await;
    assert!(again.job.state.cause().is_none() && !again.file.missing);
    assert_eq!(bench.clips(), [clip.name]);
}
