//! What the tests share: a fast gateway, a plain client, pictures, and a look inside an MP4.

use std::io::Cursor;
use std::time::Duration;

use image::{ImageFormat, Rgb, RgbImage};
use openh264::decoder::Decoder;
use openh264::formats::YUVSource;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use stillwake_practice::{Config, Gateway};

/// A configuration without least times.
pub(crate) fn fast() -> Config {
    Config { queued: Duration::ZERO, making: Duration::ZERO, ..Config::default() }
}

pub(crate) async fn start() -> Gateway {
    Gateway::start(fast()).await.unwrap()
}

pub(crate) fn client() -> Client {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .build()
        .unwrap()
}

pub(crate) fn call(gateway: &Gateway, method: Method, path: &str) -> RequestBuilder {
    client().request(method, format!("{}{path}", gateway.origin())).bearer_auth(gateway.key())
}

pub(crate) async fn get(gateway: &Gateway, path: &str) -> Response {
    call(gateway, Method::GET, path).send().await.unwrap()
}

/// The smallest body that makes a quick clip.
pub(crate) fn small(prompt: &str) -> Value {
    json!({ "model": "veo3", "prompt": prompt, "size": "128x96", "duration": 1 })
}

pub(crate) async fn create(gateway: &Gateway, body: &Value) -> Response {
    call(gateway, Method::POST, "/v1/video/create").json(body).send().await.unwrap()
}

/// Creates a task that must be accepted; its number.
pub(crate) async fn task(gateway: &Gateway, body: &Value) -> String {
    let response = create(gateway, body).await;
    assert_eq!(response.status(), StatusCode::OK);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], "processing");
    assert!(body["status_update_time"].as_u64().unwrap() > 1_700_000_000);
    body["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn query(gateway: &Gateway, id: &str) -> (StatusCode, Value) {
    let response = get(gateway, &format!("/v1/video/query?id={id}")).await;
    (response.status(), response.json().await.unwrap())
}

/// Waits until the task is completed; the link to its clip.
pub(crate) async fn completed(gateway: &Gateway, id: &str) -> String {
    loop {
        let (status, body) = query(gateway, id).await;
        assert_eq!(status, StatusCode::OK);
        match body["status"].as_str().unwrap() {
            "completed" => return body["video_url"].as_str().unwrap().to_owned(),
            "processing" => tokio::time::sleep(Duration::from_millis(20)).await,
            other => panic!("{other}: {body}"),
        }
    }
}

pub(crate) async fn upload(gateway: &Gateway, bytes: Vec<u8>, name: &str) -> Response {
    let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new().text("purpose", "model_input").part("file", part);
    call(gateway, Method::POST, "/v1/files/uploads").multipart(form).send().await.unwrap()
}

/// A picture with four different quarters and a bright centre.
pub(crate) fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let shade = (x * 40 / width) as u8;
        match (x * 2 < width, y * 2 < height) {
            (true, true) => Rgb([200, 60 + shade, 50]),
            (false, true) => Rgb([50, 180, 70 + shade]),
            (true, false) => Rgb([60 + shade, 70, 190]),
            (false, false) => Rgb([220, 210, 90 + shade]),
        }
    })
}

pub(crate) fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The top-level boxes of an MP4: name and where it starts and ends.
pub(crate) fn boxes(mp4: &[u8]) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 8 <= mp4.len() {
        let size = u32::from_be_bytes(mp4[at..at + 4].try_into().unwrap()) as usize;
        assert!(size >= 8 && at + size <= mp4.len(), "a box of {size} bytes at {at}");
        found.push((String::from_utf8_lossy(&mp4[at + 4..at + 8]).into_owned(), at, at + size));
        at += size;
    }
    assert_eq!(at, mp4.len());
    found
}

/// Every frame of a clip as RGB, with its width and height.
pub(crate) fn frames(mp4: &[u8]) -> Vec<RgbImage> {
    let (_, start, end) = boxes(mp4).into_iter().find(|(name, ..)| name == "mdat").unwrap();
    let mut decoder = Decoder::new().unwrap();
    let mut found = Vec::new();
    let mut pending = Vec::new();
    let mut at = start + 8;
    while at < end {
        let size = u32::from_be_bytes(mp4[at..at + 4].try_into().unwrap()) as usize;
        let unit = &mp4[at + 4..at + 4 + size];
        pending.extend_from_slice(&[0, 0, 0, 1]);
        pending.extend_from_slice(unit);
        at += 4 + size;
        // Parameter sets travel together with the picture that follows them.
        if matches!(unit[0] & 31, 1 | 5) {
            if let Some(picture) = decoder.decode(&pending).unwrap() {
                let (width, height) = picture.dimensions();
                let mut rgb = vec![0; width * height * 3];
                picture.write_rgb8(&mut rgb);
                found.push(RgbImage::from_raw(width as u32, height as u32, rgb).unwrap());
            }
            pending.clear();
        }
    }
    found
}

/// The mean difference of two pictures of the same size, per colour, of 255.
pub(crate) fn difference(a: &RgbImage, b: &RgbImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let sum: u64 = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.as_raw().len() as f64
}
