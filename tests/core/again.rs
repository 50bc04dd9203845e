//! A clip whose file was lost is had again from its service: nothing is made or paid anew, and all
//! that a person made of the clip stays.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use stillwake_core::clip::{Clip, inspect};
use stillwake_core::error::ErrorKind;
use stillwake_core::job::{Job, State};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::{self, Store};
use stillwake_core::studio::JobSnapshot;
use stillwake_practice::{Answer, Gateway, On};

use crate::bench::{Bench, draft, folders, names};

/// Makes a clip and loses its file.
async fn lost(bench: &Bench) -> (Job, Clip) {
    let job = bench.create(draft("Lost")).await;
    let done = bench.until_state(&job.job.id, "done").await;
    let clip = done.clip.unwrap();
    assert!(!done.file.missing && done.file.downloadable);
    fs::remove_file(place(bench, &clip.name)).unwrap();
    assert!(bench.studio.clip(clip.id.clone()).await.unwrap().file.missing);
    (done.job, clip)
}

fn place(bench: &Bench, name: &str) -> PathBuf {
    bench.home.path().join("clips").join(name)
}

async fn download(bench: &Bench, clip: &Clip) -> JobSnapshot {
    bench.studio.clip_download(clip.id.clone()).await.unwrap()
}

/// Every way to the clip gives this answer until it is taken back.
fn always(bench: &Bench, answer: &Answer) {
    for on in [On::Query, On::Download, On::Content] {
        bench.gateway.script(on, answer.clone().times(0));
    }
}

