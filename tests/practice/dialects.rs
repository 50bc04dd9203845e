//! Every shape of answers over HTTP: create, query and download, and what a failure looks like in it.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use stillwake_practice::{Config, Dialect, Gateway};

use crate::support::{call, client, create, fast, get, small};

/// Makes a task in a shape; what create said.
async fn made(gateway: &Gateway, dialect: Dialect) -> Value {
    gateway.speak(dialect);
    let response = create(gateway, &small("a boat")).await;
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.unwrap()
}

/// Asks with a name and a number until the answer holds `wanted` at `place`.
async fn until(gateway: &Gateway, question: &str, place: &str, wanted: &str) -> Value {
    loop {
        let response = get(gateway, &format!("/v1/video/query?{question}")).await;
        assert_eq!(response.status(), StatusCode::OK, "{question}");
        let body: Value = response.json().await.unwrap();
        if body.pointer(place) == Some(&json!(wanted)) {
            return body;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn word_of(gateway: &Gateway, question: &str, place: &str) -> Value {
    let response = get(gateway, &format!("/v1/video/query?{question}")).await;
    let body: Value = response.json().await.unwrap();
    body.pointer(place).cloned().unwrap_or_default()
}

/// The link must lead to a clip without the key.
async fn downloads(link: &Value) {
    let link = link.as_str().unwrap();
    let response = client().get(link).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{link}");
    assert_eq!(&response.bytes().await.unwrap()[4..8], b"ftyp");
}

#[tokio::test]
async fn flat() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let said = made(&gateway, Dialect::Flat).await;
    assert_eq!(said["status"], "processing");
    let question = format!("id={}", said["id"].as_str().unwrap());
    downloads(&until(&gateway, &question, "/status", "completed").await["video_url"]).await;
    gateway.stop().await;
}

#[tokio::test]
async fn task_id_only() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let said = made(&gateway, Dialect::TaskIdOnly).await;
    assert!(said.get("id").is_none(), "{said}");
    let question = format!("id={}", said["task_id"].as_str().unwrap());
    downloads(&until(&gateway, &question, "/status", "SUCCESS").await["video_url"]).await;
    gateway.stop().await;
}

#[tokio::test]
async fn two_numbers_of_which_one_is_known() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let said = made(&gateway, Dialect::TwoNumbers).await;
    let (id, task_id) = (said["id"].as_str().unwrap(), said["task_id"].as_str().unwrap());
    assert_ne!(id, task_id);
    for unknown in [format!("id={id}"), format!("id={task_id}"), format!("task_id={id}")] {
        let response = get(&gateway, &format!("/v1/video/query?{unknown}")).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{unknown}");
        assert_eq!(response.json::<Value>().await.unwrap()["code"], "task_not_exist");
    }
    let question = format!("task_id={task_id}");
    downloads(&until(&gateway, &question, "/status", "SUCCESS").await["video_url"]).await;
    gateway.stop().await;
}

#[tokio::test]
async fn wrapped() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let said = made(&gateway, Dialect::Wrapped).await;
    assert_eq!(said["code"], "success");
    let question = format!("id={}", said["data"]["task_id"].as_str().unwrap());
    let body = until(&gateway, &question, "/data/status", "SUCCESS").await;
    downloads(&body["data"]["url"]).await;
    downloads(&body["data"]["artifact_url"]).await;
    gateway.stop().await;
}

#[tokio::test]
async fn result_url_with_a_row_for_an_id() {
    let gateway = Gateway::start(fast()).await.unwrap();
    gateway.hold(true);
    let said = made(&gateway, Dialect::ResultUrl).await;
    assert!(said["data"]["id"].is_u64(), "{said}");
    let question = format!("id={}", said["data"]["task_id"].as_str().unwrap());
    let body = until(&gateway, &question, "/data/status", "IN_PROGRESS").await;
    assert_eq!(
        (&body["data"]["progress"], &body["data"]["result_url"]),
        (&json!("30%"), &json!(""))
    );
    gateway.hold(false);
    let body = until(&gateway, &question, "/data/status", "SUCCESS").await;
    assert!(body["data"]["id"].is_u64(), "{body}");
    downloads(&body["data"]["result_url"]).await;
    gateway.stop().await;
}

#[tokio::test]
async fn upsampled_with_colons_and_milliseconds() {
    let folder = tempfile::tempdir().unwrap();
    let kept = || Config { state_dir: Some(folder.path().to_owned()), ..fast() };
    let gateway = Gateway::start(kept()).await.unwrap();
    gateway.hold(true);
    let said = made(&gateway, Dialect::Upsampled).await;
    let id = said["id"].as_str().unwrap();
    assert!(id.starts_with("veo3.1-fast:") && said["status"] == "pending", "{said}");
    assert!(said["status_update_time"].as_u64().unwrap() > 1_700_000_000_000);
    let question = format!("id={}", id.replace(':', "%3A"));
    until(&gateway, &question, "/status", "video_generating").await;
    let body = until(&gateway, &question, "/status", "video_upsampling").await;
    assert_eq!(body["video_url"], Value::Null);
    assert_ne!(body["id"], id, "its own number has lost its first part");
    gateway.hold(false);
    downloads(&until(&gateway, &question, "/status", "completed").await["video_url"]).await;
    gateway.stop().await;

    // A number with a colon outlives the process like any other, and so does the shape.
    let again = Gateway::start(kept()).await.unwrap();
    downloads(&until(&again, &question, "/status", "completed").await["video_url"]).await;
    assert!(word_of(&again, &question, "/status_update_time").await.as_u64() > Some(1 << 40));
    again.stop().await;
}

