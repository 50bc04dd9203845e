//! Never pay twice: what the answer to a create POST makes of a job, counted at the gateway.

use serde_json::json;
use stillwake_core::settings::SettingsPatch;
use stillwake_practice::{Answer, On};

use crate::bench::{Bench, draft};

/// Sends one job against a scripted answer and says what became of it and what the gateway saw.
async fn sent(answer: Answer, state: &str) -> (Bench, stillwake_core::studio::JobSnapshot) {
    let bench = Bench::start().await;
    bench.gateway.script(On::Create, answer);
    let job = bench.create(draft("Once")).await;
    let job = bench.until_state(&job.job.id, state).await;
    // Long enough for anything that would send again: a hundred scaled polling intervals.
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    (bench, job)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_unclear_and_never_sent_again() {
    let html = "<html>504 Gateway Time-out</html>";
    let answers = [
        Answer::lost(),
        Answer::text(502, "text/html", html).accepted(),
        Answer::status(504).accepted(),
        Answer::status(500).accepted(),
        Answer::status(408).accepted(),
        Answer::status(409).accepted(),
        Answer::text(200, "text/html", html).accepted(),
        Answer::text(200, "application/json", "{\"id\":\"video_ta").accepted(),
        Answer::json(200, &json!({"status": "processing"})).accepted(),
        Answer::json(200, &json!({"id": "x"})).cut(3).accepted(),
        // Only a 429 may be sent again by itself, whatever the code says.
        Answer::json(200, &json!({"error": {"code": "rate_limit_exceeded"}})).accepted(),
        Answer::json(503, &json!({"error": {"code": "rate_limit_exceeded"}})).accepted(),
        Answer::json(409, &json!({"error": {"code": "invalid_request"}})).accepted(),
        Answer::redirect(307, "/v1/video/create").accepted(),
        Answer::redirect(302, "/v1/video/create").accepted(),
    ];
    for answer in answers {
        let shape = format!("{answer:?}");
        let (bench, job) = sent(answer, "unclear").await;
        let counts = bench.gateway.counts();
        assert_eq!((counts.creates, counts.accepted), (1, 1), "{shape}");
        assert_eq!(job.job.state.cause().unwrap().charged.name(), "maybe", "{shape}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sure_refusal_fails_with_its_cause_and_no_charge() {
    let error = |code: &str, message: &str| json!({"error": {"code": code, "message": message}});
    let bare = |code: &str| json!({"code": code, "message": code, "data": null});
    let answers = [
        (Answer::json(401, &error("", "Invalid token (request id: x)")), "key_refused"),
        (Answer::json(403, &error("insufficient_quota", "Insufficient quota")), "credit_empty"),
        (Answer::json(403, &bare("quota_not_enough")), "credit_empty"),
        (
            Answer::json(429, &error("insufficient_user_quota", "当前分组上游负载已饱和")),
            "credit_empty",
        ),
        (Answer::json(503, &error("model_not_found", "No available channel")), "model_unavailable"),
        (Answer::json(500, &bare("get_channel_failed")), "model_unavailable"),
        (Answer::json(400, &bare("invalid_request")), "bad_request"),
        (Answer::json(400, &error("content_filter", "no")), "content_refused"),
        (Answer::json(413, &json!({})), "body_too_large"),
        (Answer::json(200, &error("insufficient_quota", "no")), "credit_empty"),
        (Answer::json(200, &json!({"success": false, "message": "额度不足"})), "credit_empty"),
        (
            Answer::json(403, &error("", "This token has no access to model veo3")),
            "model_forbidden",
        ),
    ];
    for (answer, cause) in answers {
        let (bench, job) = sent(answer, "failed").await;
        let found = job.job.state.cause().unwrap();
        assert_eq!((found.code.name(), found.charged.name()), (cause, "no"));
        assert_eq!(bench.gateway.counts().creates, 1, "{cause}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_service_is_asked_again_with_the_same_idempotency_key() {
    let bench = Bench::start().await;
    bench.gateway.script(On::Create, Answer::status(429).times(2));
    let job = bench.create(draft("Busy")).await;
    bench.until_state(&job.job.id, "done").await;
    let keys: Vec<_> = bench
        .gateway
        .requests()
        .into_iter()
        .filter(|seen| seen.path == "/v1/video/create")
        .map(|seen| seen.header("idempotency-key").unwrap().to_owned())
        .collect();
    assert_eq!(keys.len(), 3);
    assert!(keys.iter().all(|key| *key == keys[0]));
    assert_eq!(bench.gateway.counts().accepted, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_stays_busy_fails_the_job_after_five_tries() {
    let (bench, job) = sent(Answer::status(429).times(0), "failed").await;
    assert_eq!(job.job.state.cause().unwrap().code.name(), "rate_limited");
    assert_eq!(bench.gateway.counts().creates, 6, "once, and five times again");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_press_twice_is_one_job() {
    let bench = Bench::start().await;
    let first = bench.studio.job_create(draft("One"), "press".into()).await.unwrap();
    let second = bench.studio.job_create(draft("One"), "press".into()).await.unwrap();
    assert_eq!(first[0].job.id, second[0].job.id);
    bench.until_state(&first[0].job.id, "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_connection_the_job_waits_and_then_goes() {
    let mut bench = Bench::start().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let service = format!("http://127.0.0.1:{port}");
    let key = stillwake_core::secret::ApiKey::parse("sk-practice-later").unwrap();
    let name = stillwake_core::gateway::Base::parse(&service).unwrap().key_name();
    stillwake_core::secret::Keychain::set(&bench.keychain, &name, &key).unwrap();
    let patch = SettingsPatch { service: Some(service), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();

    let job = bench.create(draft("Later")).await;
    let waiting = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(waiting.note.unwrap().name(), "offline");
    assert_eq!(waiting.job.state.name().name(), "waiting");

    let config = stillwake_practice::Config {
        port,
        key: Some("sk-practice-later".into()),
        ..stillwake_practice::Config::default()
    };
    bench.gateway = stillwake_practice::Gateway::start(config).await.unwrap();
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(bench.gateway.counts().accepted, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unclear_job_waits_for_a_persons_word() {
    let (bench, job) = sent(Answer::lost(), "unclear").await;
    let id = job.job.id;
    // The number that the person found on the service's page.
    let task = bench.gateway.tasks().remove(0).id;
    bench.studio.job_adopt(id.clone(), format!("  {task} ")).await.unwrap();
    bench.until_state(&id, "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);

    bench.gateway.script(On::Create, Answer::reset());
    let job = bench.create(draft("Twice by wish")).await;
    let id = job.job.id.clone();
    let unclear = bench.until_state(&id, "unclear").await;
    bench.studio.job_send_again(id.clone(), "word".into()).await.unwrap();
    bench.studio.job_send_again(id.clone(), "word".into()).await.unwrap();
    let done = bench.until_state(&id, "done").await;
    assert_eq!(done.job.idempotency, unclear.job.idempotency);
    assert_eq!(bench.gateway.counts().accepted, 2, "one for each job");

    bench.gateway.script(On::Create, Answer::reset());
    let job = bench.create(draft("Given up")).await;
    bench.until_state(&job.job.id, "unclear").await;
    bench.studio.job_stop(job.job.id.clone()).await.unwrap();
    bench.until_state(&job.job.id, "stopped").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_holds_the_other_jobs() {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    let mut running = Vec::new();
    for _ in 0..2 {
        let job = bench.create(draft("Running")).await;
        running.push(bench.until_state(&job.job.id, "making").await);
    }
    let refused = json!({"error": {"message": "Invalid token", "type": "new_api_error"}});
    bench.gateway.script(On::Create, Answer::json(401, &refused).after(ms(300)));
    let wrong = bench.create(draft("Wrong")).await;
    let behind = bench.create(draft("Behind")).await;
    bench.until_state(&wrong.job.id, "failed").await;
    let held = bench.until(&behind.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "key_refused");
    bench.gateway.hold(false);
    for job in &running {
        bench.until_state(&job.job.id, "done").await;
    }
    assert_eq!(bench.gateway.counts().creates, 3, "the held job was not sent");
    bench.studio.key_check(None).await.unwrap();
    bench.until_state(&behind.job.id, "done").await;
}

fn ms(ms: u64) -> std::time::Duration {
    std::time::Duration::from_millis(ms)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_beside_a_number_is_asked_about() {
    let answer = json!({"id": "{{id}}", "error": {"code": "", "message": "busy just now"}});
    let (bench, _) = sent(Answer::json(200, &answer).accepted(), "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);
}
