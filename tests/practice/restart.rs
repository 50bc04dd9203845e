//! Tasks that outlive the process, and what is left on disk afterwards.

use std::path::Path;
use std::time::Duration;

use image::ImageFormat;
use serde_json::{Value, json};
use stillwake_practice::{Config, Gateway};

use crate::support::{client, completed, encoded, fast, quarters, query, small, task, upload};

fn kept(folder: &Path) -> Config {
    Config { state_dir: Some(folder.to_owned()), ..fast() }
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

#[tokio::test]
async fn tasks_answer_again_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let first = Gateway::start(kept(folder.path())).await.unwrap();
    let done = task(&first, &small("done")).await;
    let old_link = completed(&first, &done).await;
    let clip = client().get(&old_link).send().await.unwrap().bytes().await.unwrap();
    let answer: Value = upload(&first, encoded(&quarters(200, 100), ImageFormat::Png), "a")
        .await
        .json()
        .await
        .unwrap();
    let long = json!({ "model": "veo3", "prompt": "cut short", "duration": 15, "size": "1080P",
                       "images": [answer["url"]] });
    let cut_short = task(&first, &long).await;
    assert_eq!(query(&first, &cut_short).await.1["status"], "processing");
    let (origin, key) = (first.origin(), first.key().to_owned());
    // No goodbye, as if the process had been killed.
    drop(first);

    let second = Gateway::start(kept(folder.path())).await.unwrap();
    assert_ne!((second.origin(), second.key()), (origin, key.as_str()));
    let link = completed(&second, &done).await;
    assert!(link.starts_with(&second.origin()) && link != old_link);
    assert_eq!(client().get(&link).send().await.unwrap().bytes().await.unwrap(), clip);
    assert_eq!(query(&second, &cut_short).await.1["status"], "processing");
    // Its picture is still needed, and so stays when the gateway stops.
    assert_eq!(files(&folder.path().join("pictures")), 2);
    second.stop().await;
    assert_eq!(files(&folder.path().join("pictures")), 2);
    assert_eq!(files(&folder.path().join("clips")), 1);

    // Shortened on disk, so that the test need not wait for fifteen seconds of Full HD.
    let path = folder.path().join("tasks").join(format!("{cut_short}.json"));
    let mut saved: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    (saved["seconds"], saved["width"], saved["height"]) = (json!(1), json!(128), json!(64));
    std::fs::write(&path, saved.to_string()).unwrap();
    let third = Gateway::start(kept(folder.path())).await.unwrap();
    completed(&third, &cut_short).await;
    third.stop().await;
    assert_eq!(files(&folder.path().join("pictures")), 0);
    assert_eq!(files(&folder.path().join("clips")), 2);
}

#[tokio::test]
async fn what_is_old_and_told_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    let first = Gateway::start(kept(folder.path())).await.unwrap();
    let (old, untold) = (task(&first, &small("old")).await, task(&first, &small("new")).await);
    completed(&first, &old).await;
    first.rendered().await;
    first.stop().await;
    let path = folder.path().join("tasks").join(format!("{old}.json"));
    let mut saved: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    saved["told_ms"] = json!(saved["told_ms"].as_u64().unwrap() - 25 * 3600 * 1000);
    std::fs::write(&path, saved.to_string()).unwrap();
    std::fs::write(folder.path().join("clips/.tmpleft"), "half a clip").unwrap();
    std::fs::write(folder.path().join("tasks/broken.json"), "{").unwrap();

    let second = Gateway::start(kept(folder.path())).await.unwrap();
    assert_eq!(query(&second, &old).await.1["code"], "task_not_exist");
    completed(&second, &untold).await;
    assert_eq!(files(&folder.path().join("clips")), 1);
    second.stop().await;
}

#[tokio::test]
async fn nothing_is_left_without_a_folder() {
    let gateway = Gateway::start(fast()).await.unwrap();
    upload(&gateway, encoded(&quarters(20, 10), ImageFormat::Png), "a").await;
    task(&gateway, &small("x")).await;
    let origin = gateway.origin();
    tokio::time::timeout(Duration::from_secs(60), gateway.stop()).await.unwrap();
    assert!(client().get(origin).send().await.unwrap_err().is_connect());
}