async fn rewrite(bench: &Bench, job: Job) {
    let store = Store::open(&folders(bench.home.path()).database()).unwrap();
    store.write(move |db| store::job::update(db, &job)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_file_comes_back_and_the_clip_stays_what_it_was() {
    let mut bench = Bench::start().await;
    let (job, clip) = lost(&bench).await;
    bench.studio.clip_favourite(clip.id.clone(), true).await.unwrap();
    let poster = folders(bench.home.path()).poster(&clip.id);
    fs::remove_file(&poster).unwrap();
    bench.restart().await;
    let before = bench.gateway.counts();

    let begun = download(&bench, &clip).await;
    assert_eq!(begun.job.state.name().name(), "saving");
    assert!(begun.file.missing && begun.clip.is_some());
    let again = download(&bench, &clip).await;
    assert_eq!(again.job.id, begun.job.id, "pressed twice, it is had once");
    let done = bench.until_state(&job.id, "done").await;
    assert!(!done.file.missing && done.job.state.cause().is_none());
    assert_eq!(done.job.ended_at, job.ended_at, "its time is the one it was made at");

    let after = bench.studio.clip(clip.id.clone()).await.unwrap();
    assert!(!after.file.missing);
    assert_eq!(after.clip, Clip { favourite: true, ..clip.clone() });
    assert_eq!(inspect::inspect(&place(&bench, &clip.name)).unwrap().frames, clip.facts.frames);
    assert!(poster.is_file());
    assert_eq!(bench.clips(), std::slice::from_ref(&clip.name), "no partial file is left");
    let counts = bench.gateway.counts();
    assert_eq!(counts.creates, 1, "nothing is made anew");
    assert_eq!(counts.queries, before.queries + 1, "it was asked for its links anew");
    assert_eq!(counts.downloads, before.downloads + 1);

    let refused = bench.studio.clip_download(clip.id).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::NotNow, "nothing is missing any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_whose_folder_went_with_it_comes_to_the_top_of_the_library() {
    let bench = Bench::start().await;
    let job = bench.create(draft("Lost")).await;
    let clip = bench.until_state(&job.job.id, "done").await.clip.unwrap();
    let holiday = place(&bench, "Holiday");
    fs::create_dir(&holiday).unwrap();
    fs::rename(place(&bench, &clip.name), holiday.join("a.mp4")).unwrap();
    bench.studio.look().await.unwrap();
    fs::remove_dir_all(&holiday).unwrap();
    download(&bench, &clip).await;
    bench.until_state(&job.job.id, "done").await;
    let back = bench.studio.clip(clip.id).await.unwrap();
    assert_eq!((back.clip.name.as_str(), back.file.missing), ("a.mp4", false));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_taken_the_name_stays_and_the_clip_gets_a_free_one() {
    let bench = Bench::start().await;
    let (job, clip) = lost(&bench).await;
    fs::create_dir(place(&bench, &clip.name)).unwrap();
    download(&bench, &clip).await;
    bench.until_state(&job.id, "done").await;
    let second = clip.name.replace(".mp4", " (2).mp4");
    assert_eq!(bench.studio.clip(clip.id.clone()).await.unwrap().clip.name, second);
    assert!(place(&bench, &clip.name).is_dir());

    // A file that comes while the download is under way.
    fs::remove_file(place(&bench, &second)).unwrap();
    let slow = Answer { accept_first: true, ..Answer::default() }.after(Duration::from_millis(400));
    bench.gateway.script(On::Download, slow);
    download(&bench, &clip).await;
    fs::write(place(&bench, &second), "not ours").unwrap();
    let done = bench.until_state(&job.id, "done").await;
    let third = clip.name.replace(".mp4", " (2) (2).mp4");
    assert_eq!(done.clip.unwrap().name, third);
    assert_eq!(fs::read_to_string(place(&bench, &second)).unwrap(), "not ours");
    assert!(!bench.studio.clip(clip.id).await.unwrap().file.missing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_in_the_trash_comes_back_into_the_trash() {
    let bench = Bench::start().await;
    let (job, clip) = lost(&bench).await;
    bench.studio.clip_trash(clip.id.clone(), true).await.unwrap();
    download(&bench, &clip).await;
    bench.until_state(&job.id, "done").await;
    let after = bench.studio.clip(clip.id.clone()).await.unwrap();
    assert!(after.clip.trashed_at.is_some() && !after.file.missing);
    assert_eq!(names(&place(&bench, ".trash")), [clip.name]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_has_forgotten_it_changes_nothing_and_says_so() {
    let mut bench = Bench::start().await;
    let (job, clip) = lost(&bench).await;
    assert!(bench.gateway.lose(&job.state.task().unwrap().id));
    download(&bench, &clip).await;
    let done = bench.until_state(&job.id, "done").await;
    let cause = done.job.state.cause().unwrap();
    assert_eq!((cause.code.name(), cause.charged.name()), ("task_unknown", "no"));
    assert!(done.file.missing);
    assert_eq!((done.job.ended_at, &done.clip), (job.ended_at, &Some(clip.clone())));
    assert!(bench.clips().is_empty(), "no partial file is left");

    bench.restart().await;
    let kept = bench.studio.clip(clip.id.clone()).await.unwrap();
    assert_eq!((&kept.clip, kept.job.state), (&clip, done.job.state));
    always(&bench, &Answer::status(503));
    assert!(download(&bench, &clip).await.job.state.cause().is_none(), "tried again, it is open");
    assert_eq!(bench.gateway.counts().creates, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_on_the_way_waits_until_a_person_has_enough() {
    let bench = Bench::start().await;
    let (job, clip) = lost(&bench).await;
    // A key that is refused for now says nothing about the clip.
    always(&bench, &Answer::status(401));
    download(&bench, &clip).await;
    let held = bench.until(&job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "key_refused");
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    bench.until_state(&job.id, "saving").await;
    bench.studio.job_stop(job.id.clone()).await.unwrap();
    let done = bench.until_state(&job.id, "done").await;
    assert!(done.job.state.cause().is_none() && done.note.is_none() && done.file.missing);
    assert_eq!(done.job.ended_at, job.ended_at);

    download(&bench, &clip).await;
    bench.until(&job.id, |job| job.note.is_some()).await;
    bench.gateway.clear_script();
    bench.until_state(&job.id, "done").await;
    assert!(place(&bench, &clip.name).is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_a_person_puts_back_is_not_had_again() {
    let bench = Bench::start().await;
    let job = bench.create(draft("Unplugged")).await;
    let done = bench.until_state(&job.job.id, "done").await;
    let (clip, clips) = (done.clip.unwrap(), bench.home.path().join("clips"));
    let (away, before) = (bench.home.path().join("away"), bench.asked());
    fs::rename(&clips, &away).unwrap();
    download(&bench, &clip).await;
    let held = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "folder_missing");
    assert!(!clips.exists(), "a folder that may be on another disk is never made");
    fs::rename(&away, &clips).unwrap();
    let back = bench.until_state(&job.job.id, "done").await;
    assert!(!back.file.missing);
    assert_eq!(bench.clips(), [clip.name]);
    assert_eq!(bench.asked(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_before_and_after_the_files_last_step_ends_in_the_same_clip() {
    let mut bench = Bench::start().await;
    let (job, clip) = lost(&bench).await;
    let task = job.state.task().unwrap().clone();
    let saving = State::Saving { task, links: Vec::new(), clip: Some(clip.id.clone()) };
    let left = Job { state: saving, ..job.clone() };
    let partial = folders(bench.home.path()).partial(&job.id);

    bench.studio.shutdown().await;
    fs::write(&partial, "half of it").unwrap();
    rewrite(&bench, left.clone()).await;
    bench.restart().await;
    let done = bench.until_state(&job.id, "done").await;
    assert_eq!(done.clip.as_ref(), Some(&clip));
    assert_eq!(bench.clips(), std::slice::from_ref(&clip.name));

    bench.studio.shutdown().await;
    let before = bench.asked();
    rewrite(&bench, left).await;
    bench.restart().await;
    let done = bench.until_state(&job.id, "done").await;
    assert_eq!((done.clip.as_ref(), done.file.missing), (Some(&clip), false));
    assert_eq!(bench.clips(), [clip.name], "the file that was in place already is not doubled");
    assert_eq!(bench.asked(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_service_that_made_it_is_asked() {
    let bench = Bench::start().await;
    let (job, clip) = lost(&bench).await;
    let other = Gateway::start(Default::default()).await.unwrap();
    let patch = SettingsPatch { service: Some(other.origin()), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
    download(&bench, &clip).await;
    bench.until_state(&job.id, "done").await;
    assert!(place(&bench, &clip.name).is_file());
    assert_eq!(other.counts().requests, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_clip_is_offered_for_as_long_as_practice_keeps_it() {
    let bench = Bench::start().await;
    let practice = |on| SettingsPatch { practice: Some(on), ..SettingsPatch::default() };
    bench.studio.settings_set(practice(true)).await.unwrap();
    let (job, clip) = lost(&bench).await;
    bench.studio.settings_set(practice(false)).await.unwrap();
    download(&bench, &clip).await;
    let done = bench.until_state(&job.id, "done").await;
    assert!(done.job.service.is_practice() && !done.file.missing);

    fs::remove_file(place(&bench, &clip.name)).unwrap();
    let day_ago = done.job.ended_at.map(|at| at - 24 * 3_600 * 1_000);
    rewrite(&bench, Job { ended_at: day_ago, ..done.job }).await;
    let old = bench.studio.clip(clip.id.clone()).await.unwrap();
    assert!(old.file.missing && !old.file.downloadable);
    let refused = bench.studio.clip_download(clip.id).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::NotNow);
}
