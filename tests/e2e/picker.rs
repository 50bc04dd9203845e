//! The system's own file picker, driven by its keyboard, and pictures that come out of a clip.

use std::fs;

use crate::stage::{SHORTLY, on_stage, until};
use crate::{files, flows, player, pointer};

#[tokio::test(flavor = "multi_thread")]
async fn a_picked_picture_lands_and_nothing_comes_of_closing_the_picker() {
    on_stage("picker", async |stage| {
        flows::begin(stage).await?;
        let photo = stage.folder().join("日落 海边.jpg");
        files::make_photo(&photo)?;
        let plain = stage.folder().join("picked.jpg");
        fs::copy(&photo, &plain)?;
        let page = stage.page();
        page.press("nav-create").await?;

        page.press("add-pictures").await?;
        let picker = pointer::another_window(stage.app()).await?;
        pointer::bring_back(&picker)?;
        pointer::a_moment().await;
        pointer::keys(&["Escape"])?;
        until("the picker to close", SHORTLY, async || {
            Ok(pointer::other_windows(stage.app())?.is_empty().then_some(()))
        })
        .await?;
        assert_eq!(page.count("refusal").await?, 0);

        page.press("add-pictures").await?;
        let picker = pointer::another_window(stage.app()).await?;
        pointer::bring_back(&picker)?;
        pointer::a_moment().await;
        // A slash opens the picker's own field, which loses letters that come before it is there.
        pointer::typed("/")?;
        pointer::a_moment().await;
        pointer::typed(plain.to_str().expect("a plain path").trim_start_matches('/'))?;
        pointer::keys(&["Return"])?;
        page.wait_for_count("reference", 1).await?;
        assert_eq!(page.count("refusal").await?, 0);
        Ok(())
    })
    .await;
}

/// A frame of a clip, and the picture that a clip was made from, begin the next one: what is uploaded
/// for it is the frame itself.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_an_earlier_clip_go_into_the_next_one() {
    on_stage("earlier", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        flows::drop_photo(stage).await?;
        let page = stage.page();
        flows::generate(page, "The sun goes down behind the sea").await?;
        page.wait_for_job("done").await?;
        page.press("reference-remove").await?;
        page.wait_for_count("reference", 0).await?;

        page.press("nav-library").await?;
        page.press_css(r#"[data-testid="clip"] [data-open]"#).await?;
        player::shows_picture(page).await?;
        page.press("continue-from-frame").await?;
        page.wait_for_count("reference", 1).await?;
        flows::generate(page, "And the moon rises").await?;
        page.wait_for_job("done").await?;
        let clips = files::clips(&stage.home())?;
        let first = clips.iter().find(|clip| clip.to_string_lossy().contains("sun-goes"));
        let frame = stage.folder().join("frame.png");
        files::first_frame(first.expect("the first clip"), &frame)?;
        let uploaded = stage.folder().join("uploaded");
        fs::write(&uploaded, &service.uploads().last().expect("the frame went up").bytes)?;
        let likeness = files::likeness(&uploaded, &frame)?;
        assert!(likeness > 35.0, "PSNR of {likeness} dB");

        page.press("nav-library").await?;
        page.wait_for_count("clip", 2).await?;
        let before = service.uploads().len();
        page.press("nav-create").await?;
        page.press("reference-remove").await?;
        page.wait_for_count("reference", 0).await?;
        page.press("nav-library").await?;
        page.press_css(r#"[data-testid="clip"]:last-child [data-open]"#).await?;
        page.press("player-details").await?;
        page.press("use-picture").await?;
        page.wait_for_count("reference", 1).await?;
        flows::generate(page, "Then the stars").await?;
        page.wait_for_job("done").await?;
        assert_eq!(service.uploads().len(), before, "its link is still good");
        service.stop().await;
        Ok(())
    })
    .await;
}
