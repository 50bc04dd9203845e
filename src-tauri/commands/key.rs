//! The key: it comes in, and never goes out. A typed key passes through here once; a pasted one is
//! read from the clipboard here and never seen by the page.

use std::sync::Arc;

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::host::Desktop;
use crate::wire::{AccountView, KeyCheck, SettingsView};

/// Checks and, unless it is wrong, keeps the key; null checks the kept one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn key_check(studio: State<'_, Studio>, key: Option<String>) -> Answer<KeyCheck> {
    check(&studio, key.as_deref()).await
}

/// The same with what is on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn key_paste(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
) -> Answer<KeyCheck> {
    check(&studio, Some(&desktop.pasted().await?)).await
}

/// Forgets the key of the current service.
#[tauri::command]
#[specta::specta]
pub(crate) async fn key_clear(studio: State<'_, Studio>) -> Answer<AccountView> {
    Ok(studio.key_clear().await?.into())
}

async fn check(studio: &Studio, key: Option<&str>) -> Answer<KeyCheck> {
    let (verdict, account, settings) = studio.key_check(key).await?;
    let settings = SettingsView::new(&settings, studio.folders());
    Ok(KeyCheck { verdict: verdict.into(), account: account.into(), settings })
}
