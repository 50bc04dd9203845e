//! The key: kept by the system's keyring, found again, sent to its service alone, and written
//! nowhere else.

use std::path::PathBuf;

use crate::stage::{Outcome, Stage, on_stage};
use crate::{files, flows, pointer};

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_kept_in_the_keyring_and_nowhere_else() {
    on_stage("key", async |stage| {
        let service = flows::service().await?;
        let key = service.key().to_owned();
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        let everything = stage.page().everything().await?;
        assert!(!everything.contains(&key), "the page still holds the key");
        nowhere_on_disk(stage, &key)?;

        stage.restart().await?;
        let page = stage.page();
        page.press("nav-settings").await?;
        page.wait_for_words_in("key-status", "key.stateSet").await?;
        assert_eq!(page.value_of("service-address").await?, service.origin());
        assert!(!page.everything().await?.contains(&key), "the page was given the key");

        flows::generate(page, "A kite over a green hill").await?;
        page.wait_for_job("done").await?;
        let requests = service.requests();
        assert!(requests.iter().any(|request| request.path.starts_with("/v1/video/query")));
        for request in &requests {
            for (name, value) in &request.headers {
                let expected = name == "authorization" && *value == format!("Bearer {key}");
                assert!(expected || !value.contains(&key), "{name} of {}", request.path);
            }
            let body = request.json.as_ref().map(ToString::to_string).unwrap_or_default();
            assert!(!format!("{}{body}", request.path).contains(&key), "{}", request.path);
        }

        page.press("nav-settings").await?;
        page.press_words("key.remove").await?;
        page.wait_for_words_in("key-status", "key.stateNone").await?;
        stage.restart().await?;
        stage.page().press("nav-settings").await?;
        stage.page().wait_for_words_in("key-status", "key.stateNone").await?;
        stage.quit().await?;
        nowhere_on_disk(stage, &key)?;
        service.stop().await;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_told_and_not_kept() {
    on_stage("wrong-key", async |stage| {
        let service = flows::service().await?;
        flows::begin(stage).await?;
        flows::set_address(stage.page(), &service.origin()).await?;
        flows::check_key(stage.page(), "sk-0123456789abcdef-of-somebody-else").await?;
        stage.page().wait_for_words_in("key-status", "key.wrong").await?;
        stage.restart().await?;
        stage.page().press("nav-settings").await?;
        stage.page().wait_for_words_in("key-status", "key.stateNone").await?;
        pointer::a_moment().await;
        assert_eq!(service.counts().creates, 0);
        service.stop().await;
        Ok(())
    })
    .await;
}

/// Neither in the program's folder, which holds the web view's data too, nor in what desktop
/// programs write by custom; the keyring's own file is encrypted.
fn nowhere_on_disk(stage: &Stage, key: &str) -> Outcome {
    let customs =
        ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"];
    let mut folders: Vec<_> =
        customs.iter().filter_map(std::env::var_os).map(PathBuf::from).collect();
    folders.push(stage.folder().to_owned());
    let found = files::holding(key, &folders);
    assert!(found.is_empty(), "the key can be read in {found:?}");
    Ok(())
}
