//! Presets: choices and the frame of a prompt under a name.

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::wire::PresetView;

/// All presets, by name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn presets_list(studio: State<'_, Studio>) -> Answer<Vec<PresetView>> {
    Ok(studio.presets().await?.into_iter().map(Into::into).collect())
}

/// Keeps a preset, in place of one with the same name; the answer is all of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preset_save(
    studio: State<'_, Studio>,
    preset: PresetView,
) -> Answer<Vec<PresetView>> {
    Ok(studio.preset_save(preset.into()).await?.into_iter().map(Into::into).collect())
}

/// Removes a preset; the answer is those that are left.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preset_remove(
    studio: State<'_, Studio>,
    name: String,
) -> Answer<Vec<PresetView>> {
    Ok(studio.preset_remove(name).await?.into_iter().map(Into::into).collect())
}
