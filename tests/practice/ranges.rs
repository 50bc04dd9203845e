//! Parts of a clip, as players and resumed downloads ask for them.

use reqwest::StatusCode;

use crate::support::{client, completed, small, start, task};

#[tokio::test]
async fn a_clip_is_sent_in_parts() {
    let gateway = start().await;
    let id = task(&gateway, &small("x")).await;
    let link = completed(&gateway, &id).await;
    let whole = client().get(&link).send().await.unwrap();
    assert_eq!(whole.headers()["accept-ranges"], "bytes");
    let tag = whole.headers()["etag"].to_str().unwrap().to_owned();
    let whole = whole.bytes().await.unwrap();
    let length = whole.len();

    let head = client().head(&link).send().await.unwrap();
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(head.headers()["content-length"], length.to_string());
    assert_eq!(head.headers()["etag"], tag);

    let last = length - 1;
    let parts = [
        ("bytes=0-99".to_owned(), 0..100),
        ("bytes=100-".to_owned(), 100..length),
        (format!("bytes={last}-"), last..length),
        ("bytes=-10".to_owned(), length - 10..length),
        (format!("bytes=-{}", length * 2), 0..length),
        (format!("bytes=5-{}", length * 2), 5..length),
    ];
    for (range, expected) in parts {
        let response = client().get(&link).header("range", &range).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT, "{range}");
        let told = format!("bytes {}-{}/{length}", expected.start, expected.end - 1);
        assert_eq!(response.headers()["content-range"], told.as_str());
        assert_eq!(response.headers()["content-length"], expected.len().to_string());
        assert_eq!(response.bytes().await.unwrap(), whole[expected], "{range}");
    }
    for range in [format!("bytes={length}-"), "bytes=-0".to_owned()] {
        let response = client().get(&link).header("range", &range).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::RANGE_NOT_SATISFIABLE, "{range}");
        assert_eq!(response.headers()["content-range"], format!("bytes */{length}"));
    }
    for range in ["bytes=5-2", "bytes=a-b", "bytes=0-1,4-5", "pages=1-2", "bytes=-"] {
        let response = client().get(&link).header("range", range).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{range}");
        assert_eq!(response.bytes().await.unwrap(), whole);
    }

    let ask = |name: &'static str, value: String| {
        client().get(&link).header("range", "bytes=0-9").header(name, value).send()
    };
    assert_eq!(ask("if-range", tag.clone()).await.unwrap().status(), 206);
    assert_eq!(ask("if-range", "\"other\"".into()).await.unwrap().status(), 200);
    assert_eq!(ask("if-none-match", tag).await.unwrap().status(), 304);
    gateway.stop().await;
}
