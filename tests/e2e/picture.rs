//! A real photo dropped from another window: it reaches the service upright and without the place
//! where it was taken, and the file on disk stays as it was.

use std::fs;

use serde_json::Value;

use crate::stage::on_stage;
use crate::{files, flows, pointer};

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_photo_is_uploaded_upright_and_without_its_place() {
    on_stage("picture", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        let photo = stage.folder().join("日落 海边.jpg");
        files::make_photo(&photo)?;
        let original = fs::read(&photo)?;

        let page = stage.page();
        page.press("nav-create").await?;
        pointer::drop_file(&photo).await?;
        page.wait_for_count("reference", 1).await?;
        flows::generate(page, "The sun goes down behind the sea").await?;
        page.wait_for_job("done").await?;

        let uploads = service.uploads();
        assert_eq!(uploads.len(), 1, "one picture, one upload");
        let copy = stage.folder().join("copy.jpg");
        fs::write(&copy, &uploads[0].bytes)?;
        let metadata = files::metadata(&copy)?;
        let facts = &serde_json::from_str::<Value>(&metadata)?[0];
        assert_eq!(facts["File:ImageWidth"], 800, "{metadata}");
        assert_eq!(facts["File:ImageHeight"], 1200, "{metadata}");
        for group in ["GPS:", "IFD0:", "ExifIFD:", "XMP", "IPTC"] {
            assert!(
                !metadata.contains(&format!("\"{group}")),
                "{group} is still there: {metadata}"
            );
        }
        let [top, bottom] = files::halves(&copy)?;
        assert!(top[0] > 180 && top[2] < 80, "red belongs on top: {top:?}");
        assert!(bottom[2] > 180 && bottom[0] < 80, "blue belongs below: {bottom:?}");

        let create = service
            .requests()
            .into_iter()
            .find(|request| request.path.starts_with("/v1/video/create"))
            .expect("the job was sent");
        let body = create.json.expect("its body is JSON");
        assert_eq!(body["images"], serde_json::json!([uploads[0].url]));
        assert_eq!(service.counts().accepted, 1);
        assert_eq!(fs::read(&photo)?, original, "the photo itself is untouched");
        service.stop().await;
        Ok(())
    })
    .await;
}

/// What is cut off by the frame never leaves the computer.
#[tokio::test(flavor = "multi_thread")]
async fn a_filled_frame_sends_only_what_is_in_it() {
    on_stage("frame", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        flows::drop_photo(stage).await?;
        let page = stage.page();
        page.press("ratio-16:9").await?;
        page.press("fit-fill").await?;
        page.by("crop-frame").await?;
        // To the upper edge: only red is left.
        let focus = "document.querySelector('[data-testid=crop-frame]').focus()";
        page.run::<()>(focus, Vec::new()).await?;
        pointer::keys(&["shift+Up"; 6])?;
        flows::generate(page, "The sun goes down behind the sea").await?;
        page.wait_for_job("done").await?;

        let uploads = service.uploads();
        assert_eq!(uploads.len(), 1);
        let copy = stage.folder().join("copy.jpg");
        fs::write(&copy, &uploads[0].bytes)?;
        let facts = &serde_json::from_str::<Value>(&files::metadata(&copy)?)?[0];
        assert_eq!(
            (&facts["File:ImageWidth"], &facts["File:ImageHeight"]),
            (&800.into(), &450.into())
        );
        let [top, bottom] = files::halves(&copy)?;
        assert!(top[0] > 180 && bottom[0] > 180 && bottom[2] < 80, "{top:?} {bottom:?}");
        service.stop().await;
        Ok(())
    })
    .await;
}
