//! Clips that leave the app through the system's own dialogs, and come back as files.

use std::fs;

use stillwake_core::clip::tag;

use crate::stage::{Outcome, SHORTLY, Stage, on_stage, until};
use crate::{files, flows, player, pointer};

/// Answers the dialog that has just opened with a path. A slash opens a field for it, or begins a name.
async fn answer(stage: &Stage, path: &std::path::Path) -> Outcome {
    let dialog = pointer::another_window(stage.app()).await?;
    pointer::bring_back(&dialog)?;
    pointer::a_moment().await;
    pointer::keys(&["ctrl+a"])?;
    pointer::typed("/")?;
    pointer::a_moment().await;
    pointer::typed(path.to_str().expect("a plain path").trim_start_matches('/'))?;
    pointer::keys(&["Return"])?;
    until("the dialog to close", SHORTLY, async || {
        Ok(pointer::other_windows(stage.app())?.is_empty().then_some(()))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_saved_and_brings_its_settings_back_when_it_is_dropped() {
    on_stage("using", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        let page = stage.page();
        flows::generate(page, "Paper boats on a canal").await?;
        page.wait_for_job("done").await?;
        let clip = files::clips(&stage.home())?.pop().expect("a clip");
        assert!(files::metadata(&clip)?.contains("Paper boats on a canal"));
        files::clip_stream(&clip)?;

        page.press("nav-library").await?;
        page.press_css(r#"[data-testid="clip"] [data-open]"#).await?;
        player::shows_picture(page).await?;
        let copy = stage.folder().join("copy.mp4");
        page.press("save-menu").await?;
        page.press("save-copy").await?;
        answer(stage, &copy).await?;
        until("the copy", SHORTLY, async || Ok(copy.is_file().then_some(()))).await?;
        assert_eq!(fs::read(&copy)?, fs::read(&clip)?);

        // Nothing of its prompt is left in Create; the file brings it back.
        page.press("nav-create").await?;
        page.type_into("prompt", "Something else").await?;
        pointer::drop_file(&copy).await?;
        until("the prompt to come back", SHORTLY, async || {
            Ok((page.value_of("prompt").await? == "Paper boats on a canal").then_some(()))
        })
        .await?;
        assert_eq!(page.count("refusal").await?, 0, "it is no picture that was refused");
        assert_eq!(page.count("reference").await?, 0);
        assert!(tag::read(&copy).is_ok_and(|told| told.is_some()));
        service.stop().await;
        Ok(())
    })
    .await;
}
