//! The app as a whole: its state, its choices, and what lies outside the window.

use std::sync::Arc;

use stillwake_core::settings::Settings;
use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::environment;
use crate::host::Desktop;
use crate::wire::{AppState, HelpPage, MediaBase, SettingsPatch, SettingsView};

/// Everything at one moment. Subscribe to events first, then ask for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn app_state(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
) -> Answer<AppState> {
    AppState::of(&studio, &media).await
}

/// Changes choices.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings_set(
    studio: State<'_, Studio>,
    patch: SettingsPatch,
) -> Answer<SettingsView> {
    let settings = studio.settings_set(patch.into()).await?;
    Ok(SettingsView::new(&settings, studio.folders()))
}

/// Puts text on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn text_copy(desktop: State<'_, Arc<dyn Desktop>>, text: String) -> Answer<()> {
    Ok(desktop.copy(text).await?)
}

/// Opens a page of the service in the browser; the page of the window only names which.
#[tauri::command]
#[specta::specta]
pub(crate) async fn link_open(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
    page: HelpPage,
) -> Answer<()> {
    let service = studio.settings().service;
    let address = match page {
        HelpPage::GetKey => service.console("/console/token"),
        // Of the vendor, whatever address is in the settings now: a job may be older than that.
        HelpPage::Usage => Settings::default().service.console("/console/log"),
        HelpPage::TopUp => service.console("/console/topup"),
        HelpPage::Prices => service.console("/pricing"),
    };
    Ok(desktop.browse(&address)?)
}

/// The page has drawn its second frame: what could wait for it begins, and the benchmark is told.
#[tauri::command]
#[specta::specta]
pub(crate) async fn window_ready(studio: State<'_, Studio>) -> Answer<()> {
    studio.window_shown();
    environment::say_ready();
    Ok(())
}
