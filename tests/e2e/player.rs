//! The player as tests see it: whether a clip has a picture, goes where it is sent, and runs.

use serde::Deserialize;

use crate::page::Page;
use crate::stage::{Outcome, SHORTLY, until};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Video {
    ready_state: u32,
    duration: f64,
    width: u32,
    height: u32,
}

/// The player has a picture.
pub(crate) async fn shows_picture(page: &Page) -> Outcome {
    until("the player to have a picture", SHORTLY, async || {
        let script = r#"const video = document.querySelector('[data-testid="player"]');
            return video !== null && video.readyState >= 2 && video.videoWidth > 0"#;
        Ok(page.run::<bool>(script, vec![]).await?.then_some(()))
    })
    .await
}

/// The clip is loaded, has its size and length, goes where it is sent and runs.
pub(crate) async fn plays(page: &Page, size: (u32, u32)) -> Outcome {
    let video = until("the player to have a picture", SHORTLY, async || {
        let script = r#"const video = document.querySelector('[data-testid="player"]');
            return video && { readyState: video.readyState, duration: video.duration || 0,
                width: video.videoWidth, height: video.videoHeight }"#;
        let video: Option<Video> = page.run(script, vec![]).await?;
        // The web view says that it has data a moment before it knows how large the picture is.
        Ok(video.filter(|video| video.ready_state >= 2 && video.width > 0))
    })
    .await?;
    assert!(video.duration > 0.0, "{video:?}");
    assert_eq!((video.width, video.height), size);

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
