//! What people do by mistake gets a sentence, costs nothing and loses nothing.

use std::fs;
use std::process::Stdio;

use crate::stage::{SHORTLY, on_stage, until};
use crate::{flows, pointer};

#[tokio::test(flavor = "multi_thread")]
async fn empty_and_endless_prompts_are_explained_and_not_sent() {
    on_stage("prompts", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        let page = stage.page();
        flows::connect(page, &service).await?;

        page.press("nav-create").await?;
        page.press("generate").await?;
        page.wait_for_words("error.promptEmpty").await?;

        let endless = "海边的日落 and ".repeat(20_000 / 10);
        assert_eq!(endless.chars().count(), 20_000);
        page.paste_into("prompt", &endless).await?;
        page.press("generate").await?;
        page.wait_for_words("error.promptTooLong").await?;
        assert_eq!(page.value_of("prompt").await?, endless, "not a character is lost");

        pointer::a_moment().await;
        assert!(page.jobs().await?.is_empty());
        assert_eq!(service.counts().creates, 0);
        service.stop().await;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_file_is_not_taken_as_a_picture() {
    on_stage("text-file", async |stage| {
        flows::begin(stage).await?;
        let file = stage.folder().join("notes about the sea.txt");
        fs::write(&file, "The sea is blue.\n")?;
        let page = stage.page();
        page.press("nav-create").await?;
        page.type_into("prompt", "What was written stays").await?;
        pointer::drop_file(&file).await?;
        page.wait_for_words("pictures.refusedNotAPicture").await?;
        assert_eq!(page.count("reference").await?, 0);
        assert_eq!(page.value_of("prompt").await?, "What was written stays");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_for_an_unreachable_service_waits_and_is_kept() {
    on_stage("unreachable", async |stage| {
        flows::begin(stage).await?;
        let page = stage.page();
        flows::set_address(page, "http://127.0.0.1:1").await?;
        flows::check_key(page, "sk-0123456789abcdef0123456789abcdef").await?;
        page.wait_for_words_in("key-status", "key.unchecked").await?;
        flows::generate(page, "A boat waits for the tide").await?;
        page.wait_for_words("note.offline").await?;
        let waiting = page.wait_for_job("waiting").await?;

        stage.restart().await?;
        let kept = stage.page().wait_for_job("waiting").await?;
        assert_eq!(kept.id, waiting.id, "it is the same job");
        assert!(kept.text.contains("A boat waits for the tide"), "{}", kept.text);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_address_is_refused() {
    on_stage("open-address", async |stage| {
        flows::begin(stage).await?;
        let page = stage.page();
        page.press("nav-settings").await?;
        let before = page.value_of("service-address").await?;
        flows::type_address(page, "http://example.com").await?;
        page.wait_for_words("error.addressInsecure").await?;
        stage.restart().await?;
        stage.page().press("nav-settings").await?;
        assert_eq!(stage.page().value_of("service-address").await?, before);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn generate_without_a_key_says_what_is_missing() {
    on_stage("no-key", async |stage| {
        flows::begin(stage).await?;
        let page = stage.page();
        flows::generate(page, "A cloud with nowhere to go").await?;
        page.wait_for_words("error.keyMissing").await?;
        assert_eq!(page.value_of("prompt").await?, "A cloud with nowhere to go");
        assert!(page.jobs().await?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_gives_way_to_the_first() {
    on_stage("second-start", async |stage| {
        flows::begin(stage).await?;
        let quiet = Stdio::null;
        let mut second = stage.command().stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn()?;
        let ended =
            until("the second program to end by itself", SHORTLY, async || Ok(second.try_wait()?))
                .await;
        if ended.is_err() {
            second.kill()?;
            second.wait()?;
        }
        ended?;
        stage.page().by("prompt").await?;
        Ok(())
    })
    .await;
}
