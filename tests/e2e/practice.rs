//! The first start without a key: from nothing to a clip that plays, lies in a folder and is
//! found again.

use crate::stage::on_stage;
use crate::{files, player};

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
        player::plays(page, (720, 1280)).await?;

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
        player::plays(page, (720, 1280)).await
    })
    .await;
}

fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}
