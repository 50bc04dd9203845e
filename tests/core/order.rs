//! The order of what waits, cards that were put away, and jobs that were added by their number.

use stillwake_core::error::ErrorKind;
use stillwake_core::gateway::fault::CauseCode;
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::job;
use stillwake_core::studio::{Draft, JobSnapshot};

use crate::bench::{self, Bench, draft, folders, rand};
use crate::holds::one_at_once;

/// One in the making, and these behind it.
async fn line(bench: &Bench, prompts: &[&str]) -> Vec<String> {
    bench.studio.settings_set(one_at_once()).await.unwrap();
    bench.gateway.hold(true);
    let ahead = bench.create(draft("Ahead")).await;
    bench.until_state(&ahead.job.id, "making").await;
    let mut ids = Vec::new();
    for prompt in prompts {
        ids.push(bench.create(draft(prompt)).await.job.id);
    }
    ids
}

/// What the gateway was asked to make, in the order in which it was asked.
async fn made(bench: &Bench, many: usize) -> Vec<String> {
    bench.gateway.hold(false);
    let begun = std::time::Instant::now();
    while bench.gateway.tasks().len() < many {
        assert!(begun.elapsed().as_secs() < 60, "everything has its turn");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let seen = bench.gateway.requests();
    let creates = seen.iter().filter(|seen| seen.path == "/v1/video/create");
    let prompt = |body: &Option<serde_json::Value>| {
        body.as_ref().unwrap()["prompt"].as_str().unwrap().to_owned()
    };
    creates.map(|seen| prompt(&seen.json)).collect()
}

fn prompts(jobs: &[JobSnapshot]) -> Vec<&str> {
    jobs.iter().map(|job| job.job.request.prompt.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn first_goes_before_everything_that_waits_and_stays_there_over_a_restart() {
    let mut bench = Bench::start().await;
    line(&bench, &["One", "Two"]).await;
    let first = |prompt: &str, takes| Draft { first: true, takes, ..draft(prompt) };
    bench.create(first("Sooner", 1)).await;
    let takes = bench.studio.job_create(first("Soonest", 2), rand()).await.unwrap();
    assert_eq!(takes[0].job.place, takes[1].job.place, "one press is one place");
    bench.create(draft("Three")).await;
    bench.restart().await;
    let order = made(&bench, 7).await;
    assert_eq!(order, ["Ahead", "Soonest", "Soonest", "Sooner", "One", "Two", "Three"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_changes_places_and_what_is_sent_does_not() {
    let mut bench = Bench::start().await;
    let ids = line(&bench, &["One", "Two", "Three"]).await;
    let [one, two, three] = [&ids[0], &ids[1], &ids[2]];
    let moved = bench.studio.job_move(three.clone(), Some(one.clone())).await.unwrap();
    assert_eq!(prompts(&moved), ["Three", "One", "Two"], "each is told of its place");
    let moved = bench.studio.job_move(one.clone(), None).await.unwrap();
    assert_eq!(prompts(&moved), ["Two", "One"], "and no other");
    // Neither what is being made, nor what nobody knows, has a place.
    let all = bench.studio.snapshot().await.unwrap().jobs;
    let making = all.iter().find(|job| job.job.request.prompt == "Ahead").unwrap();
    let making = making.job.id.clone();
    for (id, before) in [(&making, Some(two)), (two, Some(&making)), (two, Some(&rand()))] {
        let moved = bench.studio.job_move(id.clone(), before.cloned()).await.unwrap();
        assert!(moved.is_empty());
    }
    bench.create(draft("Late")).await;
    bench.restart().await;
    let order = made(&bench, 5).await;
    assert_eq!(order, ["Ahead", "Three", "Two", "One", "Late"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_of_what_has_ended_are_put_away_and_brought_back() {
    let mut bench = Bench::start().await;
    let done = bench.create(draft("Done")).await.job.id;
    bench.until_state(&done, "done").await;
    let ids = line(&bench, &["Waits"]).await;
    let wanted = vec![done.clone(), ids[0].clone(), rand()];
    let gone = bench.studio.queue_clear(wanted).await.unwrap();
    assert_eq!(gone, std::slice::from_ref(&done), "only what has ended goes");
    let jobs = bench.studio.snapshot().await.unwrap().jobs;
    assert_eq!(prompts(&jobs), ["Waits", "Ahead"]);
    assert_eq!(bench.clips().len(), 1, "the clip stays");
    let back = bench.studio.queue_bring_back(gone).await.unwrap();
    assert!(back[0].clip.is_some(), "with its clip");
    let jobs = bench.studio.snapshot().await.unwrap().jobs;
    assert_eq!(prompts(&jobs), ["Waits", "Ahead", "Done"]);
    let unknown = bench.studio.queue_bring_back(vec![rand()]).await.unwrap_err();
    assert_eq!(unknown.kind, ErrorKind::JobUnknown);
    bench.restart().await;
}

/// A task that another copy of the app has at the same service.
async fn made_elsewhere(bench: &Bench) -> String {
    let home = tempfile::tempdir().unwrap();
    let (other, _events) = bench::open(home.path(), &bench.keychain, &bench.gateway).await;
    let service = Some(bench.gateway.origin());
    other.settings_set(SettingsPatch { service, ..SettingsPatch::default() }).await.unwrap();
    other.job_create(draft("Made elsewhere"), rand()).await.unwrap();
    let begun = std::time::Instant::now();
    loop {
        let jobs = other.snapshot().await.unwrap().jobs;
        if let Some(task) = jobs[0].job.state.task() {
            let id = task.id.clone();
            other.shutdown().await;
            return id;
        }
        assert!(begun.elapsed().as_secs() < 60);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_elsewhere_is_watched_and_saved_under_its_number_and_never_sent() {
    let mut bench = Bench::start().await;
    let task = made_elsewhere(&bench).await;
    let creates = bench.gateway.counts().creates;
    let (press, model) = (rand(), "veo3".to_owned());
    let add = |task: String, press: String| bench.studio.job_add(task, model.clone(), press);
    let added = add(format!(" {task}\n"), press.clone()).await.unwrap();
    assert!(added.job.is_added());
    let again = add(task.clone(), press).await.unwrap();
    assert_eq!(again.job.id, added.job.id, "the same press is the same job");
    let taken = add(task.clone(), rand()).await.unwrap_err();
    assert_eq!(taken.kind, ErrorKind::TaskTaken, "another press is told that it is there");
    let done = bench.until_state(&added.job.id, "done").await;
    assert!(done.clip.is_some());
    assert_eq!(bench.clips().len(), 1);
    assert_eq!(bench.gateway.counts().creates, creates, "nothing is sent");
    assert!(!done.job.request.is_known(), "and it can never be");
    // When it was sent nobody saw, and it was not ordered here.
    let (service, now) = (done.job.service.as_text(), done.job.created_at);
    let taught = crate::journal::store(bench.home.path());
    let (typical, past, spent) = taught
        .read(move |db| {
            Ok((
                job::typical_ms(db, &service, "veo3")?,
                job::past(db, &service, "veo3")?.len(),
                job::spend(db, now - 60_000, now + 60_000)?.unknown,
            ))
        })
        .await
        .unwrap();
    assert_eq!((typical, past, spent), (None, 0, 0));
    // A record that knows nothing of it has it from the journal.
    bench.studio.shutdown().await;
    let database = folders(bench.home.path()).database();
    rusqlite::Connection::open(database)
        .unwrap()
        .execute_batch("DELETE FROM clip; DELETE FROM job;")
        .unwrap();
    bench.restart().await;
    let back = bench.until_state(&added.job.id, "done").await;
    assert_eq!(back.job.state.task().unwrap().id, task);
    assert_eq!(bench.gateway.counts().creates, creates);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_the_service_does_not_know_fails_and_others_are_refused_in_words() {
    let bench = Bench::start().await;
    let add = |task: &str, model: &str| bench.studio.job_add(task.into(), model.into(), rand());
    for task in ["", " \n", "a\u{7}b", "a b", "12\u{200b}3", "\u{202e}321", &"9".repeat(513)] {
        assert_eq!(add(task, "veo3").await.unwrap_err().kind, ErrorKind::TaskInvalid, "{task:?}");
    }
    assert_eq!(add("1", " ").await.unwrap_err().kind, ErrorKind::ModelInvalid);
    let unknown = add("video_task_of_nobody", "veo3").await.unwrap();
    let failed = bench.until_state(&unknown.job.id, "failed").await;
    assert_eq!(failed.job.state.cause().unwrap().code, CauseCode::TaskUnknown);
    let gone = bench.studio.queue_clear(vec![unknown.job.id]).await.unwrap();
    assert_eq!(gone.len(), 1, "its card can be put away");
    assert_eq!(bench.gateway.counts().creates, 0);
    bench.studio.key_clear().await.unwrap();
    assert_eq!(add("2", "veo3").await.unwrap_err().kind, ErrorKind::KeyMissing);
}