#[tokio::test]
async fn nested_in_the_upstreams_answer() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let said = made(&gateway, Dialect::Nested).await;
    let question = format!("id={}", said["data"]["task_id"].as_str().unwrap());
    let body = until(&gateway, &question, "/data/status", "succeed").await;
    assert_eq!(body["data"]["url"], "");
    let place = "/data/data/Response/AigcVideoTask/Output/FileInfos/0/FileUrl";
    downloads(body.pointer(place).unwrap()).await;
    gateway.stop().await;
}

#[tokio::test]
async fn alias_with_progress_as_text() {
    let gateway = Gateway::start(fast()).await.unwrap();
    gateway.hold(true);
    let said = made(&gateway, Dialect::Alias).await;
    let question = format!("id={}", said["id"].as_str().unwrap());
    let body = until(&gateway, &question, "/status", "in_progress").await;
    assert_eq!(body["progress"], "42%");
    gateway.hold(false);
    downloads(&until(&gateway, &question, "/status", "completed").await["metadata"]["url"]).await;
    gateway.stop().await;
}

#[tokio::test]
async fn relayed_with_the_upstreams_number_beside_its_own() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let said = made(&gateway, Dialect::Relayed).await;
    let (id, other) = (said["id"].as_str().unwrap(), said["task_id"].as_str().unwrap());
    assert!(id.starts_with("grok:") && said["created_at"].as_str().unwrap().ends_with('Z'));
    let response = get(&gateway, &format!("/v1/video/query?task_id={other}")).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let question = format!("id={id}");
    let body = until(&gateway, &question, "/status", "completed").await;
    downloads(&body["detail"]["video_url"]).await;
    gateway.stop().await;
}

#[tokio::test]
async fn completed_without_a_link() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let said = made(&gateway, Dialect::ContentOnly).await;
    let id = said["id"].as_str().unwrap();
    let body = until(&gateway, &format!("id={id}"), "/status", "completed").await;
    assert!(!body.to_string().contains("http"), "{body}");
    let path = format!("/v1/videos/{id}/content");
    let bare = client().get(format!("{}{path}", gateway.origin())).send().await.unwrap();
    assert_eq!(bare.status(), StatusCode::UNAUTHORIZED);
    let clip = get(&gateway, &path).await.bytes().await.unwrap();
    assert_eq!(&clip[4..8], b"ftyp");
    gateway.stop().await;
}

#[tokio::test]
async fn redirected_to_a_storage_at_another_port() {
    let gateway = Gateway::start(Config { storage: true, ..fast() }).await.unwrap();
    let said = made(&gateway, Dialect::Redirected).await;
    let question = format!("id={}", said["id"].as_str().unwrap());
    let body = until(&gateway, &question, "/status", "completed").await;
    let link = body["video_url"].as_str().unwrap();
    assert!(link.starts_with(&gateway.origin()), "{link}");
    let response = client().get(link).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FOUND);
    let stored = response.headers()["location"].to_str().unwrap().to_owned();
    assert!(!stored.starts_with(&gateway.origin()) && stored.starts_with("http://127.0.0.1:"));
    downloads(&json!(stored)).await;

    // The storage serves clips and nothing else, with a key or without.
    let storage = stored.split("/clips/").next().unwrap();
    let models = client().get(format!("{storage}/v1/models")).bearer_auth(gateway.key());
    assert_eq!(models.send().await.unwrap().status(), StatusCode::NOT_FOUND);
    gateway.stop().await;
}

#[tokio::test]
async fn the_whole_answer_as_text_inside_message() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let said = made(&gateway, Dialect::InMessage).await;
    let question = format!("id={}", said["data"].as_str().unwrap());
    let inner = loop {
        let message = word_of(&gateway, &question, "/message").await;
        let inner: Value = serde_json::from_str(message.as_str().unwrap()).unwrap();
        if inner["status"] == "SUCCESS" {
            break inner;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    downloads(&inner["video_url"]).await;
    gateway.stop().await;
}

#[tokio::test]
async fn every_shape_tells_of_a_failure_and_gives_no_link() {
    let gateway = Gateway::start(fast()).await.unwrap();
    for dialect in Dialect::ALL {
        let said = made(&gateway, dialect).await;
        let task = gateway.tasks().into_iter().find(|task| said.to_string().contains(&task.id));
        let id = task.unwrap().id;
        gateway.fail(&id, "content moderation failed");
        let by = if dialect == Dialect::TwoNumbers { "task_id" } else { "id" };
        let path = format!("/v1/video/query?{by}={id}");
        let response = call(&gateway, Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{dialect:?}");
        let text = response.text().await.unwrap();
        assert!(text.contains("content moderation failed"), "{dialect:?}: {text}");
        assert!(text.to_lowercase().contains("fail") && !text.contains("http"), "{text}");
    }
    gateway.stop().await;
}

#[test]
fn shapes_are_spelt_as_the_program_tells() {
    let names: Vec<Value> = Dialect::ALL.iter().map(|shape| json!(shape)).collect();
    assert_eq!(names[1], "task_id_only");
    assert_eq!(names[11], "in_message");
    let usage = include_str!("../../src-tauri/practice/src/main.rs");
    for name in names {
        assert!(usage.contains(name.as_str().unwrap()), "{name} is not in the help");
    }
}
