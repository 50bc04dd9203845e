//! Every way in which the gateway can be told to misbehave.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use stillwake_practice::{Answer, On, Scripted};

use crate::support::{call, client, completed, create, get, query, small, start, task};

#[tokio::test]
async fn status_headers_and_body_are_as_scripted() {
    let gateway = start().await;
    let busy = json!({ "error": { "code": "rate_limit_exceeded" } });
    gateway.script(On::Create, Answer::json(429, &busy).header("retry-after", "7").times(2));
    gateway.script(On::Create, Answer::status(502));
    gateway.script(On::Models, Answer::text(200, "text/html", "<h1>no</h1>"));
    for _ in 0..2 {
        let response = create(&gateway, &small("x")).await;
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()["retry-after"], "7");
        assert_eq!(response.json::<Value>().await.unwrap(), busy);
    }
    let response = create(&gateway, &small("x")).await;
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    assert!(response.bytes().await.unwrap().is_empty());
    let response = get(&gateway, "/v1/models").await;
    assert_eq!(response.headers()["content-type"], "text/html");
    assert_eq!(response.text().await.unwrap(), "<h1>no</h1>");
    // The scripts are used up: from here on it behaves.
    assert_eq!(gateway.script_left(), 0);
    task(&gateway, &small("x")).await;
    let counts = gateway.counts();
    assert_eq!((counts.creates, counts.accepted, counts.scripted), (4, 1, 4));
    gateway.stop().await;
}

#[tokio::test]
async fn a_script_can_name_one_task_or_one_path() {
    let gateway = start().await;
    let (one, two) = (task(&gateway, &small("1")).await, task(&gateway, &small("2")).await);
    let wrapped = json!({ "code": "success", "data": { "task_id": "{{id}}", "status": "SUCCESS",
                          "url": "{{video_url}}", "from": "{{origin}}" } });
    gateway.script(On::QueryOf(two.clone()), Answer::json(200, &wrapped).times(0));
    let link = completed(&gateway, &one).await;
    for _ in 0..3 {
        let (_, body) = query(&gateway, &two).await;
        assert_eq!(body["data"]["task_id"], two.as_str());
        assert_eq!(body["data"]["from"], gateway.origin());
        let url = body["data"]["url"].as_str().unwrap();
        assert!(url.starts_with(&gateway.origin()) && url != link);
    }
    gateway.clear_script();
    completed(&gateway, &two).await;

    gateway.script(On::Path("/api/pricing".into()), Answer::json(200, &json!({ "data": [] })));
    assert_eq!(get(&gateway, "/api/pricing").await.status(), StatusCode::OK);
    assert_eq!(get(&gateway, "/api/pricing").await.status(), StatusCode::NOT_FOUND);
    gateway.stop().await;
}

#[tokio::test]
async fn an_answer_can_be_late() {
    let gateway = start().await;
    let delay = Duration::from_millis(150);
    gateway.script(On::Models, Answer::status(200).after(delay));
    let asked = Instant::now();
    get(&gateway, "/v1/models").await;
    assert!(asked.elapsed() >= delay);
    gateway.stop().await;
}

#[tokio::test]
async fn an_answer_can_be_cut_or_missing() {
    let gateway = start().await;
    gateway
        .script(On::Query, Answer::json(200, &json!({ "id": "x", "status": "completed" })).cut(9));
    let response = get(&gateway, "/v1/video/query?id=x").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.bytes().await.is_err());

    gateway.script(On::Create, Answer::reset());
    let sent = call(&gateway, Method::POST, "/v1/video/create").json(&small("x")).send().await;
    assert!(!sent.unwrap_err().is_connect());
    let counts = gateway.counts();
    assert_eq!((counts.creates, counts.accepted), (1, 0));
    gateway.stop().await;
}

#[tokio::test]
async fn a_lost_answer_leaves_a_task_behind() {
    let gateway = start().await;
    gateway.script(On::Create, Answer::lost());
    let sent = call(&gateway, Method::POST, "/v1/video/create").json(&small("x")).send().await;
    assert!(sent.is_err());
    gateway.script(On::Create, Answer::json(504, &json!({ "was": "{{id}}" })).accepted());
    let body: Value = create(&gateway, &small("y")).await.json().await.unwrap();
    completed(&gateway, body["was"].as_str().unwrap()).await;
    let counts = gateway.counts();
    assert_eq!((counts.creates, counts.accepted), (2, 2));
    assert_eq!(gateway.tasks().len(), 2);
    gateway.stop().await;
}

#[tokio::test]
async fn it_can_redirect() {
    let gateway = start().await;
    let other = start().await;
    for status in [301, 302, 303, 307, 308] {
        let to = format!("{}/v1/video/create", other.origin());
        gateway.script(On::Create, Answer::redirect(status, &to));
        let response = create(&gateway, &small("x")).await;
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.headers()["location"], to.as_str());
    }
    gateway.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn a_download_can_break_off_and_be_taken_up() {
    let gateway = start().await;
    let id = task(&gateway, &small("x")).await;
    let link = completed(&gateway, &id).await;
    let whole = client().get(&link).send().await.unwrap().bytes().await.unwrap();

    gateway.script(On::Download, Answer::cut_clip(1000));
    let mut response = client().get(&link).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let mut got = Vec::new();
    let broken = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => got.extend_from_slice(&chunk),
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broken);
    assert_eq!(got, whole[..1000]);
    let rest = client().get(&link).header("range", "bytes=1000-").send().await.unwrap();
    assert_eq!(rest.bytes().await.unwrap(), whole[1000..]);

    gateway.script(On::Download, Answer::text(404, "application/xml", "<Error/>"));
    assert_eq!(client().get(&link).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    gateway.script(On::Content, Answer::status(502));
    let content = get(&gateway, &format!("/v1/videos/{id}/content")).await;
    assert_eq!(content.status(), StatusCode::BAD_GATEWAY);
    gateway.stop().await;
}

#[tokio::test]
async fn a_body_can_have_no_end() {
    let gateway = start().await;
    let endless = Answer { endless: true, ..Answer::text(200, "application/json", "{\"a\":[") };
    gateway.script(On::Models, endless);
    let mut response = get(&gateway, "/v1/models").await;
    let mut read = 0;
    while read < 1 << 20 {
        read += response.chunk().await.unwrap().unwrap().len();
    }
    drop(response);
    gateway.stop().await;
}

#[test]
fn a_script_file_reads_as_documented() {
    let text = r#"[
        {"on":"create","answer":{"status":429,"headers":{"retry-after":"2"},"times":3}},
        {"on":{"query_of":"t"},"answer":{"body":{"status":"failed"},"delay_ms":500}},
        {"on":{"path":"/api/pricing"},"answer":{"body":"plain","headers":[["a","1"],["a","2"]]}},
        {"on":"create","answer":{"accept_first":true,"reset":true}}
    ]"#;
    let script: Vec<Scripted> = serde_json::from_str(text).unwrap();
    assert_eq!(script[0].answer, Answer::status(429).header("retry-after", "2").times(3));
    assert_eq!(script[1].on, On::QueryOf("t".into()));
    assert_eq!(script[1].answer.body, "{\"status\":\"failed\"}");
    assert_eq!(script[1].answer.delay, Duration::from_millis(500));
    assert_eq!(script[2].answer.headers.len(), 2);
    assert_eq!(script[3].answer, Answer::lost());
    let misspelt = r#"{"on":"create","answer":{"acceptfirst":true}}"#;
    assert!(serde_json::from_str::<Scripted>(misspelt).is_err());
}
