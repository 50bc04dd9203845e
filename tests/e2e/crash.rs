//! A program that dies in the middle of a paid job picks it up again and pays once.

use crate::stage::on_stage;
use crate::{files, flows};

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_being_made_survives_a_kill() {
    on_stage("crash", async |stage| {
        let service = flows::service().await?;
        service.hold(true);
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        flows::generate(stage.page(), "Steam rises from a cup of tea").await?;
        let before = stage.page().wait_for_job("making").await?;

        stage.kill()?;
        stage.open().await?;
        let after = stage.page().wait_for_job("making").await?;
        assert_eq!(after.id, before.id, "it is the same job");
        service.hold(false);
        stage.page().wait_for_job("done").await?;

        let counts = service.counts();
        assert_eq!((counts.creates, counts.accepted), (1, 1), "it was paid for once");
        assert_eq!(stage.page().jobs().await?.len(), 1);
        let clips = files::clips(&stage.home())?;
        assert_eq!(clips.len(), 1, "{clips:?}");
        files::clip_stream(&clips[0])?;
        service.stop().await;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_job_survives_a_kill_as_well() {
    on_stage("practice-crash", async |stage| {
        stage.open().await?;
        stage.page().press("try-practice").await?;
        stage.page().type_into("prompt", "Rain on a window").await?;
        stage.page().press("generate").await?;
        let before = stage.page().wait_for_job("making").await?;
        stage.kill()?;
        stage.open().await?;
        let after = stage.page().wait_for_job("done").await?;
        assert_eq!(after.id, before.id, "it is the same job");
        let clips = files::clips(&stage.home())?;
        assert_eq!(clips.len(), 1, "{clips:?}");
        files::clip_stream(&clips[0])?;
        Ok(())
    })
    .await;
}
