//! Never lose a clip: jobs are picked up again after a restart, and a clip is saved whatever the
//! first link does.

use serde_json::json;
use stillwake_core::gateway::wire::Task;
use stillwake_core::job::{Answer as Raw, Job, State};
use stillwake_practice::{Answer, On};

use crate::bench::{Bench, draft, folders};

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_being_made_is_watched_on() {
    let mut bench = Bench::start().await;
    bench.gateway.hold(true);
    let job = bench.create(draft("Long")).await;
    bench.until_state(&job.job.id, "making").await;
    bench.restart().await;
    bench.until_state(&job.job.id, "making").await;
    bench.gateway.hold(false);
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);
}

/// Writes a job into the database as a crash would have left it, then starts the app on it.
async fn crashed(change: impl FnOnce(&mut Job, &Bench)) -> (Bench, String) {
    let mut bench = Bench::start().await;
    bench.gateway.hold(true);
    let job = bench.create(draft("Crash")).await;
    let mut left = bench.until_state(&job.job.id, "making").await.job;
    bench.studio.shutdown().await;
    change(&mut left, &bench);
    // The journal would know how the POST ended; here it is as if the app had not come so far.
    std::fs::remove_file(folders(bench.home.path()).database().with_extension("journal")).unwrap();
    let id = left.id.clone();
    let store = stillwake_core::store::Store::open(&folders(bench.home.path()).database()).unwrap();
    store.write(move |db| stillwake_core::store::job::update(db, &left)).await.unwrap();
    bench.gateway.hold(false);
    bench.restart().await;
    (bench, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_sending_is_unclear() {
    let (bench, id) = crashed(|job, _| {
        job.state = State::Sending;
        job.answer = None;
    })
    .await;
    let job = bench.until_state(&id, "unclear").await;
    assert_eq!(job.job.state.cause().unwrap().code.name(), "no_answer");
    assert_eq!(bench.gateway.counts().creates, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_answer_and_its_reading_is_read_again() {
    let (bench, id) = crashed(|job, _| {
        let task = job.state.task().unwrap().id.clone();
        let raw = json!({"id": task, "status": "processing"}).to_string();
        job.state = State::Sending;
        job.answer = Some(Raw::new(200, &raw));
    })
    .await;
    bench.until_state(&id, "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_saving_asks_for_a_fresh_link() {
    let (bench, id) = crashed(|job, _| {
        let task = Task { id: job.state.task().unwrap().id.clone(), other: None };
        let dead = vec!["http://127.0.0.1:1/gone.mp4".to_owned()];
        job.state = State::Saving { task, links: dead, clip: None };
        job.due_at = None;
    })
    .await;
    bench.until_state(&id, "done").await;
    assert_eq!(bench.clips().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_or_wrong_download_is_begun_again() {
    let page = Answer::text(200, "text/html", "<html>please wait</html>");
    for first in [Answer::cut_clip(5_000), page, Answer::status(404), Answer::status(503)] {
        let shape = format!("{first:?}");
        let bench = Bench::start().await;
        // Both ways to the file fail once.
        bench.gateway.script(On::Download, first.clone());
        bench.gateway.script(On::Content, first);
        let job = bench.create(draft("Cut")).await;
        let done = bench.until_state(&job.job.id, "done").await;
        let file = bench.home.path().join("clips").join(done.clip.unwrap().name);
        let facts = stillwake_core::clip::inspect::inspect(&file);
        assert_eq!(facts.unwrap().frames, 24, "{shape}");
        assert_eq!(bench.clips().len(), 1, "{shape}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_while_asking_fails_nothing() {
    let bench = Bench::start().await;
    let quota = json!({"code": "fail_to_fetch_task",
        "message": "{\"code\":\"quota_not_enough\",\"message\":\"user quota is not enough\"}"});
    for answer in [
        Answer::status(500),
        Answer::reset(),
        Answer::text(502, "text/html", "<html>"),
        Answer::json(401, &json!({"error": {"message": "Invalid token"}})),
        Answer::json(403, &json!({"error": {"code": "insufficient_quota"}})),
        Answer::json(200, &quota),
        Answer::json(200, &json!({"code": "success", "data": null})),
        Answer::status(429),
    ] {
        bench.gateway.script(On::Query, answer);
    }
    let job = bench.create(draft("Trouble")).await;
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(bench.gateway.script_left(), 0, "every trouble was met");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_job_can_be_watched_again() {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    let job = bench.create(draft("Stop")).await;
    bench.until_state(&job.job.id, "making").await;
    bench.studio.job_stop(job.job.id.clone()).await.unwrap();
    bench.until_state(&job.job.id, "stopped").await;
    bench.gateway.hold(false);
    bench.studio.job_watch(job.job.id.clone()).await.unwrap();
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);
}
