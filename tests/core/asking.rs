//! Asking about a task: the way that worked is kept, and what the service says of a task can be
//! read by a person later.

use serde_json::json;
use stillwake_core::job::Answer as Kept;
use stillwake_practice::{Answer, On};

use crate::bench::{Bench, draft};

/// The questions that reached the service, as they stand in the address.
fn questions(bench: &Bench) -> Vec<String> {
    let asked = bench
        .gateway
        .requests()
        .into_iter()
        .filter_map(|seen| seen.path.strip_prefix("/v1/video/query?").map(str::to_owned));
    asked.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_of_asking_that_worked_is_remembered() {
    let bench = Bench::start().await;
    let two = json!({"id": "grok:1/2", "task_id": "upstream-9", "status": "queued"});
    bench.gateway.script(On::Create, Answer::json(200, &two));
    let unknown = json!({"code": "task_not_exist", "message": "task_not_exist", "data": null});
    bench.gateway.script(On::Query, Answer::json(400, &unknown));
    let running = json!({"task_id": "upstream-9", "status": "processing"});
    bench.gateway.script(On::Query, Answer::json(200, &running).times(2));
    let failed = json!({"id": "another-id", "status": "failed", "fail_reason": "no luck"});
    bench.gateway.script(On::Query, Answer::json(200, &failed));
    let job = bench.create(draft("Two numbers")).await;
    let job = bench.until_state(&job.job.id, "failed").await;
    assert_eq!(job.job.state.task().unwrap().id, "grok:1/2", "an answer never changes the number");
    let by_task_id = "task_id=upstream-9";
    assert_eq!(questions(&bench), ["id=grok%3A1%2F2", by_task_id, by_task_id, by_task_id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn details_tell_what_the_service_said_and_when() {
    let bench = Bench::start().await;
    let said = json!({"id": "t", "status": "failed", "status_update_time": 1_709_123_456,
        "error": {"message": "{\"error\":{\"code\":\"content_filter\",\"message\":\"no\"}}"}});
    bench.gateway.script(On::Query, Answer::json(200, &said));
    let job = bench.create(draft("Told later")).await;
    let job = bench.until_state(&job.job.id, "failed").await;
    let cause = job.job.state.cause().unwrap();
    assert_eq!((cause.code.name(), cause.detail.as_deref()), ("content_refused", Some("no")));
    let details = job.job.details();
    for line in
        ["updated: 2024-02-28T12:30:56Z", "http: 200", "cause: content_refused", "words: no"]
    {
        assert!(details.lines().any(|one| one == line), "{line} in {details}");
    }
    assert!(details.contains("status_update_time"), "the raw answer is kept");
}

#[test]
fn at_most_64_kilobytes_of_an_answer_are_kept() {
    let kept = Kept::new(500, &"长".repeat(40_000)).raw;
    assert_eq!(kept.len(), 64 * 1024 - 1, "cut between two characters");
    assert_eq!(Kept::new(500, "short").raw, "short");
}
