//! What several tests do alike, as a person would do it.

use std::time::Duration;

use stillwake_practice::{Config, Gateway};

use crate::page::Page;
use crate::stage::{Outcome, SHORTLY, Stage, until};
use crate::{files, pointer};

/// A service outside the program that makes clips at once.
pub(crate) async fn service() -> Outcome<Gateway> {
    let quick = Duration::from_millis(100);
    Ok(Gateway::start(Config { queued: quick, making: quick, ..Config::default() }).await?)
}

/// Opens the program for the first time and leaves the first screen without a key.
pub(crate) async fn begin(stage: &mut Stage) -> Outcome {
    stage.open().await?;
    let page = stage.page();
    page.by("onboarding").await?;
    page.press_words("onboarding.skip").await?;
    page.wait_for_count("onboarding", 0).await
}

/// Types an address in Settings and leaves the field, which applies it.
pub(crate) async fn type_address(page: &Page, address: &str) -> Outcome {
    page.press("nav-settings").await?;
    page.type_into("service-address", address).await?;
    page.leave("service-address").await
}

/// Gives the service's address, until the page says that a key would go there.
pub(crate) async fn set_address(page: &Page, address: &str) -> Outcome {
    type_address(page, address).await?;
    until("the address to be taken", SHORTLY, async || {
        Ok(page.text_of("key-status").await?.contains(address).then_some(()))
    })
    .await
}

/// Types a key in Settings and presses Check.
pub(crate) async fn check_key(page: &Page, key: &str) -> Outcome {
    page.press("nav-settings").await?;
    page.type_into("key-input", key).await?;
    page.press("key-check").await
}

/// Address and key of a service, up to the good news.
pub(crate) async fn connect(page: &Page, service: &Gateway) -> Outcome {
    set_address(page, &service.origin()).await?;
    check_key(page, service.key()).await?;
    page.wait_for_words_in("key-status", "key.good").await
}

/// Drops a photo like a phone's on Create.
pub(crate) async fn drop_photo(stage: &Stage) -> Outcome {
    let photo = stage.folder().join("photo.jpg");
    files::make_photo(&photo)?;
    stage.page().press("nav-create").await?;
    pointer::drop_file(&photo).await?;
    stage.page().wait_for_count("reference", 1).await
}

/// Writes a prompt, picks a model that takes words and pictures, and presses Generate.
pub(crate) async fn generate(page: &Page, prompt: &str) -> Outcome {
    page.press("nav-create").await?;
    page.type_into("prompt", prompt).await?;
    page.press("model-picker").await?;
    page.press_css(r#"[data-testid="model-option"][data-model="veo3.1-components"]"#).await?;
    page.press("generate").await
}
