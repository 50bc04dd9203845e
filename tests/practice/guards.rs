//! What the gateway refuses: other hosts, wrong keys, pages of other origins, and too much.

use image::ImageFormat;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use stillwake_practice::{Config, Gateway, PracticeError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{
    call, client, completed, create, encoded, fast, get, quarters, small, start, task, upload,
};

/// The answer to bytes sent as they are.
async fn raw(gateway: &Gateway, request: &str) -> String {
    let mut stream =
        TcpStream::connect(gateway.origin().strip_prefix("http://").unwrap()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn only_its_own_host_is_served() {
    let gateway = start().await;
    let id = task(&gateway, &small("x")).await;
    let link = completed(&gateway, &id).await;
    let clip = link.strip_prefix(&gateway.origin()).unwrap().to_owned();
    let port = gateway.origin().rsplit(':').next().unwrap().to_owned();
    let key = gateway.key().to_owned();
    let ask = |host: String, path: String| {
        format!(
            "GET {path} HTTP/1.1\r\n{host}authorization: Bearer {key}\r\nconnection: close\r\n\r\n"
        )
    };
    let foreign = [
        String::new(),
        "host: 127.0.0.1\r\n".to_owned(),
        "host: localhost\r\n".to_owned(),
        format!("host: evil.example:{port}\r\n"),
        format!("host: 127.0.0.1:{port}.evil.example\r\n"),
        format!("host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("host: [::1]:{port}\r\n"),
        format!("host: 127.0.0.1:{port}\r\nhost: evil.example\r\n"),
    ];
    let before = gateway.counts();
    for host in &foreign {
        for path in ["/v1/models", clip.as_str()] {
            let answer = raw(&gateway, &ask(host.clone(), path.to_owned())).await;
            assert!(answer.starts_with("HTTP/1.1 421"), "{host:?}: {answer}");
        }
    }
    let absolute =
        ask(format!("host: 127.0.0.1:{port}\r\n"), "http://evil.example/v1/models".into());
    assert!(raw(&gateway, &absolute).await.starts_with("HTTP/1.1 421"));
    let counts = gateway.counts();
    assert_eq!(counts.refused_host - before.refused_host, 2 * foreign.len() as u64 + 1);
    assert_eq!(counts.models, 0);

    for host in [format!("host: 127.0.0.1:{port}\r\n"), format!("host: localhost:{port}\r\n")] {
        let answer = raw(&gateway, &ask(host, "/v1/models".into())).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    gateway.stop().await;
}

#[tokio::test]
async fn a_wrong_key_gets_nowhere() {
    let gateway = start().await;
    let url = |path: &str| format!("{}{path}", gateway.origin());
    let wrong = format!("{}x", gateway.key());
    for path in ["/v1/models", "/v1/video/query?id=x", "/v1/videos/x/content", "/nothing"] {
        let none = client().get(url(path)).send().await.unwrap();
        let other = client().get(url(path)).bearer_auth(&wrong).send().await.unwrap();
        let basic = client().get(url(path)).basic_auth("a", Some("b")).send().await.unwrap();
        for response in [none, other, basic] {
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path}");
            let body: Value = response.json().await.unwrap();
            assert!(body["error"]["message"].as_str().unwrap().contains("request id"));
        }
    }
    let create = client()
        .post(url("/v1/video/create"))
        .bearer_auth(&wrong)
        .json(&small("x"))
        .send()
        .await
        .unwrap();
    assert_eq!(create.status(), StatusCode::UNAUTHORIZED);
    let counts = gateway.counts();
    assert_eq!((counts.refused_key, counts.creates, counts.accepted), (13, 0, 0));
    gateway.stop().await;
}

#[tokio::test]
async fn keys_are_new_at_every_start() {
    let (one, two) = (start().await, start().await);
    assert!(one.key().starts_with("sk-practice-") && one.key().len() == 12 + 32);
    assert_ne!(one.key(), two.key());
    let port = one.origin().rsplit(':').next().unwrap().parse().unwrap();
    let taken = Gateway::start(Config { port, ..fast() }).await;
    assert!(matches!(taken, Err(PracticeError::Listen { .. })));
    let split = Gateway::start(Config { key: Some("a\r\nb".into()), ..fast() }).await;
    assert!(matches!(split, Err(PracticeError::Key)));
    one.stop().await;
    two.stop().await;
}

#[tokio::test]
async fn no_page_may_read_an_answer() {
    let gateway = start().await;
    let id = task(&gateway, &small("x")).await;
    let link = completed(&gateway, &id).await;
    let link = link.strip_prefix(&gateway.origin()).unwrap();
    for (method, path) in [
        (Method::OPTIONS, "/v1/video/create"),
        (Method::GET, "/v1/models"),
        (Method::GET, "/nothing"),
        (Method::GET, link),
        (Method::OPTIONS, link),
    ] {
        let response = call(&gateway, method, path)
            .header("origin", "https://evil.example")
            .header("access-control-request-method", "POST")
            .send()
            .await
            .unwrap();
        let open =
            response.headers().keys().any(|name| name.as_str().starts_with("access-control"));
        assert!(!open, "{path}: {:?}", response.headers());
    }
    gateway.stop().await;
}

#[tokio::test]
async fn a_bad_request_is_told_what_is_wrong() {
    let gateway = Gateway::start(Config { max_prompt: 20, ..fast() }).await.unwrap();
    let bad = [
        json!({ "prompt": "x" }),
        json!({ "model": "veo3" }),
        json!({ "model": "veo3", "prompt": "  " }),
        json!({ "model": "", "prompt": "x" }),
        json!({ "model": 3, "prompt": "x" }),
        json!({ "model": "veo3", "prompt": "a prompt that is too long" }),
        json!({ "model": "veo3", "prompt": "x", "aspect_ratio": "5:4" }),
        json!({ "model": "veo3", "prompt": "x", "aspect_ratio": null }),
        json!({ "model": "veo3", "prompt": "x", "size": "" }),
        json!({ "model": "veo3", "prompt": "x", "size": "4000x4000" }),
        json!({ "model": "veo3", "prompt": "x", "size": "-1x720" }),
        json!({ "model": "veo3", "prompt": "x", "duration": 0 }),
        json!({ "model": "veo3", "prompt": "x", "duration": 16 }),
        json!({ "model": "veo3", "prompt": "x", "duration": "5" }),
        json!({ "model": "veo3", "prompt": "x", "duration": 2.5 }),
        json!({ "model": "veo3", "prompt": "x", "images": [] }),
        json!({ "model": "veo3", "prompt": "x", "images": "http://a/b.png" }),
        json!([1]),
        json!("text"),
    ];
    for body in &bad {
        let response = create(&gateway, body).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!((&answer["code"], &answer["data"]), (&json!("invalid_request"), &Value::Null));
        assert!(!answer["message"].as_str().unwrap().is_empty());
    }
    let text = call(&gateway, Method::POST, "/v1/video/create").body("{no json").send().await;
    assert_eq!(text.unwrap().status(), StatusCode::BAD_REQUEST);
    let counts = gateway.counts();
    assert_eq!((counts.creates, counts.accepted), (bad.len() as u64 + 1, 0));
    gateway.stop().await;
}

#[tokio::test]
async fn no_address_is_ever_fetched() {
    let gateway = start().await;
    let bait = start().await;
    let port = gateway.origin().rsplit(':').next().unwrap().to_owned();
    for address in [
        format!("{}/v1/models", bait.origin()),
        format!("{}/task-artifacts/tmp-inputs/00.png", bait.origin()),
        format!("{}/task-artifacts/tmp-inputs/../../tasks/x.json", gateway.origin()),
        format!("http://evil@127.0.0.1:{port}/task-artifacts/tmp-inputs/00.png"),
        "https://example.com/a.png".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:image/png;base64,AAAA".to_owned(),
        "data:image/png,AAAA".to_owned(),
        "data:".to_owned(),
        String::new(),
    ] {
        let mut body = small("x");
        body["images"] = json!([address]);
        let response = create(&gateway, &body).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{address}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["message"], "Image URL could not be fetched", "{address}");
    }
    assert_eq!(bait.counts().requests, 0);
    assert_eq!(gateway.counts().accepted, 0);
    gateway.stop().await;
    bait.stop().await;
}

#[tokio::test]
async fn only_pictures_within_the_limits_are_kept() {
    let tight = Config {
        max_upload: 100_000,
        max_body: 2_000,
        max_picture_side: 500,
        max_picture_memory: 500_000,
        ..fast()
    };
    let gateway = Gateway::start(tight).await.unwrap();
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let response = upload(&gateway, encoded(&quarters(40, 30), format), "a").await;
        assert_eq!(response.status(), StatusCode::OK, "{format:?}");
    }
    let mut cut = encoded(&quarters(200, 200), ImageFormat::Png);
    cut.truncate(cut.len() / 2);
    let refused = [
        (encoded(&quarters(40, 30), ImageFormat::Bmp), StatusCode::BAD_REQUEST),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), StatusCode::BAD_REQUEST),
        (Vec::new(), StatusCode::BAD_REQUEST),
        (cut, StatusCode::BAD_REQUEST),
        // Too wide, too much memory once decoded, too many bytes.
        (encoded(&quarters(501, 4), ImageFormat::Png), StatusCode::PAYLOAD_TOO_LARGE),
        (encoded(&quarters(450, 450), ImageFormat::Png), StatusCode::PAYLOAD_TOO_LARGE),
        (vec![0; 100_001], StatusCode::PAYLOAD_TOO_LARGE),
        (vec![0; 400_000], StatusCode::PAYLOAD_TOO_LARGE),
    ];
    for (case, (bytes, expected)) in refused.into_iter().enumerate() {
        let response = upload(&gateway, bytes, "a.png").await;
        assert_eq!(response.status(), expected, "case {case}");
    }
    let no_file = reqwest::multipart::Form::new().text("purpose", "model_input");
    let response =
        call(&gateway, Method::POST, "/v1/files/uploads").multipart(no_file).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(create(&gateway, &small(&"x".repeat(3_000))).await.status(), 413);
    assert_eq!(gateway.counts().uploads_accepted, 4);
    assert_eq!(gateway.uploads().len(), 4);
    gateway.stop().await;
}

#[tokio::test]
async fn the_queue_has_an_end() {
    let gateway = Gateway::start(Config { max_tasks_waiting: 1, ..fast() }).await.unwrap();
    let long = json!({ "model": "veo3", "prompt": "x", "duration": 15, "size": "1080P" });
    task(&gateway, &long).await;
    let response = create(&gateway, &small("y")).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(gateway.counts().accepted, 1);
    // Stopping does not wait for the long clip.
    gateway.stop().await;
}

#[tokio::test]
async fn unknown_paths_are_not_found() {
    let gateway = start().await;
    for path in [
        "/",
        "/clips/x.mp4",
        "/clips/../tasks/x.json",
        "/task-artifacts/tmp-inputs/x.png",
        "/v1/video/create",
        "/v1/files/uploads/base64",
        "/api/upload",
    ] {
        assert_eq!(get(&gateway, path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    gateway.stop().await;
}
