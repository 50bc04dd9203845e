//! The first start without a key: from nothing to a clip that plays, lies in a folder and is
//! found again.

use serde::Deserialize;

use crate::files;
use crate::stage::{Outcome, SHORTLY, on_stage, until};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Video {
    ready_state: u32,
    duration: f64,
    width: u32,
    height: u32,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_practice_clip_plays_and_is_kept() {
    on_stage("practice", async |stage| {
        stage.open().await?;
        let page = stage.page();
        page.by("onboarding").await?;
        page.press("try-practice").await?;
        page.type_into("prompt", "A lighthouse at dusk, slow waves").await?;
        page.press("ratio-9:16").await?;
        page.press("generate").await?;
        let job = page.wait_for_job("done").await?;
        assert!(!job.id.is_empty(), "a job has an id");

        page.press("nav-library").await?;
        page.press("clip").await?;
        it_plays(page).await?;

        let clips = files::clips(&stage.home())?;
        let [clip] = &clips[..] else {
            panic!("one clip lies in the folder and nothing else: {clips:?}");
        };
        let name = clip.file_name().and_then(|name| name.to_str()).expect("its name is text");
        let parts: Vec<_> = name.splitn(3, ' ').collect();
        assert!(is_date(parts[0]), "the name begins with the day: {name}");
        assert!(parts[1].starts_with("a-lighthouse-at-dusk"), "then come the words: {name}");
        assert!(parts[2].len() > 4 && parts[2].ends_with(".mp4"), "then the model: {name}");
        let stream = files::clip_stream(clip)?;
        assert_eq!(stream["codec_name"], "h264");
        assert_eq!((stream["width"].as_u64(), stream["height"].as_u64()), (Some(720), Some(1280)));

        stage.restart().await?;
        let page = stage.page();
        page.press("nav-library").await?;
        page.wait_for_count("clip", 1).await?;
        assert_eq!(page.count("onboarding").await?, 0, "the first screen is for the first time");
        page.press("clip").await?;
        it_plays(page).await
    })
    .await;
}

/// The clip is loaded, has its size and length, goes where it is sent and runs.
async fn it_plays(page: &crate::page::Page) -> Outcome {
    let video = until("the player to have a picture", SHORTLY, async || {
        let script = r#"const video = document.querySelector('[data-testid="player"]');
            return video && { readyState: video.readyState, duration: video.duration || 0,
                width: video.videoWidth, height: video.videoHeight }"#;
        let video: Option<Video> = page.run(script, vec![]).await?;
        Ok(video.filter(|video| video.ready_state >= 2))
    })
    .await?;
    assert!(video.duration > 0.0, "{video:?}");
    assert_eq!((video.width, video.height), (720, 1280));

    let reached: f64 = page
        .run_async(
            r#"const done = arguments[arguments.length - 1];
            const video = document.querySelector('[data-testid="player"]');
            video.pause();
            video.addEventListener('seeked', () => done(video.currentTime), { once: true });
            video.currentTime = video.duration / 2;"#,
        )
        .await?;
    assert!((reached - video.duration / 2.0).abs() < 0.1, "a seek reached {reached}");

    page.press("player-play").await?;
    until("the clip to run", SHORTLY, async || {
        let script = r#"return document.querySelector('[data-testid="player"]').currentTime"#;
        let now: f64 = page.run(script, vec![]).await?;
        Ok(((now - reached).abs() > 0.2).then_some(()))
    })
    .await
}

fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}
