//! A clip leaves the window under the pointer: another program gets the file itself.

use std::fs;

use crate::page::Page;
use crate::stage::{Outcome, on_stage};
use crate::{files, flows, player, pointer};

/// Where the middle of an element lies in the page, px.
async fn middle(page: &Page, selector: &str) -> Outcome<(i32, i32)> {
    let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
        return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]";
    page.run(script, vec![serde_json::json!(selector)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_is_dragged_out_of_the_player_and_out_of_the_library() {
    on_stage("drag_out", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        pointer::place_window(stage.app()).await?;
        flows::connect(stage.page(), &service).await?;
        let page = stage.page();
        flows::generate(page, "灯笼 in the rain 100%").await?;
        page.wait_for_job("done").await?;
        let clips = files::clips(&stage.home())?;
        let clip = clips.first().expect("a clip lies in its folder");

        page.press("nav-library").await?;
        page.wait_for_count("clip", 1).await?;
        let tile = middle(page, r#"[data-testid="clip"]"#).await?;
        let dropped = pointer::drag_out(stage.app(), tile).await?;
        assert_eq!(dropped.len(), 1, "{dropped:?}");
        assert_eq!(taken(&dropped[0])?, fs::read(clip)?);
        assert_eq!(page.count("drop-overlay").await?, 0, "it is no drop on ourselves");

        page.press_css(r#"[data-testid="clip"] [data-open]"#).await?;
        player::shows_picture(page).await?;
        let handle = middle(page, r#"[data-testid="drag-out"]"#).await?;
        let dropped = pointer::drag_out(stage.app(), handle).await?;
        assert_eq!(taken(&dropped[0])?, fs::read(clip)?);
        // The window is usable as before.
        page.press("player-play").await?;
        service.stop().await;
        Ok(())
    })
    .await;
}

/// The bytes at an address as another program reads them.
fn taken(address: &str) -> Outcome<Vec<u8>> {
    let path = tauri::Url::parse(address)?.to_file_path().expect("the address of a file");
    Ok(fs::read(path)?)
}
