//! A task from its creation to its clip, with and without a picture, and the free calls.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::ImageFormat;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use stillwake_practice::{Config, Gateway, MODELS};

use crate::support::{
    boxes, call, client, completed, create, difference, encoded, fast, frames, get, quarters,
    query, small, start, task, upload,
};

#[tokio::test]
async fn a_prompt_becomes_a_clip() {
    let gateway = start().await;
    let id = task(&gateway, &small("a boat on the sea")).await;
    assert!(id.starts_with("video_task_") && id.len() >= 11 + 32, "{id}");
    let link = completed(&gateway, &id).await;
    assert!(link.starts_with(&format!("{}/clips/", gateway.origin())));

    // The link needs no key.
    let response = client().get(&link).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "video/mp4");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let mp4 = response.bytes().await.unwrap();
    assert_eq!(&mp4[4..8], b"ftyp");
    let names: Vec<_> = boxes(&mp4).into_iter().map(|(name, ..)| name).collect();
    let place = |wanted| names.iter().position(|name| name == wanted).unwrap();
    assert!(place("moov") < place("mdat"), "{names:?}");
    let frames = frames(&mp4);
    assert_eq!(frames.len(), 24);
    assert_eq!(frames[0].dimensions(), (128, 96));

    // The same clip through the content call, which does need the key.
    let path = format!("/v1/videos/{id}/content");
    assert_eq!(get(&gateway, &path).await.bytes().await.unwrap(), mp4);
    let bare = client().get(format!("{}{path}", gateway.origin())).send().await.unwrap();
    assert_eq!(bare.status(), StatusCode::UNAUTHORIZED);

    let counts = gateway.counts();
    assert_eq!((counts.creates, counts.accepted, counts.rendered), (1, 1, 1));
    assert_eq!((counts.downloads, counts.contents, counts.refused()), (1, 1, 1));
    assert!(counts.queries >= 1);
    assert_eq!(counts.bytes_out, 2 * mp4.len() as u64);
    gateway.stop().await;
}

