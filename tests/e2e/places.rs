//! The pictures of a draft on the real window: several at once, other places by the X server's
//! pointer and by its keyboard, one removed and brought back, and the order in which they are sent.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::json;

use crate::page::Page;
use crate::stage::{Outcome, SHORTLY, on_stage, until};
use crate::{flows, pointer};

#[tokio::test(flavor = "multi_thread")]
async fn pictures_change_places_by_pointer_and_keyboard_and_are_sent_in_that_order() {
    on_stage("places", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        let (page, app) = (stage.page(), stage.app());
        page.press("nav-create").await?;
        let files: Vec<PathBuf> = ["red", "lime", "blue"]
            .map(|colour| {
                let path = stage.folder().join(format!("{colour}.png"));
                let mut make = Command::new("convert");
                make.args(["-size", "320x240", &format!("xc:{colour}")]).arg(&path);
                assert!(make.status().expect("it runs").success(), "a picture to drop");
                path
            })
            .into();
        pointer::drop_files(&files).await?;
        ordered(page, ["red", "lime", "blue"]).await?;

        let [first, last] = [middle(page, 0).await?, middle(page, 2).await?];
        pointer::drag_within(app, last, first).await?;
        ordered(page, ["blue", "red", "lime"]).await?;

        let focus = "document.querySelectorAll('[data-testid=reference-hold]')[0].focus()";
        page.run::<()>(focus, vec![]).await?;
        pointer::keys(&["space"])?;
        // What moves it is heard a moment after it was taken.
        pointer::a_moment().await;
        pointer::keys(&["Right"])?;
        pointer::a_moment().await;
        pointer::keys(&["space"])?;
        ordered(page, ["red", "blue", "lime"]).await?;

        page.press_css("[data-testid=reference]:nth-child(2) [data-testid=reference-remove]")
            .await?;
        page.wait_for_count("reference", 2).await?;
        page.press("undo").await?;
        ordered(page, ["red", "blue", "lime"]).await?;

        flows::generate(page, "Three colours meet").await?;
        page.wait_for_job("done").await?;
        let requests = service.requests();
        let create = requests.iter().find(|seen| seen.path == "/v1/video/create");
        let sent = &create.and_then(|seen| seen.json.as_ref()).expect("it was sent")["images"];
        let colours: Vec<&str> = sent
            .as_array()
            .expect("pictures went with it")
            .iter()
            .map(|url| {
                let uploads = service.uploads();
                let one =
                    uploads.iter().find(|one| *url == json!(one.url)).expect("it was uploaded");
                let path = stage.folder().join("sent");
                fs::write(&path, &one.bytes).expect("a file");
                match crate::files::halves(&path).expect("a picture")[0] {
                    [200..=255, _, _] => "red",
                    [_, 200..=255, _] => "lime",
                    _ => "blue",
                }
            })
            .collect();
        assert_eq!(colours, ["red", "blue", "lime"]);
        service.stop().await;
        Ok(())
    })
    .await;
}

/// Waits until the pictures stand in that order.
async fn ordered(page: &Page, colours: [&str; 3]) -> Outcome {
    let script = "return [...document.querySelectorAll('[data-testid=reference-hold]')]
        .map((held) => held.getAttribute('aria-label'))";
    until(&format!("the order {colours:?}"), SHORTLY, async || {
        let names: Vec<String> = page.run(script, vec![]).await?;
        let fits = names.len() == colours.len()
            && names.iter().zip(colours).all(|(name, colour)| name.contains(colour));
        Ok(fits.then_some(()))
    })
    .await
}

/// The middle of a picture, px of the window.
async fn middle(page: &Page, index: usize) -> Outcome<(i32, i32)> {
    let script =
        "const held = document.querySelectorAll('[data-testid=reference-hold]')[arguments[0]];
        const box = held.getBoundingClientRect();
        return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]";
    page.run(script, vec![json!(index)]).await
}