#[tokio::test]
async fn an_uploaded_picture_is_the_first_frame() {
    let gateway = Gateway::start(Config { mark: false, ..fast() }).await.unwrap();
    let picture = quarters(640, 360);
    let bytes = encoded(&picture, ImageFormat::Png);
    let answer: Value = upload(&gateway, bytes.clone(), "my photo.png").await.json().await.unwrap();
    assert!(answer["id"].as_str().unwrap().starts_with("file_"));
    assert_eq!(answer["mime_type"], "image/png");
    assert_eq!(answer["size"], bytes.len());
    assert!(answer["expires_at"].as_str().unwrap().ends_with('Z'));
    let url = answer["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with(&format!("{}/task-artifacts/tmp-inputs/", gateway.origin())));
    let sent = client().get(&url).send().await.unwrap();
    assert_eq!(sent.headers()["content-type"], "image/png");
    assert_eq!(sent.headers()["x-content-type-options"], "nosniff");
    assert_eq!(sent.bytes().await.unwrap(), bytes);

    let uploads = gateway.uploads();
    assert_eq!(uploads.len(), 1);
    assert_eq!((uploads[0].name.as_str(), &uploads[0].url), ("my photo.png", &url));
    assert_eq!((&uploads[0].bytes, uploads[0].dimensions), (&bytes, (640, 360)));

    // A portrait frame from a landscape picture: its middle, cut to cover the frame.
    let body = json!({ "model": "seedance-lite", "prompt": "wake", "images": [url],
                       "size": "180x320", "duration": 1 });
    let id = task(&gateway, &body).await;
    let link = completed(&gateway, &id).await;
    let mp4 = client().get(link).send().await.unwrap().bytes().await.unwrap();
    let frames = frames(&mp4);
    let across = 360.0 * 180.0 / 320.0;
    let middle =
        image::imageops::crop_imm(&picture, ((640.0 - across) / 2.0) as u32, 0, across as u32, 360);
    let framed = image::imageops::resize(
        &middle.to_image(),
        180,
        320,
        image::imageops::FilterType::Triangle,
    );
    assert!(difference(&frames[0], &framed) < 3.0, "{}", difference(&frames[0], &framed));
    // And then it moves.
    assert!(difference(&frames[0], &frames[23]) > 1.0);
    gateway.stop().await;
}

#[tokio::test]
async fn an_embedded_picture_decides_the_shape() {
    let gateway = start().await;
    let data = STANDARD.encode(encoded(&quarters(300, 400), ImageFormat::Jpeg));
    let body = json!({ "model": "veo2", "prompt": "wake", "duration": 1, "size": "480P",
                       "images": [format!("data:image/jpeg;base64,{data}")] });
    let id = task(&gateway, &body).await;
    let view = gateway.task(&id).unwrap();
    assert_eq!((view.dimensions, view.frames, view.picture), ((480, 640), 24, true));
    completed(&gateway, &id).await;
    gateway.stop().await;
}

#[tokio::test]
async fn shapes_follow_the_request() {
    let gateway = Gateway::start(fast()).await.unwrap();
    let cases = [
        (json!({}), (1280, 720)),
        (json!({ "aspect_ratio": "9:16" }), (720, 1280)),
        (json!({ "aspect_ratio": "1:1" }), (720, 720)),
        (json!({ "aspect_ratio": "4:3" }), (960, 720)),
        (json!({ "aspect_ratio": "21:9" }), (1680, 720)),
        (json!({ "aspect_ratio": "9:16", "size": "1080p" }), (1080, 1920)),
        (json!({ "aspect_ratio": "21:9", "size": "1080P" }), (1920, 822)),
        (json!({ "size": "480P" }), (854, 480)),
        (json!({ "size": "1280x720", "aspect_ratio": "1:1" }), (1280, 720)),
        (json!({ "size": "832*480" }), (832, 480)),
    ];
    for (extra, expected) in cases {
        let mut body = json!({ "model": "veo3", "prompt": "x", "duration": 1 });
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let id = task(&gateway, &body).await;
        assert_eq!(gateway.task(&id).unwrap().dimensions, expected, "{body}");
        gateway.lose(&id);
    }
    gateway.stop().await;
}

#[tokio::test]
async fn a_task_waits_is_made_and_can_be_held() {
    let hour = std::time::Duration::from_secs(3600);
    let slow = Config { queued: hour, say_queued: true, ..fast() };
    let gateway = Gateway::start(slow).await.unwrap();
    gateway.hold(true);
    let id = {
        let answer: Value = create(&gateway, &small("x")).await.json().await.unwrap();
        assert_eq!(answer["status"], "queued");
        answer["id"].as_str().unwrap().to_owned()
    };
    gateway.rendered().await;
    assert_eq!(query(&gateway, &id).await.1["status"], "queued");
    assert!(gateway.complete_now(&id));
    assert_eq!(query(&gateway, &id).await.1["status"], "processing");
    let early = get(&gateway, &format!("/v1/videos/{id}/content")).await;
    assert_eq!(early.status(), StatusCode::BAD_REQUEST);
    gateway.hold(false);
    assert_eq!(query(&gateway, &id).await.1["status"], "completed");

    assert!(gateway.fail(&id, "content moderation failed"));
    let (status, body) = query(&gateway, &id).await;
    assert_eq!((status, &body["status"]), (StatusCode::OK, &json!("failed")));
    assert_eq!(body["error"]["message"], "content moderation failed");

    assert!(gateway.lose(&id));
    let (status, body) = query(&gateway, &id).await;
    assert_eq!((status, &body["code"]), (StatusCode::BAD_REQUEST, &json!("task_not_exist")));
    gateway.stop().await;
}

#[tokio::test]
async fn the_models_are_those_of_the_contract() {
    let gateway = start().await;
    let body: Value = get(&gateway, "/v1/models").await.json().await.unwrap();
    assert_eq!((&body["success"], &body["object"]), (&json!(true), &json!("list")));
    let ids: Vec<_> = body["data"].as_array().unwrap().iter().map(|m| &m["id"]).collect();
    assert_eq!(ids, MODELS);
    assert_eq!(gateway.counts().models, 1);
    gateway.stop().await;
}

#[tokio::test]
async fn requests_are_remembered() {
    let gateway = start().await;
    let body = small("remember me");
    let id = task(&gateway, &body).await;
    call(&gateway, Method::GET, "/v1/video/query?task_id=nothing").send().await.unwrap();
    let seen = gateway.requests();
    assert_eq!((seen[0].method.as_str(), seen[0].path.as_str()), ("POST", "/v1/video/create"));
    assert_eq!(seen[0].json.as_ref(), Some(&body));
    let bearer = format!("Bearer {}", gateway.key());
    assert_eq!(seen[0].header("authorization"), Some(bearer.as_str()));
    assert_eq!(seen[1].path, "/v1/video/query?task_id=nothing");
    assert!(gateway.tasks().iter().any(|view| view.id == id));
    gateway.forget_requests();
    assert!(gateway.requests().is_empty());
    gateway.stop().await;
}
